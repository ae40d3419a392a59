"""What scrutiny asked and recommended, what was answered, and what became of it."""

from datetime import date
from enum import StrEnum

from cspdesk.domain.audience import Audience
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError


class Decision(StrEnum):
    """What those a recommendation was made to said to it."""

    NONE = ""
    ACCEPTED = "accepted"
    IN_PART = "accepted in part"
    NOT_ACCEPTED = "not accepted"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of the committee (body) that scrutinises the partnership; minutes says where they can be found."""

    id: str
    body: str
    held_on: date
    title: str = ""
    minutes: str = ""
    note: str = ""
    marking: Audience = Audience.PUBLIC
    marking_reason: str = ""
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What members asked, of whom, the answer, and what happened since. priority_id None: of the whole partnership."""

    id: str
    meeting_id: str
    position: int
    text: str
    asked_by: str = ""
    priority_id: str | None = None
    asked_of: str = ""
    due_on: date | None = None
    answer: str = ""
    answered_on: date | None = None
    answered_by: str = ""
    what_happened: str = ""
    marking: Audience = Audience.PUBLIC
    marking_reason: str = ""
    illustrative: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return not self.answer.strip()


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What the committee resolved, to whom, what they said to it and why, and whether it is done."""

    id: str
    meeting_id: str
    position: int
    reference: str
    text: str
    addressed_to: str = ""
    priority_id: str | None = None
    owner_id: str | None = None
    decision: Decision = Decision.NONE
    response: str = ""
    responded_on: date | None = None
    due_on: date | None = None
    done_on: date | None = None
    outcome: str = ""
    marking: Audience = Audience.PUBLIC
    marking_reason: str = ""
    illustrative: bool = False

    @property
    def is_open(self) -> bool:
        """Whether something is still to do: an answer, or what was accepted."""
        return self.decision is Decision.NONE or (self.decision is not Decision.NOT_ACCEPTED and self.done_on is None)


def checked_question(question: Question) -> Question:
    """Return the question if it can be kept. Raises UserError naming what is wrong."""
    if not question.text.strip():
        raise UserError("A question needs the words that were asked.")
    if question.answered_on is not None and question.is_open:
        raise UserError("The question has a date of its answer but no answer. Write the answer, or clear the date.")
    return question


def checked_recommendation(made: Recommendation) -> Recommendation:
    """Return the recommendation if it can be kept. Raises UserError naming what is wrong."""
    if not made.text.strip():
        raise UserError("A recommendation needs its words.")
    if made.decision is Decision.NOT_ACCEPTED and not made.response.strip():
        raise UserError("A recommendation that is not accepted needs the reason why.")
    if made.done_on is not None and made.decision in (Decision.NONE, Decision.NOT_ACCEPTED):
        raise UserError("Only a recommendation that was accepted can be done. Say first what was decided.")
    return made
