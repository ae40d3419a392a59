"""A plan as the workbook a council sends round, which cspdesk can take back after others have edited it."""

import io
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from cspdesk.domain.periods import long_date
from cspdesk.domain.plan_cells import FIELDS, Field, PlanRow, SheetName, plan_rows
from cspdesk.domain.plan_names import Names, organisation_labels, people_labels
from cspdesk.domain.plan_record import PlanRecord
from cspdesk.domain.records import dataclass
from cspdesk.exchange import plan_book_look as look
from cspdesk.exchange.packages import lasting_package
from cspdesk.exchange.plan_book_form import (
    ACTION,
    FORM,
    HEADER_ROW,
    ID,
    KEPT_SHEET,
    LISTS_SHEET,
    REF,
    SPARE_ROWS,
    BookColumn,
    columns_of,
    references,
    shown_text,
)

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_ABOUT: Mapping[SheetName, str] = {
    "Actions": "Change what needs changing, add new actions at the end, and send the workbook back. "
    "Grey columns are worked out and are not read back.",
    "Milestones": "A new milestone needs the Ref of its action. “First agreed” stays; change “Now planned” instead.",
    "Outputs": "Targets and actual figures of each quarter by themselves, not added up. A new output needs a Ref.",
}


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the sheets need to name things."""

    people: Names
    organisations: Names
    refs: Mapping[str, str]
    titles: Mapping[str, str]
    ratings: Mapping[str, str]


def plan_workbook(record: PlanRecord, ratings: Mapping[str, str]) -> bytes:
    """Return a plan as the bytes of an XLSX workbook; the same plan and day give the same bytes.

    record holds only what the reader may see. ratings: by action id, what the rule says of it in a sentence.
    """
    from openpyxl.workbook import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    actions = [w.action for w in record.actions]
    refs = references(record.priority, record.actions)
    shown = _Shown(
        Names.of(people_labels(record.people)),
        Names.of(organisation_labels(record.organisations)),
        refs,
        {a.id: a.title for a in actions},
        ratings,
    )
    rows = tuple(plan_rows(record.actions, record.year, {a.id for a in actions}))
    for sheet in FIELDS:
        _write_sheet(book, record, sheet, [r for r in rows if r.sheet == sheet], shown)
    _write_lists(book, shown)
    _write_kept(book, record, rows, shown)
    look.finish(book, title=_title(record), made_on=record.as_at)
    out = io.BytesIO()
    book.save(out)
    return lasting_package(out.getvalue(), record.as_at)


def _title(record: PlanRecord) -> str:
    return f"Action plan {record.year.label}: {record.priority.name}"


def _write_sheet(book: "Workbook", record: PlanRecord, name: SheetName, rows: list[PlanRow], shown: _Shown) -> None:
    sheet = book.create_sheet(name)
    columns = columns_of(name)
    lead = record.person(record.priority.lead_id)
    made_up = any(w.action.illustrative for w in record.actions)
    facts = [*([f"Lead: {lead}"] if lead else []), f"as at {long_date(record.as_at)}", _count(name, len(rows))]
    facts += ["some records are illustrative, made up to show how the record works"] * made_up
    look.write_title(sheet, record.partnership.name, f"{_title(record)} — {name.lower()}", facts, _ABOUT[name])
    look.write_header(sheet, columns, HEADER_ROW)
    for number, row in enumerate(rows, start=HEADER_ROW + 1):
        _write_row(sheet, number, columns, row, shown)
    last = max(HEADER_ROW + len(rows), HEADER_ROW + 1)
    look.shape(sheet, columns, HEADER_ROW, last, last + SPARE_ROWS, people=len(shown.people.labels))


def _count(name: SheetName, count: int) -> str:
    one = name.lower().removesuffix("s")
    return f"{count:,} {one}{'s' * (count != 1)}"


def _write_row(sheet: "Worksheet", number: int, columns: tuple[BookColumn, ...], row: PlanRow, shown: _Shown) -> None:
    for place, column in enumerate(columns, start=1):
        value = _field_value(column.field, row, shown) if column.field else _shown_value(column, row, number, shown)
        if value in ("", None):
            continue
        if isinstance(value, str) and column.heading not in ("Year target", "Year actual"):
            look.write_words(sheet.cell(number, place), value)
        else:
            sheet.cell(number, place).value = value


def _field_value(field: Field, row: PlanRow, shown: _Shown) -> Any:
    text = row.cells[field.name]
    match field.kind:
        case _ if not text:
            return None
        case "day":
            return date.fromisoformat(text)
        case "count":
            return int(text)
        case "percent":
            return int(text) / 100
    return shown_text(field, text, shown.people, shown.organisations, shown.refs)


def _shown_value(column: BookColumn, row: PlanRow, number: int, shown: _Shown) -> str:
    match column.heading:
        case str(heading) if heading == ID:
            return row.id
        case str(heading) if heading == REF:
            return shown.refs[row.action_id]
        case str(heading) if heading == ACTION:
            return shown.titles[row.action_id]
        case "Year target" | "Year actual":
            return _sum_of_quarters(column.heading.removeprefix("Year "), number)
    return shown.ratings.get(row.id, "")


def _sum_of_quarters(which: str, number: int) -> str:
    places = [n for n, c in enumerate(columns_of("Outputs")) if c.field and c.field.name.endswith(f"_{which}")]
    cells = ",".join(f"{look.letter(place)}{number}" for place in places)
    return f'=IF(COUNT({cells})=0,"",SUM({cells}))'


def _write_lists(book: "Workbook", shown: _Shown) -> None:
    """Write the names that drop-downs offer."""
    sheet = book.create_sheet(LISTS_SHEET)
    for place, (heading, names) in enumerate((("People", shown.people), ("Organisations", shown.organisations)), 1):
        for number, text in enumerate((heading, *sorted(names.labels.values(), key=str.casefold)), start=1):
            look.write_words(sheet.cell(number, place), text)
        sheet.column_dimensions[look.letter(place - 1)].width = 44
    sheet.sheet_state = "hidden"


def _write_kept(book: "Workbook", record: PlanRecord, rows: tuple[PlanRow, ...], shown: _Shown) -> None:
    """Write what was exported, cell by cell, where nobody edits it by mistake."""
    sheet = book.create_sheet(KEPT_SHEET)
    lines: list[tuple[str, ...]] = [
        ("cspdesk plan", FORM),
        ("partnership", record.partnership.id, record.partnership.name),
        ("priority", record.priority.id, record.priority.name),
        ("year", record.year.label),
        ("journal", record.version),
        ("made", record.as_at.isoformat()),
        *(("person", id_, label) for id_, label in shown.people.labels.items()),
        *(("organisation", id_, label) for id_, label in shown.organisations.labels.items()),
        *(("action", id_, ref, shown.titles[id_]) for id_, ref in shown.refs.items()),
    ]
    for row in rows:
        lines.append(("row", row.sheet, row.id, row.action_id))
        lines += [("cell", row.sheet, row.id, name, text) for name, text in row.cells.items() if text]
    for number, line in enumerate(lines, start=1):
        for place, text in enumerate(line, start=1):
            look.write_words(sheet.cell(number, place), text)
    sheet.sheet_state = "veryHidden"
