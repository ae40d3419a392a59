"""Reviews: what changed is told without typing, one is held as one step, an old one shows the plan as it stood."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cspdesk.domain.audience import Audience
from cspdesk.domain.frozen_plan import read_frozen
from cspdesk.domain.plans import ActionStatus, Rating
from cspdesk.domain.reviews import Review, ReviewDecision
from cspdesk.store.store import Store, open_store
from cspdesk.ui.models.since_rows import SinceRow
from cspdesk.ui.session import Place, Session
from cspdesk.ui.settings import Settings
from cspdesk.ui.tabs.plan_reviews import ReviewsTab
from tests.ui.plan_record import PRIORITY, TODAY, YEAR, make_record

MAY = Review("v-may", PRIORITY, YEAR, date(2015, 5, 20), 0, "{}", date(2015, 8, 20), "A good start.")
JULY = Review("v-july", None, YEAR, date(2015, 7, 1), 0, "{}", date(2015, 11, 1), "The whole plan.")
DECIDED = (
    ReviewDecision("d-late", "v-july", 0, "Ask the licensees.", "h-bob", date(2015, 9, 1)),
    ReviewDecision("d-done", "v-july", 1, "Count people.", "h-ann", date(2015, 9, 1), date(2015, 8, 30)),
    ReviewDecision("d-open", "v-july", 2, "Write to the bishop.", None, None),
)


def fill(store: Store) -> None:
    with store.step("Held a review"):
        store.reviews.hold(MAY)
    with store.step("Held a review"):
        store.reviews.hold(JULY, DECIDED)
    with store.step("Changed actions"):
        plans = store.plans
        plans.save(replace(plans.actions.get("a-due"), due_on=date(2016, 5, 12), title="Night-time streets"))
        late = plans.actions.get("a-late")
        plans.save(replace(late, status=ActionStatus.COMPLETE, percent=100, finished_on=date(2015, 10, 1),
                           stated_rating=Rating.COMPLETE))  # fmt: skip
        plans.save(replace(plans.actions.get("a-kept"), percent=50))
        plans.save(replace(plans.actions.get("a-new"), id="a-far", title="Elsewhere", priority_id="p-other"))


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with make_record(tmp_path / "plan.cspdesk") as store:
        fill(store)
        yield Session(store, Settings(tmp_path / "settings.ini"), TODAY)


@pytest.fixture
def tab(session: Session, qtbot: QtBot) -> ReviewsTab:
    return shown_tab(session, qtbot)


def shown_tab(session: Session, qtbot: QtBot) -> ReviewsTab:
    made = ReviewsTab(session, PRIORITY)
    for told in (session.changed, session.audience_changed, session.year_changed):
        told.connect(made.reload)
    qtbot.addWidget(made)
    made.resize(1300, 600)
    made.show()
    return made


def told(rows: tuple[SinceRow, ...]) -> set[tuple[str, str]]:
    return {(row.item.kind.value, row.item.title) for row in rows}


def open_first(tab: ReviewsTab, review_id: str) -> None:
    tab.focus_record(Place("priority", PRIORITY, "reviews", review_id))


def steps(session: Session) -> int:
    return len(session.store.journal.steps(limit=1000))


# --- the lists


def test_reviews_of_the_priority_and_of_the_whole_plan_are_listed_newest_first(tab: ReviewsTab) -> None:
    model = tab.lists.reviews.model
    shown = [{c.title: c.text(row) for c in model.columns} for row in model.records]
    assert [(row["Held on"], row["Looked at"], row["Decisions"]) for row in shown] == [
        ("1 July 2015", "Whole plan", "1 of 3 done"),
        ("20 May 2015", "This priority", "–"),
    ]
    assert tab.lists.reviews.said.text() == "Next: 1 November 2015, in 18 days"


def test_open_decisions_are_listed_the_late_ones_first_and_done_ones_when_asked(tab: ReviewsTab) -> None:
    model = tab.lists.decisions.model
    assert [row.id for row in model.records] == ["d-late", "d-open"]
    assert tab.lists.decisions.said.text() == "2 open, 1 late"
    tab.lists.show_done.setChecked(True)
    assert [row.id for row in model.records] == ["d-late", "d-open", "d-done"]


def test_a_decision_is_ticked_off_with_the_space_bar_in_one_step(
    tab: ReviewsTab, session: Session, qtbot: QtBot
) -> None:
    tab.lists.decisions.table.select_key("d-late")
    before = steps(session)
    assert tab.lists.done_button.text() == "Mark as done"
    tab.activateWindow()
    tab.lists.decisions.table.setFocus()
    qtbot.keyClick(tab.lists.decisions.table, Qt.Key.Key_Space)
    assert session.store.reviews.decisions.get("d-late").done_on == TODAY
    assert steps(session) == before + 1
    session.undo()
    assert session.store.reviews.decisions.get("d-late").done_on is None


def test_a_done_decision_is_opened_again(tab: ReviewsTab, session: Session) -> None:
    tab.lists.show_done.setChecked(True)
    tab.lists.decisions.table.select_key("d-done")
    assert tab.lists.done_button.text() == "Open again"
    tab.lists.done_button.click()
    assert session.store.reviews.decisions.get("d-done").done_on is None


def test_without_reviews_the_page_says_what_belongs_there_and_how_to_begin(session: Session, qtbot: QtBot) -> None:
    session.do("Removed", lambda: [session.store.reviews.remove(r) for r in ("v-may", "v-july")])
    tab = shown_tab(session, qtbot)
    assert "keeps what the plan said" in tab.lists.reviews.empty.text()
    assert tab.lists.reviews.empty.isVisible()
    assert tab.lists.reviews.add_button.isVisible()
    assert not tab.lists.since_button.isVisible()
    assert not tab.lists.decisions.isVisible()


# --- since the last review


def test_what_changed_since_the_newest_review_is_told_without_holding_one(tab: ReviewsTab, session: Session) -> None:
    before = steps(session)
    tab.show_since()
    assert {
        ("slipped", "Night-time streets"),
        ("re-worded", "Night-time streets"),
        ("finished", "Street pastors"),
    } <= told(tab.look.since.rows)
    assert "Elsewhere" not in {row.item.title for row in tab.look.since.rows}
    assert tab.panel.isHidden()
    assert steps(session) == before


def test_all_priorities_can_be_shown_of_a_review_of_the_whole_plan(tab: ReviewsTab) -> None:
    tab.show_since()
    assert tab.look.scope.isVisible()
    tab.look.scope.set_value(True)
    tab.look.scope.activated.emit(1)
    assert "Elsewhere" in {row.item.title for row in tab.look.since.rows}


def test_another_review_can_be_compared_with(tab: ReviewsTab) -> None:
    tab.show_since()
    tab.look.which.set_value("v-may")
    tab.look.which.activated.emit(1)
    assert "20 May 2015" in tab.look.since.text()
    assert not tab.look.scope.isVisible()


def test_what_slipped_is_told_in_days(tab: ReviewsTab) -> None:
    tab.show_since()
    (slip,) = [row.item for row in tab.look.since.rows if row.item.kind.value == "slipped"]
    assert slip.days == 42
    assert "42 days later" in slip.sentence


def test_what_an_audience_may_not_see_is_counted_and_nowhere_told(tab: ReviewsTab, session: Session) -> None:
    tab.show_since()
    assert "Safe rooms" in {row.item.title for row in tab.look.since.rows}
    session.show_audience(Audience.PUBLIC)
    assert "Safe rooms" not in {row.item.title for row in tab.look.since.rows}
    assert "Safe rooms" not in tab.look.since.text()
    assert tab.look.since.withheld.text() == "1 changed action is withheld from the public version"


def test_of_a_review_that_may_not_be_read_the_dates_alone_are_shown(tab: ReviewsTab, session: Session) -> None:
    session.show_audience(Audience.PUBLIC)
    (july, may) = tab.lists.reviews.model.records
    assert (july.held_on, july.next_on) == (JULY.held_on, JULY.next_on)
    assert july.summary == may.summary == "Withheld from the public version"
    assert not tab.lists.decisions.model.records
    open_first(tab, "v-july")
    assert tab.is_looking
    assert tab.panel.isHidden()
    tab.lists.reviews.table.select_key("v-july")
    tab.remove_review(july)
    assert session.store.reviews.reviews.find("v-july") is not None


def test_a_review_open_in_the_panel_is_left_when_the_audience_may_not_read_it(
    tab: ReviewsTab, session: Session
) -> None:
    open_first(tab, "v-july")
    assert not tab.panel.isHidden()
    session.show_audience(Audience.PUBLIC)
    assert tab.panel.isHidden()


def test_the_marking_of_a_review_is_chosen_in_its_form(tab: ReviewsTab, session: Session) -> None:
    open_first(tab, "v-july")
    assert tab.form.marking.audience() is Audience.PARTNER
    tab.form.marking.marking.set_value(Audience.PUBLIC)
    assert tab.panel.save()
    kept = session.store.reviews.reviews.get("v-july")
    assert (kept.marking, kept.marking_reason) == (Audience.PUBLIC, "")


def test_it_is_copied_as_text_and_as_a_table(tab: ReviewsTab, qapp: QApplication) -> None:
    tab.show_since()
    tab.look.copy_text()
    text = qapp.clipboard().text()
    assert text.startswith("Changed since the review of the whole plan on 1 July 2015")
    assert "\nSlipped\n- Night-time streets: Due 42 days later" in text
    tab.look.copy_table()
    table = qapp.clipboard().text().splitlines()
    assert table[0].startswith("Action\tWhat changed")
    assert len(table) == 1 + len(tab.look.since.rows)


def test_enter_on_a_change_goes_to_its_action_and_nowhere_when_it_is_gone(
    tab: ReviewsTab, session: Session, qtbot: QtBot
) -> None:
    session.do("Removed", lambda: session.store.plans.remove("a-new"))
    tab.show_since()
    gone: list[Place] = []
    session.go_to.connect(gone.append)
    for id_ in ("a-due", "a-new"):
        row = next(r for r in tab.look.since.rows if r.item.action_id == id_)
        tab.look.since.table.select_key(row.id)
        qtbot.keyClick(tab.look.since.table, Qt.Key.Key_Return)
    assert gone == [Place("priority", PRIORITY, "plan", "a-due")]


def test_escape_leads_back_to_all_reviews(tab: ReviewsTab) -> None:
    tab.show_since()
    assert tab.is_looking
    tab.leave()
    assert not tab.is_looking


# --- holding one


def test_a_review_is_held_as_one_step_with_its_decisions_and_the_plan_as_it_stands(
    tab: ReviewsTab, session: Session, qtbot: QtBot
) -> None:
    before = steps(session)
    tab.hold()
    form = tab.form
    qtbot.keyClicks(form.summary, "On the whole well.")
    row = form.decisions.add()
    row.text.setPlainText("Train six more.")
    row.who.set_value("h-cat")
    row.due.setText("01/12/2015")
    form.waiting.tick("d-late")
    qtbot.keyClick(form.summary, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (held,) = [r for r in session.store.reviews.of_priority(PRIORITY) if r.held_on == TODAY]
    assert (held.summary, held.priority_id, held.year) == ("On the whole well.", PRIORITY, YEAR)
    (decision,) = session.store.reviews.decisions_of(held.id)
    assert (decision.text, decision.owner_id, decision.due_on) == ("Train six more.", "h-cat", date(2015, 12, 1))
    assert session.store.reviews.decisions.get("d-late").done_on == TODAY
    assert {a.title for a in read_frozen(held.frozen).actions} >= {"Night-time streets", "Safe rooms"}
    assert steps(session) == before + 1
    assert not tab.is_looking
    assert [r.id for r in tab.lists.reviews.table.selected_records()] == [held.id]
    session.undo()
    assert len(session.store.reviews.of_priority(PRIORITY)) == 2
    assert session.store.reviews.decisions.get("d-late").done_on is None


def test_while_one_is_held_what_changed_since_the_last_stands_beside_it(tab: ReviewsTab) -> None:
    tab.hold()
    assert ("slipped", "Night-time streets") in told(tab.look.since.rows)
    assert tab.form.is_holding
    assert tab.panel.save_button.text() == "Hold the &review"


def test_the_next_review_is_offered_as_far_ahead_as_the_last_one_was(tab: ReviewsTab) -> None:
    tab.hold()
    assert tab.form.next.day() == TODAY + (date(2015, 11, 1) - date(2015, 7, 1))


def test_the_whole_plan_is_reviewed_when_it_is_chosen(tab: ReviewsTab, session: Session) -> None:
    tab.hold()
    tab.form.scope.set_value(None)
    assert "Elsewhere" in {row.item.title for row in tab.look.since.rows}
    assert tab.panel.save()
    (held,) = [r for r in session.store.reviews.all_reviews() if r.held_on == TODAY]
    assert held.priority_id is None
    assert "Elsewhere" in {a.title for a in read_frozen(held.frozen).actions}


@pytest.mark.parametrize(
    ("held", "next_on", "problem"),
    [
        ("15/10/2015", "", "today, or an earlier day"),
        ("", "", "today, or an earlier day"),
        ("14/10/2015", "14/10/2015", "comes after this one"),
        ("14/10/2015", "32/10/2015", "not a date"),
    ],
)
def test_a_day_that_cannot_be_is_said_and_nothing_is_lost(
    tab: ReviewsTab, session: Session, held: str, next_on: str, problem: str
) -> None:
    tab.hold()
    tab.form.summary.setPlainText("Said")
    tab.form.held.setText(held)
    tab.form.next.setText(next_on)
    before = steps(session)
    assert not tab.panel.save()
    assert problem in tab.panel.problem.text()
    assert tab.form.summary.text() == "Said"
    assert steps(session) == before


def test_the_first_review_shows_the_plan_it_will_keep(session: Session, qtbot: QtBot) -> None:
    session.do("Removed", lambda: [session.store.reviews.remove(r) for r in ("v-may", "v-july")])
    tab = shown_tab(session, qtbot)
    tab.hold()
    assert {row.action.title for row in tab.look.frozen.rows} >= {"Night-time streets", "Street pastors"}
    assert tab.panel.save()


def test_leaving_a_review_half_written_asks_first(tab: ReviewsTab, answer: Callable[[str | None], list[str]]) -> None:
    tab.hold()
    tab.form.summary.setPlainText("Half a sentence")
    asked = answer(None)
    tab.leave()
    assert asked
    assert tab.is_looking
    answer("Discard")
    tab.leave()
    assert not tab.is_looking


def test_what_changes_meanwhile_is_shown_and_what_is_typed_stays(tab: ReviewsTab, session: Session) -> None:
    tab.hold()
    tab.form.summary.setPlainText("Being written")
    due = session.store.plans.actions.get("a-due")
    session.do("Changed", lambda: session.store.plans.save(replace(due, due_on=date(2016, 5, 13))))
    assert tab.form.summary.text() == "Being written"
    (slip,) = [row.item for row in tab.look.since.rows if row.item.kind.value == "slipped"]
    assert slip.days == 43


# --- an old one


def test_an_old_review_shows_what_the_plan_said_then(tab: ReviewsTab) -> None:
    open_first(tab, "v-july")
    rows = {row.id: row for row in tab.look.frozen.rows}
    assert rows["a-due"].action.title == "Night-time economy"
    assert rows["a-late"].action.status is ActionStatus.IN_PROGRESS
    tab.look.frozen.table.select_key("a-due")
    assert "due 31 March 2016" in tab.look.frozen.words.text()
    assert "Led by Ann Other." in tab.look.frozen.words.text()
    assert "Street pastors\n- In progress" in tab.look.frozen.text()


def test_a_frozen_plan_hides_what_the_audience_may_not_see(tab: ReviewsTab, session: Session) -> None:
    open_first(tab, "v-july")
    assert "a-kept" in {row.id for row in tab.look.frozen.rows}
    session.show_audience(Audience.PARTNER)
    assert "a-kept" not in {row.id for row in tab.look.frozen.rows}
    assert "Safe rooms" not in tab.look.frozen.text()
    assert tab.look.frozen.withheld.text() == "1 action is withheld from the partner version"


def test_its_words_and_decisions_can_be_changed_and_the_plan_it_kept_cannot(tab: ReviewsTab, session: Session) -> None:
    frozen = session.store.reviews.reviews.get("v-july").frozen
    open_first(tab, "v-july")
    tab.form.summary.setPlainText("Said better.")
    tab.form.decisions.rows[2].done.setChecked(True)
    assert tab.panel.save()
    kept = session.store.reviews.reviews.get("v-july")
    assert (kept.summary, kept.frozen, kept.held_on) == ("Said better.", frozen, JULY.held_on)
    assert session.store.reviews.decisions.get("d-open").done_on == TODAY


def test_a_place_leads_to_a_review_and_to_one_of_its_decisions(tab: ReviewsTab) -> None:
    open_first(tab, "v-may")
    assert tab.panel.title.text() == "Review of 20 May 2015"
    tab.focus_record(Place("priority", PRIORITY, "reviews", "d-open"))
    assert tab.panel.title.text() == "Review of 1 July 2015"
    assert tab.form.decisions.rows[2].text.hasFocus() or not tab.isActiveWindow()


def test_a_review_removed_comes_back_with_its_decisions(tab: ReviewsTab, session: Session) -> None:
    tab.remove_review(tab.lists.reviews.model.record(0))
    assert not tab.lists.decisions.model.records
    session.undo()
    assert session.store.reviews.decisions_of("v-july") == DECIDED


def test_a_file_open_for_reading_shows_reviews_and_holds_none(tmp_path: Path, qtbot: QtBot) -> None:
    with make_record(tmp_path / "plan.cspdesk") as store:
        fill(store)
    with open_store(tmp_path / "plan.cspdesk", "Bob", read_only=True) as store:
        session = Session(store, Settings(tmp_path / "settings.ini"), TODAY)
        tab = shown_tab(session, qtbot)
        tab.hold()
        assert tab.panel.isHidden()
        assert not tab.lists.reviews.add_button.isVisible()
        tab.turn_decisions(tab.lists.decisions.model.records)
        open_first(tab, "v-july")
        assert not tab.panel.save_button.isVisible()
        assert not tab.form.summary.isEnabled()
        assert not tab.form.decisions.add_button.isVisible()
        assert {row.id for row in tab.look.frozen.rows} >= {"a-due"}
