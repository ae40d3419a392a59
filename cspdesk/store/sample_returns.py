"""The sample's returns, from returns.toml: those sent, with the figures as they then stood, and the one begun."""

from dataclasses import replace
from datetime import date
from typing import Any

from cspdesk.domain.audience import Audience
from cspdesk.domain.funding import Agreement, Transaction, TransactionKind
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.return_figures import figures_json, fill
from cspdesk.domain.return_periods import ReturnPeriod
from cspdesk.domain.return_record import ReturnRecord
from cspdesk.domain.return_templates import Template, parse_template
from cspdesk.domain.returns import AskedReturn, Return, ReturnState
from cspdesk.paths import resource
from cspdesk.store.return_record import return_record
from cspdesk.store.sample_data import agreement_id, read_toml
from cspdesk.store.sample_ids import fixed_id
from cspdesk.store.store import Store


def enter_returns(store: Store, year: FinancialYear, by: str) -> None:
    """Enter a year's returns, each as one step, after its quarters were closed."""
    data = read_toml("returns.toml")
    agreement = store.funding.agreements.find(agreement_id(data["agreement"]))
    if agreement is None:
        return
    name = f"{data['template']}.toml"
    template = parse_template(resource("returns", name).read_text(encoding="utf-8"), name)
    for entry in data["return"]:
        period = ReturnPeriod.parse(entry["period"])
        if period.year == year:
            begun = "Submitted" if "submitted_on" in entry else "Began"
            with store.step(f"{begun} the {template.title.lower()} of {period.label}", by=by):
                _enter(store, agreement, template, period, entry)


def _enter(store: Store, agreement: Agreement, template: Template, period: ReturnPeriod, entry: dict[str, Any]) -> None:
    sent_on: date | None = entry.get("submitted_on")
    id_ = fixed_id(f"return {agreement.reference} {template.name} {period}", sent_on or period.ends_on)
    made = Return(id_, agreement.id, template.name, str(period))
    store.returns.returns.insert(made)
    if not store.returns.asked_of(agreement.id):
        store.returns.asked.insert(AskedReturn(f"{id_}:asked", agreement.id, template.name, str(period)))
    for key, text in entry["answers"].items():
        store.returns.answer(id_, key, text)
    if sent_on is not None:
        record = return_record(store, agreement, template, period, sent_on, Audience.PARTNER)
        figures = figures_json(fill(as_it_was(record)))
        sent = ReturnState.SUBMITTED
        by = entry["submitted_by"]
        store.returns.returns.update(replace(made, state=sent, submitted_on=sent_on, submitted_by=by, figures=figures))


def as_it_was(record: ReturnRecord) -> ReturnRecord:
    """Return the record as it was at the period's end: nothing paid or ordered after, the profile still expected."""
    end = record.period.ends_on
    known = tuple(t for t in record.transactions if t.occurred_on <= end and t.kind is not TransactionKind.FORECAST)
    ids = {t.id for t in known}
    expected = tuple(
        Transaction(
            f"expected:{p.id}",
            record.agreement.id,
            TransactionKind.FORECAST,
            p.quarter_starts_on,
            "",
            p.amount_pence,
            p.line_id,
            illustrative=True,
        )
        for p in record.profile
        if p.quarter_starts_on > end
    )
    settled = tuple(s for s in record.settlements if s.payment_id in ids)
    return replace(record, transactions=(*known, *expected), settlements=settled)
