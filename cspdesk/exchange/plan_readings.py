"""One cell of a plan as others typed it, read into its canonical text, or the reason why it cannot be."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import field

from cspdesk.domain.periods import long_date
from cspdesk.domain.plan_cells import Field, ids_text, tidy
from cspdesk.domain.plan_names import Names
from cspdesk.domain.records import dataclass
from cspdesk.exchange.amounts import Cell, Unreadable
from cspdesk.exchange.cells import cell_text
from cspdesk.exchange.dates import THREE_NUMBERS, parse_date
from cspdesk.exchange.plan_book_form import choice_words

_BLANK_MEANS = {
    "stated_rating": "cannot tell",
    "forecast_rating": "cannot tell",
    "kind": "project",
    "recurrence": "once",
    "counts": "things",
}
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%?")
FORMULA_ERRORS = frozenset(("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"))
_WHOLE = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")


@dataclass(frozen=True, slots=True)
class Known:
    """Whose names may stand in a plan, and which reference means which action."""

    people: Names
    organisations: Names
    refs: Mapping[str, str] = field(default_factory=dict)  # as people write it -> action id

    def action(self, cell: Cell) -> str | None:
        """Return the action a reference means; one that a spreadsheet took for a number is found by its value."""
        if isinstance(cell, int | float):
            found = [id_ for ref, id_ in self.refs.items() if _number(ref) == float(cell)]
            return found[0] if len(found) == 1 else None
        return self.refs.get(cell_text(cell).strip().casefold())


def read_cell(cell: Cell, field_: Field, known: Known) -> tuple[str, str]:
    """Return a cell's canonical text, and what must be said of it though it was understood; "" when nothing.

    Raises Unreadable with the reason when it cannot be understood.
    """
    if isinstance(cell, str) and cell.strip().upper() in FORMULA_ERRORS:
        raise Unreadable(f"“{cell.strip()}” is the error of a formula, not what the cell should say")
    match field_.kind:
        case "day":
            return _day(cell)
        case "count":
            return _count(cell), ""
        case "percent":
            text = percent_text(cell)
            return text or ("0" if field_.name == "percent" and field_.heading == "Done" else ""), ""
        case "choice":
            return _choice(cell, field_), ""
        case "person":
            return _person(cell, known.people), ""
        case "bodies":
            return _bodies(cell, known.organisations), ""
        case "actions":
            return _actions(cell, known), ""
    return tidy(cell_text(cell)), ""


def _day(cell: Cell) -> tuple[str, str]:
    if not isinstance(cell, str):
        if isinstance(cell, int | float):
            raise Unreadable(f"“{cell_text(cell)}” is a number, not a date")
        found = parse_date(cell)
        return (found.isoformat() if found else ""), ""
    text = cell.strip()
    found = parse_date(text, "dmy")
    if found is None:
        return "", ""
    how = f"“{text}” is a date typed as text; it was read as {long_date(found)}"
    numbers = THREE_NUMBERS.fullmatch(text)
    either = numbers and int(numbers[1]) <= 12 and int(numbers[2]) <= 12 and numbers[1] != numbers[2]
    return found.isoformat(), f"{how}, the day first as in the UK." if either else f"{how}."


def _count(cell: Cell) -> str:
    if isinstance(cell, int | float) and float(cell).is_integer() and cell >= 0:
        return str(int(cell))
    text = cell_text(cell).strip()
    if not text:
        return ""
    if not _WHOLE.fullmatch(text):
        raise Unreadable(f"“{text[:60]}” is not a whole number of 0 or more")
    return str(int(text.replace(",", "")))


def percent_text(cell: Cell) -> str:
    """Return a percentage in digits; raises Unreadable when it is none."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        percent = round(cell * 100, 6) if 0 <= cell <= 1 else float(cell)
    else:
        text = cell_text(cell).strip()
        if not text:
            return ""
        match = _PERCENT.fullmatch(text)
        if match is None:
            raise Unreadable(f"“{text[:60]}” is not a percentage")
        percent = float(match[1])
        if text.startswith("0.") and "%" not in text:
            percent = round(percent * 100, 6)  # 0.5 typed as text is the half that it would be as a number
    if not 0 <= percent <= 100:
        raise Unreadable(f"{percent:g}% is not between 0% and 100%")
    return str(round(percent))


def _choice(cell: Cell, field_: Field) -> str:
    text = " ".join(cell_text(cell).split()).casefold()
    if not text:
        return _BLANK_MEANS.get(field_.name, "")
    assert field_.choices is not None
    if text not in {member.value for member in field_.choices}:
        words = ", ".join(choice_words(field_.choices))
        raise Unreadable(f"“{cell_text(cell)[:60]}” is not one of its words: {words}")
    return text


def _person(cell: Cell, people: Names) -> str:
    text = tidy(cell_text(cell))
    if not text:
        return ""
    found = people.find(text)
    if found is None:
        raise Unreadable(
            f"“{text[:60]}” is not one of the partnership's people; choose from the list, or add them first"
        )
    return found


def _bodies(cell: Cell, organisations: Names) -> str:
    parts = [part.strip() for part in re.split(r"[;\n]", tidy(cell_text(cell))) if part.strip()]
    found = {part: organisations.find(part) for part in parts}
    if strange := [part for part, id_ in found.items() if id_ is None]:
        raise Unreadable(f"“{strange[0][:60]}” is not one of the partnership's organisations; add it first")
    return ids_text(id_ for id_ in found.values() if id_)


def _actions(cell: Cell, known: Known) -> str:
    parts: Iterable[Cell] = [cell]
    if isinstance(cell, str):
        parts = [part for part in re.split(r"[;,\s]+", cell) if part]
    found = {cell_text(part): known.action(part) for part in parts}
    if strange := [part for part, id_ in found.items() if id_ is None]:
        raise Unreadable(f"“{strange[0][:60]}” is not the Ref of an action of this plan")
    return ids_text(id_ for id_ in found.values() if id_)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
