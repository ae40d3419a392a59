"""The sample's meetings of scrutiny and its restricted period, read from resources/sample/scrutiny.toml."""

from collections.abc import Iterator
from typing import Any

from cspdesk.domain.publicity import PublicityPeriod
from cspdesk.domain.records import dataclass
from cspdesk.domain.scrutiny import Decision, Meeting, Question, Recommendation
from cspdesk.store.sample_data import person_id, priority_id, read_toml
from cspdesk.store.sample_ids import fixed_id


@dataclass(frozen=True, slots=True)
class HeldMeeting:
    """A meeting with what was asked and resolved there."""

    meeting: Meeting
    questions: tuple[Question, ...]
    recommendations: tuple[Recommendation, ...]


def read_meetings() -> Iterator[HeldMeeting]:
    """Give every meeting with its questions and recommendations, in order."""
    for entry in read_toml("scrutiny.toml")["meeting"]:
        held_on = entry["held_on"]
        meeting = Meeting(
            fixed_id(f"meeting {entry['key']}", held_on),
            entry["body"],
            held_on,
            entry["title"],
            entry.get("minutes", ""),
            entry["note"],
            illustrative=True,
        )
        yield HeldMeeting(
            meeting,
            tuple(_question(meeting, place, q) for place, q in enumerate(entry.get("question", ()))),
            tuple(_recommendation(meeting, place, r) for place, r in enumerate(entry.get("recommendation", ()))),
        )


def read_periods() -> Iterator[PublicityPeriod]:
    """Give every period in which publicity is restricted."""
    for entry in read_toml("scrutiny.toml")["period"]:
        id_ = fixed_id(f"period {entry['key']}", entry["starts_on"])
        yield PublicityPeriod(id_, entry["title"], entry["starts_on"], entry["ends_on"], entry["source"], entry["note"])


def _question(meeting: Meeting, place: int, entry: dict[str, Any]) -> Question:
    return Question(
        id=fixed_id(f"question {meeting.id} {place}", meeting.held_on, place),
        meeting_id=meeting.id,
        position=place,
        text=entry["text"],
        asked_by="Members",
        priority_id=priority_id(entry.get("priority")),
        asked_of=entry["asked_of"],
        due_on=entry.get("due_on"),
        answer=entry.get("answer", ""),
        answered_on=entry.get("answered_on"),
        answered_by=entry["asked_of"] if "answer" in entry else "",
        what_happened=entry.get("what_happened", ""),
        illustrative=True,
    )


def _recommendation(meeting: Meeting, place: int, entry: dict[str, Any]) -> Recommendation:
    return Recommendation(
        id=fixed_id(f"scrutiny recommendation {meeting.id} {place}", meeting.held_on, place),
        meeting_id=meeting.id,
        position=place,
        reference=entry["reference"],
        text=entry["text"],
        addressed_to=entry["addressed_to"],
        owner_id=person_id(entry["owner"]) if "owner" in entry else None,
        decision=Decision(entry.get("decision", "")),
        response=entry.get("response", ""),
        responded_on=entry.get("responded_on"),
        due_on=entry.get("due_on"),
        done_on=entry.get("done_on"),
        outcome=entry.get("outcome", ""),
        illustrative=True,
    )
