"""Before a return is sent: what is missing, does not add up, or contradicts the last return or the ledger."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cspdesk.domain.agreements import ClaimRule
from cspdesk.domain.audience import Audience
from cspdesk.domain.audits import AuditItem, AuditSample, CheckResult
from cspdesk.domain.closing import PAID, Cause, Correction
from cspdesk.domain.commitments import Refund
from cspdesk.domain.funding import Eligibility
from cspdesk.domain.milestones import Milestone
from cspdesk.domain.periods import FinancialYear, Quarter
from cspdesk.domain.plans import ActionStatus
from cspdesk.domain.return_actions import as_it_stood, spend_proposal
from cspdesk.domain.return_check import Finding, PlaceKind, Severity, check, ready
from cspdesk.domain.return_check_answers import WILL_BE_SPENT
from cspdesk.domain.return_figures import RatingValue, figures_from_json, figures_json, fill
from cspdesk.domain.return_periods import ReturnPeriod
from cspdesk.domain.return_record import ReturnRecord, Submitted, reported_spend
from cspdesk.domain.return_rows import shown_field
from cspdesk.domain.whole_action import WholeAction
from cspdesk.errors import UserError
from tests.builders import action, agreement, line
from tests.return_records import TEMPLATES, eligible, record, shipped, with_field

Q1 = Quarter(FinancialYear(2015), 1)
SMALL = with_field('key = "words"\ntitle = "Words"\nkind = "words"\nrequired = false\nmax_words = 3')
CLAIM = with_field('key = "claim"\ntitle = "Claim"\nkind = "money"\nsource = "claim"\nsign = "positive"')


def found(made: ReturnRecord) -> tuple[Finding, ...]:
    return check(made, fill(made))


def errors(made: ReturnRecord) -> list[str]:
    return [f.says for f in found(made) if f.severity is Severity.ERROR]


def sent(to_date: int, period: str = "2015/16-Q1", template: str = "small", claimed: int | None = None) -> Submitted:
    sums = {"actual_to_date": to_date}
    return Submitted("sent", template, ReturnPeriod.parse(period), date(2015, 7, 20), sums, claimed)


def test_a_return_with_nothing_against_it_is_ready() -> None:
    assert errors(record(SMALL)) == []
    assert ready(found(record(SMALL)))


@pytest.mark.parametrize(
    ("given", "said", "kind", "key"),
    [
        ({"answers": {}}, "It is not signed by: Finance officer", PlaceKind.SIGNATURE, "signed.1"),
        ({"closed": frozenset()}, "Q1 2015/16 is not closed", PlaceKind.QUARTER, "2015-04-01"),
        ({"as_at": date(2015, 6, 30)}, "is not over yet", PlaceKind.AGREEMENT, ""),
        ({"transactions": (eligible("one", 1, line_id=None),)}, "on no budget line", PlaceKind.TRANSACTIONS,
         "unassigned"),
        ({"transactions": (eligible("one", 1, outside_period=True),)}, "outside the agreement", PlaceKind.TRANSACTIONS,
         "outside"),
        ({"transactions": (eligible("one", 1, eligibility=Eligibility.UNCHECKED),)}, "not yet judged",
         PlaceKind.TRANSACTIONS, "unjudged"),
        ({"lines": (line("line-1", original_pence=60_000),)}, "less than the award", PlaceKind.AGREEMENT, ""),
    ],
)  # fmt: skip
def test_what_stands_against_a_return_leads_to_its_place(given: Any, said: str, kind: PlaceKind, key: str) -> None:
    finding = next(f for f in found(record(SMALL, **given)) if said in f.says)
    assert finding.is_error
    assert (finding.place.kind, finding.place.key) == (kind, key)
    assert finding.place.ids == (("one",) if kind is PlaceKind.TRANSACTIONS else ())


def test_only_quarters_that_are_over_are_to_be_closed_and_what_is_left_before_the_end_is_expected() -> None:
    of = record("year-end", "2015/16", closed=frozenset(), as_at=date(2015, 9, 30))
    said = errors(of)
    assert [each[:2] for each in said if "is not closed" in each] == ["Q1"]
    assert any(each.startswith("£990.00 is expected to be left at the year’s end with no plan") for each in said)
    over = errors(replace(of, as_at=date(2016, 5, 1)))
    assert [each[:2] for each in over if "is not closed" in each] == ["Q1", "Q2", "Q3", "Q4"]
    assert any(each.startswith("£990.00 is left at the year’s end with no plan") for each in over)


def test_of_a_year_that_has_not_begun_nothing_is_expected_to_be_left() -> None:
    said = errors(record("year-end", "2015/16", closed=frozenset(), as_at=date(2015, 3, 31)))
    assert "2015/16 begins on 1 April 2015 and has not begun." in said
    assert not any("is not over yet" in each or "left at the year’s end" in each for each in said)
    begun = errors(record("year-end", "2015/16", closed=frozenset(), as_at=date(2015, 4, 1)))
    assert "2015/16 ends on 31 March 2016 and is not over yet." in begun
    assert any("left at the year’s end" in each for each in begun)


def test_too_many_words_are_counted() -> None:
    made = record(SMALL, answers={"words": "one two three four", "signed.1": "A"})
    assert errors(made) == ["All, “Words” has 4 words; 3 are allowed."]


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_required_answer_of_a_shipped_template_is_asked_for(name: str) -> None:
    made = record(name, "2015/16" if name == "year-end" else "2015/16-Q1", answers={})
    asked = {f.place.key for f in found(made) if f.place.kind is PlaceKind.FIELD}
    assert asked == {f.key for f in made.template.fields if f.is_answered and f.required}


def test_a_wrong_sign_and_a_faulty_amount_are_said() -> None:
    template = with_field('key = "asked"\ntitle = "Asked"\nkind = "money"\nsign = "positive"')
    assert "it cannot be below nought" in errors(record(template, answers={"asked": "-5", "signed.1": "A"}))[0]
    assert errors(record(template, answers={"asked": "five", "signed.1": "A"})) == ["All, “Asked”: “five” is no money."]


def test_fields_that_do_not_add_up_are_said_with_both_sums() -> None:
    text = 'key = "part"\ntitle = "Part"\nkind = "money"\n[[adds_up]]\ntotal = "spent"\nof = ["part"]'
    made = record(with_field(text), answers={"part": "9.00", "signed.1": "A"})
    assert errors(made) == ["“Spent” is £10.00, but “Part” come to £9.00."]


def test_a_rating_that_differs_needs_its_reason() -> None:
    template = with_field('key = "spend"\ntitle = "Spend"\nkind = "rating"\nsource = "spend_rating"')
    stated = {"spend": "5", "signed.1": "A"}
    assert "5 is stated where 1 is proposed, and no reason is given" in errors(record(template, answers=stated))[0]
    assert errors(record(template, answers=stated | {"spend.reason": "Bills come late"})) == []
    assert "is no rating of 1 to 5" in errors(record(template, answers=stated | {"spend": "6"}))[0]


def test_an_opening_that_contradicts_the_last_return_must_be_explained() -> None:
    made = record(SMALL, "2015/16-Q2", submitted=(sent(900),))
    assert errors(made) == [
        "The return of Q1 2015/16 said £9.00 had been spent by its end; the ledger now says £10.00. Corrections "
        "explain £0.00 of it. Say what explains the rest."
    ]
    assert errors(replace(made, answers=dict(made.answers) | {"explained": "An invoice came late"})) == []


def test_a_correction_explains_what_changed_since_the_last_return() -> None:
    because = Correction("line-1", PAID, 900, 1_000, (Cause("transactions", "one", 100, ("Corrected a sum",)),))
    made = record(SMALL, "2015/16-Q2", submitted=(sent(900),), corrections={Q1: (because,)})
    assert errors(made) == []
    assert any("Corrections of closed quarters explain" in f.says for f in found(made))
    half = replace(because, now=950)
    assert "explain £0.50 of it" in errors(replace(made, corrections={Q1: (half,)}))[0]


def test_a_correction_that_a_template_cannot_tell_is_left_to_one_that_can() -> None:
    because = Correction("line-1", PAID, 900, 1_000, (), reported=True)
    made = record(SMALL, "2015/16-Q2", submitted=(sent(900),), corrections={Q1: (because,)})
    says = "Q1 2015/16 has changed since it was reported, and"
    assert [f.place.key for f in found(made) if f.says.startswith(says)] == ["2015-04-01"]
    unknown = replace(because, reported=False)
    assert not [f for f in found(replace(made, corrections={Q1: (unknown,)})) if f.says.startswith(says)]
    assert not [f for f in found(record("dual-rating", "2015/16-Q2", corrections={Q1: (because,)})) if says in f.says]


def test_less_spent_to_date_than_reported_is_explained_by_refunds_alone() -> None:
    paid, back = eligible("one", 1_000), eligible("back", -300, date(2015, 8, 1))
    assert errors(record(SMALL, "2015/16-Q2", transactions=(paid, back), submitted=(sent(1_000),))) == []
    assert errors(record(SMALL, "2015/16-Q2", transactions=(paid,), submitted=(sent(1_001),))) != []


def test_a_claim_above_the_agreement_is_refused() -> None:
    made = record(CLAIM, transactions=(eligible("one", 100_001),))
    assert "The claims would come to £0.01 more than the £1,000.00 of the agreement." in errors(made)


def test_a_claim_leaves_out_what_is_not_eligible_and_what_was_claimed_before() -> None:
    rule = ClaimRule("r", "agreement", "5.1", "No hospitality", eligible=False)
    spends = (
        eligible("one", 1_000),
        eligible("two", 500, date(2015, 8, 1)),
        eligible("cakes", 70, eligibility=Eligibility.INELIGIBLE),
        eligible("back", -200, date(2015, 8, 2), eligibility=Eligibility.UNCHECKED),
        eligible("cake-back", -70, date(2015, 8, 3), eligibility=Eligibility.UNCHECKED),
    )
    made = record(
        CLAIM,
        "2015/16-Q2",
        transactions=spends,
        clauses={"cakes": rule},
        refunds=(Refund("r1", "back", "one"), Refund("r2", "cake-back", "cakes")),
        submitted=(sent(1_070, claimed=1_000),),
    )
    figures = fill(made)
    assert figures.sums["eligible_to_date"] == 1_300
    assert figures.sums["claim"] == 300
    assert figures.sums["ineligible"] == 0  # 70 spent and 70 come back
    assert errors(made) == []


def test_a_second_claim_for_the_same_time_is_held_against_the_first() -> None:
    claimed = sent(1_000, template="other", claimed=1_000)
    (said,) = (f for f in found(record(CLAIM, claimed_beside=(claimed,))) if "claimed twice" in f.says)
    assert said.is_error
    assert said.says.startswith("£10.00 was claimed for Q1 2015/16 already, by the return sent on 20 July 2015.")
    assert (said.place.kind, said.place.key) == (PlaceKind.RETURN, "sent")
    assert not any("claimed twice" in f.says for f in found(record(SMALL, claimed_beside=(claimed,))))


@pytest.mark.parametrize(
    ("claimed", "period", "beside"),
    [
        (1_000, "2015/16-Q1", True),
        (1_000, "2015/16", True),
        (1_000, "2015/16-Q2", False),
        (None, "2015/16-Q1", False),
    ],
)
def test_a_claim_stands_beside_another_where_both_cover_a_day(claimed: int | None, period: str, beside: bool) -> None:
    other = sent(1_000, period, template="other", claimed=claimed)
    assert other.claims_beside("small", ReturnPeriod.parse("2015/16-Q1")) is beside
    assert not sent(1_000, claimed=1_000).claims_beside("small", ReturnPeriod.parse("2015/16-Q1")), "it is itself"


def test_the_claim_of_a_year_goes_on_from_those_of_its_quarters() -> None:
    quarter, year = sent(1_000, claimed=1_000), ReturnPeriod.parse("2015/16")
    assert quarter.comes_before(year)
    assert not quarter.claims_beside("yearly", year)


def test_money_left_at_the_years_end_needs_a_plan_and_before_it_does_not() -> None:
    assert errors(record(SMALL, "2015/16-Q3")) == []
    assert errors(record(SMALL, "2015/16-Q4")) == [
        "£990.00 is left at the year’s end with no plan to return, carry forward or re-profile it."
    ]


@pytest.mark.parametrize("name", TEMPLATES)
def test_figures_come_back_from_json_as_they_were(name: str) -> None:
    made = fill(record(name, "2015/16" if name == "year-end" else "2015/16-Q1", answers={"asked": "12.50"}))
    assert figures_from_json(figures_json(made)) == made


def test_a_year_is_reported_by_claims_that_cover_it_or_else_by_the_last_report() -> None:
    def of(number: int, spent: int, claimed: int | None) -> Submitted:
        period = ReturnPeriod(FinancialYear(2015), number)
        return Submitted(f"r{number}", "t", period, date(2016, 5, 1), {"actual_year": spent}, claimed)

    year = FinancialYear(2015)
    assert reported_spend([of(3, 70, None)]) == {}
    assert reported_spend([of(3, 70, None), of(4, 90, None)]) == {year: 90}
    assert reported_spend([of(n, 20 * n, 19) for n in (1, 2, 3, 4)]) == {year: 76}
    assert reported_spend([of(n, 20 * n, 19) for n in (2, 3, 4)]) == {year: 80}
    assert reported_spend([of(0, 80, None)]) == {year: 80}


def test_what_is_no_count_day_or_choice_is_said_and_what_is_one_is_taken() -> None:
    template = with_field(
        'key = "n"\ntitle = "N"\nkind = "count"\nsign = "negative"\n[[section.field]]\nkey = "d"\ntitle = "D"\n'
        'kind = "date"\n[[section.field]]\nkey = "c"\ntitle = "C"\nkind = "choice"\nchoices = ["Yes", "No"]'
    )
    faulty = {"n": "many", "d": "1 May", "c": "Perhaps", "signed.1": "A"}
    assert errors(record(template, answers=faulty)) == [
        "All, “N”: “many” is no count.", "All, “D”: “1 May” is no date.", "All, “C”: “Perhaps” is no choice."
    ]  # fmt: skip
    good = fill(record(template, answers={"n": "1,200", "d": "2015-05-01", "c": "yes"}))
    assert [f.value for f in good.fields][1:] == [1_200, "2015-05-01", "Yes"]
    assert [shown_field(f) for f in good.fields][1:] == ["1,200", "01/05/2015", "Yes"]
    assert "All, “N” is 1,200; it cannot be above nought." in errors(record(template, answers={"n": "1200"}))
    assert shown_field(fill(record(template, answers=faulty)).fields[1]) == "“many” (cannot be read)"


def test_an_agreement_its_reader_may_not_see_makes_no_return() -> None:
    with pytest.raises(UserError, match="is marked restricted, so no partner return"):
        fill(record(SMALL, agreement=agreement(marking=Audience.RESTRICTED)))


def test_figures_of_a_newer_cspdesk_are_refused() -> None:
    kept = figures_json(fill(record(SMALL))).replace('"format":1', '"format":99')
    with pytest.raises(UserError, match="newer cspdesk"):
        figures_from_json(kept)


def test_a_gap_between_returns_is_worth_a_look_and_compares_nothing() -> None:
    made = record(SMALL, "2015/16-Q4", submitted=(sent(900),))
    assert any("those between it and this were not" in f.says for f in found(made))
    assert not any("had been spent by its end" in f.says for f in found(made))
    alone = record(SMALL, "2015/16-Q2")
    assert any("No earlier return of this kind was submitted" in f.says for f in found(alone))


def test_less_spent_than_reported_is_taken_with_a_persons_words() -> None:
    made = record(SMALL, "2015/16-Q4", submitted=(sent(1_500, "2015/16-Q2"),))
    assert any("is spent to date, less than" in says for says in errors(made))
    explained = replace(made, answers=dict(made.answers) | {"explained": "Charged twice"})
    assert not any("is spent to date, less than" in says for says in errors(explained))


def test_nothing_is_proposed_without_a_budget_or_an_action() -> None:
    figures = fill(record("dual-rating", lines=(line("line-1"), line("line-2"))))
    proposed = [f.value for f in figures.fields if isinstance(f.value, RatingValue)]
    assert [(p.proposed, p.because) for p in proposed] == [
        (None, "There is no budget to hold the outturn against."),
        (None, "No action that this money pays for had begun."),
    ]


@pytest.mark.parametrize(
    ("outturn", "rating"),
    [(100_000, 5), (98_000, 5), (97_999, 4), (105_000, 4), (90_000, 3), (80_000, 2), (79_999, 1), (150_000, 1)],
)
def test_spend_is_rated_by_its_distance_from_the_budget(outturn: int, rating: int) -> None:
    assert spend_proposal(100_000, outturn).rating == rating


def test_delivery_is_rated_as_it_stood_when_the_period_ended() -> None:
    done = action("done", status=ActionStatus.COMPLETE, finished_on=date(2015, 9, 20), due_on=date(2015, 9, 30))
    whole = WholeAction(done, (Milestone("m", "done", "Half", date(2015, 8, 1), date(2015, 8, 1), date(2015, 7, 20)),))
    then, later = (as_it_stood(whole, day) for day in (date(2015, 6, 30), date(2015, 9, 30)))
    assert (then.action.status, then.milestones[0].actual_on) == (ActionStatus.IN_PROGRESS, None)
    assert later == whole
    made = record("dual-rating", "2015/16-Q2", actions=(whole,))
    assert [p.proposed for p in ratings(made)] == [1, 5]


def ratings(made: ReturnRecord) -> list[RatingValue]:
    return [f.value for f in fill(made).fields if isinstance(f.value, RatingValue)]


def test_a_payment_that_the_audit_found_not_in_order_is_told_until_it_is_judged() -> None:
    sample = AuditSample("a", "agreement", FinancialYear(2015), date(2015, 7, 1), "Auditor", 1, 10)
    item = AuditItem("i", "a", "one", CheckResult.BAD, date(2015, 7, 2), "Auditor", "Claimed twice")
    made = record(SMALL, audit=(sample, (item,)))
    assert [f.place.ids for f in found(made) if "not in order by the audit sample" in f.says] == [("one",)]
    judged = replace(made, transactions=(eligible("one", 1_000, eligibility=Eligibility.INELIGIBLE),))
    assert not [f for f in found(judged) if "not in order by the audit sample" in f.says]


@pytest.mark.parametrize(
    ("paid", "answer", "said"),
    [
        (100_000, "Yes", ""),
        (98_000, "Yes", ""),  # nearly all is as good as all
        (97_999, "Yes", "£20.01 under"),
        (102_001, "Yes", "£20.01 over"),
        (90_000, "No, less", ""),
        (90_000, "No, more", "£100.00 under"),
        (110_000, "No, less", "£100.00 over"),
        (110_000, "No, more", ""),
    ],
)
def test_whether_the_money_will_be_spent_is_held_against_the_outturn(paid: int, answer: str, said: str) -> None:
    made = record("pcc-quarterly", transactions=(eligible("one", paid),), answers={"on_course": answer})
    says = f"“{answer}” is answered, where the outturn is {said} the revised budget."
    assert [f.severity for f in found(made) if says in f.says] == [Severity.WARNING] * bool(said)
    assert [f for f in found(made) if "is answered, where" in f.says and says not in f.says] == []
    assert not [f for f in found(replace(made, answers={})) if "is answered, where" in f.says]


def test_the_shipped_return_asks_it_in_the_words_that_are_checked() -> None:
    (asked,) = (f for f in shipped("pcc-quarterly").fields if f.key == "on_course")
    assert asked.choices == WILL_BE_SPENT
