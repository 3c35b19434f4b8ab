// The cards of a page: explorers, self-checks and predictions. Plain DOM, no framework; Vega draws, and nothing here
// computes a number of a model. A host tells what the page cannot know itself; see `mount`.

const SLOW = 3000; // ms after which a silent host is spoken of
const WALK = "Each mark has a name: point at it, or Tab to the picture and use the arrow keys.";
const NOT_CONNECTED = "Not connected. Run this cell again.";

/** Make an element: a tag, its attributes (text: its content; on...: a listener), its children. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") element.textContent = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

let numbers = 0;
const id = (name) => `tb-${name}-${++numbers}`;

/** Live regions must be in the page before their text changes: each note is made empty. */
const note = (name = "") => make("div", { class: `tb-note ${name}`, role: "status", "aria-live": "polite" });

function say(element, text, kind = "") {
  element.className = element.className.replace(/ ?tb-(found|wrong|stale)\b/g, "") + (kind ? ` tb-${kind}` : "");
  element.textContent = text;
}

/** Follow the theme: the page's own, JupyterLab's, VS Code's, else the system's. Returns a function that ends it. */
function followTheme(card) {
  const body = document.body;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const look = () => {
    const { theme, jpThemeLight, vscodeThemeKind } = body.dataset;
    let dark = system.matches && !window.jupyterapp;
    if (theme) dark = theme === "dark";
    else if (jpThemeLight) dark = jpThemeLight === "false";
    else if (vscodeThemeKind) dark = vscodeThemeKind.includes("dark");
    card.classList.toggle("twoborders-dark", dark);
  };
  const watcher = new MutationObserver(look);
  watcher.observe(body, { attributeFilter: ["data-theme", "data-jp-theme-light", "data-vscode-theme-kind"] });
  system.addEventListener("change", look);
  look();
  return () => {
    watcher.disconnect();
    system.removeEventListener("change", look);
  };
}

/**
 * Build a card in `element` and return a function that takes it away.
 *
 * `host.vega()` gives Vega's module. `host.ask(number)` asks for a state of an explorer, `host.more(from)` for some
 * further ones from that number on; what comes is given to `host.onstates`, as [first number, [state, ...]].
 * `host.tell(message)` passes on what a learner did, and `host.ontold` hears the answer; `host.connected()` says
 * whether anybody answers, and `host.silent` what is said where nothing comes. A host without a kernel has all the states and keeps what it is told itself.
 */
export function mount(element, card, host) {
  const root = make("section", { class: "twoborders-card", "aria-label": card.title ?? card.prompt });
  // A notebook takes plain letters and arrows of a focused list or button as commands ("d d" deletes the cell).
  root.addEventListener("keydown", (event) => {
    const command = event.ctrlKey || event.metaKey || event.altKey || event.key === "Escape";
    if (!command && !(event.shiftKey && event.key === "Enter")) event.stopPropagation();
  });
  element.append(root);
  const ends = [followTheme(root), { explorer, selfcheck, prediction }[card.kind](root, card, host)];
  return () => {
    for (const end of ends) end?.();
    root.remove();
  };
}

// Explorers

function explorer(root, card, host) {
  const values = card.controls.map((control) => control.start);
  const states = new Map();
  let shown = -1;
  let charts = [];
  let marks = [];
  let timer = 0;

  const sizes = card.controls.map((control) => control.options.length);
  const all = sizes.reduce((product, size) => product * size, 1);
  const here = () => values.reduce((number, value, i) => number * sizes[i] + value, 0);
  const start = here();
  states.set(start, card.state);

  const picture = make("figure", { class: "tb-picture" });
  const alternative = make("div", { class: "tb-panels", role: "img", "aria-label": card.state.alt });
  const panels = card.panels.map((panel) => {
    const chart = make("div", { class: "tb-chart", "aria-hidden": "true", style: `min-height:${panel.height}px` });
    const key = panel.key.map(([name, sign, colour]) => make("li", {}, make("span", { style: `color:${colour}`, text: sign }), ` ${name}`));
    alternative.append(make("div", { class: panel.wide ? "tb-panel tb-wide" : "tb-panel" }, panel.title ? make("h4", { text: panel.title }) : null,
      key.length ? make("ul", { class: "tb-key" }, ...key) : null, chart));
    return chart;
  });
  const [ring, named] = [make("div", { class: "tb-ring", hidden: true }), make("p", { class: "tb-named", hidden: true, text: WALK })];
  const walk = make("input", { type: "range", class: "tb-walk", "aria-label": "The marks of the picture, one by one", min: 0, value: 0, hidden: true,
    oninput: () => point(marks[walk.value]), onfocus: () => point(marks[walk.value]), onblur: () => point() });
  picture.append(make("div", { class: "tb-frame" }, alternative, ring, walk), named, make("figcaption", { class: "tb-source", text: card.source }));
  const sentence = note();
  const ghost = make("div", { class: "tb-note tb-ghost", "aria-hidden": "true" });
  const reply = note();
  const controls = card.controls.map((control, i) => input(control, values[i], (value) => move(i, value)));
  const figures = make("div", { class: "tb-scroll" });
  const details = make("details", { ontoggle: () => fill() }, make("summary", { text: "The figures of this picture" }), figures);
  root.append(
    make("h3", {}, card.title, " ", make("span", { class: "tb-tick", text: "✓ Goal reached" })),
    make("p", {}, make("b", { text: "Your goal. " }), card.goal),
    make("div", { class: "tb-body" },
      make("div", { class: "tb-controls" }, ...controls.map((one) => one.element),
        make("div", { class: "tb-answer" },
          make("div", { class: "tb-row" },
            make("button", { type: "button", class: "tb-first", text: "Did you find it?", onclick: () => judge() }),
            make("button", { type: "button", text: "Back to the start", onclick: () => restart() })),
          reply)),
      picture),
    make("div", { class: "tb-sentence" }, ghost, sentence),
    details,
  );
  root.classList.toggle("tb-reached", Boolean(card.reached));

  function move(i, value) {
    if (values[i] === value) return;
    values[i] = value;
    show();
  }

  function restart() {
    card.controls.forEach((control, i) => {
      values[i] = control.start;
      controls[i].put(control.start);
    });
    show();
    say(reply, "");
  }

  function show() {
    const number = here();
    const state = states.get(number);
    clearTimeout(timer);
    if (!state) {
      picture.classList.add("tb-away");
      reply.classList.add("tb-stale");
      if (!host.connected()) return say(sentence, NOT_CONNECTED, "wrong");
      host.ask(number);
      timer = setTimeout(() => say(sentence, host.silent ?? "No answer yet. Is another cell running? If nothing comes: run this cell again.", "wrong"), SLOW);
      return;
    }
    picture.classList.remove("tb-away");
    if (number === shown) return;
    shown = number;
    if (state.problem) {
      picture.classList.add("tb-away");
      say(sentence, state.problem, "wrong");
      return;
    }
    say(sentence, state.sentence);
    alternative.setAttribute("aria-label", state.alt);
    reply.classList.add("tb-stale"); // an answer to an earlier position would now be wrong
    draw(state);
    if (details.open) fill();
  }

  async function draw(state) {
    await Promise.all(charts.map((chart) => {
      for (const name of chart.names) chart.view.data(name, state.rows[name].map((row) => ({ ...row })));
      return chart.view.runAsync();
    }));
    // Marks that have a name can be walked through with the keys: Vega keeps with each element the item that it draws.
    marks = panels.flatMap((panel) => [...panel.querySelectorAll("svg *")].filter((each) => isNamed(each.__data__)));
    walk.hidden = !marks.length;
    named.hidden &&= walk.hidden; // once there, the line keeps its place
    walk.max = marks.length - 1;
    point(document.activeElement === walk ? marks[walk.value] : undefined);
    root.dataset.drawn = "yes";
  }

  /** Ring a mark and say its name below the picture; without a mark, say how names are found. */
  function point(mark) {
    ring.hidden = !mark;
    named.textContent = mark ? nameOf(mark.__data__.tooltip) : WALK;
    if (marks.length) walk.setAttribute("aria-valuetext", nameOf(marks[walk.value].__data__.tooltip));
    if (!mark) return;
    const [box, frame] = [mark.getBoundingClientRect(), alternative.getBoundingClientRect()];
    const zoom = alternative.currentCSSZoom ?? 1; // a page may show the card larger; a rectangle is told in the window's pixels
    const [left, top, width, height] = [box.left - frame.left, box.top - frame.top, box.width, box.height].map((each) => each / zoom);
    const style = { left: left - 4, top: top - 4, width: width + 8, height: height + 8 };
    for (const [name, value] of Object.entries(style)) ring.style[name] = `${value}px`;
  }

  function judge() {
    const state = states.get(here());
    if (!state || state.problem) return;
    const [reached, text] = state.reply;
    say(reply, (reached ? "Found. " : "Not yet. ") + text, reached ? "found" : "");
    if (reached && !root.classList.contains("tb-reached")) {
      root.classList.add("tb-reached");
      host.tell({ reached: card.name });
    }
  }

  function fill() {
    const state = states.get(shown);
    if (!details.open || !state?.rows) return;
    figures.replaceChildren(...Object.entries(state.rows).filter(([, rows]) => rows.length).map(([, rows]) => {
      const names = Object.keys(rows[0]);
      const text = (value) => (typeof value === "number" ? value.toLocaleString("en-US", { maximumFractionDigits: 2 }) : String(value ?? ""));
      return make("table", {}, make("thead", {}, make("tr", {}, ...names.map((name) => make("th", { scope: "col", text: name.replaceAll("_", " ") })))),
        make("tbody", {}, ...rows.map((row) => make("tr", {}, ...names.map((name) => make("td", { text: text(row[name]) }))))));
    }));
  }

  host.onstates = (first, list) => {
    list.forEach((state, i) => states.set(first + i, state));
    const longest = list.reduce((text, state) => ((state.sentence?.length ?? 0) > text.length ? state.sentence : text), ghost.textContent);
    if (longest !== ghost.textContent) ghost.textContent = longest;
    if (shown !== here()) show();
    if (first === asked) asked = -1;
    root.dataset.states = states.size;
    more();
  };

  // The rest of the states comes piece by piece while nobody moves anything; then the card needs no host.
  let asked = -1;
  let idle = false;
  function more() {
    if (asked >= 0 || idle || states.size >= all) return;
    idle = true;
    const rest = window.requestIdleCallback ?? ((run) => setTimeout(run, 30));
    rest(() => {
      idle = false;
      asked = 0;
      while (states.has(asked)) asked += 1;
      if (host.connected()) host.more(asked);
    });
  }

  const watcher = new ResizeObserver(() => {
    point();
    for (const chart of charts) {
      const width = Math.floor(chart.element.clientWidth);
      if (chart.element.clientWidth > 0 && width !== chart.width) chart.view.width((chart.width = width)).runAsync();
    }
  });
  let over = false;
  say(sentence, card.state.sentence);
  ghost.textContent = card.state.sentence;
  host.vega().then((vega) => {
    if (over) return;
    charts = card.panels.map((panel, i) => {
      const element = panels[i];
      const width = Math.floor(element.clientWidth) || 400;
      const view = new vega.View(vega.parse(panel.spec, null, { ast: true }), {
        expr: vega.expressionInterpreter, renderer: "svg", container: element, hover: true, logLevel: 0,
      }).width(width);
      view.tooltip((_, event, item, text) => point(text && isNamed(item) ? event.target : undefined));
      watcher.observe(element);
      return { view, element, width, names: panel.data };
    });
    shown = -1;
    show();
    more();
  }, (error) => say(sentence, `The picture cannot be drawn here (${error.message}).`, "wrong"));
  return () => {
    over = true;
    clearTimeout(timer);
    watcher.disconnect();
    for (const chart of charts) chart.view.finalize();
  };
}

/** Whether a mark that Vega drew has a name; a line takes that of its first point, which says nothing. */
const isNamed = (item) => Boolean(item?.tooltip) && item.mark.marktype !== "line";

/** The name of a mark: a text, or some values with their titles. */
const nameOf = (tooltip) => (typeof tooltip === "object" ? Object.entries(tooltip).map(([title, value]) => `${title}: ${value}`).join(", ") : String(tooltip));

/** A control: its element, and `put` to set it without telling anybody. Values are numbers of options. */
function input(control, value, changed) {
  const name = id(control.name);
  const label = control.unit ? `${control.label} (${control.unit})` : control.label;
  const last = control.options.length - 1;
  if (control.kind === "choice") {
    const list = make("select", { id: name, onchange: () => changed(list.selectedIndex) },
      ...control.options.map((option) => make("option", { text: option })));
    list.selectedIndex = value;
    return { element: make("div", { class: "tb-control" }, make("label", { for: name, text: label }), list), put: (next) => (list.selectedIndex = next) };
  }
  const range = make("input", { type: "range", id: name, min: 0, max: last, step: 1, value });
  const word = (number) => String(control.options[number]);
  const speak = (number) => range.setAttribute("aria-valuetext", control.unit ? `${word(number)} ${control.unit}` : word(number));
  let beside;
  let put;
  if (control.kind === "slider") {
    const [low, step] = [control.low, control.step];
    const nearest = (number) => Math.min(last, Math.max(0, Math.round((number - low) / step)));
    beside = make("input", { type: "number", "aria-label": label, min: low, max: low + last * step, step, value: low + value * step });
    beside.addEventListener("change", () => {
      const number = beside.value === "" ? Number(range.value) : nearest(Number(beside.value));
      put(number);
      changed(number);
    });
    beside.addEventListener("input", () => {
      const number = (Number(beside.value) - low) / step; // a number that is typed is taken when it is one of the steps
      if (beside.value !== "" && Number.isInteger(number) && number >= 0 && number <= last) {
        range.value = number;
        speak(number);
        changed(number);
      }
    });
    put = (number) => {
      range.value = number;
      beside.value = low + number * step;
      speak(number);
    };
  } else {
    beside = make("output", { for: name });
    put = (number) => {
      range.value = number;
      beside.textContent = word(number);
      speak(number);
    };
  }
  range.addEventListener("input", () => {
    const number = Number(range.value);
    put(number);
    changed(number);
  });
  put(value);
  return { element: make("div", { class: "tb-control" }, make("label", { for: name, text: label }), make("div", { class: "tb-pair" }, range, beside)), put };
}

// Questions

/** Radio buttons in one group; returns the group, and which is chosen (-1 for none). */
function choices(legend, options, changed) {
  const name = id("choice");
  const buttons = options.map((_, i) => make("input", { type: "radio", name, value: i, onchange: changed }));
  const group = make("fieldset", { class: "tb-choices" }, make("legend", { text: legend }),
    ...options.map((option, i) => make("label", {}, buttons[i], make("span", { text: option }))));
  return { group, buttons, chosen: () => buttons.findIndex((button) => button.checked) };
}

function selfcheck(root, card, host) {
  const status = note();
  const asked = choices("Your answer", card.choices.map(([text]) => text), () => say(status, "Check your answer."));
  const check = make("button", { type: "button", class: "tb-first", text: "Check my answer" });
  const answer = (number) => {
    const [, right, text] = card.choices[number];
    say(status, text, right ? "found" : "");
  };
  check.addEventListener("click", () => {
    const number = asked.chosen();
    if (number < 0) return say(status, "Choose an answer first.");
    answer(number);
    host.tell({ checked: number });
  });
  root.append(make("p", {}, make("b", { text: "Check yourself. " }), card.prompt), asked.group, make("div", { class: "tb-row" }, check, status));
  say(status, "Choose an answer, then check it.");
  if (asked.buttons[card.checked]) {
    asked.buttons[card.checked].checked = true;
    answer(card.checked);
  }
}

function prediction(root, card, host) {
  const status = note();
  const asked = choices("Your guess", card.choices, () => {});
  const name = id("sure");
  const sure = make("select", { id: name }, ...card.sure.map((each) => make("option", { value: each, text: `${each} per cent` })));
  const keep = make("button", { type: "button", class: "tb-first", text: "Keep my guess" });
  const compare = make("button", { type: "button", text: "Show the figures" });
  let kept = null;
  let timer = 0;

  const close = () => [...asked.buttons, sure, keep].forEach((element) => (element.disabled = true));
  const mark = (choice, kind, text) => asked.buttons[card.choices.indexOf(choice)].parentElement.append(make("b", { class: `tb-mark ${kind}`, text }));

  function hold(entry) {
    if (!entry || !card.choices.includes(entry.guess)) return;
    kept = entry;
    asked.buttons[card.choices.indexOf(kept.guess)].checked = true;
    sure.value = String(kept.sure);
    close();
  }

  /** Guess and figures side by side: at their choices, and in words. */
  function figures() {
    close();
    compare.disabled = true;
    mark(card.right, "tb-found", "the figures");
    if (!kept) return say(status, `The figures: ${card.seen} You kept no guess this time; a guess before the figure teaches more.`);
    const right = kept.guess === card.right;
    mark(kept.guess, "", "your guess");
    say(status, `Your guess: ${kept.guess} (${kept.sure} per cent sure). The figures: ${card.seen} Your guess ${right ? "agrees" : "was another"}.`, right ? "found" : "");
  }

  host.ontold = (told) => {
    clearTimeout(timer);
    hold(told.kept);
    if (told.text) say(status, told.text);
    if (told.ran && !compare.disabled) figures();
  };
  keep.addEventListener("click", () => {
    const number = asked.chosen();
    if (number < 0) return say(status, "Choose an answer first.");
    if (!host.connected()) return say(status, NOT_CONNECTED, "wrong");
    timer = setTimeout(() => say(status, "No answer yet. Is another cell running?", "wrong"), SLOW);
    host.tell({ keep: [card.choices[number], Number(sure.value)] });
  });
  compare.addEventListener("click", figures);
  root.append(make("p", {}, make("b", { text: "Predict. " }), card.prompt), asked.group,
    make("div", { class: "tb-row" }, make("label", { for: name, text: "How sure are you?" }), sure, keep, compare, status));
  sure.value = String(card.sure[1]);
  hold(card.kept);
  say(status, kept ? "Your guess is kept. Run the cells below." : "Guess before you run the cells.");
  return () => clearTimeout(timer);
}
