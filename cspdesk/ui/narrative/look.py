"""How a text looks while it is written: headings strong, points marked, stressed words slanted; marks stay quiet."""

import re

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat

from cspdesk.ui.narrative.document import NarrativeDocument

_HEADING = re.compile(r"\s*(#{1,3} +)(.+)")
_POINT = re.compile(r"\s*([-•] +)")
_STRESSED = re.compile(r"(?<![\w*])\*([^\s*](?:[^*]*[^\s*])?)\*(?![\w*])")


class NarrativeLook(QSyntaxHighlighter):
    """Follows the document."""

    def __init__(self, document: NarrativeDocument) -> None:
        super().__init__(document)
        self._shown = document

    def highlightBlock(self, text: str) -> None:
        """Give the marks of a line their look."""
        quiet, strong, slanted = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        quiet.setForeground(self._shown.look.brush("quiet"))
        strong.setFontWeight(QFont.Weight.Bold)
        slanted.setFontItalic(True)
        slanted.setFontWeight(QFont.Weight.Bold)
        if heading := _HEADING.match(text):
            self.setFormat(heading.start(1), len(heading[1]), quiet)
            self.setFormat(heading.start(2), len(heading[2]), strong)
        elif point := _POINT.match(text):
            quiet.setFontWeight(QFont.Weight.Bold)
            self.setFormat(point.start(1), len(point[1]), quiet)
        for stressed in _STRESSED.finditer(text):
            self.setFormat(stressed.start(), len(stressed[0]), slanted)
            for place in (stressed.start(), stressed.end() - 1):
                self.setFormat(place, 1, quiet)
