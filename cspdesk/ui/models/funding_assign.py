"""Which unassigned payments are meant: by payee, category and words; and the rule that would find them again."""

from collections.abc import Iterable

from cspdesk.domain.funding import Transaction
from cspdesk.domain.imports import AssignmentRule
from cspdesk.domain.money import short_pounds
from cspdesk.domain.records import dataclass
from cspdesk.ui.models.money_rows import payments


@dataclass(frozen=True, slots=True)
class PaymentFilter:
    """What is asked for; the same three parts that a rule remembers."""

    payee: str = ""
    category: str = ""
    text: str = ""

    @property
    def asks_nothing(self) -> bool:
        """Whether it takes every payment."""
        return not (self.payee or self.category or self.text)

    def as_rule(self, id_: str, agreement_id: str, position: int, line_id: str) -> AssignmentRule:
        """Return the rule that finds the same payments in the next import."""
        return AssignmentRule(id_, agreement_id, position, line_id, self.payee, self.category, self.text)

    def of(self, entries: Iterable[Transaction]) -> tuple[Transaction, ...]:
        """Return the payments that are meant."""
        rule = self.as_rule("", "", 0, "")
        return tuple(entry for entry in entries if rule.matches(entry))

    def words(self) -> str:
        """Say what is asked for: payee has “locks”, category has “repairs”."""
        asked = (("payee", self.payee), ("category", self.category), ("text", self.text))
        return ", ".join(f"{name} has “{value}”" for name, value in asked if value)


def rule_words(rule: AssignmentRule) -> str:
    """Say what a rule looks for."""
    return PaymentFilter(rule.payee, rule.category, rule.text).words() or "every payment"


def payments_words(entries: Iterable[Transaction]) -> str:
    """Say how many payments there are and what they come to."""
    known = list(entries)
    return f"{payments(len(known))}, {short_pounds(sum(t.amount_pence for t in known))}"
