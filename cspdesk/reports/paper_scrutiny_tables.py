"""The tables of papers that hold what was asked, recommended and overruled, and what became of it."""

from collections.abc import Sequence
from datetime import date

from cspdesk.domain.periods import short_date
from cspdesk.reports.blocks import Column, Row, Table
from cspdesk.reports.evidence_tables import widest
from cspdesk.reports.paper_figures import AnsweredQuestion, Tracked
from cspdesk.reports.paper_written import Overruled

_DAY = "00/00/0000"


def asked_table(questions: Sequence[AnsweredQuestion], held_on: date) -> Table:
    """Return what members asked at the meeting of a day, the answer, and what happened since."""
    return Table(
        (Column("Members asked", weight=1.5), Column("The answer", weight=2.1), Column("What happened", weight=1)),
        tuple(Row((q.text, _answer(q, held_on), q.what_happened or "Nothing is recorded yet.")) for q in questions),
        name="What members asked",
        row_heading=True,
        together=True,
    )


def _answer(question: AnsweredQuestion, held_on: date) -> str:
    """Return an answer, with its day where it was not given at the meeting itself."""
    given_on = question.answered_on
    later = f" ({short_date(given_on)})" if given_on is not None and given_on != held_on else ""
    return f"{question.answer}{later}" if question.answer else "No answer yet."


def tracker_table(tracked: Sequence[Tracked]) -> Table:
    """Return every recommendation: to whom, what was said to it and why, when due, done."""
    return Table(
        (
            Column("Ref", fit=widest(t.reference for t in tracked) or "Ref"),
            Column("Recommendation", weight=2),
            Column("To", weight=1.1),
            Column("Response", weight=1.4),
            Column("Due", fit=_DAY),
            Column("Where it stands", weight=1.2),
        ),
        tuple(
            Row((t.reference, f"{t.text} ({short_date(t.made_on)})", t.addressed_to or "not said", _response(t),
                 short_date(t.due_on) if t.due_on else "no date", _stands(t)))
            for t in tracked
        ),
        name="Recommendation tracker",
        row_heading=True,
        together=True,
    )  # fmt: skip


def _response(tracked: Tracked) -> str:
    said = tracked.decision.capitalize()
    if not said:
        return tracked.response or "No response yet."
    begun = tracked.response.casefold().startswith(tracked.decision.casefold())
    return tracked.response if begun else f"{said}. {tracked.response}".strip()


def _stands(tracked: Tracked) -> str:
    still = "Open, overdue" if tracked.overdue else "Open" if tracked.is_open else "Closed"
    state = f"Done {_on(tracked.done_on)}" if tracked.done_on else still
    return f"{state}. {tracked.outcome}".strip()


def _on(day: date | None) -> str:
    return short_date(day) if day else ""


def overruled_table(overruled: Sequence[Overruled]) -> Table:
    """Return findings of the checker that a person set aside."""
    return Table(
        (
            Column("Section", weight=0.9),
            Column("The words", weight=1.5),
            Column("Finding", weight=1.2),
            Column("Set aside by", weight=0.9),
            Column("On", fit=_DAY),
            Column("Because", weight=1.5),
        ),
        tuple(Row((o.section, o.words, o.finding, o.by, short_date(o.on), o.reason)) for o in overruled),
        name="Findings that were overruled",
    )
