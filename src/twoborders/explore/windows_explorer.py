"""The explorer of lesson 03: how the choice of a window and of its baseline makes a change."""

import functools

import pandas as pd

from twoborders.cards.base import Choice, Explorer, Goal, Rows, Slider, State, Steps
from twoborders.models import windows as model
from twoborders.tables import load

FIRST, LAST = pd.Timestamp("2012-10-01"), pd.Timestamp("2016-09-01")
"""The fiscal years 2013 to 2016: the year of the plan, and what lies on both sides of it."""
PLAN = pd.Timestamp("2014-07-07")
MONTHS, FALL, RISE = 3, 40, 25
"""The goal: a window of so many months, and at least such a fall and such a rise, per cent."""

STARTS = tuple(f"{month:%Y-%m}" for month in pd.date_range("2014-01-01", "2015-10-01", freq="MS"))
START = Steps("start", "First month of the window", STARTS, "2014-07")
LENGTH = Slider("months", "Length of the window", 1, 12, 1, MONTHS, "months")
BASELINE = Choice("baseline", "Compared with", model.BASELINES, model.JUST_BEFORE)


def windows(table: pd.DataFrame | None = None) -> Explorer:
    """The explorer; ``table``: the table us_apprehensions_month, or another with its columns."""
    if table is None:
        table = load("us_apprehensions_month")
    series = table.set_index("month")["apprehensions"].loc[FIRST:LAST]
    return Explorer(
        name="windows",
        title="One plan, many windows: which months are compared with which?",
        controls=(START, LENGTH, BASELINE),
        model=functools.partial(model.compare, series),
        rows=functools.partial(_rows, series),
        sentence=_sentence,
        alt=functools.partial(_alt, series),
        goal=Goal(
            f"Keep the window at {MONTHS} months. Find a first month, not before the plan began, at which one baseline "
            f"shows a fall of at least {FALL} per cent and another a rise of at least {RISE}. Stop at the rise.",
            functools.partial(_reached, series),
            (LENGTH,),
        ),
        source=(
            "US Border Patrol, between ports of entry (us_apprehensions_month). Events, not persons. Means are "
            "compared, because the two need not be equally long."
        ),
    )


def _rows(series: pd.Series, state: State, result: model.Comparison) -> Rows:
    months = [f"{month:%Y-%m}" for month in series.index]
    rows: Rows = {"parts": [], "names": [], "means": []}
    for part, span, height in (("baseline", result.baseline, 76_000), ("window", result.window, 70_000)):
        first, mean = months.index(f"{span.start:%Y-%m}"), round(span.mean)
        for month in months[first : first + span.months]:
            rows["parts"].append({"month": month, "part": part, "apprehensions": mean})
        middle = first + (span.months - 1) // 2
        name = {"month": months[middle], "apprehensions": height, "label": f"{part}: {mean:,}"}
        rows["names"].append(name | {"side": ("left", "center", "right")[middle * 3 // len(months)]})
        said = f"{mean:,}\n{result.change_pct:+.1f} %" if part == "window" else f"\n{mean:,}"
        rows["means"].append({"part": part, "apprehensions": mean, "label": said})
    goals = ((1 - FALL / 100, f"{FALL} % less"), (1 + RISE / 100, f"{RISE} % more"))
    return rows | {
        "months": [{"month": month, "apprehensions": int(count)} for month, count in zip(months, series, strict=True)],
        "plan": [{"month": f"{PLAN:%Y-%m}", "label": f"plan begins,\n{PLAN.day} {PLAN:%B %Y}"}],
        "goal": [{"apprehensions": round(result.baseline.mean * times), "label": said} for times, said in goals],
    }


def _alt(series: pd.Series, state: State, result: model.Comparison) -> str:
    ordered = series.sort_values()
    (low, lowest), (high, highest) = ((part.index[0], part.iloc[0]) for part in (ordered, ordered[::-1]))
    return (
        "Line chart: US apprehensions at the border with Mexico by month, "
        f"{series.index[0]:%B %Y} to {series.index[-1]:%B %Y}: lowest {lowest:,.0f} in {low:%B %Y}, highest "
        f"{highest:,.0f} in {high:%B %Y}. Shaded as window: {named(result.window)}, mean "
        f"{result.window.mean:,.0f} a month. Shaded as baseline: {named(result.baseline)}, mean "
        f"{result.baseline.mean:,.0f} a month. Beside it bars of both means: {_change(result)}."
    )


def named(span: model.Span) -> str:
    """The months of a span in words: "July 2014", "July to September 2014", "December 2014 to May 2015"."""
    if span.months == 1:
        return f"{span.start:%B %Y}"
    start = f"{span.start:%B}" if span.start.year == span.end.year else f"{span.start:%B %Y}"
    return f"{start} to {span.end:%B %Y}"


def _sentence(state: State, result: model.Comparison) -> str:
    parts = [_said(name, span) for name, span in (("Window", result.window), ("Baseline", result.baseline))]
    return f"{' '.join(parts)} Ratio {result.ratio:.2f}: {_change(result)}."


def _said(name: str, span: model.Span) -> str:
    if span.months == 1:
        return f"{name}, {named(span)}: {span.total:,.0f} apprehensions in one month."
    return f"{name}, {named(span)}: {span.total:,.0f} apprehensions, {span.mean:,.0f} a month."


def _change(result: model.Comparison) -> str:
    if abs(result.change_pct) < 0.05:
        return "a change of less than 0.1 per cent"
    return f"a {'rise' if result.change_pct >= 0 else 'fall'} of {abs(result.change_pct):.1f} per cent"


def _reached(series: pd.Series, state: State, result: model.Comparison) -> tuple[bool, str]:
    if state["start"] < f"{PLAN:%Y-%m}":
        return False, "This window begins before the plan did: with these months you would test something else."
    all_of_them = {one: model.compare(series, state["start"], MONTHS, one) for one in model.BASELINES}
    lowest = min(all_of_them.values(), key=lambda one: one.change_pct)
    highest = max(all_of_them.values(), key=lambda one: one.change_pct)
    falls, rises = lowest.change_pct <= -FALL, highest.change_pct >= RISE
    if not falls and not rises:
        return (
            False,
            "No baseline shows so large a fall for this window, and none so large a rise. Move the first month.",
        )
    if not rises:
        return False, f"A fall of {FALL} per cent is here, but no baseline shows the rise. Move the first month."
    if not falls:
        return False, f"A rise of {RISE} per cent is here, but no baseline shows the fall. Move the first month."
    if result != highest:
        return False, "With this window both can be shown. Now choose the baseline that shows the rise."
    return True, (
        f"{named(result.window)}: {_change(highest)} against {named(highest.baseline)}, and {_change(lowest)} against "
        f"{named(lowest.baseline)}. Both sums are right, and neither measures the plan. In each of these years the "
        "numbers rise from winter to spring, so the months before make the plan look like a failure. The spring of "
        "2014 was the highest of the four, so the year before makes it look like a success: from a high base, falls "
        "are large. It is not the base alone: these months were lower than in 2013 too."
    )
