"""Every agreement reconciled in one look."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cspdesk.domain.audience import may_see
from cspdesk.ui.panels.reconcile_view import ReconcileView
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.side_panel import SidePanel
from cspdesk.ui.widgets.text import label


class ReconcilePage(QWidget):
    """Opening, in, out and closing of every agreement and year, and all that differs."""

    def __init__(self, session: Session, panel: SidePanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        card = Card(tight=True)
        self.view = ReconcileView(session, panel)
        card.body.addWidget(self.view)
        self.withheld = label("", "quiet", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE)
        column.addWidget(card, 1)
        column.addWidget(self.withheld)
        self.reload()

    def reload(self) -> None:
        """Reconcile what the audience may see."""
        everything = self._session.store.funding.all_agreements()
        shown = [a for a in everything if may_see(self._session.audience, a.marking)]
        self.view.show_agreements(shown)
        count = len(everything) - len(shown)
        verb = "agreement is" if count == 1 else "agreements are"
        self.withheld.setText(f"{count:,} {verb} withheld from this version.")
        self.withheld.setVisible(count > 0)

    def focus_record(self, record_id: str) -> bool:
        """Put the cursor on a difference; return whether it is here."""
        return self.view.focus_record(record_id)
