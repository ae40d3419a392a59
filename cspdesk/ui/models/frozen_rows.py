"""A plan as a review froze it, as rows, and all that was then said of one action."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.field_markings import WITHHELD
from cspdesk.domain.frozen_plan import FrozenAction, FrozenMilestone, FrozenOutput, FrozenPlan
from cspdesk.domain.milestones import OutputUnit
from cspdesk.domain.periods import long_date, short_date
from cspdesk.domain.plans import ActionStatus
from cspdesk.domain.rating_rule import days_text
from cspdesk.domain.records import dataclass
from cspdesk.store.store import Store
from cspdesk.ui.models.table import Column
from cspdesk.ui.widgets.badge import rating_icon, rating_word

FROZEN_AS = {"title": "title", "rating_reason": "stated_reason", "forecast_reason": "stated_forecast_reason"}


@dataclass(frozen=True, slots=True)
class FrozenRow:
    """An action as it stood, with the names of its lead and priority as they are now."""

    action: FrozenAction
    lead: str
    priority: str

    @property
    def id(self) -> str:
        """The action's id."""
        return self.action.id

    @property
    def differed(self) -> bool:
        """Whether the rating stated was another than its dates said."""
        return self.action.stated is not self.action.computed.rating


@dataclass(frozen=True, slots=True)
class FrozenReading:
    """What the audience may see of a frozen plan, and how many actions it may not."""

    rows: tuple[FrozenRow, ...]
    withheld: int


def read_frozen_rows(
    store: Store, plan: FrozenPlan, audience: Audience, priority_id: str | None = None
) -> FrozenReading:
    """Return the actions of a frozen plan, of one priority or of all, by priority and due date."""
    people = {p.id: p.name for p in store.partnership.all_people()}
    names = {p.id: p.name for p in store.partnership.all_priorities()}
    actions = [a for a in plan.actions if priority_id is None or a.priority_id == priority_id]
    hidden = store.withheld_ids(store.plans.actions.name)
    shown = [_covered(store, a) for a in actions if a.id not in hidden and may_see(audience, a.marking)]
    rows = (FrozenRow(a, _name(people, a.lead_id), names.get(a.priority_id, "")) for a in shown)
    ordered = sorted(rows, key=lambda r: (r.priority, r.action.due_on, r.id))
    return FrozenReading(tuple(ordered), len(actions) - len(shown))


def _covered(store: Store, action: FrozenAction) -> FrozenAction:
    """Return an action as it stood, without the words that are withheld of it now."""
    stood = {field: getattr(action, then) for field, then in FROZEN_AS.items()}
    seen = store.journal.veil.covered(store.plans.actions.name, action.id, stood) or stood
    covered: dict[str, Any] = {FROZEN_AS[field]: WITHHELD for field, words in seen.items() if words != stood[field]}
    if (told := _counts_told(store, action)) is not None:
        covered["outputs"] = told
    return replace(action, **covered) if covered else action


def _counts_told(store: Store, action: FrozenAction) -> tuple[FrozenOutput, ...] | None:
    """Return what it had produced without the counts that are of too few people; None where all are told."""
    if not (small := store.journal.veil.small_outputs()):
        return None
    hidden = {o.title for o in store.plans.outputs.where("action_id = ?", action.id) if o.id in {i for i, _ in small}}
    least = store.markings.rule().least(store.journal.veil.audience)

    def is_told(output: FrozenOutput) -> bool:
        few = output.actual is not None and 0 < output.actual < least
        return output.counts is not OutputUnit.PEOPLE or not (output.title in hidden or few)

    return tuple(output for output in action.outputs if is_told(output))


def _name(names: Mapping[str, str], id_: str | None) -> str:
    return "" if id_ is None else names.get(id_, "someone no longer in the record")


def frozen_columns() -> tuple[Column[FrozenRow], ...]:
    """Return the columns; the second is shown only where several priorities are."""
    return (
        Column("Action", lambda r: r.action.title, width=260, stretch=True),
        Column("Priority", lambda r: r.priority, width=140),
        Column("Lead", lambda r: r.lead or "Nobody", width=140),
        Column("Status", lambda r: r.action.status.value.capitalize(), width=96),
        Column("Progress", lambda r: f"{r.action.percent}%", sort=lambda r: r.action.percent, align="right", width=100),
        Column(
            "Due", lambda r: short_date(r.action.due_on), sort=lambda r: r.action.due_on, tooltip=due_words, width=92
        ),
        Column(
            "Dates said",
            lambda r: rating_word(r.action.computed.rating),
            tooltip=lambda r: r.action.computed.sentence,
            decoration=lambda r: rating_icon(r.action.computed.rating),
            width=112,
        ),
        Column(
            "Lead said",
            lambda r: rating_word(r.action.stated),
            tooltip=lambda r: r.action.stated_reason or rating_word(r.action.stated),
            decoration=lambda r: rating_icon(r.action.stated),
            strong=lambda r: r.differed,
            width=112,
        ),
        Column("Milestones", lambda r: reached_words(r.action.milestones), width=92),
    )


def reached_words(milestones: tuple[FrozenMilestone, ...]) -> str:
    """Return how many milestones had been reached: “2 of 4”; empty without any."""
    reached = sum(m.actual_on is not None for m in milestones)
    return f"{reached} of {len(milestones)}" if milestones else ""


def due_words(row: FrozenRow) -> str:
    """Return when an action was due, and how that lay to what was first agreed."""
    action = row.action
    moved = (action.due_on - action.agreed_due_on).days
    if not moved:
        return long_date(action.due_on)
    way = "later" if moved > 0 else "earlier"
    return f"{long_date(action.due_on)}, {days_text(abs(moved))} {way} than first agreed"


def then_sentences(row: FrozenRow) -> Iterable[str]:
    """Give what was then said of an action, a sentence each."""
    action = row.action
    if action.status is ActionStatus.COMPLETE and action.finished_on is not None:
        yield f"Finished on {long_date(action.finished_on)}; due {due_words(row)}."
    else:
        yield f"{action.status.value.capitalize()}, {action.percent}%, due {due_words(row)}."
    yield f"By its dates: {action.computed.sentence}"
    yield f"Its lead said {action.stated.value}" + (f": {action.stated_reason}" if action.stated_reason else ".")
    for milestone in action.milestones:
        when = (
            f"reached {long_date(milestone.actual_on)}"
            if milestone.actual_on
            else f"planned for {long_date(milestone.current_on)}"
        )
        yield f"Milestone: {milestone.title}, {when}."
    yield from (_output_words(output) for output in action.outputs)
    if action.last_update_on is not None:
        yield f"Last update, {long_date(action.last_update_on)}: {action.last_update}"


def _output_words(output: FrozenOutput) -> str:
    actual = "not counted" if output.actual is None else f"{output.actual:,}"
    target = "no target" if output.target is None else f"target {output.target:,}"
    return f"Output: {output.title}, {actual}, {target}."


def frozen_text(title: str, rows: tuple[FrozenRow, ...]) -> str:
    """Return all of it as plain text for a letter: a paragraph for each action."""
    parts = ["\n".join((row.action.title, *(f"- {each}" for each in then_sentences(row)))) for row in rows]
    return "\n\n".join((title, *(parts or ["No actions."])))
