"""The texts that the cells of an XLSX share, put into those cells: a part of a sheet then needs no more than itself.

A workbook with a million different texts is read in parts, and a reader would hold all of its texts for each. Here
they are laid down once, one behind another, and each part is given its own.
"""

import re
from array import array
from tempfile import SpooledTemporaryFile
from typing import IO

CHUNK = 1 << 20  # bytes
HELD = 1 << 26  # bytes of texts that are held in memory; more are laid down in a file
KNOWN = 50_000  # texts used last that are at hand
_TEXT = re.compile(rb"<si(?: [^>]*)?(?:/>|>(.*?)</si>)", re.DOTALL)
_CELL = re.compile(
    rb"""<((?:\w+:)?)(c [^>]*?\b)t=(?:"s"|'s')([^>]*)>"""
    rb"""(?:[^<]|<(?!\1v>|/\1c>))*<\1v>\s*(\d+)\s*</\1v>(?:[^<]|<(?!/\1c>))*</\1c>"""
)
_ODD = re.compile(rb"<\w+:si[ />]|<!\[CDATA\[|<!--")


class NotUnderstood(Exception):
    """Texts are written in a way that is right and yet not understood here."""


class SharedTexts:
    """The texts of one workbook by their number."""

    def __init__(self) -> None:
        self._texts = SpooledTemporaryFile(HELD)  # noqa: SIM115 -- kept until `close`
        self._ends = array("Q", [0])
        self._known: dict[bytes, bytes] = {}

    def read(self, source: IO[bytes]) -> None:
        """Lay down the texts of a `sharedStrings.xml`. Raises NotUnderstood where they have to be left there."""
        left = b""
        while chunk := source.read(CHUNK):
            left += chunk
            if _ODD.search(left):
                raise NotUnderstood
            done = 0
            for found in _TEXT.finditer(left):
                text = found[1] or b""
                self._texts.write(text)
                self._ends.append(self._ends[-1] + len(text))
                done = found.end()
            left = left[done:]

    def put_into(self, rows: bytes) -> bytes:
        """Return the XML of rows with every shared text in the cell it belongs to; one that is not there is blank."""
        return _CELL.sub(self._cell, rows)

    def close(self) -> None:
        """Let go of the texts."""
        self._texts.close()

    def _cell(self, found: re.Match[bytes]) -> bytes:
        prefix, before, after, number = found.groups()
        text = self._known.get(number) or self._text(number)
        return b'<%s%st="inlineStr"%s><%sis>%s</%sis></%sc>' % (prefix, before, after, prefix, text, prefix, prefix)

    def _text(self, number: bytes) -> bytes:
        place = int(number)
        if place + 1 >= len(self._ends):
            return b""
        self._texts.seek(self._ends[place])
        if len(self._known) >= KNOWN:
            self._known.clear()
        text = self._known[number] = self._texts.read(self._ends[place + 1] - self._ends[place])
        return text
