"""From a pound to what it bought: what is untraced by line, priority and agreement, and one payment's whole way."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

from cspdesk.domain.agreements import ClaimRule
from cspdesk.domain.evidence import Evidence
from cspdesk.domain.funding import Agreement, BudgetLine, Transaction
from cspdesk.domain.partnership import Organisation, Priority
from cspdesk.domain.positions import Traced
from cspdesk.domain.reconcile import YearSum
from cspdesk.domain.records import dataclass
from cspdesk.domain.whole_action import WholeAction

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Trace:
    """How much of what was paid is evidenced: by line (None: on no line), priority (None: of none), agreement, in all.

    Keys of lines are (agreement id, line id), so that money on no line stands under its agreement.
    """

    by_line: Mapping[tuple[str, str | None], Traced]
    by_priority: Mapping[str | None, Traced]
    by_agreement: Mapping[str, Traced]
    total: Traced


def trace(sums: Iterable[YearSum], lines: Iterable[BudgetLine]) -> Trace:
    """Return what is traced, each way; every way sums to the same total."""
    known = tuple(sums)
    priorities = {line.id: line.priority_id for line in lines}
    return Trace(
        _by(known, lambda s: (s.agreement_id, s.line_id)),
        _by(known, lambda s: priorities.get(s.line_id or "")),
        _by(known, lambda s: s.agreement_id),
        _sum(known),
    )


def _by(sums: Iterable[YearSum], key: Callable[[YearSum], K]) -> dict[K, Traced]:
    groups: defaultdict[K, list[YearSum]] = defaultdict(list)
    for each in sums:
        groups[key(each)].append(each)
    return {key_: _sum(each) for key_, each in groups.items()}


def _sum(sums: Iterable[YearSum]) -> Traced:
    known = tuple(sums)
    return Traced(
        sum(s.actual for s in known),
        sum(s.evidenced for s in known),
        sum(s.payments for s in known),
        sum(s.payments_evidenced for s in known),
    )


@dataclass(frozen=True, slots=True)
class Chain:
    """One transaction's way: who paid, under what, on which line, what proves it, which actions the line pays for.

    rule is the clause it was judged by; orders are those it settles, refunds the money that came back of it.
    """

    transaction: Transaction
    funder: Organisation
    agreement: Agreement
    line: BudgetLine | None
    priority: Priority | None
    rule: ClaimRule | None
    evidence: tuple[Evidence, ...]
    actions: tuple[WholeAction, ...]
    orders: tuple[Transaction, ...] = ()
    refunds: tuple[Transaction, ...] = ()

    @property
    def gaps(self) -> tuple[str, ...]:
        """Where the way breaks off, in words; none when the pound can be followed to what it was to change."""
        found = []
        if not self.evidence:
            found.append("Nothing proves this payment yet.")
        if self.line is None:
            return (*found, "It is on no budget line, so what it bought is not known.")
        if not self.actions:
            return (*found, f"No action says that {self.line.reference} pays for it.")
        if not any(action.outputs or action.milestones for action in self.actions):
            found.append("The actions it paid for have neither milestones nor outputs.")
        if not any(action.indicators for action in self.actions):
            found.append("The actions it paid for name no indicator that they are meant to move.")
        return tuple(found)
