"""An agreement's variations and virements: one list by date, and a form for each kind."""

from PySide6.QtWidgets import QWidget

from cspdesk.domain.agreements import Variation
from cspdesk.domain.audience import may_see
from cspdesk.errors import UserError
from cspdesk.ui.models.funding_changes import ChangeRow, award_words, change_columns, read_changes
from cspdesk.ui.models.funding_rows import read_lines
from cspdesk.ui.panels.agreement_section import AgreementSection
from cspdesk.ui.panels.variation_panel import VariationPanel
from cspdesk.ui.panels.virement_panel import VirementPanel
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.side_panel import SidePanel

EMPTY = "Nothing was changed: the funder varied nothing, and no money was moved between lines."


class ChangesSection(AgreementSection):
    """What changed in an agreement since it was signed."""

    def __init__(self, session: Session, panel: SidePanel, parent: QWidget | None = None) -> None:
        super().__init__(session, panel, parent)
        self.moves = VirementPanel(session, panel)
        self.variations = VariationPanel(session, panel)
        self.changes = self.make_table(change_columns(), "Variations and virements", EMPTY, self._open)
        self.column.addWidget(self.changes, 1)
        self.add_foot(
            self.make_button("Add a &variation", self.vary, "pencil"),
            self.make_button("&Move money", self.add),
        )

    def reload(self) -> None:
        """Read what changed."""
        self.changes.table.show(read_changes(self._session.store, self.row.id, self._session.audience))
        self.note.setText(award_words(self.row, self._session.store) + " Virements sum to nought.")

    def add(self) -> None:
        """Begin a virement."""
        session = self._session
        self.moves.new(read_lines(session.store, self.row.agreement, session.year, session.sums()))

    def vary(self) -> None:
        """Begin a variation."""
        self.variations.new(self.row.agreement, self._session.store.funding.lines_of(self.row.id))

    def _open(self, row: ChangeRow) -> None:
        lines = self._session.store.funding.lines_of(self.row.id)
        if isinstance(row.record, Variation):
            self.variations.edit(row.record, self.row.agreement, lines)
        elif not may_see(self._session.audience, row.record.marking):
            self._session.show_error(
                UserError("Why this was moved is not for these readers. View as restricted first.")
            )
        else:
            self.moves.edit(self._session.store.funding.virements.get(row.id), lines)
