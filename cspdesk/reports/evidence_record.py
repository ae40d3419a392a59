"""What an evidence of spend is made from: one agreement's record, as the store read it at one moment."""

from datetime import date

from cspdesk.domain.agreements import Variation
from cspdesk.domain.audience import Audience
from cspdesk.domain.commitments import Accrual, CommitmentPayment
from cspdesk.domain.evidence import Evidence, TransactionEvidence
from cspdesk.domain.funding import Agreement, BudgetLine, Instalment, ProfileAmount, Transaction, Virement
from cspdesk.domain.partnership import Organisation, Partnership, Priority
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.records import dataclass


@dataclass(frozen=True, slots=True)
class SpendRecord:
    """Everything of one agreement, withheld things included; gather decides what a reader may see.

    transactions are all of the agreement's, of every year and kind, so that what the document leaves out can be
    counted and said. priority_id asks for one priority's lines only. version names the state of the record, such as
    the number and day of its last step, and is printed on every page.
    """

    partnership: Partnership
    agreement: Agreement
    funder: Organisation
    recipient: Organisation | None
    priorities: tuple[Priority, ...]
    lines: tuple[BudgetLine, ...]
    profile: tuple[ProfileAmount, ...]
    virements: tuple[Virement, ...]
    transactions: tuple[Transaction, ...]
    evidence: tuple[Evidence, ...]
    links: tuple[TransactionEvidence, ...]
    year: FinancialYear
    audience: Audience
    as_at: date
    version: str
    priority_id: str | None = None
    instalments: tuple[Instalment, ...] = ()
    variations: tuple[Variation, ...] = ()
    settlements: tuple[CommitmentPayment, ...] = ()
    accruals: tuple[Accrual, ...] = ()
