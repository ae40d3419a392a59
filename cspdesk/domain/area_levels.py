"""Which areas are of one level: by their ONS codes, so that no area is compared with one that contains it."""

from collections.abc import Sequence

from cspdesk.domain.indicators import Area

UPPER = ("E06", "E08", "E09", "E10", "W06", "S12", "N09")  # counties and all that are no part of one
LOWER = ("E06", "E07", "E08", "E09", "W06", "S12", "N09")  # districts, and all that are not divided into them
COUNTY, DISTRICT = "E10", "E07"


def alike(own: Area, areas: Sequence[Area]) -> tuple[Area, ...]:
    """Return those areas that are of a level with one of them, in their order: none contains another.

    A unitary authority stands with counties where these are among the areas, otherwise with districts. An area whose
    code is not of the Office for National Statistics stands with others of that sort.
    """
    prefixes = _level(own, areas)
    return tuple(area for area in areas if _prefix(area) in prefixes)


def apart(own: Area, others: Sequence[Area]) -> tuple[Area, ...]:
    """Return those other areas that may stand beside one: none contains it, none is a part of it."""
    return tuple(area for area in alike(own, (own, *others)) if area.id != own.id)


def _level(own: Area, areas: Sequence[Area]) -> tuple[str, ...]:
    prefix = _prefix(own)
    if prefix == DISTRICT:
        return LOWER
    if prefix in UPPER:
        return UPPER if prefix == COUNTY or any(_prefix(area) == COUNTY for area in areas) else LOWER
    return (prefix,)


def _prefix(area: Area) -> str:
    """Return what the code of an area says it is; empty where it is no code of the ONS."""
    code = area.id
    return code[:3] if len(code) == 9 and code[:1] in "EWSNK" and code[1:].isdigit() else ""
