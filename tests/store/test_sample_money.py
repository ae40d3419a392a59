"""The sample's money shows everything that a funder audits, and its totals are what they were."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cspdesk.domain.audits import CheckResult
from cspdesk.domain.commitments import outstanding
from cspdesk.domain.funding import Agreement, Certainty, Eligibility
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.positions import cash_held, positions, total
from cspdesk.domain.reconcile import DifferenceKind
from cspdesk.domain.return_figures import figures_from_json
from cspdesk.store.reconcile import chain_of
from cspdesk.store.sample import fill_with_sample
from cspdesk.store.store import Store, create_store

YEAR = FinancialYear(2015)
STANDS_AT = date(2016, 9, 30)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("sample") / "sample.cspdesk"
    with create_store(path, "Herefordshire Community Safety Partnership", "Ann") as made:
        fill_with_sample(made)
        yield made


@pytest.fixture(scope="module")
def core(store: Store) -> Agreement:
    found = store.funding.agreement_called("PCC-2015-CORE")
    assert found is not None
    return found


def test_what_the_core_agreement_came_to_is_what_it_was_before_orders_were_paid_in_parts(
    store: Store, core: Agreement
) -> None:
    left = outstanding(store.funding.transactions_of(core.id), store.commitments.settlements_of(core.id))
    lines = store.funding.lines_of(core.id)
    where = total(positions(lines, store.funding.virements_of(core.id), left).values())
    assert (where.revised, where.actual, where.committed, where.forecast) == (233_517_00, 230_515_42, 958_50, 0)


def test_two_orders_are_paid_in_part(store: Store, core: Agreement) -> None:
    settlements = store.commitments.settlements_of(core.id)
    assert sorted(store.commitments.left_of(s.commitment_id) for s in settlements) == [318_50, 640_00]


def test_a_cost_is_accrued_at_the_years_end_and_a_refund_is_linked(store: Store, core: Agreement) -> None:
    (accrual,) = store.commitments.accruals_of(core.id)
    assert accrual.paid_on == date(2016, 4, 14)
    entries, received = store.funding.transactions_of(core.id), store.funding.instalments_of(core.id)
    at_year_end = cash_held(received, entries, [accrual], YEAR.ends_on)
    assert at_year_end - cash_held(received, entries, [], YEAR.ends_on) == 4_170_43
    assert len(store.commitments.refunds_of(core.id)) == 1


def test_the_business_unit_is_shared_to_the_penny_and_charged_as_shared(store: Store) -> None:
    for year, is_over in ((2014, True), (2015, True), (2016, False)):
        (cost,) = store.shared_costs.costs_of(FinancialYear(year))
        shares = store.shared_costs.compared(cost)
        assert [s.share.amount_pence for s in shares] == [25_000_00] * 3
        assert sum(s.share.amount_pence for s in shares) == cost.total_pence == 75_000_00
        assert not is_over or all(s.difference == 0 for s in shares)


def test_one_correction_came_after_its_quarter_was_closed(store: Store, core: Agreement) -> None:
    found = store.returns.all_corrections(core.id)
    assert [quarter.label for quarter in found] == ["Q4 2015/16"]
    ((correction,),) = found.values()
    assert correction.says == (
        "paid: £10,666.03 when the quarter was closed, now £10,606.03, because: Corrected the March travel claim: "
        "one journey had been entered twice (illustrative)."
    )
    later = store.funding.agreement_called("PCC-2016-CORE")
    assert later is not None
    assert len(store.returns.closed_of(later.id)) == 1
    assert store.returns.all_corrections(later.id) == {}


def test_forecasts_are_kept_and_stand_beside_what_came(store: Store, core: Agreement) -> None:
    versions = store.forecasts.versions_of(core.id, YEAR)
    assert [v.made_on for v in versions] == [date(2015, 10, 12), date(2015, 4, 20)]
    third = YEAR.quarters[2]
    compared = store.forecasts.compare(versions[0], third)
    lines = store.funding.lines_of(core.id)
    assert [c.line for c in compared] == list(lines)
    assert sum(c.quarter_then.forecast for c in compared) == sum(
        p.amount_pence for p in store.funding.profile_of(core.id) if p.quarter_starts_on == third.starts_on
    )
    assert any(c.missed for c in compared)


def test_next_year_has_needs_and_a_gap(store: Store) -> None:
    found = store.forecasts.next_year(FinancialYear(2017))
    assert found.without_need == ()
    assert found.total.money(Certainty.CONFIRMED) == 0
    assert found.total.money(Certainty.INDICATIVE) == 215_000_00
    assert found.gap == 313_000_00
    assert found.gap_if_all_comes == 98_000_00
    assert found.total.falls_away == found.total.this_year


def test_the_variation_raises_the_award_and_its_line(store: Store) -> None:
    later = store.funding.agreement_called("PCC-2016-CORE")
    assert later is not None
    (varied,) = store.funding.variations_of(later.id)
    assert "illustrative" in varied.reason
    assert store.funding.line_position(varied.line_id or "").revised == 7_000_00


def test_payments_are_judged_by_clauses_that_say_so(store: Store, core: Agreement) -> None:
    rules = store.terms.clauses_of(core.id)
    entries = {t.id: t for t in store.funding.transactions_of(core.id)}
    assert len(rules) > 100
    for id_, rule in rules.items():
        assert entries[id_].eligibility is (Eligibility.ELIGIBLE if rule.eligible else Eligibility.INELIGIBLE)
    assert {rule.clause for rule in rules.values()} == {"4.1", "4.2", "5.1", "5.2"}


def test_the_audit_sample_is_drawn_again_as_it_was_and_its_checks_are_recorded(store: Store, core: Agreement) -> None:
    (sample,) = store.audits.samples_of(core.id)
    drawn = store.audits.drawn_again(sample)
    assert drawn.ids == tuple(item.transaction_id for item in store.audits.items_of(sample.id))
    assert drawn.percent_by_number >= 10
    assert drawn.percent_by_value >= 10
    results = store.audits.results(sample.id)
    assert results[CheckResult.OPEN] == 2
    assert results[CheckResult.GOOD] > 5
    assert results[CheckResult.QUERY] > 0
    assert results[CheckResult.BAD] == 1


def test_every_agreement_ties_and_what_differs_is_what_the_sample_shows(store: Store) -> None:
    found = store.reconciling.reconcile(STANDS_AT)
    assert {d.kind for d in found.differences} == {
        DifferenceKind.UNASSIGNED,
        DifferenceKind.OUTSIDE,
        DifferenceKind.INELIGIBLE,
        DifferenceKind.ORDER_OPEN,
    }


def test_most_payments_lead_to_an_action_and_what_it_was_to_change(store: Store, core: Agreement) -> None:
    entry = next(t for t in store.funding.transactions_of(core.id, YEAR) if t.reference == "20584")
    chain = chain_of(store, entry.id)
    assert chain.actions
    assert chain.evidence
    assert chain.rule is not None


def test_match_stands_beside_the_grant(store: Store, core: Agreement) -> None:
    assert [m.amount_pence for m in store.terms.matches_of(core.id)] == [3_000_00, 2_400_00, 9_360_00]


def test_evidence_of_the_first_year_is_due_six_years_after_its_end(store: Store) -> None:
    assert store.evidence.due_for_disposal(date(2021, 3, 31)) == ()
    due = store.evidence.due_for_disposal(date(2021, 4, 1))
    assert due
    assert {kept.year for kept in due} == {FinancialYear(2014)}
    assert due[0].says == "Kept until 31 March 2021: 6 years after the end of 2014/15."


def test_no_return_that_was_sent_contradicts_its_own_outturn(store: Store, core: Agreement) -> None:
    sent = [figures_from_json(kept.figures) for kept in store.returns.returns_of(core.id) if kept.submitted_on]
    told = [(f.sums["variance"], field.value) for f in sent for field in f.fields if field.key == "on_course"]
    assert len(told) == 3
    assert all(variance <= -2 * 2_335_17 for variance, _ in told)  # 2% of the budget: not all spent
    assert {answer for _, answer in told} == {"No, less"}
