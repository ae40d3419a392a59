"""An agreement that cannot stand is refused in words."""

from datetime import date

import pytest

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
