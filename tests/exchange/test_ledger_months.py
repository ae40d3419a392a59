"""Ledgers that give only the month of a payment: its last day is taken, and what may be two months is refused."""

from datetime import date

import pytest

from cspdesk.errors import UserError
from cspdesk.exchange.ledgers import preview, read_ledger


@pytest.fixture
def ledger(tmp_path):
    """Return a function that reads a ledger whose first columns are given, with one payment a row."""

    def read(header, *rows, **options):
        path = tmp_path / "ledger.csv"
        lines = [f"{header},Supplier,Amount", *(f"{row},Lock Co,100.00" for row in rows)]
        path.write_text("\n".join(lines), encoding="utf-8")
        return read_ledger(path, **options)

    return read


def days(reading):
    return [line.paid_on for line in reading.lines]


@pytest.mark.parametrize(
    ("header", "cells", "day"),
    [
        ("Financial Year,Period", "2015/16,3", date(2015, 6, 30)),
        ("Financial Year,Period", "2015/16,P03", date(2015, 6, 30)),
        ("Financial Year,Period", "2015-16,Period 12", date(2016, 3, 31)),
        ("Financial Year,Accounting Period", "2015/2016,10", date(2016, 1, 31)),
        ("FY,Month", "15/16,Jun", date(2015, 6, 30)),
        ("FY,Month", "FY15/16,February", date(2016, 2, 29)),
        ("Financial Year,Month", "2015/16,03 June", date(2015, 6, 30)),
        ("Fin Year,Month", "2015/16,M03", date(2015, 6, 30)),
        ("Financial Year,Quarter", "2015/16,Q4", date(2016, 3, 31)),
        ("Year,Month", "2015,6", date(2015, 6, 30)),
        ("Year,Month", "2015,June", date(2015, 6, 30)),
        ("Financial Year,Period", "2015/16,June 2014", date(2014, 6, 30)),
        ("Period", "2015/16 P03", date(2015, 6, 30)),
        ("Period", "Period 3 - 2015/16", date(2015, 6, 30)),
        ("Month", "Jun-15", date(2015, 6, 30)),
        ("Payment Month", "June 2015", date(2015, 6, 30)),
        ("Month", "2015-06", date(2015, 6, 30)),
        ("Month", "06/2015", date(2015, 6, 30)),
        ("Month", "01/06/2015", date(2015, 6, 30)),
        ("Date Paid", "Jun-15", date(2015, 6, 30)),
        ("Payment Date", "June 2015", date(2015, 6, 30)),
    ],
)
def test_a_payment_without_a_day_has_the_last_of_its_month(ledger, header, cells, day):
    reading = ledger(header, cells)
    assert days(reading) == [day]
    assert any("no days" in note and "last day of the month" in note for note in reading.notes)


def test_what_is_booked_after_march_belongs_to_the_year_that_ended_with_it(ledger):
    assert days(ledger("Financial Year,Period", "2015/16,13", "2015/16,1")) == [date(2016, 3, 31), date(2015, 4, 30)]


@pytest.mark.parametrize(
    ("header", "cells", "reason"),
    [
        ("Financial Year,Month", "2015/16,3", "“3” may be March or the financial year's month 3, June"),
        ("Period", "201503", "may be a calendar month or a period of a financial year"),
        ("Accounting Period", "03/2015", "may be a calendar month or a period of a financial year"),
        ("Financial Year,Period", "2015,3", "“2015” does not say which financial year it is"),
        ("Year,Period", "2015,3", "may be of the calendar year or of a financial year"),
        ("Period", "3", "does not say of which year it is"),
        ("Financial Year,Period", "2015/16,0", "is neither a month nor a period of a year"),
    ],
)
def test_what_may_be_two_months_is_refused_and_a_date_asked_for(ledger, header, cells, reason):
    with pytest.raises(UserError, match=r"Give the date its payments were made") as refused:
        ledger(header, cells)
    assert reason in str(refused.value)
    assert days(ledger(header, cells, default_date=date(2015, 6, 30))) == [date(2015, 6, 30)]


def test_a_month_that_cannot_be_read_is_rejected_with_its_row_and_column(ledger):
    reading = ledger("Financial Year,Period", "2015/16,3", "2015/16,4", "2015/16,17", "2015/16,", "2015/61,5")
    found = [(problem.row, problem.column, problem.reason) for problem in reading.problems]
    assert found == [
        (4, "Period", "“17” is neither a month nor a period of a year"),
        (5, "Period", "the date is missing"),
        (6, "Period", "“2015/61” is not a year; write it like 2015/16"),
    ]


def test_a_day_goes_before_a_month(ledger):
    reading = ledger("Financial Year,Period,Date Paid", "2015/16,3,02/06/2015")
    assert days(reading) == [date(2015, 6, 2)]


def test_the_preview_says_what_was_taken_for_the_date(tmp_path):
    path = tmp_path / "ledger.csv"
    path.write_text("Financial Year,Period,Supplier,Amount\n2015/16,3,Lock Co,100.00\n", encoding="utf-8")
    shown = preview(path)
    assert shown.mapping["date"] == "Period"
    assert next(guess.reason for guess in shown.guesses if guess.field == "date") == (
        "“Period”: it gives the month, with “Financial Year”; its last day is taken."
    )
    assert "the last day of each month is taken" in shown.date_order_reason


def test_an_amount_in_another_currency_is_rejected(ledger):
    reading = ledger("Date,Currency", "01/06/2015,GBP", "15/06/2015,EUR", "16/06/2015,£")
    assert [(p.row, p.reason) for p in reading.problems] == [(3, "“Currency” says EUR, so the amount is not in pounds")]
    assert (len(reading.lines), reading.problems[0].amount_pence) == (2, 0)  # what is no pounds is in no sum of them
