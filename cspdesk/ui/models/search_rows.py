"""What the search box lists: commands, places and records, in groups, those that fit best first."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial

from PySide6.QtGui import QAction

from cspdesk.domain.records import dataclass
from cspdesk.store.search import Group, Hit
from cspdesk.store.search_query import folded, words_of
from cspdesk.ui.actions import ACTIONS
from cspdesk.ui.models.search_found import HEADINGS, Finder
from cspdesk.ui.session import Place, Session
from cspdesk.ui.tab_pages import retired_tabs, tabs_of

COMMANDS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """A line that can be chosen: its words, what tells it from others, its icon, and what choosing it does."""

    title: str
    detail: str
    icon: str
    go: Callable[[], object]
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line above a group; count is how many were found, of which only the best are listed."""

    title: str
    count: int | None = None


Row = Heading | Entry


def commands_of(given: Mapping[str, QAction]) -> tuple[Entry, ...]:
    """Return every command of the menus, given by slot, that can be had now, with its keys."""
    return tuple(
        Entry(spec.plain, spec.tip, spec.icon or "chevron-right", action.trigger, action.shortcut().toString())
        for spec in ACTIONS
        if (action := given.get(spec.slot)) is not None and action.isEnabled() and spec.slot != "find_anything"
    )


def places_of(session: Session) -> tuple[Entry, ...]:
    """Return every tab there is for the audience."""
    tabs = (*tabs_of(session), *retired_tabs(session))
    return tuple(
        Entry(
            tab.title, "", "flag" if tab.priority_id else "chevron-right", _go(session, Place(tab.tab, tab.priority_id))
        )
        for tab in tabs
    )


def rows_for(session: Session, typed: str, commands: Sequence[Entry], places: Sequence[Entry]) -> list[Row]:
    """Return the lines for what was typed; for nothing typed, where one was lately and everything one can do."""
    if not typed.strip():
        recent = ("Where you were", _recent(session))
        return list(_listed([(*recent, None), ("Places", places, None), ("Commands", commands, None)]))
    tabs = [place for place in _fitting(places, typed) if place.icon != "flag"]  # priorities are found as records
    fitting = _fitting(commands, typed)
    groups: list[tuple[str, Sequence[Entry], int | None]] = [("Places", tabs, None)]
    found = session.store.search.find(typed, session.audience)
    groups += [(HEADINGS[g.kind][0], entries, g.count) for g in found if (entries := _entries(session, g))]
    groups.append(("Commands", fitting[:COMMANDS_SHOWN], None))
    start = folded(" ".join(typed.split()))
    groups.sort(key=lambda group: not any(folded(entry.title).startswith(start) for entry in group[1]))
    return list(_listed(groups))


def spans(text: str, typed: str) -> list[tuple[int, int]]:
    """Return where in a text the words that were typed begin a word: first character and length of each."""
    pattern = _beginnings(typed)
    if pattern is None:
        return []
    return [(found.start(), found.end() - found.start()) for found in pattern.finditer(folded(text))]


@lru_cache(100)
def _beginnings(typed: str) -> re.Pattern[str] | None:
    """Return what finds the words that were typed where they begin a word; None when there are none."""
    words = sorted(words_of(typed), key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, words))})") if words else None


def _entries(session: Session, group: Group) -> list[Entry]:
    return _of_hits(session, group.hits)


def _of_hits(session: Session, hits: Sequence[Hit]) -> list[Entry]:
    told = Finder(session.store, session.year).tell(hits)
    return [Entry(each.title, each.detail, HEADINGS[hits[0].kind][1], _go(session, each.place)) for each in told]


def _recent(session: Session) -> list[Entry]:
    ids = list(reversed(session.visited))
    return [entry for hit in session.store.search.hits_of(ids, session.audience) for entry in _of_hits(session, (hit,))]


def _fitting(entries: Iterable[Entry], typed: str) -> list[Entry]:
    """Return the entries that hold every word typed at the beginning of one; those that begin with it come first."""
    words, start = words_of(typed), folded(" ".join(typed.split()))
    hits = [
        entry
        for entry in entries
        if words and all(any(w.startswith(word) for w in words_of(entry.title)) for word in words)
    ]
    return sorted(hits, key=lambda entry: not folded(entry.title).startswith(start))


def _listed(groups: Iterable[tuple[str, Sequence[Entry], int | None]]) -> Iterator[Row]:
    for title, entries, count in groups:
        if entries:
            yield Heading(title, count)
            yield from entries


def _go(session: Session, place: Place) -> Callable[[], object]:
    return partial(session.go_to.emit, place)
