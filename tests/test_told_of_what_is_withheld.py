"""Papers say how much they leave out, each thing once, and never that what is withheld does not exist."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import pytest

from cspdesk.app.paper_made import PaperRequest
from cspdesk.app.paper_reading import paper_record
from cspdesk.app.papers import gathered
from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.funding import TransactionKind
from cspdesk.domain.papers import PaperKind
from cspdesk.domain.plans import ActionStatus
from cspdesk.reports import bid_parts, bid_work, committee_page, committee_parts
from cspdesk.reports.blocks import Block, Facts, Heading, KeyFigures, Paragraph, Table
from cspdesk.reports.paper_compose import compose
from cspdesk.reports.paper_figures import PaperFigures, Withheld
from cspdesk.reports.paper_plans import outputs_of
from cspdesk.reports.paper_record import PaperRecord, PriorityRecord
from cspdesk.reports.paper_shared import benefited, not_compared
from tests.store.sample_record import STANDS_AT, make_sample


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[tuple[PaperKind, Audience], PaperRecord]]:
    with make_sample(tmp_path_factory.mktemp("sample") / "sample.cspdesk") as store:
        yield {
            (kind, audience): paper_record(store, PaperRequest(kind, "2015/16", audience=audience), STANDS_AT)
            for kind in PaperKind
            for audience in Audience
        }


def made(records: dict[tuple[PaperKind, Audience], PaperRecord], kind: PaperKind, audience: Audience) -> PaperFigures:
    return gathered(records[kind, audience])


def said(blocks: Iterator[Block] | Sequence[Block]) -> str:
    return " ".join(block.text for block in blocks if isinstance(block, Paragraph | Heading))


def test_a_decision_of_a_review_of_all_priorities_is_withheld_once(records):
    record = records[PaperKind.COMMITTEE, Audience.PUBLIC]
    hidden = {
        d.id
        for part in record.parts
        for d in part.plan.decisions
        for r in part.plan.reviews
        if r.id == d.review_id and not may_see(Audience.PUBLIC, r.marking)
    }
    told = made(records, PaperKind.COMMITTEE, Audience.PUBLIC).withheld
    assert sum(each.count for each in told if each.what == "decision of a review") == len(hidden) > 0


def test_what_was_meant_by_now_is_of_every_quarter_that_is_over_counted_or_not(records):
    record = records[PaperKind.COMMITTEE, Audience.PARTNER]
    plan = next(p.plan for p in record.parts if p.priority.name.startswith("Community"))
    (signs,) = (o for o in outputs_of(record, plan) if o.title == "Signs put up")
    assert (signs.actual, signs.target_now, signs.target_year) == (39, 100, 100)
    (early,) = (o for o in outputs_of(record, replace(plan, as_at=date(2015, 11, 5))) if o.title == "Signs put up")
    assert (early.target_now, early.target_year) == (30, 100)
    (first,) = (o for o in outputs_of(record, replace(plan, as_at=date(2015, 5, 5))) if o.title == "Signs put up")
    assert first.target_now == 0
    asked = " ".join(q for p in made(records, PaperKind.COMMITTEE, Audience.PARTNER).priorities for q in p.questions)
    assert "39 of the 100 meant in the year" in asked


def test_withheld_actions_are_told_under_the_priority_they_are_of(records):
    figures = made(records, PaperKind.BID, Audience.PARTNER)
    blocks = list(bid_work.done(figures))
    (place,) = (n for n, b in enumerate(blocks) if isinstance(b, Paragraph) and "are withheld" in b.text)
    headings = [b.text for b in blocks[:place] if isinstance(b, Heading)]
    (hiding,) = (p for p in figures.priorities if p.hidden)
    assert headings[-1] == hiding.name == "Domestic violence"


def test_words_above_are_spoken_of_only_where_there_are_some(records):
    figures = made(records, PaperKind.COMMITTEE, Audience.PARTNER)
    assert "counts in the words above" in said(committee_parts.summary(figures))
    silent = tuple(replace(s, texts=()) if "summary" in s.parts else s for s in figures.sections)
    told = said(committee_parts.summary(replace(figures, sections=silent)))
    assert "2 actions are withheld from this version, and not among those below." in told


def test_a_priority_s_page_says_which_actions_its_rating_leaves_out(records):
    figures = made(records, PaperKind.COMMITTEE, Audience.PARTNER)
    for priority in figures.priorities:
        for over in (True, False):
            told = said(committee_page.told(committee_page.Page(priority, (), over=over), ""))
            assert ("2 actions are withheld from this version, and not rated here." in told) == (priority.hidden == 2)


def test_the_part_of_a_plan_that_is_shown_is_never_called_the_plan(records):
    figures = made(records, PaperKind.COMMITTEE, Audience.PARTNER)
    whole, part = (next(p for p in figures.priorities if bool(p.hidden) is hidden) for hidden in (False, True))
    for priority, called in ((whole, "the plan"), (part, "the actions shown here,")):
        blocks = list(committee_page.told(committee_page.Page(priority, (), over=False), ""))
        (tiles,) = (b for b in blocks if isinstance(b, KeyFigures))
        assert [label for _, label in tiles.figures][-2:] == [
            f"{called} by the rule, now",
            f"{called} by the rule, at the year’s end",
        ]
        assert ("milestones of the actions shown here: " in said(blocks)) == bool(priority.hidden)
        assert ("milestones of the year: " in said(blocks)) != bool(priority.hidden)
    assert "Ratings follow one rule, of the actions shown here; " in said(committee_parts.summary(figures))
    told = said(bid_work.done(replace(figures, priorities=(part,))))
    assert "The actions shown here, by the rule: " in told
    assert "The plan by the rule" not in told
    seen = made(records, PaperKind.COMMITTEE, Audience.RESTRICTED)
    assert "of the actions shown" not in said(committee_parts.summary(seen))


def test_decisions_that_are_withheld_are_told_above_those_that_are_shown(records):
    figures = made(records, PaperKind.BID, Audience.PUBLIC)
    (hidden,) = (each.count for each in figures.withheld if each.what == "decision of a review")
    told = said(bid_parts.learned(figures))
    assert f"{hidden} decisions are withheld from this version, and not among those below." in told
    assert "are withheld" not in said(bid_parts.learned(made(records, PaperKind.BID, Audience.RESTRICTED)))


def test_areas_that_are_held_and_not_compared_are_not_said_to_be_missing(records):
    figures = made(records, PaperKind.COMMITTEE, Audience.PARTNER)
    told = {p.name: not_compared(p) for p in figures.priorities}
    (why,) = told.pop("Community cohesion and anti-social behaviour")
    assert why == (
        "“Burglary of homes” is not compared with Shropshire: both are counts, and the areas differ in size."
    )
    assert not any(told.values())
    for priority in figures.priorities:
        page = said(committee_page.told(committee_page.Page(priority, (), over=True), ""))
        held = any(o.points for r in priority.results for o in r.chart.others)
        assert (committee_page.NO_OTHERS in page) != held


def test_counts_of_people_that_may_not_be_told_are_not_said_to_be_missing(records):
    record = records[PaperKind.BID, Audience.PUBLIC]
    fewest = {"marking": Audience.RESTRICTED, "marking_reason": "Personal data"}

    def hiding(part: PriorityRecord) -> PriorityRecord:
        return replace(part, beneficiaries=tuple(replace(b, **fewest) for b in part.beneficiaries))

    figures = gathered(replace(record, parts=tuple(map(hiding, record.parts))))
    for part, priority in zip(record.parts, figures.priorities, strict=True):
        state, other = ("withheld", "not recorded") if part.beneficiaries else ("not recorded", "withheld")
        told = " ".join((*priority.unknown, *priority.value.equity, said(benefited(priority, 5))))
        assert told.count(f"like: this is {state}.") == told.count(f"benefited is {state}, so") == 1
        assert f"Who benefited is {state}." in told
        assert f"is {other}" not in told
        lacking = any(gap.says == f"{priority.name}: who benefited is not recorded." for gap in figures.gaps)
        assert lacking is not bool(part.beneficiaries)


def test_what_may_not_be_shown_is_not_said_to_be_missing(records):
    record = records[PaperKind.COMMITTEE, Audience.PARTNER]
    fewest = {"marking": Audience.RESTRICTED, "marking_reason": "Commercial"}
    hidden = replace(
        record,
        texts={key: replace(text, **fewest) for key, text in record.texts.items()},
        meetings=tuple(replace(m, **fewest) for m in record.meetings),
    )
    figures = gathered(hidden)
    blocks = compose(figures, STANDS_AT, lambda _: True, draft=True)
    front = dict(next(b for b in blocks if isinstance(b, Facts)).pairs)
    assert front["Report of"] == "Withheld"
    assert "Public interest" not in front, "nobody wrote it, and nobody has to"
    told = said(blocks)
    assert "Nothing is written here yet." not in told
    for words in ("No meeting of the committee is recorded yet", "No finding of the checker was overruled"):
        assert f"{words}, or none may be shown." in told
    assert not any("Nothing is written" in gap.says for gap in figures.gaps)


@pytest.mark.parametrize(
    ("hidden", "begins"), [(0, "1 priority with its actions is"), (2, "2 actions and 1 priority with its actions are")]
)
def test_a_priority_that_is_withheld_is_told_beside_counts_of_all_actions(records, hidden: int, begins: str):
    figures = made(records, PaperKind.COMMITTEE, Audience.RESTRICTED)
    one = replace(figures.priorities[0], hidden=hidden)
    shown = replace(figures, priorities=(one,), withheld=(Withheld("priority", "Safety of a place", 1),))
    assert f"{begins} withheld from this version, and not among those below;" in said(committee_parts.summary(shown))
    assert "with its actions" not in said(committee_parts.summary(figures))


def test_what_is_ordered_and_withheld_is_no_payment(records: dict[tuple[PaperKind, Audience], PaperRecord]):
    record = records[PaperKind.BID, Audience.PARTNER]
    few = {"marking": Audience.RESTRICTED, "marking_reason": "Commercial"}

    def marked(kind: TransactionKind) -> PaperRecord:
        """The same record, the first transaction of a kind withheld."""
        (spend,) = (s for s in record.spends if s.agreement.reference == "PCC-2015-CORE")
        first = next(t for t in spend.transactions if t.kind is kind)
        changed = tuple(replace(t, **few) if t is first else t for t in spend.transactions)
        return replace(
            record, spends=tuple(replace(s, transactions=changed) if s is spend else s for s in record.spends)
        )

    def commercial(kind: TransactionKind) -> list[tuple[str, int]]:
        return [(w.what, w.count) for w in gathered(marked(kind)).withheld if w.reason.startswith("Commercial")]

    assert commercial(TransactionKind.COMMITMENT) == [("commitment", 1)]
    assert ("payment", 1) in commercial(TransactionKind.ACTUAL)


def test_a_stopped_action_is_not_rated_and_never_said_to_be_beyond_telling(records):
    figures = made(records, PaperKind.BID, Audience.PARTNER)
    stopped = {a.ref for p in figures.priorities for a in p.actions if a.status == ActionStatus.STOPPED}
    rated = {
        row.cells[0]: row.cells[4]
        for b in bid_work.done(figures)
        if isinstance(b, Table) and b.name.endswith("What was done")
        for row in b.rows
    }
    assert stopped
    assert {ref for ref, rating in rated.items() if rating == "Not rated"} == stopped
