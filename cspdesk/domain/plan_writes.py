"""What taking others' version of a plan writes: whole records, checked before anything is kept, or why not."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date

from cspdesk.domain.milestones import Milestone, Output, OutputQuarter, checked_milestone
from cspdesk.domain.periods import FinancialYear, long_date
from cspdesk.domain.plan_cells import Cells, SheetName, field_called, ids_in, tidy
from cspdesk.domain.plan_merge import CellChange, PlaceProblem, TheirRow
from cspdesk.domain.plan_values import action_with, milestone_with, output_with, quarter_figures
from cspdesk.domain.plans import (
    LONGEST_TITLE,
    Action,
    ActionStatus,
    ActionUpdate,
    checked_action,
    dependency_loop,
)
from cspdesk.domain.ratings import RatingRule, lacks_reason, rate_action
from cspdesk.domain.records import dataclass
from cspdesk.domain.whole_action import WholeAction
from cspdesk.errors import UserError

_NEEDED: Mapping[SheetName, tuple[str, ...]] = {
    "Actions": ("title", "starts_on", "due_on", "status"),
    "Milestones": ("title", "current_on"),
    "Outputs": ("title",),
}


@dataclass(frozen=True, slots=True)
class PlanBasis:
    """The plan as it is: its actions by id, of every year; what each action of the record waits for; what it is about.

    among: the actions that the sheet named, so that what an action waits for besides is left alone.
    """

    actions: Mapping[str, WholeAction]
    needs: Mapping[str, Collection[str]]
    among: Collection[str]
    priority_id: str
    year: FinancialYear
    today: date
    make_id: Callable[[], str]
    rule: RatingRule
    new_status: ActionStatus | None = ActionStatus.PROPOSED  # of rows that others added; None: as they say


@dataclass(slots=True)
class PlanWrites:
    """Records to keep, by kind, and what could not be made of the rows."""

    actions: dict[str, Action] = field(default_factory=dict)
    partners: dict[str, tuple[str, ...]] = field(default_factory=dict)
    needs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    updates: list[ActionUpdate] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    outputs: list[Output] = field(default_factory=list)
    quarters: list[OutputQuarter] = field(default_factory=list)
    problems: list[PlaceProblem] = field(default_factory=list)
    added: dict[str, TheirRow] = field(default_factory=dict)  # new actions by id
    changed: set[str] = field(default_factory=set)  # ids of actions that were there and of which anything changes

    @property
    def empty(self) -> bool:
        """Whether there is nothing to keep."""
        return not (self.added or self.changed)


def plan_writes(basis: PlanBasis, changes: Iterable[CellChange], added: Sequence[TheirRow]) -> PlanWrites:
    """Return what to keep for these changed cells and added rows; a row that cannot stand is left out and said."""
    return _Writer(basis).write(changes, added)


class _Writer:
    def __init__(self, basis: PlanBasis) -> None:
        self._basis = basis
        self._writes = PlanWrites()
        self._needs = {a: set(n) for a, n in basis.needs.items()}
        self._milestones = {m.id: m for w in basis.actions.values() for m in w.milestones}
        self._outputs = {o.output.id: o for w in basis.actions.values() for o in w.outputs}
        self._moved: dict[str, str] = {}  # milestone id -> the day it is to be planned for

    def write(self, changes: Iterable[CellChange], added: Sequence[TheirRow]) -> PlanWrites:
        """Do actions first: milestones and outputs are judged by what their action will be."""
        by_row: defaultdict[tuple[str, int], list[CellChange]] = defaultdict(list)
        for change in changes:
            by_row[change.row.sheet, change.row.row].append(change)
        jobs: list[tuple[TheirRow, Cells]] = [
            (found[0].row, {c.field: c.theirs for c in found}) for found in by_row.values()
        ] + [(row, row.cells) for row in added]
        self._moved = {row.id: cells["current_on"] for row, cells in jobs if row.id and cells.get("current_on")}
        for sheet, do in (("Actions", self._action), ("Milestones", self._milestone), ("Outputs", self._output)):
            for row, cells in jobs:
                if row.sheet == sheet:
                    self._try(do, row, cells)
        return self._writes

    def _try(self, do: Callable[[TheirRow, Cells], None], row: TheirRow, cells: Cells) -> None:
        try:
            for name in _NEEDED[row.sheet] if row.id else ():
                if cells.get(name, "kept") == "":
                    raise _Unfit(name, f"“{field_called(row.sheet, name).heading}” may not be empty.")
            do(row, cells)
        except _Unfit as unfit:
            self._writes.problems.append(row.problem(unfit.field, unfit.reason))
        except UserError as error:
            self._writes.problems.append(row.problem(_suspect(row, cells), str(error)))

    # Actions

    def _action(self, row: TheirRow, cells: Cells) -> None:
        whole = self._basis.actions.get(row.id) if row.id else None
        if whole is None:
            cells = {name: text for name, text in cells.items() if text or name not in _NEEDED["Actions"]}
        elif cells.get("update") == "":
            said = "Emptying this cell takes no update away: what was reported stays."
            self._writes.problems.append(row.problem("update", said, rejects=False))
            cells = {name: text for name, text in cells.items() if name != "update"}
            if not cells:
                return
        old = whole.action if whole else self._new_action(row, cells)
        action = action_with(old, cells, agreed=whole is not None)
        if not whole and self._basis.new_status:
            action = replace(action, status=self._basis.new_status)
        action = _checked(action, cells)
        for milestone in whole.milestones if whole else ():
            planned = self._moved.get(milestone.id, milestone.current_on.isoformat())
            if min(planned, milestone.baseline_on.isoformat()) < action.starts_on.isoformat() and "starts_on" in cells:
                said = f"“{_short(action.title)}” would start after its milestone “{_short(milestone.title)}”."
                raise _Unfit("starts_on", said)
        self._set_needs(action.id, cells, whole)
        self._doubt_finish(row, action, cells)
        if whole and "stated_rating" in cells:
            self._ask_for_reason(row, replace(whole, action=action))
        self._keep_action(row, action, cells, whole)

    def _doubt_finish(self, row: TheirRow, action: Action, cells: Cells) -> None:
        """Say where the day it was finished does not agree with the rest: it is taken as they wrote it."""
        if action.finished_on is None or not {"finished_on", "status", "starts_on"} & set(cells):
            return
        said = ""
        if action.status is not ActionStatus.COMPLETE and row.id:
            said = f"“{_short(action.title)}” is {action.status.value}, yet has a day it was finished."
        elif action.finished_on < action.starts_on:
            day = long_date(action.finished_on)
            said = f"“{_short(action.title)}” was finished on {day}, before it starts on {long_date(action.starts_on)}."
        if said:
            field_ = next(name for name in ("finished_on", "status", "starts_on") if name in cells)
            self._writes.problems.append(row.problem(field_, f"{said} It is taken as written.", rejects=False))

    def _ask_for_reason(self, row: TheirRow, whole: WholeAction) -> None:
        """Say where a rating is now stated that the dates do not bear out and nobody says why."""
        computed = rate_action(whole, self._basis.today, self._basis.rule)
        if lacks_reason(whole.action, computed):
            said = f"“{whole.action.stated_rating.value.capitalize()}” is not what the rule says ({computed.sentence}) "
            said += "and no reason is given under “Why this rating”. It is taken; the Desk asks for the reason."
            self._writes.problems.append(row.problem("stated_rating", said, rejects=False))

    def _new_action(self, row: TheirRow, cells: Cells) -> Action:
        """Return what a new row starts from; dates it does not give are those of the year, and that is said."""
        year = self._basis.year
        for name, day in (("starts_on", year.starts_on), ("due_on", year.ends_on)):
            if not cells.get(name) and name in row.columns:
                said = f"No date is given, so {long_date(day)} was taken."
                self._writes.problems.append(row.problem(name, said, rejects=False))
        return Action(self._basis.make_id(), self._basis.priority_id, "", year.starts_on, year.ends_on)

    def _set_needs(self, action_id: str, cells: Cells, whole: WholeAction | None) -> None:
        if not cells.get("needs") and (whole is None or "needs" not in cells):
            return
        others = {n for n in whole.needs_ids if n not in self._basis.among} if whole else set()
        wanted = others | set(ids_in(cells["needs"]))
        if loop := dependency_loop(self._needs | {action_id: wanted}):
            titles = " → ".join(f"“{_short(self._title(a))}”" for a in loop)
            raise _Unfit("needs", f"These actions would wait for each other: {titles}.")
        self._needs[action_id] = wanted
        self._writes.needs[action_id] = tuple(sorted(wanted))

    def _keep_action(self, row: TheirRow, action: Action, cells: Cells, whole: WholeAction | None) -> None:
        writes = self._writes
        if whole is None:
            writes.added[action.id] = row
        if whole is None or action != whole.action:
            writes.actions[action.id] = action
        if whole is None or "partners" in cells:
            writes.partners[action.id] = ids_in(cells.get("partners", ""))
        if cells.get("update"):
            made_on = self._basis.today
            writes.updates.append(ActionUpdate(self._basis.make_id(), action.id, made_on, cells["update"]))
        self._changed(action.id)

    # Milestones and outputs

    def _milestone(self, row: TheirRow, cells: Cells) -> None:
        if row.id:
            old = self._milestones[row.id]
            milestone = milestone_with(old, cells)
        else:
            action_id = self._owner(row)
            day = cells.get("current_on") or cells.get("baseline_on") or cells.get("actual_on")
            if not day:
                raise _Unfit("current_on", "A new milestone needs the day it is planned for.")
            first = date.fromisoformat(cells.get("baseline_on") or day)
            begun = Milestone(self._basis.make_id(), action_id, "", first, date.fromisoformat(day))
            milestone = milestone_with(begun, {k: v for k, v in cells.items() if not k.endswith("_on") or v})
        action = self._action_now(milestone.action_id)
        if milestone.current_on < action.starts_on or milestone.baseline_on < action.starts_on:
            field_ = "current_on" if milestone.current_on < action.starts_on else "baseline_on"
            said = f"The milestone “{_short(milestone.title)}” is before “{_short(action.title)}” starts"
            raise _Unfit(field_, f"{said}, on {long_date(action.starts_on)}.")
        self._writes.milestones.append(checked_milestone(milestone, action))
        self._changed(milestone.action_id)

    def _output(self, row: TheirRow, cells: Cells) -> None:
        known = self._outputs.get(row.id) if row.id else None
        if known is None:
            action_id = self._owner(row)
            old = Output(self._basis.make_id(), action_id, "", position=self._next_position(action_id))
        else:
            old, action_id = known.output, known.output.action_id
        output = output_with(old, cells)
        if not output.title:
            raise _Unfit("title", "An output needs a name.")
        figures = quarter_figures(
            output.id, known.quarters if known else (), cells, self._basis.year, self._basis.make_id
        )
        if known is None or output != old:
            self._writes.outputs.append(output)
        self._writes.quarters += figures
        self._changed(action_id)

    def _owner(self, row: TheirRow) -> str:
        """Return the action that a new row belongs to, which may itself be new."""
        if row.action_id:
            return row.action_id
        wanted = tidy(row.action_title).casefold()
        new = [i for i in self._writes.added if self._writes.actions[i].title.casefold() == wanted]
        if new:
            return new[0]
        raise _Unfit("action", "It cannot be told which action this belongs to. Give the Ref of the action.")

    def _changed(self, action_id: str) -> None:
        if action_id not in self._writes.added:
            self._writes.changed.add(action_id)

    def _action_now(self, action_id: str) -> Action:
        return self._writes.actions.get(action_id) or self._basis.actions[action_id].action

    def _title(self, action_id: str) -> str:
        if action_id in self._writes.actions:
            return self._writes.actions[action_id].title
        return self._basis.actions[action_id].action.title if action_id in self._basis.actions else "another action"

    def _next_position(self, action_id: str) -> int:
        whole = self._basis.actions.get(action_id)
        there = [o.output.position for o in whole.outputs] if whole else []
        return max([*there, *(o.position for o in self._writes.outputs if o.action_id == action_id)], default=0) + 1


class _Unfit(Exception):
    def __init__(self, field_name: str, reason: str) -> None:
        super().__init__(reason)
        self.field, self.reason = field_name, reason


def _checked(action: Action, cells: Cells) -> Action:
    """Return the action if it can be kept, else raise what is wrong with which cell."""
    title = _short(action.title)
    if not action.title:
        raise _Unfit("title", "An action needs a title.")
    if len(action.title) > LONGEST_TITLE:
        said = f"“{title}” is {len(action.title):,} characters long; a title has at most {LONGEST_TITLE}."
        raise _Unfit("title", f"{said} Put the rest into the description.")
    if action.due_on < action.starts_on:
        days = f"due on {long_date(action.due_on)}, starts on {long_date(action.starts_on)}"
        raise _Unfit("due_on" if "due_on" in cells else "starts_on", f"“{title}” is due before it starts: {days}.")
    if action.status is ActionStatus.COMPLETE and action.finished_on is None:
        raise _Unfit(
            "status" if "status" in cells else "finished_on",
            f"“{title}” is complete, so it needs the day it was finished, under “Finished”.",
        )
    return checked_action(action)


def _suspect(row: TheirRow, cells: Cells) -> str:
    """Return the field most likely meant by a fault that names none: the first that was changed."""
    return next((name for name in row.columns if name in cells), "")


def _short(title: str) -> str:
    return title if len(title) <= 60 else f"{title[:59]}…"
