"""How an error looks in a notebook: one plain sentence first, the learner's own lines, and the rest folded away.

The cell still ends in an error, with the same type and message: what runs notebooks, and JupyterLab, go by that.
"""

import contextlib
import html
import re
import sys
import textwrap
from typing import TYPE_CHECKING, Any

from twoborders.checking.report import Report

if TYPE_CHECKING:
    from twoborders.checking.errors import Place

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_LONGEST_TRACEBACK = 20_000
_LONGEST_LAST_LINE = 600
_NO_SENTENCE = "Python's own words stand in the last line below."
_FOLDED = (
    '<details style="margin: 0 0 0.4em 1em"><summary style="cursor: pointer">All that Python says</summary>'
    '<pre tabindex="0" style="white-space: pre; overflow: auto; max-height: 30em">{text}</pre></details>'
)


def install(shell: Any = None) -> None:
    """Show errors in plain words in an IPython shell, by default the running one; outside of IPython do nothing."""
    shell = shell or _running_shell()
    if shell is None or _is_installed(shell):
        return
    send = shell._showtraceback  # where IPython hands over each error, also one of reading, when it is formatted

    def show_plainly(kind: type[BaseException], error: BaseException, lines: list[str]) -> None:
        with contextlib.suppress(Exception):  # the error itself must be seen, whatever happens here
            lines = _show_sentence(shell, error, lines)
        send(kind, error, lines)

    shell._showtraceback = show_plainly


def uninstall(shell: Any = None) -> None:
    """Show errors as IPython does."""
    shell = shell or _running_shell()
    if shell is not None and _is_installed(shell):
        del shell._showtraceback


def _running_shell() -> Any:
    if "IPython" not in sys.modules:
        return None
    from IPython import get_ipython

    return get_ipython()


def _is_installed(shell: Any) -> bool:
    return getattr(vars(shell).get("_showtraceback"), "__module__", "") == __name__


def _show_sentence(shell: Any, error: BaseException, lines: list[str]) -> list[str]:
    """Show the sentence with all lines folded below it; return the lines that are worth the learner's time."""
    from IPython.display import display

    from twoborders.checking import errors  # only now: most cells make no error, and check is to be imported quickly

    if isinstance(error, SystemExit):
        return lines
    places = errors.own_places(error)
    sentence = errors.explain(error, None, shell.user_ns) or _NO_SENTENCE
    report = Report("cannot check", sentence, title=_title(error, places))
    short, folded = lines, ""
    if isinstance(error, SyntaxError):  # short already, with a mark below the place, if Python read to the end
        read = errors.whole_reading(error)
        short = lines if read is error else shell.SyntaxTB.structured_traceback(type(read), read, [])
    elif places:
        short = [*(_shown(place, shell) for place in places[-3:]), _shortened(lines[-1], _LONGEST_LAST_LINE)]
        whole = _shortened(_COLOURS.sub("", "\n".join(lines)), _LONGEST_TRACEBACK)
        folded = _FOLDED.format(text=html.escape(whole, quote=False))
    display({"text/plain": repr(report), "text/html": report._repr_html_() + folded}, raw=True)
    return short


def _title(error: BaseException, places: "list[Place]") -> str:
    if isinstance(error, SyntaxError):
        return "Python has run nothing of this cell."
    if not places:
        return "Python stopped."
    inside = f", inside the function {places[-1].function}" if places[-1].function else ""
    return f"Python stopped at line {places[-1].number}{inside}."


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest // 2]}\n...\n{text[-longest // 2 :]}"


def _shown(place: "Place", shell: Any) -> str:
    """A place as IPython writes it: the cell, the number of the line, and the line with those that belong to it."""
    cell = " ".join(shell.compile.format_code_name(place.filename) or ["File", place.filename])
    return f"{cell}, line {place.number}\n{textwrap.indent(place.statement, '    ')}"
