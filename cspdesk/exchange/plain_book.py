"""A workbook of one plain table: headings in bold and frozen, columns wide enough; no text runs as a formula."""

import io
from collections.abc import Sequence
from datetime import date

from cspdesk.exchange.packages import lasting_package

WIDEST, NARROWEST = 60, 10  # characters


def plain_book(title: str, heads: Sequence[str], rows: Sequence[Sequence[object]], made_on: date) -> bytes:
    """Return the bytes of a workbook; the same for the same table and day."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.create_sheet(title, 0)
    del book[book.sheetnames[1]]
    for down, row in enumerate((heads, *rows), 1):
        for across, value in enumerate(row, 1):
            cell = sheet.cell(down, across, value)
            if isinstance(value, str):
                cell.data_type = "s"  # text stays text, whatever sign it begins with
    for across, head in enumerate(heads):
        longest = max([len(head), *(len(str(row[across])) for row in rows[:500])])
        letter = get_column_letter(across + 1)
        sheet.column_dimensions[letter].width = min(max(longest + 2, NARROWEST), WIDEST)
        sheet[f"{letter}1"].font = Font(bold=True)
        sheet[f"{letter}1"].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return lasting_package(out.getvalue(), made_on)
