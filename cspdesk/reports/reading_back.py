"""Everything a finished file holds, as text to be searched: what is shown, and what is carried along unseen.

Words that are read together stand together; CELL and LINE of `domain.leaks` stand between the rest. Files inside a file
are opened too.
"""

import base64
import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

from cspdesk.domain.leaks import CELL, LINE

_ATTRIBUTE = re.compile(r'[\w:.-]+="([^"]*)"')
_DATA_LINK = re.compile(r"data:([\w/+.-]+);base64,([A-Za-z0-9+/=]*)")
_INLINE = re.compile(r"</?(?:strong|em|span|b|i|a|bdi)\b[^>]*>")
_TABLE_CELL = re.compile(r"</?t[dh]\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_WORD_CELL = re.compile(r"(?:</w:p>)?</w:tc>|<w:tab/>|</(?:[a-z]+:)?c>")  # of a word-processor file, of a workbook
_WORD_LINE = re.compile(r"</w:p>|</w:tr>|</(?:[a-z]+:)?(?:si|row)>")


def texts_in(path: Path) -> Iterator[str]:
    """Return the file's own name and every text in it. Raises ValueError for a file that cannot be opened up."""
    yield path.name
    yield from texts_of(path.read_bytes(), path.suffix.lower())


def texts_of(data: bytes, kind: str) -> Iterator[str]:
    """Return every text in what a file holds; kind is its ending or media type."""
    if data.startswith(b"%PDF-"):
        from cspdesk.reports.reading_pdf import pdf_texts

        yield from pdf_texts(data, texts_of)
    elif data.startswith(b"PK\x03\x04"):
        yield from _archive_texts(data)
    elif not data.startswith(b"\x89PNG"):
        yield from _READERS.get(kind.rpartition("/")[2].lstrip("."), _plain)(data.decode("utf-8-sig", "replace"))


def _plain(text: str) -> Iterator[str]:
    yield text


def _html(text: str) -> Iterator[str]:
    for media_type, coded in _DATA_LINK.findall(text):
        yield from texts_of(base64.b64decode(coded), media_type)
    shown = _DATA_LINK.sub("", text)
    yield LINE.join(map(unescape, _ATTRIBUTE.findall(shown)))
    flat = shown.replace("\n", " ")
    yield unescape(_TAG.sub(LINE, _TABLE_CELL.sub(CELL, _INLINE.sub("", flat)).replace(f"{CELL}{CELL}", CELL)))


def _json(text: str) -> Iterator[str]:
    try:
        yield LINE.join(_values(json.loads(text)))
    except ValueError:
        yield text


def _values(value: Any) -> Iterator[str]:
    """Return each object's or list's own values as one line, and those inside them after it."""
    if not isinstance(value, dict | list):
        yield str(value)
        return
    inside = list(value.items()) if isinstance(value, dict) else [("", each) for each in value]
    plain = [f"{name} {each}" if name else str(each) for name, each in inside if not isinstance(each, dict | list)]
    if plain:
        yield CELL.join(plain)
    for name, each in inside:
        if isinstance(each, dict | list):
            if name:
                yield name
            yield from _values(each)


def _csv(text: str) -> Iterator[str]:
    yield LINE.join(CELL.join(row) for row in csv.reader(io.StringIO(text)))


def _calendar(text: str) -> Iterator[str]:
    unfolded = re.sub(r"\r?\n[ \t]", "", text)
    yield re.sub(r"\\(.)", lambda mark: LINE if mark[1] in "nN" else mark[1], unfolded)


def _xml(text: str) -> Iterator[str]:
    yield LINE.join(map(unescape, _ATTRIBUTE.findall(text)))
    yield unescape(_TAG.sub(LINE, text))


def _runs(text: str) -> Iterator[str]:
    """Return the texts of a part in which a sentence may stand in many pieces."""
    yield LINE.join(map(unescape, _ATTRIBUTE.findall(text)))
    yield unescape(_TAG.sub("", _WORD_LINE.sub(LINE, _WORD_CELL.sub(CELL, text))))


def _archive_texts(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield archive.comment.decode("utf-8", "replace")
        for entry in archive.infolist():
            yield f"{entry.filename}{LINE}{entry.comment.decode('utf-8', 'replace')}"
            ending = entry.filename.rpartition(".")[2]
            kind = "runs" if ending == "xml" and entry.filename.startswith(("word/", "xl/")) else ending
            yield from texts_of(archive.read(entry), kind)


_READERS: dict[str, Callable[[str], Iterator[str]]] = {
    "html": _html,
    "json": _json,
    "csv": _csv,
    "ics": _calendar,
    "calendar": _calendar,
    "xml": _xml,
    "rels": _xml,
    "runs": _runs,
}
