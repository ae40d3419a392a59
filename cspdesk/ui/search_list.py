"""The list under the search box: groups under headings, each line with its icon and what was matched emphasised."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate

from cspdesk.ui.icons import icon
from cspdesk.ui.models.search_rows import Entry, Heading, Row, spans
from cspdesk.ui.theme import SPACE, Colours, colours

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
BODY_PIXELS = 13  # the body text of 100%
UNBROKEN = 1_000_000  # a width that no line is ever broken at


class SearchModel(QAbstractListModel):
    """The lines shown; headings cannot be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Row] = ()
        self.typed = ""

    def show(self, rows: Sequence[Row], typed: str) -> None:
        """Show these lines for what was typed."""
        self.beginResetModel()
        self.rows, self.typed = rows, typed
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(row)
        return row.detail if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, Entry) else None


def spoken(row: Row) -> str:
    """Return a line as it is read aloud."""
    if isinstance(row, Heading):
        return row.title if row.count is None else f"{row.title}, {row.count:,} found"
    return ", ".join(part for part in (row.title, row.detail, row.aside) if part)


class SearchList(QListView):
    """Move in it with `step`; headings are passed over."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = SearchModel()
        self.setModel(self.lines)
        self.setItemDelegate(_LineDelegate(self))
        self.setProperty("role", "rows")
        self.setAccessibleName("Found")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def show_rows(self, rows: Sequence[Row], typed: str) -> None:
        """Show these lines with the first that can be chosen chosen."""
        self.lines.show(rows, typed)
        self.scrollToTop()
        self.step(1)

    def step(self, by: int) -> None:
        """Go so many lines down, or up, headings not counted; stops at the first and the last."""
        places = [i for i, row in enumerate(self.lines.rows) if isinstance(row, Entry)]
        if not places:
            return
        now = self.currentIndex().row()
        at = places.index(now) + by if now in places else 0
        place = max(0, min(at, len(places) - 1))
        self.setCurrentIndex(self.lines.index(places[place]))
        if place == 0:
            self.scrollToTop()  # with its heading

    def chosen(self) -> Entry | None:
        """Return the line that is chosen."""
        index = self.currentIndex()
        row = self.lines.rows[index.row()] if index.isValid() else None
        return row if isinstance(row, Entry) else None

    def wanted_height(self) -> int:
        """Return how tall it would be to show everything."""
        return sum(self.sizeHintForRow(i) for i in range(len(self.lines.rows))) + SPACE


class _LineDelegate(QStyledItemDelegate):
    def sizeHint(self, option: "QStyleOptionViewItem", index: Index) -> QSize:
        row, line = index.data(ROW_ROLE), option.fontMetrics.height()
        if isinstance(row, Heading):
            return QSize(0, line + SPACE * 3 // 2)
        return QSize(0, (line * 2 if row.detail else line) + SPACE)

    def paint(self, painter: QPainter, option: "QStyleOptionViewItem", index: Index) -> None:
        c, row, font = colours(QGuiApplication.palette()), index.data(ROW_ROLE), option.font
        box = QRectF(option.rect).adjusted(SPACE, 0, -SPACE, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Heading):
            _paint_heading(painter, box, row, font, c)
        else:
            _paint_ground(painter, box, option.state, c)
            _paint_entry(painter, box.adjusted(SPACE, SPACE // 2, -SPACE, -SPACE // 2), row, font, c, _typed(index))
        painter.restore()


def _typed(index: Index) -> str:
    model = index.model()
    return model.typed if isinstance(model, SearchModel) else ""


def _paint_heading(painter: QPainter, box: QRectF, row: Heading, font: QFont, c: Colours) -> None:
    small = QFont(font)
    small.setPixelSize(round(font.pixelSize() * 12 / BODY_PIXELS))
    small.setBold(True)
    painter.setFont(small)
    painter.setPen(QColor(c.quiet))
    room = box.adjusted(SPACE, 0, -SPACE, -SPACE // 2)
    painter.drawText(room, int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft), row.title)
    if row.count is not None:
        small.setBold(False)
        painter.setFont(small)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight), f"{row.count:,}")


def _paint_ground(painter: QPainter, box: QRectF, state: QStyle.StateFlag, c: Colours) -> None:
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    if chosen or state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.accent_soft if chosen else c.hover))
        painter.drawRoundedRect(box, SPACE * 0.75, SPACE * 0.75)


def _paint_entry(painter: QPainter, box: QRectF, row: Entry, font: QFont, c: Colours, typed: str) -> None:
    metrics = QFontMetricsF(font)
    size = metrics.height()
    icon(row.icon, "quiet").paint(painter, QRectF(box.x(), box.center().y() - size / 2, size, size).toRect())
    room = box.adjusted(size + SPACE * 1.5, 0, 0, 0)
    if row.aside:
        painter.setPen(QColor(c.quiet))
        painter.setFont(font)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), row.aside)
        room.adjust(0, 0, -metrics.horizontalAdvance(row.aside) - SPACE * 2, 0)
    _paint_text(painter, room, row.title, font, (c.text, c.accent), typed)
    if row.detail:
        _paint_text(painter, room.adjusted(0, metrics.height(), 0, 0), row.detail, font, (c.quiet, c.text), typed)


def _paint_text(painter: QPainter, room: QRectF, text: str, font: QFont, shades: tuple[str, str], typed: str) -> None:
    """Draw a line of text, cut where there is no room; what was typed is bold and in the second colour."""
    layout, line = _laid_out(text, font, shades[1], typed)
    if line.naturalTextWidth() > room.width():
        bold = QFont(font)
        bold.setBold(True)
        metrics = QFontMetricsF(bold if len(text) < 40 else font)
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        layout, line = _laid_out(cut, font, shades[1], typed)
    painter.setPen(QColor(shades[0]))
    layout.draw(painter, room.topLeft())


def _laid_out(shown: str, font: QFont, shade: str, typed: str) -> tuple[QTextLayout, QTextLine]:
    """Return a text as one line with what was typed in it emphasised."""
    layout = QTextLayout(shown, font)
    marked = []
    for start, length in spans(shown, typed):
        mark = QTextLayout.FormatRange()
        mark.start, mark.length, mark.format = start, length, QTextCharFormat()
        mark.format.setFontWeight(QFont.Weight.Bold)
        mark.format.setForeground(QColor(shade))
        marked.append(mark)
    layout.setFormats(marked)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(UNBROKEN)
    layout.endLayout()
    return layout, line
