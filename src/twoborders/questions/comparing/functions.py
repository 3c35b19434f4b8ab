"""Compare what two functions give for the same arguments."""

from typing import Any

from twoborders.questions.comparing.found import RIGHT, Found
from twoborders.questions.comparing.kinds import said, unwrapped
from twoborders.questions.comparing.relations import Pair
from twoborders.questions.comparing.values import agree, count, is_number


def compare(question: Any, answer: dict, right: dict) -> Found:
    """Compare the results of all trial calls; of those that the text does not show, the arguments are not said."""
    wrong, no_numbers = [], False
    pairs: list[Pair] = []
    for number, (mine, wanted) in enumerate(zip(answer["calls"], right["calls"], strict=True)):
        result, expected = unwrapped(wanted["result"]["kind"], mine["result"]), wanted["result"]
        both = is_number(result.get("value")) and is_number(expected.get("value"))
        if both:
            pairs.append((result["value"], expected["value"]))
        if not agrees(question, result, expected):
            wrong.append((number, mine, result))
            no_numbers = no_numbers or not both
    if not wrong:
        return RIGHT
    number, mine, result = wrong[0]
    if number >= len(question.calls):
        name = answer["name"] or "Your function"
        return Found(0, f"{name} gives the right result for the examples, and another one for other arguments.")
    call = called(answer["name"], mine["arguments"])
    if result["kind"] == "error":
        message = f"{call} stops with {result['message']}. Try the function with these arguments yourself."
        return Found(0, message, mistake="stops")
    if result["kind"] == "missing":
        message = f"{call} gives nothing (None). Does every way through the function end in return?"
        return Found(0, message, mistake="gives nothing")
    if result["kind"] == "duration" and question.unit == "days":
        return Found(0, f"{call} gives {said(result)}. Put .days after it to get the number.", mistake="length of time")
    if result.get("value") == "nan":
        message = f"{call} gives NaN, which means: no value. Something that goes into it is missing, such as None."
        return Found(0, message, mistake="no value")
    if result["kind"] == "text" and right["calls"][number]["result"]["kind"] == "number":
        return Found(0, f"{call} gives {said(result)}. A number is wanted, and no text.", mistake="text for a number")
    few = "" if len(wrong) > 1 else f" The other {count(len(answer['calls']) - 1, 'call')} agree."
    message = f"{call} gives {said(result)}, and that is not it. Work the case out by hand and compare.{few}"
    return Found(0, message, groups=() if no_numbers else [pairs])


def agrees(question: Any, result: dict, expected: dict) -> bool:
    """Return whether two described results agree; 1 and 0 count as True and False."""
    result = unwrapped(expected["kind"], result)
    if expected["kind"] == "flag" and result["kind"] == "number":
        return result["value"] in (0, 1) and bool(result["value"]) is expected["value"]
    if result["kind"] != expected["kind"]:
        return False
    if result["kind"] == "number" and isinstance(result["value"], str):
        return bool(result["value"] == expected["value"])  # "inf" is not "-inf"
    if result["kind"] in ("number", "text", "flag"):
        return agree(question, result["value"], expected["value"])
    return result == expected


def called(name: str, arguments: list) -> str:
    """Return a call as a learner would write it: change_pct([50, 80], 1, 2)."""
    return f"{name or 'your_function'}({', '.join(repr(argument) for argument in arguments)})"
