"""Services and case reviews: each edit is one step, dates are told in words, nobody is named, nothing is lost."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from cspdesk.domain.audience import Audience
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.services import CaseRecommendation, CaseReview, CaseReviewStage, CommissionedService
from cspdesk.store.store import Store, open_store
from cspdesk.ui.panels.action_fields import Captioned
from cspdesk.ui.session import Place, Session
from cspdesk.ui.settings import Settings
from cspdesk.ui.tabs.plan_services import ServicesTab
from tests.ui.plan_record import PRIORITY, TODAY, make_record

HELPLINE = CommissionedService(
    "s-help", PRIORITY, "Helpline", "o-council", date(2015, 4, 1), date(2016, 3, 31), date(2017, 3, 31),
    date(2015, 12, 1), 12_000_00, "a-due", "l-1",
)  # fmt: skip
REFUGE = CommissionedService(
    "s-refuge", PRIORITY, "Refuge", None, date(2015, 4, 1), date(2018, 3, 31), marking=Audience.RESTRICTED
)
CASE = CaseReview("c-1", PRIORITY, "DHR 1", date(2015, 1, 5), CaseReviewStage.WRITING, date(2015, 10, 1))
ADVICE = (
    CaseRecommendation("r-1", "c-1", 0, "Ask about safety at home.", "o-council", date(2015, 10, 1)),
    CaseRecommendation("r-2", "c-1", 1, "Check earlier calls.", "o-police", date(2016, 1, 1), date(2015, 10, 2)),
)


def fill(store: Store) -> None:
    with store.step("Added services"):
        store.services.save_service(HELPLINE)
        store.services.save_service(REFUGE)
        store.services.save_case_review(CASE)
        store.services.recommendations.insert(*ADVICE)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with make_record(tmp_path / "plan.cspdesk") as store:
        fill(store)
        yield Session(store, Settings(tmp_path / "settings.ini"), TODAY)


@pytest.fixture
def tab(session: Session, qtbot: QtBot) -> ServicesTab:
    return shown_tab(session, qtbot)


def shown_tab(session: Session, qtbot: QtBot) -> ServicesTab:
    made = ServicesTab(session, PRIORITY)
    for told in (session.changed, session.audience_changed, session.year_changed):
        told.connect(made.reload)
    qtbot.addWidget(made)
    made.resize(1300, 600)
    made.show()
    return made


def cells(tab: ServicesTab, id_: str) -> dict[str, str]:
    for listing in (tab.services, tab.cases):
        row = listing.model.row_of(id_)
        if row is not None:
            return {c.title: c.text(listing.model.record(row)) for c in listing.model.columns}
    raise LookupError(id_)


def services(session: Session) -> dict[str, CommissionedService]:
    return {s.id: s for s in session.store.services.services.where()}


def steps(session: Session) -> int:
    return len(session.store.journal.steps(limit=1000))


def test_days_to_notice_and_end_are_told_in_words(tab: ServicesTab) -> None:
    told = cells(tab, "s-help")
    assert told["Notice by"] == "01/12/2015, in 48 days"
    assert told["Ends"] == "31/03/2016, in about 6 months"
    assert told["Provider"] == "Council"
    assert cells(tab, "s-refuge")["Notice by"] == "–"
    assert tab.services.said.text() == "1 last day for notice within 90 days"


def test_a_service_added_with_the_keyboard_is_one_step_and_selected(
    tab: ServicesTab, session: Session, qtbot: QtBot
) -> None:
    before = steps(session)
    tab.add_service()
    form = tab.service_form
    qtbot.keyClicks(form.title, "Outreach")
    form.value.setText("£1,234.50")
    form.notice.setText("30/01/2016")
    qtbot.keyClick(form.title, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (made,) = [s for s in services(session).values() if s.title == "Outreach"]
    assert (made.value_pence, made.notice_on, made.ends_on) == (1_234_50, date(2016, 1, 30), date(2016, 3, 31))
    assert steps(session) == before + 1
    assert tab.panel.isHidden()
    assert [row.id for row in tab.services.table.selected_records()] == [made.id]
    session.undo()
    assert made.id not in services(session)


def test_what_a_service_cannot_be_is_said_in_the_panel_and_what_is_typed_stays(
    tab: ServicesTab, session: Session
) -> None:
    tab.focus_record(Place("priority", PRIORITY, "services", "s-help"))
    tab.service_form.ends.setText("01/01/2015")
    before = steps(session)
    assert not tab.panel.save()
    assert "ends before it starts" in tab.panel.problem.text()
    tab.service_form.ends.setText("nonsense")
    assert not tab.panel.save()
    assert "not a date" in tab.panel.problem.text()
    assert tab.service_form.ends.text() == "nonsense"
    assert steps(session) == before


def test_the_panel_says_what_its_dates_come_to_while_they_are_typed(tab: ServicesTab) -> None:
    tab.focus_record(Place("priority", PRIORITY, "services", "s-help"))
    tab.service_form.notice.setText("16/10/2015")
    assert "Notice: 16 October 2015, in 2 days" in tab.service_form.ahead.text()
    tab.service_form.notice.setText("16/10/20")
    assert "End: 31 March 2016" in tab.service_form.ahead.text()


def test_removing_is_one_step_and_comes_back(tab: ServicesTab, session: Session) -> None:
    tab.services.table.select_key("s-help")
    tab.remove_services()
    assert "s-help" not in services(session)
    tab.cases.table.select_key("c-1")
    tab.remove_cases()
    assert not session.store.services.recommendations.count()
    session.undo()
    session.undo()
    assert services(session)["s-help"] == HELPLINE
    assert session.store.services.recommendations_of("c-1") == ADVICE


def test_the_button_in_the_panel_removes_the_record_shown(tab: ServicesTab, session: Session) -> None:
    tab.focus_record(Place("priority", PRIORITY, "services", "c-1"))
    remove = tab.panel.extra.itemAt(0).widget()
    assert isinstance(remove, QPushButton)
    remove.click()
    assert session.store.services.case_reviews.find("c-1") is None
    assert tab.panel.isHidden()


def test_a_new_case_review_is_restricted_and_says_why(tab: ServicesTab, session: Session) -> None:
    tab.add_case()
    tab.case_form.reference.setText("DHR 2")
    assert tab.panel.save()
    (made,) = [c for c in session.store.services.case_reviews.where() if c.reference == "DHR 2"]
    assert made.marking is Audience.RESTRICTED
    assert made.marking_reason


def test_a_reference_like_a_name_is_pointed_out_and_nothing_is_refused(tab: ServicesTab, session: Session) -> None:
    tab.add_case()
    tab.case_form.reference.setText("Mary Jones")
    assert tab.case_form.doubt.isVisible()
    assert "reads like a name" in tab.case_form.doubt.text()
    tab.case_form.reference.setText("DHR 9")
    assert not tab.case_form.doubt.isVisible()
    tab.case_form.reference.setText("Mary Jones")
    assert tab.panel.save()


def test_a_case_review_without_a_reference_is_not_kept_and_that_is_said(tab: ServicesTab) -> None:
    tab.add_case()
    assert not tab.panel.save()
    assert "needs a reference" in tab.panel.problem.text()


def test_recommendations_are_written_ticked_off_and_taken_off_in_one_step(tab: ServicesTab, session: Session) -> None:
    tab.focus_record(Place("priority", PRIORITY, "services", "c-1"))
    rows = tab.case_form.recommended.rows
    rows[0].done.setChecked(True)
    rows[1].removed.emit()
    added = tab.case_form.recommended.add()
    added.text.setPlainText("Tell the surgeries.")
    before = steps(session)
    assert tab.panel.save()
    first, second = session.store.services.recommendations_of("c-1")
    assert (first.id, first.done_on) == ("r-1", TODAY)
    assert (second.text, second.organisation_id) == ("Tell the surgeries.", None)
    assert steps(session) == before + 1
    session.undo()
    assert session.store.services.recommendations_of("c-1") == ADVICE


def test_a_recommendation_without_a_sentence_is_refused_aloud_and_an_empty_row_is_not_kept(
    tab: ServicesTab, session: Session
) -> None:
    tab.focus_record(Place("priority", PRIORITY, "services", "c-1"))
    added = tab.case_form.recommended.add()
    added.due.setText("01/01/2016")
    assert not tab.panel.save()
    assert "needs a sentence" in tab.panel.problem.text()
    added.due.clear()
    assert tab.panel.save()
    assert len(session.store.services.recommendations_of("c-1")) == 2


def test_late_stages_and_recommendations_stand_out_in_words(tab: ServicesTab) -> None:
    told = cells(tab, "c-1")
    assert told["Next stage due"] == "01/10/2015, 13 days ago"
    assert told["Recommendations"] == "1 of 2 done, 1 late"
    assert tab.cases.said.text() == "1 recommendation late"


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.PARTNER])
def test_other_readers_see_only_how_many_are_withheld(tab: ServicesTab, session: Session, audience: Audience) -> None:
    session.show_audience(audience)
    assert [row.id for row in tab.services.model.records] == ["s-help"]
    assert not tab.cases.model.records
    assert tab.services.withheld.text() == f"1 service is withheld from the {audience.value} version"
    assert tab.cases.withheld.text() == f"1 case review is withheld from the {audience.value} version"
    assert tab.cases.empty.isHidden()


def test_the_panel_closes_on_what_the_audience_chosen_may_not_see(tab: ServicesTab, session: Session) -> None:
    tab.focus_record(Place("priority", PRIORITY, "services", "c-1"))
    assert not tab.panel.isHidden()
    session.show_audience(Audience.PUBLIC)
    assert tab.panel.isHidden()


def test_a_place_leads_to_a_service_a_case_review_and_a_recommendation(tab: ServicesTab) -> None:
    for record_id, title in (("s-help", "Helpline"), ("c-1", "DHR 1"), ("s-refuge", "Refuge"), ("r-2", "DHR 1")):
        tab.focus_record(Place("priority", PRIORITY, "services", record_id))
        assert tab.panel.title.text() == title
    assert tab.case_form.recommended.rows[1].text.hasFocus() or not tab.isActiveWindow()


def test_what_is_typed_is_asked_about_before_another_record_is_shown(
    tab: ServicesTab, answer: Callable[[str | None], list[str]]
) -> None:
    tab.focus_record(Place("priority", PRIORITY, "services", "s-help"))
    tab.service_form.title.setText("Changed")
    asked = answer(None)
    tab.focus_record(Place("priority", PRIORITY, "services", "c-1"))
    assert asked == ["Save your changes?"]
    assert tab.service_form.title.text() == "Changed"


def test_typed_words_stay_when_the_record_changes_elsewhere(tab: ServicesTab, session: Session) -> None:
    tab.focus_record(Place("priority", PRIORITY, "services", "s-help"))
    tab.service_form.title.setText("Being typed")
    session.do("Removed a service", lambda: session.store.services.services.delete("s-refuge"))
    assert tab.service_form.title.text() == "Being typed"


def test_undoing_what_the_panel_shows_is_shown_in_it(tab: ServicesTab, session: Session) -> None:
    tab.focus_record(Place("priority", PRIORITY, "services", "s-help"))
    tab.service_form.title.setText("Hotline")
    assert tab.panel.save()
    tab.focus_record(Place("priority", PRIORITY, "services", "s-help"))
    session.undo()
    assert tab.service_form.title.text() == "Helpline"


def test_only_services_that_run_in_the_year_are_listed(tab: ServicesTab, session: Session) -> None:
    session.show_year(FinancialYear(2017))
    assert [row.id for row in tab.services.model.records] == ["s-refuge"]
    session.show_year(FinancialYear(2019))
    assert not tab.services.model.records
    assert not tab.services.empty.isHidden()


def test_the_reason_for_a_marking_is_asked_only_where_there_is_one(tab: ServicesTab, session: Session) -> None:
    tab.focus_record(Place("priority", PRIORITY, "services", "s-help"))
    marking = tab.service_form.marking
    (row,) = [c for c in marking.findChildren(Captioned) if c.caption.text() == "Reason for that"]
    assert row.isHidden()
    marking.marking.set_value(Audience.PARTNER)
    marking.reason_field.setText("Prices are confidential")
    assert not row.isHidden()
    assert tab.panel.save()
    assert services(session)["s-help"].marking_reason == "Prices are confidential"


def test_a_file_open_for_reading_shows_all_and_changes_nothing(tmp_path: Path, qtbot: QtBot) -> None:
    with make_record(tmp_path / "plan.cspdesk") as store:
        fill(store)
    with open_store(tmp_path / "plan.cspdesk", "Bob", read_only=True) as store:
        session = Session(store, Settings(tmp_path / "settings.ini"), TODAY)
        tab = shown_tab(session, qtbot)
        assert not tab.services.add_button.isVisible()
        tab.add_service()
        assert tab.panel.isHidden()
        tab.focus_record(Place("priority", PRIORITY, "services", "c-1"))
        assert not tab.case_form.reference.isEnabled()
        assert not tab.panel.save_button.isVisible()
        assert tab.panel.extra.count() == 0
