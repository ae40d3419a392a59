"""Gathers the figures of a paper; what its reader may not see is dropped here and goes no further."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial

from cspdesk.domain.audience import may_see
from cspdesk.domain.narrative import in_words
from cspdesk.domain.paper_templates import PaperTemplate
from cspdesk.domain.papers import PaperKind
from cspdesk.domain.periods import long_date
from cspdesk.domain.plan_record import seen_by
from cspdesk.domain.scrutiny import Decision as Answered
from cspdesk.errors import UserError
from cspdesk.reports.paper_ahead import ahead_of, withheld_ahead
from cspdesk.reports.paper_claims import claims_of
from cspdesk.reports.paper_figures import AnsweredQuestion, Changed, LastMeeting, PaperFigures, Tracked
from cspdesk.reports.paper_gaps import gaps_of
from cspdesk.reports.paper_money import gather_money, money_of, withheld_money
from cspdesk.reports.paper_plans import actions_of, decisions_of, outputs_of, ratings_of, since_of, steps_of
from cspdesk.reports.paper_priority_figures import AgreementMoney, Asked, PriorityFigures
from cspdesk.reports.paper_questions import money_questions, questions_of, risks_of, unknown_of
from cspdesk.reports.paper_record import Judge, PaperRecord, PriorityRecord
from cspdesk.reports.paper_results import benefited_of, results_of, stories_of, value_of
from cspdesk.reports.paper_texts import Texts, words_of
from cspdesk.reports.paper_withheld import sees, withheld_of, withheld_requests, withheld_small
from cspdesk.reports.paper_written import Overruled


def gather(record: PaperRecord, judge: Judge) -> PaperFigures:
    """Return a paper's figures for its reader; judge says what a series comes to.

    Raises UserError when the reader may not see the paper or the priority asked for at all.
    """
    _check_visible(record)
    parts = [p for p in record.parts if may_see(record.audience, p.priority.marking)]
    shown = replace(record, parts=tuple(parts))
    texts = Texts(shown)
    sections = tuple(texts.section(section) for section in record.template.sections)
    agreements, spends = gather_money(record)
    priorities = tuple(_priority(record, part, judge) for part in parts)
    request = tuple(_request(shown))
    unasked = _request_withheld(shown)
    elsewhere = [*withheld_money(record, spends), *withheld_ahead(record), *withheld_requests(unasked)]
    elsewhere += withheld_small(priorities)
    template: PaperTemplate = record.template
    return PaperFigures(
        kind=template.kind,
        template=template.name,
        title=_title(record),
        partnership=record.partnership.name,
        area=record.partnership.area,
        funder=template.funder,
        year=record.year,
        priority=record.asked.name if record.asked else "",
        audience=record.audience,
        as_at=record.as_at,
        version=record.version,
        began=record.paper is not None,
        declaration=template.declaration,
        signs=template.signs,
        sections=sections,
        gaps=tuple(
            gaps_of(
                record,
                sections,
                priorities,
                request,
                of_none=_of_none(record, agreements, priorities),
                asks_unseen=bool(unasked),
            )
        ),
        priorities=priorities,
        agreements=agreements,
        spends=spends if template.kind is PaperKind.BID else (),
        request=request,
        meeting=_meeting(record),
        tracker=tuple(_tracker(record)),
        questions=tuple(money_questions(agreements, over=_over(record))),
        changes=(),
        overruled=tuple(_overruled(shown)),
        used=tuple(texts.used.values()),
        claims=tuple(claims_of(shown)),
        withheld=withheld_of(record, parts, texts.withheld, elsewhere),
        least=record.rule.least(record.audience),
        ahead=ahead_of(record),
        log=tuple(_log(shown, {each.reference for each in agreements})),
        request_withheld=tuple(part.priority.name for part in unasked),
    )


def _title(record: PaperRecord) -> str:
    """Return the paper's title without priority and year, which stand beneath it."""
    given = record.paper.title.strip() if record.paper else ""
    beneath = (f", {record.year.label}", f", {record.asked.name if record.asked else 'all priorities'}")
    for said in beneath:
        given = given.removesuffix(said)
    return given or record.template.title


def _check_visible(record: PaperRecord) -> None:
    marked = [record.paper] if record.paper else []
    for each, what in ((record.asked, "priority"), *((paper, "paper") for paper in marked)):
        if each is not None and not may_see(record.audience, each.marking):
            raise UserError(
                f"This {what} is marked {each.marking.value}, so no {record.audience.value} version can be made of it. "
                "Choose a wider audience, or change its marking."
            )


def _priority(record: PaperRecord, part: PriorityRecord, judge: Judge) -> PriorityFigures:
    shown, left = seen_by(part.plan, record.audience)
    actions, steps, outputs = actions_of(shown), steps_of(shown), outputs_of(record, shown)
    results = results_of(record, part, judge)
    benefited, sources = benefited_of(record, part)
    unsaid = bool(part.beneficiaries) and not benefited
    money, proof = money_of(record, part.priority)
    now, end = ratings_of(shown)
    stories = stories_of(record, part)
    held = [r for r in shown.reviews if r.held_on <= record.as_at]
    last = max(held, key=lambda r: r.held_on, default=None)
    over = _over(record)
    made_up = [each.illustrative for found in (actions, outputs, results, stories) for each in found]
    return PriorityFigures(
        name=part.priority.name,
        aim=part.priority.aim.strip(),
        why_chosen=part.priority.why_chosen.strip(),
        lead=shown.person(part.priority.lead_id),
        status=part.priority.status.value,
        rating=now.rating,
        rating_because="; ".join(now.reasons),
        at_end=end.rating,
        at_end_because="; ".join(end.reasons),
        actions=actions,
        steps=steps,
        outputs=outputs,
        money=money,
        traced=proof,
        results=results,
        benefited=benefited,
        benefited_sources=sources,
        stories=stories,
        decisions=decisions_of(record, part),
        reviewed_on=last.held_on if last else None,
        next_review_on=last.next_on if last else None,
        since=tuple(since_of(record, part)),
        value=value_of(record, part, shown, money, proof, outputs, results, benefited),
        unknown=tuple(unknown_of(results, outputs, benefited, proof, people_withheld=unsaid)),
        questions=tuple(questions_of(part.priority.name, actions, steps, outputs, results, money, proof, over=over)),
        risks=tuple(risks_of(actions, money, over=over)),
        illustrative=any(made_up),
        hidden=left.actions,
        people_withheld=unsaid,
    )


def _of_none(record: PaperRecord, agreements: Sequence[AgreementMoney], priorities: Sequence[PriorityFigures]) -> int:
    """Return how much that is paid for no one priority is not yet evidenced, in a paper of all of them."""
    if record.asked is not None:
        return 0
    every = sum(line.traced.untraced for each in agreements for line in each.lines)
    return every - sum(p.traced.untraced for p in priorities)


def _over(record: PaperRecord) -> bool:
    """Return whether the paper's year lies behind."""
    return record.as_at >= record.year.ends_on


def _request(record: PaperRecord) -> Iterator[Asked]:
    """Give what is asked for: of the whole paper, or where it has none of its own, of each priority's paper."""
    whole = record.asked.name if record.asked else ""
    if record.options:
        yield from (Asked(whole, o.level, o.amount_pence, o.what_happens.strip()) for o in record.options)
        return
    for part in record.parts:
        yield from (Asked(part.priority.name, o.level, o.amount_pence, o.what_happens.strip()) for o in part.options)


def _request_withheld(record: PaperRecord) -> list[PriorityRecord]:
    """Return the priorities of whose request it is known only that there is one."""
    return [part for part in record.parts if part.request_withheld and not record.options]


def _meeting(record: PaperRecord) -> LastMeeting | None:
    held = [m for m in record.meetings if m.held_on <= record.as_at and may_see(record.audience, m.marking)]
    asked = [m for m in held if any(q.meeting_id == m.id for q in record.questions)]
    last = max(asked or held, key=lambda m: (m.held_on, m.id), default=None)
    if last is None:
        return None
    seen = [q for q in record.questions if q.meeting_id == last.id and sees(record, q)]
    return LastMeeting(
        last.body,
        last.title,
        last.held_on,
        tuple(
            AnsweredQuestion(q.asked_by, q.text.strip(), q.answer.strip(), q.answered_on, q.what_happened.strip())
            for q in sorted(seen, key=lambda q: (q.position, q.id))
        ),
    )


def _tracker(record: PaperRecord) -> Iterator[Tracked]:
    meetings = {m.id: m for m in record.meetings if may_see(record.audience, m.marking)}
    for each in record.recommendations:
        meeting = meetings.get(each.meeting_id)
        if meeting is None or not sees(record, each):
            continue
        yield Tracked(
            each.reference,
            meeting.held_on,
            each.text.strip(),
            each.addressed_to,
            each.decision.value if each.decision is not Answered.NONE else "",
            each.response.strip(),
            each.due_on,
            each.done_on,
            each.outcome.strip(),
            each.is_open,
            each.is_open and each.due_on is not None and each.due_on < record.as_at,
        )


def _log(record: PaperRecord, paying: Collection[str]) -> Iterator[Changed]:
    """Give what changed since the last review of each plan, and since the last return of each agreement that pays."""
    for part in record.parts:
        if part.review is not None:
            told = tuple(since_of(record, part))
            since = f"{part.priority.name}, since its review of {long_date(part.review.held_on)}"
            yield Changed(f"{since}: {_changes_said(part, len(told))}.", told)
    seen = {s.agreement.id for s in record.spends if may_see(record.audience, s.agreement.marking)}
    of_all = record.asked is None
    for sent in (r for r in record.returns if r.agreement_id in seen and (of_all or r.agreement in paying)):
        steps = sent.corrections
        said = f"{steps:,} correction{'s' * (steps != 1)} in closed quarters" if steps else "no closed quarter changed"
        yield Changed(f"{sent.agreement}, {sent.title}, {sent.period}, sent on {long_date(sent.submitted_on)}: {said}.")


def _changes_said(part: PriorityRecord, told: int) -> str:
    """Return how much changed since a review, and that it is not all where the reader may not see all of it."""
    held = len([each for each in part.since.items if each.priority_id == part.priority.id]) if part.since else 0
    shown = " that may be shown" if told < max(held, part.changes or 0) else ""
    if not told:
        return f"no change{shown}" if shown else "nothing changed"
    return f"{told:,} change{'s' * (told != 1)}{shown}"


def _overruled(record: PaperRecord) -> Iterator[Overruled]:
    titles = {section.key: section.title for section in record.template.sections}
    own = ((record.texts, record.overrulings), *((part.texts, part.overrulings) for part in record.parts))
    for texts, overrulings in own:
        for made in overrulings:
            text = texts.get(made.section)
            if text is not None and not may_see(record.audience, text.marking):
                continue
            if text is None or made.words not in text.body:
                continue  # rewritten since: the paper no longer says it
            title = titles.get(made.section.partition(":")[0], made.section)
            words = in_words(made.words, partial(words_of, record))
            yield Overruled(title, made.finding, words, made.overruled_by, made.reason, made.overruled_on)
