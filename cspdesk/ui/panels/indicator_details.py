"""What an indicator is: definition, source, baseline, target, upkeep; checked in place, saved as one step."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cspdesk.app.indicator_edits import check_fits_figures, keep_indicator, same_named
from cspdesk.domain.data_periods import PeriodKind
from cspdesk.domain.indicators import Better, Indicator, Level, Measure, checked_indicator
from cspdesk.domain.partnership import Person
from cspdesk.store.ids import new_id
from cspdesk.ui.models.indicator_edits import (
    BETTER_WORDS,
    FREQUENCY_WORDS,
    LEVEL_WORDS,
    MEASURE_WORDS,
    indicator_label,
    plain,
)
from cspdesk.ui.models.indicator_readings import baseline_words
from cspdesk.ui.panels.field_readings import checked_link, day_or_none, number, whole_number
from cspdesk.ui.panels.growing import GrowingBox
from cspdesk.ui.panels.marking_fields import MarkingFields
from cspdesk.ui.panels.scrolling import scrolling
from cspdesk.ui.panels.single_fields import SingleFields
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit, PersonBox
from cspdesk.ui.widgets.form_rows import FieldError, FormRows, in_field
from cspdesk.ui.widgets.text import button, label


class IndicatorDetails(QWidget):
    """The form of one indicator, new or known. `saved` follows a save."""

    saved = Signal()

    def __init__(self, session: Session, indicator: Indicator, parent: QWidget | None = None, *, is_new: bool) -> None:
        super().__init__(parent)
        self._session = session
        self.is_new = is_new
        self.shown = indicator
        self._typed = is_new
        self._lay_out()
        self._make_fields()
        self._add_fields()
        self._fill(indicator)
        self.form.edited.connect(self._edited)
        for field in (self.baseline_from, self.baseline_to):
            field.textChanged.connect(self._say_baseline)
        self._typed = False

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return self._typed

    def save(self) -> bool:
        """Save what is typed as one step, or say in place what stands in the way; return whether it was saved."""
        return self.form.attempt(self._save, self.problem)

    def reload(self) -> None:
        """Take in what changed; what is typed and not saved stays."""
        now = self._session.store.results.indicators.find(self.shown.id)
        if now is not None and now != self.shown and not self._typed:
            self.shown = now
            self._fill(now)
        elif now is not None:
            self.shown = replace(self.shown, position=now.position)  # its place is no field, so nothing typed is lost
        self._say_baseline()

    def filled(self) -> Indicator:
        """Return the indicator as the fields have it. Raises FieldError for the first that cannot be taken."""
        measure = self.measure.value()
        made = replace(
            self.shown,
            name=" ".join(self.name.text().split()),
            priority_id=self.priority.value(),
            measure=measure,
            better=self.better.value(),
            level=self.level.value(),
            frequency=self.frequency.value(),
            definition=self.definition.text(),
            unit=self.unit.text().strip(),
            numerator=self.numerator.text().strip(),
            denominator=self.denominator.text().strip(),
            per=whole_number(self.per, "A rate is per a whole number of people, such as 1,000 or 100,000.")
            if measure is Measure.RATE
            else self.shown.per,
            count_not_held=measure is Measure.PROPORTION and self.not_held.isChecked(),
            source=self.source.text().strip(),
            source_link=in_field(self.link, lambda: checked_link(self.link.text())),
            licence=self.licence.text().strip(),
            next_due_on=in_field(self.next_due, self.next_due.day),
            baseline_from=in_field(self.baseline_from, self.baseline_from.day),
            baseline_to=in_field(self.baseline_to, self.baseline_to.day),
            baseline_note=self.baseline_note.text().strip(),
            target=number(self.target, "A target"),
            target_on=in_field(self.target_on, self.target_on.day),
            target_tolerance=number(self.tolerance, "A tolerance"),
            note=self.note.text(),
            marking=self.marking.audience(),
            marking_reason=self.marking.reason(),
            illustrative=self.illustrative.isChecked(),
        )
        return replace(made, owner_id=self.owner.person_id())

    def _checked(self) -> Indicator:
        made = self.filled()
        if not made.name:
            raise FieldError(self.name, "An indicator needs a name.")
        if same_named(self._session.store, made):
            raise FieldError(
                self.name, f"“{made.name}” is there already under this priority. Give this one another name."
            )
        first, last = made.baseline_from, made.baseline_to
        if (first is None) != (last is None):
            raise FieldError(
                self.baseline_to if first else self.baseline_from, "A baseline has a first and a last day."
            )
        if first and last and last < first:
            raise FieldError(self.baseline_to, "The baseline ends before it begins.")
        if made.target is not None and made.target_on is None:
            raise FieldError(self.target_on, "A target needs the day by which it is to be reached.")
        if made.target is None and (made.target_on or made.target_tolerance is not None):
            raise FieldError(self.target, "Say what the target is, or clear its day and tolerance.")
        if made.target is not None and made.measure is Measure.PROPORTION and not 0 <= made.target <= 100:
            raise FieldError(self.target, "A target of a percentage lies between 0 and 100.")
        if made.target_tolerance is not None and made.target_tolerance < 0:
            raise FieldError(self.tolerance, "A tolerance is 0 or more, either way.")
        if not self.is_new:
            field = self.frequency if made.frequency is not self.shown.frequency else self.measure
            in_field(field, lambda: check_fits_figures(self._session.store, made))
        return checked_indicator(made)

    def _save(self) -> bool:
        store, made = self._session.store, self._checked()
        newcomer = Person(new_id(), typed) if (typed := self.owner.new_name()) else None
        if newcomer is not None:
            made = replace(made, owner_id=newcomer.id)

        def work() -> None:
            if newcomer is not None:
                store.partnership.people.insert(newcomer)
            keep_indicator(store, made)

        before = None if self.is_new else self.shown
        self._typed, was = False, self._typed
        if not self._session.do(indicator_label(before, made), work):
            self._typed = was
            return False
        self.is_new, self.shown = False, made
        self.owner.set_people(store.partnership.all_people())
        self.saved.emit()
        return True

    def _lay_out(self) -> None:
        """Give all its place before there are fields: each thing that is put elsewhere later is made up anew."""
        self.form = FormRows()
        self.problem = label("", "danger", wrap=True)
        self.problem.hide()
        self.save_button = button("&Save", "primary", icon="save", tip="Save (Ctrl+Enter)")
        self.save_button.clicked.connect(self.save)
        foot = QHBoxLayout()
        foot.addWidget(self.problem, 1)
        foot.addStretch(0)
        foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE * 2, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(scrolling(self.form), 1)
        column.addLayout(foot)

    def _make_fields(self) -> None:
        store = self._session.store
        self.name, self.unit, self.numerator, self.denominator, self.per = (QLineEdit() for _ in range(5))
        self.definition, self.note = GrowingBox(lines=2), GrowingBox(lines=2)
        self.priority: ChoiceBox[str | None] = ChoiceBox(
            [("No single one", None), *((p.name, p.id) for p in store.partnership.all_priorities())]
        )
        self.measure: ChoiceBox[Measure] = ChoiceBox([(words, each) for each, words in MEASURE_WORDS.items()])
        self.better: ChoiceBox[Better] = ChoiceBox([(words, each) for each, words in BETTER_WORDS.items()])
        self.level: ChoiceBox[Level] = ChoiceBox([(words, each) for each, words in LEVEL_WORDS.items()])
        self.frequency: ChoiceBox[PeriodKind] = ChoiceBox([(words, each) for each, words in FREQUENCY_WORDS.items()])
        self.not_held = QCheckBox("The numbers behind the percentages were not published")
        self.source, self.link, self.licence = QLineEdit(), QLineEdit(), QLineEdit()
        self.next_due, self.baseline_from, self.baseline_to = DateEdit(), DateEdit(), DateEdit()
        self.target, self.target_on, self.tolerance = QLineEdit(), DateEdit(), QLineEdit()
        self.baseline_note = QLineEdit()
        self.owner = PersonBox(store.partnership.all_people())
        self.marking = MarkingFields(self.shown.marking, self.shown.marking_reason)
        self.illustrative = QCheckBox("Illustrative: its figures are made up, which every document says")
        for field, example in (
            (self.unit, "such as crimes, complaints, people"),
            (self.numerator, "what is counted"),
            (self.denominator, "of whom or what, such as people"),
            (self.per, "100,000"),
            (self.source, "as a link would be called: Home Office, recorded crime tables"),
            (self.link, "https://…"),
            (self.licence, "such as Open Government Licence v3.0"),
            (self.tolerance, "how far off still counts as reached"),
            (self.baseline_note, "why this period"),
        ):
            field.setPlaceholderText(example)

    def _add_fields(self) -> None:
        form = self.form
        form.add_heading("What it measures")
        form.add("&Name", self.name)
        form.add("&Definition", self.definition)
        form.add_abreast(("&Priority", self.priority), ("What a figure is", self.measure))
        form.add_abreast(("Which way is better", self.better), ("Of whom", self.level))
        form.add_abreast(("&Unit", self.unit), ("Its figures are for pe&riods of", self.frequency))
        form.add_abreast(("Numerator", self.numerator), ("Denominator", self.denominator), ("A rate per", self.per))
        form.add("For percentages", self.not_held)
        form.add_heading("Where it comes from")
        form.add("Sour&ce", self.source)
        form.add_abreast(("&Link", self.link), ("Licenc&e", self.licence))
        form.add_abreast(("Ne&xt publication", self.next_due), ("Owner", self.owner))
        form.add_heading("Baseline and target")
        form.add_abreast(("Baseline from", self.baseline_from), ("to", self.baseline_to), ("Why", self.baseline_note))
        self.baseline = form.add_note("")
        form.add_abreast(
            ("Tar&get", self.target), ("To be reached b&y", self.target_on), ("Tolerance, either way", self.tolerance)
        )
        self.whole = form.add_note("A target of months or quarters is for as long a time as the baseline: a year, say.")
        form.add_heading("Notes, and who may see it")
        form.add("Note", self.note)
        form.add("Marking", self.marking)
        is_kept = self._session.store.results.indicators.find(self.shown.id) is not None
        self.single = SingleFields(
            self._session, self._session.store.results.indicators, self.shown.id if is_kept else ""
        )
        form.rows.addWidget(self.single)
        form.add("Made up", self.illustrative)
        form.rows.addStretch(1)

    def _fill(self, one: Indicator) -> None:
        texts: tuple[tuple[QLineEdit, str], ...] = (
            (self.name, one.name),
            (self.unit, one.unit),
            (self.numerator, one.numerator),
            (self.denominator, one.denominator),
            (self.per, f"{one.per:,}"),
            (self.source, one.source),
            (self.link, one.source_link),
            (self.licence, one.licence),
            (self.baseline_note, one.baseline_note),
            (self.target, "" if one.target is None else plain(one.target)),
            (self.tolerance, "" if one.target_tolerance is None else plain(one.target_tolerance)),
        )
        for field, text in texts:
            field.setText(text)
            field.setCursorPosition(0)
        for day_field, day in (
            (self.next_due, one.next_due_on),
            (self.baseline_from, one.baseline_from),
            (self.baseline_to, one.baseline_to),
            (self.target_on, one.target_on),
        ):
            day_field.set_day(day)
        self.definition.setPlainText(one.definition)
        self.note.setPlainText(one.note)
        self.priority.set_value(one.priority_id)
        self.measure.set_value(one.measure)
        self.better.set_value(one.better)
        self.level.set_value(one.level)
        self.frequency.set_value(one.frequency)
        self.not_held.setChecked(one.count_not_held)
        self.owner.set_person(one.owner_id)
        self.marking.marking.set_value(one.marking)
        self.marking.reason_field.setText(one.marking_reason)
        self.illustrative.setChecked(one.illustrative)
        self._typed = False
        self._follow_measure()
        self._say_baseline()

    def _edited(self) -> None:
        self._typed = True
        self._follow_measure()

    def _follow_measure(self) -> None:
        measure = self.measure.value()
        self.per.setEnabled(measure is Measure.RATE)
        self.denominator.setEnabled(measure in (Measure.RATE, Measure.PROPORTION))
        self.not_held.setEnabled(measure is Measure.PROPORTION)
        short = self.frequency.value() in (PeriodKind.MONTH, PeriodKind.QUARTER)
        self.whole.setVisible(short and measure is Measure.COUNT)

    def _say_baseline(self, *_: object) -> None:
        """Say whether the newest figures may be set against the baseline as it is typed."""
        first, last = day_or_none(self.baseline_from), day_or_none(self.baseline_to)
        if first is None or last is None or last < first:
            self.baseline.setText("The newest figures are set against the baseline’s.")
            return
        self.baseline.setText(baseline_words(self._session, replace(self.shown, baseline_from=first, baseline_to=last)))
