"""What every lesson and every solution looks like: checkers from a notebook's dict to a list of problems.

Each checker is a pure function. A problem is one sentence that names the cell. ``lesson_problems`` and
``solution_problems`` run all that apply; ``test_form.py`` shows for each checker a notebook that fails it.
"""

import ast
import builtins
import html
import io
import re
import tokenize
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

CODE_CELLS = (12, 25)
CODE_LINES = 15
WORDS_PER_CODE_CELL = (60, 110)
SECTIONS = (3, 5)

CARD_ROWS = ("You will be able to", "You need", "Minutes", "Data")

BEFORE_SECTIONS = (r"The claims?", r"Setup", r"Meet the data")
SECTION = r"(\d+)\. \S.*"
AFTER_SECTIONS = (
    r"Try it",
    r"Check yourself",
    r"Back to the claims?",
    r"Key points",
    r"Sources and licence",
)

PARTS = ("Predict.", "What we see.", "What it does not show.")
DISCUSSION = ("Another reading.", "Discuss.")
SECTIONS_WITHOUT_PREDICT = {"00": 2}
"""How many sections of a lesson may go without a prediction; in all other lessons none."""

# Words that talk down to a learner, that take sides, or that say nothing. Where an official word is needed, a
# lesson explains it and writes it in italics; what stands in italics is a quoted word and is not looked at.
BANNED = (
    r"surg(?:e|es|ed|ing)",
    r"flood(?:s|ed|ing)?",
    r"illegal aliens?",
    r"illegals",
    r"as we can (?:clearly )?see",
    r"clearly",
    r"obviously",
    r"of course",
    r"simply",
    r"just",
    r"let['\u2019]s dive",
    r"dive in(?:to)?",
    r"delve",
)

CLOCKS = {"now", "today", "utcnow", "perf_counter", "monotonic", "time_ns", "localtime", "gmtime"}
CLOCK_MODULES = {"time", "timeit"}
GENERATORS = {"default_rng", "RandomState", "Random", "SeedSequence"}


# Reading a notebook


def source(cell: dict) -> str:
    """Return a cell's source as one string."""
    return cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])


def cells(notebook: dict, kind: str) -> list[dict]:
    """Return the cells of one kind, ``code`` or ``markdown``."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]


def name(cell: dict) -> str:
    """Return what a problem calls a cell."""
    return f'cell "{cell.get("id", source(cell)[:20])}"'


def about(notebook: dict) -> dict:
    """Return the kit's own metadata of a notebook."""
    return notebook["metadata"].get("twoborders", {})


def text_of(value: str | list) -> str:
    """Return one value of an output's data as a string; JSON stays out."""
    if isinstance(value, list):
        return "".join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""


def output_texts(cell: dict) -> Iterator[tuple[str, str]]:
    """Yield (kind, text) for each text of a cell's outputs; the kind is a mime type or a stream's name."""
    for output in cell.get("outputs", []):
        if output["output_type"] == "stream":
            yield output["name"], text_of(output["text"])
        for mime, value in output.get("data", {}).items():
            yield mime, text_of(value)


def without_code(markdown: str) -> str:
    """Return Markdown without fenced code, inline code and comments."""
    markdown = re.sub(r"^(```|~~~).*?^\1[^\n]*$", " ", markdown, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"<!--.*?-->|`[^`]*`", " ", markdown, flags=re.DOTALL)


def plain(markdown: str) -> str:
    """Return the words that a reader of Markdown reads: no code, addresses or tags; link texts stay."""
    text = without_code(markdown)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"https?://\S+|<[^>]+>", " ", text)
    return html.unescape(text).replace("\u00a0", " ")


def is_card(cell: dict) -> bool:
    """Tell whether a cell holds the card: the table of what a lesson needs and gives."""
    return cell["cell_type"] == "markdown" and re.search(r"^\|\s*Minutes\s*\|", source(cell), re.MULTILINE)


def headings(notebook: dict) -> list[tuple[int, str]]:
    """Return (level, text) of each heading, in order."""
    found = []
    for cell in cells(notebook, "markdown"):
        for match in re.finditer(r"^(#+) +(.+?)\s*$", without_code(source(cell)), re.MULTILINE):
            found.append((len(match[1]), match[2]))
    return found


def sections(notebook: dict) -> dict[str, str]:
    """Return the Markdown under each heading of level 2, by heading."""
    found: dict[str, str] = {}
    current = ""
    for cell in cells(notebook, "markdown"):
        for line in source(cell).split("\n"):
            match = re.match(r"## +(.+?)\s*$", line)
            current = match[1] if match else current
            found[current] = found.get(current, "") + line + "\n"
        found[current] = found.get(current, "") + "\n"
    return found


# Form of a lesson


def title_problems(notebook: dict) -> list[str]:
    """The first cell holds the one title, and the question that the notebook's metadata also holds."""
    if not notebook["cells"] or notebook["cells"][0]["cell_type"] != "markdown":
        return ["the first cell is not a text with the title"]
    first = source(notebook["cells"][0])
    found = []
    titles = [text for level, text in headings(notebook) if level == 1]
    if len(titles) != 1 or not re.match(r"# +\S", first):
        found.append(f"the first cell must begin with the one title (# ...); there are {len(titles)}")
    question = about(notebook).get("question", "")
    if not question.endswith("?"):
        found.append("the notebook's metadata has no question under twoborders")
    elif question.lower() not in re.sub(r"\s+", " ", plain(first)).lower():
        found.append("the first cell does not hold the question of the notebook's metadata")
    return found


def card_problems(notebook: dict) -> list[str]:
    """The second cell is the card, and its minutes are those of the notebook's metadata."""
    if len(notebook["cells"]) < 2 or not is_card(notebook["cells"][1]):
        return ["the second cell is not the card: a table with a row Minutes"]
    rows = dict(re.findall(r"^\|\s*([^|]*?)\s*\|\s*(.*?)\s*\|\s*$", source(notebook["cells"][1]), re.MULTILINE))
    found = []
    for label in CARD_ROWS:
        if not any(row.startswith(label) and content for row, content in rows.items()):
            found.append(f"the card has no row {label}")
    minutes = re.match(r"\d+", rows.get("Minutes", ""))
    if minutes is None or int(minutes[0]) != about(notebook).get("minutes"):
        found.append("the card's minutes are not those of the notebook's metadata")
    return found


def anatomy_problems(notebook: dict) -> list[str]:
    """The headings of level 2 are those of every lesson, in one order, with 3 to 5 numbered sections."""
    second = [text for level, text in headings(notebook) if level == 2]
    numbers = [int(match[1]) for text in second if (match := re.fullmatch(SECTION, text))]
    found = []
    if not SECTIONS[0] <= len(numbers) <= SECTIONS[1]:
        found.append(f"there are {len(numbers)} numbered sections; a lesson has {SECTIONS[0]} to {SECTIONS[1]}")
    wanted = [*BEFORE_SECTIONS, *(rf"{number}\. \S.*" for number in range(1, len(numbers) + 1)), *AFTER_SECTIONS]
    for position, pattern in enumerate(wanted):
        heading = second[position] if position < len(second) else "nothing"
        if not re.fullmatch(pattern, heading):
            return [*found, f"heading {position + 1} is {heading!r}, it should be like {pattern!r}"]
    return [*found, *(f"the heading {text!r} has no place in a lesson" for text in second[len(wanted) :])]


def section_problems(notebook: dict) -> list[str]:
    """Each numbered section has a prediction, what is seen and what is not shown, in this order."""
    found, without_predict = [], []
    for heading, text in sections(notebook).items():
        if not re.fullmatch(SECTION, heading):
            continue
        places = [text.find(f"**{part}**") for part in PARTS]
        missing = [part for part, place in zip(PARTS, places, strict=True) if place < 0]
        if missing == [PARTS[0]]:
            without_predict.append(heading)
        elif missing:
            found.append(f"section {heading!r} has no **{missing[0]}**")
        present = [place for place in places if place >= 0]
        if present != sorted(present):
            found.append(f"section {heading!r} has its parts in another order than {', '.join(PARTS)}")
    allowed = SECTIONS_WITHOUT_PREDICT.get(about(notebook).get("lesson"), 0)
    found += [f"section {heading!r} has no **{PARTS[0]}**" for heading in without_predict[allowed:]]
    return found


def setup_problems(notebook: dict) -> list[str]:
    """One cell under Setup imports everything, and it is the first that runs."""
    code = cells(notebook, "code")
    if not code:
        return ["there is no code cell"]
    heading = ""
    found = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            heading = [heading, *re.findall(r"^## +(.+?)\s*$", source(cell), re.MULTILINE)][-1]
        elif heading == "Setup" and cell is not code[0]:
            found.append(f"{name(cell)}: Setup has more than one code cell")
        elif heading != "Setup" and cell is code[0]:
            found.append(f"{name(cell)}: the first code cell does not stand under Setup")
    importing = [cell for cell in code if re.search(r"^\s*(import|from) ", source(cell), re.MULTILINE)]
    if code[0] not in importing:
        found.append(f"{name(code[0])}: the first code cell imports nothing")
    found += [f"{name(cell)}: imports belong into the setup cell" for cell in importing if cell is not code[0]]
    return found


def size_problems(notebook: dict) -> list[str]:
    """A lesson has 12 to 25 code cells, and 60 to 110 words of prose for each of them on average."""
    count = len(cells(notebook, "code"))
    found = []
    if not CODE_CELLS[0] <= count <= CODE_CELLS[1]:
        found.append(f"there are {count} code cells; a lesson has {CODE_CELLS[0]} to {CODE_CELLS[1]}")
    average = words(notebook) / max(count, 1)
    if not WORDS_PER_CODE_CELL[0] <= average <= WORDS_PER_CODE_CELL[1]:
        low, high = WORDS_PER_CODE_CELL
        found.append(f"there are {average:.0f} words of prose per code cell; a lesson has {low} to {high}")
    return found


def words(notebook: dict) -> int:
    """Return the number of words in the prose, the card included."""
    text = " ".join(plain(source(cell)) for cell in cells(notebook, "markdown"))
    return len(re.findall(r"[^\W_]+(?:['\u2019.,-][^\W_]+)*", text))


# Form of any notebook


def code_problems(notebook: dict) -> list[str]:
    """Code cells are short, and plain Python that gives the same everywhere and needs no network."""
    return [f"{name(cell)}: {problem}" for cell in cells(notebook, "code") for problem in _code(source(cell))]


def _code(code: str) -> Iterator[str]:
    lines = [line for line in code.split("\n") if line.strip()]
    if not lines:
        yield "it is empty"
    if len(lines) > CODE_LINES:
        yield f"it has {len(lines)} lines; {CODE_LINES} are the most"
    for line in lines:
        if re.match(r"\s*[%!]", line) or line.rstrip().endswith("?"):
            yield f"magic or shell command: {line.strip()}"
            return
    if re.search(r"https?://|\bwww\.", code):
        yield "it has an address of the web; data come from load"
    if re.search(r"\bpip\b", code):
        yield "it mentions pip; the environment is requirements.txt's"
    if any(line.rstrip().endswith(";") for line in lines):
        yield "a line ends with a semicolon"
    try:
        tree = ast.parse(code)
    except SyntaxError as error:
        yield f"it is not Python: {error.msg}"
        return
    for node in ast.walk(tree):
        yield from _clock(node)
        yield from _chance(node)


def _clock(node: ast.AST) -> Iterator[str]:
    modules = []
    if isinstance(node, ast.Import):
        modules = [alias.name.split(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        modules = [(node.module or "").split(".")[0]]
    if CLOCK_MODULES & set(modules):
        yield "it imports the clock"
    if isinstance(node, ast.Call) and _called(node)[-1] in CLOCKS:
        yield f"it reads the clock: {_called(node)[-1]}"
    if isinstance(node, ast.Call) and _called(node)[-1] in ("Timestamp", "to_datetime"):
        first = node.args[0] if node.args else None
        if isinstance(first, ast.Constant) and first.value in ("now", "today"):
            yield f"it reads the clock: {first.value}"


def _chance(node: ast.AST) -> Iterator[str]:
    if not isinstance(node, ast.Call):
        return
    called = _called(node)
    given = {keyword.arg for keyword in node.keywords}
    if called[-1] in GENERATORS:
        if not node.args and "seed" not in given:
            yield f"it draws by chance: {called[-1]} without a seed"
    elif called[-1] == "sample" and len(called) > 1:
        if "random_state" not in given:
            yield "it draws by chance: sample without random_state"
    elif "random" in called[:-1]:
        yield f"it draws by chance: {'.'.join(called)}; use np.random.default_rng(seed)"


def _called(call: ast.Call) -> list[str]:
    """Return the dotted name that a call names, as parts; an empty string where it is no name."""
    parts = []
    node = call.func
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    parts.append(node.id if isinstance(node, ast.Name) else "")
    return parts[::-1]


def output_problems(notebook: dict) -> list[str]:
    """Each code cell was run in order, without error or warning, and shows no picture without words."""
    found = []
    for number, cell in enumerate(cells(notebook, "code"), start=1):
        if cell.get("execution_count") != number:
            found.append(f"{name(cell)}: its count is {cell.get('execution_count')}; a run in order gives {number}")
        for output in cell.get("outputs", []):
            if output["output_type"] == "error":
                found.append(f"{name(cell)}: it ends with an error, {output['ename']}")
            if output.get("name") == "stderr":
                found.append(f"{name(cell)}: it prints to stderr (a warning?): {text_of(output['text'])[:60]!r}")
            data = output.get("data", {})
            found += [
                f"{name(cell)}: it shows a bare {mime}; end it with show(...)"
                for mime in data
                if mime.startswith("image/")
            ]
            if data and not text_of(data.get("text/plain", "")).strip():
                found.append(f"{name(cell)}: an output has no text/plain, so it says nothing without a picture")
    return found


def image_problems(notebook: dict) -> list[str]:
    """Every image, in prose and in outputs, has an alternative text."""
    found = []
    for cell in notebook["cells"]:
        texts = [text for kind, text in output_texts(cell) if kind == "text/html"]
        if cell["cell_type"] == "markdown":
            texts.append(without_code(source(cell)))
            for alt, target in re.findall(r"!\[([^\]]*)\]\(([^)]*)\)", texts[-1]):
                if not alt.strip():
                    found.append(f"{name(cell)}: the image {target[:40]} has no alternative text")
        for tag in re.findall(r"<img\b[^>]*>", " ".join(texts)):
            if not re.search(r"""\balt=(?:"\s*[^"\s][^"]*"|'\s*[^'\s][^']*')""", tag):
                found.append(f"{name(cell)}: an img has no alternative text")
    return found


def id_problems(notebook: dict) -> list[str]:
    """Each cell has an id, no two the same, and none that an editor made up."""
    seen: set[str] = set()
    found = []
    for position, cell in enumerate(notebook["cells"], start=1):
        cell_id = cell.get("id", "")
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", cell_id) or re.fullmatch(r"[0-9a-f]{8}|[0-9a-f-]{32,}", cell_id):
            found.append(f"cell {position} has no readable id: {cell_id!r}")
        if cell_id in seen:
            found.append(f"cell {position} has the id of an earlier cell: {cell_id!r}")
        seen.add(cell_id)
    return found


def word_problems(notebook: dict) -> list[str]:
    """The prose has none of the words that talk down to a learner or take sides."""
    pattern = re.compile(rf"\b(?:{'|'.join(BANNED)})\b", re.IGNORECASE)
    found = []
    for cell in cells(notebook, "markdown"):
        text = re.sub(r"(?<![*\w])\*(?!\*)[^*\n]+\*(?!\*)", " ", plain(source(cell)))
        found += [f"{name(cell)}: the word {word!r}" for word in pattern.findall(text)]
    return found


def claim_problems(notebook: dict, ledger: dict[str, tuple[str, str]]) -> list[str]:
    """The lesson treats the claims that the ledger gives it, and ends each with the ledger's verdict.

    ``ledger`` gives lesson and verdict of each claim. Lesson 00 introduces claims that a later lesson tests.
    """
    text = " ".join(plain(source(cell)) for cell in cells(notebook, "markdown"))
    named, lesson = about(notebook).get("claims", []), about(notebook).get("lesson")
    said = _said_verdicts(notebook)
    found = []
    for claim in named:
        if claim not in ledger:
            found.append(f"the claim {claim} of the notebook's metadata is not in the table of claims")
            continue
        if not re.search(rf"\b{claim}\b", text):
            found.append(f"the claim {claim} of the notebook's metadata is not named in the prose")
        verdict = ledger[claim][1]
        if not _same_verdict(said.get(claim, ""), verdict):
            found.append(f"Back to the claims says {said.get(claim, 'nothing')!r} of {claim}; the ledger: {verdict!r}")
    wanted = {claim for claim, (where, _) in ledger.items() if where == lesson} - set(named)
    return found + [
        f"the ledger gives {claim} to this lesson; its metadata does not name it" for claim in sorted(wanted)
    ]


def _said_verdicts(notebook: dict) -> dict[str, str]:
    """Return the verdict in the table under Back to the claims, by claim; a row may be of several claims."""
    text = "".join(part for heading, part in sections(notebook).items() if re.fullmatch(AFTER_SECTIONS[2], heading))
    rows = re.findall(r"^\|([^|]*)\|\s*([^|]*?)\s*\|", text, re.MULTILINE)
    return {claim: verdict for first, verdict in rows for claim in re.findall(r"\b[A-Z]\d[a-z]?\b", first)}


def _same_verdict(said: str, verdict: str) -> bool:
    """A lesson may say which figures cannot test a claim: "not testable with these figures"."""
    untestable = "not testable"
    return said == verdict or (said.startswith(untestable) and verdict.startswith(untestable))


PATHS = ("20", "45", "90")
"""The ways through a lesson, in minutes, in the order of the numbers in the metadata's plan."""


def path_problems(notebook: dict) -> list[str]:
    """A class that leaves out what the plan leaves out can run the rest: no name is missing there."""
    plan = about(notebook).get("plan", {})
    found = []
    for number, path in enumerate(PATHS):
        left_out = {part for part, minutes in plan.items() if not minutes[number]}
        known = set(dir(builtins))
        for part in _by_section(notebook):
            if part and part[0].get("id") in left_out:
                continue
            for cell in (cell for cell in part if cell["cell_type"] == "code"):
                used, made = _names(source(cell))
                found += [
                    f"{name(cell)}: on the path of {path} minutes nothing has made {missing} when it runs"
                    for missing in sorted(used - known)
                ]
                known |= made | used
    return found


def _names(code: str) -> tuple[set[str], set[str]]:
    """Return the names that code needs from cells before it, and those that it makes for cells after it."""
    needed: set[str] = set()
    made: set[str] = set()
    for statement in ast.parse(code).body:
        nodes = list(ast.walk(statement))
        inside = {node.arg for node in nodes if isinstance(node, ast.arg)}
        inside |= {
            each.id
            for node in nodes
            if isinstance(node, ast.comprehension)
            for each in ast.walk(node.target)
            if isinstance(each, ast.Name)
        }
        stored = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        if hasattr(statement, "body"):
            # A loop or a function mostly reads what it has made itself.
            inside |= stored
        read = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
        needed |= read - inside - made
        made |= stored
        made |= {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
        made |= {
            (alias.asname or alias.name).split(".")[0]
            for node in nodes
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        }
    return needed, made


def discussion_problems(notebook: dict) -> list[str]:
    """After the verdicts stand another reading and prompts to discuss."""
    text = "".join(part for heading, part in sections(notebook).items() if re.fullmatch(AFTER_SECTIONS[2], heading))
    places = [text.find(f"**{part}**") for part in DISCUSSION]
    found = [
        f"Back to the claims has no **{part}**" for part, place in zip(DISCUSSION, places, strict=True) if place < 0
    ]
    if not found and text[places[1] :].count("?") < 2:
        found.append("**Discuss.** needs two questions")
    return found


# Form of a solution


def question_problems(notebook: dict) -> list[str]:
    """Each question stands in its order: text with points and minutes, answer, check."""
    found = []
    roles: dict[str, list[dict]] = {}
    for cell in notebook["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        match = re.fullmatch(r"(\d\d-\d+)(?:-(question|answer|check))?", grade_id)
        if match:
            roles.setdefault(match[1], []).append(cell)
    if not roles:
        return ["there is no question"]
    for question, parts in roles.items():
        ids = [cell["metadata"]["nbgrader"]["grade_id"].removeprefix(question) for cell in parts]
        argue = ids == ["-question", "", "-check"]
        if not argue and ids != ["-question", "-answer", ""]:
            found.append(f"question {question} has the cells {ids}, not text, answer and check in this order")
            continue
        text, answer, check = parts
        graded = answer if argue else check
        points = graded["metadata"]["nbgrader"].get("points")
        if not re.search(rf"\b{points} points?\b", source(text)):
            found.append(f"{name(text)}: it does not say {points} points")
        if not re.search(r"\b\d+ minutes\b", source(text)):
            found.append(f"{name(text)}: it does not say how many minutes it takes")
        if not re.fullmatch(rf'check\("{question}", \w+\)', source(check)):
            found.append(f'{name(check)}: it is not one call check("{question}", ...)')
    return found


# Numbers in the prose

MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec"
)
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
NOT_FIGURES = re.compile(
    "|".join(
        (
            r"\b\d{4}-\d\d(?:-\d\d)?\b",  # dates
            rf"(?<![\d.,]){DAY}(?:\s*(?:-|\u2013|to|and|or)\s*{DAY})? +(?:{MONTHS})\b(?: +\d{{4}}\b)?",
            rf"\b(?:{MONTHS}) +\d{{1,2}}(?:, *\d{{4}})?\b(?![.,]\d)",
            r"\b(?:19|20)\d\d[/\u2013-]\d\d\b",  # a season or a fiscal year, 2018-19
            r"\b\d\d-(?:\d+|[a-z])\b",  # questions, 01-2 and 01-a
            r"\b[A-Z]+\d+[a-z]?\b|\bTitle 42\b",  # claims, and names such as FY2019
            r"(?<![\w.,])0\d\b",  # lessons
            r"\bCC BY(?:-[A-Z]+)* \d\.\d\b",
            r"\b\d+(?: to \d+)? (?:minutes|points?|words)\b",  # what an exercise asks for
        )
    )
)
LIST_NUMBER = re.compile(r"^\s*(?:#+ +)?\d+\.\s", re.MULTILINE)
NUMBER = re.compile(
    r"(?<![\w.,])\d{1,3}(?:[,\u202f\u2009]\d{3})+(?:\.\d+)?(?!\d)|(?<![\w.])\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?"
)
PERCENT = re.compile(r"\s*(?:%|per cent\b|percent\b|percentage points?\b)")
SCALE = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
ALTERNATIVES = re.compile(r"\d[\d,.]*(?:, \d[\d,.]*)* or \d[\d,]*")
ABOUT = re.compile(r"\b(?:about|around|roughly|nearly|almost|some|close to|approximately)\s+$", re.IGNORECASE)


class Known(NamedTuple):
    """A number that a notebook accounts for, without its sign, and whether it is written with decimals."""

    value: float
    decimals: bool


def loose_numbers(notebook: dict, stated: Iterable[float] = ()) -> list[str]:
    """Every number in the prose is one that a cell computes, prints or contains, as rounded in the prose.

    The cell stands in the same section (heading of level 2) or in an earlier one: a number that only a later cell
    has is there by chance, or the reader cannot see where it comes from. ``stated`` are numbers of the article.
    Free of this are years (1990 to 2030), dates, ids, counts up to ten, what the card says, addresses, code, and
    the alternatives that a prediction offers ("3, 10 or 30").
    """
    known = _graded_points(notebook) | {Known(value, value != int(value)) for value in stated}
    found = []
    for part in _by_section(notebook):
        known |= known_numbers(part)
        for cell in part:
            if cell["cell_type"] == "markdown" and not is_card(cell):
                loose = _not_accounted(source(cell), known)
                found += [f"{name(cell)}: no cell computes, prints or contains {shown}" for shown in loose]
    return found


def loose_numbers_of_page(text: str, notebooks: Sequence[dict], stated: Iterable[float] = ()) -> list[str]:
    """Every number on an instructor's page is one of its lesson's or solution's, or stands in a generated part.

    Ids of cells and code stand in backticks, where numbers are free; so are minutes.
    """
    generated = re.compile(r"<!-- generated: \w+ -->.*?<!-- /generated -->", re.DOTALL)
    known = _numbers_in(" ".join(generated.findall(text))) | {Known(value, value != int(value)) for value in stated}
    for notebook in notebooks:
        known |= known_numbers(notebook["cells"]) | _graded_points(notebook)
    loose = _not_accounted(generated.sub(" ", text), known)
    return [f"no cell of the lesson or its solution accounts for {shown}" for shown in loose]


def known_numbers(some_cells: Sequence[dict]) -> set[Known]:
    """Return all numbers, without their signs, in the code of cells and in its outputs."""
    known: set[Known] = set()
    for cell in some_cells:
        if cell["cell_type"] != "code":
            continue
        known |= _numbers_in(LOOKS.sub(" ", _without_comments(source(cell))))
        for kind, text in output_texts(cell):
            if kind == "text/html":
                alts = " ".join(re.findall(r'\balt="([^"]*)"', text))
                text = re.sub(r"<style.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL) + " " + alts
            if kind in ("text/html", "text/plain", "stdout"):
                known |= _numbers_in(html.unescape(text))
    return known


def _graded_points(notebook: dict) -> set[Known]:
    """Return the points of a solution: all of them, those that the kit checks, and those that a person marks."""
    graded = [cell["metadata"]["nbgrader"] for cell in notebook["cells"] if _points(cell)]
    by_hand = sum(nbgrader["points"] for nbgrader in graded if nbgrader.get("solution"))
    total = sum(nbgrader["points"] for nbgrader in graded)
    return {Known(float(points), False) for points in (total, by_hand, total - by_hand)} if graded else set()


def _by_section(notebook: dict) -> list[list[dict]]:
    """Return the cells of each section, in order; what stands before the first heading of level 2 is one too."""
    parts: list[list[dict]] = [[]]
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown" and re.search(r"^## ", without_code(source(cell)), re.MULTILINE):
            parts.append([])
        parts[-1].append(cell)
    return parts


def _not_accounted(markdown: str, known: set[Known]) -> list[str]:
    return [
        shown
        for shown, options, tolerance in prose_numbers(markdown)
        if not any(
            # "3.0" says more than a 3 that is a count of something else.
            abs(number.value - option) <= tolerance * scale and (number.decimals or "." not in shown or scale != 1)
            for option, scale in options
            for number in known
        )
    ]


def prose_numbers(markdown: str) -> list[tuple[str, list[tuple[float, float]], float]]:
    """Return each number that prose must account for: as shown, the values it may stand for, half its last digit.

    A value comes with the scale of its tolerance: "82 per cent" may stand for 82 and for 0.82, "1.2 million"
    for 1.2 and for 1,200,000.
    """
    paragraphs = re.split(r"\n\s*\n", markdown)
    text = "\n\n".join(
        ALTERNATIVES.sub(" ", part) if part.lstrip().startswith("**Predict.**") else part for part in paragraphs
    )
    text = NOT_FIGURES.sub(" ", LIST_NUMBER.sub(" ", plain(text)))
    found = []
    for match in NUMBER.finditer(text):
        shown = match.group()
        value = _value(shown)
        after = text[match.end() :]
        percent = PERCENT.match(after)
        scale = next((factor for word, factor in SCALE.items() if re.match(rf"\s*{word}\b", after)), None)
        if not percent and not scale and value == int(value) and "." not in shown:
            is_year = 1990 <= value <= 2030 and "," not in shown
            if value <= 10 or is_year:
                continue
        decimals = len(shown.split(".")[1]) if "." in shown else 0
        unit = 10.0**-decimals
        if ABOUT.search(text[: match.start()]) and not decimals:
            unit = 10.0 ** (len(str(int(value))) - len(str(int(value)).rstrip("0"))) if value else 1.0
        options = [(value, 1.0)]
        options += [(value / 100, 0.01)] if percent else []
        options += [(value * scale, scale)] if scale else []
        found.append((shown, options, unit / 2 * (1 + 1e-9)))
    return found


LOOKS = re.compile(
    r"\b(?:rotation|linewidth|s|height|aspect|figsize|alpha|fontsize|col_wrap|xlim|ylim|max_colwidth|seed)"
    r"\s*=\s*(?:\([^)]*\)|[\d_.]+)"
)
"""Settings of a picture or a table: their numbers say nothing of the world, so no prose may rest on them."""


def _numbers_in(text: str) -> set[Known]:
    found = (match.group() for match in NUMBER.finditer(NOT_FIGURES.sub(" ", text)))
    return {Known(_value(shown), "." in shown or "e" in shown) for shown in found}


def _value(shown: str) -> float:
    return float(re.sub(r"[,_\u202f\u2009]", "", shown))


def _points(cell: dict) -> bool:
    return "points" in cell["metadata"].get("nbgrader", {})


def _without_comments(code: str) -> str:
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(code).readline))
    except (tokenize.TokenError, SyntaxError):
        return code
    return " ".join(token.string for token in tokens if token.type != tokenize.COMMENT)


# All of it

ANY: tuple[Callable[[dict], list[str]], ...] = (
    code_problems,
    output_problems,
    image_problems,
    id_problems,
    word_problems,
)
LESSON: tuple[Callable[[dict], list[str]], ...] = (
    title_problems,
    card_problems,
    anatomy_problems,
    section_problems,
    setup_problems,
    size_problems,
    discussion_problems,
    path_problems,
)


def all_problems(notebook: dict, checkers: Sequence[Callable[[dict], list[str]]]) -> list[str]:
    """Return the problems that any of the checkers finds."""
    return [problem for checker in checkers for problem in checker(notebook)]
