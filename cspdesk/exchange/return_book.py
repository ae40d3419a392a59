"""A return as a workbook: one sheet of figures as printed, and one of each value with its place."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from cspdesk.domain.return_figures import RatingValue, ReturnFigures
from cspdesk.domain.return_rows import NOT_ANSWERED, one_by_one
from cspdesk.domain.return_sources import FieldKind
from cspdesk.domain.return_table import Cell, CellKind, TableValue
from cspdesk.exchange.packages import lasting_package
from cspdesk.exchange.plan_book_look import finish, letter, write_words

if TYPE_CHECKING:
    from openpyxl.cell import Cell as BookCell
    from openpyxl.worksheet.worksheet import Worksheet

_FORMATS: dict[CellKind, str] = {"money": "£#,##0.00;[Red]-£#,##0.00", "count": "#,##0", "date": "d mmm yyyy"}
_HEADINGS = ("Section", "Field", "Title", "Row", "Column", "Kind", "Value")
_WIDTHS = (24, 18, 30, 8, 22, 9, 40)


def return_workbook(figures: ReturnFigures, made_on: date, *, draft: bool) -> bytes:
    """Return a return as the bytes of an XLSX workbook; the same figures and day give the same bytes.

    Amounts are numbers in pounds, to the penny; text is never run.
    """
    from openpyxl.workbook import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Return"
    _write_return(sheet, figures, draft=draft)
    _write_values(book.create_sheet("Figures"), figures)
    finish(book, title=f"{figures.title}, {figures.agreement}, {figures.period_label}", made_on=made_on)
    out = io.BytesIO()
    book.save(out)
    return lasting_package(out.getvalue(), made_on)


def _write_return(sheet: "Worksheet", figures: ReturnFigures, *, draft: bool) -> None:
    from openpyxl.styles import Font

    row = 1
    for text in (
        *(["DRAFT – not for submission"] if draft else []),
        figures.title,
        f"{figures.agreement} · {figures.period_label} · {figures.funder}",
        f"{figures.partnership} · as at {figures.as_at.isoformat()}, {figures.version} · {figures.audience.value}",
    ):
        write_words(sheet.cell(row, 1), text)
        sheet.cell(row, 1).font = Font(bold=row <= 1 + draft, size=14 if row <= 1 + draft else 10)
        row += 1
    for section in figures.sections:
        row += 1
        write_words(sheet.cell(row, 1), section.title)
        sheet.cell(row, 1).font = Font(bold=True, size=12, color="0F4773")
        row += 1
        for field in section.fields:
            write_words(sheet.cell(row, 1), field.title)
            value = field.value
            if isinstance(value, TableValue):
                row = _write_table(sheet, row + 1, value)
            elif isinstance(value, RatingValue):
                facts = (("Stated", value.stated), ("Proposed", value.proposed), ("Because", value.because))
                for name, what in (*facts, ("Reason", value.reason)):
                    write_words(sheet.cell(row, 2), name)
                    _write(sheet.cell(row, 3), "words" if isinstance(what, str) else "count", what)
                    row += 1
            else:
                kinds: dict[FieldKind, CellKind] = {
                    FieldKind.MONEY: "money", FieldKind.COUNT: "count", FieldKind.DATE: "date"
                }  # fmt: skip
                _write(sheet.cell(row, 2), kinds.get(field.kind, "words"), NOT_ANSWERED if value is None else value)
                row += 1
    for role, name in figures.signatures:
        write_words(sheet.cell(row + 1, 1), f"Signed: {role}")
        write_words(sheet.cell(row + 1, 2), name or "not signed")
        row += 1
    for place, width in enumerate((44, 20, 20, 16, 16, 16, 16, 16)):
        sheet.column_dimensions[letter(place)].width = width
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    if draft:
        sheet.oddHeader.center.text = "DRAFT – not for submission"


def _write_table(sheet: "Worksheet", row: int, value: TableValue) -> int:
    """Write a table and return the row after the one left free below it."""
    _write_header(sheet, row, [heading for heading, _ in value.columns])
    kinds = [kind for _, kind in value.columns]
    for cells in value.rows:
        row += 1
        _write_row(sheet, row, kinds, cells)
    if value.total is not None:
        row += 1
        _write_row(sheet, row, kinds, value.total, bold=True)
    return row + 2


def _write_header(sheet: "Worksheet", row: int, headings: Iterable[str]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for place, heading in enumerate(headings, start=1):
        cell = sheet.cell(row, place)
        write_words(cell, heading)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="0F4773")
        cell.alignment = Alignment(wrap_text=True, vertical="center")


def _write_row(
    sheet: "Worksheet", row: int, kinds: Sequence[CellKind], cells: Sequence[Cell], *, bold: bool = False
) -> None:
    from openpyxl.styles import Font

    for place, (kind, value) in enumerate(zip(kinds, cells, strict=True), start=1):
        _write(sheet.cell(row, place), kind, value)
        if bold:
            sheet.cell(row, place).font = Font(bold=True)


def _write(cell: "BookCell", kind: CellKind, value: Cell) -> None:
    from decimal import Decimal

    from openpyxl.styles import Alignment

    if value is None or value == "":
        return
    if isinstance(value, int):
        cell.value = Decimal(value) / 100 if kind == "money" else value
        cell.number_format = _FORMATS[kind]
    elif kind == "date" and value != NOT_ANSWERED:
        cell.value = date.fromisoformat(value)
        cell.number_format = _FORMATS[kind]
    else:
        write_words(cell, value)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _write_values(sheet: "Worksheet", figures: ReturnFigures) -> None:
    _write_header(sheet, 1, _HEADINGS)
    for row, each in enumerate(one_by_one(figures), start=2):
        texts = (each.section, each.field, each.title, each.row, each.column, each.kind)
        for place, text in enumerate(texts, start=1):
            write_words(sheet.cell(row, place), text)
        _write(sheet.cell(row, len(_HEADINGS)), each.kind, each.value)
    for place, width in enumerate(_WIDTHS):
        sheet.column_dimensions[letter(place)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{letter(len(_HEADINGS) - 1)}{sheet.max_row}"
