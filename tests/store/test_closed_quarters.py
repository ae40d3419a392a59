"""Nothing in a closed quarter changes silently: every difference is told with the steps and records that made it."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cspdesk.domain.agreements import Variation
from cspdesk.domain.audience import Audience
from cspdesk.domain.funding import Instalment, TransactionKind
from cspdesk.domain.periods import FinancialYear, Quarter
from cspdesk.domain.return_figures import fill
from cspdesk.domain.return_table import TableValue
from cspdesk.domain.returns import Return, ReturnState
from cspdesk.errors import UserError
from cspdesk.store.journal_since import rows_since
from cspdesk.store.store import Store
from tests.builders import agreement, line, new_store, payment, virement
from tests.return_records import record

YEAR = FinancialYear(2015)
Q1, Q2 = YEAR.quarters[:2]
AFTER = date(2016, 4, 30)


def close(store: Store, *quarters: Quarter) -> None:
    with store.step("Closed"):
        for quarter in quarters:
            store.returns.close_quarter("agreement", quarter, by="Finance", on=AFTER)


@pytest.fixture
def store(store: Store) -> Store:
    with store.step("Entered the money"):
        store.funding.transactions.insert(
            payment("paid", line_id="line-1"),
            payment("loose"),
            payment("order", kind=TransactionKind.COMMITMENT, line_id="line-1", amount_pence=10_000),
            payment("late", line_id="line-2", occurred_on=date(2015, 8, 1)),
        )
    return store


def test_a_quarter_that_nobody_changed_has_no_corrections(store: Store) -> None:
    close(store, Q1, Q2)
    with store.step("Changed and changed back"):
        store.funding.transactions.update(payment("paid", line_id="line-1", payee="Another"))
    store.undo()
    with store.step("Changed the words only"):
        store.funding.transactions.update(payment("paid", line_id="line-1", payee="Lock Company"))
    assert store.returns.all_corrections("agreement") == {}
    assert store.returns.corrections("agreement", YEAR.quarters[2]) == ()


def test_a_later_correction_is_told_with_its_reason_and_its_payment(store: Store) -> None:
    close(store, Q1)
    with store.step("Corrected the invoice of Lock Co"):
        store.funding.transactions.update(payment("paid", line_id="line-1", amount_pence=1_250))
    (found,) = store.returns.corrections("agreement", Q1)
    assert (found.line_id, found.what, found.difference, found.transaction_ids) == ("line-1", "paid", 250, ("paid",))
    assert found.says == (
        "paid: £10.00 when the quarter was closed, now £12.50, because: Corrected the invoice of Lock Co."
    )
    with store.step("Sent its return"):
        sent = Return("r", "agreement", "s151-claim", "2015/16-Q1", ReturnState.SUBMITTED, AFTER)
        store.returns.returns.insert(sent)
    (found,) = store.returns.corrections("agreement", Q1)
    assert found.says == "paid: previously reported £10.00, now £12.50, because: Corrected the invoice of Lock Co."
    with pytest.raises(UserError, match="must be told"), store.step("Closed again"):
        store.returns.close_again("agreement", Q1, by="Finance", on=AFTER)


def test_what_was_done_and_undone_is_no_reason_and_what_was_undone_since_is_one(store: Store) -> None:
    with store.step("Doubled it"):
        store.funding.transactions.update(payment("paid", line_id="line-1", amount_pence=2_000))
    close(store, Q1)
    with store.step("Removed it"):
        store.funding.remove_transactions(["paid"])
    store.undo()
    with store.step("Took a penny off"):
        store.funding.transactions.update(payment("paid", line_id="line-1", amount_pence=1_999))
    (found,) = store.returns.corrections("agreement", Q1)
    assert found.because == "Took a penny off"
    store.undo()
    store.redo()
    (found,) = store.returns.corrections("agreement", Q1)
    assert found.because == "Took a penny off"
    store.undo()
    doubled = next(step for step in store.journal.steps(limit=-1) if step.label == "Doubled it")
    store.undo(doubled)
    (found,) = store.returns.corrections("agreement", Q1)
    assert (found.difference, found.because) == (-1_000, "Undo: Doubled it")


def test_what_moves_to_another_line_is_told_on_both(store: Store) -> None:
    close(store, Q1)
    with store.step("Assigned"):
        store.funding.assign(["loose"], "line-2")
    found = {c.line_id: c.difference for c in store.returns.corrections("agreement", Q1)}
    assert found == {None: -1_000, "line-2": 1_000}


def test_a_payment_of_an_order_changes_what_was_committed(store: Store) -> None:
    close(store, Q1)
    with store.step("Paid part of the order"):
        store.commitments.pay("order", "part", date(2015, 8, 1), 4_000)
    (found,) = store.returns.corrections("agreement", Q1)
    assert (found.what, found.before, found.now, found.transaction_ids) == ("committed", 10_000, 6_000, ("order",))
    assert found.because == "Paid part of the order"


def test_budgets_and_receipts_are_told_too(store: Store) -> None:
    close(store, Q1, Q2)
    with store.step("Varied, moved and received"):
        store.terms.vary(Variation("v", "agreement", date(2015, 9, 1), "More", "line-1", 5_000))
        store.funding.move(virement(id="m", decided_on=date(2015, 6, 30)))
        store.terms.save_instalment(Instalment("i", "agreement", date(2015, 6, 1), 300, date(2015, 6, 2)))
    first = {(c.line_id, c.what): c.difference for c in store.returns.corrections("agreement", Q1)}
    assert first == {
        (None, "received"): 300,
        ("line-1", "revised budget"): -1_000,
        ("line-2", "revised budget"): 1_000,
    }
    second = {(c.line_id, c.what): c.difference for c in store.returns.corrections("agreement", Q2)}
    assert second == {("line-1", "revised budget"): 4_000, ("line-2", "revised budget"): 1_000}


def test_another_agreements_money_and_a_new_last_day_correct_nothing(store: Store) -> None:
    close(store, Q1)
    with store.step("Elsewhere"):
        store.funding.save_agreement(agreement(id="other", reference="B-1"))
        store.funding.lines.insert(line("elsewhere", agreement_id="other", original_pence=5))
        store.funding.transactions.insert(payment("there", agreement_id="other"))
        store.terms.vary(Variation("v", "agreement", Q1.ends_on, "Longer", ends_on=date(2016, 6, 30)))
        store.funding.transactions.update(payment("paid", line_id="line-1", amount_pence=1_001))
    (found,) = store.returns.corrections("agreement", Q1)
    assert [cause.id for cause in found.causes] == ["paid"]


def test_why_a_hidden_payment_went_is_not_told_to_those_who_may_not_see_it(store: Store) -> None:
    with store.step("Recorded a payment"):
        store.funding.transactions.insert(payment("hidden", line_id="line-2", marking=Audience.RESTRICTED))
    close(store, Q1)
    with store.step("Removed the refuge's rent"):
        store.funding.remove_transactions(["hidden"])
    (told,) = store.returns.corrections("agreement", Q1)
    assert [c.marking for c in told.causes] == [Audience.RESTRICTED]
    for audience, said in ((Audience.PARTNER, "Withheld"), (Audience.RESTRICTED, "Removed the refuge's rent")):
        figures = fill(
            record(
                audience=audience,
                transactions=store.funding.transactions_of("agreement"),
                corrections={Q1: (told,)},
            )
        )
        table = next(f.value for f in figures.fields if f.source == "corrections")
        assert isinstance(table, TableValue)
        assert str(table.rows[0][-1]).startswith(said)


def test_closing_again_starts_from_the_present(store: Store) -> None:
    close(store, Q1)
    with store.step("Removed"):
        store.funding.remove_transactions(["paid"])
    assert store.returns.all_corrections("agreement").keys() == {Q1}
    with store.step("Closed again"):
        store.returns.close_again("agreement", Q1, by="Finance", on=AFTER)
    assert store.returns.all_corrections("agreement") == {}
    assert [c.closed_by for c in store.returns.closed_of("agreement")] == ["Finance"]


@pytest.mark.parametrize(
    ("quarter", "on", "words"),
    [
        (Q1, AFTER, "closed already"),
        (Q2, Q2.ends_on, "ends on 30 September 2015"),
        (Quarter(FinancialYear(2016), 1), date(2020, 1, 1), "outside agreement A-1"),
    ],
)
def test_a_quarter_that_cannot_be_closed_is_refused_in_words(
    store: Store, quarter: Quarter, on: date, words: str
) -> None:
    close(store, Q1)
    with pytest.raises(UserError, match=words), store.step("Closed"):
        store.returns.close_quarter("agreement", quarter, by="Finance", on=on)


def test_only_a_closed_quarter_is_closed_again(store: Store) -> None:
    with pytest.raises(UserError, match="was not closed"), store.step("Closed again"):
        store.returns.close_again("agreement", Q1, by="Finance", on=AFTER)


def _change(store: Store, lots: random.Random, number: int) -> None:
    """Change something at random, as people do."""
    day = date(2015, 4, 1) + timedelta(lots.randrange(200))
    line = lots.choice(("line-1", "line-2", None))
    if not store.funding.transactions.count():
        with store.step("The first payment"):
            store.commitments.record(payment(f"f{number}", line_id=line, occurred_on=day))
    one = lots.choice(store.funding.transactions.where())
    changes: tuple[Callable[[], object], ...] = (
        lambda: store.commitments.record(payment(f"n{number}", line_id=line, occurred_on=day)),
        lambda: store.commitments.record(
            payment(f"o{number}", kind=TransactionKind.COMMITMENT, line_id=line, occurred_on=day, amount_pence=5_000)
        ),
        lambda: store.commitments.record(payment(f"e{number}", agreement_id="other", occurred_on=day)),
        lambda: store.commitments.record(
            payment(f"g{number}", agreement_id="other", kind=TransactionKind.COMMITMENT, occurred_on=day)
        ),
        lambda: store.commitments.pay(one.id, f"p{number}", day, lots.randrange(1, 3_000)),
        lambda: store.commitments.record(replace(one, occurred_on=day, line_id=line)),
        lambda: store.commitments.record(replace(one, amount_pence=one.amount_pence + lots.randrange(-400, 400))),
        lambda: store.funding.remove_transactions([one.id]),
        lambda: store.commitments.unsettle(*(lambda p: (p.commitment_id, p.payment_id))(
            lots.choice(store.commitments.payments.where())
        )),
        lambda: store.funding.move(virement(id=f"m{number}", amount_pence=lots.randrange(1, 900), decided_on=day)),
        lambda: store.terms.vary(
            Variation(f"v{number}", "agreement", day, "Varied", "line-2", lots.randrange(-300, 900))
        ),
        lambda: store.terms.save_instalment(Instalment(f"i{number}", "agreement", day, lots.randrange(1, 900), day)),
    )  # fmt: skip
    with suppress(UserError, IndexError), store.step(f"Change {number}"):
        lots.choice(changes)()


@contextmanager
def _corrected(seed: int, changes: int) -> Iterator[Store]:
    """Give a record of two agreements with two quarters closed after the first eight of so many random changes."""
    lots = random.Random(seed)
    with TemporaryDirectory() as folder, new_store(Path(folder)) as store:
        with store.step("Another agreement"):
            store.funding.save_agreement(agreement(id="other", reference="B-1"))
        for number in range(8):
            _change(store, lots, number)
        close(store, Q1, Q2)
        for number in range(8, changes):
            _change(store, lots, number)
        yield store


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_the_causes_of_a_correction_make_its_whole_difference(seed: int) -> None:
    with _corrected(seed, changes=20) as store:
        for quarter in (Q1, Q2):
            for found in store.returns.corrections("agreement", quarter):
                assert sum(cause.pence for cause in found.causes) == found.difference != 0
                assert all(cause.labels for cause in found.causes)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_what_is_not_read_of_the_journal_makes_no_difference(seed: int) -> None:
    with _corrected(seed, changes=24) as store:
        found = store.returns.all_corrections("agreement")
        with patch("cspdesk.store.returns.rows_since", lambda *given: rows_since(*given[:4])):
            assert store.returns.all_corrections("agreement") == found


def test_of_payments_only_those_of_the_agreement_in_the_quarter_are_read(store: Store) -> None:
    close(store, Q1)
    with store.step("Elsewhere, in another quarter, and moved into this one"):
        store.funding.save_agreement(agreement(id="other", reference="B-1"))
        store.funding.transactions.insert(payment("there", agreement_id="other"))
        store.funding.transactions.insert(payment("then", occurred_on=date(2015, 8, 2)))
        store.funding.transactions.update(payment("late", line_id="line-2", occurred_on=Q1.ends_on))
        store.funding.transactions.insert(payment("new", occurred_on=Q1.starts_on))
    at = store.returns.closed_of("agreement")[0].at_change
    assert {row.id for row in store.returns._changed("agreement", Q1, at)} == {"late", "new"}
