"""Search over everything in the record, as it is typed: results by kind, the best of each first."""

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from operator import neg
from pathlib import Path
from sqlite3 import Connection

from cspdesk.domain.audience import Audience
from cspdesk.domain.records import dataclass
from cspdesk.store import search_index
from cspdesk.store.search_kinds import SEARCHED, SearchKind
from cspdesk.store.search_query import folded, match_of

SHOWN = 5  # of each kind
READ_WHOLE = 4_000  # matches that are read one and all
RANKED = 60  # the newest of a kind that are put in order of relevance before so many are shown

_NUMBERED = {each.number: each for each in SEARCHED}
_LAST = max(_NUMBERED)


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found."""

    kind: SearchKind
    record_id: str
    title: str


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind: the best hits, and how many there are in all."""

    kind: SearchKind
    hits: tuple[Hit, ...]
    count: int


class Search:
    """Asks the index; `read_on` brings it up to date with the record first."""

    def __init__(self, db: Connection, path: Path, *, read_only: bool) -> None:
        self._db = db
        self._own: Connection | None = None
        self._path = path
        self._read_only = read_only
        self._hidden_at: tuple[Audience, int] | None = None
        self._hidden_ids: frozenset[int] = frozenset()

    def read_on(self, most: int = search_index.PART) -> int:
        """Take in the next of what changed and return how many changes are still to come; see search_index."""
        if self._read_only and self._own is None:
            if search_index.place_of(self._db) == search_index.newest_change(self._db):
                return 0
            self._own = self._index_beside()
        return search_index.read_on(self._index, most)

    def read_all(self) -> None:
        """Bring the index up to date, however long that takes."""
        while self.read_on():
            pass

    def rebuild(self) -> None:
        """Make the index anew from the record, for a file whose check says that the two differ."""
        search_index.rebuild(self._index)

    def find(self, typed: str, audience: Audience = Audience.RESTRICTED, most: int = SHOWN) -> tuple[Group, ...]:
        """Return what holds every word typed and may be seen by the audience: kind by kind, titles that match first."""
        match = match_of(typed)
        if not match or not search_index.has_tables(self._index):
            return ()
        hidden = self._hidden(audience)
        found, counts = self._matching(match, hidden)
        titled = self._titled(match, found, hidden)
        return tuple(
            Group(_NUMBERED[n].kind, self._best(_NUMBERED[n].kind, titled.get(n, []), ids, typed, most), counts[n])
            for n, ids in sorted(found.items())
        )

    def hits_of(self, record_ids: Sequence[str], audience: Audience) -> tuple[Hit, ...]:
        """Return records by their ids, in that order, as far as they are there and the audience may see them."""
        if not search_index.has_tables(self._index):
            return ()
        marks, hidden = ", ".join("?" * len(record_ids)), self._hidden(audience)
        rows = self._index.execute(
            f"select id, row_id, title from search_records where row_id in ({marks})", tuple(record_ids)
        ).fetchall()
        hits = [Hit(_NUMBERED[id_ >> 56].kind, record_id, title) for id_, record_id, title in rows if id_ not in hidden]
        return tuple(sorted(hits, key=lambda hit: record_ids.index(hit.record_id)))

    def close(self) -> None:
        """Let go of an index that was made beside the file."""
        if self._own is not None:
            self._own.close()

    @property
    def _index(self) -> Connection:
        return self._own or self._db

    def _index_beside(self) -> Connection:
        """Return an empty index in memory, beside a file that may only be read."""
        beside = sqlite3.connect(":memory:", isolation_level=None, uri=True)
        beside.execute("attach database ? as record", (f"{self._path.resolve().as_uri()}?mode=ro",))
        return beside

    def _hidden(self, audience: Audience) -> frozenset[int]:
        """Return the index's ids of what the audience may not see; read once until the record changes."""
        now = (audience, search_index.newest_change(self._index))
        if self._hidden_at != now:
            self._hidden_ids = self._read_hidden(audience) if audience is not Audience.RESTRICTED else frozenset()
            self._hidden_at = now
        return self._hidden_ids

    def _read_hidden(self, audience: Audience) -> frozenset[int]:
        from cspdesk.store.hidden_rows import columns_of  # only where fewer than everybody look

        known = columns_of(self._index)
        asked = (sql for each in SEARCHED if (sql := each.hidden_from(audience, known)))
        return frozenset(id_ for sql in asked for (id_,) in self._index.execute(sql))

    def _matching(self, match: str, hidden: frozenset[int]) -> tuple[dict[int, list[int]], dict[int, int]]:
        """Return what matches, newest first, and how many match, both by number of the kind.

        Of the kind with the most records only the newest are read where very many match: counting is quicker.
        """
        ids = self._ids(match, 0, _LAST, READ_WHOLE + 1)
        if len(ids) <= READ_WHOLE:
            found = _by_kind(ids, hidden)
            return found, {number: len(ids) for number, ids in found.items()}
        newest = [id_ for id_ in ids[:RANKED] if id_ >> 56 == _LAST]
        ids = self._ids(match, 0, _LAST - 1)
        found = _by_kind(ids, hidden)
        counts = {number: len(ids) for number, ids in found.items()}
        if any(id_ >> 56 == _LAST for id_ in hidden):
            found |= _by_kind(self._ids(match, _LAST, _LAST), hidden)
            return found, counts | {number: len(ids) for number, ids in found.items()}
        every = self._index.execute("select count(*) from search_words where search_words match ?", (match,)).fetchone()
        if newest:
            found[_LAST], counts[_LAST] = newest, every[0] - len(ids)
        return found, counts

    def _titled(self, match: str, found: Mapping[int, object], hidden: frozenset[int]) -> dict[int, list[int]]:
        """Return what of the kinds found matches by its title alone, newest first, as far as it may be shown."""
        match = f"{{title}} : ({match})"
        newest = self._ids(match, _LAST, _LAST, -1 if hidden else RANKED) if _LAST in found else []
        rest = self._ids(match, 0, _LAST - 1) if found.keys() - {_LAST} else []
        return _by_kind([*newest, *rest], hidden)

    def _ids(self, match: str, first: int, last: int, most: int = -1) -> list[int]:
        """Return the ids of what matches in a range of kinds, the last kind and the newest first."""
        asked = (
            "select json_group_array(rowid) from (select rowid from search_words where search_words match ?"
            " and rowid between ? and ? order by rowid desc limit ?)"
        )  # as one row: thousands of rows take twice as long to be handed over as to be found
        row = self._index.execute(asked, (match, first << 56, ((last + 1) << 56) - 1, most)).fetchone()
        ids: list[int] = json.loads(row[0])
        return ids

    def _best(self, kind: SearchKind, titled: list[int], found: list[int], typed: str, most: int) -> tuple[Hit, ...]:
        """Return those whose title begins with what was typed, then those whose title matches, then the rest."""
        ids = list(dict.fromkeys((*titled[:RANKED], *found[:RANKED])))[:RANKED]
        marks = ", ".join("?" * len(ids))
        kept = self._index.execute(f"select id, row_id, title from search_records where id in ({marks})", ids)
        records = {id_: (row_id, title) for id_, row_id, title in kept}
        start, in_title = folded(" ".join(typed.split())), set(titled)
        order = sorted(ids, key=lambda i: (not folded(records[i][1]).startswith(start), i not in in_title, -i))
        return tuple(Hit(kind, *records[i]) for i in order[:most])


def _by_kind(ids: list[int], hidden: frozenset[int]) -> dict[int, list[int]]:
    """Divide what is not hidden, which comes the last kind first; where a kind ends is looked up, not counted."""
    if hidden:
        ids = [id_ for id_ in ids if id_ not in hidden]
    found, place = {}, 0
    while place < len(ids):
        number = ids[place] >> 56
        end = bisect_right(ids, -(number << 56), lo=place, key=neg)
        found[number], place = ids[place:end], end
    return found
