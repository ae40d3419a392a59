"""An agreement that cannot stand is refused in words."""

from datetime import date

import pytest

from cspdesk.domain.agreements import Variation, checked_claim
from cspdesk.domain.funding import Agreement, checked_agreement
from cspdesk.errors import UserError
from tests.builders import agreement


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"reference": " "}, "needs the funder's reference"),
        ({"ends_on": date(2015, 3, 31)}, "ends before it starts"),
        ({"awarded_pence": -1}, "cannot be negative"),
    ],
)
def test_an_agreement_that_cannot_stand_is_refused_in_words(wrong: dict[str, object], words: str) -> None:
    with pytest.raises(UserError, match=words):
        checked_agreement(agreement(**wrong))


def test_a_sound_agreement_stands() -> None:
    sound: Agreement = agreement()
    assert checked_agreement(sound) is sound


def test_claims_reach_the_award_as_varied_and_never_go_above_it() -> None:
    varied = [Variation("v", "agreement", date(2015, 10, 1), "More", "line-1", 500)]
    assert checked_claim(40_500, 60_000, agreement(), varied) == 40_500
    with pytest.raises(UserError, match="to £1,005.01, £0.01 above the £1,005.00 awarded"):
        checked_claim(40_501, 60_000, agreement(), varied)
    with pytest.raises(UserError, match="cannot be below nought"):
        checked_claim(-1, 0, agreement())
