"""An agreement's audit samples: drawn, checked payment by payment, written out."""

from pathlib import Path

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QFileDialog, QWidget

from cspdesk.domain.audience import may_see
from cspdesk.errors import UserError
from cspdesk.ui.models.funding_audit import (
    ItemRow,
    SampleRow,
    item_columns,
    read_items,
    read_samples,
    sample_columns,
    sample_csv,
)
from cspdesk.ui.panels.agreement_section import AgreementSection
from cspdesk.ui.panels.sample_panel import SamplePanel
from cspdesk.ui.panels.transaction_panel import TransactionPanel
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.side_panel import SidePanel

EMPTY = "No sample was drawn yet. Draw one: at least a tenth of the payments, by number and by value."


class AuditSection(AgreementSection):
    """Samples above, the payments of the selected one below."""

    def __init__(self, session: Session, panel: SidePanel, parent: QWidget | None = None) -> None:
        super().__init__(session, panel, parent)
        self.form = SamplePanel(session, panel)
        self._payments = TransactionPanel(session, panel)
        self.samples = self.make_table(sample_columns(), "Audit samples", EMPTY)
        self.samples.picked.connect(self._show_items)
        self.items = self.make_table(item_columns(session), "Sampled payments", "", self._open)
        self.column.addWidget(self.samples, 2)
        self.column.addWidget(self.items, 5)
        self.remove_button = self.make_button("&Remove", self.remove, "trash-2")
        self.save_button = self.make_button("E&xport CSV…", self._choose_file, "download", writes=False)
        self.add_foot(self.remove_button, self.save_button, self.make_button("&Draw a sample", self.add))

    def reload(self) -> None:
        """Read the samples."""
        rows = read_samples(self._session.store, self.row.id)
        with QSignalBlocker(self.samples):
            self.samples.table.show(rows)
            if rows and not self.samples.selected_records():
                self.samples.selectRow(0)
        self._show_items()

    def add(self) -> None:
        """Begin a sample."""
        self.form.new(self.row.id)

    def remove(self) -> bool:
        """Remove the selected sample, unless a check was recorded in it; return whether it was."""
        picked = self._picked()
        if picked is None:
            return False
        return self._session.do("Removed an audit sample", lambda: self._session.store.audits.remove(picked.id))

    def export(self, path: Path) -> bool:
        """Write the selected sample to a file; return whether it was written."""
        from cspdesk.whole_file import save_whole

        picked = self._picked()
        if picked is None:
            return False
        try:
            save_whole(path, sample_csv(picked.sample, self.row.agreement.reference, self.items.table.records))
        except UserError as error:
            self._session.show_error(error)
            return False
        self._session.message.emit(f"Wrote the sample to {path.name}")
        return True

    def _choose_file(self) -> None:
        picked = self._picked()
        if picked is None:
            return
        wanted = f"Audit sample {self.row.agreement.reference} {picked.sample.year.label.replace('/', '-')}.csv"
        name, _ = QFileDialog.getSaveFileName(self, "Save the sample", wanted, "CSV (*.csv)")
        if name:
            self.export(Path(name))

    def _picked(self) -> SampleRow | None:
        rows = self.samples.selected_records()
        return rows[0] if rows else None

    def _show_items(self) -> None:
        picked = self._picked()
        rows = () if picked is None else read_items(self._session.store, picked.sample)
        self.items.table.show([row for row in rows if may_see(self._session.audience, row.entry.marking)])
        self.items.setVisible(bool(rows))
        for made in (self.remove_button, self.save_button):
            made.setVisible(picked is not None)
        self.note.setText("" if picked is None else self._words(picked, rows))

    def _words(self, row: SampleRow, rows: tuple[ItemRow, ...]) -> str:
        drawn = self._session.store.audits.drawn_again(row.sample)
        same = set(drawn.ids) == {r.item.transaction_id for r in rows}
        withheld = len(rows) - len(self.items.table.records)
        hidden = f" {withheld:,} withheld from this version." if withheld else ""
        now = "The same seed draws the same payments today." if same else "Payments have changed since it was drawn."
        return (
            f"{drawn.percent_by_number:.1f}% of {drawn.payments:,} payments and {drawn.percent_by_value:.1f}% of their "
            f"value. {now}{hidden}"
        )

    def _open(self, row: ItemRow) -> None:
        self._payments.edit(row.entry, self._session.store.funding.lines_of(row.entry.agreement_id))
