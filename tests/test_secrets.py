"""Nothing that is withheld is in any byte of anything made for the public."""

from __future__ import annotations

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
from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.papers import PaperKind
from cspdesk.store.sample import fill_with_sample
from cspdesk.store.store import Store, create_store
from tests.secrets_planted import PREFIX, Secrets, contents, found_in

DAY = date(2016, 9, 30)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Secrets]]:
    with create_store(tmp_path_factory.mktemp("secrets") / "s.cspdesk", "Testshire", "Ann") as store:
        fill_with_sample(store)
        secrets = Secrets(store)
        secrets.plant(asked_for_by_nobody(store))
        yield store, secrets


def asked_for_by_nobody(store: Store) -> tuple[str, ...]:
    """Return an agreement of each year and a priority, to be withheld whole: nothing of them may come out."""
    called = {a.reference: a.id for a in store.funding.all_agreements()}
    priority = next(p.id for p in store.partnership.all_priorities() if p.name.startswith("Community cohesion"))
    return called["WMP-2015-SUPT"], called["PCC-2016-PILOT"], priority


def evidence(store: Store, audience: Audience, folder: Path) -> Iterator[Path]:
    every = store.funding.all_agreements()
    wanted = [a for a in every if a.starts_on == date(2015, 4, 1) and may_see(audience, a.marking)]
    for place, agreement in enumerate(wanted):
        request = EvidenceRequest(agreement.reference, "2015/16", None, audience.value)
        record = spend_record(store, request, DAY)
        for ending in ("pdf", "html", "docx") if "CORE" in agreement.reference else ("pdf",):
            yield evidence_of_spend(record, folder / f"evidence-{place}.{ending}", DAY, source=store.path).path


def plans(store: Store, audience: Audience, folder: Path) -> Iterator[Path]:
    seen = [p for p in store.partnership.all_priorities() if may_see(audience, p.marking)]
    for place, priority in enumerate(seen):
        record = plan_record(store, priority.name, "2015/16", DAY, audience)
        for ending in ("pdf", "html", "docx", "xlsx", "ics") if place == 2 else ("pdf",):
            out = folder / f"plan-{place}.{ending}"
            yield write_plan(record, PlanRequest(priority.name, "2015/16", audience.value), out, source=store.path).path


def returns(store: Store, audience: Audience, folder: Path) -> Iterator[Path]:
    reference = next(a.reference for a in store.funding.all_agreements() if "2016" in a.reference)
    one = read_return(store, ReturnRequest("pcc-quarterly", reference, "2016/17-Q1", audience.value), DAY)
    for ending in ("pdf", "html", "docx", "xlsx", "csv"):
        out = folder / f"return.{ending}"
        write_return(one, out, DAY, source=store.path, draft=True)
        yield out


def open_data(store: Store, audience: Audience, folder: Path) -> Iterator[Path]:
    if audience is not Audience.PUBLIC:
        return
    for ending in ("json", "csv", "xlsx"):
        export_grants(store.path, "2016/17", folder / f"grants.{ending}", DAY)
        yield folder / f"grants.{ending}"
    export_spending(store.path, "2015/16", folder / "spending.csv", 0)
    yield folder / "spending.csv"


def papers(store: Store, audience: Audience, folder: Path) -> Iterator[Path]:
    for kind, shape in ((PaperKind.BID, Shape(draft=True)), (PaperKind.COMMITTEE, Shape())):
        record = paper_record(store, PaperRequest(kind, "2015/16", audience=audience.value), DAY)
        yield make_paper(record, folder / f"{kind.value}.pdf", DAY, shape).path


Exports = Callable[[Store, Audience, Path], Iterator[Path]]


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.PARTNER])
@pytest.mark.parametrize("exports", [evidence, plans, returns, papers, open_data])
def test_no_secret_is_in_any_byte_of_what_is_made_for_them(
    planted: tuple[Store, Secrets], tmp_path: Path, exports: Exports, audience: Audience
) -> None:
    store, secrets = planted
    leaks = {
        f"{path.name}: {hit}" for path in exports(store, audience, tmp_path) for hit in found_in(path, secrets.where)
    }
    assert not leaks, "\n".join(sorted(leaks))


def test_the_search_finds_the_secrets_where_they_may_be_told(planted: tuple[Store, Secrets], tmp_path: Path) -> None:
    store, secrets = planted
    for exports in (evidence, plans, papers):
        found = {hit for path in exports(store, Audience.RESTRICTED, tmp_path) for hit in found_in(path, secrets.where)}
        assert len(found) > 20
        assert {path.suffix for path in tmp_path.iterdir() if found_in(path, secrets.where)} >= {".pdf", ".html"}


def test_secrets_are_planted_in_every_table_with_a_marking(planted: tuple[Store, Secrets]) -> None:
    store, secrets = planted
    said = {place.split(".")[0] for place in secrets.where.values()}
    assert {"actions", "agreements", "transactions", "evidence", "indicators", "priorities", "questions"} <= said
    assert all(secret.startswith(PREFIX) for secret in secrets.where)
    assert any(PREFIX.encode() in content for content in contents(store.path))
