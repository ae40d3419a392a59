"""Ledgers as they really come: every row is a payment or has a reason."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from cspdesk.domain.ledgers import Known, reconcile
from cspdesk.errors import Cancelled, UserError
from cspdesk.exchange.ledgers import preview, read_ledger, write_rejects

REAL = Path(__file__).parent.parent / "data" / "ledgers"
HEADER = "Date,Ref,Supplier,Amount\n"
GOOD = "21/01/2014,R1,Lock Co,100.00\n22/01/2014,R2,Street Pastors,250.50\n"


@pytest.fixture
def ledger(tmp_path):
    """Return a function that writes text to a CSV and reads it as a ledger."""

    def write(text, *, encoding="utf-8", **options):
        path = tmp_path / "ledger.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return read_ledger(path, **options)

    return write


def pence(reading):
    return [line.amount_pence for line in reading.lines]


def told(reading, kind):
    return [(problem.row, problem.reason) for problem in reading.problems if problem.kind == kind]


def only_reason(reading, kind="rejected"):
    (found,) = told(reading, kind)
    return found[1]


@pytest.mark.parametrize(
    ("name", "lines", "total", "refunds"),
    [
        ("oxford-jan-mar-2014.csv", 3859, 1341346798, 6),
        ("oxford-jan-mar-2018.csv", 1220, 433976585, 0),
        ("leeds-2011-05-first-500.csv", 500, 403232033, 0),
    ],
)
def test_a_published_ledger_is_read_to_the_penny(name, lines, total, refunds):
    reading = read_ledger(REAL / name)
    assert (len(reading.lines), sum(pence(reading))) == (lines, total)
    assert sum(amount < 0 for amount in pence(reading)) == refunds
    assert not told(reading, "rejected")
    assert reading.rows == len(reading.lines) + len(reading.problems)


def test_the_junk_row_at_the_end_of_a_ledger_is_skipped():
    assert told(read_ledger(REAL / "oxford-jan-mar-2014.csv"), "skipped") == [
        (3861, "no amount and nothing that makes it a payment: a heading or a note")
    ]


def test_a_table_of_totals_by_payee_needs_a_date_and_leaves_out_its_grand_total():
    with pytest.raises(UserError, match="no column of dates"):
        read_ledger(REAL / "lambeth-2011-02.csv")
    reading = read_ledger(REAL / "lambeth-2011-02.csv", default_date=date(2011, 2, 28))
    assert (len(reading.lines), sum(pence(reading))) == (1138, 4035408784)
    assert [row for row, _ in told(reading, "skipped")] == [1, 1141]
    assert "which is what the rows above it add up to" in reading.problems[-1].reason
    assert {line.paid_on for line in reading.lines} == {date(2011, 2, 28)}


def test_a_published_ledger_imported_twice_adds_nothing():
    reading = read_ledger(REAL / "oxford-jan-mar-2014.csv")
    known = [Known(str(line.row), *line[1:7]) for line in reading.lines]
    plan = reconcile(reading.lines, known, reading.problems)
    assert (len(plan.added), len(plan.duplicates), len(plan.changed)) == (0, 3859, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_encoding_and_delimiter_is_read(ledger, encoding, delimiter):
    text = "Date,Ref,Supplier,Amount\n21/01/2014,R1,Café Noé,£100.00\n22/01/2014,R2,Lock Co,-£5.25\n"
    reading = ledger(text.replace(",", delimiter), encoding=encoding)
    assert [(line.payee, line.amount_pence) for line in reading.lines] == [("Café Noé", 10000), ("Lock Co", -525)]


def test_commas_in_every_amount_are_not_taken_for_the_delimiter(ledger):
    text = "Supplier|Amount\nLock Co|£1,100.00\nStreet Pastors|£2,250.50\nGlass Co|£9,600.00||\n"
    assert pence(ledger(text, default_date=date(2014, 1, 21))) == [110000, 225050, 960000]


def test_windows_bytes_in_a_utf_8_file_are_read(ledger):
    reading = ledger(HEADER.encode() + "21/01/2014,R1,Café,1\n".encode() + "21/01/2014,R2,Noé,£2.00\n".encode("cp1252"))
    assert [line.payee for line in reading.lines] == ["Café", "Noé"]
    assert pence(reading) == [100, 200]


def test_line_breaks_and_commas_inside_quotation_marks_stay_in_their_cell(ledger):
    reading = ledger(HEADER + '21/01/2014,R1,"Smith,\nJones ""&"" Co","1,234.50"\n22/01/2014,R2,B,1\n')
    assert reading.lines[0].payee == 'Smith, Jones "&" Co'
    assert pence(reading) == [123450, 100]


def test_titles_above_and_blank_rows_and_columns_are_skipped_and_listed(ledger):
    text = ",,,,\n,Payments over £500,,,\n,,,,\n,Date,Supplier,,Amount\n,,,,\n,21/01/2014,Lock Co,,500.00\n,,,,\n"
    reading = ledger(text)
    assert pence(reading) == [50000]
    assert [(problem.row, problem.reason) for problem in reading.problems] == [
        (1, "the row is blank"),
        (2, "above the heading"),
        (3, "the row is blank"),
        (5, "the row is blank"),
        (7, "the row is blank"),
    ]
    assert reading.lines[0].row == 6


def test_a_heading_over_two_rows_is_read_as_one(ledger):
    reading = ledger("Payment,Supplier,Invoice,Net\nDate,Name,No,Amount £\n21/01/2014,Lock Co,77,10.00\n")
    assert dict(reading.mapping) == {
        "date": "Payment Date",
        "payee": "Supplier Name",
        "reference": "Invoice No",
        "net": "Net Amount £",
    }
    assert pence(reading) == [1000]


def test_a_heading_repeated_in_the_middle_is_skipped(ledger):
    reading = ledger(HEADER + GOOD + HEADER + "23/01/2014,R3,Lock Co,1.00\n")
    assert told(reading, "skipped") == [(4, "the heading again")]
    assert len(reading.lines) == 3


def test_totals_subtotals_and_footnotes_are_skipped(ledger):
    text = (
        HEADER
        + GOOD
        + ",,Sub-total,350.50\n23/01/2014,R3,Lock Co,9.50\n,,Locks Total,9.50\n,,Grand Total,360.00\n,,,360.00\n"
        + "Note: amounts exclude VAT,,,\n,,Source: finance system,\n"
    )
    reading = ledger(text)
    assert pence(reading) == [10000, 25050, 950]
    assert not told(reading, "rejected")
    assert [row for row, _ in told(reading, "skipped")] == [4, 6, 7, 8, 9, 10]


def test_a_total_that_does_not_add_up_is_said(ledger):
    reading = ledger(HEADER + GOOD + ",,Total,999.00\n")
    assert len(reading.lines) == 2
    assert "Row 4 gives a total of £999.00, but the rows above it add up to £350.50." in reading.notes


@pytest.mark.parametrize("payee", ["Total Gas & Power", "Subtotal Ltd", "TOTAL ACCESS (UK) LTD", "Total"])
def test_a_payee_called_total_is_paid(ledger, payee):
    reading = ledger(HEADER + GOOD + f"23/01/2014,R3,{payee},350.50\n")
    assert reading.lines[-1].payee == payee


def test_an_amount_that_is_no_total_is_never_lost(ledger):
    reading = ledger(HEADER + GOOD + ",,,123.45\n,,Youth Service total,77.00\n")
    assert [(p.row, p.column, p.amount_pence) for p in reading.problems] == [(4, "Supplier", 12345), (5, "Date", 7700)]
    assert {p.kind for p in reading.problems} == {"rejected"}


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("21/01/2014,R3,Lock Co,abc", "Amount", "“abc” is not an amount of money"),
        ("21/01/2014,R3,Lock Co,", "Amount", "the amount is missing"),
        ("21/01/2014,,Lock Co,#REF!", "Amount", "the cell holds the spreadsheet error #REF!"),
        ("#N/A,R3,Lock Co,1.00", "Date", "the cell holds the spreadsheet error #N/A"),
        (",R3,Lock Co,1.00", "Date", "the date is missing"),
        ("31/02/2014,R3,Lock Co,1.00", "Date", "“31/02/2014” is not a day in the calendar"),
        (
            '21/01/2014,R3,Lock Co,"1.234,50"',
            "Amount",
            "“1.234,50” is ambiguous: say whether a comma marks the decimals",
        ),
        ("21/01/2014,R3,Lock Co,Redacted", "Amount", "“Redacted” is not an amount of money"),
    ],
)
def test_a_payment_that_cannot_be_taken_is_rejected_with_row_column_and_reason(ledger, row, column, reason):
    reading = ledger(HEADER + GOOD + row + "\n")
    (problem,) = reading.problems
    assert (problem.row, problem.column, problem.reason, problem.kind) == (4, column, reason, "rejected")
    assert len(reading.lines) == 2


def test_net_counts_and_must_make_gross_with_vat(ledger):
    head = "Date,Supplier,Net Amount,VAT,Gross Amount\n"
    text = head + "21/01/2014,A,100.00,20.00,120.00\n21/01/2014,B,100.00,20.00,125.00\n"
    reading = ledger(text)
    assert [(line.amount_pence, line.vat_pence, line.gross_pence) for line in reading.lines] == [(10000, 2000, 12000)]
    assert only_reason(reading) == "net £100.00 and VAT £20.00 make £120.00, but the gross says £125.00"


def test_an_unnamed_amount_beside_vat_and_gross_is_seen_to_be_net(ledger):
    reading = ledger("Date,Supplier,Amount,VAT,Gross\n21/01/2014,A,100,20,120\n21/01/2014,B,50,10,60\n")
    assert reading.mapping["net"] == "Amount"


def test_net_and_vat_make_the_gross_that_is_not_given(ledger):
    reading = ledger("Date,Supplier,Net,VAT\n21/01/2014,A,100,20\n21/01/2014,B,50,\n")
    assert [line.gross_pence for line in reading.lines] == [12000, None]


def test_dates_outside_the_period_are_rejected_unless_allowed(ledger):
    period = (date(2014, 1, 22), date(2014, 3, 31))
    reading = ledger(HEADER + GOOD, period=period)
    assert only_reason(reading) == "21 January 2014 is outside the agreement's period, 22 January 2014 to 31 March 2014"
    reading = ledger(HEADER + GOOD, period=period, allow_outside=True)
    assert [line.outside for line in reading.lines] == [True, False]


def test_ambiguous_dates_are_read_day_first_and_said(ledger):
    text = HEADER + "01/02/2014,R1,A,1\n03/04/2014,R2,B,2\n"
    reading = ledger(text)
    assert reading.lines[0].paid_on == date(2014, 2, 1)
    assert any("could be read either way" in note for note in reading.notes)
    assert ledger(text, date_order="mdy").lines[0].paid_on == date(2014, 1, 2)


def test_a_column_that_proves_month_first_is_read_so(ledger):
    reading = ledger(HEADER + "01/02/2014,R1,A,1\n01/21/2014,R2,B,2\n")
    assert [line.paid_on for line in reading.lines] == [date(2014, 1, 2), date(2014, 1, 21)]


def test_mixed_kinds_of_date_in_one_column_are_read(ledger):
    reading = ledger(HEADER + "21/01/2014,1,A,1\n22-Jan-14,2,B,1\n2014-01-23,3,C,1\n24 January 2014,4,D,1\n")
    assert [line.paid_on.day for line in reading.lines] == [21, 22, 23, 24]


def test_columns_can_be_told_by_name_letter_or_left_out(ledger):
    text = "Date,Supplier,Dept,Amount,Amount\n21/01/2014,A,Youth,1.00,2.00\n21/01/2014,B,Youth,3.00,4.00\n"
    reading = ledger(text, mapping={"category": "dept", "gross": "E"})
    assert (pence(reading), reading.lines[0].category) == ([200, 400], "Youth")
    assert reading.mapping["gross"] == "Amount (column E)"
    assert ledger(text, mapping={"payee": ""}).lines[0].payee == ""
    with pytest.raises(UserError, match="no column called “Nonsense”"):
        ledger(text, mapping={"payee": "Nonsense"})
    with pytest.raises(UserError, match="more than one column called “Amount”"):
        ledger(text, mapping={"net": "Amount"})
    with pytest.raises(UserError, match="not a field"):
        ledger(text, mapping={"colour": "Dept"})


def test_columns_are_found_by_content_where_names_do_not_help(ledger):
    reading = ledger("W,X,Y,Z\n7,21/01/2014,Lock Co,1.50\n7,22/01/2014,Street Pastors,2.50\n8,23/01/2014,Other,3.50\n")
    assert (reading.mapping["date"], reading.mapping["payee"], reading.mapping["gross"]) == ("X", "Y", "Z")


def test_a_ledger_without_a_heading_is_read_by_content(ledger):
    reading = ledger("21/01/2014,Lock Co,1.50\n22/01/2014,Street Pastors,2.50\n")
    assert pence(reading) == [150, 250]
    assert reading.rows == 2


def test_a_supplier_number_is_never_taken_for_the_money(ledger):
    reading = ledger("Supplier ID,Paid Date,Supplier Name,Value (£)\n2000,21/01/2014,A,1.00\n3000,21/01/2014,B,2.00\n")
    assert pence(reading) == [100, 200]


def test_a_formula_in_a_text_field_is_only_text(ledger):
    reading = ledger(HEADER + '21/01/2014,=1+1,"=HYPERLINK(""x"")",1.00\n')
    assert (reading.lines[0].reference, reading.lines[0].payee) == ("=1+1", '=HYPERLINK("x")')


def test_a_payment_without_a_payee_is_taken_and_said(ledger):
    reading = ledger(HEADER + "21/01/2014,R1,,1.00\n")
    assert len(reading.lines) == 1
    assert "1 payment names no payee." in reading.notes


def test_a_zero_is_taken_so_that_a_change_to_zero_is_seen(ledger):
    assert pence(ledger(HEADER + "21/01/2014,R1,A,0.00\n22/01/2014,R2,B, - \n")) == [0, 0]


def test_a_row_with_too_many_cells_is_rejected_not_shifted(ledger):
    text = HEADER + GOOD * 30 + "21/01/2014,R9,Smith, Jones,5.00\n"
    reading = ledger(text)
    assert "more cells than the 4 of the header" in only_reason(reading)
    assert len(reading.lines) == 60


def test_a_missing_quotation_mark_never_swallows_payments_silently(ledger):
    text = HEADER + '21/01/2014,R1,"Smith,5.00\n' + GOOD + '22/01/2014,R2,Jones",6.00\n' + GOOD
    reading = ledger(text)
    assert "quotation mark is missing" in only_reason(reading)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \r\n\r\n", "is empty"),
        (b",,,\n,,,\n", "has no rows in it"),
        (b"%PDF-1.7\n...", "is a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "is a picture"),
        (b"<!DOCTYPE html><table><tr><td>1</td></tr></table>", "is a web page"),
        (b"Date,Amount\n21/01/2014,1\0\0\n", "NUL characters"),
        (b"Dear treasurer,\nplease find the ledger attached.\nYours\n", "No column of amounts"),
        (b"PK\x03\x04 this is cut short", "damaged or was cut short"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "cannot be opened as a workbook"),
        (HEADER.encode() + GOOD.encode() + b'21/01/2014,R3,"Lock', "breaks off inside quotation marks"),
        (HEADER.encode() + b'21/01/2014,R3,"Lock' + GOOD.encode() * 3, "breaks off inside quotation marks"),
    ],
)
def test_what_is_no_ledger_is_refused_in_a_sentence(ledger, content, words):
    with pytest.raises(UserError, match=words):
        ledger(content)


def test_a_row_that_breaks_off_is_rejected(ledger):
    assert "breaks off" in only_reason(ledger(HEADER + GOOD + "23/01/2014,R3,Lo"))


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path):
    with pytest.raises(UserError, match="There is no file"):
        read_ledger(tmp_path / "none.csv")
    with pytest.raises(UserError, match="is a folder"):
        read_ledger(tmp_path)


def test_a_file_of_2_gb_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(2_000_000_000)
    with pytest.raises(UserError, match="2,000 MB; a table of up to 200 MB"):
        read_ledger(path)


def test_reading_can_be_stopped(ledger):
    def stop(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        ledger(HEADER + GOOD, progress=stop)


def test_progress_never_passes_its_total(ledger):
    seen = []
    ledger(HEADER + GOOD * 12000, progress=lambda done, total: seen.append((done, total)))
    assert len(seen) > 2
    assert all(0 < done <= total for done, total in seen)


def test_rejected_rows_can_be_saved_corrected_and_imported(ledger, tmp_path):
    reading = ledger(
        HEADER + GOOD + "23/01/2014,=R3,@Lock Co,abc\n24/01/2014,R4,Other,-5.00\n",
        period=(date(2014, 1, 1), date(2014, 1, 23)),
    )
    path = tmp_path / "rejects.csv"
    assert write_rejects(path, reading.headers, reading.problems) == 2
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert rows[0] == ["Date", "Ref", "Supplier", "Amount", "Problem row", "Problem column", "Problem reason"]
    assert rows[1][:6] == ["23/01/2014", "'=R3", "'@Lock Co", "abc", "4", "Amount"]
    assert rows[2][3] == "-5.00"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("abc", "7.00"), encoding="utf-8")
    again = read_ledger(path)
    assert [(line.reference, line.payee, line.amount_pence) for line in again.lines] == [
        ("=R3", "@Lock Co", 700),
        ("R4", "Other", -500),
    ]
    assert again.layout_key == reading.layout_key


def test_a_preview_says_what_was_guessed_and_why():
    shown = preview(REAL / "oxford-jan-mar-2018.csv")
    assert (shown.header_row, len(shown.rows), shown.date_order) == (1, 20, "dmy")
    assert shown.mapping["category"] == "Expenditure Catergory"
    reasons = {guess.field: guess.reason for guess in shown.guesses}
    assert reasons["date"] == "“Paid Date”: its name says so and 100% of the cells looked at fit."
    assert reasons["vat"] == "No column is recognised as VAT."
    assert shown.date_order_certain


def test_a_layout_is_known_again_however_its_headings_are_dressed(ledger):
    first = ledger("Paid Date,Supplier_Name,Amount (£)\n21/01/2014,A,1\n")
    assert first.layout_key == ledger(" PAID DATE ;supplier name;Amount\n21/01/2014;B;2\n").layout_key
    assert first.layout_key != ledger("Paid Date,Vendor,Amount\n21/01/2014,A,1\n").layout_key


def test_a_ledger_with_decimal_commas_is_rejected_row_by_row_unless_told(ledger):
    text = "Date;Ref;Supplier;Amount\n21/01/2014;R1;A;1 234,50\n22/01/2014;R2;B;12,34\n"
    reading = ledger(text)
    assert not reading.lines
    assert [row for row, _ in told(reading, "rejected")] == [2, 3]
    assert pence(ledger(text, decimal=",")) == [123450, 1234]
