"""Gathers what the document of a plan holds; what the reader may not see is dropped first and goes no further."""

from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.milestones import OutputUnit, cumulative, late_days
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plan_record import PlanRecord, seen_by
from cspdesk.domain.plans import ActionStatus
from cspdesk.domain.ratings import forecast_action, lacks_reason, rate_action, rate_priority
from cspdesk.domain.reviews import Review
from cspdesk.domain.services import CaseReview
from cspdesk.domain.whole_action import CountedOutput, WholeAction
from cspdesk.reports.plan_figures import Case, Decided, Held, Line, PlanFigures, Produced, Service, Step
from cspdesk.reports.plan_words import ended_sentence

_PLACES = 2


def gather(record: PlanRecord, audience: Audience) -> PlanFigures:
    """Return the plan for one audience. Raises UserError when it may not see the priority at all."""
    shown, withheld = seen_by(record, audience)
    refs = {w.action.id: f"{shown.priority.position}.{n:0{_PLACES}d}" for n, w in enumerate(shown.actions, start=1)}
    lines = tuple(_line(shown, whole, refs) for whole in shown.actions)
    return PlanFigures(
        partnership=shown.partnership.name,
        priority=shown.priority.name,
        aim=shown.priority.aim,
        lead=shown.person(shown.priority.lead_id),
        year=shown.year,
        audience=audience,
        as_at=shown.as_at,
        version=shown.version,
        rating=rate_priority((x.computed.rating for x in lines if x.status.rates_priority), shown.rule),
        rule=shown.rule,
        lines=lines,
        services=tuple(
            Service(
                s.title,
                shown.organisation(s.provider_id),
                s.starts_on,
                s.ends_on,
                s.extendable_to,
                s.notice_on,
                s.value_pence,
                s.illustrative,
            )
            for s in shown.services
        ),
        cases=tuple(_case(shown, review) for review in shown.case_reviews),
        reviews=tuple(_held(shown, review, audience) for review in shown.reviews),
        withheld=withheld,
    )


def _line(record: PlanRecord, whole: WholeAction, refs: dict[str, str]) -> Line:
    action = whole.action
    computed = rate_action(whole, record.as_at, record.rule)
    return Line(
        ref=refs[action.id],
        title=action.title,
        description=action.description,
        lead=record.person(action.lead_id),
        partners=tuple(sorted(record.organisation(p) for p in whole.partner_ids)),
        starts_on=action.starts_on,
        due_on=action.due_on,
        agreed_due_on=action.agreed_due_on,
        status=action.status,
        percent=action.percent,
        finished_on=action.finished_on,
        computed=computed,
        stated=action.stated_rating,
        reason=action.rating_reason,
        lacks_reason=lacks_reason(action, computed),
        at_end=forecast_action(whole, record.as_at, record.year, record.rule),
        stated_at_end=action.forecast_rating,
        reason_at_end=action.forecast_reason,
        update=whole.last_update.text if whole.last_update else "",
        updated_on=whole.last_update.made_on if whole.last_update else None,
        outside_control=action.outside_control,
        waits_for=tuple(sorted(refs[n] for n in whole.needs_ids if n in refs)),
        milestones=tuple(
            Step(m.title, m.baseline_on, m.current_on, m.actual_on, late_days(m, record.as_at), m.note)
            for m in whole.milestones
        ),
        outputs=tuple(_produced(counted, record.year, action.status) for counted in whole.outputs),
        illustrative=action.illustrative,
        ended=tuple(ended_sentence(d) for d in record.year_ends if d.action_id == action.id),
    )


def _produced(counted: CountedOutput, year: FinancialYear, status: ActionStatus) -> Produced:
    """Return an output added up quarter by quarter; a quarter without a figure of its own has none added up either.

    Once its action was stopped none will come: what was counted until then stands.
    """
    output = counted.output
    known = {q.quarter_starts_on: q for q in counted.quarters if q.quarter_starts_on in year}
    sums = cumulative(known.values())
    is_last = status is ActionStatus.STOPPED
    quarters: list[tuple[int | None, int | None]] = []
    for quarter in year.quarters:
        target, actual = sums.get(quarter.starts_on, (None, None))
        own = known.get(quarter.starts_on)
        quarters.append((target, actual if is_last or (own and own.actual is not None) else None))
    what = "" if output.counts is OutputUnit.THINGS or output.unit == output.counts.value else output.counts.value
    counts = f"{output.unit} ({what})" if output.unit and what else output.unit or what
    return Produced(output.title, counts, tuple(quarters), year in counted.withheld)


def _case(record: PlanRecord, review: CaseReview) -> Case:
    open_ones = sum(r.review_id == review.id and r.done_on is None for r in record.recommendations)
    return Case(review.reference, review.stage.value, review.stage_due_on, open_ones, review.illustrative)


def _held(record: PlanRecord, review: Review, audience: Audience) -> Held:
    decisions = [d for d in record.decisions if d.review_id == review.id]
    return Held(
        review.held_on,
        review.next_on,
        review.summary,
        tuple(Decided(d.text, record.person(d.owner_id), d.due_on, d.done_on) for d in decisions),
        not may_see(audience, review.marking),
    )
