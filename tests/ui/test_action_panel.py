"""The panel of one action: both ratings with their reasons, updates in one go, and nothing typed is lost."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cspdesk.domain.audience import Audience
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import ActionStatus, Rating
from cspdesk.store.store import open_store
from cspdesk.ui.panels.action_panel import ActionPanel
from cspdesk.ui.session import Session
from cspdesk.ui.settings import Settings
from cspdesk.ui.theme import Theme
from tests.ui.plan_record import PRIORITY, TODAY, make_record


@pytest.fixture
def session(theme: Theme, tmp_path: Path) -> Iterator[Session]:
    with make_record(tmp_path / "plan.cspdesk") as store:
        yield Session(store, Settings(tmp_path / "settings.ini"), TODAY)


@pytest.fixture(autouse=True)
def discard(answer: Callable[[str | None], list[str]]) -> None:
    """Let go of what is typed when a test ends and its panel is closed."""
    answer("Discard")


@pytest.fixture
def open_panel(session: Session, qtbot: QtBot) -> Callable[[str], ActionPanel]:
    def opened(action_id: str) -> ActionPanel:
        panel = ActionPanel(session)
        session.changed.connect(panel.refresh)
        session.audience_changed.connect(panel.refresh)
        qtbot.addWidget(panel)
        assert panel.edit(session.store.plans.actions.get(action_id))
        return panel

    return opened


def steps(session: Session) -> list[str]:
    return [step.label for step in session.store.journal.steps()]


def test_both_ratings_stand_side_by_side_with_what_the_dates_say(open_panel: Callable[[str], ActionPanel]) -> None:
    ratings = open_panel("a-late").body.ratings
    assert ratings.sentence.text() == "Off track: progress 40%, 100% expected by now; due 14 days ago."
    assert ratings.rating.value() is Rating.ON_TRACK
    assert ratings.end_sentence.text().startswith("By 31 March 2016 ")


def test_a_statement_that_differs_is_asked_for_its_reason_there_and_then(
    open_panel: Callable[[str], ActionPanel], session: Session
) -> None:
    panel = open_panel("a-late")
    panel.body.ratings.rating.set_value(Rating.AT_RISK)
    assert panel.body.ratings.reason.isVisibleTo(panel)
    assert "Say why “At risk” and not “Off track”" in [
        child.text() for child in panel.body.ratings.findChildren(type(panel.title)) if child.isVisibleTo(panel)
    ]
    assert not panel.save()
    assert panel.problem.text().startswith("You say “at risk”, the dates say “off track”. Say why")
    panel.body.ratings.reason.setPlainText("The venue opens in November.")
    assert panel.save()
    kept = session.store.plans.actions.get("a-late")
    assert (kept.stated_rating, kept.rating_reason) == (Rating.AT_RISK, "The venue opens in November.")


def test_stating_what_the_dates_say_needs_no_reason(open_panel: Callable[[str], ActionPanel], session: Session) -> None:
    panel = open_panel("a-late")
    panel.body.ratings.rating.set_value(Rating.OFF_TRACK)
    assert not panel.body.ratings.reason.isVisibleTo(panel)
    assert panel.save()
    assert session.store.plans.actions.get("a-late").stated_rating is Rating.OFF_TRACK


def test_a_forecast_that_differs_needs_its_own_reason(
    open_panel: Callable[[str], ActionPanel], session: Session
) -> None:
    panel = open_panel("a-due")
    ratings = panel.body.ratings
    ratings.forecast.set_value(Rating.OFF_TRACK)
    assert not panel.save()
    assert "at the year’s end" in panel.problem.text()
    ratings.forecast_reason.setPlainText("No money after March.")
    assert panel.save()
    assert session.store.plans.actions.get("a-due").forecast_reason == "No money after March."


def test_what_the_dates_say_follows_the_form_while_it_is_typed(open_panel: Callable[[str], ActionPanel]) -> None:
    panel = open_panel("a-late")
    before = panel.body.ratings.sentence.text()
    panel.body.standing.percent.setText("100%")
    assert panel.body.ratings.sentence.text() != before
    assert "40%" not in panel.body.ratings.sentence.text()


def test_an_update_takes_status_and_progress_in_the_same_step(
    open_panel: Callable[[str], ActionPanel], session: Session, qtbot: QtBot
) -> None:
    panel = open_panel("a-due")
    count = len(steps(session))
    updates = panel.body.updates
    assert updates is not None
    updates.box.setPlainText("All twelve venues visited.")
    panel.body.standing.percent.setText("60")
    panel.body.details.description.setPlainText("half a thought")
    qtbot.keyClick(updates.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(steps(session)) == count + 1
    kept = session.store.plans.actions.get("a-due")
    assert (kept.percent, kept.description) == (60, "")
    assert session.store.plans.updates_of("a-due")[0].text == "All twelve venues visited."
    assert panel.body.details.description.text() == "half a thought"
    session.undo()
    assert session.store.plans.actions.get("a-due").percent == 40
    assert session.store.plans.updates_of("a-due") == ()


def test_an_update_whose_status_cannot_stand_is_said_and_stays_typed(
    open_panel: Callable[[str], ActionPanel], session: Session
) -> None:
    panel = open_panel("a-due")
    updates = panel.body.updates
    assert updates is not None
    updates.box.setPlainText("Finished.")
    panel.body.standing.status.set_value(ActionStatus.COMPLETE)
    panel.body.standing.finished.set_day(date(2015, 12, 1))
    before = steps(session)
    assert not updates.add()
    assert "still to come" in updates.problem.text()
    assert updates.box.text() == "Finished."
    assert steps(session) == before


def test_a_moved_due_date_keeps_the_day_first_agreed(
    open_panel: Callable[[str], ActionPanel], session: Session
) -> None:
    panel = open_panel("a-due")
    panel.body.details.due.set_day(date(2016, 5, 31))
    assert panel.save()
    kept = session.store.plans.actions.get("a-due")
    assert (kept.due_on, kept.agreed_due_on) == (date(2016, 5, 31), date(2016, 3, 31))
    again = open_panel("a-due")
    assert again.body.details.agreed.text() == "First agreed: due 31 March 2016"
    assert "first agreed 31 March 2016" in again.body.facts.text()


def test_what_is_outside_our_control_is_said_at_the_top(
    open_panel: Callable[[str], ActionPanel], session: Session
) -> None:
    panel = open_panel("a-due")
    assert not panel.body.outside.isVisibleTo(panel)
    panel.body.details.outside.setPlainText("The court sets the date.")
    assert panel.save()
    assert open_panel("a-due").body.outside.text() == "Outside our control: The court sets the date."


def test_a_change_elsewhere_is_taken_in_without_building_the_panel_anew(
    open_panel: Callable[[str], ActionPanel], session: Session
) -> None:
    panel = open_panel("a-due")
    body = panel.body
    action = session.store.plans.actions.get("a-due")
    session.do("Renamed it", lambda: session.store.plans.save(replace(action, title="Night economy")))
    assert panel.body is body
    assert (panel.title.text(), body.details.name.text()) == ("Night economy", "Night economy")
    assert not panel.is_dirty


def test_save_is_offered_only_for_what_is_not_saved(open_panel: Callable[[str], ActionPanel]) -> None:
    panel = open_panel("a-due")
    assert not panel.save_button.isEnabled()
    assert panel.cancel_button.text() == "Close"
    panel.body.details.name.setText("Another")
    assert panel.save_button.isEnabled()
    assert panel.cancel_button.text() == "Cancel"


def test_an_action_that_the_audience_may_not_see_leaves_the_panel(
    open_panel: Callable[[str], ActionPanel], session: Session
) -> None:
    panel = open_panel("a-kept")
    session.show_audience(Audience.PUBLIC)
    assert panel.action_id is None


def test_unfolded_parts_are_remembered_and_folded_ones_say_what_they_hold(
    open_panel: Callable[[str], ActionPanel], qtbot: QtBot
) -> None:
    first = open_panel("a-late")
    money = first.body.parts["Money"]
    assert money.is_folded
    assert money.summary.text() == "no line yet"
    qtbot.keyClick(money.head, Qt.Key.Key_Space)
    assert not money.is_folded
    assert not open_panel("a-due").body.parts["Money"].is_folded


def test_the_history_of_the_panel_tells_what_just_happened(
    open_panel: Callable[[str], ActionPanel], session: Session, qtbot: QtBot
) -> None:
    panel = open_panel("a-due")
    panel.body.parts["History"].head.click()
    session.do("Linked", lambda: session.store.plans.set_lines("a-due", ("l-1",)))

    def told() -> list[str]:
        return [child.text() for child in panel.body.history.findChildren(type(panel.title))]

    qtbot.waitUntil(lambda: "“AD1 Pastors” pays for it" in told())


def test_a_new_action_shows_its_fields_and_follows_the_dates(session: Session, qtbot: QtBot) -> None:
    panel = ActionPanel(session)
    qtbot.addWidget(panel)
    assert panel.add(PRIORITY)
    panel.body.details.name.setText("Taxi marshals")
    panel.body.details.starts.set_day(date(2016, 1, 4))
    panel.body.details.due.set_day(date(2016, 3, 1))
    assert panel.save()
    made = next(a for a in session.store.plans.open_actions() if a.title == "Taxi marshals")
    assert (made.stated_rating, made.baseline_due_on) == (Rating.NOT_STARTED, None)


def test_a_new_action_in_which_nothing_was_typed_is_left_without_a_question(session: Session, qtbot: QtBot) -> None:
    panel = ActionPanel(session)
    qtbot.addWidget(panel)
    for year in (2015, 2016):
        session.show_year(FinancialYear(year))
        assert panel.add(PRIORITY)
        assert not panel.is_dirty
        panel.body.details.description.setPlainText("Typed")
        assert panel.is_dirty
        panel.body.details.description.setPlainText("")
        assert panel.leave()


@pytest.mark.parametrize("height", [700, 420, 330])
def test_an_opened_action_shows_the_update_field_and_cuts_nothing_above_it_in_two(
    open_panel: Callable[[str], ActionPanel], qtbot: QtBot, height: int
) -> None:
    panel = open_panel("a-due")
    panel.resize(panel.width(), height)
    panel.show()
    qtbot.waitExposed(panel)
    panel._show_beginning()
    form, view = panel._scroll.widget(), panel._scroll.viewport()
    top, box = panel._scroll.verticalScrollBar().value(), panel.body.focusProxy()
    assert box is not None
    assert box.mapTo(form, box.rect().center()).y() <= top + view.height()
    for label in (panel.body.facts, panel.body.ratings.sentence):
        first, last = (label.mapTo(form, each).y() for each in (label.rect().topLeft(), label.rect().bottomLeft()))
        assert first >= top or last <= top


def test_a_file_open_for_reading_shows_all_and_offers_nothing(
    session: Session, tmp_path: Path, qtbot: QtBot, theme: Theme
) -> None:
    session.store.close()
    with open_store(tmp_path / "plan.cspdesk", read_only=True) as store:
        looking = Session(store, Settings(tmp_path / "other.ini"), TODAY)
        panel = ActionPanel(looking)
        qtbot.addWidget(panel)
        panel.edit(store.plans.actions.get("a-late"))
        for part in panel.body.parts.values():
            part.unfold()
        panel.body.show_whole(panel.body._whole)
        body = panel.body
        hidden: list[QWidget] = [body.milestones.add_button, body.outputs.add_button, body.money.pick]
        assert not any(widget.isVisibleTo(panel) for widget in hidden)
        assert not body.details.isEnabled()
        assert all(part.head.isEnabled() for part in body.parts.values())
        assert not panel.is_dirty
        qtbot.waitUntil(lambda: body.history._rows.count() > 0)
