"""The sample's commissioned services and case reviews, read from resources/sample/services.toml."""

from collections.abc import Iterator
from typing import Any

from cspdesk.domain.audience import Audience
from cspdesk.domain.records import dataclass
from cspdesk.domain.services import CaseRecommendation, CaseReview, CaseReviewStage, CommissionedService
from cspdesk.store.sample_data import line_id, organisation_id, priority_id, read_toml
from cspdesk.store.sample_ids import fixed_id


@dataclass(frozen=True, slots=True)
class OpenedReview:
    """A case review with what it recommended."""

    review: CaseReview
    recommendations: tuple[CaseRecommendation, ...]


def read_services(actions: dict[str, str]) -> Iterator[CommissionedService]:
    """Give every commissioned service; actions are the ids of the sample's actions by title."""
    for entry in read_toml("services.toml")["service"]:
        starts_on = entry["starts_on"]
        yield CommissionedService(
            id=fixed_id(f"service {entry['key']}", starts_on),
            priority_id=priority_id(entry["priority"]) or "",
            title=entry["title"],
            provider_id=organisation_id(entry["provider"]),
            starts_on=starts_on,
            ends_on=entry["ends_on"],
            extendable_to=entry.get("extendable_to"),
            notice_on=entry.get("notice_on"),
            value_pence=entry["value"] * 100,
            action_id=actions[entry["action"]] if "action" in entry else None,
            line_id=line_id(*entry["line"].split(" ")) if "line" in entry else None,
            note=entry["note"],
            marking=Audience(entry.get("marking", "public")),
            marking_reason=entry.get("marking_reason", ""),
            illustrative=True,
        )


def read_case_reviews() -> Iterator[OpenedReview]:
    """Give every case review with its recommendations, in order."""
    for entry in read_toml("services.toml")["case_review"]:
        opened_on = entry["opened_on"]
        id_ = fixed_id(f"case review {entry['reference']}", opened_on)
        review = CaseReview(
            id_,
            priority_id(entry["priority"]) or "",
            entry["reference"],
            opened_on,
            CaseReviewStage(entry["stage"]),
            entry.get("stage_due_on"),
            entry.get("published_on"),
            entry["note"],
            illustrative=True,
        )
        found = enumerate(entry.get("recommendation", ()))
        yield OpenedReview(review, tuple(_recommendation(review, place, r) for place, r in found))


def _recommendation(review: CaseReview, place: int, entry: dict[str, Any]) -> CaseRecommendation:
    return CaseRecommendation(
        fixed_id(f"recommendation {review.id} {place}", review.opened_on, place),
        review.id,
        place,
        entry["text"],
        organisation_id(entry["to"]),
        entry.get("due_on"),
        entry.get("done_on"),
    )
