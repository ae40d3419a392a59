"""The columns of the Desk's tables."""

from collections.abc import Callable, Sequence
from datetime import date

from cspdesk.domain.periods import long_date, short_date
from cspdesk.domain.proof import counted
from cspdesk.domain.ratings import ComputedRating
from cspdesk.store.journal import Step
from cspdesk.ui.icons import icon
from cspdesk.ui.models.desk_needs import AHEAD_DAYS, Need, NeedRow
from cspdesk.ui.models.desk_rows import DeskReading, PriorityRow, is_proposed
from cspdesk.ui.models.grouped import Group
from cspdesk.ui.models.table import Column
from cspdesk.ui.widgets.badge import rating_icon, rating_word
from cspdesk.ui.widgets.money_bar import left_words, money_words

FAR = date.max
LEAD_PREFIX = "Priority lead, "  # of a role entered in place of a name


def need_columns() -> tuple[Column[NeedRow], ...]:
    """Return the columns of what needs somebody."""
    return (
        Column(
            "What",
            lambda r: r.what,
            decoration=lambda r: icon(r.icon, "danger" if r.need is Need.LATE else "quiet"),
            tooltip=lambda r: r.more or r.what,
            width=430,
            stretch=True,
        ),
        Column("Kind", lambda r: r.kind, colour=lambda _: "quiet", width=134),
        Column(
            "When",
            lambda r: r.when,
            sort=lambda r: r.day,
            tooltip=lambda r: f"{r.when}, {long_date(r.day)}" if r.need <= Need.AHEAD else r.when,
            colour=lambda r: "danger" if r.need is Need.LATE else None,
            strong=lambda r: r.need is Need.LATE,
            width=196,
        ),
        Column(
            "Who",
            lambda r: who_words(r.who) or "Nobody yet",
            colour=lambda r: None if r.who else "quiet",
            tooltip=lambda r: r.who,
            spoken=lambda r: r.who or "Nobody yet",
            width=166,
        ),
        Column("Where", lambda r: r.where, width=180),
    )


def need_name(need: Need, silent_days: int) -> str:
    """Return a group's name; silent_days: after how long without an update an action is asked about."""
    return {
        Need.LATE: "Late",
        Need.SOON: "Due in the next 14 days",
        Need.AHEAD: f"Services that end or need notice in the next {AHEAD_DAYS} days",
        Need.SILENT: f"Not heard of for {silent_days} days or longer",
        Need.FIGURES: "Figures older than they should be",
        Need.REASON: "Stated otherwise than the dates say, without a reason",
        Need.MONEY: "Money to account for",
    }[need]


def need_group(silent_days: int) -> Callable[[NeedRow], Group]:
    """Return which group a need stands in."""
    return lambda row: Group(int(row.need), need_name(row.need, silent_days))


def need_choices(reading: DeskReading) -> list[tuple[str, Need | None]]:
    """Return the groups that can be looked at alone, each with how many stand in it, after all of them together."""
    found = ((need, count) for need in Need if (count := reading.count(need)))
    alone = [(f"{need_name(need, reading.silent_days)} ({count:,})", need) for need, count in found]
    return [(f"Everything ({len(reading.needs):,})", None), *alone]


def group_words(name: str, rows: Sequence[NeedRow]) -> str:
    """Return a group's heading with how many stand under it."""
    return f"{name} ({len(rows):,})"


def summary_words(reading: DeskReading) -> str:
    """Say in a sentence what is late and what is due."""
    late, soon = reading.count(Need.LATE), reading.count(Need.SOON)
    due = f"{counted(soon, 'thing')} due in the next 14 days" if soon else "nothing due in the next 14 days"
    return f"{counted(late, 'thing')} late, {due}" if late else f"Nothing is late, {due}"


def priority_columns() -> tuple[Column[PriorityRow], ...]:
    """Return the columns of the priorities; MONEY is drawn as a bar."""
    return (
        Column(
            "Priority",
            _name,
            strong=lambda _: True,
            tooltip=lambda r: r.priority.aim or _name(r),
            width=350,
            least=150,
            stretch=True,
        ),
        _rating("Dates say", lambda r: r.computed, "What the dates of its actions say"),
        _rating("Leads say", lambda r: r.stated, "What the leads of its actions say"),
        _rating("At year end", lambda r: r.forecast, "What the dates say of the year's end"),
        Column(
            "Money of the year",
            _money,
            sort=lambda r: r.position.available,
            tooltip=lambda r: money_words(r.position) if _has_money(r) else _money(r),
            spoken=lambda r: money_words(r.position) if _has_money(r) else _money(r),
            width=264,
        ),
        Column(
            "Late",
            lambda r: f"{r.overdue} of {r.open_actions}" if r.open_actions else "–",
            sort=lambda r: r.overdue,
            tooltip=lambda r: f"{r.overdue} of {counted(r.open_actions, 'open action')} late",
            align="right",
            colour=lambda r: "danger" if r.overdue else "quiet",
            strong=lambda r: bool(r.overdue),
            width=62,
        ),
        Column(
            "Next date",
            lambda r: short_date(r.next_due) if r.next_due else "–",
            sort=lambda r: r.next_due or FAR,
            tooltip=lambda r: f"Next due date or milestone: {long_date(r.next_due)}" if r.next_due else "Nothing ahead",
            width=96,
        ),
        Column(
            "Lead",
            lambda r: lead_words(r.lead) or "No lead yet",
            colour=lambda r: None if r.lead else "quiet",
            tooltip=lambda r: r.lead,
            spoken=lambda r: r.lead or "No lead yet",
            width=150,
        ),
    )


MONEY = 4  # the column of priority_columns that is drawn as a bar


def _rating(title: str, rating: Callable[[PriorityRow], ComputedRating], meaning: str) -> Column[PriorityRow]:
    return Column(
        title,
        lambda r: rating_word(rating(r).rating),
        decoration=lambda r: rating_icon(rating(r).rating),
        tooltip=lambda r: f"{meaning}: {rating(r).sentence}",
        width=112,
    )


def step_columns() -> tuple[Column[Step], ...]:
    """Return the columns of what was done lately."""
    return (
        Column("What", lambda s: s.label, width=220, stretch=True, colour=lambda s: "quiet" if s.undone else None),
        Column("Who", lambda s: s.person or "another program", width=160),
        Column("When", lambda s: f"{s.at.astimezone():%d/%m/%Y %H:%M}", sort=lambda s: s.seq, width=136),
    )


def who_words(who: str) -> str:
    """Return who must act as a narrow column shows it: “Lead, domestic violence” for that priority's lead."""
    return f"Lead, {who.removeprefix(LEAD_PREFIX)}" if who.startswith(LEAD_PREFIX) else who


def lead_words(lead: str) -> str:
    """Return a lead as a column headed Lead shows it: what all of a partnership's leads begin with is left out."""
    short = lead.removeprefix(LEAD_PREFIX)
    return short[:1].upper() + short[1:]


def _name(row: PriorityRow) -> str:
    return f"{row.priority.name} (proposed)" if is_proposed(row) else row.priority.name


def _money(row: PriorityRow) -> str:
    return left_words(row.position) if _has_money(row) else "No money is allocated yet"


def _has_money(row: PriorityRow) -> bool:
    return bool(row.position.revised or row.position.actual)
