"""Taking others' version of a plan: what differs, what is kept, and what cannot stand."""

from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cspdesk.domain.field_markings import WITHHELD
from cspdesk.domain.milestones import Milestone, Output, OutputQuarter
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plan_cells import Cells, SheetName, plan_rows, tidy
from cspdesk.domain.plan_merge import Merged, TheirRow, merge
from cspdesk.domain.plan_writes import PlanBasis, PlanWrites, plan_writes
from cspdesk.domain.plans import Action, ActionStatus, ActionUpdate, Rating
from cspdesk.domain.ratings import RatingRule
from cspdesk.domain.whole_action import CountedOutput, WholeAction

YEAR = FinancialYear(2015)
COLUMNS = {"title": "C", "due_on": "H", "starts_on": "G", "needs": "S"}


def whole(id_: str = "a", **given: Any) -> WholeAction:
    """Return an action from May to September with a milestone in July and an output."""
    usual = {"title": f"Action {id_}", "starts_on": date(2015, 5, 1), "due_on": date(2015, 9, 1)}
    action = Action(id_, "p", **usual | {"status": ActionStatus.IN_PROGRESS} | given)  # type: ignore[arg-type]
    milestone = Milestone(f"{id_}-m", id_, "Halfway", date(2015, 7, 1), date(2015, 7, 1))
    output = CountedOutput(
        Output(f"{id_}-o", id_, "Locks", position=4), (OutputQuarter("q", f"{id_}-o", date(2015, 4, 1), 5),)
    )
    return WholeAction(action, (milestone,), (output,))


def their(sheet: SheetName, id_: str, row: int = 6, **cells: str) -> TheirRow:
    """Return a row as others left it."""
    return TheirRow(sheet, row, id_, cells, COLUMNS)


def taken(actions: list[WholeAction], *rows: TheirRow) -> tuple[Merged, PlanWrites]:
    """Return the difference of rows from the plan as exported, and what taking it writes."""
    among = {w.action.id for w in actions}
    ours = {r.key: r.cells for r in plan_rows(actions, YEAR, among)}
    merged = merge(ours, rows, ours)
    numbers = count(1)
    basis = PlanBasis(
        {w.action.id: w for w in actions},
        {w.action.id: w.needs_ids for w in actions},
        among,
        "p",
        YEAR,
        date(2015, 6, 1),
        lambda: f"new-{next(numbers)}",
        RatingRule(),
    )
    return merged, plan_writes(basis, merged.changes, merged.added)


def test_an_untouched_row_writes_nothing() -> None:
    merged, writes = taken([whole()], their("Actions", "a", title="Action a"))
    assert merged.changes == ()
    assert writes.empty


def test_moving_a_due_date_keeps_the_one_first_agreed() -> None:
    _, writes = taken([whole()], their("Actions", "a", due_on="2015-12-01"))
    assert (writes.actions["a"].due_on, writes.actions["a"].baseline_due_on) == (date(2015, 12, 1), date(2015, 9, 1))
    assert writes.changed == {"a"}


def test_an_action_may_start_later_if_its_milestones_allow_it() -> None:
    _, writes = taken([whole()], their("Actions", "a", starts_on="2015-07-01"))
    assert writes.actions["a"].starts_on == date(2015, 7, 1)
    _, writes = taken([whole()], their("Actions", "a", starts_on="2015-07-02"))
    assert [(p.row, p.column) for p in writes.problems] == [(6, "G")]
    assert writes.empty


def test_a_milestone_is_judged_by_the_start_its_action_will_have() -> None:
    rows = (their("Actions", "a", starts_on="2015-06-15"), their("Milestones", "a-m", current_on="2015-06-10"))
    _, writes = taken([whole()], *rows)
    assert [(p.sheet, p.column) for p in writes.problems] == [("Actions", "G")]
    assert [m.current_on for m in writes.milestones] == [date(2015, 6, 10)]
    _, writes = taken(
        [whole()], their("Milestones", "a-m", current_on="2015-08-10", actual_on="2015-08-11", percent="40")
    )
    (milestone,) = writes.milestones
    assert (milestone.baseline_on, milestone.current_on, milestone.actual_on, milestone.percent) == (
        date(2015, 7, 1),
        date(2015, 8, 10),
        date(2015, 8, 11),
        40,
    )


def test_figures_of_a_quarter_are_changed_added_and_left_alone() -> None:
    _, writes = taken([whole()], their("Outputs", "a-o", q1_target="5", q1_actual="6", q2_target="", q3_actual="9"))
    assert [(q.id, q.quarter_starts_on, q.target, q.actual) for q in writes.quarters] == [
        ("q", date(2015, 4, 1), 5, 6),
        ("new-1", date(2015, 10, 1), None, 9),
    ]
    assert writes.outputs == []
    _, writes = taken([whole()], their("Outputs", "a-o", title="Window locks"))
    assert [o.title for o in writes.outputs] == ["Window locks"]
    _, writes = taken([whole()], their("Outputs", "a-o", title=""))
    assert "may not be empty" in writes.problems[0].reason


def test_new_rows_of_every_sheet_hang_together() -> None:
    rows = (
        their("Actions", "", 9, title="Gates", due_on="2016-01-01", update="Begun", partners="x;y"),
        replace(their("Milestones", "", 9, title="First", current_on="2015-10-01"), action_title="gates"),
        replace(their("Outputs", "", 9, title="Gates shut", counts="things", q4_target="3"), action_title="Gates"),
        replace(their("Outputs", "", 10, title="Lights lit"), action_id="a"),
    )
    _, writes = taken([whole()], *rows)
    (new,) = writes.added
    action = writes.actions[new]
    assert (action.status, action.starts_on, action.baseline_due_on) == (ActionStatus.PROPOSED, YEAR.starts_on, None)
    assert writes.partners == {new: ("x", "y")}
    assert [u.text for u in writes.updates] == ["Begun"]
    assert [m.action_id for m in writes.milestones] == [new]
    assert [(o.action_id, o.position) for o in writes.outputs] == [(new, 1), ("a", 5)]
    assert [p.reason for p in writes.problems] == ["No date is given, so 1 April 2015 was taken."]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (their("Actions", "", 9, title=" "), "needs a title"),
        (their("Milestones", "", 9, title="No day"), "needs the day it is planned for"),
        (their("Milestones", "", 9, title="", current_on="2015-08-01"), "needs a title"),
        (their("Outputs", "", 9, title=""), "needs a name"),
        (their("Milestones", "a-m", 9, title="x" * 400), "too long"),
    ],
)
def test_a_row_that_cannot_stand_is_left_out_and_said(row: TheirRow, said: str) -> None:
    row = replace(row, action_id="a", cells={k: tidy(v) for k, v in row.cells.items()})
    _, writes = taken([whole()], row)
    assert said in writes.problems[-1].reason
    assert writes.problems[-1].rejects
    assert writes.empty


def test_what_an_action_waits_for_beyond_this_plan_is_left_alone() -> None:
    first = replace(whole("a"), needs_ids=("elsewhere",))
    _, writes = taken([first, whole("b")], their("Actions", "a", needs="b"))
    assert writes.needs == {"a": ("b", "elsewhere")}
    _, writes = taken([first, replace(whole("b"), needs_ids=("a",))], their("Actions", "b", needs=""))
    assert writes.needs == {"b": ()}


def test_of_two_rows_that_close_a_loop_together_the_later_is_rejected() -> None:
    rows = (their("Actions", "a", 6, needs="b"), their("Actions", "b", 7, needs="a"))
    _, writes = taken([whole("a"), whole("b")], *rows)
    assert writes.needs == {"a": ("b",)}
    assert [(p.row, p.column) for p in writes.problems] == [(7, "S")]


def test_a_rating_that_the_dates_do_not_bear_out_asks_for_its_reason() -> None:
    late = whole(due_on=date(2015, 5, 2))
    _, writes = taken([late], their("Actions", "a", stated_rating="on track"))
    assert "is not what the rule says" in writes.problems[0].reason
    assert not writes.problems[0].rejects
    assert writes.actions["a"].stated_rating is Rating.ON_TRACK
    _, writes = taken([late], their("Actions", "a", stated_rating="on track", rating_reason="It is done"))
    assert writes.problems == []


def test_what_was_removed_here_is_a_problem_only_if_they_changed_it() -> None:
    ours: dict[tuple[SheetName, str], Cells] = {}
    exported: dict[tuple[SheetName, str], Cells] = {("Actions", "a"): {"title": "Was"}}
    assert merge(exported, [their("Actions", "a", title="Was")], ours).problems == ()
    assert "removed here since" in merge(exported, [their("Actions", "a", title="Is")], ours).problems[0].reason
    assert "belongs to nothing" in merge({}, [their("Actions", "z", title="Is")], ours).problems[0].reason


TEXTS = st.dictionaries(st.sampled_from(["title", "note"]), st.sampled_from(["1", "2", "3"]), min_size=2)


@settings(max_examples=80)
@given(exported=TEXTS, theirs=TEXTS, ours=TEXTS)
def test_each_cell_is_a_change_a_conflict_or_nothing(exported: Cells, theirs: Cells, ours: Cells) -> None:
    key: tuple[SheetName, str] = ("Milestones", "m")
    merged = merge({key: exported}, [their("Milestones", "m", **theirs)], {key: ours})
    for name in ("title", "note"):
        before, there, here = exported[name], theirs[name], ours[name]
        changed = [c.field for c in merged.changes].count(name)
        clashing = [c.field for c in merged.conflicts].count(name)
        assert changed == (there != before and here == before)
        assert clashing == (there != before and here not in (before, there))


def test_a_loop_over_another_plan_says_so() -> None:
    basis = PlanBasis(
        {"a": whole()}, {"far": ["a"]}, {"a", "far"}, "p", YEAR, date(2015, 6, 1), lambda: "new", RatingRule()
    )
    row = their("Actions", "a", needs="far")
    merged = merge({row.key: {"needs": ""}}, [row], {row.key: {"needs": ""}})
    assert "“another action”" in plan_writes(basis, merged.changes, ()).problems[0].reason


def test_emptying_the_latest_update_takes_nothing_away_and_says_so() -> None:
    told = replace(whole(), last_update=ActionUpdate("u", "a", date(2015, 6, 1), "Begun"))
    _, writes = taken([told], their("Actions", "a", update=""))
    assert (writes.empty, [p.rejects for p in writes.problems]) == (True, [False])
    _, writes = taken([told], their("Actions", "a", update="", title="Gates"))
    assert (writes.updates, writes.actions["a"].title) == ([], "Gates")


def test_a_cell_withheld_from_those_it_was_sent_to_never_overwrites_what_stands_there():
    exported = {("Actions", "a"): {"title": "Move the refuge", "description": "To Mill Lane"}}
    merged = merge(exported, [their("Actions", "a", title="Move it", description=WITHHELD)], exported)
    assert [(c.field, c.theirs) for c in merged.changes] == [("title", "Move it")]
    assert not merged.conflicts
