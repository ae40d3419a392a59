"""What the Plan tab reads, filters and says of a plan."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cspdesk.domain.audience import Audience
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import ActionStatus, Rating
from cspdesk.store.store import Store
from cspdesk.ui.models.late import late_words
from cspdesk.ui.models.plan_filter import PlanFilter, RatingWanted
from cspdesk.ui.models.plan_history import action_history
from cspdesk.ui.models.plan_rows import ago_words, plan_sentence, read_plan, withheld_words
from tests.ui.plan_record import PRIORITY, TODAY, YEAR, make_record


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make_record(tmp_path / "plan.cspdesk") as made:
        yield made


def test_a_plan_is_read_with_lead_last_update_proofs_and_lateness(store: Store) -> None:
    reading = read_plan(store, PRIORITY, YEAR, Audience.RESTRICTED, TODAY)
    late = next(r for r in reading.rows if r.id == "a-late")
    assert (late.lead, late.proofs, late.days_late) == ("Bob Else", 1, 14)
    assert late.updated is not None
    assert late.updated.text == "Ten are trained."
    assert [r.id for r in reading.rows] == ["a-late", "a-kept", "a-due", "a-new"]
    assert plan_sentence(reading.rows) == "4 actions: 1 late"


def test_an_action_of_another_year_is_not_in_the_plan(store: Store) -> None:
    assert read_plan(store, PRIORITY, FinancialYear(2013), Audience.RESTRICTED, TODAY).rows == ()


def test_what_the_public_may_not_see_is_counted_and_not_shown(store: Store) -> None:
    reading = read_plan(store, PRIORITY, YEAR, Audience.PUBLIC, TODAY)
    assert "a-kept" not in [r.id for r in reading.rows]
    assert withheld_words(reading.withheld, "action", Audience.PUBLIC) == "1 action is withheld from the public version"
    assert withheld_words(3, "action", Audience.PARTNER) == "3 actions are withheld from the partner version"
    assert withheld_words(0, "action", Audience.PARTNER) == ""


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (PlanFilter(), {"a-late", "a-due", "a-new", "a-kept"}),
        (PlanFilter(text="PASTORS street"), {"a-late"}),
        (PlanFilter(text="bob"), {"a-late"}),
        (PlanFilter(lead="Ann Other"), {"a-due"}),
        (PlanFilter(lead=""), {"a-new", "a-kept"}),
        (PlanFilter(status=ActionStatus.IN_PROGRESS), {"a-late", "a-due"}),
        (PlanFilter(rating=RatingWanted(Rating.NOT_STARTED, computed=False)), {"a-new"}),
        (PlanFilter(late_only=True), {"a-late"}),
        (PlanFilter(late_only=True, lead="Ann Other"), set()),
    ],
)
def test_a_filter_takes_what_was_asked_for(store: Store, wanted: PlanFilter, ids: set[str]) -> None:
    rows = read_plan(store, PRIORITY, YEAR, Audience.RESTRICTED, TODAY).rows
    assert {r.id for r in rows if wanted.takes(r)} == ids


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2015, 10, 14), "today"),
        (date(2015, 10, 13), "yesterday"),
        (date(2015, 10, 2), "12 days ago"),
        (date(2015, 8, 15), "60 days ago"),
        (date(2015, 8, 14), "14 August 2015"),
        (date(2015, 10, 15), "15 October 2015"),
    ],
)
def test_how_long_ago_is_said_as_people_say_it(day: date, said: str) -> None:
    assert ago_words(day, TODAY) == said


def test_lateness_is_in_words() -> None:
    assert (late_words(None), late_words(1), late_words(30)) == ("", "1 day late", "30 days late")


def test_the_history_of_an_action_is_in_words_newest_first(store: Store) -> None:
    from dataclasses import replace

    before = store.plans.actions.get("a-due")
    with store.step("Edited"):
        store.plans.save(
            replace(before, title="Night economy", lead_id=None, due_on=date(2016, 3, 1), percent=50), ("o-police",)
        )
    with store.step("Attached"):
        store.evidence.attach_to_action("e-file", "a-due")
    store.undo()
    moments = action_history(store, "a-due")
    assert [m.person for m in moments] == ["Ann Other"] * 4
    assert moments[0].words == ("Undone:", "Evidence “Invoice 17” detached")
    assert moments[1].words == ("Evidence “Invoice 17” attached",)
    assert moments[2].words == (
        "Title: Night-time economy → Night economy",
        "Lead: Ann Other → none",
        "Due: 31 March 2016 → 1 March 2016",
        "Progress: 40% → 50%",
        "Police takes part",
    )
    assert moments[3].words == ("Added",)


def test_the_history_of_an_action_tells_all_that_hangs_on_it(store: Store) -> None:
    from dataclasses import replace

    from cspdesk.domain.milestones import Milestone, Output, OutputQuarter

    plans = store.plans
    milestone = Milestone("m-1", "a-due", "Rota agreed", date(2015, 7, 1), date(2015, 7, 1))
    with store.step("Planned"):
        plans.save_milestone(milestone)
        plans.outputs.insert(Output("o-1", "a-due", "People seen"))
        plans.save_quarter(OutputQuarter("q-1", "o-1", date(2015, 7, 1), 30))
        plans.set_needs("a-due", ("a-late",))
        plans.set_needs("a-new", ("a-due",))
        plans.set_lines("a-due", ("l-1",))
        plans.set_indicators("a-due", ("Violence",))
    with store.step("Went on"):
        plans.save_milestone(replace(milestone, current_on=date(2015, 8, 1), actual_on=date(2015, 8, 3), percent=40))
        plans.save_quarter(OutputQuarter("q-1", "o-1", date(2015, 7, 1), 30, 28))
        plans.set_needs("a-due", ())
        plans.set_lines("a-due", ())
    later, earlier = action_history(store, "a-due")[:2]
    assert earlier.words == (
        "Milestone “Rota agreed” added, for 1 July 2015",
        "Output “People seen” added",
        "“People seen” in Q2 2015/16, target: 30",
        "Waits for “Street pastors”",
        "“Alarms” waits for it",
        "“AD1 Pastors” pays for it",
        "Meant to move “Violence”",
    )
    assert later.words == (
        "Milestone “Rota agreed”, now planned for: 1 July 2015 → 1 August 2015",
        "Milestone “Rota agreed”, reached: 3 August 2015",
        "Milestone “Rota agreed”, share of the action: 40%",
        "“People seen” in Q2 2015/16, actual: 28",
        "No longer waits for “Street pastors”",
        "“AD1 Pastors” no longer pays for it",
    )
