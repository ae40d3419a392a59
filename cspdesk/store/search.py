"""Search over everything in the record, as it is typed: results by kind, the best of each first."""

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection

from cspdesk.domain.audience import Audience
from cspdesk.store import search_index
from cspdesk.store.search_kinds import SEARCHED, SearchKind, Searched
from cspdesk.store.search_query import folded, match_of

SHOWN = 5  # of each kind
RANKED = 60  # the newest of a kind that are put in order of relevance before so many are shown
AT_ONCE = 2_000  # matches of all the smaller kinds together that are read in one go

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

    def read_on(self) -> int:
        """Take in the next of what changed and return how many changes are still to come; see search_index."""
        if self._read_only and self._own is None:
            if search_index.place_of(self._db) == search_index.newest_change(self._db):
                return 0
            self._own = self._index_beside()
        return search_index.read_on(self._index)

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
        counts = self._counts(match, audience)
        if not counts:
            return ()
        found, in_title = (
            self._newest(match, audience, counts),
            self._newest(f"{{title}} : ({match})", audience, counts),
        )
        return tuple(
            Group(_NUMBERED[n].kind, self._best(_NUMBERED[n], in_title[n], found[n], typed, most), counts[n])
            for n in sorted(counts)
        )

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

    def _counts(self, match: str, audience: Audience) -> dict[int, int]:
        counts = dict(
            self._index.execute(
                "select rowid >> 56, count(*) from search_words where search_words match ? group by 1", (match,)
            ).fetchall()
        )
        if audience is Audience.RESTRICTED:
            return counts
        seen = {n: self._seen_count(_NUMBERED[n], match, audience) for n in counts}
        return {n: count for n, count in seen.items() if count}

    def _seen_count(self, each: Searched, match: str, audience: Audience) -> int:
        sql = f"select count(*) from ({_matches(each.number, each.number)}) w"
        joined = f"{sql} join search_records r on r.id = w.rowid where {each.seen_by(audience)}"
        return int(self._index.execute(joined, (match, -1)).fetchone()[0])

    def _newest(self, match: str, audience: Audience, counts: dict[int, int]) -> defaultdict[int, list[int]]:
        """Return the newest matches of each kind by number, as ids of the index, newest first."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        if audience is Audience.RESTRICTED:
            for (id_,) in self._index.execute(_matches(0, _LAST - 1), (match, AT_ONCE)):
                found[id_ >> 56].append(id_)
            missing = [n for n in counts if n == _LAST or (sum(map(len, found.values())) >= AT_ONCE)]
        else:
            missing = list(counts)
        for number in missing:
            found[number] = self._newest_of(_NUMBERED[number], match, audience)
        return found

    def _newest_of(self, each: Searched, match: str, audience: Audience) -> list[int]:
        sql = _matches(each.number, each.number)
        if audience is not Audience.RESTRICTED:
            joined = f"({_matches(each.number, each.number)}) w join search_records r on r.id = w.rowid"
            sql = f"select w.rowid from {joined} where {each.seen_by(audience)} order by w.rowid desc limit {RANKED}"
            return [id_ for (id_,) in self._index.execute(sql, (match, -1))]
        return [id_ for (id_,) in self._index.execute(sql, (match, RANKED))]

    def _best(self, each: Searched, in_title: list[int], found: list[int], typed: str, most: int) -> tuple[Hit, ...]:
        """Return those whose title begins with what was typed, then those whose title matches, then the rest."""
        ids = list(dict.fromkeys((*in_title[:RANKED], *found[:RANKED])))[:RANKED]
        marks = ", ".join("?" * len(ids))
        kept = self._index.execute(f"select id, row_id, title from search_records where id in ({marks})", ids)
        records = {id_: (row_id, title) for id_, row_id, title in kept}
        start, titled = folded(" ".join(typed.split())), set(in_title)
        order = sorted(ids, key=lambda i: (not folded(records[i][1]).startswith(start), i not in titled, -i))
        return tuple(Hit(each.kind, *records[i]) for i in order[:most])


def _matches(first: int, last: int) -> str:
    return (
        f"select rowid from search_words where search_words match ?"
        f" and rowid between {first << 56} and {((last + 1) << 56) - 1} order by rowid desc limit ?"
    )
