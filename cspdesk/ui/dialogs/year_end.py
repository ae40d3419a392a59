"""The end of a year: every open action is carried into the next or closed, many at once, and done as one step."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cspdesk.domain.periods import FinancialYear, long_date
from cspdesk.domain.proof import counted
from cspdesk.errors import UserError
from cspdesk.ui.dialogs import messages
from cspdesk.ui.dialogs.closing import show_until_closed
from cspdesk.ui.models.plan_rows import withheld_words
from cspdesk.ui.models.year_end_rows import (
    Fate,
    YearEndModel,
    choices_of,
    read_open,
    standing_words,
    summary_words,
)
from cspdesk.ui.panels.action_fields import Captioned
from cspdesk.ui.panels.telling import clear, column_of, problem_label, say
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SIZES, SPACE
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit
from cspdesk.ui.widgets.table import TableView
from cspdesk.ui.widgets.text import button, label

STAYS = "Services, outputs, updates, evidence and money stay as they are. Ctrl+Z takes all of it back in one step."
MOST_OF_SCREEN = 0.94
MOVE_MILESTONES = "&Move milestones not yet reached by as many days as their action"


class YearEndDialog(QDialog):
    """First what becomes of each action, then a summary of it; nothing is done before that."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle("Carry actions forward")
        self._take_room()
        self.problem = problem_label()
        self.model = YearEndModel()
        self.model.decided.connect(self._note_decided)
        self.model.refused.connect(lambda text: say(self.problem, text))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE)
        column.addLayout(self._head())
        self.pages = QStackedWidget()
        self.pages.addWidget(self._deciding_page())
        self.pages.addWidget(self._summary_page())
        column.addWidget(self.pages, 1)
        column.addWidget(self.problem)
        column.addLayout(self._foot())
        self._choose_year()
        self.show_year()

    def _take_room(self) -> None:
        """Be as large as the letters ask for, as far as the screen has it."""
        unit = max(1.0, self.font().pixelSize() / SIZES["body"])
        screen = self.screen().availableGeometry()
        wide, high = round(SPACE * 155 * unit), round(SPACE * 80 * unit)
        self.resize(
            min(wide, round(screen.width() * MOST_OF_SCREEN)), min(high, round(screen.height() * MOST_OF_SCREEN))
        )

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.title = label("", "title")
        self.year: ChoiceBox[FinancialYear] = ChoiceBox()
        self.year.setAccessibleName("The year that ends")
        now = self._session.year
        self.year.set_options([(f"End of {y}", y) for y in (FinancialYear(now.first + by) for by in (-1, 0, 1))])
        self.year.activated.connect(lambda _: self._other_year())
        row.addWidget(self.title, 1)
        row.addWidget(self.year)
        return row

    def _deciding_page(self) -> QWidget:
        page = QWidget()
        column = column_of(page, SPACE)
        self.told = label("", "quiet", wrap=True)
        column.addWidget(self.told)
        self.table = TableView(self.model, self._session, "Actions open at the end of the year")
        self.table.say_when_empty("No action is open at the end of this year: there is nothing to carry forward.")
        triggers = TableView.EditTrigger
        self.table.setEditTriggers(triggers.EditKeyPressed | triggers.SelectedClicked | triggers.DoubleClicked)
        self.table.picked.connect(self._say_selected)
        self.table.opened.connect(lambda _: self.table.edit(self.table.currentIndex()))
        card = Card(tight=True)
        card.setContentsMargins(0, 0, 0, 0)
        card.body.addWidget(self.table)
        column.addWidget(card, 1)
        column.addWidget(self._bulk())
        self.milestones = QCheckBox(MOVE_MILESTONES)
        self.milestones.setChecked(True)
        column.addWidget(self.milestones)
        return page

    def _bulk(self) -> QWidget:
        """Return the fields that decide for many actions at once; what is left empty stays as it is."""
        self.fate: ChoiceBox[Fate | None] = ChoiceBox([("As it is", None), *((f.value, f) for f in Fate)])
        self.due, self.reason = DateEdit(), QLineEdit()
        self.reason.setPlaceholderText("the same reason for each; with none selected, for those that have none")
        self.apply_button = button("&Apply")
        self.apply_button.clicked.connect(self.apply)
        self.reason.returnPressed.connect(self.apply)
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(Captioned("&What becomes of them", self.fate), 2)
        row.addWidget(Captioned("New &due date", self.due), 2)
        row.addWidget(Captioned("Wh&y", self.reason), 5)
        row.addWidget(self.apply_button, 0, Qt.AlignmentFlag.AlignBottom)
        return part

    def _summary_page(self) -> QWidget:
        page = QWidget()
        column = column_of(page, SPACE)
        inner = QWidget()
        self._summary = QVBoxLayout(inner)
        self._summary.setSpacing(SPACE // 2)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setProperty("role", "clear")
        area.setWidget(inner)
        card = Card()
        card.body.addWidget(area)
        column.addWidget(card, 1)
        column.addWidget(label(STAYS, "quiet", wrap=True))
        return page

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self.standing = label("", "strong", wrap=True)
        self.back = button("&Back")
        self.back.clicked.connect(lambda: self._show_page(0))
        cancel = button("Cancel")
        cancel.clicked.connect(self.reject)
        self.go_on = button("&Look it over…", "primary")
        self.go_on.clicked.connect(self.look_over)
        self.finish = button("&Carry forward and close", "primary")
        self.finish.clicked.connect(self.do)
        row.addWidget(self.standing, 1)
        for part in (self.back, cancel, self.go_on, self.finish):
            row.addWidget(part)
        return row

    def _choose_year(self) -> None:
        """Begin with the year before while some of its actions are open: that one is over."""
        now = self._session.year
        before = FinancialYear(now.first - 1)
        rows, _ = read_open(self._session.store, before, self._session.audience)
        over = before.ends_on < self._session.today
        self.year.set_value(before if rows and over else now)

    def show_year(self) -> None:
        """Show the actions open at the end of the year chosen, each with what is offered for it."""
        year, session = self.year.value(), self._session
        self._shown, self._decided = year, False
        rows, withheld = read_open(session.store, year, session.audience)
        hidden = withheld_words(withheld, "open action", session.audience)
        self.title.setText(f"The end of {year}")
        told = (
            f"{counted(len(rows), 'action is', 'actions are')} open and due by {long_date(year.ends_on)}. Each is "
            f"carried into {FinancialYear(year.first + 1)} with a new due date, or closed; why is kept and printed. "
            "What is due later goes on by itself."
        )
        self.told.setText(
            f"{told} {hidden}, and left as {'it is' if withheld == 1 else 'they are'}." if hidden else told
        )
        self.model.show(rows)
        self._show_page(0)
        self._say_selected()

    def _other_year(self) -> None:
        if self._may_drop():
            self.show_year()
        else:
            self.year.set_value(self._shown)

    def reject(self) -> None:
        """Leave without doing anything; what was decided is not thrown away unasked."""
        if self._may_drop():
            super().reject()

    def _may_drop(self) -> bool:
        """Return whether what was decided may go; asks when there is something."""
        if not self._decided:
            return True
        told = "What you decided here is not done yet, and is not kept."
        return messages.confirm(self, "Leave without carrying anything forward?", told, "Leave", danger=True)

    def _note_decided(self) -> None:
        self._decided = True
        self._say_standing()

    def apply(self) -> None:
        """Decide for the selected actions, or for all when none is selected; no reason is then written over."""
        try:
            due_on = self.due.day()
        except UserError as error:
            say(self.problem, str(error))
            return
        chosen = {"fate": self.fate.value(), "due_on": due_on, "reason": self.reason.text().strip() or None}
        changes = {name: value for name, value in chosen.items() if value is not None}
        rows = self.table.selected_records()
        reason = changes.pop("reason", None)
        self.model.put({row.id for row in rows or self.model.rows}, **changes)
        if reason is not None:
            wanting = rows or tuple(row for row in self.model.rows if row.lacks_reason)
            self.model.put({row.id for row in wanting}, reason=reason)
        self.fate.set_value(None)
        self.due.clear()
        self.reason.clear()

    def look_over(self) -> None:
        """Show what is about to be done; what is still missing is said instead."""
        rows, year = self.model.rows, self.year.value()
        missing = [r for r in rows if r.lacks_reason]
        early = [r for r in rows if r.is_carried and r.due_on <= year.ends_on]
        if missing:
            self._refuse(missing[0].id, f"Say why “{missing[0].action.title}” is {_done(missing[0].fate)}.")
        elif early:
            self._refuse(
                early[0].id, f"“{early[0].action.title}” is carried, so it is due after {long_date(year.ends_on)}."
            )
        elif not choices_of(rows, move_milestones=True):
            say(self.problem, "Nothing is decided: carry at least one action forward, or close it.")
        else:
            self._fill_summary()
            self._show_page(1)

    def _refuse(self, action_id: str, why: str) -> None:
        self.table.select_key(action_id)
        say(self.problem, why)

    def _fill_summary(self) -> None:
        clear(self._summary)
        for heading, lines in summary_words(self.model.rows, self.year.value()):
            self._summary.addWidget(label(heading, "lead", wrap=True))
            for each in lines:
                self._summary.addWidget(label(f"•  {each}", wrap=True))
            self._summary.addSpacing(SPACE)
        self._summary.addStretch(1)

    def do(self) -> None:
        """Carry forward and close all that was decided, as one step."""
        session, year = self._session, self.year.value()
        choices = choices_of(self.model.rows, move_milestones=self.milestones.isChecked())
        carried = sum(row.is_carried for row in self.model.rows)
        step = f"Ended {year}: {carried} carried forward, {len(choices) - carried} closed"
        if session.do(step, lambda: session.store.reviews.carry_forward(year, choices, session.today)):
            self.accept()

    def _show_page(self, place: int) -> None:
        self.pages.setCurrentIndex(place)
        for part, shown in ((self.go_on, place == 0), (self.back, place == 1), (self.finish, place == 1)):
            part.setVisible(shown)
        self.year.setVisible(place == 0)
        say(self.problem, "")
        self._say_standing()
        (self.table if place == 0 else self.finish).setFocus()

    def _say_standing(self) -> None:
        rows = self.model.rows
        say(self.problem, "")
        self.standing.setText(standing_words(rows) if rows else "")
        self.go_on.setEnabled(bool(rows))

    def _say_selected(self) -> None:
        chosen = len(self.table.selected_records())
        self.apply_button.setText(f"&Apply to {chosen} selected" if chosen else f"&Apply to all {len(self.model.rows)}")
        self.apply_button.setEnabled(bool(self.model.rows))


def _done(fate: Fate) -> str:
    return "carried forward" if fate is Fate.CARRY else "closed"


def open_year_end(session: Session, parent: QWidget | None) -> None:
    """Show the end of the year until it is settled or left."""
    if session.read_only:
        session.show_error(UserError("This file is open for reading only, so nothing can be carried forward."))
        return
    show_until_closed(YearEndDialog(session, parent))
