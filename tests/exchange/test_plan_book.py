"""The plan workbook: what goes out comes back, what others change comes back as exactly that."""

import io
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from cspdesk.domain.milestones import Milestone
from cspdesk.domain.plan_cells import FIELDS, Key, plan_rows
from cspdesk.domain.plan_merge import Merged, merge
from cspdesk.domain.plan_names import organisation_labels, people_labels
from cspdesk.domain.plan_record import PlanRecord
from cspdesk.domain.plan_writes import PlanBasis, plan_writes
from cspdesk.domain.plans import Action
from cspdesk.domain.ratings import RatingRule
from cspdesk.domain.whole_action import WholeAction
from cspdesk.errors import UserError
from cspdesk.exchange.plan_book import plan_workbook
from cspdesk.exchange.plan_book_read import PlanBook, kept_in, read_plan_book
from cspdesk.exchange.sheet_marks import sheet_marks
from cspdesk.exchange.tables import read_tables
from tests.plan_records import DAYS, YEAR, plan_of, plans

FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
HEADER = 5


def back(record: PlanRecord, path: Path) -> tuple[PlanBook, Merged]:
    """Read a workbook as it is now, merged with the record it was made from."""
    tables = read_tables(path)
    kept = kept_in(tables)
    assert kept is not None
    marks = sheet_marks(path.read_bytes())
    names = people_labels(record.people), organisation_labels(record.organisations)
    book = read_plan_book(path, kept, tables, marks, *names)
    return book, merge(kept.cells, book.rows, ours(record))


def ours(record: PlanRecord) -> dict[Key, Any]:
    """Return the record's own rows."""
    return {r.key: r.cells for r in plan_rows(record.actions, YEAR, {w.action.id for w in record.actions})}


def silent(merged: Merged) -> bool:
    """Return whether nothing at all was found to differ."""
    return merged == Merged((), (), (), (), ())


@pytest.fixture
def edited(tmp_path: Path) -> Callable[..., tuple[PlanBook, Merged]]:
    """Write a plan, have it edited, and read it back."""

    def run(record: PlanRecord, edit: Callable[[Workbook], None]) -> tuple[PlanBook, Merged]:
        book = load_workbook(io.BytesIO(plan_workbook(record, {})))
        edit(book)
        book.save(tmp_path / "edited.xlsx")
        return back(record, tmp_path / "edited.xlsx")

    return run


def action(id_: str = "a0", **given: Any) -> WholeAction:
    """Return an action of the year with its milestones."""
    usual: dict[str, Any] = {"title": f"Action {id_}", "starts_on": date(2015, 5, 1), "due_on": date(2015, 9, 1)}
    milestone = Milestone(f"{id_}-m", id_, "Halfway", date(2015, 7, 1), date(2015, 7, 1))
    return WholeAction(Action(id_, "priority", **usual | given), (milestone,))


def place(book: Workbook, sheet: str, heading: str, row: int) -> Any:
    """Return a cell by its heading and its row below the header, from 1."""
    column = next(c.column for c in book[sheet][HEADER] if c.value == heading)
    return book[sheet].cell(HEADER + row, column)


@FEW
@given(record=plans())
def test_exporting_then_importing_any_plan_changes_nothing(record: PlanRecord, tmp_path_factory: Any) -> None:
    path = tmp_path_factory.mktemp("book") / "plan.xlsx"
    path.write_bytes(plan_workbook(record, {}))
    book, merged = back(record, path)
    assert silent(merged)
    assert len(book.rows) == len(ours(record))


@FEW
@given(record=plans().filter(lambda r: bool(r.actions)), data=st.data())
def test_random_edits_come_back_as_exactly_those_edits(
    record: PlanRecord, data: st.DataObject, tmp_path_factory: Any
) -> None:
    book = load_workbook(io.BytesIO(plan_workbook(record, {})))
    rows = [
        (n, r)
        for s in FIELDS
        for n, r in enumerate((r for r in plan_rows(record.actions, YEAR, ()) if r.sheet == s), 1)
    ]
    wanted = set()
    for number, row in data.draw(st.lists(st.sampled_from(rows), unique_by=lambda r: r[1].key, max_size=5)):
        fields = [f for f in FIELDS[row.sheet] if f.kind in ("text", "day", "count", "percent") and not f.lasting]
        field = data.draw(st.sampled_from(fields))
        value, text = data.draw(_new_value(field.kind))
        place(book, row.sheet, field.heading, number).value = value
        if row.cells[field.name] != text:
            wanted.add((row.key, field.name, text))
    path = tmp_path_factory.mktemp("book") / "plan.xlsx"
    book.save(path)
    _, merged = back(record, path)
    assert {(c.row.key, c.field, c.theirs) for c in merged.changes} == wanted
    assert (merged.conflicts, merged.added, merged.missing, merged.problems) == ((), (), (), ())


def _new_value(kind: str) -> st.SearchStrategy[tuple[Any, str]]:
    match kind:
        case "day":
            return DAYS.map(lambda d: (d, d.isoformat()))
        case "count":
            return st.integers(0, 9999).map(lambda n: (n, str(n)))
        case "percent":
            return st.integers(0, 100).map(lambda n: (n / 100, str(n)))
    return st.sampled_from([("New words", "New words"), ("two\nlines", "two\nlines"), ("7", "7"), ("é", "é")])


JUNK = (
    None, "", "=1/0", "#REF!", -1, 0, 1.5, 1e300, True, "x" * 40_000, "12/05/16", "2016-13-01", ";", "150%", "é🙂",
    "Complete", "1.02", "2.01; 2.02", datetime(2016, 1, 1, 5), time(3), timedelta(days=3), date(9999, 12, 31), "cell",
)  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_typed_anywhere_is_taken_or_said(data: st.DataObject, tmp_path_factory: Any) -> None:
    record = plan_of(action("a0", lead_id="bo"), action("a1"), action("a2"))
    book = load_workbook(io.BytesIO(plan_workbook(record, {})))
    for _ in range(data.draw(st.integers(1, 8))):
        sheet = book[data.draw(st.sampled_from(["Actions", "Milestones", "cspdesk"]))]
        cell = sheet.cell(data.draw(st.integers(5, 10)), data.draw(st.integers(1, 14)))
        cell.value = data.draw(st.sampled_from(JUNK))
    path = tmp_path_factory.mktemp("junk") / "plan.xlsx"
    book.save(path)
    try:
        _, merged = back(record, path)
    except UserError:
        return
    whole = {w.action.id: w for w in record.actions}
    basis = PlanBasis(whole, {}, whole, "priority", YEAR, date(2016, 1, 5), lambda: "new", RatingRule())
    for problem in plan_writes(basis, (*merged.changes, *merged.conflicts), merged.added).problems:
        assert problem.row > HEADER
        assert problem.reason


def test_the_same_plan_and_day_give_the_same_bytes() -> None:
    record = plan_of(action())
    assert plan_workbook(record, {}) == plan_workbook(record, {})


def test_words_that_look_like_formulas_stay_words() -> None:
    book = load_workbook(io.BytesIO(plan_workbook(plan_of(action(title="=HYPERLINK(1)", description="+1")), {})))
    for heading, said in (("Action", "=HYPERLINK(1)"), ("What it is", "+1")):
        cell = place(book, "Actions", heading, 1)
        assert (cell.value, cell.data_type, cell.quotePrefix) == (said, "s", True)


def test_the_workbook_offers_words_names_and_dates() -> None:
    book = load_workbook(io.BytesIO(plan_workbook(plan_of(action()), {"a0": "On track: nothing is late."})))
    assert [s.sheet_state for s in book] == ["visible", "visible", "visible", "hidden", "veryHidden"]
    sheet = book["Actions"]
    assert sheet.column_dimensions["A"].hidden
    assert sheet.freeze_panes == f"D{HEADER + 1}"
    assert {rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"} >= {
        "Lists!$A$2:$A$4"
    }
    assert place(book, "Actions", "Due", 1).is_date
    assert place(book, "Actions", "Rating by the rule", 1).value == "On track: nothing is late."


def test_order_of_rows_and_columns_hidden_columns_and_filters_do_not_matter(edited: Any) -> None:
    def shuffle(book: Workbook) -> None:
        sheet = book["Actions"]
        for row in (HEADER, HEADER + 1, HEADER + 2):
            cells = [sheet.cell(row, c) for c in range(1, sheet.max_column + 1)]
            values = [(c.value, c.number_format) for c in reversed(cells)]
            for cell, (value, how) in zip(cells, values, strict=True):
                cell.value, cell.number_format = value, how
        for cell, other in zip(sheet[HEADER + 1], sheet[HEADER + 2], strict=True):
            cell.value, other.value = other.value, cell.value
        sheet.column_dimensions["E"].hidden = True
        sheet.row_dimensions[HEADER + 1].hidden = True
        sheet.insert_rows(1, 3)

    _, merged = edited(plan_of(action("a0", lead_id="bo"), action("a1", percent=40)), shuffle)
    assert silent(merged)


def test_a_row_without_an_id_is_new_and_a_missing_one_is_only_listed(edited: Any) -> None:
    def edit(book: Workbook) -> None:
        book["Actions"].delete_rows(HEADER + 2)
        place(book, "Actions", "Action", 2).value = "Something new"
        place(book, "Milestones", "Milestone", 3).value = "First step"
        place(book, "Milestones", "Ref", 3).value = 2.01
        place(book, "Milestones", "Now planned", 3).value = date(2015, 8, 1)

    _, merged = edited(plan_of(action("a0"), action("a1")), edit)
    assert [(r.sheet, r.cells["title"], r.action_id) for r in merged.added] == [
        ("Actions", "Something new", ""),
        ("Milestones", "First step", "a0"),
    ]
    assert merged.missing == (("Actions", "a1"),)
    assert merged.changes == ()


@pytest.mark.parametrize(
    ("sheet", "heading", "value", "said"),
    [
        ("Actions", "Due", "=B1", "is a formula"),
        ("Actions", "Due", "some time", "is not a date"),
        ("Actions", "Due", "31/02/2016", "not a day in the calendar"),
        ("Actions", "Due", 42, "which cannot be right"),
        ("Actions", "Lead", "Nobody", "not one of the partnership's people"),
        ("Actions", "Partners", "Police; Nobody", "not one of the partnership's organisations"),
        ("Actions", "Status", "Going well", "is not one of its words: Proposed"),
        ("Actions", "Done", 1.5, None),
        ("Actions", "Done", "lots", "is not a percentage"),
        ("Actions", "Waits for", "9.99", "is not the Ref of an action"),
    ],
)
def test_a_cell_that_cannot_be_read_is_said_with_its_place(
    edited: Any, sheet: str, heading: str, value: object, said: str | None
) -> None:
    cells = []

    def edit(book: Workbook) -> None:
        cells.append(place(book, sheet, heading, 1))
        cells[0].value = value

    _, merged = edited(plan_of(action()), edit)
    if said is None:
        assert [(c.field, c.theirs) for c in merged.changes] == [("percent", "2")]
        return
    (problem,) = merged.problems
    assert (problem.sheet, problem.row, problem.column) == (sheet, HEADER + 1, cells[0].column_letter)
    assert said in problem.reason
    assert problem.rejects
    assert (merged.changes, merged.missing) == ((), ())


@pytest.mark.parametrize(
    ("typed", "day", "how"),
    [("12 May 2016", "2016-05-12", "typed as text"), ("12/05/16", "2016-05-12", "the day first as in the UK")],
)
def test_a_date_typed_as_text_is_read_and_said(edited: Any, typed: str, day: str, how: str) -> None:
    def edit(book: Workbook) -> None:
        place(book, "Actions", "Due", 1).value = typed

    _, merged = edited(plan_of(action()), edit)
    assert [(c.field, c.theirs) for c in merged.changes] == [("due_on", day)]
    (problem,) = merged.problems
    assert (problem.row, problem.rejects) == (HEADER + 1, False)
    assert how in problem.reason


def test_two_rows_with_one_id_are_both_said_and_neither_is_missing(edited: Any) -> None:
    def edit(book: Workbook) -> None:
        for column in range(1, 8):
            book["Actions"].cell(HEADER + 2, column).value = book["Actions"].cell(HEADER + 1, column).value
        place(book, "Actions", "Action", 2).value = "A copy"

    _, merged = edited(plan_of(action()), edit)
    assert [(p.row, p.column) for p in merged.problems] == [(HEADER + 1, "A"), (HEADER + 2, "A")]
    assert (merged.changes, merged.added, merged.missing) == ((), (), ())


def test_merged_cells_are_said(edited: Any) -> None:
    def edit(book: Workbook) -> None:
        book["Actions"].merge_cells(f"D{HEADER + 1}:D{HEADER + 2}")

    _, merged = edited(plan_of(action("a0"), action("a1")), edit)
    assert [(p.row, p.column) for p in merged.problems] == [(HEADER + 1, "D"), (HEADER + 2, "D")]
    assert "Take the merged cells apart" in merged.problems[0].reason


def test_a_cell_changed_on_both_sides_is_a_conflict_unless_changed_alike(edited: Any) -> None:
    def edit(book: Workbook) -> None:
        place(book, "Actions", "Action", 1).value = "Theirs"
        place(book, "Actions", "Done", 1).value = 0.5

    record = plan_of(action())
    book, _ = edited(record, edit)
    now = {("Actions", "a0"): {**ours(record)["Actions", "a0"], "title": "Ours", "percent": "50"}}
    merged = merge(book.kept.cells, [r for r in book.rows if r.sheet == "Actions"], now)
    assert merged.changes == ()
    assert [(c.field, c.exported, c.theirs, c.ours) for c in merged.conflicts] == [
        ("title", "Action a0", "Theirs", "Ours")
    ]


def test_the_day_first_agreed_for_a_milestone_cannot_be_changed(edited: Any) -> None:
    def edit(book: Workbook) -> None:
        place(book, "Milestones", "First agreed", 1).value = date(2015, 8, 8)

    _, merged = edited(plan_of(action()), edit)
    assert "stays as it was once agreed" in merged.problems[0].reason
    assert merged.changes == ()


def test_a_sheet_or_column_that_is_gone_is_left_alone(edited: Any) -> None:
    def edit(book: Workbook) -> None:
        del book["Milestones"]
        book["Actions"].delete_cols(4)

    book, merged = edited(plan_of(action()), edit)
    assert [n for n in book.notes if "Milestones" in n]
    assert [n for n in book.notes if "What it is" in n]
    assert merged.changes == ()


def test_a_workbook_without_its_ids_is_refused_in_words(edited: Any) -> None:
    with pytest.raises(UserError, match="no row can be told from a new one"):
        edited(plan_of(action()), lambda book: book["Actions"].delete_cols(1))


def saved_again(folder: Path, ending: str) -> Path:
    """Have LibreOffice open plan.xlsx and save it as a file of another ending or its own."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", ending,
         "--outdir", str(folder / "again"), str(folder / "plan.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return folder / "again" / f"plan.{ending}"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_formulas_and_merged_cells_are_said_in_an_open_document_too(tmp_path: Path) -> None:
    record = plan_of(action("a0"), action("a1"), action("a2"))
    book = load_workbook(io.BytesIO(plan_workbook(record, {})))
    place(book, "Actions", "Due", 1).value = "=DATE(2015,9,2)"
    book["Actions"].merge_cells(f"D{HEADER + 2}:D{HEADER + 3}")
    book.save(tmp_path / "plan.xlsx")
    _, merged = back(record, saved_again(tmp_path, "ods"))
    assert [(p.row, p.reason.split(".")[0]) for p in merged.problems] == [
        (HEADER + 1, "This cell is a formula"),
        (HEADER + 2, f"This cell is merged with D{HEADER + 2}"),
        (HEADER + 3, f"This cell is merged with D{HEADER + 2}"),
    ]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_saving_it_again_with_libreoffice_makes_no_change(tmp_path: Path, ending: str) -> None:
    awkward = action(
        title="=1+1", description="two\nlines\n\nand  spaces", outside_control="-5", percent=33, lead_id="bo2"
    )
    record = plan_of(awkward, action("a1", percent=7, title="+44 (0)1432", rating_reason="@here 1.10"))
    (tmp_path / "plan.xlsx").write_bytes(plan_workbook(record, {}))
    assert silent(back(record, saved_again(tmp_path, ending))[1])


def test_a_sheet_that_got_another_name_is_found_by_its_headings_and_named_as_it_is_now(edited: Any) -> None:
    def edit(book: Workbook) -> None:
        place(book, "Actions", "Due", 1).value = "soon"
        book["Actions"].title = "Plan v2"

    read, merged = edited(plan_of(action()), edit)
    assert [(p.sheet, p.row) for p in merged.problems if p.rejects] == [("Plan v2", 6)]
    assert "The sheet “Plan v2” was read as the sheet “Actions”." in read.notes
    assert not merged.missing


def test_a_workbook_with_none_of_its_sheets_is_refused(edited: Any) -> None:
    def edit(book: Workbook) -> None:
        for name in ("Actions", "Milestones", "Outputs"):
            del book[name]
        book.create_sheet("Notes")["A1"].value = "See attached"

    with pytest.raises(UserError, match="none of the sheets"):
        edited(plan_of(action()), edit)


@pytest.mark.parametrize(("typed", "percent"), [("0.5", "50"), ("0.5%", "0"), ("1", "1"), (1, "100"), (0.07, "7")])
def test_a_part_of_one_is_a_percentage_whether_number_or_text(edited: Any, typed: Any, percent: str) -> None:
    def edit(book: Workbook) -> None:
        place(book, "Milestones", "Share of action", 1).value = typed

    _, merged = edited(plan_of(action()), edit)
    assert [(c.field, c.theirs) for c in merged.changes] == [("percent", percent)]


def test_two_columns_of_one_heading_are_refused(edited: Any) -> None:
    def edit(book: Workbook) -> None:
        book["Actions"].cell(5, 40).value = "Due"

    with pytest.raises(UserError, match="two columns of the sheet “Actions” are called “Due”"):
        edited(plan_of(action()), edit)
