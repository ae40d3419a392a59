"""The partnership, its organisations, people and priorities, as kept."""

from sqlite3 import Connection

from cspdesk.domain.partnership import Organisation, Partnership, Person, Priority, PriorityStatus
from cspdesk.domain.records import replace
from cspdesk.errors import UserError
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table

_USES_OF_PERSON = (
    ("priorities", "lead_id", "leads {} priority", "leads {} priorities"),
    ("actions", "lead_id", "leads {} action", "leads {} actions"),
    ("action_updates", "person_id", "made {} update", "made {} updates"),
    ("review_decisions", "owner_id", "sees to {} decision of a review", "sees to {} decisions of reviews"),
)
_USES_OF_ORGANISATION = (
    ("people", "organisation_id", "has {} person", "has {} people"),
    ("action_partners", "organisation_id", "takes part in {} action", "takes part in {} actions"),
    ("commissioned_services", "provider_id", "provides {} service", "provides {} services"),
    ("case_recommendations", "organisation_id", "is asked {} recommendation", "is asked {} recommendations"),
    ("agreements", "funder_id", "funds {} agreement", "funds {} agreements"),
    ("agreements", "recipient_id", "receives {} agreement", "receives {} agreements"),
)


class PartnershipStore:
    """Who takes part and what they decided to work on."""

    def __init__(self, db: Connection, journal: Journal) -> None:
        self._db = db
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

    def remove_person(self, person_id: str) -> None:
        """Remove a person. Raises UserError saying what still names them."""
        self._refuse_if_used(self.people.get(person_id).name, person_id, _USES_OF_PERSON)
        self.people.delete(person_id)

    def remove_organisation(self, organisation_id: str) -> None:
        """Remove an organisation. Raises UserError saying what still names it."""
        self._refuse_if_used(self.organisations.get(organisation_id).name, organisation_id, _USES_OF_ORGANISATION)
        self.organisations.delete(organisation_id)

    def _refuse_if_used(self, name: str, id_: str, uses: tuple[tuple[str, str, str, str], ...]) -> None:
        found: list[str] = []
        for table, column, one, many in uses:
            row = self._db.execute(f"select count(*) from [{table}] where [{column}] = ?", (id_,)).fetchone()
            if count := int(row[0]):
                found.append((one if count == 1 else many).format(count))
        if found:
            raise UserError(f"{name} {' and '.join(found)}, so the entry cannot be removed. Change that first.")

    def reorder(self, priority_ids: tuple[str, ...]) -> None:
        """Put the priorities in this order; those not named keep their places behind."""
        wanted = {id_: place for place, id_ in enumerate(priority_ids)}
        ordered = sorted(self.all_priorities(), key=lambda p: (wanted.get(p.id, len(wanted)), p.position))
        for place, priority in enumerate(ordered, start=1):
            self.priorities.save(replace(priority, position=place))
