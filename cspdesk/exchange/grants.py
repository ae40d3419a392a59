"""Grants in the 360Giving standard: written as JSON, CSV or workbook, and read from any of them."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from cspdesk.domain.grants import Grant, GrantProblem, Party
from cspdesk.errors import UserError
from cspdesk.exchange.amounts import Unreadable, amount_pence
from cspdesk.exchange.cells import Table, cell_text
from cspdesk.exchange.csv_safe import safe_cell, unguarded
from cspdesk.exchange.dates import parse_date
from cspdesk.exchange.grants_form import COLUMNS, CURRENCY, VERSION, as_json, as_row
from cspdesk.exchange.tables import read_tables
from cspdesk.whole_file import save_whole

KINDS = (".json", ".csv", ".xlsx")
NEEDED = ("id", "title", "description", "currency", "amountAwarded", "awardDate")
LARGEST = 200_000_000  # bytes
TITLES_AT_MOST = 10  # rows above the headings of a sheet
_WAYS = {heading.casefold(): way for heading, way in COLUMNS.items()}
_WAYS_BY_PATH = {tuple(part.casefold() for part in way): way for way in COLUMNS.values()}
_VALUES = (("amountAwarded",), ("awardDate",), ("plannedDates", "startDate"), ("plannedDates", "endDate"))


def write_grants(path: Path, grants: Sequence[Grant], title: str, issued: date) -> str:
    """Write grants in the form that the file's ending asks for and return its SHA-256.

    Raises UserError when there are none, which the standard does not allow, or the ending is another.
    """
    if not grants:
        raise UserError("There is no award to publish for that year: only confirmed money of public agreements is one.")
    kind = path.suffix.lower()
    if kind == ".json":
        return save_whole(path, _json(grants, title, issued))
    if kind == ".csv":
        return save_whole(path, _csv(grants))
    if kind == ".xlsx":
        return save_whole(path, _workbook(grants, issued))
    raise UserError(f"{path.name} must end in {', '.join(KINDS[:-1])} or {KINDS[-1]}: the forms of the standard.")


def _json(grants: Iterable[Grant], title: str, issued: date) -> bytes:
    package = {
        "version": VERSION,
        "title": title,
        "issued": issued.isoformat(),
        "grants": [as_json(grant) for grant in grants],
    }
    return (json.dumps(package, indent=1, ensure_ascii=False) + "\n").encode()


def _csv(grants: Iterable[Grant]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([safe_cell(v) if isinstance(v, str) else v for v in as_row(grant)] for grant in grants)
    return text.getvalue().encode("utf-8-sig")


def _workbook(grants: Iterable[Grant], issued: date) -> bytes:
    from cspdesk.exchange.plain_book import plain_book

    rows = [as_row(grant) for grant in grants]
    return plain_book("grants", list(COLUMNS), rows, issued)


def read_grants(path: Path) -> tuple[list[Grant], list[GrantProblem]]:
    """Return the grants of a file, and why each other cannot be taken.

    Raises UserError when it is no 360Giving file at all.
    """
    entries = _entries(path)
    grants, problems = [], []
    for place, entry in entries:
        try:
            grants.append(_grant(entry))
        except _Wrong as wrong:
            problems.append(GrantProblem(place, wrong.field, str(wrong)))
    return grants, problems


class _Wrong(ValueError):
    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


def _entries(path: Path) -> list[tuple[str, Any]]:
    if path.suffix.lower() == ".json" or _looks_like_json(path):
        return list(_from_json(path))
    return list(_from_table(path))


def _looks_like_json(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")
    except OSError:
        return False  # reading it as a table says why it cannot be read


def _from_json(path: Path) -> Iterator[tuple[str, Any]]:
    try:
        if path.stat().st_size > LARGEST:
            raise UserError(f"{path.name} is larger than {LARGEST // 1_000_000} MB. Divide it into smaller files.")
        package = json.loads(_text(path.read_bytes()))
    except OSError as error:
        raise UserError(f"{path.name} could not be read ({error.strerror}). Copy it here and try again.") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is a plain ValueError
        at = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise UserError(f"{path.name} is not whole JSON{at}. Ask for it again.") from error
    grants = package.get("grants") if isinstance(package, dict) else package
    if not isinstance(grants, list):
        raise UserError(f"{path.name} holds no list of grants, so it is not a 360Giving file.")
    for number, entry in enumerate(grants, 1):
        yield f"grant {number}", entry


def _text(data: bytes) -> str:
    """Return the text of a file, whatever of the usual encodings it is in."""
    for start, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(start):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _from_table(path: Path) -> Iterator[tuple[str, Any]]:
    found = False
    for table in read_tables(path):
        for at, top in enumerate(table.rows[:TITLES_AT_MOST]):
            heads = [_way(cell_text(cell)) for cell in top]
            if ("id",) in heads and ("amountAwarded",) in heads:
                found = True
                yield from _of_sheet(table, at, heads)
                break
    if not found:
        lacks = f"{path.name} has no sheet with the columns Identifier and Amount Awarded"
        raise UserError(f"{lacks}, so it is not 360Giving.")


def _of_sheet(table: Table, at: int, heads: Sequence[tuple[str, ...] | None]) -> Iterator[tuple[str, Any]]:
    for index, row in enumerate(table.rows[at + 1 :], at + 2):
        cells = [(way, cell) for way, cell in zip(heads, row, strict=False) if way and cell_text(cell).strip()]
        if cells:
            yield f"{table.name + ', ' if table.name else ''}row {index}", _nested(cells)


def _way(heading: str) -> tuple[str, ...] | None:
    """Return where in JSON the values under a heading stand; None for one that is not read.

    Publishers write Recipient Org:Name, Recipient Org: Name, Recipient Org:0:Name, or recipientOrganization/0/name.
    """
    words = re.sub(r"\s*:\s*(?:\d+\s*:\s*)?", ":", " ".join(heading.split())).casefold()
    path = tuple(part.casefold() for part in heading.strip().split("/") if not part.isdecimal())
    return _WAYS.get(words) or _WAYS_BY_PATH.get(path)


def _nested(cells: Iterable[tuple[tuple[str, ...], object]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for (first, *rest), cell in cells:
        value = unguarded(cell) if isinstance(cell, str) else cell if (first, *rest) in _VALUES else cell_text(cell)
        if rest:
            made.setdefault(first, [{}])[0][rest[0]] = value
        else:
            made[first] = value
    return made


def _grant(entry: Any) -> Grant:
    if not isinstance(entry, dict):
        raise _Wrong("", f"it is {json.dumps(entry)[:40]}, not a grant")
    missing = [name for name in NEEDED if _is_empty(entry.get(name))]
    if missing:
        raise _Wrong(missing[0], "it is missing or empty; the standard needs it")
    if (currency := _words(entry, "currency").upper()) != CURRENCY:
        raise _Wrong("currency", f"it is {currency}; only pounds sterling (GBP) can be taken")
    planned = _first(entry, "plannedDates")
    place = _first(entry, "beneficiaryLocation")
    starts_on = _day("plannedDates", planned["startDate"]) if planned.get("startDate") else None
    ends_on = _day("plannedDates", planned["endDate"]) if planned.get("endDate") else None
    if starts_on and ends_on and ends_on < starts_on:
        raise _Wrong("plannedDates", "its last day comes before its first")
    return Grant(
        id=_words(entry, "id"),
        title=_words(entry, "title"),
        description=_words(entry, "description"),
        amount_pence=_amount(entry["amountAwarded"]),
        awarded_on=_day("awardDate", entry["awardDate"]),
        funder=_party(entry, "fundingOrganization"),
        recipient=_party(entry, "recipientOrganization"),
        starts_on=starts_on,
        ends_on=ends_on,
        programme=_words(_first(entry, "grantProgramme"), "title", "grantProgramme"),
        place=_words(place, "name", "beneficiaryLocation"),
        place_code=_words(place, "geoCode", "beneficiaryLocation"),
    )


def _amount(value: object) -> int:
    try:
        pence = None if isinstance(value, list | dict) else amount_pence(value)
    except Unreadable as wrong:
        raise _Wrong("amountAwarded", str(wrong)) from None
    if pence is None or pence < 0:
        raise _Wrong("amountAwarded", "it is not an amount of money from 0 upwards")
    return pence


def _day(field: str, value: object) -> date:
    if isinstance(value, str) and len(value) > len("2016-01-26") and value[10:11] in "T ":
        value = value[:10]  # a date with a time of day, as the standard allows
    try:
        day = parse_date(value)
    except Unreadable as wrong:
        raise _Wrong(field, str(wrong)) from None
    if day is None:
        raise _Wrong(field, "it is empty")
    return day


def _party(entry: dict[str, Any], field: str) -> Party:
    found = _first(entry, field)
    name = _words(found, "name", field)
    if not name:
        raise _Wrong(field, "it has no name")
    return Party(_words(found, "id", field), name)


def _first(entry: dict[str, Any], field: str) -> dict[str, Any]:
    value = entry.get(field)
    value = value[0] if isinstance(value, list) and value else value
    if value is None or _is_empty(value):
        return {}
    if not isinstance(value, dict):
        raise _Wrong(field, f"it holds {json.dumps(value)[:40]}, not named parts as the standard does")
    return value


def _is_empty(value: object) -> bool:
    return value is None or value in ([], {}) or (isinstance(value, str) and not value.strip())


def _words(entry: dict[str, Any], name: str, field: str = "") -> str:
    """Return the text under a name, "" when there is none. Raises _Wrong for what is not text that can be kept."""
    value = entry.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _Wrong(field or name, f"it is {json.dumps(value)[:40]}, not text")
    if any(unicodedata.category(character) in ("Cs", "Cc") for character in value if character not in "\n\r\t"):
        raise _Wrong(field or name, "it has characters that are no text")
    return value.strip()
