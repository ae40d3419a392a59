"""Scrutiny as kept: meetings, questions, recommendations, and periods in which publicity is restricted."""

from datetime import date
from sqlite3 import Connection

from cspdesk.domain.publicity import PublicityExport, PublicityPeriod, checked_period, restricting
from cspdesk.domain.scrutiny import Meeting, Question, Recommendation, checked_question, checked_recommendation
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table


class ScrutinyStore:
    """What was asked, what was answered, and what became of it."""

    def __init__(self, db: Connection, journal: Journal) -> None:
        self.meetings = Table(db, journal, Meeting, "meetings")
        self.questions = Table(db, journal, Question, "questions")
        self.recommendations = Table(db, journal, Recommendation, "recommendations")
        self.publicity_periods = Table(db, journal, PublicityPeriod, "publicity_periods")
        self.publicity_exports = Table(db, journal, PublicityExport, "publicity_exports")

    def all_meetings(self) -> tuple[Meeting, ...]:
        """Return the meetings, newest first."""
        return self.meetings.where(order="held_on desc, id desc")

    def questions_of(self, meeting_id: str) -> tuple[Question, ...]:
        """Return what members asked at a meeting, in order."""
        return self.questions.where("meeting_id = ?", meeting_id, order="position, id")

    def recommendations_of(self, meeting_id: str) -> tuple[Recommendation, ...]:
        """Return what a meeting resolved, in order."""
        return self.recommendations.where("meeting_id = ?", meeting_id, order="position, id")

    def open_questions(self) -> tuple[Question, ...]:
        """Return every question without an answer, those due first in front."""
        return self.questions.where("trim(answer) = ''", order="coalesce(due_on, '9999'), id")

    def open_recommendations(self) -> tuple[Recommendation, ...]:
        """Return every recommendation that waits for a response or to be done, those due first in front."""
        waiting = "decision = '' or (decision <> 'not accepted' and done_on is null)"
        return self.recommendations.where(waiting, order="coalesce(due_on, '9999'), id")

    def save_question(self, question: Question) -> None:
        """Keep a question. Raises UserError when it cannot stand."""
        self.questions.save(checked_question(question))

    def save_recommendation(self, made: Recommendation) -> None:
        """Keep a recommendation. Raises UserError when it cannot stand."""
        self.recommendations.save(checked_recommendation(made))

    def save_period(self, period: PublicityPeriod) -> None:
        """Keep a period in which publicity is restricted. Raises UserError when it cannot stand."""
        self.publicity_periods.save(checked_period(period))

    def restricting(self, day: date) -> PublicityPeriod | None:
        """Return the period of restricted publicity that a day lies in, or None."""
        return restricting(self.publicity_periods.where(), day)

    def remove_meeting(self, meeting_id: str) -> None:
        """Remove a meeting with its questions and recommendations; undo brings all back."""
        self.questions.delete(*(q.id for q in self.questions_of(meeting_id)))
        self.recommendations.delete(*(r.id for r in self.recommendations_of(meeting_id)))
        self.meetings.delete(meeting_id)
