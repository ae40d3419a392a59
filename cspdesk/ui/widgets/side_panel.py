"""The panel at the right in which one record is edited; it is saved as one step, and never lost unasked."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from cspdesk.ui.dialogs import messages
from cspdesk.ui.lazy_pages import SIDE_PANEL
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import on_edit
from cspdesk.ui.widgets.text import button, label, tool_button

WIDTH = SPACE * 45


class _FormArea(QScrollArea):
    """Scrolls a form, and asks for no height of its own: else the page around it would scroll as well."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())


class SidePanel(QFrame):
    """Stands beside the content, never over it. Call `may_leave` before showing another record in it."""

    opened = Signal()
    closed = Signal()
    wide = WIDTH  # pixels at 100% that it takes
    slack = SPACE * 12  # pixels at 100% by which it may be wider

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(SIDE_PANEL)
        self.setProperty("role", "panel")
        self._save: Callable[[], bool] | None = None
        self._dirty = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE * 2, SPACE * 2, SPACE * 2, SPACE * 2)
        outer.setSpacing(SPACE)
        outer.addLayout(self._head())
        self._scroll = _FormArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setProperty("role", "clear")
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self._scroll, 1)
        self.problem = label("", "danger", wrap=True)
        self.problem.hide()
        outer.addWidget(self.problem)
        outer.addLayout(self._foot())
        self.hide()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.title = label("", "lead", wrap=True)
        row.addWidget(self.title, 1)
        self._close_button = tool_button("x", "Close", "Close (Esc)")
        self._close_button.clicked.connect(self.leave)
        row.addWidget(self._close_button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self.extra = QHBoxLayout()
        row.addLayout(self.extra)
        row.addStretch(1)
        self.cancel_button = button("Cancel")
        self.cancel_button.clicked.connect(self.leave)
        self.save_button = button("&Save", "primary", tip="Save (Ctrl+Enter)")
        self.save_button.clicked.connect(self.save)
        row.addWidget(self.cancel_button)
        row.addWidget(self.save_button)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.save)
        return row

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return self._dirty and not self.isHidden()

    def begin(
        self,
        title: str,
        rows: Sequence[tuple[str, QWidget]],
        save: Callable[[], bool] | None,
        *,
        extra: Sequence[QWidget] = (),
    ) -> None:
        """Show a form: words and field of each row. save returns whether it was saved; None makes it read-only.

        A row with empty words spans the panel. extra: buttons at the left of Save.
        """
        self.title.setText(title)
        self.say_problem("")
        self._save = save
        form = QWidget(self._scroll.viewport())  # in its place before it is filled: what is moved is styled once more
        layout = QVBoxLayout(form)
        layout.setContentsMargins(0, 0, SPACE, 0)
        layout.setSpacing(SPACE // 2)
        for words, field in rows:
            self._add_row(layout, words, field)
        layout.addStretch(1)
        self._scroll.setWidget(form)
        self._fit()
        for line in form.findChildren(QLineEdit):
            line.home(False)  # what has not the room for all of its words shows how they begin
        self._replace_extra(extra)
        self.save_button.setText("&Save")  # whatever the form before made of it
        self.save_button.setVisible(save is not None)
        self.cancel_button.setText("Cancel" if save else "Close")
        self._dirty = False
        self.show()
        self.opened.emit()
        if rows:
            first = rows[0][1]
            if isinstance(first, QLineEdit):
                first.end(False)  # typed on where its words end
            first.setFocus()

    def resume(self, title: str) -> None:
        """Show another record in the form that is there, which its owner has filled: quicker than beginning anew."""
        self.title.setText(title)
        self.say_problem("")
        self._dirty = False
        self._scroll.verticalScrollBar().setValue(0)
        self.show()
        self.opened.emit()

    def needed_width(self) -> int:
        """Return the width without which something in the form would be cut; 0 while there is no form."""
        form: QWidget | None = self._scroll.widget()
        if form is None:
            return 0
        return form.minimumSizeHint().width() + self._scroll.verticalScrollBar().sizeHint().width() + SPACE * 4

    def _fit(self) -> None:
        """Be as wide as the form needs, whatever the size of the text."""
        width = max(WIDTH, self.needed_width())
        self.setMinimumWidth(width)
        self.setMaximumWidth(width + SPACE * 12)

    def _add_row(self, layout: QVBoxLayout, words: str, field: QWidget) -> None:
        if words:
            caption = label(words, "caption")
            caption.setBuddy(field)
            layout.addWidget(caption)
            field.setAccessibleName(field.accessibleName() or words.replace("&", ""))
        layout.addWidget(field)
        layout.addSpacing(SPACE)
        if self._save is None and not isinstance(field, QLabel):
            field.setEnabled(False)
        on_edit(field, self._edited)

    def _replace_extra(self, extra: Sequence[QWidget]) -> None:
        while (item := self.extra.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for widget in extra:
            self.extra.addWidget(widget)

    def _edited(self) -> None:
        self._dirty = True
        self.say_problem("")

    def say_problem(self, text: str) -> None:
        """Say above the buttons what stands in the way of saving; empty takes it away."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def save(self) -> bool:
        """Save and close; return whether it was saved."""
        if self._save is None or not self._save():
            return False
        self._finish()
        return True

    def may_leave(self) -> bool:
        """Return whether the panel may show something else; asks what to do with unsaved edits."""
        if not self.is_dirty:
            return True
        answer = messages.ask(
            self, "Save your changes?", f"“{self.title.text()}” has changes that are not saved.", ("Save", "Discard")
        )
        if answer == "Discard":
            self._dirty = False
            return True
        return answer == "Save" and self.save()

    def leave(self) -> bool:
        """Close the panel unless the person wants to go on editing; return whether it closed."""
        if not self.may_leave():
            return False
        if self.isVisible():
            self._finish()
        return True

    def _finish(self) -> None:
        self._dirty = False
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self.may_leave())
