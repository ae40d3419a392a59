"""The sample partnership: Herefordshire's, built from public minutes, the same every time it is made.

What is in it, and what of it is illustrative, is said in resources/sample/README.md.
"""

from collections.abc import Iterable, Sequence

from cspdesk.domain.evidence import Evidence, EvidenceKind
from cspdesk.domain.periods import FinancialYear
from cspdesk.errors import UserError
from cspdesk.store.sample_data import (
    Payment,
    PlannedAction,
    proof_bytes,
    read_members,
    read_payments,
    read_plans,
    read_proofs,
)
from cspdesk.store.sample_funding import Award, read_awards
from cspdesk.store.store import Store

LAST_YEAR = FinancialYear(2016)  # the year the record stands in: it still has orders and expectations
MANAGER = "Business unit manager"
FINANCE = "Finance officer, business unit"


def fill_with_sample(store: Store) -> None:
    """Fill a newly made file with the sample, in the steps in which a partnership would have entered it.

    The partnership keeps the name it was made with. Raises UserError when the file holds a record already.
    """
    if store.partnership.organisations.count():
        raise UserError(f"{store.path.name} holds a record already. The sample goes into a new file.")
    proofs = read_proofs()
    plans, awards, payments = tuple(read_plans(proofs)), tuple(read_awards()), tuple(read_payments(proofs))
    _enter_members(store)
    for year in sorted({award.year for award in awards}):
        ours = [award for award in awards if award.year == year]
        ids = {award.agreement.id for award in ours}
        _enter_year(
            store,
            year,
            [plan for plan in plans if plan.action.starts_on in year],
            ours,
            [payment for payment in payments if payment.transaction.agreement_id in ids],
            proofs,
        )


def _enter_members(store: Store) -> None:
    """Enter who takes part; the partnership itself gets its fixed id, which nothing refers to yet."""
    made = store.partnership.partnership()
    members = read_members(made.name)
    with store.step("Entered the partnership, its organisations and its people", by=MANAGER):
        store.partnership.partnerships.delete(made.id)
        store.partnership.partnerships.insert(members.partnership)
        store.partnership.organisations.insert(*members.organisations)
        store.partnership.people.insert(*members.people)
    with store.step("Entered the priorities", by=MANAGER):
        store.partnership.priorities.insert(*members.priorities)


def _enter_year(
    store: Store,
    year: FinancialYear,
    plans: Sequence[PlannedAction],
    awards: Sequence[Award],
    payments: Sequence[Payment],
    proofs: dict[str, Evidence],
) -> None:
    with store.step(f"Entered the {year} action plans", by=MANAGER):
        _enter_plans(store, plans)
    with store.step(f"Entered the {year} agreements and budgets", by=FINANCE):
        _enter_awards(store, awards)
    with store.step(f"Moved money between budget lines in {year}", by=FINANCE):
        for award in awards:
            for virement in award.virements:
                store.funding.move(virement)
    what = "payments, orders and forecasts" if year == LAST_YEAR else "payments"
    with store.step(f"Recorded the {year} {what}", by=FINANCE):
        store.funding.transactions.insert(*(payment.transaction for payment in payments))
    with store.step(f"Attached the evidence of {year}", by=FINANCE):
        _attach(store, plans, payments, proofs.values())


def _enter_plans(store: Store, plans: Iterable[PlannedAction]) -> None:
    for plan in plans:
        store.plans.save(plan.action)
        store.plans.partners.insert(*plan.partners)
        store.plans.updates.insert(*plan.updates)


def _enter_awards(store: Store, awards: Iterable[Award]) -> None:
    for award in awards:
        store.funding.save_agreement(award.agreement)
        store.funding.instalments.insert(*award.instalments)
        store.funding.lines.insert(*award.lines)
        store.funding.profile_amounts.insert(*award.profile)
        store.imports.rules.insert(*award.rules)


def _attach(
    store: Store, plans: Iterable[PlannedAction], payments: Iterable[Payment], proofs: Iterable[Evidence]
) -> None:
    """Keep the proofs that this year is the first to need, and attach them."""
    action_links = [link for plan in plans for link in plan.proofs]
    payment_links = [link for payment in payments for link in payment.proofs]
    needed = {link.evidence_id for link in action_links} | {link.evidence_id for link in payment_links}
    for proof in proofs:
        if proof.id in needed and store.evidence.evidence.find(proof.id) is None:
            store.evidence.evidence.insert(_with_file(store, proof))
    store.evidence.of_actions.insert(*action_links)
    store.evidence.of_transactions.insert(*payment_links)


def _with_file(store: Store, proof: Evidence) -> Evidence:
    if proof.kind is EvidenceKind.REFERENCE:
        return proof
    return store.evidence.content_evidence(proof_bytes(proof), proof.file_name, proof)
