from datetime import date
from pathlib import Path

import page
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cspdesk.charts.chart import Axis, Band, Chart, DataTable, Series
from cspdesk.charts.spend import spend_against_profile
from cspdesk.domain.narrative import read_narrative
from cspdesk.domain.periods import FinancialYear
from cspdesk.reports.blocks import (
    AttachedFiles,
    Block,
    ChartBlock,
    Column,
    Contents,
    Heading,
    Narrative,
    Paragraph,
    Row,
    Table,
    Title,
)
from cspdesk.reports.chart_blocks import chart_with_table
from cspdesk.reports.document import Furniture, Written, write_document
from cspdesk.reports.finish import Metadata
from cspdesk.reports.fonts import Fonts
from cspdesk.reports.style import CELL
from tests.reports.reading import page_texts, shown_text

METADATA = Metadata("A title", "An author", "A subject", date(2016, 4, 20))
FURNITURE = Furniture("Head", "PUBLIC", "Foot")


def written(path: Path, *blocks: Block) -> Written:
    return write_document(path, (Title("Over", "Name", "Under"), *blocks), METADATA, FURNITURE)


def failures(path: Path) -> list[str]:
    return [
        f"{profile} {failure.rule_id} {failure.message}"
        for profile in ("ua1", "3a")
        for failure in page.validate_pdf(path, profile=profile).failures
    ]


def rows(count: int, words: int = 1) -> tuple[Row, ...]:
    return tuple(Row((f"row{n}", f"start{n} {'word ' * words}end{n}", f"£{n}.00")) for n in range(count))


COLUMNS = (Column("Name", fit="row0000"), Column("Words", weight=1), Column("Amount", "right", "£1,000.00"))


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=300))
def test_any_text_makes_a_sound_document(tmp_path_factory: pytest.TempPathFactory, text: str):
    path = tmp_path_factory.mktemp("any") / "any.pdf"
    blocks = (Heading(1, text), Paragraph(text), Table(COLUMNS, (Row((text, text, text)),), caption=text, name=text))
    write_document(path, (Title(text, text, text), Contents((text,)), *blocks),
                   Metadata(text, text, text, date(2016, 4, 20)), Furniture(text, text, text))  # fmt: skip
    assert failures(path) == []


def test_a_row_is_never_split_over_pages(tmp_path: Path):
    path = tmp_path / "a.pdf"
    written(path, Table(COLUMNS, rows(200, words=90)))
    for shown in page_texts(path):
        assert [n for n in range(200) if f"start{n} " in shown] == [n for n in range(200) if f"end{n}\n" in shown]


def test_a_row_taller_than_a_page_is_shown_whole_and_the_next_follows(tmp_path: Path):
    path = tmp_path / "a.pdf"
    written(path, Table(COLUMNS, (Row(("tall", "many words " * 2000, "£1.00")), Row(("next", "x", "£2.00")))))
    shown = shown_text(path)
    assert shown.count("many") == 2000
    assert "£2.00" in shown
    assert failures(path) == []


def test_a_long_table_heads_every_page(tmp_path: Path):
    path = tmp_path / "a.pdf"
    made = written(path, Table(COLUMNS, rows(1500), name="The list"))
    assert all("Amount" in shown for shown in page_texts(path))
    assert shown_text(path).count("The list, continued") == made.pages - 1
    assert failures(path) == []


@pytest.mark.parametrize("grouped", [True, False])
def test_a_table_of_few_rows_is_never_parted(tmp_path: Path, grouped: bool):
    path = tmp_path / "a.pdf"
    few = [each for row in rows(4) for each in (*((Row((f"of {row.cells[0]}",), "group"),) if grouped else ()), row)]
    for lines in range(20, 40):
        written(path, *(Paragraph("A line.") for _ in range(lines)), Table(COLUMNS, tuple(few)))
        assert len({n for n, text in enumerate(page_texts(path)) for row in range(4) if f"start{row} " in text}) == 1, (
            lines
        )


def test_a_heading_never_stands_alone_above_what_was_written(tmp_path: Path):
    path, said = tmp_path / "a.pdf", Narrative(read_narrative("What comes of it when the money ends. " * 8))
    for lines in range(22, 36):
        for small in range(10):
            above = [
                *(Paragraph("A line.") for _ in range(lines)),
                *(Paragraph("Little.", "small") for _ in range(small)),
            ]
            written(path, *above, Heading(2, "Exit plan"), said)
            (shown,) = [text for text in page_texts(path) if "Exit plan" in text]
            assert "What comes of it" in shown, (lines, small)


@pytest.mark.parametrize("after", [1, 2])
def test_a_group_never_heads_nothing_at_the_foot_of_a_page(tmp_path: Path, after: int):
    path, note = tmp_path / "a.pdf", Paragraph("What the last row must not be parted from. " * 12, "small")
    last = tuple(Row((f"row{n}", "last", "£1.00")) for n in range(after))
    for count in range(25, 50):
        written(path, Table(COLUMNS, (*rows(count), Row(("The group",), "group"), *last)), note)
        (shown,) = [text for text in page_texts(path) if "The group" in text]
        assert "last" in shown, count


def test_the_figures_of_a_chart_are_named_where_they_stand_on_a_page_without_it(tmp_path: Path):
    path = tmp_path / "a.pdf"
    chart = spend_against_profile(
        FinancialYear(2015), profile=None, actual=[1] * 4, committed=[0] * 4, as_at=date(2016, 4, 20)
    )
    parted = set()
    for lines in range(10, 34, 3):
        written(path, *(Paragraph("A line.") for _ in range(lines)), *chart_with_table(chart, "Spend by quarter"))
        (drawn,) = [n for n, text in enumerate(page_texts(path)) if chart.title in text]
        (told,) = [n for n, text in enumerate(page_texts(path)) if "Paid so far" in text]
        parted.add(told > drawn)
        assert ("Spend by quarter, continued" in page_texts(path)[told]) is (told > drawn)
    assert parted == {True, False}
    assert failures(path) == []


def test_a_chart_without_one_value_is_told_and_not_drawn():
    chart = spend_against_profile(
        FinancialYear(2017), profile=None, actual=[0] * 4, committed=[0] * 4, as_at=date(2016, 4, 20)
    )
    said, table = chart_with_table(chart, "Spend by quarter")
    assert said == Paragraph("2017/18 has not begun.")
    assert isinstance(table, Table)


def test_joined_columns_are_one_cell_when_read_aloud(tmp_path: Path):
    path = tmp_path / "a.pdf"
    joined = (COLUMNS[0], Column("Words", weight=1, joined=True), COLUMNS[2])
    written(path, Table(joined, (*rows(3), Row(("Group",), "group"), Row(("", "Sum", "£3.00"), "total"))))
    with pikepdf.open(path) as pdf:
        cells = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/TD"]
    assert len(cells) == 3 * 2 + 1 + 2
    assert failures(path) == []


def test_figures_end_on_one_line_down_the_page(tmp_path: Path):
    path = tmp_path / "a.pdf"
    amounts = ("£1.00", "−£12,345,678.90", "£250.00")
    columns = (*COLUMNS[:2], Column("Amount", "right", amounts[1]))
    written(path, Table(columns, tuple(Row((f"row{n}", "x", amount)) for n, amount in enumerate(amounts))))
    face = Fonts().regular
    with pikepdf.open(path) as pdf:
        places = [
            float(operands[4])
            for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
            if str(operator) == "Tm"
        ]
    ends = [x + face.width(amount, CELL.size) for x, amount in zip(places[2::3], amounts, strict=True)]
    assert max(ends) - min(ends) < 0.05


@pytest.mark.parametrize("values", [(0, 0, 0), (5, -300_000, 12), (None, 7, None), (10**13, 0, -(10**13))])
def test_every_kind_of_series_can_be_drawn(tmp_path: Path, values: tuple[int | None, ...]):
    path = tmp_path / "a.pdf"
    points = tuple(enumerate(values))
    series = tuple(Series(f"As {kind}", kind, points) for kind in ("line", "bar", "step", "area"))
    axis = Axis("Quarter", categories=("Q1", "Q2", "Q3"))
    table, bands = DataTable(("a",), ()), (Band("Later", 2, 2),)
    chart = Chart("Title", axis, Axis("Pounds"), series, "What it shows.", table, bands, ("A note.",))
    written(path, ChartBlock(chart))
    assert failures(path) == []
    with pikepdf.open(path) as pdf:
        figures = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
    assert str(figures[0].Alt) == "What it shows."


def test_text_stays_text_between_lines(tmp_path: Path):
    path = tmp_path / "a.pdf"
    sentence = " ".join(f"word{n}" for n in range(300))
    written(path, Paragraph(sentence))
    assert sentence in shown_text(path)


def test_the_rows_of_a_group_that_go_on_over_a_page_stand_under_its_name_again(tmp_path: Path):
    columns = (Column("What", weight=1), Column("Amount", "right", "£10.00"))
    rows = (Row((f"Thing {n}", "£1.00")) for n in range(60))
    ends = (Row(("Sum of them", "£60.00"), "subtotal"), Row(("All", "£60.00"), "total"))
    table = Table(columns, (Row(("First agreement",), "group"), *rows, *ends), name="Money")
    path = tmp_path / "a.pdf"
    write_document(path, [Title("", "A paper", ""), table], METADATA, FURNITURE)
    first, *more = page_texts(path)
    assert "First agreement, continued" not in first
    assert [text.count("First agreement, continued") for text in more] == [1] * len(more)
    assert more


def test_the_figures_of_a_chart_stand_before_it_where_the_page_has_room_for_them_alone(tmp_path: Path):
    path = tmp_path / "a.pdf"
    chart = spend_against_profile(
        FinancialYear(2015), profile=None, actual=[1] * 4, committed=[0] * 4, as_at=date(2016, 4, 20)
    )
    after = Table((Column("Agreement", weight=1),), (Row(("A-1",)), Row(("A-2",))), name="Agreements")
    places = set()
    for lines in range(8, 40):
        said = [*(Paragraph("A line.") for _ in range(lines)), Heading(1, "The year")]
        written(path, *said, *chart_with_table(chart, "Spend by quarter"), after)
        pages = page_texts(path)
        words = ("The year", chart.title, "Paid so far")
        headed, drawn, told = (next(n for n, text in enumerate(pages) if word in text) for word in words)
        places.add((drawn - headed, told - headed))
        assert ("Spend by quarter, continued" in pages[told]) is (told > drawn)
        assert not any("Agreements, continued" in text for text in pages)
    assert (1, 0) in places
    assert (1, 1) not in places  # then the heading with its sentence would stand alone
    assert failures(path) == []


@pytest.mark.parametrize("filling", range(28, 34))
def test_what_is_attached_is_said_on_the_page_of_the_small_print_that_it_ends(tmp_path: Path, filling: int):
    above = [Paragraph("Filling.", "small")] * filling
    note = Paragraph("A note of several lines. " * 16, "small")
    path = tmp_path / "a.pdf"
    written(path, *above, Heading(1, "How to read"), note, AttachedFiles("a.csv holds it."), Heading(1, "Signed"))
    assert len([text for text in page_texts(path) if "How to read" in text or "a.csv holds it." in text]) == 1
