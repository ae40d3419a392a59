"""What scrutiny needs of somebody: questions without an answer, recommendations without a response or not yet done."""

from collections.abc import Iterator
from datetime import date

from cspdesk.domain.audience import may_see
from cspdesk.domain.scrutiny import Decision, Question, Recommendation
from cspdesk.store.store import Store
from cspdesk.ui.models.desk_needs import WHOLE_PLAN, Context, Need, NeedRow, due_in_words, only
from cspdesk.ui.session import Place


def needs_of_scrutiny(store: Store, told: Context) -> Iterator[NeedRow]:
    """Give what is due of scrutiny, and after each meeting every question that nobody has answered yet."""
    kept = store.scrutiny
    meetings = {m.id: m for m in kept.all_meetings() if may_see(told.audience, m.marking)}

    def seen(of: Question | Recommendation) -> bool:
        known = of.priority_id is None or of.priority_id in told.priorities
        return known and of.meeting_id in meetings and may_see(told.audience, of.marking)

    for question in filter(seen, kept.open_questions()):
        held = meetings[question.meeting_id].held_on
        yield from _row(question, question.text, "Question", question.asked_of, None, held, told)
    for made in filter(seen, kept.open_recommendations()):
        who = told.name(made.owner_id) or made.addressed_to
        held, kind = meetings[made.meeting_id].held_on, "Recommendation"
        asked_on = held if made.decision is Decision.NONE else None
        yield from _row(made, made.text, kind, who, made.owner_id, asked_on, told)


def _row(
    of: Question | Recommendation, what: str, kind: str, who: str, owner_id: str | None, asked_on: date | None,
    told: Context,
) -> Iterator[NeedRow]:  # fmt: skip
    """Give the row of something open: by its due day, or without one as a silence since it was asked."""
    need: Need | None
    if of.due_on is not None:
        need, day, when = told.need_of(of.due_on), of.due_on, due_in_words(of.due_on, told.today)
    elif asked_on is not None and asked_on <= told.today:
        need, day = Need.SILENT, asked_on
        when = f"no answer for {(told.today - asked_on).days:,} days"
    else:
        return
    if need is not None:
        where = told.priorities[of.priority_id].name if of.priority_id else WHOLE_PLAN
        place = Place("scrutiny", of.priority_id, None, of.id)
        icon = "circle-help" if isinstance(of, Question) else "eye"
        yield NeedRow(f"scrutiny {of.id}", need, what, kind, when, day, where, place, who, only(owner_id), icon)
