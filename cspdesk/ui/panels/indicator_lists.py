"""The lists of an indicator's form: its figures with every vintage, its breaks, what is told beside, sets of areas."""

from functools import partial
from typing import Any

from cspdesk.domain.indicators import Annotation, Break, ComparatorSet, Indicator
from cspdesk.domain.periods import long_date
from cspdesk.store.series import areas_of_set
from cspdesk.ui.dialogs.records import RecordList
from cspdesk.ui.models import indicator_edits as words
from cspdesk.ui.models.indicator_edits import FigureLine, SetLine
from cspdesk.ui.models.table import Column, TableModel
from cspdesk.ui.panels.caveat_forms import AnnotationDialog, BreakDialog, ComparatorDialog
from cspdesk.ui.panels.figure_form import FigureDialog
from cspdesk.ui.panels.indicator_actions import IndicatorActions
from cspdesk.ui.session import Session


class Lists:
    """Makes the lists of one indicator; every change in them is a step of its own, taken at once."""

    def __init__(self, session: Session, indicator_id: str, parent: Any) -> None:
        self._session = session
        self._id = indicator_id
        self._parent = parent

    def figures(self) -> RecordList:
        """Return the list of figures; Enter corrects one."""
        results = self._session.store.results

        def read() -> tuple[FigureLine, ...]:
            areas = {area.id: area for area in results.areas_of(self._id)}
            return words.figure_lines(self._indicator(), results.vintages_of(self._id), areas)

        def ask(line: FigureLine | None, *, correcting: bool = False) -> None:
            of = None if line is None else line.observation
            FigureDialog(self._session, self._indicator(), of, self._parent, correcting=correcting).ask()

        listed = self._list("Figures", words.figure_columns(), read, lambda line: ask(line, correcting=True))
        listed.table.say_when_empty("No figures yet. Add one, or import a file of them: File, Import figures.")
        listed.add_button("&Add a figure…", lambda: ask(None), icon="plus", keys="Ctrl+N", needs_row=False)
        listed.add_button("Add a &later value…", lambda: ask(listed.chosen()))
        listed.add_button("&Correct…", lambda: ask(listed.chosen(), correcting=True))
        listed.add_button("&Remove", lambda: self._remove_figure(listed.chosen()), icon="trash-2", keys="Del")
        listed.buttons.addStretch(1)
        return listed

    def breaks(self) -> RecordList:
        """Return the list of breaks."""
        results = self._session.store.results

        def edit(broken: Break | None) -> None:
            BreakDialog(self._session, self._indicator(), broken, self._parent).ask()

        def remove(broken: Break) -> None:
            done = f"Removed the break of {long_date(broken.on_day)} from “{self._indicator().name}”"
            self._session.do(done, lambda: results.breaks.delete(broken.id))

        listed = self._list("Breaks", words.break_columns(), partial(results.breaks_of, self._id), edit)
        listed.table.say_when_empty("No breaks. Record one wherever the way of counting changed.")
        return _with_buttons(listed, edit, remove)

    def annotations(self) -> RecordList:
        """Return the list of what is told beside."""
        results = self._session.store.results

        def edit(told: Annotation | None) -> None:
            AnnotationDialog(self._session, self._indicator(), told, self._parent).ask()

        def remove(told: Annotation) -> None:
            done = f"Removed what was told beside “{self._indicator().name}”"
            self._session.do(done, lambda: results.annotations.delete(told.id))

        read = partial(results.annotations_of, self._id)
        listed = self._list("Annotations", words.annotation_columns(), read, edit)
        listed.table.say_when_empty("Nothing is told beside the figures yet, such as an operation and when it ran.")
        return _with_buttons(listed, edit, remove)

    def sets(self) -> RecordList:
        """Return the list of comparator sets, which all indicators share."""
        results = self._session.store.results

        def read() -> tuple[SetLine, ...]:
            sets = results.comparator_sets.where(order="name, id")
            return tuple(SetLine(one.id, one, areas_of_set(results, one.id)) for one in sets)

        def edit(line: SetLine | None) -> None:
            ComparatorDialog(self._session, None if line is None else line.set, self._parent).ask()

        def remove(line: SetLine) -> None:
            self._session.do(f"Removed the set of areas “{line.set.name}”", lambda: self._remove_set(line.set))

        listed = self._list("Sets of areas", words.set_columns(), read, edit)
        listed.table.say_when_empty("No sets of areas yet, such as the local areas of one police force.")
        return _with_buttons(listed, edit, remove)

    def actions(self) -> IndicatorActions:
        """Return the actions that are meant to move the indicator."""
        return IndicatorActions(self._session, self._id)

    def _list(self, name: str, columns: tuple[Column[Any], ...], read: Any, opened: Any) -> RecordList:
        model: TableModel[Any] = TableModel(columns, self._session)
        return RecordList(self._session, name, model, read, opened)

    def _indicator(self) -> Indicator:
        return self._session.store.results.indicators.get(self._id)

    def _remove_figure(self, line: FigureLine | None) -> None:
        if line is None:
            return
        results = self._session.store.results
        done = f"Removed a figure: {self._indicator().name}, {line.area.name}, {line.observation.period}"
        self._session.do(done, lambda: results.observations.delete(line.id))

    def _remove_set(self, chosen: ComparatorSet) -> None:
        results = self._session.store.results
        results.comparator_areas.delete(*(m.id for m in results.comparator_areas.where("set_id = ?", chosen.id)))
        results.comparator_sets.delete(chosen.id)


def _with_buttons(listed: RecordList, edit: Any, remove: Any) -> RecordList:
    def take_away() -> None:
        if (chosen := listed.chosen()) is not None:
            remove(chosen)

    listed.add_button("&Add…", lambda: edit(None), icon="plus", keys="Ctrl+N", needs_row=False)
    listed.add_button("&Edit…", lambda: edit(listed.chosen()))
    listed.add_button("&Remove", take_away, icon="trash-2", keys="Del")
    listed.buttons.addStretch(1)
    return listed
