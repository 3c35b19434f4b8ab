"""The generated regions of README.md, and data/README.md."""

import json

import kit_files
import nbformat
import pytest
from kit_files import markdown, notebook

from twoborders.build import dictionary, readme
from twoborders.build.notebooks import BuildError
from twoborders.tables import ROOT

PACKAGE = kit_files.FILES["data/datapackage.json"]


def lesson(**about):
    metadata = {
        "lesson": "01",
        "minutes": 20,
        "minutes_new": 40,
        "claims": ["C1"],
        "question": "How long is it?",
        **about,
    }
    content = notebook(markdown("# Borders | rivers\n\nText."), twoborders=metadata)
    return readme.lesson(nbformat.from_dict(content), "01_lengths", has_exercise=True, has_page=True)


def test_a_row_links_the_lesson_its_exercise_and_its_page():
    last = readme.lessons_table([lesson()]).splitlines()[-1]
    assert last == (
        "| 01 | [Borders \\| rivers](notebooks/01_lengths.ipynb) | How long is it? | 20 to 40 | C1 "
        "| [exercise 01](exercises/01_exercise.ipynb) | "
        "[sheet](notebooks/instructor/sheets/01.html), [page](notebooks/instructor/01_lengths.md) |"
    )


def test_what_a_lesson_does_not_say_is_named():
    content = nbformat.from_dict(notebook(markdown("No title"), twoborders={"lesson": "01", "minutes": "20"}))
    with pytest.raises(BuildError) as caught:
        readme.lesson(content, "01_lengths", has_exercise=False)
    assert len(caught.value.problems) == 5
    for part in ("no title", '"minutes"', '"minutes_new"', '"claims"', '"question"'):
        assert any(part in problem for problem in caught.value.problems)


def test_only_the_regions_change():
    text = "a\n<!-- generated: lessons -->\nold\n<!-- /generated -->\nb\n"
    fresh = readme.fill(text, {"lessons": "new"})
    assert fresh == "a\n<!-- generated: lessons -->\nnew\n<!-- /generated -->\nb\n"
    assert readme.fill(fresh, {"lessons": "new"}) == fresh


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "it needs the region <!-- generated: lessons -->"),
        ("<!-- generated: lessons -->\n", "it needs the region <!-- generated: lessons -->"),
        (
            "<!-- generated: lessons --><!-- /generated --><!-- generated: news --><!-- /generated -->",
            "nothing generates the region news",
        ),
        ("<!-- generated: lessons --><!-- /generated -->" * 2, "the region lessons is there twice"),
        (
            "<!-- generated: lessons --> <!-- generated: lessons --><!-- /generated -->",
            "one lacks its <!-- /generated -->",
        ),
    ],
)
def test_a_region_that_cannot_be_filled_is_named(text, said):
    with pytest.raises(BuildError) as caught:
        readme.fill(text, {"lessons": "new"})
    assert said in str(caught.value)


@pytest.mark.parametrize("ending", ["", "/", ".git"])
def test_each_place_opens_the_release_of_the_repository(ending):
    project = f'[project]\nversion = "1.2"\nurls.Repository = "https://github.com/owner/kit.name{ending}"\n'
    address = "https://mybinder.org/v2/gh/owner/kit.name/v1.2?urlpath=lab/tree/my_work/00_start_here.ipynb"
    assert f"]({address})" in readme.binder(project)
    assert "/github/owner/kit.name/blob/v1.2/notebooks/00_start_here.ipynb)" in readme.elsewhere(project)
    assert "\n%pip install -q git+https://github.com/owner/kit.name@v1.2\n" in readme.elsewhere(project)
    assert "](https://owner.github.io/kit.name/)" in readme.site(project.replace("owner", "Owner"))


@pytest.mark.parametrize(
    "project",
    [
        "",
        "[",
        '[project]\nurls.Repository = "https://github.com/a/b"',
        '[project]\nversion = "1"\nurls.Repository = "https://example.org/a/b"',
    ],
)
def test_a_project_without_a_repository_or_a_version_is_named(project):
    with pytest.raises(BuildError, match=r"pyproject\.toml"):
        readme.binder(project)


def test_the_dictionary_says_what_each_table_and_column_is():
    page = dictionary.page(json.dumps(PACKAGE), {"lengths.csv": 2})
    assert page.splitlines()[0].startswith("<!-- Generated from datapackage.json")
    assert "This page is generated" in page
    for line in (
        "| [Lengths](#lengths) | one source | 2 | 2 | C1 | 91 |",
        "| `source` | string |  | Who measured \\| counted |  | never empty |",
        "| `km` | number | kilometres | Length | 0 or more | never empty |",
        "- `km` where source = A or B adds up to 2112, as published.",
        "- As of: No vintages.",
        "- Rivers move.",
        "- [Source A](https://example.org/a)",
    ):
        assert line in page.splitlines()


def test_every_table_of_the_kit_is_on_the_page():
    text = (ROOT / "data" / "datapackage.json").read_text(encoding="utf-8")
    page = dictionary.page(text, {})
    for resource in json.loads(text)["resources"]:
        assert f"## {resource['name']}\n" in page
        for field in resource["schema"]["fields"]:
            assert f"| `{field['name']}` |" in page
        for said in (*resource["caveats"], *(source["title"] for source in resource["sources"])):
            assert said in page


def test_a_file_is_shown_with_its_version_its_day_and_the_start_of_its_hash():
    package = json.loads(json.dumps(PACKAGE))
    package["resources"][0]["sources"] = [
        {
            "title": "Office, lengths",
            "path": "https://example.org/a/3.csv",
            "version": "2024-09-04, commit abd1f5749d38",
            "retrieved": "2026-11-29",
            "hash": "sha256:0123456789abcdef",
        },
        {"title": "Office, a page", "path": "https://example.org/b", "version": "2016"},
        {"title": "Office, in print"},
    ]
    lines = dictionary.page(json.dumps(package), {}).splitlines()
    assert (
        "- [Office, lengths](https://example.org/a/3.csv) "
        "(version 2024-09-04, commit abd1f5749d38; read on 2026-11-29; sha256 0123456789ab...)"
    ) in lines
    assert "- [Office, a page](https://example.org/b) (version 2016)" in lines
    assert "- Office, in print" in lines


@pytest.mark.parametrize("text", ["", "{", "{}", '{"resources": [{"name": "x"}]}'])
def test_a_dictionary_that_cannot_be_read_is_named(text):
    with pytest.raises(BuildError, match=r"data/datapackage\.json"):
        dictionary.page(text, {})
