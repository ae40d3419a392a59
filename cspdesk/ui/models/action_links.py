"""What an action waits for and what waits for it, as an audience may see it, and what it could be linked to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from cspdesk.domain.audience import may_see
from cspdesk.domain.periods import long_date
from cspdesk.domain.plans import Action, ActionStatus
from cspdesk.ui.models.late import late_words
from cspdesk.ui.models.plan_rows import days_late
from cspdesk.ui.session import Session


@dataclass(frozen=True, slots=True)
class ActionLinks:
    """Actions that an action needs, those that need it, how many of both are withheld, and all others by title."""

    needs: tuple[Action, ...]
    needed_by: tuple[Action, ...]
    withheld: int
    others: dict[str, str]
    indicator_names: tuple[str, ...]


def needed_by_ids(session: Session, action_id: str) -> tuple[str, ...]:
    """Return the ids of the actions that wait for an action."""
    return tuple(d.action_id for d in session.store.plans.dependencies.where("needs_id = ?", action_id))


def read_links(session: Session, action: Action, needs_ids: Collection[str]) -> ActionLinks:
    """Return an action's links to other actions, and what can be chosen by typing."""
    actions = {a.id: a for a in session.store.plans.actions.where(order="due_on, id")}
    by_ids = needed_by_ids(session, action.id)
    seen = {i: a for i, a in actions.items() if may_see(session.audience, a.marking)}
    priorities = {p.id: p.name for p in session.store.partnership.all_priorities()}
    others = {
        i: f"{a.title} ({priorities[a.priority_id]}, due {long_date(a.due_on)})"
        for i, a in seen.items()
        if i != action.id and i not in needs_ids
    }
    names = sorted({i.name for i in session.store.plans.indicators.where()}, key=str.casefold)
    return ActionLinks(
        tuple(seen[i] for i in needs_ids if i in seen),
        tuple(seen[i] for i in by_ids if i in seen),
        sum(i not in seen for i in (*needs_ids, *by_ids)),
        others,
        tuple(names),
    )


def when_words(action: Action, today: date) -> str:
    """Return how another action stands, shortly: “complete”, “12 days late”, “due 3 May 2016”."""
    if not action.status.is_open:
        return "complete" if action.status is ActionStatus.COMPLETE else "stopped"
    late = days_late(action, today)
    return late_words(late) if late is not None else f"due {long_date(action.due_on)}"


def links_sentence(needs: int, needed_by: int, indicators: int) -> str:
    """Return what the links come to: “waits for 2, 1 waits for it, 3 indicators”."""
    parts = (
        f"waits for {needs}" if needs else "",
        f"{needed_by} {'waits' if needed_by == 1 else 'wait'} for it" if needed_by else "",
        f"{indicators} {'indicator' if indicators == 1 else 'indicators'}" if indicators else "",
    )
    return ", ".join(part for part in parts if part) or "none yet"
