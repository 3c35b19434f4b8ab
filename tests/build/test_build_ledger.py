"""CLAIMS.md: every claim with its verdict and sources, made from the ledger and the tables."""

import json
import shutil

import pytest

from twoborders.build.ledger import linked, page
from twoborders.build.notebooks import BuildError
from twoborders.claims import audit
from twoborders.tables import DATA, ROOT

TEXT = (DATA / "datapackage.json").read_text(encoding="utf-8")


def test_every_claim_stands_on_the_page():
    text = page(TEXT, DATA)
    for each in audit():
        part = text.split(f"\n### {each.claim_id}\n")[1].split("\n### ")[0].split("\n## ")[0]
        for said in (each.statement, f"**{each.verdict}**", each.finding, each.limits, *each.studies.split(" ; ")):
            assert said in part, each.claim_id
        if each.reason:
            assert f"- Why not: {each.reason[0].upper()}{each.reason[1:]}." in part, each.claim_id
        assert ("- Studies say: " in part) == bool(each.studies), each.claim_id
        assert part.count("](<http") == len(each.sources)
    rows = (DATA / "claims.csv").read_text(encoding="utf-8").splitlines()
    assert f"| all | {len(rows) - 1} | |" in text


def test_the_page_is_linked_and_up_to_date():
    assert "(CLAIMS.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert (ROOT / "CLAIMS.md").read_text(encoding="utf-8") == page(TEXT, DATA)


def test_a_verdict_that_the_tables_do_not_give_stops_the_build(tmp_path):
    folder = shutil.copytree(DATA, tmp_path / "data")
    path = folder / "claims.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",budget_cut,supported,", ",budget_cut,not supported,"))
    with pytest.raises(BuildError) as caught:
        page(TEXT, folder)
    assert caught.value.problems == ["data/claims.csv: C2a is not supported, but the tables give supported"]


def test_a_missing_table_is_named():
    package = json.loads(TEXT)
    package["resources"] = [each for each in package["resources"] if each["name"] != "timeline"]
    with pytest.raises(BuildError, match="timeline"):
        page(json.dumps(package), DATA)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("La Jornada https://a.mx/x", "[La Jornada](<https://a.mx/x>)"),
        ("https://www.a.mx/x", "[a.mx](<https://www.a.mx/x>)"),
        ("Page [1] http://a.mx/x (copy)", "[Page (1)](<http://a.mx/x>) (copy)"),
        ("Named after https://a.mx/x (TRAC, 2019)", "[Named after](<https://a.mx/x>) (TRAC, 2019)"),
        ("No address", "No address"),
    ],
)
def test_a_source_is_linked(source, expected):
    assert linked(source) == expected
