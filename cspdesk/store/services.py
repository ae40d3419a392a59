"""Commissioned services and case reviews as kept."""

from sqlite3 import Connection

from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.services import (
    CaseRecommendation,
    CaseReview,
    CommissionedService,
    checked_case_review,
    checked_service,
)
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table


class ServiceStore:
    """What a plan holds besides its actions."""

    def __init__(self, db: Connection, journal: Journal) -> None:
        self.services = Table(db, journal, CommissionedService, "commissioned_services")
        self.case_reviews = Table(db, journal, CaseReview, "case_reviews")
        self.recommendations = Table(db, journal, CaseRecommendation, "case_recommendations")

    def services_in(self, year: FinancialYear, priority_id: str | None = None) -> tuple[CommissionedService, ...]:
        """Return the services that run in a year, of one priority or of all, by end date."""
        return self.services.where(
            "starts_on <= ? and coalesce(extendable_to, ends_on) >= ? and priority_id = coalesce(?, priority_id)",
            year.ends_on.isoformat(),
            year.starts_on.isoformat(),
            priority_id,
            order="ends_on, id",
        )

    def case_reviews_of(self, priority_id: str | None = None) -> tuple[CaseReview, ...]:
        """Return the case reviews of one priority or of all, newest first."""
        return self.case_reviews.where(
            "priority_id = coalesce(?, priority_id)", priority_id, order="opened_on desc, id"
        )

    def recommendations_of(self, review_id: str) -> tuple[CaseRecommendation, ...]:
        """Return what a case review recommended, in order."""
        return self.recommendations.where("review_id = ?", review_id, order="position, id")

    def save_service(self, service: CommissionedService) -> None:
        """Keep a service. Raises UserError when its dates or value cannot stand."""
        self.services.save(checked_service(service))

    def save_case_review(self, review: CaseReview) -> None:
        """Keep a case review. Raises UserError when its reference or dates cannot stand."""
        self.case_reviews.save(checked_case_review(review))

    def remove_case_review(self, review_id: str) -> None:
        """Remove a case review with its recommendations; undo brings all back."""
        self.recommendations.delete(*(r.id for r in self.recommendations_of(review_id)))
        self.case_reviews.delete(review_id)
