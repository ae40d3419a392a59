"""Taking in published figures, as a person does in the window."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cspdesk.domain.indicators import Area
from cspdesk.domain.partnership import Priority
from cspdesk.store.store import Store
from cspdesk.ui.dialogs.import_indicators import FigureImportDialog, open_import_indicators
from cspdesk.ui.session import Session
from tests.ui.access_keys import shared_keys

DATA = Path(__file__).parent.parent / "data" / "indicators"
CRIME = DATA / "prc-pfa-2017-18.csv"
STREET = DATA / "2024-01-west-mercia-street.csv"
HEADER = "indicator,area,period,count,denominator,value,published\n"


@pytest.fixture
def session(session: Session) -> Iterator[Session]:
    """A record with one priority, of Herefordshire, looked at when the files are old."""
    session.today = date(2024, 6, 1)
    store = session.store
    with store.step("Began"):
        store.partnership.priorities.insert(Priority("p", 0, "Safer streets"))
    return session


def opened(qtbot: QtBot, session: Session, *sources: Path) -> FigureImportDialog:
    made = FigureImportDialog(session, "p")
    qtbot.addWidget(made)
    made.show()
    made.take(sources)
    qtbot.waitUntil(lambda: not made.is_busy)
    return made


def read(qtbot: QtBot, dialog: FigureImportDialog) -> None:
    dialog.next()
    qtbot.waitUntil(lambda: not dialog.is_busy)


def table(tmp_path: Path, *rows: str) -> Path:
    source = tmp_path / "figures.csv"
    source.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return source


def counts(store: Store) -> tuple[int, int]:
    return store.results.indicators.count(), store.results.observations.count()


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (CRIME, "home-office-crime"),
        (STREET, "police-street"),
        (DATA / "fingertips-suicides.csv", "fingertips"),
        (DATA, "police-street"),
    ],
)
def test_the_columns_tell_the_kind(qtbot: QtBot, session: Session, source: Path, kind: str) -> None:
    assert opened(qtbot, session, source).source.kind.value() == kind


def test_an_unknown_table_asks_for_its_kind(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    source = tmp_path / "other.csv"
    source.write_text("a,b\n1,2\n", encoding="utf-8")
    dialog = opened(qtbot, session, source)
    assert dialog.source.kind.value() is None
    assert "what kind" in dialog.problem.text()
    assert not dialog.next_button.isEnabled()


def test_recorded_crime_is_seen_first_then_taken_and_taken_back_in_one_step(qtbot: QtBot, session: Session) -> None:
    dialog = opened(qtbot, session, CRIME)
    assert "Choose the area" in dialog.problem.text()
    dialog.source.areas.add((area("E23000016"),))
    read(qtbot, dialog)
    assert "84,350" in dialog.check.summary.text()
    assert shared_keys(dialog) == {}
    assert counts(session.store) == (0, 0)
    assert [row.new for row in dialog.check._models[0].records] == [4] * 10
    dialog.next()
    assert counts(session.store) == (10, 40)
    assert {i.priority_id for i in session.store.results.indicators.where()} == {"p"}
    assert dialog.done_title.text().startswith("40 figures added, of 10 indicators")
    dialog._undo()
    assert counts(session.store) == (0, 0)


def test_the_same_file_again_has_nothing_new(qtbot: QtBot, session: Session) -> None:
    for _ in range(2):
        dialog = opened(qtbot, session, CRIME)
        dialog.source.areas.add((area("E23000016"),))
        read(qtbot, dialog)
        if dialog.next_button.isEnabled():
            dialog.next()
    assert dialog.problem.text() == "There is nothing new in them."
    assert counts(session.store) == (10, 40)


def test_an_area_that_a_table_cannot_give_is_named_with_the_one_that_it_can(
    qtbot: QtBot, session: Session, errors: list[Exception]
) -> None:
    dialog = opened(qtbot, session, CRIME)
    dialog.source.areas.add((area("E06000019"),))
    read(qtbot, dialog)
    assert "West Mercia, E23000016" in str(errors[0])
    assert dialog.pages.currentIndex() == 0


def test_a_bad_row_is_shown_with_its_place_and_the_good_rest_is_taken_when_asked_for(
    qtbot: QtBot, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = ("Noise,E06000019,2015-01,12,,,", "Noise,E06000019,2015-02,1.5,,,", "Noise,E06000019,2015-03,*,,,")
    dialog = opened(qtbot, session, table(tmp_path, *rows))
    read(qtbot, dialog)
    (problem,) = dialog.check._models[2].records
    assert (problem.place.file, problem.place.row, problem.place.column) == ("figures.csv", 3, "count")
    assert "1 row is rejected" in dialog.problem.text()
    assert dialog.check._views[2].isColumnHidden(1), "no sheet, no column for it"
    saved = tmp_path / "problems.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(saved), ""))
    dialog.check.save.click()
    assert "figures.csv,,3,count," in saved.read_text("utf-8-sig")
    dialog.check.part.setChecked(True)
    dialog.next()
    kept = {o.period.label: (o.count, o.suppressed) for o in session.store.results.observations.where()}
    assert kept == {"January 2015": (12, ""), "March 2015": (None, "*")}


def test_a_day_to_come_is_no_day_of_publication(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    dialog = opened(qtbot, session, table(tmp_path, "Noise,E06000019,2015-01,12,,,"))
    dialog.source.published.set_day(date(2031, 1, 1))
    assert "still to come" in dialog.problem.text()
    dialog.source.published.setText("soon")
    assert "not a date" in dialog.problem.text()


def test_cancelling_the_reading_keeps_nothing(qtbot: QtBot, session: Session) -> None:
    dialog = opened(qtbot, session, STREET)
    dialog.source.areas.add((area("E06000019"),))
    dialog.next()
    dialog.reject()
    qtbot.waitUntil(lambda: not dialog.is_busy)
    assert counts(session.store) == (0, 0)
    assert dialog.isVisible()


def test_the_template_can_be_taken_in(
    qtbot: QtBot, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(qtbot, session, CRIME)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine"), ""))
    dialog.source.template.click()
    second = opened(qtbot, session, tmp_path / "mine.csv")
    read(qtbot, second)
    second.next()
    assert counts(session.store) == (2, 2)


def test_several_areas_are_taken_in_at_once(qtbot: QtBot, session: Session) -> None:
    dialog = opened(qtbot, session, STREET)
    dialog.source.areas.add((area("E06000019"),))
    session.do("Named the area", lambda: session.store.results.save_area(area("E06000019")))
    dialog.source.compare._fill_groups()
    names = [action.text() for action in dialog.source.compare._menu.actions()]
    assert names == ["Districts policed by West Mercia"]
    dialog.source.compare._menu.actions()[0].trigger()
    assert "E07000237" in dialog.source.compare.codes


def test_a_file_open_for_reading_says_so(
    session: Session, errors: list[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(session), "read_only", True)
    open_import_indicators(session, None)
    assert "reading only" in str(errors[0])


def area(code: str) -> Area:
    from cspdesk.exchange.areas import shipped_areas

    return shipped_areas().get(code)
