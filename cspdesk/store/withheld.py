"""What readers may not see, and what they may, read from every table at once.

This knows nothing of how documents are gathered: it is what they are searched for after they are made.
"""

from collections.abc import Iterator
from sqlite3 import Connection

from cspdesk.domain.audience import Audience, may_see, reason_rest
from cspdesk.domain.disclosure import WITHHELD_PART, told_breakdowns
from cspdesk.domain.leaks import Hidden, HiddenNumber
from cspdesk.store.hidden_rows import TYPED, columns_of, hidden_rows
from cspdesk.store.withheld_numbers import withheld_numbers

# Words that stand in documents because a person wrote them into one: that they do is no leave to publish them.
_WRITTEN = frozenset(("paper_texts", "return_answers", "overrulings", "funding_options"))
_OF_PAPERS = frozenset(("paper_texts", "funding_options"))  # what is kept back where their paper is
_NOT_READ = frozenset(("documents", "document_sendings", "ledger_imports", "ledger_layouts", "field_markings"))
_NAMES = frozenset(("name", "title", "payee"))
_DESCRIBED = frozenset(("assignment_rules", "breaks", "forecast_versions"))  # called what they are; it names no one
_TELLING_REASON = 4  # words
_LABELS = frozenset(("breakdown", "part"))  # “18 to 24” gives nobody away; the number beside it may


class WithheldTexts:
    """What an audience may not see, and what else it sees."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def texts(self, audience: Audience) -> Iterator[Hidden]:
        """Return every text that is marked for fewer readers, or belongs to a record that is."""
        if audience is Audience.RESTRICTED:
            return
        known = columns_of(self._db)
        for table, columns in known.items():
            hidden = hidden_rows(known, table, audience) if table not in _NOT_READ else None
            if hidden is None:
                continue
            typed = sorted(columns & TYPED - _LABELS)
            chosen = ", ".join(f"t.[{c}]" for c in typed) or "null"
            reason, own_marking = (f"t.[{c}]" if c in columns else "''" for c in ("marking_reason", "marking"))
            rows = self._db.execute(f"select {chosen}, {reason}, {own_marking} from [{table}] t where {hidden}")
            for *values, said, marking in rows:
                of_paper = table in _OF_PAPERS and (not marking or may_see(audience, Audience(marking)))
                yield from (
                    Hidden(table, value, _is_name(table, column), of_paper)
                    for column, value in zip(typed, values, strict=False)
                    if value
                )
                if own := _own_reason(said):
                    yield Hidden(table, own)
        yield from self._marked_fields(audience)

    def numbers(self, audience: Audience) -> Iterator[HiddenNumber]:
        """Return the numbers of people that are too small to be told, amounts and values of withheld records.

        Each beside what it counts or is known by.
        """
        told, hidden = self._people(audience)
        yield from (HiddenNumber("beneficiaries", label, number) for label, number in sorted(hidden - told))
        known = columns_of(self._db)
        yield from withheld_numbers(
            self._db,
            hidden_rows(known, "transactions", audience),
            hidden_rows(known, "indicators", audience),
        )

    def seen(self, audience: Audience) -> Iterator[str]:
        """Return every text that these readers may see, wherever it stands, but for what was written into papers."""
        marked = {(t, r, f) for t, r, f in self._fields_above(audience)}
        columns_marked = {(t, f) for t, _, f in marked}
        known = columns_of(self._db)
        for table, columns in known.items():
            typed = sorted(columns & TYPED)
            if not typed or table in _WRITTEN | _NOT_READ:
                continue
            hidden = hidden_rows(known, table, audience)
            where = f" where not coalesce({hidden}, 0)" if hidden else ""
            for column in typed:
                if (table, column) in columns_marked:
                    each = self._db.execute(f"select t.[{column}], t.id from [{table}] t{where}")
                    yield from (value for value, id_ in each if value and (table, id_, column) not in marked)
                else:
                    rows = self._db.execute(f"select distinct t.[{column}] from [{table}] t{where}")
                    yield from (value for (value,) in rows if value)

    def written(self, audience: Audience) -> Iterator[str]:
        """Return what was written into the papers that these readers may read."""
        known = columns_of(self._db)
        marked = {(t, r, f) for t, r, f in self._fields_above(audience)}
        for table in sorted(_OF_PAPERS & known.keys()):
            hidden = hidden_rows(known, table, audience)
            for column in sorted(known[table] & TYPED):
                where = f" where not coalesce({hidden}, 0)" if hidden else ""
                rows = self._db.execute(f"select t.[{column}], t.id from [{table}] t{where}")
                yield from (value for value, id_ in rows if value and (table, id_, column) not in marked)

    def _fields_above(self, audience: Audience) -> list[tuple[str, str, str]]:
        rows = self._db.execute("select table_name, record_id, field, marking from field_markings")
        return [(t, r, f) for t, r, f, marking in rows if not may_see(audience, Audience(marking))]

    def _marked_fields(self, audience: Audience) -> Iterator[Hidden]:
        known = columns_of(self._db)
        for table, record_id, field in self._fields_above(audience):
            if field in known.get(table, ()) and field in TYPED - _LABELS:
                for (value,) in self._db.execute(f"select [{field}] from [{table}] where id = ?", (record_id,)):
                    if value:
                        yield Hidden(table, str(value), _is_name(table, field))

    def _people(self, audience: Audience) -> tuple[set[tuple[str, int]], set[tuple[str, int]]]:
        """Return the counts of people that are told and those that are not, each with what it counts."""
        rule = self._db.execute("select least_public, least_partner from disclosure_rules").fetchone() or (5, 0)
        least = {Audience.PUBLIC: rule[0], Audience.PARTNER: rule[1]}.get(audience, 0)
        hide = hidden_rows(columns_of(self._db), "beneficiaries", audience)
        groups: dict[tuple[str, int], dict[str, dict[str, int]]] = {}
        told: set[tuple[str, int]] = set()
        hidden: set[tuple[str, int]] = set()
        for priority, year, breakdown, part, people, marked in self._db.execute(
            f"select priority_id, year, breakdown, part, people, coalesce({hide or '0'}, 0) from beneficiaries t "
            "order by breakdown, position, id"
        ):
            parts = groups.setdefault((priority, year), {}).setdefault(breakdown, {})
            name = WITHHELD_PART if marked else part
            parts[name] = parts.get(name, 0) + people
            hidden |= {(part, people)} if marked else set()
        for breakdowns in groups.values():
            marks = [(breakdown, WITHHELD_PART) for breakdown, parts in breakdowns.items() if WITHHELD_PART in parts]
            for each in told_breakdowns(breakdowns, least, marks):
                for part, count in each.parts:
                    (told if count is not None else hidden).add((part, breakdowns[each.name][part]))
        return told, hidden


def _is_name(table: str, column: str) -> bool:
    return column in _NAMES and table not in _DESCRIBED


def _own_reason(marking_reason: str) -> str:
    """Return what a reason says in a person's own words; a few (“the refuge”) are what anybody says of such a thing."""
    own = reason_rest(marking_reason)
    return own if len(own.split()) >= _TELLING_REASON else ""
