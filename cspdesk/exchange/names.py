"""What ledgers call their columns: each field's names, best first, as published by councils and banks."""

import hashlib
import re
from collections.abc import Sequence
from typing import Literal, TypeAlias

Field: TypeAlias = Literal["date", "reference", "payee", "description", "net", "vat", "gross", "category"]
FIELDS: tuple[Field, ...] = ("date", "reference", "payee", "description", "net", "vat", "gross", "category")
MONEY_FIELDS: tuple[Field, ...] = ("net", "vat", "gross")
REJECT_HEADERS = ("Problem row", "Problem column", "Problem reason")


def _each(names: str) -> tuple[str, ...]:
    return tuple(names.split("|"))


# One line per field, best first, in the words that `normal` leaves. "amount" alone is settled in columns.py.
NAMES: dict[Field, tuple[str, ...]] = {
    "date": _each(
        "date paid|paid date|payment date|date of payment|paid on|date payment made|pay date|date of payment run|"
        "payment run date|cleared date|cheque date|bacs date|settlement date|posting date|posted date|date posted|"
        "transaction date|trans date|date of transaction|tran date|gl date|ledger date|accounting date|"
        "effective date|entry date|value date|invoice date|date of invoice|document date|doc date|purchase date|"
        "journal date|date|payment period date|period end date|invoice payment date|paid|clearing date|"
        "date cleared|actual payment date"
    ),
    "reference": _each(
        "transaction number|transaction no|trans no|trans number|tran no|transaction reference|transaction ref|"
        "transaction id|trans id|trans ref|unique reference|unique ref|line reference|voucher number|voucher no|"
        "voucher|payment reference|payment ref|payment number|payment no|document number|document no|doc number|"
        "doc no|document|internal reference|internal ref|invoice number|invoice no|invoice ref|invoice reference|"
        "inv no|reference number|reference no|reference|ref no|ref|our ref|our reference|supplier invoice number|"
        "supplier invoice no|cheque number|cheque no|journal number|journal no|journal|organisation reference|"
        "sap document number|creditor invoice number|transactionno|transno|audit trail number|batch reference|"
        "purchase invoice number|payment id|record id"
    ),
    "payee": _each(
        "supplier name|vendor name|payee name|beneficiary name|merchant name|creditor name|supplier|vendor|payee|"
        "beneficiary|merchant|creditor|name of supplier|name of payee|paid to|payment to|payee supplier|"
        "supplier payee|company name|contractor|contractor name|provider|provider name|recipient|recipient name|"
        "trading name|supplier beneficiary name|supplier name redacted|redacted supplier name|"
        "supplier beneficiary|vendor supplier name|business name|third party name|customer name|client name|"
        "account name|company|name|grantee|organisation paid|suppliers name|supplier merchant name"
    ),
    "description": _each(
        "description|transaction description|payment description|item description|line description|item text|"
        "purpose|purpose of expenditure|purpose of spend|purpose of payment|purpose of expenditure description|"
        "description of expenditure|details|detail|details of expenditure|narrative|narration|transaction details|"
        "invoice description|particulars|text|line text|journal line description|memo|summary of purpose|"
        "summary of the purpose of the expenditure|goods and services|goods or services|goods services|comments|"
        "detailed expenditure type|expenditure description|description of goods and services|expense description|"
        "product description|subjective description|account description|cost element description|"
        "service description"
    ),
    "net": _each(
        "net amount|net|amount net|nett amount|nett|net value|net payment|net paid|net total|total net|net spend|"
        "invoice nett amount|invoice net amount|net invoice amount|net invoice value|amount excl vat|"
        "amount ex vat|amount exc vat|amount excluding vat|amount without vat|value excl vat|value ex vat|"
        "value exc vat|value excluding vat|total excl vat|total ex vat|total exc vat|total excluding vat|ex vat|"
        "excl vat|exc vat|excluding vat|net of vat|amount net of vat|net amount excl vat|net amount exc vat|"
        "net amount excluding vat|net amount ex vat|sum of invoice nett amount|sum of net amount|line amount net|"
        "net line amount|paid amount excl vat|actual net|goods amount|goods value|amount paid excl vat|"
        "spend ex vat|spend excluding vat|amount excl irrecoverable vat|amount excluding recoverable vat|"
        "net amount gbp"
    ),
    "vat": _each(
        "vat|vat amount|amount vat|vat value|vat paid|total vat|vat total|recoverable vat|irrecoverable vat|"
        "irrecoverable vat amount|recoverable vat amount|vat charged|tax amount|tax|tax value|vat sum|vat tax"
    ),
    "gross": _each(
        "gross amount|gross|amount gross|gross value|gross payment|gross paid|gross total|total gross|gross spend|"
        "amount incl vat|amount inc vat|amount including vat|value incl vat|value inc vat|value including vat|"
        "total incl vat|total inc vat|total including vat|inc vat|incl vat|including vat|gross invoice amount|"
        "gross amount inc vat|gross amount incl vat|gross amount gbp|invoice gross amount|amount with vat"
    ),
    "category": _each(
        "expenditure category|expenditure catergory|category|expenditure type|type of expenditure category|"
        "spend category|category of expenditure|category description|expense category|expense type|"
        "cost centre description|cost centre name|cost centre|cost center|cost code|cost code description|"
        "expenditure code|subjective|subjective code|subjective name|subjective group|account code|nominal code|"
        "nominal|nominal description|gl code|gl account|gl description|ledger code|ledger description|account|"
        "budget code|budget|budget head|expense area|merchant category|cipfa detail|cipfa description|cipfa|"
        "summary of expenditure|procurement category|procurement classification|proclass description|proclass|"
        "purpose category|detailed expenditure code|cost element|objective|commodity|analysis code|fund"
    ),
}
# Names of a sum of money that say neither net nor gross.
PLAIN_AMOUNT: tuple[str, ...] = _each(
    "amount|payment amount|amount paid|paid amount|transaction amount|trans amount|amount gbp|line amount|"
    "invoice amount|total amount|value|payment value|transaction value|invoice value|payment|total|total paid|"
    "total payment|total value|invoice total|sum|spend|expenditure|actual|actual value|actual amount|cost|"
    "amount sterling|amount in gbp|sum of amount|sum of value|amount of payment|amount spent|spend amount|"
    "local amount|amount in local currency|amount pounds|pounds|price|paid value|posted amount|"
    "expenditure amount|base amount|gl amount|item amount|distribution amount|apportioned amount|"
    "invoice line amount|amt|total price|total cost|line total|line value"
)
# A ledger with money out in one column and money back in another: the one that counts, and the one taken off it.
DEBIT = frozenset(_each("debit|debits|debit amount|debit value|dr|money out|paid out|payments|withdrawals|withdrawal"))
CREDIT = frozenset(_each("credit|credits|credit amount|credit value|cr|money|receipts|deposits|deposit"))  # “Money in”
PAID_IN = re.compile(r"\s*paid\s+in\b.*", re.IGNORECASE)  # which without its small word would be the day it was paid
# Ledgers without days say the period or the month of a payment, often with the year in a column of its own.
PERIOD_NAMES: tuple[str, ...] = _each(
    "payment period|period|period paid|accounting period|posting period|ledger period|gl period|financial period|"
    "fiscal period|period number|period no|period name|year period|year and period|financial year and period|"
    "payment month|month paid|month of payment|month|posting month|accounting month|transaction month|month name|"
    "month year|month and year|year month|calendar month|month number|month no|"
    "payment quarter|quarter|financial quarter|qtr"
)
YEAR_NAMES: tuple[str, ...] = _each(
    "financial year|fin year|fiscal year|fy|accounting year|budget year|period year|posting year|payment year|"
    "year paid|year of payment|calendar year|year"
)
# The currency of each amount; where a name says that amounts are in pounds whatever it was, it does not matter.
CURRENCY_NAMES: tuple[str, ...] = _each(
    "currency|currency code|curr|ccy|transaction currency|invoice currency|payment currency|original currency"
)
_IN_POUNDS = re.compile(r"£|gbp|sterling|\bbase\b|\blocal\b", re.IGNORECASE)
NOT_A_NAME = frozenset(
    _each("id|number|no|num|code|ref|reference|type|postcode|post|address|reg|registration|vat|key|class")
)
CATEGORY_WORDS = frozenset(_each("category|catergory|subjective|nominal|cipfa|proclass"))
REFERENCE_WORDS = frozenset(_each("transaction|trans|voucher|document|invoice|payment|cheque|doc"))
PAYEE_WORDS = frozenset(_each("supplier|vendor|payee|beneficiary|merchant|creditor|suppliers"))
NOT_MONEY = frozenset(
    _each("rate|number|no|code|reg|registration|type|ref|reference|status|currency|flag|id|date")
    + _each("unit|units|quantity|qty|balance|budget")
)


def normal(header: str) -> str:
    """Return a header as it is compared: small letters, single spaces, no punctuation, currency or camel case."""
    if header.strip() in {"£", "£s", "£'s"}:
        return "pounds"
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header.replace("_", " "))
    text = re.sub(r"£['’]?s?(?![a-z])", " ", text)
    text = re.sub(r"[^\w\s]|_", " ", text.casefold().replace("'", "").replace("’", ""))
    words = text.split()
    return " ".join(word for word in words if word not in {"gbp", "the", "in"} or len(words) == 1)


def layout_key(headers: Sequence[str]) -> str:
    """Return a short stable key of a ledger's columns, under which its mapping can be remembered."""
    return hashlib.sha256(
        "\n".join(normal(header) for header in headers if header not in REJECT_HEADERS).encode()
    ).hexdigest()[:16]


def rank(header: str, field: Field) -> int | None:
    """Return how well a header names a field (0 is best), or None when it does not."""
    name = normal(header)
    if PAID_IN.fullmatch(header):
        return None
    if name in NAMES[field]:
        return NAMES[field].index(name)
    return _rank_by_words(name.split(), field)


def plain_amount_rank(header: str) -> int | None:
    """Return how well a header names a sum of money that says neither net nor gross, or None."""
    name = normal(header)
    if name in PLAIN_AMOUNT:
        return PLAIN_AMOUNT.index(name)
    if name in DEBIT:
        return 90
    words = name.split()
    if (
        name not in CREDIT
        and set(words) & {"amount", "value", "amt"}
        and not set(words) & (NOT_MONEY | {"vat", "net", "nett", "gross"})
    ):
        return 100 + len(words)
    return None


def credit_column(headers: Sequence[str], amount: int) -> int | None:
    """Return the column of credits that belongs to a column of debits, None where amounts stand in one column."""
    names = [normal(header) for header in headers]
    if names[amount] not in DEBIT:
        return None
    credits_ = (index for index, name in enumerate(names) if name in CREDIT or PAID_IN.fullmatch(headers[index]))
    return next(credits_, None)


def currency_column(headers: Sequence[str], amount: int) -> int | None:
    """Return the column of the currency that amounts are in; None without one, or where all are given in pounds."""
    names = [normal(header) for header in headers]
    found = next((names.index(name) for name in CURRENCY_NAMES if name in names), None)
    return None if _IN_POUNDS.search(headers[amount]) else found


def names_something(header: str) -> bool:
    """Return whether a header is one that ledgers use."""
    if normal(header) in DEBIT | CREDIT or normal(header) in (*PERIOD_NAMES, *YEAR_NAMES):
        return True
    return plain_amount_rank(header) is not None or any(rank(header, field) is not None for field in FIELDS)


def _rank_by_words(words: list[str], field: Field) -> int | None:
    """Recognise longer names by their words, always after the names that are known whole."""
    have = set(words)
    if not words or len(words) > 8:
        return None
    found = False
    if field == "date":
        found = "date" in have
    elif field == "payee":
        found = bool(have & PAYEE_WORDS) and not have & NOT_A_NAME
    elif field == "reference":
        numbered = have & {"number", "no", "ref", "reference", "id", "num"}
        found = bool(
            numbered and have & {"transaction", "trans", "voucher", "document", "invoice", "payment", "cheque", "doc"}
        )
    elif field in ("net", "gross", "vat"):
        found = not have & NOT_MONEY and _says_tax(have) == field
    elif field == "category":
        found = bool(
            have & {"category", "catergory", "subjective", "nominal", "cipfa", "proclass"}
        ) or "cost centre" in " ".join(words)
    elif field == "description":
        found = bool(have & {"description", "narrative", "purpose", "details"}) and not have & {"code", "category"}
    return 100 + len(words) if found else None


def _says_tax(have: set[str]) -> str | None:
    without = have & {"excl", "ex", "exc", "excluding", "without", "net", "nett"}
    with_tax = have & {"incl", "inc", "including", "gross"}
    if without:
        return "net"
    if with_tax:
        return "gross"
    return "vat" if have & {"vat"} else None
