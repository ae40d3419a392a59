"""The field that a text with bound figures is written in: @ offers the record's figures, findings are underlined."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from cspdesk.analysis.claim_findings import ClaimFinding, Severity
from cspdesk.domain.bound_figures import Figures
from cspdesk.ui.narrative.document import NarrativeDocument, chip_tip
from cspdesk.ui.narrative.figure_list import FigureList
from cspdesk.ui.narrative.look import NarrativeLook
from cspdesk.ui.theme import SPACE, colours

TALLEST = 7  # figures seen at once
LONGEST_SEARCH = 60  # letters after the @: whoever types more is writing, not looking
COLOURS = {Severity.WRONG: "danger", Severity.NOT_SHOWN: "warning", Severity.INCOMPLETE: "accent"}


class NarrativeEditor(QTextEdit):
    """Keeps plain text; `edited` when the person changes it, `at_figure(words)` when the cursor stands at a figure."""

    edited = Signal()
    at_figure = Signal(str)

    def __init__(self, name: str, lines: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setAccessibleDescription("Type @ for the figures of the record.")
        self.text = NarrativeDocument(self.font(), colours(self.palette()))
        self.setDocument(self.text)
        self._look = NarrativeLook(self.text)
        self._findings: tuple[ClaimFinding, ...] = ()
        self._looking_from: int | None = None
        self._filling = False
        self.offered = FigureList(self)
        self.offered.chosen.connect(self._put)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * lines + SPACE * 2)
        self.textChanged.connect(self._tell)
        self.cursorPositionChanged.connect(self._follow)

    def body(self) -> str:
        """Return the text as it is kept."""
        return self.text.body()

    def set_body(self, body: str) -> None:
        """Show a text as it is kept, as if nothing had been typed yet."""
        self._filling = True
        self.clear()
        self.text.put_body(QTextCursor(self.text), body)
        self.text.clearUndoRedoStacks()
        self._filling = False
        self._mark()

    def replace_body(self, body: str) -> None:
        """Change the text as the person would, so that Ctrl+Z in the field takes it back."""
        cursor = QTextCursor(self.text)
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        self.text.put_body(cursor, body)
        cursor.endEditBlock()

    def set_figures(self, figures: Figures) -> None:
        """Offer these figures, and show those in the text as they stand now."""
        self.offered.set_figures(figures)
        self.text.redraw(figures, colours(self.palette()))

    def show_findings(self, findings: Sequence[ClaimFinding]) -> None:
        """Underline what was found; the findings are about the text as it is now."""
        self._findings = tuple(findings)
        self._mark()

    def go_to(self, finding: ClaimFinding) -> None:
        """Select the words of a finding, where its sentence stands by now; nothing once that is gone."""
        at = self._place_of(finding)
        if at is not None:
            self.setTextCursor(self._cursor(at, at + finding.end - finding.start))
        self.ensureCursorVisible()
        self.setFocus()

    def stand_behind(self, finding: ClaimFinding) -> None:
        """Put the cursor behind the sentence of a finding, so that what is typed next takes nobody's place."""
        at = self._place_of(finding)
        if at is not None:
            behind = at + finding.sentence_end - finding.start
            self.setTextCursor(self._cursor(behind, behind))

    def _place_of(self, finding: ClaimFinding) -> int | None:
        body = self.body()
        if body[finding.sentence_start : finding.sentence_end] == finding.sentence:
            return finding.start
        moved = body.find(finding.sentence)
        return None if moved < 0 else moved + finding.start - finding.sentence_start

    def _cursor(self, first: int, last: int) -> QTextCursor:
        """Return a cursor over two places of the text as it is kept."""
        end = self.text.characterCount() - 1
        cursor = QTextCursor(self.text)
        cursor.setPosition(min(self.text.place_of(first), end))
        cursor.setPosition(min(self.text.place_of(last), end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _mark(self) -> None:
        marks = []
        look = colours(self.palette())
        for finding in self._findings:
            mark = QTextEdit.ExtraSelection()
            style = QTextCharFormat()
            style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            style.setUnderlineColor(look.brush(COLOURS[finding.severity]).color())
            mark.format, mark.cursor = style, self._cursor(finding.start, finding.end)
            marks.append(mark)
        self.setExtraSelections(marks)

    def _tell(self) -> None:
        if not self._filling:
            self.edited.emit()

    def _follow(self) -> None:
        place = self.textCursor().position()
        key = self.text.key_at(place - 1) or self.text.key_at(place)
        self.at_figure.emit(chip_tip(key, self.text.figure(key)).replace("\n", ". ") if key else "")
        if self._looking_from is not None:
            self._look_on()

    # --- looking for a figure

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.offered.isVisible() and self._steer(event):
            return
        super().keyPressEvent(event)
        if event.text() == "@" and not self.isReadOnly():
            self._looking_from = self.textCursor().position()
            self._look_on()

    def _steer(self, event: QKeyEvent) -> bool:
        """Move in the list or take from it; return whether the key was for the list."""
        key = Qt.Key(event.key())
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: TALLEST, Qt.Key.Key_PageUp: -TALLEST}
        if key in steps:
            self.offered.step(steps[key])
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            return self.offered.take()
        if key == Qt.Key.Key_Escape:
            self._stop_looking()
            return True
        return False

    def _look_on(self) -> None:
        """Filter by what stands between the @ and the cursor; leave the list where the cursor went elsewhere."""
        first, place = self._looking_from, self.textCursor().position()
        typed = self._typed(first, place) if first is not None and place >= first else None
        if typed is None or len(typed) > LONGEST_SEARCH or "\n" in typed or typed.startswith(" "):
            self._stop_looking()
            return
        if not self.offered.look_for(typed) and typed.endswith((" ", ".", ",")):
            self._stop_looking()
            return
        self._place_list()

    def _typed(self, first: int | None, place: int) -> str | None:
        if first is None or first < 1 or self.text.characterAt(first - 1) != "@":
            return None
        return self.text.body_between(first, place)

    def _stop_looking(self) -> None:
        self._looking_from = None
        self.offered.hide()

    def _place_list(self) -> None:
        """Lay the list below the line of the cursor, or above it where there is more room."""
        holder = self.window()
        if self.offered.parentWidget() is not holder:
            self.offered.setParent(holder)
        line = self.cursorRect()
        at = self.viewport().mapTo(holder, line.bottomLeft())
        row = self.fontMetrics().lineSpacing() * 2 + SPACE
        high = row * min(TALLEST, max(self.offered.list.count(), 1)) + self.fontMetrics().lineSpacing() + SPACE * 2
        wide = min(SPACE * 72, holder.width() - SPACE * 2)
        left = max(SPACE, min(at.x(), holder.width() - wide - SPACE))
        above = self.viewport().mapTo(holder, line.topLeft()).y() - high - SPACE // 2
        top = at.y() + SPACE // 2
        if top + high > holder.height() - SPACE and above > 0:
            top = above
        self.offered.setGeometry(left, top, wide, high)
        self.offered.show()
        self.offered.raise_()

    def _put(self, key: str) -> None:
        """Put a figure in the place of the @ and what was typed after it."""
        first = self._looking_from
        self._looking_from = None
        cursor = self.textCursor()
        if first is not None:
            cursor.setPosition(first - 1)
            cursor.setPosition(self.textCursor().position(), QTextCursor.MoveMode.KeepAnchor)
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        self.text.put_figure(cursor, key)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.setCurrentCharFormat(QTextCharFormat())
        self.setFocus()

    def look_for_figure(self) -> None:
        """Begin to look for a figure where the cursor is, as if @ had been typed."""
        self.setFocus()
        self.insertPlainText("@")
        self._looking_from = self.textCursor().position()
        self._look_on()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._stop_looking()

    # --- what is copied, told and drawn

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the text as it is kept, so that a figure stays bound wherever it is put in again."""
        cursor, data = self.textCursor(), QMimeData()
        data.setText(self.text.body_between(cursor.selectionStart(), cursor.selectionEnd()))
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Put in what was copied as plain text, its bound figures as such."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        self.text.put_body(cursor, source.text().replace("\r\n", "\n"))
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip_at(event.pos()), self)
            return True
        return super().event(event)

    def _tip_at(self, point: QPoint) -> str:
        place = self.cursorForPosition(self.viewport().mapFrom(self, point)).position()
        for each in (place, place - 1):
            if key := self.text.key_at(each):
                return chip_tip(key, self.text.figure(key))
        for finding in self._findings:
            cursor = self._cursor(finding.start, finding.end)
            if cursor.selectionStart() <= place <= cursor.selectionEnd():
                return finding.reason
        return ""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            if not hasattr(self, "text"):
                return
            self.text.setDefaultFont(self.font())
            self.text.redraw(self.text.figures, colours(self.palette()))
            self._look.rehighlight()
            self._mark()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what every field offers, and to put in a figure."""
        menu = self.createStandardContextMenu()
        if not self.isReadOnly():
            menu.addSeparator()
            menu.addAction("Put in a figure of the record (@)").triggered.connect(self.look_for_figure)
        menu.exec(event.globalPos())
        menu.deleteLater()
