"""Compare what two functions give for the same arguments."""

from typing import Any

from twoborders.questions.comparing.found import RIGHT, Found
from twoborders.questions.comparing.kinds import WANTED, said, unwrapped
from twoborders.questions.comparing.values import agree, count, is_number


def compare(question: Any, answer: dict, right: dict) -> Found:
    """Compare the results of all trial calls; of those that the text does not show, the arguments are not said."""
    calls = [
        (mine, unwrapped(wanted["result"]["kind"], mine["result"]), wanted["result"])
        for mine, wanted in zip(answer["calls"], right["calls"], strict=True)
    ]
    wrong = [i for i, (_, result, expected) in enumerate(calls) if not agrees(question, result, expected)]
    if not wrong:
        return RIGHT
    mine, result, expected = calls[wrong[0]]
    is_shown = wrong[0] < len(question.calls)
    problem = _problem(question, result, expected)
    if problem:
        call = (
            called(answer["name"], mine["arguments"]) if is_shown else f"For other arguments {answer['name'] or 'it'}"
        )
        return Found(0, f"{call} {problem[1]}", mistake=problem[0])
    pairs = [(result.get("value"), expected.get("value")) for _, result, expected in calls]
    alike = all(isinstance(pairs[i][0], str | bool) or all(map(is_number, pairs[i])) for i in wrong)
    few = "" if len(wrong) > 1 else f" The other {count(len(calls) - 1, 'call')} agree."
    name = answer["name"] or "Your function"
    message = f"{name} gives the right result for the examples, and another one for other arguments."
    if is_shown:
        gives = f"{called(answer['name'], mine['arguments'])} gives {said(result)}, and that is not it"
        message = f"{gives}. Work the case out by hand and compare.{few}"
    return Found(0, message, groups=[pairs] if alike else ())


def _problem(question: Any, result: dict, expected: dict) -> tuple[str, str] | None:
    """Return the name of a mistake in the kind of a result, and what the call does; None where it is of that kind."""
    kind, wanted = result["kind"], expected["kind"]
    if kind == "error":
        return "stops", f"stops with {result['message']}. Try the function with these arguments yourself."
    if kind == "missing":
        return "gives nothing", "gives nothing (None). Does every way through the function end in return?"
    if kind == "duration" and question.unit == "days":
        return "length of time", f"gives {said(result)}. Put .days after it to get the number."
    if result.get("value") == "nan":
        return "no value", "gives NaN, which means: no value. Something that goes into it is missing, such as None."
    if kind == "text" and wanted == "number":
        return "text for a number", f"gives {said(result)}. A number is wanted, and no text."
    if kind != wanted:
        return "another kind of result", f"gives {said(result)}. Wanted is {WANTED.get(wanted, wanted)} for each call."
    return None


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
