"""The cards of a notebook: explorers, self-checks and predictions, which live in the page (``page/card.js``).

Python computes, the page draws. A card is an anywidget whose program, ``page/loader.js``, takes the page's modules
(``card.js``, ``card.css``, Vega) from one widget that all cards of a kernel share, so that they travel once.
"""

import gzip
import json
import time
from typing import Any

import anywidget
import traitlets
from IPython.display import display

from twoborders.cards.base import Explorer
from twoborders.cards.content import (
    PAGE,
    check_content,
    explorer_content,
    prediction_content,
    state_content,
    still,
    still_prediction,
)
from twoborders.cards.prediction import Prediction
from twoborders.cards.selfcheck import SelfCheck
from twoborders.work import store

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

    def heard(_: Any, message: dict[str, Any], __: Any) -> None:
        match message:
            case {"ask": int(number)}:
                _send(card, number, [state_content(explorer, explorer.state(number))])
            case {"more": int(first)}:
                _send(card, first, _piece(explorer, first))
            case {"reached": str(name)}:
                store.keep("explorers", name, {"reached": True})

    card.on_msg(heard)
    return card


def _piece(explorer: Explorer, first: int) -> list[dict[str, Any]]:
    until = time.monotonic() + PIECE_SECONDS
    piece = []
    for number in range(first, explorer.size):
        piece.append(state_content(explorer, explorer.state(number)))
        if time.monotonic() > until:
            break
    return piece


def _send(card: Card, first: int, piece: list[dict[str, Any]]) -> None:
    card.send({"first": first}, [gzip.compress(json.dumps(piece).encode(), 6)])


def prediction_card(prediction: Prediction) -> Card:
    """Return the living card of a prediction."""
    card = Card(prediction_content(prediction))

    def tell(**news: Any) -> None:
        card.send({"told": {"kept": prediction.kept() or None} | news})

    def heard(_: Any, message: dict[str, Any], __: Any) -> None:
        match message:
            case {"keep": [str(guess), int(sure)]}:
                tell(text=prediction.keep(guess, sure))

    card.on_msg(heard)
    prediction.on_ran = lambda: tell(ran=True)
    return card


def display_explorer(explorer: Explorer) -> None:
    """Display the card of an explorer, and below it its still picture."""
    view = explorer.at(explorer.default)
    said = f"{view.alt} {view.sentence}"
    _display(explorer_card(explorer), f"explorer {explorer.name}", explorer.title, still(explorer), said)


def display_check(check: SelfCheck) -> None:
    """Display the card of a self-check, and below it its answers for reading without a kernel."""
    _display(Card(check_content(check)), f"selfcheck {check.id}", repr(check), check.printed(), check.answers())


def display_prediction(prediction: Prediction) -> None:
    """Display the card of a prediction, and below it the question for reading without a kernel."""
    key, below = f"prediction {prediction.id}", still_prediction(prediction)
    _display(prediction_card(prediction), key, repr(prediction), below, "Run this cell to keep a guess.")


NO_EMPTY_BOX = "<style>.jp-OutputArea:has(.twoborders-still) .jupyter-widgets:not(:has(*)){display:none}</style>"
"""A saved notebook that is opened again has no card, and JupyterLab writes "model not found" in its place."""


def _display(card: Card, key: str, text: str, still: str, still_text: str) -> None:
    """Display a card, and behind it what stands for it where it does not live; the page hides that while it lives.

    ``key`` names the card for the web edition. These are two outputs: of one with both, a page that cannot find the
    card's widget shows neither.
    """
    view = {"version_major": 2, "version_minor": 0, "model_id": card.model_id}
    display({"application/vnd.jupyter.widget-view+json": view, "text/plain": text}, raw=True)
    page = f'<div class="twoborders-still" data-card="{key}">{NO_EMPTY_BOX}{still}<p><b>{NOT_CONNECTED}</b></p></div>'
    display({"text/html": page, "text/plain": still_text}, raw=True)
