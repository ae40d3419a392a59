"""Large sheets in parts: small packages that hold some of a sheet's rows each, for a reader that takes in whole sheets.

A reader of workbooks holds every cell of a sheet at once, 100 bytes and more for each: a million rows would be a
gigabyte. So the sheet's XML is passed through, cut behind a row now and then, and each cut is handed on as a package
of its own, which the same reader reads as it reads any other. Nothing is interpreted here but where rows end.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from itertools import count
from typing import IO
from xml.etree import ElementTree
from xml.parsers.expat import ParserCreate

from cspdesk.exchange.cells import Progress
from cspdesk.exchange.shared_texts import NotUnderstood, SharedTexts

PART = 1 << 22  # bytes of XML read together, some 8,000 rows of nine columns; a sheet that is no larger is left whole
CHUNK = 1 << 20
CONTENT = "content.xml"
STRINGS = "xl/sharedStrings.xml"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SHEET = re.compile(rb"<(\w+:)?sheetData[ />]")
_ROW = re.compile(rb"<(?:\w+:)?row[ />]")
_NUMBERED = re.compile(rb"<(?:\w+:)?row [^>]*?\br=\"\d+\"")
_TABLE = re.compile(rb"<table:table[ >]")
_TABLE_ROW = re.compile(rb"<table:table-row[ />]")
_REPEATED = re.compile(rb"<table:table-row [^>]*?table:number-rows-repeated=\"(\d+)\"")
_GROUPING = re.compile(rb"</?table:table-(?:row-group|header-rows|rows)(?: [^>]*)?>")


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a sheet, by its place in the workbook, as a package in which the sheet stands at `index`.

    above is how many rows stand over those of the package, as far as these do not say their numbers themselves.
    """

    sheet: int
    index: int
    package: bytes
    above: int


def has_large_sheet(package: zipfile.ZipFile) -> bool:
    """Return whether any sheet of a workbook (XLSX or ODS) is too large to be held whole."""
    sizes = {entry.filename: entry.file_size for entry in package.infolist()}
    return any(size > PART for name, size in sizes.items() if name == CONTENT or name.startswith("xl/worksheets/"))


def sheet_files(package: zipfile.ZipFile) -> dict[str, str]:
    """Return where each sheet of an XLSX is in its package, by its name and in order; "" where it has no file."""
    relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    there, found = set(package.namelist()), {}
    for sheet in ElementTree.fromstring(package.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(f"{_RELATION}id"), "")
        file = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        found[sheet.get("name", "")] = file if file in there else ""
    return found


def parts(package: zipfile.ZipFile, progress: Progress | None = None) -> Iterator[Part]:
    """Yield every sheet of an XLSX or ODS that has rows, in order, each in as many parts as it needs."""
    if CONTENT in package.namelist():
        yield from _of_tables(package, progress)
        return
    with ExitStack() as ends:
        texts = _shared_texts(package, ends)
        yield from _of_sheets(package, texts, progress)


def _of_sheets(package: zipfile.ZipFile, texts: SharedTexts | None, progress: Progress | None) -> Iterator[Part]:
    files = list(sheet_files(package).values())
    common = _without(package, {*filter(None, files), *([STRINGS] if texts else [])})
    # Texts that are left where they are shared are read anew with each part: the more there are, the larger the parts.
    shared = 0 if texts or STRINGS not in package.namelist() else package.getinfo(STRINGS).file_size
    total, done = sum(package.getinfo(file).file_size for file in files if file), 0
    for place, file in enumerate(files):
        if file:
            with package.open(file) as stream:
                source = _Source(stream, max(PART, shared // 8))
                for content, above in _of_sheet(source):
                    if progress:
                        progress(done + source.read, total)
                    yield Part(place, place, _with(common, file, texts.put_into(content) if texts else content), above)
                done += package.getinfo(file).file_size


def _shared_texts(package: zipfile.ZipFile, ends: ExitStack) -> SharedTexts | None:
    """Return the texts that sheets share where they are too many to be read anew with each part, if they can be."""
    if STRINGS not in package.namelist() or package.getinfo(STRINGS).file_size <= PART:
        return None
    texts = ends.enter_context(closing(SharedTexts()))
    with package.open(STRINGS) as stream, suppress(NotUnderstood):
        texts.read(stream)
        return texts
    return None


class _Source:
    """XML read piece by piece; text is what was read and not taken yet, read how many bytes were read in all."""

    def __init__(self, stream: IO[bytes], part: int) -> None:
        self._stream = stream
        self._part = part
        self.text = b""
        self.read = 0

    def find(self, wanted: re.Pattern[bytes]) -> re.Match[bytes] | None:
        """Read on until something stands in the text; None when it does not come any more."""
        while not (found := wanted.search(self.text)):
            if not self._read_to(len(self.text) + CHUNK):
                return None
        return found

    def take(self, size: int) -> bytes:
        """Return so many bytes and put them behind."""
        taken, self.text = self.text[:size], self.text[size:]
        return taken

    def rows(self, ending: bytes, stop: bytes) -> bytes:
        """Take as many whole rows, each ending so, as make a part; none once there is only the stop behind them all."""
        size = self._part
        while True:
            more = self._read_to(size)
            if (end := self.text.find(stop)) >= 0:
                return self.take(end)
            if (last := self.text.rfind(ending)) >= 0:
                return self.take(last + len(ending))
            if not more:
                return self.take(len(self.text))
            size += self._part

    def _read_to(self, size: int) -> bool:
        """Have so much text; False when that is more than there is."""
        pieces, length = [self.text], len(self.text)
        while length < size and (chunk := self._stream.read(CHUNK)):
            pieces.append(chunk)
            length += len(chunk)
            self.read += len(chunk)
        self.text = b"".join(pieces)
        return length >= size


def _of_sheet(source: _Source) -> Iterator[tuple[bytes, int]]:
    """Yield the XML of one sheet of an XLSX in parts, each with how many rows stand above it."""
    sheet = source.find(_SHEET)
    first = source.find(_ROW)
    if sheet is None or first is None:
        return
    prefix = sheet[1] or b""
    head, above = source.take(first.start()), 0
    tail = _closing(head)
    while rows := source.rows(b"</%srow>" % prefix, b"</%ssheetData>" % prefix):
        start = _ROW.search(rows)
        says = start is not None and _NUMBERED.match(rows, start.start())
        yield head + rows + tail, 0 if says else above
        above += len(_ROW.findall(rows))


def _of_tables(package: zipfile.ZipFile, progress: Progress | None) -> Iterator[Part]:
    """Yield the tables of an ODS, which all stand in one file, one behind the other."""
    common = _without(package, {CONTENT})
    with package.open(CONTENT) as stream:
        source = _Source(stream, PART)
        opening = source.find(_TABLE)
        head = source.take(opening.start()) if opening else b""
        for place in count():
            first = source.find(_TABLE_ROW)
            if first is None:
                return
            above_it = source.take(first.start())
            *_, table = _TABLE.finditer(above_it)  # any before it have no rows
            top = head + _GROUPING.sub(b"", above_it[table.start() :])
            tail, above = _closing(top), 0
            while found := source.rows(b"</table:table-row>", b"</table:table>"):
                if progress:
                    progress(source.read, package.getinfo(CONTENT).file_size)
                rows = _GROUPING.sub(b"", found)
                yield Part(place, 0, _with(common, CONTENT, top + rows + tail), above)
                above += len(_TABLE_ROW.findall(rows)) + sum(int(times) - 1 for times in _REPEATED.findall(rows))


def _closing(head: bytes) -> bytes:
    """Return the tags that close what is open at the end of a piece of XML."""
    names: list[str] = []
    parser = ParserCreate()
    parser.StartElementHandler = lambda name, _: names.append(name)
    parser.EndElementHandler = lambda _: names.pop()
    parser.Parse(head, False)
    return "".join(f"</{name}>" for name in reversed(names)).encode()


def _without(package: zipfile.ZipFile, left_out: set[str]) -> bytes:
    """Return a package with all that its sheets have in common."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as common:
        for entry in package.infolist():
            if entry.filename not in left_out and not entry.filename.startswith(("xl/worksheets/", "xl/media/")):
                common.writestr(entry.filename, package.read(entry))
    return made.getvalue()


def _with(common: bytes, name: str, content: bytes) -> bytes:
    made = io.BytesIO()
    made.write(common)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_STORED) as package:
        package.writestr(name, content)
    return made.getvalue()
