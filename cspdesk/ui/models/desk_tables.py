"""The columns of the Desk's tables."""

from datetime import date

from cspdesk.domain.periods import long_date, short_date
from cspdesk.domain.plans import Action
from cspdesk.store.journal import Step
from cspdesk.ui.models.desk_rows import DueRow, PriorityRow, is_proposed
from cspdesk.ui.models.late import late_words
from cspdesk.ui.models.table import Column
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.money_bar import money_words

FAR = date.max
LEAD_PREFIX = "Priority lead, "  # of a role entered in place of a name


def priority_columns() -> tuple[Column[PriorityRow], ...]:
    """Return the columns of the priorities; the second is drawn as a bar."""
    return (
        Column("Priority", _name, strong=lambda _: True, width=250, tooltip=lambda r: r.priority.aim or _name(r)),
        Column("Money of the year", _money, sort=lambda r: r.position.revised, width=400, stretch=True),
        Column("Open", lambda r: f"{r.open_actions}", sort=lambda r: r.open_actions, align="right", width=56),
        Column(
            "Late",
            lambda r: f"{r.overdue}" if r.overdue else "–",
            sort=lambda r: r.overdue,
            align="right",
            colour=lambda r: "danger" if r.overdue else "quiet",
            strong=lambda r: bool(r.overdue),
            width=56,
        ),
        Column(
            "Next due",
            lambda r: short_date(r.next_due) if r.next_due else "–",
            sort=lambda r: r.next_due or FAR,
            width=100,
        ),
        Column(
            "Lead",
            lambda r: lead_words(r.lead) or "No lead yet",
            colour=lambda r: None if r.lead else "quiet",
            tooltip=lambda r: r.lead,
            spoken=lambda r: r.lead or "No lead yet",
            width=196,
        ),
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
            width=116,
        ),
        Column("Priority", lambda r: r.priority, width=190),
        Column("Lead", lambda r: lead_words(r.lead), tooltip=lambda r: r.lead, spoken=lambda r: r.lead, width=150),
    )


def step_columns() -> tuple[Column[Step], ...]:
    """Return the columns of what was done lately."""
    return (
        Column("What", lambda s: s.label, width=220, stretch=True, colour=lambda s: "quiet" if s.undone else None),
        Column("Who", lambda s: s.person or "another program", width=112),
        Column("When", lambda s: f"{s.at.astimezone():%d/%m/%Y %H:%M}", sort=lambda s: s.seq, width=136),
    )


def due_words(action: Action, today: date) -> str:
    """Return how late an action is, or when it falls due."""
    days = (action.due_on - today).days
    if days < 0:
        return late_words(-days)
    return {0: "today", 1: "tomorrow"}.get(days, short_date(action.due_on))


def lead_words(lead: str) -> str:
    """Return a lead as a column headed Lead shows it: what all of a partnership's leads begin with is left out."""
    short = lead.removeprefix(LEAD_PREFIX)
    return short[:1].upper() + short[1:]


def _name(row: PriorityRow) -> str:
    return f"{row.priority.name} (proposed)" if is_proposed(row) else row.priority.name


def _money(row: PriorityRow) -> str:
    return money_words(row.position) if row.position.revised or row.position.actual else "No money is allocated yet"
