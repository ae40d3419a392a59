"""The tables of transactions, made row by row as they are drawn."""

from collections.abc import Iterable, Iterator

from cspdesk.domain.funding import Eligibility, TransactionKind
from cspdesk.domain.money import pounds
from cspdesk.domain.periods import short_date
from cspdesk.domain.positions import Traced
from cspdesk.domain.records import dataclass
from cspdesk.reports.blocks import Column, Row, Table
from cspdesk.reports.evidence_figures import Entry, EvidenceFigures, LineFigures, Proof, Withheld
from cspdesk.reports.evidence_words import counted

NOTHING_ATTACHED = "Payments with nothing attached"
_GROUPS = {
    TransactionKind.ACTUAL: ("Paid", "payment"),
    TransactionKind.COMMITMENT: ("Committed", "commitment"),
    TransactionKind.FORECAST: ("Forecast", "forecast"),
}


# Validators, and some readers, refuse a document of more than a million objects, and each cell and each row counts as
# two. A very long document therefore looks the same but has fewer, larger cells when it is read aloud.
_MOST_OBJECTS = 900_000
_OBJECTS_AN_ENTRY = 16
_OBJECTS_A_PROOF = 12


SOME_PROVED = "Where payments are withheld, “7 of 8” or the like says how many of them have evidence."


def is_lean(figures: EvidenceFigures) -> bool:
    """Return whether the document is so long that its tables must make do with fewer cells."""
    objects = _OBJECTS_AN_ENTRY * figures.transaction_count + _OBJECTS_A_PROOF * len(figures.proofs)
    return objects > _MOST_OBJECTS


def marked(text: str, illustrative: bool) -> str:
    """Return a text with the word illustrative where it applies."""
    return f"{text} (illustrative)".strip() if illustrative else text


def widest(texts: Iterable[str]) -> str:
    """Return the longest of some figures; their digits are all of one width."""
    return max(texts, key=len, default="")


def entries_table(line: LineFigures, *, lean: bool = False) -> Table:
    """Return a budget line's transactions by kind, with running totals, and the line's outturn.

    A lean table has no running totals, and reads date, payee, description and reference as one cell.
    """
    amounts = [entry.amount_pence for entry in line.entries]
    amounts += [each.amount_pence for each in line.withheld]
    standing = line.position
    sums = (standing.actual, standing.committed, standing.forecast, standing.outturn)
    fit = widest(pounds(pence) for pence in (min(amounts), max(amounts), *sums))
    columns = (
        Column("Date", fit="00/00/0000"),
        Column("Payee", weight=1.2, joined=lean),
        Column("Description", weight=1.65, joined=lean),
        Column("Reference", weight=0.65, joined=lean),
        Column("Evidence", weight=0.65),
        Column("Amount", "right", fit),
    )
    if lean:
        return Table(columns, _Rows(line, lean=True), name=line.name)
    return Table(
        (*columns, Column("Running total", "right", widest((fit, *_peaks(line))))), _Rows(line), name=line.name
    )


def proofs_table(figures: EvidenceFigures) -> Table:
    """Return the evidence index; a lean one reads each item as one cell."""
    lean = is_lean(figures)
    columns = (
        Column("No.", fit=figures.proofs[-1].number),
        Column("What it is", weight=1, joined=lean),
        Column("Dated", fit="00/00/0000", joined=lean),
        Column("Transactions", "right", fit="Transactions", joined=lean),
        Column("SHA-256 of the file", fit="bbbbbbbb bbbbbbbb bbbbbbbb bbbbbbbb", joined=lean),
    )
    rows = tuple(Row((proof.number, *_proof_cells(proof))) for proof in figures.proofs)
    return Table(columns, rows, row_heading=not lean, name="Evidence index")


def traced_table(figures: EvidenceFigures) -> Table:
    """Return, for each budget line, how much of what was paid is evidenced and how much is not yet."""
    each = [(line.name, line.traced) for line in figures.lines]
    rows = [Row((name, *_traced_cells(traced))) for name, traced in each if traced.payments]
    rows.append(Row(("Total", *_traced_cells(figures.traced)), "total"))
    headings = ("Paid", "Evidenced", "Not yet evidenced", "Payments", "Without evidence")
    columns = [Column(h, "right", widest(row.cells[n] for row in rows)) for n, h in enumerate(headings, 1)]
    return Table((Column("Budget line", weight=1.5), *columns), tuple(rows), row_heading=True, together=True)


def _traced_cells(traced: Traced) -> tuple[str, ...]:
    amounts = (pounds(traced.paid), pounds(traced.evidenced), pounds(traced.untraced))
    return *amounts, f"{traced.payments:,}", f"{traced.payments - traced.payments_evidenced:,}"


def missing_table(figures: EvidenceFigures, *, most: int) -> Table:
    """Return the payments not yet evidenced, the largest ones by name, adding up to all that is not evidenced."""
    missing = [
        (line, entry)
        for line in figures.lines
        for entry in line.entries
        if entry.kind is TransactionKind.ACTUAL and not entry.evidenced
    ]
    missing.sort(key=lambda pair: (-abs(pair[1].amount_pence), pair[1].occurred_on, pair[1].id))
    rows = [_missing_row(line, entry) for line, entry in missing[:most]]
    rest = [entry.amount_pence for _, entry in missing[most:]]
    if rest:
        rows.append(Row(("", f"{counted(len(rest), 'smaller payment')}", "", "", pounds(sum(rest)))))
    paid = [each for line in figures.lines for each in line.withheld if each.kind is TransactionKind.ACTUAL]
    count = sum(each.count - each.evidenced for each in paid)
    if count:
        hidden = sum(each.amount_pence - each.evidenced_pence for each in paid)
        rows.append(Row(("", f"{counted(count, 'payment')} withheld", "", "", pounds(hidden))))
    rows.append(Row(("", "Not yet evidenced", "", "", pounds(figures.traced.untraced)), "total"))
    columns = (
        Column("Date", fit="00/00/0000"),
        Column("Payee", weight=1.3),
        Column("Reference", weight=0.8),
        Column("Budget line", weight=1.3),
        Column("Amount", "right", widest(row.cells[-1] for row in rows)),
    )
    return Table(columns, tuple(rows), name=NOTHING_ATTACHED)


def _missing_row(line: LineFigures, entry: Entry) -> Row:
    payee = marked(entry.payee, entry.illustrative)
    return Row((short_date(entry.occurred_on), payee, entry.reference, line.name, pounds(entry.amount_pence)))


def _proof_cells(proof: Proof) -> tuple[str, ...]:
    said = ", ".join(dict.fromkeys(text for text in (proof.title, proof.reference, proof.file_name) if text))
    grouped = " ".join(proof.sha256[at : at + 8] for at in range(0, len(proof.sha256), 8))
    return (
        marked(said, proof.illustrative),
        short_date(proof.dated_on) if proof.dated_on else "not dated",
        f"{proof.proves:,}",
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
        if not self.lean:
            return self._full()
        return (row if row.kind == "group" else Row(row.cells[:-1], row.kind) for row in self._full())

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
    if entry.settled_pence:
        ordered = entry.amount_pence + entry.settled_pence
        flags.append(f"{pounds(entry.settled_pence)} of {pounds(ordered)} ordered is paid")
    if entry.accrued:
        flags.append(entry.accrued.rstrip(". "))
    return f"{entry.description} ({', '.join(flags)})".lstrip() if flags else entry.description


def _evidence(entry: Entry) -> str:
    shown = sorted(entry.evidence, key=_in_order)
    if entry.withheld_evidence:
        shown.append(f"{entry.withheld_evidence} withheld")
    if not shown and entry.kind is TransactionKind.ACTUAL:
        return "none yet"
    return ", ".join(shown)


def _in_order(number: str) -> tuple[int, str]:
    """Return how the number of a proof sorts: E2 before E10."""
    return len(number), number


def _withheld_cells(each: Withheld, running: int) -> tuple[str, ...]:
    proved = _proved(each) if each.kind is TransactionKind.ACTUAL else ""
    said = f"{counted(each.count, 'transaction')} withheld"
    return ("", said, each.reason, "", proved, pounds(each.amount_pence), pounds(running))


def _proved(each: Withheld) -> str:
    return f"{each.evidenced} of {each.count}" if each.evidenced else "none yet"


def some_proved(lines: Iterable[LineFigures]) -> bool:
    """Return whether any of the payments that are withheld are evidenced, so that their number is to be explained."""
    found = (each for line in lines for each in line.withheld if each.kind is TransactionKind.ACTUAL)
    return any(each.evidenced for each in found)
