"""The committee's summary is short and readable: four pages before the priorities, and a page for each."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO

import pytest

from cspdesk.app.paper_made import PaperRequest
from cspdesk.app.paper_reading import paper_record
from cspdesk.app.papers import gathered
from cspdesk.domain.audience import Audience
from cspdesk.domain.narrative import Passage, Words
from cspdesk.domain.paper_templates import Writing
from cspdesk.domain.papers import PaperKind
from cspdesk.reports import committee_page
from cspdesk.reports.blocks import Block, Bullets, Facts, Heading, Narrative, Paragraph, Results
from cspdesk.reports.committee_short import LEVELS, cut
from cspdesk.reports.document import Measure
from cspdesk.reports.flow import Flow
from cspdesk.reports.pages import Bookmark, Pages
from cspdesk.reports.paper_compose import compose
from cspdesk.reports.paper_figures import PaperFigures
from cspdesk.reports.paper_written import WrittenText
from cspdesk.reports.pdf_file import PdfFile
from cspdesk.reports.progress import counter
from cspdesk.reports.style import A4, A5, BODY, LARGE, Sheet
from tests.store.sample_record import STANDS_AT, make_sample


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PaperFigures]:
    with make_sample(tmp_path_factory.mktemp("sample") / "sample.cspdesk") as store:
        record = paper_record(store, PaperRequest(PaperKind.COMMITTEE, "2015/16"), STANDS_AT)
    return gathered(replace(record, audience=Audience.PUBLIC))


def laid(blocks: Sequence[Block], sheet: Sheet) -> tuple[list[Bookmark], int]:
    """Return the headings with their pages, and how many pages blocks take."""
    pages = Pages(PdfFile(BytesIO()), sheet=sheet)
    Flow(pages, counter(0, None)).draw(blocks)
    return pages.bookmarks, pages.count


def fits(sheet: Sheet, most: int = 1) -> committee_page.Fits:
    measure = Measure(sheet)
    return lambda blocks: measure.pages(blocks) <= most


def wordy(figures: PaperFigures, word: str, words: int) -> PaperFigures:
    """Return a paper whose priorities have texts of so many words wherever people or the record may have many."""
    long = " ".join([word] * words) + "."
    text = WrittenText(
        "", (Passage("heading", (Words(word),), 1), Passage("paragraph", (Words(long),))), words, (long,)
    )
    priorities = tuple(
        replace(
            p,
            aim=long,
            rating_because=long,
            unknown=tuple(f"{n} {long}" for n in range(6)),
            results=tuple(replace(r, caveats=(long, *r.caveats), beside=long) for r in p.results),
        )
        for p in figures.priorities
    )
    sections = tuple(
        replace(s, texts=tuple(replace(text, priority=p.name) for p in priorities)) if "priorities" in s.parts else s
        for s in figures.sections
    )
    return replace(figures, priorities=priorities, sections=sections)


def words_of(blocks: Sequence[Block]) -> str:
    """Return every word of blocks."""
    said: list[str] = []
    for block in blocks:
        match block:
            case Paragraph(text=text):
                said.append(text)
            case Bullets(items=items):
                said += items
            case Facts(pairs=pairs):
                said += [text for pair in pairs for text in pair]
            case Narrative(passages=passages):
                said += [run.text for p in passages for run in p.runs if isinstance(run, Words)]
            case Results(results=results):
                said += [f"{r.says} {r.caveat}" for r in results]
            case _:
                pass
    return " ".join(said)


def test_no_more_than_four_pages_come_before_the_priorities(figures: PaperFigures):
    marks, _ = laid(compose(figures, STANDS_AT, fits(LARGE)), LARGE)
    first = next(mark for mark in marks if mark.text == figures.priorities[0].name)
    assert first.page_index <= 4


def test_what_is_read_running_is_ten_points_in_the_summary_and_nine_in_the_booklet():
    assert BODY.size * LARGE.zoom >= 10
    assert BODY.size * A5.zoom >= 9
    assert A5.paper == (A4.paper[1] / 2, A4.paper[0])


def test_every_priority_has_its_page_and_a_booklet_no_more_than_two(figures: PaperFigures):
    for sheet, most in ((LARGE, 1), (A5, 2)):
        marks, _ = laid(compose(figures, STANDS_AT, fits(sheet, most)), sheet)
        names = [p.name if p.status == "active" else f"{p.name} ({p.status})" for p in figures.priorities]
        at = [next(m.page_index for m in marks if m.text == name) for name in names]
        assert all(1 <= after - before <= most for before, after in itertools.pairwise(at))


@pytest.mark.parametrize(("word", "words"), [("word", 40), ("word", 150), ("word", 900), ("w" * 400, 30)])
def test_a_page_fits_whatever_was_written_and_the_rest_stands_elsewhere(figures: PaperFigures, word: str, words: int):
    long = wordy(figures, word, words)
    blocks = tuple(committee_page.alone(long, fits(LARGE)))
    assert laid(blocks, LARGE)[1] == len(long.priorities)
    *pages, more = committee_page.pages(long, next(s for s in long.sections if "priorities" in s.parts), fits(LARGE))
    whole = " ".join([word] * words)
    for page, priority in zip(pages, long.priorities, strict=True):
        assert Measure(LARGE).pages(page) == 1
        cut_short = whole not in words_of(page)
        assert (committee_page.GOES_ON in words_of(page)) == cut_short or words < 900
        both = f"{words_of(page)} {words_of(more)}"
        assert all(f"{n} {whole}." in both for n in range(6)), priority.name
        assert f"Aim: {whole}." in both


def test_a_page_that_fits_as_it_is_leaves_nothing_out(figures: PaperFigures):
    section = next(s for s in figures.sections if "priorities" in s.parts)
    *pages, more = committee_page.pages(figures, section, fits(LARGE))
    assert more == ()
    assert not any(committee_page.GOES_ON in words_of(page) for page in pages)


def test_no_level_of_telling_is_longer_than_the_one_before(figures: PaperFigures):
    priority = wordy(figures, "word", 60).priorities[0]
    told = [
        len(words_of(tuple(committee_page.told(committee_page.Page(priority, (), over=True, short=short), ""))))
        for short in LEVELS[4:]
    ]
    assert told == sorted(told, reverse=True)


def test_a_text_is_cut_at_a_word_with_a_mark():
    assert cut("One two three four.", 2) == "One two …"
    assert cut("One two.", 2) == "One two."
    assert cut("", 3) == ""
    assert len(cut("w" * 500, 10)) < 100


def test_lines_of_the_template_stay_on_the_front_page(figures: PaperFigures):
    lines = [s.title for s in figures.sections if s.write is Writing.LINE]
    facts = next(b for b in compose(figures, STANDS_AT, fits(LARGE)) if isinstance(b, Facts))
    assert set(lines) - {name for name, _ in facts.pairs} <= {"Public interest"}


def test_what_one_priority_s_bid_says_stands_under_its_name_in_a_bid_for_all(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with make_sample(tmp_path_factory.mktemp("sample") / "sample.cspdesk") as store:
        record = paper_record(store, PaperRequest(PaperKind.BID, "2015/16", audience="partner"), STANDS_AT)
    blocks = compose(gathered(record), STANDS_AT, fits(A4))
    cost = next(n for n, b in enumerate(blocks) if isinstance(b, Heading) and b.text == "What it cost")
    assert [b.text for b in blocks[cost : cost + 2] if isinstance(b, Heading)] == ["What it cost", "Domestic violence"]
    said = words_of(blocks)
    assert "withheld from this version, and not among those below" in said
