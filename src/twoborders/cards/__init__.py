"""What the page plays: explorers, self-checks and predictions as cards.

``base``, ``selfcheck`` and ``prediction`` say what these are, ``content`` what the page gets of them, ``notebook`` how
they live in a notebook. The page's program, its style and Vega are in ``page/``. A notebook is told of it here;
anywidget is imported when a card is displayed.
"""

from twoborders.cards.base import Explorer
from twoborders.cards.prediction import Prediction
from twoborders.cards.selfcheck import SelfCheck
from twoborders.tables.layout import display_formatter


def register() -> None:
    """Let the notebook that runs this show its cards live; without a notebook nothing happens."""
    shows = display_formatter()
    if shows is not None:
        for shown in (Explorer, SelfCheck, Prediction):
            shows.ipython_display_formatter.for_type(shown, _display)


def _display(shown: Explorer | SelfCheck | Prediction) -> None:
    from twoborders.cards import notebook

    match shown:
        case Explorer():
            notebook.display_explorer(shown)
        case SelfCheck():
            notebook.display_check(shown)
        case Prediction():
            notebook.display_prediction(shown)


register()
