"""The place of an indicator among those of its priority, changed one step at a time."""

from cspdesk.app.indicator_edits import move_to, next_to
from cspdesk.ui.session import Session


def shift_indicator(session: Session, indicator_id: str, step: int) -> bool:
    """Move an indicator up (-1) or down (1) among those in sight, as one step of the history.

    Return whether it was moved: not at the end of its row, nor in a file that is only read.
    """
    store = session.store
    one = store.results.indicators.find(indicator_id)
    other = None if one is None or session.read_only else next_to(store, one, step, session.audience)
    if one is None or other is None:
        return False
    return session.do(f"Moved the indicator “{one.name}”", lambda: move_to(store, one, other))
