"""Plans nobody made with cspdesk: headings, columns, days and states as councils write them."""

from datetime import date
from typing import Any

import pytest

from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plan_names import Names
from cspdesk.domain.plans import ActionStatus, Rating
from cspdesk.errors import UserError
from cspdesk.exchange.amounts import Unreadable
from cspdesk.exchange.cells import Table
from cspdesk.exchange.plan_dates import plan_day
from cspdesk.exchange.plan_sheets import SheetPlan, read_sheet_plan
from cspdesk.exchange.plan_states import RATING_WORDS, STATUS_WORDS
from cspdesk.exchange.plan_steps import steps_in
from cspdesk.exchange.sheet_marks import SheetMarks

YEAR = FinancialYear(2015)
NOBODY = Names.of({})


def read(*rows: tuple[Any, ...], name: str = "Plan", marks: SheetMarks | None = None, **more: Any) -> SheetPlan:
    """Read rows as the one sheet of a file."""
    tables = [Table(name, rows, {})]
    people = Names.of({"ann": "Ann"})
    found = {name: marks} if marks else {}
    return read_sheet_plan("plan.xlsx", tables, found, people, NOBODY, YEAR, date(2016, 1, 5), **more)


@pytest.mark.parametrize(
    ("text", "last", "day"),
    [
        ("Mar 2016", True, "2016-03-31"),
        ("March 2016", False, "2016-03-01"),
        ("Mar-16", True, "2016-03-31"),
        ("by end of September", True, "2015-09-30"),
        ("February", True, "2016-02-29"),
        ("03/2016", True, "2016-03-31"),
        ("Q3", True, "2015-12-31"),
        ("Quarter 4", False, "2016-01-01"),
        ("Q1 2016/17", True, "2016-06-30"),
        ("2016/17", True, "2017-03-31"),
        ("Ongoing", True, "2016-03-31"),
        ("on-going", False, "2015-04-01"),
        ("April – June 2015", True, "2015-06-30"),
        ("Apr 2015 - Mar 2016", False, "2015-04-01"),
        ("Summer 2015", True, "2015-08-31"),
        ("12 May 2016", True, "2016-05-12"),
        ("12/05/16", True, "2016-05-12"),
        ("December", True, "2015-12-31"),
        ("Jan-Mar 2016", True, "2016-03-31"),
        ("Oct/Dec", False, "2015-10-01"),
        ("mid-June", False, "2015-06-01"),
        ("w/c 4 May 2015", True, "2015-05-04"),
    ],
)
def test_a_day_is_read_however_vaguely_it_is_given(text: str, last: bool, day: str) -> None:
    found, how = plan_day(text, YEAR, last=last)
    assert found == date.fromisoformat(day)
    assert bool(how) == (not text[0].isdigit() or text[2:] == "/2016" or text == "2016/17")


@pytest.mark.parametrize("text", ["soon", "13/2016", "Q5", "2015/17", "31/02/2016", "Marchish"])
def test_what_is_no_day_is_not_made_one(text: str) -> None:
    with pytest.raises(Unreadable):
        plan_day(text, YEAR, last=True)


def test_words_for_states_and_colours_are_known() -> None:
    assert {STATUS_WORDS[w] for w in ("completed", "ongoing", "cancelled", "not started", "draft")} == set(ActionStatus)
    assert [RATING_WORDS[w] for w in ("r", "amber", "green", "blue")] == [
        Rating.OFF_TRACK,
        Rating.AT_RISK,
        Rating.ON_TRACK,
        Rating.COMPLETE,
    ]


@pytest.mark.parametrize(
    ("written", "rating"),
    [
        ("Green - two in post", "on track"),
        ("AMBER: one has left", "at risk"),
        ("Red (no money)", "off track"),
        ("Amber/Green", None),
        ("Greenish", None),
    ],
)
def test_a_colour_is_read_before_what_explains_it_but_not_guessed(written: str, rating: str | None) -> None:
    (row,) = read(("Action", "Owner", "Due", "RAG"), ("Locks", "Ann", "May 2015", written)).rows
    assert row.cells.get("stated_rating") == rating


@pytest.mark.parametrize(
    ("colour", "state"), [("Blue", "complete"), ("Green", "in progress"), ("Red", "in progress"), ("White", None)]
)
def test_a_plan_with_colours_only_says_by_them_what_is_begun_and_what_is_done(colour: str, state: str | None) -> None:
    (row,) = read(("Action", "Owner", "Due", "RAG"), ("Locks", "Ann", "May 2015", colour)).rows
    assert row.cells.get("status") == state
    assert row.cells.get("finished_on") == ("2015-05-31" if colour == "Blue" else None)
    assert any(p.column == "D" and not p.rejects for p in row.problems) == (state is not None)
    (row,) = read(("Action", "Owner", "Due", "RAG", "Status"), ("Locks", "Ann", "May 2015", colour, "Stopped")).rows
    assert row.cells["status"] == "stopped"


def test_a_total_is_no_action_and_is_said() -> None:
    plan = read(("Action", "Owner", "Due", "Status"), ("Locks", "Ann", "May 2015", "Open"), ("Total", "", "", 1))
    assert [row.cells["title"] for row in plan.rows] == ["Locks"]
    assert "Left out as a total: row 3." in plan.notes


def test_headings_are_found_under_a_title_and_over_two_rows() -> None:
    plan = read(
        ("Our plan",),
        (),
        ("Action", "Lead", "Target", "RAG"),
        ("required", "officer", "date", "status"),
        ("Fit locks", "Ann", "Q2", "G"),
    )
    (row,) = plan.rows
    assert (row.row, row.cells["title"], row.cells["lead_id"], row.cells["due_on"]) == (
        5,
        "Fit locks",
        "ann",
        "2015-09-30",
    )
    assert row.cells["stated_rating"] == "on track"


def test_a_status_of_colours_is_a_rating_and_unknown_columns_are_named() -> None:
    plan = read(("Action", "Owner", "Deadline", "Status", "Cost code"), ("Locks", "Ann", "May 2015", "Red", "X1"))
    assert plan.rows[0].cells["stated_rating"] == "off track"
    assert plan.columns.as_headers() == {"title": "Action", "lead": "Owner", "due": "Deadline", "rating": "Status"}
    assert any("Cost code" in note for note in plan.notes)


def test_sections_merged_cells_and_repeated_headings_are_no_actions() -> None:
    head = ("Objective", "Action", "By when")
    plan = read(
        head,
        ("Priority 1: homes", "", ""),
        ("Safe homes", "Locks", "Q1"),
        ("", "Lights", "Q2"),
        head,
        ("Other", "Gates", "Q3"),
        marks=SheetMarks(merged=(((3, 0), (4, 0)),)),
    )
    assert [(r.cells["title"], r.cells["description"]) for r in plan.rows] == [
        ("Locks", "Objective: Safe homes"),
        ("Lights", "Objective: Safe homes"),
        ("Gates", "Objective: Other"),
    ]
    assert any("Merged cells (A3)" in note for note in plan.notes)


def test_a_long_action_keeps_its_beginning_as_title_and_a_page_is_rejected() -> None:
    long = "Fit locks in every home of the estate that asks. " + "More about it. " * 30
    plan = read(("Action", "By when"), (long, "Q1"), ("x" * 10_000, "Q1"))
    assert plan.rows[0].cells["title"] == "Fit locks in every home of the estate that asks"
    assert plan.rows[0].cells["description"] == long.strip()
    assert [r.rejected for r in plan.rows] == [False, True]
    assert "10,000 characters" in plan.rows[1].problems[0].reason


def test_the_same_action_twice_is_said_but_one_reference_for_several_is_not() -> None:
    plan = read(
        ("Ref", "Action", "By when"),
        ("1", "Locks", "Q1"),
        ("1", "Lights", "Q1"),
        ("2", "Locks", "Q1"),
        ("", "locks", "Q2"),
    )
    assert [r.rejected for r in plan.rows] == [False, False, False, False]
    assert plan.keys == {2: "ref 1", 3: "title lights", 4: "ref 2", 5: "title locks"}
    plan = read(("Action", "By when"), ("Locks", "Q1"), ("locks", "Q2"))
    assert "same as that of row 2" in plan.rows[1].problems[-1].reason


def test_milestones_in_a_cell_become_milestones_of_a_new_action() -> None:
    text = "Recruit – Jun 2015\n• Train (Sept 2015)\n1. Jan 2016: Launch\nGo on - ongoing\nJust words"
    assert list(steps_in(text, YEAR, "dmy")) == [
        ("Recruit", date(2015, 6, 30)),
        ("Train", date(2015, 9, 30)),
        ("Launch", date(2016, 1, 31)),
    ]
    plan = read(("Action", "Start date", "By when", "Milestones"), ("Locks", date(2015, 7, 1), "Mar 2016", text))
    assert [(r.sheet, r.cells["title"]) for r in plan.rows] == [
        ("Actions", "Locks"),
        ("Milestones", "Train"),
        ("Milestones", "Launch"),
    ]
    assert "Just words" in plan.rows[0].cells["description"]


@pytest.mark.parametrize(
    ("rows", "more", "said"),
    [
        ((("Name", "Age"), ("Ann", 3)), {}, "no row of headings"),
        ((("Action", "By when"),), {}, "no action is listed"),
        ((("Action", "By when"), ("Locks", "Q1")), {"sheet": "Other"}, "has no sheet “Other”"),
        ((("Action", "By when"), ("Locks", "Q1")), {"told": {"lead": "Who"}}, "There is no column called “Who”"),
    ],
)
def test_a_table_that_is_no_plan_is_refused_in_words(rows: tuple[Any, ...], more: Any, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read(*rows, **more)


def test_words_that_go_on_in_the_rows_below_belong_to_the_action_above() -> None:
    plan = read(
        ("No", "Action", "Lead", "Due", "Comments"),
        ("Theme: streets",),
        (1, "Locks", "Ann", "May 2015", "Ten fitted"),
        (None, None, None, None, "Five more in May"),
        (2, "Lights", "Ann", "June 2015", ""),
        ("Theme: homes",),
        (3, "Gates", "Ann", "June 2015", ""),
    )
    assert [(r.cells["title"], r.cells["update"], r.cells["description"]) for r in plan.rows] == [
        ("Locks", "Ten fitted\nFive more in May", "Objective: Theme: streets"),
        ("Lights", "", "Objective: Theme: streets"),
        ("Gates", "", "Objective: Theme: homes"),
    ]


def test_a_formula_of_which_the_file_holds_no_result_is_rejected() -> None:
    marks = SheetMarks(formulas=frozenset({(2, 2), (3, 2)}))
    plan = read(("Action", "Owner", "Due"), ("Locks", "Ann", ""), ("Gates", "Ann", date(2015, 6, 1)), marks=marks)
    assert [row.rejected for row in plan.rows] == [True, False]
    assert [p.column for row in plan.rows for p in row.problems] == ["C", "C"]


def test_the_day_an_action_was_finished_is_read_where_a_column_gives_it_and_else_guessed() -> None:
    plan = read(
        ("Action", "Lead", "Target date", "Date completed", "Status"),
        ("Locks", "Ann", "30/06/2015", "28/06/2015", "Complete"),
        ("Lights", "Ann", "30/06/2015", "yes", "Complete"),
        ("Gates", "Ann", "30/06/2015", "", "Open"),
    )
    assert [row.cells.get("finished_on") for row in plan.rows] == ["2015-06-28", "2015-06-30", None]
    assert [[p.column for p in row.problems] for row in plan.rows] == [[], ["E"], []]
