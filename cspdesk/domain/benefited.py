"""Who benefited, as readers may be told it: the same on paper and where the window is looked at as they see it."""

from collections import defaultdict
from collections.abc import Iterable

from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.disclosure import WITHHELD_PART, ToldBreakdown, told_breakdowns
from cspdesk.domain.papers import Beneficiary


def told_of(
    counted: Iterable[Beneficiary], least: int, audience: Audience
) -> tuple[tuple[ToldBreakdown, ...], tuple[str, ...]]:
    """Return counts of people as an audience may be told them, least the smallest that it is, and their sources.

    A part that is not for these readers is in the total of its breakdown, but neither its name nor its count is told.
    """
    counts: defaultdict[str, dict[str, int]] = defaultdict(dict)
    sources: list[str] = []
    for each in counted:
        seen = may_see(audience, each.marking)
        name = each.part if seen else WITHHELD_PART
        counts[each.breakdown][name] = counts[each.breakdown].get(name, 0) + each.people
        sources += [each.source.strip()] if seen and each.source.strip() else []
    marked = [(breakdown, WITHHELD_PART) for breakdown, parts in counts.items() if WITHHELD_PART in parts]
    told = told_breakdowns(counts, least, marked)
    return tuple(each for each in told if each.shows_any_but(WITHHELD_PART)), tuple(dict.fromkeys(sources))
