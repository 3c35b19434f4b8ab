"""The files of the tiny kit that the build tests work on, and helpers to lay them out and read them.

Its lesson has the number 91: the package has no questions of that lesson, so what it states of them stays.
"""

import contextlib
import io
import json
from pathlib import Path

from twoborders.build.command import build


def markdown(source, cell_id="8f14e45f", **metadata):
    return {"cell_type": "markdown", "id": cell_id, "metadata": metadata, "source": source}


def code(source, cell_id="c9f0f895", **metadata):
    return {
        "cell_type": "code",
        "id": cell_id,
        "metadata": metadata,
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def nbgrader(grade_id, **keys):
    """Return the nbgrader metadata of a cell; without further keys that of a locked text."""
    roles = {"grade": False, "solution": False, "locked": not keys.get("solution", False), "task": False}
    return {"nbgrader": {"schema_version": 3, "grade_id": grade_id, **roles, **keys}}


def notebook(*cells, **metadata):
    return {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def lesson():
    return notebook(
        markdown("# How long is a border?   \n\nFour sources, four answers.", "45c48cce"),
        code("lengths = [963, 1149]  \n", "d3d94468", collapsed=True, scrolled=False),
        code(
            "print(lengths)\nprint()",
            "6512bd43",
            execution={"iopub.execute_input": "2026-01-01T00:00:00Z"},
        ),
        code("max(lengths) - min(lengths)", "difference"),
        code("", "c20ad4d7"),
        kernelspec={"display_name": "my kernel", "language": "python", "name": "mine"},
        language_info={"name": "python", "version": "3.11.7"},
        widgets={"application/vnd.jupyter.widget-state+json": {}},
        twoborders={"lesson": "91", "minutes": 20, "claims": ["C1"], "question": "How long is it?"},
    )


def solution():
    answer = "growth = ...\n### BEGIN SOLUTION\ngrowth = 12.5\n### END SOLUTION"
    argument = 'argument = ""\nif True:\n    ### BEGIN SOLUTION\n    argument = "Rivers move."\n    ### END SOLUTION'
    return notebook(
        markdown("# Exercise\n\nTwo questions.", "aab32389"),
        markdown("**91-1** (2 points). By how much?", "9bf31c7f", **nbgrader("91-1-question")),
        code(answer, "c74d97b0", **nbgrader("91-1-answer", solution=True)),
        code("print(growth)", "70efdf2e", **nbgrader("91-1", grade=True, points=2)),
        markdown("**91-2** (3 points). Argue: café or río?", "6f4922f4", **nbgrader("91-2-question")),
        code(argument, "1f0e3dad", **nbgrader("91-2", grade=True, solution=True, points=3)),
        code("print(argument)", "98f13708", **nbgrader("91-2-check")),
        markdown("The end.", "3c59dc04"),
    )


FILES = {
    "README.md": "# Kit\n\n<!-- generated: counts -->\n<!-- /generated -->\n\n"
    "<!-- generated: binder -->\n<!-- /generated -->\n\nText that stays.\n\n"
    "<!-- generated: lessons -->\nold\n<!-- /generated -->\n\nMore text.\n\n"
    "<!-- generated: site -->\n<!-- /generated -->\n<!-- generated: elsewhere -->\n<!-- /generated -->\n",
    "pyproject.toml": '[project]\nversion = "1"\nurls.Repository = "https://github.com/two-borders/two-borders"\n',
    "data/lengths.csv": "source,km\nA,963\nB,1149\n",
    "data/datapackage.json": {
        "title": "Tables",
        "resources": [
            {
                "name": "lengths",
                "title": "Lengths",
                "path": "lengths.csv",
                "unit_of_observation": "one source",
                "claims": ["C1"],
                "lessons": ["91"],
                "as_of": {"rule": "No vintages."},
                "description": "How long the river is, as different sources print it.",
                "retrieved": "2026-01-01",
                "licenses": [{"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0"}],
                "known_totals": [{"column": "km", "filter": {"source": ["A", "B"]}, "published": 2112, "tolerance": 0}],
                "caveats": ["Rivers move."],
                "sources": [{"title": "Source A", "path": "https://example.org/a"}],
                "schema": {
                    "fields": [
                        {
                            "name": "source",
                            "type": "string",
                            "description": "Who measured | counted",
                            "constraints": {"required": True},
                        },
                        {
                            "name": "km",
                            "type": "number",
                            "unit": "kilometres",
                            "description": "Length",
                            "constraints": {"required": True, "minimum": 0},
                        },
                    ],
                    "primaryKey": ["source"],
                },
            }
        ],
    },
    "notebooks/91_lengths.ipynb": lesson(),
    "solutions/91_exercise.ipynb": solution(),
}


def lay(root, files):
    """Write ``files`` (path -> text, bytes or JSON) under ``root``."""
    for path, content in files.items():
        target = Path(root) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            target.write_bytes(content)
        else:
            target.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")


def contents(root):
    """Return the bytes of every file under ``root``, by path."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in Path(root).rglob("*") if path.is_file()}


def build_quietly(root, numbers=(), **options):
    """Build or check the kit under ``root``; return the exit status and what was printed."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        status = build(root, numbers, **options)
    return status, printed.getvalue()


def edit(root, path, change):
    """Change a notebook of the kit in place: ``change`` gets its dict."""
    target = Path(root) / path
    content = json.loads(target.read_text(encoding="utf-8"))
    change(content)
    # Written as the build writes, so that only the change counts.
    text = json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False, separators=(",", ": ")) + "\n"
    target.write_text(text, encoding="utf-8")
