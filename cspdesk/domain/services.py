"""Parts of a plan that are not actions: services bought for years, and case reviews that run their course."""

from datetime import date
from enum import StrEnum

from cspdesk.domain.audience import Audience
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError


class CaseReviewStage(StrEnum):
    """Where a case review stands."""

    NOTIFIED = "notified"
    COMMISSIONED = "commissioned"
    WRITING = "being written"
    AGREED = "agreed"
    PUBLISHED = "published"
    CLOSED = "closed"

    @property
    def is_open(self) -> bool:
        """Whether there is still a stage to come."""
        return self not in (CaseReviewStage.PUBLISHED, CaseReviewStage.CLOSED)


@dataclass(frozen=True, slots=True)
class CommissionedService:
    """A service bought from a provider; notice_on is the last day to say that it will not go on."""

    id: str
    priority_id: str
    title: str
    provider_id: str | None
    starts_on: date
    ends_on: date
    extendable_to: date | None = None
    notice_on: date | None = None
    value_pence: int = 0
    action_id: str | None = None
    line_id: str | None = None
    note: str = ""
    marking: Audience = Audience.PUBLIC
    marking_reason: str = ""
    illustrative: bool = False

    @property
    def last_day(self) -> date:
        """The last day it can run to, extension included."""
        return self.extendable_to or self.ends_on


@dataclass(frozen=True, slots=True)
class CaseReview:
    """A review of a case, known by its reference; nobody is named. stage_due_on is when its next stage is due."""

    id: str
    priority_id: str
    reference: str
    opened_on: date
    stage: CaseReviewStage = CaseReviewStage.NOTIFIED
    stage_due_on: date | None = None
    published_on: date | None = None
    note: str = ""
    marking: Audience = Audience.RESTRICTED
    marking_reason: str = "A case review concerns private people"
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class CaseRecommendation:
    """What a case review recommended, to whom, until when."""

    id: str
    review_id: str
    position: int
    text: str
    organisation_id: str | None = None
    due_on: date | None = None
    done_on: date | None = None


def checked_service(service: CommissionedService) -> CommissionedService:
    """Return the service if it can be kept. Raises UserError naming what is wrong."""
    if not service.title.strip():
        raise UserError("A commissioned service needs a title.")
    if service.ends_on < service.starts_on:
        raise UserError(f"“{service.title}” ends before it starts. Check its two dates.")
    if service.extendable_to is not None and service.extendable_to < service.ends_on:
        raise UserError(f"“{service.title}” could be extended only to a day after its end.")
    if service.notice_on is not None and not service.starts_on <= service.notice_on <= service.last_day:
        raise UserError(f"Notice on “{service.title}” is given between its start and its end.")
    if service.value_pence < 0:
        raise UserError(f"“{service.title}” cannot be worth less than nothing.")
    return service


def checked_case_review(review: CaseReview) -> CaseReview:
    """Return the case review if it can be kept. Raises UserError naming what is wrong."""
    if not review.reference.strip():
        raise UserError("A case review needs a reference; never a name.")
    for day, what in ((review.stage_due_on, "next stage is due"), (review.published_on, "publication is dated")):
        if day is not None and day < review.opened_on:
            raise UserError(f"{review.reference}: its {what} before it was opened.")
    return review
