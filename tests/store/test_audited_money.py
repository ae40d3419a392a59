"""What ties payments together is checked as it is kept, and every sum knows of it."""

from dataclasses import replace
from datetime import date

import pytest

from cspdesk.domain.agreements import ClaimRule, Variation
from cspdesk.domain.commitments import outstanding
from cspdesk.domain.forecasts import ForecastVersion
from cspdesk.domain.funding import Eligibility, Instalment, TransactionKind
from cspdesk.domain.match import Match, MatchKind
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.positions import positions, total
from cspdesk.errors import UserError
from cspdesk.store.store import Store
from tests.builders import agreement, line, payment, virement

ORDER = {"kind": TransactionKind.COMMITMENT, "line_id": "line-1", "amount_pence": 10_000}


@pytest.fixture
def store(store: Store) -> Store:
    with store.step("Entered the money"):
        store.funding.transactions.insert(
            payment("order", **ORDER),
            payment("part", line_id="line-1", amount_pence=4_000),
            payment("rest", line_id="line-1", amount_pence=9_000),
        )
    return store


def variation(**given: object) -> Variation:
    usual: dict[str, object] = {"reason": "The funder added some", "line_id": "line-1", "amount_pence": 5_000}
    return Variation("v", "agreement", date(2015, 10, 1), **usual | given)  # type: ignore[arg-type]


def test_a_part_paid_order_stays_committed_for_what_is_left_in_every_sum(store: Store) -> None:
    with store.step("Settled"):
        store.commitments.settle("order", "part")
    assert store.commitments.left_of("order") == 6_000
    charged = {(c.line_id, c.kind): c.amount_pence for c in store.funding.charged("agreement")["agreement"]}
    assert charged["line-1", TransactionKind.COMMITMENT] == 6_000
    sums = store.funding.sums()
    assert sum(s.amount_pence for s in sums if s.kind is TransactionKind.COMMITMENT) == 6_000
    entries = outstanding(store.funding.transactions.where(), store.commitments.settlements_of("agreement"))
    whole = total(positions(store.funding.all_lines(), (), entries).values())
    assert whole == total(positions(store.funding.all_lines(), (), sums).values())
    assert store.funding.line_position("line-1").committed == whole.committed == 6_000


def test_an_order_is_not_settled_beyond_what_is_left_of_it(store: Store) -> None:
    with store.step("Settled"):
        store.commitments.settle("order", "part")
        assert store.commitments.settle("order", "rest").amount_pence == 6_000
    assert store.commitments.left_of("order") == 0
    with pytest.raises(UserError, match="cannot be settled"), store.step("Too much"):
        store.commitments.settle("order", "rest", 6_001)
    with store.step("Unsettled"):
        store.commitments.unsettle("order", "part")
    assert store.commitments.left_of("order") == 4_000


def test_paying_an_order_records_the_payment_and_settles_it(store: Store) -> None:
    with store.step("Paid"):
        store.commitments.pay("order", "new", date(2015, 8, 1), 2_500)
        paid = store.commitments.pay("order", "last", date(2015, 9, 1))
    assert (paid.kind, paid.amount_pence, paid.line_id) == (TransactionKind.ACTUAL, 7_500, "line-1")
    assert store.commitments.left_of("order") == 0


def test_a_payment_of_too_much_leaves_nothing_behind(store: Store) -> None:
    with pytest.raises(UserError, match="cannot be settled"), store.step("Paid too much"):
        store.commitments.pay("order", "new", date(2015, 8, 1), 10_001)
    assert store.funding.transactions.find("new") is None


@pytest.mark.parametrize("id_", ["order", "part"])
def test_what_orders_hang_on_is_not_removed_nor_changed_under_them(store: Store, id_: str) -> None:
    with store.step("Settled"):
        store.commitments.settle("order", "part")
    with pytest.raises(UserError, match="Unsettle"), store.step("Removed"):
        store.funding.remove_transactions([id_])
    with pytest.raises(UserError, match=r"[Uu]nsettle"), store.step("Changed"):
        store.commitments.record(payment(id_, kind=TransactionKind.FORECAST, line_id="line-1", amount_pence=10_000))
    assert store.funding.transactions.find(id_) is not None


def test_a_cost_outside_the_agreement_is_refused_or_accrued_with_a_reason(store: Store) -> None:
    late = payment("late", occurred_on=date(2016, 4, 20))
    with pytest.raises(UserError, match="20 April 2016 lies outside agreement A-1"), store.step("Late"):
        store.commitments.record(late)
    with pytest.raises(UserError, match="needs a reason"), store.step("Late"):
        store.commitments.record(late, accrued_on=date(2016, 3, 31))
    assert store.funding.transactions.find("late") is None
    with store.step("Accrued"):
        store.commitments.record(late, accrued_on=date(2016, 3, 31), reason="Work done in March")
    kept = store.funding.transactions.get("late")
    assert (kept.occurred_on, kept.outside_period) == (date(2016, 3, 31), False)
    assert [a.paid_on for a in store.commitments.accruals_of("agreement")] == [date(2016, 4, 20)]
    with pytest.raises(UserError, match="inside agreement A-1"), store.step("Accrued outside"):
        store.commitments.record(late, accrued_on=date(2016, 4, 1), reason="Late")
    with store.step("Removed"):
        store.funding.remove_transactions(["late"])
    assert store.commitments.accruals.count() == 0


def test_only_costs_are_accrued(store: Store) -> None:
    with pytest.raises(UserError, match="can be accrued"), store.step("Accrued"):
        store.commitments.accrue("order", "Late")
    with store.step("Accrued"):
        store.commitments.accrue("part", "Late")
    with pytest.raises(UserError, match="accrued"), store.step("Made an order"):
        store.commitments.record(payment("part", **ORDER))
    with store.step("Not accrued"):
        store.commitments.remove_accrual("part")
    assert store.commitments.accruals_of("agreement") == ()


def test_no_more_comes_back_than_was_paid(store: Store) -> None:
    with store.step("Refunds"):
        store.funding.transactions.insert(payment("back", amount_pence=-3_000), payment("more", amount_pence=-1_001))
        store.commitments.link_refund("back", "part")
    with pytest.raises(UserError, match="£10.01 cannot come back: £10.00"), store.step("Too much"):
        store.commitments.link_refund("more", "part")
    with pytest.raises(UserError, match="below nought"), store.step("Not a refund"):
        store.commitments.link_refund("part", "rest")
    with pytest.raises(UserError, match="above nought"), store.step("Of a refund"):
        store.commitments.link_refund("more", "back")
    with pytest.raises(UserError, match="refunded"), store.step("Removed"):
        store.funding.remove_transactions(["part"])
    with store.step("Unlinked"):
        store.commitments.unlink_refund("back")
        store.funding.remove_transactions(["part"])
    assert store.commitments.refunds_of("agreement") == ()


def test_a_variation_changes_what_the_line_may_spend_and_move(store: Store) -> None:
    with store.step("Varied"):
        store.terms.vary(variation())
    standing = store.funding.line_position("line-1")
    assert (standing.original, standing.variations, standing.revised) == (60_000, 5_000, 65_000)
    with store.step("Moved"):
        store.funding.move(virement(id="m", amount_pence=42_000))
    with pytest.raises(UserError, match="does not have that much"), store.step("Moved too much"):
        store.funding.move(virement(id="n", amount_pence=1))
    with store.step("Took back"):
        store.terms.remove_variation(variation())
    assert store.funding.line_position("line-1").revised == 18_000


def test_a_variation_that_was_moved_on_is_not_taken_back(store: Store) -> None:
    with store.step("Varied"):
        store.terms.vary(variation(line_id="line-2"))
        store.funding.move(virement(from_line_id="line-2", to_line_id="line-1", amount_pence=44_000))
    with pytest.raises(UserError, match="Move it back"), store.step("Took back"):
        store.terms.remove_variation(variation(line_id="line-2"))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"reason": " "}, "needs a reason"),
        ({"line_id": None}, "says which budget line"),
        ({"amount_pence": 0}, "changes an amount or the last day"),
        ({"amount_pence": -60_001}, "£600.01 cannot be taken"),
        ({"ends_on": date(2015, 3, 31)}, "cannot end before"),
        ({"line_id": "elsewhere"}, "not one of agreement A-1"),
    ],
)
def test_a_variation_that_cannot_stand_is_refused_in_words(store: Store, wrong: dict[str, object], words: str) -> None:
    with store.step("Another agreement"):
        store.funding.save_agreement(agreement(id="other", reference="B-1"))
        store.funding.lines.insert(line("elsewhere", agreement_id="other"))
    with pytest.raises(UserError, match=words), store.step("Varied"):
        store.terms.vary(variation(**wrong))
    assert store.terms.variations.count() == 0


def test_a_new_last_day_becomes_the_agreements(store: Store) -> None:
    longer = variation(amount_pence=0, line_id=None, ends_on=date(2016, 6, 30))
    with store.step("Varied"):
        store.terms.vary(longer)
    assert store.funding.agreements.get("agreement").ends_on == date(2016, 6, 30)
    with pytest.raises(UserError, match="last day"), store.step("Took back"):
        store.terms.remove_variation(longer)
    store.undo()
    assert store.funding.agreements.get("agreement").ends_on == date(2016, 3, 31)


def test_spend_is_judged_by_a_clause_of_its_own_agreement_that_says_so(store: Store) -> None:
    allowed, not_allowed = (
        ClaimRule("yes", "agreement", "4.1", "Staff and rooms", True),
        ClaimRule("no", "agreement", "4.2", "No food", False),
    )
    with store.step("Clauses"):
        store.terms.save_rule(allowed)
        store.terms.save_rule(not_allowed)
        store.terms.judge(["part", "rest"], Eligibility.INELIGIBLE, "no")
        store.terms.judge(["part"], Eligibility.ELIGIBLE, "yes")
    assert {k: r.clause for k, r in store.terms.clauses_of("agreement").items()} == {"part": "4.1", "rest": "4.2"}
    assert store.funding.transactions.get("rest").eligibility is Eligibility.INELIGIBLE
    with pytest.raises(UserError, match="rules out"), store.step("Judged wrongly"):
        store.terms.judge(["part"], Eligibility.ELIGIBLE, "no")
    with pytest.raises(UserError, match="is there already"), store.step("Twice"):
        store.terms.save_rule(ClaimRule("again", "agreement", "4.1", "Staff", True))
    with pytest.raises(UserError, match="Judge them anew"), store.step("Turned round"):
        store.terms.save_rule(ClaimRule("yes", "agreement", "4.1", "Staff", False))
    with pytest.raises(UserError, match="were judged by"), store.step("Removed"):
        store.terms.remove_rule(allowed)
    with store.step("Judged by none"):
        store.terms.judge(["part"], Eligibility.UNCHECKED)
        store.terms.remove_rule(allowed)
    assert [r.clause for r in store.terms.rules_of("agreement")] == ["4.2"]


def test_match_stands_beside_the_grant_and_in_none_of_its_sums(store: Store) -> None:
    before = store.funding.sums()
    given = Match(
        "m", "agreement", MatchKind.IN_KIND, date(2015, 6, 1), 50_000, "funder", "line-1", "Rooms", "10 x £50"
    )
    with store.step("Match"):
        store.terms.save_match(given)
    assert store.terms.matches_of("agreement") == (given,)
    assert store.funding.sums() == before
    with pytest.raises(UserError, match="basis"), store.step("No basis"):
        store.terms.save_match(Match("n", "agreement", MatchKind.IN_KIND, date(2015, 6, 1), 1))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"due_on": date(2015, 3, 31)}, "31 March 2015 comes before agreement A-1 starts"),
        ({"received_on": date(2015, 3, 30)}, "30 March 2015 comes before"),
        ({"amount_pence": 0}, "needs an amount"),
        ({"amount_pence": 100_001}, "£0.01 more than the £1,000.00 awarded"),
    ],
)
def test_an_instalment_that_cannot_be_is_refused_in_words(store: Store, wrong: dict[str, object], words: str) -> None:
    usual: dict[str, object] = {"due_on": date(2015, 6, 1), "amount_pence": 100_000}
    with pytest.raises(UserError, match=words), store.step("Instalment"):
        store.terms.save_instalment(Instalment("i", "agreement", **usual | wrong))  # type: ignore[arg-type]
    assert store.funding.instalments.count() == 0


def test_an_award_that_grew_may_be_claimed_in_full(store: Store) -> None:
    with store.step("Varied and claimed"):
        store.terms.vary(variation())
        store.terms.save_instalment(Instalment("i", "agreement", date(2015, 6, 1), 105_000))
    assert store.funding.instalments_of("agreement")[0].amount_pence == 105_000


def test_a_clause_needs_number_and_words_and_judges_only_its_own_agreements_spend(store: Store) -> None:
    with pytest.raises(UserError, match="needs its number"), store.step("Clause"):
        store.terms.save_rule(ClaimRule("rule", "agreement", " ", "Staff", True))
    with store.step("Another agreement's clause"):
        store.funding.save_agreement(agreement(id="other", reference="B-1"))
        store.terms.save_rule(ClaimRule("rule", "other", "1", "Staff", True))
    with pytest.raises(UserError, match="belongs to another agreement"), store.step("Judged"):
        store.terms.judge(["part"], Eligibility.ELIGIBLE, "rule")


def test_what_belongs_to_two_agreements_is_not_tied_together(store: Store) -> None:
    with store.step("Another agreement"):
        store.funding.save_agreement(agreement(id="other", reference="B-1"))
        store.funding.lines.insert(line("elsewhere", agreement_id="other"))
        store.funding.transactions.insert(
            payment("there", agreement_id="other"), payment("back", agreement_id="other", amount_pence=-5)
        )
    nothing = Match("m", "agreement", MatchKind.CASH, date(2015, 6, 1), 0)
    for words, tie in (
        ("different agreements", lambda: store.commitments.settle("order", "there")),
        ("different agreements", lambda: store.commitments.link_refund("back", "part")),
        ("Only a payment can settle", lambda: store.commitments.settle("part", "rest")),
        (
            "belongs to another agreement",
            lambda: store.terms.save_match(
                Match("m", "agreement", MatchKind.CASH, date(2015, 6, 1), 1, line_id="elsewhere")
            ),
        ),
        ("more than nothing", lambda: store.terms.save_match(nothing)),
    ):
        with pytest.raises(UserError, match=words), store.step("Tied"):
            tie()


def test_all_that_an_agreement_says_goes_with_it_in_one_step_and_comes_back(store: Store) -> None:
    with store.step("Everything"):
        store.terms.vary(variation())
        store.terms.save_rule(ClaimRule("rule", "agreement", "1", "Staff", True))
        store.terms.save_match(Match("m", "agreement", MatchKind.CASH, date(2015, 6, 1), 1, line_id="line-1"))
        store.forecasts.freeze(ForecastVersion("f", "agreement", FinancialYear(2015), date(2015, 7, 1), "First"))
        store.funding.remove_transactions(["order", "part", "rest"])
    with store.step("Removed"):
        store.terms.remove_all_of("agreement")
        store.funding.lines.delete("line-1", "line-2")
        store.funding.agreements.delete("agreement")
    assert store.terms.rules.count() == store.terms.matches.count() == store.forecasts.amounts.count() == 0
    store.undo()
    assert store.funding.line_position("line-1").variations == 5_000
    assert store.forecasts.amounts.count() == 8


def test_a_payment_is_not_made_smaller_than_what_came_back_of_it_nor_a_refund_larger(store: Store) -> None:
    with store.step("Came back"):
        store.funding.transactions.insert(payment("back", amount_pence=-3_000), payment("again", amount_pence=-1_000))
        store.commitments.link_refund("back", "part")
        store.commitments.link_refund("again", "part")
    smaller = replace(store.funding.transactions.get("part"), amount_pence=3_999)
    larger = replace(store.funding.transactions.get("back"), amount_pence=-3_001)
    for changed in (smaller, larger, replace(larger, amount_pence=5), replace(smaller, kind=TransactionKind.FORECAST)):
        with pytest.raises(UserError, match="Unlink the refund before"):
            store.commitments.check_ties(changed)
    store.commitments.check_ties(replace(smaller, amount_pence=4_000))
    store.commitments.check_ties(replace(larger, amount_pence=-2_999))


def test_what_is_tied_to_an_order_is_not_moved_to_another_agreement(store: Store) -> None:
    with store.step("Settled"):
        store.funding.save_agreement(agreement(id="other", reference="B-1"))
        store.commitments.settle("order", "part")
    for id_ in ("order", "part"):
        with pytest.raises(UserError, match="Unsettle it before you move it"):
            store.commitments.check_ties(
                replace(store.funding.transactions.get(id_), agreement_id="other", line_id=None)
            )
    assert [t.id for t in store.commitments.tied(["rest", "part", "order"])] == ["order", "part"]


def test_new_days_of_an_agreement_mark_anew_what_lies_outside_them(store: Store) -> None:
    with store.step("A late payment was taken in"):
        store.funding.transactions.insert(payment("late", occurred_on=date(2016, 6, 1), outside_period=True))
    longer = Variation("longer", "agreement", date(2016, 3, 1), "Three more months", ends_on=date(2016, 6, 30))
    with store.step("Extended"):
        store.terms.vary(longer)
    assert not [t.id for t in store.funding.transactions.where("outside_period")]
    with store.step("Shortened"):
        store.funding.save_agreement(agreement(starts_on=date(2015, 6, 1)))
    outside = {t.id for t in store.funding.transactions.where("outside_period")}
    assert outside == {"order", "part", "rest", "late"}
    store.undo()
    store.undo()
    assert [t.id for t in store.funding.transactions.where("outside_period")] == ["late"]


def test_a_variation_is_not_taken_back_from_a_line_that_has_moved_the_money_on(store: Store) -> None:
    with store.step("Varied and moved on"):
        store.terms.vary(variation())
        store.funding.transactions.delete("order", "part", "rest")
        store.funding.move(virement(amount_pence=64_000))
    with pytest.raises(UserError, match="Move it back first"), store.step("Given to the other line"):
        store.terms.vary(variation(line_id="line-2"))
    assert store.funding.line_position("line-1").revised == 1_000


def test_an_agreement_is_not_made_smaller_or_later_than_its_instalments(store: Store) -> None:
    with store.step("Due"):
        store.terms.save_instalment(Instalment("i", "agreement", date(2015, 5, 1), 100_000))
    with pytest.raises(UserError, match="£0.01 more than the £999.99"), store.step("Smaller"):
        store.funding.save_agreement(agreement(awarded_pence=99_999))
    with pytest.raises(UserError, match="comes before agreement A-1"), store.step("Later"):
        store.funding.save_agreement(agreement(starts_on=date(2015, 5, 2)))
    with store.step("Larger, and earlier"):
        store.funding.save_agreement(agreement(awarded_pence=100_001, starts_on=date(2015, 3, 1)))
