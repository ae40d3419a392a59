"""Scrutiny: what is open is seen first, each edit is one step that can be undone, what is withheld is not shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cspdesk.domain.audience import Audience
from cspdesk.domain.papers import PaperKind
from cspdesk.domain.periods import long_date
from cspdesk.domain.publicity import PublicityExport, PublicityPeriod
from cspdesk.domain.scrutiny import Decision, Meeting, Question, Recommendation
from cspdesk.store.store import Store, create_store
from cspdesk.ui.dialogs.paper_writer import PaperWriter
from cspdesk.ui.models.change_words import ChangeWords
from cspdesk.ui.models.desk_needs import Need
from cspdesk.ui.models.desk_rows import read_desk
from cspdesk.ui.session import Place, Session
from cspdesk.ui.settings import Settings
from cspdesk.ui.tabs.scrutiny import ScrutinyTab

TODAY = date(2016, 9, 30)


def fill(store: Store) -> None:
    kept = store.scrutiny
    with store.step("Entered scrutiny"):
        kept.meetings.insert(Meeting("m-1", "Scrutiny committee", date(2016, 2, 3), "The partnership"))
        kept.meetings.insert(Meeting("m-2", "Scrutiny committee", date(2016, 11, 16)))
        kept.save_question(Question("q-late", "m-1", 0, "Whether success endangers money", due_on=date(2016, 7, 29)))
        kept.save_question(Question("q-done", "m-1", 1, "How drugs and violence are linked", answer="Closely"))
        kept.save_recommendation(Recommendation("r-1", "m-1", 0, "b", "Look into areas", addressed_to="Chair"))
        kept.save_recommendation(
            Recommendation("r-2", "m-1", 1, "c", "The secret plan", marking=Audience.RESTRICTED, due_on=TODAY)
        )


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with create_store(tmp_path / "s.cspdesk", "Testshire", "Ann") as store:
        fill(store)
        yield Session(store, Settings(tmp_path / "settings.ini"), TODAY)


def shown_tab(session: Session, qtbot: QtBot) -> ScrutinyTab:
    tab = ScrutinyTab(session)
    for told in (session.changed, session.audience_changed, session.year_changed):
        told.connect(tab.reload)
    qtbot.addWidget(tab)
    tab.resize(1280, 700)
    tab.show()
    return tab


@pytest.fixture
def tab(session: Session, qtbot: QtBot) -> ScrutinyTab:
    return shown_tab(session, qtbot)


def test_an_answer_written_in_the_panel_is_one_step_and_leaves_the_open_ones(tab: ScrutinyTab, session: Session):
    tab.focus_record(Place("scrutiny", record_id="q-late"))
    tab.question_form.answer.setPlainText("It does not.")
    tab.panel.save_button.click()
    kept = session.store.scrutiny.questions.get("q-late")
    assert (kept.answer, kept.answered_on) == ("It does not.", TODAY)
    assert tab.questions.said.text() == "0 of 2 open"
    session.undo()
    assert session.store.scrutiny.questions.get("q-late").is_open


def test_a_recommendation_cannot_be_declined_without_saying_why(tab: ScrutinyTab, session: Session):
    tab.focus_record(Place("scrutiny", record_id="r-1"))
    tab.recommendation_form.decision.set_value(Decision.NOT_ACCEPTED)
    tab.panel.save_button.click()
    assert "reason why" in tab.panel.problem.text()
    tab.recommendation_form.response.setPlainText("It is another body's work.")
    tab.panel.save_button.click()
    assert session.store.scrutiny.recommendations.get("r-1").decision is Decision.NOT_ACCEPTED


def test_what_is_said_beside_a_title_has_all_the_room_before_the_button(tab: ScrutinyTab, qtbot: QtBot):
    listing = tab.pack
    tab.resize(1240, 700)
    tab.show()
    qtbot.waitUntil(lambda: listing.said.width() > 0)
    beside = tab.paper_button.mapTo(listing, tab.paper_button.rect().topLeft()).x()
    said = listing.said.geometry()
    assert beside - said.right() < 40, "words are cut while there is room for them"


def test_a_new_question_belongs_to_the_last_meeting_held(tab: ScrutinyTab, session: Session):
    tab.questions.add_button.click()
    tab.question_form.text.setPlainText("Who pays?")
    tab.panel.save_button.click()
    [made] = [q for q in session.store.scrutiny.questions.where() if q.text == "Who pays?"]
    assert (made.meeting_id, made.position) == ("m-1", 2)


def test_removing_a_meeting_removes_what_hangs_on_it_and_undo_brings_all_back(tab: ScrutinyTab, session: Session):
    tab.meetings.table.select_key("m-1")
    [delete] = [a for a in tab.meetings.table.actions() if a.text() == "&Delete"]
    delete.trigger()
    assert not session.store.scrutiny.questions.count()
    session.undo()
    assert session.store.scrutiny.questions.count() == 2
    assert len(tab.questions.model.records) == 2


def test_the_public_view_has_no_word_of_what_is_withheld(tab: ScrutinyTab, session: Session):
    session.show_audience(Audience.PUBLIC)
    said = [row.made.text for row in tab.recommendations.model.records]
    assert said == ["Look into areas"]
    assert all("secret" not in item.of.text for item in tab.pack.model.records)
    assert tab.header.subtitle.text() == "1 record is withheld from the public version"


def test_what_waits_is_among_the_needs_of_the_desk(session: Session):
    found = read_desk(session.store, (), session.year, Audience.RESTRICTED, TODAY)
    needs = {row.place.record_id: row.need for row in found.needs}
    assert needs == {"q-late": Need.LATE, "r-1": Need.SILENT, "r-2": Need.SOON}
    public = read_desk(session.store, (), session.year, Audience.PUBLIC, TODAY)
    assert {row.place.record_id for row in public.needs} == {"q-late", "r-1"}


def test_questions_recommendations_and_meetings_are_found_by_their_words(session: Session):
    session.store.search.read_all()
    found = {hit.record_id for typed in ("endangers", "areas", "partnership") for group in
             session.store.search.find(typed) for hit in group.hits}  # fmt: skip
    assert {"q-late", "r-1", "m-1"} <= found
    assert not session.store.search.find("secret", Audience.PUBLIC)


def test_the_history_tells_a_question_by_its_words_and_its_meeting(session: Session):
    [step] = session.store.journal.steps(limit=1)
    headings = [ChangeWords(session.store).tell(c).heading for c in session.store.journal.changes(step)]
    assert "Question of scrutiny added: Whether success endangers money (The partnership)" in headings


def test_a_restricted_period_is_kept_and_one_in_which_was_published_stays(tab: ScrutinyTab, session: Session):
    tab.add_period()
    form = tab.period_form
    form.title.setText("Election")
    form.ends.set_day(date(2016, 9, 1))
    tab.panel.save_button.click()
    assert "ends on or after" in tab.panel.problem.text()
    form.ends.set_day(date(2016, 10, 20))
    tab.panel.save_button.click()
    [period] = session.store.scrutiny.publicity_periods.where()
    assert tab.periods.said.text() == "Publicity is restricted until 20 October 2016"
    session.do(
        "Published",
        lambda: session.store.scrutiny.publicity_exports.insert(
            PublicityExport("e", period.id, "Evidence of spend", "Ann", TODAY, "Asked for by the auditor")
        ),
    )
    tab.periods.table.select_key(period.id)
    [delete] = [a for a in tab.periods.table.actions() if a.text() == "&Delete"]
    delete.trigger()
    assert session.store.scrutiny.publicity_periods.where() == (period,)


def test_an_empty_tab_says_how_to_begin_and_offers_only_a_meeting(tmp_path: Path, qtbot: QtBot):
    with create_store(tmp_path / "e.cspdesk", "Testshire", "Ann") as store:
        tab = shown_tab(Session(store, Settings(tmp_path / "settings.ini"), TODAY), qtbot)
        assert "Begin with the last one" in tab.meetings.empty.text()
        assert not tab.questions.add_button.isEnabled()
        tab.meetings.add_button.click()
        assert tab.panel.isVisible()


def test_a_period_holds_its_first_and_its_last_day(session: Session):
    kept = session.store.scrutiny
    with session.store.step("Entered a period"):
        kept.save_period(PublicityPeriod("p", "Election", date(2016, 3, 29), date(2016, 5, 5)))
    days = [date(2016, 3, 28), date(2016, 3, 29), date(2016, 5, 5), date(2016, 5, 6)]
    assert [kept.restricting(day) is not None for day in days] == [False, True, True, False]


def test_the_paper_for_the_next_meeting_is_begun_once_and_then_gone_on_with(
    tab: ScrutinyTab, session: Session, monkeypatch: pytest.MonkeyPatch
):
    opened: list[str] = []
    monkeypatch.setattr(PaperWriter, "__init__", lambda writer, session, paper_id, parent: opened.append(paper_id))
    monkeypatch.setattr(PaperWriter, "exec", lambda writer: 0)
    monkeypatch.setattr(PaperWriter, "deleteLater", lambda writer: None)
    assert tab.paper_button.isVisible()
    tab.paper_button.click()
    tab.paper_button.click()
    [paper] = session.store.papers.papers.where()
    assert (paper.meeting_id, paper.kind, opened) == ("m-2", PaperKind.COMMITTEE, [paper.id, paper.id])
    meeting = session.store.scrutiny.meetings.get("m-2")
    written = {key: text.body for key, text in session.store.papers.texts_of(paper.id).items()}
    assert written == {"meeting": meeting.body, "date": long_date(meeting.held_on)}
    session.undo()
    assert not session.store.papers.papers.count()


def test_without_a_meeting_to_come_no_paper_is_offered(tab: ScrutinyTab, session: Session):
    session.do("Removed", lambda: session.store.scrutiny.remove_meeting("m-2"))
    assert not tab.paper_button.isVisible()
