"""Nothing that is withheld is in any byte of anything made for the public."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from cspdesk.app.documents import EvidenceRequest, evidence_of_spend, spend_record
from cspdesk.app.grants import export_grants, export_spending
from cspdesk.app.paper_made import PaperRequest, Shape
from cspdesk.app.paper_reading import paper_record
from cspdesk.app.papers import make_paper
from cspdesk.app.plans import PlanRequest, plan_record, write_plan
from cspdesk.app.returns import ReturnRequest, read_return, write_return
from cspdesk.cli import _parser
from cspdesk.domain.audience import Audience, FieldMarking, may_see
from cspdesk.domain.field_markings import figures_of, markable, words_of
from cspdesk.domain.papers import PaperKind
from cspdesk.store.store import Store
from tests.full_record import full_record
from tests.secrets_planted import ASKED_FOR, PREFIX, Secrets, all_tables, children_of, contents, found_in

DAY = date(2016, 9, 30)
YEAR = "2016/17"
POINTING = {
    ("asked_returns", "agreement_id"),
    ("assignment_rules", "line_id"),
    ("audit_items", "sample_id"),
    ("commissioned_services", "line_id"),
    ("commissioned_services", "action_id"),
    ("cost_shares", "line_id"),
    ("documents", "paper_id"),
    ("documents", "priority_id"),
    ("documents", "agreement_id"),
    ("ledger_imports", "agreement_id"),
    ("matches", "line_id"),
    ("papers", "meeting_id"),
    ("returns", "agreement_id"),
    ("variations", "line_id"),
}  # columns of what has words that only point at what may be withheld: their rows belong elsewhere or to themselves


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Secrets]]:
    """A cut of the large sample with something in every table, and a secret in every field that can be marked."""
    with full_record(tmp_path_factory.mktemp("secrets"), years=1, actions=20, transactions=600) as store:
        secrets = Secrets(store)
        secrets.plant((*asked_for_by_nobody(store), called(store)["LARGE-2016-LOCAL"]))
        yield store, secrets


def called(store: Store) -> dict[str, str]:
    """Return the agreements' ids by their references."""
    return {a.reference: a.id for a in store.funding.all_agreements()}


def asked_for_by_nobody(store: Store) -> tuple[str, ...]:
    """Return an agreement of each year and a priority, to be withheld whole: nothing of them may come out."""
    priority = next(p.id for p in store.partnership.all_priorities() if p.name.startswith("Community cohesion"))
    return called(store)["WMP-2015-SUPT"], called(store)["PCC-2016-PILOT"], priority


def forms(audience: Audience, *every: str) -> tuple[str, ...]:
    """Return every form of a document for the public; for partners, whose gathering is the same, two."""
    return every if audience is Audience.PUBLIC else tuple(form for form in every if form in ("html", "xlsx"))


def evidence(store: Store, audience: Audience, folder: Path) -> Iterator[Path]:
    for reference, endings in (("PCC-2016-CORE", ("docx", "html")), ("LARGE-2016-CORE", ("pdf", "html"))):
        record = spend_record(store, EvidenceRequest(reference, YEAR, None, audience.value), DAY)
        for ending in forms(audience, *endings):
            yield evidence_of_spend(record, folder / f"{reference}.{ending}", DAY, source=store.path).path


def plans(store: Store, audience: Audience, folder: Path) -> Iterator[Path]:
    seen = [p for p in store.partnership.all_priorities() if may_see(audience, p.marking)]
    for place, priority in enumerate(seen):
        record = plan_record(store, priority.name, YEAR, DAY, audience)
        for ending in forms(audience, "pdf", "html", "docx", "xlsx", "ics") if place == 2 else ("html",):
            out = folder / f"plan-{place}.{ending}"
            yield write_plan(record, PlanRequest(priority.name, YEAR, audience.value), out, source=store.path).path


def returns(store: Store, audience: Audience, folder: Path) -> Iterator[Path]:
    one = read_return(store, ReturnRequest("pcc-quarterly", "PCC-2016-CORE", "2016/17-Q1", audience.value), DAY)
    for ending in forms(audience, "pdf", "html", "docx", "xlsx", "csv"):
        out = folder / f"return.{ending}"
        write_return(one, out, DAY, source=store.path, draft=True)
        yield out


def open_data(store: Store, audience: Audience, folder: Path) -> Iterator[Path]:
    if audience is not Audience.PUBLIC:
        return
    for ending in ("json", "csv", "xlsx"):
        export_grants(store.path, YEAR, folder / f"grants.{ending}", DAY)
        yield folder / f"grants.{ending}"
    export_spending(store.path, YEAR, folder / "spending.csv", 0)
    yield folder / "spending.csv"


def papers(store: Store, audience: Audience, folder: Path) -> Iterator[Path]:
    bid = paper_record(store, PaperRequest(PaperKind.BID, YEAR, audience=audience.value), DAY)
    for ending in forms(audience, "pdf", "html", "docx"):
        yield make_paper(bid, folder / f"bid.{ending}", DAY, Shape(draft=True)).path
    summary = paper_record(store, PaperRequest(PaperKind.COMMITTEE, YEAR, audience=audience.value), DAY)
    for ending in forms(audience, "pdf", "html", "docx"):
        yield make_paper(summary, folder / f"committee.{ending}", DAY).path
    if audience is Audience.PUBLIC:
        yield make_paper(summary, folder / "page.pdf", DAY, Shape(one_page=True)).path
        yield make_paper(summary, folder / "booklet.pdf", DAY, Shape(booklet=True)).path


Exports = Callable[[Store, Audience, Path], Iterator[Path]]


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.PARTNER])
@pytest.mark.parametrize("exports", [evidence, plans, returns, papers, open_data])
def test_no_secret_is_in_any_byte_of_what_is_made_for_them(
    planted: tuple[Store, Secrets],
    tmp_path: Path,
    exports: Exports,
    audience: Audience,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By what gathers and draws alone: the second lock, which searches what was made, is open (see test_leaks)."""
    monkeypatch.setattr("cspdesk.app.leaks.search", lambda *_, **__: None)
    store, secrets = planted
    leaks = {
        f"{path.name}: {hit}" for path in exports(store, audience, tmp_path) for hit in found_in(path, secrets.where)
    }
    assert not leaks, "\n".join(sorted(leaks))


def test_the_search_finds_the_secrets_where_they_may_be_told(planted: tuple[Store, Secrets], tmp_path: Path) -> None:
    store, secrets = planted
    for name in ("evidence", "plans", "papers"):
        (tmp_path / name).mkdir()
    for exports in (evidence, plans, papers):
        made = list(exports(store, Audience.RESTRICTED, tmp_path / exports.__name__))
        assert len({hit for path in made for hit in found_in(path, secrets.where)}) > 20
    asked = EvidenceRequest("LARGE-2016-CORE", YEAR, None, "restricted")
    made_pdf = evidence_of_spend(spend_record(store, asked, DAY), tmp_path / "e.pdf", DAY, source=store.path)
    assert found_in(made_pdf.path, secrets.where)


def test_a_secret_is_planted_in_every_field_that_can_be_marked_of_every_table(
    planted: tuple[Store, Secrets],
) -> None:
    """The fields are read from the tables themselves, so a new one cannot be forgotten."""
    store, secrets = planted
    said = set(secrets.where.values())
    for table in all_tables(store).values():
        words = set(secrets.words(table)) if markable(table._kind) else set()
        for field in words:
            whole = {f"{table.name}.{field}, record", f"{table.name}.{field}, field"}
            assert whole - said <= ({f"{table.name}.{field}, record"} if table.name in ASKED_FOR else set()), field
        figures = figures_of(table._kind) if words and table.name not in ASKED_FOR else ()
        marked = {place for place in said if place.endswith("marked") and place.startswith(f"{table.name}.")}
        assert bool(figures) == bool(marked), table.name
    assert any(PREFIX.encode() in content for content in contents(store.path))


def test_whatever_refers_to_something_that_can_be_withheld_belongs_to_it_or_is_known_only_to_point_at_it(
    planted: tuple[Store, Secrets],
) -> None:
    """A table whose rows hang on what can be withheld, and that nobody thought of, would leak its words."""
    store, _ = planted
    tables = all_tables(store)
    known = {(table, column) for below in children_of().values() for table, column in below}
    owned = {table for table, _ in known} | {n for n, t in tables.items() if markable(t._kind)}
    loose = {
        (name, row[3])
        for name, table in tables.items()
        for row in store._db.execute(f"pragma foreign_key_list([{name}])")
        if row[2] in owned and (name, row[3]) not in known and set(words_of(table._kind)) - {"name"}
    }
    assert loose == POINTING


def test_a_marked_figure_of_any_table_withholds_its_record(planted: tuple[Store, Secrets]) -> None:
    store, _ = planted
    seen = {}
    for table in all_tables(store).values():
        for field in figures_of(table._kind) if markable(table._kind) else ():
            record = next((r for r in table.where() if r.marking is Audience.PUBLIC), None)
            if record is None:
                continue
            made = FieldMarking("x", table.name, record.id, field, Audience.PARTNER, "Commercial")
            with store.step("Marked"):
                store.markings.fields.insert(made)
            with store.reading(Audience.PUBLIC):
                seen[table.name, field] = table.get(record.id).marking is not Audience.PUBLIC
            with store.step("Taken off"):
                store.markings.fields.delete("x")
    assert len(seen) > 30
    assert all(seen.values()), [place for place, hidden in seen.items() if not hidden]


def test_every_kind_of_export_there_is_is_searched(planted: tuple[Store, Secrets], tmp_path: Path) -> None:
    """The kinds are read from the command line's own help, so a new one cannot be forgotten."""
    parser = _parser()
    [commands] = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    [kinds] = [a for a in commands.choices["export"]._actions if isinstance(a, argparse._SubParsersAction)]
    searched = {"evidence": evidence, "plan": plans, "return": returns, "grants": open_data, "spending": open_data,
                "bid": papers, "committee": papers}  # fmt: skip
    assert kinds.choices.keys() - {"indicator-template"} == searched.keys()  # an empty form holds nothing
