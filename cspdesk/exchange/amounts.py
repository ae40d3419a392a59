"""Amounts of money as ledgers write them, read into whole pence or refused with a reason."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, TypeAlias, cast

from cspdesk.domain.money import LARGEST_PENCE

DecimalSign: TypeAlias = Literal[".", ","]
Cell: TypeAlias = object  # what a table holds: text, or a workbook's number, date or truth value

SPREADSHEET_ERROR = re.compile(
    r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|#+)", re.IGNORECASE
)
MINUSES = str.maketrans(dict.fromkeys("\u2212\u2010\u2011\u2012\u2013\u2014\ufe63\uff0d", "-"))
OTHER_MONEY = re.compile(r"[$€¥₹]|\b(EUR|USD|CHF|JPY|AUD|CAD|INR)\b|\b(euros?|dollars?)\b", re.IGNORECASE)
POUND_FIRST = re.compile(r"(?:Â?£|GBP)\s*", re.IGNORECASE)
SCIENTIFIC = re.compile(r"[\d.,]+E[+-]?\d+", re.IGNORECASE)
POINT_NUMBER = re.compile(r"(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)?(?:\.(\d*))?")
COMMA_NUMBER = re.compile(r"(?:\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+)?(?:,(\d*))?")
COMMA_DECIMALS = re.compile(r"\d{1,3}(?:[. ]?\d{3})*,\d{1,2}")
PLAIN_AMOUNTS = re.compile(r"(?:(?:-?£?|£-)(?:[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2})\.[0-9]{2}\n)*")
AT_ONCE = 100  # cells seen as one text: few enough that one odd amount makes few others slow
TOLERANCE = Decimal("0.0005")  # pounds: what a spreadsheet's binary fractions can be out by, and far less than a penny


class Unreadable(ValueError):
    """A cell that is not what its column holds; the text is the reason, to follow the column's name."""


def amount_pence(cell: Cell, decimal: DecimalSign = ".") -> int | None:
    """Return the pence a cell holds, or None when it is blank; raises Unreadable with the reason."""
    if isinstance(cell, str):
        whole, _, part = cell.partition(".")
        if len(part) == 2 and decimal == "." and whole.isdecimal() and part.isdecimal() and len(whole) < 11:
            return int(whole + part)
        return _from_text(cell, decimal)
    if cell is None:
        return None
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise Unreadable(f"“{cell}” is not an amount of money")
    return _whole_pence(Decimal(repr(cell)), str(cell))


def amounts_pence(cells: Sequence[Cell], decimal: DecimalSign = ".") -> list[int | None]:
    """Return the pence of each cell as `amount_pence` does, plain amounts many at a time."""
    found: list[int | None] = []
    for start in range(0, len(cells), AT_ONCE):
        some = cells[start : start + AT_ONCE]
        found += (_plain_amounts(some) if decimal == "." else None) or [amount_pence(cell, decimal) for cell in some]
    return found


def _plain_amounts(cells: Sequence[Cell]) -> list[int] | None:
    """Return the pence of cells that are all written like -1,234.50, seen as one text; None when they are not."""
    try:
        text = "\n".join(cast(Sequence[str], cells)) + "\n"
    except TypeError:  # a workbook's numbers
        return None
    if not PLAIN_AMOUNTS.fullmatch(text):
        return None
    digits = text.replace(".", "").replace(",", "").replace("£", "")
    found = list(map(int, digits.split()))
    return found if len(found) == len(cells) else None


def _from_text(cell: str, decimal: DecimalSign) -> int | None:
    text = " ".join(cell.replace("\ufeff", "").split()).removeprefix("'").translate(MINUSES)
    if not text:
        return None
    _refuse_what_is_no_amount(text, cell)
    bare, negative = _without_signs(text, cell)
    if bare == "" and text.strip("£ -") == "" and "-" in text:
        return 0  # accounting formats show nothing as a dash
    pence = _number(bare, cell, decimal)
    return -pence if negative else pence


def _refuse_what_is_no_amount(text: str, cell: str) -> None:
    shown = cell.strip()
    if error := SPREADSHEET_ERROR.match(text):
        raise Unreadable(f"the cell holds the spreadsheet error {error[0].upper()}")
    if text.startswith(("=", "@")):
        raise Unreadable(f"“{shown}” is a formula, not an amount")
    if OTHER_MONEY.search(text):
        raise Unreadable(f"“{shown}” is in another currency; give it in pounds")
    if SCIENTIFIC.fullmatch(text.lstrip("-+£ ")):
        raise Unreadable(f"“{shown}” is in scientific notation, which may have lost digits; write it out")


def _without_signs(text: str, cell: str) -> tuple[str, bool]:
    """Return the bare number and whether it is negative; more than one sign is refused."""
    signs = 0
    for credit in (text[-2:].upper(), text[:3].upper()):
        if credit.strip() in {"CR", "DR"}:
            text = text.removesuffix(text[-2:]).rstrip() if len(credit) == 2 else text[3:]
            signs += credit.strip() == "CR"
    text = POUND_FIRST.sub("", text, count=1).strip()
    if text.startswith("(") and text.endswith(")"):
        text, signs = text[1:-1].strip(), signs + 1
    if text.startswith("+"):
        text = text[1:].strip()
    if text.startswith("-"):
        text, signs = text[1:].strip(), signs + 1
    if text.endswith("-"):
        text, signs = text[:-1].strip(), signs + 1
    if signs > 1 and text:
        raise Unreadable(f"“{cell.strip()}” has two signs of being negative; leave one")
    return text, signs == 1


def _number(bare: str, cell: str, decimal: DecimalSign) -> int:
    pattern = POINT_NUMBER if decimal == "." else COMMA_NUMBER
    match = pattern.fullmatch(bare)
    if not match or not any(letter.isdecimal() for letter in bare):
        if decimal == "." and COMMA_DECIMALS.fullmatch(bare):
            raise Unreadable(f"“{cell.strip()}” is ambiguous: say whether a comma marks the decimals")
        raise Unreadable(f"“{cell.strip()}” is not an amount of money")
    thousand = "," if decimal == "." else "."
    in_thousands = thousand not in bare and len(bare.partition(decimal)[0]) <= 3  # 1234.500 can only have decimals
    if match[1] is not None and len(match[1]) == 3 and in_thousands:
        raise Unreadable(f"“{cell.strip()}” has more than two decimals, or a point where thousands are parted")
    return _whole_pence(Decimal(bare.replace(thousand, "").replace(" ", "").replace(",", ".")), cell.strip())


def _whole_pence(pounds: Decimal, shown: str) -> int:
    if not pounds.is_finite() or abs(pounds) * 100 > LARGEST_PENCE:
        raise Unreadable(f"“{shown}” is too large to be an amount of money here")
    rounded = round(pounds, 2)
    if abs(pounds - rounded) > TOLERANCE:
        raise Unreadable(f"“{shown}” has more than two decimals")
    return int(rounded * 100)
