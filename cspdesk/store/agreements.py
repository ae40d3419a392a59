"""What agreements say beyond their amount, as kept: variations, clauses, contributions beside the grant."""

from collections.abc import Sequence
from dataclasses import replace
from sqlite3 import Connection

from cspdesk.domain.agreements import (
    ClaimRule,
    ClauseUse,
    Variation,
    checked_instalment,
    checked_rule,
    checked_use,
    checked_variation,
)
from cspdesk.domain.funding import Eligibility, Instalment, ProfileAmount
from cspdesk.domain.match import Match, checked_match
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.profiles import checked_profile
from cspdesk.errors import UserError
from cspdesk.store.funding import FundingStore
from cspdesk.store.ids import new_id
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table


class AgreementStore:
    """Everything about an agreement that is not its budget."""

    def __init__(self, db: Connection, journal: Journal, funding: FundingStore) -> None:
        self._db = db
        self._funding = funding
        self.clauses_used = Table(db, journal, ClauseUse, "clause_uses")
        self.rules = Table(db, journal, ClaimRule, "claim_rules")
        self.variations = funding.variations
        self.matches = Table(db, journal, Match, "matches")

    def vary(self, variation: Variation) -> None:
        """Keep a variation; a new last day becomes the agreement's.

        Raises UserError when it cannot stand, and when a line that it gave to before has moved the money on.
        """
        agreement = self._funding.agreements.get(variation.agreement_id)
        known = self.variations.find(variation.id)
        line = self._funding.lines.get(variation.line_id) if variation.line_id else None
        revised = self._funding.line_position(line.id, without=variation.id).revised if line else 0
        self.variations.save(checked_variation(variation, agreement, line, revised))
        if known is not None and known.line_id and self._funding.line_position(known.line_id).revised < 0:
            raise UserError(
                "The line it gave to before has given that money to other lines already. Move it back first."
            )
        if variation.ends_on is not None:
            self._funding.save_agreement(replace(agreement, ends_on=variation.ends_on))

    def remove_variation(self, variation: Variation) -> None:
        """Remove a variation of money. Raises UserError when the line holds too little, or it changed the last day."""
        if variation.ends_on is not None:
            raise UserError(
                "This variation changed the last day of the agreement. Undo it, or record one that sets the day back."
            )
        if variation.line_id and self._funding.line_position(variation.line_id, without=variation.id).revised < 0:
            raise UserError("The line has given that money to other lines already. Move it back first.")
        self.variations.delete(variation.id)

    def rules_of(self, agreement_id: str) -> tuple[ClaimRule, ...]:
        """Return an agreement's clauses in their order."""
        return self.rules.where("agreement_id = ?", agreement_id, order="position, clause, id")

    def save_rule(self, rule: ClaimRule) -> None:
        """Keep a clause. Raises UserError when it lacks number or words, is there twice, or its uses say otherwise."""
        known = self.rules.find(rule.id)
        if any(r.clause == rule.clause and r.id != rule.id for r in self.rules_of(rule.agreement_id)):
            raise UserError(f"Clause {rule.clause} is there already. Change that one instead.")
        if known is not None and known.eligible is not rule.eligible and self._uses(rule.id):
            raise UserError(f"Payments were judged by clause {rule.clause} as it stands. Judge them anew first.")
        self.rules.save(checked_rule(rule))

    def remove_rule(self, rule: ClaimRule) -> None:
        """Remove a clause. Raises UserError when payments were judged by it."""
        if self._uses(rule.id):
            raise UserError(f"Payments were judged by clause {rule.clause}. Judge them by another clause first.")
        self.rules.delete(rule.id)

    def _uses(self, rule_id: str) -> tuple[ClauseUse, ...]:
        return self.clauses_used.where("rule_id = ?", rule_id)

    def judge(self, transaction_ids: Sequence[str], judged: Eligibility, rule_id: str | None = None) -> None:
        """Mark transactions eligible, ineligible or not checked, by a clause if one is given.

        Raises UserError when the clause is another agreement's or says the opposite.
        """
        rule = self.rules.get(rule_id) if rule_id else None
        for id_ in transaction_ids:
            entry = self._funding.transactions.get(id_)
            self.clauses_used.delete(*(use.id for use in self.clauses_used.where("transaction_id = ?", id_)))
            if rule is not None:
                checked_use(rule, entry.agreement_id, judged)
                self.clauses_used.insert(ClauseUse(f"{id_}:{rule.id}", id_, rule.id))
            self._funding.transactions.save(replace(entry, eligibility=judged))

    def clauses_of(self, agreement_id: str) -> dict[str, ClaimRule]:
        """Return, by transaction id, the clause by which it was judged."""
        rules = {rule.id: rule for rule in self.rules_of(agreement_id)}
        uses = self.clauses_used.where("rule_id in (select id from claim_rules where agreement_id = ?)", agreement_id)
        return {use.transaction_id: rules[use.rule_id] for use in uses}

    def matches_of(self, agreement_id: str) -> tuple[Match, ...]:
        """Return what partners put in beside an agreement, by date."""
        return self.matches.where("agreement_id = ?", agreement_id, order="given_on, id")

    def save_match(self, match: Match) -> None:
        """Keep a contribution beside the grant. Raises UserError when it cannot stand or is on another's line."""
        line = self._funding.lines.get(match.line_id) if match.line_id else None
        if line is not None and line.agreement_id != match.agreement_id:
            raise UserError("That budget line belongs to another agreement. Choose one of this agreement's lines.")
        self.matches.save(checked_match(match))

    def save_instalment(self, instalment: Instalment) -> None:
        """Keep an instalment. Raises UserError when it is of nothing, before the agreement, or above the award."""
        agreement = self._funding.agreements.get(instalment.agreement_id)
        others = self._funding.instalments_of(agreement.id)
        varied = self._funding.variations_of(agreement.id)
        self._funding.instalments.save(checked_instalment(instalment, agreement, others, varied))

    def set_profile(self, line_id: str, year: FinancialYear, quarters: Sequence[int | None]) -> None:
        """Keep what a line is agreed to spend in each quarter of a year, in pence; None: nothing agreed.

        Raises UserError when an amount is below nought. What was agreed before stays in the history.
        """
        table, line = self._funding.profile_amounts, self._funding.lines.get(line_id)
        known = {p.quarter_starts_on: p for p in table.where("line_id = ?", line_id)}
        for quarter, pence in zip(year.quarters, checked_profile(line, quarters), strict=True):
            held = known.get(quarter.starts_on)
            if pence is not None:
                amount = held or ProfileAmount(new_id(), line_id, quarter.starts_on, 0)
                table.save(replace(amount, amount_pence=pence))
            elif held is not None:
                table.delete(held.id)

    def remove_all_of(self, agreement_id: str) -> None:
        """Remove what an agreement says beyond its budget, before the agreement itself is removed."""
        self.variations.require_step()
        lines = "line_id in (select id from budget_lines where agreement_id = ?)"
        for table, condition in (
            ("variations", "agreement_id = ?"),
            ("claim_rules", "agreement_id = ?"),
            ("matches", "agreement_id = ?"),
            ("forecast_amounts", "version_id in (select id from forecast_versions where agreement_id = ?)"),
            ("forecast_versions", "agreement_id = ?"),
            ("underspend_plans", lines),
            ("action_lines", lines),
        ):
            self._db.execute(f"delete from {table} where {condition}", (agreement_id,))
        self._db.execute(f"update cost_shares set line_id = null where {lines}", (agreement_id,))
