"""Variations, orders, accruals, closed quarters, samples and shared costs are undone and redone like all other work."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from cspdesk.domain.agreements import Variation
from cspdesk.domain.audits import AuditSample
from cspdesk.domain.forecasts import ForecastVersion
from cspdesk.domain.funding import TransactionKind
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.shared_costs import CostShare, SharedCost, ShareKey
from cspdesk.errors import UserError
from cspdesk.store.check import check_file
from cspdesk.store.store import Store
from tests.builders import new_store, payment
from tests.store.test_undo import rows_of

YEAR = FinancialYear(2015)
AFTER = date(2016, 4, 30)


def order_and_pay(store: Store, number: int) -> None:
    order = payment(f"o{number}", kind=TransactionKind.COMMITMENT, line_id="line-1", amount_pence=900)
    store.funding.transactions.insert(order)
    store.commitments.pay(order.id, f"p{number}", date(2015, 8, 1), 100 * number)


def accrue(store: Store, number: int) -> None:
    late = payment(f"l{number}", occurred_on=date(2016, 4, 20))
    store.commitments.record(late, accrued_on=date(2016, 3, 31), reason="Late")


def vary(store: Store, number: int) -> None:
    ends_on = date(2016, 4 + number % 6, 30) if number % 2 else None
    store.terms.vary(Variation(f"v{number}", "agreement", date(2015, 9, 1), "Varied", "line-1", number, ends_on))


def close(store: Store, number: int) -> None:
    store.returns.close_quarter("agreement", YEAR.quarters[number % 4], by="Finance", on=AFTER)


def freeze(store: Store, number: int) -> None:
    store.forecasts.freeze(ForecastVersion(f"f{number}", "agreement", YEAR, AFTER, "Kept"))


def sample(store: Store, number: int) -> None:
    store.audits.draw(AuditSample(f"s{number}", "agreement", YEAR, AFTER, "Auditor", number, 10))


def share(store: Store, number: int) -> None:
    bearers = [CostShare(f"b{n}", "cost", n, f"Board {n}", n + number) for n in range(number % 3 + 1)]
    store.shared_costs.save(SharedCost("cost", "Unit", YEAR, 100_00, ShareKey.HEADCOUNT), bearers)


def unsettle_and_remove(store: Store, number: int) -> None:
    for settled in store.commitments.payments.where()[: number % 3]:
        store.commitments.unsettle(settled.commitment_id, settled.payment_id)
        store.funding.remove_transactions([settled.payment_id])


MOVES: tuple[Callable[[Store, int], None], ...] = (
    order_and_pay,
    accrue,
    vary,
    close,
    freeze,
    sample,
    share,
    unsettle_and_remove,
)


@given(moves=st.lists(st.sampled_from(MOVES), max_size=12))
@settings(max_examples=20)
def test_random_money_undone_is_the_start_and_redone_is_the_end(moves: list[Callable[[Store, int], None]]) -> None:
    with TemporaryDirectory() as folder:
        store = new_store(Path(folder))
        start, first = rows_of(store.path), len(store.journal.steps())
        for number, move in enumerate(moves, start=1):
            with suppress(UserError), store.step(f"{move.__name__} {number}"):
                move(store, number)
        end, taken = rows_of(store.path), len(store.journal.steps()) - first
        for _ in range(taken):
            store.undo()
        assert rows_of(store.path) == start
        for _ in range(taken):
            store.redo()
        assert rows_of(store.path) == end
        store.close()
        assert check_file(Path(folder) / store.path.name).problems == ()
