"""The side panel of one action: everything it says, and the saving of its form as one step."""

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.partnership import Person
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import Action, ActionUpdate, Rating, checked_action
from cspdesk.domain.ratings import forecast_action, rate_action
from cspdesk.domain.whole_action import WholeAction
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.ui.models.plan_changes import checked_finish, merged, step_label
from cspdesk.ui.panels.action_body import ActionBody
from cspdesk.ui.panels.action_ratings import Computed
from cspdesk.ui.panels.evidence_taking import dragged_files
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.side_panel import SidePanel
from cspdesk.ui.widgets.text import button


class ActionPanel(SidePanel):
    """Shows one action; the form is saved as one step, everything else in it as a step of its own.

    `saved(action_id)`: the form was saved.
    """

    saved = Signal(str)
    wide = SPACE * 56
    slack = 0

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: WholeAction | None = None
        self._is_new = False
        self._body: ActionBody | None = None
        self.setAcceptDrops(not session.read_only)

    @property
    def body(self) -> ActionBody:
        """The parts of the action shown; there are none before the panel was first opened."""
        assert self._body is not None
        return self._body

    @property
    def is_dirty(self) -> bool:
        """Whether the form differs from what it was filled with, or something else is typed and not saved."""
        if self.isHidden() or self._shown is None or self._session.read_only:
            return False
        return self.body.is_pending() or self._form_differs(self.body, self._shown)

    def _form_differs(self, body: ActionBody, shown: WholeAction) -> bool:
        try:
            differs = self._filled(body, shown.action) != shown.action or bool(body.details.lead.new_name())
        except UserError:
            return True
        return differs or set(body.details.partners.chosen()) != set(shown.partner_ids)

    @property
    def action_id(self) -> str | None:
        """The id of the action shown, None when the panel is closed."""
        return None if self.isHidden() or self._shown is None else self._shown.action.id

    def add(self, priority_id: str) -> bool:
        """Begin a new action of a priority in the year looked at; return whether the panel was free."""
        if not self.may_leave():
            return False
        lead = self._session.store.partnership.priorities.get(priority_id).lead_id
        blank = _blank(priority_id, lead, self._session.year, self._session.today)
        self._fill(WholeAction(blank), is_new=True)
        return True

    def edit(self, action: Action) -> bool:
        """Show an action; return whether the panel was free to show it."""
        if self.action_id == action.id:
            self.body.setFocus()
            return True
        if not self.may_leave():
            return False
        self._fill(self._read(action), is_new=False)
        return True

    def refresh(self) -> None:
        """Take in what changed in the record; typed edits stay, an action that is gone closes the panel."""
        shown = self._shown
        if self.isHidden() or shown is None or self._is_new:
            return
        body = self.body
        now = self._session.store.plans.actions.find(shown.action.id)
        if now is None or (not may_see(self._session.audience, now.marking) and not self.is_dirty):
            self._close()
            return
        whole = self._read(now)
        if not self._form_differs(body, shown):
            self._shown = whole
            body.fill(whole)
            self.title.setText(now.title)
        else:
            self._shown = replace(whole, action=shown.action, partner_ids=shown.partner_ids)
        body.ratings.say_year(self._session.year)
        body.show_whole(whole)
        self._recompute()
        self._offer_saving()

    def _read(self, action: Action) -> WholeAction:
        return self._session.store.plans.whole((action,))[0]

    def _close(self) -> None:
        self._shown = None
        self.hide()
        self.closed.emit()

    def _fill(self, whole: WholeAction, *, is_new: bool) -> None:
        again = self._body is not None and not self._is_new and not is_new
        self._shown, self._is_new = whole, is_new
        if again:
            self.body.show_action(whole)
        else:
            self._body = ActionBody(self._session, whole, self._keep_update, is_new=is_new)
        self.body.show_whole(whole)
        self._recompute()
        if is_new:  # its rating follows what the dates say; nothing was typed yet
            self._shown = replace(whole, action=self._filled(self.body, whole.action))
        if again:
            self.resume(whole.action.title)
        else:
            self._begin(whole)
        self.body.setFocus()
        self._offer_saving()
        QTimer.singleShot(0, self.body, self._show_beginning)

    def _begin(self, whole: WholeAction) -> None:
        """Put the parts into the panel, with what can be done with the action as a whole."""
        is_new = self._is_new
        extra = []
        if not is_new and not self._session.read_only:
            remove = button("Delete", "flat", icon="trash-2", tip="Delete this action; Ctrl+Z brings it back")
            remove.clicked.connect(self.delete)
            extra.append(remove)
        save = None if self._session.read_only else self._save_action
        self.begin("New action" if is_new else whole.action.title, [("", self.body)], save, extra=extra)
        self.body.setEnabled(True)  # what can only be looked at can still be folded, opened and copied

    def _show_beginning(self) -> None:
        """Bring where the cursor begins into sight, once everything has its place; nothing above it is cut in two."""
        begun, form = self.body.focusProxy(), self._scroll.widget()
        if begun is None or form is None:
            return
        bottom = begun.mapTo(form, begun.rect().bottomLeft()).y()
        below = bottom - self._scroll.viewport().height()
        if below > begun.height() // 2:  # else its first line is in sight from the beginning
            tops = (each.mapTo(form, QPoint()).y() - SPACE // 2 for each in self.body.heads() if each.isVisible())
            self._scroll.verticalScrollBar().setValue(min((y for y in tops if y >= below), default=below + SPACE))

    def _edited(self) -> None:
        super()._edited()
        self._recompute()
        self._offer_saving()

    def _offer_saving(self) -> None:
        """Offer Save only where the form has something to save."""
        shown = self._shown
        differs = shown is not None and (self._is_new or self._form_differs(self.body, shown))
        self.save_button.setEnabled(differs)
        self.cancel_button.setText("Cancel" if differs and not self._session.read_only else "Close")

    def _recompute(self) -> None:
        """Show what the rule makes of the form as it stands, typed or saved."""
        body, shown = self.body, self._shown
        if shown is None:
            return
        try:
            action = self._filled(body, shown.action)
        except UserError:
            return
        body.ratings.show_computed(self._computed(action), follow=self._is_new)

    def _computed(self, action: Action, update: ActionUpdate | None = None) -> Computed:
        assert self._shown is not None
        store, session = self._session.store, self._session
        whole = replace(self._shown, action=action, last_update=update or self._shown.last_update)
        rule = store.plans.rating_rule()
        return Computed(
            rate_action(whole, session.today, rule), forecast_action(whole, session.today, session.year, rule)
        )

    def _filled(self, body: ActionBody, shown: Action) -> Action:
        """Return the action as the form has it. Raises UserError naming what is missing or cannot be read."""
        return body.details.apply(self._progress(body, shown), is_new=self._is_new)

    def _progress(self, body: ActionBody, shown: Action) -> Action:
        return body.ratings.apply(body.standing.apply(shown))

    def _keep_update(self, update: ActionUpdate) -> bool:
        """Keep an update, with status, progress and ratings as they stand, as one step; the rest of the form waits."""
        body, shown = self.body, self._shown
        assert shown is not None
        plans = self._session.store.plans
        edited = self._progress(body, shown.action)
        before = plans.actions.find(shown.action.id)
        after = self._checked(body, before, merged(before or edited, shown.action, edited), update)
        self._shown = replace(shown, action=edited)

        def work() -> None:
            plans.save(after)
            plans.updates.insert(update)

        if self._session.do(f"Added an update to “{after.title}”", work):
            return True
        self._shown = shown
        return False

    def _save_action(self) -> bool:
        body, shown = self.body, self._shown
        assert shown is not None
        if not (body.milestones.save() and body.outputs.save()):
            return False
        plans = self._session.store.plans
        before = None if self._is_new else plans.actions.find(shown.action.id)
        try:
            update = None if body.updates is None else body.updates.pending()
            filled = self._filled(body, shown.action)
            after = self._checked(body, before, merged(before or filled, shown.action, filled), update)
        except UserError as error:
            self.say_problem(str(error))
            return False
        if not self._session.do(step_label(before, after), lambda: self._write(body, after, shown, update)):
            return False
        self._shown = None
        self.saved.emit(after.id)
        return True

    def _write(self, body: ActionBody, after: Action, shown: WholeAction, update: ActionUpdate | None) -> None:
        store = self._session.store
        if name := body.details.lead.new_name():
            newcomer = Person(new_id(), name)
            store.partnership.people.insert(newcomer)
            after = replace(after, lead_id=newcomer.id)
        chosen = body.details.partners.chosen()
        store.plans.save(after, chosen if set(chosen) != set(shown.partner_ids) else None)
        if update is not None:
            store.plans.updates.insert(update)

    def _checked(
        self, body: ActionBody, before: Action | None, after: Action, update: ActionUpdate | None = None
    ) -> Action:
        if before is None and not self._is_new:
            raise UserError("This action was deleted meanwhile. Ctrl+Z brings it back.")
        if after.finished_on is not None and (before is None or after.finished_on != before.finished_on):
            checked_finish(after.finished_on, after, self._session.today)
        return body.ratings.checked(before, checked_action(after), self._computed(after, update))

    def delete(self) -> None:
        """Delete the action shown; Ctrl+Z brings it back."""
        shown = self._shown
        if shown is not None and not self._is_new:
            self._close()
            delete_actions(self._session, (shown.action,))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self._is_new and dragged_files(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        if not self._is_new:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.body.proofs.take(dragged_files(event.mimeData()))


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
