"""What an edit in the plan's table cannot do without, asked in a small box: the day of the finish, the reason."""

from datetime import date

from PySide6.QtWidgets import QWidget

from cspdesk.domain.plans import Action
from cspdesk.domain.ratings import ComputedRating
from cspdesk.errors import UserError
from cspdesk.ui.dialogs.form import FieldError, FormDialog
from cspdesk.ui.models.plan_changes import checked_finish
from cspdesk.ui.widgets.badge import rating_word
from cspdesk.ui.widgets.fields import DateEdit, TextBox


class FinishDialog(FormDialog):
    """Asks when an action was finished; today is offered."""

    def __init__(self, action: Action, today: date, parent: QWidget | None = None) -> None:
        super().__init__(f"“{action.title}” is complete", self._take, parent, save_text="&Complete")
        self._action = action
        self._today = today
        self.taken: date | None = None
        self.day = DateEdit(max(today, action.starts_on))
        self.add("&Finished on", self.day)

    def _take(self) -> bool:
        try:
            day = self.day.day()
            if day is None:
                raise UserError("Give the day it was finished.")
            self.taken = checked_finish(day, self._action, self._today)
        except UserError as error:
            raise FieldError(self.day, str(error)) from error
        return True


class ReasonDialog(FormDialog):
    """Asks why an action is rated other than its dates say."""

    def __init__(self, action: Action, computed: ComputedRating, parent: QWidget | None = None) -> None:
        super().__init__(f"“{action.title}” is rated {rating_word(action.stated_rating).lower()}", self._take, parent)
        self.reason = TextBox(action.rating_reason, 3)
        self.add("&Why it is rated so", self.reason)
        self.add_note(f"Its dates say: {computed.sentence} The reason is printed beside both ratings.")

    def _take(self) -> bool:
        if not self.reason.text():
            raise FieldError(self.reason, "Say why in a sentence.")
        return True


class BoxAsker:
    """Asks with boxes over a widget; what it returns is None when the person changed their mind."""

    def __init__(self, parent: QWidget, today: date) -> None:
        self._parent = parent
        self._today = today

    def finish(self, action: Action) -> date | None:
        """Ask for the day an action was finished."""
        dialog = FinishDialog(action, self._today, self._parent)
        return dialog.taken if dialog.ask() else None

    def reason(self, action: Action, computed: ComputedRating) -> str | None:
        """Ask why an action is rated other than its dates say."""
        dialog = ReasonDialog(action, computed, self._parent)
        return dialog.reason.text() if dialog.ask() else None
