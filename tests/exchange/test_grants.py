"""Grants in the 360Giving standard: valid by its schema, the same in every form, bad ones said with their place."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from cspdesk.domain.grants import Grant, Party, offered_agreement
from cspdesk.errors import UserError
from cspdesk.exchange.grants import read_grants, write_grants

SCHEMAS = Path(__file__).resolve().parent.parent / "data" / "grants"
DAY = date(2016, 5, 1)
GRANT = Grant(
    "360G-test-1",
    "Core money",
    "For the plan of the year",
    1_234_50,
    date(2015, 3, 4),
    Party("360G-test-org-funder", "The Commissioner"),
    Party("GB-CHC-1234567", "Helpers together"),
    date(2015, 4, 1),
    date(2016, 3, 31),
    "Core",
    "Testshire",
    "E06000019",
)


def faults(package: Any) -> list[str]:
    """Return what the standard's own schema finds wrong."""
    grant = json.loads((SCHEMAS / "360-giving-schema.json").read_text(encoding="utf-8"))
    whole = json.loads((SCHEMAS / "360-giving-package-schema.json").read_text(encoding="utf-8"))
    asked = whole["properties"]["grants"]["items"]["$ref"]
    registry = Registry().with_resource(asked, DRAFT202012.create_resource(grant))
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    validator = jsonschema.Draft202012Validator(whole, registry=registry, format_checker=checker)
    return [error.message for error in validator.iter_errors(package)]


text = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40).filter(str.strip)
parties = st.builds(Party, text.map(str.strip), text.map(str.strip))
days = st.dates(date(1990, 1, 1), date(2040, 12, 31))
grants = st.builds(
    Grant,
    id=text.map(str.strip),
    title=text.map(str.strip),
    description=text.map(str.strip),
    amount_pence=st.integers(0, 10**11),
    awarded_on=days,
    funder=parties,
    recipient=parties,
)


@given(st.lists(grants, min_size=1, max_size=4, unique_by=lambda g: g.id))
def test_whatever_is_written_is_valid_and_reads_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, some: list[Grant]
) -> None:
    path = tmp_path_factory.mktemp("grants") / "grants.json"
    write_grants(path, some, "Grants", DAY)
    assert faults(json.loads(path.read_text(encoding="utf-8"))) == []
    assert read_grants(path) == (some, [])


@pytest.mark.parametrize("kind", ["json", "csv", "xlsx"])
def test_every_form_holds_the_same_grants(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"grants.{kind}"
    write_grants(path, [GRANT], "Grants", DAY)
    assert read_grants(path) == ([GRANT], [])


@pytest.mark.parametrize("kind", ["json", "csv", "xlsx"])
def test_the_same_grants_and_day_are_the_same_bytes(tmp_path: Path, kind: str) -> None:
    paths = [tmp_path / f"{n}.{kind}" for n in range(2)]
    assert write_grants(paths[0], [GRANT], "Grants", DAY) == write_grants(paths[1], [GRANT], "Grants", DAY)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_title_like_a_formula_is_not_run_and_comes_back(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"grants.{kind}"
    sly = Grant("g", "=1+1", "@SUM(A1)", 100, DAY, Party("a", "-A"), Party("b", "+B"))
    write_grants(path, [sly], "Grants", DAY)
    assert read_grants(path) == ([sly], [])
    if kind == "csv":
        assert ",'=1+1,'@SUM(A1)," in path.read_text(encoding="utf-8-sig")


def entry(**changed: object) -> dict[str, object]:
    whole: dict[str, object] = {
        "id": "360G-x-1",
        "title": "A grant",
        "description": "For something",
        "currency": "GBP",
        "amountAwarded": 30000,
        "awardDate": "2021-01-26T00:00:00+00:00",
        "recipientOrganization": [{"id": "r", "name": "Receiver"}],
        "fundingOrganization": [{"id": "f", "name": "Funder"}],
    }
    return whole | changed


@pytest.mark.parametrize(
    ("changed", "field", "reason"),
    [
        ({"id": None}, "id", "missing"),
        ({"title": "  "}, "title", "missing"),
        ({"currency": "EUR"}, "currency", "only pounds"),
        ({"amountAwarded": "lots"}, "amountAwarded", "not an amount"),
        ({"amountAwarded": [1]}, "amountAwarded", "not an amount"),
        ({"amountAwarded": -5}, "amountAwarded", "from 0 upwards"),
        ({"amountAwarded": True}, "amountAwarded", "not an amount"),
        ({"awardDate": "soon"}, "awardDate", "not a date"),
        ({"recipientOrganization": []}, "recipientOrganization", "no name"),
        ({"fundingOrganization": "Funder"}, "fundingOrganization", "named parts"),
        ({"recipientOrganization": [{"name": 7}]}, "recipientOrganization", "7, not text"),
        ({"grantProgramme": "Core"}, "grantProgramme", "named parts"),
        ({"id": 7}, "id", "7, not text"),
        ({"title": True}, "title", "true, not text"),
        ({"title": "half \ud800"}, "title", "no text"),
        ({"plannedDates": [{"startDate": "2016-05-01", "endDate": "2015-05-01"}]}, "plannedDates", "before its first"),
    ],
)
def test_a_grant_that_cannot_be_taken_is_said_with_its_place(
    tmp_path: Path, changed: dict[str, object], field: str, reason: str
) -> None:
    path = tmp_path / "grants.json"
    path.write_text(json.dumps({"grants": [entry(), entry(**changed), None]}), encoding="utf-8")
    good, problems = read_grants(path)
    assert [g.amount_pence for g in good] == [30_000_00]
    assert [(p.place, p.field) for p in problems] == [("grant 2", field), ("grant 3", "")]
    assert reason in problems[0].reason


@pytest.mark.parametrize(
    "encode",
    [lambda t: t.encode("utf-8-sig"), lambda t: t.encode("cp1252"), lambda t: t.encode("utf-16")],
    ids=["with a BOM", "cp1252", "UTF-16"],
)
def test_json_in_the_usual_encodings_is_read(tmp_path: Path, encode: Callable[[str], bytes]) -> None:
    path = tmp_path / "grants.json"
    path.write_bytes(encode(json.dumps({"grants": [entry(title="Café")]}, ensure_ascii=False)))
    assert [g.title for g in read_grants(path)[0]] == ["Café"]


@pytest.mark.parametrize("content", ["", "{", '{"grants": {}}', "[1", "null", "<html>", "9" * 5_000, "[" * 100_000])
def test_what_is_no_360giving_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "grants.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UserError):
        read_grants(path)


def test_nothing_to_publish_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no award to publish"):
        write_grants(tmp_path / "g.json", [], "Grants", DAY)


def test_an_award_without_a_last_day_is_offered_for_a_year_and_says_so() -> None:
    offered = offered_agreement(
        Grant("g", "T", "D", 100, date(2016, 2, 29), Party("a", "A"), Party("b", "B")), "id", "funder", None
    )
    assert (offered.starts_on, offered.ends_on) == (date(2016, 2, 29), date(2017, 2, 27))
    assert "a year is assumed" in offered.note


@pytest.mark.parametrize("form", ["Recipient Org: Name", "Recipient Org:0:Name", "recipientOrganization/0/name"])
def test_headings_are_known_in_each_way_publishers_write_them(tmp_path: Path, form: str) -> None:
    path = tmp_path / "grants.csv"
    heads = ["Identifier", "Title", "Description", "Currency", "amountAwarded", "Award Date", form, "Funding Org:Name"]
    row = ["a", "T", "D", "GBP", "1,200.50", "2016-05-01", "Receiver", "Funder"]
    path.write_text(f"Our grants\n\n{','.join(heads)}\n" + ",".join(f'"{cell}"' for cell in row), encoding="utf-8")
    (grant,), problems = read_grants(path)
    assert (grant.amount_pence, grant.recipient.name, problems) == (1_200_50, "Receiver", [])


def test_grants_of_every_sheet_are_read_with_their_rows(tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.active)
    heads = ["Identifier", "Amount Awarded"]
    for sheet, rows in (("2015", [heads, [], ["one", 7]]), ("Notes", [["words"]]), ("2016", [heads, ["two", 5]])):
        made = book.create_sheet(sheet)
        for row in rows:
            made.append(row)
    path = tmp_path / "grants.xlsx"
    book.save(path)
    assert [problem.place for problem in read_grants(path)[1]] == ["2015, row 3", "2016, row 2"]


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists), st.data())
def test_nothing_in_a_grant_makes_reading_fail(tmp_path_factory: pytest.TempPathFactory, junk: Any, data: Any) -> None:
    path = tmp_path_factory.mktemp("grants") / "grants.json"
    whole = entry()
    for field in data.draw(st.sets(st.sampled_from(sorted(whole)), min_size=1)):
        whole[field] = data.draw(st.sampled_from([junk, [junk], {"id": junk, "name": junk}, [{"name": junk}]]))
    path.write_text(json.dumps({"grants": [whole]}), encoding="utf-8")
    good, problems = read_grants(path)
    assert len(good) + len(problems) == 1
