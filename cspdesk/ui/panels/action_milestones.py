"""The milestones of an action: what is planned, what slipped, what was reached; each change is a step of its own."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QToolButton, QVBoxLayout, QWidget

from cspdesk.domain.milestones import Milestone, checked_milestone
from cspdesk.domain.plans import Action
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.ui.icons import put_icon
from cspdesk.ui.models.milestone_words import by_date, days_words, is_late, slip_words
from cspdesk.ui.panels.milestone_editor import MilestoneEditor
from cspdesk.ui.panels.telling import clear, column_of, only_if, problem_label, say, tab_in_order, told_step
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import button, label, tool_button


class MilestonesPart(QWidget):
    """Milestones by date; one at a time is edited in its place."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._action: Action | None = None
        self._milestones: tuple[Milestone, ...] = ()
        self.editor: MilestoneEditor | None = None
        self.rows: dict[str, MilestoneRow] = {}
        self.problem = problem_label()
        column = column_of(self)
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE // 2)
        column.addLayout(self._list)
        column.addWidget(self.problem)
        self.add_button = button("Add a milestone", icon="plus")
        self.add_button.clicked.connect(self.add)
        only_if(self.add_button, not session.read_only)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_milestones(self, action: Action, milestones: tuple[Milestone, ...]) -> None:
        """Show what the record holds now; what is being typed stays."""
        if self._action is None or self._action.id != action.id:
            self._drop_editor()
            say(self.problem, "")
        self._action = action
        self._milestones = by_date(milestones)
        if self.editor and not self.editor.is_new and self.editor.milestone.id not in {m.id for m in milestones}:
            self._drop_editor()
        self._arrange()

    def is_pending(self) -> bool:
        """Return whether something is typed that was not saved."""
        return self.editor is not None and self.editor.is_changed()

    def add(self) -> None:
        """Begin a new milestone."""
        assert self._action is not None
        if self._leave_editor():
            start = self._action.starts_on
            self._edit(Milestone(new_id(), self._action.id, "", start, start), is_new=True)

    def edit(self, milestone: Milestone) -> None:
        """Edit a milestone in its place."""
        if not self._session.read_only and self._leave_editor():
            self._edit(milestone, is_new=False)

    def save(self) -> bool:
        """Save what is typed as one step; return whether nothing is left unsaved."""
        editor, action = self.editor, self._action
        if editor is None or action is None:
            return True
        try:
            filled = checked_milestone(editor.filled(self._session.today), action)
        except UserError as error:
            say(editor.problem, str(error))
            return False
        name = f"“{filled.title}” of “{action.title}”"
        label = f"Added the milestone {name}" if editor.is_new else _step_label(editor.milestone, filled, name)
        plans = self._session.store.plans
        self.editor = None  # so that what follows the step shows the milestone itself
        if not told_step(self._session, label, lambda: plans.save_milestone(filled), editor.problem):
            self.editor = editor
            return False
        editor.deleteLater()
        self._arrange()
        self._focus(filled.id)
        return True

    def mark_reached(self, milestone: Milestone) -> None:
        """Mark a milestone reached today, or not reached after all."""
        if self._session.read_only:
            return
        reached = None if milestone.actual_on else self._session.today
        verb = "Reached the milestone" if reached else "Took back that this milestone was reached:"
        after = replace(milestone, actual_on=reached)
        plans = self._session.store.plans
        if told_step(self._session, f"{verb} “{milestone.title}”", lambda: plans.save_milestone(after), self.problem):
            self._focus(milestone.id)

    def remove(self, milestone: Milestone) -> None:
        """Remove a milestone; Ctrl+Z brings it back."""
        if self._session.read_only:
            return
        place = [m.id for m in self._milestones].index(milestone.id)
        plans = self._session.store.plans
        done = self._session.do(
            f"Removed the milestone “{milestone.title}”", lambda: plans.milestones.delete(milestone.id)
        )
        if done and self._milestones:
            self._focus(self._milestones[min(place, len(self._milestones) - 1)].id)
        elif done:
            self.add_button.setFocus()

    def _edit(self, milestone: Milestone, *, is_new: bool) -> None:
        self.editor = MilestoneEditor(milestone, is_new=is_new)
        self.editor.wanted.connect(self.save)
        self.editor.left.connect(self._give_up)
        self._arrange()
        self.editor.name.setFocus()

    def _leave_editor(self) -> bool:
        """Save what is typed elsewhere in the list before something else is edited."""
        if self.is_pending():
            return self.save()
        self._drop_editor()
        return True

    def _give_up(self) -> None:
        milestone = self.editor.milestone if self.editor else None
        self._drop_editor()
        self._arrange()
        if milestone is None or not self._focus(milestone.id):
            self.add_button.setFocus()

    def _drop_editor(self) -> None:
        if self.editor is not None:
            self.editor.deleteLater()
            self.editor.hide()
            self.editor = None

    def _arrange(self) -> None:
        clear(self._list, *([self.editor] if self.editor else []))
        self.rows = {}
        for milestone in self._milestones:
            if self.editor and not self.editor.is_new and milestone.id == self.editor.milestone.id:
                self._list.addWidget(self.editor)
                continue
            self.rows[milestone.id] = row = MilestoneRow(milestone, self._session, self)
            self._list.addWidget(row)
        if self.editor and self.editor.is_new:
            self._list.addWidget(self.editor)
        if not self._milestones and self.editor is None:
            words = _EMPTY if self._session.read_only else f"{_EMPTY} {_BEGIN}"
            self._list.addWidget(label(words, "quiet", wrap=True))
        self.add_button.setVisible(self.editor is None and not self._session.read_only)
        tab_in_order(self.parentWidget())

    def _focus(self, milestone_id: str) -> bool:
        row = self.rows.get(milestone_id)
        if row is not None:
            row.setFocus()
        return row is not None

    def step_focus(self, row: "MilestoneRow", by: int) -> None:
        """Go to the milestone above or below."""
        rows = list(self.rows.values())
        place = rows.index(row) + by
        if 0 <= place < len(rows):
            rows[place].setFocus()


class MilestoneRow(QFrame):
    """One milestone, its days and its slip in words. Space marks it reached, Enter changes it, Del removes it."""

    def __init__(self, milestone: Milestone, session: Session, part: MilestonesPart) -> None:
        super().__init__()
        self._milestone = milestone
        self._part = part
        self.setProperty("role", "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE // 2)
        grid.setVerticalSpacing(0)
        self.reach, self.off = self._buttons(session)
        words, late = days_words(milestone, session.today), is_late(milestone, session.today)
        title = label(milestone.title, wrap=True)
        grid.addWidget(self.reach, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(title, 0, 1)
        grid.addWidget(self.off, 0, 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(words, "quiet", wrap=True), 1, 1, 1, 2)
        slip = slip_words(milestone, session.today)
        if late:
            grid.addWidget(label(slip[:1].upper() + slip[1:], "danger", wrap=True), 2, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        self.setAccessibleName(f"{milestone.title}. {words}" + (f". {slip}" if late else ""))
        if not session.read_only:
            self.setAccessibleDescription("Enter changes it, Space marks it reached today, Del removes it")
            self.setToolTip("Click or Enter: change. Space: reached today. Del: remove")
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _buttons(self, session: Session) -> tuple[QToolButton, QToolButton]:
        """Return what the mouse has for the keys of the row; Tab need not stop at them."""
        milestone, reached = self._milestone, self._milestone.actual_on is not None
        tip = "Not reached after all" if reached else "Reached today"
        reach = tool_button("circle-check" if reached else "circle", f"{milestone.title}: {tip}", f"{tip} (Space)")
        put_icon(reach, "circle-check" if reached else "circle", "good" if reached else "quiet")
        reach.clicked.connect(lambda: self._part.mark_reached(milestone))
        off = tool_button("trash-2", f"Remove {milestone.title}", "Remove (Del); Ctrl+Z brings it back")
        put_icon(off, "trash-2", "quiet")
        off.clicked.connect(lambda: self._part.remove(milestone))
        for made in (reach, off):
            made.setProperty("role", "small")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        reach.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, session.read_only)
        only_if(off, not session.read_only)
        return reach, off

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._part.edit(self._milestone)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        if event.key() in (keys.Key_Up, keys.Key_Down):
            self._part.step_focus(self, -1 if event.key() == keys.Key_Up else 1)
        elif event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_F2) and not event.modifiers():
            self._part.edit(self._milestone)
        elif event.key() == keys.Key_Space:
            self._part.mark_reached(self._milestone)
        elif event.key() == keys.Key_Delete:
            self._part.remove(self._milestone)
        else:
            super().keyPressEvent(event)


def _step_label(before: Milestone, after: Milestone, name: str) -> str:
    if before.actual_on != after.actual_on:
        return f"{'Reached' if after.actual_on else 'Took back the reaching of'} the milestone {name}"
    return f"{'Moved' if before.current_on != after.current_on else 'Changed'} the milestone {name}"


_EMPTY = "No milestones yet. They are the dated steps by which others can see whether it comes along."
_BEGIN = "Add the first with the day it is agreed for."
