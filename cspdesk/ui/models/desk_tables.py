"""The columns of the Desk's tables."""

from datetime import date

from cspdesk.domain.periods import long_date, short_date
from cspdesk.domain.plans import Action
from cspdesk.domain.proof import counted
from cspdesk.store.journal import Step
from cspdesk.ui.models.desk_rows import DueRow, PriorityRow, is_proposed
from cspdesk.ui.models.table import Column
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.money_bar import money_words

FAR = date.max
LONG_LATE = 99  # days after which the date says more than their number


def priority_columns() -> tuple[Column[PriorityRow], ...]:
    """Return the columns of the priorities; the second is drawn as a bar."""
    return (
        Column("Priority", _name, strong=lambda _: True, width=276, tooltip=lambda r: r.priority.aim or _name(r)),
        Column("Money of the year", _money, sort=lambda r: r.position.revised, width=420, stretch=True),
        Column("Open", lambda r: f"{r.open_actions}", sort=lambda r: r.open_actions, align="right", width=64),
        Column(
            "Late",
            lambda r: f"{r.overdue}" if r.overdue else "–",
            sort=lambda r: r.overdue,
            align="right",
            colour=lambda r: "danger" if r.overdue else "quiet",
            strong=lambda r: bool(r.overdue),
            width=64,
        ),
        Column(
            "Next due",
            lambda r: short_date(r.next_due) if r.next_due else "–",
            sort=lambda r: r.next_due or FAR,
            width=100,
        ),
        Column("Lead", lambda r: r.lead or "No lead yet", colour=lambda r: None if r.lead else "quiet", width=136),
    )


def due_columns(session: Session) -> tuple[Column[DueRow], ...]:
    """Return the columns of what is late or due soon."""
    return (
        Column("Action", lambda r: r.action.title, width=240, stretch=True),
        Column(
            "Due",
            lambda r: due_words(r.action, session.today),
            sort=lambda r: r.action.due_on,
            tooltip=lambda r: f"Due {long_date(r.action.due_on)}",
            colour=lambda r: "danger" if r.late else "text",
            width=148,
        ),
        Column("Priority", lambda r: r.priority, width=170),
        Column("Lead", lambda r: r.lead, width=120),
    )


def step_columns() -> tuple[Column[Step], ...]:
    """Return the columns of what was done lately."""
    return (
        Column("What", lambda s: s.label, width=220, stretch=True, colour=lambda s: "quiet" if s.undone else None),
        Column("Who", lambda s: s.person or "another program", width=104),
        Column("When", lambda s: f"{s.at.astimezone():%d/%m/%Y %H:%M}", sort=lambda s: s.seq, width=140),
    )


def due_words(action: Action, today: date) -> str:
    """Return how late an action is, or when it falls due."""
    days = (action.due_on - today).days
    if days < -LONG_LATE:
        return f"late since {short_date(action.due_on)}"
    if days < 0:
        return f"{counted(-days, 'day')} late"
    return {0: "today", 1: "tomorrow"}.get(days, short_date(action.due_on))


def _name(row: PriorityRow) -> str:
    return f"{row.priority.name} (proposed)" if is_proposed(row) else row.priority.name


def _money(row: PriorityRow) -> str:
    return money_words(row.position) if row.position.revised or row.position.actual else "No money is allocated yet"
