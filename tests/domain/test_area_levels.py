"""Areas that contain one another are not of one level."""

import pytest

from cspdesk.domain.area_levels import alike, apart
from cspdesk.domain.indicators import Area

HEREFORDSHIRE, WORCESTERSHIRE = Area("E06000019", "Herefordshire"), Area("E10000034", "Worcestershire")
WORCESTER, BIRMINGHAM = Area("E07000237", "Worcester"), Area("E08000025", "Birmingham")
WEST_MIDLANDS, ENGLAND, FORCE = (
    Area("E12000005", "West Midlands"),
    Area("E92000001", "England"),
    Area("E23000016", "W M"),
)
ESTATE, SCHOOL = Area("estate", "The estate"), Area("school", "The school")


@pytest.mark.parametrize(
    ("own", "there", "level"),
    [
        (HEREFORDSHIRE, (HEREFORDSHIRE, WORCESTERSHIRE, WORCESTER, ENGLAND), (HEREFORDSHIRE, WORCESTERSHIRE)),
        (HEREFORDSHIRE, (HEREFORDSHIRE, WORCESTER, BIRMINGHAM, FORCE), (HEREFORDSHIRE, WORCESTER, BIRMINGHAM)),
        (WORCESTER, (HEREFORDSHIRE, WORCESTER, WORCESTERSHIRE), (HEREFORDSHIRE, WORCESTER)),
        (WORCESTERSHIRE, (HEREFORDSHIRE, WORCESTERSHIRE, WEST_MIDLANDS), (HEREFORDSHIRE, WORCESTERSHIRE)),
        (FORCE, (FORCE, HEREFORDSHIRE, ENGLAND), (FORCE,)),
        (ESTATE, (ESTATE, SCHOOL, HEREFORDSHIRE), (ESTATE, SCHOOL)),
    ],
)
def test_none_of_one_level_contains_another(own: Area, there: tuple[Area, ...], level: tuple[Area, ...]) -> None:
    assert alike(own, there) == level


def test_an_area_stands_apart_from_those_that_contain_it() -> None:
    county, district, force = Area("E10000034", "Worcestershire"), Area("E07000235", "Malvern"), Area("E23000016", "F")
    own = Area("E06000019", "Herefordshire")
    assert apart(own, (own, county, district, force)) == (county,)
    assert apart(district, (county, force, own)) == (own,)
    assert apart(force, (own, county)) == ()
