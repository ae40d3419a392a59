"""A picture that is evidence, shown small inside the window; anything else is named."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImageReader, QPixmap
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

    def show_picture(self, content: bytes, title: str) -> bool:
        """Show a picture; return whether the bytes are one that can be shown."""
        pixmap = picture(content)
        self.setVisible(pixmap is not None)
        if pixmap is not None:
            self.setPixmap(pixmap)
            self.setAccessibleName(f"Picture: {title}")
        return pixmap is not None


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
