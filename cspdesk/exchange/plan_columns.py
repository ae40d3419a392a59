"""Which column of a plan nobody made with cspdesk holds what: by the names that councils give them, then by content."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Literal, TypeAlias, get_args

from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError
from cspdesk.exchange.cells import Row, cell_text
from cspdesk.exchange.headings import Heading, resolve
from cspdesk.exchange.names import normal
from cspdesk.exchange.plan_dates import reads_as_day
from cspdesk.exchange.plan_states import RATING_WORDS

PlanField: TypeAlias = Literal[
    "reference",
    "title",
    "description",
    "objective",
    "lead",
    "partners",
    "start",
    "due",
    "finished",
    "status",
    "rating",
    "percent",
    "milestones",
    "update",
]
PLAN_FIELDS: tuple[PlanField, ...] = get_args(PlanField)
_SAMPLE = 200  # rows that decide what a column holds


def _each(names: str) -> tuple[str, ...]:
    return tuple(names.split("|"))


# One line per field, best first, in the words that `normal` leaves.
NAMES: Mapping[PlanField, tuple[str, ...]] = {
    "reference": _each(
        "ref|reference|ref no|reference no|action ref|action no|action number|action reference|no|number|"
        "item|item no|id"
    ),
    "title": _each(
        "action|actions|key action|key actions|action required|actions required|action to be taken|"
        "actions to be taken|what we will do|what will we do|activity|key activity|activities|task|tasks|key tasks|"
        "action point|project|initiative|intervention|what|deliverable|action description"
    ),
    "description": _each(
        "description|details|detail|how|how will we do it|scope|background|further detail|summary|what it is"
    ),
    "objective": _each(
        "objective|objectives|strategic objective|priority|priority area|outcome|desired outcome|intended outcome|"
        "aim|theme|goal|work stream|workstream|strand"
    ),
    "lead": _each(
        "lead officer|lead|leads|owner|action owner|lead person|responsible officer|responsible|responsibility|"
        "lead agency|lead organisation|who|by whom|accountable officer|accountable|named lead|lead partner|assigned to"
    ),
    "partners": _each(
        "partners|partner agencies|partner organisations|key partners|partners involved|supporting partners|"
        "supporting agencies|agencies involved|other partners|partner|supported by|with whom|support"
    ),
    "start": _each("start date|start|started|starts|from|commencement date|begin|begins|date started"),
    "due": _each(
        "target date|due date|due|by when|deadline|completion date|target completion date|end date|complete by|"
        "timescale|timescales|time scale|timeframe|timeline|when|target|date due|finish date|finish|end|date"
    ),
    "finished": _each(
        "date completed|completed on|date finished|finished|finished on|completed date|actual completion date|"
        "actual end date|actual date|date achieved|date closed"
    ),
    "status": _each("status|current status|action status|state|progress status"),
    "rating": _each("rag|rag rating|rag status|brag|brag rating|brag status|rating|traffic light"),
    "percent": _each(
        "percent complete|complete|percentage complete|progress percent|completion|percent|done|percent done"
    ),
    "milestones": _each("milestones|milestone|key milestones|interim milestones|steps"),
    "update": _each(
        "progress|update|latest update|progress update|updates|progress to date|comments|comment|commentary|notes|"
        "current position|latest position|progress comments|latest progress|quarterly update|progress notes"
    ),
}
_WORDS: tuple[tuple[PlanField, frozenset[str]], ...] = (
    ("rating", frozenset(_each("rag|brag|rating"))),
    ("start", frozenset(_each("start|commence|commencement"))),
    ("due", frozenset(_each("date|deadline|timescale|timescales|timeframe|due|when"))),
    ("lead", frozenset(_each("lead|owner|responsible|responsibility|officer|whom"))),
    ("partners", frozenset(_each("partners|agencies|organisations"))),
    ("milestones", frozenset(_each("milestone|milestones"))),
    ("status", frozenset(_each("status"))),
    ("update", frozenset(_each("update|updates|progress|comments|commentary|position"))),
    ("objective", frozenset(_each("objective|outcome|priority|aim"))),
    ("title", frozenset(_each("action|actions|activity|task|tasks"))),
)


@dataclass(frozen=True, slots=True)
class PlanColumns:
    """The column of each field that has one, by index."""

    columns: Mapping[PlanField, int]
    labels: Sequence[str]
    left: tuple[str, ...] = field(default=())  # headers of filled columns that were not understood

    def as_headers(self) -> dict[str, str]:
        """Return field -> header."""
        return {name: self.labels[column] for name, column in self.columns.items()}


def names_plan_column(header: str) -> bool:
    """Return whether a header is one that plans use."""
    return _named(header) is not None


def find_plan_columns(heading: Heading, rows: Sequence[Row], told: Mapping[str, str]) -> PlanColumns:
    """Return the columns: as told where told, else by name and content. Raises UserError when none holds the action."""
    found: dict[PlanField, int] = {}
    for name, header in told.items():
        known = next((f for f in PLAN_FIELDS if f == name), None)
        if known is None:
            raise UserError(f"“{name}” is not a field of a plan. The fields are {', '.join(PLAN_FIELDS)}.")
        found[known] = resolve(header, heading)
    ranked = sorted(
        (rank, column, name)
        for column, header in enumerate(heading.names)
        if header and column not in found.values() and (named := _named(header)) is not None
        for name, rank in [named]
    )
    for _, column, name in ranked:
        if name not in found and column not in found.values():
            found[name] = column
    _look_at_contents(found, rows)
    if "title" not in found:
        _guess_title(found, heading)
    left = tuple(
        heading.labels[c] for c in range(len(heading.names)) if c not in found.values() and any(_texts(rows, c))
    )
    return PlanColumns(found, heading.labels, left)


def _named(header: str) -> tuple[PlanField, int] | None:
    """Return the field a header names, and how well: 0 is best."""
    name = normal(header.replace("%", " percent "))
    for known, names in NAMES.items():
        if name in names:
            return known, names.index(name)
    words = set(name.split())
    if not words or len(words) > 8:
        return None
    return next(((known, 100 + len(words)) for known, some in _WORDS if words & some), None)


def _look_at_contents(found: dict[PlanField, int], rows: Sequence[Row]) -> None:
    """Take a status that holds only colours as the rating, and a date column that holds no date as no such thing."""
    if "status" in found and "rating" not in found:
        words = [t.casefold() for t in _texts(rows, found["status"])]
        if words and all(w in RATING_WORDS for w in words) and any(w in ("red", "amber", "green") for w in words):
            found["rating"] = found.pop("status")
    if "start" in found and not any(reads_as_day(c) for c in _cells(rows, found["start"])):
        del found["start"]


def _guess_title(found: dict[PlanField, int], heading: Heading) -> None:
    others: tuple[PlanField, ...] = ("description", "objective")
    for other in others:  # the longest words that are named are the action
        if other in found and "due" in found:
            found["title"] = found.pop(other)
            return
    raise UserError(
        "No column is recognised as the action. Say which it is with --map title=HEADER. "
        f"The columns are: {', '.join(heading.labels)}."
    )


def _cells(rows: Sequence[Row], column: int) -> list[object]:
    return [row[column] for row in rows[:_SAMPLE] if column < len(row) and row[column] not in ("", None)]


def _texts(rows: Sequence[Row], column: int) -> list[str]:
    cells = (cell_text(row[column]).strip() for row in rows[:_SAMPLE] if column < len(row))
    return [text for text in cells if text]
