// A lesson on the wall: one part at a time, moved with the arrow keys. Predictions become a vote of hands.

(() => {
  const PATHS = ["20 minutes", "45 minutes", "90 minutes", "mixed class, 90 minutes"]; // in the order of data-minutes

  /** Make an element: a tag, its properties, its children. */
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  twoborders.present = () => {
    const body = document.body;
    if (body.classList.contains("present")) return;
    const parts = [...document.querySelectorAll("section.part")];
    const home = parts[0].parentElement;
    const stage = make("main", { className: "stage", tabIndex: -1, id: "stage" });
    const place = make("p");
    const path = make("select", { onchange: () => begin() }, ...PATHS.map((textContent, i) => make("option", { value: i, textContent })));
    path.setAttribute("aria-label", "Plan");
    const buttons = [["Back", () => go(at - 1)], ["Next", () => go(at + 1)], ["Leave", leave]].map(([textContent, onclick]) => make("button", { type: "button", textContent, onclick }));
    const bar = make("nav", { className: "bar" }, place, path, ...buttons);
    bar.setAttribute("aria-label", "Present");
    const started = Date.now();
    const votes = [];
    let slides = [];
    let at = 0;

    path.value = String(twoborders.kept().path ?? 2);
    for (const card of document.querySelectorAll('.card[data-card^="prediction "]')) votes.push(vote(card));
    body.classList.add("present");
    stage.append(...parts);
    body.append(stage, bar);
    document.addEventListener("keydown", key);
    window.addEventListener("resize", begin);
    begin();

    /** Minutes of a part on the path that was chosen. */
    function minutes(part) {
      return Number((part.dataset.minutes ?? "").split(" ")[path.value] ?? 0);
    }

    /** Lay the parts of the path out as slides: as many cells together as the window is high. */
    function begin() {
      twoborders.keep("path", Number(path.value));
      const shown = slides[at]?.cells[0];
      const high = stage.clientHeight * 0.92;
      slides = [];
      let before = 0;
      for (const part of parts) {
        part.hidden = false;
        for (const cell of part.children) cell.hidden = false;
        const cells = [...part.children].filter((cell) => !(cell.dataset.passed ?? "").split(" ").includes(path.value));
        if (!minutes(part)) continue;
        let group = [];
        const close = () => {
          if (group.length) slides.push({ part, cells: group, before, minutes: minutes(part) });
          group = [];
        };
        let height = 0;
        for (const cell of cells) {
          const own = cell.offsetHeight;
          const explorer = cell.querySelector('.card[data-card^="explorer "]');
          if (group.length && (explorer || height + own > high)) {
            close();
            height = 0;
          }
          group.push(cell);
          height += own;
          // An explorer has the window for itself, and what answers a guess comes after it.
          if (explorer || cell.querySelector(".hands")) height = Infinity;
        }
        close();
        before += minutes(part);
      }
      go(Math.max(0, slides.findIndex((slide) => slide.cells.includes(shown))));
    }

    function go(number) {
      at = Math.min(slides.length - 1, Math.max(0, number));
      const { part, cells, before, minutes: own } = slides[at];
      for (const each of parts) each.hidden = each !== part;
      for (const cell of part.children) cell.hidden = !cells.includes(cell);
      stage.scrollTop = 0;
      const heading = part.querySelector("h1, h2").textContent;
      const gone = Math.round((Date.now() - started) / 60000);
      place.textContent = `${at + 1} of ${slides.length}. ${heading}: ${own} ${own === 1 ? "minute" : "minutes"}, from minute ${before} of the plan; ${gone} gone`;
    }

    function key(event) {
      if (event.target.closest?.("input, select, textarea, .twoborders-card") && event.key !== "Escape") return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const steps = { ArrowRight: 1, PageDown: 1, " ": event.target.closest?.("button, summary, a") ? 0 : 1, ArrowLeft: -1, PageUp: -1, Home: -Infinity, End: Infinity };
      if (event.key === "Escape") leave();
      else if (steps[event.key]) {
        event.preventDefault();
        const below = stage.scrollHeight - stage.clientHeight - stage.scrollTop;
        if (steps[event.key] === 1 && below > 40) stage.scrollBy({ top: stage.clientHeight * 0.8 }); // a slide that is too long
        else go(at + steps[event.key]);
      }
    }

    function leave() {
      document.removeEventListener("keydown", key);
      window.removeEventListener("resize", begin);
      for (const part of parts) {
        part.hidden = false;
        for (const cell of part.children) cell.hidden = false;
      }
      const last = slides[at].part;
      home.append(...parts);
      for (const end of votes) end();
      stage.remove();
      bar.remove();
      body.classList.remove("present");
      last.scrollIntoView();
    }
    stage.focus();
  };

  /** Put a vote of hands in the place of a prediction's card; returns a function that takes it away. */
  function vote(place) {
    const card = twoborders.content(place);
    const key = `hands ${place.dataset.card}`;
    const counts = twoborders.kept()[key] ?? card.choices.map(() => 0);
    const rows = card.choices.map((choice, i) => {
      const name = make("span", { textContent: choice });
      const field = make("input", { type: "number", min: 0, value: counts[i] });
      field.setAttribute("aria-label", `Hands for ${choice}`);
      field.addEventListener("input", () => {
        counts[i] = Math.max(0, Number(field.value) || 0);
        twoborders.keep(key, counts);
        draw();
      });
      return { name, field, bar: make("div", { className: "votes" }) };
    });
    const draw = () => rows.forEach(({ bar }, i) => (bar.style.width = `${(100 * counts[i]) / Math.max(1, ...counts)}%`));
    const seen = make("p");
    seen.setAttribute("role", "status");
    const show = make("button", {
      type: "button", textContent: "Show the figures",
      onclick() {
        rows[card.choices.indexOf(card.right)].name.className = "right";
        seen.textContent = `The figures: ${card.seen}`;
      },
    });
    const box = make("div", { className: "hands" }, make("p", {}, make("b", { textContent: "Hands up. " }), card.prompt),
      make("div", { className: "vote" }, ...rows.flatMap((row) => [row.name, row.field, row.bar])), show, seen);
    const own = place.querySelector(".twoborders-card");
    own.hidden = true;
    place.append(box);
    draw();
    return () => {
      box.remove();
      own.hidden = false;
    };
  }
})();
