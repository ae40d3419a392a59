"""Everything that a paper is made from, read out of the record at one moment for its readers."""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cspdesk import paths
from cspdesk.app.documents import EvidenceRequest, spend_record
from cspdesk.app.figures import held
from cspdesk.app.named import priority_called
from cspdesk.app.paper_made import ALL, PaperRequest
from cspdesk.app.paper_templates import UNIT_COSTS, own_folder, paper_template_called
from cspdesk.app.plans import plan_record
from cspdesk.app.return_templates import templates
from cspdesk.domain.audience import Audience, may_see, reason_said
from cspdesk.domain.papers import Paper, PaperKind, PaperText
from cspdesk.domain.partnership import Priority, PriorityStatus
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plan_record import PlanRecord
from cspdesk.domain.return_periods import ReturnPeriod
from cspdesk.domain.reviews import Review
from cspdesk.domain.series import Series
from cspdesk.errors import UserError
from cspdesk.store.series import areas_of_set, series_in_areas, series_of_priority
from cspdesk.store.store import Store

if TYPE_CHECKING:
    from cspdesk.reports.paper_record import AheadRecord, PaperRecord, PricedBy, PriorityRecord, SentReturn


def paper_record(store: Store, request: PaperRequest, as_at: date) -> "PaperRecord":
    """Return everything a paper is made from, read at one moment.

    Raises UserError when the priority or template is not there, or the year is not written like 2015/16.
    """
    from cspdesk.reports.paper_record import PaperRecord

    year, audience = FinancialYear.parse(request.year), Audience(request.audience)
    with store.reading(Audience.RESTRICTED):  # what is asked for goes by its real name; what is read, by its readers'
        asked = _asked(store, request)
        wanted = [asked] if asked else _shown(store)
        plans = [plan_record(store, p.name, year.label, as_at, audience) for p in wanted]
        agreements = [a.reference for a in store.funding.all_agreements(year)]
        spends = tuple(
            spend_record(store, EvidenceRequest(reference, year.label, None, audience.value), as_at)
            for reference in agreements
        )
        paper = store.papers.papers.find(request.paper_id) if request.paper_id else None
        paper = paper or store.papers.newest(request.kind, year, _of(request, asked))
        name = request.template or (paper.template if paper else "")
        template = paper_template_called(store.path, name, request.kind)
        newest = next(iter(store.journal.steps(limit=1)), None)
        with store.reading(audience):
            paper = store.papers.papers.get(paper.id) if paper else None
            own = {p.id: _own(store, request.kind, p, year) for p in wanted if asked is None}
            parts = tuple(_part(store, plan, own.get(plan.priority.id), as_at, audience) for plan in plans)
            texts = store.papers.texts_of(paper.id) if paper else {}
            bound = bool(texts) or any(part.texts for part in parts)
            found = held(store, year, asked.id if asked else None, as_at) if bound else None
            return PaperRecord(
                template=template,
                paper=paper,
                partnership=store.partnership.partnership(),
                priorities=store.partnership.all_priorities(),
                asked=plans[0].priority if asked else None,
                year=year,
                audience=audience,
                as_at=as_at,
                version=f"step {newest.seq}" if newest else "empty",
                parts=parts,
                spends=spends,
                texts=texts,
                overrulings=store.papers.overrulings_of(paper.id) if paper else (),
                options=store.papers.options_of(paper.id) if paper else (),
                meetings=store.scrutiny.all_meetings(),
                questions=store.scrutiny.questions.where(order="position, id"),
                recommendations=store.scrutiny.recommendations.where(order="meeting_id, position, id"),
                figures=found.figures if found else {},
                elsewhere=_of_shown(store, found.elsewhere, audience) if found else (),
                rule=store.markings.rule(),
                fields=store.markings.fields.where(),
                returns=tuple(_returns(store, year, as_at)),
                prices=_prices(store.path),
                source=store.path,
                ahead=_ahead(store, year) if request.kind is PaperKind.BID else None,
            )


def _ahead(store: Store, year: FinancialYear) -> "AheadRecord":
    """Return the year after a paper's, as Funding shows it."""
    from cspdesk.reports.paper_record import AheadRecord

    agreements = {a.id: a for a in store.funding.all_agreements()}
    lines = {line.agreement_id for line in store.funding.all_lines() if line.illustrative}
    made_up = frozenset(lines | {id_ for id_, each in agreements.items() if each.illustrative})
    return AheadRecord(store.forecasts.next_year(FinancialYear(year.first + 1)), agreements, made_up)


def _of_shown(store: Store, elsewhere: Sequence[Series], audience: Audience) -> tuple[Series, ...]:
    """Return the indicators of those priorities that the readers may see at all."""
    shown = {p.id for p in store.partnership.all_priorities() if may_see(audience, p.marking)}
    return tuple(series for series in elsewhere if series.indicator.priority_id in shown)


def _of(request: PaperRequest, asked: Priority | None) -> str | None:
    """Return the priority that a paper is kept under: a committee's is of all of them, whichever is asked for."""
    return asked.id if asked is not None and request.kind is PaperKind.BID else None


def _shown(store: Store) -> list[Priority]:
    return [p for p in store.partnership.all_priorities() if p.status is not PriorityStatus.RETIRED]


def _asked(store: Store, request: PaperRequest) -> Priority | None:
    if request.priority.strip().casefold() == ALL:
        return None
    return priority_called(store, request.priority)


def _own(store: Store, kind: PaperKind, priority: Priority, year: FinancialYear) -> Paper | None:
    """Return a priority's own bid, for a pack of all of them."""
    return store.papers.newest(kind, year, priority.id) if kind is PaperKind.BID else None


def _part(store: Store, plan: PlanRecord, own: Paper | None, as_at: date, audience: Audience) -> "PriorityRecord":
    from cspdesk.reports.paper_record import PriorityRecord

    priority, year = plan.priority, plan.year
    area = store.partnership.partnership().area_code
    series = series_of_priority(store.results, priority.id, area, as_at) if area else ()
    reviews = [r for r in plan.reviews if r.held_on <= as_at]
    review = max(reviews, key=lambda r: (r.held_on, r.id), default=None)
    seen = own if own is not None and may_see(audience, own.marking) else None
    asks = bool(own and not seen and store.papers.options_of(own.id))
    return PriorityRecord(
        plan=plan,
        series=series,
        others=_others(store, series, as_at),
        case_studies=store.papers.case_studies_of(priority.id, year),
        beneficiaries=store.papers.beneficiaries_of(priority.id, year),
        review=review,
        since=store.reviews.since(review, as_at) if review else None,
        texts=_texts(store, own, withheld=seen is None),
        overrulings=store.papers.overrulings_of(seen.id) if seen else (),
        options=store.papers.options_of(seen.id) if seen else (),
        request_withheld=reason_said(own.marking_reason) if own and asks else "",
        changes=_changes(store, priority, review, as_at) if review else None,
    )


def _texts(store: Store, paper: Paper | None, *, withheld: bool) -> dict[str, PaperText]:
    """Return what was written in a priority's own paper; of one that is withheld only that it was, and why not what."""
    if paper is None:
        return {}
    texts = store.papers.texts_of(paper.id)
    if not withheld:
        return texts
    return {
        key: replace(text, body="", marking=paper.marking, marking_reason=paper.marking_reason)
        for key, text in texts.items()
    }


def _changes(store: Store, priority: Priority, review: Review, as_at: date) -> int:
    """Return how much of a plan changed since its review, whoever may see it."""
    with store.reading(Audience.RESTRICTED):
        return sum(each.priority_id == priority.id for each in store.reviews.since(review, as_at).items)


def _others(store: Store, series: Sequence[Series], as_at: date) -> dict[str, tuple[Series, ...]]:
    """Return the figures of the areas that each indicator is compared with, as far as they are held."""
    areas = [a.id for s in store.results.comparator_sets.where(order="id") for a in areas_of_set(store.results, s.id)]
    found = {}
    for one in series:
        held_in = series_in_areas(store.results, one.indicator, [a for a in areas if a != one.area.id], as_at)
        if with_figures := tuple(other for other in held_in if other.complete):
            found[one.indicator.id] = with_figures
    return found


def _returns(store: Store, year: FinancialYear, as_at: date) -> "list[SentReturn]":
    """Return the last return of each agreement of the year that was sent by a day, and what changed behind it."""
    from cspdesk.reports.paper_record import SentReturn

    found = []
    titles = _return_titles(store.path)
    for agreement in store.funding.all_agreements(year):
        sent = [r for r in store.returns.returns_of(agreement.id) if r.submitted_on and r.submitted_on <= as_at]
        last = max(sent, key=lambda r: (r.submitted_on or as_at, r.id), default=None)
        if last is None or last.submitted_on is None:
            continue
        period = ReturnPeriod.parse(last.period)
        changed = store.returns.all_corrections(agreement.id)
        corrections = sum(len(each) for quarter, each in changed.items() if quarter.ends_on <= period.ends_on)
        title = titles.get(last.template, last.template.replace("-", " "))
        found.append(SentReturn(agreement.id, agreement.reference, title, period.label, last.submitted_on, corrections))
    return found


def _return_titles(file: Path) -> dict[str, str]:
    """Return what returns are called by their templates' names; none where a template of one's own cannot be read."""
    try:
        return {template.name: template.title for template in templates(file)}
    except UserError:
        return {}


def _prices(file: Path) -> "tuple[PricedBy, ...]":
    """Return the unit costs that break-even is reckoned by: the partnership's own, or those that ship."""
    from cspdesk.analysis.unit_costs import read_unit_costs
    from cspdesk.reports.paper_record import PricedBy

    own = own_folder(file) / UNIT_COSTS
    path = own if own.is_file() else paths.resource("reference", UNIT_COSTS)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        rows = data.get("cost", [])
        costs = read_unit_costs(rows, data)
    except (OSError, ValueError, RecursionError) as error:
        raise UserError(f"{path.name} cannot be read as unit costs: {error}.") from None
    return tuple(
        PricedBy(cost, tuple(str(w).casefold() for w in row.get("words", ())))
        for cost, row in zip(costs, rows, strict=True)
    )
