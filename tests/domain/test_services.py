"""Services and case reviews stand only with dates and values that can be."""

from dataclasses import replace
from datetime import date

import pytest

from cspdesk.domain.audience import Audience
from cspdesk.domain.services import (
    CaseReview,
    CaseReviewStage,
    CommissionedService,
    checked_case_review,
    checked_service,
)
from cspdesk.errors import UserError

SERVICE = CommissionedService("s", "priority", "Support", None, date(2016, 4, 1), date(2021, 3, 31))
REVIEW = CaseReview("r", "priority", "DHR 1", date(2015, 5, 1))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "needs a title"),
        ({"ends_on": date(2016, 3, 31)}, "ends before it starts"),
        ({"extendable_to": date(2021, 3, 30)}, "extended only to a day after its end"),
        ({"notice_on": date(2016, 3, 31)}, "between its start and its end"),
        ({"notice_on": date(2021, 4, 1)}, "between its start and its end"),
        ({"value_pence": -1}, "less than nothing"),
    ],
)
def test_a_service_that_cannot_stand_is_refused_in_words(wrong: dict[str, object], words: str) -> None:
    with pytest.raises(UserError, match=words):
        checked_service(replace(SERVICE, **wrong))


@pytest.mark.parametrize(
    "fine", [{}, {"extendable_to": date(2023, 3, 31), "notice_on": date(2022, 9, 30)}, {"ends_on": SERVICE.starts_on}]
)
def test_a_sound_service_stands(fine: dict[str, object]) -> None:
    service = replace(SERVICE, **fine)
    assert checked_service(service) is service
    assert service.last_day == (service.extendable_to or service.ends_on)


def test_a_case_review_has_a_reference_and_nothing_of_it_lies_before_it_was_opened() -> None:
    assert checked_case_review(REVIEW) is REVIEW
    for wrong, words in (
        ({"reference": " "}, "needs a reference; never a name"),
        ({"stage_due_on": date(2015, 4, 30)}, "next stage is due before it was opened"),
        ({"published_on": date(2015, 4, 30)}, "publication is dated before it was opened"),
    ):
        with pytest.raises(UserError, match=words):
            checked_case_review(replace(REVIEW, **wrong))


def test_a_case_review_is_restricted_unless_somebody_says_otherwise_and_ends_when_published_or_closed() -> None:
    assert REVIEW.marking is Audience.RESTRICTED
    assert [s for s in CaseReviewStage if not s.is_open] == [CaseReviewStage.PUBLISHED, CaseReviewStage.CLOSED]
