"""How a plan workbook looks: title block, header, widths, wrapped words, drop-downs, colours with their words."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from cspdesk.domain.plan_cells import Field, tidy
from cspdesk.exchange.cells import column_letter
from cspdesk.exchange.plan_book_form import ID, LISTS_SHEET, NOT_PRINTED, BookColumn, choice_words

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_FONT = "Calibri"
_DARK, _PALE, _LINE, _QUIET = "0F4773", "F1F4F7", "BDC4CC", "5C6670"
_DAY = "d mmm yyyy"
_READ_AS_LETTER = re.compile(r"_(x[0-9A-Fa-f]{4}_)")  # spreadsheets read such a text as the letter of that number
_ESCAPED = r"_x005F_\1"
_FILLS = {  # word -> background, text; the word always stands there, the colour only helps to find it
    "complete": ("D5E8F7", "0F4773"),
    "on track": ("DCEFDC", "1E5B1E"),
    "in progress": ("DCEFDC", "1E5B1E"),
    "at risk": ("FFE9C2", "7A4A00"),
    "off track": ("F9D6D2", "8E1B12"),
    "cannot tell": ("E6E8EB", "3B4148"),
    "stopped": ("E6E8EB", "3B4148"),
    "proposed": ("EDE3F6", "54307A"),
}
letter = column_letter


def write_words(cell: "Cell", text: str) -> None:
    """Write text so that it is taken as words: a spreadsheet will not run it, nor once it is edited."""
    cell.value = _READ_AS_LETTER.sub(_ESCAPED, tidy(text))
    cell.data_type = "s"
    if text[:1] in tuple("=+-@"):
        cell.quotePrefix = True


def write_title(sheet: "Worksheet", over: str, title: str, facts: Sequence[str], about: str) -> None:
    """Write the block above the table, from column B on since A is hidden."""
    from openpyxl.styles import Font

    for row, text, font in (
        (1, over, Font(name=_FONT, size=11, color=_QUIET)),
        (2, title, Font(name=_FONT, size=16, bold=True, color=_DARK)),
        (3, " · ".join(facts), Font(name=_FONT, size=11)),
        (4, about, Font(name=_FONT, size=10, italic=True, color=_QUIET)),
    ):
        cell = sheet.cell(row, 2)
        write_words(cell, text)
        cell.font = font
    sheet.row_dimensions[2].height = 24


def write_header(sheet: "Worksheet", columns: Sequence[BookColumn], row: int) -> None:
    """Write the headings of the table."""
    from openpyxl.styles import Alignment, Font, PatternFill

    for place, column in enumerate(columns, start=1):
        cell = sheet.cell(row, place)
        cell.value = column.heading
        cell.font = Font(name=_FONT, size=10, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=_DARK if column.field else _QUIET)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    sheet.row_dimensions[row].height = 30


def shape(
    sheet: "Worksheet", columns: Sequence[BookColumn], header: int, last: int, spare: int, *, people: int
) -> None:
    """Set widths, wrapping, formats, drop-downs and printing of a written sheet; rows to `spare` are ready for more."""
    _format_cells(sheet, columns, header, spare)
    for place, column in enumerate(columns):
        sheet.column_dimensions[letter(place)].width = column.width
        if column.heading == ID:
            sheet.column_dimensions[letter(place)].hidden = True
        if column.field is not None:
            area = f"{letter(place)}{header + 1}:{letter(place)}{spare}"
            _offer(sheet, column.field, area, people)
            _colour(sheet, column.field, area, f"{letter(place)}{header + 1}")
    sheet.freeze_panes = f"D{header + 1}"
    sheet.auto_filter.ref = f"A{header}:{letter(len(columns) - 1)}{last}"
    sheet.sheet_view.showGridLines = False
    _fit_heights(sheet, columns, header, last)
    _print_setup(sheet, header, last, sum(column.heading not in NOT_PRINTED for column in columns))


def _fit_heights(sheet: "Worksheet", columns: Sequence[BookColumn], header: int, last: int) -> None:
    """Make each row as tall as its longest cell: not every spreadsheet does so by itself."""
    for row in range(header + 1, last + 1):
        texts = ((str(sheet.cell(row, place).value or ""), c.width) for place, c in enumerate(columns, 1) if place > 1)
        lines = max(
            sum(-(-len(part) // max(int(width * 1.05), 1)) or 1 for part in text.split("\n"))
            for text, width in texts
            if not text.startswith("=IF(")
        )
        sheet.row_dimensions[row].height = min(13.2 * max(lines, 1) + 3, 400)


def _format_cells(sheet: "Worksheet", columns: Sequence[BookColumn], header: int, spare: int) -> None:
    from copy import copy

    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    side = Side("thin", color=_LINE)
    border, font, quiet = Border(side, side, side, side), Font(name=_FONT, size=10), PatternFill("solid", fgColor=_PALE)
    for place, column in enumerate(columns, start=1):
        kind = column.field.kind if column.field else ""
        alignment = Alignment(
            wrap_text=True, vertical="top", horizontal={"day": "left", "count": "right", "percent": "right"}.get(kind)
        )
        number_format = {"day": _DAY, "percent": "0%", "count": "#,##0"}.get(kind, "@" if kind == "text" else "General")
        first = sheet.cell(header + 1, place)
        first.border, first.font, first.alignment, first.number_format = border, font, alignment, number_format
        if column.field is None:
            first.fill = quiet
        looks = copy(first._style)  # worked out once: setting each part of 60,000 cells takes seconds
        looks.quotePrefix = 0
        for row in range(header + 2, spare + 1):
            cell = sheet.cell(row, place)
            quoted = cell.quotePrefix
            cell._style = copy(looks)
            if quoted:
                cell.quotePrefix = True


def _offer(sheet: "Worksheet", field: Field, area: str, people: int) -> None:
    """Give a column its drop-down, or say what may be typed into it."""
    from openpyxl.worksheet.datavalidation import DataValidation

    rule: DataValidation | None = None
    if field.choices is not None:
        rule = DataValidation("list", formula1=f'"{",".join(choice_words(field.choices))}"', allow_blank=True)
        rule.error = "Choose one of the words offered."
    elif field.kind == "person" and people:
        rule = DataValidation("list", formula1=f"{LISTS_SHEET}!$A$2:$A${people + 1}", allow_blank=True)
        rule.error = "Choose one of the people of the partnership."
    elif field.kind == "bodies":
        rule = DataValidation()
        rule.promptTitle, rule.prompt = "Partners", "Organisations by name, with a semicolon between them."
    elif field.kind == "actions":
        rule = DataValidation()
        rule.promptTitle, rule.prompt = "Waits for", "The Ref of each action that must be finished first, such as 1.02."
    elif field.kind == "day":
        rule = DataValidation("date", operator="greaterThan", formula1="18264", allow_blank=True)
        rule.error = "Type a date, such as 5 May 2016."
    if rule is not None:
        rule.showErrorMessage, rule.showInputMessage, rule.errorTitle = bool(rule.error), bool(rule.prompt), "cspdesk"
        sheet.add_data_validation(rule)
        rule.add(area)


def _colour(sheet: "Worksheet", field: Field, area: str, first: str) -> None:
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import Font, PatternFill

    if field.choices is None or field.name not in ("status", "stated_rating", "forecast_rating"):
        return
    for word in (member.value for member in field.choices):
        if word in _FILLS:
            back, ink = _FILLS[word]
            rule = FormulaRule([f'{first}="{word.capitalize()}"'], font=Font(color=ink), fill=PatternFill(bgColor=back))
            sheet.conditional_formatting.add(area, rule)


def _print_setup(sheet: "Worksheet", header: int, last: int, width: int) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 8 if width > 12 else 9  # A3, else A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    properties: Any = sheet.sheet_properties.pageSetUpPr
    properties.fitToPage = True
    sheet.print_title_rows = f"{header}:{header}"
    sheet.print_area = f"B1:{letter(width - 1)}{last}"
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "Page &P of &N"
    sheet.page_margins.left = sheet.page_margins.right = 0.4


def finish(book: "Workbook", *, title: str, made_on: date) -> None:
    """Set what the file says of itself."""
    moment = datetime(made_on.year, made_on.month, made_on.day)  # noqa: DTZ001 -- a day, not a moment
    book.properties.title = title
    book.properties.creator = "cspdesk"
    book.properties.created = book.properties.modified = moment
    book.active = 0
