"""Who may be told an indicator's figures: by its marking, and by how few people a service's counts are of."""

from cspdesk.domain.audience import Audience, DisclosureRule, may_see
from cspdesk.domain.bound_figures import Marked, narrowest, small_number
from cspdesk.domain.indicators import Level
from cspdesk.domain.series import Series


def series_marking(series: Series, rule: DisclosureRule) -> Marked:
    """Return who may see the figures of a series, and why no more; one small count of a service withholds them all.

    A chart, a change or a total of the rest would give the small one away.
    """
    own = Marked(series.indicator.marking, series.indicator.marking_reason)
    readings = series.readings if series.indicator.level is Level.SERVICE else ()
    return narrowest(own, *(small_number(r.count, rule) for r in readings if r.count is not None))


def series_seen(series: Series, rule: DisclosureRule, audience: Audience) -> bool:
    """Return whether readers of this audience may see the figures of a series."""
    return may_see(audience, series_marking(series, rule).marking)
