"""``twoborders new``: each recipe of CONTRIBUTING.md, followed to its end in a copy of the kit, and what is refused."""

import argparse
import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from twoborders import cli, questions
from twoborders.build import command, exercises, new, recipes, stated
from twoborders.build.form import solution as solution_form
from twoborders.tables import ROOT

KIT = ("data", "exercises", "notebooks", "solutions", "src", "tests")
PAGES = ("README.md", "CLAIMS.md", "GLOSSARY.md", "pyproject.toml", "requirements.txt", ".runs.json")
# The kit grows: the next free number of a lesson, and of a question in lesson 03.
NUMBER = f"{len(list((ROOT / 'notebooks').glob('[0-9][0-9]_*.ipynb'))):02}"
PLACE = str(1 + max(int(each.split("-")[1]) for each in questions.ids("03")))
TABLE, EXPLORER, STEM = "poverty_then", "saving", f"{NUMBER}_poverty_then"
LESSON_03 = "notebooks/03_constraints_what_mexico_did.ipynb"
FIRST = "first question that a figure can answer"
SHEETS = "notebooks/instructor/sheets.toml"
SOLUTION_03 = "solutions/03_exercise.ipynb"

# What an author writes into each file in place of the placeholders; the longest of two that begin alike comes first.

SOURCE_2010 = (
    '"CONEVAL via Wikipedia, copy of 2016 https://en.wikipedia.org/wiki/List_of_Mexican_states_by_poverty_rate"'
)
SOURCE_2016 = (
    "CONEVAL via Expansión 2017-08-30 "
    "https://expansion.mx/economia/2017/08/30/19-millones-de-mexicanos-salen-de-la-pobreza-en-2016"
)
CSV = {
    "FILL IN: column that names a row": "survey",
    "FILL IN: column with the figures": "rate_pct",
    "FILL IN: name of the first row": f"survey of 2010,46.1,2016-12-31,{SOURCE_2010}\nsurvey of 2016",
    "FILL IN: its figure": "43.6",
    "FILL IN: day such as 2019-06-07": "2017-08-30",
    "FILL IN: publisher and address": SOURCE_2016,
}
DICTIONARY = {
    "FILL IN: title of the table": "Poverty in Mexico, two surveys",
    "FILL IN: what is counted and by whom and for which period": "Share of people in poverty, as CONEVAL gives it.",
    "FILL IN: what one row is": "one survey",
    "FILL IN: day on which you read the source such as 2026-11-23": "2026-11-23",
    "FILL IN: which rows a reader could know on a day": "Rows whose day of publication is on or before the date.",
    "FILL IN: what a reader would get wrong": "Read in reports on the surveys: the rows are those of poverty_national.",
    "FILL IN: short name of the licence of the data or unknown": "unknown",
    "FILL IN: the licence in words or why none is stated": "Unknown: the report states none. A figure is a fact.",
    "FILL IN: publisher and title of the source": "Expansión 2017-08-30",
    "FILL IN: address of the file itself": SOURCE_2016.split(" ")[-1],
    "FILL IN: column that names a row": "survey",
    "FILL IN: what the column means": "Name of the survey",
    "FILL IN: column with the figures": "rate_pct",
    "FILL IN: what the figures count": "People in poverty",
    "FILL IN: unit of the figures": "per cent of all people",
    "FILL IN: what an empty cell means": "not given",
}
FALL = """table = load("poverty_then").set_index("survey")["rate_pct"]
{0}table["survey of 2010"] - table["survey of 2016"]"""
QUESTION = {
    'column: str = "FILL IN: name of a column"': 'base: str = ""',
    'return load("FILL IN: name of a table")[column].sum()': FALL.format("    fall = ")
    + "\n    return fall / table[base] * 100 if base else fall",
    "FILL IN: what the number counts": "percentage points",
    "  # FILL IN: how far from the right number is still right": "",
    "FILL IN: name of the first mistake": "share of the start",
    'column="FILL IN: choice that makes the first mistake"': 'base="survey of 2010"',
    "FILL IN: name of the second mistake": "the earlier rate alone",
    'column="FILL IN: choice that makes the second mistake"': "answer=46.1",
    "FILL IN: the lesson in a few words": "poverty in two surveys",
}
WORDS_OF_QUESTION = {
    "FILL IN: title in a few words": "How far did poverty fall?",
    " # FILL IN: points that it is worth": "",
    " # FILL IN: minutes that it takes": "",
    "FILL IN: in a few words what kind of answer is asked for": "one number of percentage points",
    "FILL IN: what the right answer shows and what it does not show": "Fewer people were poor; it does not say why.",
    "FILL IN: first hint: where to look": "The table has one row for each survey.",
    "FILL IN: second hint: what to do there": "Take the later rate from the earlier one.",
    "FILL IN: third hint: nearly the line of code": "Name the rows with set_index, then subtract.",
    "FILL IN: name of the first mistake": "share of the start",
    "FILL IN: what the learner did and what to look at and never the right answer": "You divided: leave it at points.",
    "FILL IN: a question to ask back": "Of what is your number so many per cent?",
    "FILL IN: name of the second mistake": "the earlier rate alone",
    "FILL IN: what the learner did there and what to look at and never the right answer": "This is one rate alone.",
    "FILL IN: another question to ask back": "How many surveys does your number speak of?",
}
CELLS = {
    "FILL IN: the one thing to find out and the table that has it.": "By how much did it fall? See `poverty_then`.",
    "FILL IN: to how many decimals.": "Round it to one decimal.",
    "FILL IN: name of a table": TABLE,
    "FILL IN: the lesson in a few words": "poverty in two surveys",
}
SELF_CHECKS = {
    "FILL IN: first question that one can answer in the head": "Half of 10 is?",
    "FILL IN: second question that one can answer in the head": "Half of 20 is?",
    "FILL IN: third question that one can answer in the head": "Half of 30 is?",
    "FILL IN: a choice that is wrong": "7",
    "FILL IN: why one may think so and what is wrong with it": "That is more than half.",
    "FILL IN: the choice that is right": "The half",
    "FILL IN: what follows from it": "Two of these are the whole.",
    "FILL IN: another choice that is wrong": "2",
    "FILL IN: what is wrong with the other one": "That is less than half.",
    **{
        f"FILL IN: {place} question that one can guess at": "How many were poor?"
        for place in ("first", "second", "third")
    },
    "FILL IN: a plausible guess": "Ten per cent",
    "FILL IN: the choice that is nearest the figure": "Nearly half",
    **{
        f"FILL IN: piece of the code that shows the {place} figure": "table.set_index"
        for place in ("first", "second", "third")
    },
    "FILL IN: what the cell shows in one sentence": "It was 46.1 per cent.",
}
WORDS = "The commission counted the people who were poor, and each source says when it printed the number. "
LINKS = "[One](../GLOSSARY.md#apprehension), [two](../GLOSSARY.md#national-guard), [three](../GLOSSARY.md#tariff)."
ANSWER = 'table.set_index("survey")["rate_pct"].round({0})'
LESSON = {
    "FILL IN: the one question of the lesson": "Did fewer people become poor?",
    "FILL IN: id of a claim": "F9",
    "FILL IN: title that says what one learns to do": "Compare two surveys",
    "FILL IN: what one can do afterwards": "compare two surveys of one country",
    "FILL IN: each table as a link to its place in the dictionary": "[the surveys](../data/README.md#poverty_then)",
    "FILL IN: what the article says in our own words; each claim with its id in bold and brackets; three terms or "
    "more as links to the glossary.": f"Fewer are poor (**F9**). {LINKS} {WORDS}",
    "FILL IN: words of code that earlier lessons do not have.": WORDS,
    "FILL IN: which table this is and why we take it.": WORDS,
    "FILL IN: name of a table": TABLE,
    **{
        f'"FILL IN: code that {verb} the {place} question"': ANSWER.format(decimals)
        for place in ("first", "second", "third")
        for verb, decimals in (("begins to answer", 0), ("answers", 1))
    },
    '"FILL IN: code that a learner changes"': 'table["rate_pct"].max()',
    "FILL IN: its verdict in the ledger": "not tested here",
    "FILL IN: first question to discuss": "Who counts the poor?",
    "FILL IN: second question to discuss": "Who is not counted?",
    "FILL IN: ": f"{WORDS}So: ",  # every other place is prose
}
PAGE = {
    "FILL IN: first question to discuss": "Who counts the poor?",
    "FILL IN: second question to discuss": "Who is not counted?",
    "FILL IN: ": "Ask ",
}
EXPLORER_WORDS = {
    "FILL IN: the task; here the smallest change a month with which the start doubles in the end": "Find the smallest "
    "change with which the sum doubles.",
    "FILL IN: the sentence for a learner who went too far.": "A smaller change is enough.",
    "FILL IN: what is counted.": "pesos.",
    "FILL IN: unit of what changes": "pesos",
    "# FILL IN: its range and step and start\n": "",
    "FILL IN: ": "",  # the descriptions of the rest will do as words
}
CLAIM = (
    f"F9,The real issue,poverty,Fewer people in Mexico became poor,,,,,article,description,{NUMBER},,,not tested here,"
    "outside this kit,No table of this kit counts who became poor.,A rate says who is poor and not since when.,\n"
)


def fill(root, path, words):
    """Replace the placeholders of a file, in a notebook or the dictionary within its texts."""

    def change(value):
        if isinstance(value, dict):
            return {key: change(each) for key, each in value.items()}
        if isinstance(value, list):
            return [change(each) for each in value]
        return replaced(value) if isinstance(value, str) else value

    def replaced(text):
        for placeholder in sorted(words, key=len, reverse=True):
            text = text.replace(placeholder, words[placeholder])
        return text

    text = (root / path).read_text(encoding="utf-8")
    if path.endswith((".ipynb", ".json")):
        indent = 1 if path.endswith(".ipynb") else 2
        text = json.dumps(change(json.loads(text)), indent=indent, ensure_ascii=False) + "\n"
    else:
        text = replaced(text)
    assert "FILL IN" not in text, (path, re.findall("FILL IN.*", text))
    (root / path).write_text(text, encoding="utf-8")


def replace(root, path, old, with_):
    text = (root / path).read_text(encoding="utf-8")
    assert text.count(old) == 1, (path, old)
    (root / path).write_text(text.replace(old, with_), encoding="utf-8")


def fill_all(root):
    """Do by program what the author of a table, a question, an explorer and a lesson does by hand."""
    dictionary = "data/datapackage.json"
    fill(root, f"data/{TABLE}.csv", CSV)
    lessons = "FILL IN: number of each lesson that loads the table"
    replace(root, dictionary, f'"{lessons}"', f'"03",\n        "{NUMBER}"')
    fill(root, dictionary, DICTIONARY)
    for number in ("03", NUMBER):
        fill(root, f"src/twoborders/questions/lesson_{number}.py", QUESTION)
        fill(root, f"src/twoborders/questions/lesson_{number}.toml", {**WORDS_OF_QUESTION, **SELF_CHECKS})
    for path, name in ((SOLUTION_03, "fall_points"), (f"solutions/{NUMBER}_exercise.ipynb", "answer_1")):
        code = FALL.format(f"{name} = ")
        fill(root, path, {**CELLS, f'{name} = "FILL IN: code that finds the answer"': code})
    fill(root, f"notebooks/{STEM}.ipynb", LESSON)
    fill(root, f"notebooks/instructor/{STEM}.md", PAGE)
    fill(root, SHEETS, {f"FILL IN: {FIRST}": f"{WORDS}So: {FIRST}", "FILL IN: ": ""})
    with (root / "data/claims.csv").open("a", encoding="utf-8") as file:
        file.write(CLAIM)
    for path in (
        f"src/twoborders/models/{EXPLORER}.py",
        f"src/twoborders/charts/{EXPLORER}.py",
        f"src/twoborders/explore/{EXPLORER}_explorer.py",
        f"tests/models/test_models_{EXPLORER}.py",
        f"tests/explore/test_{EXPLORER}_explorer.py",
    ):
        fill(root, path, EXPLORER_WORDS)


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the kit, with its own package and tables."""
    root = tmp_path_factory.mktemp("copy") / "kit"
    for folder in KIT:
        shutil.copytree(
            ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
        )
    for page in PAGES:
        shutil.copy(ROOT / page, root / page)
    return root


def run(root, *arguments):
    """Run a module of Python in the copy, with the copy's package; return its status and what it printed."""
    environment = {**os.environ, "PYTHONPATH": str(root / "src")}
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def paths_in(printed):
    """Return the files that ``twoborders new`` says it wrote."""
    return re.findall(r"^(\S+): (?:new|one more is in it)$", printed, re.MULTILINE)


@pytest.fixture(scope="module")
def begun(copy):
    """What each ``twoborders new`` printed in the copy, and what the build says before anything is filled in."""
    said = {}
    for thing, *arguments in (
        ("table", TABLE),
        ("question", "03", "--answer", "fall_points"),
        ("explorer", EXPLORER),
        ("lesson", STEM),
    ):
        status, said[thing] = run(copy, "twoborders", "new", thing, *arguments)
        assert status == 0, said[thing]
    written = [path for printed in said.values() for path in paths_in(printed) if path.endswith((".py", ".ipynb"))]
    checks = (["check", "-q", "--no-cache"], ["format", "--check", "-q", "--no-cache"])
    said["ruff"] = "".join(run(copy, "ruff", *check, *written)[1] for check in checks)
    said["build"] = run(copy, "twoborders", "build", "03", NUMBER)
    return said


@pytest.fixture(scope="module")
def built(copy, begun):
    """What the build printed once everything was filled in."""
    fill_all(copy)
    status, printed = run(copy, "twoborders", "build", "03", NUMBER)
    assert status == 0, printed
    return printed


# The recipes


def test_each_new_thing_names_its_files_and_the_next_step(begun, copy):
    for thing, paths in {
        "table": [f"data/{TABLE}.csv", "data/datapackage.json"],
        "question": [
            "src/twoborders/questions/lesson_03.py",
            "src/twoborders/questions/lesson_03.toml",
            SOLUTION_03,
        ],
        "explorer": [
            f"src/twoborders/explore/{EXPLORER}_explorer.py",
            f"src/twoborders/models/{EXPLORER}.py",
            f"src/twoborders/charts/{EXPLORER}.py",
            f"tests/explore/test_{EXPLORER}_explorer.py",
            f"tests/models/test_models_{EXPLORER}.py",
        ],
        "lesson": [
            f"notebooks/{STEM}.ipynb",
            f"solutions/{NUMBER}_exercise.ipynb",
            f"src/twoborders/questions/lesson_{NUMBER}.py",
            f"src/twoborders/questions/lesson_{NUMBER}.toml",
            f"notebooks/instructor/{STEM}.md",
            SHEETS,
        ],
    }.items():
        assert paths_in(begun[thing]) == paths
        assert all((copy / path).is_file() for path in paths)
        assert "twoborders build" in " ".join(begun[thing].split())
    assert "data/claims.csv" in begun["lesson"]


def test_what_is_new_is_in_the_form_that_ruff_wants(begun):
    assert begun["ruff"] == ""


def test_the_build_refuses_what_is_not_filled_in_and_names_each_place(begun):
    status, printed = begun["build"]
    assert status == 1
    assert printed.rstrip().endswith("nothing was written.")
    for line in (
        f"data/{TABLE}.csv: line 2 is not filled in yet: its figure",
        f"{SOLUTION_03}: cell 33 is not filled in yet: code that finds the answer",
        f"notebooks/{STEM}.ipynb: its metadata is not filled in yet: the one question of the lesson",
        f"notebooks/{STEM}.ipynb: cell 8 is not filled in yet: who counted and when",
        f"notebooks/instructor/{STEM}.md: line 32 is not filled in yet: what the cell gives after the change",
        f"src/twoborders/charts/{EXPLORER}.py: line 11 is not filled in yet: label of the x axis with its unit",
        f"tests/models/test_models_{EXPLORER}.py: line 12 is not filled in yet: a case without a change",
    ):
        assert line in printed.splitlines(), printed
    assert re.search(r"^data/datapackage\.json: line \d+ is not filled in yet: what one row is$", printed, re.MULTILINE)
    assert "lesson_03.py: line" in printed
    assert f"lesson_{NUMBER}.py: line" in printed
    assert "lesson_03.toml: line" in printed
    assert f"lesson_{NUMBER}.toml: line" in printed


def cells(root, path):
    return {cell["id"]: cell for cell in json.loads((root / path).read_text(encoding="utf-8"))["cells"]}


def test_the_new_question_is_in_the_exercise_without_its_answer(built, copy):
    made = cells(copy, SOLUTION_03.replace("solutions/", "exercises/"))
    ids = list(made)
    new = [f"03-{PLACE}-question", f"03-{PLACE}-answer", f"03-{PLACE}"]
    assert ids[ids.index(new[0]) :][:4] == [*new, "03-progress"]
    assert "".join(made[f"03-{PLACE}-answer"]["source"]) == "fall_points = ...\n# Write your code here"
    text = "".join(made[f"03-{PLACE}-question"]["source"])
    assert text.startswith(f"## 03-{PLACE}. How far did poverty fall?\n\n2 points, about 5 minutes.\n\nBy how much")
    assert made[f"03-{PLACE}"]["metadata"]["nbgrader"]["points"] == 2
    assert "".join(made[f"03-{PLACE}"]["source"]) == f'check("03-{PLACE}")'
    assert made[f"03-{PLACE}-answer"]["metadata"]["tags"] == ["raises-exception"]


def test_the_solution_of_the_new_question_gets_all_its_points(built, copy):
    (output,) = cells(copy, SOLUTION_03)[f"03-{PLACE}"]["outputs"]
    assert "2 of 2 points" in json.dumps(output), output


def numbers(text):
    """Return the numbers in digits of a text."""
    return [int(number) for number in re.findall(r"\d+", text)]


def generated(root, path):
    text = (root / path).read_text(encoding="utf-8")
    return re.search(r"<!-- generated: counts -->\n(.*?)\n<!-- /generated -->", text, re.DOTALL)[1]


def test_the_counts_of_the_kit_have_gone_up(built, copy):
    old, new = (numbers(generated(root, "README.md")) for root in (ROOT, copy))
    explorers, tables, asked, points = (after - before for before, after in zip(old, new, strict=True))
    assert (explorers, tables, asked, points) == (1, 1, 2, 4)
    guide = "notebooks/instructor/guide.md"
    old, new = (numbers(generated(root, guide)) for root in (ROOT, copy))
    assert [after - before for before, after in zip(old, new, strict=True)] == [2, 4]
    title = cells(copy, SOLUTION_03)["03-title"]["source"]
    assert "Ten questions on lesson 03. They are worth 22 points" in "".join(title)
    assert "[ten questions on this lesson]" in (copy / LESSON_03).read_text(encoding="utf-8")
    page = (copy / "notebooks/instructor/03_constraints_what_mexico_did.md").read_text(encoding="utf-8")
    assert "10 questions, 22 points" in page
    answers = (copy / "notebooks/instructor/03_answers.md").read_text(encoding="utf-8")
    assert f"### 03-{PLACE}. How far did poverty fall?" in answers


def test_the_new_lesson_is_in_the_tables_of_the_kit(built, copy):
    readme = (copy / "README.md").read_text(encoding="utf-8")
    lesson = f"| {NUMBER} | [Compare two surveys](notebooks/{STEM}.ipynb) | Did fewer people become poor? |"
    sheet = f"[sheet](notebooks/instructor/sheets/{NUMBER}.html)"
    page = f"[exercise {NUMBER}](exercises/{NUMBER}_exercise.ipynb) | {sheet}, [page](notebooks/instructor/{STEM}.md) |"
    assert re.search(rf"{re.escape(lesson)} \d+ to \d+ \| F9 \| {re.escape(page)}", readme)
    assert (copy / f"exercises/{NUMBER}_exercise.ipynb").is_file()
    assert "[one question on this lesson]" in (copy / f"notebooks/{STEM}.ipynb").read_text(encoding="utf-8")
    page = (copy / f"notebooks/instructor/{STEM}.md").read_text(encoding="utf-8")
    assert re.search(r"\| \*\*Total\*\* \| \*\*\d+\*\* \| \*\*\d+\*\* \| \*\*\d+\*\* \| \*\*\d+\*\* \|", page)
    assert "Name: ____" in (copy / f"notebooks/instructor/sheets/{NUMBER}.html").read_text(encoding="utf-8")
    assert "### F9" in (copy / "CLAIMS.md").read_text(encoding="utf-8")
    assert f"## {TABLE}" in (copy / "data/README.md").read_text(encoding="utf-8")


def test_an_exercise_of_another_size_gets_advice_and_is_built(built):
    said = f"Advice. solutions/{NUMBER}_exercise.ipynb: notebook: it has 1 question; 7 to 9 fill one sitting. "
    assert said in built
    assert f"Advice. {SOLUTION_03}: notebook: it has 10 questions; 7 to 9 fill one sitting. " in built
    assert "All are in form." in built.splitlines()


def test_what_the_tests_ask_of_all_others_they_ask_of_the_new_ones(built, copy):
    files = [
        "tests/questions/test_questions.py",
        "tests/tables/test_dictionary.py",
        "tests/explore/test_explorers.py",
        f"tests/explore/test_{EXPLORER}_explorer.py",
        f"tests/models/test_models_{EXPLORER}.py",
        "tests/build/test_build_instructor.py",
        "tests/test_glossary.py",
    ]
    named = f"03-{PLACE} or {NUMBER} or dictionary and not fault or saving"
    status, printed = run(
        copy, "pytest", "-q", "-p", "no:nbval", "-o", "addopts=", "-p", "no:cacheprovider", *files, "-k", named
    )
    assert status == 0, printed
    assert int(re.search(r"(\d+) passed", printed)[1]) > 60, printed


def test_the_build_names_a_module_of_questions_that_cannot_be_read(built, copy):
    path = copy / f"src/twoborders/questions/lesson_{NUMBER}.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\nQUESTIONS = (\n", encoding="utf-8")
    status, printed = run(copy, "twoborders", "build", NUMBER)
    path.write_text(text, encoding="utf-8")
    assert status == 1
    assert f"src/twoborders/questions/lesson_{NUMBER}.py: it cannot be read (SyntaxError: " in printed
    assert "Traceback" not in printed


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("points = 2", "points = ", "it is not TOML ("),
        ("minutes = 5\n", "", "PLACE: it lacks minutes."),
        (
            '"share of the start" =',
            '"another name" =',
            "PLACE: in words or in the computation alone: another name, share of",
        ),
    ],
)
def test_the_build_names_words_that_do_not_fit(built, copy, old, new, said):
    path = copy / f"src/twoborders/questions/lesson_{NUMBER}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    status, printed = run(copy, "twoborders", "build", NUMBER)
    path.write_text(text, encoding="utf-8")
    assert status == 1
    assert f"src/twoborders/questions/lesson_{NUMBER}.toml: {said.replace('PLACE', f'{NUMBER}-1')}" in printed
    assert "Traceback" not in printed


def test_where_words_change_the_solution_runs_again_and_what_states_them_is_written(built, copy):
    path = copy / f"src/twoborders/questions/lesson_{NUMBER}.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("it does not say why.", "it says nothing of why."), encoding="utf-8")
    status, printed = run(copy, "twoborders", "build", NUMBER)
    path.write_text(text, encoding="utf-8")
    assert status == 0, printed
    assert f"solutions/{NUMBER}_exercise.ipynb: ran " in printed
    assert SOLUTION_03 not in printed.split("Advice.")[0]
    for written in (f"solutions/{NUMBER}_exercise.ipynb", f"notebooks/instructor/{NUMBER}_answers.md"):
        assert "it says nothing of why." in (copy / written).read_text(encoding="utf-8")


# What CONTRIBUTING.md says


def test_each_command_that_the_recipes_give_can_be_called():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    commands = [
        line.split() for line in re.findall(r"\btwoborders ((?:new|build)\b[^`#\n]*)", text) if "..." not in line
    ]
    parser = argparse.ArgumentParser()
    subcommands = parser.add_subparsers()
    new.add_parser(subcommands)
    command.add_parser(subcommands)
    for each in commands:
        parser.parse_args(each)
    assert {each[1] for each in commands if each[0] == "new"} == {"table", "question", "explorer", "lesson"}


# The kinds of question


@pytest.mark.parametrize("kind", ["number", "text", "names", "frame", "function", "figure", "argue"])
def test_a_question_of_each_kind_is_a_computation_words_and_cells_that_the_build_can_use(kind, tmp_path):
    files = recipes.question(ROOT, "03", kind, "found")
    words = files["src/twoborders/questions/lesson_03.toml"]
    places = [words.index(each) for each in ('["03-2"]', f'["03-{PLACE}"]', '[self_checks."03-a"]')]
    assert places == sorted(places)
    (tmp_path / "lesson_03.toml").write_text(words, encoding="utf-8")
    module = files["src/twoborders/questions/lesson_03.py"].replace('Lesson("03")', f'Lesson("03", Path("{tmp_path}"))')
    names: dict = {"Path": Path}
    exec(compile(ast.parse(module), "lesson_03.py", "exec"), names)
    last = names["QUESTIONS"][-1]
    assert (last.id, last.kind, last.answer, len(last.hints)) == (f"03-{PLACE}", kind, "found", 3)
    assert len(last.mistakes) == (0 if kind == "argue" else 2)
    notebook = stated.in_solution(nbformat.reads(files[SOLUTION_03], 4), names["QUESTIONS"])
    assert exercises.problems(notebook) == []
    assert solution_form.question_problems(notebook) == []
    assert solution_form.asked_problems(notebook, names["QUESTIONS"]) == []
    ruff = [sys.executable, "-m", "ruff"]
    for check in (["check", "-q", "--no-cache"], ["format", "-q", "--check", "--no-cache"]):
        for name, text in files.items():
            if name.endswith(".toml"):
                continue
            done = subprocess.run(
                [*ruff, *check, "--stdin-filename", str(ROOT / name), "-"],
                input=text,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stdout + done.stderr


# What is refused


def stamps(root):
    """Return when each file under ``root`` was changed."""
    return {path: path.stat().st_mtime_ns for path in root.rglob("*") if "__pycache__" not in path.parts}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["table", "timeline"], "there is already a table timeline"),
        (["question", "55"], "there is no lesson 55"),
        (["explorer", "tariff"], "would overwrite src/twoborders/explore/tariff_explorer.py; take another name"),
        (["explorer", "ranges"], "would overwrite src/twoborders/models/ranges.py; take another name"),
        (["explorer", "self_check"], "an explorer cannot be called self_check"),
        (["lesson", "03_other"], "the number 03 is taken by notebooks/03_"),
    ],
)
def test_what_is_there_is_not_overwritten(arguments, said, copy, monkeypatch, capsys):
    monkeypatch.setattr(new, "ROOT", copy)
    before = stamps(copy)
    assert cli.main(["new", *arguments]) == 1
    printed = capsys.readouterr().err
    assert said in printed
    assert printed.endswith("Nothing was written.\n")
    assert printed.count("\n") == 1
    assert stamps(copy) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["table", "Bad name"], "Bad name is no name of a table"),
        (["table", "poverty__states"], "poverty__states is no name of a table"),
        (["table", "../poverty"], "../poverty is no name of a table"),
        (["question", "3"], "3 is no number of a lesson"),
        (["question", "03", "--answer", "a b"], "a b is no name in Python"),
        (["explorer", "class"], "class is no name in Python"),
        (["explorer", "1st"], "1st is no name in Python"),
        (["lesson", "8_words"], "8_words is no name of a lesson"),
        (["lesson", "08_Words"], "08_Words is no name of a lesson"),
    ],
)
def test_a_bad_name_is_wrong_usage(arguments, said, copy, monkeypatch, capsys):
    monkeypatch.setattr(new, "ROOT", copy)
    before = stamps(copy)
    with pytest.raises(SystemExit) as caught:
        cli.main(["new", *arguments])
    assert caught.value.code == 2
    assert said in capsys.readouterr().err
    assert stamps(copy) == before


def test_an_unknown_kind_names_the_kinds(copy, monkeypatch, capsys):
    monkeypatch.setattr(new, "ROOT", copy)
    assert cli.main(["new", "question", "03", "--kind", "essay"]) == 2
    assert "there is no kind essay; the kinds are number, text, names, frame, function, figure, argue" in (
        capsys.readouterr().err
    )


def test_a_module_that_is_not_python_and_words_that_are_not_toml_are_left_alone(copy, monkeypatch, capsys, tmp_path):
    names = ("src/twoborders/questions/lesson_03.py", "src/twoborders/questions/lesson_03.toml", SOLUTION_03)
    for path in names:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, tmp_path / path)
    module = tmp_path / "src/twoborders/questions/lesson_03.py"
    module.write_text(f"{module.read_text(encoding='utf-8')}\n)", encoding="utf-8")
    monkeypatch.setattr(new, "ROOT", tmp_path)
    before = stamps(tmp_path)
    assert cli.main(["new", "question", "03"]) == 1
    assert "src/twoborders/questions/lesson_03.py: it is not Python" in capsys.readouterr().err
    words = tmp_path / "src/twoborders/questions/lesson_03.toml"
    words.write_text(f"{words.read_text(encoding='utf-8')}\n]", encoding="utf-8")
    before = stamps(tmp_path)
    assert cli.main(["new", "question", "03"]) == 1
    assert "src/twoborders/questions/lesson_03.toml: it is not TOML" in capsys.readouterr().err
    assert stamps(tmp_path) == before


def test_where_one_file_cannot_be_written_none_is(tmp_path):
    Path(tmp_path / "folder").write_text("a file", encoding="utf-8")
    with pytest.raises(OSError):
        new.write(tmp_path, {"first.txt": "one", "folder/second.txt": "two"})
    assert [path.name for path in tmp_path.rglob("*")] == ["folder"]
