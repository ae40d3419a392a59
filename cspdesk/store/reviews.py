"""Reviews of plans as kept, their decisions, and what became of open actions at a year's end."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import groupby
from json import dumps
from sqlite3 import Connection
from typing import Any

from cspdesk.domain.audience import Audience
from cspdesk.domain.frozen_plan import freeze, read_frozen
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.ratings import rate_action
from cspdesk.domain.records import dataclass
from cspdesk.domain.reviews import Review, ReviewDecision, YearEndDecision, checked_decision, checked_review
from cspdesk.domain.since_review import TABLES, SinceNames, SinceReview, since
from cspdesk.domain.year_end import YearEndChoice, settle
from cspdesk.store.journal import Journal
from cspdesk.store.journal_since import Only, place, rows_since
from cspdesk.store.plans import PlanStore
from cspdesk.store.rows import Table

_PUT_TO = "json_extract(latest.after, '$.line_id') in (select value from json_each(?))"


@dataclass(frozen=True, slots=True)
class ReviewHeading:
    """A review as a list shows it, without the plan it froze: how many decisions it made, and how many are done."""

    id: str
    priority_id: str | None
    year: FinancialYear
    held_on: date
    next_on: date | None
    marking: Audience
    summary: str
    decisions: int
    done: int


class ReviewStore:
    """Every dated look at a plan."""

    def __init__(self, db: Connection, journal: Journal, plans: PlanStore) -> None:
        self._db = db
        self._plans = plans
        self._veil = journal.veil
        self.reviews = Table(db, journal, Review, "reviews")
        self.decisions = Table(db, journal, ReviewDecision, "review_decisions")
        self.year_ends = Table(db, journal, YearEndDecision, "year_end_decisions")

    def of_priority(self, priority_id: str) -> tuple[Review, ...]:
        """Return the reviews that looked at a priority, its own and those of the whole plan, newest first."""
        return self.reviews.where("priority_id is null or priority_id = ?", priority_id, order="held_on desc, id desc")

    def all_reviews(self) -> tuple[Review, ...]:
        """Return every review, newest first."""
        return self.reviews.where(order="held_on desc, id desc")

    def headings(self, priority_id: str) -> tuple[ReviewHeading, ...]:
        """Return the reviews that looked at a priority, newest first, without the plans they froze."""
        rows = self._db.execute(
            "select r.id, priority_id, year, held_on, next_on, marking, summary, count(d.id), count(d.done_on) "
            "from reviews r left join review_decisions d on d.review_id = r.id "
            "where priority_id is null or priority_id = ? group by r.id order by held_on desc, r.id desc",
            (priority_id,),
        )
        return tuple(self._heading(*row) for row in rows)

    def _heading(self, id_: str, of: str | None, year: int, held: str, due: str | None, *rest: Any) -> ReviewHeading:
        marking, summary, *counts = rest
        values = {"priority_id": of, "marking": marking, "summary": summary}
        seen = self._veil.covered(self.reviews.name, id_, values) or values
        next_on = date.fromisoformat(due) if due else None
        mark, said = Audience(seen["marking"]), str(seen["summary"])
        return ReviewHeading(id_, of, FinancialYear(year), date.fromisoformat(held), next_on, mark, said, *counts)

    def decisions_of(self, review_id: str) -> tuple[ReviewDecision, ...]:
        """Return what a review decided, in order."""
        return self.decisions.where("review_id = ?", review_id, order="position, id")

    def open_decisions(self) -> tuple[ReviewDecision, ...]:
        """Return every decision not yet carried out, by due date."""
        return self.decisions.where("done_on is null", order="coalesce(due_on, '9999'), id")

    def year_end_of(self, year: FinancialYear) -> tuple[YearEndDecision, ...]:
        """Return what was decided of open actions at the end of a year."""
        return self.year_ends.where("year = ?", year.first, order="action_id")

    def hold(self, review: Review, decisions: tuple[ReviewDecision, ...] = ()) -> Review:
        """Keep a review with the plan as it stands today and the journal's place, and return it so.

        Whatever the review holds for these two is replaced. Raises UserError when a decision says nothing or a date
        is wrong.
        """
        actions = self._plans.actions_in(review.year, review.priority_id)
        plan = freeze(self._plans.whole(actions), review.held_on, review.year, self._plans.rating_rule())
        held = replace(review, at_change=place(self._db), frozen=plan.to_json())
        self.save(held, decisions)
        return held

    def since(self, review: Review, today: date) -> SinceReview:
        """Return what became of the plan that a review looked at, in sentences, read from the journal."""
        names = self._names(review, today)
        told = [line for line, actions in names.paid_from.items() if any(each in names.actions for each in actions)]
        paid = Only("transactions", _PUT_TO, (dumps(told),))
        return since(rows_since(self._db, review.at_change, TABLES, self._veil, paid), names)

    def _names(self, review: Review, today: date) -> SinceNames:
        """Return what the rows of the journal point at, as it is now."""
        actions = self._plans.actions_in(review.year, review.priority_id)
        rule, frozen = self._plans.rating_rule(), read_frozen(review.frozen)
        wholes = self._plans.whole(actions)
        links = self._db.execute("select line_id, action_id from action_lines order by line_id, action_id").fetchall()
        return SinceNames(
            review.year,
            review.priority_id,
            {a.id: dict(zip(self._plans.actions.columns, self._plans.actions.encode(a), strict=True)) for a in actions},
            dict(self._db.execute("select id, name from people").fetchall()),
            self._line_names(),
            {line: tuple(a for _, a in group) for line, group in groupby(links, lambda link: str(link[0]))},
            {action.id: action.computed.rating for action in frozen.actions},
            {whole.action.id: rate_action(whole, today, rule) for whole in wholes},
            {c.output.id: (whole.action.id, c.output.title) for whole in wholes for c in whole.outputs},
        )

    def _line_names(self) -> dict[str, str]:
        rows = self._db.execute("select id, agreement_id, priority_id, reference, title from budget_lines").fetchall()
        known = (
            dict(zip(("id", "agreement_id", "priority_id", "reference", "title"), row, strict=True)) for row in rows
        )
        seen = ((str(r["id"]), self._veil.covered("budget_lines", str(r["id"]), r) or r) for r in known)
        return {id_: f"{row['reference']} {row['title']}".strip() for id_, row in seen}

    def carry_forward(
        self, year: FinancialYear, choices: Iterable[YearEndChoice], decided_on: date
    ) -> tuple[YearEndDecision, ...]:
        """Carry each chosen action into the next year or close it, and keep what was decided and why.

        Services, outputs, links, updates and money stay as they are. Raises UserError when a choice cannot stand;
        nothing is then done.
        """
        chosen = {choice.action_id: choice for choice in choices}
        actions = self._plans.whole(self._plans.actions.get(action_id) for action_id in chosen)
        settled = [settle(whole, chosen[whole.action.id], year, decided_on) for whole in actions]
        for each in settled:
            self._plans.save(each.action)
            for milestone in each.milestones:
                self._plans.save_milestone(milestone)
            self.year_ends.save(each.decision)
        return tuple(each.decision for each in settled)

    def save(self, review: Review, decisions: tuple[ReviewDecision, ...]) -> None:
        """Keep a review with exactly these decisions. Raises UserError when one says nothing or a date is wrong."""
        self.reviews.save(checked_review(review))
        wanted = {d.id: checked_decision(d) for d in decisions}
        self.decisions.delete(*(d.id for d in self.decisions_of(review.id) if d.id not in wanted))
        for decision in wanted.values():
            self.decisions.save(decision)

    def remove(self, review_id: str) -> None:
        """Remove a review with its decisions; undo brings all back."""
        self.decisions.delete(*(d.id for d in self.decisions_of(review_id)))
        self.reviews.delete(review_id)
