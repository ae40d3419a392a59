"""Samples drawn for audit and their payments with what each check found; written out as CSV."""

import csv
import io
from collections.abc import Mapping, Sequence

from cspdesk.domain.audits import AuditItem, AuditSample, CheckResult
from cspdesk.domain.funding import Transaction
from cspdesk.domain.money import plain_pounds, pounds
from cspdesk.domain.periods import short_date
from cspdesk.domain.proof import counted
from cspdesk.domain.records import dataclass
from cspdesk.domain.sampling import METHOD
from cspdesk.store.store import Store
from cspdesk.ui.models.money_rows import line_name
from cspdesk.ui.models.table import Choices, Column
from cspdesk.ui.session import Session

RESULTS: Choices = tuple((each.value.capitalize(), each) for each in CheckResult)
_COLOURS = {CheckResult.GOOD: "good", CheckResult.QUERY: "warning", CheckResult.BAD: "danger"}


@dataclass(frozen=True, slots=True)
class SampleRow:
    """One sample and how many of its payments were found how."""

    id: str
    sample: AuditSample
    results: Mapping[CheckResult, int]

    @property
    def size(self) -> int:
        """How many payments it has."""
        return sum(self.results.values())


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One sampled payment with its line and how many proofs it has."""

    id: str
    item: AuditItem
    entry: Transaction
    line: str
    proofs: int


def read_samples(store: Store, agreement_id: str) -> tuple[SampleRow, ...]:
    """Return an agreement's samples, the newest first."""
    with store.reading():
        samples = store.audits.samples_of(agreement_id)
        return tuple(SampleRow(s.id, s, store.audits.results(s.id)) for s in samples)


def read_items(store: Store, sample: AuditSample) -> tuple[ItemRow, ...]:
    """Return a sample's payments in their order."""
    with store.reading():
        items = store.audits.items_of(sample.id)
        ids = tuple(item.transaction_id for item in items)
        entries = {t.id: t for t in store.funding.transactions.named(ids)}
        proofs = store.evidence.proofs_of(ids)
        names = {line.id: line_name(line) for line in store.funding.lines_of(sample.agreement_id)}
    return tuple(
        ItemRow(i.id, i, t, names.get(t.line_id or "", "no line"), proofs[t.id])
        for i in items
        if (t := entries.get(i.transaction_id)) is not None
    )


def sample_columns() -> tuple[Column[SampleRow], ...]:
    """Return the columns of samples."""
    return (
        Column("Year", lambda r: r.sample.year.label, width=88),
        Column("Drawn", lambda r: short_date(r.sample.drawn_on), sort=lambda r: r.sample.drawn_on, width=96),
        Column("By", lambda r: r.sample.drawn_by, width=150),
        Column("At least", lambda r: f"{r.sample.percent}%", sort=lambda r: r.sample.percent, align="right", width=78),
        Column("Seed", lambda r: str(r.sample.seed), align="right", width=80),
        Column("Payments", lambda r: f"{r.size:,}", sort=lambda r: r.size, align="right", width=86),
        Column("Checks", result_words, width=260, stretch=True),
    )


def result_words(row: SampleRow) -> str:
    """Say how a sample's checks stand."""
    open_ = row.results.get(CheckResult.OPEN, 0)
    parts = [
        f"{row.results[each]:,} {each.value}"
        for each in CheckResult
        if each is not CheckResult.OPEN and row.results[each]
    ]
    return ", ".join([*parts, f"{open_:,} to check"] if open_ else parts)


def item_columns(session: Session) -> tuple[Column[ItemRow], ...]:
    """Return the columns of sampled payments; what a check found is said in place."""

    def check(row: ItemRow, result: object) -> None:
        _keep(session, row, CheckResult(str(result)), row.item.note)

    def explain(row: ItemRow, text: object) -> None:
        _keep(session, row, row.item.result, str(text).strip())

    return (
        Column("Date", lambda r: short_date(r.entry.occurred_on), sort=lambda r: r.entry.occurred_on, width=96),
        Column("Payee", lambda r: r.entry.payee, width=180),
        Column("Line", lambda r: r.line, width=150, stretch=True),
        Column(
            "Amount",
            lambda r: pounds(r.entry.amount_pence),
            sort=lambda r: r.entry.amount_pence,
            align="right",
            width=104,
        ),
        Column(
            "Evidence",
            lambda r: counted(r.proofs, "proof") if r.proofs else "none yet",
            colour=lambda r: None if r.proofs else "warning",
            width=88,
        ),
        Column(
            "Found",
            lambda r: r.item.result.value.capitalize(),
            edit=check,
            choices=lambda _: RESULTS,
            done="Recorded an audit check",
            colour=lambda r: _COLOURS.get(r.item.result),
            width=112,
        ),
        Column("Note", lambda r: r.item.note, edit=explain, done="Noted an audit check", width=170, stretch=True),
        Column("Checked by", checked_words, width=130),
    )


def _keep(session: Session, row: ItemRow, result: CheckResult, note: str) -> None:
    session.store.audits.check(row.id, result, on=session.today, by=session.store.person, note=note)


def checked_words(row: ItemRow) -> str:
    """Say who checked a payment and when."""
    if row.item.checked_on is None:
        return ""
    return f"{row.item.checked_by}, {short_date(row.item.checked_on)}"


def sample_csv(sample: AuditSample, reference: str, rows: Sequence[ItemRow]) -> bytes:
    """Return a sample as CSV, with how it was drawn at its head so that it can be drawn again."""
    from cspdesk.exchange.csv_safe import safe_cell  # only when something is written

    text = io.StringIO()
    writer = csv.writer(text)
    for head in (
        ("Agreement", reference),
        ("Year", sample.year.label),
        ("Drawn on", sample.drawn_on.isoformat()),
        ("Drawn by", sample.drawn_by),
        ("At least", f"{sample.percent}% by number and by value"),
        ("Seed", str(sample.seed)),
        ("Method", METHOD),
    ):
        writer.writerow([safe_cell(cell) for cell in head])
    writer.writerow([])
    writer.writerow(
        ("Date", "Payee", "Description", "Reference", "Line", "Amount", "Proofs", "Found", "Checked on", "By", "Note")
    )
    for row in rows:
        t, item = row.entry, row.item
        day = item.checked_on.isoformat() if item.checked_on else ""
        cells = (
            t.occurred_on.isoformat(), t.payee, t.description, t.reference, row.line, plain_pounds(t.amount_pence),
            str(row.proofs), item.result.value, day, item.checked_by, item.note,
        )  # fmt: skip
        writer.writerow([safe_cell(cell) for cell in cells])
    return text.getvalue().encode("utf-8-sig")
