"""The partnership, its organisations, people and priorities, as kept."""

from dataclasses import replace

from sqlite_utils import Database

from cspdesk.domain.partnership import Organisation, Partnership, Person, Priority, PriorityStatus
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table


class PartnershipStore:
    """Who takes part and what they decided to work on."""

    def __init__(self, db: Database, journal: Journal) -> None:
        self.partnerships = Table(db, journal, Partnership, "partnerships")
        self.organisations = Table(db, journal, Organisation, "organisations")
        self.people = Table(db, journal, Person, "people")
        self.priorities = Table(db, journal, Priority, "priorities")

    def partnership(self) -> Partnership:
        """Return the one partnership of the file."""
        return self.partnerships.where()[0]

    def all_organisations(self) -> tuple[Organisation, ...]:
        """Return every organisation by name."""
        return self.organisations.where(order="name collate nocase, id")

    def all_people(self) -> tuple[Person, ...]:
        """Return every person by name."""
        return self.people.where(order="name collate nocase, id")

    def all_priorities(self, *, retired: bool = True) -> tuple[Priority, ...]:
        """Return the priorities in the order of their tabs, with or without retired ones."""
        return self.priorities.where("? or status <> ?", retired, PriorityStatus.RETIRED.value, order="position, id")

    def priority_named(self, name: str) -> Priority | None:
        """Return the priority of this name, whatever its capitals, or None."""
        return next(iter(self.priorities.where("name = ? collate nocase", name.strip())), None)

    def reorder(self, priority_ids: tuple[str, ...]) -> None:
        """Put the priorities in this order; those not named keep their places behind."""
        wanted = {id_: place for place, id_ in enumerate(priority_ids)}
        ordered = sorted(self.all_priorities(), key=lambda p: (wanted.get(p.id, len(wanted)), p.position))
        for place, priority in enumerate(ordered, start=1):
            self.priorities.save(replace(priority, position=place))
