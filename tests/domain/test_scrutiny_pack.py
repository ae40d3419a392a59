"""The next meeting's pack: nothing open is left out, what is settled is told once, the overdue comes first."""

from __future__ import annotations

from datetime import date

import pytest

from cspdesk.domain.scrutiny import Decision, Meeting, Question, Recommendation, checked_recommendation
from cspdesk.domain.scrutiny_pack import PackPart, next_pack
from cspdesk.errors import UserError

TODAY = date(2016, 9, 30)
OLD = Meeting("m-1", "Scrutiny", date(2015, 6, 1))
LAST = Meeting("m-2", "Scrutiny", date(2016, 2, 3))
NEXT = Meeting("m-3", "Scrutiny", date(2016, 11, 16))


def parts(questions=(), made=(), meetings=(NEXT, OLD, LAST)):
    return [(item.id, item.part) for item in next_pack(meetings, questions, made, TODAY).items]


def test_the_pack_is_for_the_first_meeting_to_come_and_since_the_last_one_held():
    pack = next_pack([NEXT, OLD, LAST], (), (), TODAY)
    assert (pack.meeting, pack.last) == (NEXT, LAST)


def test_without_a_meeting_to_come_the_pack_still_gathers_what_is_open():
    pack = next_pack([LAST], [Question("q", "m-2", 0, "How?")], (), TODAY)
    assert pack.meeting is None
    assert [item.id for item in pack.items] == ["q"]


def test_an_overdue_question_comes_before_one_that_only_waits():
    late = Question("late", "m-2", 0, "Why?", due_on=date(2016, 9, 1))
    waits = Question("waits", "m-2", 1, "How?", due_on=date(2016, 10, 1))
    assert parts([waits, late]) == [("late", PackPart.OVERDUE), ("waits", PackPart.ANSWER)]


def test_what_was_answered_before_the_last_meeting_is_not_told_again():
    before = Question("old", "m-1", 0, "Why?", answer="So.", answered_on=date(2015, 7, 1))
    since = Question("new", "m-2", 0, "How?", answer="Thus.", answered_on=date(2016, 3, 1))
    assert parts([before, since]) == [("new", PackPart.HAPPENED)]


def test_a_recommendation_stands_in_the_pack_until_it_is_done_or_declined():
    silent = Recommendation("silent", "m-2", 0, "a", "Look")
    accepted = Recommendation("accepted", "m-2", 1, "b", "Do", decision=Decision.ACCEPTED)
    done = Recommendation("done", "m-1", 2, "c", "Did", decision=Decision.ACCEPTED, done_on=date(2015, 8, 1))
    no = Recommendation("no", "m-2", 3, "d", "Not", decision=Decision.NOT_ACCEPTED, response="No money",
                        responded_on=date(2016, 3, 1))  # fmt: skip
    assert parts(made=[silent, accepted, done, no]) == [
        ("silent", PackPart.RESPONSE), ("accepted", PackPart.PROGRESS), ("no", PackPart.HAPPENED)
    ]  # fmt: skip


def test_a_recommendation_is_not_declined_without_a_reason():
    with pytest.raises(UserError, match="reason why"):
        checked_recommendation(Recommendation("r", "m", 0, "a", "Do", decision=Decision.NOT_ACCEPTED))
