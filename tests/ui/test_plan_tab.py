"""The Plan tab: each edit is one step and one undo, asks for what it needs, and loses nothing."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from cspdesk.domain.audience import Audience
from cspdesk.domain.plans import ActionStatus, Rating
from cspdesk.ui.dialogs import messages
from cspdesk.ui.panels import action_updates
from cspdesk.ui.session import Place, Session
from cspdesk.ui.settings import Settings
from cspdesk.ui.tabs.plan import PlanTab
from tests.ui.plan_record import PRIORITY, TODAY, make_record


class Answers:
    """Answers instead of the person."""

    def __init__(self) -> None:
        self.day: date | None = TODAY
        self.why: str | None = "Two posts are empty."

    def finish(self, action: object) -> date | None:
        return self.day

    def reason(self, action: object, computed: object) -> str | None:
        return self.why


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with make_record(tmp_path / "plan.cspdesk") as store:
        yield Session(store, Settings(tmp_path / "settings.ini"), TODAY)


@pytest.fixture
def tab(session: Session, qtbot: QtBot) -> PlanTab:
    made = PlanTab(session, PRIORITY)
    session.changed.connect(made.reload)
    session.audience_changed.connect(made.reload)
    qtbot.addWidget(made)
    made.resize(1300, 600)
    made.show()
    return made


def edit(tab: PlanTab, id_: str, title: str, value: object) -> bool:
    row, column = tab.model.row_of(id_), [c.title for c in tab.model.columns].index(title)
    assert row is not None
    return tab.model.setData(tab.model.index(row, column), value)


def shown(tab: PlanTab) -> list[str]:
    return [row.id for row in tab.model.records]


def steps(session: Session) -> list[str]:
    return [step.label for step in session.store.journal.steps()]


@pytest.mark.parametrize(
    ("title", "value", "field", "kept", "label"),
    [
        ("Action", " Street pastors, all year ", "title", "Street pastors, all year", "Changed the title of "),
        ("Lead", "h-cat", "lead_id", "h-cat", "Changed the lead of "),
        ("Lead", None, "lead_id", None, "Changed the lead of "),
        ("Start", "2/4/2015", "starts_on", date(2015, 4, 2), "Changed the start date of "),
        ("Due", "30 November 2015", "due_on", date(2015, 11, 30), "Changed the due date of "),
        ("Status", "stopped", "status", ActionStatus.STOPPED, "Stopped "),
        ("Progress", "55%", "percent", 55, "Changed the progress of "),
        ("Stated", "on track", "stated_rating", Rating.ON_TRACK, ""),
    ],
)
def test_an_edit_in_place_is_one_step_and_one_undo(
    tab: PlanTab, session: Session, title: str, value: object, field: str, kept: object, label: str
) -> None:
    before, count = session.store.plans.actions.get("a-late"), len(steps(session))
    saved = edit(tab, "a-late", title, value)
    after = session.store.plans.actions.get("a-late")
    assert getattr(after, field) == kept
    if not label:
        assert (saved, len(steps(session))) == (False, count)
        return
    assert len(steps(session)) == count + 1
    assert steps(session)[0] == f"{label}“{after.title}”"
    session.undo()
    assert session.store.plans.actions.get("a-late") == before


@pytest.mark.parametrize(
    ("title", "value", "said"),
    [
        ("Due", "soon", "“soon” is not a date. Write it like 05/05/2016."),
        ("Due", "1/1/2015", "“Street pastors” is due before it starts. Check its two dates."),
        ("Progress", "140", "“140” is not a progress. Write a whole number from 0 to 100."),
        ("Action", "  ", "An action needs a title."),
    ],
)
def test_an_edit_that_cannot_stand_is_said_and_changes_nothing(
    tab: PlanTab, session: Session, qtbot: QtBot, title: str, value: str, said: str
) -> None:
    before = steps(session)
    with qtbot.waitSignal(session.failed) as told:
        assert not edit(tab, "a-late", title, value)
    assert [str(each) for each in told.args or []] == [said]
    assert steps(session) == before


def test_completing_asks_for_the_day_and_rating_for_the_reason(tab: PlanTab, session: Session) -> None:
    tab.model._asker = answers = Answers()
    answers.day = date(2015, 10, 1)
    assert edit(tab, "a-late", "Status", "complete")
    done = session.store.plans.actions.get("a-late")
    assert (done.finished_on, done.percent, done.stated_rating) == (date(2015, 10, 1), 100, Rating.COMPLETE)
    assert steps(session)[0] == "Completed “Street pastors”"
    assert edit(tab, "a-due", "Stated", "at risk")
    assert session.store.plans.actions.get("a-due").rating_reason == "Two posts are empty."


def test_a_rating_wants_a_reason_in_the_table_only_where_the_dates_say_otherwise(
    tab: PlanTab, session: Session
) -> None:
    tab.model._asker = answers = Answers()
    answers.why = None
    assert not edit(tab, "a-late", "Stated", "complete"), "a reason is wanted, and none was given"
    assert edit(tab, "a-late", "Stated", "off track"), "its dates say the same, however bad the news"
    assert session.store.plans.actions.get("a-late").rating_reason == ""


def test_reopening_in_the_table_asks_for_the_reason_of_the_rating_it_leaves(tab: PlanTab, session: Session) -> None:
    tab.model._asker = answers = Answers()
    assert edit(tab, "a-late", "Status", "complete")
    assert edit(tab, "a-late", "Status", "in progress")
    reopened = session.store.plans.actions.get("a-late")
    assert (reopened.stated_rating, reopened.rating_reason) == (Rating.CANNOT_TELL, "Two posts are empty.")
    answers.why = None
    assert edit(tab, "a-late", "Status", "complete")
    assert not edit(tab, "a-late", "Status", "in progress")


def test_changing_ones_mind_when_asked_changes_nothing(tab: PlanTab, session: Session) -> None:
    tab.model._asker = answers = Answers()
    answers.day = answers.why = None
    before = steps(session)
    assert not edit(tab, "a-late", "Status", "complete")
    assert not edit(tab, "a-late", "Stated", "at risk")
    assert steps(session) == before


def test_a_new_action_is_saved_with_lead_and_partners_in_one_step(tab: PlanTab, session: Session) -> None:
    count = len(steps(session))
    tab.add_action()
    panel = tab.panel
    panel.body.details.name.setText("Taxi marshals")
    panel.body.details.lead.setEditText("Dan Newcomer")
    panel.body.details.partners.set_chosen(["o-police", "o-council"])
    assert panel.is_dirty
    assert panel.save()
    assert len(steps(session)) == count + 1
    made = next(row for row in tab.model.records if row.action.title == "Taxi marshals")
    assert made.lead == "Dan Newcomer"
    assert set(session.store.plans.partner_ids(made.id)) == {"o-police", "o-council"}
    session.undo()
    assert session.store.plans.actions.find(made.id) is None
    assert "Dan Newcomer" not in [p.name for p in session.store.partnership.all_people()]


def test_a_new_action_without_title_is_not_saved_and_says_so_in_the_panel(tab: PlanTab) -> None:
    tab.add_action()
    assert not tab.panel.save()
    assert tab.panel.problem.text() == "An action needs a title."
    assert tab.panel.isVisible()


def test_opening_an_action_and_leaving_it_is_not_an_edit(tab: PlanTab, session: Session) -> None:
    before = steps(session)
    for row in tab.model.records:
        tab.open_row(row)
        assert not tab.panel.is_dirty, row.id
        assert tab.panel.leave()
    assert steps(session) == before


def test_unsaved_edits_are_asked_about_and_stay_when_the_person_stays(
    tab: PlanTab, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab.focus_record(Place("priority", PRIORITY, "plan", "a-due"))
    tab.panel.body.details.name.setText("Half a thought")
    monkeypatch.setattr(messages, "ask", lambda *a: None)
    tab.focus_record(Place("priority", PRIORITY, "plan", "a-late"))
    assert (tab.panel.action_id, tab.panel.body.details.name.text()) == ("a-due", "Half a thought")
    monkeypatch.setattr(messages, "ask", lambda *a: "Save")
    tab.focus_record(Place("priority", PRIORITY, "plan", "a-late"))
    assert tab.panel.action_id == "a-late"
    assert session.store.plans.actions.get("a-due").title == "Half a thought"


def test_what_was_changed_elsewhere_is_not_overwritten_by_the_panel(tab: PlanTab, session: Session) -> None:
    tab.focus_record(Place("priority", PRIORITY, "plan", "a-due"))
    tab.panel.body.details.name.setText("Night economy")
    edit(tab, "a-due", "Progress", "77")
    assert tab.panel.body.details.name.text() == "Night economy"
    assert tab.panel.save()
    kept = session.store.plans.actions.get("a-due")
    assert (kept.title, kept.percent) == ("Night economy", 77)


def test_a_rating_off_track_is_not_saved_from_the_panel_without_its_reason(tab: PlanTab, session: Session) -> None:
    tab.focus_record(Place("priority", PRIORITY, "plan", "a-due"))
    tab.panel.body.ratings.rating.set_value(Rating.OFF_TRACK)
    assert tab.panel.body.ratings.reason.isVisibleTo(tab.panel)
    assert not tab.panel.save()
    assert "You say “off track”, the dates say “cannot tell”. Say why" in tab.panel.problem.text()
    tab.panel.body.ratings.reason.setPlainText("No venue")
    assert tab.panel.save()
    assert session.store.plans.actions.get("a-due").rating_reason == "No venue"


def test_completing_in_the_panel_fills_what_follows_from_it(tab: PlanTab, session: Session) -> None:
    tab.focus_record(Place("priority", PRIORITY, "plan", "a-due"))
    tab.panel.body.standing.status.set_value(ActionStatus.COMPLETE)
    assert (tab.panel.body.standing.finished.day(), tab.panel.body.standing.percent.text()) == (TODAY, "100%")
    tab.panel.body.standing.finished.set_day(date(2015, 12, 1))
    assert not tab.panel.save()
    assert "still to come" in tab.panel.problem.text()
    tab.panel.body.standing.finished.set_day(date(2015, 10, 10))
    assert tab.panel.save()
    done = session.store.plans.actions.get("a-due")
    assert (done.status, done.finished_on, done.stated_rating) == (
        ActionStatus.COMPLETE,
        date(2015, 10, 10),
        Rating.COMPLETE,
    )


def test_ctrl_enter_in_the_update_field_adds_the_update_alone(tab: PlanTab, session: Session, qtbot: QtBot) -> None:
    tab.focus_record(Place("priority", PRIORITY, "plan", "a-due"))
    tab.panel.body.details.name.setText("Not saved yet")
    updates = tab.panel.body.updates
    assert updates is not None
    count = len(steps(session))
    updates.box.setPlainText("Twelve venues visited.")
    qtbot.keyClick(updates.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    added = session.store.plans.updates_of("a-due")[0]
    assert (added.text, added.made_on, added.person_id) == ("Twelve venues visited.", TODAY, "h-ann")
    assert len(steps(session)) == count + 1
    assert (tab.panel.body.details.name.text(), updates.box.text()) == ("Not saved yet", "")
    assert session.store.plans.actions.get("a-due").title == "Night-time economy"


def test_an_update_is_not_dated_ahead(tab: PlanTab, session: Session) -> None:
    tab.focus_record(Place("priority", PRIORITY, "plan", "a-due"))
    updates = tab.panel.body.updates
    assert isinstance(updates, action_updates.UpdateList)
    updates.box.setPlainText("Will happen.")
    updates.day.set_day(date(2015, 10, 15))
    assert not updates.add()
    assert updates.problem.text() == "An update is dated the day it is about: today, or before."
    assert updates.is_pending()
    assert session.store.plans.updates_of("a-due") == ()


def test_a_typed_update_is_saved_with_the_form_as_one_step(tab: PlanTab, session: Session) -> None:
    tab.focus_record(Place("priority", PRIORITY, "plan", "a-due"))
    assert tab.panel.body.updates is not None
    tab.panel.body.updates.box.setPlainText("All is well.")
    tab.panel.body.standing.percent.setText("60")
    count = len(steps(session))
    assert tab.panel.save()
    assert len(steps(session)) == count + 1
    assert [u.text for u in session.store.plans.updates_of("a-due")] == ["All is well."]


def test_deleting_is_one_step_and_undo_brings_back_all_of_it(tab: PlanTab, session: Session) -> None:
    tab.table.selectAll()
    tab.delete_selected()
    assert shown(tab) == []
    assert steps(session)[0] == "Deleted 4 actions"
    session.undo()
    assert set(shown(tab)) == {"a-late", "a-due", "a-new", "a-kept"}
    assert len(session.store.plans.updates_of("a-late")) == 2
    assert [p.id for p in session.store.evidence.for_action("a-late")] == ["e-ref"]


def test_undoing_the_making_of_the_action_shown_closes_its_panel(tab: PlanTab, session: Session) -> None:
    tab.add_action()
    tab.panel.body.details.name.setText("Brief")
    assert tab.panel.save()
    row = next(row for row in tab.model.records if row.action.title == "Brief")
    tab.open_row(row)
    session.undo()
    assert tab.panel.action_id is None


def test_the_public_sees_a_quiet_line_in_place_of_what_is_withheld(tab: PlanTab, session: Session) -> None:
    assert not tab.withheld.isVisibleTo(tab)
    session.show_audience(Audience.PUBLIC)
    assert "a-kept" not in shown(tab)
    assert tab.withheld.text() == "1 action is withheld from the public version"
    tab.focus_record(Place("priority", PRIORITY, "plan", "a-kept"))
    assert tab.panel.action_id is None


def test_filters_narrow_and_a_record_asked_for_is_found_in_spite_of_them(tab: PlanTab) -> None:
    tab.late_only.setChecked(True)
    assert shown(tab) == ["a-late"]
    assert tab.bar.count.text() == "1 of 4 actions"
    tab.focus_record(Place("priority", PRIORITY, "plan", "a-new"))
    assert tab.panel.action_id == "a-new"
    assert len(shown(tab)) == 4


def test_sorting_is_by_date_and_by_how_bad_a_rating_is(tab: PlanTab) -> None:
    titles = [column.title for column in tab.model.columns]
    tab.model.sort(titles.index("Start"))
    assert shown(tab) == ["a-late", "a-kept", "a-due", "a-new"]
    tab.model.sort(titles.index("Stated"))
    assert shown(tab)[0] == "a-kept"


def test_lateness_is_said_in_words_where_anything_is_late(tab: PlanTab, session: Session) -> None:
    titles = [column.title for column in tab.model.columns]
    late = titles.index("Late")
    assert tab.table.isColumnHidden(late), "the timeline says it"
    tab.beside.fold(True)
    row = tab.model.row_of("a-late")
    assert row is not None
    assert tab.model.index(row, late).data() == "14 days late"
    assert not tab.table.isColumnHidden(late)
    tab.model._asker = Answers()
    edit(tab, "a-late", "Status", "complete")
    assert tab.table.isColumnHidden(late)


def test_a_file_dropped_on_the_panel_is_evidence_of_its_action(tab: PlanTab, session: Session, tmp_path: Path) -> None:
    tab.focus_record(Place("priority", PRIORITY, "plan", "a-new"))
    photo = tmp_path / "alarm_fitted.jpg"
    photo.write_bytes(b"picture")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    tab.panel.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, none))
    assert [p.title for p in session.store.evidence.for_action("a-new")] == ["alarm fitted"]
    assert steps(session)[0] == "Attached “alarm_fitted.jpg” to “Alarms”"


def test_an_empty_year_says_how_to_begin(tab: PlanTab, session: Session) -> None:
    from cspdesk.domain.periods import FinancialYear

    session.show_year(FinancialYear(2012))
    tab.reload()
    assert tab.empty.isVisibleTo(tab)
    assert tab.empty.title.text() == "No actions in 2012/13 yet"
    tab.empty.pressed.emit()
    assert tab.panel.body.details.starts.day() == date(2012, 4, 1)


def test_ctrl_n_begins_an_action_and_its_saving_leaves_the_cursor_on_it(tab: PlanTab, qtbot: QtBot) -> None:
    tab.filters.search.setFocus()
    qtbot.keyClick(tab.filters.search, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert tab.panel.title.text() == "New action"
    tab.panel.body.details.name.setText("Marshals")
    qtbot.keyClick(tab.panel.body.details.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [row.action.title for row in tab.table.selected_records()] == ["Marshals"]


def test_escape_closes_the_panel_from_the_table_too(tab: PlanTab, qtbot: QtBot) -> None:
    tab.focus_record(Place("priority", PRIORITY, "plan", "a-due"))
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_Escape)
    assert tab.panel.action_id is None
