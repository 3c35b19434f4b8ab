"""Every lesson, solution and instructor's page has the form of the kit, and every checker of that form can fail."""

import copy

import pytest

from twoborders import load
from twoborders.build import form
from twoborders.build.form import cells, lesson, numbers, reading, solution
from twoborders.questions import Question
from twoborders.tables import ROOT

pytestmark = pytest.mark.quick

# The kit's notebooks


def test_the_kit_is_in_form_and_every_problem_would_name_its_file():
    assert form.problems(ROOT) == []


def test_what_is_looked_at_is_what_is_asked_for():
    """A lesson number that there is none of gives nothing to look at, so that a slip would pass unseen."""
    looked_at = [path.name for path in form._notebooks(ROOT, "notebooks", ["03"])]
    assert looked_at == ["03_constraints_what_mexico_did.ipynb"]


def test_every_claim_of_the_ledger_has_its_lesson():
    ledger = load("claims")
    treated = {
        claim: about["lesson"]
        for path in sorted((ROOT / "notebooks").glob("*.ipynb"))
        for about in [reading.about(form._read(path))]
        for claim in about["claims"]
    }
    assert treated == dict(zip(ledger["claim_id"], ledger["lesson"], strict=True))


# A lesson in which nothing is wrong


def markdown(source, cell_id):
    return {"cell_type": "markdown", "id": cell_id, "metadata": {}, "source": source}


def code(source, cell_id, *outputs):
    return {"cell_type": "code", "id": cell_id, "metadata": {}, "source": source, "outputs": list(outputs)}


def result(text, **data):
    return {"output_type": "execute_result", "metadata": {}, "data": {"text/plain": text, **data}}


def printed(text, stream="stdout"):
    return {"output_type": "stream", "name": stream, "text": text}


def numbered(some_cells):
    """Give the code cells their execution counts, as a run in order does."""
    count = 0
    for cell in some_cells:
        if cell["cell_type"] == "code":
            count += 1
            cell["execution_count"] = count
    return some_cells


WORDS = "The commission counted the people who applied, and each source says when it printed the number. " * 3
SEEN = (
    "**What we see.** There are 24,474 applications, 82.8 per cent of the year before.\n\n"
    "**What it does not show.** How long people waited."
)


def good_lesson():
    """Return a lesson that every checker passes."""
    cells = [
        markdown("# Count who stands in line\n\n**The one question: how many people applied?**", "title"),
        markdown(
            "| What | Here |\n|---|---|\n| You will be able to | count |\n| You need | lesson 00 |\n"
            "| Minutes | 40 (30 to read, 10 to try) |\n| Data used | `claims` |",
            "card",
        ),
        markdown("## The claims\n\nThe article says 82 per cent (**C2c**). " + WORDS, "claims"),
        markdown("## Setup\n\n" + WORDS, "setup-text"),
        code(
            "import numpy as np\n\nfrom twoborders.explore import predict\n\ncounted, before = 24474, 29573",
            "setup",
        ),
        markdown("## Meet the data\n\n" + WORDS, "meet"),
        code("counted  # not 77777", "counted", result("24474")),
    ]
    for number in (1, 2, 3):
        cells.append(
            markdown(f"## {number}. What do the counts say?\n\n*10 to 20 minutes left.*\n\n" + WORDS, f"s{number}")
        )
        cells.append(
            code(f'predict("01-p{number}")', f"s{number}-guess", result("Predict. What share? Choices: 3; 83."))
        )
        for part in ("a", "b", "c"):
            cells.append(code("print(round(counted / before * 100, 1))", f"s{number}-{part}", printed("82.8\n")))
            cells.append(markdown(WORDS, f"s{number}-{part}-text"))
        cells.append(markdown(SEEN, f"s{number}-see"))
    cells += [
        markdown("## Try it\n\nChange one thing.\n\n<details><summary>What comes out</summary>Less.</details>", "try"),
        code("np.random.default_rng(7).normal() > 100", "try-it", result("False")),
        markdown("## Check yourself", "check"),
        markdown(
            "## Back to the claims\n\n| Claim | Verdict | Why |\n|---|---|---|\n| C2c, a share | supported | 82.8 |\n\n"
            "**Another reading.** A year is not over.\n\n**Discuss.** Who counts? Who is not counted?",
            "back",
        ),
        markdown("## Exercise\n\nNow [the questions](../exercises/01_exercise.ipynb).", "to-exercise"),
        markdown("## Key points\n\n- Count.\n\nBefore: [lesson 00](00_start_here.ipynb).", "key"),
        markdown("## Sources and licence\n\nCC BY 4.0.", "sources"),
    ]
    plan = {cell["id"]: [0, 1, 1, 1] if cell["id"] == "s2" else [1, 1, 1, 1] for cell in cells}
    about = {"lesson": "01", "minutes": 40, "question": "How many people applied?", "claims": ["C2c"], "plan": plan}
    return {"cells": numbered(cells), "metadata": {"twoborders": about}, "nbformat": 4, "nbformat_minor": 5}


PREDICTIONS = {
    f"01-p{number}": {
        "prompt": "What share?",
        "right": "83",
        "after": "counted / before",
        "seen": "It was 82.8 per cent.",
    }
    for number in (1, 2, 3)
}
LEDGER = {"C2c": ("01", "supported"), "C2d": ("02", "not tested here")}


def claim_problems(notebook):
    return lesson.claim_problems(notebook, LEDGER)


def loose_numbers(notebook):
    return numbers.loose_numbers(notebook, stated=[82.0])


def prediction_problems(notebook):
    return lesson.prediction_problems(notebook, PREDICTIONS)


def said(problems):
    """Return problems without their ways out."""
    return [f"{problem.where}: {problem.what}" for problem in problems]


def test_the_good_lesson_is_good():
    assert form.of_lesson(good_lesson(), LEDGER, stated=[82.0], predictions=PREDICTIONS) == []


def test_a_problem_is_a_line_with_its_place_and_the_way_out():
    spoiled = good_lesson()
    put("try-it", "x = 1;")(spoiled)
    (problem,) = form.of_lesson(spoiled, LEDGER, stated=[82.0], predictions=PREDICTIONS)
    assert str(problem) == (
        'cell "try-it": a line ends with a semicolon. Take it away; to hide an output, give it a name.'
    )


# One fault each


def edit(cell_id, old, new):
    def spoil(notebook):
        cell = next(cell for cell in notebook["cells"] if cell["id"] == cell_id)
        assert old in cell["source"]
        cell["source"] = cell["source"].replace(old, new)

    return spoil


def put(cell_id, source):
    """Give a code cell another source."""

    def spoil(notebook):
        next(cell for cell in notebook["cells"] if cell["id"] == cell_id)["source"] = source

    return spoil


def drop(cell_id):
    def spoil(notebook):
        notebook["cells"] = numbered([cell for cell in notebook["cells"] if cell["id"] != cell_id])

    return spoil


def keep_code(count):
    def spoil(notebook):
        code_cells = reading.cells(notebook, "code")
        notebook["cells"] = numbered([cell for cell in notebook["cells"] if cell not in code_cells[count:]])

    return spoil


def outputs(cell_id, *values, **more):
    def spoil(notebook):
        next(cell for cell in notebook["cells"] if cell["id"] == cell_id).update(outputs=list(values), **more)

    return spoil


def words_per_cell(average):
    """Lengthen the prose so that there are so many words for each code cell."""

    def spoil(notebook):
        wanted = round(average * (len(reading.cells(notebook, "code")) - 3)) - lesson.words(notebook)  # 3 predictions
        assert wanted > 0
        next(cell for cell in notebook["cells"] if cell["id"] == "sources")["source"] += " word" * wanted

    return spoil


def both(one, other):
    return lambda notebook: (one(notebook), other(notebook))


def outputs_of_section(section, text):
    """Let each cell of a section print another text."""
    return lambda notebook: [outputs(f"{section}-{part}", printed(text))(notebook) for part in ("a", "b", "c")]


def metadata(**values):
    return lambda notebook: notebook["metadata"]["twoborders"].update(values)


PNG = {"image/png": "iVBORw0KGgo="}
FAULTS = [
    (lesson.title_problems, edit("title", "# Count", "Count"), "it must begin with the one title"),
    (lesson.title_problems, edit("key", "## Key", "# Key"), "and there are 2"),
    (lesson.title_problems, metadata(question="How many were there?"), "it does not hold the question"),
    (lesson.title_problems, metadata(question=""), "has no question"),
    (lesson.title_problems, lambda notebook: notebook.update(cells=[]), "first cell: it is no text"),
    (lesson.card_problems, edit("card", "| Minutes |", "| Time |"), "second cell: it is not the card"),
    (lesson.card_problems, edit("card", "| You need |", "| Before |"), "card: it has no row You need"),
    (lesson.card_problems, edit("card", "| Data used | `claims` |", "| Data used | |"), "no row Data"),
    (
        lesson.anatomy_problems,
        edit("s3", "## 3.", "## 4."),
        "heading 6 is '4. What do the counts say?', it should be '3. ...'",
    ),
    (lesson.anatomy_problems, edit("s3", "## 3.", "### 3."), "there are 2 numbered sections"),
    (lesson.anatomy_problems, drop("check"), "heading 8 is 'Back to the claims', it should be 'Check yourself'"),
    (lesson.anatomy_problems, edit("meet", "## Meet", "## Clean"), "heading 3 is 'Clean the data'"),
    (lesson.anatomy_problems, edit("sources", "CC", "## More\n\nCC"), "the heading 'More' has no place"),
    (lesson.section_problems, drop("s2-guess"), "there is no **Predict.**"),
    (lesson.section_problems, both(drop("s2-guess"), edit("s2", "left.*", "left.*\n\n**Predict.** Why?")), None),
    (lesson.section_problems, edit("s2-see", "**What we see.**", "We see."), "there is no **What we see.**"),
    (lesson.section_problems, edit("s2-see", "**What it does not show.**", ""), "no **What it does not show.**"),
    (
        lesson.section_problems,
        edit("s1", "left.*", "left.*\n\n**What we see.** x"),
        "its parts stand in another order",
    ),
    (prediction_problems, put("s2-guess", 'predict("01-p9")'), "this prediction has no words"),
    (prediction_problems, drop("s2-guess"), "prediction 01-p2 stands 0 times"),
    (prediction_problems, put("s2-guess", 'predict("01-p1")'), "prediction 01-p1 stands 2 times"),
    (
        prediction_problems,
        both(put("s2-a", "counted"), both(put("s2-b", "counted"), put("s2-c", "counted"))),
        "no cell below it in its section has 'counted / before'",
    ),
    (prediction_problems, outputs_of_section("s3", "82.1"), "no cell below it in its section shows 82.8"),
    (
        lesson.seen_problems,
        edit("s2-see", "There are", "There are 11, 12, 13, 14, 15, 16 and 17 and"),
        "its **What we see.** holds 9 numbers; 8 are the most",
    ),
    (lesson.seen_problems, edit("s2-see", "There are", "There are 11, 12, 13, 14, 15 and 16 and"), None),
    (lesson.seen_problems, edit("s2-see", "How long", "11, 12, 13, 14, 15, 16, 17 and 18: how long"), None),
    (lesson.alone_problems, put("s3-a", "half"), "after the setup cell alone its section has not made half"),
    (
        lesson.alone_problems,
        both(put("s1-a", "half = counted / 2"), put("s2-a", "half")),
        'cell "s2-a": after the setup cell alone',
    ),
    (lesson.alone_problems, both(put("s2-a", "half = counted / 2"), put("s2-b", "half")), None),
    (lesson.way_problems, edit("to-exercise", "01_exercise", "02_exercise"), "it has no link to the exercise"),
    (lesson.way_problems, edit("try", "<details>", ""), "it has no folded answer"),
    (lesson.way_problems, edit("key", "00_start", "02_start"), "it has no link back"),
    (lesson.setup_problems, edit("setup-text", "## Setup", "Setup"), "does not stand under Setup"),
    (lesson.setup_problems, put("setup", "x = 1"), "the first code cell imports nothing"),
    (lesson.setup_problems, put("counted", "import math"), "imports belong into the setup cell"),
    (lesson.setup_problems, edit("meet", "## Meet the data", ""), "Setup has more than one code cell"),
    (lesson.setup_problems, keep_code(0), "there is no code cell"),
    (lesson.size_problems, keep_code(13), "there are 10 code cells"),
    (lesson.size_problems, edit("meet", "The", "word " * 700), "words of prose per code cell"),
    (lesson.size_problems, edit("s1", WORDS, ""), None),
    (lesson.size_problems, words_per_cell(110.4), None),
    (lesson.size_problems, words_per_cell(110.6), "there are 111 words of prose per code cell; a lesson has 60 to 110"),
    (cells.code_problems, put("try-it", "\n".join(["x = 1"] * 16)), "it has 16 lines"),
    (cells.code_problems, put("try-it", " \n"), "it is empty"),
    (cells.code_problems, put("try-it", "%matplotlib inline"), "magic"),
    (cells.code_problems, put("try-it", "!ls"), "magic"),
    (cells.code_problems, put("try-it", "load?"), "magic"),
    (cells.code_problems, put("try-it", "pip install x"), "pip"),
    (cells.code_problems, put("try-it", "x = 'https://example.org'"), "address of the web"),
    (cells.code_problems, put("try-it", "x = 1;"), "ends with a semicolon"),
    (cells.code_problems, put("try-it", "x = "), "it is not Python"),
    (cells.code_problems, put("try-it", "ax.axvline(3, color='grey')"), "it chooses a colour: color"),
    (cells.code_problems, put("try-it", "sns.lineplot(x, palette=mine)"), "it chooses a colour: palette"),
    (cells.code_problems, put("try-it", "colours = ['#0173b2']"), "it chooses a colour: '#0173b2'"),
    (cells.code_problems, put("try-it", "import time"), "it imports the clock"),
    (cells.code_problems, put("try-it", "from time import sleep"), "it imports the clock"),
    (cells.code_problems, put("try-it", "datetime.now()"), "it reads the clock: now"),
    (cells.code_problems, put("try-it", "pd.Timestamp('today')"), "it reads the clock: today"),
    (cells.code_problems, put("try-it", "np.random.default_rng()"), "default_rng without a seed"),
    (cells.code_problems, put("try-it", "np.random.normal()"), "np.random.normal"),
    (cells.code_problems, put("try-it", "random.choice([1])"), "random.choice"),
    (cells.code_problems, put("try-it", "frame.sample(3)"), "sample without random_state"),
    (cells.output_problems, outputs("s1-a", execution_count=None), "its count is None"),
    (cells.output_problems, outputs("s1-a", execution_count=9), "its count is 9"),
    (
        cells.output_problems,
        outputs("s1-a", {"output_type": "error", "ename": "KeyError", "evalue": "x", "traceback": []}),
        "it ends with an error, KeyError",
    ),
    (cells.output_problems, outputs("s1-a", printed("old\n", "stderr")), "it prints to stderr"),
    (cells.output_problems, outputs("s1-a", result("a", **{"text/html": "<td>https://a.mx</td>"})), "an address of"),
    (
        cells.output_problems,
        outputs("s1-a", printed("see http://a.mx\n")),
        "an address of the web stands in its output",
    ),
    (cells.output_problems, outputs("s1-a", result("<Axes>", **PNG)), "a bare image/png"),
    (cells.output_problems, outputs("s1-a", result("", **{"text/html": "<b>x</b>"})), "no text/plain"),
    (cells.image_problems, edit("s1-see", "How long", "![](map.png) How long"), "the image map.png has no"),
    (cells.image_problems, edit("s1-see", "How long", '<img src="x"> How long'), "an img has no alternative"),
    (cells.image_problems, outputs("s1-a", result("x", **{"text/html": '<img alt=" "/>'})), "an img has no"),
    (cells.id_problems, lambda notebook: notebook["cells"][3].update(id="title"), "the id of an earlier cell"),
    (cells.id_problems, lambda notebook: notebook["cells"][3].update(id="0a1b2c3d"), "cell 4: it has no readable id"),
    (cells.id_problems, lambda notebook: notebook["cells"][3].pop("id"), "cell 4: it has no readable id"),
    (cells.word_problems, edit("s1-see", "How long", "Clearly a surge. How long"), "the word 'surge'"),
    (cells.word_problems, edit("s1-see", "How long", "Just run it. How long"), "the word 'Just'"),
    (cells.word_problems, edit("s1-see", "How long", "Illegal aliens. How long"), "the word 'Illegal aliens'"),
    (claim_problems, metadata(claims=["C2c", "C9"]), "notebook metadata: the claim C9 is not in"),
    (claim_problems, metadata(claims=["C2d"]), "the claim C2d is not named"),
    (claim_problems, metadata(claims=[]), "the ledger gives C2c to this lesson"),
    (
        claim_problems,
        edit("back", "| supported |", "| partly supported |"),
        "it says 'partly supported' of C2c",
    ),
    (claim_problems, edit("back", "| C2c, a", "| A"), "it says 'nothing' of C2c"),
    (lesson.path_problems, put("try-it", "rest = s2_only"), "on the path 45 nothing has made s2_only"),
    (
        lesson.path_problems,
        lambda notebook: [put("s2-a", "half = 2")(notebook), put("s3-a", "half")(notebook)],
        "on the path 20 ",
    ),
    (lesson.path_problems, put("s3-a", "[half for half in range(3)]\nfor x in []:\n    x"), None),
    (lesson.discussion_problems, edit("back", "**Another reading.**", ""), "there is no **Another reading.**"),
    (lesson.discussion_problems, edit("back", "**Discuss.**", ""), "there is no **Discuss.**"),
    (lesson.discussion_problems, edit("back", "Who is not counted?", ""), "needs two questions"),
    (loose_numbers, edit("s2-see", "24,474", "24,475"), 'cell "s2-see": no cell computes, prints or contains 24,475'),
    (loose_numbers, edit("s2-see", "82.8", "82.7"), "82.7"),
]


@pytest.mark.parametrize(("checker", "spoil", "words"), FAULTS, ids=range(len(FAULTS)))
def test_a_checker_names_the_fault(checker, spoil, words):
    notebook = good_lesson()
    spoil(notebook)
    found = said(checker(notebook))
    if words is None:
        assert found == []
    else:
        assert any(words in problem for problem in found), found


def test_every_checker_has_a_fault_of_its_own():
    every = {*form._LESSON, *form._ANY, claim_problems, prediction_problems, loose_numbers}
    assert {checker for checker, _, words in FAULTS if words} == every


def test_a_claim_that_is_not_tested_here_has_that_label_and_no_other():
    notebook = good_lesson()
    metadata(claims=["C2c", "C2d"])(notebook)
    edit("back", "\n\n**Another", "\n| C2d | not tested here | outside this kit |\n\n**Another")(notebook)
    assert claim_problems(notebook) == []
    edit("back", "not tested here", "not testable with these figures")(notebook)
    assert claim_problems(notebook) != []


@pytest.mark.parametrize(
    "harmless",
    [
        "frame.sample(3, random_state=1)",
        "np.random.default_rng(seed=1).random()",
        "known = load('timeline', as_of='2019-06-07')",
        "print('1; 2')",
        "pd.Timestamp('2019-06-07')",
    ],
)
def test_harmless_code_passes(harmless):
    assert cells.code_problems({"cells": [code(harmless, "x")], "metadata": {}}) == []


def test_a_quoted_word_in_italics_and_a_longer_word_pass():
    cell = markdown("The paper wrote *illegal alien*. Adjust it, justly; **bold** and `surge`.", "x")
    assert cells.word_problems({"cells": [cell], "metadata": {}}) == []


def test_markdown_in_lists_of_lines_is_read_too():
    notebook = good_lesson()
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)
    assert form.of_lesson(notebook, LEDGER, stated=[82.0], predictions=PREDICTIONS) == []


# Solutions


def question(**spoil):
    def graded(grade_id, **keys):
        return {"nbgrader": {"schema_version": 3, "grade_id": grade_id, "grade": False, "solution": False, **keys}}

    parts = {
        "question": {**markdown("01-1. 2 points, about 4 minutes.", "q"), "metadata": graded("01-1-question")},
        "draft": {**code("given = 1", "d"), "metadata": graded("01-1-draft")},
        "answer": {**code("growth = 1", "a"), "metadata": graded("01-1-answer", solution=True)},
        "check": {**code('check("01-1")', "c"), "metadata": graded("01-1", grade=True, points=2)},
    }
    for part, value in spoil.items():
        parts[part] = {**parts[part], "source": value}
    return parts


def as_notebook(*cells):
    return {"cells": list(cells), "metadata": {}}


def test_a_good_question_passes_and_one_that_a_person_marks_too():
    parts = question()
    assert solution.question_problems(as_notebook(*parts.values())) == []
    argue = copy.deepcopy(parts)
    argue["answer"]["metadata"]["nbgrader"].update(grade_id="01-1", grade=True, points=2)
    argue["check"]["metadata"]["nbgrader"] = {"grade_id": "01-1-check", "grade": False}
    assert solution.question_problems(as_notebook(*argue.values())) == []


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (question(check='check("01-2")'), "it is not the one call"),
        (question(check='check("01-1")\nprint(1)'), "it is not the one call"),
        ({key: value for key, value in question().items() if key != "answer"}, "not text, answer and check"),
        (dict(reversed(question().items())), "not text, answer and check"),
        ({}, "there is no question"),
    ],
)
def test_a_question_out_of_form_is_named(parts, words):
    assert any(words in problem for problem in said(solution.question_problems(as_notebook(*parts.values()))))


ASKED = [Question("01-1", "A", 2, 4, "number", "it", ("a", "b", "c"))]


def test_a_solution_asks_the_questions_of_its_lesson_and_no_others():
    notebook = as_notebook(*question().values())
    assert solution.asked_problems(notebook, ASKED) == []
    (missing,) = said(solution.asked_problems(as_notebook(), ASKED))
    assert missing == "question 01-1: it has no cells in this notebook"
    (unknown,) = said(solution.asked_problems(notebook, []))
    assert unknown == "question 01-1: src/twoborders/questions has no such question"


def test_the_size_of_an_exercise_is_advice():
    advised = said(solution.advice(as_notebook(*question().values()), ASKED))
    assert advised == [
        "notebook: it has 1 question; 7 to 9 fill one sitting",
        "notebook: it gives 2 points; the other exercises give 14 to 20",
        "notebook: its questions are of 1 kind (number); 5 keep a learner awake",
        "notebook: no question is of the kind figure",
        "notebook: no question is of the kind function",
        "notebook: no question is of the kind argue",
        "notebook: no question asks to mend something",
    ]


# A kit in a folder: what is said begins with the file


def test_a_fault_in_a_copy_of_the_kit_is_named_with_its_file(tmp_path):
    for name in ("notebooks/03_constraints_what_mexico_did.ipynb", "notebooks/00_start_here.ipynb"):
        place = tmp_path / name
        place.parent.mkdir(exist_ok=True)
        text = (ROOT / name).read_text(encoding="utf-8")
        place.write_text(text.replace("## Try it", "## Have a try"), encoding="utf-8")
    (tmp_path / "data").symlink_to(ROOT / "data")
    found = form.problems(tmp_path, ["03"])
    assert len(found) == 3
    assert found[0].startswith("notebooks/03_constraints_what_mexico_did.ipynb: headings: heading ")
    assert found[1].startswith("notebooks/03_constraints_what_mexico_did.ipynb: section 'Try it': it has no folded")
    assert found[2].startswith("notebooks/instructor/03_constraints_what_mexico_did.md: there is no page for")
    assert {line.split("/")[-1][:2] for line in form.problems(tmp_path)} >= {"00", "03"}


# Numbers


def loose(prose, source="x = 1", *outs):
    return numbers.loose_numbers(as_notebook(markdown(prose, "prose"), code(source, "code", *outs)))


@pytest.mark.parametrize(
    ("prose", "source", "output"),
    [
        ("It rose to 132,856.", "x", "132856"),
        ("It rose to 132,856.", "x = 132_856", ""),
        ("It rose by 98.6 %.", "x", "98.6345"),
        ("It fell by 28 per cent.", "x", "-28.4"),
        ("It was 83 per cent of it.", "x", "0.8296"),
        ("It was 1.2 million people.", "x", "1234567"),
        ("It was 1.2 million people.", "x", "1.2"),
        ("It was about 80,000.", "x", "80537"),
        ("It was 2.75 times as much.", "x", "largest over smallest: 2.75"),
        ("It was 2.19 times as much.", "x", "May  2.19\nJun  1.20"),
        ("It was 11.0 of lesson 07.", "x", "11.00"),
        ("Half of 0.5 is rounded to 12.", "x = 0.5", "12.5"),
        ("On 7 June 2019 and June 30, 2019, or 2019-05-31, in May 2019, 30 and 31 May.", "x", ""),
        ("The years 1990, 2018-19 and 2030.", "x", ""),
        ("Three, 3 or 10 rows; claims C2b and I12, question 01-12, lesson 07.", "x", ""),
        ("1. First\n12. Twelfth\n\n## 11. Heading", "x", ""),
        ("See [the page](https://example.org/4711) and `x = 4711`.", "x", ""),
        ("```python\nx = 4711\n```", "x", ""),
        ("**Predict.** Will it be 30, 40 or 500?", "x", ""),
        ("It is 12&nbsp;km long.", "x", "12.1"),
        ("| Minutes | 45 |", "x", ""),
        ("2 points, about 25 minutes, 60 to 120 words. CC BY-SA 4.0.", "x", ""),
    ],
)
def test_a_number_that_a_cell_accounts_for_passes(prose, source, output):
    assert loose(prose, source, result(output)) == []


@pytest.mark.parametrize(
    ("prose", "source", "output", "shown"),
    [
        ("It rose to 132,857.", "x", "132856", "132,857"),
        ("It rose by 98.7 %.", "x", "98.6345", "98.7"),
        ("A tariff of 5 per cent.", "x", "6", "5"),
        ("It was 3 million people.", "x", "4000000", "3"),
        ("It was about 80,000.", "x", "86000", "80,000"),
        ("It was 80,000.", "x", "80537", "80,000"),
        ("It was 0.83.", "x", "83", "0.83"),
        ("It was 4711.", "x = 1  # 4711", "", "4711"),
        ("There were 1,990 of them.", "x", "", "1,990"),
        ("Of them 2031.", "x", "", "2031"),
        ("It was 12.", "x", "on 2019-12-31", "12"),
        ("Campeche is 11th.", "x", "12", "11"),
        ("Will it be 30, 40 or 500?", "x", "30 40", "500"),
        ("[500 people](https://example.org)", "x", "", "500"),
        ("- 500 people", "x", "", "500"),
    ],
)
def test_a_loose_number_is_named(prose, source, output, shown):
    assert said(loose(prose, source, result(output))) == [f'cell "prose": no cell computes, prints or contains {shown}']


def test_a_number_of_a_later_section_does_not_account_for_an_earlier_one():
    early, late = markdown("## 1. One\n\nIt was 4,711.", "early"), markdown("## 2. Two\n\nIt was 4,711.", "late")
    parts = [early, late, code("x", "x", result("4711"))]
    assert said(numbers.loose_numbers(as_notebook(*parts))) == [
        'cell "early": no cell computes, prints or contains 4,711'
    ]
    assert numbers.loose_numbers(as_notebook(*parts), stated=[4711.0]) == []
    assert numbers.loose_numbers(as_notebook(early, parts[2], late)) == []


def test_before_the_first_heading_any_cell_accounts_for_a_number():
    riddle = markdown("# Title\n\nOne count has 4,711, another 4,712.", "riddle")
    parts = [riddle, markdown("## 1. One", "s1"), code("x", "x", result("4711"))]
    assert said(numbers.loose_numbers(as_notebook(*parts))) == [
        'cell "riddle": no cell computes, prints or contains 4,712'
    ]


def test_how_a_picture_looks_accounts_for_nothing():
    for setting in ("ax.tick_params(rotation=45)", "ax.set(ylim=(0, 45))", "sns.relplot(height=4.5, s=45)"):
        assert loose("It was 45.", setting, result("")) != []
    assert loose("It was 45.", "ways.add_edge(capacity=45)", result("")) == []


def test_a_whole_number_does_not_account_for_one_with_decimals():
    assert loose("It was 13.0 per cent.", "x", result("13")) != []
    assert loose("It was 13.0 per cent.", "x", result("13.0")) == []
    assert loose("It was 13.0 per cent.", "x", result("0.13")) == []
    assert loose("It was 1.0 million.", "x", result("1000000")) == []


def test_the_bytes_and_the_style_of_a_picture_account_for_nothing_and_its_alternative_text_does():
    html = '<style>p {margin: 77px}</style><img alt="A bar of 55" width="88" src="data:image/png;base64,9+99/">'
    outs = result("", **{"text/html": html})
    assert loose("It is 55.", "x", outs) == []
    for shown in ("77", "88", "99"):
        assert loose(f"It is {shown}.", "x", outs) != []


def test_a_loose_number_on_an_instructors_page_is_named():
    notebook = as_notebook(code("x", "x", result("132856")))
    plan = "<!-- generated: plan -->\n| 88 |\n<!-- /generated -->"
    page = f"About 45 minutes, `s1-77`: 132,856 people.\n{plan}\nThe 88 is a sum."
    assert numbers.loose_numbers_of_page(page, [notebook]) == []
    for shown in ("132,857", "89", "77"):
        assert said(numbers.loose_numbers_of_page(f"{page} And {shown}.", [notebook])) == [
            f"text: no cell of the lesson or its solution accounts for {shown}"
        ]


def test_the_points_of_a_solution_account_for_what_its_text_says():
    graded = [question()["check"], copy.deepcopy(question()["check"])]
    graded[0]["metadata"]["nbgrader"].update(points=14)
    graded[1]["metadata"]["nbgrader"].update(points=13, solution=True)
    text = "They give 27, 14 of them at once; a person marks the other 13. Not {}."
    assert numbers.loose_numbers(as_notebook(markdown(text.format(14), "x"), *graded)) == []
    assert numbers.loose_numbers(as_notebook(markdown(text.format(15), "x"), *graded)) != []
