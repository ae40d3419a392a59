"""Ledgers with money out in one column and money back in another."""

from pathlib import Path

import pytest

from cspdesk.exchange.ledgers import LedgerReading, read_ledger


def read(folder: Path, text: str) -> LedgerReading:
    path = folder / "ledger.csv"
    path.write_text(text)
    return read_ledger(path)


@pytest.mark.parametrize(
    "heads", ["Debit,Credit", "Money Out,Money In", "Paid out,Paid in", "Payments,Receipts", "DR,CR"]
)
def test_credits_are_taken_off_debits(tmp_path: Path, heads: str) -> None:
    reading = read(
        tmp_path,
        f"Posting Date,Description,Document,{heads}\n"
        "05/05/2015,Locks,D1,100.00,\n06/05/2015,Refund,D2,,25.00\n07/05/2015,Both,D3,10.00,4.00\n08/05/2015,Nil,D4,0.00,5.00\n",
    )
    assert [line.amount_pence for line in reading.lines] == [10_000, -2_500, 600, -500]
    assert [line.reference for line in reading.lines] == ["D1", "D2", "D3", "D4"]
    debit, credit = heads.split(",")
    assert f"“{debit}”, less “{credit}”, is what counts against the agreement." in reading.notes


def test_a_credit_that_cannot_be_read_rejects_its_row(tmp_path: Path) -> None:
    reading = read(tmp_path, "Date,Supplier,Debit,Credit\n05/05/2015,Lock Co,100.00,\n06/05/2015,Glass Co,,lots\n")
    assert [p.reason for p in reading.problems] == ["credit: “lots” is not an amount of money"]


def test_an_amount_column_is_not_reduced_by_a_credit_column(tmp_path: Path) -> None:
    reading = read(tmp_path, "Date,Supplier,Amount,Credit\n05/05/2015,Lock Co,100.00,1.00\n")
    assert [line.amount_pence for line in reading.lines] == [10_000]


def test_totals_of_both_columns_are_no_payment(tmp_path: Path) -> None:
    text = "Date,Details,Debit,Credit\n05/05/2015,Lock,100.00,\n06/05/2015,Refund,,25.00\n,Total,100.00,25.00\n"
    reading = read(tmp_path, text)
    assert sum(line.amount_pence for line in reading.lines) == 7_500
    assert [p.kind for p in reading.problems] == ["skipped"]


@pytest.mark.parametrize("heads", ["Quantity,Unit Price,Total Price", "Balance,Budget,Spend"])
def test_what_one_costs_or_is_left_is_never_taken_for_what_was_paid(tmp_path: Path, heads: str) -> None:
    reading = read(
        tmp_path, f"Date,Supplier,{heads}\n05/05/2015,Lock Co,3.00,10.00,30.00\n06/05/2015,B,2.00,5.50,11.00\n"
    )
    assert sum(line.amount_pence for line in reading.lines) == 4_100
