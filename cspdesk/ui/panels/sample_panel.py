"""The form in which an audit sample is drawn: its share and the seed by which anyone draws it again."""

from PySide6.QtWidgets import QLineEdit, QWidget

from cspdesk.domain.audits import AuditSample
from cspdesk.domain.sampling import LEAST_PERCENT, METHOD
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.ui.panels.form_panel import FormPanel
from cspdesk.ui.widgets.fields import SteadyNumber, TextBox
from cspdesk.ui.widgets.text import label


class SamplePanel(FormPanel):
    """Draws a sample of an agreement's payments of the year looked at."""

    def new(self, agreement_id: str) -> None:
        """Begin a sample; the day's date is offered as its seed, for nobody can be said to have picked it."""
        if not self._panel.may_leave():
            return
        session = self._session
        self._agreement_id = agreement_id
        self.percent = SteadyNumber()
        self.percent.setRange(LEAST_PERCENT, 100)
        self.percent.setSuffix(" %")
        self.percent.setValue(LEAST_PERCENT)
        self.seed = QLineEdit(f"{session.today:%Y%m%d}")
        self.by = QLineEdit(session.store.person)
        self.note = TextBox("", 2)
        rows: list[tuple[str, QWidget]] = [
            ("At &least, by number and by value", self.percent),
            ("S&eed: the same seed draws the same payments", self.seed),
            ("Drawn &by", self.by),
            ("&Note", self.note),
            ("", label(METHOD, "quiet", wrap=True)),
        ]
        title = f"A sample of {session.year.label}"
        self._begin(
            title, rows, "Drew an audit sample", self._sample, lambda: session.store.audits.draw(self._sample())
        )
        self._panel.save_button.setText("&Draw")

    def _sample(self) -> AuditSample:
        seed = self.seed.text().strip()
        if not seed.isdecimal():
            raise UserError(
                "The seed is a whole number, such as 20160930; note it, and anyone can draw the same again."
            )
        session = self._session
        return AuditSample(
            new_id(),
            self._agreement_id,
            session.year,
            session.today,
            self.by.text().strip(),
            int(seed),
            self.percent.value(),
            self.note.text(),
        )
