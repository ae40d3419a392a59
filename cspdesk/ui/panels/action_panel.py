"""The side panel of one action: everything it says, what was reported on it, what proves it, what happened to it."""

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QWidget

from cspdesk.domain.audience import Audience
from cspdesk.domain.partnership import Person
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import Action, ActionStatus, Rating, checked_action
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.ui.models.plan_changes import (
    NEEDS_REASON,
    checked_finish,
    checked_reason,
    merged,
    rating_after_reopening,
    typed_percent,
)
from cspdesk.ui.models.plan_table import save_action
from cspdesk.ui.panels.action_fields import Abreast, Captioned, OrganisationsBox
from cspdesk.ui.panels.action_history import HistoryPart
from cspdesk.ui.panels.action_proofs import ActionProofs
from cspdesk.ui.panels.action_updates import UpdateList
from cspdesk.ui.panels.evidence_taking import dragged_files
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.badge import rating_word
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit, PersonBox, TextBox
from cspdesk.ui.widgets.side_panel import SidePanel
from cspdesk.ui.widgets.text import button

Rows = list[tuple[str, QWidget]]


class ActionPanel(SidePanel):
    """Shows one action; the form is saved as one step, each update and each proof as a step of its own.

    `saved(action_id)`: the form was saved.
    """

    saved = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: Action | None = None
        self._partners: tuple[str, ...] = ()
        self._is_new = False
        self.updates: UpdateList | None = None
        self.proofs: ActionProofs | None = None
        self.setAcceptDrops(not session.read_only)

    @property
    def is_dirty(self) -> bool:
        """Whether the form differs from what it was filled with, or an update is typed and not added."""
        if self.isHidden() or self._shown is None or self._session.read_only:
            return False
        if self.updates is not None and self.updates.is_pending():
            return True
        try:
            differs = self._filled() != self._shown or bool(self.lead.new_name())
        except UserError:
            return True
        return differs or set(self.partners.chosen()) != set(self._partners)

    @property
    def action_id(self) -> str | None:
        """The id of the action shown, None when the panel is closed."""
        return None if self.isHidden() or self._shown is None else self._shown.id

    def add(self, priority_id: str) -> bool:
        """Begin a new action of a priority in the year looked at; return whether the panel was free."""
        if not self.may_leave():
            return False
        lead = self._session.store.partnership.priorities.get(priority_id).lead_id
        self._fill(_blank(priority_id, lead, self._session.year, self._session.today), is_new=True)
        return True

    def edit(self, action: Action) -> bool:
        """Show an action; return whether the panel was free to show it."""
        if self.action_id == action.id:
            self.name.setFocus()
            return True
        if not self.may_leave():
            return False
        self._fill(action, is_new=False)
        return True

    def refresh(self) -> None:
        """Take in what changed in the record; typed edits stay, an action that is gone closes the panel."""
        if self.isHidden() or self._shown is None or self._is_new:
            return
        now = self._session.store.plans.actions.find(self._shown.id)
        if now is None:
            self._close()
            return
        partners = self._session.store.plans.partner_ids(now.id)
        if (now, partners) != (self._shown, self._partners) and not self.is_dirty:
            focus = QApplication.focusWidget()
            inside = focus is not None and self.isAncestorOf(focus)
            self._fill(now, is_new=False)
            if focus is not None and not inside:
                focus.setFocus()
            return
        for part in (self.updates, self.proofs):
            if part is not None:
                part.reload()

    def _close(self) -> None:
        self._shown = None
        self.hide()
        self.closed.emit()

    def _fill(self, action: Action, *, is_new: bool) -> None:
        store = self._session.store
        self._shown, self._is_new = action, is_new
        self._partners = () if is_new else store.plans.partner_ids(action.id)
        self._build(action)
        save = None if self._session.read_only else self._save_action
        extra = []
        if not is_new and not self._session.read_only:
            remove = button("Delete", "flat", icon="trash-2", tip="Delete this action; Ctrl+Z brings it back")
            remove.clicked.connect(self.delete)
            extra.append(remove)
        self.begin("New action" if is_new else action.title, self._rows(action), save, extra=extra)
        if self._session.read_only:
            for part in (self.updates, self.proofs, self.history):
                if part is not None:
                    part.setEnabled(True)

    def _build(self, action: Action) -> None:
        store = self._session.store
        self.name = QLineEdit(action.title)
        self.description = TextBox(action.description, 3)
        self.description.setMaximumHeight(self.description.minimumHeight() * 2)
        self.lead = PersonBox(store.partnership.all_people())
        self.lead.set_person(action.lead_id)
        self.lead.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.partners = OrganisationsBox(store.partnership.all_organisations())
        self.partners.set_chosen(self._partners)
        self.starts, self.due = DateEdit(action.starts_on), DateEdit(action.due_on)
        self.status = ChoiceBox([(each.value.capitalize(), each) for each in ActionStatus])
        self.status.set_value(action.status)
        self.percent = QLineEdit(f"{action.percent}%")
        self.finished = DateEdit(action.finished_on)
        self.rating = ChoiceBox([(rating_word(each), each) for each in Rating])
        self.rating.set_value(action.stated_rating)
        self.reason = TextBox(action.rating_reason, 2)
        self.reason.setMaximumHeight(self.reason.minimumHeight() * 2)
        self.marking = ChoiceBox([(each.label, each) for each in Audience])
        self.marking.set_value(action.marking)
        self.marking_reason = QLineEdit(action.marking_reason)
        self.marking_reason.setPlaceholderText("why others may not see it")
        self.illustrative = QCheckBox("Illustrative, not a recorded fact")
        self.illustrative.setChecked(action.illustrative)
        self._finish_row = Captioned("&Finished on", self.finished)
        self._reason_row = Captioned("&Why it is rated so", self.reason)
        self._marking_row = Captioned("Reason for that", self.marking_reason)
        self._build_parts(action)
        self.status.currentIndexChanged.connect(self._status_chosen)
        self.rating.currentIndexChanged.connect(self._rating_chosen)
        self.marking.currentIndexChanged.connect(self._show_rows)
        self._show_rows()

    def _build_parts(self, action: Action) -> None:
        self.updates = self.proofs = self.history = None
        if not self._is_new:
            self.updates = UpdateList(self._session, action.id, action.title)
            self.proofs = ActionProofs(self._session, action.id, action.title)
            self.history = HistoryPart(self._session, action.id)

    def _rows(self, action: Action) -> Rows:
        rows: Rows = [
            ("&Title", self.name),
            ("", Abreast(("Stat&us", self.status), ("Pro&gress", self.percent))),
            ("", self._finish_row),
            ("Stated &rating", self.rating),
            ("", self._reason_row),
            ("", Abreast(("St&art", self.starts), ("D&ue", self.due))),
            ("&Lead", self.lead),
            ("&Partners", self.partners),
            ("D&escription", self.description),
            ("Who &may see it", self.marking),
            ("", self._marking_row),
        ]
        if action.illustrative:
            rows.append(("", self.illustrative))
        if self.updates is not None and self.proofs is not None and self.history is not None:
            rows[1:1] = [("Upd&ates", self.updates)]
            rows += [("E&vidence", self.proofs), ("", self.history)]
        return rows

    def _show_rows(self) -> None:
        self._finish_row.setVisible(self.status.value() is ActionStatus.COMPLETE)
        self._reason_row.setVisible(self.rating.value() in NEEDS_REASON or bool(self.reason.text()))
        self._marking_row.setVisible(self.marking.value() is not Audience.PUBLIC)

    def _status_chosen(self) -> None:
        status = self.status.value()
        if status is ActionStatus.COMPLETE:
            if not self.finished.text():
                self.finished.set_day(self._session.today)
            self.percent.setText("100%")
            self.rating.set_value(Rating.COMPLETE)
        elif self.rating.value() is Rating.COMPLETE:
            self.rating.set_value(rating_after_reopening(status))
        self._show_rows()

    def _rating_chosen(self) -> None:
        """Drop the reason of another rating where the new one needs none."""
        if self._shown is not None and self.rating.value() is not self._shown.stated_rating:
            if self.rating.value() not in NEEDS_REASON and self.reason.text() == self._shown.rating_reason:
                self.reason.clear()
        elif self._shown is not None and not self.reason.text():
            self.reason.setPlainText(self._shown.rating_reason)
        self._show_rows()

    def _filled(self) -> Action:
        """Return the action as the form has it. Raises UserError naming what is missing or cannot be read."""
        assert self._shown is not None
        starts, due = self.starts.day(), self.due.day()
        if starts is None or due is None:
            raise UserError("An action needs the day it starts and the day it is due.")
        complete = self.status.value() is ActionStatus.COMPLETE
        lead = self.lead.person_id()
        return replace(
            self._shown,
            title=self.name.text().strip(),
            description=self.description.text(),
            lead_id=lead,
            starts_on=starts,
            due_on=due,
            status=self.status.value(),
            percent=typed_percent(self.percent.text()),
            finished_on=self.finished.day() if complete else None,
            stated_rating=self.rating.value(),
            rating_reason=self.reason.text(),
            marking=self.marking.value(),
            marking_reason="" if self.marking.value() is Audience.PUBLIC else self.marking_reason.text().strip(),
            illustrative=self.illustrative.isChecked(),
        )

    def _save_action(self) -> bool:
        store, shown = self._session.store, self._shown
        assert shown is not None
        before = None if self._is_new else store.plans.actions.find(shown.id)
        try:
            after = self._checked(before, shown)
            update = None if self.updates is None else self.updates.pending()
        except UserError as error:
            self.say_problem(str(error))
            return False
        newcomer = Person(new_id(), name) if (name := self.lead.new_name()) else None

        def first() -> None:
            if newcomer is not None:
                store.partnership.people.insert(newcomer)

        def also() -> None:
            if update is not None:
                store.plans.updates.insert(update)

        after = after if newcomer is None else replace(after, lead_id=newcomer.id)
        chosen = self.partners.chosen()
        partners = chosen if set(chosen) != set(self._partners) else None
        if not save_action(self._session, before, after, partners, first=first, also=also):
            return False
        self._shown = None
        self.saved.emit(after.id)
        return True

    def _checked(self, before: Action | None, shown: Action) -> Action:
        if before is None and not self._is_new:
            raise UserError("This action was deleted meanwhile. Ctrl+Z brings it back.")
        filled = self._filled()
        after = filled if before is None else merged(before, shown, filled)
        if after.finished_on is not None and (before is None or after.finished_on != before.finished_on):
            checked_finish(after.finished_on, after, self._session.today)
        return checked_action(checked_reason(before, after))

    def delete(self) -> None:
        """Delete the action shown; Ctrl+Z brings it back."""
        action = self._shown
        if action is not None and not self._is_new:
            self._shown = None
            self.hide()
            self.closed.emit()
            delete_actions(self._session, (action,))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.proofs is not None and dragged_files(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.proofs is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.proofs.take(dragged_files(event.mimeData()))


def delete_actions(session: Session, actions: tuple[Action, ...]) -> bool:
    """Delete actions with their updates as one step; return whether it was done."""
    if not actions:
        return False

    def work() -> None:
        for action in actions:
            session.store.plans.remove(action.id)

    name = f"“{actions[0].title}”" if len(actions) == 1 else f"{len(actions)} actions"
    done = session.do(f"Deleted {name}", work)
    if done:
        session.message.emit(f"Deleted {name}. Ctrl+Z brings it back.")
    return done


def _blank(priority_id: str, lead_id: str | None, year: FinancialYear, today: date) -> Action:
    starts = today if today in year else year.starts_on
    due = min(max(starts + timedelta(days=90), starts), year.ends_on)
    return Action(
        new_id(),
        priority_id,
        "",
        starts,
        due,
        lead_id=lead_id,
        stated_rating=Rating.NOT_STARTED,
        marking=Audience.PUBLIC,
    )
