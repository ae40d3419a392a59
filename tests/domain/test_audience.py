"""Three audiences, each trusted with what the one before may see and more."""

from itertools import product

import pytest

from cspdesk.domain.audience import Audience, may_see

SEEN = {
    Audience.PUBLIC: {Audience.PUBLIC},
    Audience.PARTNER: {Audience.PUBLIC, Audience.PARTNER},
    Audience.RESTRICTED: set(Audience),
}


@pytest.mark.parametrize(("audience", "marking"), tuple(product(Audience, Audience)))
def test_each_audience_sees_what_is_marked_for_it_and_nothing_else(audience: Audience, marking: Audience) -> None:
    assert may_see(audience, marking) == (marking in SEEN[audience])


def test_audiences_have_words() -> None:
    assert [a.label for a in Audience] == ["Public", "Partner", "Restricted"]
