"""The three comparisons: of areas, of two indicators over time, of before and after with a comparison area."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.app.comparing import NONE_BESIDE, Compared, areas_compared, change_compared, common_periods, two_compared
from cspdesk.domain.area_levels import apart
from cspdesk.domain.data_periods import Period
from cspdesk.domain.indicators import Area
from cspdesk.domain.series import Series
from cspdesk.ui.models import compare_rows as rows
from cspdesk.ui.models.compare_rows import AreaGroup, Choosable
from cspdesk.ui.panels.action_fields import Captioned
from cspdesk.ui.panels.compare_card import CompareCard
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import ChoiceBox
from cspdesk.ui.widgets.text import label

NO_AREA: tuple[str, Area | None] = ("None", None)
NO_INDICATORS = "There are no indicators with figures yet. Import figures, or add an indicator."
ONE_AREA = "Only {area} has figures of this indicator. Import those of other areas to compare with."


class ComparePage(QWidget):
    """Choices above, what they come to below; worked out off the window's thread."""

    purpose = ""

    def __init__(self, session: Session, options: tuple[Choosable, ...], parent: QWidget | None) -> None:
        super().__init__(parent)
        self._session = session
        self._options = options
        self._asked = 0
        self.card = CompareCard(session, self)
        self.choices = QHBoxLayout()
        self.choices.setSpacing(SPACE * 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE * 2, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(label(self.purpose, "quiet", wrap=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(SPACE)
        self._rows.addLayout(self.choices)
        column.addLayout(self._rows)
        column.addWidget(self.card, 1)

    def reload(self) -> None:
        """Work it out anew."""
        raise NotImplementedError

    def _add(self, words: str, box: ChoiceBox[Any], changed: Callable[[], None], stretch: int = 1) -> None:
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(10)
        box.activated.connect(lambda _: changed())
        self.choices.addWidget(Captioned(words, box), stretch)

    def _next_row(self) -> None:
        """Let further choices stand in a row below."""
        self.choices = QHBoxLayout()
        self.choices.setSpacing(SPACE * 2)
        self._rows.addLayout(self.choices)

    def _indicators(self, chosen: Choosable | None) -> "ChoiceBox[Choosable | None]":
        box: ChoiceBox[Choosable | None] = ChoiceBox([(each.words, each) for each in self._options] or [("None", None)])
        box.set_value(chosen)
        return box

    def _work_out(self, work: Callable[[], Compared]) -> None:
        self._asked += 1
        number = self._asked
        self.card.wait()
        self._session.jobs.start(lambda _: (number, work()), self._worked_out)

    def _worked_out(self, answer: tuple[int, Compared]) -> None:
        """Show what was asked for last; as a method of a widget it is not called once the page is gone."""
        number, found = answer
        if number == self._asked:
            self.card.show_compared(found)

    def _refuse(self, reason: str) -> None:
        self._asked += 1
        self.card.show_compared(Compared(reason))


class AreasPage(ComparePage):
    """One indicator in several areas at one time."""

    purpose = (
        "How areas stand at one time, allowing for chance. They are in alphabetical order: this is no league table."
    )

    def __init__(
        self,
        session: Session,
        options: tuple[Choosable, ...],
        wanted: str | None,
        priority_id: str | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, options, parent)
        self.indicator = self._indicators(rows.first_for_areas(options, wanted, priority_id))
        self.area: ChoiceBox[Area | None] = ChoiceBox([("None", None)])
        self.group: ChoiceBox[AreaGroup | None] = ChoiceBox([("None", None)])
        self.period: ChoiceBox[Period | None] = ChoiceBox([("None", None)])
        self._add("&Indicator", self.indicator, self._indicator_changed, 3)
        self._add("&Area", self.area, self._area_changed, 2)
        self._add("Compared &with", self.group, self._areas_changed, 2)
        self._add("&Period", self.period, self.reload)
        self._indicator_changed()

    def _indicator_changed(self) -> None:
        chosen = self.indicator.value()
        if chosen is None:
            self._refuse(NO_INDICATORS)
            return
        self.area.set_options([(area.name, area) for area in chosen.areas])
        self._area_changed()

    def _area_changed(self) -> None:
        chosen, own = self.indicator.value(), self.area.value()
        if chosen is not None and own is not None:
            self.group.set_options([(group.words, group) for group in rows.groups(self._session, chosen, own)])
        self._areas_changed()

    def _areas_changed(self) -> None:
        self._series = self._read()
        periods = common_periods(self._series)
        self.period.set_options([(period.label, period) for period in periods] or [("None", None)])
        self.reload()

    def _read(self) -> tuple[Series, ...]:
        chosen, own, group = self.indicator.value(), self.area.value(), self.group.value()
        if chosen is None or own is None or group is None:
            return ()
        areas = [own, *(area for area in group.areas if area.id != own.id)]
        return rows.series_for(self._session, chosen.indicator, areas)

    def reload(self) -> None:
        """Compare the areas chosen in the period chosen."""
        period, series = self.period.value(), self._series
        if len(series) < 2:
            own, chosen = self.area.value(), self.indicator.value()
            alone = chosen is None or len(chosen.areas) < 2
            self._refuse(ONE_AREA.format(area=own.name if own else "No area") if alone else NONE_BESIDE)
        elif period is None:
            self._refuse("These areas have no period in common for which both have a figure that is not withheld.")
        else:
            self._work_out(partial(areas_compared, series, period))


class TwoPage(ComparePage):
    """Two indicators of one area, each on an axis of its own."""

    purpose = (
        "Two indicators over the same periods, each on an axis of its own. Nothing here says that one moves the other."
    )

    def __init__(
        self,
        session: Session,
        options: tuple[Choosable, ...],
        wanted: str | None,
        priority_id: str | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, options, parent)
        one, other = rows.first_pair(options, wanted, priority_id)
        self.one, self.other = self._indicators(one), self._indicators(other)
        self.area: ChoiceBox[Area | None] = ChoiceBox([("None", None)])
        self._add("&Indicator", self.one, self._changed, 3)
        self._add("&Beside it", self.other, self._changed, 3)
        self._add("&Area", self.area, self.reload)
        self._changed()

    def _changed(self) -> None:
        one, other = self.one.value(), self.other.value()
        held = {area.id for area in other.areas} if other else set()
        shared = [area for area in one.areas if area.id in held] if one else []
        self.area.set_options([(area.name, area) for area in shared] or [("None", None)])
        self.reload()

    def reload(self) -> None:
        """Set the two side by side."""
        one, other, area = self.one.value(), self.other.value(), self.area.value()
        if one is None:
            self._refuse(NO_INDICATORS)
        elif other is None or one.indicator.id == other.indicator.id:
            self._refuse("Choose two indicators.")
        elif area is None:
            self._refuse("The two have no area in common, so they are not set side by side.")
        else:
            pair = [rows.series_for(self._session, each.indicator, (area,))[0] for each in (one, other)]
            self._work_out(partial(two_compared, pair[0], pair[1]))


class ChangePage(ComparePage):
    """One indicator before and after, in an area and in one where the work was not done."""

    purpose = (
        "What changed where the work was done, set against an area where it was not: the change of both is compared."
    )

    def __init__(
        self,
        session: Session,
        options: tuple[Choosable, ...],
        wanted: str | None,
        priority_id: str | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, options, parent)
        self.indicator = self._indicators(rows.first_for_change(options, wanted, priority_id))
        self.area: ChoiceBox[Area | None] = ChoiceBox([("None", None)])
        self.beside: ChoiceBox[Area | None] = ChoiceBox([("None", None)])
        self.before: ChoiceBox[Period | None] = ChoiceBox([("None", None)])
        self.after: ChoiceBox[Period | None] = ChoiceBox([("None", None)])
        self.moved: ChoiceBox[Area | None] = ChoiceBox([NO_AREA])
        self.moved_beside: ChoiceBox[Area | None] = ChoiceBox([NO_AREA])
        self._areas: tuple[Series, ...] = ()
        self._add("&Indicator", self.indicator, self._indicator_changed, 3)
        self._add("&Area", self.area, self._area_changed, 2)
        self._add("C&omparison area", self.beside, self._areas_changed, 2)
        self._add("&Before", self.before, self.reload)
        self._add("Aft&er", self.after, self.reload)
        self._next_row()
        self._add("&Displacement area, if any", self.moved, self._areas_changed)
        self._add("Co&mpared with", self.moved_beside, self._areas_changed)
        self._indicator_changed()

    def _indicator_changed(self) -> None:
        chosen = self.indicator.value()
        if chosen is None:
            self._refuse(NO_INDICATORS)
            return
        self.area.set_options([(area.name, area) for area in chosen.areas])
        self.area.setCurrentIndex(0)
        self._area_changed()

    def _area_changed(self) -> None:
        """Offer the areas that may stand beside the one chosen: none that contains it or is a part of it."""
        chosen, own = self.indicator.value(), self.area.value()
        if chosen is None or own is None:
            return
        options = [(area.name, area) for area in apart(own, chosen.areas)]
        self.beside.set_options(options or [NO_AREA])
        for box in (self.moved, self.moved_beside):
            box.set_options([NO_AREA, *options])
            box.setEnabled(len(options) > 2)
        self._areas_changed()

    def _areas_changed(self) -> None:
        chosen, own, beside = self.indicator.value(), self.area.value(), self.beside.value()
        if chosen is None or own is None:
            return
        asked = (own, beside, self.moved.value(), self.moved_beside.value())
        self._areas = rows.series_for(self._session, chosen.indicator, [area for area in asked if area is not None])
        periods = rows.change_periods(self._areas)
        for box in (self.before, self.after):
            box.set_options([(period.label, period) for period in periods] or [("None", None)])
        if periods:
            before = rows.baseline_of(chosen.indicator, periods) or periods[min(1, len(periods) - 1)]
            self.after.set_value(next((p for p in periods if p.kind is before.kind), periods[0]))
            self.before.set_value(before if before != self.after.value() else periods[min(1, len(periods) - 1)])
        self.reload()

    def reload(self) -> None:
        """Compare the changes of both areas."""
        own, beside, before, after = self.area.value(), self.beside.value(), self.before.value(), self.after.value()
        chosen = self.indicator.value()
        if own is not None and chosen is not None and len(chosen.areas) == 1:
            self._refuse(ONE_AREA.format(area=own.name))
        elif own is None or beside is None:
            self._refuse(NONE_BESIDE)
        elif (self.moved.value() is None) != (self.moved_beside.value() is None):
            self._refuse("A displacement area needs a comparison area of its own: choose both or neither.")
        elif before is None or after is None:
            self._refuse("These areas have no period in common.")
        elif self.before.count() == 1:
            self._refuse(f"These areas have one period in common, {before}: there is no before and after.")
        else:
            self._work_out(partial(change_compared, self._areas[0], self._areas[1], before, after, self._areas[2:]))
