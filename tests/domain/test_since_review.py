"""What became of a plan since a review is told once, action by action, in plain sentences."""

from dataclasses import fields, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.audience import Audience
from cspdesk.domain.milestones import Milestone, OutputQuarter
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import Action, ActionLine, ActionStatus, ActionUpdate, Rating
from cspdesk.domain.ratings import ComputedRating
from cspdesk.domain.since_review import RowSince, SinceKind, SinceNames, SinceReview, since
from tests.builders import action, line, payment, virement

YEAR = FinancialYear(2015)
WAS = action("a", status=ActionStatus.IN_PROGRESS, percent=20)


def row(record: Any) -> dict[str, Any] | None:
    """Return a record as the journal keeps it."""
    if record is None:
        return None
    values = ((f.name, getattr(record, f.name)) for f in fields(record))
    return {name: _kept(value) for name, value in values}


def _kept(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return int(value) if isinstance(value, bool) else value


def changed(table: str, before: Any, after: Any) -> RowSince:
    return RowSince(table, (after or before).id, row(before), row(after))


def names(*actions: Action, **given: Any) -> SinceNames:
    usual: dict[str, Any] = {"lines": {"line-1": "L1 Locks", "line-2": "L2 Leaflets"}, "people": {"p": "The lead"}}
    return SinceNames(YEAR, given.pop("priority_id", None), {a.id: row(a) or {} for a in actions}, **usual | given)


def told(*rows: RowSince, now: Action = WAS, **given: Any) -> SinceReview:
    return since(rows, names(now, **given))


def only(review: SinceReview) -> tuple[SinceKind, str]:
    (found,) = review.items
    return found.kind, found.sentence


# --- actions


@pytest.mark.parametrize(
    ("change", "kind", "sentence"),
    [
        (
            {"due_on": date(2015, 10, 12)},
            SinceKind.SLIPPED,
            "Due 12 days later: 12 October 2015 (it was 30 September 2015).",
        ),
        (
            {"due_on": date(2015, 9, 29)},
            SinceKind.EARLIER,
            "Due 1 day earlier: 29 September 2015 (it was 30 September 2015).",
        ),
        ({"title": "Fit door locks"}, SinceKind.REWORDED, "Was called “Fit window locks”."),
        ({"description": "More"}, SinceKind.REWORDED, "The description: added."),
        ({"lead_id": "p"}, SinceKind.HANDED_OVER, "Led by The lead, before by nobody."),
        (
            {"stated_rating": Rating.AT_RISK, "rating_reason": "Staff left."},
            SinceKind.RERATED,
            "Stated as at risk, before as cannot tell: Staff left.",
        ),
        ({"forecast_rating": Rating.COMPLETE}, SinceKind.RERATED, "Forecast as complete, before as cannot tell."),
        ({"percent": 45}, SinceKind.REPORTED, "Progress 45% (it was 20%)."),
        ({"status": ActionStatus.STOPPED}, SinceKind.STOPPED, "Stopped at 20%."),
        ({"status": ActionStatus.PROPOSED}, None, ""),
    ],
)
def test_each_change_of_an_action_is_told_in_a_sentence(
    change: dict[str, Any], kind: SinceKind | None, sentence: str
) -> None:
    now = replace(WAS, **change)
    found = told(changed("actions", WAS, now), now=now)
    assert [(i.kind, i.sentence) for i in found.items] == ([] if kind is None else [(kind, sentence)])


def test_a_finished_action_says_how_it_lay_to_the_day_first_agreed_and_nothing_of_its_rating() -> None:
    now = replace(
        WAS,
        status=ActionStatus.COMPLETE,
        percent=100,
        stated_rating=Rating.COMPLETE,
        finished_on=date(2015, 10, 12),
        due_on=date(2015, 10, 31),
        baseline_due_on=WAS.due_on,
    )
    found = told(changed("actions", WAS, now), now=now)
    assert [i.kind for i in found.items] == [SinceKind.FINISHED, SinceKind.SLIPPED]
    assert found.items[0].sentence == "Finished on 12 October 2015, 12 days later than first agreed."
    assert found.items[1].days == 31


def test_an_action_finished_on_the_day_says_no_more_than_that() -> None:
    now = replace(WAS, status=ActionStatus.COMPLETE, finished_on=WAS.due_on)
    assert only(told(changed("actions", WAS, now), now=now)) == (SinceKind.FINISHED, "Finished on 30 September 2015.")


def test_an_action_begun_or_opened_again_is_told() -> None:
    waiting, closed = replace(WAS, status=ActionStatus.NOT_STARTED), replace(WAS, status=ActionStatus.STOPPED)
    assert only(told(changed("actions", waiting, WAS))) == (SinceKind.BEGUN, "Begun; it was not started.")
    assert only(told(changed("actions", closed, WAS))) == (SinceKind.REOPENED, "Open again; it was stopped.")


def test_an_added_action_is_told_once_whatever_hangs_on_it() -> None:
    step = Milestone("m", "a", "Step", WAS.starts_on, WAS.starts_on)
    found = told(changed("actions", None, WAS), changed("milestones", None, step))
    assert only(found) == (SinceKind.ADDED, "Added, in progress, due 30 September 2015.")


def test_what_was_reported_and_paid_for_an_added_action_stands_in_its_one_line() -> None:
    new = action("a", title="New", status=ActionStatus.IN_PROGRESS)
    review = told(
        changed("actions", None, new),
        changed("action_updates", None, ActionUpdate("u", "a", date(2015, 9, 1), "Begun.")),
        changed("action_lines", None, ActionLine("k", "a", "line-1")),
        now=new,
    )
    assert only(review) == (
        SinceKind.ADDED,
        "Added, in progress, due 30 September 2015. Paid for by L1 Locks. 1 update, the last on 1 September 2015.",
    )


@pytest.mark.parametrize(("target", "actual", "before"), [(0, 0, None), (None, 0, None), (None, 0, 0)])
def test_nothing_counted_where_nothing_was_to_be_is_not_told(
    target: int | None, actual: int, before: int | None
) -> None:
    quarter = OutputQuarter("q", "o", date(2015, 10, 1), target, actual)
    was = None if before is None else replace(quarter, actual=before)
    assert not told(changed("output_quarters", was, quarter), outputs={"o": ("a", "Locks")}).items


def test_none_against_a_target_and_none_after_some_are_told() -> None:
    quarter = OutputQuarter("q", "o", date(2015, 10, 1), 5, 0)
    assert told(changed("output_quarters", None, quarter), outputs={"o": ("a", "Locks")}).items
    some = replace(quarter, target=0, actual=3)
    assert told(changed("output_quarters", some, replace(some, actual=0)), outputs={"o": ("a", "Locks")}).items


def test_a_removed_action_is_told_with_its_title() -> None:
    (found,) = since([changed("actions", WAS, None)], names()).items
    assert (found.kind, found.title) == (SinceKind.REMOVED, WAS.title)


@pytest.mark.parametrize(
    "other", [{"priority_id": "another"}, {"starts_on": date(2016, 4, 1), "due_on": date(2016, 5, 1)}]
)
def test_actions_of_another_plan_are_not_told(other: dict[str, Any]) -> None:
    elsewhere = replace(WAS, **other)
    review = since([changed("actions", None, elsewhere)], names(priority_id="priority"))
    assert review.items == ()


def test_what_is_marked_more_strictly_before_or_after_stays_so() -> None:
    strict = replace(WAS, marking=Audience.RESTRICTED, marking_reason="Safety", title="Elsewhere")
    (found,) = told(changed("actions", strict, WAS)).items
    assert (found.marking, found.marking_reason) == (Audience.RESTRICTED, "Safety")


def test_what_the_dates_say_is_told_when_it_is_another_rating_than_at_the_review() -> None:
    now = ComputedRating(Rating.OFF_TRACK, ("due 15 days ago",))
    found = since((), names(WAS, then={"a": Rating.ON_TRACK}, now={"a": now}))
    assert only(found) == (SinceKind.RERATED, "Its dates say off track (it was on track): due 15 days ago.")
    same = since((), names(WAS, then={"a": Rating.OFF_TRACK}, now={"a": now}))
    assert same.items == ()


# --- milestones and reports


def test_milestones_reached_moved_added_and_taken_out_are_told() -> None:
    step = Milestone("m", "a", "Half of it", date(2015, 8, 1), date(2015, 8, 1))
    cases = (
        (step, replace(step, actual_on=date(2015, 8, 4)), SinceKind.REACHED, 0),
        (step, replace(step, current_on=date(2015, 8, 13)), SinceKind.SLIPPED, 12),
        (step, replace(step, current_on=date(2015, 7, 31)), SinceKind.EARLIER, 0),
        (None, step, SinceKind.ADDED, 0),
        (step, None, SinceKind.REMOVED, 0),
    )
    for before, after, kind, days in cases:
        (found,) = told(changed("milestones", before, after)).items
        assert (found.kind, found.days, found.action_id) == (kind, days, "a")
        assert "“Half of it”" in found.sentence
    assert told(changed("milestones", step, replace(step, actual_on=date(2015, 8, 4)))).items[0].sentence == (
        "“Half of it” reached on 4 August 2015, 3 days later than first agreed."
    )


def test_reports_and_progress_are_told_together() -> None:
    now = replace(WAS, percent=60)
    updates = [ActionUpdate(str(n), "a", date(2015, 7, n), "Goes on.") for n in (3, 9)]
    found = told(changed("actions", WAS, now), *(changed("action_updates", None, u) for u in updates), now=now)
    assert only(found) == (SinceKind.REPORTED, "2 updates, the last on 9 July 2015; progress 60% (it was 20%).")


def test_outputs_counted_or_counted_anew_are_told_with_what_was_to_be_reached() -> None:
    quarter = OutputQuarter("q", "o", date(2015, 7, 1), 120)
    given_names = {"outputs": {"o": ("a", "Visits made")}}
    counted = replace(quarter, actual=1_147)
    assert only(told(changed("output_quarters", quarter, counted), **given_names)) == (
        SinceKind.COUNTED,
        "Visits made: 1,147 in Q2 2015/16, against a target of 120.",
    )
    anew = changed("output_quarters", counted, replace(counted, actual=90, target=None))
    assert only(told(anew, **given_names))[1] == "Visits made: 90 in Q2 2015/16 (it was 1,147)."
    for before, after in ((None, quarter), (counted, replace(counted, note="More")), (counted, None)):
        assert told(changed("output_quarters", before, after), **given_names).items == ()
    assert told(changed("output_quarters", quarter, counted)).items == ()


# --- money

PAID = {"paid_from": {"line-1": ("a",)}}


def test_a_line_linked_or_taken_off_is_told() -> None:
    link = ActionLine("x", "a", "line-2")
    assert only(told(changed("action_lines", None, link))) == (SinceKind.REFUNDED, "Paid for by L2 Leaflets.")
    assert only(told(changed("action_lines", link, None))) == (SinceKind.REFUNDED, "No longer paid for by L2 Leaflets.")


def test_money_moved_to_or_from_a_line_is_told_to_the_actions_it_pays_for() -> None:
    came = virement(from_line_id="line-2", to_line_id="line-1", amount_pence=250_00)
    went = virement(amount_pence=99_50)
    assert only(told(changed("virements", None, came), **PAID))[1] == (
        "L1 Locks has £250 more, from L2 Leaflets: More locks, fewer leaflets."
    )
    assert only(told(changed("virements", None, went), **PAID))[1] == (
        "L1 Locks has £99.50 less, for L2 Leaflets: More locks, fewer leaflets."
    )


def test_why_money_moved_is_not_told_where_not_everybody_may_know_it() -> None:
    kept = virement(amount_pence=99_50, marking=Audience.PARTNER, marking_reason="Commercial")
    assert only(told(changed("virements", None, kept), **PAID))[1] == "L1 Locks has £99.50 less, for L2 Leaflets."


def test_a_line_that_was_given_more_to_begin_with_is_told() -> None:
    before = line("line-1", original_pence=100_00)
    found = told(changed("budget_lines", before, replace(before, original_pence=80_00)), **PAID)
    assert only(found) == (SinceKind.REFUNDED, "L1 Locks has £20 less to begin with.")


def test_payments_put_to_a_line_are_counted_and_summed_once() -> None:
    kept, loose = payment("kept", line_id="line-1"), payment("loose", amount_pence=5_00)
    rows = (
        changed("transactions", None, payment("new", line_id="line-1", amount_pence=7_50)),
        changed("transactions", loose, replace(loose, line_id="line-1")),
        changed("transactions", kept, replace(kept, description="Words only")),
        changed("transactions", kept, replace(kept, line_id=None)),
    )
    assert only(told(*rows, **PAID)) == (SinceKind.REFUNDED, "2 payments, £12.50 in all, put to L1 Locks.")


def test_money_of_lines_that_pay_for_no_action_is_not_told() -> None:
    assert told(changed("virements", None, virement())).items == ()


def test_money_and_reports_of_actions_of_another_plan_are_not_told() -> None:
    link, update = ActionLine("x", "elsewhere", "line-1"), ActionUpdate("u", "elsewhere", date(2015, 7, 3), "Goes on.")
    rows = (
        changed("action_lines", None, link),
        changed("virements", None, virement()),
        changed("action_updates", None, update),
        changed("milestones", None, Milestone("m", "elsewhere", "Step", WAS.due_on, WAS.due_on)),
    )
    assert told(*rows, paid_from={"line-1": ("elsewhere",)}).items == ()


def test_a_milestone_reworded_only_is_not_told() -> None:
    step = Milestone("m", "a", "Half of it", WAS.due_on, WAS.due_on)
    assert told(changed("milestones", step, replace(step, note="More"))).items == ()


# --- as a whole


@given(st.lists(st.integers(-60, 60), min_size=1, max_size=6))
def test_slips_are_told_in_full_and_each_only_once(moves: list[int]) -> None:
    before = [replace(WAS, id=str(n), title=f"Action {n}") for n in range(len(moves))]
    after = [replace(a, due_on=a.due_on + timedelta(by)) for a, by in zip(before, moves, strict=True)]
    found = since([changed("actions", b, a) for b, a in zip(before, after, strict=True) if a != b], names(*after))
    assert {i.action_id: i.days for i in found.of_kind(SinceKind.SLIPPED)} == {
        str(n): by for n, by in enumerate(moves) if by > 0
    }
    assert len(found.items) == sum(by != 0 for by in moves)
    assert found.counts.get(SinceKind.EARLIER, 0) == sum(by < 0 for by in moves)
    assert all(len(found.of_action(str(n))) == (by != 0) for n, by in enumerate(moves))


def test_nothing_changed_says_nothing() -> None:
    assert told().items == ()
    assert told().counts == {}
