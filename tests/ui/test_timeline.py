"""The timeline beside the plan's table: one selection, one place to scroll to, one step for each move."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from cspdesk.domain.milestones import Milestone
from cspdesk.domain.plans import Action, ActionStatus
from cspdesk.store.store import open_store
from cspdesk.ui.models.plan_groups import Grouping
from cspdesk.ui.session import Session
from cspdesk.ui.settings import Settings
from cspdesk.ui.tabs.plan import PlanTab
from cspdesk.ui.theme import Theme
from cspdesk.ui.timeline.control import Timeline, plain_tip
from cspdesk.ui.timeline.grips import grip_box
from cspdesk.ui.timeline.moves import Grip, Part
from tests.ui.plan_record import PRIORITY, TODAY, make_record

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


@pytest.fixture
def session(theme: Theme, tmp_path: Path) -> Iterator[Session]:
    with make_record(tmp_path / "plan.cspdesk") as store:
        with store.step("Added milestones"):
            store.plans.save_milestone(Milestone("m-1", "a-due", "Half way", date(2015, 9, 1), date(2015, 11, 2)))
            store.plans.save_milestone(
                Milestone("m-2", "a-due", "Begun", date(2015, 7, 1), date(2015, 7, 1), date(2015, 7, 3))
            )
            store.plans.set_needs("a-due", ["a-late"])
        yield Session(store, Settings(tmp_path / "settings.ini"), TODAY)


@pytest.fixture
def tab(session: Session, qtbot: QtBot) -> PlanTab:
    made = PlanTab(session, PRIORITY)
    session.changed.connect(made.reload)
    qtbot.addWidget(made)
    made.resize(1300, 600)
    made.show()
    return made


@pytest.fixture
def timeline(tab: PlanTab) -> Timeline:
    tab.timeline.setFocus()
    return tab.timeline


def steps(session: Session) -> list[str]:
    return [step.label for step in session.store.journal.steps()]


def row(tab: PlanTab, id_: str) -> int:
    found = tab.model.row_of(id_)
    assert found is not None
    return found


def action(session: Session, id_: str = "a-due") -> Action:
    return session.store.plans.actions.get(id_)


def place_of(timeline: Timeline, at: int, grip: Grip) -> QPoint:
    bar = timeline.bars[at]
    assert bar is not None
    look = timeline.look
    box = grip_box(bar, grip, timeline.scale, timeline.row_middle(at), look.unit, look.bar)
    return box.translated(-timeline.horizontalScrollBar().value(), 0).center().toPoint()


def hold(timeline: Timeline, key: Qt.Key, modifiers: Qt.KeyboardModifier = CTRL) -> None:
    """Press a key while Ctrl is down and stays down."""
    QApplication.sendEvent(timeline, QKeyEvent(QEvent.Type.KeyPress, key, modifiers))


def drag(qtbot: QtBot, timeline: Timeline, start: QPoint, days: float, *, let_go: bool = True) -> None:
    port, by = timeline.viewport(), QPoint(round(days * timeline.scale.pixels), 0)
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    for share in (0.3, 0.7, 1.0):
        qtbot.mouseMove(port, start + by * share)
    if let_go:
        qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=start + by)


def test_dragging_a_bars_end_moves_the_due_date_as_one_step(
    tab: PlanTab, timeline: Timeline, session: Session, qtbot: QtBot
) -> None:
    before, count = action(session, "a-late"), len(steps(session))
    at = row(tab, "a-late")
    drag(qtbot, timeline, place_of(timeline, at, Grip("a-late", Part.END)), 30)
    after = action(session, "a-late")
    assert abs((after.due_on - before.due_on).days - 30) <= 1
    assert after.agreed_due_on == before.due_on
    assert len(steps(session)) == count + 1
    assert steps(session)[0].startswith("Moved the due date of “Street pastors” to ")
    session.undo()
    assert action(session, "a-late") == before


def test_dragging_a_milestone_moves_it_alone(tab: PlanTab, timeline: Timeline, session: Session, qtbot: QtBot) -> None:
    before = action(session)
    drag(qtbot, timeline, place_of(timeline, row(tab, "a-due"), Grip("a-due", Part.MILESTONE, "m-1")), 20)
    moved = session.store.plans.milestones.get("m-1")
    assert abs((moved.current_on - date(2015, 11, 2)).days - 20) <= 1
    assert moved.baseline_on == date(2015, 9, 1)
    assert action(session) == before
    assert steps(session)[0].startswith("Moved the milestone “Half way” to ")


def test_while_dragging_the_date_is_said_and_escape_leaves_everything_as_it_was(
    tab: PlanTab, timeline: Timeline, session: Session, qtbot: QtBot
) -> None:
    count = len(steps(session))
    start = place_of(timeline, row(tab, "a-late"), Grip("a-late", Part.END))
    drag(qtbot, timeline, start, 30, let_go=False)
    assert "later" in timeline.hand.words
    assert timeline.hand.words == timeline.accessibleDescription()
    qtbot.keyClick(timeline, Key.Key_Escape)
    qtbot.mouseRelease(timeline.viewport(), Qt.MouseButton.LeftButton, pos=start)
    assert (timeline.hand.holds, len(steps(session))) == (False, count)


def test_letting_go_where_a_date_cannot_stand_is_told_and_changes_nothing(
    tab: PlanTab, timeline: Timeline, session: Session, qtbot: QtBot
) -> None:
    count = len(steps(session))
    timeline.zoom(0.5)
    with qtbot.waitSignal(session.failed) as told:
        drag(qtbot, timeline, place_of(timeline, row(tab, "a-late"), Grip("a-late", Part.END)), -300)
    assert [str(each) for each in told.args or []] == ["“Street pastors” is due before it starts. Check its two dates."]
    assert len(steps(session)) == count


def test_a_click_without_a_drag_only_selects(tab: PlanTab, timeline: Timeline, session: Session, qtbot: QtBot) -> None:
    count = len(steps(session))
    place = place_of(timeline, row(tab, "a-new"), Grip("a-new", Part.BAR))
    qtbot.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [each.id for each in tab.table.selected_records()] == ["a-new"]
    assert len(steps(session)) == count


def test_rows_are_chosen_with_ctrl_and_shift_as_in_the_table(tab: PlanTab, timeline: Timeline, qtbot: QtBot) -> None:
    def click(at: int, modifier: Qt.KeyboardModifier) -> None:
        place = QPoint(4, round(timeline.row_middle(at)))
        qtbot.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, modifier, place)

    click(0, Qt.KeyboardModifier.NoModifier)
    click(2, SHIFT)
    assert len(tab.table.selected_records()) == 3
    click(1, CTRL)
    assert [tab.model.row_of(each.id) for each in tab.table.selected_records()] == [0, 2]


def test_a_double_click_and_enter_open_the_action(tab: PlanTab, timeline: Timeline, qtbot: QtBot) -> None:
    place = place_of(timeline, row(tab, "a-due"), Grip("a-due", Part.BAR))
    qtbot.mouseDClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert tab.panel.action_id == "a-due"
    tab.panel.leave()
    timeline.setFocus()
    timeline.select_row(row(tab, "a-late"))
    qtbot.keyClick(timeline, Key.Key_Return)
    assert tab.panel.action_id == "a-late"


def test_ctrl_and_arrows_move_by_days_and_weeks_as_one_step_when_ctrl_is_let_go(
    tab: PlanTab, timeline: Timeline, session: Session, qtbot: QtBot
) -> None:
    before, count = action(session, "a-late"), len(steps(session))
    timeline.select_row(row(tab, "a-late"))
    qtbot.keyClick(timeline, Key.Key_Right)
    assert timeline.grip == Grip("a-late", Part.END)
    hold(timeline, Key.Key_Right)
    hold(timeline, Key.Key_Right, CTRL | SHIFT)
    hold(timeline, Key.Key_Left)
    assert len(steps(session)) == count
    assert timeline.accessibleDescription() == "due 7 October 2015 · 7 days later"
    qtbot.keyRelease(timeline, Key.Key_Control)
    assert (action(session, "a-late").due_on - before.due_on).days == 7
    assert steps(session)[: -count or None] == ["Moved the due date of “Street pastors” to 7 October 2015"]


def test_enter_saves_and_escape_gives_up_a_move_by_key(
    tab: PlanTab, timeline: Timeline, session: Session, qtbot: QtBot
) -> None:
    timeline.select_row(row(tab, "a-due"))
    for _ in range(3):  # past the milestone reached and the one ahead
        qtbot.keyClick(timeline, Key.Key_Right)
    assert timeline.grip == Grip("a-due", Part.END)
    qtbot.keyClick(timeline, Key.Key_Left)
    assert timeline.accessibleDescription().startswith(
        "Milestone: Half way\nPlanned for 2 November 2015, 62 days later"
    )
    hold(timeline, Key.Key_Left)
    qtbot.keyClick(timeline, Key.Key_Escape)
    assert session.store.plans.milestones.get("m-1").current_on == date(2015, 11, 2)
    hold(timeline, Key.Key_Left)
    qtbot.keyClick(timeline, Key.Key_Return)
    assert session.store.plans.milestones.get("m-1").current_on == date(2015, 11, 1)
    assert tab.panel.action_id is None


def test_a_move_by_key_that_is_left_with_tab_is_given_up(
    tab: PlanTab, timeline: Timeline, session: Session, qtbot: QtBot
) -> None:
    count = len(steps(session))
    timeline.select_row(row(tab, "a-late"))
    hold(timeline, Key.Key_Right)
    tab.table.setFocus()
    qtbot.waitUntil(lambda: not timeline.hand.holds)
    assert len(steps(session)) == count


def test_what_is_reached_or_complete_is_not_taken_hold_of(
    tab: PlanTab, timeline: Timeline, session: Session, qtbot: QtBot
) -> None:
    timeline.select_row(row(tab, "a-due"))
    qtbot.keyClick(timeline, Key.Key_Right)
    with qtbot.waitSignal(session.failed) as told:
        hold(timeline, Key.Key_Right)
    said = "“Begun” was reached on 3 July 2015, so its day stays."
    assert [str(each) for each in told.args or []] == [said]
    count = len(steps(session))
    with qtbot.waitSignal(session.message) as told:
        drag(qtbot, timeline, place_of(timeline, row(tab, "a-due"), Grip("a-due", Part.MILESTONE, "m-2")), 20)
    assert told.args == [said]
    assert len(steps(session)) == count


def test_a_file_open_for_reading_is_looked_at_and_not_moved(tmp_path: Path, qtbot: QtBot) -> None:
    with make_record(tmp_path / "plan.cspdesk"):
        pass
    with open_store(tmp_path / "plan.cspdesk", read_only=True) as store:
        session = Session(store, Settings(tmp_path / "settings.ini"), TODAY)
        tab = PlanTab(session, PRIORITY)
        qtbot.addWidget(tab)
        tab.resize(1300, 600)
        tab.show()
        tab.timeline.setFocus()
        drag(qtbot, tab.timeline, place_of(tab.timeline, 0, Grip("a-late", Part.END)), 30)
        tab.timeline.select_row(0)
        with qtbot.waitSignal(session.failed) as told:
            hold(tab.timeline, Key.Key_Right)
        assert "open for reading only" in str((told.args or [""])[0])
        assert action(session, "a-late").due_on == date(2015, 9, 30)


def test_both_halves_scroll_together_and_end_at_the_same_row(tab: PlanTab, session: Session, qtbot: QtBot) -> None:
    late = action(session, "a-late")
    copies = [replace(late, id=f"copy-{n:02}", title=f"Copy {n}") for n in range(40)]
    session.do("Added copies", lambda: [session.store.plans.save(each) for each in copies])
    ours, theirs = tab.table.verticalScrollBar(), tab.timeline.verticalScrollBar()
    qtbot.waitUntil(lambda: ours.maximum() > 0)
    assert (theirs.minimum(), theirs.maximum()) == (ours.minimum(), ours.maximum())
    ours.setValue(200)
    assert theirs.value() == 200
    theirs.setValue(theirs.maximum())
    assert ours.value() == ours.maximum()
    assert tab.table.viewport().height() == tab.timeline.viewport().height() - tab.timeline.head_height
    last = len(tab.timeline.bars) - 1
    table_y = tab.table.viewport().y() + tab.table.rowViewportPosition(last) + tab.table.rowHeight(last) / 2
    assert abs(table_y - tab.timeline.row_middle(last)) <= 1


def test_the_selection_is_one_for_both_halves(tab: PlanTab, timeline: Timeline, qtbot: QtBot) -> None:
    tab.table.select_key("a-due")
    assert timeline.chosen_ids() == {"a-due"}
    qtbot.keyClick(timeline, Key.Key_Home)
    assert [each.id for each in tab.table.selected_records()] == ["a-late"]


def test_arrow_keys_pass_over_headings(tab: PlanTab, timeline: Timeline, qtbot: QtBot) -> None:
    tab.bar.groups.set_value(Grouping.LEAD)
    assert timeline.bars[0] is None
    seen = []
    qtbot.keyClick(timeline, Key.Key_Home)
    for _ in range(4):
        current = tab.table.current_record()
        assert current is not None
        seen.append(current.id)
        qtbot.keyClick(timeline, Key.Key_Down)
    assert seen == ["a-due", "a-late", "a-kept", "a-new"]


def test_zooming_keeps_the_day_under_the_pointer(timeline: Timeline) -> None:
    place = QPointF(200, 100)
    day = (timeline.horizontalScrollBar().value() + 200) / timeline.scale.pixels
    wheel = QWheelEvent(
        place, place, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, CTRL, Qt.ScrollPhase.NoScrollPhase, False
    )
    before = timeline.scale.pixels
    QApplication.sendEvent(timeline.viewport(), wheel)
    assert timeline.scale.pixels == pytest.approx(before * 1.25)
    assert (timeline.horizontalScrollBar().value() + 200) / timeline.scale.pixels == pytest.approx(day, abs=1)


def test_keys_look_nearer_and_wider_and_fit_the_year_again(tab: PlanTab, timeline: Timeline, qtbot: QtBot) -> None:
    fitted = timeline.scale.pixels
    assert not tab.bar.fit.isEnabled()
    for _ in range(40):
        qtbot.keyClick(timeline, Key.Key_Plus)
    assert timeline.viewport().width() / timeline.scale.pixels == pytest.approx(31)
    assert not tab.bar.nearer.isEnabled()
    for _ in range(40):
        qtbot.keyClick(timeline, Key.Key_Minus)
    assert timeline.viewport().width() / timeline.scale.pixels == pytest.approx(3 * 366)
    assert not tab.bar.wider.isEnabled()
    qtbot.keyClick(timeline, Key.Key_0)
    assert timeline.scale.pixels == pytest.approx(fitted)
    assert timeline.scale.day_at(timeline.horizontalScrollBar().value() + 2) in range(
        date(2015, 3, 25).toordinal(), date(2015, 4, 3).toordinal()
    )


def test_folding_the_timeline_away_is_remembered(tab: PlanTab, session: Session, qtbot: QtBot) -> None:
    tab.bar.shown.click()
    assert tab.timeline.isHidden()
    assert not tab.bar.fit.isVisible()
    again = PlanTab(session, PRIORITY)
    qtbot.addWidget(again)
    assert again.timeline.isHidden()
    again.bar.shown.click()
    assert not again.timeline.isHidden()


def test_where_there_is_no_room_the_timeline_yields_to_the_panel(tab: PlanTab, session: Session) -> None:
    tab.resize(1000, 600)
    tab.open_row(tab.model.records[0])
    assert tab.timeline.isHidden()
    tab.resize(1500, 600)
    assert not tab.timeline.isHidden()
    tab.resize(1000, 600)
    assert tab.timeline.isHidden()
    tab.panel.leave()
    assert not tab.timeline.isHidden()


def test_hovering_says_dates_and_slip_in_words(tab: PlanTab, timeline: Timeline) -> None:
    place = place_of(timeline, row(tab, "a-due"), Grip("a-due", Part.MILESTONE, "m-2"))
    assert "Reached on 3 July 2015, 2 days later than first agreed (1 July 2015)" in timeline._tip(QPointF(place))
    bar = place_of(timeline, row(tab, "a-due"), Grip("a-due", Part.BAR))
    start = timeline.scale.x(date(2015, 6, 3).toordinal()) - timeline.horizontalScrollBar().value()
    assert "Waits for “Street pastors”" in timeline._tip(QPointF(start, bar.y()))
    assert plain_tip("<b>A & B</b>").count("<b>") == 0


def test_what_a_person_typed_is_drawn_in_every_state_without_a_fault(
    tab: PlanTab, timeline: Timeline, session: Session
) -> None:
    def work() -> None:
        plans = session.store.plans
        plans.save(replace(action(session, "a-new"), status=ActionStatus.STOPPED))
        plans.save(replace(action(session, "a-kept"), status=ActionStatus.PROPOSED, baseline_due_on=date(2015, 12, 1)))

    session.do("Changed states", work)
    for pixels in (0.01, 1, 10):
        timeline.zoom(pixels)
        picture = timeline.grab().toImage()
        assert len({picture.pixel(x, timeline.head_height + 16) for x in range(0, picture.width(), 3)}) > 1


def test_escape_while_something_is_held_does_not_close_the_panel(
    tab: PlanTab, timeline: Timeline, qtbot: QtBot
) -> None:
    tab.resize(1700, 600)
    tab.open_row(tab.model.records[0])
    timeline.setFocus()
    hold(timeline, Key.Key_Right)
    override = QKeyEvent(QEvent.Type.ShortcutOverride, Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(timeline, override)
    assert override.isAccepted()


def test_holding_something_at_the_side_scrolls_on_and_carries_it_along(
    tab: PlanTab, timeline: Timeline, session: Session, qtbot: QtBot
) -> None:
    timeline.zoom(3, 0)
    timeline.show_days(date(2015, 9, 30).toordinal(), date(2015, 9, 30).toordinal())
    start = place_of(timeline, row(tab, "a-late"), Grip("a-late", Part.END))
    edge = QPoint(timeline.viewport().width() - 4, start.y())
    qtbot.mousePress(timeline.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(timeline.viewport(), (start + edge) / 2)
    qtbot.mouseMove(timeline.viewport(), edge)
    first, scrolled = timeline.hand.days, timeline.horizontalScrollBar().value()
    qtbot.waitUntil(lambda: timeline.hand.days > first)
    assert timeline.horizontalScrollBar().value() > scrolled
    qtbot.keyClick(timeline, Key.Key_Escape)
    still = timeline.horizontalScrollBar().value()
    qtbot.wait(120)
    assert timeline.horizontalScrollBar().value() == still


def test_the_grouping_is_remembered(tab: PlanTab, session: Session, qtbot: QtBot) -> None:
    tab.bar.groups.set_value(Grouping.KIND)
    again = PlanTab(session, PRIORITY)
    qtbot.addWidget(again)
    assert again.timeline.bars[0] is None
    assert again.bar.groups.value() is Grouping.KIND


def test_the_row_of_controls_fits_however_narrow_the_page(tab: PlanTab) -> None:
    for width in (1300, 1000, 800):
        tab.resize(width, 600)
        shown = [w for w in tab.bar.findChildren(QPushButton) if w.isVisible()]
        assert tab.bar.new_button in shown
        for each in shown:
            assert each.width() >= each.minimumSizeHint().width(), (width, each.text())
            assert each.mapTo(tab, QPoint(each.width(), 0)).x() <= tab.width(), (width, each.text())


def test_going_to_a_row_brings_its_bar_into_sight(tab: PlanTab, timeline: Timeline) -> None:
    timeline.zoom(100)
    timeline.show_days(date(2015, 4, 2).toordinal(), date(2015, 4, 2).toordinal())
    tab.table.select_key("a-new")
    left = timeline.horizontalScrollBar().value()
    starts = timeline.scale.x(date(2016, 1, 4).toordinal())
    assert left <= starts <= left + timeline.viewport().width()


def test_columns_hidden_for_the_timeline_keep_their_widths(
    tab: PlanTab, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QGuiApplication, "mouseButtons", lambda: Qt.MouseButton.LeftButton)  # a divider is dragged
    tab.table.horizontalHeader().viewport().setCursor(Qt.CursorShape.SplitHCursor)
    start = [column.title for column in tab.model.columns].index("Start")
    before = tab.model.columns[start].width
    tab.table.setColumnWidth(0, 240)
    assert session.settings.text("columns/Actions of a priority").split()[start] == str(before)
