"""Payments over £500 and grants to voluntary bodies, as the CSV that councils publish."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from cspdesk.domain.money import plain_pounds
from cspdesk.domain.periods import FinancialYear, short_date
from cspdesk.domain.spending import PublishedPayment
from cspdesk.exchange.csv_safe import safe_cell
from cspdesk.whole_file import save_whole

HEADS = ("Date", "Period", "Department", "Beneficiary", "Registration number", "Purpose", "Amount", "Agreement", "Kind")
DEPARTMENT = "Community Safety Partnership"


def write_spending(path: Path, payments: Iterable[PublishedPayment], year: FinancialYear) -> str:
    """Write payments, one a row, and return the file's SHA-256. Raises UserError when it cannot be written."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADS)
    for payment in payments:
        kind = "Grant to a voluntary body" if payment.to_voluntary_body else "Payment"
        words = (payment.beneficiary, payment.registration, payment.purpose)
        who, registration, purpose = (safe_cell(word) for word in words)
        amount, agreement = plain_pounds(payment.amount_pence), safe_cell(payment.agreement)
        day = short_date(payment.paid_on)
        writer.writerow((day, year.label, DEPARTMENT, who, registration, purpose, amount, agreement, kind))
    return save_whole(path, text.getvalue().encode("utf-8-sig"))
