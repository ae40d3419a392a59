"""The next meeting's pack: what is open with scrutiny, and what happened since members last met."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from cspdesk.domain.records import dataclass
from cspdesk.domain.scrutiny import Decision, Meeting, Question, Recommendation


class PackPart(StrEnum):
    """Why something is in the pack, in the order it is told."""

    OVERDUE = "Overdue"
    ANSWER = "Needs an answer"
    RESPONSE = "Needs a response"
    PROGRESS = "Accepted, not done yet"
    HAPPENED = "Answered or done since"


PARTS = tuple(PackPart)


@dataclass(frozen=True, slots=True)
class PackItem:
    """One question or recommendation, why it is in the pack, and what is said of it so far."""

    part: PackPart
    of: Question | Recommendation
    said: str = ""

    @property
    def id(self) -> str:
        """The id of the question or recommendation."""
        return self.of.id


@dataclass(frozen=True, slots=True)
class Pack:
    """What the next meeting is told; meeting None: none is planned yet. last: the one that members last met at."""

    meeting: Meeting | None
    last: Meeting | None
    items: tuple[PackItem, ...]


def next_pack(
    meetings: Iterable[Meeting], questions: Iterable[Question], made: Iterable[Recommendation], today: date
) -> Pack:
    """Return the pack for the first meeting from today on: all that is open, then what happened since the last one."""
    held = sorted(meetings, key=lambda m: (m.held_on, m.id))
    coming = next((m for m in held if m.held_on >= today), None)
    last = next((m for m in reversed(held) if m.held_on < today), None)
    since = None if last is None else last.held_on
    items = [
        *(item for question in questions for item in _of_question(question, since, today)),
        *(item for each in made for item in _of_recommendation(each, since, today)),
    ]
    items.sort(key=lambda item: (PARTS.index(item.part), item.of.due_on or date.max, item.id))
    return Pack(coming, last, tuple(items))


def is_overdue(of: Question | Recommendation, today: date) -> bool:
    """Return whether it is still open after the day it was due."""
    return of.is_open and of.due_on is not None and of.due_on < today


def _of_question(question: Question, since: date | None, today: date) -> Iterator[PackItem]:
    if question.is_open:
        yield PackItem(PackPart.OVERDUE if is_overdue(question, today) else PackPart.ANSWER, question)
    elif _is_since(question.answered_on, since):
        yield PackItem(PackPart.HAPPENED, question, question.what_happened.strip() or question.answer.strip())


def _of_recommendation(made: Recommendation, since: date | None, today: date) -> Iterator[PackItem]:
    if is_overdue(made, today):
        yield PackItem(PackPart.OVERDUE, made, made.response.strip())
    elif made.is_open:
        part = PackPart.RESPONSE if made.decision is Decision.NONE else PackPart.PROGRESS
        yield PackItem(part, made, made.response.strip())
    elif _is_since(made.done_on or made.responded_on, since):
        yield PackItem(PackPart.HAPPENED, made, made.outcome.strip() or made.response.strip())


def _is_since(day: date | None, since: date | None) -> bool:
    """Return whether a day lies on or after the last meeting; one without a day is told, lest it be forgotten."""
    return day is None or since is None or day >= since
