"""How a frame stands in a notebook: texts begin at the left, and a date stays on one line. And a widget of interact.

JupyterLab sets every cell of a table to the right. That suits numbers; long texts are hard to read so, and
beside them the browser breaks a date in two. A widget is a line of its own code wherever no kernel draws it: in a
stored lesson it says in words which controls it has.
"""

import re
import sys
from typing import TYPE_CHECKING, Any

import pandas as pd

from twoborders.tables import is_text

if TYPE_CHECKING:
    from IPython.core.formatters import DisplayFormatter
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.lib.pretty import RepresentationPrinter

#: A text of at most so many letters stays on one line, as a date does.
SHORT = 16
LEFT, ONE_LINE = "text-align: left", "white-space: nowrap"


def html(frame: pd.DataFrame) -> str | None:
    """The HTML that pandas makes of ``frame``, with the place of its texts and dates written into the cells."""
    page: str | None = frame._repr_html_()  # type: ignore[operator]  # the stubs of pandas do not have it
    if page is None or frame.shape[1] > (pd.get_option("display.max_columns") or frame.shape[1]):
        return page
    levels = frame.index.nlevels
    names = [_style(frame.index.get_level_values(level)).replace(LEFT, "").strip("; ") for level in range(levels)]
    name = ONE_LINE if all(names) else ""
    columns = [_style(frame.iloc[:, place]) for place in range(frame.shape[1])]
    headed = frame.columns.nlevels == 1
    before, head, *rows = page.split("<tr")
    if headed:
        # The first cells of the first line stand over the names of the rows.
        head = _styled(head, "th", [""] * levels + columns)
    rows = [_styled(_styled(row, "td", columns), "th", [name] * levels if "<td" in row else []) for row in rows]
    return "<tr".join([before, head, *rows])


def widget_text(widget: Any) -> str:
    """The controls of a widget that ``interact`` made, each with its value and what it can be set to."""
    controls = (child for child in widget.children if hasattr(child, "value"))
    return f"A widget, which moves while Python runs: {', '.join(map(_control, controls))}."


def display_formatter() -> "DisplayFormatter | None":
    """What shows values in the notebook that runs this; None outside one. IPython is not imported to find out."""
    shell: InteractiveShell | None = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    return None if shell is None else shell.display_formatter


def register() -> None:
    """Let the notebook that runs this show frames and widgets so; without a notebook nothing happens."""
    shows = display_formatter()
    if shows is not None:
        shows.formatters["text/html"].for_type(pd.DataFrame, html)
        # By its name: who makes no widget does not import them.
        shows.formatters["text/plain"].for_type_by_name("ipywidgets.widgets.interaction", "interactive", _say_widget)


def _say_widget(widget: Any, printer: "RepresentationPrinter", cycle: bool) -> None:
    printer.text(widget_text(widget))


def _control(control: Any) -> str:
    at = f"{control.description} at {_said(control.value)}"
    if hasattr(control, "options"):
        return f"{at} (of {', '.join(map(_said, control.options))})"
    return f"{at} ({_said(control.min)} to {_said(control.max)})" if hasattr(control, "min") else at


def _said(value: Any) -> str:
    return f"{value:,}" if isinstance(value, (int, float)) else str(value)


def _style(values: pd.Series | pd.Index) -> str:
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return ONE_LINE
    if not is_text(values):
        return ""
    short = max((len(str(value)) for value in values), default=0) <= SHORT
    return f"{LEFT}; {ONE_LINE}" if short else LEFT


def _styled(row: str, tag: str, styles: list[str]) -> str:
    """The cells of a line, each with its style; cells beyond the styles stay as they are."""
    rest = iter(styles)

    def cell(match: re.Match) -> str:
        style = next(rest, "")
        return f'{match[0]} style="{style}"' if style else match[0]

    return re.sub(rf"<{tag}\b", cell, row)
