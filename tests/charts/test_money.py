"""Charts of claims, of constant prices and of next year's certainty say the figures they draw."""

from datetime import date

from cspdesk.charts.certainty import certainty_chart
from cspdesk.charts.chart import name_lines
from cspdesk.charts.money import claim_status, constant_prices
from cspdesk.charts.spend import spend_against_profile
from cspdesk.domain.periods import FinancialYear
from cspdesk.reports.chart_svg import SvgPen
from cspdesk.reports.charts import draw_marks, height

YEAR = FinancialYear(2015)


def test_claims_add_up_only_as_far_as_returns_were_sent() -> None:
    chart = claim_status(
        "A-1", YEAR, award=400_00, spent=[50_00] * 4, received=[100_00, 0, 0, 0], claimed=[40_00, 60_00, None, None]
    )
    claimed = next(s for s in chart.series if s.name == "Claimed")
    assert [value for _, value in claimed.points] == [40_00, 100_00, None, None]
    assert chart.alt_text == "Of an award of £400.00: £200.00 spent, £100.00 received, £100.00 claimed."
    assert chart.table.rows[3] == ("Q4 2015/16 (Jan–Mar)", "£200.00", "£100.00", "none sent", "−£100.00")


def test_a_year_without_returns_shows_no_claim() -> None:
    chart = claim_status("A-1", YEAR, award=1_00, spent=[0] * 4, received=[0] * 4, claimed=[None] * 4)
    assert [s.name for s in chart.series] == ["Spent", "Received"]
    assert "no return was sent" in chart.alt_text


def test_constant_prices_name_their_source_below_the_chart() -> None:
    chart = constant_prices("Prices", [(YEAR, 100, 90)], "It fell.", "2014/15 prices, a series.")
    assert chart.notes == ("2014/15 prices, a series.",)
    assert chart.table.rows == (("2015/16", "£1.00", "£0.90"),)
    over = constant_prices("Prices", [(YEAR, 100, 90)], "It fell.", "A series.", date(2016, 4, 1))
    assert over.notes == ("A series.",)
    running = constant_prices("Prices", [(YEAR, 100, 90)], "It fell.", "A series.", date(2016, 3, 31))
    assert running.alt_text == "It fell. 2015/16 is not over: it is what was paid up to 31 March 2016."


def test_certainty_says_when_nobody_said_what_is_needed() -> None:
    without = certainty_chart(YEAR, [("Confirmed", 5_00), ("At risk", 1_00)], None)
    assert without.alt_text.endswith("Nobody has said what is needed.")
    some = certainty_chart(YEAR, [("Confirmed", 5_00)], None, ("One", "Two", "what serves all priorities"))
    assert some.alt_text.endswith("What is needed in all is not recorded for One, Two and what serves all priorities.")
    needed = certainty_chart(YEAR, [("Confirmed", 5_00)], 9_00).series[1]
    assert needed.points == ((0, 9_00),)


def test_no_bar_is_drawn_of_nothing() -> None:
    chart = certainty_chart(YEAR, [("Confirmed", 5_00), ("Indicative", 0), ("At risk", 1_00)], None)
    pen = SvgPen(top=height(chart))
    draw_marks(pen, chart, top=height(chart), left=0, right=400)
    assert sum(mark.startswith("<rect") for mark in pen.marks) == 2
    assert any(">£0<" in mark for mark in pen.marks), "its number stands there"


def test_spend_against_profile_leads_to_the_years_end_with_its_forecast() -> None:
    chart = spend_against_profile(
        YEAR,
        profile=None,
        actual=[10_00, 0, 0, 0],
        committed=[0, 5_00, 0, 0],
        as_at=date(2015, 6, 30),
        forecast=[0, 0, 20_00, 0],
    )
    heading = next(s for s in chart.series if s.name == chart.table.headings[-1] == "Heading for")
    assert [value for _, value in heading.points] == [10_00, 15_00, 35_00, 35_00]
    assert "£20.00 more is expected, so the year is heading for £35.00" in chart.alt_text
    assert chart.table.rows[2][-2:] == ("£20.00", "£35.00")


def test_a_long_name_is_broken_into_three_lines_at_most() -> None:
    lines = name_lines("Reducing the harm that is done by alcohol and by drugs in every town and village", 7)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert name_lines("Q1 Apr–Jun", 4) == ("Q1 Apr–Jun",)


def test_quarters_still_to_come_are_left_empty() -> None:
    chart = claim_status("A-1", YEAR, award=4_00, spent=[1_00, 0, 0, 0], received=[0] * 4, claimed=[None] * 4, begun=2)
    assert [value for _, value in chart.series[0].points] == [1_00, 1_00, None, None]
    assert chart.table.rows[2][1:] == ("none yet", "none yet", "none yet", "–")
    assert chart.table.rows[1][3] == "none sent"


def test_what_a_draft_asks_for_is_not_called_claimed() -> None:
    def drawn(*claimed: int | None) -> tuple[str, str]:
        chart = claim_status(
            "A-1", YEAR, award=9_00, spent=[1_00] * 4, received=[0] * 4, claimed=claimed, to_claim=2_00
        )
        assert chart.series[-1].name == chart.table.headings[3]
        return chart.series[-1].name, chart.alt_text.partition("received, ")[2]

    assert drawn(None, 2_00, None, None) == ("To be claimed now", "£2.00 to be claimed now.")
    assert drawn(5_00, 2_00, None, None) == (
        "Claimed, and to be claimed now",
        "£5.00 claimed, £2.00 to be claimed now.",
    )
