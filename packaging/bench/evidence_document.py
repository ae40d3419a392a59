"""Evidence of spend with 10,000 transactions, tagged, against a bare canvas that draws the same text."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench import Result, _pairs, _spend

NAME = "evidence of spend, 10,000 transactions, tagged"
BAR = 2.5
UNIT = "s"

ROUNDS = 5
TRANSACTIONS = 10_000


def measure() -> Result:
    """Make the document, and draw its text untagged, in turn."""
    source = _spend.record(TRANSACTIONS)
    pages = _spend.shown(source)
    with tempfile.TemporaryDirectory() as folder:
        return _pairs.compare(
            lambda: _spend.make(source, Path(folder, "evidence.pdf")),
            lambda: _draw(pages, Path(folder, "bare.pdf")),
            rounds=ROUNDS,
        )


def _draw(pages: list[list[_spend.Words]], path: Path) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    from cspdesk.paths import resource

    for name in {words.font for page in pages for words in page}:
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", f"{name}.ttf"))))
    canvas = Canvas(str(path))
    for page in pages:
        font = None
        for words in page:
            if font != (words.font, words.size):
                font = (words.font, words.size)
                canvas.setFont(*font)
            canvas.drawString(words.x, words.y, words.text)
        canvas.showPage()
    canvas.save()
