"""Search over everything in the record, as it is typed: results by kind, the best of each first."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from sqlite3 import Connection

from cspdesk.domain.audience import Audience
from cspdesk.store import search_index
from cspdesk.store.search_kinds import SEARCHED, SearchKind
from cspdesk.store.search_query import folded, match_of

SHOWN = 5  # of each kind
RANKED = 60  # the newest of a kind that are put in order of relevance before so many are shown
AT_ONCE = 3_000  # matches that are read in one go

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
        found = self._few(match, hidden)
        counts = self._counts(match, hidden) if found is None else {n: len(ids) for n, ids in found.items()}
        if not counts:
            return ()
        if found is None:
            found = self._newest(match, counts, hidden)
        in_title = f"{{title}} : ({match})"
        titled = self._few(in_title, hidden)
        if titled is None:
            titled = self._newest(in_title, counts, hidden)
        return tuple(
            Group(_NUMBERED[n].kind, self._best(_NUMBERED[n].kind, titled[n], found[n], typed, most), counts[n])
            for n in sorted(counts)
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
            asked = (sql for each in SEARCHED if (sql := each.hidden_from(audience)))
            self._hidden_ids = frozenset(id_ for sql in asked for (id_,) in self._index.execute(sql))
            self._hidden_at = now
        return self._hidden_ids

    def _few(self, match: str, hidden: frozenset[int]) -> defaultdict[int, list[int]] | None:
        """Return all matches by kind, newest first, read in one go; None when they are too many for that."""
        ids = list(islice(self._index.execute(_matches(0, _LAST), (match,)), AT_ONCE + 1))
        if len(ids) > AT_ONCE:
            return None
        found: defaultdict[int, list[int]] = defaultdict(list)
        for (id_,) in ids:
            if id_ not in hidden:
                found[id_ >> 56].append(id_)
        return found

    def _counts(self, match: str, hidden: frozenset[int]) -> dict[int, int]:
        """Return how many match, by number of the kind; kinds without any are left out."""
        by_kind = f"select rowid >> 56, count(*) from ({_matches(0, _LAST - 1)}) group by 1"
        counts: dict[int, int] = dict(self._index.execute(by_kind, (match,)).fetchall())
        many = f"select count(*) from search_words where search_words match ? and rowid >= {_LAST << 56}"
        counts[_LAST] = self._index.execute(many, (match,)).fetchone()[0]
        for number in {id_ >> 56 for id_ in hidden} & counts.keys():
            matching = self._index.execute(_matches(number, number), (match,))
            counts[number] -= sum(id_ in hidden for (id_,) in matching)
        return {number: count for number, count in counts.items() if count}

    def _newest(self, match: str, counts: dict[int, int], hidden: frozenset[int]) -> defaultdict[int, list[int]]:
        """Return the newest matches of each kind by its number, as ids of the index, newest first."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for id_ in self._seen(match, 0, _LAST - 1, hidden, AT_ONCE):
            found[id_ >> 56].append(id_)
        all_read = sum(map(len, found.values())) < AT_ONCE
        for number in counts:
            if number == _LAST or (not all_read and len(found[number]) < min(RANKED, counts[number])):
                found[number] = list(self._seen(match, number, number, hidden, RANKED))
        return found

    def _seen(self, match: str, first: int, last: int, hidden: frozenset[int], most: int) -> Iterator[int]:
        ids = (id_ for (id_,) in self._index.execute(_matches(first, last), (match,)))
        return islice((id_ for id_ in ids if id_ not in hidden), most)

    def _best(self, kind: SearchKind, titled: list[int], found: list[int], typed: str, most: int) -> tuple[Hit, ...]:
        """Return those whose title begins with what was typed, then those whose title matches, then the rest."""
        ids = list(dict.fromkeys((*titled[:RANKED], *found[:RANKED])))[:RANKED]
        marks = ", ".join("?" * len(ids))
        kept = self._index.execute(f"select id, row_id, title from search_records where id in ({marks})", ids)
        records = {id_: (row_id, title) for id_, row_id, title in kept}
        start, in_title = folded(" ".join(typed.split())), set(titled)
        order = sorted(ids, key=lambda i: (not folded(records[i][1]).startswith(start), i not in in_title, -i))
        return tuple(Hit(kind, *records[i]) for i in order[:most])


def _matches(first: int, last: int) -> str:
    """Return the SQL that gives the ids of what matches in a range of kinds, newest first, as they are asked for."""
    return (
        f"select rowid from search_words where search_words match ?"
        f" and rowid between {first << 56} and {((last + 1) << 56) - 1} order by rowid desc"
    )
