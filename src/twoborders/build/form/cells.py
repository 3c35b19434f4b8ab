"""The form of the cells of any notebook: code, outputs, pictures, ids, words."""

import ast
import re
from collections.abc import Iterator

from twoborders.build.form.reading import (
    Notebook,
    Problem,
    cells,
    name,
    output_texts,
    plain,
    source,
    text_of,
    without_code,
)

CODE_LINES = 15

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

_BUILD = "Run: twoborders build."
_NO_CLOCK = "Write the day as text: a lesson gives the same on every day."
_OTHER_WORD = "Say it plainly, without talking down or taking sides; an official word stands in italics."
CLOCKS = {"now", "today", "utcnow", "perf_counter", "monotonic", "time_ns", "localtime", "gmtime"}
CLOCK_MODULES = {"time", "timeit"}
COLOURS = {"cmap", "color", "colors", "edgecolor", "facecolor", "palette"}
GENERATORS = {"default_rng", "RandomState", "Random", "SeedSequence"}


def code_problems(notebook: Notebook) -> list[Problem]:
    """Code cells are short, and plain Python that gives the same everywhere and needs no network."""
    return [Problem(name(cell), *found) for cell in cells(notebook, "code") for found in _code(source(cell))]


def _code(code: str) -> Iterator[tuple[str, str]]:
    lines = [line for line in code.split("\n") if line.strip()]
    if not lines:
        yield "it is empty", "Delete it."
    if len(lines) > CODE_LINES:
        yield f"it has {len(lines)} lines; {CODE_LINES} are the most", "Split it: one idea a cell."
    for line in lines:
        if re.match(r"\s*[%!]", line) or line.rstrip().endswith("?"):
            yield f"magic or shell command: {line.strip()}", "Write plain Python."
            return
    if re.search(r"https?://|\bwww\.", code):
        yield "it has an address of the web", "Data come from load; an address for a reader stands in the prose."
    if re.search(r"\bpip\b", code):
        yield "it mentions pip", "The environment is that of requirements.txt: add the package there."
    if any(line.rstrip().endswith(";") for line in lines):
        yield "a line ends with a semicolon", "Take it away; to hide an output, give it a name."
    try:
        tree = ast.parse(code)
    except SyntaxError as error:
        yield f"it is not Python: {error.msg}", "Mend the code and run the cell."
        return
    for node in ast.walk(tree):
        yield from _clock(node)
        yield from _chance(node)
        yield from _colour(node)


def _clock(node: ast.AST) -> Iterator[tuple[str, str]]:
    modules = []
    if isinstance(node, ast.Import):
        modules = [alias.name.split(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        modules = [(node.module or "").split(".")[0]]
    if CLOCK_MODULES & set(modules):
        yield "it imports the clock", _NO_CLOCK
    if isinstance(node, ast.Call) and _called(node)[-1] in CLOCKS:
        yield f"it reads the clock: {_called(node)[-1]}", _NO_CLOCK
    if isinstance(node, ast.Call) and _called(node)[-1] in ("Timestamp", "to_datetime"):
        first = node.args[0] if node.args else None
        if isinstance(first, ast.Constant) and first.value in ("now", "today"):
            yield f"it reads the clock: {first.value}", _NO_CLOCK


def _chance(node: ast.AST) -> Iterator[tuple[str, str]]:
    if not isinstance(node, ast.Call):
        return
    called = _called(node)
    given = {keyword.arg for keyword in node.keywords}
    if called[-1] in GENERATORS:
        if not node.args and "seed" not in given:
            yield f"it draws by chance: {called[-1]} without a seed", "Give it a seed."
    elif called[-1] == "sample" and len(called) > 1:
        if "random_state" not in given:
            yield "it draws by chance: sample without random_state", "Give it a random_state."
    elif "random" in called[:-1]:
        yield f"it draws by chance: {'.'.join(called)}", "Use np.random.default_rng(seed)."


def _colour(node: ast.AST) -> Iterator[tuple[str, str]]:
    is_code = isinstance(node, ast.Constant) and re.fullmatch(r"#[0-9A-Fa-f]{3,8}", str(node.value))
    if is_code or (isinstance(node, ast.keyword) and node.arg in COLOURS):
        said = node.arg if isinstance(node, ast.keyword) else ast.unparse(node)
        yield (
            f"it chooses a colour: {said}",
            "Leave it to the kit; a marker, a line style or a name tells things apart.",
        )


def _called(call: ast.Call) -> list[str]:
    """Return the dotted name that a call names, as parts; an empty string where it is no name."""
    parts = []
    node = call.func
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    parts.append(node.id if isinstance(node, ast.Name) else "")
    return parts[::-1]


def output_problems(notebook: Notebook) -> list[Problem]:
    """Each code cell was run in order, without error or warning, and shows no picture without words."""
    found = []
    for number, cell in enumerate(cells(notebook, "code"), start=1):
        if cell.get("execution_count") != number:
            what = f"its count is {cell.get('execution_count')}; a run in order gives {number}"
            found.append(Problem(name(cell), what, _BUILD))
        # The namespace of SVG is the name of a format, and no address.
        if any(re.search(r"https?://(?!www\.w3\.org/)", text) for _, text in output_texts(cell)):
            mend = "Show only the columns that the text speaks of: where a figure comes from stands in the dictionary."
            found.append(Problem(name(cell), "an address of the web stands in its output", mend))
        for output in cell.get("outputs", []):
            if output["output_type"] == "error":
                found.append(Problem(name(cell), f"it ends with an error, {output['ename']}", "Mend the code."))
            if output.get("name") == "stderr":
                what = f"it prints to stderr (a warning?): {text_of(output['text'])[:60]!r}"
                found.append(Problem(name(cell), what, "Write the code so that nothing warns."))
            data = output.get("data", {})
            found += [
                Problem(
                    name(cell), f"it shows a bare {mime}", "End it with show(ax, source=...), which says it in words."
                )
                for mime in data
                if mime.startswith("image/")
            ]
            if data and not text_of(data.get("text/plain", "")).strip():
                what = "an output has no text/plain, so it says nothing without a picture"
                found.append(Problem(name(cell), what, "Show it by show(...), or give what is shown a repr in words."))
    return found


def image_problems(notebook: Notebook) -> list[Problem]:
    """Every image, in prose and in outputs, has an alternative text."""
    found = []
    for cell in notebook["cells"]:
        texts = [text for kind, text in output_texts(cell) if kind == "text/html"]
        if cell["cell_type"] == "markdown":
            texts.append(without_code(source(cell)))
            for alt, target in re.findall(r"!\[([^\]]*)\]\(([^)]*)\)", texts[-1]):
                if not alt.strip():
                    what = f"the image {target[:40]} has no alternative text"
                    found.append(Problem(name(cell), what, "Say between the square brackets what it shows."))
        for tag in re.findall(r"<img\b[^>]*>", " ".join(texts)):
            if not re.search(r"""\balt=(?:"\s*[^"\s][^"]*"|'\s*[^'\s][^']*')""", tag):
                found.append(Problem(name(cell), "an img has no alternative text", 'Say in alt="..." what it shows.'))
    return found


def id_problems(notebook: Notebook) -> list[Problem]:
    """Each cell has an id, no two the same, and none that an editor made up."""
    seen: set[str] = set()
    found = []
    for position, cell in enumerate(notebook["cells"], start=1):
        cell_id = cell.get("id", "")
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", cell_id) or re.fullmatch(r"[0-9a-f]{8}|[0-9a-f-]{32,}", cell_id):
            found.append(Problem(f"cell {position}", f"it has no readable id: {cell_id!r}", _BUILD))
        if cell_id in seen:
            found.append(Problem(f"cell {position}", f"it has the id of an earlier cell: {cell_id!r}", _BUILD))
        seen.add(cell_id)
    return found


def word_problems(notebook: Notebook) -> list[Problem]:
    """The prose has none of the words that talk down to a learner or take sides."""
    pattern = re.compile(rf"\b(?:{'|'.join(BANNED)})\b", re.IGNORECASE)
    found = []
    for cell in cells(notebook, "markdown"):
        text = re.sub(r"(?<![*\w])\*(?!\*)[^*\n]+\*(?!\*)", " ", plain(source(cell)))
        found += [Problem(name(cell), f"the word {word!r}", _OTHER_WORD) for word in pattern.findall(text)]
    return found
