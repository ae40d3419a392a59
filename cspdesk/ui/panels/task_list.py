"""What was decided or recommended, as a list to write in: a sentence each, who sees to it, by when, and when it was."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.ui.icons import put_icon
from cspdesk.ui.panels.action_fields import Abreast
from cspdesk.ui.panels.form_panel import fit_fields
from cspdesk.ui.panels.growing import GrowingBox
from cspdesk.ui.panels.telling import column_of
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit, on_edit
from cspdesk.ui.widgets.text import button, line, tool_button


@dataclass(frozen=True, slots=True)
class Task:
    """One sentence, who sees to it (an id, None: nobody yet), by when, and when it was done."""

    id: str
    text: str = ""
    who_id: str | None = None
    due_on: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class TaskWords:
    """What a list of tasks is called: one of them, and who sees to it."""

    one: str
    who: str
    hint: str


class TaskRow(QWidget):
    """One task to write in; `edited`, `removed`."""

    edited = Signal()
    removed = Signal()

    def __init__(self, task: Task, words: TaskWords, who: Sequence[tuple[str, str | None]], today: date) -> None:
        super().__init__()
        self._task = task
        self._today = today
        self.text = GrowingBox(task.text, 2)
        self.text.setPlaceholderText(words.hint)
        self.text.setAccessibleName(words.one.capitalize())
        self.who: ChoiceBox[str | None] = ChoiceBox(who)
        self.who.set_value(task.who_id)
        self.due = DateEdit(task.due_on)
        self.done = QCheckBox("Done on")
        self.done.setChecked(task.done_on is not None)
        self.done_day = DateEdit(task.done_on)
        self.done_day.setAccessibleName("Done on")
        fit_fields([("", self.who)])
        self._lay_out(words)
        self.done.toggled.connect(self._show_done)
        for field in (self.text, self.who, self.due, self.done, self.done_day):
            on_edit(field, self.edited.emit)

    def _lay_out(self, words: TaskWords) -> None:
        column = column_of(self)
        column.addWidget(line())
        first = QHBoxLayout()
        first.setSpacing(SPACE // 2)
        first.addWidget(self.text, 1)
        off = tool_button("x", f"Take this {words.one} off")
        put_icon(off, "x", "quiet")
        off.setProperty("role", "small")
        off.clicked.connect(self.removed)
        first.addWidget(off, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(first)
        column.addWidget(Abreast((words.who, self.who), ("Due", self.due)))
        last = QHBoxLayout()
        last.addWidget(self.done)
        last.addWidget(self.done_day, 1)
        self.done_day.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column.addLayout(last)
        if self._task.done_on is None:
            self.done_day.hide()

    @property
    def task_id(self) -> str:
        """The task's id."""
        return self._task.id

    def task(self) -> Task:
        """Return the task as written. Raises UserError when a date cannot be read or a done one has none."""
        done_on = self.done_day.day() if self.done.isChecked() else None
        if self.done.isChecked() and done_on is None:
            raise UserError("Give the day it was done, or take the tick off.")
        return replace(
            self._task, text=self.text.text(), who_id=self.who.value(), due_on=self.due.day(), done_on=done_on
        )

    def _show_done(self, is_done: bool) -> None:
        self.done_day.setVisible(is_done)
        if is_done and not self.done_day.text():
            self.done_day.set_day(self._today)


class TaskList(QWidget):
    """Rows to write in, and a button for one more; `edited` when anything changes."""

    edited = Signal()

    def __init__(
        self,
        tasks: Sequence[Task],
        words: TaskWords,
        who: Sequence[tuple[str, str | None]],
        today: date,
        *,
        read_only: bool = False,
    ) -> None:
        super().__init__()
        self._words = words
        self._who = (("Nobody yet", None), *who)
        self._today = today
        self.rows: list[TaskRow] = []
        column = column_of(self, SPACE)
        self._column = QVBoxLayout()
        self._column.setSpacing(SPACE)
        column.addLayout(self._column)
        self.add_button = button(f"Add a {words.one}", icon="plus")
        self.add_button.clicked.connect(lambda: self.add().text.setFocus())
        self.add_button.setVisible(not read_only)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        column.addLayout(foot)
        self.setFocusProxy(self.add_button)
        for task in tasks:
            self._put(task)

    def add(self) -> TaskRow:
        """Begin one more."""
        row = self._put(Task(new_id()))
        self.edited.emit()
        return row

    def tasks(self) -> tuple[Task, ...]:
        """Return every task in order, without rows left empty. Raises UserError when one cannot be read."""
        written = tuple(row.task() for row in self.rows)
        for task in written:
            if not task.text and (task.due_on or task.done_on or task.who_id):
                raise UserError(f"A {self._words.one} needs a sentence that says what it is.")
        return tuple(task for task in written if task.text)

    def show_task(self, task_id: str) -> None:
        """Put the cursor on a task and bring it into sight, once the form has been laid out."""
        for row in self.rows:
            if row.task_id == task_id:
                row.text.setFocus()
                QTimer.singleShot(0, row, lambda row=row: self._bring_into_sight(row))

    def _bring_into_sight(self, row: TaskRow) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(row)

    def _put(self, task: Task) -> TaskRow:
        row = TaskRow(task, self._words, self._who, self._today)
        row.edited.connect(self.edited)
        row.removed.connect(lambda: self._take_off(row))
        self.rows.append(row)
        self._column.addWidget(row)
        return row

    def _take_off(self, row: TaskRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.add_button.setFocus()
        self.edited.emit()
