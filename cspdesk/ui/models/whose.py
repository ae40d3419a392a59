"""Whose desk it is: everyone's, or one person's, remembered on this computer."""

from cspdesk.domain.partnership import Person
from cspdesk.ui.session import Session

MINE, ME = "desk/mine", "desk/me"


def me(session: Session) -> Person | None:
    """Return who sits at this desk: who was chosen last, else the person whose name the history is given."""
    people = {p.id: p for p in session.store.partnership.all_people()}
    chosen = people.get(session.settings.text(ME))
    named = session.store.person.strip().casefold()
    return chosen or next((p for p in people.values() if p.name.casefold() == named), None)


def my_ids(person: Person | None) -> frozenset[str]:
    """Return the ids by which things are a person's: their own, and their organisation's."""
    if person is None:
        return frozenset()
    return frozenset((person.id, *((person.organisation_id,) if person.organisation_id else ())))


def keep_me(session: Session, person_id: str | None) -> None:
    """Remember who sits here."""
    session.settings.keep(ME, person_id or "")


def is_mine(session: Session) -> bool:
    """Return whether one person's desk is shown."""
    return session.settings.flag(MINE)


def keep_mine(session: Session, mine: bool) -> None:
    """Remember whether one person's desk is shown."""
    session.settings.keep(MINE, mine)
