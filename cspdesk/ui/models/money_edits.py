"""Changes to transactions, as the table and the panel ask for them; call them inside a step."""

from dataclasses import replace
from datetime import date

from cspdesk.domain.audience import Audience
from cspdesk.domain.funding import BudgetLine, Eligibility, Transaction, TransactionKind
from cspdesk.domain.money import typed_pence
from cspdesk.domain.periods import long_date
from cspdesk.errors import UserError
from cspdesk.exchange.amounts import Unreadable
from cspdesk.exchange.dates import parse_date
from cspdesk.store.ids import new_id
from cspdesk.store.store import Store


def typed_date(text: str) -> date:
    """Return the day a person typed as 5/5/2016, 05/05/16, 5 May 2016 or 2016-05-05. Raises UserError otherwise."""
    try:
        day = parse_date(text.strip(), "dmy")
    except Unreadable:
        day = None
    if day is None:
        raise UserError(f"“{text}” is not a date. Write it like 05/05/2016.")
    return day


def checked_entry(store: Store, entry: Transaction) -> Transaction:
    """Return a transaction that can be kept, marked when it is dated outside its agreement's period.

    Raises UserError when it has no payee, its line belongs to another agreement, or orders, payments or accruals tied
    to it no longer fit.
    """
    agreement = store.funding.agreements.get(entry.agreement_id)
    if not entry.payee.strip():
        raise UserError("A transaction needs a payee: who was, or will be, paid?")
    if entry.line_id is not None and store.funding.lines.get(entry.line_id).agreement_id != agreement.id:
        raise UserError(f"That budget line is not one of agreement {agreement.reference}. Choose one of its own lines.")
    store.commitments.check_ties(entry)
    outside = not agreement.starts_on <= entry.occurred_on <= agreement.ends_on
    return replace(entry, payee=entry.payee.strip(), outside_period=outside)


def check_period(store: Store, entry: Transaction, before: Transaction | None) -> None:
    """Raise UserError for a new day outside the agreement; what an import brought in so stays until it is dated.

    before: the transaction as it was, None when it is new.
    """
    same = before is not None and (before.occurred_on, before.agreement_id) == (entry.occurred_on, entry.agreement_id)
    if not entry.outside_period or same:
        return
    agreement = store.funding.agreements.get(entry.agreement_id)
    raise UserError(
        f"{long_date(entry.occurred_on)} lies outside agreement {agreement.reference}, which runs from "
        f"{long_date(agreement.starts_on)} to {long_date(agreement.ends_on)}. Give a day inside it, and say under "
        "“Accrued” why and when it was paid."
    )


def save_entry(store: Store, entry: Transaction) -> None:
    """Keep a transaction, new or changed. Raises UserError when it cannot be kept, or is newly dated outside."""
    checked = checked_entry(store, entry)
    check_period(store, checked, store.funding.transactions.find(entry.id))
    store.funding.transactions.save(checked)


def change_entry(store: Store, id_: str, **values: object) -> None:
    """Change some fields of a transaction."""
    save_entry(store, replace(store.funding.transactions.get(id_), **values))  # type: ignore[arg-type]


def change_from_text(store: Store, id_: str, field: str, typed: object) -> None:
    """Change one field of a transaction to what was typed or chosen. Raises UserError when it cannot be read."""
    if isinstance(typed, str) and field == "occurred_on":
        change_entry(store, id_, occurred_on=typed_date(typed))
    elif isinstance(typed, str) and field == "amount_pence":
        change_entry(store, id_, amount_pence=typed_pence(typed))
    elif isinstance(typed, str) and field not in ("kind", "line_id", "marking", "eligibility"):
        change_entry(store, id_, **{field: typed.strip()})
    else:
        change_entry(store, id_, **{field: typed})


def new_entry(line: BudgetLine | None, agreement_id: str, day: date) -> Transaction:
    """Return an empty payment, ready to be filled in."""
    return Transaction(
        id=new_id(),
        agreement_id=agreement_id,
        kind=TransactionKind.ACTUAL,
        occurred_on=day,
        payee="",
        amount_pence=0,
        line_id=None if line is None else line.id,
        eligibility=Eligibility.UNCHECKED,
        marking=Audience.PUBLIC,
    )
