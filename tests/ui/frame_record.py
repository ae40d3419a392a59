"""A small record for tests of the window's frame: three priorities, one agreement, payments, actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cspdesk.domain.audience import Audience
from cspdesk.domain.evidence import Evidence, EvidenceKind
from cspdesk.domain.funding import Agreement, BudgetLine, Transaction, TransactionKind
from cspdesk.domain.partnership import Organisation, Person, Priority, PriorityStatus
from cspdesk.domain.plans import Action, ActionStatus
from cspdesk.store.store import Store

YEAR_START, YEAR_END = date(2015, 4, 1), date(2016, 3, 31)


@dataclass(frozen=True, slots=True)
class Ids:
    """What tests refer to."""

    homes: str = "priority-1"
    roads: str = "priority-2"
    parks: str = "priority-3"
    late: str = "action-late"
    soon: str = "action-soon"
    secret: str = "action-secret"
    agreement: str = "agreement-1"


IDS = Ids()


def fill(store: Store) -> None:
    """Fill a new file, in three steps."""
    with store.step("Set up the partnership"):
        store.partnership.organisations.insert(Organisation("org-1", "Commissioner"))
        store.partnership.people.insert(Person("person-1", "Homes lead"))
        store.partnership.priorities.insert(
            Priority(IDS.homes, 1, "Safer homes", "Fewer burglaries", lead_id="person-1"),
            Priority(IDS.roads, 2, "Safer roads", status=PriorityStatus.PROPOSED),
            Priority(IDS.parks, 3, "Safer parks", status=PriorityStatus.RETIRED),
        )
    with store.step("Added the agreement CORE"):
        store.funding.save_agreement(
            Agreement(IDS.agreement, "org-1", "CORE", "Core grant", YEAR_START, YEAR_END, 1_000_000)
        )
        store.funding.lines.insert(BudgetLine("line-1", IDS.agreement, "L1", "Alarms", 600_000, IDS.homes))
        store.funding.transactions.insert(
            _paid("pay-1", 100_000, "line-1"), _paid("pay-2", 50_000, "line-1"), _paid("pay-3", 2_500, None)
        )
        store.evidence.evidence.insert(Evidence("proof-1", "Invoice", EvidenceKind.REFERENCE, "Box 1"))
        store.evidence.attach_to_transactions("proof-1", ["pay-1"])
    with store.step("Wrote the plan"):
        store.plans.actions.insert(
            _action(IDS.late, "Fit alarms", date(2015, 9, 1)),
            _action(IDS.soon, "Mark bicycles", date(2015, 9, 20)),
            _action(IDS.secret, "Watch a house", date(2015, 9, 2), Audience.RESTRICTED),
            _action("action-far", "Count burglaries", date(2016, 3, 1)),
        )


def _paid(id_: str, pence: int, line_id: str | None) -> Transaction:
    return Transaction(id_, IDS.agreement, TransactionKind.ACTUAL, date(2015, 5, 5), f"Payee of {id_}", pence, line_id)


def _action(id_: str, title: str, due_on: date, marking: Audience = Audience.PUBLIC) -> Action:
    return Action(
        id_, IDS.homes, title, YEAR_START, due_on, lead_id="person-1", status=ActionStatus.IN_PROGRESS, marking=marking
    )
