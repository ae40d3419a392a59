"""The history of one indicator in words, read from the journal: what was said of it, and which figures came in."""

from collections import Counter
from collections.abc import Iterator, Sequence

from cspdesk.domain.proof import counted
from cspdesk.store.journal import Change
from cspdesk.store.store import Store
from cspdesk.ui.models.change_words import ChangeWords, Told, short
from cspdesk.ui.models.plan_history import Moment

FIGURES = "observations"
HANGING = (
    ("breaks", "indicator_id"),
    ("annotations", "indicator_id"),
    (FIGURES, "indicator_id"),
)
TOLD_SINGLY = 3  # figures of one step that are told one by one
QUOTED = 160


def indicator_history(store: Store, indicator_id: str) -> tuple[Moment, ...]:
    """Return what happened to an indicator, its breaks, its notes and its figures, newest first."""
    words = ChangeWords(store)
    by_step: dict[int, list[Change]] = {}
    for change in store.journal.life_of((indicator_id,), HANGING):
        by_step.setdefault(change.step, []).append(change)
    return tuple(reversed([_moment(store, words, seq, changes) for seq, changes in by_step.items()]))


def _moment(store: Store, words: ChangeWords, seq: int, changes: Sequence[Change]) -> Moment:
    step = store.journal.find(seq)
    first = {"undo": ("Undone:",), "redo": ("Redone:",)}.get(step.kind, ())
    return Moment(step.at.astimezone(), step.person, (*first, *_told(words, changes)))


def _told(words: ChangeWords, changes: Sequence[Change]) -> Iterator[str]:
    figures = [change for change in changes if change.table == FIGURES]
    for change in changes:
        if change.table != FIGURES or len(figures) <= TOLD_SINGLY:
            yield _sentence(words.tell(change), whole=change.before is not None and change.after is not None)
    if len(figures) > TOLD_SINGLY:
        verbs = Counter("added" if c.before is None else "removed" if c.after is None else "changed" for c in figures)
        yield from (f"{counted(count, 'figure')} {verb}" for verb, count in verbs.items())


def _sentence(told: Told, *, whole: bool) -> str:
    """Return a change as one line; of what was added or removed its name says enough."""
    if not whole:
        return told.heading
    fields = "; ".join(f"{field}: {before} → {after}" for field, before, after in told.fields)
    return f"{told.heading}. {short(fields, QUOTED)}"
