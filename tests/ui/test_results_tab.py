"""The Results page: what the figures of the minutes do not allow is not said, on a card or anywhere behind it."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolTip, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from cspdesk.analysis.verdicts import VerdictKind
from cspdesk.domain.audience import Audience
from cspdesk.domain.data_periods import PeriodKind, month_period
from cspdesk.domain.indicators import Area, Better, Indicator, Measure, Observation
from cspdesk.domain.partnership import Organisation, Priority
from cspdesk.store.sample_data import priority_id
from cspdesk.store.store import Store, create_store, open_store
from cspdesk.ui.panels.result_card import ResultCard
from cspdesk.ui.panels.result_list import ATTENTION, ORDER, SHOWN
from cspdesk.ui.panels.result_page import ResultPage
from cspdesk.ui.session import Place, Session
from cspdesk.ui.settings import Settings
from cspdesk.ui.tabs.results import ResultsTab
from cspdesk.ui.theme import DARK, Theme, palette_of
from tests.ui.results_record import TODAY, fill

CHANGE = re.compile(r"\d+%? (?:percentage points )?(?:higher|lower|more|less)")


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the sample's indicators, to be copied."""
    with create_store(tmp_path_factory.mktemp("results") / "results.cspdesk", "Test", person="Ann Officer") as store:
        fill(store)
    return store.path


@pytest.fixture
def session(theme: Theme, made_once: Path, tmp_path: Path, settings: Settings) -> Iterator[Session]:
    """The sample's indicators as known on 30 September 2016."""
    made = Session(open_store(Path(shutil.copy(made_once, tmp_path)), "Ann Officer"), settings, TODAY)
    yield made
    made.close()


@pytest.fixture
def show(session: Session, qtbot: QtBot) -> Callable[[str], ResultsTab]:
    """Show the results of a priority by its key in the sample, all verdicts worked out."""

    def shown(key: str) -> ResultsTab:
        tab = ResultsTab(session, priority_id(key))
        for told in (session.changed, session.audience_changed, session.year_changed):
            told.connect(tab.reload)
        qtbot.addWidget(tab)
        tab.resize(1300, 560)
        tab.show()
        settle(qtbot, session)
        return tab

    return shown


def settle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.jobs.busy, timeout=20_000)


def named(tab: ResultsTab, name: str) -> str:
    return next(row.id for row in tab._reading.rows if row.indicator.name == name)


def card(tab: ResultsTab, name: str) -> ResultCard:
    found = tab.list.card(named(tab, name))
    assert found is not None
    return found


def opened(tab: ResultsTab, qtbot: QtBot, name: str) -> ResultPage:
    tab.open(named(tab, name))
    assert tab.page is not None
    settle(qtbot, tab._session)
    qtbot.waitUntil(lambda: tab.page is not None and tab.page.chart.is_drawn, timeout=20_000)
    return tab.page


def words_of(widget: QWidget) -> str:
    """Return every word in sight of a widget."""
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def change(session: Session, tab: ResultsTab, name: str, **fields: object) -> None:
    one: Indicator = session.store.results.indicators.get(named(tab, name))
    session.do("Changed an indicator", lambda: session.store.results.save(replace(one, **fields)))  # type: ignore[arg-type]


# --- the traps of the minutes, on screen


def test_26_percent_is_not_computed_across_the_audit_on_the_card_or_the_page(show, qtbot: QtBot) -> None:
    tab = show("cc")
    shown = card(tab, "Recorded crime")
    assert shown.sign.kind is VerdictKind.NOT_COMPARABLE
    assert "records were back-dated after an audit" in shown.says.text()
    assert shown.caveat.words.text() == "Break on 1 April 2015: not comparable"
    page = opened(tab, qtbot, "Recorded crime")
    page.verdict.unfold()
    page.facts.breaks.unfold()
    for words in (words_of(shown), words_of(page)):
        assert "not comparable" in words.casefold()
        assert not CHANGE.search(words)
        assert "26" not in words


def test_reoffending_data_end_in_2013_and_that_is_what_is_said(show) -> None:
    shown = card(show("ro"), "Proven re-offending")
    assert shown.sign.kind is VerdictKind.CANNOT_TELL
    assert shown.period.text() == "in 2013"
    assert shown.reach.text() == "Data to December 2013; next due 27 October 2016."
    assert "the data end there, and nothing can be said of what came after" in shown.says.text()


def test_50_percent_against_5_cannot_be_told(show) -> None:
    tab = show("dv")
    for name in (
        "Success of voluntary schemes for perpetrators",
        "Success of schemes for perpetrators that are not voluntary",
    ):
        shown = card(tab, name)
        assert shown.sign.word == "Cannot tell"
        assert "count not held, so no interval" in shown.says.text()


def test_a_rise_in_reports_is_neither_better_nor_worse(show) -> None:
    shown = card(show("cc"), "Reports of anti-social behaviour")
    assert shown.sign.word == "Changed, neither better nor worse"
    assert not re.search(r"\b(better|worse)\b", shown.says.text())


def test_what_is_made_up_says_so_quietly_on_its_card(show) -> None:
    tab = show("dv")
    assert card(tab, "Recorded domestic violence").foot.text() == "Herefordshire  ·  Illustrative"
    assert card(tab, "Domestic violence crimes related to alcohol").foot.text() == "Herefordshire"


# --- cards


def test_cards_come_before_their_verdicts(session: Session, qtbot: QtBot) -> None:
    tab = ResultsTab(session, priority_id("ro"))
    qtbot.addWidget(tab)
    shown = card(tab, "Proven re-offending")
    assert shown.value.text() == "24.6%"
    assert shown.sign.word == "Working it out…"
    settle(qtbot, session)
    assert shown.sign.word == "Cannot tell"


def test_what_is_worse_comes_first_and_the_order_can_be_changed(show) -> None:
    tab = show("cc")
    assert tab.list.grid.cards[0].row.indicator.name == "Noise complaints"
    assert tab.list.sentence.text().startswith("7 indicators: 1 worse, 2 cannot tell, 1 not comparable")
    tab.list.filters.box(ORDER).setCurrentIndex(2)
    names = [shown.row.indicator.name for shown in tab.list.grid.cards]
    assert names == sorted(names)


def test_overdue_figures_want_attention(show, session: Session, qtbot: QtBot) -> None:
    tab = show("ro")
    tab.list.filters.choose(SHOWN, ATTENTION)
    assert [shown.row.indicator.name for shown in tab.list.grid.cards] == ["Proven re-offending"]
    entrants = "First-time entrants to youth justice"
    change(session, tab, entrants, next_due_on=date(2016, 9, 1))
    settle(qtbot, session)
    assert len(tab.list.grid.cards) == 2
    assert "more were due on 1 September 2016 and are not here" in card(tab, entrants).reach.text()


def test_cards_are_walked_with_arrows_and_opened_with_enter(show, qtbot: QtBot) -> None:
    tab = show("ro")
    first, second = tab.list.grid.cards
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert tab.list.grid.step(second, Qt.Key.Key_Left) is None
    qtbot.keyClick(second, Qt.Key.Key_Return)
    assert tab.is_looking
    assert tab.page is not None
    assert tab.page.indicator_id == second.row.id
    settle(qtbot, tab._session)
    tab.activateWindow()
    qtbot.waitUntil(lambda: tab.isActiveWindow() and QApplication.focusWidget() is not None)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not tab.is_looking


def test_a_card_tells_a_screen_reader_its_verdict_and_what_to_beware_of(show) -> None:
    shown = card(show("cc"), "Recorded crime")
    assert shown.accessibleName().startswith("Not comparable. Recorded crime: 9,891 crimes in 2015")
    assert "Break on 1 April 2015: not comparable" in shown.accessibleDescription()
    assert shown.small.accessibleDescription().startswith("Recorded crime, Herefordshire, 2011 to 2015")


def test_a_cards_small_chart_tells_the_figure_under_the_mouse(show) -> None:
    small = card(show("cc"), "Recorded crime").small
    told = []
    for x in (2, small.width() - 2):
        at = QPoint(x, small.height() // 2)
        QApplication.sendEvent(small, QHelpEvent(QEvent.Type.ToolTip, at, small.mapToGlobal(at)))
        told.append(QToolTip.text())
    QToolTip.hideText()
    assert told[0].startswith("2011: 8,610; 95% interval")
    assert told[1].startswith("2015: 9,891; 95% interval")
    assert "Break on 1 April 2015" in told[1]


def test_indicators_of_no_one_priority_are_shown_with_each(show, session: Session, qtbot: QtBot) -> None:
    tab = show("ro")
    change(session, tab, "Proven re-offending", priority_id=None)
    settle(qtbot, session)
    other = show("dv")
    assert "Of all priorities" in card(other, "Proven re-offending").foot.text()


def test_a_change_elsewhere_reads_no_figures_again(show, session: Session, qtbot: QtBot) -> None:
    tab = show("ro")
    before = tab._reading
    funder = Organisation("org-x", "Commissioner")
    session.do("Added an organisation", lambda: session.store.partnership.organisations.insert(funder))
    assert tab._reading is before
    change(session, tab, "Proven re-offending", definition="Another")
    assert tab._reading is not before
    settle(qtbot, session)


def test_a_page_that_is_gone_takes_no_verdicts(session: Session, qtbot: QtBot) -> None:
    tab = ResultsTab(session, priority_id("cc"))
    tab.open(named(tab, "Recorded crime"))
    tab.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(tab)
    settle(qtbot, session)


def many_figures(store: Store) -> None:
    """Put into the record a priority with six indicators of 200 months each."""
    area = Area("E06000019", "Herefordshire")
    with store.step("Entered many figures"):
        store.partnership.priorities.insert(Priority("many", 9, "Many figures"))
        for key in "abcdef":
            store.results.indicators.insert(
                Indicator(key, f"Indicator {key}", Measure.COUNT, Better.LOWER, PeriodKind.MONTH, "many")
            )
            months = (month_period(2000 + place // 12, place % 12 + 1) for place in range(200))
            store.results.add_observations(
                Observation("", key, area.id, m.starts_on, m.ends_on, m.kind, TODAY, 100 + m.starts_on.month)
                for m in months
            )


def test_many_figures_are_read_little_by_little_and_a_card_is_not_waited_for(session: Session, qtbot: QtBot) -> None:
    many_figures(session.store)
    tab = ResultsTab(session, "many")
    qtbot.addWidget(tab)
    assert [shown.row.id for shown in tab.list.grid.cards] == list("abcde")
    tab.open("f")
    assert tab.page is not None
    assert tab.page.indicator_id == "f"
    settle(qtbot, session)
    assert {shown.row.id for shown in tab.list.grid.cards} == set("abcdef")
    assert set(tab.said) == set("abcdef")


def test_a_change_among_many_figures_leaves_the_cards_until_all_are_read(session: Session, qtbot: QtBot) -> None:
    many_figures(session.store)
    tab = ResultsTab(session, "many")
    qtbot.addWidget(tab)
    session.changed.connect(tab.reload)
    settle(qtbot, session)
    change(session, tab, "Indicator f", definition="Counted anew")
    assert len(tab.list.grid.cards) == len(tab.said) == 6
    settle(qtbot, session)
    assert card(tab, "Indicator f").row.indicator.definition == "Counted anew"
    assert len(tab.said) == 6


def test_closing_the_file_ends_the_reading(session: Session, qtbot: QtBot) -> None:
    many_figures(session.store)
    tab = ResultsTab(session, "many")
    qtbot.addWidget(tab)
    session.close()
    QApplication.processEvents()
    assert len(tab.list.grid.cards) == 5


def test_opening_the_page_loads_neither_statistics_nor_what_draws_charts() -> None:
    heavy = "print({'scipy', 'numpy', 'pyqtgraph'} & {name.split('.')[0] for name in sys.modules})"
    code = f"import sys; import cspdesk.ui.tabs.results; {heavy}"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "set()"


# --- audience, empty


def test_what_an_audience_may_not_see_has_no_card_and_is_counted(show, session: Session, qtbot: QtBot) -> None:
    tab = show("ro")
    page = opened(tab, qtbot, "Proven re-offending")
    change(session, tab, "Proven re-offending", marking=Audience.PARTNER, marking_reason="Not published")
    settle(qtbot, session)
    assert page.detail is not None
    assert "Partner" in card(tab, "Proven re-offending").foot.text()
    session.show_audience(Audience.PUBLIC)
    assert not tab.is_looking
    assert tab.page is None
    assert [row.indicator.name for row in tab._reading.rows] == ["First-time entrants to youth justice"]
    assert tab.list.withheld.text() == "1 indicator is withheld from the public version"
    assert "re-offending" not in words_of(tab)
    settle(qtbot, session)


def test_where_all_is_withheld_it_does_not_say_that_there_is_nothing(show, session: Session, qtbot: QtBot) -> None:
    tab = show("ro")
    for row in tab._reading.rows:
        change(session, tab, row.indicator.name, marking=Audience.RESTRICTED)
    settle(qtbot, session)
    session.show_audience(Audience.PARTNER)
    assert tab.list.stack.currentWidget() is tab.list.empty
    assert tab.list.empty.title.text() == "This version may show none of its indicators"
    assert tab.list.empty.button.isHidden()
    assert tab.list.withheld.text() == "2 indicators are withheld from the partner version"


def test_the_newest_figures_are_in_sight_first(show, qtbot: QtBot) -> None:
    page = opened(show("cc"), qtbot, "Burglary of homes")
    assert page.figures.table is not None
    bar = page.figures.table.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0)


def test_without_indicators_it_says_how_to_begin(theme: Theme, store: Store, settings: Settings, qtbot: QtBot) -> None:
    session = Session(store, settings, TODAY)
    tab = ResultsTab(session, "nobody")
    qtbot.addWidget(tab)
    assert tab.list.stack.currentWidget() is tab.list.empty
    assert "An indicator is a figure from outside" in tab.list.empty.text.text()
    assert tab.list.empty.button.text() == "&Import figures…"
    session.close()


# --- one indicator opened


def test_the_chart_is_read_off_by_arrow_keys_mouse_and_table(show, qtbot: QtBot) -> None:
    page = opened(show("cc"), qtbot, "Burglary of homes")
    plot = page.chart._plot
    assert plot is not None
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert page.chart.reading.text().startswith("January 2013: 30; limits ")
    qtbot.keyClick(plot, Qt.Key.Key_PageDown)
    assert page.chart.reading.text().startswith("January 2014: ")
    assert page.figures.table is not None
    assert page.figures.table.selected_records()[0].cells[0] == "January 2014"
    box = plot.getPlotItem().vb
    plot._look_at(box.mapViewToScene(QPointF(21.2, 40)))
    assert page.chart.reading.text().startswith("October 2014: 61, above the upper limit (worse)")
    assert page.chart.reading.text().endswith("Operation Daring, autumn 2014 (the days are illustrative).")
    page.figures.table.select_key(0)
    assert page.chart.reading.text().startswith("January 2013: 30")


def test_parts_of_the_chart_are_switched_on_and_off(show, qtbot: QtBot) -> None:
    page = opened(show("cc"), qtbot, "Burglary of homes")
    assert "Mean and limits" in page.chart.legend.names
    page.controls.limits.setChecked(False)
    page.controls.levels.setChecked(False)
    assert not {"Mean and limits", "Path to the target", "Baseline, 2013"} & set(page.chart.legend.names)
    assert page.chart.is_drawn


def test_other_areas_stand_beside_it_when_wanted(show, qtbot: QtBot) -> None:
    page = opened(show("ro"), qtbot, "Proven re-offending")
    assert "Shropshire" not in page.chart.legend.names
    page.controls.others.setCurrentIndex(1)
    page.controls.others.activated.emit(1)
    settle(qtbot, page._session)
    assert {"Shropshire", "Telford and Wrekin", "Worcestershire"} <= set(page.chart.legend.names)
    assert page.verdict.beside.text().startswith("Proven re-offending in 2013: Herefordshire is ")
    page.chart.point_at(4)
    assert "Shropshire 22.2%" in page.chart.reading.text()


def test_as_known_on_an_earlier_day_only_what_was_known_then_is_shown(show, qtbot: QtBot) -> None:
    page = opened(show("cc"), qtbot, "Recorded crime")
    page.controls.know_on(date(2015, 1, 20))
    settle(qtbot, page._session)
    assert page.chart.title.text() == "Recorded crime, Herefordshire, as known on 20 January 2015"
    assert page.figures.table is not None
    rows = {row.cells[0]: row.cells[1] for row in page.figures.table.table.records}
    assert rows["2014"] == "7,790"
    assert "2015" not in rows
    assert page.verdict.footing.text().endswith("Data to December 2014, as known on 20 January 2015.")
    assert not page.controls.now.isHidden()
    page.controls.now.click()
    settle(qtbot, page._session)
    assert {row.cells[0]: row.cells[1] for row in page.figures.table.table.records}["2014"] == "7,850"
    assert page.verdict.footing.text().endswith("next due 31 January 2017.")


def test_a_day_that_is_none_changes_nothing_and_is_marked(show, qtbot: QtBot) -> None:
    page = opened(show("cc"), qtbot, "Recorded crime")
    page.controls.known.setText("yesterday")
    page.controls.known.editingFinished.emit()
    assert page.controls.known.property("wrong")
    assert page.controls.known_on is None


def test_the_verdict_unfolds_why_and_the_breaks_show_their_effect(show, qtbot: QtBot) -> None:
    page = opened(show("dv"), qtbot, "Recorded domestic violence")
    assert page.verdict.reasons.isHidden()
    page.verdict.why.click()
    assert "Not set against the baseline: The year to December 2013" in page.verdict.reasons.text()
    words = words_of(page.facts)
    assert "Not comparable: no change is given across it" in words
    assert "Counting rule" in words


def test_an_override_is_shown_with_the_person_and_the_reason(show, session: Session, qtbot: QtBot) -> None:
    tab = show("cc")
    (broken,) = session.store.results.breaks_of(named(tab, "Recorded crime"))
    aside = replace(broken, override_by="Analyst", override_reason="Only 12 records")
    session.do("Set a break aside", lambda: session.store.results.save_break(aside))
    settle(qtbot, session)
    page = opened(tab, qtbot, "Recorded crime")
    assert "By Analyst: Only 12 records" in words_of(page.facts)
    assert "by decision of Analyst: Only 12 records" in page.verdict.says.text()
    page.facts.history.head.click()
    qtbot.waitUntil(lambda: "Break in a series changed" in words_of(page.facts.moments))
    assert "6 figures added" in words_of(page.facts.moments)


def test_the_chart_is_saved_as_svg_png_and_csv_with_its_words(show, qtbot: QtBot, tmp_path: Path) -> None:
    page = opened(show("cc"), qtbot, "Recorded crime")
    for ending in ("svg", "png", "csv"):
        page.chart.write(tmp_path / f"chart.{ending}")
    svg = (tmp_path / "chart.svg").read_text(encoding="utf-8")
    assert "<title>Recorded crime, Herefordshire</title>" in svg
    assert "no change between them can be given" in svg
    words = [e for e in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text") if (e.text or "").strip()]
    fitted = {float(e.attrib["textLength"]) for e in words}
    assert len(words) > 5
    wide = float(ElementTree.fromstring(svg).attrib["viewBox"].split()[2])
    assert max(fitted) < wide, "words as wide as here, whatever fonts a reader has"
    assert all(e.attrib["font-family"].endswith("Arial, Helvetica, sans-serif") for e in words)
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")
    rows = list(csv.reader(io.StringIO((tmp_path / "chart.csv").read_text(encoding="utf-8-sig"))))
    assert rows[1][:3] == ["Period", "Value", "Count"]
    assert rows[6][:3] != ["2015", "9,891", "9891"]
    assert rows[6][:2] == ["2015", "9,891"]
    assert any("not comparable" in row[0] for row in rows[7:])
    assert page.chart.title.isHidden()


def test_the_chart_is_copied_as_a_picture(show, qtbot: QtBot, qapp: QApplication) -> None:
    page = opened(show("ro"), qtbot, "Proven re-offending")
    page.copy()
    assert qapp.clipboard().pixmap().width() > 400


def test_the_chart_follows_the_theme(show, qtbot: QtBot) -> None:
    page = opened(show("ro"), qtbot, "Proven re-offending")
    page.chart.setPalette(palette_of(DARK))
    qtbot.waitUntil(lambda: page.chart.is_drawn)
    assert page.chart._plot is not None
    assert page.chart._plot._look.paper.lightness() < 128


@pytest.mark.parametrize("wide", [420, 760, 1300])
def test_names_under_the_axis_never_overlap(show, qtbot: QtBot, wide: int) -> None:
    page = opened(show("cc"), qtbot, "Burglary of homes")
    plot = page.chart._plot
    assert plot is not None
    plot.resize(wide, 240)
    axis, box = plot.getAxis("bottom"), plot.getPlotItem().vb
    metrics = plot.fontMetrics()
    ends = [
        (box.width() * (place + 0.5) / plot._places, max(map(metrics.horizontalAdvance, text.split("\n"))))
        for place, text in axis._tickLevels[0]
    ]
    assert len(ends) >= 2
    for (at, size), (after, following) in pairwise(ends):
        assert at + size / 2 < after - following / 2


def test_a_place_leads_to_an_indicator(show, qtbot: QtBot) -> None:
    tab = show("cc")
    tab.list.filters.choose(SHOWN, VerdictKind.BETTER)
    tab.focus_record(Place("priority", priority_id("cc"), "results", named(tab, "Recorded crime")))
    assert tab.is_looking
    assert tab.page is not None
    assert tab.page.name.text() == "Recorded crime, Herefordshire"
    settle(qtbot, tab._session)
