"""Which returns are asked for, begun and sent: what the Desk wants, read without their figures and answers."""

from sqlite3 import Connection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cspdesk.domain.returns import AskedReturn, Return


class ReturnDates:
    """A reading of the returns; nothing is loaded for a record that has none."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def begun(self) -> "tuple[Return, ...]":
        """Return every return, without figures."""
        rows = self._db.execute("select id, agreement_id, template, period, state from returns").fetchall()
        if not rows:
            return ()
        from cspdesk.domain.returns import Return, ReturnState

        return tuple(
            Return(id_, agreement, template, period, ReturnState(state))
            for id_, agreement, template, period, state in rows
        )

    def asked(self) -> "tuple[AskedReturn, ...]":
        """Return what agreements ask for."""
        rows = self._db.execute("select id, agreement_id, template, first_period from asked_returns").fetchall()
        if not rows:
            return ()
        from cspdesk.domain.returns import AskedReturn

        return tuple(AskedReturn(*row) for row in rows)
