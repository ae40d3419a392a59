"""The check of claims: each kind of over-claim is found, a fair text gives no finding, and no text breaks it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.analysis.claim_findings import ClaimContext, ClaimFinding, ClaimKind, Severity, standing
from cspdesk.analysis.claim_numbers import typed_numbers
from cspdesk.analysis.claim_sentences import sentences_of
from cspdesk.analysis.claims import check_paper, check_text, context_of
from cspdesk.app.figures import held
from cspdesk.domain.bound_figures import BoundFigure, Figures
from cspdesk.domain.papers import Overruling
from cspdesk.domain.periods import FinancialYear
from tests.store.sample_record import STANDS_AT, make_sample

K = ClaimKind

# Sentences of our own that say more than the sample's figures do; among them every trap of the scrutiny minutes.
OVER_CLAIMS = (
    ("Re-offending has fallen since 2015.", K.BEYOND_REACH),
    ("Re-offending turned down in 2015/16.", K.BEYOND_REACH),
    ("We are proud that reoffending was low in March 2016.", K.BEYOND_REACH),
    ("Re-offending is falling.", K.STALE),
    ("Recorded crime is up 26% on the year.", K.ACROSS_BREAK),
    ("Recorded crime is up 26% on the year.", K.NOT_BOUND),
    ("Crime rose in 2015.", K.ACROSS_BREAK),
    ("Recorded domestic violence has risen since 2013.", K.ACROSS_BREAK),
    ("Violence with injury went up.", K.INSIDE_NOISE),
    ("Violence with injury rose 10%, linked to the night-time economy.", K.INSIDE_NOISE),
    ("Hospital admissions related to alcohol fell, and that is good.", K.INSIDE_NOISE),
    ("Hate crime reports are up 15%.", K.INSIDE_NOISE),
    ("More people who leave treatment stay well: it has improved.", K.INSIDE_NOISE),
    ("Voluntary schemes for perpetrators succeed for 50% of people.", K.NOT_BOUND),
    ("Voluntary schemes for perpetrators succeed for 61% of people.", K.NO_DENOMINATOR),
    ("The success of voluntary schemes for perpetrators is @{voluntary-schemes.latest}.", K.NO_DENOMINATOR),
    ("Half of the people in drug treatment have offended before.", K.NOT_BOUND),
    ("One in four victims came back.", K.NOT_BOUND),
    ("Addiction is three times the national average.", K.NOT_BOUND),
    ("40% of domestic violence crimes are related to alcohol.", K.NOT_BOUND),
    ("30% of victims are Asian or Pakistani, a group of 4% of the population.", K.NOT_BOUND),
    ("The Commissioner controls £4.5 million.", K.NOT_BOUND),
    ("The partnership received £496,017 in all.", K.NOT_BOUND),
    ("Calls to the helpline doubled.", K.NOT_BOUND),
    ("Two victims were housed.", K.NOT_BOUND),
    ("Referrals to support fell.", K.CONTRADICTED),
    ("Referrals have dropped by a third.", K.CONTRADICTED),
    ("First-time entrants to youth justice rose.", K.CONTRADICTED),
    ("Noise complaints are down on the year.", K.CONTRADICTED),
    ("The helpline had 1,500 calls answered.", K.CONTRADICTED),
    ("Burglary fell thanks to operation Daring.", K.CAUSE),
    ("Operation Daring reduced burglary in the south.", K.CAUSE),
    ("Our work has cut domestic violence.", K.CAUSE),
    ("The night patrols led to fewer crimes.", K.CAUSE),
    ("Because of the pilots fewer offenders came back.", K.CAUSE),
    ("The helpline has helped to reduce harm to victims.", K.CAUSE),
    ("Burglary in Ledbury was stopped by operation Daring.", K.CAUSE),
    ("Street pastors made the city centre safer.", K.CAUSE),
    ("The scheme is proven to work.", K.CAUSE),
    ("Anti-social behaviour has improved.", K.CONTRADICTED),
    ("Admissions related to alcohol continue to fall.", K.INSIDE_NOISE),
    ("The majority of victims are satisfied.", K.NOT_BOUND),
    ("Most offenders stop after the course.", K.NOT_BOUND),
    ("Nearly all of them feel safer.", K.NOT_BOUND),
    ("The first-time entrants to youth justice fell as a result of our project.", K.CAUSE),
    ("The helpline answered @{calls.actual}.", K.NO_CAVEAT),
    ("Violence with injury was @{violence-with-injury.since_baseline} than at the baseline.", K.NO_CAVEAT),
    ("Crime changed by @{recorded-crime.since_baseline}.", K.ACROSS_BREAK),
    ("It cost @{nowhere.to.be.found}.", K.NO_FIGURE),
    ("Violence fell, and people say so.", K.NO_FIGURE),
    ("Drinking in the streets has dropped.", K.NO_FIGURE),
    ("Burglary is up in the Ledbury area.", K.CONTRADICTED),
    ("We do well on re-offending.", K.STALE),
    ("Burglary rose in the south in autumn 2014.", K.NO_FIGURE),
    ("First-time entrants to youth justice are fewer.", K.GOOD_NEWS_ONLY),
    ("Crime in Herefordshire is at its lowest for a decade.", K.ACROSS_BREAK),
    ("Noise complaints plummeted.", K.CONTRADICTED),
    ("The rate of re-offending is now the best in the region.", K.STALE),
    ("Herefordshire has lower crime than Worcestershire.", K.ACROSS_BREAK),
    ("Residents feel safer than ever.", K.NO_FIGURE),
    ("Alcohol-related violence has been brought under control.", K.NO_FIGURE),
    ("The partnership has eliminated rural crime in the north.", K.CAUSE),
    ("The project has transformed the lives of victims.", K.CAUSE),
    ("The helpline prevented at least 20 homicides.", K.CAUSE),
    ("Fewer young people came to court because of the triage scheme.", K.CAUSE),
    ("Without the helpline there would have been more deaths.", K.CAUSE),
    ("Our scheme works.", K.CAUSE),
    ("The evidence is clear that the pilots work.", K.CAUSE),
    ("The programme was highly effective at stopping re-offending.", K.CAUSE),
    ("The grant delivered excellent value for money.", K.NO_FIGURE),
    ("Since the pilots began, no perpetrator has re-offended.", K.NOT_BOUND),
    ("Ninety per cent of clients completed the course.", K.NOT_BOUND),
    ("Each pound invested returned three pounds.", K.NOT_BOUND),
    ("Spending was within budget on every line.", K.CONTRADICTED),
    ("The new patrols brought down burglary.", K.CAUSE),
    ("Neighbourhood watch keeps burglars away.", K.CAUSE),
    ("Farm watch has driven thieves out of the county.", K.CAUSE),
    ("Seventeen families were kept together by the outreach team.", K.NOT_BOUND),
    ("Not a single penny was left unspent.", K.CONTRADICTED),
    ("All recommendations of the committee have been implemented.", K.CONTRADICTED),
    ("The scheme was a triumph.", K.PRAISE),
    ("Everything is better now.", K.PRAISE),
    ("The year was an outstanding success.", K.PRAISE),
    ("There is no doubt that the scheme has been a success.", K.PRAISE),
    ("The difference it has made cannot be overstated.", K.PRAISE),
    ("Our helpline is second to none.", K.PRAISE),
    ("The pilot exceeded all expectations.", K.PRAISE),
    ("The partnership has never been stronger.", K.PRAISE),
    ("The refuge saved lives.", K.PRAISE),
    ("The project made a real difference.", K.PRAISE),
    ("Streets are safe again.", K.PRAISE),
    ("The results speak for themselves.", K.PRAISE),
    ("The team went above and beyond.", K.PRAISE),
    ("It is by far the most effective service in the region.", K.PRAISE),
    ("Everyone benefited.", K.PRAISE),
    ("The town is a better place to live.", K.PRAISE),
    ("The scheme could not have gone better.", K.PRAISE),
    ("No other county has done as much.", K.PRAISE),
)

FAIR = (
    "Most of the money comes from the Commissioner.",
    "The partnership aims to continue to listen to victims.",
    "The unit is paid for by three boards.",
    "Reducing re-offending is one of our priorities.",
    "We aim to reduce burglary and to improve how safe people feel.",
    "The newest data on re-offending are from 2013, so whether it has fallen since 2015 cannot be told.",
    "The group meets on the first Tuesday of each month at 7.30pm, e.g. in the town hall.",
    "We met on 12 January 2016 and 30 March 2016; the next review is on 12 October 2016.",
    "The service runs 24/7 and can be reached on 0800 123 4567; in danger, call 999.",
    "The plan for 2015/16 set out to reduce re-offending among people aged 18 to 24.",
    "Section 17 of the Crime and Disorder Act 1998 asks every authority to do what it can to prevent crime.",
    "Agreement PCC-2015-CORE pays for line DV-01; see page 4, table 2 and annex 1.",
    "The delay was due to recruitment.",
    "Figures before and after April 2015 are not compared because of a change in how crimes are counted.",
    "Recorded crime cannot be compared across the audit, since records were back-dated.",
    "We hope that burglary will fall in 2017.",
    "Costs are shared between the council, the police and the health service.",
    "The first quarter was used to recruit; the second half of the year to deliver.",
    "More people may have asked for help because they trust the service more; we cannot tell.",
    "What was learned: two things stand out, and the next review will look at both.",
    "Women’s Aid was appointed by tender for five more years.",
    "There is one refuge; its size is withheld for the safety of the place.",
    "Whether voluntary schemes work better cannot be told, as of how many people is not known.",
    "The helpline answered @{calls.actual} (one person may be counted several times), @{calls.share} of its target.",
    "Referrals to support rose, @{referrals.since_baseline}, which does not tell whether more happened.",
    "Noise complaints rose: they were @{noise.since_baseline} than at the baseline.",
    "Violence with injury was @{violence-with-injury.since_baseline} than at the baseline, which chance alone could"
    " explain; with caution, as records were back-dated after an audit and how many were of violence is not known.",
    "We paid @{money.paid} of @{money.revised}, and @{money.untraced} of it is not yet evidenced.",
    "If the money stops, the helpline closes and nobody answers at night.",
    "Has burglary fallen because of us?",
    "Many of those who come to hospital because of alcohol are over 50; the pilots go on for 12 more months.",
    "A group on burglary was set up in 2015, and its figures are broken down by ward.",
    "The harm done by alcohol falls to the hospital as much as to the police.",
    "Members signed up in March to the pledge against violence.",
    "Reports of hate crime are read as better reporting, which the figures can neither show nor rule out.",
    "Better recording and better shared information make the figures hard to compare.",
    "The A49 and the B4224 are lit until 1am on weekdays.",
    "Costs rose because rents went up, and were cut again by sharing an office.",
    "We cut red tape for partners.",
    "The audit led to older crimes being recorded late; the service is open to men and women over 16.",
    "The lowest bid was not accepted, since it left out training.",
    "The partnership will look at where crime is highest.",
    "No figure after December 2013 has been published for re-offending.",
    "We do not claim that the campaign lowered crime, nor that the pilots work.",
    "What would happen without the money is set out under the request.",
    "The scheme works with families, and the helpline works through the night.",
    "Whether the course is effective is what the review will ask.",
    "Nobody was named, and no child was interviewed alone by the reviewer without consent.",
    "The Safer Herefordshire board meets four times a year.",
    "We do not know whether the scheme was a success.",
    "If the pilot is a success, the board will ask for two years of money.",
    "The council wants the scheme to be an outstanding success.",
    "The success of the pilot will be judged by the share of people who finish it.",
    "Outstanding actions are listed in the annex, and two outstanding recommendations go to the next meeting.",
    "“It changed my life,” one person told us.",
    "The best bid was chosen by a panel of three partners; the best way to reach older people is not known.",
    "An award for policing at night was given to the group.",
    "The impact of the change in counting is not known; it made a big difference to how assaults are counted.",
    "Great care is taken with names and places, and the lead thanks the great team at the refuge.",
    "Everyone who called was offered a first appointment, and everybody is welcome at the open evening.",
    "We solved the problem of the missing invoices with the provider.",
    "An extraordinary meeting was held in July; exceptional costs of the move are shown on a line of their own.",
    "The aim is a county where people feel safe.",
    "Better lighting was fitted in the car park.",
    "# What changed\n\n- Prevent work ran for the whole year\n- the 1st review was held",
)


class Sample:
    """The sample's figures, and what its claims are held against; short names stand for the keys."""

    def __init__(self, figures: Figures, context: ClaimContext, names: dict[str, str]) -> None:
        self.figures, self.context, self._names = figures, context, names

    def bound(self, text: str) -> str:
        for name, key in self._names.items():
            text = text.replace(f"@{{{name}.", f"@{{{key}.")
        return text

    def check(self, text: str) -> tuple[ClaimFinding, ...]:
        return check_text(self.bound(text), self.figures, self.context)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    with make_sample(tmp_path_factory.mktemp("sample") / "sample.cspdesk") as store:
        found = held(store, FinancialYear(2015), None, STANDS_AT)
        names = {one.indicator.code.removeprefix("sample:"): f"indicator.{one.indicator.id}" for one in found.series}
        calls = next(f for f in found.figures.values() if f.label.startswith("Calls answered"))
        names |= {"calls": calls.subject, "money": "money.all.2015"}
        yield Sample(found.figures, context_of(found.series, STANDS_AT), names)


@pytest.mark.parametrize(("text", "kind"), OVER_CLAIMS)
def test_an_over_claim_is_found(sample: Sample, text: str, kind: ClaimKind):
    found = sample.check(text)
    assert kind in {finding.kind for finding in found}, found
    for finding in found:
        assert finding.reason.endswith((".", "”")), finding.reason


def test_every_kind_of_finding_is_among_the_over_claims():
    assert {kind for _, kind in OVER_CLAIMS} == set(ClaimKind)


@pytest.mark.parametrize("text", FAIR)
def test_a_fair_text_gives_no_finding(sample: Sample, text: str):
    assert sample.check(text) == ()


def test_a_whole_fair_paper_gives_no_finding(sample: Sample):
    texts = {f"s{place}": sample.bound(text) for place, text in enumerate(FAIR)}
    assert check_paper(texts, sample.figures, sample.context) == ()


@pytest.mark.parametrize(("text", "kind"), OVER_CLAIMS)
def test_what_is_safe_to_say_does_not_say_the_same_again(sample: Sample, text: str, kind: ClaimKind):
    body = sample.bound(text)
    for finding in check_text(body, sample.figures, sample.context):
        if finding.safe and finding.kind is not K.GOOD_NEWS_ONLY:
            again = check_text(finding.accepted(body), sample.figures, sample.context)
            assert (finding.kind, finding.words) not in {(f.kind, f.words) for f in again}


@pytest.mark.parametrize(("text", "kind"), OVER_CLAIMS)
def test_accepting_one_after_another_comes_to_an_end(sample: Sample, text: str, kind: ClaimKind):
    body = sample.bound(text)
    for _ in range(8):
        safe = [f for f in check_text(body, sample.figures, sample.context) if f.safe]
        if not safe:
            return
        body = safe[0].accepted(body)
    pytest.fail(f"{text} is never done: {body}")


def test_two_sentences_that_say_the_opposite_are_found(sample: Sample):
    texts = {"a": "Noise complaints rose.", "b": "It is quiet. Noise complaints fell."}
    found = check_paper(texts, sample.figures, sample.context)
    assert [(f.section, f.kind) for f in found] == [("b", K.CONTRADICTED)]


def test_the_sentence_that_agrees_with_the_record_is_not_the_wrong_one(sample: Sample):
    texts = {"a": "Noise complaints fell.", "b": "Noise complaints rose."}
    found = check_paper(texts, sample.figures, sample.context)
    assert [(f.section, f.kind) for f in found] == [("a", K.CONTRADICTED)]


def test_two_numbers_of_one_thing_are_found(sample: Sample):
    found = sample.check("Referrals to support were 700 in all. Later on we write that referrals were 650.")
    assert any("Another sentence" in f.reason and f.words == "650" for f in found)


def test_bad_news_told_anywhere_makes_good_news_fair(sample: Sample):
    good = "First-time entrants to youth justice fell."
    assert [f.kind for f in sample.check(good)] == [K.GOOD_NEWS_ONLY]
    bad = {"b": "Noise complaints rose."}
    assert check_paper({"a": good} | bad, sample.figures, sample.context) == ()


def test_a_sentence_that_goes_against_the_figure_in_it_is_found(sample: Sample):
    found = sample.check("Noise complaints fell: @{noise.since_baseline}.")
    assert [f.kind for f in found] == [K.CONTRADICTED]
    assert found[0].severity is Severity.WRONG


def test_a_typed_number_of_the_record_can_be_bound(sample: Sample):
    found = sample.check("The helpline had 1,420 calls answered.")[0]
    assert found.kind is K.NOT_BOUND
    assert sample.bound("@{calls.actual} (one person may be counted several times)") in found.safe
    assert sample.check(found.safe) == ()


def test_an_overruled_finding_stays_so_while_its_words_stay(sample: Sample):
    text = "The Commissioner controls £4.5 million."
    made = Overruling("o", "p", "", K.NOT_BOUND, text, "Ann", "It is in the minutes", date(2016, 9, 30))
    left, kept = standing(sample.check(text), [made])
    assert (left, kept) == ((), (made,))
    changed = text.replace("4.5", "5.5")
    left, kept = standing(sample.check(changed), [made])
    assert [f.kind for f in left] == [K.NOT_BOUND]
    assert kept == ()
    assert standing(sample.check(text), [replace(made, finding=K.CAUSE)])[1] == ()


PIECES = st.sampled_from(
    [text for text, _ in OVER_CLAIMS] + list(FAIR) + ["@{", "}", "*", "# ", "- ", "\n", "£", "%", "1."]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=8).map(" ".join)


@given(TEXTS)
def test_every_text_can_be_checked_and_findings_lie_inside_it(body: str):
    figures = {"a": BoundFigure("a", "A", "5", "s", caveat="with care", subject="a")}
    for finding in check_text(body, figures, ClaimContext((), STANDS_AT)):
        assert 0 <= finding.sentence_start <= finding.start < finding.end <= finding.sentence_end <= len(body)
        assert body[finding.start : finding.end] == finding.words
        assert body[finding.sentence_start : finding.sentence_end] == finding.sentence


@given(body=TEXTS)
def test_so_can_they_against_a_whole_record(sample: Sample, body: str):
    for finding in check_text(body, sample.figures, sample.context):
        assert body[finding.start : finding.end] == finding.words


@given(TEXTS)
def test_sentences_lie_one_after_another_in_the_text(body: str):
    end = 0
    for sentence in sentences_of(body):
        assert end <= sentence.start < sentence.end
        assert body[sentence.start : sentence.end] == sentence.text
        assert len(sentence.masked) == len(sentence.text)
        end = sentence.end


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("It cost £4.5 million. Dr. Smith came, e.g. twice a week.", 2),
        ("No. 5 was shut. It opened at 7 p.m. and closed at 9.", 2),
        ("A heading\nruns on over lines. And ends!", 2),
        ("# Heading\nText of it.\n- point one\n- point two", 4),
        ("He said “stop.” She did.", 2),
        ("Is it so? Yes… Well.", 3),
        ("", 0),
    ],
)
def test_sentences_are_told_apart(body: str, count: int):
    assert len(sentences_of(body)) == count


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("5 May 2016, 05/05/2016, 2016-05-05, May 2016, 2013 to 2015, 2015/16, Q2 2015/16, 1980s", []),
        ("a 17 year old, aged 18 to 24, over-65s, 16-year-olds, ages 10 and 11", []),
        ("section 17, paragraphs 3 and 4, table 2, page 12, objective 3, week 6, phase 2", []),
        ("PCC-2015-CORE, DV-01, E06000019, COVID-19, A49, GB-CHC-1234567", []),
        ("24/7, 999, 101, 7.30pm, 19:00, 01432 260000, 1st, 22nd, twice a week, three times a year", []),
        ("per 100,000 people, a 95% interval", []),
        ("first half, half-term, half past, a quarter later", []),
        ("£4.5 million, £1,234.56, £5m, 26%, 12.5 per cent, 3 in 10", ["£4.5 million", "£1,234.56", "£5m", "26%"]),
        ("half of them, a third of it, two thirds, one in four, doubled, tenfold, twice as many", ["half", "a third"]),
        ("dozens of calls, two million people, 50 people, five crimes", ["dozens", "two million", "50", "five"]),
    ],
)
def test_numbers_are_told_from_what_only_looks_like_one(words: str, numbers: list[str]):
    found = [number.words for number in typed_numbers(words)]
    assert found[: len(numbers)] == numbers
    assert bool(found) == bool(numbers)


def test_a_paper_of_one_priority_is_held_to_what_the_record_says_of_the_others(tmp_path_factory):
    folder = tmp_path_factory.mktemp("one")
    with make_sample(folder / "sample.cspdesk") as store:
        violence = next(p for p in store.partnership.all_priorities() if p.name == "Domestic violence")
        found = held(store, FinancialYear(2015), violence.id, STANDS_AT)
        context = context_of(found.series, STANDS_AT, found.elsewhere)
    (finding,) = check_text("Re-offending has fallen since 2015.", found.figures, context)
    assert finding.kind is K.BEYOND_REACH
    assert "December 2013" in finding.reason
    silent = check_text("Referrals to support rose.", found.figures, context)
    assert K.GOOD_NEWS_ONLY not in {each.kind for each in silent}
