"""What a card shows, as plain data for ``page/card.js``, and what stands for it where no card lives.

Nothing here knows a notebook: the notebook's cards (``notebook``) and the pages of the web edition show the same.
"""

import html
import json
import traceback
from base64 import b64encode
from pathlib import Path
from typing import Any

from twoborders.cards.base import Choice, Explorer, Slider, State, Steps
from twoborders.cards.prediction import SURE, Prediction
from twoborders.cards.selfcheck import SelfCheck

PAGE = Path(__file__).with_name("page")
COMPILED = Path(__file__).parents[1] / "explore" / "compiled"


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


def check_content(check: SelfCheck) -> dict[str, Any]:
    """What the page needs to show a self-check, with the sentence for each choice."""
    choices = [[f"({letter}) {text}", *check.answer(place)] for place, (letter, text) in enumerate(check.lettered())]
    return {"kind": "selfcheck", "prompt": check.prompt, "choices": choices}


def prediction_content(prediction: Prediction) -> dict[str, Any]:
    """What the page needs to show a prediction: the guess that is ``kept`` (None), and what the figures say."""
    return {
        "kind": "prediction",
        "prompt": prediction.prompt,
        "choices": list(prediction.choices),
        "right": prediction.right,
        "seen": prediction.seen,
        "sure": list(SURE),
        "kept": prediction.kept() or None,
    }


def still(explorer: Explorer, picture: str = "") -> str:
    """The goal and the picture of the start as HTML: for reading without a kernel, and for print.

    ``picture`` is the address of the picture; without one, the HTML holds it.
    """
    view = explorer.at(explorer.default)
    when = ' loading="lazy"' if picture else ""
    if not picture:
        held = b64encode((COMPILED / f"{explorer.name}.svg").read_bytes()).decode()
        picture = f"data:image/svg+xml;base64,{held}"
    return (
        f"<p><b>Your goal.</b> {html.escape(explorer.goal.text)}</p><figure style='margin:0'>"
        f'<img alt="{html.escape(view.alt)}" src="{picture}"{when} style="max-width:100%">'
        f"<figcaption>{html.escape(view.sentence)} {html.escape(explorer.source)}</figcaption></figure>"
    )


def still_prediction(prediction: Prediction) -> str:
    """The question and its choices as HTML: for reading without a kernel, and for print."""
    choices = "".join(f"<li>{html.escape(choice)}</li>" for choice in prediction.choices)
    return f"<p><b>Predict.</b> {html.escape(prediction.prompt)}</p><ul>{choices}</ul>"
