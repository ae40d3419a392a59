"""Making a bid and a committee's summary in the window: asked for, seen, kept as one step, saved."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cspdesk.domain.audience import Audience
from cspdesk.domain.papers import Paper, PaperKind
from cspdesk.domain.publicity import PublicityPeriod
from cspdesk.ui.dialogs.paper_export import PaperExportDialog, open_paper_export
from cspdesk.ui.dialogs.publicity import PublicityDialog
from cspdesk.ui.session import Session
from cspdesk.ui.settings import Settings
from cspdesk.ui.tabs.documents import DocumentsTab
from cspdesk.ui.theme import Theme
from tests.ui.plan_record import PRIORITY, TODAY, make_record


@pytest.fixture
def session(theme: Theme, tmp_path: Path) -> Iterator[Session]:
    """A record with a plan."""
    store = make_record(tmp_path / "plan.cspdesk")
    made = Session(store, Settings(tmp_path / "settings.ini"), TODAY)
    yield made
    made.close()


def opened(qtbot: QtBot, session: Session, kind: PaperKind) -> PaperExportDialog:
    made = PaperExportDialog(session, kind)
    qtbot.addWidget(made)
    made.show()
    return made


def made_of(qtbot: QtBot, dialog: PaperExportDialog) -> None:
    dialog.make_button.click()
    qtbot.waitUntil(lambda: dialog.made is not None and not dialog.is_busy, timeout=20_000)


@pytest.mark.parametrize(("kind", "usual"), [(PaperKind.BID, "partner"), (PaperKind.COMMITTEE, "public")])
def test_a_paper_is_seen_before_it_is_kept_as_one_step(
    qtbot: QtBot, session: Session, kind: PaperKind, usual: str
) -> None:
    dialog = opened(qtbot, session, kind)
    assert dialog.audience.value == usual
    made_of(qtbot, dialog)
    assert dialog.preview.isVisible()
    assert not session.store.documents.documents.count()
    dialog.keep_button.click()
    (kept,) = session.store.documents.all_documents()
    assert kept.audience.value == usual
    session.store.undo()
    assert not session.store.documents.documents.count()


def test_one_page_a_priority_can_be_of_one(qtbot: QtBot, session: Session) -> None:
    dialog = opened(qtbot, session, PaperKind.COMMITTEE)
    assert not dialog.priority.isVisible()
    dialog.ways.button(1).click()
    assert dialog.priority.isVisible()
    dialog.priority.setCurrentIndex(1)
    made_of(qtbot, dialog)
    assert dialog.made is not None
    assert dialog.made.pages == 1


def test_what_is_made_while_publicity_is_restricted_is_named_as_the_register_names_it(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.do("Restricted", lambda: session.store.scrutiny.save_period(PublicityPeriod("p", "Vote", TODAY, TODAY)))
    asked: list[str] = []
    monkeypatch.setattr(PublicityDialog, "ask", lambda box: asked.append(box._document) or True)
    dialog = opened(qtbot, session, PaperKind.COMMITTEE)
    dialog.ways.button(1).click()
    made_of(qtbot, dialog)
    dialog.keep_button.click()
    (kept,) = session.store.documents.all_documents()
    assert asked == [f"“{kept.title}”"]
    assert "one page a priority" in kept.title


def test_a_copy_is_saved_where_the_person_says(
    qtbot: QtBot, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "copy.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    dialog = opened(qtbot, session, PaperKind.BID)
    dialog.draft.click()
    made_of(qtbot, dialog)
    dialog.save_button.click()
    (kept,) = session.store.documents.all_documents()
    assert out.read_bytes() == session.store.evidence.bytes_of(kept.sha256)
    assert "(draft)" in kept.title


def test_a_paper_that_is_written_is_asked_for_as_it_is(qtbot: QtBot, session: Session) -> None:
    paper = Paper("paper", PaperKind.BID, "community-fund-bid", "Mine", session.year, TODAY, PRIORITY)
    session.do("Began", lambda: session.store.papers.papers.save(paper))
    dialog = opened(qtbot, session, PaperKind.BID)
    dialog.choose(paper, Audience.RESTRICTED)
    assert dialog.template.value().name == "community-fund-bid"
    assert dialog.audience is Audience.RESTRICTED
    made_of(qtbot, dialog)
    assert dialog.made is not None
    assert dialog.made.figures.title == "Mine"


def test_documents_offers_both_papers_from_the_keyboard(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[PaperKind] = []
    monkeypatch.setattr(
        "cspdesk.ui.dialogs.paper_export.open_paper_export", lambda _session, _parent, kind: asked.append(kind)
    )
    tab = DocumentsTab(session)
    qtbot.addWidget(tab)
    for action in tab.make_button.menu().actions():
        action.trigger()
    assert asked == [PaperKind.BID, PaperKind.COMMITTEE]


def test_without_priorities_it_says_so(qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(session.store.partnership, "all_priorities", tuple)
    session.failed.connect(lambda error: shown.append(str(error)))
    open_paper_export(session, None, PaperKind.BID)
    assert "no priority" in shown[0]
