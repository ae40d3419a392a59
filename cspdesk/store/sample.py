"""The sample partnership: Herefordshire's, built from public minutes, the same every time it is made.

What is in it, and what of it is illustrative, is said in resources/sample/README.md.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from cspdesk.domain.evidence import Evidence, EvidenceKind
from cspdesk.domain.periods import FinancialYear, long_date
from cspdesk.errors import UserError
from cspdesk.store.rows import Record, Table
from cspdesk.store.sample_data import Payment, proof_bytes, read_members, read_payments, read_proofs
from cspdesk.store.sample_funding import Award, read_awards
from cspdesk.store.sample_indicators import read_indicators, read_places
from cspdesk.store.sample_money import as_first_entered, enter_money, tie
from cspdesk.store.sample_papers import YEAR as PAPER_YEAR
from cspdesk.store.sample_papers import read_beneficiaries, read_case_studies, read_papers
from cspdesk.store.sample_plans import PlannedAction, read_plans
from cspdesk.store.sample_reviews import as_at, read_reviews
from cspdesk.store.sample_scrutiny import read_meetings, read_periods
from cspdesk.store.sample_services import read_case_reviews, read_services
from cspdesk.store.store import Store

LAST_YEAR = FinancialYear(2016)  # the year the record stands in: it still has orders and expectations
R = TypeVar("R", bound=Record)
MANAGER = "Business unit manager"
ANALYST = "Analyst, business unit"
FINANCE = "Finance officer, business unit"


def fill_with_sample(store: Store) -> None:
    """Fill a newly made file with the sample, in the steps in which a partnership would have entered it.

    The partnership keeps the name it was made with. Raises UserError when the file holds a record already.
    """
    if store.partnership.organisations.count():
        raise UserError(f"{store.path.name} holds a record already. The sample goes into a new file.")
    proofs = read_proofs()
    plans, awards, payments = read_plans(proofs), tuple(read_awards()), tuple(read_payments(proofs))
    with store.filling():
        _enter_members(store)
        carried: tuple[PlannedAction, ...] = ()
        for year in sorted({award.year for award in awards}):
            ours = [award for award in awards if award.year == year]
            ids = {award.agreement.id for award in ours}
            begun = (*carried, *(plan for plan in plans if plan.action.starts_on in year))
            carried = tuple(p for p in begun if p.carried_on is not None and p.carried_on in year)
            spent = [p for p in payments if p.transaction.agreement_id in ids]
            _enter_year(store, year, begun, ours, as_first_entered(spent), proofs)
            _review_year(store, year, begun, ours)
            _end_year(store, year, begun, carried)
            enter_money(store, year, spent)
    _enter_services(store, {plan.action.title: plan.action.id for plan in plans})
    _enter_results(store)
    _enter_scrutiny(store)
    _enter_papers(store, plans)


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
    """Enter a year's plans as they stood at its first review, and its money as it stands."""
    reviews = read_reviews(year)
    first_day = reviews[0].review.held_on if reviews else year.ends_on
    known = as_at(plans, first_day, first=True) if reviews else plans
    with store.step(f"Entered the {year} action plans", by=MANAGER):
        _enter_plans(store, known)
    with store.step(f"Entered the {year} agreements and budgets", by=FINANCE):
        _enter_awards(store, awards)
    with store.step(f"Linked the {year} actions to the budget lines that pay for them", by=MANAGER):
        _link_lines(store, known)
    with store.step(f"Moved money between budget lines in {year}", by=FINANCE):
        _move(store, awards, up_to=first_day)
    what = "payments, orders and forecasts" if year == LAST_YEAR else "payments"
    with store.step(f"Recorded the {year} {what}", by=FINANCE):
        store.funding.transactions.insert(*(payment.transaction for payment in payments))
        tie(store, year, payments)
    with store.step(f"Attached the evidence of {year}", by=FINANCE):
        _attach(store, plans, payments, proofs.values())


def _review_year(store: Store, year: FinancialYear, plans: Sequence[PlannedAction], awards: Sequence[Award]) -> None:
    """Hold a year's reviews, each over the plans as they then stood."""
    for place, held in enumerate(read_reviews(year)):
        day = held.review.held_on
        if place:
            with store.step(f"Brought the {year} plans up to date for the review of {long_date(day)}", by=MANAGER):
                _enter_plans(store, as_at(plans, day, first=False))
        with store.step(f"Held the review of {long_date(day)}", by=MANAGER):
            store.reviews.hold(held.review, held.decisions)
        if not place:
            with store.step(f"Moved more money between budget lines in {year}", by=FINANCE):
                _move(store, awards, after=day)


def _end_year(
    store: Store, year: FinancialYear, plans: Sequence[PlannedAction], carried: Sequence[PlannedAction]
) -> None:
    """Carry what is open into the next year, and bring the rest to where the record stands."""
    for plan in carried:
        if plan.carried is not None and plan.carried_on is not None:
            with store.step(f"Carried what was open in {year} forward", by=MANAGER):
                store.reviews.carry_forward(year, [plan.carried], plan.carried_on)
    with store.step(f"Brought the {year} plans up to date", by=MANAGER):
        _enter_plans(store, [plan for plan in plans if plan not in carried])
        _link_lines(store, plans)


def _enter_plans(store: Store, plans: Sequence[PlannedAction]) -> None:
    """Add these actions with what hangs on them, or bring those that are there to how they are given here."""
    kept = store.plans
    for plan in plans:
        kept.save(plan.action)
    _save_all(kept.partners, (record for plan in plans for record in plan.partners))
    _save_all(kept.updates, (record for plan in plans for record in plan.updates))
    _save_all(kept.milestones, (record for plan in plans for record in plan.milestones))
    _save_all(kept.outputs, (record for plan in plans for record in plan.outputs))
    _save_all(kept.quarters, (record for plan in plans for record in plan.quarters))
    _save_all(kept.dependencies, (record for plan in plans for record in plan.needs))
    _save_all(kept.indicators, (record for plan in plans for record in plan.indicators))


def _link_lines(store: Store, plans: Iterable[PlannedAction]) -> None:
    for plan in plans:
        store.plans.set_lines(plan.action.id, (link.line_id for link in (*plan.lines, *plan.later_lines)))


def _save_all(table: Table[R], records: Iterable[R]) -> None:
    """Add records, or write over those of the same id that differ; the table is read once."""
    there = {record.id: record for record in table.where()}
    given = tuple(records)
    table.insert(*(record for record in given if record.id not in there))
    table.update(*(record for record in given if record.id in there and there[record.id] != record))


def _move(store: Store, awards: Iterable[Award], *, up_to: date = date.max, after: date = date.min) -> None:
    for award in awards:
        for virement in award.virements:
            if after < virement.decided_on <= up_to:
                store.funding.move(virement)


def _enter_services(store: Store, actions: dict[str, str]) -> None:
    with store.step("Entered the commissioned services", by=MANAGER):
        for service in read_services(actions):
            store.services.save_service(service)
    with store.step("Entered the case reviews by their references", by=MANAGER):
        for opened in read_case_reviews():
            store.services.save_case_review(opened.review)
            store.services.recommendations.insert(*opened.recommendations)


def _enter_scrutiny(store: Store) -> None:
    scrutiny = store.scrutiny
    with store.step("Entered what scrutiny asked and recommended, and when publicity is restricted", by=MANAGER):
        for held in read_meetings():
            scrutiny.meetings.insert(held.meeting)
            for question in held.questions:
                scrutiny.save_question(question)
            for made in held.recommendations:
                scrutiny.save_recommendation(made)
        for period in read_periods():
            scrutiny.save_period(period)


def _enter_papers(store: Store, plans: Sequence[PlannedAction]) -> None:
    """Enter who benefited, a case study and the papers, as they stand while they are written."""
    papers = store.papers
    outputs = {o.title: o.id for plan in plans if plan.action.starts_on in PAPER_YEAR for o in plan.outputs}
    with store.step(f"Recorded who benefited in {PAPER_YEAR}, and a case study", by=MANAGER):
        papers.beneficiaries.insert(*read_beneficiaries())
        for study in read_case_studies():
            papers.save_case_study(study)
    for written in read_papers(outputs):
        with store.step(f"Wrote “{written.paper.title}”", by=MANAGER):
            papers.papers.insert(written.paper)
            papers.texts.insert(*written.texts)
            papers.options.insert(*written.options)
            for made in written.overrulings:
                papers.overrule(made)


def _enter_results(store: Store) -> None:
    results, places, found = store.results, read_places(), tuple(read_indicators())
    with store.step("Entered the indicators, what breaks them and what was observed", by=ANALYST):
        results.areas.insert(*places.areas)
        results.populations.insert(*places.populations)
        results.comparator_sets.insert(places.set)
        results.comparator_areas.insert(*places.members)
        for one in found:
            results.save(one.indicator)
            results.observations.insert(*one.observations)
            results.annotations.insert(*one.annotations)
            for broken in one.breaks:
                results.save_break(broken)
        results.tie_actions()


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
