"""The columns of a plan's table: what each shows, sorts on, says on hovering and offers when it is edited."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtGui import QIcon

from cspdesk.domain.periods import long_date, short_date
from cspdesk.domain.plans import ActionStatus, Rating
from cspdesk.ui.icons import icon
from cspdesk.ui.models.late import late_words
from cspdesk.ui.models.plan_groups import RATING_ORDER
from cspdesk.ui.models.plan_rows import PlanRow, ago_words, milestones_words
from cspdesk.ui.models.table import Choices, Column
from cspdesk.ui.widgets.badge import rating_icon, rating_word

ACTION, LEAD, START, DUE, LATE = "Action", "Lead", "Start", "Due", "Late"
STATUS, PROGRESS, COMPUTED, STATED = "Status", "Progress", "Computed", "Stated"
DIFFERENCE, MILESTONES, UPDATED, PROOF = "Difference", "Milestones", "Last update", "Proof"

People = Callable[[], Choices]


def plan_columns(today: date, people: People) -> tuple[Column[PlanRow], ...]:
    """Return the columns as they are read on a day; people gives the leads to choose from."""
    return (_action(), _lead(people), *_dates(), *_ratings(), _milestones(today), *_progress(), *_reported(today))


def _in_model(_row: PlanRow, _value: object) -> None:
    """Mark a column as one that is edited; `PlanModel.setData` does it, since it may have to ask first."""


def _action() -> Column[PlanRow]:
    return Column(
        ACTION,
        lambda r: r.action.title,
        tooltip=_about,
        spoken=lambda r: r.action.title + (", illustrative" if r.action.illustrative else ""),
        edit=_in_model,
        width=380,
        stretch=True,
        least=300,
    )


def _lead(people: People) -> Column[PlanRow]:
    return Column(LEAD, lambda r: r.lead, tooltip=_who, edit=_in_model, choices=lambda _: people(), width=98)


def _dates() -> tuple[Column[PlanRow], ...]:
    due = Column(
        DUE,
        lambda r: short_date(r.action.due_on),
        sort=lambda r: r.action.due_on,
        tooltip=_due_tip,
        spoken=lambda r: ", ".join(filter(None, (long_date(r.action.due_on), late_words(r.days_late)))),
        edit=_in_model,
        width=94,
    )
    late = Column(
        LATE,
        lambda r: late_words(r.days_late),
        sort=lambda r: -1 if r.days_late is None else r.days_late,
        decoration=_late_icon,
        colour=lambda r: None if r.days_late is None else "danger",
        width=132,
    )
    return due, late


def _ratings() -> tuple[Column[PlanRow], ...]:
    computed = _rating(COMPUTED, lambda r: r.computed.rating, lambda r: r.computed.sentence)
    stated = _rating(
        STATED,
        lambda r: r.action.stated_rating,
        lambda r: r.action.rating_reason or rating_word(r.action.stated_rating),
        edit=_in_model,
        choices=lambda _: [(rating_word(each), each.value) for each in Rating],
    )
    both = Column(
        DIFFERENCE,
        _difference,
        sort=lambda r: (not r.lacks_reason, not r.differs),
        tooltip=_difference_tip,
        spoken=lambda r: _DIFFERENCE_SPOKEN.get(_difference(r), "the two ratings agree"),
        decoration=_difference_icon,
        colour=lambda r: "danger" if r.lacks_reason else None,
        width=108,
    )
    return computed, stated, both


def _rating(
    title: str, rating: Callable[[PlanRow], Rating], tip: Callable[[PlanRow], str], **more: Any
) -> Column[PlanRow]:
    return Column(
        title,
        lambda r: rating_word(rating(r)),
        sort=lambda r: RATING_ORDER.index(rating(r)),
        tooltip=tip,
        decoration=lambda r: rating_icon(rating(r)),
        width=118,
        **more,
    )


def _milestones(today: date) -> Column[PlanRow]:
    def late(row: PlanRow) -> bool:
        return "late" in milestones_words(row.whole, today)

    return Column(
        MILESTONES,
        lambda r: milestones_words(r.whole, today) or "–",
        sort=lambda r: (not late(r), len(r.whole.milestones)),
        tooltip=_milestones_tip,
        spoken=lambda r: milestones_words(r.whole, today) or "none",
        colour=lambda r: None if r.whole.milestones else "quiet",
        decoration=lambda r: icon("triangle-alert", "danger") if late(r) else None,
        width=138,
    )


def _progress() -> tuple[Column[PlanRow], ...]:
    status = Column(
        STATUS,
        lambda r: r.action.status.value.capitalize(),
        sort=lambda r: list(ActionStatus).index(r.action.status),
        tooltip=_status_tip,
        edit=_in_model,
        choices=lambda _: [(s.value.capitalize(), s.value) for s in ActionStatus],
        width=100,
    )
    progress = Column(
        PROGRESS,
        lambda r: f"{r.action.percent}%",
        sort=lambda r: r.action.percent,
        align="right",
        edit=_in_model,
        width=128,
    )
    start = Column(
        START,
        lambda r: short_date(r.action.starts_on),
        sort=lambda r: r.action.starts_on,
        spoken=lambda r: long_date(r.action.starts_on),
        edit=_in_model,
        width=96,
    )
    return status, progress, start


def _reported(today: date) -> tuple[Column[PlanRow], ...]:
    updated: Column[PlanRow] = Column(
        UPDATED,
        lambda r: "none yet" if r.updated is None else ago_words(r.updated.made_on, today),
        sort=lambda r: None if r.updated is None else r.updated.made_on,
        tooltip=lambda r: r.updated.text if r.updated else "Nothing was reported on this action yet",
        colour=lambda r: "quiet" if r.updated is None else None,
        width=136,
    )
    proof: Column[PlanRow] = Column(
        PROOF,
        lambda r: f"{r.proofs:,}" if r.proofs else "–",
        sort=lambda r: r.proofs,
        align="right",
        spoken=lambda r: f"{r.proofs} attached",
        width=56,
    )
    return updated, proof


def _about(row: PlanRow) -> str:
    parts = (row.action.title, row.action.description, "Illustrative" if row.action.illustrative else "")
    return "\n".join(part for part in parts if part)


def _who(row: PlanRow) -> str:
    lines = (row.lead or "Nobody leads it yet", f"With {', '.join(row.partners)}" if row.partners else "")
    return "\n".join(line for line in lines if line)


def _due_tip(row: PlanRow) -> str:
    action = row.action
    agreed = "" if action.agreed_due_on == action.due_on else f"; first agreed for {long_date(action.agreed_due_on)}"
    return f"Due on {long_date(action.due_on)}{agreed}"


def _late_icon(row: PlanRow) -> QIcon | None:
    return None if row.days_late is None else icon("triangle-alert", "danger")


_DIFFERENCE_SPOKEN = {
    "No reason": "the two ratings differ and no reason is given",
    "Explained": "the two ratings differ and a reason is given",
}


def _difference(row: PlanRow) -> str:
    return "No reason" if row.lacks_reason else "Explained" if row.differs else ""


def _difference_tip(row: PlanRow) -> str:
    stated = row.action.rating_reason or ("no reason is given" if row.differs else "as the dates say")
    return f"By its dates: {row.computed.sentence}\nBy its lead: {rating_word(row.action.stated_rating)}: {stated}"


def _difference_icon(row: PlanRow) -> QIcon | None:
    if row.lacks_reason:
        return icon("triangle-alert", "danger")
    return icon("circle-alert", "quiet") if row.differs else None


def _milestones_tip(row: PlanRow) -> str:
    lines = (
        f"{m.title}: reached {long_date(m.actual_on)}" if m.actual_on else f"{m.title}: {long_date(m.current_on)}"
        for m in row.whole.milestones
    )
    return "\n".join(lines) or "No milestones"


def _status_tip(row: PlanRow) -> str:
    done = row.action.finished_on
    return row.action.status.value.capitalize() + (f" on {long_date(done)}" if done else "")
