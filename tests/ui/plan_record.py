"""A small record for the Plan and Evidence tests: one priority with a plan, payments and some proof, in 2015/16."""

from datetime import date
from pathlib import Path

from cspdesk.domain.audience import Audience
from cspdesk.domain.evidence import Evidence, EvidenceKind
from cspdesk.domain.funding import Agreement, BudgetLine, Transaction, TransactionKind
from cspdesk.domain.partnership import Organisation, OrganisationRole, Person, Priority, PriorityStatus
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import Action, ActionStatus, ActionUpdate, Rating
from cspdesk.store.store import Store, create_store

TODAY = date(2015, 10, 14)
YEAR = FinancialYear(2015)
PRIORITY = "p-harm"


def make_record(path: Path) -> Store:
    """Return a new open record: two priorities, three people, four actions, four payments, two proofs."""
    store = create_store(path, "Test partnership", "Ann Other")
    with store.step("Built the test record"):
        _partnership(store)
        _plan(store)
        _money(store)
        _proof(store)
    return store


def _partnership(store: Store) -> None:
    kept = store.partnership
    kept.organisations.insert(
        Organisation("o-police", "Police", OrganisationRole.RESPONSIBLE),
        Organisation("o-council", "Council", OrganisationRole.RESPONSIBLE),
        Organisation("o-funder", "Commissioner", OrganisationRole.FUNDER),
    )
    kept.people.insert(
        Person("h-ann", "Ann Other", "o-council", "Priority lead"),
        Person("h-bob", "Bob Else", "o-police", "Inspector"),
        Person("h-cat", "Cat Third"),
    )
    kept.priorities.insert(
        Priority(PRIORITY, 1, "Alcohol and drugs", "Less harm", lead_id="h-ann"),
        Priority("p-other", 2, "Re-offending", lead_id="h-bob"),
        Priority("p-new", 3, "A fifth priority", status=PriorityStatus.PROPOSED),
    )


def _plan(store: Store) -> None:
    def action(id_: str, title: str, start: date, due: date, **more: object) -> None:
        store.plans.save(Action(id_, PRIORITY, title, start, due, **more))  # type: ignore[arg-type]

    on_track = {"status": ActionStatus.IN_PROGRESS, "stated_rating": Rating.ON_TRACK, "percent": 40}
    action("a-late", "Street pastors", date(2015, 4, 1), date(2015, 9, 30), lead_id="h-bob", **on_track)
    action("a-due", "Night-time economy", date(2015, 6, 1), date(2016, 3, 31), lead_id="h-ann", **on_track)
    action("a-new", "Alarms", date(2016, 1, 4), date(2016, 3, 31), stated_rating=Rating.NOT_STARTED)
    action("a-kept", "Safe rooms", date(2015, 5, 1), date(2016, 2, 1), marking=Audience.RESTRICTED)
    store.plans.updates.insert(
        ActionUpdate("u-1", "a-late", date(2015, 6, 2), "Began with six.", "h-bob"),
        ActionUpdate("u-2", "a-late", date(2015, 10, 2), "Ten are trained.", "h-bob"),
    )


def _money(store: Store) -> None:
    funding = store.funding
    funding.save_agreement(
        Agreement("g-1", "o-funder", "PCC-1", "Core", date(2015, 4, 1), date(2016, 3, 31), 10_000_00)
    )
    funding.lines.insert(BudgetLine("l-1", "g-1", "AD1", "Pastors", 6_000_00, PRIORITY))
    for number, pence in enumerate((100_00, 250_50, 40_00), start=1):
        funding.transactions.insert(
            Transaction(
                f"t-{number}", "g-1", TransactionKind.ACTUAL, date(2015, 5, number), f"Payee {number}", pence, "l-1"
            )
        )
    funding.transactions.insert(
        Transaction("t-4", "g-1", TransactionKind.COMMITMENT, date(2015, 6, 1), "Payee 4", 70_00, "l-1")
    )


def _proof(store: Store) -> None:
    proofs = store.evidence
    kept = proofs.content_evidence(
        b"the invoice", "invoice_17.txt", Evidence("e-file", "Invoice 17", EvidenceKind.FILE)
    )
    proofs.evidence.save(kept)
    proofs.evidence.insert(Evidence("e-ref", "Minutes of May", EvidenceKind.REFERENCE, "Registry 12/4"))
    proofs.attach_to_transactions("e-file", ["t-1"])
    proofs.attach_to_action("e-ref", "a-late")
