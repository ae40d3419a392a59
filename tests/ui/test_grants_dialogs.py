"""Awards taken in and open data given out from the window."""

import json
from pathlib import Path

from pytestqt.qtbot import QtBot

from cspdesk.app.grants import read_offers
from cspdesk.domain.partnership import Organisation, OrganisationRole
from cspdesk.ui.dialogs.grants import AwardsDialog, OpenDataDialog, read_words
from cspdesk.ui.dialogs.members import OrganisationDialog
from cspdesk.ui.session import Session
from tests.ui.money_record import fill


def _exported(session: Session, qtbot: QtBot, path: Path) -> OpenDataDialog:
    fill(session.store)
    dialog = OpenDataDialog(session)
    qtbot.addWidget(dialog)
    assert dialog.write(path)
    return dialog


def test_awards_are_written_in_the_standard(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    dialog = _exported(session, qtbot, tmp_path / "grants.json")
    grants = json.loads((tmp_path / "grants.json").read_text(encoding="utf-8"))["grants"]
    assert [g["amountAwarded"] for g in grants] == [1000]
    assert dialog.made is not None
    assert dialog.made.sentence("award").startswith("Wrote 1 award to ")


def test_payments_over_an_amount_are_written_as_csv(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    fill(session.store)
    dialog = OpenDataDialog(session)
    qtbot.addWidget(dialog)
    assert not dialog.over.isEnabled()
    dialog.what.set_value("spending")
    assert dialog.over.isEnabled()
    dialog.over.setText("40")
    assert dialog.write(tmp_path / "spending.csv")
    text = (tmp_path / "spending.csv").read_text(encoding="utf-8-sig")
    assert "100.00" in text
    assert "50.00" not in text.replace("150.00", "")  # it is restricted


def test_awards_already_here_are_shown_and_not_taken_twice(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    _exported(session, qtbot, tmp_path / "grants.json")
    read = read_offers(session.store, tmp_path / "grants.json")
    known = sum(o.known for o in read.offers)
    dialog = AwardsDialog(session, read, "grants.json")
    qtbot.addWidget(dialog)
    assert len(dialog.chosen()) == len(read.offers) - known
    assert "award to the partnership" in read_words(read, "grants.json")


def test_an_award_is_accepted_as_an_agreement_in_one_step(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    path = tmp_path / "grants.json"
    _exported(session, qtbot, path)
    data = json.loads(path.read_text(encoding="utf-8"))
    data["grants"][0]["id"] = "360G-other-1"
    path.write_text(json.dumps(data), encoding="utf-8")
    dialog = AwardsDialog(session, read_offers(session.store, path), path.name)
    qtbot.addWidget(dialog)
    assert dialog.accept_button.text() == "&Accept 1 award"
    assert dialog.take()
    assert session.store.funding.agreement_called("360G-other-1") is not None
    session.undo()
    assert session.store.funding.agreement_called("360G-other-1") is None


def test_an_organisation_gets_its_registration_and_whether_it_is_voluntary(qtbot: QtBot, session: Session) -> None:
    body = Organisation("body", "Helpline", OrganisationRole.PROVIDER)
    session.do("Added", lambda: session.store.partnership.organisations.insert(body))
    dialog = OrganisationDialog(session, body)
    qtbot.addWidget(dialog)
    dialog.registration.setText("GB-CHC-1234567")
    dialog.voluntary.setChecked(True)
    dialog.accept()
    kept = session.store.partnership.organisations.get("body")
    assert (kept.registration, kept.voluntary) == ("GB-CHC-1234567", True)
