"""Some rows of a published table as text: those that may be wanted are found before any is divided into cells."""

import csv
import io
from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from cspdesk.errors import UserError
from cspdesk.exchange.cells import Row
from cspdesk.exchange.text_rows import text_rows

SAMPLE = 1 << 13  # characters that decide whether most rows are wanted
LONGEST_RECORD = 1 << 22  # characters: no row is longer, so a quotation that is still open then is a fault


class Block:
    """Some rows of a sheet; first is the number of the first of them, counted from the top of the sheet."""

    def __init__(self, first: int, name: str, text: str = "", delimiter: str = "", rows: Sequence[Row] = ()) -> None:
        self.first = first
        self._name = name
        self._text = text
        self._delimiter = delimiter
        self._rows = rows
        self._length: int | None = None
        self.cut = False  # whether its last row breaks off, as the last of a file that was cut short does
        self._by_line = bool(text) and _one_row_a_line(text)

    def __len__(self) -> int:
        if not self._by_line:
            return len(self.rows)
        if self._length is None:
            self._length = self._text.count("\n") + (not self._text.endswith("\n"))
        return self._length

    @property
    def ends_whole(self) -> bool:
        """Whether its last row ends as all others do."""
        return not self._text or self._text.endswith("\n")

    @property
    def rows(self) -> Sequence[Row]:
        """All of its rows. Raises UserError where they cannot be told apart."""
        if not self._rows:
            self._rows = self._divided()
        return self._rows

    def below(self, skipped: int) -> "Block":
        """Return the block without its first rows."""
        if self._by_line:
            start = 0
            for _ in range(skipped):
                start = self._text.index("\n", start) + 1
            left = Block(self.first + skipped, self._name, self._text[start:], self._delimiter)
        else:
            left = Block(self.first + skipped, self._name, rows=self.rows[skipped:])
        left.cut = self.cut
        return left

    def among(self, needles: Sequence[str], width: int) -> tuple[Sequence[int], Sequence[Row], int]:
        """Return the rows that may hold one of the needles, with their numbers, and how many others are not blank.

        needles are in small letters; without any, all rows are returned. To find a name in the text of a thousand
        rows takes a tenth of what it takes to divide them into cells; those that may be blank or cut short are divided.
        """
        low = "" if not needles or not self._by_line or self.cut or self._are_mostly(needles) else self._text.lower()
        few = low and len(low) == len(self._text) and not self._holds_blank_rows(width) and self._are_wide(width)
        if not few or any(low.count(needle) * 2 > len(self) for needle in needles):
            return range(self.first, self.first + len(self)), self.rows, 0
        numbers, lines = self._lines_with(low, needles)
        rows = self._read(lines)
        return numbers, rows, len(self) - len(rows)

    def _are_mostly(self, needles: Sequence[str]) -> bool:
        """Return whether, by its beginning, most rows hold one: it is quicker then to divide them all."""
        beginning = self._text[:SAMPLE].lower()
        return any(beginning.count(needle) * 2 > beginning.count("\n") for needle in needles)

    def _holds_blank_rows(self, width: int) -> bool:
        text = f"\n{self._text}" if self.ends_whole else f"\n{self._text}\n"
        return "\n\n" in text or f"\n{self._delimiter * (width - 1)}\n" in text

    def _are_wide(self, width: int) -> bool:
        """Return whether there are delimiters enough for every row to have all its cells."""
        outside = "".join(self._text.split('"')[::2]) if '"' in self._text else self._text
        return outside.count(self._delimiter) >= len(self) * (width - 1)

    def _lines_with(self, low: str, needles: Sequence[str]) -> tuple[list[int], list[str]]:
        found: dict[int, tuple[int, int]] = {}
        for needle in needles:
            for number, start, end in _places(low, needle):
                found[number] = (start, end)
        order = sorted(found) if len(needles) > 1 else list(found)
        return [self.first + number for number in order], [self._text[slice(*found[number])] for number in order]

    def _divided(self) -> Sequence[Row]:
        if self._by_line and (lines := text_rows(self._text, self._delimiter)) is not None:
            return lines
        return self._read(io.StringIO(self._text, newline=""))

    def _read(self, lines: Iterable[str]) -> list[Row]:
        rows: list[Row] = []
        try:
            rows.extend(csv.reader(lines, delimiter=self._delimiter))
            self._refuse_open_quotation(len(rows))
        except csv.Error as error:
            raise UserError(
                f"{self._name} cannot be read as a table from row {self.first + len(rows):,} on ({error}). A quotation "
                "mark may be missing there."
            ) from None
        return rows

    def _refuse_open_quotation(self, rows: int) -> None:
        """A quotation mark that is never closed swallows every row after it; say so instead of losing them."""
        if self._by_line or self._text.count('"') % 2 == 0:
            return
        try:
            deque(csv.reader(io.StringIO(self._text, newline=""), delimiter=self._delimiter, strict=True), maxlen=0)
        except csv.Error as error:
            if "unexpected end of data" in str(error):
                row = self.first + rows - 1
                raise UserError(
                    f"{self._name} breaks off inside quotation marks that open in row {row:,}: it was cut short, or a "
                    "quotation mark is missing. Ask for the file again or correct that row."
                ) from None


def _places(low: str, needle: str) -> Iterator[tuple[int, int, int]]:
    """Yield the number of each line that holds a needle, where it begins and where it ends."""
    number, end = 0, -1
    while (hit := low.find(needle, end + 1)) >= 0:
        number += low.count("\n", max(end, 0), hit)
        start = low.rfind("\n", 0, hit) + 1
        end = low.find("\n", hit)
        if end < 0:
            end = len(low)
        yield number, start, end


def _one_row_a_line(text: str) -> bool:
    """Return whether each line is one row, which it is not where a quotation holds the end of a line or stays open."""
    if '"' not in text:
        return True
    outside_and_inside = text.split('"')
    return len(outside_and_inside) % 2 == 1 and "\n" not in "".join(outside_and_inside[1::2])


def encoding_of(head: bytes) -> str:
    """Return the encoding of a text file, by its first bytes."""
    if head.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    for encoding, zeros in (("utf-16-le", head[1:4000:2]), ("utf-16-be", head[:4000:2])):
        if len(zeros) > 2 and zeros.count(0) * 3 > 2 * len(zeros):
            return encoding
    return "utf-8"


def whole_records(parts: Iterator[str]) -> Iterator[str]:
    """Yield text that ends where a row ends, also when quotations hold line ends."""
    left = ""
    for part in parts:
        left += part
        if cut := _end_of_rows(left):
            yield left[:cut]
            left = left[cut:]
        elif len(left) > LONGEST_RECORD:
            yield left
            left = ""
    if left:
        yield left


def _end_of_rows(text: str) -> int:
    """Return where the last row that is whole ends, 0 if none does.

    After an odd number of quotation marks a quotation is open, and the last of the marks opened it.
    """
    cut = text.rfind("\n") + 1
    while cut and text.count('"', 0, cut) % 2:
        cut = text.rfind("\n", 0, text.rfind('"', 0, cut)) + 1
    return cut


def breaks_off(block: Block, before: Block | None) -> bool:
    """Return whether the last row of a file ends without an end of line and sooner than the row before it."""
    if block.ends_whole or (len(block) < 2 and before is None):
        return False
    above = block.rows[-2] if len(block) > 1 else before.rows[-1] if before else ()
    return len(block.rows[-1]) < len(above)
