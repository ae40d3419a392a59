"""What the Plan and Evidence tabs read of one priority, and what cannot be removed while it is named."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cspdesk.domain.evidence import Evidence, EvidenceKind
from cspdesk.domain.funding import Agreement, BudgetLine, Transaction, TransactionKind
from cspdesk.domain.partnership import Organisation, Person, Priority
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import Action, ActionUpdate
from cspdesk.domain.reviews import Review, ReviewDecision
from cspdesk.domain.services import CaseRecommendation, CaseReview, CommissionedService
from cspdesk.errors import UserError
from cspdesk.store.store import Store, create_store

YEAR = FinancialYear(2015)
DAY = date(2015, 5, 1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with create_store(tmp_path / "record.cspdesk", "Test", "Ann") as made, made.step("Began"):
        made.partnership.organisations.insert(Organisation("org", "Council"), Organisation("idle", "Nobody"))
        made.partnership.people.insert(Person("ann", "Ann", "org"), Person("bob", "Bob"))
        for place, name in enumerate(("p1", "p2")):
            made.partnership.priorities.insert(Priority(name, place, name))
            made.plans.save(Action(f"a-{name}", name, f"Action {name}", DAY, date(2016, 3, 1), lead_id="ann"))
            made.plans.updates.insert(
                ActionUpdate(f"old-{name}", f"a-{name}", DAY, "Began."),
                ActionUpdate(f"new-{name}", f"a-{name}", date(2015, 6, 1), "Went on."),
            )
        made.funding.save_agreement(Agreement("g", "org", "G-1", "Core", DAY, date(2017, 3, 31), 100))
        for name in ("p1", "p2"):
            made.funding.lines.insert(BudgetLine(f"l-{name}", "g", name, name, 50, name))
        for id_, line, day in (("t1", "l-p1", DAY), ("t2", "l-p2", DAY), ("t3", "l-p1", date(2016, 5, 1))):
            made.funding.transactions.insert(Transaction(id_, "g", TransactionKind.ACTUAL, day, "Payee", 10, line))
        for name in ("b", "A", "c", "loose"):
            made.evidence.evidence.insert(Evidence(name, name, EvidenceKind.REFERENCE, "File 1"))
        made.evidence.attach_to_transactions("b", ["t1", "t3"])
        made.evidence.attach_to_transactions("c", ["t2", "t3"])
        made.evidence.attach_to_action("A", "a-p1")
        yield made


def test_links_are_those_of_the_priority_and_the_year(store: Store) -> None:
    links = store.evidence.payment_links("p1", YEAR)
    assert [(link.transaction_id, link.evidence_id) for link in links] == [("t1", "b")]
    assert [link.evidence_id for link in store.evidence.action_links("p1")] == ["A"]
    assert store.evidence.action_links("p2") == ()


def test_used_evidence_is_of_the_years_payments_and_the_prioritys_actions_by_title(store: Store) -> None:
    assert [e.id for e in store.evidence.used_in("p1", YEAR)] == ["A", "b"]
    assert [e.id for e in store.evidence.used_in("p2", YEAR)] == ["c"]
    assert [e.id for e in store.evidence.unattached()] == ["loose"]


def test_a_proof_knows_the_payments_and_actions_it_proves(store: Store) -> None:
    assert [t.id for t in store.funding.proved_by("b")] == ["t1", "t3"]
    assert [a.id for a in store.plans.proved_by("A")] == ["a-p1"]
    assert (store.funding.proved_by("loose"), store.plans.proved_by("b")) == ((), ())


def test_who_is_named_by_a_decision_a_service_or_a_recommendation_cannot_be_removed(store: Store) -> None:
    store.reviews.reviews.insert(Review("v", None, YEAR, date(2015, 5, 1), 0, "{}"))
    store.reviews.decisions.insert(ReviewDecision("d", "v", 0, "Ask.", "bob"))
    bought = CommissionedService("s", "p1", "Help", "idle", date(2015, 4, 1), date(2016, 3, 31))
    store.services.save_service(bought)
    store.services.save_case_review(CaseReview("c", "p1", "DHR 1", date(2015, 4, 1)))
    store.services.recommendations.insert(CaseRecommendation("r", "c", 0, "Learn.", "idle"))
    with pytest.raises(UserError, match="Bob sees to 1 decision of a review, so"):
        store.partnership.remove_person("bob")
    with pytest.raises(UserError, match="provides 1 service and is asked 1 recommendation, so"):
        store.partnership.remove_organisation("idle")


def test_who_is_still_named_cannot_be_removed(store: Store) -> None:
    with pytest.raises(UserError, match="Ann leads 2 actions, so the entry cannot be removed"):
        store.partnership.remove_person("ann")
    with pytest.raises(UserError, match="Council has 1 person and funds 1 agreement, so"):
        store.partnership.remove_organisation("org")
    store.partnership.remove_person("bob")
    store.partnership.remove_organisation("idle")
    assert [p.id for p in store.partnership.all_people()] == ["ann"]
    assert [o.id for o in store.partnership.all_organisations()] == ["org"]
