"""No secret of the whole large sample is in any byte of what is made of it for the public.

Ten years with a secret in every field that can be marked, and whatever can be asked for of each: some ten minutes,
so only when asked for, with `-m every`. `test_secrets` has the same of a cut of it, for every reader and in every form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
from cspdesk.domain.funding import Agreement
from cspdesk.domain.papers import PaperKind
from cspdesk.domain.periods import FinancialYear
from cspdesk.store.large_sample import FIRST_YEAR
from cspdesk.store.store import Store
from tests.full_record import full_record
from tests.secrets_planted import Secrets, found_in
from tests.test_secrets import DAY, asked_for_by_nobody

YEARS = tuple(FinancialYear(FIRST_YEAR.first + n) for n in range(10))
of_each_year = pytest.mark.parametrize("year", YEARS, ids=lambda year: str(year.first))
PUBLIC = Audience.PUBLIC


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Secrets]]:
    """The large sample with what it lacks of the sample's, and a secret wherever one can be kept."""
    with full_record(tmp_path_factory.mktemp("every_secret"), years=10, actions=1_000, transactions=100_000) as store:
        secrets = Secrets(store)
        secrets.plant(asked_for_by_nobody(store))
        yield store, secrets


def evidence(store: Store, year: FinancialYear, folder: Path) -> Iterator[Path]:
    for place, agreement in enumerate(asked_for(store, year)):
        record = spend_record(store, EvidenceRequest(agreement.reference, year.label, None, PUBLIC.value), DAY)
        for ending in ("html", "pdf") if place % 5 == 0 else ("html",):
            yield evidence_of_spend(record, folder / f"{place}.{ending}", DAY, source=store.path).path


def plans(store: Store, year: FinancialYear, folder: Path) -> Iterator[Path]:
    for place, priority in enumerate(p for p in store.partnership.all_priorities() if may_see(PUBLIC, p.marking)):
        record = plan_record(store, priority.name, year.label, DAY, PUBLIC)
        for ending in ("pdf", "html", "docx", "xlsx", "ics"):
            out = folder / f"{place}.{ending}"
            yield write_plan(record, PlanRequest(priority.name, year.label, PUBLIC.value), out, source=store.path).path


def returns(store: Store, year: FinancialYear, folder: Path) -> Iterator[Path]:
    for quarter in (1, 4):
        asked = ReturnRequest("pcc-quarterly", f"LARGE-{year.first}-CORE", f"{year.label}-Q{quarter}", PUBLIC.value)
        one = read_return(store, asked, DAY)
        for ending in ("pdf", "html", "docx", "xlsx", "csv"):
            write_return(one, folder / f"Q{quarter}.{ending}", DAY, source=store.path, draft=True)
            yield folder / f"Q{quarter}.{ending}"


def open_data(store: Store, year: FinancialYear, folder: Path) -> Iterator[Path]:
    for ending in ("json", "csv", "xlsx"):
        export_grants(store.path, year.label, folder / f"grants.{ending}", DAY)
        yield folder / f"grants.{ending}"
    export_spending(store.path, year.label, folder / "spending.csv", 0)
    yield folder / "spending.csv"


def papers(store: Store, year: FinancialYear, folder: Path) -> Iterator[Path]:
    for kind in (PaperKind.BID, PaperKind.COMMITTEE):
        record = paper_record(store, PaperRequest(kind, year.label, audience=PUBLIC.value), DAY)
        for ending in ("pdf", "html"):
            yield make_paper(record, folder / f"{kind.value}.{ending}", DAY, Shape(draft=True)).path


def asked_for(store: Store, year: FinancialYear) -> list[Agreement]:
    """Return the agreements that run in a year and that the public may ask for."""
    found = store.funding.all_agreements()
    return [
        a for a in found if may_see(PUBLIC, a.marking) and a.starts_on <= year.ends_on and a.ends_on >= year.starts_on
    ]


@pytest.mark.every
@of_each_year
@pytest.mark.parametrize("exports", [evidence, plans, returns, open_data, papers])
def test_no_secret_of_the_whole_large_sample_is_in_what_the_public_gets(
    planted: tuple[Store, Secrets],
    tmp_path: Path,
    exports: Callable[[Store, FinancialYear, Path], Iterator[Path]],
    year: FinancialYear,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("cspdesk.app.leaks.search", lambda *_, **__: None)  # the second lock: what gathers must hold
    store, secrets = planted
    made = list(exports(store, year, tmp_path))
    assert made
    assert {f"{path.name}: {hit}" for path in made for hit in found_in(path, secrets.where)} == set()
