"""The form of a plan workbook: its sheets and columns, which its writer and its reader share."""

from collections.abc import Mapping
from enum import StrEnum

from cspdesk.domain.partnership import Priority
from cspdesk.domain.plan_cells import FIELDS, Field, SheetName, ids_in
from cspdesk.domain.plan_names import Names
from cspdesk.domain.records import dataclass
from cspdesk.domain.whole_action import WholeAction

KEPT_SHEET = "cspdesk"  # what was exported, cell by cell, so that what comes back can be compared
LISTS_SHEET = "Lists"
FORM = "1"
ID, REF, ACTION = "Id", "Ref", "Of action"
HEADER_ROW = 5
SPARE_ROWS = 60  # below the last, where drop-downs and date formats are ready for rows that others add
NOT_PRINTED = (
    "Kind",
    "Repeats",
    "Outside our control",
)  # at the right-hand end, so that the rest is large enough to read
PARTED_BY = "; "


@dataclass(frozen=True, slots=True)
class BookColumn:
    """A column of a sheet; without a field it is only shown: the hidden id, a reference, something worked out."""

    heading: str
    width: int
    field: Field | None = None


def columns_of(sheet: SheetName) -> tuple[BookColumn, ...]:
    """Return a sheet's columns in their order."""
    fields = [BookColumn(f.heading, f.width, f) for f in FIELDS[sheet]]
    if sheet == "Actions":
        place = next(n for n, c in enumerate(fields) if c.field and c.field.name == "rating_reason")
        return (
            BookColumn(ID, 8),
            BookColumn(REF, 7),
            *fields[:place],
            BookColumn("Rating by the rule", 24),
            *fields[place:],
        )
    shown = (BookColumn(ID, 8), BookColumn(REF, 7), BookColumn(ACTION, 30), *fields)
    return shown if sheet == "Milestones" else (*shown, BookColumn("Year target", 9), BookColumn("Year actual", 9))


def references(priority: Priority, actions: tuple[WholeAction, ...]) -> dict[str, str]:
    """Return a short reference for each action by id, as people quote them in meetings: 2.07."""
    places = max(2, len(str(len(actions))))
    return {w.action.id: f"{priority.position}.{n:0{places}d}" for n, w in enumerate(actions, start=1)}


def choice_words(choices: type[StrEnum]) -> tuple[str, ...]:
    """Return the words of a drop-down, in their order."""
    return tuple(member.value.capitalize() for member in choices)


def shown_text(field: Field, text: str, people: Names, organisations: Names, refs: Mapping[str, str]) -> str:
    """Return a canonical text as the sheet shows it; days, counts and percents stay as they are."""
    match field.kind:
        case "choice":
            return text.capitalize()
        case "person":
            return people.label(text)
        case "bodies":
            return PARTED_BY.join(sorted(organisations.label(i) for i in ids_in(text)))
        case "actions":
            return PARTED_BY.join(sorted(refs[i] for i in ids_in(text)))
    return text
