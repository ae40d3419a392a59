"""What an action waits for and what waits for it, as an audience may see it, and what it could be linked to."""

from collections.abc import Collection
from datetime import date

from cspdesk.domain.audience import may_see
from cspdesk.domain.periods import FinancialYear, long_date
from cspdesk.domain.plans import Action, ActionStatus
from cspdesk.domain.records import dataclass
from cspdesk.ui.models.late import late_words
from cspdesk.ui.models.plan_rows import days_late
from cspdesk.ui.session import Place, Session


@dataclass(frozen=True, slots=True)
class ActionLinks:
    """Actions that an action needs, those that need it, and how many of both are withheld."""

    needs: tuple[Action, ...]
    needed_by: tuple[Action, ...]
    withheld: int


def needed_by_ids(session: Session, action_id: str) -> tuple[str, ...]:
    """Return the ids of the actions that wait for an action."""
    return tuple(d.action_id for d in session.store.plans.dependencies.where("needs_id = ?", action_id))


def read_links(session: Session, action: Action, needs_ids: Collection[str]) -> ActionLinks:
    """Return an action's links to other actions, as the audience may see them."""
    actions = session.store.plans.actions
    by_ids = needed_by_ids(session, action.id)
    ends = [[actions.get(i) for i in ids] for ids in (needs_ids, by_ids)]
    seen = [tuple(a for a in end if may_see(session.audience, a.marking)) for end in ends]
    return ActionLinks(seen[0], seen[1], len(needs_ids) + len(by_ids) - len(seen[0]) - len(seen[1]))


def other_actions(session: Session, without: Collection[str]) -> dict[str, str]:
    """Return every action that the audience may see, told apart by priority and due date, by id; some left out."""
    priorities = {p.id: p.name for p in session.store.partnership.all_priorities()}
    return {
        a.id: f"{a.title} ({priorities[a.priority_id]}, due {long_date(a.due_on)})"
        for a in session.store.plans.actions.where(order="due_on desc, id")
        if a.id not in without and may_see(session.audience, a.marking)
    }


def indicator_names(session: Session, without: Collection[str]) -> dict[str, str]:
    """Return the names of indicators that any action is meant to move, some left out."""
    names = {i.name for i in session.store.plans.indicators.where()}
    return {name: name for name in sorted(names, key=str.casefold) if name not in without}


def action_place(action: Action, year: FinancialYear) -> Place:
    """Return where an action is shown: in the year looked at if it runs then, otherwise in the year it is due."""
    last = max(action.due_on, action.finished_on or action.due_on)
    runs = action.starts_on <= year.ends_on and last >= year.starts_on
    return Place("priority", action.priority_id, "plan", action.id, None if runs else FinancialYear.of(action.due_on))


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
