"""Plans by the command line: out as workbook, calendar and document, and in again, bad input included."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from cspdesk.app.plans import PlanRequest, export_plan
from cspdesk.cli import main
from cspdesk.domain.milestones import Milestone, Output, OutputQuarter
from cspdesk.domain.partnership import Organisation, Person
from cspdesk.domain.plans import ActionStatus, Recurrence
from cspdesk.store.check import check_file
from cspdesk.store.store import open_store
from tests.builders import action, new_store

HEADER = 5
PLAN = ("--priority", "Safer streets", "--json")


class Said:
    """Runs commands and keeps what they said."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.out = self.err = ""

    def __call__(self, *words: object) -> int:
        code = main([str(word) for word in words])
        self.out, self.err = self._capsys.readouterr()
        return code

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Said:
    return Said(capsys)


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file that holds a plan of three actions, and that plan as a workbook."""
    folder = tmp_path_factory.mktemp("originals")
    with new_store(folder) as store, store.step("Wrote the plan"):
        store.partnership.people.insert(Person("ann", "Ann"), Person("bo", "Bo"))
        store.partnership.organisations.insert(Organisation("police", "Police"))
        store.plans.save(action("a", title="Locks", lead_id="ann", status=ActionStatus.IN_PROGRESS), ("police",))
        store.plans.save(action("b", title="Lights", due_on=date(2015, 12, 1)))
        store.plans.save(action("c", title="Patrols", due_on=date(2016, 3, 1), recurrence=Recurrence.MONTHLY))
        store.plans.set_needs("b", ["a"])
        store.plans.save_milestone(Milestone("m", "a", "Half are fitted", date(2015, 7, 1), date(2015, 7, 1)))
        store.plans.outputs.insert(Output("o", "a", "Locks fitted"))
        store.plans.save_quarter(OutputQuarter("q", "o", date(2015, 4, 1), 10, 8))
    made = export_plan(
        folder / "record.cspdesk", PlanRequest("Safer streets", "2015/16"), folder / "plan.xlsx", date(2015, 8, 1)
    )
    assert made.actions == 3
    return folder


@pytest.fixture
def file(originals: Path, tmp_path: Path) -> Path:
    """The file, to change as a test likes."""
    return Path(shutil.copy(originals / "record.cspdesk", tmp_path))


@pytest.fixture
def book(originals: Path, tmp_path: Path) -> Path:
    """The plan as a workbook."""
    return Path(shutil.copy(originals / "plan.xlsx", tmp_path))


def edit(path: Path, change: Callable[[Workbook], None]) -> None:
    opened = load_workbook(path)
    change(opened)
    opened.save(path)


def put(path: Path, sheet: str, heading: str, row: int, value: object) -> str:
    """Write one cell, its row counted below the header from 1, and return its column's letter."""
    opened = load_workbook(path)
    cell = next(c for c in opened[sheet][HEADER] if c.value == heading)
    opened[sheet].cell(HEADER + row, cell.column).value = value
    opened.save(path)
    return str(cell.column_letter)


def imported(run: Said, book: Path, file: Path, *more: str) -> int:
    return run("import", "plan", book, "--into", file, *PLAN, *more)


def counts(run: Said) -> dict[str, int]:
    names = ("rows", "added", "changed", "conflicts", "unchanged", "rejected", "missing", "removed")
    return {name: run.json[name] for name in names if run.json[name]}


def test_what_was_exported_comes_back_without_a_trace(run: Said, file: Path, book: Path) -> None:
    before = file.read_bytes()
    assert imported(run, book, file) == 0
    assert counts(run) == {"rows": 3, "unchanged": 3}
    assert file.read_bytes() == before


def test_changed_cells_become_one_step_and_undo_takes_them_back(run: Said, file: Path, book: Path) -> None:
    put(book, "Actions", "Action", 1, "Stronger locks")
    put(book, "Actions", "Due", 2, date(2016, 1, 15))
    put(book, "Actions", "Latest update", 3, "Began in May")
    put(book, "Milestones", "Reached", 1, date(2015, 7, 3))
    put(book, "Outputs", "Q2 actual", 1, 12)
    assert imported(run, book, file) == 0
    assert counts(run) == {"rows": 3, "changed": 3}
    with open_store(file, read_only=True) as opened:
        whole = {w.action.id: w for w in opened.plans.whole(opened.plans.actions.where())}
        assert whole["a"].action.title == "Stronger locks"
        assert (whole["b"].action.due_on, whole["b"].action.agreed_due_on) == (date(2016, 1, 15), date(2015, 12, 1))
        assert [u.text for u in opened.plans.updates_of("c")] == ["Began in May"]
        assert whole["a"].milestones[0].actual_on == date(2015, 7, 3)
        assert [(q.target, q.actual) for q in whole["a"].outputs[0].quarters] == [(10, 8), (None, 12)]
        assert opened.journal.steps(limit=1)[0].label == "Imported the plan of Safer streets from plan.xlsx"
    assert run("undo", file) == 0
    with open_store(file, read_only=True) as opened:
        assert opened.plans.actions.get("a").title == "Locks"
        assert opened.plans.updates.count() == 0


def test_a_dry_run_says_the_same_and_changes_nothing(run: Said, file: Path, book: Path) -> None:
    put(book, "Actions", "Action", 1, "Stronger locks")
    before = file.read_bytes()
    assert imported(run, book, file, "--dry-run") == 0
    assert (run.json["changed"], run.json["applied"]) == (1, False)
    assert file.read_bytes() == before


def test_a_cell_changed_on_both_sides_stays_ours_unless_theirs_is_taken(run: Said, file: Path, book: Path) -> None:
    put(book, "Actions", "Action", 1, "Theirs")
    with open_store(file) as opened, opened.step("Reworded"):
        opened.plans.save(replace(opened.plans.actions.get("a"), title="Ours"), ("police",))
    assert imported(run, book, file) == 0
    assert counts(run) == {"rows": 3, "conflicts": 1, "unchanged": 2}
    (conflict,) = run.json["conflict_cells"]
    assert (conflict["exported"], conflict["theirs"], conflict["ours"]) == ("Locks", "Theirs", "Ours")
    assert imported(run, book, file, "--take", "theirs") == 0
    assert counts(run) == {"rows": 3, "changed": 1, "conflicts": 1, "unchanged": 2}
    with open_store(file, read_only=True) as opened:
        assert opened.plans.actions.get("a").title == "Theirs"


def test_new_rows_become_proposed_actions_with_their_milestones(run: Said, file: Path, book: Path) -> None:
    put(book, "Actions", "Action", 4, "Talk to traders")
    put(book, "Actions", "Due", 4, date(2016, 2, 1))
    put(book, "Actions", "Lead", 4, "bo")
    put(book, "Milestones", "Milestone", 2, "First talk")
    put(book, "Milestones", "Of action", 2, "Talk to traders")
    put(book, "Milestones", "Now planned", 2, date(2015, 12, 1))
    assert imported(run, book, file) == 0
    assert counts(run) == {"rows": 4, "added": 1, "unchanged": 3}
    with open_store(file, read_only=True) as opened:
        (new,) = opened.plans.actions.where("title = 'Talk to traders'")
        assert (new.status, new.lead_id, new.due_on) == (ActionStatus.PROPOSED, "bo", date(2016, 2, 1))
        assert [m.title for m in opened.plans.milestones.where("action_id = ?", new.id)] == ["First talk"]


def test_rows_that_were_removed_are_listed_and_removed_only_when_said(run: Said, file: Path, book: Path) -> None:
    edit(book, lambda opened: opened["Actions"].delete_rows(HEADER + 1))
    assert imported(run, book, file) == 0
    assert counts(run) == {"rows": 2, "unchanged": 2, "missing": 1}
    assert run.json["missing_rows"] == [{"sheet": "Actions", "title": "Locks"}]
    assert imported(run, book, file, "--remove-missing") == 0
    assert run.json["removed"] == 1
    with open_store(file, read_only=True) as opened:
        assert {a.id for a in opened.plans.actions.where()} == {"b", "c"}
        assert opened.plans.milestones.count() == 0
    assert check_file(file).ok


@pytest.mark.parametrize(
    ("sheet", "heading", "row", "value", "said"),
    [
        ("Actions", "Due", 1, date(2015, 3, 1), "due before it starts"),
        ("Actions", "Action", 1, "x" * 10_000, "10,000 characters long"),
        ("Actions", "Action", 1, None, "“Action” may not be empty"),
        ("Actions", "Due", 1, None, "“Due” may not be empty"),
        ("Actions", "Lead", 1, "Nobody", "not one of the partnership's people"),
        ("Actions", "Status", 1, "Complete", "needs the day it was finished"),
        ("Actions", "Waits for", 1, "1.02", "would wait for each other: “Lights” → “Locks” → “Lights”"),
        ("Actions", "Due", 1, "=TODAY()", "is a formula"),
        ("Actions", "Due", 1, "someday", "is not a date"),
        ("Actions", "Starts", 1, date(2015, 8, 1), "would start after its milestone"),
        ("Milestones", "Now planned", 1, date(2015, 3, 1), "is before “Locks” starts"),
        ("Milestones", "Milestone", 2, "Of nothing", "cannot be told which action"),
        ("Outputs", "Q1 actual", 1, -3, "is not a whole number of 0 or more"),
        ("Outputs", "Output", 2, "Of nothing", "cannot be told which action"),
    ],
)
def test_bad_input_is_said_with_its_place_and_the_good_rest_is_taken_only_when_asked(
    run: Said, file: Path, book: Path, sheet: str, heading: str, row: int, value: object, said: str
) -> None:
    column = put(book, sheet, heading, row, value)
    put(book, "Actions", "What it is", 3, "Good and new")
    before = file.read_bytes()
    assert imported(run, book, file) == 1
    assert "nothing was imported" in run.err
    assert imported(run, book, file, "--dry-run") == 1
    assert "nothing would be imported" in run.err
    assert file.read_bytes() == before
    (problem,) = [p for p in run.json["problems"] if p["rejected"]]
    assert (problem["sheet"], problem["row"]) == (sheet, HEADER + row)
    assert said in problem["reason"]
    if "milestone needs" not in said and "which action" not in said and row == 1:
        assert problem["column"] == column
    assert run.json["rejected"] == 1
    assert imported(run, book, file, "--partial") == 0
    with open_store(file, read_only=True) as opened:
        assert opened.plans.actions.get("c").description == "Good and new"
        assert opened.plans.actions.get("a").title == "Locks"


def test_a_copied_row_is_said_in_both_places(run: Said, file: Path, book: Path) -> None:
    def copy(opened: Workbook) -> None:
        for cell in opened["Actions"][HEADER + 1]:
            opened["Actions"].cell(HEADER + 4, cell.column).value = cell.value

    edit(book, copy)
    assert imported(run, book, file) == 1
    assert [(p["row"], p["column"]) for p in run.json["problems"]] == [(HEADER + 1, "A"), (HEADER + 4, "A")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7", "is a PDF document"),
        (b"", "is empty"),
        (b"\x00\x01\x02" * 99, ""),
        (b"Name,Age\nA,3\n", "no row of headings"),
    ],
)
def test_what_is_no_plan_is_refused_in_words(run: Said, file: Path, tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "bad.xlsx").write_bytes(content)
    before = file.read_bytes()
    assert imported(run, tmp_path / "bad.xlsx", file) == 1
    assert said in run.err
    assert run.err.count("\n") == 1
    assert file.read_bytes() == before


def test_a_truncated_workbook_and_one_that_is_not_there_are_refused(run: Said, file: Path, book: Path) -> None:
    whole = book.read_bytes()
    for part in (100, len(whole) // 2, len(whole) - 10):
        book.write_bytes(whole[:part])
        assert imported(run, book, file) == 1
        assert "damaged" in run.err or "cut short" in run.err
    assert imported(run, book.with_name("none.xlsx"), file) == 1
    assert "There is no file" in run.err


def test_a_workbook_open_in_a_spreadsheet_program_is_said(run: Said, file: Path, book: Path) -> None:
    book.with_name(".~lock.plan.xlsx#").write_text("Ann")
    assert imported(run, book, file) == 0
    assert "open in a spreadsheet program" in run.json["notes"][0]


def test_a_workbook_of_another_priority_or_year_is_not_taken(run: Said, file: Path, book: Path) -> None:
    with open_store(file) as opened, opened.step("Added a priority"):
        opened.partnership.priorities.insert(
            replace(opened.partnership.all_priorities()[0], id="other", name="Other", position=2)
        )
    assert run("import", "plan", book, "--into", file, "--priority", "Other") == 1
    assert "is the plan of “Safer streets”" in run.err
    assert imported(run, book, file, "--year", "2016/17") == 1
    assert "is the plan of 2015/16" in run.err


@pytest.mark.parametrize(
    ("out", "more", "said"),
    [
        ("x.doc", (), "should end in .xlsx"),
        ("x.ics", ("--person", "Zed"), "Its people: Ann; Bo"),
        ("none/x.pdf", (), "does not exist"),
        ("none/x.xlsx", (), "does not exist"),
    ],
)
def test_an_export_that_cannot_be_made_says_why(
    run: Said, file: Path, tmp_path: Path, out: str, more: tuple[str, ...], said: str
) -> None:
    wanted = ("export", "plan", "--from", file, *PLAN, "--year", "2015/16", "--out", tmp_path / out)
    assert run(*wanted, *more) == 1
    assert said in run.err


def test_a_calendar_and_a_document_are_made_and_the_same_twice(run: Said, file: Path, tmp_path: Path) -> None:
    wanted = ("export", "plan", "--from", file, *PLAN, "--year", "2015/16", "--date", "2015-08-01", "--out")
    for ending, figure in (("ics", "entries"), ("pdf", "pages"), ("xlsx", "actions")):
        for name in ("one", "two"):
            assert run(*wanted, tmp_path / f"{name}.{ending}") == 0
            assert run.json[figure] > 0
        assert (tmp_path / f"one.{ending}").read_bytes() == (tmp_path / f"two.{ending}").read_bytes()
    assert run(*wanted, tmp_path / "bo.ics", "--person", "ann") == 0
    assert run.json["entries"] == 2


# Plans not made with cspdesk

HEADINGS = "Ref|Priority|Action|Lead officer|Partners|Start date|By when|Progress / Comments|RAG|Status"
COUNCIL = (
    ("Testshire action plan 2015/16",),
    (),
    HEADINGS.split("|"),
    ("1.1", "Homes", "Fit locks", "Ann", "Police; Youth club", date(2015, 5, 1), "Mar 2016", "Six", "Amber", "Begun"),
    ("1.2", "Homes", "Light the alley", "Somebody else", None, None, "Q3", None, "Green", "Ongoing"),
    ("Theme: roads",),
    ("2.1", "Roads", "Slow the traffic", "TBC", None, None, "Ongoing", None, "Blue", "Completed"),
)


@pytest.fixture
def council(tmp_path: Path) -> Path:
    """A plan as councils send it."""
    made = Workbook()
    for row in COUNCIL:
        made.worksheets[0].append(row)
    made.create_sheet("Notes").append(("Please fill in by Friday",))
    made.save(tmp_path / "council.xlsx")
    return tmp_path / "council.xlsx"


def test_a_plan_made_elsewhere_is_recognised_and_importing_it_twice_adds_nothing(
    run: Said, file: Path, council: Path
) -> None:
    assert imported(run, council, file, "--year", "2015/16") == 0
    assert counts(run) == {"rows": 3, "added": 3}
    assert run.json["mapping"]["due"] == "By when"
    said = {(p["row"], p["column"]): p["reason"] for p in run.json["problems"]}
    assert "read as 31 March 2016" in said[4, "G"]
    assert "read as 31 December 2015" in said[5, "G"]
    with open_store(file, read_only=True) as opened:
        (locks,) = opened.plans.actions.where("title = 'Fit locks'")
        assert (locks.lead_id, locks.due_on, locks.stated_rating.value) == ("ann", date(2016, 3, 31), "at risk")
        assert opened.plans.partner_ids(locks.id) == ("police",)
        assert "Youth club" in locks.description
        assert opened.plans.actions.where("title = 'Slow the traffic'")[0].status is ActionStatus.COMPLETE
    assert imported(run, council, file, "--year", "2015/16") == 0
    assert counts(run) == {"rows": 3, "unchanged": 3}
    assert check_file(file).ok


def test_a_second_edition_changes_only_what_it_changes(run: Said, file: Path, council: Path) -> None:
    imported(run, council, file, "--year", "2015/16")
    with open_store(file) as opened, opened.step("Set progress"):
        (locks,) = opened.plans.actions.where("title = 'Fit locks'")
        opened.plans.save(replace(locks, percent=30, description="Ours now"))
    edit(council, lambda made: made.worksheets[0].__setitem__("C4", "Fit better locks"))
    assert imported(run, council, file, "--year", "2015/16") == 0
    assert counts(run) == {"rows": 3, "changed": 1, "unchanged": 2}
    with open_store(file, read_only=True) as opened:
        now = opened.plans.actions.get(locks.id)
        assert (now.title, now.percent, now.description) == ("Fit better locks", 30, "Ours now")


def test_columns_can_be_told_and_are_remembered(run: Said, file: Path, tmp_path: Path) -> None:
    source = tmp_path / "plan.csv"
    source.write_text("Was,Wer,Wann\nGates,Ann,30/06/2015\nDoors,Bo,31/07/2015\n")
    assert imported(run, source, file, "--year", "2015/16") == 1
    assert "no row of headings" in run.err or "--map title" in run.err
    source.write_text("Was,Wer,Deadline,Status\nGates,Ann,30/06/2015,Done\nDoors,Bo,31/07/2015,Open\n")
    told = ("--map", "title=Was", "--map", "lead=Wer", "--year", "2015/16")
    assert imported(run, source, file, *told) == 0
    assert counts(run) == {"rows": 2, "added": 2}
    assert imported(run, source, file, "--year", "2015/16") == 0
    assert counts(run) == {"rows": 2, "unchanged": 2}


def test_a_row_that_cannot_be_taken_is_said_and_the_others_wait(run: Said, file: Path, council: Path) -> None:
    edit(council, lambda made: made.worksheets[0].__setitem__("G5", "when it suits"))
    assert imported(run, council, file, "--year", "2015/16") == 1
    (problem,) = [p for p in run.json["problems"] if p["rejected"]]
    assert (problem["sheet"], problem["row"], problem["column"]) == ("Sheet", 5, "G")
    assert imported(run, council, file, "--year", "2015/16", "--partial") == 0
    assert counts(run) == {"rows": 3, "added": 2, "rejected": 1}


def test_what_is_no_longer_in_a_second_edition_is_listed_but_not_what_another_plan_brought(
    run: Said, file: Path, council: Path, tmp_path: Path
) -> None:
    imported(run, council, file, "--year", "2015/16")
    edit(council, lambda made: made.worksheets[0].delete_rows(5))
    assert imported(run, council, file, "--year", "2015/16") == 0
    assert run.json["missing_rows"] == [{"sheet": "Actions", "title": "Light the alley"}]
    other = tmp_path / "other.csv"
    other.write_text("Action,By when\nGates,Q1\n")
    assert imported(run, other, file, "--year", "2015/16") == 0
    assert counts(run) == {"rows": 1, "added": 1}


def test_an_empty_plan_makes_no_calendar_and_says_so(run: Said, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan.ics"
    out.write_text("kept")
    words = ("export", "plan", "--from", file, "--priority", "Safer streets", "--out", out)
    assert run(*words, "--year", "2030/31") == 1
    assert "nothing to put into a calendar: Safer streets has no date in 2030/31" in run.err
    assert run(*words, "--year", "2015/16", "--person", "Bo") == 1
    assert "has no date in 2015/16 that Bo leads or owns in the public version" in run.err
    assert out.read_text() == "kept"


def test_importing_rows_that_others_added_a_second_time_adds_nothing(run: Said, file: Path, book: Path) -> None:
    for row, title in ((4, "Gates"), (5, "Gates"), (6, "Lamps")):
        put(book, "Actions", "Action", row, title)
        put(book, "Actions", "Status", row, "In progress")
    put(book, "Milestones", "Milestone", 2, "Gates ordered")
    put(book, "Milestones", "Of action", 2, "Lamps")
    put(book, "Milestones", "Now planned", 2, date(2015, 9, 1))
    put(book, "Milestones", "Milestone", 3, "Half are paid")
    put(book, "Milestones", "Ref", 3, "1.01")
    put(book, "Milestones", "Now planned", 3, date(2015, 9, 1))
    put(book, "Outputs", "Output", 2, "Gates hung")
    put(book, "Outputs", "Ref", 2, "1.01")
    put(book, "Outputs", "Q3 target", 2, 4)
    assert imported(run, book, file) == 0
    assert counts(run) == {"rows": 6, "added": 3, "changed": 1, "unchanged": 2}
    before = file.read_bytes()
    assert imported(run, book, file) == 0
    assert counts(run) == {"rows": 6, "unchanged": 6}
    assert file.read_bytes() == before
    put(book, "Actions", "What it is", 6, "Brighter ones")
    assert imported(run, book, file) == 0
    assert counts(run) == {"rows": 6, "changed": 1, "unchanged": 5}
    assert (run("undo", file), run("undo", file)) == (0, 0)
    assert imported(run, book, file, "--dry-run") == 0
    assert counts(run) == {"rows": 6, "added": 3, "changed": 1, "unchanged": 2}


def test_a_row_added_to_a_newer_export_is_new_though_one_of_its_title_was_added_before(
    run: Said, file: Path, book: Path
) -> None:
    put(book, "Actions", "Action", 4, "Gates")
    assert imported(run, book, file) == 0
    export_plan(file, PlanRequest("Safer streets", "2015/16"), book, date(2015, 8, 1))
    put(book, "Actions", "Action", 5, "Gates")
    assert imported(run, book, file) == 0
    assert counts(run) == {"rows": 5, "added": 1, "unchanged": 4}
    assert imported(run, book, file) == 0
    assert counts(run) == {"rows": 5, "unchanged": 5}


def test_an_action_listed_twice_is_rejected_where_it_is_repeated_at_every_import(
    run: Said, file: Path, tmp_path: Path
) -> None:
    made = tmp_path / "twice.csv"
    made.write_text("Action,Lead,Due date,Status\nFit gates,Ann,1/6/2015,Open\nFit gates,Ann,1/6/2015,Open\n")
    for expected in ({"rows": 2, "added": 1, "rejected": 1}, {"rows": 2, "unchanged": 1, "rejected": 1}):
        assert imported(run, made, file, "--year", "2015/16", "--partial") == 0
        assert counts(run) == expected
        assert [(p["row"], p["column"]) for p in run.json["problems"] if p["rejected"]] == [(3, "A")]
        assert not any("hidden id" in p["reason"] for p in run.json["problems"])


def test_columns_that_a_plan_from_elsewhere_lacks_say_nothing_of_an_action_of_its_title(
    run: Said, file: Path, tmp_path: Path
) -> None:
    with open_store(file) as opened, opened.step("Finished the locks"):
        locks = opened.plans.actions.get("a")
        done: dict[str, Any] = {"status": ActionStatus.COMPLETE, "percent": 100, "finished_on": date(2015, 9, 3)}
        opened.plans.save(replace(locks, description="Of good steel", **done), ("police",))
    source = tmp_path / "plan.csv"
    source.write_text("Action,Lead,Due,Status,Partners\nLocks,Bo,,Complete,\n")
    assert imported(run, source, file, "--year", "2015/16", "--take", "theirs") == 0
    assert [cell["field"] for cell in run.json["conflict_cells"]] == ["lead_id", "stated_rating"]
    with open_store(file, read_only=True) as opened:
        locks = opened.plans.actions.get("a")
        assert (locks.lead_id, locks.description, locks.finished_on) == ("bo", "Of good steel", date(2015, 9, 3))
        assert opened.plans.partner_ids("a") == ("police",)
    assert imported(run, source, file, "--year", "2015/16") == 0
    assert counts(run) == {"rows": 1, "unchanged": 1}


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (
            "Complete",
            "“Locks” was finished on 1 January 2001, before it starts on 1 April 2015. It is taken as written.",
        ),
        ("In progress", "“Locks” is in progress, yet has a day it was finished. It is taken as written."),
    ],
)
def test_a_day_of_finishing_that_does_not_agree_is_said(
    run: Said, file: Path, book: Path, status: str, said: str
) -> None:
    put(book, "Actions", "Status", 1, status)
    column = put(book, "Actions", "Finished", 1, date(2001, 1, 1))
    assert imported(run, book, file) == 0
    (problem,) = run.json["problems"]
    assert (problem["row"], problem["column"], problem["rejected"]) == (6, column, False)
    assert problem["reason"] == said


def test_the_error_of_a_formula_is_no_title(run: Said, file: Path, book: Path) -> None:
    column = put(book, "Actions", "Action", 1, "#REF!")
    assert imported(run, book, file) == 1
    (problem,) = run.json["problems"]
    assert (problem["row"], problem["column"]) == (6, column)
    assert "error of a formula" in problem["reason"]


def test_a_file_without_priorities_says_so(run: Said, book: Path, tmp_path: Path) -> None:
    assert run("new", "--name", "Anyshire", tmp_path / "new.cspdesk") == 0
    assert imported(run, book, tmp_path / "new.cspdesk") == 1
    assert "Its priorities: none yet." in run.err


def test_a_day_of_finishing_that_a_plan_from_elsewhere_corrects_is_a_change(
    run: Said, file: Path, tmp_path: Path
) -> None:
    source = tmp_path / "plan.csv"
    for day, expected in (("28/06/2015", "added"), ("29/06/2015", "changed"), ("29/06/2015", "unchanged")):
        source.write_text(f"Action,Lead,Due date,Date completed,Status\nGates,Ann,30/06/2015,{day},Complete\n")
        assert imported(run, source, file, "--year", "2015/16") == 0
        assert counts(run) == {"rows": 1, expected: 1}
