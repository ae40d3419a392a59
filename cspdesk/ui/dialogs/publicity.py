"""The box that warns before something is made for the public while publicity is restricted, and asks who and why."""

from PySide6.QtWidgets import QLineEdit, QWidget

from cspdesk.app.publicity import record_publication, restriction, warning
from cspdesk.domain.audience import Audience
from cspdesk.domain.publicity import PublicityPeriod
from cspdesk.errors import UserError
from cspdesk.ui.dialogs import messages
from cspdesk.ui.dialogs.form import FieldError, FormDialog
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.fields import TextBox

GO_ON = "Make it all the same"


class PublicityDialog(FormDialog):
    """Warns, and keeps who goes on and why."""

    def __init__(self, session: Session, period: PublicityPeriod, document: str, parent: QWidget | None = None) -> None:
        super().__init__("Publicity is restricted", self._keep, parent, save_text=GO_ON)
        self._session, self._period, self._document = session, period, document
        self.add_note(f"{warning(period)} You can go on; who does and why is kept with the period.")
        self.by = QLineEdit(session.store.person)
        self.reason = TextBox("", 2)
        self.add("&Who goes on", self.by)
        self.add("Wh&y", self.reason)

    def _keep(self) -> bool:
        by, reason, session = self.by.text().strip(), self.reason.text().strip(), self._session
        if not by:
            raise FieldError(self.by, "Give the name of who goes on.")
        if not reason:
            raise FieldError(self.reason, "Say why it is made now.")
        document = self._document
        return session.do(
            f"Made {document} for the public while publicity is restricted",
            lambda: record_publication(session.store, self._period, document, by, reason, session.today),
        )


def may_publish(session: Session, audience: Audience, document: str, parent: QWidget | None = None) -> bool:
    """Return whether to go on: at once on any other day and for other readers, else as the person says."""
    try:
        period = restriction(session.store, audience, session.today)
    except UserError as error:
        session.show_error(error)
        return False
    if period is None:
        return True
    if session.read_only:
        return messages.confirm(
            parent, "Publicity is restricted", f"{warning(period)} Nothing can be kept in this file from here.", GO_ON
        )
    return PublicityDialog(session, period, document, parent).ask()
