"""Small records for tests: each with what a test does not care about already filled in."""

from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from cspdesk.domain.evidence import Evidence, EvidenceKind
from cspdesk.domain.funding import Agreement, BudgetLine, Transaction, TransactionKind, Virement
from cspdesk.domain.partnership import Organisation, OrganisationRole, Priority
from cspdesk.domain.plans import Action
from cspdesk.store.store import Store, create_store

_numbers = count(1)


def new_store(folder: Path, name: str = "record") -> Store:
    """Return a new file with a funder, an agreement of £1,000.00 with two lines, and a priority."""
    store = create_store(folder / f"{name}.cspdesk", "Testshire Partnership", "Ann")
    with store.step("Set up"):
        store.partnership.organisations.insert(Organisation("funder", "The Commissioner", OrganisationRole.FUNDER))
        store.partnership.priorities.insert(Priority("priority", 1, "Safer streets"))
        store.funding.save_agreement(agreement())
        store.funding.lines.insert(line("line-1", original_pence=60_000), line("line-2", original_pence=40_000))
    return store


def agreement(**given: Any) -> Agreement:
    """Return the agreement A-1, 2015/16, £1,000.00."""
    usual: dict[str, Any] = {
        "id": "agreement",
        "funder_id": "funder",
        "reference": "A-1",
        "title": "Core money",
        "starts_on": date(2015, 4, 1),
        "ends_on": date(2016, 3, 31),
        "awarded_pence": 100_000,
    }
    return Agreement(**usual | given)


def line(id_: str = "line-1", **given: Any) -> BudgetLine:
    """Return a budget line of agreement A-1 whose reference is its id in capitals."""
    usual: dict[str, Any] = {
        "agreement_id": "agreement",
        "reference": id_.upper(),
        "title": id_,
        "original_pence": 0,
        "priority_id": "priority",
    }
    return BudgetLine(id_, **usual | given)


def payment(id_: str | None = None, **given: Any) -> Transaction:
    """Return an actual payment of £10.00 under agreement A-1."""
    usual: dict[str, Any] = {
        "agreement_id": "agreement",
        "kind": TransactionKind.ACTUAL,
        "occurred_on": date(2015, 5, 5),
        "payee": "Lock Co",
        "amount_pence": 1_000,
    }
    return Transaction(id_ or f"payment-{next(_numbers):06}", **usual | given)


def virement(**given: Any) -> Virement:
    """Return £10.00 moved from line 1 to line 2."""
    usual: dict[str, Any] = {
        "id": f"virement-{next(_numbers):06}",
        "agreement_id": "agreement",
        "from_line_id": "line-1",
        "to_line_id": "line-2",
        "amount_pence": 1_000,
        "decided_on": date(2015, 9, 1),
        "reason": "More locks, fewer leaflets",
    }
    return Virement(**usual | given)


def action(id_: str | None = None, **given: Any) -> Action:
    """Return an action of the priority, April to September 2015."""
    usual: dict[str, Any] = {
        "priority_id": "priority",
        "title": "Fit window locks",
        "starts_on": date(2015, 4, 1),
        "due_on": date(2015, 9, 30),
    }
    return Action(id_ or f"action-{next(_numbers):06}", **usual | given)


def reference(id_: str | None = None, **given: Any) -> Evidence:
    """Return evidence that says where the proof lies."""
    usual: dict[str, Any] = {"title": "Invoice 17", "kind": EvidenceKind.REFERENCE, "reference": "Finance system 17"}
    return Evidence(id_ or f"evidence-{next(_numbers):06}", **usual | given)
