"""Where money stands: positions of lines, cash held, what is traced, and the identities that always hold."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Protocol

from cspdesk.domain.funding import Agreement, BudgetLine, Instalment, Transaction, TransactionKind, Virement
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError

if TYPE_CHECKING:
    from cspdesk.domain.agreements import Variation
    from cspdesk.domain.commitments import Accrual


@dataclass(frozen=True, slots=True)
class Position:
    """Where a line, an agreement or a priority stands, in pence; every figure follows from those given.

    before: of a year of an agreement that began in an earlier one, what was spent of it until then.
    """

    original: int = 0
    virements_in: int = 0
    virements_out: int = 0
    actual: int = 0
    committed: int = 0
    forecast: int = 0
    variations: int = 0
    before: int = 0

    @property
    def revised(self) -> int:
        """Original plus the funder's variations plus virements in, less virements out and what was spent before."""
        return self.original + self.variations + self.virements_in - self.virements_out - self.before

    @property
    def available(self) -> int:
        """What is left to commit: revised less actual less committed; negative when overspent."""
        return self.revised - self.actual - self.committed

    @property
    def outturn(self) -> int:
        """Where spending is heading: actual plus committed plus forecast."""
        return self.actual + self.committed + self.forecast

    @property
    def variance(self) -> int:
        """Outturn less revised: positive is an overspend."""
        return self.outturn - self.revised

    def __add__(self, other: "Position") -> "Position":
        return Position(
            self.original + other.original,
            self.virements_in + other.virements_in,
            self.virements_out + other.virements_out,
            self.actual + other.actual,
            self.committed + other.committed,
            self.forecast + other.forecast,
            self.variations + other.variations,
            self.before + other.before,
        )


def total(positions: Iterable[Position]) -> Position:
    """Return the sum of positions; an empty sum is nought throughout."""
    return sum(positions, Position())


class Charge(Protocol):
    """Money on a line: a transaction, or many of a kind summed up."""

    @property
    def line_id(self) -> str | None: ...
    @property
    def kind(self) -> TransactionKind: ...
    @property
    def amount_pence(self) -> int: ...


def positions(
    lines: Iterable[BudgetLine],
    virements: Iterable[Virement],
    charges: Iterable[Charge],
    variations: "Iterable[Variation]" = (),
    before: Mapping[str, int] | None = None,
) -> dict[str | None, Position]:
    """Return each line's position by line id; money not yet assigned to a line stands under None.

    charges are sums of the store, or transactions with orders at what is left of them (`commitments.outstanding`).
    Money on lines that were not given is left out; the entry None is always there. before: what was spent of lines in
    years before the one that the charges are of (`spent_before`).
    """
    moved_in: defaultdict[str | None, int] = defaultdict(int)
    moved_out: defaultdict[str | None, int] = defaultdict(int)
    varied: defaultdict[str | None, int] = defaultdict(int)
    spent: defaultdict[tuple[str | None, TransactionKind], int] = defaultdict(int)
    for virement in virements:
        moved_in[virement.to_line_id] += virement.amount_pence
        moved_out[virement.from_line_id] += virement.amount_pence
    for variation in variations:
        if variation.line_id is not None:
            varied[variation.line_id] += variation.amount_pence
    for charge in charges:
        spent[charge.line_id, charge.kind] += charge.amount_pence

    def position(line_id: str | None, original: int) -> Position:
        return Position(
            original=original,
            virements_in=moved_in[line_id],
            virements_out=moved_out[line_id],
            actual=spent[line_id, TransactionKind.ACTUAL],
            committed=spent[line_id, TransactionKind.COMMITMENT],
            forecast=spent[line_id, TransactionKind.FORECAST],
            variations=varied[line_id],
            before=(before or {}).get(line_id or "", 0),
        )

    return {None: position(None, 0)} | {line.id: position(line.id, line.original_pence) for line in lines}


def spent_before(agreement: Agreement, year: FinancialYear, transactions: Iterable[Transaction]) -> dict[str, int]:
    """Return what was spent of each line before a year, where the agreement began in an earlier one, in pence."""
    found: defaultdict[str, int] = defaultdict(int)
    if agreement.starts_on < year.starts_on:
        for each in transactions:
            if each.kind is TransactionKind.ACTUAL and each.line_id and each.occurred_on < year.starts_on:
                found[each.line_id] += each.amount_pence
    return found


def cash_held(
    instalments: Iterable[Instalment],
    transactions: Iterable[Transaction],
    accruals: "Iterable[Accrual]" = (),
    as_at: date = date.max,
) -> int:
    """Return what was received from the funder less what was paid, up to a day; negative when paid in advance.

    What is accrued counts as paid from the day it is paid on, not from its transaction's date.
    """
    accrued = {a.transaction_id: a.paid_on for a in accruals}

    def is_paid(entry: Transaction) -> bool:
        day = accrued.get(entry.id, entry.occurred_on)
        return entry.kind is TransactionKind.ACTUAL and day is not None and day <= as_at

    received = (i.amount_pence for i in instalments if i.received_on is not None and i.received_on <= as_at)
    return sum(received) - sum(entry.amount_pence for entry in transactions if is_paid(entry))


@dataclass(frozen=True, slots=True)
class Traced:
    """How much of what was paid is evidenced, in pence and in payments."""

    paid: int = 0
    evidenced: int = 0
    payments: int = 0
    payments_evidenced: int = 0

    @property
    def untraced(self) -> int:
        """What is paid and not yet evidenced; nought or below where refunds without proof outweigh it."""
        return self.paid - self.evidenced

    @property
    def missing(self) -> int:
        """How many payments have no proof."""
        return self.payments - self.payments_evidenced


def traced(transactions: Iterable[Transaction], proved_ids: frozenset[str]) -> Traced:
    """Return how much of the actual spend has at least one proof; proved_ids are ids of proved transactions."""
    paid = [t for t in transactions if t.kind is TransactionKind.ACTUAL]
    proved = [t for t in paid if t.id in proved_ids]
    return Traced(sum(t.amount_pence for t in paid), sum(t.amount_pence for t in proved), len(paid), len(proved))


def checked_virement(virement: Virement, from_position: Position) -> Virement:
    """Return the virement if it can be made; from_position is the giving line's, before it.

    Raises UserError when it moves nothing, moves to itself, has no reason, or overdraws the line.
    """
    if virement.amount_pence <= 0:
        raise UserError("A virement moves an amount above nought.")
    if virement.from_line_id == virement.to_line_id:
        raise UserError("A virement moves money between two different lines.")
    if not virement.reason.strip():
        raise UserError("A virement needs a reason; it is printed in the evidence of spend.")
    if virement.amount_pence > from_position.available:
        raise UserError("The line does not have that much left to move.")
    return virement
