"""What the Money tab shows of one priority and year: budget lines, transactions, and both in words."""

from collections.abc import Callable, Collection, Mapping, Sequence

from cspdesk.domain.funding import BudgetLine, Transaction, TransactionKind
from cspdesk.domain.money import short_pounds
from cspdesk.domain.periods import FinancialYear, years_between
from cspdesk.domain.positions import Position, Traced, total
from cspdesk.domain.records import dataclass
from cspdesk.store.funding_sums import Sum
from cspdesk.store.store import Store
from cspdesk.store.year_lines import LineRow, lines_of_year, traced_of, traced_total

KIND_WORDS = {
    TransactionKind.ACTUAL: "paid",
    TransactionKind.COMMITMENT: "committed",
    TransactionKind.FORECAST: "forecast",
}


@dataclass(frozen=True, slots=True)
class TransactionRow:
    """One transaction with its line's name and how many proofs it has."""

    id: str
    entry: Transaction
    line: str
    proofs: int

    @property
    def needs_proof(self) -> bool:
        """Whether it is paid and nothing proves it yet."""
        return self.entry.kind is TransactionKind.ACTUAL and self.proofs == 0


@dataclass(frozen=True, slots=True)
class PriorityMoney:
    """Everything the Money tab shows; elsewhere is what these lines were charged in other years, in pence.

    agreements_withheld: how many agreements pay for the priority that the audience may not see; none of it is here.
    """

    lines: tuple[LineRow, ...]
    transactions: tuple[TransactionRow, ...]
    unassigned: Traced
    elsewhere: int
    agreements_withheld: int = 0

    @property
    def total(self) -> Position:
        """Where all lines together stand."""
        return total(row.position for row in self.lines)

    @property
    def traced(self) -> Traced:
        """How much of what was paid on all lines is evidenced."""
        return traced_total(row.traced for row in self.lines)


def line_name(line: BudgetLine) -> str:
    """Return a line as people call it: its reference and its title."""
    return f"{line.reference} {line.title}".strip()


def read_priority_money(
    store: Store,
    priority_id: str,
    year: FinancialYear,
    sums: Sequence[Sum],
    entries: Callable[[FinancialYear, Mapping[str, str]], tuple[TransactionRow, ...]],
) -> PriorityMoney:
    """Return a priority's money of a year; only what belongs to both is read.

    sums are the year's, of all lines. entries gives the transactions of a year and the lines' names: see
    `money_entries.PriorityEntries.read`.
    """
    with store.reading():
        rows = lines_of_year(store, sums, year, priority_id)
        running = [row for row in rows if row.runs]
        elsewhere = _elsewhere(store, running, year)
        hidden = store.withheld_ids("agreements")
        found = entries(year, {row.id: line_name(row.line) for row in rows})
        transactions = tuple(t for t in found if t.entry.agreement_id not in hidden) if hidden else found
        left_out = _paying(store, hidden, priority_id, year) if hidden else 0
    paying = {row.agreement.id for row in running}
    return PriorityMoney(
        lines=rows,
        transactions=transactions,
        unassigned=traced_of(s for s in sums if s.line_id is None and s.agreement_id in paying),
        elsewhere=elsewhere,
        agreements_withheld=left_out,
    )


def _paying(store: Store, agreement_ids: Collection[str], priority_id: str, year: FinancialYear) -> int:
    """Return how many of these agreements touch a year and have a line of a priority."""
    running = {a.id for a in store.funding.all_agreements(year)} & set(agreement_ids)
    return len({x.agreement_id for x in store.funding.all_lines() if x.priority_id == priority_id} & running)


def payments(count: int) -> str:
    """Return a number of payments in words: 1 payment, 1,204 payments."""
    return "1 payment" if count == 1 else f"{count:,} payments"


def selection_words(rows: Sequence[TransactionRow]) -> str:
    """Say what the selected transactions come to, by kind, and what of it nothing proves."""
    if not rows:
        return ""
    parts = []
    for kind, word in KIND_WORDS.items():
        of_kind = [row.entry.amount_pence for row in rows if row.entry.kind is kind]
        if of_kind:
            parts.append(f"{short_pounds(sum(of_kind))} {word}")
    paid = TransactionKind.ACTUAL
    missing = [row for row in rows if not row.proofs and row.entry.kind is paid]
    text = f"{len(rows):,} selected: {', '.join(parts)}"
    if not missing:
        return text
    return f"{text}; {short_pounds(sum(r.entry.amount_pence for r in missing))} not yet evidenced"


def _elsewhere(store: Store, rows: Sequence[LineRow], year: FinancialYear) -> int:
    """Return what these lines were charged outside the year; read only when an agreement runs longer than it."""
    ids = {row.id for row in rows}
    spans = [years_between(a.starts_on, a.ends_on) for a in {row.agreement for row in rows}]
    others = {y for span in spans for y in span} - {year}
    return sum(s.amount_pence for other in sorted(others) for s in store.funding.sums(other) if s.line_id in ids)
