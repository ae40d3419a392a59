"""What changed since a review, as rows in groups, and as words to put into a letter."""

from datetime import date

from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.periods import long_date
from cspdesk.domain.records import dataclass
from cspdesk.domain.reviews import Review
from cspdesk.domain.since_items import SinceItem, SinceKind
from cspdesk.store.store import Store
from cspdesk.ui.models.grouped import Group
from cspdesk.ui.models.table import Column


@dataclass(frozen=True, slots=True)
class SinceRow:
    """One thing that changed, with its place among all of them."""

    id: str
    item: SinceItem
    priority: str


@dataclass(frozen=True, slots=True)
class SinceReading:
    """What changed that the audience may read, and about how many actions it may not."""

    rows: tuple[SinceRow, ...]
    withheld: int


def read_since(
    store: Store, review: Review, audience: Audience, today: date, priority_id: str | None = None
) -> SinceReading:
    """Return what became of the plan since a review, of one priority or of all that it looked at."""
    names = {p.id: p.name for p in store.partnership.all_priorities()}
    changed = store.reviews.since(review, today).items
    items = [each for each in changed if priority_id is None or each.priority_id == priority_id]
    shown = [each for each in items if may_see(audience, each.marking)]
    hidden = {each.action_id for each in items} - {each.action_id for each in shown}
    rows = (SinceRow(str(i), each, names.get(each.priority_id, "")) for i, each in enumerate(shown))
    return SinceReading(tuple(rows), len(hidden))


def group_of(row: SinceRow) -> Group:
    """Return the group of a row: the way in which it changed."""
    return Group(tuple(SinceKind).index(row.item.kind), row.item.kind.value.capitalize())


def group_words(name: str, rows: object) -> str:
    """Return the heading of a group: its name and how many actions it holds."""
    assert isinstance(rows, tuple | list)
    return f"{name}  ({len({row.item.action_id for row in rows})})"


def since_columns() -> tuple[Column[SinceRow], ...]:
    """Return the columns; the second is shown only where several priorities are."""
    return (
        Column("Action", lambda r: r.item.title, width=280),
        Column("Priority", lambda r: r.priority, width=150),
        Column("What changed", lambda r: r.item.sentence, width=300, stretch=True),
        Column(
            "Days later",
            lambda r: f"{r.item.days:,}" if r.item.days else "",
            sort=lambda r: r.item.days,
            align="right",
            width=84,
        ),
    )


def since_title(review: Review) -> str:
    """Return what the list is of."""
    of = "the whole plan" if review.priority_id is None else "this plan"
    return f"Changed since the review of {of} on {long_date(review.held_on)}"


def counts_words(rows: tuple[SinceRow, ...]) -> str:
    """Return how many actions changed in each way: “2 finished, 1 slipped”."""
    found = ((kind, len({r.item.action_id for r in rows if r.item.kind is kind})) for kind in SinceKind)
    return ", ".join(f"{count} {kind.value}" for kind, count in found if count)


def since_text(title: str, rows: tuple[SinceRow, ...]) -> str:
    """Return all of it as plain text for a letter: a heading for each way, a line for each action."""
    lines = [title]
    for kind in SinceKind:
        of_kind = [r.item for r in rows if r.item.kind is kind]
        if of_kind:
            lines += ["", kind.value.capitalize(), *(f"- {each.title}: {each.sentence}" for each in of_kind)]
    return "\n".join(lines if rows else [title, "", "Nothing changed."])
