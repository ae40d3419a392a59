"""The identities of money hold over any ledger."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.agreements import Variation, award_pence
from cspdesk.domain.commitments import Accrual, CommitmentPayment, checked_settlement, outstanding
from cspdesk.domain.funding import (
    BudgetLine,
    Instalment,
    Transaction,
    TransactionKind,
    Virement,
)
from cspdesk.domain.positions import Position, cash_held, checked_virement, positions, total, traced
from cspdesk.errors import UserError
from tests.builders import agreement, line, payment, virement

LINES = ("line-1", "line-2", "line-3")
AMOUNT = st.integers(-5_000_000, 5_000_000)
LINE_LISTS = st.tuples(*(st.builds(line, st.just(id_), original_pence=st.integers(0, 10_000_000)) for id_ in LINES))
MOVES = st.lists(
    st.permutations(LINES).flatmap(
        lambda ids: st.builds(
            virement, from_line_id=st.just(ids[0]), to_line_id=st.just(ids[1]), amount_pence=st.integers(1, 1_000_000)
        )
    ),
    max_size=8,
)
ENTRIES = st.lists(
    st.builds(
        payment, kind=st.sampled_from(TransactionKind), line_id=st.sampled_from((*LINES, None)), amount_pence=AMOUNT
    ),
    max_size=30,
)


VARIATIONS = st.lists(
    st.builds(
        Variation,
        st.uuids().map(str),
        st.just("agreement"),
        st.just(date(2015, 10, 1)),
        st.just("The funder added some"),
        st.sampled_from(LINES),
        AMOUNT,
    ),
    max_size=6,
)


def settlements_of(entries: Sequence[Transaction], data: st.DataObject) -> list[CommitmentPayment]:
    """Draw payments of orders that the rules allow: never beyond what is left of either."""
    orders = [e for e in entries if e.kind is TransactionKind.COMMITMENT and e.amount_pence > 0]
    paid = [e for e in entries if e.kind is TransactionKind.ACTUAL and e.amount_pence > 0]
    made: list[CommitmentPayment] = []
    for order in orders:
        for payment_ in paid[:3]:
            pence = data.draw(st.integers(0, order.amount_pence + 5))
            wanted = CommitmentPayment(f"{order.id}:{payment_.id}", order.id, payment_.id, pence)
            with suppress(UserError):
                made.append(checked_settlement(wanted, order, payment_, made))
    return made


@given(LINE_LISTS, MOVES, ENTRIES, VARIATIONS, st.data())
def test_the_identities_hold_for_every_line_and_for_the_whole(
    lines: Sequence[BudgetLine],
    moves: Sequence[Virement],
    entries: Sequence[Transaction],
    varied: Sequence[Variation],
    data: st.DataObject,
) -> None:
    settlements = settlements_of(entries, data)
    found = positions(lines, moves, outstanding(entries, settlements), varied)
    whole = total(found.values())
    for place in (*found.values(), whole):
        assert place.revised == place.original + place.variations + place.virements_in - place.virements_out
        assert place.available == place.revised - place.actual - place.committed
        assert place.outturn == place.actual + place.committed + place.forecast
        assert place.variance == place.outturn - place.revised
    assert whole.virements_in == whole.virements_out
    award = agreement(awarded_pence=sum(each.original_pence for each in lines))
    assert whole.revised == award_pence(award, varied)
    settled_pence = sum(each.amount_pence for each in settlements)
    assert whole.outturn == sum(entry.amount_pence for entry in entries) - settled_pence
    ordered = sum(e.amount_pence for e in entries if e.kind is TransactionKind.COMMITMENT)
    assert whole.committed == ordered - settled_pence
    assert set(found) == {None, *LINES}


@given(LINE_LISTS, MOVES, ENTRIES)
def test_the_order_of_entries_changes_nothing(
    lines: Sequence[BudgetLine], moves: Sequence[Virement], entries: Sequence[Transaction]
) -> None:
    assert positions(lines, moves, entries) == positions(lines, moves[::-1], entries[::-1])


def test_money_on_lines_that_were_not_given_is_left_out() -> None:
    assert total(positions([line()], [], [payment(line_id="elsewhere")]).values()).actual == 0


def test_an_empty_sum_is_nought() -> None:
    assert total([]) == Position()


@given(ENTRIES, st.lists(st.tuples(AMOUNT, st.booleans()), max_size=6))
def test_cash_held_is_received_less_paid(entries: Sequence[Transaction], due: Sequence[tuple[int, bool]]) -> None:
    day = date(2015, 7, 1)
    instalments = [Instalment(str(n), "agreement", day, p, day if got else None) for n, (p, got) in enumerate(due)]
    paid = sum(e.amount_pence for e in entries if e.kind is TransactionKind.ACTUAL)
    assert cash_held(instalments, entries) == sum(p for p, got in due if got) - paid


@given(ENTRIES, st.data())
def test_an_order_is_never_settled_beyond_itself_nor_a_payment_used_twice(
    entries: Sequence[Transaction], data: st.DataObject
) -> None:
    settlements = settlements_of(entries, data)
    for left in outstanding(entries, settlements):
        if left.kind is TransactionKind.COMMITMENT:
            ordered = next(e for e in entries if e.id == left.id).amount_pence
            assert min(ordered, 0) <= left.amount_pence <= max(ordered, 0)
    for entry in entries:
        assert sum(s.amount_pence for s in settlements if s.payment_id == entry.id) <= max(entry.amount_pence, 0)


@given(ENTRIES, st.data())
def test_what_is_accrued_is_spent_on_its_date_and_paid_on_its_day(
    entries: Sequence[Transaction], data: st.DataObject
) -> None:
    accruals = [
        Accrual(
            e.id, e.id, "Invoice late", data.draw(st.one_of(st.none(), st.dates(date(2016, 4, 1), date(2016, 6, 1))))
        )
        for e in entries
        if e.kind is TransactionKind.ACTUAL and data.draw(st.booleans())
    ]
    actual = total(positions([], [], [replace(e, line_id=None) for e in entries]).values()).actual
    unpaid = {a.transaction_id for a in accruals if a.paid_on is None}
    late = {a.transaction_id for a in accruals}
    assert cash_held([], entries, accruals) == -(actual - sum(e.amount_pence for e in entries if e.id in unpaid))
    at_year_end = cash_held([], entries, accruals, date(2016, 3, 31))
    assert at_year_end == -(actual - sum(e.amount_pence for e in entries if e.id in late))


@given(ENTRIES, st.data())
def test_traced_and_untraced_are_all_that_was_paid(entries: Sequence[Transaction], data: st.DataObject) -> None:
    proved = frozenset(e.id for e in entries if data.draw(st.booleans()))
    found = traced(entries, proved)
    assert found.untraced + found.evidenced == found.paid == cash_held([], entries) * -1
    assert 0 <= found.payments_evidenced <= found.payments


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"amount_pence": 0}, "above nought"),
        ({"amount_pence": -5}, "above nought"),
        ({"to_line_id": "line-1"}, "two different lines"),
        ({"reason": "  "}, "needs a reason"),
        ({"amount_pence": 10_001}, "does not have that much left"),
    ],
)
def test_a_virement_that_cannot_be_made_is_refused_in_words(wrong: dict[str, object], words: str) -> None:
    with pytest.raises(UserError, match=words):
        checked_virement(virement(**wrong), Position(original=10_000))


def test_a_line_can_be_emptied_but_not_overdrawn() -> None:
    assert checked_virement(virement(amount_pence=10_000), Position(original=10_000)).amount_pence == 10_000
    with pytest.raises(UserError):
        checked_virement(virement(amount_pence=10_000), Position(original=10_000, committed=1))
