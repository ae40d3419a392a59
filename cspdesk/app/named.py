"""What people call by a reference or a name, found, or said what there is instead."""

from cspdesk.domain.funding import Agreement, BudgetLine
from cspdesk.domain.partnership import Priority
from cspdesk.errors import UserError
from cspdesk.store.store import Store


def agreement_called(store: Store, reference: str) -> Agreement:
    """Return the agreement with a reference. Raises UserError naming those there are."""
    found = store.funding.agreement_called(reference)
    if found is None:
        there = ", ".join(a.reference for a in store.funding.all_agreements()) or "none yet"
        raise UserError(f"There is no agreement “{reference}” in {store.path.name}. Its agreements: {there}.")
    return found


def line_called(store: Store, agreement: Agreement, reference: str) -> BudgetLine:
    """Return the budget line of an agreement with a reference. Raises UserError naming those there are."""
    lines = store.funding.lines_of(agreement.id)
    for line in lines:
        if line.reference.casefold() == reference.strip().casefold():
            return line
    there = ", ".join(line.reference for line in lines) or "none yet"
    raise UserError(f"Agreement {agreement.reference} has no budget line “{reference}”. Its lines: {there}.")


def priority_called(store: Store, name: str) -> Priority:
    """Return the priority with a name. Raises UserError naming those there are."""
    found = store.partnership.priority_named(name)
    if found is None:
        there = "; ".join(p.name for p in store.partnership.all_priorities()) or "none yet"
        raise UserError(f"There is no priority “{name}” in {store.path.name}. Its priorities: {there}.")
    return found
