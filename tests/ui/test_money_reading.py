"""What the Money tab shows: sums that agree with the rules, filters, words."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.audience import Audience
from cspdesk.domain.funding import Transaction, TransactionKind
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.positions import positions
from cspdesk.errors import UserError
from cspdesk.store.funding_sums import Sum
from cspdesk.store.store import Store
from cspdesk.store.year_lines import line_rows
from cspdesk.ui.models.evidence_rows import read_evidence
from cspdesk.ui.models.money_edits import change_entry, change_from_text, typed_date
from cspdesk.ui.models.money_entries import PriorityEntries
from cspdesk.ui.models.money_filter import Proof, TransactionFilter, amount_range
from cspdesk.ui.models.money_profile import priority_chart
from cspdesk.ui.models.money_rows import TransactionRow, read_priority_money, selection_words
from tests.builders import agreement, line, payment, virement
from tests.ui.money_record import YEAR, fill, fill_profile

KINDS = st.sampled_from(list(TransactionKind))
LINES = st.sampled_from(["line-1", "line-2", None])


@given(st.lists(st.tuples(LINES, KINDS, st.integers(-(10**6), 10**6)), max_size=20))
def test_lines_from_sums_stand_where_the_rules_put_them(drawn: list[tuple[str | None, TransactionKind, int]]) -> None:
    lines = [line("line-1", original_pence=600_00), line("line-2", original_pence=400_00)]
    moves = [virement(amount_pence=70_00)]
    entries = [payment(f"t-{i}", line_id=x, kind=kind, amount_pence=p) for i, (x, kind, p) in enumerate(drawn)]
    sums = [Sum("agreement", e.line_id, e.kind, "2015-05", e.amount_pence, 1, 0, 0) for e in entries]
    rows = line_rows(lines, {"agreement": agreement()}, moves, sums, {"agreement"})
    expected = positions(lines, moves, entries)
    assert {row.id: row.position for row in rows} == {x.id: expected[x.id] for x in lines}


def test_a_payment_outside_its_agreement_counts_in_the_year_of_its_date_against_no_budget_of_that_year(
    store: Store,
) -> None:
    fill(store)
    late = FinancialYear(YEAR.first + 1)
    with store.step("Recorded a late payment"):
        store.funding.transactions.insert(payment("late", line_id="line-1", occurred_on=late.starts_on))
    money = read_priority_money(
        store, "priority", late, store.funding.sums(late), PriorityEntries(store, "priority").read
    )
    assert [(row.id, row.runs, row.position.revised, row.position.actual) for row in money.lines] == [
        ("line-1", False, 0, 1_000)
    ]
    assert money.total.actual == sum(row.entry.amount_pence for row in money.transactions)
    evidence = read_evidence(store, "priority", late, Audience.RESTRICTED)
    assert money.traced == evidence.traced


def test_a_priority_shows_its_lines_its_payments_and_what_waits(store: Store) -> None:
    fill(store)
    money = read_priority_money(
        store, "priority", YEAR, store.funding.sums(YEAR), PriorityEntries(store, "priority").read
    )
    assert [row.line.title for row in money.lines] == ["Locks", "Leaflets"]
    assert [row.id for row in money.transactions] == ["t-1", "t-2", "t-3", "t-4"]
    assert (money.total.actual, money.total.committed, money.total.available) == (180_00, 20_00, 800_00)
    assert (money.traced.paid, money.traced.untraced) == (180_00, 80_00)
    assert (money.unassigned.payments, money.unassigned.paid) == (2, 13_34)
    assert money.elsewhere == 0


def test_spend_of_another_year_on_the_same_line_is_said_and_not_counted(store: Store) -> None:
    fill(store)
    with store.step("Ran on"):
        store.funding.save_agreement(agreement(ends_on=date(2017, 3, 31)))
        store.funding.transactions.insert(payment("late", line_id="line-1", occurred_on=date(2016, 5, 1)))
    money = read_priority_money(
        store, "priority", YEAR, store.funding.sums(YEAR), PriorityEntries(store, "priority").read
    )
    assert money.elsewhere == 1_000
    assert money.total.actual == 180_00


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", (None, None)),
        ("250", (250_00, 250_99)),
        ("250.00", (250_00, 250_00)),
        ("over £1,500", (1500_00, None)),
        ("under 20", (None, 20_00)),
        ("500 to 100", (100_00, 500_00)),
        ("100-500", (100_00, 500_00)),
        (">= 12.50", (12_50, None)),
    ],
)
def test_amounts_are_asked_for_in_words(typed: str, meant: tuple[int | None, int | None]) -> None:
    assert amount_range(typed) == meant


def test_an_amount_that_cannot_be_read_says_how_to_ask() -> None:
    with pytest.raises(UserError, match="over 500"):
        amount_range("lots")


def test_a_filter_looks_at_words_line_kind_evidence_and_size() -> None:
    row = TransactionRow("x", payment("x", payee="Lock Co", amount_pence=-20_00, line_id="line-1"), "L1 Locks", 0)
    assert TransactionFilter("lock CO", "line-1", TransactionKind.ACTUAL, Proof.MISSING, 20_00, 20_00).accepts(row)
    assert not TransactionFilter(proof=Proof.PRESENT).accepts(row)
    assert not TransactionFilter(text="lock leaflets").accepts(row)
    assert not TransactionFilter(line_id="line-2").accepts(row)
    assert not TransactionFilter(kind=TransactionKind.FORECAST).accepts(row)
    assert not TransactionFilter(least=20_01).accepts(row)
    assert TransactionFilter().asks_nothing


def test_a_commitment_needs_no_proof_yet() -> None:
    row = TransactionRow("x", payment("x", kind=TransactionKind.COMMITMENT), "", 0)
    assert not TransactionFilter(proof=Proof.MISSING).accepts(row)


def test_the_selection_is_summed_by_kind_with_what_is_not_evidenced() -> None:
    rows = [
        TransactionRow("a", payment("a", amount_pence=10_00), "", 1),
        TransactionRow("b", payment("b", amount_pence=2_50), "", 0),
        TransactionRow("c", payment("c", amount_pence=5_00, kind=TransactionKind.COMMITMENT), "", 0),
    ]
    assert selection_words(rows) == "3 selected: £12.50 paid, £5 committed; £2.50 not yet evidenced"
    assert selection_words([]) == ""


def entry(store: Store, id_: str) -> Transaction:
    return store.funding.transactions.get(id_)


def test_a_date_outside_the_period_is_refused_and_a_date_inside_takes_the_mark_of_an_import_away(store: Store) -> None:
    fill(store)
    with pytest.raises(UserError, match="5 May 2016 lies outside agreement A-1"), store.step("Moved the date"):
        change_from_text(store, "t-1", "occurred_on", "5 May 2016")
    with store.step("As an import may bring it"):
        late = replace(entry(store, "t-1"), occurred_on=date(2016, 5, 5), outside_period=True)
        store.funding.transactions.save(late)
    with store.step("Said what it was for"):
        change_from_text(store, "t-1", "description", "Locks")
    assert entry(store, "t-1").outside_period
    with store.step("Moved it back"):
        change_from_text(store, "t-1", "occurred_on", "05/05/2015")
    assert not entry(store, "t-1").outside_period


def test_a_payment_without_payee_or_on_a_line_of_another_agreement_is_refused(store: Store) -> None:
    fill(store)
    with store.step("Another agreement"):
        store.funding.save_agreement(agreement(id="other", reference="B-2"))
        store.funding.lines.insert(line("line-9", agreement_id="other"))
    with pytest.raises(UserError, match="payee"), store.step("Emptied"):
        change_entry(store, "t-1", payee="  ")
    with pytest.raises(UserError, match="A-1"), store.step("Misplaced"):
        change_entry(store, "t-1", line_id="line-9")
    assert entry(store, "t-1").line_id == "line-1"


def test_a_date_that_is_none_says_how_to_write_one() -> None:
    with pytest.raises(UserError, match="05/05/2016"):
        typed_date("soon")


def test_the_chart_adds_up_the_profile_and_the_payments_of_the_lines(store: Store) -> None:
    fill(store)
    fill_profile(store)
    chart = priority_chart(store, ["line-1"], store.funding.sums(YEAR), YEAR, date(2015, 9, 14))
    paid = next(series for series in chart.series if series.name == "Paid")
    agreed = next(series for series in chart.series if series.name == "Agreed profile")
    assert paid.points == ((0, 150_00), (1, 150_00), (2, None), (3, None))
    assert agreed.points[-1] == (3, 600_00)
