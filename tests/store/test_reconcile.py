"""Ledger, agreement and return tie: every year opens with what the one before closed, and what differs is named."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from cspdesk.domain.agreements import ClaimRule, Variation, award_pence
from cspdesk.domain.commitments import outstanding
from cspdesk.domain.evidence import TransactionEvidence
from cspdesk.domain.funding import Eligibility, Instalment, Transaction, TransactionKind
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.positions import cash_held, traced
from cspdesk.domain.reconcile import Difference, DifferenceKind
from cspdesk.store.reconcile import chain_of
from cspdesk.store.store import Store
from tests.builders import action, agreement, line, new_store, payment, reference

YEAR = FinancialYear(2015)
AS_AT = date(2016, 9, 30)


def fill(store: Store, seed: int) -> None:
    """Fill a record with a ledger of three years on two agreements, with orders, accruals and proofs, at random."""
    lots = random.Random(seed)
    with store.step("Filled"):
        store.funding.save_agreement(agreement(id="second", reference="B-1", starts_on=date(2014, 4, 1)))
        store.funding.lines.insert(line("line-3", agreement_id="second", priority_id=None, original_pence=9_000))
        store.evidence.evidence.insert(reference("e"))
        for n in range(lots.randrange(30)):
            own = lots.choice((("agreement", "line-1"), ("agreement", None), ("second", "line-3"), ("second", None)))
            day = date(2014, 4, 1) + timedelta(lots.randrange(3 * 365))
            kind = lots.choice(list(TransactionKind))
            pence = lots.randrange(-500, 5_000)
            store.funding.transactions.insert(
                payment(f"t{n}", agreement_id=own[0], line_id=own[1], kind=kind, amount_pence=pence, occurred_on=day)
            )
            if lots.random() < 0.5:
                store.evidence.attach_to_transactions("e", [f"t{n}"])
        _tie(store, lots)
        for n in range(lots.randrange(5)):
            day = date(2014, 5, 1) + timedelta(lots.randrange(900))
            received = day if lots.random() < 0.7 else None
            store.funding.instalments.insert(
                Instalment(f"i{n}", lots.choice(("agreement", "second")), day, 400, received)
            )


def _tie(store: Store, lots: random.Random) -> None:
    for n in range(lots.randrange(3)):
        day = date(2014, 5, 1) + timedelta(lots.randrange(900))
        store.terms.vary(Variation(f"v{n}", "agreement", day, "Varied", "line-1", lots.randrange(-300, 900) or 1))
    entries = store.funding.transactions.where()
    for order in (e for e in entries if e.kind is TransactionKind.COMMITMENT and e.amount_pence > 1):
        paid = [e for e in entries if e.kind is TransactionKind.ACTUAL and e.agreement_id == order.agreement_id]
        if paid and paid[0].amount_pence > 10 and lots.random() < 0.4:
            store.commitments.settle(order.id, paid[0].id, 1)
    for cost in (e for e in entries if e.kind is TransactionKind.ACTUAL):
        its = store.funding.agreements.get(cost.agreement_id)
        if its.starts_on <= cost.occurred_on <= its.ends_on and lots.random() < 0.3:
            paid_on = cost.occurred_on + timedelta(lots.randrange(-200, 200)) if lots.random() < 0.7 else None
            store.commitments.accrue(cost.id, "Late", paid_on)


def of_kind(found: Sequence[Difference], kind: DifferenceKind) -> list[Difference]:
    return [each for each in found if each.kind is kind]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_every_year_ties_to_the_ledger_and_to_the_year_before(seed: int) -> None:
    with TemporaryDirectory() as folder, new_store(Path(folder)) as store:
        fill(store, seed)
        funding = store.funding
        found = store.reconciling.reconcile(AS_AT)
        for its in funding.all_agreements():
            years = found.of(its.id)
            entries = funding.transactions_of(its.id)
            accruals = store.commitments.accruals_of(its.id)
            ledger = outstanding(entries, store.commitments.settlements_of(its.id))
            for year, after in pairwise(years):
                assert year.closing == after.opening
                assert year.unspent_after == after.unspent
            for year in years:
                held = cash_held(funding.instalments_of(its.id), entries, accruals, year.year.ends_on)
                assert year.closing == held
                in_year = [t for t in ledger if t.occurred_on in year.year]
                assert year.spent == _sum(in_year, TransactionKind.ACTUAL)
                assert year.committed == _sum(in_year, TransactionKind.COMMITMENT)
                assert year.forecast == _sum(in_year, TransactionKind.FORECAST)
                assert year.unassigned == _sum([t for t in in_year if t.line_id is None], TransactionKind.ACTUAL)
            assert sum(y.spent for y in years) == _sum(ledger, TransactionKind.ACTUAL)
            award = award_pence(its, funding.variations_of(its.id))
            assert years[-1].unspent_after == award - _sum(ledger, TransactionKind.ACTUAL)
            whole = funding.line_position("line-3") if its.id == "second" else None
            assert whole is None or whole.committed == _sum(
                [t for t in ledger if t.line_id], TransactionKind.COMMITMENT
            )


def _sum(entries: Sequence[Transaction], kind: TransactionKind) -> int:
    return sum(t.amount_pence for t in entries if t.kind is kind)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_what_is_traced_is_the_same_by_line_by_priority_by_agreement_and_in_all(seed: int) -> None:
    with TemporaryDirectory() as folder, new_store(Path(folder)) as store:
        fill(store, seed)
        found = store.reconciling.trace()
        proved = store.evidence.proved_transaction_ids()
        assert found.total == traced(store.funding.transactions.where(), proved)
        for way in (found.by_line, found.by_priority, found.by_agreement):
            assert sum(t.untraced for t in way.values()) == found.total.untraced
            assert sum(t.payments for t in way.values()) == found.total.payments
        for its in store.funding.all_agreements():
            own = traced(store.funding.transactions_of(its.id), proved)
            assert found.by_agreement.get(its.id, traced((), proved)) == own


def test_every_difference_is_named_with_the_transactions_that_make_it(store: Store) -> None:
    order = {"kind": TransactionKind.COMMITMENT, "line_id": "line-1", "amount_pence": 5_000}
    with store.step("Everything that can differ"):
        store.funding.save_agreement(agreement(awarded_pence=90_000))
        store.funding.transactions.insert(
            payment("loose"),
            payment("outside", line_id="line-1", occurred_on=date(2016, 5, 1), outside_period=True),
            payment("food", line_id="line-1", eligibility=Eligibility.INELIGIBLE),
            payment("open", **order),
            payment("settled", **order),
            payment("pays", line_id="line-1", amount_pence=5_000),
            payment("to come", **order | {"occurred_on": date(2016, 12, 1)}),
            payment("accrued", line_id="line-1", occurred_on=date(2016, 3, 31)),
            payment("large", line_id="line-2", amount_pence=90_000),
        )
        store.commitments.settle("settled", "pays")
        store.commitments.accrue("accrued", "Invoice to come")
        store.funding.instalments.insert(Instalment("due", "agreement", date(2015, 7, 1), 700))
    claimed = {("agreement", YEAR): 99_000}
    found = store.reconciling.reconcile(AS_AT, claimed)
    kinds = {each.kind: each for each in found.differences}
    assert {kind: each.ids for kind, each in kinds.items() if each.ids} == {
        DifferenceKind.UNASSIGNED: ("loose",),
        DifferenceKind.OUTSIDE: ("outside",),
        DifferenceKind.INELIGIBLE: ("food",),
        DifferenceKind.ORDER_OPEN: ("open",),
        DifferenceKind.ACCRUAL_UNPAID: ("accrued",),
        DifferenceKind.INSTALMENT_LATE: ("due",),
    }
    assert kinds[DifferenceKind.LINES_ABOVE].pence == 10_000
    assert kinds[DifferenceKind.ABOVE_AWARD].pence == 19_000
    assert kinds[DifferenceKind.CLAIM_DIFFERS].pence == 1_000
    assert kinds[DifferenceKind.UNASSIGNED].says == "£10.00 on no budget line, in 1 transaction, 2015/16"
    assert kinds[DifferenceKind.INSTALMENT_LATE].says == (
        "£7.00 due from the funder and not received, in 1 instalment, 2015/16"
    )
    assert kinds[DifferenceKind.LINES_ABOVE].says == "£100.00 in budget lines beyond the award"
    (first, second) = found.of("agreement")
    assert (first.spent, first.paid, first.accrued, second.accrued) == (98_000, 97_000, 1_000, 1_000)


def test_a_record_without_money_has_nothing_to_reconcile(store: Store) -> None:
    found = store.reconciling.reconcile(AS_AT)
    assert found.differences == ()
    assert [(y.opening, y.closing) for y in found.years] == [(0, 0)]
    assert store.reconciling.trace().total.payments == 0


def test_a_variation_raises_what_may_be_spent(store: Store) -> None:
    with store.step("Spent what was added"):
        store.terms.vary(Variation("v", "agreement", date(2015, 10, 1), "More", "line-1", 5_000))
        store.funding.transactions.insert(payment(line_id="line-1", amount_pence=105_000))
    assert of_kind(store.reconciling.reconcile(AS_AT).differences, DifferenceKind.ABOVE_AWARD) == []


def test_one_payment_is_followed_from_its_funder_to_what_it_was_to_change(store: Store) -> None:
    with store.step("A whole chain"):
        store.funding.transactions.insert(
            payment("order", kind=TransactionKind.COMMITMENT, line_id="line-1"),
            payment("paid", line_id="line-1"),
            payment("back", line_id="line-1", amount_pence=-200),
            payment("loose"),
        )
        store.commitments.settle("order", "paid")
        store.commitments.link_refund("back", "paid")
        store.terms.save_rule(ClaimRule("rule", "agreement", "4.1", "Locks", True))
        store.terms.judge(["paid"], Eligibility.ELIGIBLE, "rule")
        store.evidence.evidence.insert(reference("e"))
        store.evidence.of_transactions.insert(TransactionEvidence("l", "e", "paid"))
        store.plans.save(action("a"))
        store.plans.set_lines("a", ["line-1"])
    chain = chain_of(store, "paid")
    assert (chain.funder.name, chain.agreement.reference, chain.priority.name) == (  # type: ignore[union-attr]
        "The Commissioner",
        "A-1",
        "Safer streets",
    )
    assert (chain.line.id, chain.rule.clause) == ("line-1", "4.1")  # type: ignore[union-attr]
    assert [e.id for e in chain.evidence] == ["e"]
    assert [w.action.id for w in chain.actions] == ["a"]
    assert [t.id for t in chain.orders] == ["order"]
    assert [t.id for t in chain.refunds] == ["back"]
    assert len(chain.gaps) == 2
    with store.step("Said what it was to change"):
        store.plans.set_indicators("a", ["Burglary"])
    assert chain_of(store, "paid").gaps == ("The actions it paid for have neither milestones nor outputs.",)
    assert chain_of(store, "loose").gaps == (
        "Nothing proves this payment yet.",
        "It is on no budget line, so what it bought is not known.",
    )
    with store.step("Unlinked"):
        store.plans.set_lines("a", [])
    assert chain_of(store, "paid").gaps == ("No action says that LINE-1 pays for it.",)
