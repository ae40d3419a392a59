"""A chart on screen written to a file as SVG, PNG or CSV, or put on the clipboard."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication, QPainter, QPalette, QPixmap, QRegion
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from cspdesk.charts.chart import DataTable

MARGIN = 16
OTHER_FONTS = "Arial, Helvetica, sans-serif"  # about as wide as ours
SCALE = 2  # a picture as sharp on paper as on screen


def as_picture(chart: QWidget) -> QPixmap:
    """Return the chart as it is seen, twice as fine."""
    picture = QPixmap((chart.size() + QSize(2 * MARGIN, 2 * MARGIN)) * SCALE)
    picture.setDevicePixelRatio(SCALE)
    painter = QPainter(picture)
    _draw(chart, painter)
    painter.end()
    return picture


def as_png(chart: QWidget) -> bytes:
    """Return the chart as the bytes of a PNG file."""
    return _written(as_picture(chart))


def as_svg(chart: QWidget, title: str, description: str) -> bytes:
    """Return the chart as the bytes of an SVG file, with its words for those who do not see it."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    size = chart.size() + QSize(2 * MARGIN, 2 * MARGIN)
    generator.setSize(size)
    generator.setViewBox(QRect(QPoint(0, 0), size))
    generator.setTitle(title)
    generator.setDescription(description)
    painter = QPainter(generator)
    _draw(chart, painter)
    painter.end()
    return _with_widths(bytes(content.data()).decode()).encode()


def write(chart: QWidget, path: Path, title: str, description: str) -> str:
    """Write the chart as the ending of the path says; return the file's SHA-256. Raises UserError."""
    from cspdesk.whole_file import save_whole  # only when something is written

    content = as_svg(chart, title, description) if path.suffix.lower() == ".svg" else as_png(chart)
    return save_whole(path, content)


def as_csv(table: DataTable, title: str, notes: Sequence[str]) -> bytes:
    """Return a chart's figures as a CSV file that a spreadsheet opens, what has to be known of them below."""
    import csv  # only when something is written
    from io import StringIO

    from cspdesk.exchange.csv_safe import safe_cell

    text = StringIO(newline="")
    writer = csv.writer(text)
    for row in ((title,), table.headings, *table.rows, *((note,) for note in notes)):
        writer.writerow([safe_cell(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def copy(chart: QWidget) -> None:
    """Put the chart on the clipboard as a picture."""
    QGuiApplication.clipboard().setPixmap(as_picture(chart))


def _draw(chart: QWidget, painter: QPainter) -> None:
    """Draw the chart on the paper that its own drawing stands on, with a margin around it."""
    whole = QRect(0, 0, chart.width() + 2 * MARGIN, chart.height() + 2 * MARGIN)
    painter.fillRect(whole, chart.palette().color(QPalette.ColorRole.Base))
    chart.render(painter, QPoint(MARGIN, MARGIN), QRegion(), QWidget.RenderFlag.DrawChildren)


def _with_widths(svg: str) -> str:
    """Return an SVG whose words are as wide as they are here, also where its reader has not our font."""
    import re  # only when something is written
    from html import unescape

    def with_width(found: re.Match[str]) -> str:
        start, family, size, weight, rest, words = found.groups()
        font = QFont(family)
        font.setPixelSize(round(float(size)))
        font.setWeight(QFont.Weight(int(weight)))
        wide = QFontMetricsF(font).horizontalAdvance(unescape(words))
        fitted = f' textLength="{wide:.1f}" lengthAdjust="spacingAndGlyphs"' if wide else ""
        return (
            f'{start}font-family="{family}, {OTHER_FONTS}" font-size="{size}" font-weight="{weight}"{rest}'
            f"{fitted}>{words}</text>"
        )

    return re.sub(
        r'(<text [^>]*?)font-family="([^"]+)" font-size="([\d.]+)" font-weight="(\d+)"([^>]*?)\s*>([^<]*)</text>',
        with_width,
        svg,
    )


def _written(picture: QPixmap) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(content.data())
