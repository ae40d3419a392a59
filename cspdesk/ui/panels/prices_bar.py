"""Which two years are compared at constant prices, in whose prices, by which series; a series can be loaded."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cspdesk.analysis.unit_costs import Deflator
from cspdesk.charts.chart import Chart
from cspdesk.domain.periods import FinancialYear
from cspdesk.errors import UserError
from cspdesk.exchange.deflators import SHIPPED, read_deflator_file, shipped_deflator
from cspdesk.ui.dialogs.form import FieldError, FormDialog
from cspdesk.ui.models.funding_charts import prices_chart
from cspdesk.ui.models.reckoning import reckoning_of
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import ChoiceBox
from cspdesk.ui.widgets.text import button, label


class PricesBar(QWidget):
    """`changed`: another comparison is asked for."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._reckoning = reckoning_of(session)
        self._reckoning.ready.connect(self.changed)
        year = session.year
        self.earlier: ChoiceBox[FinancialYear] = ChoiceBox([(year.label, year)])
        self.later: ChoiceBox[FinancialYear] = ChoiceBox([(year.label, year)])
        self.base: ChoiceBox[FinancialYear] = ChoiceBox([(year.label, year)])
        self.series: ChoiceBox[str] = ChoiceBox([(SHIPPED[0], SHIPPED[0])])
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for words, box in (
            ("Compare", self.earlier),
            ("with", self.later),
            ("in the prices of", self.base),
            ("by", self.series),
        ):
            row.addWidget(label(words))
            row.addWidget(box)
            box.setAccessibleName(words.capitalize())
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(22 if box is self.series else 8)
            box.currentIndexChanged.connect(lambda _: self.changed.emit())
        row.addStretch(1)
        load = button("&Load a series…", "flat", icon="upload")
        load.clicked.connect(self._choose_file)
        load.setDisabled(session.read_only)
        row.addWidget(load)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)

    def reload(self) -> None:
        """Offer the years in which something was paid, and the series there are."""
        spans = self._session.store.funding.all_agreements()
        first = min((a.starts_on for a in spans), default=self._session.year.starts_on)
        years = range(FinancialYear.of(first).first, self._session.year.first + 1)
        options = [(FinancialYear(y).label, FinancialYear(y)) for y in years] or [
            (self._session.year.label, self._session.year)
        ]
        fresh = self.earlier.count() == 1
        for box in (self.earlier, self.later, self.base):
            box.blockSignals(True)
            box.set_options(options)
        if fresh:
            self.earlier.set_value(options[max(0, len(options) - 2)][1])
            self.later.set_value(options[-1][1])
            self.base.set_value(options[-1][1])
        for box in (self.earlier, self.later, self.base):
            box.blockSignals(False)
        kept = self._session.store.forecasts.deflators.where(order="name")
        self.series.set_options([(SHIPPED[0], SHIPPED[0]), *((s.name, s.name) for s in kept if s.name != SHIPPED[0])])

    def deflator(self) -> Deflator:
        """Return the series chosen."""
        name = self.series.value()
        known = self._session.store.forecasts.deflators.where("name = ?", name)
        return self._session.store.forecasts.deflator_called(name) if known else shipped_deflator()

    def chart(self) -> Chart:
        """Return the comparison. Raises UserError when it compares a year with itself or the series lacks one."""
        earlier, later = sorted((self.earlier.value(), self.later.value()), key=lambda year: year.first)
        if earlier == later:
            raise UserError("Choose two different years to compare.")
        found = self._reckoning.now()
        if found is None:
            raise UserError("Adding up…")
        return prices_chart(found.spent, self.deflator(), earlier, later, self.base.value(), self._session.today)

    def load(self, path: Path, name: str, edition: str, source: str) -> bool:
        """Keep a series of prices from a file; return whether it was kept."""
        session = self._session
        try:
            series = read_deflator_file(path, name=name, edition=edition, source=source)
        except UserError as error:
            session.show_error(error)
            return False
        if not session.do(f"Loaded {name}", lambda: session.store.forecasts.keep_deflator(series, session.today)):
            return False
        self.reload()
        self.series.set_value(series.name)
        return True

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Series of prices", "", "Tables (*.csv *.xlsx *.ods)")
        if chosen:
            SeriesDialog(self, Path(chosen)).ask()


class SeriesDialog(FormDialog):
    """Asks what a series is called and who published it: both are printed beside every figure."""

    def __init__(self, bar: PricesBar, path: Path) -> None:
        super().__init__("A series of prices", self._save, bar, save_text="&Load")
        self._bar, self._path = bar, path
        self.name, self.edition, self.source = QLineEdit(path.stem), QLineEdit(), QLineEdit()
        self.add_note(f"{path.name}: a table with the columns year and value, years as 2015/16 or as 2015.")
        self.add("&Name", self.name)
        self.add("&Edition, such as March 2026", self.edition)
        self.add("&Published by", self.source)

    def _save(self) -> bool:
        for field, what in ((self.name, "The series needs a name."), (self.source, "Say who published it.")):
            if not field.text().strip():
                raise FieldError(field, what)
        return self._bar.load(self._path, self.name.text(), self.edition.text(), self.source.text())
