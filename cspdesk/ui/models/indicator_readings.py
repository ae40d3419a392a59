"""An indicator's figures as the form and the comparisons read them: of which areas, and what they allow to be said."""

from cspdesk.analysis.comparability import Caution, Forbidden, with_baseline
from cspdesk.domain.indicators import Area, Indicator
from cspdesk.domain.series import Series, named
from cspdesk.store.series import series_in_areas
from cspdesk.ui.session import Session


def main_area(session: Session, indicator_id: str) -> Area | None:
    """Return the area that is spoken of first: the partnership's own where it has figures, else the first by name."""
    areas = session.store.results.areas_of(indicator_id)
    own = session.store.partnership.partnership().area_code
    return next((area for area in areas if area.id == own), areas[0] if areas else None)


def read_series(session: Session, indicator: Indicator, area: Area) -> Series:
    """Return an indicator's figures for an area as they are known today."""
    return series_in_areas(session.store.results, indicator, (area.id,), session.today)[0]


def baseline_words(session: Session, indicator: Indicator) -> str:
    """Return whether the newest figures may be compared with the baseline's, and if not, why."""
    area = main_area(session, indicator.id)
    if area is None:
        return "No figures are held yet, so the baseline cannot be checked."
    answer = with_baseline(read_series(session, indicator, area))
    if isinstance(answer, Forbidden):
        return f"Not compared with the newest figures: {answer.reason}"
    pair = answer.pair
    words = f"{area.name}: {named(pair.earlier.period)} and {named(pair.later.period)} may be compared"
    return f"{words}, {answer.sentence}." if isinstance(answer, Caution) else f"{words}."
