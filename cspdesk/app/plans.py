"""Plans out of the record and back into it: reading (exchange), merging (domain) and keeping (store), joined.

Out: `plan_record`, then `export_plan` as a workbook, a calendar or a document. In: see `plan_imports`.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from cspdesk.app.leaks import searched
from cspdesk.app.named import priority_called
from cspdesk.domain.audience import Audience
from cspdesk.domain.documents import MEDIA_TYPES, Document
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plan_record import PlanRecord, Withheld, seen_by
from cspdesk.domain.ratings import rate_action
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.store.store import Store, open_store

Progress = Callable[[int, int], None]
ACTION_PLAN = "action plan"
KINDS = (".xlsx", ".ics", ".pdf", ".html", ".docx")


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What a plan is asked for: priority by name, year, readers; person limits a calendar to what is theirs."""

    priority: str
    year: str
    audience: str = Audience.PUBLIC.value
    person: str | None = None


@dataclass(frozen=True, slots=True)
class PlanMade:
    """A plan as written. pages is 0 for what has none."""

    path: Path
    actions: int
    withheld: Withheld
    sha256: str
    pages: int = 0
    entries: int = 0
    figures_json: str = "{}"

    def figures(self) -> dict[str, object]:
        """Return what the command line prints for programs."""
        counts = {"actions": self.actions, "withheld": self.withheld.count, "sha256": self.sha256}
        document = self.figures_json != "{}"
        more = {"pages": self.pages, "figures": json.loads(self.figures_json)} if document else {}
        return {"out": str(self.path), **counts, "entries": self.entries, **more}

    def sentences(self) -> list[str]:
        """Return the same for people."""
        size = f"{self.actions:,} action{'s' * (self.actions != 1)}"
        size += f", {self.pages} page{'s' * (self.pages != 1)}" if self.pages else ""
        size += f", {self.entries:,} date{'s' * (self.entries != 1)}" if self.entries else ""
        left = self.withheld.count
        hidden = [f"{left:,} record{'s are' if left != 1 else ' is'} withheld from this version."] * bool(left)
        return [f"Made {self.path}: {size}.", *hidden]


def plan_record(
    store: Store, priority: str, year: str, as_at: date, audience: Audience = Audience.RESTRICTED
) -> PlanRecord:
    """Return everything a priority's plan of a year holds, read at one moment; fields hidden from readers covered.

    Raises UserError when there is no such priority, or the year is not written like 2015/16.
    """
    wanted = FinancialYear.parse(year)
    asked = priority_called(store, priority).id
    with store.reading(audience):
        found = store.partnership.priorities.get(asked)
        newest = next(iter(store.journal.steps(limit=1)), None)
        cases = store.services.case_reviews_of(found.id)
        held = store.reviews.of_priority(found.id)
        reviews = tuple(r for r in held if r.year == wanted or (r.next_on is not None and r.next_on in wanted))
        return PlanRecord(
            partnership=store.partnership.partnership(),
            priority=found,
            year=wanted,
            actions=store.plans.whole(store.plans.in_order_of_readers(store.plans.actions_in(wanted, found.id))),
            people=store.partnership.all_people(),
            organisations=store.partnership.all_organisations(),
            rule=store.plans.rating_rule(),
            as_at=as_at,
            version=f"step {newest.seq}" if newest else "empty",
            services=store.services.services_in(wanted, found.id),
            case_reviews=cases,
            recommendations=tuple(r for c in cases for r in store.services.recommendations_of(c.id)),
            reviews=reviews,
            decisions=tuple(d for r in reviews for d in store.reviews.decisions_of(r.id)),
            year_ends=tuple(
                d for y in (wanted.first - 1, wanted.first) for d in store.reviews.year_end_of(FinancialYear(y))
            ),
            sequence=newest.seq if newest else 0,
        )


def workbook(record: PlanRecord, audience: Audience, path: Path) -> PlanMade:
    """Write a plan as a workbook. Raises UserError when it may not be shown or cannot be written."""
    from cspdesk.exchange.plan_book import plan_workbook
    from cspdesk.whole_file import save_whole

    shown, withheld = seen_by(record, audience)
    ratings = {w.action.id: rate_action(w, record.as_at, record.rule).sentence for w in shown.actions}
    digest = save_whole(path, plan_workbook(shown, ratings))
    return PlanMade(path, len(shown.actions), withheld, digest)


def calendar(record: PlanRecord, audience: Audience, path: Path, person: str | None = None) -> PlanMade:
    """Write a plan's dates as a calendar.

    Raises UserError when it would have no entry, nobody is called so, or it cannot be written.
    """
    from cspdesk.exchange.calendars import plan_calendar
    from cspdesk.whole_file import save_whole

    shown, withheld = seen_by(record, audience)
    data, entries = plan_calendar(shown, None if person is None else _person_called(record, person))
    if not entries:
        whose = f" that {person} leads or owns" if person is not None else ""
        raise UserError(
            f"There is nothing to put into a calendar: {shown.priority.name} has no date in {shown.year.label}{whose} "
            f"in the {audience.value} version, so no file was written."
        )
    return PlanMade(path, len(shown.actions), withheld, save_whole(path, data), entries=entries)


def printed(record: PlanRecord, audience: Audience, path: Path, progress: Progress | None = None) -> PlanMade:
    """Write a plan as a document in the form its ending says.

    Raises UserError when it may not be shown or cannot be written.
    """
    from cspdesk.reports.plan_document import gather, render

    figures = gather(record, audience)
    made = render(figures, path, made_on=record.as_at, progress=progress)
    return PlanMade(path, len(figures.lines), figures.withheld, made.sha256, made.pages, figures_json=made.figures_json)


def register_plan(store: Store, record: PlanRecord, audience: Audience, made: PlanMade, title: str) -> Document:
    """Keep a made document in the record, bytes and figures, as one step; so it never changes."""
    with store.step(f"Produced {title}"):
        document = Document(
            id=new_id(),
            kind=ACTION_PLAN,
            title=title,
            audience=audience,
            made_on=record.as_at,
            made_by=store.person,
            sha256=store.evidence.keep_bytes(made.path.read_bytes()),
            pages=made.pages,
            media_type=MEDIA_TYPES[made.path.suffix.lower()],
            figures=made.figures_json,
            year=record.year.first,
            priority_id=record.priority.id,
        )
        return store.documents.keep(document)


def _person_called(record: PlanRecord, name: str) -> str:
    wanted = " ".join(name.split()).casefold()
    for person in record.people:
        if person.name.casefold() == wanted:
            return person.id
    there = "; ".join(p.name for p in record.people) or "nobody yet"
    raise UserError(f"Nobody is called “{name}” in this record. Its people: {there}.")


def export_plan(file: Path, request: PlanRequest, out: Path, made_on: date) -> PlanMade:
    """Write a plan from a file, which is only read: as the ending of `out` says.

    Raises UserError for another ending, and for what cannot be found, shown or written.
    """
    if out.suffix.lower() not in KINDS:
        raise UserError(f"{out.name} should end in .xlsx (workbook), .ics (calendar), .pdf, .html or .docx (document).")
    with open_store(file, read_only=True) as store:
        record = plan_record(store, request.priority, request.year, made_on, Audience(request.audience))
    return write_plan(record, request, out, source=file)


def write_plan(
    record: PlanRecord, request: PlanRequest, out: Path, progress: Progress | None = None, *, source: Path
) -> PlanMade:
    """Write a plan as the ending of `out` says; takes plain data, so it may run beside the window.

    source: the partnership's file. Raises UserError when it may not be shown or cannot be written.
    """
    audience = Audience(request.audience)
    with searched(out, source, audience) as path:
        if out.suffix.lower() == ".ics":
            made = calendar(record, audience, path, request.person)
        elif out.suffix.lower() == ".xlsx":
            made = workbook(record, audience, path)
        else:
            made = printed(record, audience, path, progress)
    return replace(made, path=out)
