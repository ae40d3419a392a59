"""A small record for the tests of money: one agreement, two lines, a few payments, one proof."""

from datetime import date

from cspdesk.domain.audience import Audience
from cspdesk.domain.funding import ProfileAmount, Transaction, TransactionKind
from cspdesk.domain.partnership import Organisation, OrganisationRole, Priority
from cspdesk.domain.periods import FinancialYear
from cspdesk.store.store import Store
from tests.builders import agreement, line, payment, reference

YEAR = FinancialYear(2015)


def fill(store: Store) -> None:
    """Add the agreement A-1 of £1,000 with lines of £600 and £400, and payments t-1 to t-5 in May 2015."""
    with store.step("Set up"):
        store.partnership.organisations.insert(Organisation("funder", "The Commissioner", OrganisationRole.FUNDER))
        store.partnership.priorities.insert(Priority("priority", 1, "Safer streets"))
        store.funding.save_agreement(agreement())
        store.funding.lines.insert(
            line("line-1", title="Locks", original_pence=600_00),
            line("line-2", title="Leaflets", original_pence=400_00),
        )
        store.funding.transactions.insert(*_payments())
        store.evidence.evidence.insert(reference("proof"))
        store.evidence.attach_to_transactions("proof", ["t-1"])


def fill_profile(store: Store) -> None:
    """Add a profile of £150 a quarter for line 1."""
    with store.step("Agreed a profile"):
        store.funding.profile_amounts.insert(
            *(ProfileAmount(f"q{q.number}", "line-1", q.starts_on, 150_00) for q in YEAR.quarters)
        )


def _payments() -> tuple[Transaction, ...]:
    return (
        payment("t-1", amount_pence=100_00, line_id="line-1", payee="Lock Co", category="Repairs"),
        payment("t-2", amount_pence=50_00, line_id="line-1", payee="Lock Co", marking=Audience.RESTRICTED),
        payment("t-3", amount_pence=30_00, line_id="line-2", payee="Print & Co", description="Leaflets, May"),
        payment("t-4", amount_pence=20_00, line_id="line-2", payee="Print & Co", kind=TransactionKind.COMMITMENT),
        payment("t-5", amount_pence=12_34, payee="Hall Trust", category="Venue", occurred_on=date(2015, 6, 1)),
        payment("t-6", amount_pence=1_00, payee="Lock Co", category="Repairs", occurred_on=date(2015, 6, 2)),
    )
