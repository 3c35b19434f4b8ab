"""The cards of a notebook: explorers, self-checks and predictions, which live in the page (``page/card.js``).

Python computes, the page draws. A card is an anywidget whose program, ``page/loader.js``, takes the page's modules
(``card.js``, ``card.css``, Vega) from one widget that all cards of a kernel share, so that they travel once.
"""

import gzip
import html
import json
import time
import traceback
from base64 import b64encode
from pathlib import Path
from typing import Any

import anywidget
import traitlets
from IPython.display import display

from twoborders.explore.base import Choice, Explorer, Slider, State, Steps
from twoborders.explore.prediction import SURE, Prediction
from twoborders.explore.selfcheck import SelfCheck
from twoborders.work import store

PAGE = Path(__file__).with_name("page")
COMPILED = Path(__file__).with_name("compiled")
PIECE_SECONDS = 0.08
"""So long states are computed before a piece of them is sent: a cell of the learner's must not wait for more."""


NOT_CONNECTED = "Not connected. Run this cell again."
"""As in card.js: what is said where neither the card's state nor a kernel is there."""


class Library(anywidget.AnyWidget):
    """What all cards of a page share: the modules ``card.js`` and ``vega.js`` and the style, compressed."""

    _esm = "export default {}"
    modules = traitlets.Dict().tag(sync=True)


class Card(anywidget.AnyWidget):
    """One card; ``card`` is what it shows at first, and ``library`` names the widget that has the modules."""

    _esm = (PAGE / "loader.js").read_text(encoding="utf-8")
    card = traitlets.Dict().tag(sync=True)
    library = traitlets.Unicode().tag(sync=True)

    def __init__(self, card: dict[str, Any]) -> None:
        super().__init__(card=card, library=library().model_id)


_shared: list[Library] = []


def library() -> Library:
    """Return the widget with the page's modules, made when it is first asked for."""
    if not _shared:
        files = {"card": PAGE / "card.js", "style": PAGE / "card.css", "vega": PAGE / "vega" / "vega.js"}
        _shared.append(Library(modules={name: gzip.compress(path.read_bytes(), 6) for name, path in files.items()}))
    return _shared[0]


def explorer_card(explorer: Explorer) -> Card:
    """Return the living card of an explorer."""
    card = Card(explorer_content(explorer) | {"reached": explorer.name in store.read()[0]["explorers"]})
    states = [list(control.values()) for control in explorer.controls]

    def heard(_: Any, message: dict[str, Any], __: Any) -> None:
        match message:
            case {"ask": int(number)}:
                _send(card, number, [state_content(explorer, _state(explorer, states, number))])
            case {"more": int(first)}:
                _send(card, first, _piece(explorer, states, first))
            case {"reached": str(name)}:
                store.keep("explorers", name, {"reached": True})

    card.on_msg(heard)
    return card


def explorer_content(explorer: Explorer) -> dict[str, Any]:
    """What the page needs to show an explorer at its start: see ``explorer`` in card.js."""
    compiled = json.loads((COMPILED / f"{explorer.name}.json").read_text(encoding="utf-8"))
    return {
        "kind": "explorer",
        "name": explorer.name,
        "title": explorer.title,
        "goal": explorer.goal.text,
        "source": explorer.source,
        "controls": [_control(control) for control in explorer.controls],
        "panels": compiled["panels"],
        "state": state_content(explorer, explorer.default),
    }


def _control(control: Slider | Choice) -> dict[str, Any]:
    values = list(control.values())
    content = {"name": control.name, "label": control.label, "start": values.index(control.default)}
    if isinstance(control, Slider):
        shown = [f"{value:,}" for value in values]
        return content | {
            "kind": "slider",
            "options": shown,
            "low": control.low,
            "step": control.step,
            "unit": control.unit,
        }
    return content | {"kind": "steps" if isinstance(control, Steps) else "choice", "options": values}


def state_content(explorer: Explorer, state: State) -> dict[str, Any]:
    """What the page shows in a state; where it cannot be computed, the sentence that says so."""
    try:
        view = explorer.at(state)
    except Exception as error:
        # Whatever went wrong, the learner must see it here: JupyterLab drops the errors of messages.
        traceback.print_exception(error)
        reason = str(error) or type(error).__name__
        said = explorer.said(state)
        text = f"This position of the controls cannot be shown ({said}). The reason: {reason} Move a control to go on."
        return {"problem": text}
    return {"rows": view.rows, "sentence": view.sentence, "alt": view.alt, "reply": list(view.reply)}


def _state(explorer: Explorer, values: list[list[Any]], number: int) -> State:
    """The state with this number: the last control counts fastest."""
    chosen = []
    for options in reversed(values):
        number, place = divmod(number, len(options))
        chosen.append(options[place])
    return {control.name: value for control, value in zip(explorer.controls, reversed(chosen), strict=True)}


def _piece(explorer: Explorer, values: list[list[Any]], first: int) -> list[dict[str, Any]]:
    until = time.monotonic() + PIECE_SECONDS
    piece = []
    for number in range(first, explorer.size):
        piece.append(state_content(explorer, _state(explorer, values, number)))
        if time.monotonic() > until:
            break
    return piece


def _send(card: Card, first: int, piece: list[dict[str, Any]]) -> None:
    card.send({"first": first}, [gzip.compress(json.dumps(piece).encode(), 6)])


def check_card(check: SelfCheck) -> Card:
    """Return the living card of a self-check."""
    choices = [[f"({letter}) {text}", *check.answer(place)] for place, (letter, text) in enumerate(check.lettered())]
    return Card({"kind": "selfcheck", "prompt": check.prompt, "choices": choices})


def prediction_card(prediction: Prediction) -> Card:
    """Return the living card of a prediction."""
    kept = prediction.kept()
    start = "Your guess is kept. Run the cells below." if kept else "Guess before you run the cells."
    told = {"kept": kept or None, "text": start, "right": None}
    content = {"kind": "prediction", "prompt": prediction.prompt, "choices": list(prediction.choices)}
    card = Card(content | {"sure": list(SURE), "told": told})

    def tell(text: str, right: bool | None = None) -> None:
        card.send({"told": {"kept": prediction.kept() or None, "text": text, "right": right}})

    def show_figures() -> None:
        tell(prediction.compared(), prediction.kept().get("right", False))

    def heard(_: Any, message: dict[str, Any], __: Any) -> None:
        match message:
            case {"keep": [str(guess), int(sure)]}:
                tell(prediction.keep(guess, sure))
            case {"compare": True}:
                show_figures()

    card.on_msg(heard)
    prediction.on_ran = show_figures
    return card


def display_explorer(explorer: Explorer) -> None:
    """Display the card of an explorer, and below it its still picture."""
    view = explorer.at(explorer.default)
    _display(explorer_card(explorer), explorer.title, still(explorer), f"{view.alt} {view.sentence}")


def display_check(check: SelfCheck) -> None:
    """Display the card of a self-check, and below it its answers for reading without a kernel."""
    _display(check_card(check), repr(check), check.printed(), check.answers())


def display_prediction(prediction: Prediction) -> None:
    """Display the card of a prediction, and below it the question for reading without a kernel."""
    choices = "".join(f"<li>{html.escape(choice)}</li>" for choice in prediction.choices)
    below = f"<p><b>Predict.</b> {html.escape(prediction.prompt)}</p><ul>{choices}</ul>"
    _display(prediction_card(prediction), repr(prediction), below, "Run this cell to keep a guess.")


def still(explorer: Explorer) -> str:
    """The goal and the picture of the start as HTML: for reading without a kernel, and for print."""
    view = explorer.at(explorer.default)
    picture = b64encode((COMPILED / f"{explorer.name}.svg").read_bytes()).decode()
    source = f"data:image/svg+xml;base64,{picture}"
    return (
        f"<p><b>Your goal.</b> {html.escape(explorer.goal.text)}</p><figure style='margin:0'>"
        f'<img alt="{html.escape(view.alt)}" src="{source}" style="max-width:100%">'
        f"<figcaption>{html.escape(view.sentence)} {html.escape(explorer.source)}</figcaption></figure>"
    )


NO_EMPTY_BOX = "<style>.jp-OutputArea:has(.twoborders-still) .jupyter-widgets:not(:has(*)){display:none}</style>"
"""A saved notebook that is opened again has no card, and JupyterLab writes "model not found" in its place."""


def _display(card: Card, text: str, still: str, still_text: str) -> None:
    """Display a card, and behind it what stands for it where it does not live; the page hides that while it lives.

    These are two outputs: of one with both, a page that cannot find the card's widget shows neither.
    """
    view = {"version_major": 2, "version_minor": 0, "model_id": card.model_id}
    display({"application/vnd.jupyter.widget-view+json": view, "text/plain": text}, raw=True)
    page = f'<div class="twoborders-still">{NO_EMPTY_BOX}{still}<p><b>{NOT_CONNECTED}</b></p></div>'
    display({"text/html": page, "text/plain": still_text}, raw=True)
