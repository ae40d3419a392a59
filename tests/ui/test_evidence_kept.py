"""A PDF that is evidence is seen in the window; how long a proof is kept is said and can be decided."""

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cspdesk.domain.evidence import Evidence, EvidenceKind
from cspdesk.ui.dialogs.read_proof import ProofReader
from cspdesk.ui.panels.evidence_panel import EvidencePanel
from cspdesk.ui.panels.evidence_preview import Preview, first_page
from cspdesk.ui.session import Session
from tests.ui.money_record import fill


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """A PDF of one page."""
    from PySide6.QtGui import QPainter, QPdfWriter

    path = tmp_path / "invoice.pdf"
    writer = QPdfWriter(str(path))
    painter = QPainter(writer)
    painter.drawText(200, 200, "Invoice 1734")
    painter.end()
    return path


def test_the_first_page_of_a_pdf_is_shown_beside_what_is_said_of_it(qtbot: QtBot, pdf: Path) -> None:
    preview = Preview()
    qtbot.addWidget(preview)
    assert preview.show_first(pdf.read_bytes(), "Invoice", is_pdf=True)
    assert preview.accessibleName() == "Picture: Invoice"
    assert not preview.show_first(b"%PDF-not really", "Broken", is_pdf=True)
    assert first_page(b"") is None


def test_a_pdf_is_read_whole_inside_the_window(qtbot: QtBot, pdf: Path) -> None:
    reader = ProofReader("Invoice", pdf.read_bytes())
    qtbot.addWidget(reader)
    assert reader.could
    assert reader.preview.pages == 1


def test_a_proof_says_how_long_it_is_kept_and_a_day_can_be_decided(qtbot: QtBot, session: Session, pdf: Path) -> None:
    fill(session.store)
    store = session.store

    def take() -> None:
        proof = store.evidence.file_evidence(pdf, Evidence("file", "Invoice", EvidenceKind.FILE))
        store.evidence.evidence.insert(proof)
        store.evidence.attach_to_transactions("file", ["t-1"])

    session.do("Attached", take)
    panel = EvidencePanel(session)
    qtbot.addWidget(panel)
    proof = store.evidence.evidence.get("file")
    assert panel._kept_words(proof) == "Kept until 31 March 2022: 6 years after the end of 2015/16."
    assert panel.edit(proof)
    assert panel.fields is not None
    panel.fields.kept.setText("01/01/2030")
    assert panel.save()
    kept = store.evidence.evidence.get("file")
    assert kept.keep_until == date(2030, 1, 1)
    assert panel._kept_words(kept) == "Kept until 1 January 2030, as somebody decided."
