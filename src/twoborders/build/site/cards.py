"""What the cards of the pages get: their contents, and all states of an explorer, so that no kernel is needed."""

import gzip
import json
from base64 import b64encode
from typing import Any

from twoborders import explore
from twoborders.build.notebooks import BuildError
from twoborders.cards.base import Explorer
from twoborders.cards.content import (
    COMPILED,
    check_content,
    explorer_content,
    prediction_content,
    state_content,
    still,
    still_prediction,
)
from twoborders.cards.prediction import predict
from twoborders.cards.selfcheck import self_check


def content(key: str) -> dict[str, Any]:
    """Return what the page shows in a card, by its key, such as ``explorer backlog``; nobody has answered yet."""
    match key.split(" ", 1):
        case ["explorer", name]:
            return explorer_content(_explorer(name))
        case ["prediction", name]:
            return prediction_content(predict(name)) | {"kept": None}
        case ["selfcheck", name]:
            return check_content(self_check(name))
    raise BuildError([f"there is no card {key}"])


def without_script(key: str) -> str:
    """Return what stands for a card in a browser that runs no script, as HTML; its picture lies in ``cards/``."""
    match key.split(" ", 1):
        case ["explorer", name]:
            return still(_explorer(name), f"../cards/{name}.svg")
        case ["prediction", name]:
            return still_prediction(predict(name))
        case ["selfcheck", name]:
            return self_check(name).printed()
    raise BuildError([f"there is no card {key}"])


def picture(name: str) -> str:
    """Return the still picture of an explorer's start, an SVG."""
    return (COMPILED / f"{name}.svg").read_text(encoding="utf-8")


def states(name: str) -> str:
    """Return a script that gives the page all states of an explorer, compressed.

    It is a script because a page that lies on a disk may load nothing else.
    """
    explorer = _explorer(name)
    everything = [state_content(explorer, state) for state in explorer.states()]
    packed = gzip.compress(json.dumps(everything, separators=(",", ":")).encode(), 9, mtime=0)
    return f'twoborders.states("{name}", "{b64encode(packed).decode()}")\n'


def _explorer(name: str) -> Explorer:
    explorer: Explorer = getattr(explore, name)()
    return explorer
