"""A document inside the window: its pages, read by keyboard or mouse, and printed."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPageLayout, QPainter, QWheelEvent
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import NumberBox
from cspdesk.ui.widgets.text import button, label, tool_button

ZOOM_STEP = 1.2
ZOOMS = (0.25, 4.0)
PRINT_DPI = 300


class DocumentPreview(QWidget):
    """Shows the bytes of a PDF; `page_changed(page)` counts from 0."""

    page_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self.view = _PdfView(self)
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setFrameShape(QPdfView.Shape.NoFrame)
        self.view.setAccessibleName("Pages of the document")
        self.bar = QWidget()
        self._build_bar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.view, 1)
        self.view.pageNavigator().currentPageChanged.connect(self._show_place)
        self.show_bytes(b"")

    @property
    def pages(self) -> int:
        """How many pages are shown."""
        return self.document.pageCount()

    def show_bytes(self, content: bytes) -> bool:
        """Show a PDF from its first page, or nothing; return whether it could be shown."""
        self.document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(content))
        if content:
            self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            self.document.load(self._buffer)
        shown = self.document.status() == QPdfDocument.Status.Ready
        self.bar.setEnabled(shown)
        self.place.setRange(1, max(self.pages, 1))
        self.of.setText(f"of {self.pages:,}" if shown else "")
        self.go(0)
        return shown

    def go(self, page: int) -> None:
        """Show a page, counted from 0."""
        page = max(0, min(page, self.pages - 1))
        if self.pages:
            self.view.pageNavigator().jump(page, QPointF(), self.view.pageNavigator().currentZoom())
        self._show_place(page)

    def zoom_by(self, factor: float) -> None:
        """Show the pages larger or smaller."""
        now = self.view.zoomFactor() if self.view.zoomMode() == QPdfView.ZoomMode.Custom else self._fitted()
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(max(ZOOMS[0], min(ZOOMS[1], now * factor)))

    def fit(self) -> None:
        """Make the pages as wide as there is room."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def print(self) -> bool:
        """Ask for a printer and which pages, and print them; return whether it was done."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(PRINT_DPI)
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
        dialog.setMinMax(1, max(self.pages, 1))
        dialog.setFromTo(1, max(self.pages, 1))
        if dialog.exec() != QPrintDialog.DialogCode.Accepted:
            return False
        return print_pages(self.document, printer)

    def _build_bar(self) -> None:
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(SPACE, SPACE // 2, SPACE, SPACE // 2)
        row.setSpacing(SPACE // 2)
        back = tool_button("chevron-left", "Page before", "Page before (Page Up)")
        back.clicked.connect(lambda: self.go(self._page() - 1))
        forth = tool_button("chevron-right", "Next page", "Next page (Page Down)")
        forth.clicked.connect(lambda: self.go(self._page() + 1))
        self.place = NumberBox()
        self.place.setAccessibleName("Page")
        self.place.setKeyboardTracking(False)
        self.place.valueChanged.connect(lambda number: self.go(number - 1))
        self.of = label("", "quiet")
        smaller = button("−", "flat", tip="Smaller (-)")
        smaller.setAccessibleName("Smaller")
        smaller.clicked.connect(lambda: self.zoom_by(1 / ZOOM_STEP))
        larger = button("+", "flat", tip="Larger (+)")
        larger.setAccessibleName("Larger")
        larger.clicked.connect(lambda: self.zoom_by(ZOOM_STEP))
        whole = button("Fit &width", "flat", tip="As wide as there is room (0)")
        whole.clicked.connect(self.fit)
        for part in (back, self.place, self.of, forth):
            row.addWidget(part)
        row.addStretch(1)
        for sizer in (smaller, larger, whole):
            row.addWidget(sizer)

    def _page(self) -> int:
        return self.view.pageNavigator().currentPage()

    def _show_place(self, page: int) -> None:
        if self.place.value() != page + 1:
            self.place.blockSignals(True)
            self.place.setValue(page + 1)
            self.place.blockSignals(False)
        self.page_changed.emit(page)

    def _fitted(self) -> float:
        """Return the zoom at which a page is as wide as the view."""
        width = self.document.pagePointSize(self._page()).width() if self.pages else 0
        per_point = self.logicalDpiX() / 72
        return self.view.viewport().width() / (width * per_point) if width else 1.0


class _PdfView(QPdfView):
    """Pages by Page Up and Down, Home and End; size by +, - and 0, or the wheel with Ctrl."""

    def __init__(self, owner: DocumentPreview) -> None:
        super().__init__(owner)
        self._owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        owner, page = self._owner, self.pageNavigator().currentPage()
        moves = {
            Qt.Key.Key_PageDown: lambda: owner.go(page + 1),
            Qt.Key.Key_PageUp: lambda: owner.go(page - 1),
            Qt.Key.Key_Home: lambda: owner.go(0),
            Qt.Key.Key_End: lambda: owner.go(owner.pages - 1),
            Qt.Key.Key_Plus: lambda: owner.zoom_by(ZOOM_STEP),
            Qt.Key.Key_Equal: lambda: owner.zoom_by(ZOOM_STEP),
            Qt.Key.Key_Minus: lambda: owner.zoom_by(1 / ZOOM_STEP),
            Qt.Key.Key_0: owner.fit,
        }
        move = moves.get(Qt.Key(event.key()))
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if move is not None and plain:
            move()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._owner.zoom_by(ZOOM_STEP if event.angleDelta().y() > 0 else 1 / ZOOM_STEP)
            event.accept()
            return
        super().wheelEvent(event)


def print_pages(document: QPdfDocument, printer: QPrinter) -> bool:
    """Print a document's pages, or those of the printer's range, in its order; return whether the printer took them."""
    first, last = 0, document.pageCount() - 1
    if printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage():
        first, last = printer.fromPage() - 1, min(printer.toPage(), document.pageCount()) - 1
    pages = range(first, last + 1)
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:  # which Qt leaves to us
        pages = pages[::-1]
    printer.setFullPage(True)
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    for place, page in enumerate(pages):
        if place and not printer.newPage():
            painter.end()
            return False
        box = printer.pageLayout().fullRectPixels(printer.resolution())
        size = document.pagePointSize(page).scaled(box.size().toSizeF(), Qt.AspectRatioMode.KeepAspectRatio).toSize()
        image = document.render(page, QSize(size), QPdfDocumentRenderOptions())
        painter.drawImage(QRect(0, 0, size.width(), size.height()), image)
    return painter.end()
