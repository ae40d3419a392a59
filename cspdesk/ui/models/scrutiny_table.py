"""The tables of the Scrutiny tab: the pack, recommendations, questions, meetings, periods of restricted publicity."""

from datetime import date
from typing import Any

from cspdesk.domain.audience import Audience
from cspdesk.domain.periods import short_date
from cspdesk.domain.scrutiny import Question, Recommendation
from cspdesk.domain.scrutiny_pack import PARTS, PackItem, PackPart, is_overdue
from cspdesk.ui.models.away import dated_words
from cspdesk.ui.models.scrutiny_rows import (
    MeetingRow,
    PeriodRow,
    QuestionRow,
    RecommendationRow,
    state_of_question,
    state_of_recommendation,
)
from cspdesk.ui.models.table import Column

FAR = date.max
ILLUSTRATIVE = "Illustrative, not a recorded fact"


def pack_columns(today: date) -> tuple[Column[PackItem], ...]:
    """Return the columns of what the next meeting is told."""
    return (
        Column(
            "Why",
            lambda r: r.part.value,
            sort=lambda r: PARTS.index(r.part),
            colour=lambda r: _state_tone(r.part is PackPart.OVERDUE, r.part is PackPart.HAPPENED),
            strong=lambda r: r.part is PackPart.OVERDUE,
            width=170,
        ),
        Column("Kind", lambda r: "Question" if isinstance(r.of, Question) else "Recommendation", width=148),
        Column("What", lambda r: _line(r.of.text), tooltip=lambda r: r.of.text, width=300, stretch=True),
        Column("What is said so far", lambda r: _line(r.said) or "–", tooltip=lambda r: r.said, width=260),
        Column("Due", lambda r: _due(r.of, today), sort=lambda r: r.of.due_on or FAR, width=236),
    )


def recommendation_columns(today: date) -> tuple[Column[RecommendationRow], ...]:
    """Return the columns of the tracker."""
    return (
        Column("No.", lambda r: r.made.reference or "–", width=56),
        Column("Recommendation", lambda r: _line(r.made.text), tooltip=_about_made, width=300, stretch=True),
        Column("To", lambda r: r.made.addressed_to or "–", width=170),
        Column(
            "Stands",
            lambda r: state_of_recommendation(r.made, today),
            tooltip=lambda r: r.made.response or state_of_recommendation(r.made, today),
            colour=lambda r: _state_tone(is_overdue(r.made, today), not r.made.is_open),
            strong=lambda r: is_overdue(r.made, today),
            width=150,
        ),
        Column(
            "Due",
            lambda r: _due(r.made, today),
            sort=lambda r: r.made.due_on or FAR,
            colour=lambda r: "danger" if is_overdue(r.made, today) else None,
            width=236,
        ),
        Column(
            "Done",
            lambda r: "–" if r.made.done_on is None else short_date(r.made.done_on),
            sort=lambda r: r.made.done_on or FAR,
            width=92,
        ),
        _meeting_column(),
        Column("Seen by", lambda r: r.made.marking.label, width=84),
    )


def question_columns(today: date) -> tuple[Column[QuestionRow], ...]:
    """Return the columns of what members asked."""
    return (
        Column("Question", lambda r: _line(r.question.text), tooltip=_about_question, width=300, stretch=True),
        Column("Of", lambda r: r.question.asked_of or "–", width=150),
        Column(
            "Stands",
            lambda r: state_of_question(r.question, today),
            colour=lambda r: _state_tone(is_overdue(r.question, today), not r.question.is_open),
            strong=lambda r: is_overdue(r.question, today),
            width=110,
        ),
        Column(
            "Answer",
            lambda r: _line(r.question.answer) or "–",
            tooltip=lambda r: "\n\n".join(x for x in (r.question.answer, r.question.what_happened) if x),
            width=260,
        ),
        Column(
            "Due",
            lambda r: _due(r.question, today),
            sort=lambda r: r.question.due_on or FAR,
            colour=lambda r: "danger" if is_overdue(r.question, today) else None,
            width=236,
        ),
        _meeting_column(),
        Column("Seen by", lambda r: r.question.marking.label, width=84),
    )


def meeting_columns(today: date) -> tuple[Column[MeetingRow], ...]:
    """Return the columns of the meetings."""
    return (
        Column(
            "Held",
            lambda r: dated_words(r.meeting.held_on, today) if r.meeting.held_on >= today else _held(r),
            sort=lambda r: r.meeting.held_on,
            width=236,
        ),
        Column(
            "Committee",
            lambda r: r.meeting.body,
            tooltip=lambda r: _about(r.meeting.body, r.meeting.note, r.meeting.illustrative),
            width=260,
            stretch=True,
        ),
        Column("About", lambda r: r.meeting.title or "–", width=240),
        Column("Questions", lambda r: str(r.questions), sort=lambda r: r.questions, align="right", width=92),
        Column(
            "Recommendations", lambda r: str(r.recommendations), sort=lambda r: r.recommendations, align="right",
            width=132,
        ),
        Column("Seen by", lambda r: r.meeting.marking.label, width=84),
    )  # fmt: skip


def period_columns(today: date) -> tuple[Column[PeriodRow], ...]:
    """Return the columns of the periods in which publicity is restricted."""
    return (
        Column(
            "Period",
            lambda r: r.period.title,
            tooltip=lambda r: "\n".join(x for x in (r.period.title, r.period.note) if x),
            strong=lambda r: r.period.starts_on <= today <= r.period.ends_on,
            width=300,
            stretch=True,
        ),
        Column("From", lambda r: short_date(r.period.starts_on), sort=lambda r: r.period.starts_on, width=92),
        Column("To", lambda r: dated_words(r.period.ends_on, today), sort=lambda r: r.period.ends_on, width=236),
        Column("Set by", lambda r: r.period.source or "–", width=220),
        Column(
            "Published in it",
            lambda r: str(len(r.exports)),
            sort=lambda r: len(r.exports),
            tooltip=lambda r: "\n".join(f"{e.document}: {e.went_on_by}, {e.reason}" for e in r.exports) or "Nothing",
            align="right",
            width=120,
        ),
    )


def _meeting_column() -> Column[Any]:
    return Column("Meeting", lambda r: short_date(r.meeting.held_on), sort=lambda r: r.meeting.held_on, width=92)


def _state_tone(is_late: bool, is_settled: bool) -> str | None:
    return "danger" if is_late else "quiet" if is_settled else None


def _due(of: Question | Recommendation, today: date) -> str:
    if of.due_on is None:
        return "–"
    return dated_words(of.due_on, today) if of.is_open else short_date(of.due_on)


def _held(row: MeetingRow) -> str:
    return short_date(row.meeting.held_on)


def _line(text: str) -> str:
    return " ".join(text.split())


def _about(text: str, more: str, illustrative: bool) -> str:
    return "\n".join(part for part in (text, more, ILLUSTRATIVE if illustrative else "") if part)


def _marked(marking: Audience, reason: str) -> str:
    return f"{marking.label}: {reason}" if marking is not Audience.PUBLIC else ""


def _about_made(row: RecommendationRow) -> str:
    made = row.made
    more = (row.priority, f"Seen to by {row.owner}" if row.owner else "", _marked(made.marking, made.marking_reason))
    return _about(made.text, "\n".join(part for part in more if part), made.illustrative)


def _about_question(row: QuestionRow) -> str:
    asked = row.question
    more = (
        row.priority,
        f"Asked by {asked.asked_by}" if asked.asked_by else "",
        _marked(asked.marking, asked.marking_reason),
    )
    return _about(asked.text, "\n".join(part for part in more if part), asked.illustrative)
