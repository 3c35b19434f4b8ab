"""The live part of explorers and self-checks: ipywidgets that show what these say. No sums are done here."""

import html
import traceback
import urllib.parse
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ipywidgets as widgets
from IPython.display import display

from twoborders.explore.base import Choice, Explorer, Slider, State, Steps
from twoborders.explore.prediction import SURE, Prediction
from twoborders.explore.selfcheck import SelfCheck, letter

ARROW = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 18 18">'
    '<path d="M4 7l5 5 5-5" fill="none" stroke="#808080" stroke-width="2"/></svg>'
)
# JupyterLab's own colours follow its theme; the second value serves pages without it. The frame of a
# message is thick at its left, so that it is not told by colour alone.
CSS = """
.twoborders-title { font-size: 1.1em; font-weight: 600; }
.twoborders, .twoborders .widget-html-content {
  color: var(--jp-content-font-color1, #1a1a1a); line-height: 1.45; height: auto;
}
.twoborders p { margin: 2px 0 6px; }
.twoborders-note {
  border-left: 5px solid var(--jp-border-color1, #757575); padding: 4px 10px; margin: 4px 0;
  background: var(--jp-layout-color2, #eeeeee);
}
.twoborders-found { border-left-color: var(--jp-success-color1, #388e3c); }
.twoborders-error { border-left-color: var(--jp-error-color1, #c62828); }
.twoborders img { max-width: 100%; height: auto; background: white; }
.twoborders figure { margin: 0; }
/* Shrunk to a telephone's width a picture would have type of four pixels: it keeps a size that can be read, and its
   frame scrolls sideways. The frame stays while the picture in it is replaced, and so does the place it shows. */
.twoborders-picture { overflow-x: auto; }
.twoborders-picture img { min-width: 620px; }
/* Two lines, so that the picture below stands still while the sentence above it becomes longer or shorter. */
.twoborders-sentence .twoborders-note { min-height: 2.9em; }
/* An answer to an earlier position is not shown, and keeps its place: nothing jumps under a slider that moves. */
.twoborders-stale { visibility: hidden; }
/* ipywidgets keeps each choice on one line of fixed height; a sentence needs more in a narrow window. */
.twoborders-box .widget-radio-box { max-width: 100%; }
.twoborders-box .widget-radio-box label {
  white-space: normal; height: auto; line-height: 1.4;
  display: flex; flex-direction: row-reverse; justify-content: flex-end; align-items: flex-start;
}
.twoborders-box .widget-radio-box label input { position: static; flex: none; margin: -1px 8px 0 0; }
/* The arrow of a list is black in ipywidgets and cannot be seen in a dark theme. This grey can be, in both. */
.twoborders-box { --jp-widgets-dropdown-arrow: url("data:image/svg+xml,ARROW"); }
""".replace("ARROW", urllib.parse.quote(ARROW))
#: What Python cannot say to the page (keys, names for screen readers). The handler runs when the style is in the page.
ASSIST = Path(__file__).with_name("assist.js").read_text(encoding="utf-8")
CARD = f'<style onload="{html.escape(ASSIST)}">{CSS}</style>'


def build(explorer: Explorer) -> widgets.VBox:
    """The widget of an explorer: title, goal, controls, picture, sentence, and an answer to the goal."""
    return _Live(explorer).box


def display_explorer(explorer: Explorer) -> None:
    """Display the widget of an explorer and, below it, an ordinary picture of the start position."""
    _display_live(build(explorer), explorer.at(explorer.default).sentence)
    display(explorer.printed())


def display_check(check: SelfCheck) -> None:
    """Display the widget of a self-check and, below it, its answers for reading without a kernel."""
    _display_live(build_check(check), repr(check))
    display(check.printed())


def display_prediction(prediction: Prediction) -> None:
    """Display the widget of a prediction; its plain text is the question with its choices."""
    _display_live(build_prediction(prediction), repr(prediction))


def _display_live(widget: widgets.Widget, text: str) -> None:
    """Display a widget with ``text`` as its plain text."""
    # Displayed by itself a widget has the repr of its parts as plain text, which is of no use to a reader.
    view = {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
    stopped = f"<p>{html.escape(text)}</p>"
    display({"application/vnd.jupyter.widget-view+json": view, "text/html": stopped, "text/plain": text}, raw=True)


def note(text: str, kind: str = "") -> str:
    """A message that screen readers announce; ``kind``: "", "found" or "error"."""
    classes = "twoborders-note" + (f" twoborders-{kind}" if kind else "")
    return f'<div class="{classes}" role="status" aria-live="polite">{html.escape(text)}</div>'


def block(text: str, css: str = "") -> widgets.HTML:
    """A box of HTML in the widget's own style."""
    part = widgets.HTML(text, layout=widgets.Layout(width="auto", margin="0"))
    part.add_class("twoborders")
    if css:
        part.add_class(css)
    return part


class _Live:
    def __init__(self, explorer: Explorer):
        self.explorer = explorer
        self.state: State = explorer.default
        self.picture = block("", "twoborders-picture")
        self.sentence = block("", "twoborders-sentence")
        self.answer = block("")
        self.answer.layout.flex = "1 1 20em"
        # Wide enough for the longest label, so that boxes and sliders stand in columns. A letter is on average
        # narrower than the digit 0, which is the unit.
        column = round(0.9 * max(len(label(control)) for control in explorer.controls)) + 2
        self.inputs = {control.name: _input(control, self.changed, column) for control in explorer.controls}
        found = widgets.Button(description="Did you find it?", layout=widgets.Layout(width="auto"))
        found.on_click(self._guarded(self.judge))
        again = widgets.Button(description="Back to the start", layout=widgets.Layout(width="auto"))
        again.on_click(self._guarded(self.restart))
        title = f'{CARD}<p class="twoborders-title">{html.escape(explorer.title)}</p>'
        goal = f"<p><b>Your goal.</b> {html.escape(explorer.goal.text)}</p>"
        rows = [part.row for part in self.inputs.values()]
        # All that answers a hand stands at the controls, above the picture: a low window shows it with them.
        self.box = _framed(
            block(title + goal),
            widgets.VBox(rows),
            _row(found, again, self.answer),
            self.sentence,
            self.picture,
        )
        self.show()

    def changed(self, name: str, value: Any) -> None:
        """A control has a new value."""
        if self.state[name] != value:
            self.state = {**self.state, name: value}
            self.show()

    def show(self) -> None:
        """Show the state, or say in its place why it cannot be shown."""
        try:
            view = self.explorer.at(self.state)
            picture = view.picture._repr_html_()
        except Exception as error:
            # Whatever went wrong, the learner must see it here: JupyterLab drops the errors of callbacks.
            self.fail(error)
            return
        self.picture.value = picture
        self.sentence.value = note(view.sentence)
        # An answer to an earlier state would now be wrong.
        self.answer.add_class("twoborders-stale")

    def judge(self) -> None:
        """Answer the goal for the state on the screen."""
        reached, message = self.explorer.goal.reached(self.state, self.explorer.at(self.state).result)
        start = "Found. " if reached else "Not yet. "
        self.answer.value = note(start + message, "found" if reached else "")
        self.answer.remove_class("twoborders-stale")

    def restart(self) -> None:
        """Put every control back to its start."""
        self.state = self.explorer.default
        for name, part in self.inputs.items():
            part.put(self.state[name])
        self.show()

    def fail(self, error: Exception) -> None:
        """Say which state cannot be shown and why, until a state comes that can."""
        text = (
            f"This position of the controls cannot be shown ({self.explorer.said(self.state)}). "
            f"The reason: {str(error) or type(error).__name__} Move a control to go on."
        )
        trace = html.escape("".join(traceback.format_exception(error)))
        details = f"<details><summary>For the authors of this lesson</summary><pre>{trace}</pre></details>"
        self.picture.value = note(text, "error") + details
        self.sentence.value = ""
        self.answer.value = ""

    def _guarded(self, action: Callable[[], None]) -> Callable[[Any], None]:
        def run(_: Any) -> None:
            try:
                action()
            except Exception as error:
                self.fail(error)

        return run


class _Input:
    """A control's widgets in one row, kept at one value. ``changed`` hears of each new value once."""

    def __init__(self, control: Slider | Choice, changed: Callable[[str, Any], None], *parts: widgets.Widget):
        self.control = control
        self.parts = parts
        self._changed = changed
        self._moving = False
        self.row = _row(*parts)
        for part in parts:
            part.observe(self._moved, names="value")

    def put(self, value: Any) -> None:
        """Set all parts to ``value`` without telling anybody."""
        self._moving = True
        try:
            for part in self.parts:
                if part.value != value:
                    part.value = value
        finally:
            self._moving = False

    def _moved(self, change: Any) -> None:
        if self._moving:
            return
        value = self.control.nearest(change.new) if isinstance(self.control, Slider) else change.new
        # The picture goes first: a person waits for it, and not for the number in the box.
        self._changed(self.control.name, value)
        self.put(value)


def label(control: Slider | Choice) -> str:
    """What stands before a control."""
    unit = getattr(control, "unit", "")
    return f"{control.label} ({unit})" if unit else control.label


def _input(control: Slider | Choice, changed: Callable[[str, Any], None], column: int) -> _Input:
    """The widgets of a control, its label as wide as ``column`` digits.

    The labelled part comes first: where no script runs, a slider has no name that a screen reader says.
    """
    named = {
        "description": label(control),
        "style": {"description_width": f"{column}ch"},
        "layout": widgets.Layout(width=f"calc({column}ch + {_box_width(control)}px)"),
    }
    # A slider shrinks before it goes below its box: four controls must leave room for the picture in a low window.
    slider = {"readout": False, "layout": widgets.Layout(flex="1 1 160px", max_width="340px", width="auto")}
    if isinstance(control, Slider):
        limits = {"min": control.low, "max": control.high, "step": control.step, "value": control.default}
        box = widgets.BoundedIntText(**named, **limits)
        return _Input(control, changed, box, widgets.IntSlider(**slider, **limits))
    choice = {"options": list(control.options), "value": control.default}
    box = widgets.Dropdown(**named, **choice)
    if isinstance(control, Steps):
        return _Input(control, changed, box, widgets.SelectionSlider(**slider, **choice))
    return _Input(control, changed, box)


def _box_width(control: Slider | Choice) -> int:
    """Pixels for the box or list of a control: a number, one of some steps, or a text."""
    if isinstance(control, Slider):
        return 110
    return 150 if isinstance(control, Steps) else 230


def _row(*parts: widgets.Widget) -> widgets.HBox:
    """Parts beside each other, or below where the window is narrow; a slider takes its name from the row's label."""
    row = widgets.HBox(parts, layout=widgets.Layout(flex_flow="row wrap", align_items="center"))
    row.add_class("twoborders-row")
    return row


def _framed(*parts: widgets.Widget) -> widgets.VBox:
    """A whole widget of the kit; its first part must hold CARD, which looks for this box."""
    border = "1px solid var(--jp-border-color2, #cccccc)"
    box = widgets.VBox(parts, layout=widgets.Layout(border=border, padding="10px 12px", margin="4px 0"))
    box.add_class("twoborders-box")
    return box


def build_check(check: SelfCheck) -> widgets.VBox:
    """The widget of a self-check: the question, its choices, a button and the line with the answer."""
    options = [(f"({letter(i)}) {choice['text']}", i) for i, choice in enumerate(check.choices)]
    buttons = widgets.RadioButtons(
        options=options, value=None, description="Your answer", layout=widgets.Layout(width="auto")
    )
    status = block(note("Choose an answer, then check it."))
    button = widgets.Button(description="Check my answer", layout=widgets.Layout(width="auto"))

    def judge(_: Any) -> None:
        try:
            right, message = check.answer(buttons.value)
        except Exception as error:
            right, message = False, f"This answer cannot be checked: {str(error) or type(error).__name__}"
        status.value = note(message, "found" if right else "")

    def changed(_: Any) -> None:
        # A reply to an earlier choice would now be wrong.
        status.value = note("Check your answer.")

    buttons.observe(changed, names="value")
    button.on_click(judge)
    question = block(f"{CARD}<p><b>Check yourself.</b> {html.escape(check.prompt)}</p>")
    return _framed(question, buttons, _row(button), status)


def build_prediction(prediction: Prediction) -> widgets.VBox:
    """The widget of a prediction: the question, its choices, how sure one is, and guess and figure side by side."""
    kept = prediction.kept()
    buttons = widgets.RadioButtons(
        options=list(prediction.choices),
        value=kept.get("guess"),
        description="Your guess",
        disabled=bool(kept),
        layout=widgets.Layout(width="auto"),
    )
    sure = widgets.Dropdown(
        options=[(f"{each} per cent", each) for each in SURE],
        value=kept.get("sure", SURE[1]),
        description="How sure are you?",
        disabled=bool(kept),
        style={"description_width": "initial"},
        layout=widgets.Layout(width="auto"),
    )
    status = block(note("Your guess is kept. Run the cells below." if kept else "Guess before you run the cells."))
    keep = widgets.Button(description="Keep my guess", disabled=bool(kept), layout=widgets.Layout(width="auto"))
    compare = widgets.Button(description="Show the figures", layout=widgets.Layout(width="auto"))

    def kept_now(_: Any) -> None:
        status.value = note(prediction.keep(buttons.value, sure.value))
        if prediction.kept():
            buttons.disabled = sure.disabled = keep.disabled = True

    def show_figures(*_: Any) -> None:
        status.value = note(prediction.compared(), "found" if prediction.kept().get("right") else "")
        buttons.disabled = sure.disabled = keep.disabled = True

    keep.on_click(kept_now)
    compare.on_click(show_figures)
    prediction.on_ran = show_figures
    question = block(f"{CARD}<p><b>Predict.</b> {html.escape(prediction.prompt)}</p>")
    return _framed(question, buttons, _row(sure, keep, compare), status)
