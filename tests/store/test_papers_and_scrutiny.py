"""What papers are written from, and what scrutiny asked, as kept in the file."""

from dataclasses import replace
from datetime import date

import pytest

from cspdesk.domain.audience import Audience, DisclosureRule, FieldMarking, Reason, reason_said
from cspdesk.domain.papers import FundingLevel, FundingOption, Overruling, Paper, PaperKind, PaperText
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.publicity import PublicityPeriod
from cspdesk.domain.scrutiny import Decision, Meeting, Question, Recommendation
from cspdesk.errors import UserError
from cspdesk.store.store import Store

YEAR = FinancialYear(2015)
PAPER = Paper("p1", PaperKind.BID, "bid", "Justification for 2016/17", YEAR, date(2016, 1, 4))
MEETING = Meeting("m1", "Scrutiny committee", date(2016, 2, 2))


def test_a_paper_comes_back_as_written_and_goes_whole(store: Store) -> None:
    text = PaperText("t1", "p1", "need", "Why @{money.spent} is needed")
    overruled = Overruling("o1", "p1", "need", "causal words", "led to", "Ann", "Randomised trial", date(2016, 1, 5))
    options = [FundingOption(f"f{i}", "p1", level, 100 * i, "") for i, level in enumerate(reversed(FundingLevel))]
    with store.step("Wrote a paper"):
        store.papers.papers.insert(PAPER)
        store.papers.write(text)
        store.papers.overrule(overruled)
        store.papers.options.insert(*options)
    assert store.papers.newest(PaperKind.BID, YEAR, None) == PAPER
    assert store.papers.texts_of("p1") == {"need": text}
    assert [o.level for o in store.papers.options_of("p1")] == list(FundingLevel)
    with store.step("Removed a paper"):
        store.papers.remove("p1")
    assert store.papers.papers.count() == store.papers.texts.count() == store.papers.overrulings.count() == 0
    store.undo()
    assert store.papers.overrulings_of("p1") == (overruled,)


def test_a_text_with_nothing_in_it_is_not_kept(store: Store) -> None:
    with store.step("Wrote a paper"):
        store.papers.papers.insert(PAPER)
        store.papers.write(PaperText("t1", "p1", "need", "words"))
        store.papers.write(PaperText("t1", "p1", "need", "  "))
    assert store.papers.texts_of("p1") == {}


def test_an_overruling_needs_a_name_and_a_reason(store: Store) -> None:
    with store.step("Wrote a paper"):
        store.papers.papers.insert(PAPER)
    made = Overruling("o1", "p1", "need", "causal words", "led to", "Ann", " ", date(2016, 1, 5))
    with pytest.raises(UserError, match="reason"), store.step("Overruled"):
        store.papers.overrule(made)


def test_open_questions_and_recommendations_are_those_that_wait(store: Store) -> None:
    asked = Question("q1", "m1", 1, "Is there a refuge?")
    answered = replace(asked, id="q2", answer="Yes", answered_on=date(2016, 3, 1))
    made = Recommendation("r1", "m1", 1, "a", "An all-member briefing")
    refused = replace(made, id="r2", decision=Decision.NOT_ACCEPTED, response="No money")
    accepted = replace(made, id="r3", decision=Decision.ACCEPTED)
    done = replace(accepted, id="r4", done_on=date(2016, 5, 1))
    with store.step("Entered a meeting"):
        store.scrutiny.meetings.insert(MEETING)
        for question in (asked, answered):
            store.scrutiny.save_question(question)
        for each in (made, refused, accepted, done):
            store.scrutiny.save_recommendation(each)
    assert store.scrutiny.open_questions() == (asked,)
    assert store.scrutiny.open_recommendations() == (made, accepted)
    assert [r.is_open for r in (made, refused, accepted, done)] == [True, False, True, False]


def test_what_is_not_accepted_says_why(store: Store) -> None:
    with store.step("Entered a meeting"):
        store.scrutiny.meetings.insert(MEETING)
    made = Recommendation("r1", "m1", 1, "a", "A briefing", decision=Decision.NOT_ACCEPTED)
    with pytest.raises(UserError, match="reason"), store.step("Answered"):
        store.scrutiny.save_recommendation(made)


def test_a_day_of_restricted_publicity_is_told(store: Store) -> None:
    period = PublicityPeriod("x", "Commissioner’s election", date(2016, 3, 30), date(2016, 5, 5))
    with store.step("Entered a period"):
        store.scrutiny.save_period(period)
    assert store.scrutiny.restricting(date(2016, 5, 5)) == period
    assert store.scrutiny.restricting(date(2016, 5, 6)) is None


def test_markings_of_fields_are_read_by_table_record_and_field(store: Store) -> None:
    marking = FieldMarking("f1", "actions", "a1", "description", Audience.RESTRICTED, "Safety of a place: the refuge")
    with store.step("Marked a field"):
        store.markings.fields.insert(marking)
    assert store.markings.by_table()["actions"]["a1"] == {"description": marking}
    assert store.markings.of_record("actions", "a1") == {"description": marking}


def test_the_usual_rule_for_small_numbers_holds_until_another_is_set(store: Store) -> None:
    assert store.markings.rule().least(Audience.PUBLIC) == 5
    with store.step("Set the rule"):
        store.markings.rules.save(DisclosureRule(least_public=10))
    assert store.markings.rule().least(Audience.PUBLIC) == 10
    assert store.markings.rule().least(Audience.RESTRICTED) == 0


def test_a_reason_is_told_by_its_kind_alone() -> None:
    assert reason_said("safety of a place: the refuge in High Street") == Reason.SAFETY.value
    assert "High Street" not in reason_said("The refuge in High Street")
