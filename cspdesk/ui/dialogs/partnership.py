"""The partnership: its details, its organisations and its people."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QTabWidget, QVBoxLayout, QWidget

from cspdesk.domain.partnership import Organisation, Partnership, Person
from cspdesk.errors import UserError
from cspdesk.ui.dialogs import messages
from cspdesk.ui.dialogs.closing import show_until_closed
from cspdesk.ui.dialogs.members import OrganisationDialog, PersonDialog
from cspdesk.ui.dialogs.records import RecordList, follow_undo
from cspdesk.ui.models.partnership_edits import checked_name
from cspdesk.ui.models.table import Column, TableModel
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import TextBox
from cspdesk.ui.widgets.text import button, label

NO_ORGANISATIONS = "Who sits round the table, who provides services and who pays: add the first with “Add…”."
NO_PEOPLE = "Who leads priorities and actions and does what was decided: add the first with “Add…”."


class PartnershipDialog(QDialog):
    """Details are saved with their own button; organisations and people each in a small form."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle("Partnership")
        self.resize(SPACE * 100, SPACE * 68)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 2, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE)
        self.details = Details(session)
        self.organisations = self._organisations()
        self.people = self._people()
        self.tabs = QTabWidget()
        self.tabs.addTab(self.details, "&Details")
        self.tabs.addTab(self.organisations, "&Organisations")
        self.tabs.addTab(self.people, "&People")
        column.addWidget(self.tabs, 1)
        close = button("Close", "primary")
        close.clicked.connect(self.reject)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        for part in (self.details, self.organisations, self.people):
            session.changed.connect(part.reload)
        follow_undo(self, session)

    def show_record(self, record_id: str | None) -> None:
        """Put the cursor on an organisation or a person."""
        for listed in (self.organisations, self.people):
            if record_id is not None and listed.table.select_key(record_id):
                self.tabs.setCurrentWidget(listed)
                listed.table.setFocus()

    def _organisations(self) -> RecordList:
        session, kept = self._session, self._session.store.partnership
        model: TableModel[Organisation] = TableModel(
            (
                Column("Organisation", lambda o: o.name, stretch=True, least=180),
                Column("What it is", lambda o: o.role.value.capitalize(), width=170),
                Column("Note", lambda o: o.note, width=220),
            ),
            session,
        )

        def edit(organisation: Organisation | None) -> None:
            OrganisationDialog(session, organisation, self).ask()

        listed = RecordList(session, "Organisations", model, kept.all_organisations, edit)
        listed.table.say_when_empty(NO_ORGANISATIONS)
        listed.add_button("&Add…", lambda: edit(None), icon="plus", keys="Ctrl+N", needs_row=False)
        listed.add_button("&Edit…", lambda: edit(listed.chosen()))
        listed.add_button("&Remove", lambda: self._remove_organisation(listed.chosen()), icon="trash-2", keys="Del")
        listed.buttons.addStretch(1)
        return listed

    def _people(self) -> RecordList:
        session, kept = self._session, self._session.store.partnership
        names: dict[str, str] = {}

        def read() -> tuple[Person, ...]:
            names.update({o.id: o.name for o in kept.all_organisations()})
            return kept.all_people()

        model: TableModel[Person] = TableModel(
            (
                Column("Name", lambda p: p.name, stretch=True, least=160),
                Column("Organisation", lambda p: names.get(p.organisation_id or "", ""), width=190),
                Column("Post", lambda p: p.post, width=160),
                Column("E-mail", lambda p: p.email, width=160),
            ),
            session,
        )

        def edit(person: Person | None) -> None:
            PersonDialog(session, person, self).ask()

        listed = RecordList(session, "People", model, read, edit)
        listed.table.say_when_empty(NO_PEOPLE)
        listed.add_button("&Add…", lambda: edit(None), icon="plus", keys="Ctrl+N", needs_row=False)
        listed.add_button("&Edit…", lambda: edit(listed.chosen()))
        listed.add_button("&Remove", lambda: self._remove_person(listed.chosen()), icon="trash-2", keys="Del")
        listed.buttons.addStretch(1)
        return listed

    def _remove_organisation(self, organisation: Organisation | None) -> None:
        remove = self._session.store.partnership.remove_organisation
        if organisation is not None:
            self._session.do(f"Removed the organisation {organisation.name}", lambda: remove(organisation.id))

    def _remove_person(self, person: Person | None) -> None:
        remove = self._session.store.partnership.remove_person
        if person is not None:
            self._session.do(f"Removed {person.name} from the people", lambda: remove(person.id))

    def reject(self) -> None:
        """Close; what is typed in the details and not saved is asked about."""
        if self.details.is_dirty:
            answer = messages.ask(
                self, "Save the details?", "They have changes that are not saved.", ("Save", "Discard")
            )
            if answer is None or (answer == "Save" and not self.details.save()):
                return
        super().reject()


class Details(QWidget):
    """The partnership's name and area; saved as one step."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE * 2, 0, 0)
        column.setSpacing(SPACE // 2)
        self.name, self.area, self.code = QLineEdit(), QLineEdit(), QLineEdit()
        self.code.setPlaceholderText("such as E06000019")
        self.note = TextBox(lines=3)
        fields = (
            ("&Name", self.name),
            ("A&rea", self.area),
            ("Area &code, as the Office for National Statistics gives it", self.code),
            ("No&te", self.note),
        )
        for words, field in fields:
            caption = label(words, "caption")
            caption.setBuddy(field)
            field.setAccessibleName(words.replace("&", ""))
            field.setDisabled(session.read_only)
            column.addWidget(caption)
            column.addWidget(field)
            if field is self.name:
                self.problem = label("", "danger", wrap=True)
                self.problem.hide()
                column.addWidget(self.problem)
            column.addSpacing(SPACE)
        row = QHBoxLayout()
        self.save_button = button("&Save details", "plain", icon="save")
        self.save_button.clicked.connect(self.save)
        self.save_button.setDisabled(session.read_only)
        row.addWidget(self.save_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        self._shown = session.store.partnership.partnership()
        self._show()

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return self._filled() != self._shown

    def save(self) -> bool:
        """Save the details; return whether they were."""
        kept = self._session.store.partnership
        try:
            checked_name(self.name.text(), {}, "", "A partnership")
        except UserError as error:
            self.problem.setText(str(error))
            self.problem.show()
            self.name.setFocus()
            return False
        self.problem.hide()
        filled = self._filled()
        return self._session.do("Changed the partnership’s details", lambda: kept.partnerships.save(filled))

    def reload(self) -> None:
        """Take in what changed; what is typed and not saved stays."""
        now = self._session.store.partnership.partnership()
        if now != self._shown:
            dirty = self.is_dirty and self._filled() != now
            self._shown = now
            if not dirty:
                self._show()

    def _show(self) -> None:
        self.name.setText(self._shown.name)
        self.area.setText(self._shown.area)
        self.code.setText(self._shown.area_code)
        self.note.setPlainText(self._shown.note)

    def _filled(self) -> Partnership:
        return replace(
            self._shown,
            name=self.name.text().strip(),
            area=self.area.text().strip(),
            area_code=self.code.text().strip(),
            note=self.note.text(),
        )


def open_partnership(session: Session, parent: QWidget | None, record_id: str | None = None) -> None:
    """Show the partnership, or one of its organisations or people, until the box is closed."""
    if session.read_only:
        session.show_error(
            UserError("This file is open for reading only, so its details, organisations and people cannot be changed.")
        )
        return
    dialog = PartnershipDialog(session, parent)
    dialog.show_record(record_id)
    show_until_closed(dialog)
