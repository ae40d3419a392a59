"""Money: who pays, what for, and what was spent."""

from datetime import date
from enum import StrEnum

from cspdesk.domain.audience import Audience, may_see, reason_said
from cspdesk.domain.records import dataclass, replace
from cspdesk.errors import UserError


class Certainty(StrEnum):
    """How sure the money of an agreement is."""

    REQUESTED = "requested"
    INDICATIVE = "indicative"
    CONFIRMED = "confirmed"
    AT_RISK = "at risk"


class TransactionKind(StrEnum):
    """Whether money has been paid, is promised, or is expected to be spent."""

    ACTUAL = "actual"
    COMMITMENT = "commitment"
    FORECAST = "forecast"


class Spend(StrEnum):
    """Whether a line buys things that last (capital) or keeps work going (revenue)."""

    REVENUE = "revenue"
    CAPITAL = "capital"


class VatBasis(StrEnum):
    """Whether a line's money is meant with VAT, without, or as the payer is charged after what it gets back."""

    AS_PAID = "as paid"
    NET = "net of VAT"
    GROSS = "with VAT"


class Eligibility(StrEnum):
    """Whether the funder's rules allow the spend."""

    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    UNCHECKED = "not checked"


@dataclass(frozen=True, slots=True)
class Agreement:
    """One award from a funder, with its reference, period, certainty and conditions."""

    id: str
    funder_id: str
    reference: str
    title: str
    starts_on: date
    ends_on: date
    awarded_pence: int
    recipient_id: str | None = None
    certainty: Certainty = Certainty.CONFIRMED
    confirmed_on: date | None = None
    conditions: str = ""
    note: str = ""
    marking: Audience = Audience.PUBLIC
    marking_reason: str = ""
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class Instalment:
    """Money received, or due, from the funder."""

    id: str
    agreement_id: str
    due_on: date
    amount_pence: int
    received_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A part of an agreement set aside for a purpose, for one priority or for all (priority_id None)."""

    id: str
    agreement_id: str
    reference: str
    title: str
    original_pence: int
    priority_id: str | None = None
    position: int = 0
    variance_reason: str = ""
    illustrative: bool = False
    spend: Spend = Spend.REVENUE
    vat_basis: VatBasis = VatBasis.AS_PAID

    @property
    def meant(self) -> str:
        """Whether it is capital and how its amounts are meant, in words: “revenue, net of VAT”."""
        return f"{self.spend.value}, {self.vat_basis.value}"


@dataclass(frozen=True, slots=True)
class ProfileAmount:
    """What a line is agreed to spend in the quarter that starts on a day."""

    id: str
    line_id: str
    quarter_starts_on: date
    amount_pence: int


@dataclass(frozen=True, slots=True)
class Virement:
    """Money moved from one line to another of the same agreement; so it sums to zero."""

    id: str
    agreement_id: str
    from_line_id: str
    to_line_id: str
    amount_pence: int
    decided_on: date
    reason: str
    approved_by: str = ""
    marking: Audience = Audience.PUBLIC
    marking_reason: str = ""

    def as_seen(self, audience: Audience) -> "Virement":
        """Return what readers may see of it: the money always, for budgets must add up, but maybe not why and by whom.

        The printed reason is one of those that may be (`audience.Reason`).
        """
        if may_see(audience, self.marking):
            return self
        said = f"Withheld: {reason_said(self.marking_reason).lower()}"
        return replace(self, reason=said, approved_by="Withheld", marking_reason="")


@dataclass(frozen=True, slots=True)
class Transaction:
    """Money paid, promised or expected, from an agreement; line_id None until it is assigned."""

    id: str
    agreement_id: str
    kind: TransactionKind
    occurred_on: date
    payee: str
    amount_pence: int
    line_id: str | None = None
    description: str = ""
    reference: str = ""
    category: str = ""
    vat_pence: int | None = None
    eligibility: Eligibility = Eligibility.UNCHECKED
    outside_period: bool = False
    import_id: str | None = None
    source_row: int | None = None
    note: str = ""
    marking: Audience = Audience.PUBLIC
    marking_reason: str = ""
    illustrative: bool = False


def checked_agreement(agreement: Agreement) -> Agreement:
    """Return the agreement if it can be kept. Raises UserError naming what is wrong."""
    if not agreement.reference.strip():
        raise UserError("An agreement needs the funder's reference.")
    if agreement.ends_on < agreement.starts_on:
        raise UserError(f"Agreement {agreement.reference} ends before it starts. Check its two dates.")
    if agreement.awarded_pence < 0:
        raise UserError(f"Agreement {agreement.reference}: the award cannot be negative.")
    return agreement
