"""The veil through which a record is read as an audience sees it: single fields marked for fewer readers are covered.

Every table of an open file is read through it, so whatever is shown, written or exported while it is down holds
`WITHHELD` in place of such a field. A step always reads what is really there, and a covered field that comes back as
it was shown is kept as it is: looking as somebody else never changes a word.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from sqlite3 import Connection
from typing import Any

from cspdesk.domain.audience import Audience, FieldMarking
from cspdesk.domain.field_markings import WITHHELD, hidden_fields
from cspdesk.errors import UserError

NOTHING: Mapping[str, frozenset[str]] = {}


class Veil:
    """Which audience the record is read as; restricted, which sees everything, unless it is let down."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self.audience = Audience.RESTRICTED

    @contextmanager
    def for_readers(self, audience: Audience) -> Iterator[None]:
        """Read as an audience until the end of the block."""
        before, self.audience = self.audience, audience
        try:
            yield
        finally:
            self.audience = before

    def hidden(self, table: str) -> Mapping[str, frozenset[str]]:
        """Return the fields of a table's records that the audience may not see, by the record's id."""
        if self.audience is Audience.RESTRICTED:
            return NOTHING
        rows = self._db.execute(
            "select id, table_name, record_id, field, marking from field_markings where table_name = ?", (table,)
        )
        found = (FieldMarking(id_, of, record, field, Audience(mark)) for id_, of, record, field, mark in rows)
        return hidden_fields(found, self.audience)

    def cover(self, table: str, names: Sequence[str], columns: list[Any]) -> None:
        """Put `WITHHELD` in place of what is hidden, in columns of values by name; the first holds the ids."""
        hidden = self.hidden(table)
        if not hidden:
            return
        for place, id_ in enumerate(columns[0]):
            for field in hidden.get(id_, ()):
                if field in names:
                    at = names.index(field)
                    values = list(columns[at])
                    values[place] = WITHHELD
                    columns[at] = values

    def covered(self, table: str, row_id: str, values: Mapping[str, Any] | None) -> dict[str, Any] | None:
        """Return a row of the journal as the audience may see it."""
        if values is None:
            return None
        hidden = self.hidden(table).get(row_id, frozenset())
        return {name: WITHHELD if name in hidden else value for name, value in values.items()}

    def kept(self, table: str, id_: str, given: Mapping[str, Any], real: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is really in the fields that were covered and came back so.

        Raises UserError when such a field was written over: nobody changes what they cannot see.
        """
        found = {}
        for field in self.hidden(table).get(id_, ()):
            if field in given and given[field] != real[field]:
                if given[field] != WITHHELD:
                    raise UserError(
                        f"“{field.replace('_', ' ')}” is withheld from the {self.audience.value} view. "
                        "View as restricted to change it."
                    )
                found[field] = real[field]
        return found
