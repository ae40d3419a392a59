"""Every text in a PDF of ours: its pages decoded through their own fonts, its objects, metadata and attached files.

Only what `pdf_file` writes is read: streams with their length, objects packed together, letters in parts of 256.
"""

import re
import zlib
from collections.abc import Callable, Iterator

from cspdesk.domain.leaks import CELL, LINE
from cspdesk.domain.records import dataclass

_STREAM = re.compile(rb"(\d+) 0 obj\n<<([^\n]*?)/Length (\d+)>>\nstream\n")
_HEX = re.compile(r"<feff([0-9a-f]*)>")
_LITERAL = re.compile(r"\(((?:\\.|[^()\\])*)\)", re.DOTALL)
_MARKS = re.compile(
    r"/(?P<font>F\d+\+\d+) [\d.]+ Tf|\((?P<shown>(?:\\.|[^()\\])*)\)Tj|ActualText <feff(?P<spoken>[0-9a-f]*)>"
    r"|/(?P<tag>\w+)(?:<<[^\n]*?>>| )(?:BDC|BMC)|(?P<mark>\bEMC\b|\bBT\b|\bET\b)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(\d{3}|.)", re.DOTALL)
_APART = ("Figure", "Artifact")  # many words with nothing between them
_FONT_NAME = re.compile(r"/(F\d+\+\d+) (\d+) 0 R")
_TO_UNICODE = re.compile(rb"(\d+) 0 obj\n[^>]*?/ToUnicode (\d+) 0 R")
_PAIR = re.compile(r"<([0-9A-F]{2})> <([0-9A-F]{4,})>")
_SUBTYPE = re.compile(r"/EmbeddedFile/Subtype/(\S+?)(?=[/>])")

Opened = Callable[[bytes, str], Iterator[str]]


@dataclass(frozen=True, slots=True)
class _Stream:
    number: int
    entries: str
    data: bytes


def pdf_texts(data: bytes, opened: Opened) -> Iterator[str]:
    """Return every text in a PDF; opened(data, media type) gives those of a file inside it.

    Raises ValueError when a stream cannot be opened up: what cannot be read cannot be searched.
    """
    streams, between = _streams(data)
    packed = [each.data.decode("latin-1") for each in streams if "/Type/ObjStm" in each.entries]
    letters = _letters(data, streams, packed)
    for objects in (*packed, between.decode("latin-1")):
        yield LINE.join(bytes.fromhex(coded).decode("utf-16-be", "replace") for coded in _HEX.findall(objects))
    for each in streams:
        if file := _SUBTYPE.search(each.entries):
            yield from opened(each.data, re.sub("#([0-9a-f]{2})", lambda m: chr(int(m[1], 16)), file[1]))
        elif "/Type/Metadata" in each.entries:
            yield from opened(each.data, "xml")
        elif each.entries in ("", "/Filter/FlateDecode"):
            yield _shown(each.data.decode("latin-1"), letters)
    yield LINE.join(_unescaped(text) for text in _LITERAL.findall(between.decode("latin-1")))


def _streams(data: bytes) -> tuple[list[_Stream], bytes]:
    """Return the streams, opened, and what lies between them."""
    found, between, at = [], [], 0
    while match := _STREAM.search(data, at):
        between.append(data[at : match.start()])
        entries, start, size = match[2].decode("latin-1"), match.end(), int(match[3])
        held = data[start : start + size]
        if "/Filter/FlateDecode" in entries:
            try:
                held = zlib.decompress(held)
            except zlib.error as error:
                raise ValueError(f"stream {match[1].decode()} cannot be opened: {error}") from error
        found.append(_Stream(int(match[1]), entries, held))
        at = start + size
    return found, b"".join([*between, data[at:]])


def _letters(data: bytes, streams: list[_Stream], packed: list[str]) -> dict[str, dict[int, str]]:
    """Return, for each part of a font by its name, which letter each code stands for."""
    maps = {each.number: each.data for each in streams}
    mapped = {int(font): int(number) for font, number in _TO_UNICODE.findall(data)}
    named = {name: int(number) for objects in packed for name, number in _FONT_NAME.findall(objects)}
    return {
        name: {
            int(code, 16): bytes.fromhex(letter).decode("utf-16-be")
            for code, letter in _PAIR.findall(maps[mapped[number]].decode("latin-1"))
        }
        for name, number in named.items()
        if number in mapped
    }


def _shown(code: str, letters: dict[str, dict[int, str]]) -> str:
    """Return what a page shows, and what of it is read aloud in other words."""
    out: list[str] = []
    font: dict[int, str] = {}
    in_text, apart = False, False
    for mark in _MARKS.finditer(code):
        match mark.lastgroup:
            case "font":
                font = letters.get(mark["font"], {})
            case "shown":
                out.append(_unescaped(mark["shown"]).translate(font))
            case "spoken":
                out.append(bytes.fromhex(mark["spoken"]).decode("utf-16-be", "replace") + LINE)
            case "tag":
                apart = mark["tag"] in _APART
            case _:
                in_text = _end_or_begin(mark["mark"], out, in_text=in_text, apart=apart)
    return "".join(out)


def _end_or_begin(word: str, out: list[str], *, in_text: bool, apart: bool) -> bool:
    """Part what is not read together; return whether a piece of text is open.

    A row of a table is one piece of text, with a mark for each cell; a paragraph is one mark, with a piece for each of
    its lines, which hold their own spaces.
    """
    if word == "EMC":
        out.append(CELL if in_text else LINE)
    elif word == "ET" and out:
        out.append(LINE if out[-1] == CELL else " " * apart)
    return word == "BT" or (in_text and word != "ET")


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda mark: chr(int(mark[1], 8)) if len(mark[1]) == 3 else mark[1], text)
