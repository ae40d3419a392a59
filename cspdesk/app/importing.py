"""Ledgers into the record: reading (exchange), comparing (domain) and keeping (store), joined.

Three moves, so that the window can read in the background and write on the one thread that owns the file:
`known` what the agreement holds already, `read_and_compare` the ledger on plain data, `take` it in one step.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from cspdesk.app.files import opened
from cspdesk.app.named import agreement_called, line_called
from cspdesk.app.refused import refused_for
from cspdesk.domain.funding import Agreement, BudgetLine, Transaction, TransactionKind
from cspdesk.domain.imports import AssignmentRule, LedgerImport
from cspdesk.domain.ledgers import ImportPlan, Known, LedgerLine
from cspdesk.domain.money import pounds
from cspdesk.domain.records import dataclass
from cspdesk.exchange.ledgers import LedgerReading, collector_at_rest
from cspdesk.store.ids import new_ids
from cspdesk.store.store import Store

Progress = Callable[[int, int], None]
TOLD_EVERY = 2_000  # rows between two words of progress


@dataclass(frozen=True, slots=True)
class LedgerOptions:
    """What a person told of a ledger; what is None or missing is recognised or remembered."""

    mapping: dict[str, str] = field(default_factory=dict)
    sheet: str | None = None
    date_order: Literal["dmy", "mdy", "ymd"] | None = None
    default_date: date | None = None
    decimal: Literal["point", "comma"] | None = None
    allow_outside: bool = False


@dataclass(frozen=True, slots=True)
class KnownRecord:
    """What must be known of the record to compare a ledger with it: plain data that may go to another thread."""

    agreement: Agreement
    payments: tuple[Known, ...]
    rules: tuple[AssignmentRule, ...]
    remembered: dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Compared:
    """A ledger as read, and what taking it would do."""

    source: Path
    source_sha256: str
    agreement: Agreement
    rules: tuple[AssignmentRule, ...]
    reading: LedgerReading
    plan: ImportPlan


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import did; assigned counts the payments that rules put on a line."""

    record: LedgerImport
    assigned: int


@collector_at_rest()
def known(store: Store, agreement: Agreement) -> KnownRecord:
    """Return what an agreement holds already."""
    payments = store.imports.known_lines(agreement.id)
    ids, texts, *others = zip(*payments, strict=True) if payments else ((), ())
    parsed = {text: date.fromisoformat(text) for text in set(texts)}
    return KnownRecord(
        agreement,
        tuple(map(Known, ids, map(parsed.__getitem__, texts), *others)),
        store.imports.rules_of(agreement.id),
        store.imports.remembered_mappings(),
    )


@collector_at_rest()
def read_and_compare(
    source: Path, record: KnownRecord, options: LedgerOptions, progress: Progress | None = None
) -> Compared:
    """Read a ledger and sort its rows into new, known and changed; touches no file but the source.

    Raises UserError when it is no ledger; Cancelled when progress raises it.
    """
    from cspdesk.domain.ledgers import reconcile
    from cspdesk.exchange.ledgers import read_ledger

    agreement = record.agreement
    reading = read_ledger(
        source,
        options.mapping,
        sheet=options.sheet,
        date_order=options.date_order,
        default_date=options.default_date,
        period=(agreement.starts_on, agreement.ends_on),
        allow_outside=options.allow_outside,
        decimal="," if options.decimal == "comma" else ".",
        remembered=record.remembered,
        progress=progress,
    )
    plan = reconcile(reading.lines, record.payments, reading.problems)
    with source.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Compared(source, sha256, agreement, record.rules, reading, plan)


@collector_at_rest()
def take(store: Store, compared: Compared, line: BudgetLine | None = None, progress: Progress | None = None) -> Taken:
    """Keep what a ledger adds and changes, as one step; rejected and skipped rows are left out.

    Rows go to the line given, or to the line a remembered rule finds. A ledger that says nothing new leaves no trace.
    Raises Cancelled when progress raises it, and UserError when a changed amount no longer fits the order or the refund
    that hangs on it; then nothing was kept.
    """
    plan, reading = compared.plan, compared.reading
    record = _import_record(compared)
    line_ids = _line_ids(plan.added, compared.rules, line)
    words = f"Imported {len(plan.added):,} payment{'s' * (len(plan.added) != 1)} from {compared.source.name}"
    if not plan.added and not plan.changed:
        return Taken(record, 0)
    with store.step(words):
        store.imports.imports.insert(record)
        store.imports.add_lines(_common(record), _parts(plan.added, line_ids, progress))
        store.imports.change_amounts((old.id, new.amount_pence, new.vat_pence, record.id) for new, old in plan.changed)
        for entry in store.commitments.tied([old.id for _, old in plan.changed]):
            store.commitments.check_ties(entry)
        store.imports.remember_mapping(reading.layout_key, compared.source.name, reading.mapping)
    return Taken(record, 0 if line else sum(1 for line_id in line_ids if line_id))


def _import_record(compared: Compared) -> LedgerImport:
    plan = compared.plan
    return LedgerImport(
        id=new_ids(1)[0],
        agreement_id=compared.agreement.id,
        source_name=compared.source.name,
        source_sha256=compared.source_sha256,
        sheet=compared.reading.sheet,
        imported_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        added=len(plan.added),
        duplicates=len(plan.duplicates),
        changed=len(plan.changed),
        rejected=len(plan.rejected),
        skipped=len(plan.skipped),
        total_pence=plan.total_pence,
    )


def _common(record: LedgerImport) -> Transaction:
    """Return what all payments of an import have in common; its own columns are filled in row by row."""
    return Transaction(
        id="",
        agreement_id=record.agreement_id,
        kind=TransactionKind.ACTUAL,
        occurred_on=date.min,
        payee="",
        amount_pence=0,
        import_id=record.id,
    )


def _line_ids(
    lines: Sequence[LedgerLine], rules: Sequence[AssignmentRule], line: BudgetLine | None
) -> list[str | None]:
    if line is not None or not rules:
        return [line.id if line else None] * len(lines)
    return [next((r.line_id for r in rules if r.matches(entry)), None) for entry in lines]


def _parts(
    lines: Sequence[LedgerLine], line_ids: list[str | None], progress: Progress | None
) -> Iterator[tuple[Sequence[str | int | None], ...]]:
    """Yield what is each line's own, as `ImportStore.add_lines` takes it; a hundred thousand pass here."""
    days: dict[date, str] = {}
    total = len(lines)
    for start in range(0, total, TOLD_EVERY):
        if progress is not None:
            progress(start, total)
        some = lines[start : start + TOLD_EVERY]
        row, dated, payee, description, reference, category, pence, vat, _, outside = zip(*some, strict=True)
        days |= {day: day.isoformat() for day in {*dated} - days.keys()}
        day, of_line = [days[day] for day in dated], line_ids[start : start + TOLD_EVERY]
        ids, marked = new_ids(len(some)), list(map(int, outside))
        yield ids, day, payee, pence, of_line, description, reference, category, vat, marked, row


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the command line says of an import; refused is the sentence that says why nothing was changed."""

    compared: Compared
    taken: Taken | None
    refused: str

    def figures(self) -> dict[str, object]:
        """Return the counts and sums as the command line prints them for programs."""
        plan, reading = self.compared.plan, self.compared.reading
        return {
            "applied": self.taken is not None,
            "rows": reading.rows,
            "added": len(plan.added),
            "duplicates": len(plan.duplicates),
            "changed": len(plan.changed),
            "rejected": len(plan.rejected),
            "skipped": len(plan.skipped),
            "total_pence": plan.total_pence,
            "added_pence": plan.added_pence,
            "duplicate_pence": plan.duplicate_pence,
            "changed_pence": plan.changed_pence,
            "rejected_pence": plan.rejected_pence,
            "assigned": self.taken.assigned if self.taken else 0,
            "mapping": dict(reading.mapping),
            "notes": list(reading.notes),
            "problems": [{"row": p.row, "column": p.column, "reason": p.reason} for p in plan.rejected],
            "skipped_rows": [{"row": p.row, "reason": p.reason} for p in plan.skipped],
        }

    def sentences(self) -> list[str]:
        """Return the same for people."""
        plan = self.compared.plan
        parts = (
            ("added", len(plan.added), plan.added_pence),
            ("already there", len(plan.duplicates), plan.duplicate_pence),
            ("changed amount", len(plan.changed), plan.changed_pence),
            ("rejected", len(plan.rejected), plan.rejected_pence),
        )
        said = [f"{self.compared.source.name}: {pounds(plan.total_pence)} in {self.compared.reading.rows:,} rows."]
        said += [f"  {words:<15} {count:>8,} {pounds(pence):>18}" for words, count, pence in parts]
        said += [f"  {'skipped':<15} {len(plan.skipped):>8,}"]
        said += [f"  Row {p.row}, {p.column or 'whole row'}: {p.reason}" for p in plan.rejected[:20]]
        said += [f"  … and {len(plan.rejected) - 20:,} more." for _ in range(len(plan.rejected) > 20)]
        return said + [f"  Note: {note}" for note in self.compared.reading.notes]


def import_ledger(
    source: Path,
    file: Path,
    agreement_reference: str,
    line_reference: str | None,
    options: LedgerOptions,
    *,
    partial: bool,
    dry_run: bool,
    rejects: Path | None,
) -> Outcome:
    """Import a ledger as the command line does: all rows or none, unless partial; never anything when dry_run.

    Raises UserError when the file, the agreement, the line or the ledger is not to be had.
    """
    with opened(file, to_write=not dry_run) as store:
        agreement = agreement_called(store, agreement_reference)
        line = None if line_reference is None else line_called(store, agreement, line_reference)
        compared = read_and_compare(source, known(store, agreement), options)
        if rejects is not None:
            write_rejects_of(compared, rejects)
        refused = "" if partial else _refusal(compared, dry_run=dry_run)
        taken = None if dry_run or refused else take(store, compared, line)
    return Outcome(compared, taken, refused)


def write_rejects_of(compared: Compared, path: Path) -> None:
    """Write a ledger's rejected rows to a CSV that can be corrected and imported."""
    from cspdesk.exchange.ledgers import write_rejects

    write_rejects(path, compared.reading.headers, compared.plan.rejected)


def _refusal(compared: Compared, *, dry_run: bool) -> str:
    rejected = compared.plan.rejected
    if not rejected:
        return ""
    first = f"row {rejected[0].row}, {rejected[0].reason}"
    return refused_for(len(rejected), first, "file", dry_run=dry_run)
