"""What a bid says beneath its charts and in its notes on the indicators, and how those notes go over pages."""

from datetime import date
from pathlib import Path

import page
import pytest

from cspdesk.domain.indicators import Area
from cspdesk.domain.series import Series, series_of
from cspdesk.reports import bid_annexes, bid_parts
from cspdesk.reports.blocks import Block, Bullets, Column, Facts, Heading, Paragraph, Row, Table, Title
from cspdesk.reports.document import Furniture, write_document
from cspdesk.reports.finish import Metadata
from cspdesk.reports.paper_figures import PaperFigures
from cspdesk.reports.paper_record import PriorityRecord
from tests.indicator_builders import KNOWN_ON, broken, indicator, observed, series
from tests.paper_records import BID, ONE, gathered, paper, plan_of
from tests.reports.reading import page_texts
from tests.return_records import record

CRIME = indicator()
NOISE = indicator(id="n", name="Noise", unit="complaints")
SHROPSHIRE = Area("E06000051", "Shropshire")


def made(*shown: Series, others: Series | None = None) -> PaperFigures:
    """Return the figures of a bid for a priority with these indicators."""
    of = record(as_at=KNOWN_ON)
    beside = {others.indicator.id: (others,)} if others else {}
    part = PriorityRecord(plan_of(of, ONE), series=shown, others=beside)
    return gathered(paper(of, BID, ONE, parts=(part,)))


def small_words(figures: PaperFigures) -> list[str]:
    return [b.text for b in bid_parts.changed(figures) if isinstance(b, Paragraph) and b.look == "small"]


CUT = series(CRIME, observed(CRIME, "2013", [1000, 1010, 1600]), broken(date(2015, 1, 1)))
ALIKE = series(NOISE, observed(NOISE, "2013", [300, 310, 290]))


def test_what_the_evidence_does_not_show_is_told_of_each_indicator_where_they_differ() -> None:
    assert small_words(made(CUT, ALIKE)) == [
        "About Recorded crime. One time only, nothing comparable before: it does not show any change.",
        "About Noise. Before and after, no comparison area: it does not show what made the difference, nor what would "
        "have been without the work.",
    ]
    (alone,) = small_words(made(ALIKE))
    assert alone.startswith("Before and after, no comparison area:")


def test_figures_of_other_areas_end_on_one_line_as_the_area_s_own_do() -> None:
    there = series_of(NOISE, SHROPSHIRE, observed(NOISE, "2013", [5, 6, 7], area=SHROPSHIRE), KNOWN_ON)
    (table,) = (b for b in bid_annexes.indicators(made(ALIKE, others=there)) if isinstance(b, Table))
    aligned = {column.heading: column.align for column in table.columns}
    assert aligned["Shropshire"] == aligned["Value"] == "right"
    assert aligned["Period"] == aligned["95% interval"] == "left"


def pages_of(tmp_path: Path, *blocks: Block) -> list[str]:
    """Write blocks as a document that fails no check; return what each page shows."""
    path = tmp_path / "made.pdf"
    metadata, furniture = (
        Metadata("A title", "An author", "A subject", date(2016, 4, 20)),
        Furniture("H", "PUBLIC", "F"),
    )
    write_document(path, (Title("Over", "Name", "Under"), *blocks), metadata, furniture)
    assert not [found for profile in ("ua1", "3a") for found in page.validate_pdf(path, profile=profile).failures]
    return page_texts(path)


def note(rows: int) -> tuple[Block, ...]:
    """Return the notes on an indicator with so many figures."""
    columns = (Column("Period", fit="2015"), Column("Worth", "right", "1,000"), Column("Note", weight=1))
    told = tuple(Row((f"{2000 + n}", "1,000", "a note")) for n in range(rows))
    facts = Facts(tuple((f"Fact {n}", f"Told{n}. {'Words. ' * 30}") for n in range(7)), "About Noise")
    figures = Table(columns, told, name="Figures of Noise", row_heading=True, together=rows <= 6)
    return Heading(1, "Noise"), facts, figures


def lines(count: int) -> tuple[Block, ...]:
    return tuple(Paragraph("A line.") for _ in range(count))


def test_facts_that_go_on_at_a_page_and_figures_that_begin_there_are_said_to_be_whose(tmp_path: Path) -> None:
    seen = set()
    for count in range(4, 32, 3):
        shown = pages_of(tmp_path, *lines(count), *note(40))
        opens = next(text for text in shown if "Worth" in text)
        last = next(text for text in shown if "Told6." in text)
        parted = any("Told0." not in text and "Told6." in text for text in shown)
        assert ("About Noise, continued" in last) is parted
        assert ("Figures of Noise" in opens and "Figures of Noise, continued" not in opens) is (opens != last)
        seen |= {("facts", parted), ("figures", opens != last)}
    assert seen >= {("facts", True), ("facts", False), ("figures", True), ("figures", False)}


def test_a_small_table_stands_with_the_last_that_is_told_of_its_indicator(tmp_path: Path) -> None:
    for count in range(4, 32, 3):
        shown = pages_of(tmp_path, *lines(count), *note(5))
        (opens,) = (text for text in shown if "Worth" in text)
        assert "Told6." in opens, count
        assert "2004" in opens, count


@pytest.mark.parametrize("many", [1, 2, 3])
def test_small_words_beneath_points_do_not_stand_on_a_page_alone(tmp_path: Path, many: int) -> None:
    points = Bullets(("First point.", "Last point."))
    for count in range(28, 38):
        small = [Paragraph(f"Small{n} words.", "small") for n in range(many)]
        shown = pages_of(tmp_path, *lines(count), points, *small, Heading(1, "Next"))
        assert next(text for text in shown if "Small0" in text) == next(t for t in shown if "Last point" in t), count
        assert f"Small{many - 1}" in next(text for text in shown if "Last point" in text), count


def test_what_leads_to_points_stands_on_a_page_with_the_first_of_them(tmp_path: Path) -> None:
    points = Bullets(("First point.", "Last point."))
    for count in range(28, 38):
        shown = pages_of(tmp_path, *lines(count), Paragraph("What changed: 2.", leads=True), points)
        assert "First point" in next(text for text in shown if "What changed" in text), count
        shown = pages_of(tmp_path, *lines(count), Heading(1, "Risks"), Paragraph("Nothing yet.", "warning"), points)
        assert "First point" in next(text for text in shown if "Nothing yet" in text), count


def test_an_indicator_without_a_figure_has_no_table_of_none() -> None:
    told = list(bid_annexes.indicators(made(series(CRIME, []), ALIKE)))
    assert [b.name for b in told if isinstance(b, Table)] == ["Figures of Noise"]
    assert sum(isinstance(b, Facts) for b in told) == 2
