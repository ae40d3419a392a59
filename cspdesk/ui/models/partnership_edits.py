"""Changes to the partnership, its organisations, people and priorities: checked here, one step each."""

from dataclasses import replace

from cspdesk.domain.partnership import Organisation, Person, Priority, PriorityStatus
from cspdesk.errors import UserError
from cspdesk.store.store import Store

STATUS_VERBS = {
    PriorityStatus.PROPOSED: "Proposed",
    PriorityStatus.ACTIVE: "Activated",
    PriorityStatus.RETIRED: "Retired",
}


def checked_name(name: str, others: dict[str, str], own_id: str, what: str) -> str:
    """Return a name, if no other (others: names by id) has it. Raises UserError when it is empty or taken."""
    clean = " ".join(name.split())
    if not clean:
        raise UserError(f"{what} needs a name.")
    if any(id_ != own_id and other.casefold() == clean.casefold() for id_, other in others.items()):
        raise UserError(f"There is already one called “{clean}”. Give this one a name of its own.")
    return clean


def checked_email(email: str) -> str:
    """Return an e-mail address as typed, or empty. Raises UserError when it cannot be one."""
    clean = email.strip()
    name, at, host = clean.partition("@")
    if clean and not (name and at and "." in host and " " not in clean):
        raise UserError(f"“{clean}” is not an e-mail address. Write it like name@council.gov.uk, or leave it empty.")
    return clean


def organisation_label(before: Organisation | None, after: Organisation) -> str:
    """Return what was done to an organisation, for the history."""
    return f"Added the organisation {after.name}" if before is None else f"Changed the organisation {after.name}"


def person_label(before: Person | None, after: Person) -> str:
    """Return what was done to a person, for the history."""
    return f"Added {after.name} to the people" if before is None else f"Changed the details of {after.name}"


def priority_label(before: Priority | None, after: Priority) -> str:
    """Return what was done to a priority, for the history."""
    if before is None:
        return f"Added the priority {after.name}"
    if before.status is not after.status:
        return f"{STATUS_VERBS[after.status]} the priority {after.name}"
    if before.name != after.name and replace(before, name=after.name) == after:
        return f"Renamed the priority {before.name} to {after.name}"
    return f"Changed the priority {after.name}"


def next_position(store: Store) -> int:
    """Return the place behind every priority."""
    return max((p.position for p in store.partnership.all_priorities()), default=0) + 1


def moved(ids: tuple[str, ...], id_: str, by: int) -> tuple[str, ...]:
    """Return the ids with one of them moved by so many places, at most to an end."""
    rest = [each for each in ids if each != id_]
    place = max(0, min(len(rest), ids.index(id_) + by))
    return (*rest[:place], id_, *rest[place:])
