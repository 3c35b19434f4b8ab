// The program of each card: it takes the page's modules from the widget that all cards share, and gives a card its host.

const shared = (globalThis.twobordersCards ??= new Map());

async function unpack(bytes) {
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
}

/** A module of the library, loaded once for the page. */
function module(library, name) {
  const key = `${library.model_id} ${name}`;
  if (!shared.has(key)) {
    const load = async () => {
      const blob = new Blob([await (await unpack(library.get("modules")[name])).text()], { type: "text/javascript" });
      const address = URL.createObjectURL(blob);
      try {
        return await import(/* webpackIgnore: true */ address);
      } finally {
        URL.revokeObjectURL(address);
      }
    };
    shared.set(key, load());
  }
  return shared.get(key);
}

async function style(library) {
  const name = `twoborders-style-${library.model_id}`;
  if (document.getElementById(name)) return;
  const element = Object.assign(document.createElement("style"), { id: name });
  document.head.append(element);
  element.textContent = await (await unpack(library.get("modules").style)).text();
}

/** Hide what stands below a card for readers without a kernel; returns a function that shows it again. */
function hideStill(el) {
  const still = () => el.closest(".jp-OutputArea, .output_area, .cell-output-container, body")?.querySelectorAll(".twoborders-still") ?? [];
  const hide = () => still().forEach((each) => each.classList.add("tb-hidden"));
  const watcher = new MutationObserver(hide);
  const area = el.closest(".jp-OutputArea");
  if (area) watcher.observe(area, { childList: true, subtree: true });
  hide();
  return () => {
    watcher.disconnect();
    still().forEach((each) => each.classList.remove("tb-hidden"));
  };
}

/** Whether there is a kernel, as far as a page tells: JupyterLab's manager of widgets knows its own. */
function isConnected(manager) {
  if (!("kernel" in manager)) return true;
  const kernel = manager.kernel;
  return Boolean(kernel) && !kernel.isDisposed && kernel.status !== "dead" && kernel.connectionStatus !== "disconnected";
}

async function render({ model, el }) {
  const library = await model.widget_manager.get_model(model.get("library"));
  await style(library);
  const { mount } = await module(library, "card");
  const host = {
    vega: () => module(library, "vega"),
    connected: () => isConnected(model.widget_manager),
    ask: (number) => model.send({ ask: number }),
    more: (first) => model.send({ more: first }),
    tell: (message) => model.send(message),
    onstates: () => {},
    ontold: () => {},
  };
  const heard = async (message, buffers) => {
    if (message.told) host.ontold(message.told);
    else if (buffers?.length) host.onstates(message.first, await (await unpack(buffers[0])).json());
  };
  model.on("msg:custom", heard);
  const end = mount(el, model.get("card"), host);
  const show = hideStill(el);
  return () => {
    model.off("msg:custom", heard);
    end();
    show();
  };
}

export default { render };
