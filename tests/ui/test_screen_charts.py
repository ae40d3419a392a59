"""Charts on screen: the same object as on paper, readable by mouse, keyboard and as a table."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cspdesk.charts.chart import Axis, Chart, DataTable, Series
from cspdesk.charts.spend import spend_against_profile
from cspdesk.domain.periods import FinancialYear
from cspdesk.ui.charts.look import look_for
from cspdesk.ui.charts.view import ChartView, figures_at
from cspdesk.ui.theme import DARK, LIGHT, Theme, palette_of


@pytest.fixture
def chart() -> Chart:
    """Two quarters paid, a commitment, a profile."""
    return spend_against_profile(
        FinancialYear(2015),
        profile=[100_00, 100_00, 100_00, 100_00],
        actual=[90_00, 120_00, 0, 0],
        committed=[0, 0, 0, 50_00],
        as_at=date(2015, 9, 14),
    )


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, chart: Chart) -> ChartView:
    """The chart, drawn."""
    made = ChartView()
    qtbot.addWidget(made)
    made.resize(1100, 320)
    made.show_chart(chart)
    made.show()
    qtbot.waitUntil(lambda: made.is_drawn)
    return made


def test_a_chart_out_of_sight_is_not_drawn(qtbot: QtBot, theme: Theme, chart: Chart) -> None:
    made = ChartView()
    qtbot.addWidget(made)
    made.show_chart(chart)
    assert not made.is_drawn
    assert made.reading.text() == chart.alt_text


def test_every_figure_stands_in_the_table_beside(view: ChartView, chart: Chart) -> None:
    shown = [
        tuple(view.table.item(row, column).text() for column in range(view.table.columnCount()))
        for row in range(view.table.rowCount())
    ]
    assert tuple(shown) == chart.table.rows


def test_the_arrow_keys_read_the_chart_off(qtbot: QtBot, view: ChartView, chart: Chart) -> None:
    assert view._plot is not None
    qtbot.keyClick(view._plot, Qt.Key.Key_Right)
    assert view.reading.text() == figures_at(chart, 0)
    qtbot.keyClick(view._plot, Qt.Key.Key_Right)
    assert view.reading.text().startswith("Q2 2015/16 (Jul–Sep): Profile £100.00; Paid £120.00")
    for _ in range(5):
        qtbot.keyClick(view._plot, Qt.Key.Key_Right)
    assert view.reading.text() == figures_at(chart, 3)


def test_the_mouse_reads_the_chart_off_and_leaves_it_again(view: ChartView, chart: Chart) -> None:
    assert view._plot is not None
    box = view._plot.getPlotItem().vb
    view._plot._look_at(box.mapViewToScene(QPointF(1.1, 50_00)))
    assert view.reading.text() == figures_at(chart, 1)
    view._plot._look_at(QPointF(-50, -50))
    assert view.reading.text() == chart.alt_text


def test_what_a_screen_reader_hears_is_the_sentence_of_the_chart(view: ChartView, chart: Chart) -> None:
    assert view.accessibleDescription() == chart.alt_text
    assert view.accessibleName() == chart.title


def test_another_chart_takes_the_place_of_the_first(qtbot: QtBot, view: ChartView) -> None:
    other = spend_against_profile(
        FinancialYear(2014), profile=None, actual=[1_00, 0, 0, 0], committed=[0, 0, 0, 0], as_at=date(2015, 9, 14)
    )
    view.show_chart(other)
    assert view.is_drawn
    assert view.notes.text() == "No profile was agreed for this year."


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_series_stand_out_from_the_page_in_light_and_dark(colours: object) -> None:
    palette: QPalette = palette_of(colours)  # type: ignore[arg-type]
    look = look_for(palette)
    for colour in look.series:
        assert _contrast(colour.getRgbF()[:3], look.paper.getRgbF()[:3]) >= 3


def test_the_chart_is_drawn_anew_in_other_colours(qtbot: QtBot, view: ChartView) -> None:
    view.setPalette(palette_of(DARK))
    qtbot.waitUntil(lambda: view.is_drawn)
    assert view._plot is not None
    assert view._plot._look.paper.lightness() < 128


def _contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    def light(colour: tuple[float, ...]) -> float:
        parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_a_wide_table_stands_under_its_drawing_and_a_narrow_one_beside_it(qtbot: QtBot) -> None:
    view = ChartView()
    qtbot.addWidget(view)
    view.resize(1200, 420)
    view.show()
    for wide in (True, False):
        headings = ("Quarter", *(f"A heading of some width {n}" for n in range(7 if wide else 1)))
        rows = (("Q1", *("£100,000.00" for _ in headings[1:])),)
        axis = Axis("Quarter", categories=("Q1",))
        series = (Series("Paid", "bar", ((0, 100),)),)
        view.show_chart(Chart("Spend", axis, Axis("Pounds"), series, "What was paid.", DataTable(headings, rows)))
        qtbot.waitUntil(lambda: view.table.geometry().isValid())
        QApplication.processEvents()
        below = view.table.mapTo(view, QPoint(0, 0)).x() < 100
        assert below is wide
