"""People, organisations and actions by the words that a sheet shows for them: no two alike, and found again."""

from collections import Counter
from collections.abc import Iterable, Mapping

from cspdesk.domain.partnership import Organisation, Person
from cspdesk.domain.plan_cells import tidy
from cspdesk.domain.records import dataclass


@dataclass(frozen=True, slots=True)
class Names:
    """What each id is called, and which id a name means; capitals and spaces do not matter in finding."""

    labels: Mapping[str, str]
    ids: Mapping[str, str]

    @classmethod
    def of(cls, labels: Mapping[str, str], older: Mapping[str, str] | None = None) -> "Names":
        """Return names from labels by id; older ones are understood too where they mean nothing else now."""
        ids = {_plain(label): id_ for id_, label in (older or {}).items()}
        return cls(labels, ids | {_plain(label): id_ for id_, label in labels.items()})

    def label(self, id_: str) -> str:
        """Return what an id is called; empty for one that is not known."""
        return self.labels.get(id_, "")

    def find(self, text: str) -> str | None:
        """Return whose name a text is, or None."""
        return self.ids.get(_plain(text))


def people_labels(people: Iterable[Person]) -> dict[str, str]:
    """Return each person's name, with the post where two share a name."""
    return _distinct((p.id, p.name, p.post) for p in people)


def organisation_labels(organisations: Iterable[Organisation]) -> dict[str, str]:
    """Return each organisation's name, numbered where two share one; a list of them is parted by semicolons."""
    return {id_: label.replace(";", ",") for id_, label in _distinct((o.id, o.name, "") for o in organisations).items()}


def _distinct(named: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    entries = [(id_, tidy(name).replace("\n", " "), tidy(more)) for id_, name, more in named]
    shared = Counter(_plain(name) for _, name, _ in entries)
    found: dict[str, str] = {}
    taken: Counter[str] = Counter()
    for id_, name, more in entries:
        label = f"{name}, {more}" if shared[_plain(name)] > 1 and more else name
        taken[_plain(label)] += 1
        found[id_] = label if taken[_plain(label)] == 1 else f"{label} ({taken[_plain(label)]})"
    return found


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
