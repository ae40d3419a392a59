"""The return, the evidence of spend, the workbook and the CSV say the same penny, over random ledgers."""

import csv
import io
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from cspdesk.domain.agreements import Variation
from cspdesk.domain.commitments import CommitmentPayment
from cspdesk.domain.funding import Eligibility, TransactionKind
from cspdesk.domain.money import typed_pence
from cspdesk.domain.return_figures import ReturnFigures, figures_from_json, figures_json, fill
from cspdesk.domain.return_record import ReturnRecord
from cspdesk.domain.return_table import TableValue
from cspdesk.exchange.return_book import return_workbook
from cspdesk.reports.evidence_figures import EvidenceFigures
from cspdesk.reports.evidence_gather import gather
from cspdesk.reports.evidence_record import SpendRecord
from cspdesk.reports.return_document import figures_csv
from tests.builders import payment, virement
from tests.return_records import TEMPLATES, record

FIRST = date(2014, 4, 1)
days = st.integers(0, 3 * 365).map(lambda n: FIRST + timedelta(days=n))
in_year = st.integers(0, 365).map(lambda n: date(2015, 4, 1) + timedelta(days=n))


@st.composite
def ledgers(draw: st.DrawFn) -> dict[str, Any]:
    """Give payments, refunds, orders settled in part or whole, expectations, virements and variations."""
    entries = [
        payment(
            f"t{n}",
            occurred_on=draw(days),
            amount_pence=draw(st.integers(-5_000, 50_000)),
            kind=draw(st.sampled_from(TransactionKind)),
            line_id=draw(st.sampled_from(("line-1", "line-2", None))),
            eligibility=draw(st.sampled_from(Eligibility)),
        )
        for n in range(draw(st.integers(0, 12)))
    ]
    settlements = []
    for n in range(draw(st.integers(0, 4))):
        order = payment(f"o{n}", kind=TransactionKind.COMMITMENT, occurred_on=draw(in_year), amount_pence=9_000,
                        line_id="line-1")  # fmt: skip
        paid = payment(f"p{n}", occurred_on=draw(days), amount_pence=draw(st.integers(1, 9_000)), line_id="line-2")
        entries += [order, paid]
        settlements.append(CommitmentPayment(f"s{n}", order.id, paid.id, paid.amount_pence))
    moved = [
        virement(id=f"v{n}", amount_pence=draw(st.integers(1, 500)), decided_on=draw(in_year))
        for n in range(draw(st.integers(0, 3)))
    ]
    varied = [
        Variation(f"w{n}", "agreement", draw(in_year), "More", "line-2", draw(st.integers(-500, 5_000)))
        for n in range(draw(st.integers(0, 2)))
    ]
    return {
        "transactions": tuple(entries),
        "settlements": tuple(settlements),
        "virements": tuple(moved),
        "variations": tuple(varied),
        "proved_ids": frozenset(t.id for t in entries if draw(st.booleans())),
    }


def evidence_of_spend(made: ReturnRecord) -> EvidenceFigures:
    """Return the evidence of spend of the return's year from the same record."""
    return gather(
        SpendRecord(
            partnership=made.partnership, agreement=made.agreement, funder=made.funder, recipient=None, priorities=(),
            lines=made.lines, profile=made.profile, virements=made.virements, transactions=made.transactions,
            evidence=(), links=(), year=made.period.year, audience=made.audience, as_at=made.as_at, version="",
            variations=made.variations, settlements=made.settlements,
        )
    )  # fmt: skip


@given(ledgers())
def test_a_return_at_the_years_end_says_what_the_evidence_of_spend_says(ledger: dict[str, Any]) -> None:
    made = record("year-end", "2015/16", **ledger)
    figures, proof = fill(made), evidence_of_spend(made)
    total = proof.total
    for name in ("revised", "actual_year", "committed", "forecast", "outturn", "variance"):
        assert figures.sums[name] == getattr(total, name.removesuffix("_year")), name
    for line in proof.lines:
        ours = figures.lines[line.name]
        theirs = line.position
        assert (ours["revised"], ours["actual_year"], ours["committed"], ours["forecast"]) == (
            theirs.revised, theirs.actual, theirs.committed, theirs.forecast
        )  # fmt: skip


@given(ledgers(), st.integers(1, 4))
def test_identities_hold_at_the_end_of_every_quarter(ledger: dict[str, Any], number: int) -> None:
    sums = fill(record("s151-claim", f"2015/16-Q{number}", **ledger)).sums
    assert sums["outturn"] == sums["actual_year"] + sums["committed"] + sums["forecast"]
    assert sums["variance"] == sums["outturn"] - sums["revised"] == -sums["underspend_year_end"]
    assert sums["actual_to_date"] == sums["actual_before"] + sums["actual_period"]
    left_out = sum(sums[name] for name in ("unassigned", "outside", "ineligible", "unjudged"))
    assert sums["eligible_to_date"] == sums["actual_to_date"] - left_out
    assert sums["evidenced"] + sums["untraced"] == sums["actual_year"]
    assert sums["outturn"] == fill(record("year-end", "2015/16", **ledger)).sums["outturn"]


@given(ledgers(), st.integers(1, 4))
def test_the_charts_of_a_return_come_to_what_it_says(ledger: dict[str, Any], number: int) -> None:
    figures = fill(record("s151-claim", f"2015/16-Q{number}", **ledger))
    drawn = {name: sum(pence or 0 for pence in amounts) for name, amounts in figures.quarters.items()}
    said = figures.sums
    assert (drawn["paid"], drawn["committed"], drawn["forecast"]) == (
        said["actual_year"], said["committed"], said["forecast"]
    )  # fmt: skip
    assert figures.quarters["claimed"][number - 1] == said["claim"]
    assert figures_from_json(figures_json(figures)) == figures


@given(ledgers())
def test_each_quarter_opens_with_what_the_one_before_closed_with(ledger: dict[str, Any]) -> None:
    quarters = [fill(record("s151-claim", f"2015/16-Q{n}", **ledger)).sums for n in (1, 2, 3, 4)]
    for before, after in pairwise(quarters):
        assert after["actual_before"] == before["actual_to_date"]
    assert quarters[-1]["actual_year"] == sum(q["actual_period"] for q in quarters)


@settings(max_examples=25)
@given(ledgers(), st.sampled_from(TEMPLATES))
def test_workbook_csv_and_kept_figures_hold_the_same_pennies(ledger: dict[str, Any], name: str) -> None:
    figures = fill(record(name, "2015/16" if name == "year-end" else "2015/16-Q3", **ledger))
    wanted = pennies(figures)
    book = load_workbook(io.BytesIO(return_workbook(figures, date(2016, 5, 1), draft=True)))
    rows = list(book["Figures"].iter_rows(min_row=2, values_only=True))
    assert [round(float(str(row[6])) * 100) for row in rows if row[5] == "money" and row[6] is not None] == wanted
    lines = csv.DictReader(io.StringIO(figures_csv(figures).decode()))
    assert [typed_pence(row["value"]) for row in lines if row["kind"] == "money" and row["value"]] == wanted
    assert pennies(figures_from_json(figures_json(figures))) == wanted


def pennies(figures: ReturnFigures) -> list[int]:
    """Return every amount of money that the return shows, in order."""
    found = []
    for field in figures.fields:
        if isinstance(field.value, TableValue):
            rows = (*field.value.rows, *([field.value.total] if field.value.total else []))
            kinds = [kind for _, kind in field.value.columns]
            cells = (cell for row in rows for kind, cell in zip(kinds, row, strict=True) if kind == "money")
            found += [cell for cell in cells if isinstance(cell, int)]
        elif field.kind.value == "money" and isinstance(field.value, int):
            found.append(field.value)
    return found


@given(ledgers())
def test_tables_sum_to_the_figures_beside_them(ledger: dict[str, Any]) -> None:
    figures = fill(record("pcc-quarterly", "2015/16-Q2", **ledger))
    tables = {f.source: f.value for f in figures.fields if isinstance(f.value, TableValue)}
    total = tables["by_line"].total or ()
    wanted = ("revised", "actual_period", "actual_year", "committed", "forecast", "outturn", "variance")
    assert list(total[1:]) == [figures.sums[name] for name in wanted]


def test_words_that_a_spreadsheet_would_run_are_not_run() -> None:
    answers = {"achievements": '=HYPERLINK("http://x")', "risks": "@SUM(A1)"}
    figures = fill(record("pcc-quarterly", answers=answers))
    book = load_workbook(io.BytesIO(return_workbook(figures, date(2016, 5, 1), draft=False)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(cell.value == answers["achievements"] for cell in cells)
    assert "'=HYPERLINK" in figures_csv(figures).decode()
