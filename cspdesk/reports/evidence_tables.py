"""The tables of transactions, made row by row as they are drawn."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cspdesk.domain.funding import Eligibility, TransactionKind
from cspdesk.domain.money import pounds
from cspdesk.domain.periods import short_date
from cspdesk.reports.blocks import Column, Row, Table
from cspdesk.reports.evidence_figures import Entry, EvidenceFigures, LineFigures, Proof, Withheld
from cspdesk.reports.evidence_words import counted

_GROUPS = {
    TransactionKind.ACTUAL: ("Paid", "payment"),
    TransactionKind.COMMITMENT: ("Committed", "commitment"),
    TransactionKind.FORECAST: ("Forecast", "forecast"),
}


# Each cell and row is an object of the file. Validators, and some readers, refuse a file of more than a million, so a
# very long document says the same in fewer cells.
_MOST_OBJECTS = 900_000


def is_lean(figures: EvidenceFigures) -> bool:
    """Return whether the document is so long that its tables must make do with fewer columns."""
    return 8 * figures.transaction_count + 6 * len(figures.proofs) > _MOST_OBJECTS


def marked(text: str, illustrative: bool) -> str:
    """Return a text with the word illustrative where it applies."""
    return f"{text} (illustrative)".strip() if illustrative else text


def widest(texts: Iterable[str]) -> str:
    """Return the longest of some figures; their digits are all of one width."""
    return max(texts, key=len, default="")


def entries_table(line: LineFigures, *, lean: bool = False) -> Table:
    """Return a budget line's transactions by kind, with running totals, and the line's outturn.

    A lean table has no running totals, and payee and description in one column.
    """
    amounts = [entry.amount_pence for entry in line.entries]
    amounts += [each.amount_pence for each in line.withheld]
    standing = line.position
    sums = (standing.actual, standing.committed, standing.forecast, standing.outturn)
    fit = widest(pounds(pence) for pence in (min(amounts), max(amounts), *sums))
    day, reference = Column("Date", fit="00/00/0000"), Column("Reference", weight=0.8)
    amount, proof = Column("Amount", "right", fit), Column("Evidence", weight=0.65)
    if lean:
        return Table((day, Column("Payee, description", weight=2.7), reference, proof, amount), _Rows(line, lean=True))
    running = Column("Running total", "right", widest((fit, *_peaks(line))))
    payee, description = Column("Payee", weight=1.25), Column("Description", weight=1.45)
    return Table((day, payee, description, reference, proof, amount, running), _Rows(line))


def proofs_table(figures: EvidenceFigures) -> Table:
    """Return the evidence index; a lean one has two columns."""
    number = Column("No.", fit=figures.proofs[-1].number)
    if is_lean(figures):
        rows = tuple(Row((p.number, ", ".join(x for x in _proof_cells(p) if x))) for p in figures.proofs)
        return Table((number, Column("What it is, and the SHA-256 of the file", weight=1)), rows, row_heading=True)
    columns = (
        number,
        Column("What it is", weight=1),
        Column("Dated", fit="00/00/0000"),
        Column("Proves", fit="transactions"),
        Column("SHA-256 of the file", fit="bbbbbbbb bbbbbbbb bbbbbbbb bbbbbbbb"),
    )
    return Table(columns, tuple(Row((p.number, *_proof_cells(p))) for p in figures.proofs), row_heading=True)


def _proof_cells(proof: Proof) -> tuple[str, ...]:
    said = ", ".join(text for text in (proof.title, proof.reference, proof.file_name) if text)
    grouped = " ".join(proof.sha256[at : at + 8] for at in range(0, len(proof.sha256), 8))
    return (
        marked(said, proof.illustrative),
        short_date(proof.dated_on) if proof.dated_on else "not dated",
        counted(proof.proves, "transaction"),
        grouped or "no file is held",
    )


def _peaks(line: LineFigures) -> tuple[str, str]:
    """Return the lowest and highest a running total can come to, as written."""
    amounts = [*(e.amount_pence for e in line.entries), *(w.amount_pence for w in line.withheld)]
    return pounds(sum(a for a in amounts if a < 0)), pounds(sum(a for a in amounts if a > 0))


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of one line, made anew each time they are gone through."""

    line: LineFigures
    lean: bool = False

    def __iter__(self) -> Iterator[Row]:
        return map(_lean, self._full()) if self.lean else self._full()

    def _full(self) -> Iterator[Row]:
        kinds = [kind for kind in TransactionKind if self._has(kind)]
        for kind in kinds:
            name, noun = _GROUPS[kind]
            yield Row((name,), "group")
            running = count = 0
            for entry in self.line.entries:
                if entry.kind is kind:
                    running += entry.amount_pence
                    count += 1
                    yield Row(_cells(entry, running))
            for each in self.line.withheld:
                if each.kind is kind:
                    running += each.amount_pence
                    count += each.count
                    yield Row(_withheld_cells(each, running))
            yield Row(("", f"{name}: {counted(count, noun)}", "", "", "", pounds(running), ""), "subtotal")
        outturn = pounds(self.line.position.outturn)
        yield Row(("", "Outturn of this line" if self.line.assigned else "Total", "", "", "", outturn, ""), "total")

    def _has(self, kind: TransactionKind) -> bool:
        return any(entry.kind is kind for entry in self.line.entries) or any(w.kind is kind for w in self.line.withheld)


def _lean(row: Row) -> Row:
    if row.kind == "group":
        return row
    day, payee, description, reference, proof, amount, _ = row.cells
    said = f"{payee}: {description}" if payee and description else payee or description
    return Row((day, said, reference, proof, amount), row.kind)


def _cells(entry: Entry, running: int) -> tuple[str, ...]:
    return (
        short_date(entry.occurred_on),
        entry.payee,
        _description(entry),
        entry.reference,
        _evidence(entry),
        pounds(entry.amount_pence),
        pounds(running),
    )


def _description(entry: Entry) -> str:
    flags = []
    if entry.illustrative:
        flags.append("illustrative")
    if entry.outside_period:
        flags.append("outside the agreement’s period")
    if entry.eligibility is Eligibility.INELIGIBLE:
        flags.append("ineligible")
    return f"{entry.description} ({', '.join(flags)})".lstrip() if flags else entry.description


def _evidence(entry: Entry) -> str:
    shown = list(entry.evidence)
    if entry.withheld_evidence:
        shown.append(f"{entry.withheld_evidence} withheld")
    if not shown and entry.kind is TransactionKind.ACTUAL:
        return "none yet"
    return ", ".join(shown)


def _withheld_cells(each: Withheld, running: int) -> tuple[str, ...]:
    proved = f"{each.evidenced} of {each.count}" if each.kind is TransactionKind.ACTUAL else ""
    said = f"{counted(each.count, 'transaction')} withheld"
    return ("", said, each.reason, "", proved, pounds(each.amount_pence), pounds(running))
