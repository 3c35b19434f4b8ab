"""The web edition's files: what its pages hold, where their links lead, and what the command refuses."""

import json
import re
import zipfile
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import nbformat
import pytest
from bs4 import BeautifulSoup

from twoborders import cli
from twoborders.build import outputs
from twoborders.build.notebooks import BuildError
from twoborders.build.readme import Home
from twoborders.build.site import assets, cards, lesson, pages, tables
from twoborders.build.site.markdown import Page, anchor
from twoborders.build.site.places import Places
from twoborders.tables import ROOT

pytestmark = pytest.mark.quick


@pytest.fixture(scope="module")
def edition():
    """All files but the positions of the explorers, by path."""
    return dict(pages.Edition(ROOT).pages_and_copies())


class Reader(HTMLParser):
    """The links, the names of places, and the text of a page."""

    def __init__(self, text):
        super().__init__()
        self.links, self.names, self.words, self.alone = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.names += [found["id"]] if "id" in found else []
        self.links += [found[name] for name in ("href", "src") if name in found]
        self.alone += [tag] if tag in ("script", "style") else []

    def handle_endtag(self, tag):
        if self.alone and self.alone[-1] == tag:
            self.alone.pop()

    def handle_data(self, data):
        if not self.alone:
            self.words.append(data)


def test_every_link_leads_to_a_file_and_a_place_of_the_edition(edition):
    read = {path: Reader(content.decode()) for path, content in edition.items() if path.endswith(".html")}
    drawn = {f"cards/{path.stem}.svg" for path in ROOT.glob("src/twoborders/explore/compiled/*.svg")}
    wrong = []
    for path, page in read.items():
        for link in page.links:
            there, _, fragment = link.partition("#")
            if re.match(r"(https?|mailto|data):", link):
                continue
            target = normpath(join(dirname(path), unquote(there))) if there else path
            if (target not in edition and target not in drawn) or (
                fragment and unquote(fragment) not in read[target].names
            ):
                wrong.append((path, link))
    assert wrong == []


def test_no_name_of_a_place_is_given_twice(edition):
    for path, content in edition.items():
        if path.endswith(".html"):
            names = Reader(content.decode()).names
            assert len(names) == len(set(names)), path


def numbers(text):
    return re.findall(r"\d[\d.,]*\d|\d", text)


@pytest.mark.parametrize("path", sorted(ROOT.glob("notebooks/*.ipynb")), ids=lambda path: path.stem)
def test_a_lesson_s_page_has_the_numbers_of_its_notebook_cell_by_cell(edition, path):
    """A card's own text is compared in the browser."""
    shown = BeautifulSoup(edition[f"lessons/{path.stem}.html"], "html.parser").select(".cell")
    for cell, place in zip(nbformat.read(path, as_version=4)["cells"], shown, strict=True):
        if cell["cell_type"] == "markdown":
            # Addresses, and the numbers of an ordered list, which the page makes anew, are no words.
            said = re.sub(r"\]\([^)]*\)|<[^>]+>|^\d+\. ", " ", cell["source"], flags=re.MULTILINE)
            assert numbers(place.get_text(" ")) == numbers(said), cell["id"]
        elif not place.select(".card, figure"):
            code = place.select_one(".highlight").extract().get_text()
            assert numbers(code) == numbers(cell["source"])
            place.select_one("summary").extract()
            assert numbers(place.get_text(" ")) == numbers(" ".join(map(text_of, cell["outputs"]))), cell["id"]


def text_of(output):
    """What a reader sees of a stored output."""
    data = output.get("data", {})
    html = BeautifulSoup(data.get("text/html", ""), "html.parser")
    for style in html.select("style"):
        style.extract()
    return output.get("text", "") + (html.get_text(" ") if "text/html" in data else data.get("text/plain", ""))


def test_the_same_kit_gives_the_same_bytes(edition):
    assert dict(pages.Edition(ROOT).pages_and_copies()) == edition
    assert cards.states("homicide_map") == cards.states("homicide_map")


def test_the_teacher_s_pages_and_the_solutions_stand_apart_or_are_left_out(edition):
    without = dict(pages.Edition(ROOT, teacher=False).pages_and_copies())
    apart = {path for path in edition if path.startswith("teach/")}
    assert {"teach/guide.html", "teach/solutions/01_exercise.ipynb"} <= apart
    assert set(without) == set(edition) - apart
    told = {path for path, content in edition.items() if b"One way to solve it" in content} - apart
    assert told == {"lessons/00_start_here.html", "notebooks/00_start_here.ipynb"}
    assert not [path for path in told if b"One way to solve it" in without[path]]
    assert [path for path in edition if path.startswith("lessons/") and b"solutions/" in edition[path]] == []


def test_what_is_searched_has_every_lesson_term_claim_and_table(edition):
    text = edition["assets/pages.js"].decode()
    found = {each["page"] for each in json.loads(text.removeprefix("twoborders.pages(").rstrip(")\n"))}
    for page in ("claims.html#c2a", "glossary.html#seasonality", "tables.html#timeline"):
        assert page in found
    assert not [page for page in found if page.startswith("teach/")]
    assert len([page for page in found if page.startswith("lessons/")]) > 80


@pytest.fixture
def places():
    files = {
        "GLOSSARY.md",
        "notebooks/01_a.ipynb",
        "notebooks/02_b.ipynb",
        "notebooks/instructor/guide.md",
        "data/x.csv",
    }
    return Places(
        frozenset(files | {"data/README.md", "src/p/q.py", "solutions/01_exercise.ipynb"}), Home("o/n", "1"), True
    )


@pytest.mark.parametrize(
    ("source", "address", "wanted"),
    [
        ("notebooks/01_a.ipynb", "02_b.ipynb", "02_b.html"),
        ("notebooks/01_a.ipynb", "../GLOSSARY.md#rate", "../glossary.html#rate"),
        ("notebooks/01_a.ipynb", "#here", "#here"),
        ("notebooks/01_a.ipynb", "https://a.org/b.md", "https://a.org/b.md"),
        ("data/README.md", "x.csv", "data/x.csv"),
        ("notebooks/instructor/guide.md", "../../solutions/01_exercise.ipynb", "solutions/01_exercise.ipynb"),
        ("GLOSSARY.md", "notebooks/instructor/guide.md#a", "teach/guide.html#a"),
        ("GLOSSARY.md", "src/p/", "https://github.com/o/n/blob/HEAD/src/p"),
    ],
)
def test_a_link_leads_to_the_page_of_its_file(places, source, address, wanted):
    assert places.link(source, address) == wanted


def test_a_link_to_nothing_is_named_with_its_file(places):
    with pytest.raises(BuildError) as raised:
        places.link("GLOSSARY.md", "GLOSARY.md#rate")
    assert raised.value.problems == ["GLOSSARY.md: its link GLOSARY.md#rate leads to no file of the kit"]


def test_without_the_teacher_s_pages_a_link_to_one_leads_to_the_repository(places):
    alone = Places(places.files, places.home, teacher=False)
    assert alone.link("GLOSSARY.md", "notebooks/instructor/guide.md").startswith("https://github.com/o/n/")


def test_headings_of_one_page_have_names_of_their_own():
    page = Page(str)
    assert page.html("# 1. How *long*?\n\nIt is.") == '<h1 id="1-how-long">1. How <em>long</em>?</h1>\n<p>It is.</p>\n'
    page.html("## 1. How long?")
    assert page.texts() == [("1-how-long", "1. How long?", "It is."), ("1-how-long-1", "1. How long?", "")]
    assert anchor("Año y país") == "año-y-país"


def test_a_table_heads_nothing_with_an_empty_cell():
    assert "<th" not in Page(str).html("| | |\n|---|---|\n| a | b |")
    half = Page(str).html("| | x |\n|---|---:|\n| a | b |")
    assert half.count("<th") == 2 and '<th style="text-align:right">x</th>' in half  # <thead> and one cell


def test_the_first_rows_of_a_table_are_those_of_its_file(tmp_path):
    (tmp_path / "x.csv").write_text('a,b\n"1,5",<i>\n2,\n', encoding="utf-8")
    shown = tables.html("# T\n\n## x\n\n**X.** A table.\n", tmp_path, Page(str))
    assert "<td>1,5</td><td>&lt;i&gt;</td>" in shown and "Its first 2 rows" in shown
    assert shown.index("A table.") < shown.index("Its first") < shown.index('href="data/x.csv"')


@pytest.mark.parametrize(
    ("source", "line"),
    [("import a\nfrom b import c\n\nx = 1\ny = 2", "x = 1"), ("import a", "import a"), ("", "")],
)
def test_a_folded_cell_shows_the_line_that_tells_most(source, line):
    assert lesson.first_line(source) == line


def test_a_module_becomes_a_script():
    text = assets.script("const a = 1;\nexport function mount(x) { return x; }\n")
    assert "export" not in text and "Object.assign(twoborders, { mount });" in text
    text = assets.script("var bD=1,x=2;export{bD as View,x as parse};\n", "vega")
    assert text == "(() => {\nvar bD=1,x=2;\nObject.assign(twoborders.vega ??= {}, { View: bD, parse: x });\n})();\n"
    with pytest.raises(ValueError, match="exports nothing"):
        assets.script("const a = 1;")


REFUSED = {
    "a folder with something else": (["site", "OUT/full"], "holds something that this command did not write"),
    "a file": (["site", "OUT/file"], "is a file; name a folder"),
    "an archive in the place of a folder": (["site", "OUT/full", "--zip"], "name the archive to write"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_there_is_left_alone(tmp_path, capsys, case):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    arguments, said = REFUSED[case]
    assert cli.main([each.replace("OUT", str(tmp_path)) for each in arguments]) == 1
    assert said in capsys.readouterr().out
    assert (tmp_path / "full" / "mine.txt").read_text() == (tmp_path / "file").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "full"]


def test_a_folder_without_lessons_is_named(tmp_path):
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(BuildError) as raised:
        next(pages.Edition(tmp_path).files())
    assert f"{tmp_path / 'notebooks'}: there is no lesson" in raised.value.problems[0]


def test_an_archive_has_the_same_bytes_for_the_same_files(tmp_path):
    for name in ("one", "two"):
        folder = tmp_path / name
        (folder / "b").mkdir(parents=True)
        (folder / "b" / "c.html").write_text("<p>c</p>")
        (folder / "a.html").write_text("<p>a</p>")
        outputs.pack(folder, tmp_path / f"{name}.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert zipfile.ZipFile(tmp_path / "one.zip").namelist() == ["a.html", "b/c.html"]
