"""A text with bound figures as a document to edit: each figure is one letter of it, drawn as a chip with its words."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
)

from cspdesk.domain.bound_figures import BoundFigure, Figures
from cspdesk.domain.narrative import BOUND
from cspdesk.ui.theme import SPACE, Colours

OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
KEY = QTextFormat.Property.UserProperty.value + 1
CHIP = QTextFormat.ObjectTypes.UserObject.value + 1
LONGEST = 48  # letters of a chip; the whole is in its tooltip
_INSET = SPACE / 2
GONE, NONE, UNREAD = "not in the record", "no figure", "…"


def chip_words(figure: BoundFigure | None, *, read: bool = True) -> str:
    """Return what a chip says: the figure as it stands, or that there is none."""
    if figure is None:
        return GONE if read else UNREAD
    words = figure.text or NONE
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def chip_tip(key: str, figure: BoundFigure | None) -> str:
    """Return what is told of a chip: what it is, from where, and what has to stand beside it."""
    if figure is None:
        return f"The record no longer has this figure ({key})."
    parts = [figure.label, figure.text or figure.forbidden]
    if figure.caveat:
        parts.append(f"To be said beside it: {figure.caveat}")
    parts += [f"Of {figure.period}"] if figure.period else []
    parts += [f"From: {figure.source}"] if figure.source else []
    parts += ["Illustrative"] if figure.illustrative else []
    return "\n".join(parts)


class NarrativeDocument(QTextDocument):
    """Takes and gives the text as it is kept; places in the one are told as places in the other."""

    def __init__(self, font: QFont, look: Colours) -> None:
        super().__init__()
        self.figures: Figures | None = None  # not read yet
        self.look = look
        self.setDefaultFont(font)
        self.setDocumentMargin(SPACE // 2)
        self._chips = _Chips(self)
        self.documentLayout().registerHandler(CHIP, self._chips)

    def body(self) -> str:
        """Return the text as it is kept."""
        return self.body_between(0, self.characterCount() - 1)

    def body_between(self, first: int, last: int) -> str:
        """Return what stands between two places of the document as it is kept."""
        parts: list[str] = []
        block = self.findBlock(first)
        while block.isValid() and block.position() <= last:
            if parts or block.position() > first:
                parts.append("\n")
            pieces = block.begin()
            while not pieces.atEnd():
                fragment = pieces.fragment()
                begin = max(first, fragment.position())
                end = min(last, fragment.position() + fragment.length())
                if begin < end:
                    parts.append(_kept(fragment, begin, end))
                pieces += 1
            block = block.next()
        return "".join(parts)

    def put_body(self, cursor: QTextCursor, body: str) -> None:
        """Put a text where the cursor is, its bound figures as chips."""
        cursor.beginEditBlock()
        end = 0
        for found in BOUND.finditer(body):
            cursor.insertText(body[end : found.start()], QTextCharFormat())
            self.put_figure(cursor, found[1])
            end = found.end()
        cursor.insertText(body[end:], QTextCharFormat())
        cursor.endEditBlock()

    def put_figure(self, cursor: QTextCursor, key: str) -> None:
        """Put one bound figure where the cursor is."""
        look = QTextCharFormat()
        look.setObjectType(CHIP)
        look.setProperty(KEY, key)
        look.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
        cursor.insertText(OBJECT, look)
        cursor.setCharFormat(QTextCharFormat())

    def key_at(self, place: int) -> str:
        """Return the key of the figure whose letter stands at a place; empty where there is none."""
        if not 0 <= place < self.characterCount() - 1:
            return ""
        cursor = QTextCursor(self)
        cursor.setPosition(place + 1)
        return str(cursor.charFormat().property(KEY) or "") if self.characterAt(place) == OBJECT else ""

    def place_of(self, in_body: int) -> int:
        """Return the place in the document of a place in the text as it is kept."""
        return in_body - sum(
            min(found.end(), in_body) - found.start() - 1
            for found in BOUND.finditer(self.body())
            if found.start() < in_body
        )

    def figure(self, key: str) -> BoundFigure | None:
        """Return a figure as the record has it; None where it has none, or was not read yet."""
        return (self.figures or {}).get(key)

    def redraw(self, figures: Figures | None, look: Colours) -> None:
        """Show the figures as they stand now, in these colours."""
        self.figures, self.look = figures, look
        self.markContentsDirty(0, self.characterCount())


def _kept(fragment: QTextFragment, begin: int, end: int) -> str:
    text = fragment.text()[begin - fragment.position() : end - fragment.position()]
    key = fragment.charFormat().property(KEY)
    plain = text.replace("\N{LINE SEPARATOR}", "\n").replace("\N{NO-BREAK SPACE}", " ")
    return plain.replace(OBJECT, f"@{{{key}}}" if key else "")


class _Chips(QPyTextObject):
    """Draws bound figures: their words on a soft ground; what has no figure is framed and struck as well."""

    def __init__(self, document: NarrativeDocument) -> None:
        super().__init__(document)
        self._document = document

    def intrinsicSize(self, doc: QTextDocument, _place: int, look: QTextFormat) -> QSizeF:
        words, metrics = self._words(look), self._metrics(doc)
        return QSizeF(metrics.horizontalAdvance(words) + SPACE, metrics.height())

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, _place: int, chip: QTextFormat
    ) -> None:
        look, figure, rect = self._document.look, self._document.figure(str(chip.property(KEY))), QRectF(rect)
        sound = self._document.figures is None or (figure is not None and bool(figure.text))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen if sound else look.brush("danger").color())
        painter.setBrush(look.brush("accent_soft" if sound else "danger_soft"))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), SPACE / 2, SPACE / 2)
        painter.setFont(doc.defaultFont())
        painter.setPen(look.brush("text" if sound else "danger").color())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), self._words(chip))
        if sound and figure is not None and figure.caveat:  # a mark that something has to be said beside it
            painter.setPen(look.brush("warning").color())
            painter.drawLine(rect.bottomLeft() + QPointF(_INSET, -1), rect.bottomRight() - QPointF(_INSET, 1))
        painter.restore()

    def _words(self, look: QTextFormat) -> str:
        return chip_words(self._document.figure(str(look.property(KEY))), read=self._document.figures is not None)

    @staticmethod
    def _metrics(doc: QTextDocument) -> QFontMetricsF:
        return QFontMetricsF(doc.defaultFont())
