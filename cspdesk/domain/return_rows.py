"""A return's figures one by one, as a spreadsheet or another program takes them: every cell with what it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cspdesk.domain.money import pounds
from cspdesk.domain.periods import short_date
from cspdesk.domain.return_figures import FilledField, RatingValue, ReturnFigures
from cspdesk.domain.return_sources import FieldKind
from cspdesk.domain.return_table import Cell, CellKind, TableValue

NOT_ANSWERED = "Not answered"


@dataclass(frozen=True, slots=True)
class OneFigure:
    """One value: where it stands, what it is (money in pence), and itself."""

    section: str
    field: str
    title: str
    row: str
    column: str
    kind: CellKind
    value: Cell


def one_by_one(figures: ReturnFigures) -> Iterator[OneFigure]:
    """Give every value of a return in order; the cells of a table row by row, its total last."""
    for section in figures.sections:
        for field in section.fields:
            for row, column, kind, value in _values(field):
                yield OneFigure(section.title, field.key, field.title, row, column, kind, value)


def _values(field: FilledField) -> Iterator[tuple[str, str, CellKind, Cell]]:
    value = field.value
    if isinstance(value, TableValue):
        for number, cells in enumerate((*value.rows, *([value.total] if value.total else [])), start=1):
            name = "total" if value.total is not None and cells is value.total else str(number)
            for (heading, kind), cell in zip(value.columns, cells, strict=True):
                yield name, heading, "words" if isinstance(cell, str) and kind != "date" else kind, cell
    elif isinstance(value, RatingValue):
        yield "", "Proposed", "count", value.proposed
        yield "", "Because", "words", value.because
        yield "", "Stated", "count", value.stated
        yield "", "Reason", "words", value.reason
    else:
        kinds: dict[FieldKind, CellKind] = {FieldKind.MONEY: "money", FieldKind.COUNT: "count", FieldKind.DATE: "date"}
        yield "", "", kinds.get(field.kind, "words"), value


def shown(kind: CellKind, value: Cell) -> str:
    """Return a value as people read it; nothing for what is not there."""
    if value is None or value == "":
        return ""
    if isinstance(value, int):
        return pounds(value) if kind == "money" else f"{value:,}"
    return short_date(date.fromisoformat(value)) if kind == "date" else value


def shown_field(field: FilledField) -> str:
    """Return the value of a field that is neither table nor rating as people read it."""
    if field.faulty:
        return f"“{field.faulty}” (cannot be read)"
    if isinstance(field.value, int | str):
        kinds: dict[FieldKind, CellKind] = {FieldKind.MONEY: "money", FieldKind.DATE: "date"}
        default: CellKind = "count" if isinstance(field.value, int) else "words"
        return shown(kinds.get(field.kind, default), field.value)
    return NOT_ANSWERED
