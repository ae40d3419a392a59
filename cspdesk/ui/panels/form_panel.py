"""A record's form in the side panel: what cannot be read is said beside the fields, saving is one step."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from cspdesk.errors import UserError
from cspdesk.ui.dialogs import messages
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.fields import TextBox
from cspdesk.ui.widgets.side_panel import SidePanel
from cspdesk.ui.widgets.text import button


class FormPanel:
    """What every form of a record shares."""

    def __init__(self, session: Session, panel: SidePanel) -> None:
        self._session = session
        self._panel = panel

    def _begin(
        self,
        title: str,
        rows: Sequence[tuple[str, QWidget]],
        label: str,
        check: Callable[[], object],
        work: Callable[[], object],
        remove: QWidget | None = None,
    ) -> None:
        """Show a form. check raises UserError for what cannot be read; work is then done as one step."""

        def save() -> bool:
            try:
                check()
            except UserError as error:
                self._panel.say_problem(str(error))
                return False
            return self._session.do(label, work)

        fit_fields(rows)
        read_only = self._session.read_only
        extra = () if remove is None or read_only else (remove,)
        self._panel.begin(title, rows, None if read_only else save, extra=extra)

    def _remover(self, title: str, text: str, label: str, work: Callable[[], object]) -> QWidget:
        """Return a button that removes the record shown, once that is confirmed."""
        made = button("Remove", "flat", icon="trash-2")

        def remove() -> None:
            if messages.confirm(self._panel, title, text, "Remove", danger=True) and self._session.do(label, work):
                self._panel.hide()

        made.clicked.connect(remove)
        return made


def fit_fields(rows: Sequence[tuple[str, QWidget]]) -> None:
    """Keep fields as narrow as the panel, whatever their longest choice, and text boxes as low as they ask."""
    for _, field in rows:
        if isinstance(field, TextBox):
            field.keep_low()
        if isinstance(field, QComboBox):
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            field.setMinimumContentsLength(10)
