"""The columns of the Money tab: budget lines with every figure, and transactions that can be edited in place."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QIcon

from cspdesk.domain.audience import Audience
from cspdesk.domain.funding import Transaction, TransactionKind
from cspdesk.domain.money import pounds
from cspdesk.domain.periods import long_date, short_date
from cspdesk.domain.positions import Position
from cspdesk.domain.proof import counted
from cspdesk.store.year_lines import LineRow
from cspdesk.ui.icons import icon
from cspdesk.ui.models.money_edits import change_from_text
from cspdesk.ui.models.money_rows import TransactionRow, line_name
from cspdesk.ui.models.table import Choices, Column
from cspdesk.ui.session import Session

KINDS: Choices = tuple((kind.value.capitalize(), kind) for kind in TransactionKind)
MARKINGS: Choices = tuple((audience.label, audience) for audience in Audience)

_FIGURES: tuple[tuple[str, Callable[[Position], int], str], ...] = (
    ("Original", lambda p: p.original, "What the agreement first set aside"),
    ("Revised", lambda p: p.revised, "Original, plus virements in, less virements out and what earlier years spent"),
    ("Actual", lambda p: p.actual, "Paid in the year"),
    ("Committed", lambda p: p.committed, "Promised and not yet paid"),
    ("Forecast", lambda p: p.forecast, "Expected and not yet promised"),
    ("Available", lambda p: p.available, "Revised less actual less committed"),
    ("Outturn", lambda p: p.outturn, "Actual plus committed plus forecast"),
    ("Variance", lambda p: p.variance, "Outturn less revised: above nought is an overspend"),
)


def line_columns() -> tuple[Column[LineRow], ...]:
    """Return the columns of the budget lines."""
    name: Column[LineRow] = Column(
        "Budget line",
        lambda r: line_name(r.line) if r.runs else f"{line_name(r.line)} (paid outside its agreement)",
        tooltip=lambda r: f"{line_name(r.line)}: {r.agreement.reference}, {r.agreement.title}",
        width=220,
        stretch=True,
    )
    agreement: Column[LineRow] = Column("Agreement", lambda r: r.agreement.reference, width=120)
    return (name, agreement, *(figure_column(*figure) for figure in _FIGURES))


def figure_column(title: str, figure: Callable[[Position], int], means: str) -> Column[LineRow]:
    """Return a column of money that says what it means on hovering; what is out of order is coloured and signed."""
    alarming = {"Available": lambda pence: pence < 0, "Variance": lambda pence: pence > 0}.get(title)

    def colour(row: LineRow) -> str | None:
        return "danger" if alarming is not None and alarming(figure(row.position)) else None

    return Column(
        title,
        lambda r: money_or_dash(figure(r.position)),
        sort=lambda r: figure(r.position),
        align="right",
        tooltip=lambda r: f"{title}: {pounds(figure(r.position))}. {means}.",
        colour=colour,
        strong=lambda r: colour(r) is not None,
        width=102,
    )


def transaction_columns(
    session: Session, lines: Callable[[TransactionRow], Choices]
) -> tuple[Column[TransactionRow], ...]:
    """Return the columns of transactions; every one but the evidence can be changed in place."""
    return (
        *_word_columns(session),
        Column(
            "Budget line",
            lambda r: r.line or "not assigned",
            colour=lambda r: None if r.line else "quiet",
            edit=_edit(session, "line_id"),
            choices=lines,
            done="Put a payment on a budget line",
            width=150,
        ),
        Column(
            "Kind",
            lambda r: r.entry.kind.value.capitalize(),
            edit=_edit(session, "kind"),
            choices=lambda _: KINDS,
            done="Changed the kind of a payment",
            width=104,
        ),
        Column(
            "Amount",
            lambda r: pounds(r.entry.amount_pence),
            sort=lambda r: r.entry.amount_pence,
            align="right",
            edit=_edit(session, "amount_pence"),
            done="Changed the amount of a payment",
            width=104,
        ),
        _proof_column(),
        Column(
            "Marking",
            lambda r: r.entry.marking.label,
            tooltip=lambda r: r.entry.marking_reason or r.entry.marking.label,
            edit=_edit(session, "marking"),
            choices=lambda _: MARKINGS,
            done="Changed who may see a payment",
            width=92,
        ),
    )


def _word_columns(session: Session) -> tuple[Column[TransactionRow], ...]:
    def written(title: str, field: str, width: int, *, stretch: bool = False) -> Column[TransactionRow]:
        return Column(
            title,
            lambda r: str(getattr(r.entry, field)),
            edit=_edit(session, field),
            done=f"Changed the {title.lower()} of a payment",
            width=width,
            stretch=stretch,
        )

    day: Column[TransactionRow] = Column(
        "Date",
        lambda r: short_date(r.entry.occurred_on),
        sort=lambda r: (r.entry.occurred_on, r.id),
        tooltip=lambda r: date_words(r.entry),
        spoken=lambda r: date_words(r.entry),
        edit=_edit(session, "occurred_on"),
        done="Changed the date of a payment",
        decoration=lambda r: icon("triangle-alert", "warning") if r.entry.outside_period else None,
        width=116,
    )
    return (
        day,
        written("Payee", "payee", 170),
        written("Description", "description", 180, stretch=True),
        written("Reference", "reference", 96),
        written("Category", "category", 110),
    )


def _proof_column() -> Column[TransactionRow]:
    return Column(
        "Evidence",
        proof_words,
        sort=lambda r: (r.needs_proof, -r.proofs),
        decoration=proof_icon,
        colour=lambda r: "warning" if r.needs_proof else None,
        tooltip=lambda r: "Drop a file here to attach it as evidence" if r.needs_proof else proof_words(r),
        width=112,
    )


def _edit(session: Session, field: str) -> Callable[[TransactionRow, object], None]:
    return lambda row, value: change_from_text(session.store, row.id, field, value)


def payment_columns() -> tuple[Column[Transaction], ...]:
    """Return the columns of payments that have no budget line yet."""
    return (
        Column(
            "Date",
            lambda t: short_date(t.occurred_on),
            sort=lambda t: (t.occurred_on, t.id),
            tooltip=date_words,
            spoken=date_words,
            decoration=lambda t: icon("triangle-alert", "warning") if t.outside_period else None,
            width=116,
        ),
        Column("Payee", lambda t: t.payee, width=210),
        Column("Description", lambda t: t.description, width=220, stretch=True),
        Column("Reference", lambda t: t.reference, width=110),
        Column("Category", lambda t: t.category, width=150),
        Column("Kind", lambda t: t.kind.value.capitalize(), width=104),
        Column("Amount", lambda t: pounds(t.amount_pence), sort=lambda t: t.amount_pence, align="right", width=110),
    )


def total_texts(rows: Sequence[LineRow], total: Position) -> tuple[str, ...]:
    """Return the cells of the row that sums the lines up, in the order of `line_columns`."""
    return (
        f"All {len(rows)} lines" if len(rows) > 1 else "One line",
        "",
        *(money_or_dash(figure(total)) for _, figure, _ in _FIGURES),
    )


def money_or_dash(pence: int) -> str:
    """Return an amount; nought as a dash, so that a table of figures can be read at a glance."""
    return pounds(pence) if pence else "–"


def date_words(entry: Transaction) -> str:
    """Return a transaction's date, and that it lies outside the agreement's period if it does."""
    outside = ", outside the agreement’s period" if entry.outside_period else ""
    return f"{long_date(entry.occurred_on)}{outside}"


def proof_words(row: TransactionRow) -> str:
    """Say whether anything proves a transaction: “2 proofs”, “none yet”; nothing for what is not paid."""
    if row.proofs:
        return counted(row.proofs, "proof")
    return "none yet" if row.needs_proof else ""


def proof_icon(row: TransactionRow) -> QIcon | None:
    """Return the sign that goes with `proof_words`."""
    if row.proofs:
        return icon("paperclip", "good")
    return icon("circle-alert", "warning") if row.needs_proof else None
