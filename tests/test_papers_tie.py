"""The committee's summary, the bid, the evidence of spend and the return say the same penny, over random ledgers."""

import csv
import io
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cspdesk.domain.money import typed_pence
from cspdesk.domain.positions import Position
from cspdesk.domain.return_figures import fill
from cspdesk.reports import committee_parts
from cspdesk.reports.blocks import Block, Table
from cspdesk.reports.evidence_gather import gather as gather_spend
from cspdesk.reports.paper_document import figures_from_json, figures_json, money_csv
from cspdesk.reports.paper_money import named_sums
from tests.paper_records import BID, COMMITTEE, ONE, TWO, gathered, paper, spend_of
from tests.return_records import record
from tests.test_returns_tie import ledgers

NAMES = ("revised", "actual_year", "committed", "forecast", "outturn", "variance")


def sums(position: Position) -> list[int]:
    """Return a position's sums in the order of NAMES."""
    named = named_sums(position)
    return [named[name] for name in NAMES]


@given(ledgers())
def test_summary_bid_evidence_and_return_say_the_same_penny(ledger: dict[str, Any]) -> None:
    made = record("year-end", "2015/16", **ledger)
    sent, proof = fill(made), gather_spend(spend_of(made))
    wanted = [sent.sums[name] for name in NAMES]
    assert sums(proof.total) == wanted
    for name in (COMMITTEE, BID):
        figures = gathered(paper(made, name))
        assert sums(figures.money) == wanted, name
        (agreement,) = figures.agreements
        for line in agreement.lines:
            assert [sent.lines[line.name][each] for each in NAMES] == sums(line.position), line.name
        assert figures.traced == proof.traced


@given(ledgers())
def test_each_priority_has_the_same_money_in_its_bid_and_on_its_page(ledger: dict[str, Any]) -> None:
    made = record("year-end", "2015/16", **ledger)
    summary = gathered(paper(made))
    for priority in (ONE, TWO):
        (page,) = (p for p in summary.priorities if p.name == priority.name)
        bid = gathered(paper(made, BID, priority))
        assert bid.money == page.money == bid.priorities[0].money
        assert bid.traced == page.traced


@given(ledgers())
def test_the_printed_tables_add_up_to_what_they_print(ledger: dict[str, Any]) -> None:
    figures = gathered(paper(record("year-end", "2015/16", **ledger)))
    by_priority, by_line = tables(committee_parts.money(figures))
    for table, kinds in ((by_priority, {"row"}), (by_line, {"row"}), (by_line, {"subtotal"})):
        rows = list(table.rows)
        for column in range(1, len(table.columns)):
            parts = [typed_pence(row.cells[column]) for row in rows if row.kind in kinds]
            assert sum(parts) == typed_pence(rows[-1].cells[column])


@settings(max_examples=25)
@given(ledgers(), st.sampled_from((COMMITTEE, BID)))
def test_what_is_kept_and_attached_holds_the_same_pennies(ledger: dict[str, Any], name: str) -> None:
    figures = gathered(paper(record("year-end", "2015/16", **ledger), name))
    assert figures_from_json(figures_json(figures)) == figures
    *lines, total = csv.DictReader(io.StringIO(money_csv(figures).decode()))
    assert [typed_pence(total[each]) for each in NAMES] == sums(figures.money)
    own = [row for row in lines if row["line"] != "sum"]
    assert [sum(typed_pence(row[each]) for row in own) for each in NAMES] == sums(figures.money)


def tables(blocks: Any) -> list[Table]:
    """Return the tables among blocks."""
    given_: list[Block] = list(blocks)
    return [block for block in given_ if isinstance(block, Table)]
