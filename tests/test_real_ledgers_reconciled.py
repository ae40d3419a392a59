"""Real council ledgers taken in, assigned, tied to an agreement, closed and sampled: the same penny everywhere."""

from datetime import date
from pathlib import Path

import pytest

from cspdesk.app.documents import EvidenceRequest, spend_record
from cspdesk.app.importing import LedgerOptions, known, read_and_compare, take
from cspdesk.app.returns import ReturnRequest, read_return
from cspdesk.domain.audits import AuditSample
from cspdesk.domain.funding import Instalment
from cspdesk.domain.imports import AssignmentRule
from cspdesk.domain.periods import FinancialYear, Quarter
from cspdesk.domain.positions import positions, total
from cspdesk.domain.reconcile import DifferenceKind
from cspdesk.reports.evidence import gather
from cspdesk.store.store import Store
from tests.builders import agreement, line

LEDGERS = Path(__file__).parent / "data" / "ledgers"


@pytest.mark.parametrize(
    ("name", "quarter", "category"),
    [
        ("oxford-jan-mar-2014.csv", Quarter(FinancialYear(2013), 4), "Grants"),
        ("oxford-jan-mar-2018.csv", Quarter(FinancialYear(2017), 4), "Grants"),
    ],
)
def test_a_councils_quarter_ties_from_the_ledger_to_the_return(
    store: Store, name: str, quarter: Quarter, category: str
) -> None:
    year = quarter.year
    its = agreement(id="real", reference="REAL", starts_on=year.starts_on, ends_on=year.ends_on, awarded_pence=10**12)
    with store.step("An agreement of the year"):
        store.funding.save_agreement(its)
        store.funding.lines.insert(line("real-1", agreement_id="real", original_pence=10**12))
        store.imports.rules.insert(AssignmentRule("r", "real", 1, "real-1", category=category))
        store.funding.instalments.insert(Instalment("i", "real", year.starts_on, 10**10, year.starts_on))
    take(store, read_and_compare(LEDGERS / name, known(store, its), LedgerOptions()))
    payments = store.funding.transactions_of("real")
    paid = sum(t.amount_pence for t in payments)
    loose = tuple(t.id for t in payments if t.line_id is None)
    assert len(payments) > 1_000
    assert 0 < len(loose) < len(payments)

    found = store.reconciling.reconcile(date(2026, 1, 1))
    (tied,) = (each for each in found.of("real") if each.year == year)
    assert (tied.spent, tied.paid, tied.closing) == (paid, paid, 10**10 - paid)
    unassigned = [d for d in found.differences if d.kind is DifferenceKind.UNASSIGNED]
    assert sorted(i for d in unassigned for i in d.ids) == sorted(loose)
    assert store.reconciling.trace().by_agreement["real"].untraced == paid
    with store.step("Closed and sampled"):
        store.returns.close_quarter("real", quarter, by="Finance", on=date(2026, 1, 1))
        store.audits.draw(AuditSample("a", "real", year, date(2026, 1, 1), "Auditor", 7, 10))
    standing = store.returns.standing("real", quarter)
    assert sum(each.actual for each in standing.lines.values()) == paid
    assert store.audits.drawn_again(store.audits.samples_of("real")[0]).pence == sum(
        abs(t.amount_pence) for t in payments
    )
    figures = gather(spend_record(store, EvidenceRequest("REAL", year.label), date(2026, 1, 1)))
    sums = [s for s in store.funding.sums(year) if s.agreement_id == "real"]
    whole = total(positions(store.funding.lines_of("real"), (), sums).values())
    assert figures.total == whole
    assert whole.actual == paid

    claim = read_return(store, ReturnRequest("s151-claim", "REAL", f"{year}-Q{quarter.number}"), date(2026, 1, 1))
    sums_of_return = claim.figures.sums
    assert (sums_of_return["actual_year"], sums_of_return["untraced"]) == (paid, paid)
    assert sums_of_return["unassigned"] == sum(t.amount_pence for t in payments if t.line_id is None)
    (named,) = (f for f in claim.findings if f.place.key == "unassigned")
    assert sorted(named.place.ids) == sorted(loose)
