"""The partnership's details, organisations and people: one step each, and what is wrong is said beside the field."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cspdesk.domain.partnership import OrganisationRole
from cspdesk.ui.dialogs import messages
from cspdesk.ui.dialogs.members import OrganisationDialog, PersonDialog
from cspdesk.ui.dialogs.partnership import PartnershipDialog
from cspdesk.ui.dialogs.priorities import PrioritiesDialog
from cspdesk.ui.session import Session
from cspdesk.ui.settings import Settings
from tests.ui.plan_record import TODAY, make_record


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with make_record(tmp_path / "plan.cspdesk") as store:
        yield Session(store, Settings(tmp_path / "settings.ini"), TODAY)


@pytest.fixture
def dialog(session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> PartnershipDialog:
    monkeypatch.setattr(messages, "ask", lambda *a: "Discard")
    made = PartnershipDialog(session)
    qtbot.addWidget(made)
    made.show()
    return made


def last(session: Session) -> str:
    return session.store.journal.steps()[0].label


def test_empty_lists_say_what_belongs_there_and_how_to_begin(
    dialog: PartnershipDialog, session: Session, qtbot: QtBot
) -> None:
    listed = (dialog.people.table, dialog.organisations.table, PrioritiesDialog(session).list.table)
    assert all("add the first with “Add…”" in table._empty for table in listed)


def test_names_keep_their_room_where_there_is_little(dialog: PartnershipDialog) -> None:
    dialog.tabs.setCurrentWidget(dialog.people)
    dialog.resize(dialog.minimumSizeHint())
    assert dialog.people.table.columnWidth(0) >= 160


def test_details_are_one_step_and_undo_shows_the_old_ones(dialog: PartnershipDialog, session: Session) -> None:
    dialog.details.area.setText("Testshire")
    dialog.details.code.setText("E06000099")
    assert dialog.details.save()
    assert session.store.partnership.partnership().area == "Testshire"
    assert last(session) == "Changed the partnership’s details"
    session.undo()
    assert (dialog.details.area.text(), dialog.details.is_dirty) == ("", False)


def test_a_partnership_without_a_name_is_not_saved(dialog: PartnershipDialog, session: Session) -> None:
    dialog.details.name.setText("  ")
    assert not dialog.details.save()
    assert dialog.details.problem.text() == "A partnership needs a name."
    assert session.store.partnership.partnership().name == "Test partnership"


def test_unsaved_details_are_asked_about_before_closing(
    dialog: PartnershipDialog, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.details.area.setText("Testshire")
    monkeypatch.setattr(messages, "ask", lambda *a: None)
    dialog.reject()
    assert dialog.isVisible()
    monkeypatch.setattr(messages, "ask", lambda *a: "Save")
    dialog.reject()
    assert not dialog.isVisible()
    assert session.store.partnership.partnership().area == "Testshire"


def test_an_organisation_has_a_name_of_its_own(session: Session, qtbot: QtBot) -> None:
    form = OrganisationDialog(session, None)
    qtbot.addWidget(form)
    form.name.setText("police")
    form.accept()
    assert "There is already one called “police”" in form.problem_of(form.name)
    form.name.setText("Fire service")
    assert form.problem_of(form.name) == ""
    form.role.set_value(OrganisationRole.RESPONSIBLE)
    form.accept()
    assert last(session) == "Added the organisation Fire service"


def test_a_person_s_address_must_be_one(session: Session, qtbot: QtBot) -> None:
    form = PersonDialog(session, session.store.partnership.people.get("h-cat"))
    qtbot.addWidget(form)
    form.email.setText("cat at council")
    form.accept()
    assert "is not an e-mail address" in form.problem_of(form.email)
    form.email.setText("cat@council.gov.uk")
    form.organisation.set_value("o-council")
    form.accept()
    kept = session.store.partnership.people.get("h-cat")
    assert (kept.email, kept.organisation_id) == ("cat@council.gov.uk", "o-council")
    assert last(session) == "Changed the details of Cat Third"


def test_who_is_still_named_is_not_removed_and_the_reason_is_said(
    dialog: PartnershipDialog, session: Session, qtbot: QtBot
) -> None:
    dialog.people.table.select_key("h-bob")
    with qtbot.waitSignal(session.failed) as told:
        dialog._remove_person(dialog.people.chosen())
    assert "Bob Else leads 1 priority and leads 1 action and made 2 updates" in str(told.args)
    dialog.people.table.select_key("h-cat")
    dialog._remove_person(dialog.people.chosen())
    assert [p.id for p in dialog.people.model.records] == ["h-ann", "h-bob"]
    assert last(session) == "Removed Cat Third from the people"
