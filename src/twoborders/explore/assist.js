// Runs once for each widget of the kit, as the load handler of the <style> in its first part (see view.py).
// Python cannot say these things to the page, and ipywidgets does not: without them the widgets work, but worse.
const box = this.closest(".twoborders-box");
if (box && !box.dataset.assisted) {
  box.dataset.assisted = "yes";

  // JupyterLab takes plain letters and arrows of a focused list or button as commands ("d d" deletes the cell).
  // What has a use in the notebook stays: keys with Ctrl, Alt or Cmd, Shift+Enter, and Escape.
  box.addEventListener("keydown", (event) => {
    const command = event.ctrlKey || event.metaKey || event.altKey || event.key === "Escape";
    if (!command && !(event.shiftKey && event.key === "Enter")) event.stopPropagation();
  });

  // A slider's handle and a group of choices have no name that a screen reader says: they get that of their label.
  // The handle beside a list says the number of its place: let it say what stands in the list at this place.
  // Choices become one group, which Tab enters and leaves in one step.
  const help = () => {
    for (const part of box.querySelectorAll('.noUi-handle[role="slider"], .widget-radio-box')) {
      const row = part.closest(".twoborders-row, .widget-radio");
      const label = row && row.querySelector("label");
      if (label) part.setAttribute("aria-label", label.textContent);
      const place = row && row.querySelector("select")?.options[Number(part.getAttribute("aria-valuenow"))];
      if (place) part.setAttribute("aria-valuetext", place.text);
      if (part.matches(".widget-radio-box") && part.getAttribute("role") !== "radiogroup") {
        part.setAttribute("role", "radiogroup");
        const group = "twoborders-" + Math.random();
        for (const choice of part.querySelectorAll("input")) choice.name = group;
      }
    }
  };
  help();
  new MutationObserver(help).observe(box, { childList: true, subtree: true, attributeFilter: ["aria-valuenow"] });
}
