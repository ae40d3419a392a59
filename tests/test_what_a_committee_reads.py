"""What a councillor would stumble over in the summary: noughts, untitled tables, what is late, and who met."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cspdesk.analysis.verdicts import VerdictKind
from cspdesk.app.paper_made import PaperRequest
from cspdesk.app.paper_reading import paper_record
from cspdesk.app.papers import gathered
from cspdesk.domain.papers import PaperKind
from cspdesk.domain.positions import Position, Traced
from cspdesk.reports import bid_parts, committee_page, committee_parts
from cspdesk.reports.blocks import Block, Bullets, Heading, KeyFigures, Paragraph, Table
from cspdesk.reports.committee_page import Page
from cspdesk.reports.paper_compose import compose
from cspdesk.reports.paper_figures import PaperFigures
from cspdesk.reports.paper_priority_figures import PriorityFigures
from cspdesk.reports.paper_questions import questions_of, unknown_of
from cspdesk.reports.paper_scrutiny_tables import tracker_table
from tests.store.sample_record import STANDS_AT, make_sample


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, PaperFigures]]:
    asked = {
        "committee": PaperRequest(PaperKind.COMMITTEE, "2015/16", audience="partner"),
        "bid": PaperRequest(PaperKind.BID, "2015/16", "Domestic violence", audience="partner"),
    }
    with make_sample(tmp_path_factory.mktemp("sample") / "sample.cspdesk") as store:
        yield {name: gathered(paper_record(store, each, STANDS_AT)) for name, each in asked.items()}


@pytest.fixture
def figures(papers: dict[str, PaperFigures]) -> PaperFigures:
    return papers["committee"]


def said(blocks: Iterable[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def named(figures: PaperFigures, name: str) -> PriorityFigures:
    return next(p for p in figures.priorities if p.name == name)


def page(priority: PriorityFigures, *, over: bool = True) -> list[Block]:
    return list(committee_page.told(Page(priority, (), over, year="2015/16"), ""))


@pytest.mark.parametrize("over", [True, False])
def test_a_priority_without_money_has_a_sentence_and_no_noughts(figures: PaperFigures, over: bool):
    blocks = page(named(figures, "Child sexual abuse"), over=over)
    (tiles,) = (b for b in blocks if isinstance(b, KeyFigures))
    assert not any("£0" in value for value, _ in tiles.figures)
    was = "was" if over else "is"
    assert any(f"No money {was} set aside or spent for it in 2015/16." in text for text in said(blocks))
    (glance,) = (b for b in committee_parts.summary(figures) if isinstance(b, Table))
    cells = {row.cells[0]: row.cells for row in glance.rows}
    assert "no money in the year" in cells["Child sexual abuse (proposed)"]


def test_money_that_is_only_ordered_or_expected_is_money(figures: PaperFigures):
    priority = named(figures, "Child sexual abuse")
    for position in (Position(original=1), Position(original=0, actual=1), Position(original=0, committed=1)):
        assert replace(priority, money=position).has_money
    assert not replace(priority, money=Position(original=0)).has_money


def test_the_second_table_of_money_has_its_heading(figures: PaperFigures):
    first, *blocks = committee_parts.money(figures)
    before = [b.text for b, after in itertools.pairwise(blocks) if isinstance(after, Table)]
    assert isinstance(first, Table)
    assert before == ["By agreement and budget line"]


def test_a_recommendation_past_its_day_is_told_as_overdue(figures: PaperFigures):
    stands = {row.cells[0]: row.cells[-1] for row in tracker_table(figures.tracker).rows}
    assert stands["b"] == "Open, overdue."
    assert stands["a"].startswith("Done 22/06/2016.")
    later = [replace(t, overdue=False) for t in figures.tracker]
    assert {row.cells[0]: row.cells[-1] for row in tracker_table(later).rows}["b"] == "Open."


@pytest.mark.parametrize(
    ("body", "begins"),
    [
        ("Council scrutiny committee", "The Council scrutiny committee met on 3 February 2016."),
        ("The scrutiny committee", "The scrutiny committee met"),
        ("Testshire Council’s scrutiny committee", "Testshire Council’s scrutiny committee met"),
        ("", "The committee met"),
        ("Withheld", "The committee met"),
    ],
)
def test_who_met_is_told_in_a_sentence(figures: PaperFigures, body: str, begins: str):
    assert figures.meeting is not None
    told = replace(figures, meeting=replace(figures.meeting, body=body))
    assert said(committee_parts.asked(told))[0].startswith(begins)


def test_a_draft_with_a_finding_set_aside_does_not_say_that_nothing_is_found(figures: PaperFigures):
    assert figures.overruled

    def missing(each: PaperFigures) -> str:
        return " ".join(said(compose(each, STANDS_AT, lambda _: True, draft=True)))

    assert "Nothing is missing, and the checker finds nothing more." in missing(figures)
    assert "the checker finds nothing." in missing(replace(figures, overruled=()))


def test_what_a_review_of_all_priorities_decided_is_called_so_in_a_bid_for_one(papers: dict[str, PaperFigures]):
    bid = papers["bid"]
    (priority,) = bid.priorities
    assert any(made.of_all for made in priority.decisions)
    headings = [b.text for b in bid_parts.learned(bid) if isinstance(b, Heading)]
    assert headings[0] == "All priorities"
    own = replace(priority, decisions=tuple(replace(d, of_all=False) for d in priority.decisions))
    assert not any(isinstance(b, Heading) for b in bid_parts.learned(replace(bid, priorities=(own,))))
    both = (*priority.decisions, replace(priority.decisions[0], held_on=date(2015, 5, 5), of_all=False))
    told = bid_parts.learned(replace(bid, priorities=(replace(priority, decisions=both),)))
    assert [b.text for b in told if isinstance(b, Heading)] == ["All priorities", priority.name]


def test_what_came_late_is_not_called_none_late_once_the_year_is_over(figures: PaperFigures):
    priority = named(figures, "Community cohesion and anti-social behaviour")
    first, *others = priority.steps
    tallies = {
        "10 reached, 9 of them by the year’s end; none still open.": priority.steps,
        "9 reached, 8 of them by the year’s end; 1 still open, none late.": (
            replace(first, reached_on=None, late_days=0),
            *others,
        ),
        "9 reached, 8 of them by the year’s end; 1 still open, 1 late.": (
            replace(first, reached_on=None, late_days=9),
            *others,
        ),
    }
    for told, steps in tallies.items():
        assert any(told in text for text in said(page(replace(priority, steps=steps)))), told
    assert any("10 reached, none late;" in text for text in said(page(priority, over=False)))


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (
            (VerdictKind.CANNOT_TELL,) * 2,
            "Of 2 indicators, none got better and none got worse; of 2 no change can be told.",
        ),
        (
            (VerdictKind.WORSE, VerdictKind.CHANGED),
            "Of 2 indicators, none got better, 1 got worse and 1 changed otherwise.",
        ),
        ((VerdictKind.BETTER,), "Of 1 indicator, 1 got better and none got worse."),
    ],
)
def test_how_many_indicators_changed_is_a_sentence_without_noughts(
    figures: PaperFigures, kinds: tuple[VerdictKind, ...], said: str
):
    one = next(p for p in figures.priorities if p.results)
    results = tuple(replace(one.results[0], kind=kind) for kind in kinds)
    told = committee_parts.summary(replace(figures, priorities=(replace(one, results=results),)))
    assert said in [text for b in told if isinstance(b, Bullets) for text in b.items]


@pytest.mark.parametrize("untraced", [0, -300_00])
def test_where_a_refund_without_proof_outweighs_what_was_paid_without_payments_are_counted(
    papers: dict[str, PaperFigures], untraced: int
):
    proof = Traced(9_000_00, 9_000_00 - untraced, 12, 10)
    one = replace(named(papers["committee"], "Domestic violence"), traced=proof)
    (tiles,) = (b for b in page(one) if isinstance(b, KeyFigures))
    assert ("2 of 12", "payments and refunds not yet evidenced") in tiles.figures
    assert not any("−£" in value for value, _ in tiles.figures)
    unproved = "2 of 12 payments have no proof"
    money = Position(original=9_000_00, actual=9_000_00)
    (asked,) = questions_of("One", (), (), (), (), money, proof, over=True)
    assert asked == f"Of One, {unproved}. When will there be one for each?"
    assert not any("bought" in said for said in unknown_of((), (), (), proof))


def test_a_finding_set_aside_in_words_that_were_rewritten_is_not_printed(tmp_path: Path):
    with make_sample(tmp_path / "sample.cspdesk") as store:
        asked = PaperRequest(PaperKind.COMMITTEE, "2015/16", audience="partner")
        was = paper_record(store, asked, STANDS_AT)
    assert gathered(was).overruled
    (made,) = was.overrulings
    text = replace(was.texts[made.section], body="It was rewritten.")
    assert not gathered(replace(was, texts={**was.texts, made.section: text})).overruled
