"""Which payments are published as open data, and what is told of each.

The Local Government Transparency Code 2015 asks councils for payments over £500 and for every grant to a voluntary,
community or social enterprise body.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from cspdesk.domain.audience import Audience
from cspdesk.domain.funding import Agreement, BudgetLine, Transaction, TransactionKind
from cspdesk.domain.partnership import Organisation
from cspdesk.domain.records import dataclass

OVER_PENCE = 500_00


@dataclass(frozen=True, slots=True)
class PublishedPayment:
    """One payment as the public reads it; registration is empty when it is not known."""

    paid_on: date
    beneficiary: str
    registration: str
    purpose: str
    amount_pence: int
    agreement: str
    to_voluntary_body: bool


def published(
    transactions: Iterable[Transaction],
    agreement: Agreement,
    lines: Mapping[str, BudgetLine],
    organisations: Iterable[Organisation],
    over_pence: int = OVER_PENCE,
) -> tuple[list[PublishedPayment], int]:
    """Return the payments above an amount or to a voluntary body that are public, and how many others are not."""
    bodies = {o.name.casefold(): o for o in organisations}
    shown: list[PublishedPayment] = []
    withheld = 0
    for paid in transactions:
        body = bodies.get(paid.payee.casefold())
        voluntary = body is not None and body.voluntary
        if paid.kind is not TransactionKind.ACTUAL or not (voluntary or abs(paid.amount_pence) > over_pence):
            continue
        if paid.marking is not Audience.PUBLIC or agreement.marking is not Audience.PUBLIC:
            withheld += 1
            continue
        line = lines.get(paid.line_id or "")
        purpose = paid.description or paid.category or (line.title if line else "")
        shown.append(
            PublishedPayment(
                paid.occurred_on,
                paid.payee,
                body.registration if body else "",
                purpose,
                paid.amount_pence,
                agreement.reference,
                voluntary,
            )
        )
    return shown, withheld
