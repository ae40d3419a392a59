"""Plans into the record: a workbook that others edited, or a plan nobody made with cspdesk.

Three moves, so that the window can read in the background and write on the one thread that owns the file:
`known_plan` what the record holds, `read_plan` the source and compare it, on plain data, `take_plan` in one step.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cspdesk.app.named import priority_called
from cspdesk.app.plan_known_rows import from_a_workbook, known_again, recognised, without_other_plans
from cspdesk.domain.partnership import Organisation, Partnership, Person, Priority
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plan_cells import Cells, Key, plan_rows, tidy
from cspdesk.domain.plan_memory import PlanRowMemory, remembered
from cspdesk.domain.plan_merge import CellChange, Merged, TheirRow, merge
from cspdesk.domain.plan_names import Names, organisation_labels, people_labels
from cspdesk.domain.plan_writes import PlanBasis, PlanWrites, plan_writes
from cspdesk.domain.ratings import RatingRule
from cspdesk.domain.records import dataclass
from cspdesk.domain.whole_action import WholeAction
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.store.store import Store

if TYPE_CHECKING:
    from cspdesk.exchange.cells import Table

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """What a person told of a plan; what is None is recognised. year_must_agree: with a workbook cspdesk wrote."""

    year: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    year_must_agree: bool = True


@dataclass(frozen=True, slots=True)
class KnownPlan:
    """What must be known of the record to compare a plan with it: plain data that may go to another thread."""

    partnership: Partnership
    priority: Priority
    actions: tuple[WholeAction, ...]
    needs: Mapping[str, Collection[str]]
    people: tuple[Person, ...]
    organisations: tuple[Organisation, ...]
    today: date
    rule: RatingRule
    remembered: tuple[PlanRowMemory, ...] = ()  # rows that others wrote
    layouts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlanComparison:
    """A plan as read, and how it differs from the record."""

    source: Path
    known: KnownPlan
    year: FinancialYear
    rows: tuple[TheirRow, ...]
    merged: Merged
    basis: PlanBasis
    names: Mapping[Key, str]  # what missing rows are called
    notes: tuple[str, ...]
    mapping: Mapping[str, str] = field(default_factory=dict)
    layout: str = ""  # of a plan from elsewhere: what its mapping is remembered by
    keys: Mapping[int, str] = field(default_factory=dict)  # what each row that may come again is remembered by
    headers: tuple[str, ...] = ()  # of a plan from elsewhere: all its columns

    def writes(self, theirs: Collection[CellChange] = ()) -> PlanWrites:
        """Return what taking it keeps, with these conflicts decided their way and all others ours."""
        made = plan_writes(self.basis, (*self.merged.changes, *theirs), self.merged.added)
        made.problems[:0] = self.merged.problems
        return made


def known_plan(store: Store, priority: str, today: date) -> KnownPlan:
    """Return what the record holds of a priority's plan. Raises UserError when there is no such priority."""
    with store.reading():
        found = priority_called(store, priority)
        needs: dict[str, set[str]] = {}
        for dependency in store.plans.dependencies.where():
            needs.setdefault(dependency.action_id, set()).add(dependency.needs_id)
        return KnownPlan(
            store.partnership.partnership(),
            found,
            store.plans.whole(store.plans.actions_of(found.id)),
            needs,
            store.partnership.all_people(),
            store.partnership.all_organisations(),
            today,
            store.plans.rating_rule(),
            store.plans.remembered.where("priority_id = ?", found.id),
            store.imports.remembered_mappings(),
        )


def read_plan(source: Path, known: KnownPlan, options: PlanOptions, progress: Progress | None = None) -> PlanComparison:
    """Read a plan and compare it with the record; touches no file but the source.

    Raises UserError when it is no plan, or the plan of another priority, partnership or year.
    """
    from cspdesk.exchange.plan_book_read import kept_in, read_plan_book
    from cspdesk.exchange.sheet_marks import sheet_marks
    from cspdesk.exchange.tables import read_tables

    tables = read_tables(source, progress=progress)
    kept = kept_in(tables)
    if kept is None:
        return _read_elsewhere(source, known, options, tables)
    _check_same_plan(source, known, options, kept.partnership_id, kept.priority_id, kept.priority, kept.year)
    book = read_plan_book(
        source,
        kept,
        tables,
        sheet_marks(source.read_bytes()),
        people_labels(known.people),
        organisation_labels(known.organisations),
    )
    among = set(kept.refs.values())
    ours = {row.key: row.cells for row in plan_rows(known.actions, kept.year, among)}
    exported = {key: cells for key, cells in kept.cells.items() if key[0] in book.looked_at}
    again = known_again(book.rows, kept.cells, known.actions, known.remembered, kept.year)
    merged = merge(again.exported, again.rows, ours)
    return PlanComparison(
        source,
        known,
        kept.year,
        again.rows,
        replace(merged, missing=tuple(key for key in merged.missing if key in exported)),
        _basis(known, kept.year, among),
        {key: cells["title"] for key, cells in exported.items()},
        (*_open_in_a_program(source), *book.notes),
        keys=again.keys,
    )


def _read_elsewhere(source: Path, known: KnownPlan, options: PlanOptions, tables: Sequence["Table"]) -> PlanComparison:
    """Compare a plan that was not made with cspdesk: rows are known by reference or title from the last time."""
    from cspdesk.exchange.plan_sheets import read_sheet_plan
    from cspdesk.exchange.sheet_marks import sheet_marks

    year = FinancialYear.parse(options.year) if options.year else FinancialYear.of(known.today)
    plan = read_sheet_plan(
        source.name,
        tables,
        sheet_marks(source.read_bytes()),
        Names.of(people_labels(known.people)),
        Names.of(organisation_labels(known.organisations)),
        year,
        known.today,
        sheet=options.sheet,
        told=options.mapping,
        remembered=known.layouts,
    )
    actions = [r for r in plan.rows if r.sheet == "Actions"]
    known_by = {f"title {tidy(w.action.title).casefold()}": w.action.id for w in known.actions}
    memories = [m for m in known.remembered if not from_a_workbook(m)]
    known_by |= {m.key: m.action_id for m in memories}
    exported: dict[Key, Cells] = {("Actions", m.action_id): m.cells for m in memories}
    ours = {row.key: row.cells for row in plan_rows(known.actions, year, ())}
    rows = [recognised(row, plan.keys[row.row], known_by, exported, ours) for row in actions]
    new = {r.row for r in rows if not r.id}  # milestones are taken once, with their action
    rows += [r for r in plan.rows if r.sheet == "Milestones" and r.row in new]
    return PlanComparison(
        source,
        known,
        year,
        tuple(rows),
        without_other_plans(merge(exported, rows, ours), rows, exported),
        replace(_basis(known, year, ()), new_status=None),
        {key: cells["title"] for key, cells in ours.items()},
        (*_open_in_a_program(source), *plan.notes),
        plan.columns.as_headers(),
        plan.layout,
        plan.keys,
        tuple(plan.columns.labels),
    )


def _check_same_plan(
    source: Path,
    known: KnownPlan,
    options: PlanOptions,
    partnership_id: str,
    priority_id: str,
    priority: str,
    year: FinancialYear,
) -> None:
    if partnership_id != known.partnership.id:
        raise UserError(f"{source.name} was exported from the record of another partnership. Nothing was changed.")
    if priority_id != known.priority.id:
        raise UserError(f"{source.name} is the plan of “{priority}”, not of “{known.priority.name}”. Choose that one.")
    if options.year and options.year_must_agree and FinancialYear.parse(options.year) != year:
        raise UserError(f"{source.name} is the plan of {year}, not of {options.year}.")


def _basis(known: KnownPlan, year: FinancialYear, among: Collection[str]) -> PlanBasis:
    return PlanBasis(
        actions={w.action.id: w for w in known.actions},
        needs=known.needs,
        among=among,
        priority_id=known.priority.id,
        year=year,
        today=known.today,
        make_id=new_id,
        rule=known.rule,
    )


def _open_in_a_program(source: Path) -> tuple[str, ...]:
    """Say when a spreadsheet program has the file open: what was typed but not saved is not in it."""
    locks = (source.with_name(f".~lock.{source.name}#"), source.with_name(f"~${source.name}"))
    if any(lock.exists() for lock in locks):
        return (f"{source.name} is open in a spreadsheet program. What has not been saved there is not in it.",)
    return ()


def take_plan(
    store: Store, comparison: PlanComparison, writes: PlanWrites, *, remove_missing: bool = False
) -> tuple[Key, ...]:
    """Keep what a comparison writes, as one step, and return the keys of what was removed.

    What says nothing new leaves no trace. Milestones and outputs go with their action when that is removed.
    """
    gone = comparison.merged.missing if remove_missing else ()
    if writes.empty and not gone:
        return ()
    with store.step(f"Imported the plan of {comparison.known.priority.name} from {comparison.source.name}"):
        for action in writes.actions.values():
            store.plans.save(action, writes.partners.get(action.id))
        for action_id, partners in writes.partners.items():
            if action_id not in writes.actions:
                store.plans.save(store.plans.actions.get(action_id), partners)
        for action_id, needs in writes.needs.items():
            store.plans.set_needs(action_id, needs)
        store.plans.updates.insert(*writes.updates)
        for milestone in writes.milestones:
            store.plans.save_milestone(milestone)
        for output in writes.outputs:
            store.plans.outputs.save(output)
        for quarter in writes.quarters:
            store.plans.save_quarter(quarter)
        _remove(store, gone)
        _remember(store, comparison, writes)
    return gone


def _remember(store: Store, comparison: PlanComparison, writes: PlanWrites) -> None:
    """Keep which action each row from elsewhere became, what it said, and how its columns were read."""
    new = {row.place: id_ for id_, row in writes.added.items()}
    rejected = {(p.sheet, p.row) for p in writes.problems if p.rejects}
    for row in (r for r in comparison.rows if r.sheet == "Actions" and r.row in comparison.keys):
        action_id = row.id or new.get(row.place, "")
        if action_id and row.place not in rejected and store.plans.actions.find(action_id) is not None:
            key = comparison.keys[row.row]
            store.plans.remembered.save(remembered(comparison.known.priority.id, key, action_id, row.cells))
    if comparison.layout:
        store.imports.remember_mapping(comparison.layout, comparison.source.name, comparison.mapping)


def _remove(store: Store, keys: Collection[Key]) -> None:
    for sheet, id_ in keys:
        if sheet == "Milestones":
            store.plans.milestones.delete(id_)
        elif sheet == "Outputs":
            store.plans.remove_output(id_)
    for id_ in (i for sheet, i in keys if sheet == "Actions"):
        action = store.plans.actions.get(id_)
        if store.reviews.year_ends.where("action_id = ?", id_):
            raise UserError(
                f"“{action.title}” was decided on at a year's end, so it cannot be removed. Stop it instead."
            )
        for service in store.services.services.where("action_id = ?", id_):
            store.services.save_service(replace(service, action_id=None))
        store.plans.remove(id_)
