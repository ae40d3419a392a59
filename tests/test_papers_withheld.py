"""What a reader may not see reaches no byte of a paper; small numbers cannot be worked out; the reasons are printed."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from cspdesk.app.files import new_file
from cspdesk.app.paper_made import PaperRequest, Shape
from cspdesk.app.paper_reading import paper_record
from cspdesk.app.paper_templates import USUAL
from cspdesk.app.papers import gathered, make_paper
from cspdesk.domain.audience import Audience, Reason
from cspdesk.domain.papers import (
    Beneficiary,
    CaseStudy,
    FundingLevel,
    FundingOption,
    Overruling,
    Paper,
    PaperKind,
    PaperText,
)
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.scrutiny import Meeting, Question, Recommendation
from cspdesk.reports.blocks import Bullets, Paragraph
from cspdesk.reports.committee_parts import summary
from cspdesk.reports.paper_compose import compose
from cspdesk.reports.paper_figures import Withheld
from cspdesk.store.store import Store, open_store

DAY, YEAR = date(2016, 4, 20), FinancialYear(2015)
SECRET = "Zyxwvut"
HIDDEN = {"marking": Audience.RESTRICTED, "marking_reason": f"{Reason.SAFETY.value}: {SECRET} lives there"}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, made once."""
    path = tmp_path_factory.mktemp("sample") / "sample.cspdesk"
    new_file(path, None, sample=True)
    return path


@pytest.fixture
def store(original: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of the sample, open."""
    path = tmp_path / "sample.cspdesk"
    path.write_bytes(original.read_bytes())
    with open_store(path) as opened:
        yield opened


def everything(path: Path) -> str:
    """Return a document's bytes, plain and decompressed, with all its attachments, as one text."""
    with pikepdf.open(path) as pdf:
        streams = [bytes(o.read_bytes()) for o in pdf.objects if isinstance(o, pikepdf.Stream)]
        others = [str(o).encode() for o in pdf.objects if not isinstance(o, pikepdf.Stream)]
    return b"\n".join((path.read_bytes(), *streams, *others)).decode("latin-1")


def plant(store: Store) -> None:
    """Put a secret into everything that can be marked, and mark it for the fewest."""
    priority = store.partnership.priority_named("Domestic violence")
    assert priority is not None
    with store.step("Planted secrets"):
        for action in store.plans.actions_in(YEAR, priority.id)[:1]:
            store.plans.actions.save(
                replace(action, title=SECRET, description=SECRET, outside_control=SECRET, **HIDDEN)
            )
        for indicator in store.results.of_priority(priority.id)[:1]:
            changed = replace(indicator, name=SECRET, definition=SECRET, source=SECRET, note=SECRET, **HIDDEN)
            store.results.save(changed)
        for agreement in store.funding.all_agreements(YEAR):
            for entry in store.funding.transactions_of(agreement.id)[:2]:
                hidden = replace(entry, payee=SECRET, description=SECRET, reference=SECRET, note=SECRET, **HIDDEN)
                store.funding.transactions.save(hidden)
        for proof in store.evidence.all_evidence():
            store.evidence.evidence.save(replace(proof, title=SECRET, reference=SECRET, **HIDDEN))
        for review in store.reviews.of_priority(priority.id):
            store.reviews.reviews.save(replace(review, summary=SECRET, **HIDDEN))
            for decided in store.reviews.decisions_of(review.id):
                store.reviews.decisions.save(replace(decided, text=SECRET))
    plant_words(store, priority.id)


def plant_words(store: Store, priority_id: str) -> None:
    """Put a secret into papers, case studies, counts of people, and what scrutiny asked."""
    with store.step("Planted secret words"):
        for kind, of in ((PaperKind.BID, priority_id), (PaperKind.COMMITTEE, None)):
            paper = Paper(f"paper-{kind}", kind, USUAL[kind], "Title", YEAR, DAY, of)
            store.papers.papers.save(paper)
            for section in ("need", "purpose", "meeting", "summary"):
                store.papers.write(PaperText(f"{kind}-{section}", paper.id, section, f"# {SECRET}\n{SECRET}", **HIDDEN))
            store.papers.overrule(Overruling(f"o-{kind}", paper.id, "need", "cause", SECRET, SECRET, SECRET, DAY))
        store.papers.save_case_study(CaseStudy("c", priority_id, YEAR, SECRET, SECRET, DAY, SECRET, True, **HIDDEN))
        store.papers.beneficiaries.save(Beneficiary("b", priority_id, YEAR, SECRET, SECRET, 7, source=SECRET, **HIDDEN))
        meeting = Meeting("m", "Committee", date(2016, 4, 1), SECRET, SECRET, SECRET, **HIDDEN)
        store.scrutiny.meetings.save(meeting)
        for known in store.scrutiny.all_meetings():
            store.scrutiny.save_question(
                Question(f"q-{known.id}", known.id, 9, SECRET, SECRET, answer=SECRET, what_happened=SECRET, **HIDDEN)
            )
            store.scrutiny.save_recommendation(
                Recommendation(f"r-{known.id}", known.id, 9, SECRET, SECRET, SECRET, response=SECRET, **HIDDEN)
            )


@pytest.mark.parametrize(
    ("request_", "shape"),
    [
        (PaperRequest(PaperKind.BID, "2015/16"), Shape(draft=True)),
        (PaperRequest(PaperKind.BID, "2015/16", "Domestic violence"), Shape()),
        (PaperRequest(PaperKind.BID, "2015/16", "Domestic violence", template="community-fund-bid"), Shape()),
        (PaperRequest(PaperKind.COMMITTEE, "2015/16"), Shape()),
        (PaperRequest(PaperKind.COMMITTEE, "2015/16"), Shape(one_page=True)),
    ],
    ids=["bid-all", "bid-one", "bid-other-funder", "committee", "one-page"],
)
def test_a_secret_in_everything_marked_is_in_no_byte_of_a_paper(
    store: Store, tmp_path: Path, request_: PaperRequest, shape: Shape
) -> None:
    plant(store)
    out = tmp_path / "made.pdf"
    for audience in ("public", "partner"):
        made = make_paper(paper_record(store, replace(request_, audience=audience), DAY), out, DAY, shape)
        assert not re.search(SECRET, everything(out), re.IGNORECASE), audience
        assert SECRET not in made.figures_json
        kinds = {(each.what, each.reason) for each in made.figures.withheld}
        assert ("payment", Reason.SAFETY.value) in kinds


def test_a_restricted_paper_has_it(store: Store, tmp_path: Path) -> None:
    plant(store)
    wanted = PaperRequest(PaperKind.BID, "2015/16", "Domestic violence", "restricted")
    made = make_paper(paper_record(store, wanted, DAY), tmp_path / "made.pdf", DAY)
    assert SECRET in made.figures_json


def test_small_counts_are_withheld_from_the_public_with_what_would_give_them_away(store: Store) -> None:
    priority = store.partnership.priority_named("Domestic violence")
    assert priority is not None
    with store.step("Counted"):
        for old in store.papers.beneficiaries_of(priority.id, YEAR):
            store.papers.beneficiaries.delete(old.id)
        for place, (part, people) in enumerate((("Under 18", 3), ("18 to 24", 41), ("25 and over", 97))):
            store.papers.beneficiaries.save(Beneficiary(f"b{place}", priority.id, YEAR, "Age", part, people, place))
    for audience, known in (("public", {97}), ("partner", {3, 41, 97})):
        wanted = PaperRequest(PaperKind.BID, "2015/16", "Domestic violence", audience)
        figures = gathered(paper_record(store, wanted, DAY))
        (found,) = figures.priorities[0].benefited
        told = {people for _, people in found.parts if people is not None}
        assert 3 not in told or audience == "partner"
        assert told <= {3, 41, 97}
        hidden = [part for part, people in found.parts if people is None]
        assert found.total is None or len(hidden) != 1, "a total and one hidden part give the part away"
        assert known <= told
        small = Withheld("count of people", Reason.SMALL_NUMBERS.value, len(hidden))
        assert (small in figures.withheld) is (audience == "public")


def test_indicators_that_are_withheld_are_told_beside_the_tally_of_the_others(store: Store) -> None:
    wanted = PaperRequest(PaperKind.COMMITTEE, "2015/16")

    def tallied() -> str:
        blocks = summary(gathered(paper_record(store, wanted, DAY)))
        said = [text for block in blocks if isinstance(block, Bullets) for text in block.items]
        return next((text for text in said if "ndicator" in text and ("no change" in text or "withheld" in text)), "")

    assert "withheld" not in tallied()
    everyone = [i for p in store.partnership.all_priorities() for i in store.results.of_priority(p.id)]
    for kept, ends in ((1, "are withheld and not counted here."), (0, "are withheld, so what changed is not told.")):
        with store.step("Marked"):
            for indicator in everyone[kept:]:
                store.results.save(replace(indicator, **HIDDEN))
        assert tallied().endswith(ends)


def test_a_case_study_is_told_only_with_consent_and_anonymised(store: Store) -> None:
    priority = store.partnership.priority_named("Domestic violence")
    assert priority is not None
    with store.step("Told stories"):
        for old in store.papers.case_studies_of(priority.id, YEAR):
            store.papers.case_studies.delete(old.id)
        for id_, consented, anonymised in (("a", DAY, True), ("b", None, True), ("c", DAY, False)):
            study = CaseStudy(id_, priority.id, YEAR, f"Story {id_}", "Words", consented, "", anonymised)
            store.papers.save_case_study(study)
    for audience, titles in (("public", []), ("partner", ["Story a"])):
        wanted = PaperRequest(PaperKind.BID, "2015/16", "Domestic violence", audience)
        figures = gathered(paper_record(store, wanted, DAY))
        assert [story.title for story in figures.priorities[0].stories] == titles


def test_a_bound_figure_stands_as_the_record_has_it_and_a_withheld_one_is_marked(store: Store) -> None:
    priority = store.partnership.priority_named("Domestic violence")
    assert priority is not None
    key = f"money.priority.{priority.id}.2015.paid"
    agreement = store.funding.agreement_called("PCC-2015-CORE")
    assert agreement is not None
    hidden = f"money.agreement.{agreement.id}.2015.paid"
    with store.step("Wrote"):
        paper = Paper("paper", PaperKind.BID, "commissioner-bid", "A bid", YEAR, DAY, priority.id)
        store.papers.papers.save(paper)
        body = f"We *spent* @{{{key}}} and @{{{hidden}}} and @{{nothing.of.it}}."
        store.papers.write(PaperText("t", paper.id, "need", body))
        store.papers.options.save(FundingOption("f", paper.id, FundingLevel.FULL, 100_00, "All goes on"))
        store.funding.agreements.save(replace(agreement, **HIDDEN))
    figures = gathered(paper_record(store, PaperRequest(PaperKind.BID, "2015/16", "Domestic violence"), DAY))
    section = figures.section("need")
    assert section is not None
    assert "[withheld]" in section.line
    assert "[no figure]" in section.line
    assert [used.key for used in figures.used] == [key]
    assert figures.used[0].text in section.line
    assert [each.amount_pence for each in figures.request] == [100_00]
    assert "agreement" in {each.what for each in figures.withheld}


def test_a_bid_for_fewer_readers_gives_nothing_to_the_pack_of_all(store: Store) -> None:
    priority = store.partnership.priority_named("Domestic violence")
    assert priority is not None
    with store.step("Wrote for partners"):
        own = Paper("own", PaperKind.BID, USUAL[PaperKind.BID], "Own", YEAR, date(2099, 1, 1), priority.id, None,
                    Audience.PARTNER, Reason.SAFETY.value)  # fmt: skip
        store.papers.papers.save(own)
        store.papers.write(PaperText("t", own.id, "need", SECRET))
        store.papers.options.save(FundingOption("f", own.id, FundingLevel.FULL, 987_654_00, SECRET))
    for audience, shown in (("public", False), ("partner", True)):
        figures = gathered(paper_record(store, PaperRequest(PaperKind.BID, "2015/16", audience=audience), DAY))
        asked = [each for each in figures.request if each.amount_pence == 987_654_00]
        assert bool(asked) is shown, audience
        assert (SECRET in str(figures)) is shown, audience
        blocks = compose(figures, DAY, lambda _: True, draft=True)
        told = " ".join(b.text for b in blocks if isinstance(b, Paragraph))
        request = ("request", Reason.SAFETY.value, 1) in [(w.what, w.reason, w.count) for w in figures.withheld]
        assert request is not shown, "what is withheld is counted"
        assert ("What is asked for is withheld from this version." in told) is not shown
        assert ("What is written here is withheld from this version: safety" in told) is not shown
        gaps = [each.says for each in figures.gaps]
        assert any(says.startswith("No amount is given") for says in gaps) is shown, "no gap where it is withheld"
        assert not [each for each in figures.gaps if each.section == figures.section("need").title]
