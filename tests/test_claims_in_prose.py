"""The check of claims over prose as officers write it: most over-claims are found, and nothing that is fair is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.analysis.claim_findings import ClaimKind
from cspdesk.analysis.claim_forms import compiled
from cspdesk.analysis.claims import context_of
from cspdesk.app.figures import held
from cspdesk.domain.periods import FinancialYear
from tests.store.sample_record import STANDS_AT, make_sample
from tests.test_claims import Sample

PROSE = Path(__file__).parent / "data" / "claims"


def sentences(name: str) -> list[str]:
    return (PROSE / f"{name}.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    with make_sample(tmp_path_factory.mktemp("sample") / "sample.cspdesk") as store:
        found = held(store, FinancialYear(2015), None, STANDS_AT)
        yield Sample(found.figures, context_of(found.series, STANDS_AT), {})


def kinds(sample: Sample, text: str) -> set[ClaimKind]:
    """Return what is found in a sentence itself; that a paper tells only good news is of the paper."""
    return {finding.kind for finding in sample.check(text)} - {ClaimKind.GOOD_NEWS_ONLY}


def test_over_claims_of_every_sort_are_found(sample: Sample):
    assert [text for text in sentences("found") if not kinds(sample, text)] == []


def test_what_is_said_to_be_missed_is_missed(sample: Sample):
    assert [text for text in sentences("missed") if kinds(sample, text)] == []


def test_few_are_missed(sample: Sample):
    assert len(sentences("missed")) * 6 < len(sentences("found"))


def test_nothing_is_found_in_what_is_fair(sample: Sample):
    assert {text: kinds(sample, text) for text in sentences("fair") if kinds(sample, text)} == {}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Without the wardens, crime would have soared.", ClaimKind.CAUSE),
        ("The evaluation shows that mentoring prevents custody.", ClaimKind.CAUSE),
        ("It is no accident that burglary fell in the year of the locks.", ClaimKind.CAUSE),
        ("Violence will fall over the life of the grant.", ClaimKind.NO_FIGURE),
        ("Not a single client has gone back to an abusive household.", ClaimKind.NO_FIGURE),
        ("Robbery is well below the national average.", ClaimKind.NO_FIGURE),
        ("Offenders who leave the service stay out of trouble.", ClaimKind.NO_FIGURE),
        ("Disorder on the parade has dried up.", ClaimKind.NO_FIGURE),
        ("Noise complaints are coming down.", ClaimKind.CONTRADICTED),
        ("There is a receipt on file behind every payment.", ClaimKind.CONTRADICTED),
    ],
)
def test_each_is_found_for_its_own_reason(sample: Sample, text: str, kind: ClaimKind):
    assert kind in kinds(sample, text)


@pytest.mark.parametrize(
    "text",
    [
        "We hope that violence will fall.",
        "Whether disorder has dried up is not known.",
        "“Disorder has dried up,” said one shopkeeper.",
        "Nobody knows whether crime would have soared without the wardens.",
    ],
)
def test_what_is_hoped_asked_or_quoted_is_no_claim(sample: Sample, text: str):
    assert kinds(sample, text) == set()


def test_a_form_is_whole_words_with_alternatives_and_names():
    pattern = compiled("(got|gets) rid of\n{harm} has\n    ( all but)? gone\n")
    assert [found[0] for found in pattern.finditer("It GETS rid of rust; crime has all but gone, crimes has.")] == [
        "GETS rid of",
        "crime has all but gone",
    ]


@given(st.text(max_size=200))
def test_any_text_is_read(text: str):
    assert compiled("{topic}{within} {has}{slowly}{state}").search(text) is None or text
