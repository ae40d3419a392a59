"""An agreement that runs over two financial years: the second has what the first left, in window and on paper alike."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cspdesk.app.documents import EvidenceRequest, spend_record
from cspdesk.app.returns import ReturnRequest, read_return
from cspdesk.domain.funding import ProfileAmount, TransactionKind
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.positions import Position, total
from cspdesk.reports.evidence import gather
from cspdesk.reports.evidence_compose import compose
from cspdesk.reports.return_compose import compose as compose_return
from cspdesk.store.store import Store
from cspdesk.store.year_lines import lines_of_year
from cspdesk.ui.models.funding_rows import profile_words, read_lines
from tests.builders import agreement, new_store, payment

FIRST, SECOND = FinancialYear(2015), FinancialYear(2016)
AFTER = date(2017, 5, 1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """£1,000 over two years, of which £450 was spent in the first, £430 in the second and £20 is on no line."""
    with new_store(tmp_path) as made:
        with made.step("Two years"):
            made.funding.save_agreement(agreement(ends_on=SECOND.ends_on))
            made.funding.transactions.insert(
                payment("a", line_id="line-1", amount_pence=400_00),
                payment("b", line_id="line-2", amount_pence=50_00),
                payment("c", line_id="line-1", amount_pence=180_00, occurred_on=date(2016, 6, 1)),
                payment("d", line_id="line-2", amount_pence=250_00, occurred_on=date(2016, 7, 1)),
                payment("loose", amount_pence=20_00, occurred_on=date(2015, 6, 1)),
                payment("order", line_id="line-1", amount_pence=5_00, kind=TransactionKind.COMMITMENT),
            )
        yield made


def in_window(store: Store, year: FinancialYear) -> Position:
    return total(row.position for row in lines_of_year(store, store.funding.sums(year), year))


def test_the_second_year_has_what_the_first_left_everywhere_to_the_penny(store: Store) -> None:
    seen = in_window(store, SECOND)
    assert (seen.original, seen.before, seen.revised) == (1000_00, 450_00, 550_00)
    assert (seen.actual, seen.available, seen.variance) == (430_00, 120_00, -120_00)
    proof = gather(spend_record(store, EvidenceRequest("A-1", SECOND.label), AFTER))
    assert proof.total == seen
    sums = read_return(store, ReturnRequest("year-end", "A-1", "2016/17"), AFTER).figures.sums
    assert sums["revised"] == seen.revised
    assert (sums["outturn"], sums["variance"], sums["underspend_year_end"]) == (430_00, -120_00, 120_00)
    outlooks = store.forecasts.outlooks("agreement", SECOND, AFTER)
    assert sum(o.underspent_at_year_end for o in outlooks) == 120_00
    rows = read_lines(store, store.funding.agreements.get("agreement"), SECOND, store.funding.sums(SECOND))
    assert [row.position.available for row in rows] == [20_00, 100_00]


def test_the_first_year_has_the_whole(store: Store) -> None:
    assert in_window(store, FIRST).before == 0
    assert in_window(store, FIRST).revised == 1000_00
    assert "spent_before_year" in read_return(store, ReturnRequest("year-end", "A-1", "2015/16"), AFTER).figures.sums


def test_the_documents_say_so_and_their_tables_add_up(store: Store) -> None:
    figures = gather(spend_record(store, EvidenceRequest("A-1", SECOND.label), AFTER))
    said = repr(compose(figures, AFTER))
    assert "Revised budgets are less the £450.00 that was spent of them in earlier years." in said
    assert "('Total', '£1,000.00', '£0.00', '£0.00', '−£450.00', '£550.00')" in said.replace('"', "'")
    one = read_return(store, ReturnRequest("s151-claim", "A-1", "2016/17-Q4"), AFTER)
    told = "what was left of it when this year began: £450.00 had been spent before."
    assert told in repr(compose_return(one.figures, AFTER, draft=True))
    first = read_return(store, ReturnRequest("s151-claim", "A-1", "2015/16-Q4"), AFTER)
    assert told not in repr(compose_return(first.figures, AFTER, draft=True))


def test_quarters_agreed_for_the_next_year_are_not_missed_in_this_one(store: Store) -> None:
    quarters = {FIRST: (100_00, 100_00, 100_00, 100_00), SECOND: (50_00, 50_00, 50_00, 50_00)}
    with store.step("Agreed"):
        store.funding.profile_amounts.insert(
            *(
                ProfileAmount(f"{q.label}", "line-1", q.starts_on, pence)
                for year, amounts in quarters.items()
                for q, pence in zip(year.quarters, amounts, strict=True)
            )
        )
    its = store.funding.agreements.get("agreement")
    for year, wanted in ((FIRST, 400_00), (SECOND, 200_00)):
        (row, _) = read_lines(store, its, year, store.funding.sums(year))
        assert (row.profiled(), row.for_the_year) == (wanted, wanted)
        assert profile_words([row], year).endswith("the same as the lines.")
