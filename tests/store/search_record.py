"""A record in which every kind that can be searched says “quokka”."""

from __future__ import annotations

from datetime import date

from cspdesk.domain.audience import Audience
from cspdesk.domain.data_periods import PeriodKind
from cspdesk.domain.documents import Document
from cspdesk.domain.indicators import Better, Indicator, Measure
from cspdesk.domain.milestones import Milestone, Output
from cspdesk.domain.papers import Paper, PaperKind, PaperText
from cspdesk.domain.partnership import Organisation, Person, Priority
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import ActionUpdate
from cspdesk.domain.reviews import Review, ReviewDecision
from cspdesk.domain.scrutiny import Meeting, Question, Recommendation
from cspdesk.domain.services import CaseRecommendation, CaseReview, CommissionedService
from cspdesk.store.store import Store
from tests.builders import action, agreement, line, payment, reference

DAY = date(2015, 6, 1)


def fill(store: Store) -> None:
    """Fill a file made by builders.new_store, in one step."""
    with store.step("Wrote of quokkas"):
        store.partnership.organisations.insert(Organisation("org-q", "Quokka Trust"))
        store.partnership.people.insert(Person("person-q", "Quokka keeper", "org-q", "Keeper"))
        store.partnership.priorities.insert(Priority("priority-q", 2, "Fewer lost quokkas"))
        store.funding.save_agreement(agreement(id="agreement-q", reference="Q-1", title="Quokka grant"))
        store.funding.lines.insert(
            line("line-q", title="Quokka boxes", agreement_id="agreement-q", priority_id="priority-q")
        )
        store.funding.transactions.insert(
            payment("payment-q", payee="Quokka Ltd", agreement_id="agreement-q", line_id="line-q")
        )
        _plan(store)
        _rest(store)


def _plan(store: Store) -> None:
    store.plans.save(action("action-q", title="Find the quokka", priority_id="priority-q"))
    store.plans.save_milestone(Milestone("milestone-q", "action-q", "Quokka seen", DAY, DAY))
    store.plans.outputs.insert(Output("output-q", "action-q", "Quokkas found"))
    store.plans.updates.insert(ActionUpdate("update-q", "action-q", DAY, "One quokka\nwas seen"))
    store.services.save_service(
        CommissionedService("service-q", "priority-q", "Quokka rescue", "org-q", DAY, date(2016, 3, 31))
    )
    store.services.save_case_review(CaseReview("case-q", "priority-q", "QUOKKA-1", DAY))
    store.services.recommendations.insert(CaseRecommendation("recommendation-q", "case-q", 1, "Watch quokkas", "org-q"))
    review = Review("review-q", "priority-q", FinancialYear(2015), DAY, 0, "{}", None, "Quokkas are well")
    store.reviews.save(review, (ReviewDecision("decision-q", "review-q", 1, "Feed the quokka", "person-q"),))


def _rest(store: Store) -> None:
    store.results.save(
        Indicator("indicator-q", "Quokkas lost", Measure.COUNT, Better.LOWER, PeriodKind.MONTH, "priority-q")
    )
    store.evidence.evidence.insert(reference("evidence-q", title="Quokka invoice"))
    store.evidence.attach_to_transactions("evidence-q", ["payment-q"])
    store.scrutiny.meetings.insert(Meeting("meeting-q", "Quokka committee", DAY))
    store.scrutiny.save_question(Question("question-q", "meeting-q", 1, "Where are the quokkas?"))
    store.scrutiny.save_recommendation(Recommendation("resolved-q", "meeting-q", 1, "a", "Count the quokkas"))
    store.papers.papers.insert(
        Paper("paper-q", PaperKind.BID, "commissioner-bid", "Quokka bid", FinancialYear(2015), DAY)
    )
    store.papers.write(PaperText("text-q", "paper-q", "need", "People need to know how many quokkas there are."))
    sha256 = store.evidence.keep_bytes(b"quokka")
    store.documents.documents.insert(
        Document("document-q", "evidence", "Quokka spend", Audience.PUBLIC, DAY, "Ann", sha256, 1, "{}")
    )
