"""The explorer of lesson 07: which probability gives the best score, when so many of four forecasts come true."""

from typing import Any

from twoborders.cards.base import Choice, Explorer, Goal, Rows, Slider, State
from twoborders.models.score import BRIER, PLAIN, RULES, best, decimals, penalties, score

OF, RIGHT = 4, 3
"""The forecasts, and what the goal asks for: so many of them come true."""

SAID = Slider("said_pct", "Probability said for each", 0, 100, 5, 95, "per cent")
CAME_TRUE = Slider("right", "Forecasts that came true", 0, OF, 1, RIGHT, f"of {OF}")
RULE = Choice("rule", "Penalty", RULES, BRIER)


def brier() -> Explorer:
    """The explorer; its forecasts are invented."""
    return Explorer(
        name="brier",
        title="Four forecasts, one number: what does the score reward?",
        controls=(SAID, CAME_TRUE, RULE),
        model=_scored,
        rows=_rows,
        sentence=_sentence,
        alt=_alt,
        goal=Goal(
            f"{RIGHT} of {OF} forecasts came true. With the squared difference, find the probability with the lowest "
            "score.",
            _reached,
        ),
        source="Model, not data: four invented forecasts, for which the same number is said.",
    )


def _scored(said_pct: int, right: int, rule: str) -> dict[str, Any]:
    return {
        "penalties": penalties(said_pct, right, OF, rule),
        "score": score(said_pct, right, OF, rule),
        "scores": [score(step, right, OF, rule) for step in SAID.values()],
    }


def _rows(state: State, result: dict[str, Any]) -> Rows:
    """The curve of all scores is drawn where the lowest is found, and not before: it would give the goal away."""
    said, scores = state["said_pct"], dict(zip(SAID.values(), result["scores"], strict=True))
    found = said in best(SAID.values(), state["right"], OF, state["rule"])
    forecasts = []
    for number, penalty in enumerate(result["penalties"]):
        outcome = "true" if number < state["right"] else "false"
        text = f"{outcome}\n{decimals(penalty)}"
        forecasts.append({"forecast": number + 1, "penalty": penalty, "outcome": outcome, "label": text})
    people = (("always 50", 50), ("always 100", 100), ("you", said))
    return {
        "forecasts": forecasts,
        "scores": [{"said": number, "score": scores[number], "who": who} for who, number in people],
        "yours": [{"score": result["score"]}],
        "curve": [{"said": number, "score": score} for number, score in scores.items()] if found else [],
    }


def _alt(state: State, result: dict[str, Any]) -> str:
    half, certain = (decimals(result["scores"][SAID.values().index(number)]) for number in (50, 100))
    return (
        f"Bars and points of a model, not data. {state['right']} of {OF} came true. Penalties: "
        f"{', '.join(decimals(penalty) for penalty in result['penalties'])}. Rule: {state['rule']}. Score at "
        f"{state['said_pct']} per cent: {decimals(result['score'])}; at 50: {half}, at 100: {certain}."
    )


def _sentence(state: State, result: dict[str, Any]) -> str:
    half, certain = (result["scores"][SAID.values().index(number)] for number in (50, 100))
    name = "Brier score" if state["rule"] == BRIER else "mean of the plain differences"
    return (
        f"Model, not data. {state['said_pct']} per cent was said for each of {OF} forecasts, and {state['right']} came "
        f"true. The {name} is {decimals(result['score'])}. A person who says 50 for each has "
        f"{decimals(half)}, and one who says 100 has {decimals(certain)}."
    )


def _reached(state: State, result: dict[str, Any]) -> tuple[bool, str]:
    if state["rule"] != BRIER:
        lowest = best(SAID.values(), state["right"], OF, PLAIN)
        reply = "The goal asks for the squared difference. With the plain difference "
        if len(lowest) > 1:
            return False, f"{reply}every number from {lowest[0]} to {lowest[-1]} per cent has the same score here."
        return False, f"{reply}the lowest score lies at {lowest[0]} per cent: it rewards whoever goes to the end."
    if state["right"] != RIGHT:
        return False, f"The goal has {RIGHT} of {OF} forecasts that came true; you have {state['right']}."
    (target,) = best(SAID.values(), RIGHT, OF)
    if state["said_pct"] > target:
        return False, "A lower score is possible. Your number promises more than came true: the one miss costs much."
    if state["said_pct"] < target:
        return False, "A lower score is possible. Your number promises less than came true."
    return True, (
        f"{RIGHT} of {OF} is {target} per cent, and {target} has the lowest score, "
        f"{decimals(result['score'])}. Saying what "
        f'happens in the long run is best: that is what the square is for. Now choose the penalty "{PLAIN}": there '
        "the lowest score lies at 100, so that a person would gain by saying more than he or she believes."
    )
