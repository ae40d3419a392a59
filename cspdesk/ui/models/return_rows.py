"""What the window shows of returns: the list of an agreement, the columns of a table in one, and findings' places."""

from datetime import date
from textwrap import wrap

from cspdesk.app.return_templates import templates
from cspdesk.domain.funding import Agreement
from cspdesk.domain.periods import FinancialYear, long_date, short_date
from cspdesk.domain.records import dataclass
from cspdesk.domain.return_check import Place as FindingPlace
from cspdesk.domain.return_check import PlaceKind
from cspdesk.domain.return_due import OwedReturn, owed
from cspdesk.domain.return_rows import shown
from cspdesk.domain.return_table import Cell, TableValue
from cspdesk.domain.returns import Return
from cspdesk.store.store import Store
from cspdesk.ui.models.late import late_words
from cspdesk.ui.models.table import Column
from cspdesk.ui.session import Place

_SECTIONS = {
    PlaceKind.QUARTER: "closed",
    PlaceKind.LINE: "lines",
    PlaceKind.RETURN: "returns",
    PlaceKind.AGREEMENT: "lines",
    PlaceKind.TRANSACTIONS: "unassigned",
}
_LETTERS_A_LINE = 13  # of the heading of a narrow column
_OF_PAYMENTS = {"unassigned": "unassigned", "audit": "audit"}  # others stand among the differences
_OF_PRIORITIES = {"unjudged": "money", "untraced": "evidence"}  # where each payment can be judged, or proved


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One return in the list of an agreement."""

    id: str
    owed: OwedReturn
    today: date

    @property
    def state(self) -> str:
        """Where it stands, in words."""
        kept = self.owed.kept
        if self.owed.is_submitted and kept is not None and kept.submitted_on is not None:
            return f"Submitted {short_date(kept.submitted_on)}"
        if self.owed.period.ends_on >= self.today:
            return "Begun, period not over" if kept else "Period not over"
        late = (self.today - self.owed.due_on).days
        begun = "Begun" if kept else "Not begun"
        return f"{begun}, {late_words(late)}" if late > 0 else begun

    @property
    def colour(self) -> str | None:
        """What colour goes with the words."""
        if self.owed.is_submitted:
            return "good"
        return "danger" if self.owed.is_due(self.today) and self.owed.due_on < self.today else None


def read_returns(store: Store, agreement: Agreement, today: date) -> tuple[ReturnRow, ...]:
    """Return an agreement's returns by period. Raises UserError when a template cannot be used."""
    kept, asked = store.returns.returns_of(agreement.id), store.returns.asked_of(agreement.id)
    found = owed(agreement, templates(store.path), kept, today, asked)
    return tuple(ReturnRow(f"{each.template.name} {each.period}", each, today) for each in found)


def return_columns() -> tuple[Column[ReturnRow], ...]:
    """Return the columns of the list of returns."""
    return (
        Column("Period", lambda r: r.owed.period.label, sort=lambda r: r.owed.period.ends_on, width=110),
        Column("Return", lambda r: r.owed.template.title, width=260, stretch=True),
        Column("Due", lambda r: short_date(r.owed.due_on), sort=lambda r: r.owed.due_on, width=96),
        Column("State", lambda r: r.state, colour=lambda r: r.colour, width=220),
        Column("Sent by", lambda r: r.owed.kept.submitted_by if r.owed.kept else "", width=180),
    )


@dataclass(frozen=True, slots=True)
class CellsRow:
    """One row of a table in a return."""

    id: str
    cells: tuple[Cell, ...]
    is_total: bool


def table_rows(value: TableValue) -> tuple[CellsRow, ...]:
    """Return a table's rows with its total as the last."""
    rows = [CellsRow(str(place), cells, is_total=False) for place, cells in enumerate(value.rows)]
    if value.total is not None:
        rows.append(CellsRow("total", value.total, is_total=True))
    return tuple(rows)


def table_columns(value: TableValue) -> tuple[Column[CellsRow], ...]:
    """Return the columns of a table in a return."""
    return tuple(_column(value, place) for place in range(len(value.columns)))


def _column(value: TableValue, place: int) -> Column[CellsRow]:
    heading, kind = value.columns[place]
    return Column(
        heading,
        lambda row: shown(kind, row.cells[place]),
        sort=lambda row: (
            (row.is_total, row.cells[place] if row.cells[place] is not None else "") if kind == "words" else row.id
        ),
        align="right" if kind in ("money", "count") else "left",
        tooltip=lambda row: shown(kind, row.cells[place]),
        strong=lambda row: row.is_total,
        width={"money": 92, "count": 96, "date": 104}.get(kind, 180),
        stretch=place == next((n for n, (_, of) in enumerate(value.columns) if of == "words"), 0),
        heading="" if kind == "words" else "\n".join(wrap(heading, _LETTERS_A_LINE)),
    )


def place_of(store: Store, found: FindingPlace, agreement: Agreement, period_year: FinancialYear) -> Place | None:
    """Return where in the window a finding leads; None for what stands in the return itself."""
    if found.kind in (PlaceKind.FIELD, PlaceKind.SIGNATURE, PlaceKind.EXPLANATION):
        return None
    section = _SECTIONS[found.kind]
    if found.kind is PlaceKind.TRANSACTIONS:
        if found.key in _OF_PRIORITIES and (first := _first_payment(store, found)) is not None:
            return first
        section = _OF_PAYMENTS.get(found.key, "proof" if found.key == "untraced" else "reconcile")
    if found.key == "underspend":
        section = "forecast"
    record_id = found.key if found.kind is PlaceKind.LINE else agreement.id
    return Place("funding", section=section, record_id=record_id, year=period_year)


def _first_payment(store: Store, found: FindingPlace) -> Place | None:
    """Return the place of the first payment of a finding that stands on a line of a priority; None for none."""
    lines = {line.id: line for line in store.funding.all_lines()}
    for entry in sorted(store.funding.transactions.named(found.ids), key=lambda t: (t.occurred_on, t.id)):
        line = lines.get(entry.line_id or "")
        if line is not None and line.priority_id is not None:
            year = FinancialYear.of(entry.occurred_on)
            return Place("priority", line.priority_id, _OF_PRIORITIES[found.key], entry.id, year)
    return None


def due_words(owed_return: OwedReturn) -> str:
    """Say when a return is due, or that it was sent."""
    kept = owed_return.kept
    if owed_return.is_submitted and kept is not None and kept.submitted_on is not None:
        return f"Submitted on {long_date(kept.submitted_on)} by {kept.submitted_by or 'somebody'}; it is frozen."
    return f"Due on {long_date(owed_return.due_on)}."


def kept_words(kept: Return | None) -> str:
    """Say what is kept of a return that was sent."""
    if kept is not None and kept.document_id is not None:
        return "Its document is kept as it was sent: Preview shows it, and it stands in Documents."
    return "No document was kept with it. Preview makes its pages anew, from the figures that were sent."
