"""How an action is doing, now and at the year's end: what the dates say and what its lead says, side by side."""

from dataclasses import replace

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from cspdesk.domain.periods import FinancialYear, long_date
from cspdesk.domain.plans import Action, Rating
from cspdesk.domain.ratings import ComputedRating
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError
from cspdesk.ui.panels.action_fields import Captioned
from cspdesk.ui.panels.growing import GrowingBox
from cspdesk.ui.panels.telling import column_of
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.badge import RatingBadge, rating_icon, rating_word
from cspdesk.ui.widgets.fields import ChoiceBox
from cspdesk.ui.widgets.text import label, restyle


@dataclass(frozen=True, slots=True)
class Computed:
    """What the rule says of an action today, and of where it is heading by the year's end."""

    now: ComputedRating
    at_end: ComputedRating


class RatingsPart(QWidget):
    """Both ratings now and at the year's end, each with its reason; `edited` when the person states another."""

    edited = Signal()

    def __init__(self, year: FinancialYear, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._computed: Computed | None = None
        self._year = label("", "caption")
        self._filling = False
        self._touched = False
        self.now_badge, self.end_badge = RatingBadge(), RatingBadge()
        self.rating, self.forecast = _rating_box("Stated rating"), _rating_box("Stated rating at the year’s end")
        self.reason, self.forecast_reason = GrowingBox(), GrowingBox()
        self.fields: tuple[QWidget, ...] = (self.rating, self.forecast, self.reason, self.forecast_reason)
        self.sentence, self.end_sentence = label("", wrap=True), label("", "quiet", wrap=True)
        column = column_of(self, SPACE)
        column.addLayout(self._grid())
        self._reason_row = Captioned("Why", self.reason)
        self._forecast_row = Captioned("Why", self.forecast_reason)
        for row in (self.sentence, self._reason_row, self.end_sentence, self._forecast_row):
            column.addWidget(row)
        for text, when in ((self.reason, ""), (self.forecast_reason, " at the year’s end")):
            text.setAccessibleName(f"Why you say so{when}")
            text.setToolTip(f"Why you say so{when}; it is printed beside both ratings")
            text.setProperty("role", "cell")
        self.say_year(year)
        for box in (self.rating, self.forecast):
            box.currentIndexChanged.connect(self._chosen)
        for text in (self.reason, self.forecast_reason):
            text.textChanged.connect(self._typed)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE * 2)
        grid.setVerticalSpacing(SPACE // 2)
        grid.addWidget(label("Now", "caption"), 0, 1)
        grid.addWidget(self._year, 0, 2)
        rows: tuple[tuple[str, QWidget, QWidget], ...] = (
            ("The dates say", self.now_badge, self.end_badge),
            ("Stated &rating", self.rating, self.forecast),
        )
        for place, (words, now, at_end) in enumerate(rows, start=1):
            caption = label(words, "caption")
            if isinstance(now, QComboBox):
                caption.setBuddy(now)
            grid.addWidget(caption, place, 0)
            grid.addWidget(now, place, 1)
            grid.addWidget(at_end, place, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        return grid

    def say_year(self, year: FinancialYear) -> None:
        """Say of which year's end the forecast is."""
        self._end = long_date(year.ends_on)
        self._year.setText(f"At the end of {year.label}")

    def fill(self, action: Action) -> None:
        """Show what its lead says of an action."""
        self._filling = True
        self._touched = False
        self.rating.set_value(action.stated_rating)
        self.reason.setPlainText(action.rating_reason)
        self.forecast.set_value(action.forecast_rating)
        self.forecast_reason.setPlainText(action.forecast_reason)
        self._filling = False

    def apply(self, action: Action) -> Action:
        """Return the action as it is stated here."""
        return replace(
            action,
            stated_rating=self.rating.value(),
            rating_reason=self.reason.text(),
            forecast_rating=self.forecast.value(),
            forecast_reason=self.forecast_reason.text(),
        )

    def show_computed(self, computed: Computed, *, follow: bool = False) -> None:
        """Show what the rule says now. follow: state the same until the person states something (a new action)."""
        self._computed = computed
        self.now_badge.show_rating(computed.now.rating)
        self.end_badge.show_rating(computed.at_end.rating)
        self.now_badge.setAccessibleName(f"The dates say: {computed.now.sentence}")
        self.end_badge.setAccessibleName(f"The dates say of the year’s end: {computed.at_end.sentence}")
        self.sentence.setText(computed.now.sentence)
        self.end_sentence.setVisible(computed.at_end != computed.now)
        self.end_sentence.setText(f"By {self._end} {_lower(computed.at_end.sentence)}")
        if follow and not self._touched:
            self._filling = True
            self.rating.set_value(computed.now.rating)
            self._filling = False
        self._show_reasons()

    def state(self, rating: Rating) -> None:
        """State a rating that follows from what was done: complete, or no longer so."""
        self._filling = True
        self.rating.set_value(rating)
        self._filling = False
        self._show_reasons()

    def checked(self, before: Action | None, after: Action, computed: Computed) -> Action:
        """Return the action if what is stated of it can stand.

        Raises UserError when a statement was changed here, differs from what the dates say, and no reason is given.
        """
        pairs = (
            ("stated_rating", "rating_reason", computed.now, self.reason, ""),
            ("forecast_rating", "forecast_reason", computed.at_end, self.forecast_reason, " at the year’s end"),
        )
        for rating, reason, says, field, when in pairs:
            stated = getattr(after, rating)
            same = before is not None and (getattr(before, rating), getattr(before, reason)) == (
                stated,
                getattr(after, reason),
            )
            unstated = rating == "forecast_rating" and stated is Rating.CANNOT_TELL
            if not same and not unstated and stated is not says.rating and not getattr(after, reason):
                field.setFocus()
                raise UserError(
                    f"You say “{rating_word(stated).lower()}”{when}, the dates say"
                    f" “{rating_word(says.rating).lower()}”. Say why; the reason is printed beside both."
                )
        return after

    def _chosen(self) -> None:
        if not self._filling:
            self._touched = True
            self._show_reasons()
            self.edited.emit()

    def _typed(self) -> None:
        if not self._filling:
            self._show_reasons()
            self.edited.emit()

    def _show_reasons(self) -> None:
        """Ask for a reason where the two differ, and show one that was given."""
        if self._computed is None:
            return
        for row, box, reason, says in (
            (self._reason_row, self.rating, self.reason, self._computed.now),
            (self._forecast_row, self.forecast, self.forecast_reason, self._computed.at_end),
        ):
            differs = box.value() is not says.rating
            unstated = box is self.forecast and box.value() is Rating.CANNOT_TELL
            row.setVisible(bool(reason.text()) or (differs and not unstated) or reason.hasFocus())
            lacks = differs and not unstated and not reason.text()
            _ask(row, f"Say why “{rating_word(box.value())}” and not “{rating_word(says.rating)}”" if lacks else "")


def _rating_box(name: str) -> ChoiceBox[Rating]:
    box: ChoiceBox[Rating] = ChoiceBox([(rating_word(each), each) for each in Rating])
    for place, each in enumerate(Rating):
        box.setItemIcon(place, rating_icon(each))
    box.setIconSize(QSize(box.fontMetrics().ascent(), box.fontMetrics().ascent()))
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(9)
    return box


def _ask(row: Captioned, words: str) -> None:
    """Ask above its field for a reason that is missing; one that is given stands below its sentence without words."""
    restyle(row.caption, "danger")
    row.caption.setText(words)
    row.caption.setVisible(bool(words))


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
