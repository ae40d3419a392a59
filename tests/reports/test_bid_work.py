"""What a bid says of the work, and what it cost: of a year that is over or runs, of what was stopped or is withheld."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import takewhile
from types import SimpleNamespace
from typing import Any

import pytest

from cspdesk.domain.audience import Audience
from cspdesk.domain.disclosure import ToldBreakdown
from cspdesk.domain.milestones import Milestone, Output, OutputQuarter, OutputUnit
from cspdesk.domain.papers import PaperText
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import Action, ActionStatus, Rating
from cspdesk.domain.positions import Position, Traced
from cspdesk.domain.return_figures import fill
from cspdesk.domain.return_table import TableValue
from cspdesk.domain.reviews import Review
from cspdesk.domain.since_review import SinceItem, SinceKind, SinceReview
from cspdesk.domain.whole_action import CountedOutput, WholeAction
from cspdesk.reports import bid_annexes, bid_parts, bid_work, committee_page
from cspdesk.reports import paper_work_tables as work_tables
from cspdesk.reports.blocks import Block, Bullets, Heading, Paragraph, Table
from cspdesk.reports.paper_compose import compose
from cspdesk.reports.paper_figures import Changed, PaperFigures
from cspdesk.reports.paper_questions import questions_of
from cspdesk.reports.paper_record import PriorityRecord, SentReturn
from tests.paper_records import BID, COMMITTEE, ONE, gathered, paper, plan_of
from tests.return_records import record

RUNNING, OVER = date(2016, 1, 5), date(2016, 9, 30)
STARTED, DUE = date(2015, 5, 1), date(2016, 3, 1)


def action(id_: str, status: ActionStatus = ActionStatus.COMPLETE, **given: Any) -> WholeAction:
    """Return an action that ran for most of the year, complete unless told otherwise."""
    usual: dict[str, Any] = {"title": f"Action {id_}", "starts_on": STARTED, "due_on": DUE, "status": status}
    return WholeAction(Action(id_, ONE.id, **usual | given))


def unreached(id_: str, status: ActionStatus) -> WholeAction:
    step = Milestone("m", id_, "Half of it", date(2015, 6, 1), date(2015, 6, 1))
    return replace(action(id_, status), milestones=(step,))


def made(*actions: WholeAction, as_at: date = OVER, template: str = BID, **given: Any) -> PaperFigures:
    of = record(as_at=as_at)
    part = PriorityRecord(plan_of(of, ONE, actions=actions))
    return gathered(paper(of, template, ONE, parts=(part,), **given))


def words(blocks: Iterable[Block]) -> str:
    """Return everything that blocks say."""
    said: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            said.append(block.text)
        elif isinstance(block, Bullets):
            said += block.items
        elif isinstance(block, Table):
            said += [column.heading for column in block.columns]
            said += [cell for row in block.rows for cell in row.cells]
    return "\n".join(said)


def test_of_a_year_that_is_over_nothing_is_forecast():
    late = action("late", ActionStatus.IN_PROGRESS)
    for as_at, ahead in ((RUNNING, True), (date(2016, 3, 31), False), (OVER, False)):
        figures = made(action("a"), late, as_at=as_at)
        assert ("year’s end" in words(bid_work.done(figures))) is ahead
        assert ("year’s end" in words(bid_parts.risks(figures))) is (ahead and bool(figures.priorities[0].risks))
    assert "1.02 Action late, now off track" in words(bid_parts.risks(made(action("a"), late)))


def test_an_action_that_was_stopped_is_told_beside_the_number_of_those_that_are_rated():
    said = words(bid_work.done(made(action("a"), action("b", ActionStatus.STOPPED))))
    assert "The plan by the rule: complete now (1 of 1 action complete; 1 stopped)." in said


@pytest.mark.parametrize(("status", "now"), [(ActionStatus.STOPPED, "stopped"), (ActionStatus.IN_PROGRESS, "late")])
def test_a_milestone_of_a_stopped_action_is_not_late(status: ActionStatus, now: str):
    whole = unreached("a", status)
    said = words(bid_work.done(made(whole)))
    assert ("days late" in said) is (now == "late")
    assert ("\nstopped\n" in said) is (now == "stopped")
    page = words(committee_page.pages(made(whole, template=COMMITTEE), None, lambda _: True)[0])
    assert ("0 reached, 0 of them by the year’s end; 1 still open, 1 late." in page) is (now == "late")
    assert ("none still open, 1 of a stopped action." in page) is (now == "stopped")


@pytest.mark.parametrize(("status", "now"), [(ActionStatus.STOPPED, "stopped"), (ActionStatus.IN_PROGRESS, 29)])
def test_a_return_counts_no_milestone_of_a_stopped_action_as_due(status: ActionStatus, now: str | int):
    whole = replace(unreached("a", status), line_ids=("line-1",))
    fields = {field.key: field.value for field in fill(record("dual-rating", actions=(whole,))).fields}
    assert fields["late"] == (0 if now == "stopped" else 1)
    table = fields["milestones"]
    assert isinstance(table, TableValue)
    assert [row[-1] for row in table.rows] == [now]


def counted(*quarters: tuple[int, int | None]) -> WholeAction:
    """Return an action that helps people: target and count of each quarter."""
    output = Output("o", "a", "People helped", OutputUnit.PEOPLE)
    year = record().period.year
    held = tuple(
        OutputQuarter(f"q{place}", "o", quarter.starts_on, *numbers)
        for place, (quarter, numbers) in enumerate(zip(year.quarters, quarters, strict=False))
    )
    return replace(action("a"), outputs=(CountedOutput(output, held),), line_ids=("line-1",))


def test_a_target_is_told_where_the_count_is_withheld_and_why_there_is_no_cost_of_one():
    for audience, withheld in ((Audience.PUBLIC, True), (Audience.RESTRICTED, False)):
        figures = made(counted((10, 3), (6, 12)), audience=audience)
        [output] = figures.priorities[0].outputs
        assert (output.withheld, output.target_now) == (withheld, 16)
        assert ("withheld, because a quarter counted too few" in words(bid_work.done(figures))) is withheld
        said = " ".join(figures.priorities[0].value.efficiency)
        assert ("Where the count is withheld, no cost of one can be given." in said) is withheld
        assert "its cost is not divided" not in said


def test_how_much_of_the_year_was_counted_is_not_told_where_the_count_is_withheld():
    for audience in (Audience.PUBLIC, Audience.RESTRICTED):
        [output] = made(counted((10, 3), (20, None)), audience=audience).priorities[0].outputs
        assert output.target_now == 30


def test_a_target_is_set_though_nothing_is_counted_yet():
    figures = made(counted((10, None), (20, None)))
    [output] = figures.priorities[0].outputs
    assert (output.actual, output.target_now) == (None, 30)
    assert figures.priorities[0].value.efficiency == ("What is not counted yet has no cost of one.",)


def test_an_output_with_a_quarter_not_counted_yet_has_no_cost_and_is_not_called_all_that_was_done():
    (part,) = (whole := counted((10, 30), (20, None))).outputs
    for status, awaited in ((ActionStatus.IN_PROGRESS, True), (ActionStatus.STOPPED, False)):
        things = CountedOutput(replace(part.output, counts=OutputUnit.THINGS), part.quarters)
        of = replace(whole, action=replace(whole.action, status=status), outputs=(things,))
        figures = made(of, template=COMMITTEE, as_at=OVER)
        (priority,) = figures.priorities
        assert [o.uncounted for o in priority.outputs] == [int(awaited)]
        begun = "How much was done of “People helped” in all: a quarter that is over is not counted yet."
        assert (begun in priority.unknown) is awaited
        assert ("What is not counted yet has no cost of one." in priority.value.efficiency) is awaited


@pytest.mark.parametrize(("over", "by"), [(True, "in the year"), (False, "by now")])
def test_of_an_output_not_counted_in_whole_it_is_asked_how_much_was_done(over: bool, by: str):
    (output,) = made(counted((10, 6), (20, None)), audience=Audience.RESTRICTED).priorities[0].outputs
    assert list(questions_of("One", (), (), (output,), (), Position(), Traced(), over=over)) == [
        f"“People helped”: 6 of the 30 meant {by}, with 1 quarter not counted yet. How much was done in all?"
    ]


def test_each_change_stands_under_what_it_changed_since():
    figures = replace(made(), log=(Changed("One: 2 changes.", ("A", "B")), Changed("Two: nothing changed.")))
    blocks = list(bid_parts.changes(figures))
    assert blocks == [Paragraph("One: 2 changes.", leads=True), Bullets(("A", "B")), Paragraph("Two: nothing changed.")]
    assert list(bid_parts.changes(replace(figures, log=(), changes=("All", "alike")))) == [Bullets(("All", "alike"))]
    assert "neither a review nor a return" in words(bid_parts.changes(made()))


def test_changes_that_may_not_be_shown_are_not_said_to_be_none():
    day = date(2016, 3, 30)

    def told(changes: int | None, *markings: Audience) -> tuple[str, int]:
        items = tuple(SinceItem(SinceKind.COUNTED, "a", ONE.id, "A", "Counted.", marking) for marking in markings)
        review = Review("r", ONE.id, FinancialYear(2015), day, 0, "")
        part = PriorityRecord(plan_of(record(), ONE), review=review, since=SinceReview(items), changes=changes)
        (found,) = gathered(paper(record(), BID, ONE, parts=(part,))).log
        return found.says.partition(": ")[2], len(found.items)

    public, hidden = Audience.PUBLIC, Audience.RESTRICTED
    assert told(0) == told(None) == ("nothing changed.", 0)
    assert told(None, hidden, hidden) == told(2) == ("no change that may be shown.", 0)
    assert told(2, public, public) == ("2 changes.", 2)
    assert told(3, public, public) == told(None, public, public, hidden) == ("2 changes that may be shown.", 2)
    assert told(2, public) == ("1 change that may be shown.", 1)


def hiding(template: str = BID) -> PaperFigures:
    """Return the paper of a priority of which an action is withheld, with all that is counted of it."""
    return made(action("a"), replace(counted((10, 3)), action=action("b", marking=Audience.RESTRICTED).action),
                template=template)  # fmt: skip


def test_what_is_withheld_with_its_action_is_not_said_not_to_be_counted():
    unseen = "No output that may be shown is counted"
    for figures, said in ((hiding(), unseen), (made(action("a")), "No output is counted")):
        assert f"\n{said}." in words(bid_work.done(figures))
        assert figures.priorities[0].value.efficiency == (f"{said}, so no cost of one can be given.",)


def test_what_was_agreed_says_how_much_of_it_is_withheld():
    left_out = "1 action is withheld from this version, and not among those below."
    assert left_out in words(bid_work.promised(hiding()))
    assert "withheld" not in words(bid_work.promised(made(action("a"))))


def test_no_risk_by_the_rule_is_not_said_to_be_no_risk_at_all():
    stopped = action("a", ActionStatus.STOPPED, stated_rating=Rating.OFF_TRACK)
    for figures, shown in ((made(stopped), ""), (hiding(), " that is shown here")):
        assert words(bid_parts.risks(figures)) == (
            f"No open action{shown} is at risk by the rule, and no action{shown} names anything outside the "
            "partnership’s control."
        )


def composed(template: str) -> list[Block]:
    return list(compose(gathered(paper(record(as_at=OVER), template)), OVER, lambda _: True))


def under(blocks: list[Block], section: str) -> list[tuple[int, str]]:
    """Return the headings of a section with their levels."""
    first = next(n for n, b in enumerate(blocks) if isinstance(b, Heading) and section in b.text) + 1
    found = [(each.level, each.text) for each in blocks[first:] if isinstance(each, Heading)]
    return list(takewhile(lambda each: each[0] > 1, found))


def test_a_section_of_several_parts_names_each_over_its_priorities():
    names = ["One", "Two"]
    found = under(composed("community-fund-bid"), "What did you do with the last award?")
    assert found == [
        (2, "What was agreed"), *((3, name) for name in names), (2, "What was done"), *((3, name) for name in names),
    ]  # fmt: skip
    assert under(composed("community-fund-bid"), "Payments and what proves them")[0] == (
        2, "Payments, orders and what is expected",
    )  # fmt: skip
    assert [(level, text) for level, text in under(composed(BID), "What was done")] == [(2, name) for name in names]


def test_a_bid_for_which_nothing_was_paid_has_nothing_to_prove():
    figures = made(action("a"))
    assert words(bid_annexes.evidence(replace(figures, agreements=(), spends=()))) == (
        "Nothing was paid, so there is nothing to prove."
    )
    assert figures.traced.payments
    assert words(bid_annexes.evidence(replace(figures, spends=()))) == "No evidence is attached to these payments."


def test_what_is_paid_for_no_priority_and_not_evidenced_is_a_gap_too():
    of = paper(record(as_at=OVER), BID)
    (spend,) = of.spends
    first, *others = spend.lines
    loose = replace(of, spends=(replace(spend, lines=(replace(first, priority_id=None), *others)),))
    gaps = [[g.says for g in gathered(each).gaps if "not yet evidenced" in g.says] for each in (of, loose)]
    assert not any("serves all" in says for says in gaps[0])
    assert sum(says.startswith("What serves all priorities, or stands elsewhere: £") for says in gaps[1]) == 1


def test_a_bid_of_one_priority_lists_no_return_of_an_agreement_that_pays_nothing_for_it():
    of = paper(record(as_at=OVER), BID, ONE)
    (spend,) = of.spends
    sent = SentReturn(spend.agreement.id, spend.agreement.reference, "A return", "Q1", OVER)
    assert len(gathered(replace(of, returns=(sent,))).log) == 1
    elsewhere = tuple(replace(line, priority_id="p2") for line in spend.lines)
    others = replace(of, returns=(sent,), spends=(replace(spend, lines=elsewhere),))
    assert not gathered(others).log
    assert len(gathered(replace(others, asked=None)).log) == 1


def test_shares_are_a_column_only_where_one_may_be_told():
    def told(*people: int | None) -> Any:
        return SimpleNamespace(benefited=(ToldBreakdown("Age", tuple(zip("AB", people, strict=True)), None),))

    assert [len(row.cells) for row in work_tables.benefited_table(told(None, 7)).rows] == [1, 2, 2, 2]


def test_the_money_of_all_does_not_stand_under_the_name_of_one_priority():
    of = paper(record(as_at=OVER), BID)
    text = PaperText("t", "b", "cost", "What it cost.")
    written = replace(of, parts=(of.parts[0], replace(of.parts[1], texts={"cost": text})))
    found = under(list(compose(gathered(written), OVER, lambda _: True)), "What it cost")
    assert found[:2] == [(2, "Two"), (2, "All agreements of the year")]
    assert "All agreements of the year" not in [text for _, text in under(composed(BID), "What it cost")]


def test_a_table_that_goes_on_over_a_page_says_whose_it_is():
    tables = [block for block in composed(BID) if isinstance(block, Table)]
    assert {"One: Value for money", "Two: Value for money"} <= {table.name for table in tables}
    alone = list(bid_parts.value(made(action("a"))))
    assert [block.name for block in alone if isinstance(block, Table)] == ["Value for money"]


def test_what_is_said_of_results_in_points_is_one_list():
    def result(name: str, target: str, beside: str) -> Any:
        return SimpleNamespace(
            name=name, target=target, beside=beside, drawn=False, says=f"{name} says.", caveats=(), footing="F."
        )

    priority: Any = SimpleNamespace(results=(result("A", "Target 1.", ""), result("B", "", "Beside others.")))
    figures: Any = SimpleNamespace(priorities=(priority,))
    (points,) = [block for block in bid_parts.changed(figures) if isinstance(block, Bullets)]
    assert points.items == ("A says.", "B says.", "A: Target 1.", "Beside others.")


@pytest.mark.parametrize(
    ("reach", "known"),
    [
        ("Every figure is withheld by its source; next due 31 January 2017.", "A caveat. Next due 31 January 2017."),
        ("Every figure is withheld by its source.", "A caveat."),
        ("Data to December 2015.", "A caveat. Data to December 2015."),
    ],
)
def test_the_need_says_once_that_the_source_withholds_every_figure(reach: str, known: str):
    says = ("A: cannot tell. Its source withholds every figure.",)
    result = SimpleNamespace(name="A", illustrative=False, sentences=says, caveats=("A caveat.",), reach=reach)
    figures: Any = SimpleNamespace(priorities=(SimpleNamespace(why_chosen="", results=(result,)),))
    (table,) = bid_parts.need(figures)
    assert isinstance(table, Table)
    assert table.rows[0].cells == ("A", "Cannot tell. Its source withholds every figure.", known)


def test_a_rating_that_nobody_stated_is_told_as_lacking_and_not_as_one_that_differs():
    for rating, asked, gap in (
        (Rating.CANNOT_TELL, "“Action a” has no stated rating and is computed off track. Why?", "no rating is stated."),
        (Rating.ON_TRACK, "“Action a” is stated on track and is computed off track. Why?", "differs without a reason."),
    ):
        whole = action("a", ActionStatus.IN_PROGRESS, stated_rating=rating)
        (priority,) = made(whole, template=COMMITTEE).priorities
        assert asked in priority.questions
        gaps = [each.says for each in made(whole).gaps]
        assert [said.endswith(gap) for said in gaps if said.startswith("1.01 Action a: ")] == [True]
