"""The frozen figures of an evidence of spend: all that its reader may see, and nothing else."""

from datetime import date

from cspdesk.domain.audience import Audience
from cspdesk.domain.funding import Certainty, Eligibility, TransactionKind
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.positions import Position, Traced, total
from cspdesk.domain.records import dataclass


@dataclass(frozen=True, slots=True)
class Header:
    """What the document is about and for whom."""

    partnership: str
    funder: str
    scheme: str
    agreement: str
    recipient: str
    starts_on: date
    ends_on: date
    year: FinancialYear
    priority: str
    audience: Audience
    as_at: date
    version: str
    awarded_pence: int
    certainty: Certainty
    conditions: str
    illustrative: bool
    varied_pence: int = 0

    @property
    def is_within_year(self) -> bool:
        """Whether the agreement runs in this financial year alone."""
        return self.starts_on in self.year and self.ends_on in self.year


@dataclass(frozen=True, slots=True)
class Entry:
    """One transaction that the reader may see; evidence holds the index's numbers (E1).

    An order stands at what is left of it; settled_pence is what was paid of it. accrued says why a cost counts on a
    day other than the one it is paid on, and which that is.
    """

    id: str
    kind: TransactionKind
    occurred_on: date
    payee: str
    description: str
    reference: str
    category: str
    amount_pence: int
    evidence: tuple[str, ...] = ()
    withheld_evidence: int = 0
    eligibility: Eligibility = Eligibility.UNCHECKED
    outside_period: bool = False
    illustrative: bool = False
    settled_pence: int = 0
    accrued: str = ""

    @property
    def evidenced(self) -> bool:
        """Whether anything proves it, shown here or not."""
        return bool(self.evidence) or self.withheld_evidence > 0


@dataclass(frozen=True, slots=True)
class Withheld:
    """Transactions of one line, kind and reason that this reader may not see: their number and sum only."""

    kind: TransactionKind
    reason: str
    count: int
    amount_pence: int
    evidenced: int
    evidenced_pence: int


@dataclass(frozen=True, slots=True)
class LineFigures:
    """One budget line, where it stands and what was entered against it; assigned is False for money on no line.

    meant says whether it is capital and how VAT is meant; empty in what was kept before it was told.
    """

    reference: str
    title: str
    priority: str
    position: Position
    variance_reason: str
    illustrative: bool
    entries: tuple[Entry, ...]
    withheld: tuple[Withheld, ...]
    assigned: bool = True
    meant: str = ""

    @property
    def name(self) -> str:
        """The line's reference and title."""
        return f"{self.reference} {self.title}".strip()

    @property
    def count(self) -> int:
        """How many transactions stand against it, withheld ones included."""
        return len(self.entries) + sum(each.count for each in self.withheld)

    @property
    def traced(self) -> Traced:
        """How much of what was paid from it is evidenced, withheld payments included."""
        paid = [entry for entry in self.entries if entry.kind is TransactionKind.ACTUAL]
        proved = [entry.amount_pence for entry in paid if entry.evidenced]
        kept = [each for each in self.withheld if each.kind is TransactionKind.ACTUAL]
        return Traced(
            paid=self.position.actual,
            evidenced=sum(proved) + sum(each.evidenced_pence for each in kept),
            payments=len(paid) + sum(each.count for each in kept),
            payments_evidenced=len(proved) + sum(each.evidenced for each in kept),
        )


@dataclass(frozen=True, slots=True)
class Moved:
    """A virement, with the lines' names."""

    from_line: str
    to_line: str
    amount_pence: int
    decided_on: date
    reason: str
    approved_by: str


@dataclass(frozen=True, slots=True)
class Varied:
    """A variation by the funder: of a line's amount (line "" when only the last day changed), or of the last day."""

    line: str
    amount_pence: int
    ends_on: date | None
    decided_on: date
    reason: str
    approved_by: str


@dataclass(frozen=True, slots=True)
class Proof:
    """An item of the evidence index; proves is how many of the listed transactions it is attached to."""

    number: str
    title: str
    reference: str
    file_name: str
    sha256: str
    size_bytes: int
    dated_on: date | None
    source: str
    proves: int
    illustrative: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Transactions that the filters leave out of the document: their number and sum."""

    count: int = 0
    amount_pence: int = 0


@dataclass(frozen=True, slots=True)
class EvidenceFigures:
    """Every figure of one evidence of spend. profile is None when none was agreed; amounts by quarter, in pence.

    accrued: what counts as spent and was not paid out by the day the record was read, whoever may see it.
    proof_reasons: why proofs are withheld, in words that may be printed, each with how many.
    """

    header: Header
    lines: tuple[LineFigures, ...]
    moved: tuple[Moved, ...]
    profile: tuple[int, ...] | None
    paid_by_quarter: tuple[int, ...]
    committed_by_quarter: tuple[int, ...]
    proofs: tuple[Proof, ...]
    withheld_proofs: int
    traced: Traced
    other_years: LeftOut
    other_priorities: LeftOut
    received_pence: int
    varied: tuple[Varied, ...] = ()
    accrued: LeftOut = LeftOut()
    forecast_by_quarter: tuple[int, ...] = (0, 0, 0, 0)
    proof_reasons: tuple[tuple[str, int], ...] = ()

    @property
    def total(self) -> Position:
        """The sum of all lines and of what is not assigned."""
        return total(line.position for line in self.lines)

    @property
    def to_come(self) -> bool:
        """Whether the year had not begun when the record was read, and nothing was paid in it."""
        return self.header.as_at < self.header.year.starts_on and not self.traced.payments

    @property
    def transaction_count(self) -> int:
        """How many transactions are listed one by one."""
        return sum(len(line.entries) for line in self.lines)

    @property
    def withheld(self) -> LeftOut:
        """How many transactions are withheld from this reader, and their sum."""
        kept = [each for line in self.lines for each in line.withheld]
        return LeftOut(sum(each.count for each in kept), sum(each.amount_pence for each in kept))
