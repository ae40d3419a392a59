"""What the forms of scrutiny choose from: a meeting, a priority, a person."""

from cspdesk.domain.audience import may_see
from cspdesk.domain.periods import long_date
from cspdesk.ui.models.scrutiny_rows import WHOLE
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.fields import ChoiceBox


def meeting_choice(session: Session, chosen: str) -> ChoiceBox[str]:
    """Return the meetings to choose from, newest first."""
    seen = [m for m in session.store.scrutiny.all_meetings() if may_see(session.audience, m.marking)]
    box: ChoiceBox[str] = ChoiceBox([(f"{long_date(m.held_on)}, {m.body}", m.id) for m in seen])
    box.set_value(chosen)
    return box


def priority_choice(session: Session, chosen: str | None) -> ChoiceBox[str | None]:
    """Return the priorities to choose from, after the whole partnership."""
    every = session.store.partnership.all_priorities()
    seen = [p for p in every if may_see(session.audience, p.marking)]  # what is of a hidden one is not shown at all
    box: ChoiceBox[str | None] = ChoiceBox([(WHOLE, None), *((p.name, p.id) for p in seen)])
    box.set_value(chosen)
    return box


def person_choice(session: Session, chosen: str | None) -> ChoiceBox[str | None]:
    """Return the people to choose from, after nobody."""
    box: ChoiceBox[str | None] = ChoiceBox(
        [("Nobody yet", None), *((p.name, p.id) for p in session.store.partnership.all_people())]
    )
    box.set_value(chosen)
    return box
