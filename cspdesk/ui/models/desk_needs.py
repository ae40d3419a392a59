"""What needs somebody: everything with a date, a silence or a contradiction, in groups from the most pressing on."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import IntEnum

from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.milestones import Milestone
from cspdesk.domain.partnership import Person, Priority
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import DUE_SOON_DAYS, Action, ActionStatus, next_occurrence
from cspdesk.domain.proof import counted
from cspdesk.domain.ratings import ComputedRating, RatingRule, lacks_reason
from cspdesk.domain.records import dataclass
from cspdesk.domain.whole_action import WholeAction
from cspdesk.store.review_dates import ReviewDate
from cspdesk.store.store import Store
from cspdesk.ui.models.late import late_words
from cspdesk.ui.models.years import year_to_show
from cspdesk.ui.session import Place

WHOLE_PLAN = "Whole plan"
AHEAD_DAYS = 90  # how early the end of a service is said: a new one is not bought in a fortnight


class Need(IntEnum):
    """Why something needs somebody, the most pressing first."""

    LATE = 0
    SOON = 1
    AHEAD = 2
    SILENT = 3
    FIGURES = 4
    REASON = 5
    MONEY = 6


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One thing: what it is, of which kind, when in words, who must act, and where it stands.

    mine: ids of the people and organisations whose it is. day: for the order within its group, earliest first.
    """

    id: str
    need: Need
    what: str
    kind: str
    when: str
    day: date
    where: str
    place: Place
    who: str = ""
    mine: frozenset[str] = frozenset()
    icon: str = "list-checks"
    more: str = ""


@dataclass(frozen=True, slots=True)
class Rated:
    """An action with what the rule says of it today."""

    whole: WholeAction
    computed: ComputedRating


@dataclass(frozen=True, slots=True)
class Context:
    """What every kind of need is told with: the day, the year looked at, who may see, and the names."""

    today: date
    year: FinancialYear
    audience: Audience
    rule: RatingRule
    priorities: Mapping[str, Priority]
    people: Mapping[str, Person]
    organisations: Mapping[str, str]

    def name(self, person_id: str | None) -> str:
        """Return a person's name, empty when there is none."""
        person = self.people.get(person_id or "")
        return person.name if person else ""

    def need_of(self, day: date, days: int = DUE_SOON_DAYS) -> Need | None:
        """Return whether a day is past or near; None when it is neither."""
        if day < self.today:
            return Need.LATE
        if day <= self.today + timedelta(days=DUE_SOON_DAYS):
            return Need.SOON
        return Need.AHEAD if day <= self.today + timedelta(days=days) else None

    def in_plan(self, section: str, priority_id: str, record_id: str, first: date, last: date) -> Place:
        """Return a record's place in a section of a plan, in a year that shows it."""
        return Place("priority", priority_id, section, record_id, year_to_show(self.year, first, last))

    def at_action(self, action: Action) -> Place:
        """Return an action's place."""
        return self.in_plan("plan", action.priority_id, action.id, action.starts_on, action.due_on)


def only(id_: str | None) -> frozenset[str]:
    """Return a set of one, or of none."""
    return frozenset() if id_ is None else frozenset((id_,))


def due_in_words(day: date, today: date) -> str:
    """Return when a day is, as people say it: 12 days late, today, tomorrow, in 5 days."""
    days = (day - today).days
    if days < 0:
        return late_words(-days)
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def needs_of_actions(rated: Iterable[Rated], told: Context) -> Iterator[NeedRow]:
    """Give what open actions and their milestones need; one that is late is not said to be silent as well."""
    for each in rated:
        action = each.whole.action
        of_dates = list(_of_dates(each.whole, told))
        yield from of_dates
        if not any(row.need is Need.LATE for row in of_dates):
            yield from _of_silence(each.whole, told)
        if lacks_reason(action, each.computed):
            words = f"stated {action.stated_rating.value}, dates say {each.computed.rating.value}"
            yield _row(f"reason {action.id}", Need.REASON, action.title, "Action", words, action.due_on, action, told,
                       more=each.computed.sentence)  # fmt: skip


def _of_dates(whole: WholeAction, told: Context) -> Iterator[NeedRow]:
    action = whole.action
    day = next_occurrence(action, told.today)
    if (need := told.need_of(action.due_on)) is not None:
        when = due_in_words(action.due_on, told.today)
        yield _row(f"due {action.id}", need, action.title, "Action", when, action.due_on, action, told)
    elif day is not None and (need := told.need_of(day)) is not None:
        when = due_in_words(day, told.today)
        yield _row(
            f"again {action.id}", need, action.title, f"Comes round {action.recurrence.value}", when, day, action, told
        )
    for milestone in whole.milestones:
        late_with_it = action.due_on < told.today and milestone.current_on < told.today  # said by the action itself
        if not late_with_it:
            yield from _of_milestone(milestone, action, told)


def _of_milestone(milestone: Milestone, action: Action, told: Context) -> Iterator[NeedRow]:
    need = told.need_of(milestone.current_on) if milestone.actual_on is None else None
    if need is not None:
        when, day = due_in_words(milestone.current_on, told.today), milestone.current_on
        yield _row(
            f"due {milestone.id}", need, f"{milestone.title} ({action.title})", "Milestone", when, day, action, told,
            icon="circle-check",
        )  # fmt: skip


def _of_silence(whole: WholeAction, told: Context) -> Iterator[NeedRow]:
    action, last = whole.action, whole.last_update
    since = last.made_on if last is not None else action.starts_on
    silent = (told.today - since).days
    if action.status is ActionStatus.IN_PROGRESS and silent >= told.rule.update_stale_days:
        words = (
            f"no update for {counted(silent, 'day')}" if last else f"no update since it began, {counted(silent, 'day')}"
        )
        yield _row(f"silent {action.id}", Need.SILENT, action.title, "Action", words, since, action, told)


def _row(
    id_: str, need: Need, what: str, kind: str, when: str, day: date, action: Action, told: Context,
    *, icon: str = "list-checks", more: str = "",
) -> NeedRow:  # fmt: skip
    return NeedRow(
        id_, need, what, kind, when, day, told.priorities[action.priority_id].name, told.at_action(action),
        told.name(action.lead_id), only(action.lead_id), icon, more,
    )  # fmt: skip


def reviews_to_come(dates: Iterable[ReviewDate]) -> dict[str | None, ReviewDate]:
    """Return the review that says when the next one is, by priority (None: the whole plan).

    Only the newest counts, and a priority's own only where the whole plan was not reviewed since.
    """
    newest: dict[str | None, ReviewDate] = {}
    for held in dates:
        newest.setdefault(held.priority_id, held)
    whole = newest.get(None)
    return {
        of: held
        for of, held in newest.items()
        if held.next_on is not None and (of is None or whole is None or whole.held_on <= held.held_on)
    }


def needs_of_reviews(store: Store, dates: tuple[ReviewDate, ...], told: Context) -> Iterator[NeedRow]:
    """Give the reviews that are due, and the decisions that may be seen and nobody has carried out yet."""
    for priority_id, held in reviews_to_come(dates).items():
        if held.next_on is not None and (priority_id is None or priority_id in told.priorities):
            lead = told.priorities[priority_id].lead_id if priority_id else None
            yield from _of_plan(
                f"review {held.id}", "Next review of the plan", "Review", held.next_on, priority_id, held.id, lead, told
            )
    of = {held.id: held.priority_id for held in dates if may_see(told.audience, held.marking)}
    for decision in store.review_dates.open_decisions():
        priority_id = of.get(decision.review_id)
        seen = decision.review_id in of and (priority_id is None or priority_id in told.priorities)
        if decision.due_on is not None and seen:
            yield from _of_plan(
                f"decision {decision.id}", decision.text, "Decision", decision.due_on, priority_id, decision.id,
                decision.owner_id, told,
            )  # fmt: skip


def _of_plan(
    id_: str, what: str, kind: str, day: date, priority_id: str | None, record_id: str, who: str | None,
    told: Context,
) -> Iterator[NeedRow]:  # fmt: skip
    """Give what is due of one priority's plan, or of the whole plan."""
    need = told.need_of(day)
    if need is not None:
        name = told.priorities[priority_id].name if priority_id else WHOLE_PLAN
        at = priority_id or next(iter(told.priorities), None)  # each shows the reviews of the whole plan as well
        place = Place("priority", at, "reviews", record_id)
        icon = "clock" if kind == "Review" else "check"
        when = due_in_words(day, told.today)
        mine = only(who)
        yield NeedRow(id_, need, what, kind, when, day, name, place, told.name(who), mine, icon)


def needs_of_services(store: Store, told: Context) -> Iterator[NeedRow]:
    """Give the last days to give notice and the ends of commissioned services, said early."""
    for service in store.services.services.where("coalesce(extendable_to, ends_on) >= ?", told.today.isoformat()):
        if service.priority_id not in told.priorities or not may_see(told.audience, service.marking):
            continue
        priority = told.priorities[service.priority_id]
        ends = "Ends, can be extended" if service.extendable_to else "Ends"
        for day, kind in ((service.notice_on, "Last day for notice"), (service.ends_on, ends)):
            if day is None or day < told.today or (need := told.need_of(day, AHEAD_DAYS)) is None:
                continue
            yield NeedRow(
                f"{kind} {service.id}", need, service.title, kind, due_in_words(day, told.today), day, priority.name,
                told.in_plan("services", service.priority_id, service.id, service.starts_on, service.last_day),
                told.name(priority.lead_id), only(priority.lead_id), "calendar",
            )  # fmt: skip


def needs_of_cases(store: Store, told: Context) -> Iterator[NeedRow]:
    """Give the stages of case reviews that are due, and what they recommended and nobody has done yet."""
    cases = {
        c.id: c
        for c in store.services.case_reviews_of()
        if c.priority_id in told.priorities and may_see(told.audience, c.marking)
    }
    for case in cases.values():
        priority = told.priorities[case.priority_id]
        need = told.need_of(case.stage_due_on) if case.stage_due_on and case.stage.is_open else None
        if case.stage_due_on is not None and need is not None:
            yield NeedRow(
                f"case {case.id}", need, f"{case.reference}: {case.stage.value}, next stage", "Case review",
                due_in_words(case.stage_due_on, told.today), case.stage_due_on, priority.name,
                Place("priority", case.priority_id, "services", case.id), told.name(priority.lead_id),
                only(priority.lead_id), "eye",
            )  # fmt: skip
    for made in store.services.recommendations.where("done_on is null and due_on is not null"):
        held = cases.get(made.review_id)
        need = told.need_of(made.due_on) if made.due_on else None
        if held is not None and made.due_on is not None and need is not None:
            yield NeedRow(
                f"recommendation {made.id}", need, f"{made.text} ({held.reference})", "Recommendation",
                due_in_words(made.due_on, told.today), made.due_on, told.priorities[held.priority_id].name,
                Place("priority", held.priority_id, "services", made.id),
                told.organisations.get(made.organisation_id or "", ""),
                only(made.organisation_id), "eye",
            )  # fmt: skip
