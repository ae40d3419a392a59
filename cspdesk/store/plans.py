"""Action plans as kept: actions with their milestones, outputs and links, who takes part, what was reported."""

import json
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import groupby
from sqlite3 import Connection
from typing import TYPE_CHECKING, TypeVar

from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.field_markings import words_of
from cspdesk.domain.milestones import (
    Milestone,
    Output,
    OutputQuarter,
    checked_milestone,
    checked_quarter,
)
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import (
    Action,
    ActionDependency,
    ActionIndicator,
    ActionLine,
    ActionPartner,
    ActionUpdate,
    checked_action,
    dependency_loop,
)
from cspdesk.domain.ratings import RULE_ID, RatingRule
from cspdesk.domain.whole_action import CountedOutput, WholeAction
from cspdesk.errors import UserError
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Record, Table

if TYPE_CHECKING:
    from cspdesk.domain.plan_memory import PlanRowMemory

_IDS = "(select value from json_each(?))"  # ids handed over as one JSON text, however many
_IN_YEAR = "starts_on <= ? and max(due_on, coalesce(finished_on, due_on)) >= ?"

L = TypeVar("L", bound=Record)

NO_YEARS: frozenset[FinancialYear] = frozenset()


class PlanStore:
    """The lines of every priority's plan."""

    def __init__(self, db: Connection, journal: Journal) -> None:
        self._db = db
        self._veil = journal.veil
        self._journal = journal
        self.actions = Table(db, journal, Action, "actions")
        self.partners = Table(db, journal, ActionPartner, "action_partners")
        self.updates = Table(db, journal, ActionUpdate, "action_updates")
        self.milestones = Table(db, journal, Milestone, "milestones")
        self.outputs = Table(db, journal, Output, "outputs")
        self.quarters = Table(db, journal, OutputQuarter, "output_quarters")
        self.dependencies = Table(db, journal, ActionDependency, "action_dependencies")
        self.lines = Table(db, journal, ActionLine, "action_lines")
        self.indicators = Table(db, journal, ActionIndicator, "action_indicators")
        self.rules = Table(db, journal, RatingRule, "rating_rules")

    @cached_property
    def remembered(self) -> "Table[PlanRowMemory]":
        """What sheets called the actions that were taken in from them."""
        from cspdesk.domain.plan_memory import PlanRowMemory

        return Table(self._db, self._journal, PlanRowMemory, "plan_rows")

    def actions_in(self, year: FinancialYear, priority_id: str | None = None) -> tuple[Action, ...]:
        """Return the actions that run in a year, of one priority or of all, by due date."""
        return self.actions.where(
            f"{_IN_YEAR} and priority_id = coalesce(?, priority_id)",
            year.ends_on.isoformat(),
            year.starts_on.isoformat(),
            priority_id,
            order="due_on, id",
        )

    def in_order_of_readers(self, actions: Iterable[Action]) -> tuple[Action, ...]:
        """Return actions with those first that more readers may see, each rank in the order given.

        So an action has the same number in every version of a plan, and no number leaves a gap that tells where among
        the others a withheld one stands.
        """
        singly, words = self._veil.single_marks(), words_of(Action)

        def hidden_from(action: Action) -> int:
            figures = [mark.marking for mark in singly.get(action.id, ()) if mark.field not in words]
            return max(sum(not may_see(each, marking) for each in Audience) for marking in (action.marking, *figures))

        return tuple(sorted(actions, key=hidden_from))

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

    def whole(self, actions: Iterable[Action]) -> tuple[WholeAction, ...]:
        """Return these actions, in their order, each with all that hangs on it; nine readings however many."""
        actions = tuple(actions)
        milestones = self._of(self.milestones, actions, order="baseline_on, id")
        outputs = self._of(self.outputs, actions, order="position, id")
        quarters, small = self._quarters_of(actions), self._small_outputs()
        partners, needs = self._of(self.partners, actions), self._of(self.dependencies, actions)
        lines, indicators = self._of(self.lines, actions), self._of(self.indicators, actions, order="name")
        updates = self._last_updates_of(actions)
        return tuple(
            WholeAction(
                a,
                milestones.get(a.id, ()),
                tuple(
                    CountedOutput(o, quarters.get(o.id, ()), small.get(o.id, NO_YEARS)) for o in outputs.get(a.id, ())
                ),
                tuple(p.organisation_id for p in partners.get(a.id, ())),
                tuple(n.needs_id for n in needs.get(a.id, ())),
                tuple(n.line_id for n in lines.get(a.id, ())),
                tuple(i.name for i in indicators.get(a.id, ())),
                updates.get(a.id),
            )
            for a in actions
        )

    def with_dates(self, actions: Iterable[Action]) -> tuple[WholeAction, ...]:
        """Return these actions, in their order, each with what rates it alone: milestones and last update."""
        actions = tuple(actions)
        milestones = self._of(self.milestones, actions, order="baseline_on, id")
        updates = self._last_updates_of(actions)
        return tuple(WholeAction(a, milestones.get(a.id, ()), last_update=updates.get(a.id)) for a in actions)

    def rating_rule(self) -> RatingRule:
        """Return the thresholds of the computed rating: the record's own, or those everyone starts with."""
        return self.rules.find(RULE_ID) or RatingRule()

    def save(self, action: Action, partner_ids: tuple[str, ...] | None = None) -> None:
        """Keep an action, and exactly these partners of it if any are given.

        Raises UserError when the action cannot stand (dates, percent, title).
        """
        self.actions.save(checked_action(action))
        if partner_ids is not None:
            wanted = (ActionPartner(f"{action.id}:{o}", action.id, o) for o in partner_ids)
            self._keep_exactly(self.partners, action.id, wanted)

    def save_milestone(self, milestone: Milestone) -> None:
        """Keep a milestone of an action. Raises UserError when it lies before the action's start or has no title."""
        self.milestones.save(checked_milestone(milestone, self.actions.get(milestone.action_id)))

    def save_quarter(self, quarter: OutputQuarter) -> None:
        """Keep the figures of one quarter of an output. Raises UserError when one is negative."""
        self.quarters.save(checked_quarter(quarter, self.outputs.get(quarter.output_id)))

    def set_needs(self, action_id: str, needs_ids: Iterable[str]) -> None:
        """Keep exactly these actions as what an action needs. Raises UserError naming the loop they would close."""
        needs = {a: {d.needs_id for d in ds} for a, ds in _grouped(self.dependencies.where(order="action_id, id"))}
        needs[action_id] = set(needs_ids)
        if loop := dependency_loop(needs):
            titles = " → ".join(f"“{self.actions.get(a).title}”" for a in loop)
            raise UserError(f"These actions would wait for each other: {titles}. Take one of the links out.")
        wanted = (ActionDependency(f"{action_id}:{n}", action_id, n) for n in sorted(needs[action_id]))
        self._keep_exactly(self.dependencies, action_id, wanted)

    def set_lines(self, action_id: str, line_ids: Iterable[str]) -> None:
        """Keep exactly these budget lines as what pays for an action."""
        self._keep_exactly(self.lines, action_id, (ActionLine(f"{action_id}:{n}", action_id, n) for n in line_ids))

    def set_indicators(self, action_id: str, names: Iterable[str]) -> None:
        """Keep exactly these indicators, by name, as what an action is meant to move."""
        wanted = (ActionIndicator(f"{action_id}:{n}", action_id, n) for n in dict.fromkeys(names))
        self._keep_exactly(self.indicators, action_id, wanted)

    def remove(self, action_id: str) -> None:
        """Remove an action with all that hangs on it; undo brings all back."""
        for output in self.outputs.where("action_id = ?", action_id):
            self.remove_output(output.id)
        for table in (
            self.partners,
            self.updates,
            self.milestones,
            self.dependencies,
            self.lines,
            self.indicators,
            self.remembered,
        ):
            table.delete(*(r.id for r in table.where("action_id = ?", action_id)))
        self.dependencies.delete(*(d.id for d in self.dependencies.where("needs_id = ?", action_id)))
        links = self._db.execute("select id from action_evidence where action_id = ?", (action_id,)).fetchall()
        self._db.executemany("delete from action_evidence where id = ?", links)
        for sql in ("update commissioned_services set action_id = null", "delete from year_end_decisions"):
            self._db.execute(f"{sql} where action_id = ?", (action_id,))
        self.actions.delete(action_id)

    def remove_output(self, output_id: str) -> None:
        """Remove an output with its figures."""
        self.quarters.delete(*(q.id for q in self.quarters.where("output_id = ?", output_id)))
        self.outputs.delete(output_id)

    def _keep_exactly(self, table: Table[L], action_id: str, records: Iterable[L]) -> None:
        wanted = {r.id: r for r in records}
        present = {r.id for r in table.where("action_id = ?", action_id)}
        table.delete(*sorted(present - wanted.keys()))
        table.insert(*(r for i, r in wanted.items() if i not in present))

    def _of(self, table: Table[L], actions: tuple[Action, ...], order: str = "id") -> dict[str, tuple[L, ...]]:
        """Return the rows of a table that belong to these actions, by action."""
        found = table.where(f"action_id in {_IDS}", _ids(actions), order=f"action_id, {order}")
        return dict(_grouped(found))

    def _small_outputs(self) -> dict[str, frozenset[FinancialYear]]:
        """Return the years of each output whose counts the audience looked as is not told."""
        years: dict[str, set[FinancialYear]] = {}
        for output, year in self._veil.small_outputs():
            years.setdefault(output, set()).add(FinancialYear(year))
        return {output: frozenset(found) for output, found in years.items()}

    def _quarters_of(self, actions: tuple[Action, ...]) -> dict[str, tuple[OutputQuarter, ...]]:
        found = self.quarters.where(
            f"output_id in (select id from outputs where action_id in {_IDS})",
            _ids(actions),
            order="output_id, quarter_starts_on",
        )
        return dict(_grouped(found, lambda q: q.output_id))

    def _last_updates_of(self, actions: tuple[Action, ...]) -> dict[str, ActionUpdate]:
        found = self.updates.where(
            "id in (select (select newest.id from action_updates newest where newest.action_id = value"
            " order by newest.made_on desc, newest.id desc limit 1) from json_each(?))",
            _ids(actions),
        )
        return {update.action_id: update for update in found}


def _ids(actions: Iterable[Action]) -> str:
    return json.dumps([action.id for action in actions])


def _grouped(records: Iterable[L], key: Callable[[L], str] | None = None) -> Iterable[tuple[str, tuple[L, ...]]]:
    """Give records that come in order of their action (or other key), by it."""
    by = key or (lambda r: str(r.action_id))  # type: ignore[attr-defined]
    return ((owner, tuple(group)) for owner, group in groupby(records, by))
