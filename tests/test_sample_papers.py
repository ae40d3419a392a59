"""The sample's papers are complete, say nothing that the check would find, and are the same each time."""

from collections.abc import Iterator

import pytest

from cspdesk.app.paper_writing import Ground, Writing, check_bodies, ground_of, read_writing
from cspdesk.domain.audience import Audience
from cspdesk.domain.narrative import bound_keys
from cspdesk.domain.paper_progress import narrative_words, progress_of
from cspdesk.domain.papers import FundingLevel, PaperKind
from cspdesk.domain.periods import FinancialYear
from cspdesk.store.sample_papers import read_beneficiaries, read_case_studies
from cspdesk.store.store import Store
from tests.store.sample_record import STANDS_AT, make_sample

YEAR = FinancialYear(2015)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with make_sample(tmp_path_factory.mktemp("sample") / "sample.cspdesk") as made:
        yield made


@pytest.fixture(scope="module", params=PaperKind)
def writing(request: pytest.FixtureRequest, store: Store) -> Writing:
    (paper,) = store.papers.papers_of(request.param, YEAR)
    return read_writing(store, paper.id)


@pytest.fixture(scope="module", params=(Audience.PUBLIC, Audience.PARTNER))
def ground(request: pytest.FixtureRequest, store: Store, writing: Writing) -> Ground:
    return ground_of(store, writing.paper, STANDS_AT, request.param)


def test_nothing_is_found_in_them_that_nobody_set_aside(writing: Writing, ground: Ground):
    left, _ = check_bodies(writing.bodies, ground, writing.overrulings)
    assert left == ()


def test_every_overruling_is_of_words_that_are_there(writing: Writing, ground: Ground):
    _, kept = check_bodies(writing.bodies, ground, writing.overrulings)
    assert kept == writing.overrulings


def test_every_figure_in_them_is_in_the_record(writing: Writing, ground: Ground):
    keys = [key for body in writing.bodies.values() for key in bound_keys(body)]
    assert keys
    assert all(ground.figures[key].text for key in keys)


def test_they_lack_nothing(writing: Writing):
    progress = progress_of(writing.template, writing.priorities, writing.bodies, writing.options)
    assert [(each.section.key, each.lacks) for each in progress if each.lacks] == []


def test_one_finding_is_overruled_with_a_reason(store: Store):
    (made,) = store.papers.overrulings.where()
    assert "minutes" in made.reason


def test_what_is_asked_for_is_marked_illustrative(store: Store):
    (paper,) = store.papers.papers_of(PaperKind.BID, YEAR)
    options = store.papers.options_of(paper.id)
    assert [o.level for o in options] == list(FundingLevel)
    assert all(o.amount_pence == 0 or "Illustrative" in o.what_happens for o in options)


def test_the_story_may_be_told_and_the_counts_are_illustrative(store: Store):
    assert all(study.may_be_told and study.illustrative for study in read_case_studies())
    found = tuple(read_beneficiaries())
    assert all(each.illustrative for each in found)
    by_breakdown = {b: sum(e.people for e in found if e.breakdown == b) for b in {e.breakdown for e in found}}
    assert len(set(by_breakdown.values())) == 1, "every breakdown is of the same people"


def test_progress_tells_what_is_missing_and_what_is_too_long(writing: Writing):
    section = next(s for s in writing.template.sections if s.max_words)
    long = {section.key: "word " * (section.max_words + 1)}
    found = {p.section.key: p for p in progress_of(writing.template, writing.priorities, long)}
    assert found[section.key].words == section.max_words + 1
    assert not found[section.key].is_complete
    assert any("the limit is" in says for says in found[section.key].lacks)


def test_bound_figures_and_marks_are_no_words():
    assert narrative_words("# Two words\n- *one* @{a.b} two") == 4
