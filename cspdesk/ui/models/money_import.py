"""What the import dialog shows: fields by name, what will happen in figures that add up, and rows with reasons."""

from collections.abc import Mapping, Sequence

from cspdesk.app.importing import Compared
from cspdesk.domain.ledgers import ImportPlan, Known, LedgerLine, Problem
from cspdesk.domain.money import pounds
from cspdesk.domain.periods import short_date
from cspdesk.domain.records import dataclass
from cspdesk.exchange.columns import FieldGuess
from cspdesk.exchange.ledgers import LedgerPreview
from cspdesk.exchange.names import FIELDS, Field
from cspdesk.ui.models.money_rows import payments
from cspdesk.ui.models.table import Column

FIELD_WORDS: Mapping[Field, str] = {
    "date": "Date",
    "reference": "Reference",
    "payee": "Payee",
    "description": "Description",
    "net": "Net amount",
    "vat": "VAT",
    "gross": "Gross amount",
    "category": "Category",
}


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a ledger: how many rows and what they come to; pence is None where rows are no payments."""

    words: str
    count: int
    pence: int | None
    means: str


def shares(plan: ImportPlan) -> tuple[Share, ...]:
    """Return what will become of every row of a ledger; the sums add up to the file's total, to the penny."""
    return (
        Share("New, will be added", len(plan.added), plan.added_pence, "Not in the record yet"),
        Share("Already in the record", len(plan.duplicates), plan.duplicate_pence, "Taken in or typed in before"),
        Share("Amount changed", len(plan.changed), plan.changed_pence, "Known, but the file gives another amount"),
        Share("Rejected", len(plan.rejected), plan.rejected_pence, "Looks like a payment, but cannot be taken"),
        Share("Skipped", len(plan.skipped), None, "Headings, totals, blank rows and footnotes"),
    )


def total_words(plan: ImportPlan) -> str:
    """Say what all payments of the file come to, as the sum of its parts."""
    parts = (plan.added_pence, plan.duplicate_pence, plan.changed_pence, plan.rejected_pence)
    return f"{' + '.join(pounds(part) for part in parts)} = {pounds(plan.total_pence)}, the payments in the file"


def outside_count(plan: ImportPlan) -> int:
    """Return how many rows are rejected only for lying outside the agreement's period."""
    return sum("outside the agreement's period" in problem.reason for problem in plan.rejected)


def guess_sentences(guesses: Sequence[FieldGuess]) -> tuple[tuple[str, str, bool], ...]:
    """Return each field's name, what was taken for it and why, and whether there is a column for it."""
    return tuple((FIELD_WORDS[g.field], g.reason, g.column is not None) for g in guesses)


def full_mapping(shown: LedgerPreview) -> dict[str, str]:
    """Return what is shown as a mapping that leaves nothing to be guessed: a field without a column has ""."""
    return {field: shown.mapping.get(field, "") for field in FIELDS}


def field_of(shown: LedgerPreview, header: str) -> Field | None:
    """Return the field a column was taken for, or None."""
    return next((field for field in FIELDS if shown.mapping.get(field) == header), None)


def told_with(shown: LedgerPreview, told: Mapping[str, str], header: str, field: Field | None) -> dict[str, str]:
    """Return what a person has told, with one column taken for another field, or for none.

    What nobody told is left to be guessed; no column serves two fields.
    """
    now = {known: column for known, column in told.items() if column != header}
    before = field_of(shown, header)
    if before is not None and before != field:
        now[before] = ""
    if field is not None:
        now[field] = header
    return now


def what_is_missing(shown: LedgerPreview) -> str:
    """Say what must be told before the ledger can be read, or nothing; a missing date is asked for apart."""
    if not shown.mapping.get("net") and not shown.mapping.get("gross"):
        return "No column is taken for an amount. Choose “Net amount” or “Gross amount” above the right column."
    return ""


def done_words(compared: Compared, assigned: int, *, has_line: bool) -> tuple[str, str]:
    """Say what was imported, and what is left to do."""
    plan = compared.plan
    parts = [f"{payments(len(plan.added))} added, {pounds(plan.added_pence)}"]
    if plan.changed:
        parts.append(f"{len(plan.changed):,} changed")
    if plan.duplicates:
        parts.append(f"{len(plan.duplicates):,} already there")
    if plan.rejected:
        parts.append(f"{len(plan.rejected):,} rejected and left out, {pounds(plan.rejected_pence)}")
    waiting = 0 if has_line else len(plan.added) - assigned
    todo = []
    if assigned:
        todo.append(f"{assigned:,} {_were(assigned)} assigned by your rules.")
    if waiting:
        todo.append(f"{waiting:,} {'has' if waiting == 1 else 'have'} no budget line yet.")
    return "; ".join(parts) + ".", " ".join(todo)


def _were(count: int) -> str:
    return "payment was" if count == 1 else "payments were"


def problem_columns() -> tuple[Column[Problem], ...]:
    """Return the columns of rows that are not taken."""
    return (
        Column("Row", lambda p: f"{p.row:,}", sort=lambda p: p.row, align="right", width=70),
        Column("Column", lambda p: p.column or "whole row", width=120),
        Column("Reason", lambda p: p.reason, width=360, stretch=True),
        Column("Amount", lambda p: pounds(p.amount_pence) if p.amount_pence else "–", align="right", width=110),
        Column("What the row says", lambda p: ", ".join(cell for cell in p.cells if cell), width=200),
    )


def line_columns() -> tuple[Column[LedgerLine], ...]:
    """Return the columns of rows that will be added or are there already."""
    return (
        Column("Row", lambda x: f"{x.row:,}", sort=lambda x: x.row, align="right", width=70),
        Column("Date", lambda x: short_date(x.paid_on), sort=lambda x: x.paid_on, width=100),
        Column("Payee", lambda x: x.payee, width=220),
        Column("Description", lambda x: x.description, width=200, stretch=True),
        Column("Reference", lambda x: x.reference, width=110),
        Column("Category", lambda x: x.category, width=150),
        Column(
            "Amount",
            lambda x: pounds(x.amount_pence),
            sort=lambda x: x.amount_pence,
            align="right",
            tooltip=lambda x: "Outside the agreement’s period" if x.outside else pounds(x.amount_pence),
            width=110,
        ),
    )


def change_columns() -> tuple[Column[tuple[LedgerLine, Known]], ...]:
    """Return the columns of payments whose amount the file gives differently."""
    return (
        Column("Row", lambda c: f"{c[0].row:,}", sort=lambda c: c[0].row, align="right", width=70),
        Column("Date", lambda c: short_date(c[0].paid_on), sort=lambda c: c[0].paid_on, width=100),
        Column("Payee", lambda c: c[0].payee, width=220, stretch=True),
        Column("Reference", lambda c: c[0].reference, width=120),
        Column("In the record", lambda c: pounds(c[1].amount_pence), align="right", width=120),
        Column("In the file", lambda c: pounds(c[0].amount_pence), align="right", width=120),
    )
