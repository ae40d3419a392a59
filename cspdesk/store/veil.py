"""The veil through which a record is read as an audience sees it: what is marked for fewer readers is covered.

Every table of an open file is read through it, so whatever is shown, written or exported while it is down holds
`WITHHELD` in place of a word that is marked singly. Where a figure is marked singly (see `domain.field_markings`), or
what the record belongs to is withheld, the record reads as marked so itself: whoever reads it leaves it out, and counts
it, as any other that is withheld. The words of a record that is withheld are covered as well, should anything name it.

A step always reads what is really there, and what is covered and comes back as it was shown is kept as it is: looking
as somebody else never changes a word.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from sqlite3 import Connection
from typing import Any, TypeVar

from cspdesk.domain.audience import Audience, DisclosureRule, FieldMarking, may_see
from cspdesk.domain.field_markings import WITHHELD, fewest, words_of
from cspdesk.errors import UserError

Mark = tuple[Audience, str]
T = TypeVar("T")

COUNTS = "output_quarters"
MARKINGS = "field_markings"  # what it says of other records is not covered itself

OWNERS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "transactions": (("agreement_id", "agreements"), ("line_id", "budget_lines")),
    "matches": (("agreement_id", "agreements"),),
    "virements": (
        ("agreement_id", "agreements"),
        ("from_line_id", "budget_lines"),
        ("to_line_id", "budget_lines"),
    ),
    "budget_lines": (("agreement_id", "agreements"), ("priority_id", "priorities")),
    "actions": (("priority_id", "priorities"),),
    "indicators": (("priority_id", "priorities"),),
    "commissioned_services": (("priority_id", "priorities"),),
    "case_reviews": (("priority_id", "priorities"),),
    "case_studies": (("priority_id", "priorities"),),
    "beneficiaries": (("priority_id", "priorities"),),
    "reviews": (("priority_id", "priorities"),),
    "questions": (("meeting_id", "meetings"), ("priority_id", "priorities")),
    "recommendations": (("meeting_id", "meetings"), ("priority_id", "priorities")),
    "papers": (("priority_id", "priorities"),),
    "paper_texts": (("paper_id", "papers"),),
}
"""What a record belongs to, by its column: what is withheld of that is withheld of it."""

IN_PLACE: Mapping[str, Mapping[str, str]] = {
    "budget_lines": {"reference": "", "title": "A line that is withheld", "variance_reason": ""},
}
"""What stands in place of the words of a record that is withheld, where `WITHHELD` for each would read oddly."""


class Veil:
    """Which audience the record is read as; restricted, which sees everything, unless it is let down."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self.audience = Audience.RESTRICTED
        self.kinds: dict[str, Any] = {}  # what each table holds, as the tables say when they are made
        self._known: dict[tuple[str, str], Any] = {}  # what was read of markings, as of a state of the file
        self._as_of: tuple[Audience, int, int] | None = None
        self._still = False

    @contextmanager
    def for_readers(self, audience: Audience) -> Iterator[None]:
        """Read as an audience until the end of the block."""
        before, self.audience = self.audience, audience
        try:
            yield
        finally:
            self.audience = before

    @contextmanager
    def still(self) -> Iterator[None]:
        """Take the file to stay as it is until the end of the block, where very many rows are covered one by one."""
        self._as_of, self._still = None, True
        try:
            yield
        finally:
            self._still = False

    def withheld(self, table: str) -> Mapping[str, Mark]:
        """Return the records of a table that are withheld from the audience whole, by id, with why."""
        if self.audience is Audience.RESTRICTED:
            return {}
        return self._once("withheld", table, self._read_withheld)

    def _read_withheld(self, table: str) -> dict[str, Mark]:
        owners = OWNERS.get(table, ())
        names = ["id", *(["marking", "marking_reason"] if self._is_marked(table) else []), *(c for c, _ in owners)]
        rows = self._db.execute(f"select {', '.join(names)} from [{table}]")
        columns: list[Any] = list(zip(*rows, strict=True))
        found = self._found(table, names, columns) if columns else {}
        return {columns[0][place]: mark for place, (mark, _) in found.items() if mark is not None}

    def cover(self, table: str, names: Sequence[str], columns: list[Any]) -> None:
        """Put what the audience sees in place of what is hidden, in columns of values by name.

        The first column holds the ids.
        """
        changed: dict[str, list[Any]] = {}
        for place, (mark, fields) in self._found(table, names, columns).items():
            for field, shown in self._shown(table, mark, fields).items():
                if field in names:
                    changed.setdefault(field, list(columns[names.index(field)]))[place] = shown
        for place in self._too_small(table, names, columns):
            changed.setdefault("actual", list(columns[names.index("actual")]))[place] = None
        for field, values in changed.items():
            columns[names.index(field)] = values

    def covered(self, table: str, row_id: str, values: Mapping[str, Any] | None) -> dict[str, Any] | None:
        """Return a row of the journal as the audience may see it."""
        if values is None:
            return None
        shown = self._of_row(table, row_id, values)
        return {name: shown.get(name, value) for name, value in values.items()}

    def kept(self, table: str, id_: str, given: Mapping[str, Any], real: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is really in the fields that were covered and came back so.

        Raises UserError when such a field was written over: nobody changes what they cannot see.
        """
        found = {}
        self._as_of = None  # what a step writes may yet be taken back
        hidden = self._of_row(table, id_, real)
        self._as_of = None
        for field, shown in hidden.items():
            if field in given and given[field] != real[field]:
                if given[field] != shown:
                    raise UserError(
                        f"“{field.replace('_', ' ')}” is withheld from the {self.audience.value} view. "
                        "View as restricted to change it."
                    )
                found[field] = real[field]
        return found

    def single_marks(self) -> Mapping[str, Sequence[FieldMarking]]:
        """Return every marking of a single field, by its record."""
        found: defaultdict[str, list[FieldMarking]] = defaultdict(list)
        for id_, table, record, field, marking, reason in self._db.execute(
            "select id, table_name, record_id, field, marking, marking_reason from field_markings order by id"
        ):
            found[record].append(FieldMarking(id_, table, record, field, Audience(marking), reason))
        return found

    def _of_row(self, table: str, row_id: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return what stands in place of the hidden fields of one row."""
        names = ["id", *(name for name in values if name != "id")]
        columns = [(row_id,), *((values[name],) for name in names[1:])]
        mark, fields = self._found(table, names, columns).get(0, (None, {}))
        small = dict.fromkeys(["actual"] if list(self._too_small(table, names, columns)) else [])
        return self._shown(table, mark, fields) | small

    def small_outputs(self) -> Collection[tuple[str, int]]:
        """Return the outputs, each with the first calendar year of a financial year, that counted too few people in it.

        Too few for the audience to be told, in any quarter; then no quarter of that year is told: its sum might be.
        """
        if self.audience is Audience.RESTRICTED:
            return frozenset()
        found: Collection[tuple[str, int]] = self._once("small", COUNTS, lambda _: self._read_small())
        return found

    def _read_small(self) -> frozenset[tuple[str, int]]:
        rule = self._db.execute("select id, least_public, least_partner from disclosure_rules").fetchone()
        least = (DisclosureRule(*rule) if rule else DisclosureRule()).least(self.audience)
        rows = self._db.execute(
            "select q.output_id, q.quarter_starts_on from output_quarters q join outputs o on o.id = q.output_id "
            "where o.counts = 'people' and q.actual between 1 and ?",
            (least - 1,),
        )
        return frozenset((output, _year_of(day)) for output, day in rows)

    def _too_small(self, table: str, names: Sequence[str], columns: Sequence[Sequence[Any]]) -> Iterator[int]:
        """Give the places of quarters of outputs whose count is not told."""
        if table != COUNTS or "actual" not in names or not (small := self.small_outputs()):
            return
        outputs, days = columns[names.index("output_id")], columns[names.index("quarter_starts_on")]
        for place, key in enumerate(zip(outputs, days, strict=True)):
            if (key[0], _year_of(str(key[1]))) in small:
                yield place

    def _found(
        self, table: str, names: Sequence[str], columns: Sequence[Sequence[Any]]
    ) -> dict[int, tuple[Mark | None, Iterable[str]]]:
        """Return which rows hide something, by place: the mark of those that are withheld whole, and the marked words.

        The first column holds the ids.
        """
        if self.audience is Audience.RESTRICTED or table == MARKINGS:
            return {}
        words = frozenset(self._words(table))
        marks: defaultdict[int, list[Mark]] = defaultdict(list)
        fields: defaultdict[int, list[str]] = defaultdict(list)
        for place, field, mark in self._marked_singly(table, columns[0]):
            if field in words:
                fields[place].append(field)
            else:
                marks[place].append(mark)
        for place, mark in (*self._marked_whole(names, columns), *self._marked_above(table, names, columns)):
            marks[place].append(mark)
        places = marks.keys() | fields.keys()
        return {at: (fewest(marks[at]) if at in marks else None, fields.get(at, ())) for at in places}

    def _marked_singly(self, table: str, ids: Sequence[str]) -> Iterator[tuple[int, str, Mark]]:
        """Give the places and fields of single markings that the audience is not among."""
        single = self._once("single", table, self._read_single)
        for place, id_ in enumerate(ids) if single else ():
            yield from ((place, field, mark) for field, mark in single.get(id_, ()))

    def _read_single(self, table: str) -> dict[str, list[tuple[str, Mark]]]:
        rows = self._db.execute(
            "select record_id, field, marking, marking_reason from field_markings where table_name = ?", (table,)
        )
        single: defaultdict[str, list[tuple[str, Mark]]] = defaultdict(list)
        for record_id, field, marking, reason in rows:
            if not may_see(self.audience, Audience(marking)):
                single[record_id].append((field, (Audience(marking), reason)))
        return single

    def _marked_whole(self, names: Sequence[str], columns: Sequence[Sequence[Any]]) -> Iterator[tuple[int, Mark]]:
        """Give the places of rows whose own marking the audience is not among."""
        if "marking" not in names:
            return
        own = columns[names.index("marking")]
        reasons = columns[names.index("marking_reason")] if "marking_reason" in names else [""] * len(own)
        hidden = {each.value for each in Audience if not may_see(self.audience, each)}
        for place, marking in enumerate(own):
            if marking in hidden:
                yield place, (Audience(marking), reasons[place])

    def _marked_above(
        self, table: str, names: Sequence[str], columns: Sequence[Sequence[Any]]
    ) -> Iterator[tuple[int, Mark]]:
        """Give the places of rows that belong to something withheld."""
        for column, owner in OWNERS.get(table, ()):
            if column in names and (above := self.withheld(owner)):
                for place, owner_id in enumerate(columns[names.index(column)]):
                    if owner_id in above:
                        yield place, above[owner_id]

    def _shown(self, table: str, mark: Mark | None, fields: Iterable[str]) -> dict[str, Any]:
        """Return what stands in a row in place of what is hidden, by field."""
        if mark is None:
            return dict.fromkeys(fields, WITHHELD)
        marked = {"marking": mark[0].value, "marking_reason": mark[1]} if self._is_marked(table) else {}
        return dict.fromkeys(self._words(table), WITHHELD) | dict(IN_PLACE.get(table, {})) | marked

    def _once(self, what: str, table: str, read: Callable[[str], T]) -> T:
        """Return what was read of a table as long as neither the audience nor the file has changed since."""
        if not self._still or self._as_of is None:
            (version,) = self._db.execute("pragma data_version").fetchone()  # what others changed; what this one did:
            as_of = self.audience, self._db.total_changes, version
            if as_of != self._as_of:
                self._known.clear()
                self._as_of = as_of
        if (what, table) not in self._known:
            self._known[what, table] = read(table)
        found: T = self._known[what, table]
        return found

    def _words(self, table: str) -> Sequence[str]:
        return words_of(self.kinds[table]) if table in self.kinds else ()

    def _is_marked(self, table: str) -> bool:
        return table in self.kinds and "marking" in self.kinds[table].__match_args__


def _year_of(day: str) -> int:
    """Return the first calendar year of the financial year of a day."""
    return int(day[:4]) - (day[5:7] < "04")
