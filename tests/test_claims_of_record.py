"""Money, plans and outputs told in words alone are held against the record, and nothing that is fair is found."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.analysis.claim_findings import ClaimContext, ClaimFinding, ClaimKind
from cspdesk.analysis.claims import check_paper, check_text, context_of
from cspdesk.app.figures import Held, held
from cspdesk.domain.bound_figures import BoundFigure, Figures, filled
from cspdesk.domain.periods import FinancialYear
from tests.store.sample_record import STANDS_AT, make_sample

K = ClaimKind

# Of all priorities together. What the record has: £361,269.92 paid of £366,017; 34 of 35 milestones reached, 12 of them
# in time; 19 of 19 actions complete, 2 stopped; 9 of 11 outputs at their target; one of two recommendations open.
TOLD = (
    ("The grant was spent in full.", "£4,747.08 less"),
    ("The money has been fully spent.", "£4,747.08 less"),
    ("The whole of the grant has now been spent.", "£4,747.08 less"),
    ("We spent all of our funding.", "£4,747.08 less"),
    ("Every penny was spent.", "£4,747.08 less"),
    ("Nothing was left unspent.", "£4,747.08 less"),
    ("There is no money left over.", "£4,747.08 less"),
    ("PCC-2015-CORE was spent in full.", "£3,416.58 less"),
    ("All the money for domestic violence was spent.", "£279.03 less"),
    ("All of the money for domestic abuse was spent in 2015/16.", "£279.03 less"),
    ("The money was spent on time.", "£4,747.08 less"),
    ("There was no underspend.", "£3,788.58 under budget"),
    ("The year ended with no underspend at all.", "£3,788.58 under budget"),
    ("We overspent.", "£3,788.58 under budget"),
    ("Every budget line stayed within budget.", "DV-01 Helpline and outreach is £927 over"),
    ("DV-01 was kept within budget.", "£927 over budget"),
    ("The helpline stayed within budget.", "£927 over budget"),
    ("The helpline was under budget.", "£927 over budget"),
    ("All spending is evidenced.", "£21,244.92"),
    ("Every payment has proof.", "£21,244.92"),
    ("The money is fully committed.", "£3,788.58"),
    ("All outputs were delivered.", "one of 2 of 11 outputs"),
    ("Every target was met.", "15 people against a target of 16 people"),
    ("We exceeded our targets.", "one of 3 of 11 outputs"),
    ("We know that all outputs were delivered by the provider.", "one of 2 of 11"),
    ("The signs exceeded their target.", "39 signs against a target of 100 signs"),
    ("Young people helped to a room: it met its target.", "15 people against a target of 16"),
    ("The visits made fell short of their target.", "199 visits"),
    ("Every milestone was met.", "34 of 35 milestones"),
    ("We are glad to say that every milestone was met.", "34 of 35 milestones"),
    ("Every milestone was met in the year because of hard work at night.", "34 of 35 milestones"),
    ("Every milestone was met on time.", "12 of 35 milestones"),
    ("In domestic violence, all milestones were reached as planned.", "3 of 10 milestones"),
    ("No milestone slipped.", "12 of 35 milestones"),
    ("All actions are complete.", "2 actions were stopped"),
    ("The plan was delivered in full.", "2 actions were stopped"),
    ("No action is late.", "1 milestone is late"),
    ("There were no delays.", "1 milestone is late"),
    ("All is in hand; none of them is overdue.", "1 milestone is late"),
    ("There were no concerns.", "1 milestone is late"),
    ("No noise complaints were received.", "Noise complaints"),
    ("All recommendations were carried out.", "1 of 2 recommendations"),
    ("All questions were answered.", "2 of 6 questions"),
    ("We spent £40,000 on domestic violence.", "Domestic violence, 2015/16: paid, £104,737.97"),
    ("£40,000 was spent on domestic abuse.", "Domestic violence, 2015/16: paid, £104,737.97"),
    ("About £90,000 went on domestic violence.", "£104,737.97"),
    ("More than £110,000 went on domestic violence.", "£104,737.97"),
    ("Domestic violence cost £40,000.", "£104,737.97"),
    ("The budget for domestic violence was £90,000.", "revised budget, £105,017"),
    ("£50,000 was spent on the helpline.", "DV-01 Helpline and outreach, 2015/16: paid, £52,427"),
    ("The partnership spent £400,000 in 2015/16.", "All priorities, 2015/16: paid, £361,269.92"),
)

# True in the record, or of something that the record cannot say.
FAIR = (
    "We stayed within budget.",
    "The year ended under budget.",
    "There was an underspend.",
    "There was no overspend.",
    "We did not overspend.",
    "DV-01 was overspent.",
    "All the money was received.",
    "The grant was received in full.",
    "Every payment for domestic violence is evidenced.",
    "All actions in domestic violence are complete.",
    "All actions for alcohol and drugs are done.",
    "In domestic violence every milestone was met.",
    "Domestic violence did well. Every milestone was met.",
    "The project is on track.",
    "Domestic violence is on track.",
    "The helpline exceeded its target.",
    "The visits made met their target.",
    "The signs missed their target.",
    "Not all outputs were delivered.",
    "Not every milestone was met.",
    "All outputs were delivered except the signs.",
    "All but the signs were delivered.",
    "Apart from one, all milestones were reached.",
    "We hope that the grant will be spent in full.",
    "The grant is to be spent in full by 31 March 2016.",
    "The grant has to be spent in full by 31 March 2016.",
    "The funder requires that every payment has proof.",
    "When every milestone was met, the board closed the plan.",
    "Whether all outputs were delivered is for the next review.",
    "Next year all outputs will be delivered.",
    "In 2014/15 all outputs were delivered.",
    "In the first quarter every milestone was met.",
    "Last year the grant was spent in full.",
    "We did not stay within budget on paper alone.",
    "If there is no underspend, nothing is carried over.",
    "To stay within budget, we met less often.",
    "The council stayed within budget.",
    "The garden grant was spent in full.",
    "All money for the garden was spent.",
    "The garden project opened in May, and its grant was spent in full.",
    "The provider says that all its outputs were delivered.",
    "All milestones of the fire service’s own plan were met.",
    "There was no burglary in Ledbury.",
    "There were no objections.",
    "No questions were asked at the meeting of the parish.",
    "All our partners were asked.",
    "There is no underspend to carry forward from the fire service.",
    "Every milestone was met at the level of the parish.",
    "The police met all their targets.",
    "There were no delays in court.",
    "There were no concerns about the venue.",
    "The partnership is on track to publish its plan.",
    "The whole of the fund is held by the council.",
    "The grant is all committed to salaries.",
    "All milestones are set out in annex 1.",
    "All actions that come out of the review go to the group.",
    "Every action has a lead.",
    "Each priority has its budget, and each budget its lines.",
    "The plan is complete with risks and dates.",
    "Milestones are met when the lead says so.",
)

UNBOUND = (  # typed, so to be bound, but not against the record
    "We spent £105,000 on domestic violence.",
    "About £100,000 went on domestic violence.",
    "More than £100,000 went on domestic violence.",
    "We spent £4,000 on training in domestic violence.",
    "We spent £4,000 a month on domestic violence.",
    "In 2014/15 we spent £90,000 on domestic violence.",
    "We will spend £90,000 on domestic violence.",
    "Domestic violence costs society £90,000.",
    "A further £3,000 was spent on domestic violence.",
    "The fire service spent £40,000 on alarms of its own.",
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Held, Held]]:
    """Give what the sample holds of all priorities, and of domestic violence."""
    with make_sample(tmp_path_factory.mktemp("sample") / "sample.cspdesk") as store:
        violence = next(p for p in store.partnership.all_priorities() if p.name == "Domestic violence")
        year = FinancialYear(2015)
        yield held(store, year, None, STANDS_AT), held(store, year, violence.id, STANDS_AT)


def check(found: Held, text: str, today: date = STANDS_AT, figures: Figures | None = None) -> tuple[ClaimFinding, ...]:
    context = context_of(found.series, today, found.elsewhere)
    return check_text(text, found.figures if figures is None else figures, context)


@pytest.mark.parametrize(("text", "reason"), TOLD)
def test_what_the_record_says_otherwise_is_found_with_the_record_s_own_figures(sample, text: str, reason: str):
    found = [f for f in check(sample[0], text) if f.kind in (K.CONTRADICTED, K.NO_CAVEAT)]
    assert [reason in f.reason for f in found] == [True], found


@pytest.mark.parametrize("text", FAIR)
def test_what_is_so_or_cannot_be_told_gives_no_finding(sample, text: str):
    assert check(sample[0], text) == ()


@pytest.mark.parametrize("text", UNBOUND)
def test_an_amount_that_may_be_so_is_only_said_to_be_typed(sample, text: str):
    assert {f.kind for f in check(sample[0], text)} == {K.NOT_BOUND}


@pytest.mark.parametrize(("text", "reason"), TOLD)
def test_what_is_safe_to_say_is_bound_and_fair(sample, text: str, reason: str):
    for finding in check(sample[0], text):
        if finding.safe:
            said = finding.accepted(text)
            assert check(sample[0], said) == (), said
            assert "[no figure]" not in filled(said, sample[0].figures)


def test_nearly_all_of_them_say_what_would_be_safe(sample):
    without = [text for text, _ in TOLD if not any(f.safe for f in check(sample[0], text))]
    assert without == []


def test_in_a_paper_of_one_priority_it_is_told_of_that_priority(sample):
    assert check(sample[1], "Every milestone was met.") == ()
    (finding,) = check(sample[1], "The grant was spent in full.")
    assert finding.reason == (
        "The record says otherwise: for Domestic violence, £104,737.97 was paid of £105,017, £279.03 less."
    )
    assert filled(finding.safe, sample[1].figures) == (
        "Domestic violence: £104,737.97 was paid of a budget of £105,017."
    )


def test_on_a_priority_s_page_it_is_told_of_that_priority(sample):
    everything, one = sample
    violence = next(key.split(".")[2] for key in one.figures if key.startswith("money.priority."))
    context = context_of(everything.series, STANDS_AT)
    text = "Every milestone was met."
    assert check_paper({f"page:{violence}": text}, everything.figures, context) == ()
    assert len(check_paper({"page": text}, everything.figures, context)) == 1


def test_what_a_sentence_before_names_is_spoken_of_still(sample):
    text = "The line of PCC-2015-PILOT is the smaller one. The grant was spent in full."
    (finding,) = check(sample[0], text)
    assert "PCC-2015-PILOT" in finding.reason


def test_a_figure_that_readers_may_not_see_is_not_told_by_a_finding(sample):
    seen = {key: f for key, f in sample[0].figures.items() if not key.startswith(("money.", "milestones.", "actions."))}
    for text in ("The grant was spent in full.", "Every milestone was met.", "All actions are complete."):
        assert check(sample[0], text, figures=seen) == ()


def test_while_the_year_runs_money_may_still_be_spent_in_time_and_milestones_are_not_due(sample):
    today = date(2016, 1, 31)
    assert check(sample[0], "The money was spent on time.", today) == ()
    waiting = {
        key: replace(f, text="3", value=3.0) if key.endswith((".reached", ".in_time")) else f
        for key, f in sample[0].figures.items()
        if key.startswith("milestones.all.")
    }
    late = next(key for key in waiting if key.endswith(".late"))
    none_late = waiting | {late: replace(waiting[late], text="0", value=0.0)}
    owned = {key: f for key, f in sample[0].figures.items() if key.startswith("actions.all.")}
    assert check(sample[0], "Every milestone was met on time.", today, owned | none_late) == ()
    assert len(check(sample[0], "Every milestone was met on time.", STANDS_AT, owned | none_late)) == 1


def test_a_rating_of_the_record_that_is_off_track_contradicts_on_track(sample):
    rated = {key: replace(f, text="off track") for key, f in sample[1].figures.items() if key.endswith(".rating")}
    (finding,) = check(sample[1], "The project is on track.", figures={**sample[1].figures, **rated})
    assert finding.kind is K.CONTRADICTED
    assert "“off track”" in finding.reason


PIECES = st.sampled_from(
    [text for text, _ in TOLD] + [*FAIR, *UNBOUND] + ["all", "every", "not", "£", "and", "its", ","]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=6).map(" ".join))
def test_every_text_can_be_checked_and_its_findings_lie_inside_it(sample, body: str):
    for finding in check(sample[0], body):
        assert body[finding.start : finding.end] == finding.words
        assert body[finding.sentence_start : finding.sentence_end] == finding.sentence


def test_without_any_figure_nothing_is_held_against_them():
    figure = {"a": BoundFigure("a", "A", "5", "s", subject="a")}
    for text, _ in TOLD:
        kinds = {f.kind for f in check_text(text, figure, ClaimContext((), STANDS_AT))}
        assert kinds <= {K.NOT_BOUND}
