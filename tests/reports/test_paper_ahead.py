"""Next year's money in a bid: the figures that Funding has, as far as the reader may see, kept and printed."""

from dataclasses import replace
from datetime import date

import pytest

from cspdesk.domain.audience import Audience
from cspdesk.domain.forecasts import FundingNeed
from cspdesk.domain.funding import Agreement, BudgetLine, Certainty
from cspdesk.domain.next_year import next_year
from cspdesk.domain.papers import FundingLevel, FundingOption
from cspdesk.domain.partnership import Priority
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.positions import positions
from cspdesk.reports.bid_parts import request
from cspdesk.reports.blocks import ChartBlock, Paragraph, Table
from cspdesk.reports.paper_document import figures_from_json, figures_json
from cspdesk.reports.paper_figures import AheadMoney, PaperFigures
from cspdesk.reports.paper_record import AheadRecord, PaperRecord
from tests.paper_records import BID, COMMITTEE, ONE, TWO, gathered, paper
from tests.return_records import record

NEXT = FinancialYear(2016)


def agreement(id_: str, certainty: Certainty, marking: Audience = Audience.PUBLIC) -> Agreement:
    return Agreement(
        id_, "f", id_.upper(), "Next year", date(2016, 4, 1), date(2017, 3, 31), 0, certainty=certainty,
        marking=marking, marking_reason="Not announced" if marking is not Audience.PUBLIC else "",
    )  # fmt: skip


def made(asked: Priority | None, audience: Audience = Audience.PUBLIC, template: str = BID) -> PaperRecord:
    """Return a paper whose next year has a sure, a hoped-for and a hidden agreement, and needs of both priorities."""
    agreements = (
        agreement("sure", Certainty.CONFIRMED),
        agreement("hoped", Certainty.REQUESTED),
        agreement("hidden", Certainty.CONFIRMED, Audience.RESTRICTED),
    )
    lines = (
        BudgetLine(
            id="l1",
            agreement_id="sure",
            position=1,
            reference="A",
            title="A line",
            original_pence=100_00,
            priority_id="p1",
        ),
        BudgetLine(
            id="l2",
            agreement_id="hoped",
            position=1,
            reference="B",
            title="B line",
            original_pence=30_00,
            priority_id="p1",
        ),
        BudgetLine(
            id="l3",
            agreement_id="hoped",
            position=2,
            reference="C",
            title="C line",
            original_pence=7_00,
            priority_id="p2",
            illustrative=True,
        ),
        BudgetLine(
            id="l4",
            agreement_id="hidden",
            position=1,
            reference="D",
            title="D line",
            original_pence=50_00,
            priority_id="p1",
        ),
    )
    needs = (FundingNeed("n1", "p1", NEXT, 160_00), FundingNeed("n2", "p2", NEXT, 9_00))
    found = next_year(NEXT, agreements, lines, positions(lines, (), (), ()), (), needs)
    ahead = AheadRecord(found, {a.id: a for a in agreements}, frozenset({"hoped"}))
    return paper(record("year-end", "2015/16"), template, asked, ahead=ahead, audience=audience)


def ahead_in(figures: PaperFigures) -> AheadMoney:
    assert figures.ahead is not None
    return figures.ahead


def words(figures: PaperFigures) -> list[str]:
    return [block.text for block in request(figures) if isinstance(block, Paragraph)]


@pytest.mark.parametrize("asked", [ONE, TWO, None])
def test_who_sees_all_reads_what_funding_has(asked: Priority | None) -> None:
    paper_record = made(asked, Audience.RESTRICTED)
    assert paper_record.ahead is not None
    found = paper_record.ahead.found
    prospect = next((p for p in found.prospects if asked and p.priority_id == asked.id), found.total)
    ahead = ahead_in(gathered(paper_record))
    assert [ahead.money(c) for c in Certainty] == [prospect.money(c) for c in Certainty]
    assert ahead.need_pence == prospect.need_pence
    assert not ahead.partial


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.PARTNER])
def test_a_withheld_agreement_is_neither_named_nor_counted_and_that_is_said(audience: Audience) -> None:
    figures = gathered(made(ONE, audience))
    assert [s.agreement for s in ahead_in(figures).sources] == ["SURE", "HOPED"]
    assert ahead_in(figures).money(Certainty.CONFIRMED) == 100_00
    assert "HIDDEN" not in figures_json(figures)
    assert words(figures)[-1] == "What is withheld from this version is not counted here."
    assert ("agreement of next year", 1) in [(w.what, w.count) for w in figures.withheld]


def test_a_withheld_priority_gives_neither_its_money_nor_its_need() -> None:
    hidden = replace(TWO, marking=Audience.RESTRICTED)
    ahead = ahead_in(gathered(replace(made(None), priorities=(ONE, hidden))))
    assert ahead.need_pence == 160_00
    assert [(s.agreement, s.pence) for s in ahead.sources] == [("SURE", 100_00), ("HOPED", 30_00)]
    assert ahead.partial


def test_the_gap_is_what_is_needed_and_not_confirmed() -> None:
    said = " ".join(words(gathered(made(ONE, Audience.RESTRICTED))))
    assert "Of the £160 needed in 2016/17, £150 is confirmed: the gap is £10." in said
    assert "If all that is hoped for came, nothing would be missing." in said
    short = " ".join(words(gathered(made(ONE))))
    assert "the gap is £60. If all that is hoped for came, £30 would still be missing." in short


def test_its_chart_and_tables_say_the_same_figures() -> None:
    blocks = list(request(gathered(made(None, Audience.RESTRICTED))))
    (chart,) = (block.chart for block in blocks if isinstance(block, ChartBlock))
    by_certainty, sources = (block for block in blocks if isinstance(block, Table))
    assert tuple(row.cells for row in by_certainty.rows) == chart.table.rows
    assert [row.cells for row in sources.rows] == [
        ("HIDDEN", "Confirmed", "", "£50.00"),
        ("SURE", "Confirmed", "", "£100.00"),
        ("HOPED (illustrative)", "Requested", "", "£37.00"),
    ]


def test_a_need_that_is_not_said_is_told_by_its_priority_and_no_gap_is() -> None:
    paper_record = made(None)
    assert paper_record.ahead is not None
    found = paper_record.ahead.found
    unsaid = replace(found, prospects=tuple(replace(p, need_pence=None) for p in found.prospects[:1]))
    said = " ".join(words(gathered(replace(paper_record, ahead=replace(paper_record.ahead, found=unsaid)))))
    assert "What is needed in all is not recorded for One." in said
    assert "gap" not in said


def test_a_request_is_not_called_nought_among_the_money_that_it_is_not_of() -> None:
    said = "The request above is not among this money."
    asked = (FundingOption("o", "b", FundingLevel.FULL, 104_000_00, "All goes on"),)
    paper_record = made(None)
    assert paper_record.ahead is not None
    found = paper_record.ahead.found
    none = tuple(replace(p, sources=()) for p in found.prospects)
    nothing = replace(paper_record, ahead=replace(paper_record.ahead, found=replace(found, prospects=none)))
    assert said in words(gathered(replace(nothing, options=asked)))
    assert said not in words(gathered(nothing)), "nothing is asked for"
    assert said not in words(gathered(replace(paper_record, options=asked))), "an agreement holds what is requested"


def test_it_is_kept_with_the_figures_and_a_paper_kept_before_is_made_without_it() -> None:
    figures = gathered(made(ONE))
    assert figures_from_json(figures_json(figures)) == figures
    assert not [b for b in request(replace(figures, ahead=None)) if isinstance(b, ChartBlock)]


def test_a_committee_paper_has_no_request_and_so_none_of_it() -> None:
    assert gathered(made(None, template=COMMITTEE)).ahead is None
