"""The Plan tab's table: what each column shows, sorts on and takes when it is edited in place."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QIcon

from cspdesk.domain.partnership import Person
from cspdesk.domain.periods import long_date, short_date
from cspdesk.domain.plans import Action, ActionStatus, Rating
from cspdesk.errors import UserError
from cspdesk.ui.icons import icon
from cspdesk.ui.models.late import late_words
from cspdesk.ui.models.plan_changes import (
    NEEDS_REASON,
    checked_reason,
    step_label,
    typed_percent,
    with_percent,
    with_rating,
    with_status,
)
from cspdesk.ui.models.plan_rows import PlanRow, ago_words
from cspdesk.ui.models.table import Choices, Column, Index, TableModel
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.badge import rating_icon, rating_word
from cspdesk.ui.widgets.fields import typed_date

RATING_ORDER = (
    Rating.OFF_TRACK,
    Rating.AT_RISK,
    Rating.CANNOT_TELL,
    Rating.NOT_STARTED,
    Rating.ON_TRACK,
    Rating.COMPLETE,
)
RATING_COLUMN = "Rating"
PROGRESS_COLUMN = "Progress"


class Asker(Protocol):
    """Who asks the person for what an edit cannot do without; None means they changed their mind."""

    def finish(self, action: Action) -> date | None:
        """Ask for the day an action was finished."""
        ...

    def reason(self, action: Action, rating: Rating) -> str | None:
        """Ask why an action is rated so."""
        ...


Edit = Callable[[Action, object], Action | None]


class PlanModel(TableModel[PlanRow]):
    """The actions of a plan. What is typed into a cell is saved as one step, after asking for what it needs."""

    def __init__(self, session: Session, asker: Asker, parent: QObject | None = None) -> None:
        self._plan_session = session
        self._asker = asker
        self.people: tuple[Person, ...] = ()
        super().__init__(self._columns(), session, parent=parent)
        self._edits: dict[str, Edit] = {
            "Action": lambda a, v: replace(a, title=str(v).strip()),
            "Lead": lambda a, v: replace(a, lead_id=None if v is None else str(v)),
            "Start": lambda a, v: replace(a, starts_on=typed_date(str(v))),
            "Due": lambda a, v: replace(a, due_on=typed_date(str(v))),
            "Status": self._with_status,
            PROGRESS_COLUMN: lambda a, v: with_percent(a, typed_percent(str(v))),
            RATING_COLUMN: self._with_rating,
        }

    def setData(self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Save what was typed or chosen as one step; nothing is saved when it is the same or cannot stand."""
        before = self.record(index.row()).action
        edit = self._edits.get(self.columns[index.column()].title)
        if role != Qt.ItemDataRole.EditRole or edit is None:
            return False
        try:
            after = edit(before, value)
        except UserError as error:
            self._plan_session.show_error(error)
            return False
        if after is None or after == before:
            return False
        return save_action(self._plan_session, before, after)

    def _with_status(self, action: Action, value: object) -> Action | None:
        status = ActionStatus(str(value))
        if status is not ActionStatus.COMPLETE or action.status is status:
            return with_status(action, status)
        day = self._asker.finish(action)
        return None if day is None else with_status(action, status, day)

    def _with_rating(self, action: Action, value: object) -> Action | None:
        rating = Rating(str(value))
        if rating is action.stated_rating:
            return action
        reason = self._asker.reason(action, rating) if rating in NEEDS_REASON else ""
        return None if reason is None else with_rating(action, rating, reason)

    def _columns(self) -> tuple[Column[PlanRow], ...]:
        today = self._plan_session.today

        def people(_row: PlanRow) -> Choices:
            return (("Nobody yet", None), *((p.name, p.id) for p in self.people))

        return (
            Column(
                "Action",
                lambda r: r.action.title,
                tooltip=_about,
                spoken=lambda r: r.action.title + (", illustrative" if r.action.illustrative else ""),
                edit=_in_model,
                width=280,
                stretch=True,
            ),
            Column("Lead", lambda r: r.lead, edit=_in_model, choices=people, width=130),
            Column(
                "Start",
                lambda r: short_date(r.action.starts_on),
                sort=lambda r: r.action.starts_on,
                spoken=lambda r: long_date(r.action.starts_on),
                edit=_in_model,
                width=100,
            ),
            Column(
                "Due",
                lambda r: short_date(r.action.due_on),
                sort=lambda r: r.action.due_on,
                spoken=lambda r: ", ".join(filter(None, (long_date(r.action.due_on), late_words(r.days_late)))),
                edit=_in_model,
                width=100,
            ),
            Column(
                "Late",
                lambda r: late_words(r.days_late),
                sort=lambda r: -1 if r.days_late is None else r.days_late,
                decoration=_late_icon,
                colour=lambda r: None if r.days_late is None else "danger",
                width=136,
            ),
            Column(
                "Status",
                lambda r: r.action.status.value.capitalize(),
                sort=lambda r: list(ActionStatus).index(r.action.status),
                tooltip=_status_tip,
                edit=_in_model,
                choices=lambda _: [(s.value.capitalize(), s.value) for s in ActionStatus],
                width=100,
            ),
            Column(
                PROGRESS_COLUMN,
                lambda r: f"{r.action.percent}%",
                sort=lambda r: r.action.percent,
                align="right",
                edit=_in_model,
                width=128,
            ),
            Column(
                RATING_COLUMN,
                lambda r: rating_word(r.action.stated_rating),
                sort=lambda r: RATING_ORDER.index(r.action.stated_rating),
                tooltip=lambda r: r.action.rating_reason or rating_word(r.action.stated_rating),
                decoration=lambda r: rating_icon(r.action.stated_rating),
                edit=_in_model,
                choices=lambda _: [(rating_word(each), each.value) for each in Rating],
                width=116,
            ),
            Column(
                "Last update",
                lambda r: "none yet" if r.updated is None else ago_words(r.updated.made_on, today),
                sort=lambda r: None if r.updated is None else r.updated.made_on,
                tooltip=lambda r: r.updated.text if r.updated else "Nothing was reported on this action yet",
                colour=lambda r: "quiet" if r.updated is None else None,
                width=136,
            ),
            Column(
                "Proof",
                lambda r: f"{r.proofs:,}" if r.proofs else "–",
                sort=lambda r: r.proofs,
                align="right",
                spoken=lambda r: f"{r.proofs} attached",
                width=56,
            ),
        )


def save_action(
    session: Session,
    before: Action | None,
    after: Action,
    partner_ids: tuple[str, ...] | None = None,
    *,
    first: Callable[[], object] = lambda: None,
    also: Callable[[], object] = lambda: None,
) -> bool:
    """Save an action, its partners if given, and what comes before and after it, as one step; return whether it was."""

    def work() -> None:
        first()
        session.store.plans.save(checked_reason(before, after) if before else after, partner_ids)
        also()

    return session.do(step_label(before, after), work)


def _in_model(_row: PlanRow, _value: object) -> None:
    """Mark a column as one that is edited; `PlanModel.setData` does it, since it may have to ask first."""


def _about(row: PlanRow) -> str:
    parts = (row.action.title, row.action.description, "Illustrative" if row.action.illustrative else "")
    return "\n".join(part for part in parts if part)


def _status_tip(row: PlanRow) -> str:
    done = row.action.finished_on
    return row.action.status.value.capitalize() + (f" on {long_date(done)}" if done else "")


def _late_icon(row: PlanRow) -> QIcon | None:
    return None if row.days_late is None else icon("triangle-alert", "danger")
