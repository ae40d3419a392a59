"""Comparing results, as a person does in the window."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from cspdesk.app.comparing import Compared
from cspdesk.app.results import judged
from cspdesk.charts.chart import DataTable
from cspdesk.charts.compared import DotChart, FunnelChart, PairChart
from cspdesk.domain.audience import Audience
from cspdesk.domain.data_periods import PeriodKind
from cspdesk.domain.indicators import Area, ComparatorArea, ComparatorSet, Level, Measure
from cspdesk.domain.partnership import Priority
from cspdesk.store.series import series_in_areas
from cspdesk.ui.models.compare_rows import choosable
from cspdesk.ui.models.result_detail import ALL_AREAS, Look, read_detail
from cspdesk.ui.models.result_figures import figure_columns
from cspdesk.ui.models.result_rows import read_results
from cspdesk.ui.panels.compare_card import CompareCard
from cspdesk.ui.panels.compare_kinds import AreasPage, ChangePage, ComparePage, TwoPage
from cspdesk.ui.panels.compare_pages import CompareDialog
from cspdesk.ui.session import Session
from tests.indicator_builders import HEREFORDSHIRE, broken, indicator, observed
from tests.ui.access_keys import shared_keys

SHROPSHIRE, TELFORD = Area("E06000051", "Shropshire"), Area("E06000020", "Telford and Wrekin")
SHARE = indicator(id="s", name="Re-offending", measure=Measure.PROPORTION, unit="%", priority_id="p", position=1)
CRIME = indicator(id="c", name="Crime", priority_id="p", position=2)
MONTHLY = indicator(id="m", name="Noise", frequency=PeriodKind.MONTH, priority_id="p", position=3)


@pytest.fixture
def session(session: Session) -> Iterator[Session]:
    """A record with a share, a count and a monthly count, the first two in three areas."""
    session.today = date(2016, 9, 30)
    store = session.store
    with store.step("Began"):
        store.partnership.priorities.insert(Priority("p", 0, "Safer streets"))
        for one in (SHARE, CRIME, MONTHLY):
            store.results.save(one)
        for place, area in enumerate((HEREFORDSHIRE, SHROPSHIRE, TELFORD)):
            store.results.save_area(area)
            shift = 20 * place
            made = observed(SHARE, "2013", [300 + shift, 310, 320], [1000, 1010, 1020], area=area)
            store.results.add_observations(made)
            store.results.add_observations(observed(CRIME, "2013", [900 + shift, 700, 650 + shift * 8], area=area))
        store.results.add_observations(observed(MONTHLY, "2013-01", [20 + n % 7 for n in range(36)]))
        store.results.comparator_sets.insert(ComparatorSet("set", "Near", "The analyst"))
        for n, area in enumerate((HEREFORDSHIRE, SHROPSHIRE)):
            store.results.comparator_areas.insert(ComparatorArea(f"ca{n}", "set", area.id))
    return session


@pytest.fixture
def dialog(qtbot: QtBot, session: Session) -> CompareDialog:
    made = CompareDialog(session, None, "p")
    qtbot.addWidget(made)
    made.show()
    return made


def shown(qtbot: QtBot, session: Session, page: ComparePage) -> Compared:
    """Wait until a page has been worked out, and return what it shows."""
    qtbot.waitUntil(lambda: not session.jobs.busy)
    assert page.card.shown is not None
    return page.card.shown


def drawn(qtbot: QtBot, card: CompareCard) -> None:
    view = card.view
    assert view is not None
    qtbot.waitUntil(lambda: view.is_drawn)


def test_areas_come_first_with_the_one_that_can_be_compared(
    qtbot: QtBot, session: Session, dialog: CompareDialog
) -> None:
    page = dialog.page(0)
    assert isinstance(page, AreasPage)
    found = shown(qtbot, session, page)
    assert isinstance(found.chart, DotChart)
    assert found.chart.places == ("Herefordshire", "Shropshire", "Telford and Wrekin")
    assert page.period.value() is not None
    assert page.period.value().label == "2015"  # type: ignore[union-attr]
    page.group.setCurrentIndex(1)
    page._areas_changed()
    found = shown(qtbot, session, page)
    assert found.chart is not None
    assert len(found.chart.table.rows) == 2


def test_many_areas_become_a_funnel_read_off_by_size_with_the_keys(qtbot: QtBot, session: Session) -> None:
    store = session.store
    with store.step("More areas"):
        for n in range(12):
            area = Area(f"E0700{n:04}", f"Town {n:02}")
            store.results.save_area(area)
            store.results.add_observations(observed(SHARE, "2015", [250 + n], [900 + 90 * n], area=area))
    dialog = CompareDialog(session, "s", "p")
    qtbot.addWidget(dialog)
    dialog.show()
    card = dialog.page(0).card
    found = shown(qtbot, session, dialog.page(0))
    assert isinstance(found.chart, FunnelChart)
    drawn(qtbot, card)
    view = card.view
    assert view is not None
    assert view._plot is not None
    QTest.keyClick(view._plot, Qt.Key.Key_Right)
    sizes = [dot.size for dot in found.chart.dots]
    smallest = found.chart.dots[sizes.index(min(sizes))]
    assert view.reading.text() == f"{smallest.text}."
    (row,) = card.figures.table.selected_records()  # type: ignore[union-attr]
    assert row.cells[0] == smallest.name


def test_counts_are_refused_with_the_reason_and_no_chart(qtbot: QtBot, session: Session, dialog: CompareDialog) -> None:
    page = dialog.page(0)
    assert isinstance(page, AreasPage)
    page.indicator.setCurrentIndex(1)
    page._indicator_changed()
    found = shown(qtbot, session, page)
    assert found.chart is None
    assert "a rate or a proportion is needed" in page.card.says.text()
    assert not page.card.save_button.isEnabled()
    assert page.card.view is None


def test_two_indicators_stand_over_the_same_periods(qtbot: QtBot, session: Session, dialog: CompareDialog) -> None:
    page = dialog.page(1)
    assert isinstance(page, TwoPage)
    found = shown(qtbot, session, page)
    assert isinstance(found.chart, PairChart)
    assert "does not show that one moves the other" in page.card.beside.text()
    drawn(qtbot, page.card)
    page.card.view.point_at(1)  # type: ignore[union-attr]
    assert "Re-offending, 2014" in page.card.view.reading.text()  # type: ignore[union-attr]
    assert "Crime, 2014" in page.card.view.reading.text()  # type: ignore[union-attr]
    page.other.set_value(page.one.value())
    page._changed()
    assert page.card.says.text() == "Choose two indicators."


def test_before_and_after_gives_both_measures_and_over_a_break_only_the_reason(
    qtbot: QtBot, session: Session, dialog: CompareDialog
) -> None:
    page = dialog.page(2)
    assert isinstance(page, ChangePage)
    page.indicator.setCurrentIndex(1)
    page._indicator_changed()
    found = shown(qtbot, session, page)
    assert isinstance(found.chart, DotChart)
    assert len(found.facts) == 2
    assert "Evidence: before and after, with a comparison area." in page.card.beside.text()
    cut = broken(date(2015, 1, 1), indicator_id="c")
    session.do("Recorded a break", lambda: session.store.results.save_break(cut))
    page._areas_changed()
    found = shown(qtbot, session, page)
    assert found.chart is None
    assert "not counted alike" in page.card.says.text()
    assert not page.card._facts.count()


def test_reading_off_before_and_after_moves_neither_the_drawing_nor_the_table(
    qtbot: QtBot, session: Session, dialog: CompareDialog
) -> None:
    page = dialog.page(2)
    assert isinstance(page, ChangePage)
    page.indicator.setCurrentIndex(1)
    page._indicator_changed()
    shown(qtbot, session, page)
    drawn(qtbot, page.card)
    view, table = page.card.view, page.card.figures.table
    assert view is not None
    assert view._plot is not None
    assert table is not None
    QTest.qWait(50)
    before = view._plot.mapTo(dialog, QPoint(0, 0)), table.mapTo(dialog, QPoint(0, 0))
    view.point_at(1)
    QTest.qWait(50)
    assert before == (view._plot.mapTo(dialog, QPoint(0, 0)), table.mapTo(dialog, QPoint(0, 0)))


def test_long_headings_stand_in_lines_and_are_copied_whole() -> None:
    table = DataTable(("Period", "Herefordshire, County of, index", "Index"), (("March 2026", "100", "100"),))
    period, long, short = figure_columns(table)
    assert (period.heading, short.heading) == ("Period", "Index")
    assert long.heading == "Herefordshire,\nCounty of, index"
    assert long.title == "Herefordshire, County of, index"
    assert long.width < 140
    assert figure_columns(DataTable(table.headings, ()))[0].title == "Period", "a table without figures has its columns"


def test_a_displacement_area_is_counted_in_and_told_alone(
    qtbot: QtBot, session: Session, dialog: CompareDialog
) -> None:
    moved, beside = Area("E06000021", "Stoke"), Area("E06000016", "Leicester")
    with session.store.step("Two more areas"):
        for area, counts in ((moved, [500, 510, 620]), (beside, [400, 410, 400])):
            session.store.results.save_area(area)
            session.store.results.add_observations(observed(CRIME, "2013", counts, area=area))
    dialog = CompareDialog(session, "c", "p")
    qtbot.addWidget(dialog)
    page = dialog.page(2)
    assert isinstance(page, ChangePage)
    shown(qtbot, session, page)
    page.moved.set_value(moved)
    page._areas_changed()
    assert "choose both or neither" in page.card.says.text()
    page.moved_beside.set_value(page.beside.value())
    page._areas_changed()
    assert "counted twice" in shown(qtbot, session, page).says
    page.moved_beside.set_value(next(a for a in (beside, SHROPSHIRE, TELFORD) if a != page.beside.value()))
    page._areas_changed()
    found = shown(qtbot, session, page)
    assert "the displacement area Stoke from" in found.says
    assert "does not show that any event moved there" in found.does_not_show
    assert found.facts[-1][0] == "Stoke alone"
    assert isinstance(found.chart, DotChart)
    assert len(found.chart.rows) == 4


def test_an_area_that_contains_the_one_spoken_of_is_not_offered(qtbot: QtBot, session: Session) -> None:
    force = Area("E23000016", "West Mercia")
    with session.store.step("The force"):
        session.store.results.save_area(force)
        for one in (SHARE, CRIME):
            session.store.results.add_observations(observed(one, "2013", [900, 900, 900], [3000] * 3, area=force))
    dialog = CompareDialog(session, "s", "p")
    qtbot.addWidget(dialog)
    areas, change = dialog.page(0), dialog.page(2)
    assert isinstance(areas, AreasPage)
    assert isinstance(change, ChangePage)
    shown(qtbot, session, areas)
    offered = [area.name for group in (areas.group.value(),) if group for area in group.areas]
    assert offered == ["Herefordshire", "Shropshire", "Telford and Wrekin"]
    assert [change.beside.itemText(n) for n in range(change.beside.count())] == ["Shropshire", "Telford and Wrekin"]
    areas.area.set_value(force)
    areas._area_changed()
    assert areas.card.says.text() == "There is no other area of the same level to compare with."


def test_one_area_alone_says_what_to_do(qtbot: QtBot, session: Session) -> None:
    dialog = CompareDialog(session, "m", "p")
    qtbot.addWidget(dialog)
    for place in (0, 2):
        page = dialog.page(place)
        shown(qtbot, session, page)
        assert page.card.says.text().startswith("Only Herefordshire has figures")


def test_months_offer_whole_years_first(qtbot: QtBot, session: Session) -> None:
    store = session.store
    with store.step("Months elsewhere"):
        made = observed(MONTHLY, "2013-01", [30 + n % 7 for n in range(36)], area=SHROPSHIRE)
        store.results.add_observations(made)
    dialog = CompareDialog(session, "m", "p")
    qtbot.addWidget(dialog)
    page = dialog.page(2)
    assert isinstance(page, ChangePage)
    labels = [page.before.itemText(n) for n in range(6)]
    assert labels == ["2015", "2014/15", "2014", "2013/14", "2013", "December 2015"]


def test_what_an_audience_may_not_see_is_not_offered(qtbot: QtBot, session: Session) -> None:
    hidden = replace(SHARE, marking=Audience.RESTRICTED)
    session.do("Marked", lambda: session.store.results.save(hidden))
    session.audience = Audience.PUBLIC
    dialog = CompareDialog(session, "s", "p")
    qtbot.addWidget(dialog)
    page = dialog.page(0)
    assert isinstance(page, AreasPage)
    shown(qtbot, session, page)
    assert "Re-offending" not in " ".join(page.indicator.itemText(n) for n in range(page.indicator.count()))


@pytest.mark.parametrize("ending", [".svg", ".png", ".csv"])
def test_a_comparison_is_saved_and_copied(
    qtbot: QtBot, session: Session, dialog: CompareDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    card = dialog.page(0).card
    shown(qtbot, session, dialog.page(0))
    drawn(qtbot, card)
    path = tmp_path / f"chart{ending}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    card.save_button.click()
    if ending == ".svg":
        assert "Herefordshire" in "".join(ElementTree.parse(path).getroot().itertext())
    elif ending == ".png":
        assert path.read_bytes().startswith(b"\x89PNG")
    else:
        assert "Telford and Wrekin" in path.read_text("utf-8-sig")
    card.copy_button.click()
    assert not QApplication.clipboard().pixmap().isNull()


def test_a_record_without_figures_says_how_to_begin(qtbot: QtBot, session: Session) -> None:
    results = session.store.results
    session.do("Took them out", lambda: results.observations.delete(*(o.id for o in results.observations.where())))
    dialog = CompareDialog(session, None, "p")
    qtbot.addWidget(dialog)
    for place, words in ((0, "Import figures"), (1, "Import figures"), (2, "Import figures")):
        assert words in dialog.page(place).card.says.text()


@pytest.mark.parametrize("place", range(3))
def test_no_two_things_on_a_page_share_a_key(qtbot: QtBot, session: Session, dialog: CompareDialog, place: int) -> None:
    shown(qtbot, session, dialog.page(place))
    assert shared_keys(dialog) == {}


def test_a_verdict_is_not_set_beside_an_area_that_contains_its_own(session: Session) -> None:
    results = session.store.results
    force = Area("E23000016", "West Mercia")
    with session.store.step("The force"):
        results.save_area(force)
        results.add_observations(observed(SHARE, "2013", [900, 900, 900], [3000] * 3, area=force))
    ids = [area.id for area in (HEREFORDSHIRE, SHROPSHIRE, force)]
    own, *others = series_in_areas(results, SHARE, ids, session.today)
    said = judged(own, others).verdict.beside
    assert "Shropshire" in said
    assert "West Mercia" not in said
    assert not judged(own, others[1:]).verdict.beside
    detail = read_detail(session.store, Look("s", HEREFORDSHIRE.id), Audience.RESTRICTED, session.today)
    assert detail is not None
    assert [words for words, _ in detail.sets] == ["Near (1)", "All areas of its level (2)"]


def test_small_counts_of_a_service_are_withheld_on_screen_as_on_paper(session: Session) -> None:
    store, results = session.store, session.store.results
    helped = indicator(id="h", name="People helped", level=Level.SERVICE, priority_id="p", position=4)
    with store.step("Few people in Telford"):
        results.save(helped)
        for area, last in ((HEREFORDSHIRE, 22), (SHROPSHIRE, 24), (TELFORD, 3)):
            results.add_observations(observed(helped, "2013", [20, 21, last], area=area))
    for audience, names in (
        (Audience.RESTRICTED, ["Herefordshire", "Shropshire", "Telford and Wrekin"]),
        (Audience.PUBLIC, ["Herefordshire", "Shropshire"]),
    ):
        session.audience = audience
        (offered,) = (each for each in choosable(session) if each.indicator.id == "h")
        assert [area.name for area in offered.areas] == names
        detail = read_detail(store, Look("h", TELFORD.id), audience, session.today)
        assert detail is not None
        assert (detail.series.area == TELFORD) == (audience is Audience.RESTRICTED)
        near = read_detail(store, Look("h", HEREFORDSHIRE.id, beside=ALL_AREAS), audience, session.today)
        assert near is not None
        assert [area.name for area in near.areas] == names
        read = read_results(store, "p", audience, session.today, TELFORD.id)
        assert ("h" in {row.id for row in read.rows}) == (audience is Audience.RESTRICTED)
        assert read.withheld == (audience is Audience.PUBLIC)
