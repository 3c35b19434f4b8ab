"""Compile the charts of the cards: Altair to Vega, once, so that no notebook imports either; and the still picture."""

import hashlib
import html
import importlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from twoborders import explore
from twoborders.build.notebooks import BuildError
from twoborders.cards.base import Explorer, Rows

if TYPE_CHECKING:
    from twoborders.charts.cards import Panel

FOLDER = "src/twoborders/explore/compiled"
WIDTH, WIDE, WHOLE, GAP, HEAD = 400, 620, 824, 24, 44
"""Of the still picture: the widths of a panel, of a wide one and of one alone, the space between two, and that of title
and key, in pixels."""
VEGA_LITE = "6.4"
STILL_FONT = "DejaVu Sans, Verdana, sans-serif"
"""The first comes with matplotlib and measures the words, so that the picture is the same on every computer."""
NEEDED = "needs altair and vl-convert-python: python -m pip install -e '.[build]'"


def compiled(root: Path, name: str) -> dict[str, str]:
    """The files of an explorer's chart by path: ``NAME.json`` (Vega, for the page) and ``NAME.svg`` (its start).

    What is there already is kept where it was made of the same sources. Raises BuildError where it cannot be made.
    """
    paths = [f"{FOLDER}/{name}.json", f"{FOLDER}/{name}.svg"]
    there = {path: (root / path).read_text(encoding="utf-8") for path in paths if (root / path).is_file()}
    explorer = getattr(explore, name)()
    rows = explorer.at(explorer.default).rows
    made_of = _fingerprint(root, name, rows)
    if len(there) == len(paths) and f'"made_of":"{made_of}"' in there[paths[0]]:
        return there
    try:
        return dict(zip(paths, _compile(explorer, rows, made_of), strict=True))
    except ImportError as error:
        raise BuildError([f"src/twoborders/charts/{name}.py: to compile it {NEEDED} ({error})"]) from error


def _fingerprint(root: Path, name: str, rows: Rows) -> str:
    """What a compiled chart depends on: its sources and the rows of the start."""
    sources = (f"charts/{name}.py", "charts/cards.py", "build/cards.py")
    found = hashlib.sha256(json.dumps(rows).encode())
    for source in sources:
        found.update((root / "src/twoborders" / source).read_bytes())
    return found.hexdigest()[:16]


def _compile(explorer: Explorer, rows: Rows, made_of: str) -> tuple[str, str]:
    panels = importlib.import_module(f"twoborders.charts.{explorer.name}").panels()
    alone = len(panels) == 1
    specs = [_vega(panel, WHOLE if alone else WIDE if panel.wide else WIDTH) for panel in panels]
    content = {
        "made_of": made_of,
        "panels": [
            {
                "title": panel.title,
                "height": panel.height,
                "wide": panel.wide,
                "key": _key(panel),
                "data": _names(spec, rows),
                "spec": spec,
            }
            for panel, spec in zip(panels, specs, strict=True)
        ],
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text + "\n", _still(panels, specs, rows)


def _key(panel: "Panel") -> list[tuple[str, str, str]]:
    """The key of a panel as the page writes it: name, sign and colour."""
    from twoborders.charts.cards import SIGNS

    return [(key.name, SIGNS[key.shape], key.colour) for key in panel.key]


def _vega(panel: "Panel", width: int) -> dict[str, Any]:
    """A panel as a Vega specification; in the page the card gives it another width."""
    import vl_convert

    from twoborders.charts.cards import config

    fit = {"type": "fit-x", "contains": "padding"}
    spec = panel.chart.properties(width=width, height=panel.height, autosize=fit).to_dict()
    spec["config"] = config()
    found: dict[str, Any] = vl_convert.vegalite_to_vega(spec, vl_version=VEGA_LITE)
    del found["$schema"]
    return found


def _names(spec: dict[str, Any], rows: Rows) -> list[str]:
    """The named data that the specification waits for; KeyError where the explorer gives no such rows."""
    names = [each["name"] for each in spec["data"] if not {"values", "url", "source"} & set(each)]
    if missing := set(names) - set(rows):
        raise BuildError(
            [f"a chart waits for the data {', '.join(sorted(missing))}; rows are given: {', '.join(rows)}"]
        )
    return names


def _still(panels: list["Panel"], specs: list[dict[str, Any]], rows: Rows) -> str:
    """The panels beside each other with the rows of the start, on white paper, as SVG."""
    import matplotlib
    import vl_convert

    vl_convert.register_font_directory(str(Path(matplotlib.get_data_path(), "fonts", "ttf")))
    parts, left, height = [], 0, 0
    for panel, spec in zip(panels, specs, strict=True):
        filled = json.loads(_on_paper(json.dumps(spec)))
        for each in filled["data"]:
            each.update({"values": rows[each["name"]]} if each["name"] in rows else {})
        svg = vl_convert.vega_to_svg(filled)
        size = re.search(r'width="([\d.]+)" height="([\d.]+)"', svg)
        assert size is not None, "vl-convert writes the size of each picture"
        parts += [_heading(panel, left), svg.replace("<svg ", f'<svg x="{left}" y="{HEAD}" ', 1)]
        left, height = left + round(float(size[1])) + GAP, max(height, HEAD + round(float(size[2])))
    width = left - GAP
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
    return f'{head}<rect width="100%" height="100%" fill="white"/>{"".join(parts)}</svg>\n'


def _heading(panel: "Panel", left: int) -> str:
    """The title and the key of a panel, as SVG."""
    signs = [
        f'<tspan fill="{_on_paper(colour)}">{sign}</tspan> {html.escape(name)}' for name, sign, colour in _key(panel)
    ]
    key = f'<text x="{left}" y="36" font-size="13">{"  ".join(signs)}</text>'
    title = f'<text x="{left}" y="16" font-size="14" font-weight="bold">{html.escape(panel.title)}</text>'
    return f'<g font-family="{STILL_FONT}" fill="{_on_paper("var(--tb-ink)")}">{title}{key}</g>'


def _on_paper(text: str) -> str:
    """A specification with the colours of paper in the place of the page's, and the font of the still picture."""
    from twoborders.charts.cards import FONT, PAPER

    return re.sub(r"var\(--tb-(\w+)\)", lambda found: PAPER[found[1]], text).replace(FONT, STILL_FONT)
