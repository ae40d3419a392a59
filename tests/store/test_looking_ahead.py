"""Forecasts are kept as they were, shares to the penny, samples with their checks, evidence as long as it must."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.audits import AuditSample, CheckResult
from cspdesk.domain.evidence import TransactionEvidence
from cspdesk.domain.forecasts import ForecastVersion, Treatment, UnderspendPlan
from cspdesk.domain.funding import Transaction, TransactionKind
from cspdesk.domain.keeping import kept
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.shared_costs import CostShare, SharedCost, ShareKey, apportioned
from cspdesk.errors import UserError
from cspdesk.exchange.deflators import shipped_deflator
from cspdesk.store.store import Store
from tests.builders import action, payment, reference

YEAR = FinancialYear(2015)
Q1, Q2 = YEAR.quarters[:2]


def expected(id_: str, day: date, pence: int, **given_: object) -> Transaction:
    return payment(id_, kind=TransactionKind.FORECAST, line_id="line-1", occurred_on=day, amount_pence=pence, **given_)


def freeze(store: Store, id_: str = "v", on: date = date(2015, 7, 3)) -> ForecastVersion:
    version = ForecastVersion(id_, "agreement", YEAR, on, f"Forecast {id_}")
    with store.step("Kept the forecast"):
        store.forecasts.freeze(version)
    return version


def test_a_kept_forecast_stays_as_it_was_and_stands_beside_what_came(store: Store) -> None:
    with store.step("Expected"):
        store.funding.transactions.insert(
            payment("first", line_id="line-1", amount_pence=300),
            expected("f", date(2015, 8, 1), 900),
            expected("g", date(2015, 11, 1), 50),
            payment("loose", amount_pence=7),
        )
    version = freeze(store)
    with store.step("It came otherwise"):
        store.funding.remove_transactions(["f"])
        store.funding.transactions.insert(payment("came", line_id="line-1", amount_pence=650, occurred_on=Q2.ends_on))
    one, other = store.forecasts.compare(version, Q2)
    assert (one.line.id, one.quarter_then.forecast, one.quarter_now.actual, one.missed) == ("line-1", 900, 650, -250)
    assert (one.year_then.outturn, one.year_now.outturn, one.moved) == (1_250, 1_000, -250)
    assert (other.missed, other.moved) == (0, 0)
    amounts = store.forecasts.amounts_of("v")
    assert len(amounts) == 8
    assert sum(a.actual_pence + a.committed_pence + a.forecast_pence for a in amounts) == 1_250


def test_a_forecast_without_a_title_is_not_kept(store: Store) -> None:
    with pytest.raises(UserError, match="needs a title"), store.step("Kept"):
        store.forecasts.freeze(ForecastVersion("v", "agreement", YEAR, date(2015, 7, 3), " "))


def test_outlooks_hold_profile_position_and_plans(store: Store) -> None:
    plan = UnderspendPlan("u", "line-1", YEAR, Treatment.RETURN, 100)
    with store.step("Profile and plan"):
        store.terms.set_profile("line-1", YEAR, (15_000, 15_000, 15_000, None))
        store.terms.set_profile("line-1", YEAR, (20_000, None, 15_000, 25_000))
        store.forecasts.plan_underspend(plan)
        store.funding.transactions.insert(payment(line_id="line-1", amount_pence=12_000))
    one, _ = store.forecasts.outlooks("agreement", YEAR, Q2.ends_on)
    assert (one.due, one.underspent_now, one.underspent_at_year_end) == (20_000, 8_000, 48_000)
    assert one.plans == (plan,)
    with pytest.raises(UserError, match="a plan to return"), store.step("Twice"):
        store.forecasts.plan_underspend(replace(plan, id="again"))
    with pytest.raises(UserError, match="cannot be planned"), store.step("Negative"):
        store.terms.set_profile("line-1", YEAR, (1, -1, 0, 0))
    assert len(store.funding.profile_of("agreement")) == 3


def test_a_need_is_said_once_for_a_priority_and_a_year(store: Store) -> None:
    with store.step("Needs"):
        for pence in (500, 700):
            store.forecasts.need("priority", FinancialYear(2016), pence)
            store.forecasts.need(None, FinancialYear(2016), pence)
    assert store.forecasts.needs.count() == 2
    assert store.forecasts.next_year(FinancialYear(2016)).gap == 1_400
    with pytest.raises(UserError, match="below nought"), store.step("Negative"):
        store.forecasts.need("priority", FinancialYear(2016), -1)


def test_a_series_of_prices_is_kept_once_under_its_name(store: Store) -> None:
    series = shipped_deflator()
    with store.step("Loaded"):
        store.forecasts.keep_deflator(series, date(2016, 5, 5))
        store.forecasts.keep_deflator(series, date(2016, 5, 6))
    assert store.forecasts.deflators.count() == 1
    assert store.forecasts.deflator_called(series.name) == series
    with pytest.raises(UserError, match="Load it first"):
        store.forecasts.deflator_called("Retail prices")


BOARDS = ("Community safety", "Adults", "Children")


def shares(*weights: int) -> list[CostShare]:
    bearers = zip(BOARDS, weights, strict=True)
    return [
        CostShare(f"s{n}", "cost", n, bearer, weight, line_id="line-1" if n == 0 else None)
        for n, (bearer, weight) in enumerate(bearers)
    ]


def test_a_new_key_shares_the_cost_anew_in_one_step_and_the_old_shares_stay_in_the_history(store: Store) -> None:
    cost = SharedCost("cost", "Business unit", YEAR, 75_000_00, ShareKey.EQUAL)
    with store.step("Shared equally"):
        store.shared_costs.save(cost, shares(1, 1, 1))
        store.funding.transactions.insert(payment(line_id="line-1", amount_pence=20_000_00))
    ours, *others = store.shared_costs.compared(cost)
    assert (ours.charged_pence, ours.difference) == (20_000_00, -5_000_00)
    assert [o.difference for o in others] == [None, None]
    with store.step("Shared by heads"):
        store.shared_costs.save(replace(cost, key=ShareKey.HEADCOUNT), shares(3, 2, 2))
    assert [s.amount_pence for s in store.shared_costs.shares_of("cost")] == [32_142_86, 21_428_57, 21_428_57]
    assert [c.before is not None for c in store.journal.of_record("s0")] == [True]
    store.undo()
    assert [s.amount_pence for s in store.shared_costs.shares_of("cost")] == [25_000_00] * 3
    with pytest.raises(UserError, match="make 99, not 100"), store.step("Percentages"):
        store.shared_costs.save(replace(cost, key=ShareKey.PERCENTAGE), shares(50_00, 25_00, 24_00))
    assert store.shared_costs.costs_of(YEAR)[0].key is ShareKey.EQUAL
    with store.step("One left, then all"):
        store.shared_costs.save(cost, shares(1, 1, 1)[:2])
    assert [s.amount_pence for s in store.shared_costs.shares_of("cost")] == [37_500_00, 37_500_00]
    with store.step("Removed"):
        store.shared_costs.remove("cost")
    assert store.shared_costs.shares.count() == store.shared_costs.costs.count() == 0


@given(st.integers(0, 10**10), st.lists(st.integers(0, 1_000), min_size=1, max_size=7).filter(any))
def test_shares_sum_to_the_cost_to_the_penny(pence: int, heads: list[int]) -> None:
    cost = SharedCost("c", "Unit", YEAR, pence, ShareKey.HEADCOUNT)
    made = apportioned(cost, [CostShare(str(n), "c", n, "Board", head) for n, head in enumerate(heads)])
    assert sum(share.amount_pence for share in made) == pence


@pytest.mark.parametrize(
    ("key", "weights", "words"),
    [
        (ShareKey.EQUAL, [], "at least one who bears it"),
        (ShareKey.HEADCOUNT, [-1, 2], "negative"),
        (ShareKey.HEADCOUNT, [0, 0], "needs a headcount"),
        (ShareKey.PERCENTAGE, [33_33, 33_33], "66.66, not 100"),
    ],
)
def test_a_cost_that_cannot_be_shared_is_refused_in_words(key: ShareKey, weights: list[int], words: str) -> None:
    cost = SharedCost("c", "Unit", YEAR, 100, key)
    with pytest.raises(UserError, match=words):
        apportioned(cost, [CostShare(str(n), "c", n, "Board", weight) for n, weight in enumerate(weights)])


def sample(**given_: object) -> AuditSample:
    usual: dict[str, object] = {"drawn_on": date(2016, 5, 5), "drawn_by": "Auditor", "seed": 7, "percent": 20}
    return AuditSample("a", "agreement", YEAR, **usual | given_)  # type: ignore[arg-type]


def test_a_sample_is_kept_with_its_checks_and_its_payments_stay(store: Store) -> None:
    with store.step("Paid and sampled"):
        store.funding.transactions.insert(*(payment(f"p{n}", line_id="line-1", amount_pence=n + 1) for n in range(10)))
        items = store.audits.draw(sample())
    assert len(items) == 2
    assert store.audits.samples_of("agreement") == (sample(),)
    first, second = store.audits.items_of("a")
    with pytest.raises(UserError, match="needs a note"), store.step("Checked"):
        store.audits.check(first.id, CheckResult.QUERY, on=date(2016, 5, 6), by="Auditor")
    with pytest.raises(UserError, match="name of who"), store.step("Checked"):
        store.audits.check(first.id, CheckResult.GOOD, on=date(2016, 5, 6), by=" ")
    with store.step("Checked"):
        store.audits.check(first.id, CheckResult.GOOD, on=date(2016, 5, 6), by="Auditor")
    assert store.audits.results("a") == {
        CheckResult.OPEN: 1,
        CheckResult.GOOD: 1,
        CheckResult.QUERY: 0,
        CheckResult.BAD: 0,
    }
    with pytest.raises(UserError, match="are recorded"), store.step("Removed"):
        store.audits.remove("a")
    with pytest.raises(UserError, match="sampled for audit"), store.step("Removed a payment"):
        store.funding.remove_transactions([second.transaction_id])
    with store.step("Opened again and removed"):
        store.audits.check(first.id, CheckResult.OPEN, on=date(2016, 5, 7), by="Auditor")
        store.audits.remove("a")
    assert store.audits.items.count() == store.audits.samples.count() == 0


def test_nothing_is_sampled_where_nothing_was_paid(store: Store) -> None:
    with pytest.raises(UserError, match="Nothing was paid in 2015/16"), store.step("Sampled"):
        store.audits.draw(sample())


def test_evidence_is_kept_six_years_after_the_year_of_the_last_thing_it_proves(store: Store) -> None:
    with store.step("Evidence"):
        store.funding.transactions.insert(
            payment("old", occurred_on=date(2014, 5, 1)), payment("new", occurred_on=date(2015, 5, 1))
        )
        store.evidence.evidence.insert(
            reference("both"),
            reference("dated", dated_on=date(2014, 5, 1)),
            reference("undated"),
            reference("said", dated_on=date(2014, 5, 1), keep_until=date(2030, 1, 1)),
            reference("action"),
        )
        store.evidence.of_transactions.insert(*(TransactionEvidence(id_, "both", id_) for id_ in ("old", "new")))
        store.plans.save(action("a"))
        store.evidence.attach_to_action("action", "a")
    until = {each.evidence.id: each.until for each in store.evidence.all_kept()}
    assert until == {
        "both": date(2022, 3, 31),
        "dated": date(2021, 3, 31),
        "undated": None,
        "said": date(2030, 1, 1),
        "action": date(2022, 3, 31),
    }
    assert [k.evidence.id for k in store.evidence.due_for_disposal(date(2022, 3, 31))] == ["dated"]
    assert {k.evidence.id for k in store.evidence.due_for_disposal(date(2022, 4, 1))} == {"dated", "both", "action"}
    assert store.evidence.evidence.count() == 5


def test_how_long_a_proof_is_kept_is_said_with_its_reason() -> None:
    assert kept(reference(), []).says == "Kept: nothing says which year it belongs to. Give it a date."
    assert kept(reference(keep_until=date(2030, 1, 1)), []).says == "Kept until 1 January 2030, as somebody decided."
