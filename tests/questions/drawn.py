"""Figures that show a right answer, drawn in the ways in which learners draw it."""

import matplotlib.pyplot as plt
import pandas as pd
import seaborn as sns
import seaborn.objects as so

from twoborders.questions.comparing.labels import CONCEPTS


def series_of(made):
    """Return the Series that a figure should show, by the name of each line; "" where there is one alone."""
    if isinstance(made, dict) or getattr(made, "ndim", 1) == 2:
        return dict(made.items())
    return {"": made}


def long(made):
    """Return what a figure should show as a table with one row for each place of each line."""
    parts = [
        pd.DataFrame({"place": list(one.index), "value": one.to_list(), "name": str(name)})
        for name, one in series_of(made).items()
    ]
    return pd.concat(parts, ignore_index=True)


def words(question):
    """Return a title and labels that will do: each names what the question asks for."""
    named = {place: concepts[0] if concepts else "" for place, concepts in question.labels.items()}
    said = {
        place: CONCEPTS.get(concept, (concept,))[0] if concept else "some words" for place, concept in named.items()
    }
    return {"title": "A title of some words", "xlabel": "some words", "ylabel": "some words"} | said


def _with_seaborn(draw, **options):
    def drawn(question, made):
        table, ax = long(made), plt.figure().subplots()
        hue = "name" if table["name"].nunique() > 1 else None
        draw(data=table, x="place", y="value", hue=hue, ax=ax, **options)
        ax.set(**words(question))
        return ax

    return drawn


def by_hand(question, made):
    ax = plt.figure().subplots()
    for name, one in series_of(made).items():
        ax.plot(list(one.index), one.to_list(), label=str(name) or None)
    if len(series_of(made)) > 1:
        ax.legend()
    ax.set(**words(question))
    return ax


def bars_by_hand(question, made):
    ax, several = plt.figure().subplots(), series_of(made)
    for number, (name, one) in enumerate(several.items()):
        places = [place + 0.8 / len(several) * number for place in range(len(one))]
        ax.bar(places, one.to_list(), width=0.8 / len(several), label=str(name) or None)
        ax.set_xticks(range(len(one)), [str(place).removesuffix(" 00:00:00") for place in one.index])
    if len(several) > 1:
        ax.legend()
    ax.set(**words(question))
    return ax


def _objects(mark, *moves):
    def drawn(question, made):
        table = long(made)
        colour = {"color": "name"} if table["name"].nunique() > 1 else {}
        said = words(question)
        plot = so.Plot(table, x="place", y="value", **colour).add(mark, *moves)
        return plot.label(title=said["title"], x=said["xlabel"], y=said["ylabel"])

    return drawn


def lying(question, made):
    said = words(question)
    ax = _with_pandas("barh")(question, made)
    ax.set(xlabel=said["ylabel"], ylabel=said["xlabel"])
    return ax


def _with_pandas(kind):
    def drawn(question, made):
        several = series_of(made)
        places = next(iter(several.values())).index
        table = pd.DataFrame({str(name): one.to_list() for name, one in several.items()}, index=places)
        ax = plt.figure().subplots()
        table.plot(kind=kind, ax=ax, legend=len(several) > 1)
        ax.set(**words(question))
        return ax

    return drawn


def _grid(draw, kind):
    def drawn(question, made):
        table = long(made)
        hue = "name" if table["name"].nunique() > 1 else None
        grid = draw(data=table, x="place", y="value", hue=hue, kind=kind)
        said = words(question)
        grid.set_axis_labels(said["xlabel"], said["ylabel"])
        grid.figure.suptitle(said["title"])
        return grid

    return drawn


def figure(question, made):
    return WAYS["lineplot"](question, made).figure


WAYS = {
    "lineplot": _with_seaborn(sns.lineplot, errorbar=None),
    "barplot": _with_seaborn(sns.barplot, errorbar=None),
    "scatterplot": _with_seaborn(sns.scatterplot),
    "pointplot": _with_seaborn(sns.pointplot),
    "pandas line": _with_pandas("line"),
    "pandas bar": _with_pandas("bar"),
    "lying bars": lying,
    "objects line": _objects(so.Line()),
    "objects bars": _objects(so.Bars(), so.Dodge()),
    "by hand": by_hand,
    "bars by hand": bars_by_hand,
    "relplot": _grid(sns.relplot, "line"),
    "catplot": _grid(sns.catplot, "bar"),
    "figure": figure,
}
"""Ways to draw what a figure should show; each takes the question and what its computation gives."""
