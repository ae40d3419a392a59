"""Random plans for property tests: any record that a person could have typed in."""

from datetime import date, timedelta

from hypothesis import strategies as st

from cspdesk.domain.milestones import Milestone, Output, OutputQuarter, OutputUnit
from cspdesk.domain.partnership import Organisation, Partnership, Person, Priority
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plan_record import PlanRecord
from cspdesk.domain.plans import Action, ActionKind, ActionStatus, ActionUpdate, Rating, Recurrence
from cspdesk.domain.ratings import RatingRule
from cspdesk.domain.whole_action import CountedOutput, WholeAction
from cspdesk.exchange.plan_readings import FORMULA_ERRORS

YEAR = FinancialYear(2015)
PEOPLE = (Person("ann", "Ann"), Person("bo", "Bo; the =second"), Person("bo2", "bo; The =second", post="Officer"))
BODIES = (Organisation("police", "Police"), Organisation("fire", "Fire, and rescue"), Organisation("f2", "-Charity; A"))
DAYS = st.dates(date(2015, 4, 1), date(2016, 3, 31))
AWKWARD = (
    "=1+1",
    "+44 1432",
    "-5",
    "@here",
    "'quoted",
    "<b>&amp;",
    "two\nlines",
    "_x0041_",
    "é漢字🙂",
    "12/05/16",
    "1.10",
)
# What looks like the error of a formula is refused when a workbook is taken back, whoever wrote it.
WORDS = st.one_of(st.sampled_from(AWKWARD), st.text(st.characters(codec="utf-8"), max_size=40)).filter(
    lambda words: words.strip().upper() not in FORMULA_ERRORS
)
TITLES = WORDS.filter(lambda text: any(c.isalnum() for c in text)).map(str.strip)
LONG = st.one_of(WORDS, st.just("long " * 7_000))


@st.composite
def milestones(draw: st.DrawFn, action: Action, place: int) -> Milestone:
    """A milestone on or after its action's start."""
    baseline, current = (action.starts_on + timedelta(days=draw(st.integers(0, 400))) for _ in range(2))
    return Milestone(
        f"{action.id}-m{place}",
        action.id,
        draw(TITLES),
        baseline,
        current,
        draw(st.none() | DAYS),
        draw(st.none() | st.integers(0, 100)),
        draw(WORDS),
    )


@st.composite
def outputs(draw: st.DrawFn, action: Action, place: int) -> CountedOutput:
    """An output with figures for some quarters."""
    output = Output(f"{action.id}-o{place}", action.id, draw(TITLES), draw(st.sampled_from(OutputUnit)), draw(WORDS))
    counts = st.none() | st.integers(0, 10**6)
    quarters = draw(st.sets(st.sampled_from(YEAR.quarters)))
    return CountedOutput(
        output,
        tuple(
            OutputQuarter(f"{output.id}-{q.number}", output.id, q.starts_on, draw(counts), draw(counts))
            for q in sorted(quarters)
        ),
    )


@st.composite
def actions(draw: st.DrawFn, place: int) -> WholeAction:
    """An action with all that hangs on it; it waits only for earlier ones, so that there is no loop."""
    starts_on = draw(DAYS)
    action = Action(
        f"a{place}",
        "priority",
        draw(TITLES),
        starts_on,
        starts_on + timedelta(days=draw(st.integers(0, 400))),
        draw(LONG),
        draw(st.none() | st.sampled_from(["ann", "bo", "bo2"])),
        draw(st.sampled_from(ActionStatus)),
        draw(st.integers(0, 100)),
        draw(DAYS),
        draw(st.sampled_from(Rating)),
        draw(WORDS),
        kind=draw(st.sampled_from(ActionKind)),
        recurrence=draw(st.sampled_from(Recurrence)),
        outside_control=draw(WORDS),
    )
    said = draw(st.none() | WORDS)
    return WholeAction(
        action,
        tuple(draw(milestones(action, n)) for n in range(draw(st.integers(0, 2)))),
        tuple(draw(outputs(action, n)) for n in range(draw(st.integers(0, 2)))),
        tuple(draw(st.sets(st.sampled_from([b.id for b in BODIES])))),
        tuple(f"a{n}" for n in draw(st.sets(st.integers(0, place - 1)))) if place else (),
        last_update=None if said is None else ActionUpdate("u", action.id, starts_on, said),
    )


@st.composite
def plans(draw: st.DrawFn) -> PlanRecord:
    """A plan of up to four actions."""
    return plan_of(*(draw(actions(place)) for place in range(draw(st.integers(0, 4)))))


def plan_of(*whole: WholeAction) -> PlanRecord:
    """Return the plan of a small partnership with these actions."""
    return PlanRecord(
        Partnership("p", "Testshire"),
        Priority("priority", 2, "Safer streets"),
        YEAR,
        whole,
        PEOPLE,
        BODIES,
        RatingRule(),
        date(2016, 1, 5),
        "step 7",
    )
