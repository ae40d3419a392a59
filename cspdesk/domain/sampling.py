"""Which payments an auditor looks at: a sample that anyone can draw again from the same payments and seed.

Monetary-unit sampling: the payments stand in a row, each as long as its amount, and every k-th pound from a seeded
start is picked, so that a payment's chance grows with its value and one as long as k is always picked (International
Standard on Auditing (UK) 530, appendices 1 and 4). To that are added: the largest payment of every budget line, so that
no line is missed; and, by seeded lot, as many of the rest as are needed for the share by number and by value. Refunds
stand with their size. Lots are SHA-256 of seed and payment, so that they fall the same on every computer.
"""

import hashlib
from collections.abc import Iterable, Sequence

from cspdesk.domain.funding import Transaction, TransactionKind
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError

LEAST_PERCENT = 10
METHOD = (
    "Monetary-unit sampling with a seeded start (ISA (UK) 530, appendices 1 and 4), with the largest payment of every "
    "budget line, filled up by seeded lot until the share is reached by number and by value."
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sample and what it was drawn from: ids in the order of the payments, shares by number and by value."""

    ids: tuple[str, ...]
    payments: int
    pence: int
    sampled_pence: int

    @property
    def percent_by_number(self) -> float:
        """How many of the payments are sampled, in percent."""
        return 100 * len(self.ids) / self.payments if self.payments else 0.0

    @property
    def percent_by_value(self) -> float:
        """How much of the money paid is sampled, in percent; refunds count with their size."""
        return 100 * self.sampled_pence / self.pence if self.pence else 0.0


def draw(transactions: Iterable[Transaction], seed: int, percent: int = LEAST_PERCENT) -> Drawn:
    """Return a sample of the payments: at least percent of them by number and by value, every line among them.

    The order in which payments are given does not matter. Raises UserError when percent is below 10 or above 100.
    """
    if not LEAST_PERCENT <= percent <= 100:
        raise UserError(f"An audit sample is {LEAST_PERCENT}% to 100% of the payments, not {percent}%.")
    payments = sorted(
        (t for t in transactions if t.kind is TransactionKind.ACTUAL), key=lambda t: (t.occurred_on, t.id)
    )
    whole = sum(abs(t.amount_pence) for t in payments)
    chosen = _by_value(payments, whole, percent, seed) | _largest_of_lines(payments)
    rest = sorted((t for t in payments if t.id not in chosen), key=lambda t: _lot(seed, t.id))
    value = sum(abs(t.amount_pence) for t in payments if t.id in chosen)
    while rest and (len(chosen) * 100 < percent * len(payments) or value * 100 < percent * whole):
        one = rest.pop()
        chosen.add(one.id)
        value += abs(one.amount_pence)
    ids = tuple(t.id for t in payments if t.id in chosen)
    return Drawn(ids, len(payments), whole, value)


def _by_value(payments: Sequence[Transaction], whole: int, percent: int, seed: int) -> set[str]:
    """Return the payments in which every k-th penny lies; k gives as many picks as the sample has payments."""
    picks = -(-len(payments) * percent // 100)
    if not whole or not picks:
        return set()
    step = max(whole // picks, 1)
    at, reached, chosen = _lot(seed, "start") % step, 0, set()
    for payment in payments:
        reached += abs(payment.amount_pence)
        if at < reached:
            chosen.add(payment.id)
            at += -(-(reached - at) // step) * step
    return chosen


def _largest_of_lines(payments: Iterable[Transaction]) -> set[str]:
    largest: dict[str | None, Transaction] = {}
    for payment in payments:
        held = largest.get(payment.line_id)
        if held is None or abs(payment.amount_pence) > abs(held.amount_pence):
            largest[payment.line_id] = payment
    return {payment.id for payment in largest.values()}


def _lot(seed: int, what: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}:{what}".encode()).digest()[:8], "big")
