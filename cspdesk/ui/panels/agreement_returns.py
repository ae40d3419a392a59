"""An agreement's returns: by period with their state and due day; one is opened, or one of another kind begun."""

from PySide6.QtWidgets import QMenu, QWidget

from cspdesk.app.return_templates import templates
from cspdesk.app.returns import ReturnRequest
from cspdesk.domain.return_periods import periods_between
from cspdesk.domain.return_templates import Template
from cspdesk.errors import UserError
from cspdesk.ui.dialogs.closing import show_until_closed
from cspdesk.ui.models.return_rows import ReturnRow, read_returns, return_columns
from cspdesk.ui.panels.agreement_section import AgreementSection
from cspdesk.ui.panels.asked_returns_form import AskedReturnsForm
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.side_panel import SidePanel

NONE_YET = "This agreement asks for no return yet, and none was begun. Say what its funder asks for with “Asks for…”."


class ReturnsSection(AgreementSection):
    """The list; a return opens in a window of its own, since it needs the room."""

    def __init__(self, session: Session, panel: SidePanel, parent: QWidget | None = None) -> None:
        super().__init__(session, panel, parent)
        self.returns = self.make_table(
            return_columns(),
            "Returns of the agreement",
            NONE_YET,
            self.open,
        )
        self.column.addWidget(self.returns, 1)
        self.open_button = self.make_button("&Open", self._open_picked, "file-text", writes=False)
        self.asked = AskedReturnsForm(session, panel)
        self.asked_button = self.make_button("&Asks for…", self.ask)
        self.asked_button.setToolTip("Which returns its funder asks for, and from when on")
        self.begin_button = self.make_button("&Begin a return", self.add)
        self.add_foot(self.open_button, self.asked_button, self.begin_button)

    def reload(self) -> None:
        """Read the returns."""
        try:
            rows = read_returns(self._session.store, self.row.agreement, self._session.today)
        except UserError as error:
            self.returns.say_when_empty("A template of your own is faulty; once it is mended, the returns stand here.")
            self.returns.table.show(())
            self.note.setText(str(error))
            return
        self.returns.say_when_empty(NONE_YET)
        self.returns.table.show(rows)
        due = sum(row.owed.is_due(self._session.today) for row in rows)
        self.note.setText(f"{due:,} of {len(rows):,} to be sent for periods that are over." if rows else "")
        if rows and not self.returns.selected_records():
            self.returns.selectRow(next((n for n, r in enumerate(rows) if r.owed.is_due(self._session.today)), 0))

    def ask(self) -> None:
        """Show which returns the agreement asks for."""
        if known := self._known():
            self.asked.edit(self.row.agreement, known)

    def add(self) -> None:
        """Offer the kinds of return there are; the one chosen is opened for the first period that has none."""
        known = self._known()
        if not known:
            return
        menu = QMenu(self)
        offered = {menu.addAction(each.title): each for each in known}
        chosen = menu.exec(self.begin_button.mapToGlobal(self.begin_button.rect().topLeft()))
        if chosen is not None:
            self.begin(offered[chosen])

    def _known(self) -> tuple[Template, ...]:
        """Return the kinds of return there are; none when one of the person's own is faulty, which is then said."""
        try:
            return templates(self._session.store.path)
        except UserError as error:
            self._session.show_error(error)
            return ()

    def begin(self, template: Template) -> None:
        """Open a return of a kind for the first period of the agreement that has none yet."""
        agreement = self.row.agreement
        begun = {
            each.period
            for each in self._session.store.returns.returns_of(agreement.id)
            if each.template == template.name
        }
        periods = periods_between(template.period, agreement.starts_on, agreement.ends_on)
        period = next((each for each in periods if str(each) not in begun), periods[-1])
        self._show(template.name, str(period))

    def open(self, row: ReturnRow) -> None:
        """Open a return."""
        self._show(row.owed.template.name, str(row.owed.period))

    def _open_picked(self) -> None:
        picked = self.returns.selected_records()
        if picked:
            self.open(picked[0])

    def _show(self, template: str, period: str) -> None:
        from cspdesk.ui.dialogs.return_form import ReturnDialog

        try:
            dialog = ReturnDialog(self._session, ReturnRequest(template, self.row.agreement.reference, period), self)
        except UserError as error:
            self._session.show_error(error)
            return
        show_until_closed(dialog)
