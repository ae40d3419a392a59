"""The document of a plan: accessible and lasting for any plan and reader, with nothing withheld in it."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import page
import pytest
from hypothesis import HealthCheck, given, settings

from cspdesk.domain.audience import Audience
from cspdesk.domain.milestones import Milestone, Output, OutputQuarter, OutputUnit
from cspdesk.domain.plan_record import PlanRecord
from cspdesk.domain.plans import Action, ActionStatus, Rating
from cspdesk.domain.ratings import RatingRule, rate_priority
from cspdesk.domain.reviews import Review, ReviewDecision, YearEnd, YearEndDecision
from cspdesk.domain.services import CaseReview, CommissionedService
from cspdesk.domain.whole_action import CountedOutput, WholeAction
from cspdesk.errors import UserError
from cspdesk.reports.blocks import Paragraph
from cspdesk.reports.plan_compose import compose
from cspdesk.reports.plan_document import gather, plan_csv, render
from cspdesk.reports.plan_tables import milestones_table, outputs_table
from cspdesk.reports.plan_words import illustrative_sentence, no_services, rule_sentences, summary_sentences
from tests.plan_records import YEAR, plan_of, plans
from tests.reports.reading import attachment, everything_in, page_texts

MADE_ON = date(2016, 1, 5)


def failures(path: Path) -> list[str]:
    """Return every rule of both profiles that a document breaks."""
    checked = (page.validate_pdf(path, profile=profile) for profile in ("ua1", "3a"))
    return [failure.message for result in checked for failure in result.failures]


def action(id_: str = "a", **given: object) -> WholeAction:
    """Return an action that is under way."""
    usual = {"title": "Fit locks", "starts_on": date(2015, 5, 1), "due_on": date(2016, 3, 1), "percent": 50}
    return WholeAction(Action(id_, "priority", **usual | {"status": ActionStatus.IN_PROGRESS} | given))  # type: ignore[arg-type]


def full() -> PlanRecord:
    """Return a plan with something withheld of every kind, and a review."""
    return replace(
        plan_of(
            action("a", stated_rating=Rating.COMPLETE, rating_reason="The landlord did it"),
            replace(action("b", title="Sentinel secret", marking=Audience.RESTRICTED)),
            replace(action("c", title="Waits"), needs_ids=("a", "b")),
        ),
        services=(
            CommissionedService("s", "priority", "Helpline", "fire", date(2015, 4, 1), date(2016, 3, 31)),
            CommissionedService(
                "t",
                "priority",
                "Sentinel helpline",
                None,
                date(2015, 4, 1),
                date(2016, 3, 31),
                marking=Audience.PARTNER,
            ),
        ),
        case_reviews=(CaseReview("x", "priority", "SENTINEL-7", date(2015, 5, 5)),),
        reviews=(
            Review(
                "r",
                "priority",
                YEAR,
                date(2015, 6, 1),
                0,
                '{"a": "Sentinel frozen"}',
                None,
                "It went well.",
                Audience.PUBLIC,
            ),
            Review(
                "q",
                "priority",
                YEAR,
                date(2015, 5, 4),
                0,
                "{}",
                None,
                "Sentinel summary",
                Audience.RESTRICTED,
                "Sentinel reason",
            ),
        ),
        decisions=(
            ReviewDecision("d", "r", 1, "Buy more locks", "ann", date(2015, 6, 30)),
            ReviewDecision("e", "q", 1, "Sentinel decision", "ann", date(2015, 6, 30)),
        ),
    )


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(record=plans())
def test_the_document_of_any_plan_is_accessible_and_lasting(
    record: PlanRecord, tmp_path_factory: pytest.TempPathFactory
):
    path = tmp_path_factory.mktemp("plan") / "plan.pdf"
    render(gather(record, Audience.PUBLIC), path, made_on=MADE_ON)
    assert failures(path) == []


@pytest.mark.parametrize("audience", Audience)
def test_what_a_reader_may_not_see_is_nowhere_in_the_document(tmp_path: Path, audience: Audience):
    path = tmp_path / "plan.pdf"
    render(gather(full(), audience), path, made_on=MADE_ON)
    assert failures(path) == []
    held = everything_in(path).lower()
    assert (b"sentinel secret" in held) == (audience is Audience.RESTRICTED)
    assert (b"sentinel helpline" in held) == (audience is not Audience.PUBLIC)
    assert (b"sentinel-7" in held) == (audience is Audience.RESTRICTED)
    for words in (b"sentinel summary", b"sentinel decision"):
        assert (words in held) == (audience is Audience.RESTRICTED)
    assert b"sentinel frozen" not in held
    assert b"sentinel reason" not in held


def test_the_same_record_and_date_give_the_same_bytes(tmp_path: Path):
    for name in ("one.pdf", "two.pdf"):
        render(gather(full(), Audience.PUBLIC), tmp_path / name, made_on=MADE_ON)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_disagreements_their_reasons_and_decisions_are_printed(tmp_path: Path):
    path = tmp_path / "plan.pdf"
    render(gather(full(), Audience.PUBLIC), path, made_on=MADE_ON)
    text = " ".join(" ".join(page_texts(path)).split())
    for words in (
        "The landlord did it",
        "Buy more locks",
        "It went well.",
        "2 actions shown here in 2015/16: 2 in progress.",
    ):
        assert words in text
    left = (
        "1 action, 1 service, 1 case review, and the summary and the decisions of 1 review are withheld from this "
        "public version."
    )
    assert left in text
    assert "Review of 4 May 2015 Its summary and decisions are withheld from this public version." in text


def test_it_carries_its_own_data(tmp_path: Path):
    path = tmp_path / "plan.pdf"
    figures = gather(full(), Audience.PUBLIC)
    made = render(figures, path, made_on=MADE_ON)
    rows = list(csv.DictReader(io.StringIO(attachment(path, "plan.csv").decode())))
    assert [(r["ref"], r["title"], r["stated"]) for r in rows] == [
        ("2.01", "Fit locks", "complete"),
        ("2.02", "Waits", "cannot tell"),
    ]
    assert attachment(path, "figures.json").decode() == made.figures_json
    assert json.loads(made.figures_json)["lines"][0]["due_on"] == "2016-03-01"


def test_words_that_look_like_formulas_are_guarded_in_the_csv():
    figures = gather(plan_of(action(title="=HYPERLINK(1)")), Audience.PUBLIC)
    assert b"'=HYPERLINK(1)" in plan_csv(figures)


def test_a_priority_that_may_not_be_seen_has_no_document():
    record = plan_of()
    with pytest.raises(UserError, match="marked restricted"):
        gather(replace(record, priority=replace(record.priority, marking=Audience.RESTRICTED)), Audience.PUBLIC)


def test_a_quarter_without_a_figure_has_no_sum_either():
    output = Output("o", "a", "People seen", OutputUnit.PEOPLE, "people")
    quarters = [(10, 8), (10, None), (None, 5), (10, None)]
    counted = CountedOutput(
        output,
        tuple(
            OutputQuarter(f"q{q.number}", "o", q.starts_on, *pair)
            for q, pair in zip(YEAR.quarters, quarters, strict=True)
        ),
    )
    (line,) = gather(plan_of(replace(action(), outputs=(counted,))), Audience.PUBLIC).lines
    assert line.outputs[0].quarters == ((10, 8), (20, None), (20, 13), (30, None))
    assert line.outputs[0].counted_in == "people"


def counted_in_quarters(*actuals: int | None, small: bool = False) -> CountedOutput:
    """Return an output with a target of 10 a quarter."""
    quarters = zip(YEAR.quarters, actuals, strict=True)
    return CountedOutput(
        Output("o", "a", "Seen", OutputUnit.PEOPLE, "people"),
        tuple(OutputQuarter(f"q{q.number}", "o", q.starts_on, 10, actual) for q, actual in quarters),
        frozenset({YEAR} if small else ()),
    )


def cells_of(whole: WholeAction, as_at: date = MADE_ON) -> tuple[str, ...]:
    """Return what a plan's table of outputs says of the only output's quarters."""
    (line,) = gather(replace(plan_of(whole), as_at=as_at), Audience.PUBLIC).lines
    return outputs_table([line], YEAR, as_at).rows[-1].cells[2:]


def test_of_a_quarter_still_to_come_nothing_is_withheld():
    whole = replace(action(), outputs=(counted_in_quarters(None, None, None, None, small=True),))
    assert cells_of(whole, date(2015, 9, 30)) == ("[c] of 10", "[c] of 20", "– of 30", "– of 40")
    assert cells_of(whole, YEAR.quarters[2].starts_on) == ("[c] of 10", "[c] of 20", "[c] of 30", "– of 40")


def test_what_was_counted_before_an_action_was_stopped_stands():
    def cells(status: ActionStatus, *actuals: int | None, small: bool = False) -> tuple[str, ...]:
        return cells_of(replace(action(status=status), outputs=(counted_in_quarters(*actuals, small=small),)))

    counted = (5, 4, None, None)
    assert cells(ActionStatus.STOPPED, *counted) == ("5 of 10", "9 of 20", "9 of 30", "9 of 40")
    assert cells(ActionStatus.IN_PROGRESS, *counted) == ("5 of 10", "9 of 20", "– of 30", "– of 40")
    assert cells(ActionStatus.STOPPED, *[None] * 4)[-1] == "– of 40"
    assert cells(ActionStatus.STOPPED, *[None] * 4, small=True)[0] == "[c] of 10"


@pytest.mark.parametrize(
    ("status", "actuals", "told"),
    [
        (ActionStatus.STOPPED, (5, None, None, None), " Of an action that was stopped, what was counted until then"),
        (ActionStatus.STOPPED, (None,) * 4, " A dash: no actual figure yet, or none before the action was stopped. Of"),
        (ActionStatus.IN_PROGRESS, (5, None, None, None), " A dash: no actual figure yet. People"),
        (ActionStatus.IN_PROGRESS, (5, 5, 5, 5), " People"),
    ],
)
def test_a_dash_is_explained_where_one_stands(status: ActionStatus, actuals: tuple[int | None, ...], told: str):
    whole = replace(action(status=status), outputs=(counted_in_quarters(*actuals),))
    said = [b.text for b in compose(gather(plan_of(whole), Audience.PUBLIC), MADE_ON) if isinstance(b, Paragraph)]
    (note,) = [text for text in said if text.startswith("Figures add up from the first quarter: actual of target.")]
    assert note.removeprefix("Figures add up from the first quarter: actual of target.").startswith(told)


@pytest.mark.parametrize(
    ("counts", "unit", "is_told"),
    [
        (OutputUnit.PEOPLE, "families", True),
        (OutputUnit.PEOPLE, "", True),
        (OutputUnit.CONTACTS, "calls", False),
        (OutputUnit.THINGS, "locks", False),
    ],
)
def test_how_people_are_counted_is_told_only_where_people_are(counts: OutputUnit, unit: str, is_told: bool):
    held = counted_in_quarters(5, 5, 5, 5)
    whole = replace(action(), outputs=(replace(held, output=replace(held.output, counts=counts, unit=unit)),))
    blocks = compose(gather(plan_of(whole), Audience.PUBLIC), MADE_ON)
    assert any("People are counted once" in b.text for b in blocks if isinstance(b, Paragraph)) is is_told


@pytest.mark.parametrize(
    ("as_at", "stated", "is_told"),
    [
        (MADE_ON, Rating.COMPLETE, True),
        (MADE_ON, Rating.CANNOT_TELL, False),
        (date(2016, 3, 31), Rating.COMPLETE, False),  # the year is over: nothing is forecast of it
    ],
)
def test_a_rating_that_differs_at_the_end_of_the_year_is_not_denied(as_at: date, stated: Rating, is_told: bool):
    moved = Milestone("m", "a", "Locks bought", date(2015, 6, 1), date(2016, 6, 1))
    whole = replace(action(forecast_rating=stated), milestones=(moved,))
    figures = gather(replace(plan_of(whole), as_at=as_at), Audience.PUBLIC)
    (line,) = figures.lines
    assert line.at_end.rating is not Rating.COMPLETE
    said = [b.text for b in compose(figures, as_at) if isinstance(b, Paragraph)]
    assert any("No rating stated for now differs" in text for text in said)
    told = f"The rating stated for the year’s end of {line.ref} differs from what the rule computes for it"
    assert any(text.startswith(told) for text in said) is is_told


def test_an_action_that_was_stopped_is_not_rated_and_differs_from_nothing(tmp_path: Path):
    done = action("a", status=ActionStatus.COMPLETE, percent=100, finished_on=date(2015, 9, 1))
    ended = action("b", title="Ended", status=ActionStatus.STOPPED, stated_rating=Rating.AT_RISK)
    figures = gather(plan_of(done, ended), Audience.PUBLIC)
    said = summary_sentences(figures)
    assert "The whole priority, by the rule: complete (1 of 1 action complete; 1 stopped, so not counted)." in said
    assert "Ratings by the rule: 1 complete, 1 not rated (stopped)." in said
    assert not any("from what the rule computes" in each for each in said)
    render(figures, tmp_path / "plan.pdf", made_on=MADE_ON)
    text = " ".join(" ".join(page_texts(tmp_path / "plan.pdf")).split())
    assert "No rating stated for now differs from what the rule computes for now." in text
    assert "By the rule Not rated (stopped)" in text
    assert "Cannot tell" not in text


def test_the_rule_of_a_priority_is_told_as_it_is_worked_out():
    rule = RatingRule(priority_at_risk_percent=30, priority_off_track_percent=50)
    assert rule_sentences(rule)[-1] == (
        "A priority is off track when 50% or more of its open actions are; nobody can tell when those off track and "
        "those that cannot be rated together reach 50%; it is at risk when all that are not on track reach 30%. "
        "Actions proposed, stopped or still to start do not count."
    )
    half = (Rating.ON_TRACK, Rating.ON_TRACK, Rating.OFF_TRACK, Rating.CANNOT_TELL)
    assert rate_priority(half, rule).rating is Rating.CANNOT_TELL


def test_what_was_decided_at_the_end_of_a_year_is_printed_with_its_reason(tmp_path: Path) -> None:
    days = (date(2016, 4, 4), date(2016, 3, 1), date(2016, 6, 30))
    decided = (
        YearEndDecision("e", "a", YEAR, YearEnd.CARRIED, "The landlord was slow.", *days),
        YearEndDecision("f", "b", YEAR, YearEnd.CLOSED, "Sentinel reason", *days),
        YearEndDecision("g", "c", YEAR, YearEnd.CLOSED, "No money.", *days),
    )
    out = tmp_path / "plan.pdf"
    render(gather(replace(full(), year_ends=decided), Audience.PUBLIC), out, made_on=MADE_ON)
    said = " ".join(" ".join(page_texts(out)).split())
    assert "Carried forward from 2015/16, due 30 June 2016 (it was 1 March 2016): The landlord was slow." in said
    assert "Closed at the end of 2015/16: No money." in said
    assert b"Sentinel" not in everything_in(out)
    assert not failures(out)


def test_columns_of_milestones_in_which_nothing_would_stand_are_left_out():
    def headings(**given: object) -> list[str]:
        step = Milestone("m", "a", "Locks bought", date(2015, 6, 1), date(2015, 6, 1), **given)  # type: ignore[arg-type]
        figures = gather(plan_of(replace(action("a"), milestones=(step,))), Audience.RESTRICTED)
        return [column.heading for column in milestones_table(list(figures.lines)).columns]

    assert headings(actual_on=date(2015, 6, 1)) == ["Milestone", "First agreed", "Now planned", "Reached"]
    assert headings()[4:] == ["Late"]
    assert headings(note="Waits for the landlord")[4:] == ["Late", "Note"]


def test_a_plan_whose_reviews_alone_call_something_illustrative_says_so_in_front():
    def warned(summary: str, decided: str) -> bool:
        review = Review("r", None, YEAR, date(2015, 10, 1), 1, "", summary=summary)
        plan = replace(plan_of(action("a")), reviews=(review,), decisions=(ReviewDecision("d", "r", 1, decided),))
        return bool(illustrative_sentence(gather(plan, Audience.RESTRICTED)))

    assert not warned("Calls rise.", "Go on.")
    assert warned("Calls rise (illustrative).", "Go on.")
    assert warned("Calls rise.", "Go on (illustrative).")


def sentences_of(*steps: Milestone) -> tuple[str, ...]:
    return summary_sentences(gather(plan_of(replace(action("a"), milestones=steps)), Audience.RESTRICTED))


def test_milestones_reached_late_are_not_counted_among_those_not_reached():
    def said(*steps: tuple[date, date | None]) -> str:
        made = tuple(
            Milestone(f"m{n}", "a", "Step", date(2015, 6, 1), planned, actual_on=reached)
            for n, (planned, reached) in enumerate(steps)
        )
        return next(sentence for sentence in sentences_of(*made) if "milestone" in sentence)

    late, moved, kept = (date(2015, 7, 1),) * 2, (date(2016, 2, 1), None), (date(2015, 6, 1), date(2015, 6, 1))
    assert said(late) == "Of 1 milestone of actions neither complete nor stopped, 1 reached."
    assert said(late, kept, moved) == (
        "Of 3 milestones of actions neither complete nor stopped, 2 reached; the 1 not reached is later than first "
        "agreed."
    )
    assert said(moved, moved).endswith("0 reached; of the 2 not reached, 2 are later than first agreed.")
    assert said(moved, kept, (date(2016, 2, 1), None)).endswith("of the 2 not reached, 2 are later than first agreed.")
    step = Milestone("m", "a", "Step", date(2016, 2, 1), date(2016, 2, 1))
    (sentence,) = [s for s in sentences_of(step) if "milestone" in s]
    assert sentence.endswith("0 reached; the 1 not reached is not later than first agreed.")


def test_a_milestone_of_a_stopped_action_says_so_and_counts_no_days():
    def told(status: ActionStatus) -> tuple[str, ...]:
        step = Milestone("m", "a", "Locks bought", date(2015, 6, 1), date(2015, 6, 1))
        figures = gather(plan_of(replace(action("a", status=status), milestones=(step,))), Audience.RESTRICTED)
        return tuple(row.cells[-1] for row in milestones_table(list(figures.lines)).rows)[1:]

    assert told(ActionStatus.STOPPED) == ("stopped",)
    assert told(ActionStatus.IN_PROGRESS)[0].endswith(" days")


def late_and_hidden() -> PlanRecord:
    """Return a plan whose one late action is for partners alone."""
    late = action("late", due_on=date(2015, 12, 1), marking=Audience.PARTNER)
    return plan_of(action("a", percent=90), late)


def test_what_is_rated_is_said_to_be_what_is_shown():
    public, partner = (
        " ".join(summary_sentences(gather(late_and_hidden(), a))) for a in (Audience.PUBLIC, Audience.PARTNER)
    )
    assert "The actions shown here together, by the rule: " in public
    assert "This version does not rate the whole priority." in public
    assert "No open action shown here is past its due date." in public
    assert "The whole priority, by the rule: off track (1 of 2 open actions is off track" in partner
    assert "shown here" not in partner


def test_what_is_missing_is_said_to_be_missing_of_what_is_shown(tmp_path: Path):
    texts = []
    for audience in (Audience.PUBLIC, Audience.PARTNER):
        render(gather(late_and_hidden(), audience), tmp_path / "plan.pdf", made_on=MADE_ON)
        texts.append(" ".join(" ".join(page_texts(tmp_path / "plan.pdf")).split()))
    for what in ("No milestones", "No outputs"):
        assert [f"{what} of the actions shown here are recorded." in text for text in texts] == [True, False]
        assert [f"{what} are recorded." in text for text in texts] == [False, True]


@pytest.mark.parametrize(
    ("audience", "said"),
    [
        (Audience.PUBLIC, "1 service and 2 case reviews are withheld from this public version."),
        (Audience.PARTNER, "2 case reviews are withheld from this partner version."),
    ],
)
def test_services_that_are_withheld_are_not_said_to_be_none(audience: Audience, said: str):
    kept = replace(
        plan_of(action("a")),
        services=(
            CommissionedService(
                "t", "priority", "Line", None, date(2015, 4, 1), date(2016, 3, 31), marking=Audience.PARTNER
            ),
        ),
        case_reviews=tuple(CaseReview(x, "priority", f"R-{x}", date(2015, 5, 5)) for x in "xy"),
    )
    assert no_services(gather(kept, audience)) == said
    assert no_services(gather(plan_of(action("a")), audience)) == "None is recorded."


def test_one_rating_has_its_reason_and_of_several_each():
    one, two = (action(id_, stated_rating=Rating.COMPLETE, rating_reason="Why") for id_ in "ab")
    assert any(s.endswith("differs from what the rule computes; it has its reason.") for s in sentences_of_plan(one))
    assert any(s.endswith("; each has its reason.") for s in sentences_of_plan(one, two))


def sentences_of_plan(*actions: WholeAction) -> tuple[str, ...]:
    return summary_sentences(gather(plan_of(*actions), Audience.RESTRICTED))


@pytest.mark.parametrize(
    ("as_at", "ahead"), [(date(2016, 1, 5), True), (YEAR.ends_on, False), (date(2016, 9, 30), False)]
)
def test_of_a_year_that_is_over_a_plan_forecasts_nothing(tmp_path: Path, as_at: date, ahead: bool):
    render(gather(replace(plan_of(action()), as_at=as_at), Audience.PUBLIC), tmp_path / "plan.pdf", made_on=as_at)
    assert ("At the year’s end" in " ".join(page_texts(tmp_path / "plan.pdf"))) is ahead
