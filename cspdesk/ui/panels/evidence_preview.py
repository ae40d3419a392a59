"""A picture, or the first page of a PDF, that is evidence, shown small inside the window; anything else is named."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImageReader, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from cspdesk.ui.theme import SPACE

WIDEST, HIGHEST = SPACE * 42, SPACE * 28


class Preview(QLabel):
    """Shows a picture in the width there is, upright as it was taken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_first(self, content: bytes, title: str, *, is_pdf: bool) -> bool:
        """Show a picture, or the first page of a PDF; return whether the bytes can be shown."""
        return self._show(first_page(content) if is_pdf else picture(content), title)

    def show_picture(self, content: bytes, title: str) -> bool:
        """Show a picture; return whether the bytes are one that can be shown."""
        return self._show(picture(content), title)

    def _show(self, pixmap: QPixmap | None, title: str) -> bool:
        self.setVisible(pixmap is not None)
        if pixmap is not None:
            self.setPixmap(pixmap)
            self.setAccessibleName(f"Picture: {title}")
        return pixmap is not None


def first_page(content: bytes) -> QPixmap | None:
    """Return the first page of a PDF no larger than the panel needs; None when it cannot be read."""
    from PySide6.QtPdf import QPdfDocument  # only when a PDF is looked at

    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    if document.status() is not QPdfDocument.Status.Ready or not document.pageCount():
        return None
    size = document.pagePointSize(0).toSize().scaled(QSize(WIDEST, HIGHEST), Qt.AspectRatioMode.KeepAspectRatio)
    page = document.render(0, size)
    if page.isNull():
        return None
    paper = QPixmap(size)
    paper.fill(Qt.GlobalColor.white)  # a page that paints no paper of its own is seen through
    painter = QPainter(paper)
    painter.drawImage(0, 0, page)
    painter.setPen(Qt.GlobalColor.lightGray)
    painter.drawRect(paper.rect().adjusted(0, 0, -1, -1))
    painter.end()
    return paper


def picture(content: bytes) -> QPixmap | None:
    """Return a picture no larger than the panel needs, read at that size; None when the bytes are no picture."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if not reader.canRead() or size.isEmpty():
        return None
    if size.width() > WIDEST or size.height() > HIGHEST:
        reader.setScaledSize(size.scaled(QSize(WIDEST, HIGHEST), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else QPixmap.fromImage(image)
