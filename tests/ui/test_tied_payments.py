"""What is typed into the table of payments cannot pull the ground from under what hangs on them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cspdesk.domain.funding import TransactionKind
from cspdesk.errors import UserError
from cspdesk.store.store import Store
from cspdesk.ui.models.money_edits import change_from_text
from tests.builders import new_store, payment


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path) as made:
        yield made


def test_an_order_is_not_made_smaller_than_what_is_paid_of_it_nor_turned_into_a_payment(store: Store) -> None:
    with store.step("An order paid in part"):
        store.funding.transactions.insert(
            payment("order", kind=TransactionKind.COMMITMENT, line_id="line-1", amount_pence=10_000),
            payment("part", line_id="line-1", amount_pence=4_000),
        )
        store.commitments.settle("order", "part")
    for field, typed in (("amount_pence", "39.99"), ("kind", TransactionKind.ACTUAL)):
        with pytest.raises(UserError, match="paid already"), store.step("Changed"):
            change_from_text(store, "order", field, typed)
    with pytest.raises(UserError, match="settles an order"), store.step("Changed"):
        change_from_text(store, "part", "amount_pence", "39.99")
    with store.step("Changed"):
        change_from_text(store, "order", "amount_pence", "40.00")
    assert store.commitments.left_of("order") == 0
