"""The form of one figure typed by hand: an area, a period, its numbers, and the day it was published."""

from contextlib import suppress

from PySide6.QtWidgets import QLineEdit, QWidget

from cspdesk.app.typed_figures import FigureFault, TypedFigure, keep_typed, read_typed
from cspdesk.domain.data_periods import parse_period
from cspdesk.domain.indicators import Area, Indicator, Measure, Observation
from cspdesk.domain.periods import long_date
from cspdesk.errors import UserError
from cspdesk.ui.dialogs.form import FieldError, FormDialog
from cspdesk.ui.models.indicator_edits import PERIOD_EXAMPLES
from cspdesk.ui.panels.area_picking import AreaPicker, own_area
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.fields import DateEdit
from cspdesk.ui.widgets.form_rows import in_field


class FigureDialog(FormDialog):
    """A new figure; a later value of a known period; or, with `correcting`, a slip of typing put right."""

    def __init__(
        self,
        session: Session,
        indicator: Indicator,
        of: Observation | None = None,
        parent: QWidget | None = None,
        *,
        correcting: bool = False,
    ) -> None:
        super().__init__(_title(of, correcting), self._save_it, parent)
        self._session, self._indicator = session, indicator
        self._of = of
        self._replacing = of if correcting else None
        self._make_fields(of)
        self._lay_out()

    def _make_fields(self, of: Observation | None) -> None:
        shown = self._replacing
        self.area = AreaPicker(self._session, "Type part of the area’s name")
        held = [area.id for area in self._session.store.results.areas_of(self._indicator.id)]
        usual = own_area(self._session) or (held[0] if len(held) == 1 else "")
        self.area.set_codes([of.area_id if of else usual])
        self.period = QLineEdit(of.period.label if of else "")
        self.period.setPlaceholderText(PERIOD_EXAMPLES[self._indicator.frequency])
        self.period.setReadOnly(of is not None and shown is None)
        self.published = DateEdit(shown.published_on if shown else None if of else self._session.today)
        fields = ("count", "denominator", "value", "lower", "upper", "back_dated")
        self.numbers = {name: QLineEdit(_text(shown, name, self._indicator.measure)) for name in fields}
        self.note = QLineEdit(shown.note if shown else "")

    def _say_early(self) -> None:
        """Say what a figure published before its period had ended is worth, while both are typed."""
        early = ""
        with suppress(UserError):
            period, day = parse_period(self.period.text()), self.published.day()
            if day is not None and period.starts_on <= day <= period.ends_on:
                early = f"On that day {period} had not ended: kept, but not as a figure of all of it."
        self.early.setText(early)
        self.early.setVisible(bool(early))

    def _lay_out(self) -> None:
        one, numbers = self._indicator, self.numbers
        self.add("&Area", self.area)
        self.add_abreast(("&Period", self.period), ("Published &on", self.published))
        self.early = self.add_note("")
        for field in (self.period, self.published):
            field.textChanged.connect(self._say_early)
        self._say_early()
        if self._of is not None and self._replacing is None:
            self.add_note(
                f"What was published on {long_date(self._of.published_on)} stays in the record, as what was known then."
            )
        count = (f"&Count of {one.numerator or one.unit or 'events'}", numbers["count"])
        back_dated = ("Of these, &back-dated from earlier", numbers["back_dated"])
        if one.measure is Measure.COUNT:
            self.add_abreast(count, back_dated)
        elif one.measure is not Measure.VALUE:
            base = (f"O&f how many {one.denominator}".rstrip(), numbers["denominator"])
            self.add_abreast(count, base, back_dated)
        if one.measure is not Measure.COUNT:
            unit = "%" if one.measure is Measure.PROPORTION else one.unit
            self.add_abreast(
                (f"&Value{f', {unit}' if unit else ''}", numbers["value"]),
                ("Interval as published, fro&m", numbers["lower"]),
                ("&to", numbers["upper"]),
            )
        where = "count" if one.measure is Measure.COUNT else "value"
        self.add_note(f"Where its source withheld the figure, write the mark it gives, such as *, as the {where}.")
        self.add("&Note", self.note)

    def _save_it(self) -> bool:
        session, one = self._session, self._indicator
        if len(self.area.areas) != 1:
            raise FieldError(self.area, "A figure is of one area: type part of its name and choose it.")
        area = self.area.areas[0]
        made = self._read(area)
        words = f"{one.name}, {area.name}, {made.period}"
        done = f"Corrected a figure: {words}" if self._replacing else f"Recorded a figure: {words}"
        return session.do(done, lambda: keep_typed(session.store, made, area, self._replacing))

    def _read(self, area: Area) -> Observation:
        typed = TypedFigure(
            self.period.text(),
            in_field(self.published, self.published.day),
            note=self.note.text(),
            **{name: field.text() for name, field in self.numbers.items()},
        )
        known = self._session.store.results.vintages_of(self._indicator.id)
        held = [o for o in known if self._replacing is None or o.id != self._replacing.id]
        try:
            return read_typed(typed, self._indicator, area, held, self._session.today)
        except FigureFault as fault:
            raise FieldError(self._field(fault.field), str(fault)) from fault

    def _field(self, name: str) -> QWidget:
        own: dict[str, QWidget] = {"period": self.period, "published": self.published, "note": self.note}
        found = own.get(name) or self.numbers[name]
        return found if found in self._form.fields else self.numbers["count"]


def _title(of: Observation | None, correcting: bool) -> str:
    if of is None:
        return "A new figure"
    return "Correct a figure" if correcting else f"A later value for {of.period}"


def _text(shown: Observation | None, name: str, measure: Measure) -> str:
    """Return a number of a figure as it is typed; a mark stands where the count or the value would."""
    if shown is None:
        return ""
    number = getattr(shown, name)
    if shown.suppressed and name == ("count" if measure is Measure.COUNT else "value"):
        return shown.suppressed
    return "" if number is None else f"{number:,}"
