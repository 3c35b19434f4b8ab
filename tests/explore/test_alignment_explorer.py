"""The explorer of before and after: its answer, its events, its sentence and its picture."""

import itertools

import pandas as pd
import pytest
from matplotlib.dates import date2num
from positions import at, reply

from twoborders import explore
from twoborders.charts.marks import marks
from twoborders.explore.alignment_explorer import BASELINES, EVENTS, NO_SEASON, THREAT, TRADE
from twoborders.tables import load


@pytest.fixture(scope="module")
def alignment():
    return explore.alignment()


def test_the_dates_come_from_the_timeline(alignment):
    rows = load("timeline").set_index("event_id").loc[list(EVENTS)]
    assert alignment.controls[0].options == tuple(EVENTS.values())
    shown = [at(alignment, event=name)[1].result.date for name in EVENTS.values()]
    assert shown == rows["date"].tolist()
    assert set(rows["date_precision"]) == {"day"}
    assert rows["date"].is_monotonic_increasing


def test_every_threat_to_close_the_border_is_offered():
    """What the timeline says of closing, in whatever words, and not a list that somebody keeps."""
    timeline = load("timeline")
    closing = timeline["event"].str.contains("clos") & (timeline["theme"] == "enforcement")
    offered = {event for event, name in EVENTS.items() if name.startswith("threat ")}
    assert offered == set(timeline.loc[closing, "event_id"])
    assert len(offered) == 6


def test_a_step_begins_on_the_day_from_which_it_was_in_force():
    timeline = load("timeline").set_index("event_id")
    assert timeline.loc["2018-12-20-1", "in_force_from"] == timeline.loc["2019-01-29-1", "date"]
    assert {"2018-12-20-1", "2019-01-29-1"} <= set(EVENTS)


@pytest.mark.parametrize(
    ("event", "window", "words"),
    [
        (THREAT, 3, 'The months "before" hold no other threats to close the border, the months "after" 1.'),
        ("2018-11-22-1", 3, 'The months "before" hold 2 other threats to close the border, the months "after" 1.'),
        ("2018-11-22-1", 1, 'The months "before" hold 1 other threat to close the border, the months "after" 1.'),
        (TRADE, 3, 'The months "before" hold 3 threats to close the border, the months "after" 1.'),
        ("2019-01-29-1", 1, "No threat to close the border lies in these months."),
    ],
)
def test_other_threats_in_the_same_months_are_counted(alignment, event, window, words):
    """Counted by hand: 18 October, 22 and 26 November, 28 December 2018, 29 March and 24 April 2019; lag 1."""
    assert at(alignment, event=EVENTS[event], window=window)[1].sentence.endswith(words)


def test_one_lag_of_the_trade_agreement_is_the_answer(alignment):
    answers = {lag: reply(alignment, event=EVENTS[TRADE], lag=lag) for lag in range(-2, 6)}
    assert [lag for lag, (reached, _) in answers.items() if reached] == [4]
    assert "begins with March 2019, and the change beyond the season is +43 %." in answers[4][1]
    assert "has +39 %" in answers[4][1]
    # The other lags say their own change, and that another gives more.
    assert "is +39 %" in answers[5][1]
    assert all("Another lag gives more" in message for lag, (_, message) in answers.items() if lag != 4)


def test_most_events_fit_as_well_as_the_threat_with_some_lag(alignment):
    threat = at(alignment)[1].result.aligned.beyond_pct
    fitting = [
        event
        for event in EVENTS.values()
        if any(at(alignment, event=event, lag=lag)[1].result.aligned.beyond_pct >= threat for lag in range(6))
    ]
    names = set(EVENTS.values())
    assert names - set(fitting) == {"Easter caravan leaves", "tariff announced", "joint declaration"}
    assert "14 of the 17 events of the list" in reply(alignment, event=EVENTS[TRADE], lag=4)[1]


@pytest.mark.parametrize(("season", "lag", "trade", "threat"), [(1, 3, 59, 29), (2, -1, 86, 79), (3, 4, 96, 57)])
def test_the_agreement_fits_at_least_as_well_whatever_the_season(alignment, season, lag, trade, threat):
    """The lag that fits best hangs on the years taken; that one fits as well as the threat does not."""
    name = (*BASELINES, NO_SEASON)[season]
    changes = {
        step: at(alignment, event=EVENTS[TRADE], lag=step, season=name)[1].result.aligned.beyond_pct
        for step in range(-2, 6)
    }
    assert max(changes, key=changes.get) == lag
    assert round(changes[lag]) == trade
    assert round(at(alignment, season=name)[1].result.aligned.beyond_pct) == threat


@pytest.mark.parametrize(("season", "november", "december"), [(0, 22, 26), (1, 29, 49), (2, -14, -35)])
def test_the_sign_of_a_change_hangs_on_the_years_of_the_season(alignment, season, november, december):
    for event, beyond in (("2018-11-26-1", november), ("2018-12-28-1", december)):
        result = at(alignment, event=EVENTS[event], season=tuple(BASELINES)[season])[1].result
        assert round(result.aligned.beyond_pct) == beyond


def test_the_same_months_give_the_same_figures_whatever_the_event(alignment):
    """Five months after the agreement is one month after the threat: the table knows months, not causes."""
    trade = at(alignment, event=EVENTS[TRADE], lag=5)[1].result.aligned
    assert trade == at(alignment)[1].result.aligned


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "First choose the trade agreement"),
        ({"window": 2}, "Another control has moved: Window."),
        ({"season": NO_SEASON, "window": 1}, "Another control has moved: Window, Season from."),
    ],
)
def test_each_wrong_answer_leads_on(alignment, changes, words):
    reached, message = reply(alignment, **changes)
    assert not reached
    assert words in message


def test_the_sentence_of_the_start(alignment):
    sentence = at(alignment)[1].sentence
    for part in (
        "29 March 2019, threat 5: next week",
        "begins with April 2019",
        "69,232",
        "109,010: +57 %",
        "give +13 %",
        "change is +39 %",
    ):
        assert part in sentence
    assert "would come before the event" in at(alignment, lag=-1)[1].sentence
    assert "Most of March lies before the event." in at(alignment, lag=0)[1].sentence
    assert "Most of" not in at(alignment, lag=0, event=EVENTS["2019-06-07-1"])[1].sentence
    assert "No season is taken out." in at(alignment, season=NO_SEASON)[1].sentence


def test_no_window_reaches_the_months_of_title_42(alignment):
    months = load("us_apprehensions_month").set_index("month")
    last = max(
        view.result.aligned.start + pd.DateOffset(months=view.result.aligned.months - 1)
        for view in (alignment.at(state) for state in alignment.states())
    )
    assert months.loc[last, "includes_title42"] == "no"


def test_the_season_is_the_mean_of_years_before_the_events(alignment):
    assert all(max(years) < 2018 for years in BASELINES.values())
    table = load("us_apprehensions_month")
    mays = table[(table["month"].dt.month == 5) & table["fiscal_year"].between(2010, 2017)]["apprehensions"]
    view = at(alignment, event=EVENTS["2019-05-30-1"], lag=0, window=1)[1]
    assert view.result.aligned.expected.window.mean == pytest.approx(mays.mean())


def test_the_chart_shows_the_result(alignment):
    view = at(alignment, lag=0, window=2)[1]
    (axes,) = marks(alignment.chart.figure)["axes"]
    drawn = [line["y"] for line in axes["lines"]]
    assert pytest.approx([view.result.aligned.before] * 2) in drawn
    assert pytest.approx([view.result.aligned.after] * 2) in drawn
    assert "not a cause" in view.picture.alt
    assert "a model" in view.picture.alt
    assert any("a model, not data" in text.get_text() for text in alignment.chart.figure.texts)


def test_the_shades_and_means_lie_over_their_months(alignment):
    at(alignment, lag=0, window=2)
    january, march, may = (date2num(pd.Timestamp(2019, month, 1)) for month in (1, 3, 5))
    chart = alignment.chart
    for (left, right), band, mean in zip(((january, march), (march, may)), chart._bands, chart._means, strict=True):
        assert (band.get_x(), band.get_x() + band.get_width()) == (left, right)
        assert left < min(mean.get_xdata()) < max(mean.get_xdata()) < right
    assert chart._date.get_xdata()[0] == date2num(pd.Timestamp(2019, 3, 29))


def test_no_text_lies_outside_or_on_another(alignment):
    chart = alignment.chart
    renderer = chart.figure.canvas.get_renderer()
    (axes,) = chart.figure.axes
    for state in itertools.islice(alignment.states(), 0, None, 19):
        alignment.at(state)
        left, right = (label.get_window_extent(renderer) for label in chart._labels)
        assert not left.overlaps(right)
        assert left.x0 >= 0
        assert right.x1 <= chart.figure.bbox.x1
        points = axes.transData.transform(chart._observed.get_xydata())
        assert points[:, 1].max() < min(left.y0, right.y0)
        legend = axes.get_legend().get_window_extent(renderer)
        readout = chart._readout.get_window_extent(renderer)
        assert not legend.overlaps(readout)
        assert readout.x1 <= chart.figure.bbox.x1
