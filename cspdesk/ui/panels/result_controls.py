"""What of an indicator is looked at: area, day of knowledge, other areas beside it, and which parts of the chart."""

from datetime import date

from PySide6.QtCore import QEvent, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from cspdesk.charts.results import ResultChart
from cspdesk.charts.results_reading import Parts
from cspdesk.errors import UserError
from cspdesk.ui.models.result_detail import Detail, Look
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit
from cspdesk.ui.widgets.text import button, label

NO_OTHERS = "No other areas"


class ResultControls(QWidget):
    """`changed`: other figures are wanted. `parts_changed`: the same figures are to be drawn otherwise."""

    changed = Signal()
    parts_changed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.area: ChoiceBox[str] = ChoiceBox()
        self.area.setAccessibleName("Area")
        self.area.activated.connect(lambda _: self.changed.emit())
        self.others: ChoiceBox[str | None] = ChoiceBox([(NO_OTHERS, None)])
        self.others.setAccessibleName("Other areas beside it")
        self.others.activated.connect(lambda _: self.changed.emit())
        self.known = DateEdit(today)
        self.known.setAccessibleName("As known on")
        self.known.editingFinished.connect(self._known_changed)
        self.known.textEdited.connect(self._picked)
        self.now = button("Now", "link", tip="As known today")
        self.now.clicked.connect(self._go_to_now)
        self.limits, self.levels, self.events = (
            QCheckBox(words) for words in ("&Limits", "&Target and baseline", "&What happened")
        )
        for box in (self.limits, self.levels, self.events):
            box.setChecked(True)
            box.toggled.connect(lambda _: self.parts_changed.emit())
        self._said: date | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self.area)
        row.addWidget(self.others)
        row.addSpacing(SPACE)
        caption = label("As known on", "quiet")
        caption.setBuddy(self.known)
        for part in (caption, self.known, self.now):
            row.addWidget(part)
        self._fit_day()
        row.addStretch(1)
        for box in (self.limits, self.levels, self.events):
            row.addWidget(box)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "known"):
            self._fit_day()

    def _fit_day(self) -> None:
        """Give the day the width of its figures, whatever the size of letters."""
        metrics = self.known.fontMetrics()
        self.known.setFixedWidth(metrics.horizontalAdvance("30/09/2016") + metrics.height() * 3)

    def begin(self) -> None:
        """Be as for an indicator opened anew: known now, with no other areas."""
        self._said = None
        self.known.set_day(self._today)
        self.now.hide()
        self.others.set_options([(NO_OTHERS, None)])

    def offer(self, detail: Detail, look: Look) -> None:
        """Offer the areas that an indicator has figures for, and those it can stand beside."""
        self.area.set_options([(area.name, area.id) for area in detail.areas] or [(detail.series.area.name, "")])
        self.area.set_value(detail.series.area.id)
        self.area.setVisible(len(detail.areas) > 1)
        self.others.set_options([(NO_OTHERS, None), *detail.sets])
        self.others.set_value(look.beside)
        self.others.setVisible(bool(detail.sets))
        self.now.setVisible(look.known_on is not None)

    def offer_parts(self, chart: ResultChart) -> None:
        """Offer only the parts that a chart has."""
        for box, there in (
            (self.limits, bool(chart.limits)),
            (self.levels, bool(chart.levels)),
            (self.events, bool(chart.events)),
        ):
            box.setVisible(there)

    @property
    def area_id(self) -> str | None:
        """The area chosen."""
        return self.area.value() or None

    @property
    def beside(self) -> str | None:
        """The set of areas chosen to stand beside it; None for no others."""
        return self.others.value()

    @property
    def known_on(self) -> date | None:
        """The day as of which it is looked at; None for now."""
        return self._said

    @property
    def parts(self) -> Parts:
        """Which parts of the chart are wanted."""
        return Parts(self.limits.isChecked(), self.levels.isChecked(), self.events.isChecked(), self.beside is not None)

    def know_on(self, day: date | None) -> None:
        """Look at it as it was known on a day; None is now."""
        with QSignalBlocker(self.known):
            self.known.set_day(day or self._today)
        self._take(day)

    def _known_changed(self) -> None:
        try:
            day = self.known.day()
        except UserError:
            return  # the field itself says so, and what is shown stays
        self._take(day)

    def _picked(self) -> None:
        """Take a day from the calendar at once; one that is typed counts when the field is left."""
        if not self.known.hasFocus():
            self._known_changed()

    def _go_to_now(self) -> None:
        self.know_on(None)
        self.known.setFocus()

    def _take(self, day: date | None) -> None:
        wanted = None if day is None or day >= self._today else day
        if wanted is None:
            self.known.set_day(self._today)
        if wanted != self._said:
            self._said = wanted
            self.changed.emit()
