"""Where the money went on paper: three shades that hold their names, in every form, summing to what was paid."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import page
import pytest

from cspdesk.charts.money import where_it_goes
from cspdesk.charts.nested import ALL, NO_LINE, Part
from cspdesk.domain.audience import Audience
from cspdesk.reports.blocks import ChartBlock, Table
from cspdesk.reports.chart_blocks import nested_with_table
from cspdesk.reports.evidence import gather, render
from cspdesk.reports.evidence_purposes import paid_for
from cspdesk.reports.nested_chart import EDGES, SHADES
from cspdesk.reports.web_blocks import is_told
from tests.reports.conftest import Making
from tests.reports.reading import shown_text
from tests.reports.records import record
from tests.reports.test_document import failures, written


def luminance(colour: tuple[float, float, float]) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_names_stand_out_from_their_blocks_and_blocks_from_each_other_without_colour() -> None:
    lights = [luminance(inside) for inside, _ in SHADES]
    for inside, ink in SHADES:
        low, high = sorted((luminance(inside), luminance(ink)))
        assert (high + 0.05) / (low + 0.05) >= 4.5
    assert lights == sorted(lights)
    assert min(b - a for a, b in pairwise(lights)) > 0.2


@pytest.mark.parametrize("audience", Audience)
def test_the_purposes_sum_to_what_was_paid_and_tell_nothing_withheld(audience: Audience) -> None:
    figures = gather(record(60, audience=audience))
    parts = paid_for(figures)
    assert sum(part.pence for part in parts) == figures.total.actual
    assert sum(part.payments for part in parts) == figures.traced.payments
    seen = {entry.category.strip() for line in figures.lines for entry in line.entries}
    assert {part.names[2] for part in parts} <= {*seen, "Not said", "Payments withheld"}


def test_a_purpose_whose_name_is_withheld_is_told_from_payments_that_are() -> None:
    figures = gather(record(60))
    (line, *_) = [each for each in figures.lines if each.entries]
    nameless = replace(line, entries=tuple(replace(each, category="Withheld") for each in line.entries))
    parts = paid_for(replace(figures, lines=(nameless,)))
    assert {part.names[2] for part in parts} - {"Payments withheld"} == {"Name withheld"}


def test_a_priority_is_said_once_over_its_lines_and_its_figures_are_not_told_a_second_time():
    parts = [Part((p, line, "Rent"), 5_00, 1) for p in ("One", "Two") for line in ("L-1", "L-2")]
    chart = where_it_goes("Where the money went", parts)
    *_, table = nested_with_table(chart, "Where the money went")
    assert isinstance(table, Table)
    assert [row.cells for row in table.rows if row.kind == "group"] == [("One",), ("Two",)]
    assert all(len(row.cells) == len(table.columns) for row in table.rows if row.kind == "row")
    assert is_told(chart.table, table)
    assert not is_told(chart.table, replace(table, rows=tuple(table.rows)[1:]))
    assert not is_told(chart.table, None)


@pytest.mark.parametrize("pence", [(1, 1), (10**13, 1), (500_00, -499_99), (-5, 5)])
def test_any_amounts_are_drawn_and_fail_no_check(tmp_path: Path, pence: tuple[int, int]) -> None:
    parts = [Part(("A priority", "L-1 A line", f"Kind {n}"), each, 1) for n, each in enumerate(pence)]
    chart = where_it_goes("Where the money went", parts)
    written(tmp_path / "a.pdf", ChartBlock(chart))
    assert failures(tmp_path / "a.pdf") == []


def test_the_document_draws_it_in_every_form(make: Making, tmp_path: Path) -> None:
    path = make(record(40))[0]
    assert not [f for p in ("ua1", "3a") for f in page.validate_pdf(path, profile=p).failures]
    assert "by priority, budget line and what for" in " ".join(shown_text(path).split())
    figures = gather(record(40))
    for ending in (".html", ".docx"):
        render(figures, tmp_path / f"a{ending}", made_on=date(2026, 5, 8))
    page_text = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "by priority, budget line and what for</title>" in page_text
    with ZipFile(tmp_path / "a.docx") as word:
        assert "by priority, budget line and what for" in word.read("word/document.xml").decode()


def test_three_blocks_that_are_each_the_whole_are_told_and_not_drawn() -> None:
    def drawn(*purposes: str) -> bool:
        parts = [Part(("One", "L-1 A line", purpose), 5_00, 1) for purpose in purposes]
        return any(isinstance(b, ChartBlock) for b in nested_with_table(where_it_goes("Where", parts), "Where"))

    assert not drawn("Rent")
    assert drawn("Rent", "Hire")


def test_what_the_evidence_of_spend_calls_the_money_of_no_priority_is_known_to_its_chart() -> None:
    made = record(20)
    loose = replace(made, lines=tuple(replace(line, priority_id=None) for line in made.lines))
    assert {part.names[0] for part in paid_for(gather(loose))} <= {ALL, NO_LINE}


def test_dark_blocks_are_parted_by_a_light_edge() -> None:
    for (inside, _), (edge, _) in zip(SHADES, EDGES, strict=True):
        low, high = sorted((luminance(inside), luminance(edge)))
        assert (high + 0.05) / (low + 0.05) >= 3
