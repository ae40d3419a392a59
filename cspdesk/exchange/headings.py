"""Where a sheet's header is, among titles above it, and what its columns are called."""

from collections.abc import Callable, Sequence

from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError
from cspdesk.exchange.amounts import Cell, DecimalSign, Unreadable, amount_pence
from cspdesk.exchange.cells import Row, cell_text, column_letter
from cspdesk.exchange.dates import parse_date
from cspdesk.exchange.names import names_something, normal
from cspdesk.exchange.text_rows import widest

LOOKED_AT = 60  # rows from the top: no title block is longer


@dataclass(frozen=True, slots=True)
class Heading:
    """The header of a sheet; index is None where the first row is already a payment."""

    index: int | None  # of the (last) header row
    height: int  # rows it takes: 0, 1 or 2
    names: tuple[str, ...]  # as written
    labels: tuple[str, ...]  # as shown: never empty, no two alike
    score: int  # how many of its names are known from ledgers

    @property
    def first_row(self) -> int:
        """Index of the first row below the header."""
        return 0 if self.index is None else self.index + 1


def find_heading(
    rows: Sequence[Row], decimal: DecimalSign = ".", known: Callable[[str], bool] = names_something
) -> Heading:
    """Return the header: the row with most names that are known, else the row of words above the first payment.

    known tells the names of ledgers, unless other tables are read.
    """
    width = widest(rows)
    top = rows[:LOOKED_AT]
    best_index, best_height, best_score = None, 0, 1
    for index, row in enumerate(top):
        if _holds_figures(row, decimal):
            continue
        score = _score(_names(rows, index, 1), known)
        if score > best_score:
            best_index, best_height, best_score = index, 1, score
        below = top[index + 1] if index + 1 < len(top) else ()
        if below and not _holds_figures(below, decimal) and _filled(row) > 1:
            both = _score(_names(rows, index + 1, 2), known)
            if both > max(best_score, score, _score(_names(rows, index + 1, 1), known)):
                best_index, best_height, best_score = index + 1, 2, both
    if best_index is None:
        best_score = 0
        best_index = _above_first_payment(top, decimal)
        best_height = 0 if best_index is None else 1
    names = _names(rows, best_index, best_height) if best_index is not None else ()
    names += ("",) * (width - len(names))
    return Heading(best_index, best_height, names, _labels(names), best_score)


def reads_as_amount(cell: Cell, decimal: DecimalSign) -> bool:
    """Return whether a cell holds an amount of money."""
    try:
        return amount_pence(cell, decimal) is not None
    except Unreadable:
        return False


def reads_as_date(cell: Cell) -> bool:
    """Return whether a cell is evidently a date: a date cell, or text that is more than a plain number."""
    if isinstance(cell, int | float) or (isinstance(cell, str) and cell.strip().isdecimal()):
        return False
    try:
        return parse_date(cell, "dmy") is not None
    except Unreadable:
        try:
            return parse_date(cell, "mdy") is not None
        except Unreadable:
            return False


def _holds_figures(row: Row, decimal: DecimalSign) -> bool:
    return any(cell != "" and (reads_as_amount(cell, decimal) or reads_as_date(cell)) for cell in row)


def _filled(row: Row) -> int:
    return sum(1 for cell in row if cell_text(cell).strip())


def _names(rows: Sequence[Row], index: int, height: int) -> tuple[str, ...]:
    """Return the header's names; one that is split over two rows is read downwards."""
    parts = rows[index - height + 1 : index + 1]
    width = max(len(part) for part in parts)
    return tuple(
        " ".join(" ".join(cell_text(part[column]).split()) for part in parts if column < len(part)).strip()
        for column in range(width)
    )


def _score(names: Sequence[str], known: Callable[[str], bool]) -> int:
    return sum(1 for name in names if name and known(name))


def _above_first_payment(top: Sequence[Row], decimal: DecimalSign) -> int | None:
    above: int | None = None
    for index, row in enumerate(top):
        if _filled(row) > 1 and any(reads_as_amount(cell, decimal) for cell in row):
            if above is not None and 2 * _filled(top[above]) >= _filled(row) and _filled(top[above]) > 1:
                return above
            return None
        if _filled(row):
            above = index
    return None


def _labels(names: Sequence[str]) -> tuple[str, ...]:
    labels: list[str] = []
    for index, name in enumerate(names):
        letter = column_letter(index)
        if not name:
            labels.append(f"column {letter}")
        else:
            labels.append(f"{name} (column {letter})" if names.count(name) > 1 else name)
    return tuple(labels)


def resolve(header: str, heading: Heading) -> int:
    """Return the column a person means by a header, a header in other dress, or a column letter."""
    for names in (heading.labels, heading.names):
        if names.count(header) == 1:
            return names.index(header)
    wanted = normal(header)
    alike = [index for index, name in enumerate(heading.names) if name and normal(name) == wanted]
    if len(alike) == 1:
        return alike[0]
    letters = [column_letter(index) for index in range(len(heading.names))]
    if header.strip().upper() in letters:
        return letters.index(header.strip().upper())
    if alike:
        both = " and ".join(column_letter(index) for index in alike)
        raise UserError(f"There is more than one column called “{header}”. Give its letter instead: {both}.")
    raise UserError(f"There is no column called “{header}”. The columns are: {', '.join(heading.labels)}.")
