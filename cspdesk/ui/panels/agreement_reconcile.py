"""One agreement's reconciliation."""

from PySide6.QtWidgets import QWidget

from cspdesk.ui.panels.agreement_section import AgreementSection
from cspdesk.ui.panels.reconcile_view import ReconcileView
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.side_panel import SidePanel


class ReconcileSection(AgreementSection):
    """Opening, in, out and closing of one agreement, and what differs."""

    def __init__(self, session: Session, panel: SidePanel, parent: QWidget | None = None) -> None:
        super().__init__(session, panel, parent)
        self.view = ReconcileView(session, panel)
        self.column.addWidget(self.view, 1)

    def reload(self) -> None:
        """Reconcile the agreement."""
        self.view.show_agreements([self.row.agreement])

    def focus_record(self, record_id: str) -> bool:
        """Put the cursor on a difference; return whether it is here."""
        return self.view.focus_record(record_id)
