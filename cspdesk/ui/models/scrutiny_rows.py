"""What the Scrutiny tab shows: meetings, questions, recommendations, restricted periods, the next meeting's pack."""

from datetime import date

from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.proof import counted
from cspdesk.domain.publicity import PublicityExport, PublicityPeriod, restricting
from cspdesk.domain.records import dataclass
from cspdesk.domain.scrutiny import Decision, Meeting, Question, Recommendation
from cspdesk.domain.scrutiny_pack import Pack, is_overdue, next_pack
from cspdesk.store.store import Store

WHOLE = "The whole partnership"


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting with how many questions and recommendations it made that the audience may see."""

    meeting: Meeting
    questions: int
    recommendations: int

    @property
    def id(self) -> str:
        """The meeting's id."""
        return self.meeting.id


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question with its meeting and the name of its priority."""

    question: Question
    meeting: Meeting
    priority: str

    @property
    def id(self) -> str:
        """The question's id."""
        return self.question.id


@dataclass(frozen=True, slots=True)
class RecommendationRow:
    """A recommendation with its meeting and the names of its priority and of who sees to it."""

    made: Recommendation
    meeting: Meeting
    priority: str
    owner: str

    @property
    def id(self) -> str:
        """The recommendation's id."""
        return self.made.id


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period of restricted publicity, and what was made for the public in it."""

    period: PublicityPeriod
    exports: tuple[PublicityExport, ...]

    @property
    def id(self) -> str:
        """The period's id."""
        return self.period.id


@dataclass(frozen=True, slots=True)
class ScrutinyReading:
    """What the audience may see, the open things first; withheld counts what it may not, of all three kinds."""

    meetings: tuple[MeetingRow, ...]
    questions: tuple[QuestionRow, ...]
    recommendations: tuple[RecommendationRow, ...]
    periods: tuple[PeriodRow, ...]
    pack: Pack
    restricted_by: PublicityPeriod | None
    withheld: int


def read_scrutiny(store: Store, audience: Audience, today: date) -> ScrutinyReading:
    """Read what scrutiny asked and recommended, as an audience may see it; what is of a hidden priority is hidden."""
    kept = store.scrutiny
    priorities = {p.id: p.name for p in store.partnership.all_priorities() if may_see(audience, p.marking)}
    people = {p.id: p.name for p in store.partnership.all_people()}
    every = kept.all_meetings(), kept.questions.where(), kept.recommendations.where()
    meetings = {m.id: m for m in every[0] if may_see(audience, m.marking)}

    def seen(of: Question | Recommendation) -> bool:
        known = of.priority_id is None or of.priority_id in priorities
        return known and of.meeting_id in meetings and may_see(audience, of.marking)

    questions = tuple(q for q in every[1] if seen(q))
    made = tuple(r for r in every[2] if seen(r))
    exports = kept.publicity_exports.where(order="went_on_on desc, id desc") if audience is Audience.RESTRICTED else ()
    periods = kept.publicity_periods.where(order="starts_on desc, id")
    return ScrutinyReading(
        tuple(
            MeetingRow(m, sum(q.meeting_id == m.id for q in questions), sum(r.meeting_id == m.id for r in made))
            for m in meetings.values()
        ),
        tuple(
            QuestionRow(q, meetings[q.meeting_id], priorities.get(q.priority_id or "", WHOLE))
            for q in sorted(questions, key=lambda q: _order(q, meetings))
        ),
        tuple(
            RecommendationRow(
                r, meetings[r.meeting_id], priorities.get(r.priority_id or "", WHOLE), people.get(r.owner_id or "", "")
            )
            for r in sorted(made, key=lambda r: _order(r, meetings))
        ),
        tuple(PeriodRow(p, tuple(e for e in exports if e.period_id == p.id)) for p in periods),
        next_pack(meetings.values(), questions, made, today),
        restricting(periods, today),
        sum(map(len, every)) - len(meetings) - len(questions) - len(made),
    )


def _order(of: Question | Recommendation, meetings: dict[str, Meeting]) -> tuple[bool, date, int, int, str]:
    """Order what is open first, those due first in front; then by meeting, the newest first."""
    held = meetings[of.meeting_id].held_on.toordinal()
    return not of.is_open, of.due_on if of.is_open and of.due_on else date.max, -held, of.position, of.id


def state_of_question(question: Question, today: date) -> str:
    """Return how a question stands, in a word or two."""
    if question.is_open:
        return "Overdue" if is_overdue(question, today) else "Not answered"
    return "Answered"


def state_of_recommendation(made: Recommendation, today: date) -> str:
    """Return how a recommendation stands, in a few words."""
    if made.done_on is not None:
        return "Done"
    if is_overdue(made, today):
        return "Overdue" if made.decision is Decision.NONE else f"{made.decision.value.capitalize()}, overdue"
    return made.decision.value.capitalize() or "No response"


def open_words(rows: tuple[QuestionRow, ...] | tuple[RecommendationRow, ...], today: date) -> str:
    """Return how many are open and how many of these are overdue: “3 of 12 open, 1 overdue”; empty without any."""
    if not rows:
        return ""
    of = [row.question if isinstance(row, QuestionRow) else row.made for row in rows]
    late = sum(is_overdue(each, today) for each in of)
    said = f"{sum(each.is_open for each in of)} of {len(of)} open"
    return f"{said}, {late} overdue" if late else said


def pack_words(pack: Pack) -> str:
    """Return for which meeting the pack is and how much is in it."""
    what = counted(len(pack.items), "thing") + " to tell"
    if pack.meeting is None:
        return f"No meeting is planned yet: {what}"
    return f"{pack.meeting.body}, {pack.meeting.held_on.day} {pack.meeting.held_on:%B %Y}: {what}"
