"""What the sample's agreements say beyond their amount, and what ties its payments together, from money.toml."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from cspdesk.domain.agreements import ClaimRule, ClauseUse, Variation
from cspdesk.domain.audits import AuditItem, AuditSample, CheckResult
from cspdesk.domain.commitments import Accrual
from cspdesk.domain.forecasts import (
    ForecastAmount,
    ForecastVersion,
    FundingNeed,
    QuarterFigures,
    Treatment,
    UnderspendPlan,
    frozen,
)
from cspdesk.domain.funding import Eligibility, Transaction
from cspdesk.domain.match import Match, MatchKind
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.shared_costs import CostShare, SharedCost, ShareKey
from cspdesk.store.sample_data import (
    Payment,
    agreement_id,
    line_id,
    organisation_id,
    priority_id,
    read_toml,
)
from cspdesk.store.sample_ids import fixed_id
from cspdesk.store.sample_returns import enter_returns
from cspdesk.store.store import Store

FINANCE = "Finance officer, business unit"


@cache
def _data() -> dict[str, Any]:
    return read_toml("money.toml")


def as_first_entered(payments: Sequence[Payment]) -> list[Payment]:
    """Return the payments as they were first recorded: one with the amount that was put right later."""
    wrong = _data()["correction"]
    return [
        replace(p, transaction=replace(p.transaction, amount_pence=wrong["first_amount"] * 100))
        if p.transaction.reference == wrong["payment"]
        else p
        for p in payments
    ]


def enter_money(store: Store, year: FinancialYear, payments: Sequence[Payment]) -> None:
    """Enter a year's clauses, match, shared costs, forecasts, closed quarters and audit, in four steps at most.

    payments are the year's, as they stand in the end.
    """
    by_reference = {p.transaction.reference: p.transaction for p in payments}
    with store.step(f"Entered clauses, match, shared costs and forecasts of {year}", by=FINANCE):
        _enter_terms(store, year, [p.transaction for p in payments])
        _share_costs(store, year)
        _look_ahead(store, year)
    with store.step(f"Closed quarters of {year}", by=FINANCE):
        _close(store, year)
    enter_returns(store, year, FINANCE)
    wrong = _data()["correction"]
    if year.first == wrong["year"]:
        with store.step(wrong["step"], by=FINANCE):
            store.commitments.record(by_reference[wrong["payment"]])
    audit = _data()["audit"]
    if _year_of(store, audit["agreement"]) == year:
        with store.step(f"Kept the audit sample of {year} with its checks", by=FINANCE):
            _audit(store, year, audit)


def _of_year(store: Store, year: FinancialYear, name: str) -> Iterator[dict[str, Any]]:
    return (each for each in _data()[name] if _year_of(store, each["agreement"]) == year)


def _year_of(store: Store, reference: str) -> FinancialYear | None:
    found = store.funding.agreements.find(agreement_id(reference))
    return FinancialYear.of(found.starts_on) if found else None


def _enter_terms(store: Store, year: FinancialYear, entries: Sequence[Transaction]) -> None:
    for place, clause in enumerate(_data()["clause"], start=1):
        for reference in clause["agreements"]:
            if _year_of(store, reference) == year:
                agreement = store.funding.agreements.get(agreement_id(reference))
                rule = ClaimRule(
                    fixed_id(f"clause {reference} {clause['clause']}", agreement.starts_on, place),
                    agreement.id,
                    clause["clause"],
                    clause["text"],
                    clause["eligible"],
                    place,
                )
                store.terms.save_rule(rule)
                judged = [e for e in entries if e.agreement_id == agreement.id and _falls_under(e, clause)]
                store.terms.clauses_used.insert(*(ClauseUse(f"{e.id}:{rule.id}", e.id, rule.id) for e in judged))
    for each in _of_year(store, year, "variation"):
        store.terms.vary(
            Variation(
                id=fixed_id(f"variation {each['agreement']} {each['line']}", each["decided_on"]),
                agreement_id=agreement_id(each["agreement"]),
                decided_on=each["decided_on"],
                reason=each["reason"],
                line_id=line_id(each["agreement"], each["line"]),
                amount_pence=each["amount"] * 100,
                approved_by=each["approved_by"],
                reference=each["reference"],
            )
        )
    for place, each in enumerate(_of_year(store, year, "match")):
        store.terms.save_match(_match(each, place))


def _falls_under(entry: Transaction, clause: dict[str, Any]) -> bool:
    """Return whether a payment was judged by a clause: by its category if it is eligible, by its words if not."""
    if clause["eligible"]:
        return entry.eligibility is Eligibility.ELIGIBLE and entry.category in clause["categories"]
    return entry.eligibility is Eligibility.INELIGIBLE and str(clause["words"]) in entry.description


def _match(entry: dict[str, Any], place: int) -> Match:
    return Match(
        id=fixed_id(f"match {entry['agreement']} {place}", entry["given_on"], place),
        agreement_id=agreement_id(entry["agreement"]),
        kind=MatchKind(entry["kind"]),
        given_on=entry["given_on"],
        amount_pence=entry["amount"] * 100,
        contributor_id=organisation_id(entry["contributor"]),
        line_id=line_id(entry["agreement"], entry["line"]),
        description=entry["description"],
        basis=entry.get("basis", ""),
        illustrative=True,
    )


def tie(store: Store, year: FinancialYear, payments: Sequence[Payment]) -> None:
    """Say which of a year's payments settle orders, are accrued, or came back."""
    by_reference = {p.transaction.reference: p.transaction for p in payments}
    for each in _data()["settlement"]:
        if each["year"] == year.first:
            store.commitments.settle(by_reference[each["order"]].id, by_reference[each["payment"]].id)
    for each in _data()["accrual"]:
        if each["year"] == year.first:
            cost = by_reference[each["payment"]]
            id_ = fixed_id(f"accrual {each['payment']}", cost.occurred_on)
            store.commitments.accruals.insert(Accrual(id_, cost.id, each["reason"], each["paid_on"]))
    for each in _data()["refund"]:
        if each["year"] == year.first:
            store.commitments.link_refund(by_reference[each["refund"]].id, by_reference[each["payment"]].id)


def _share_costs(store: Store, year: FinancialYear) -> None:
    for each in _data()["shared_cost"]:
        if year.first in each["years"]:
            reference = each["agreement"].format(year=year.first)
            id_ = fixed_id(f"shared cost {each['title']} {year}", year.starts_on)
            cost = SharedCost(id_, each["title"], year, each["total"] * 100, ShareKey(each["key"]), each["note"], True)
            shares = [
                CostShare(
                    fixed_id(f"share {id_} {bearer}", year.starts_on, place),
                    id_,
                    place,
                    bearer,
                    1,
                    line_id=line_id(reference, line),
                )
                for place, (bearer, line) in enumerate(each["bearers"], start=1)
            ]
            store.shared_costs.save(cost, shares)


def _look_ahead(store: Store, year: FinancialYear) -> None:
    for each in _of_year(store, year, "forecast"):
        id_ = fixed_id(f"forecast {each['agreement']} {each['title']}", each["made_on"])
        version = ForecastVersion(id_, agreement_id(each["agreement"]), year, each["made_on"], each["title"])
        store.forecasts.versions.insert(version)
        store.forecasts.amounts.insert(*_as_it_stood(store, version, each["quarters_over"]))
    for each in _of_year(store, year, "underspend"):
        line = line_id(each["agreement"], each["line"])
        id_ = fixed_id(f"underspend {line}", year.starts_on)
        treatment = Treatment(each["treatment"])
        store.forecasts.plan_underspend(UnderspendPlan(id_, line, year, treatment, each["amount"] * 100, each["plan"]))
    for place, each in enumerate(_data()["need"]):
        if each["year"] == year.first + 1:
            wanted = FinancialYear(each["year"])
            id_ = fixed_id(f"need {each.get('priority')} {wanted}", wanted.starts_on, place)
            priority = priority_id(each.get("priority"))
            store.forecasts.needs.insert(FundingNeed(id_, priority, wanted, each["amount"] * 100, "Illustrative."))


def _as_it_stood(store: Store, version: ForecastVersion, over: int) -> tuple[ForecastAmount, ...]:
    """Return a forecast as it stood when so many quarters were over: what was paid in them, the profile of the rest."""
    lines = store.funding.lines_of(version.agreement_id)
    agreed = {(p.line_id, p.quarter_starts_on): p.amount_pence for p in store.funding.profile_of(version.agreement_id)}
    paid = store.forecasts.figures(version.agreement_id, version.year)
    ended = {q.starts_on for q in version.year.quarters[:over]}
    figures: dict[tuple[str | None, date], QuarterFigures] = {
        (line, day): paid.get((line, day), QuarterFigures()) if day in ended else QuarterFigures(forecast=pence)
        for (line, day), pence in agreed.items()
    }
    return frozen(version, lines, figures)


def _close(store: Store, year: FinancialYear) -> None:
    for each in _of_year(store, year, "closed"):
        agreement = agreement_id(each["agreement"])
        for quarter, on in zip(year.quarters, each["closed_on"], strict=False):
            id_ = fixed_id(f"closed {each['agreement']} {quarter.label}", on, quarter.number)
            store.returns.close_quarter(agreement, quarter, by=FINANCE, on=on, id_=id_)


def _audit(store: Store, year: FinancialYear, entry: dict[str, Any]) -> None:
    sample = AuditSample(
        id=fixed_id(f"audit {entry['agreement']} {year}", entry["drawn_on"]),
        agreement_id=agreement_id(entry["agreement"]),
        year=year,
        drawn_on=entry["drawn_on"],
        drawn_by=entry["drawn_by"],
        seed=entry["seed"],
        percent=entry["percent"],
        note="Illustrative.",
    )
    items = store.audits.draw(sample)
    proved = store.evidence.proved_transaction_ids()
    for item in items[: len(items) - entry["still_open"]]:
        result, note = _found(store.funding.transactions.get(item.transaction_id), item, proved)
        store.audits.check(item.id, result, on=entry["checked_on"], by=entry["drawn_by"], note=note)


def _found(payment: Transaction, item: AuditItem, proved: frozenset[str]) -> tuple[CheckResult, str]:
    if payment.eligibility is Eligibility.INELIGIBLE:
        return CheckResult.BAD, "Not eligible, and claimed (illustrative)."
    if item.transaction_id not in proved:
        return CheckResult.QUERY, "No invoice is attached yet (illustrative)."
    return CheckResult.GOOD, ""
