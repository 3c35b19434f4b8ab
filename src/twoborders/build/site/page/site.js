// The program of the pages: it gives the cards of a page a host that needs no kernel, keeps what a reader answers in
// this browser, and searches. Everything lies beside the pages, as scripts: a page on a disk may load nothing else.

(() => {
  const body = document.body;
  const root = body.dataset.root;
  const KEPT = "two-borders";

  // What is kept in this browser

  function kept() {
    try {
      return JSON.parse(localStorage.getItem(KEPT)) ?? {};
    } catch {
      return {}; // a browser that keeps nothing, or something that is not ours
    }
  }

  function keep(key, value) {
    try {
      localStorage.setItem(KEPT, JSON.stringify({ ...kept(), [key]: value }));
    } catch {
      // the page works without
    }
    progress();
  }

  /** Say how many cards of each lesson have an answer. */
  function progress() {
    const mine = kept();
    for (const element of document.querySelectorAll("[data-cards]")) {
      const keys = element.dataset.cards.split(",").filter(Boolean);
      const done = keys.filter((key) => mine[key]).length;
      element.textContent = done ? `${done} of ${keys.length} cards answered` : "";
    }
  }

  // Scripts that are loaded when they are needed

  const loading = new Map();
  function load(name) {
    if (!loading.has(name)) {
      loading.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = root + name;
        script.onload = resolve;
        script.onerror = () => {
          loading.delete(name); // the next try may find it
          reject(new Error(`${name} could not be loaded`));
        };
        document.head.append(script);
      }));
    }
    return loading.get(name);
  }

  const packed = new Map();
  /** Called by cards/NAME.js: all states of an explorer, compressed. */
  twoborders.states = (name, text) => packed.set(name, text);

  async function states(name) {
    await load(`cards/${name}.js`);
    const bytes = Uint8Array.from(atob(packed.get(name)), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
  }

  // Cards

  function host(key, card) {
    const all = () => states(card.name).then((list) => one.onstates(0, list), () => {});
    const one = {
      vega: () => load("assets/vega.js").then(() => twoborders.vega),
      connected: () => true,
      silent: "This position has not come yet. If nothing comes, load the page again.",
      ask: all,
      more: all,
      onstates: () => {},
      ontold: () => {},
      tell(message) {
        if (message.reached) keep(key, { reached: true });
        else if ("checked" in message) keep(key, { checked: message.checked });
        else if (message.keep) {
          const [guess, sure] = message.keep;
          keep(key, { guess, sure });
          one.ontold({ kept: { guess, sure }, text: "Your guess is kept in this browser. Read on for the figures." });
        }
      },
    };
    return one;
  }

  /** What a card shows at first, with what was answered here before. */
  function content(place) {
    const card = JSON.parse(place.querySelector("script").textContent);
    const mine = kept()[place.dataset.card];
    if (card.kind === "prediction") return { ...card, kept: mine ?? null };
    return mine ? { ...card, ...mine } : card;
  }

  function mount(place) {
    if (place.dataset.mounted) return;
    const card = content(place);
    place.dataset.mounted = "yes";
    twoborders.mount(place, card, host(place.dataset.card, card));
  }

  // An explorer is drawn when it comes near the window, so that the page is there at once.
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((each) => each.isIntersecting)) {
      watcher.unobserve(entry.target);
      mount(entry.target);
    }
  }, { rootMargin: "1500px" });
  const places = [...document.querySelectorAll(".card")];
  for (const place of places) {
    if (place.dataset.card.startsWith("explorer ")) watcher.observe(place);
    else mount(place);
  }
  twoborders.mountAll = () => places.forEach(mount);
  addEventListener("beforeprint", twoborders.mountAll);

  // Light and dark, and the code of a lesson

  const system = matchMedia("(prefers-color-scheme: dark)");
  function theme(chosen) {
    body.dataset.theme = chosen ?? (system.matches ? "dark" : "light");
  }
  theme(kept().theme);
  system.addEventListener("change", () => theme(kept().theme));

  const actions = {
    theme() {
      theme(body.dataset.theme === "dark" ? "light" : "dark");
      keep("theme", body.dataset.theme);
    },
    code(button) {
      const open = button.getAttribute("aria-pressed") !== "true";
      showCode(open);
      keep("code", open);
    },
    print: () => window.print(),
    present: () => load("assets/present.js").then(() => twoborders.present()),
    forget(button) {
      localStorage.removeItem(KEPT);
      button.textContent = "Forgotten. The pages begin anew.";
    },
  };
  function showCode(open) {
    for (const button of document.querySelectorAll("[data-do=code]")) button.setAttribute("aria-pressed", open);
    for (const details of document.querySelectorAll("details.code")) details.open = open;
  }
  if (kept().code) showCode(true);
  for (const button of document.querySelectorAll("[data-do]")) {
    button.hidden = false; // without a script it could do nothing
    button.addEventListener("click", () => actions[button.dataset.do](button));
  }
  // Beside the text there is room for the list of its parts; above it the text would begin too far below.
  if (matchMedia("(min-width: 1000px)").matches) document.querySelector("details.contents")?.setAttribute("open", "");
  // A link to a place in a folded part opens it.
  const opened = () => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("details")?.setAttribute("open", "");
  addEventListener("hashchange", opened);
  opened();
  progress();
  if (new URLSearchParams(location.search).has("present") && document.querySelector("section.part")) actions.present();

  // Search

  const field = document.querySelector("input[type=search]");
  const results = document.querySelector(".results");
  let engine = null;
  twoborders.pages = (list) => {
    const letters = (word) => word.toLowerCase().normalize("NFD").replace(/\p{Diacritic}/gu, "");
    engine = new twoborders.MiniSearch({ fields: ["heading", "text"], storeFields: ["page", "title", "heading", "text"], processTerm: letters });
    engine.addAll(list.map((each, id) => ({ id, ...each })));
  };

  /** The words around the first place where one of the terms stands. */
  function excerpt(text, terms) {
    const plain = text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();
    const first = Math.min(...terms.map((term) => plain.indexOf(term)).filter((at) => at >= 0), text.length);
    const from = first === text.length ? 0 : Math.max(0, text.lastIndexOf(" ", Math.max(0, first - 60)));
    return `${from ? "… " : ""}${text.slice(from, from + 160).trim()} …`;
  }

  async function look() {
    const words = field.value.trim();
    results.hidden = words.length < 2;
    if (results.hidden) return results.replaceChildren();
    await load("assets/minisearch.js").then(() => load("assets/pages.js")); // in this order: pages.js fills the engine
    if (field.value.trim() !== words) return;
    const found = engine.search(words, { prefix: true, fuzzy: 0.15, combineWith: "AND", boost: { heading: 4 } }).slice(0, 12);
    const lines = found.map((each) => {
      const link = Object.assign(document.createElement("a"), { href: root + each.page });
      link.append(Object.assign(document.createElement("b"), { textContent: each.heading }), ` ${each.title}`);
      const line = document.createElement("li");
      line.append(link, Object.assign(document.createElement("p"), { textContent: excerpt(each.text, each.terms) }));
      return line;
    });
    const list = document.createElement("ul");
    list.append(...lines);
    const count = document.createElement("p");
    count.setAttribute("role", "status");
    count.textContent = lines.length ? `${lines.length} ${lines.length === 1 ? "place" : "places"}${lines.length === 12 ? ", the nearest" : ""}` : `Nothing has "${words}".`;
    results.replaceChildren(count, list);
  }

  if (field) {
    field.addEventListener("input", look);
    look(); // what was typed before this program was there
    field.form.addEventListener("submit", (event) => {
      event.preventDefault();
      results.querySelector("a")?.click();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !results.hidden) {
        field.value = "";
        look();
        field.focus();
      }
    });
  }
  twoborders.kept = kept;
  twoborders.keep = keep;
  twoborders.content = content;
  body.dataset.ready = "yes";
})();
