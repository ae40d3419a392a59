"""Action plans as kept: actions, who takes part, what was reported."""

from sqlite_utils import Database

from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import Action, ActionPartner, ActionUpdate, checked_action
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table

_IN_YEAR = "starts_on <= ? and max(due_on, coalesce(finished_on, due_on)) >= ?"


class PlanStore:
    """The lines of every priority's plan."""

    def __init__(self, db: Database, journal: Journal) -> None:
        self._db = db
        self.actions = Table(db, journal, Action, "actions")
        self.partners = Table(db, journal, ActionPartner, "action_partners")
        self.updates = Table(db, journal, ActionUpdate, "action_updates")

    def actions_in(self, year: FinancialYear, priority_id: str | None = None) -> tuple[Action, ...]:
        """Return the actions that run in a year, of one priority or of all, by due date."""
        return self.actions.where(
            f"{_IN_YEAR} and priority_id = coalesce(?, priority_id)",
            year.ends_on.isoformat(),
            year.starts_on.isoformat(),
            priority_id,
            order="due_on, id",
        )

    def open_actions(self) -> tuple[Action, ...]:
        """Return every action that is neither complete nor stopped, by due date, whatever its year."""
        return self.actions.where("status not in ('complete', 'stopped')", order="due_on, id")

    def actions_of(self, priority_id: str) -> tuple[Action, ...]:
        """Return every action of a priority, whatever its year, by due date."""
        return self.actions.where("priority_id = ?", priority_id, order="due_on, id")

    def proved_by(self, evidence_id: str) -> tuple[Action, ...]:
        """Return the actions that a proof is attached to, by due date."""
        return self.actions.where(
            "id in (select action_id from action_evidence where evidence_id = ?)", evidence_id, order="due_on, id"
        )

    def partner_ids(self, action_id: str) -> tuple[str, ...]:
        """Return the ids of the organisations that take part in an action."""
        return tuple(p.organisation_id for p in self.partners.where("action_id = ?", action_id))

    def updates_of(self, action_id: str) -> tuple[ActionUpdate, ...]:
        """Return what was reported on an action, newest first."""
        return self.updates.where("action_id = ?", action_id, order="made_on desc, id desc")

    def last_updates(self, priority_id: str | None = None) -> dict[str, ActionUpdate]:
        """Return the newest update of every action that has one, of one priority or of all, by action id."""
        found = self.updates.where(
            "? is null or action_id in (select id from actions where priority_id = ?)",
            priority_id,
            priority_id,
            order="made_on, id",
        )
        return {u.action_id: u for u in found}

    def save(self, action: Action, partner_ids: tuple[str, ...] | None = None) -> None:
        """Keep an action, and exactly these partners of it if any are given.

        Raises UserError when the action cannot stand (dates, percent, title).
        """
        self.actions.save(checked_action(action))
        if partner_ids is None:
            return
        wanted = {f"{action.id}:{o}": ActionPartner(f"{action.id}:{o}", action.id, o) for o in partner_ids}
        present = {p.id: p for p in self.partners.where("action_id = ?", action.id)}
        self.partners.delete(*(present.keys() - wanted.keys()))
        self.partners.insert(*(wanted[i] for i in sorted(wanted.keys() - present.keys())))

    def remove(self, action_id: str) -> None:
        """Remove an action with its partners, updates and links to evidence; undo brings all back."""
        for table in (self.partners, self.updates):
            table.delete(*(r.id for r in table.where("action_id = ?", action_id)))
        links = self._db.execute("select id from action_evidence where action_id = ?", (action_id,)).fetchall()
        self._db.conn.executemany("delete from action_evidence where id = ?", links)
        self.actions.delete(action_id)
