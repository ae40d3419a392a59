"""Where the money goes on screen: every block is read off by mouse and keys, copied and saved with its figures."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cspdesk.charts.money import where_it_goes
from cspdesk.charts.nested import NestedChart, Part
from cspdesk.ui.charts.look import look_for
from cspdesk.ui.charts.nested_plot import NestedPlot, shades
from cspdesk.ui.charts.nested_view import NestedView
from cspdesk.ui.theme import DARK, LIGHT, Theme, palette_of


@pytest.fixture
def chart() -> NestedChart:
    """Two priorities, three lines, four purposes."""
    return where_it_goes(
        "Where",
        [
            Part(("One", "L-1", "Hire"), 500_00, 2),
            Part(("One", "L-1", "Staff"), 300_00, 1),
            Part(("One", "L-2", "Staff"), 200_00, 1),
            Part(("Two", "L-3", "Print"), 400_00, 4),
        ],
    )


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, chart: NestedChart) -> NestedView:
    """The chart, drawn."""
    made = NestedView()
    qtbot.addWidget(made)
    made.resize(1100, 420)
    made.show_chart(chart)
    made.show()
    qtbot.waitUntil(lambda: made.is_drawn)
    return made


def plot_of(view: NestedView) -> NestedPlot:
    assert isinstance(view._plot, NestedPlot)
    return view._plot


def test_the_arrow_keys_reach_every_block(qtbot: QtBot, view: NestedView, chart: NestedChart) -> None:
    plot, seen = plot_of(view), set()
    for column in range(3):
        qtbot.keyClick(plot, Qt.Key.Key_Home if column == 0 else Qt.Key.Key_Right)
        qtbot.keyClick(plot, Qt.Key.Key_Home)
        for _ in chart.of_column(column):
            seen.add(view.reading.text())
            qtbot.keyClick(plot, Qt.Key.Key_Down)
    assert seen == {f"{chart.says(place)}." for place in range(len(chart.blocks))}
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert view.reading.text() == "Two, L-3: £400.00, 28.6% of all; 4 payments."
    assert [item.row() for item in view.table.selectedItems()][:1] == [3]


def test_the_mouse_reads_a_block_off_where_it_lies(view: NestedView, chart: NestedChart) -> None:
    plot = plot_of(view)
    before = plot.geometry()
    for place, block in enumerate(chart.blocks):
        assert plot.block_at(plot.box_of(block).center()) == place
        plot.point_at(place)
    assert view.reading.text() == f"{chart.says(len(chart.blocks) - 1)}."
    assert plot.toolTip() == chart.says(len(chart.blocks) - 1)
    assert plot.geometry() == before  # reading it off moves nothing under the mouse


def test_blocks_are_as_large_as_their_pence(view: NestedView, chart: NestedChart) -> None:
    plot = plot_of(view)
    sizes = {round(plot.box_of(block).height() / block.pence, 9) for block in chart.blocks}
    assert len(sizes) == 1


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_names_can_be_read_on_every_shade(colours: object) -> None:
    def light(parts: tuple[float, ...]) -> float:
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts[:3]]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for inside, ink in shades(look_for(palette_of(colours))):  # type: ignore[arg-type]
        low, high = sorted((light(inside.getRgbF()), light(ink.getRgbF())))
        assert (high + 0.05) / (low + 0.05) >= 4.5


def test_in_a_narrow_window_the_names_in_the_table_have_more_of_the_width(view: NestedView) -> None:
    shares = []
    for narrow in range(620, 1_000, 20):
        for wide in (1_900, narrow):
            view.resize(wide, 600)
            QApplication.processEvents()
            shares.append(view.table.width() / wide)
            said = view.reading
            assert said.height() >= said.heightForWidth(said.width()), "the sentence is read whole"
    assert min(shares[1::2]) > max(shares[::2]) + 0.05


def test_it_is_saved_as_svg_png_and_its_figures(view: NestedView, tmp_path: Path) -> None:
    for ending in ("svg", "png", "csv"):
        view.write(tmp_path / f"chart.{ending}")
    assert "<desc>£1,400.00 was paid in all." in (tmp_path / "chart.svg").read_text(encoding="utf-8")
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")
    assert "One,L-1,Hire,£500.00,35.7%,2" in (tmp_path / "chart.csv").read_text(encoding="utf-8-sig")
    view.copy()
