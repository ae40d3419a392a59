"""Charts of results and written words on paper: everything is there, read aloud, and nothing fails a check."""

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import page
import pikepdf
import pytest
from PySide6.QtPdf import QPdfDocument

from cspdesk.analysis.indicator_change import intervals_of
from cspdesk.analysis.signals import signals
from cspdesk.charts.results import ResultChart, results_chart
from cspdesk.domain.data_periods import PeriodKind
from cspdesk.domain.indicators import Annotation, Area, Better, BreakEffect
from cspdesk.domain.narrative import read_narrative
from cspdesk.domain.series import series_of
from cspdesk.reports.blocks import Block, Bullets, Heading, Narrative, Paragraph, Result, Results, Title
from cspdesk.reports.chart_svg import SvgPen
from cspdesk.reports.document import Furniture, write_document
from cspdesk.reports.finish import Metadata
from cspdesk.reports.result_charts import NAME, draw_marks, key_lines
from tests.indicator_builders import HEREFORDSHIRE, KNOWN_ON, broken, indicator, observed

TEXT = "# A heading\nSome *stressed* words.\n\n- one\n- two *three*\n\n" + "long words " * 900


def chart() -> ResultChart:
    """Return a monthly chart with limits, a break, an event, points that stand out, a baseline and a target."""
    of = indicator(
        frequency=PeriodKind.MONTH, target=Decimal(60), target_on=date(2015, 3, 31), baseline_from=date(2013, 1, 1),
        baseline_to=date(2013, 12, 31),
    )  # fmt: skip
    counts = [10, 12, 9, 11, 10, 12, 9, 10, 11, 60, 10, 9, 8, 30, 31, 30, 32, 31, 30, 2]
    told = Annotation("a", "i", date(2013, 6, 1), "An operation", date(2013, 8, 1))
    made = series_of(
        of, HEREFORDSHIRE, observed(of, "2013-01", counts), KNOWN_ON,
        [broken(date(2014, 2, 1), BreakEffect.CAUTION)], [told],
    )  # fmt: skip
    return results_chart(made, signals(made), intervals=intervals_of(made), says="Cannot tell.")


@pytest.mark.parametrize("lines", range(8, 48, 3))
def test_no_page_is_left_empty_before_charts_while_points_follow_them(tmp_path: Path, lines: int) -> None:
    """What follows charts that do not fit fills the page before them, whole; the charts come after it."""
    points = Bullets(tuple(f"Point {n} says what is known of an indicator that is not drawn." for n in range(6)))
    results = Results((Result(chart(), "Said of the chart. " * 20, "Caveat. " * 20),))
    blocks: list[Block] = [Title("Over", "Title", "Under"), Heading(1, "Results"),
                           *(Paragraph(f"Line {n}.") for n in range(lines)), results, points,
                           Heading(1, "Next")]  # fmt: skip
    path = tmp_path / "made.pdf"
    write_document(
        path,
        blocks,
        Metadata(title="t", author="a", subject="s", made_on=date(2016, 5, 5)),
        Furniture("h", "PUBLIC", "f"),
    )
    text = words_of_pages(path)
    assert sum(page.count(f"Point {n} ") for page in text for n in range(6)) == 6
    drawn_on = next(n for n, page in enumerate(text) if "Said of the chart" in page)
    told_on = next(n for n, page in enumerate(text) if "Point 0" in page)
    last_on = next(n for n, page in enumerate(text) if f"Line {lines - 1}." in page)
    assert drawn_on == last_on or told_on == last_on or text[last_on].count("Line") > 24  # then too few lines are left


def test_charts_that_begin_a_page_say_whose_they_are(tmp_path: Path) -> None:
    seen = set()
    path = tmp_path / "made.pdf"
    for lines in (2, 20, 24, 28):
        results = Results((Result(chart(), "Said of the chart.", ""),), name="One")
        blocks: list[Block] = [Title("Over", "Title", "Under"), *(Paragraph(f"Line {n}.") for n in range(lines)),
                               results]  # fmt: skip
        made_on = date(2016, 5, 5)
        write_document(path, blocks, Metadata("t", "a", "s", made_on), Furniture("h", "PUBLIC", "f"))
        (of,) = (page for page in words_of_pages(path) if "Said of the chart" in page)
        begins = "Line" not in of
        assert ("One, continued" in of) is begins
        seen.add(begins)
    assert seen == {True, False}


def words_of_pages(path: Path) -> list[str]:
    """Return the words of each page."""
    document = QPdfDocument()
    document.load(str(path))
    words = [document.getAllText(n).text() for n in range(document.pageCount())]
    document.close()
    return words


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_charts_side_by_side_fail_no_check_and_are_told_in_words(tmp_path: Path, columns: int) -> None:
    row = tuple(Result(chart(), f"Sentence {n}.", "Caveat." if n else "") for n in range(columns))
    blocks: list[Block] = [Title("Over", "Title", "Under"), Heading(1, "Results"), Results(row), Heading(1, "Words"),
                           Narrative(read_narrative(TEXT)), Bullets(("first", "second"), numbered=True)]  # fmt: skip
    path = tmp_path / "made.pdf"
    write_document(
        path,
        blocks,
        Metadata(title="t", author="a", subject="s", made_on=date(2016, 5, 5)),
        Furniture("h", "PUBLIC", "f"),
    )
    for profile in ("ua1", "3a"):
        assert not page.validate_pdf(path, profile=profile).failures, profile
    with pikepdf.open(path) as pdf:
        figures = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
        assert len(figures) == columns
        assert all("Cannot tell." in str(o["/Alt"]) for o in figures)


def drawn(of: ResultChart, width: float = 250) -> list[str]:
    """Return a chart's marks, in the order in which they are made."""
    pen = SvgPen(top=200)
    draw_marks(pen, of, left=0, width=width, top=200, title=1)
    return pen.marks


def key_of(of: ResultChart) -> str:
    """Return what stands beneath a chart."""
    return " ".join("".join(key_lines(SvgPen(top=0), of, 250)).split())


def beside(points: int, better: Better = Better.LOWER) -> ResultChart:
    """Return a chart with three other areas, of each so many figures."""
    of = indicator(better=better)
    areas = [Area(f"E0600001{n}", name) for n, name in enumerate(("Shropshire", "Telford", "Worcestershire"))]
    own, *others = (
        series_of(of, area, observed(of, str(2015 - len(counts)), counts, area=area), KNOWN_ON)
        for area, counts in ((HEREFORDSHIRE, [9, 8, 9]), *((area, [5 + n] * points) for n, area in enumerate(areas)))
    )
    return results_chart(own, signals(own), comparators=others)


def test_marks_that_stand_out_are_named_beneath_the_chart_that_has_them_and_no_others() -> None:
    told = key_of(chart())
    assert "large disc: stands out as better" in told
    assert "dashes to a hollow diamond: path to the target, each month’s share of it" in told
    assert "filled diamond" not in told
    plain = key_of(beside(3))
    assert "stands out" not in plain
    assert "target" not in plain


def test_lines_of_other_areas_are_told_apart_by_their_dashes_and_named_so() -> None:
    of = beside(3)
    lines = [mark for mark in drawn(of) if 's-quiet" stroke-width="0.8"' in mark]
    dashes = [re.findall(r'stroke-dasharray="([^"]+)"', mark) for mark in lines]
    assert dashes == [["7 1.8"], ["4 1.4 0.8 1.4"], []]
    assert "long dashes: Shropshire; dash and dot: Telford; thin line: Worcestershire" in key_of(of)


def test_the_only_figures_of_other_areas_stand_beside_the_point_in_shapes_that_are_named() -> None:
    of = beside(1)
    assert "triangle: Shropshire; cross: Telford; square: Worcestershire" in key_of(of)
    places = [
        [float(x) for x in re.findall(r"[ML]([\d.]+) ", mark)]
        for mark in drawn(of)
        if "Z" in mark and "s-quiet" in mark
    ]
    first, last = (sum(corners) / len(corners) for corners in places)
    assert [len(corners) for corners in places] == [3, 4]
    assert last - first == pytest.approx(14, abs=0.3)  # the cross between them is no closed shape
    assert max(map(max, places)) <= 250


def test_the_grid_is_seen_through_the_band_of_limits() -> None:
    marks = drawn(chart())
    band = max(place for place, mark in enumerate(marks) if "<rect" in mark)
    grid = min(place for place, mark in enumerate(marks) if "s-line" in mark)
    assert band < grid


@pytest.mark.parametrize(("width", "fits"), [(250, False), (340, True)])
def test_the_first_period_is_named_too_where_it_fits(width: float, fits: bool) -> None:
    names = [mark for mark in drawn(chart(), width) if "<text" in mark]
    assert any("January 2013" in mark for mark in names) is fits
    ends = sorted(
        (float(re.findall(r'x="([-\d.]+)"', mark)[0]), re.findall(r">([^<]+)<", mark)[0])
        for mark in names
        if re.search(r">[A-Z][a-z]+ 20\d\d<", mark)
    )
    pen = SvgPen(top=0)
    assert len(ends) >= 2
    for (x, name), (after, _) in pairwise(ends):
        assert x + pen.width(name, NAME) < after


def test_nothing_of_a_chart_lies_beyond_its_edge_not_even_half_of_the_targets_mark() -> None:
    places = [float(x) for mark in drawn(chart()) for x in re.findall(r"[ML]([\d.]+) ", mark)]
    assert 247 < max(places) <= 250 - 0.45  # half of its edge's width
