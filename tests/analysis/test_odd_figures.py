"""Whatever a file may hold, a verdict and its chart are given, and every interval holds its estimate."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cspdesk.analysis.indicator_change import intervals_of
from cspdesk.analysis.signals import signals
from cspdesk.analysis.verdicts import verdict
from cspdesk.charts.results import results_chart
from cspdesk.domain.data_periods import PeriodKind, month_period, year_to
from cspdesk.domain.indicators import Better, BreakEffect, Measure, Observation
from tests.indicator_builders import HEREFORDSHIRE, broken, indicator, series

NUMBERS = st.decimals(-(10**6), 10**6, places=3)
COUNTS = st.integers(-50, 10**6)
DAYS = st.dates(date(2012, 1, 1), date(2016, 12, 31))


@st.composite
def odd_series(draw):
    """Return a series of figures that may contradict themselves, with any breaks."""
    kind = draw(st.sampled_from([PeriodKind.MONTH, PeriodKind.ROLLING]))
    one = indicator(
        measure=draw(st.sampled_from(Measure)),
        better=draw(st.sampled_from(Better)),
        frequency=kind,
        baseline_from=date(2013, 1, 1),
        baseline_to=date(2013, 12, 31),
        target=draw(st.none() | NUMBERS),
        target_on=date(2017, 3, 31),
        count_not_held=draw(st.booleans()),
    )
    made = []
    for place in draw(st.lists(st.integers(0, 44), max_size=40)):
        month = (2013 + place // 12, place % 12 + 1)
        period = month_period(*month) if kind is PeriodKind.MONTH else year_to(*month)
        published = period.ends_on + timedelta(draw(st.integers(-20, 40)))
        made.append(
            Observation(
                f"{place}:{len(made)}",
                one.id,
                HEREFORDSHIRE.id,
                period.starts_on,
                period.ends_on,
                kind,
                published,
                draw(st.none() | COUNTS),
                draw(st.none() | st.integers(0, 1000).map(Decimal)),
                draw(st.none() | NUMBERS),
                draw(st.none() | NUMBERS),
                draw(st.none() | NUMBERS),
                draw(st.sampled_from(["", "", "", "*"])),
                draw(st.none() | st.integers(0, 9)),
            )
        )
    days = draw(st.lists(st.tuples(DAYS, st.sampled_from(BreakEffect)), max_size=3))
    return series(one, made, *(broken(day, effect, id=f"b{n}") for n, (day, effect) in enumerate(days)))


@given(odd_series())
def test_no_figures_however_odd_stop_a_verdict_or_its_chart(found):
    charted = signals(found)
    said = verdict(found, charted)
    for figure in said.figures:
        if figure.lower is not None and figure.upper is not None:
            assert figure.lower <= figure.value <= figure.upper
    chart = results_chart(found, charted, intervals=intervals_of(found), says=said.says)
    assert chart.alt_text.endswith(said.says)
    assert len(chart.table.rows) == len(found.readings) + len(found.gaps)
