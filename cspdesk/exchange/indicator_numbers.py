"""Counts and values as published tables write them; what their source withheld is a mark and never nought."""

import re
from decimal import Decimal, InvalidOperation

from cspdesk.exchange.amounts import MINUSES, SPREADSHEET_ERROR, Cell, Unreadable
from cspdesk.exchange.cells import cell_text

MARKS = frozenset(
    {"*", "**", "c", "x", "z", ":", "..", "...", "-", "--", "[c]", "[x]", "[z]", "[u]", "[low]", "~", "#"}
)
NOT_SAID = frozenset({"", "n/a", "na", "nan", "null", "none", "nd", "not available"})
_COUNT = re.compile(r"-?\d+")
_THOUSANDS = re.compile(r"-?\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?")
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?")
_SUPPRESSED = re.compile(r"\(?(suppressed|withheld|disclosive|data suppressed)\)?", re.IGNORECASE)


def read_number(cell: Cell) -> tuple[Decimal | None, str]:
    """Return the number in a cell and the mark that stands in its place; (None, "") for a blank cell.

    Raises Unreadable with the reason for anything else.
    """
    text = cell if isinstance(cell, str) else cell_text(cell)
    bare = " ".join(text.replace("\ufeff", "").replace("\u00a0", " ").split()).removeprefix("'").translate(MINUSES)
    if bare.casefold() in NOT_SAID:
        return None, ""
    if bare.casefold() in MARKS or _SUPPRESSED.fullmatch(bare):
        return None, bare
    if error := SPREADSHEET_ERROR.match(bare):
        raise Unreadable(f"the cell holds the spreadsheet error {error[0].upper()}")
    if _THOUSANDS.fullmatch(bare.removeprefix("£")):
        bare = bare.replace(",", "").replace(" ", "")
    bare = bare.removesuffix("%").rstrip().removeprefix("£")
    if not _NUMBER.fullmatch(bare):
        raise Unreadable(f"“{text.strip()}” is not a number")
    try:
        number = Decimal(bare)
    except InvalidOperation:
        raise Unreadable(f"“{text.strip()}” is not a number") from None
    if abs(number.adjusted()) > 30:
        raise Unreadable(f"“{text.strip()}” is too large or too small to be a figure")
    return number, ""


def read_count(cell: Cell) -> tuple[int | None, str]:
    """Return the whole number in a cell, as `read_number` does; raises Unreadable when it is not whole."""
    if isinstance(cell, str) and _COUNT.fullmatch(text := cell.strip()):
        return int(text), ""
    number, mark = read_number(cell)
    if number is None:
        return None, mark
    if number != number.to_integral_value():
        raise Unreadable(f"“{cell_text(cell).strip()}” is not whole, which a count is")
    return int(number), ""
