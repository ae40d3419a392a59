"""The three forms of a document: they say the same figures, and each is what its readers need it to be."""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cspdesk.charts.spend import spend_against_profile
from cspdesk.domain.audience import Audience
from cspdesk.domain.narrative import read_narrative
from cspdesk.domain.periods import FinancialYear
from cspdesk.errors import UserError
from cspdesk.reports.blocks import Block, Bullets, Column, Facts, Heading, Narrative, Paragraph, Row, Table, Title
from cspdesk.reports.chart_svg import SvgPen, svg
from cspdesk.reports.charts import draw_marks
from cspdesk.reports.evidence import gather, render
from cspdesk.reports.finish import Metadata
from cspdesk.reports.forms import FORMS, write_form
from tests.reports.conftest import MADE_ON
from tests.reports.outside import as_pdf_text, axe_faults, needs_browser, needs_word_processor
from tests.reports.reading import shown_text
from tests.reports.records import record, with_text
from tests.reports.test_document import FURNITURE

AMOUNT = re.compile(r"[−-]?£[\d,]+\.\d\d")
VOID = {"meta", "link", "br", "hr", "img"}


class Page(HTMLParser):
    """A web page as a list of its elements, and the words it shows."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.faults: list[str] = []
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if self._open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data: str) -> None:
        if not {"style", "svg", "details"} & set(self._open):
            self.words.append(data)

    def all(self, *tags: str) -> list[dict[str, str]]:
        return [about for tag, about in self.elements if tag in tags]


def page_of(path: Path) -> Page:
    return Page(path.read_text(encoding="utf-8"))


def word_texts(path: Path) -> Iterator[str]:
    """Return the text of each paragraph, those in tables too, in order."""
    document = docx.Document(str(path))
    for element in document.element.body.iter():
        if element.tag.endswith("}p"):
            yield "".join(t.text or "" for t in element.iter() if t.tag.endswith("}t"))


def made(folder: Path, count: int, seed: int, audience: Audience, name: str = "evidence") -> dict[str, Path]:
    figures = gather(record(count, seed=seed, audience=audience))
    paths = {ending: folder / f"{name}{ending}" for ending in FORMS}
    for path in paths.values():
        render(figures, path, made_on=MADE_ON)
    return paths


@settings(max_examples=6)
@given(st.integers(0, 70), st.integers(0, 10**6), st.sampled_from(Audience))
def test_the_three_forms_say_the_same_figures(
    tmp_path_factory: pytest.TempPathFactory, count: int, seed: int, audience: Audience
):
    paths = made(tmp_path_factory.mktemp("forms"), count, seed, audience)
    page = Counter(AMOUNT.findall(" ".join(page_of(paths[".html"]).words)))
    assert page == Counter(AMOUNT.findall(" ".join(word_texts(paths[".docx"]))))
    assert page == Counter(AMOUNT.findall(shown_text(paths[".pdf"])))
    assert page or not count


@pytest.mark.parametrize("ending", FORMS)
def test_the_same_figures_and_day_give_the_same_bytes(tmp_path: Path, ending: str):
    first = made(tmp_path, 30, 4, Audience.PARTNER, "first")[ending].read_bytes()
    assert first == made(tmp_path, 30, 4, Audience.PARTNER, "again")[ending].read_bytes()


def test_another_ending_is_refused_in_words(tmp_path: Path):
    with pytest.raises(UserError, match=r"paper\.odt should end in \.pdf, \.html"):
        write_blocks(tmp_path / "paper.odt")
    assert list(tmp_path.iterdir()) == []


def write_blocks(path: Path, *blocks: Block) -> Path:
    write_form(path, (Title("Over", "Name", "Under"), *blocks), Metadata("T", "A", "S", MADE_ON), FURNITURE)
    return path


# --- the web page


def test_a_web_page_needs_nothing_else_and_runs_nothing(tmp_path: Path):
    page = page_of(made(tmp_path, 40, 2, Audience.PUBLIC)[".html"])
    assert page.faults == []
    assert not page.all("script", "iframe", "object", "embed", "link", "img", "form", "input")
    links = [about["href"] for about in page.all("a")]
    assert all(link.startswith(("#", "data:")) for link in links)
    assert not any(name.startswith("on") or name == "style" for _, about in page.elements for name in about)
    policy = next(m["content"] for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_web_page_has_landmarks_headings_in_order_and_tables_that_say_what_they_are(tmp_path: Path):
    page = page_of(made(tmp_path, 40, 2, Audience.PUBLIC)[".html"])
    assert page.all("html") == [{"lang": "en-GB"}]
    assert [len(page.all(tag)) for tag in ("header", "nav", "main", "footer", "h1")] == [1, 1, 1, 1, 1]
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(page.all("caption")) == len(page.all("table"))
    assert all(about.get("scope") for about in page.all("th"))
    assert all(about.get("role") == "img" and about.get("aria-labelledby") for about in page.all("svg"))
    ids = [about["id"] for _, about in page.elements if "id" in about]
    assert len(ids) == len(set(ids))
    targets = {about["href"][1:] for about in page.all("a") if about["href"].startswith("#")}
    assert targets <= set(ids)


def test_charts_of_a_web_page_hold_their_words_and_edges_in_whatever_font_a_reader_has():
    pen = SvgPen(top=200)
    chart = spend_against_profile(
        FinancialYear(2015), profile=None, actual=[230_100_42] * 4, committed=[0] * 4, as_at=MADE_ON
    )
    draw_marks(pen, chart, top=200, left=0, right=468)
    picture = ElementTree.fromstring(svg(pen.marks, 468, 200, title="T", says="S", key="k"))
    bars = [float(each.attrib["x"]) + float(each.attrib["width"]) / 2 for each in picture.iter("rect")]
    values = [each.attrib for each in picture.iter("text") if "," in (each.text or "") and "£" in (each.text or "")]
    assert [each["text-anchor"] for each in values] == ["middle"] * 4
    assert [float(each["x"]) for each in values] == pytest.approx(bars[:-1], abs=0.15)  # the last is before its name
    assert picture.attrib["viewBox"] == "-1 0 470 200"


def test_what_is_expected_is_told_from_the_profile_without_colour():
    pen = SvgPen(top=200)
    chart = spend_against_profile(
        FinancialYear(2015), profile=[5] * 4, actual=[1] * 4, committed=[0] * 4, forecast=[9] * 4, as_at=MADE_ON
    )
    draw_marks(pen, chart, top=200, left=0, right=468)
    marks = [mark for mark in pen.marks if "Z" in mark]  # what is closed: the area, and the markers of lines
    assert [sum(name in mark for mark in marks) for name in ("f-pale-blue", "s-orange")] == [1, 5]
    assert len(marks) == 6  # the last of them in the sample before the profile's name


def test_what_is_still_to_come_is_named_where_no_area_covers_it_and_every_name_has_its_mark():
    pen = SvgPen(top=200)
    chart = spend_against_profile(
        FinancialYear(2015), profile=[5] * 4, actual=[1, 0, 0, 0], committed=[1] * 4, forecast=[9] * 4,
        as_at=date(2015, 6, 30),
    )  # fmt: skip
    draw_marks(pen, chart, top=200, left=0, right=468)
    told = next(place for place, mark in enumerate(pen.marks) if "Still to come" in mark)
    assert not any("Z" in mark for mark in pen.marks[told + 1 :] if "f-pale-blue" in mark)
    drawn_from = min(
        float(y) for mark in pen.marks if "s-orange" in mark for y in re.findall(r"[ML][\d.]+ ([\d.]+)", mark)
    )
    picture = ElementTree.fromstring(svg(pen.marks, 468, 200, title="T", says="S", key="k"))
    names = {each.text: each.attrib for each in picture.iter("text")}
    assert float(names["Still to come"]["y"]) < drawn_from
    before = {mark for mark in pen.marks[told + 1 :] if "<text" not in mark}
    for sample in ("rect", "stroke-dasharray", "f-pale-blue", "s-orange"):
        assert any(sample in mark for mark in before), sample


def test_a_day_or_a_month_in_a_table_of_a_web_page_is_not_broken_over_two_lines(tmp_path: Path):
    columns = (Column("Period", fit="September 2013"), Column("Published", fit="20 September 2013"), Column("Words"))
    path = write_blocks(tmp_path / "a.html", Table(columns, (Row(("May 2013", "20 June 2013", "One of two")),)))
    page = page_of(path)
    assert [about.get("class") for about in page.all("td", "th")] == ["fit", "fit", None] * 2
    assert ".fit { white-space: nowrap; }" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["<b>A & B</b>", '"><script>x()</script>', "a\x00b\ud800", "]]>&amp;", "עברית"])
def test_any_text_stands_as_it_was_typed(tmp_path: Path, text: str):
    figures = gather(with_text(record(6), text))
    for ending in (".html", ".docx"):
        render(figures, tmp_path / f"a{ending}", made_on=MADE_ON)
    page = page_of(tmp_path / "a.html")
    shown = text.replace("\x00", "\N{REPLACEMENT CHARACTER}").replace("\ud800", "\N{REPLACEMENT CHARACTER}")
    assert page.faults == []
    assert not page.all("script", "b")
    assert shown in " ".join(page.words)
    assert any(shown in each for each in word_texts(tmp_path / "a.docx"))


def test_what_a_person_wrote_keeps_its_headings_points_and_stress(tmp_path: Path):
    written = Narrative(read_narrative("# Why\nIt is *needed*.\n\n- one\n- two"), level=2, numbered=True)
    page = page_of(write_blocks(tmp_path / "a.html", Heading(1, "Need"), written))
    assert [tag for tag, _ in page.elements if tag in ("h2", "h3", "ol", "strong")] == [
        "strong",
        "h2",
        "h3",
        "strong",
        "ol",
    ]
    document = docx.Document(str(write_blocks(tmp_path / "a.docx", Heading(1, "Need"), written)))
    assert [p.style.name for p in document.paragraphs[3:]] == [
        "Heading 1", "Heading 2", "Normal", "Numbered Point", "Numbered Point",
    ]  # fmt: skip


@needs_browser
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_no_fault_in_a_real_browser(tmp_path: Path, dark: bool):
    path = made(tmp_path, 60, 5, Audience.PARTNER)[".html"]
    assert axe_faults(path, dark=dark) == []


@needs_browser
def test_axe_finds_a_fault_where_there_is_one(tmp_path: Path):
    path = made(tmp_path, 3, 5, Audience.PARTNER)[".html"]
    path.write_text(path.read_text(encoding="utf-8").replace('lang="en-GB"', ""), encoding="utf-8")
    assert [fault[0] for fault in axe_faults(path, dark=False)] == ["html-has-lang"]


# --- the word-processor file


def test_a_word_processor_file_has_real_styles_and_tables_whose_headings_come_again(tmp_path: Path):
    document = docx.Document(str(made(tmp_path, 40, 2, Audience.PUBLIC)[".docx"]))
    names = [p.style.name for p in document.paragraphs]
    assert names.count("Title") == 1
    assert {"Heading 1", "Heading 2", "List Bullet"} <= set(names)
    heads = [t for t in document.tables if t.style.name == "Record Table"]
    assert heads
    assert all(t.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for t in heads)
    assert all(t._tbl.xpath("./w:tblPr/w:tblCaption") for t in document.tables)
    says = [picture.get("descr", "") for picture in document.element.body.xpath(".//wp:docPr")]
    assert says
    assert all("£" in each for each in says)


def test_a_word_processor_file_says_what_it_is_and_in_which_language(tmp_path: Path):
    path = made(tmp_path, 5, 2, Audience.PUBLIC)[".docx"]
    about = docx.Document(str(path)).core_properties
    assert about.title.startswith("Evidence of spend")
    assert about.author == "Herefordshire Community Safety Partnership"
    assert about.language == "en-GB"
    assert (about.created.date(), about.modified.date()) == (MADE_ON, MADE_ON)
    with zipfile.ZipFile(path) as archive:
        assert not any("thumbnail" in name for name in archive.namelist())
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        for name in archive.namelist():
            if name.endswith(".xml"):
                ElementTree.fromstring(archive.read(name))


def test_a_table_too_wide_for_the_page_turns_it_on_its_side(tmp_path: Path):
    wide = Table(tuple(Column(f"C{n}", "right", "£1,000,000.00") for n in range(12)), (Row(("£1.00",) * 12),))
    section = docx.Document(str(write_blocks(tmp_path / "wide.docx", wide))).sections[0]
    assert section.page_width > section.page_height
    section = docx.Document(str(write_blocks(tmp_path / "plain.docx", Paragraph("x")))).sections[0]
    assert section.page_width < section.page_height


def test_two_tables_in_a_row_stay_two(tmp_path: Path):
    facts = Facts((("a", "b"),), "Facts")
    document = docx.Document(str(write_blocks(tmp_path / "a.docx", facts, facts, Bullets(("x",)))))
    assert len(document.tables) == 2
    body = [element.tag.rpartition("}")[2] for element in document.element.body]
    assert "tbl tbl" not in " ".join(body)


@needs_word_processor
def test_a_word_processor_turns_it_to_pages_without_loss(tmp_path: Path):
    path = made(tmp_path, 40, 7, Audience.PARTNER)[".docx"]
    told = Counter(" ".join(word_texts(path)).split())
    pages = Counter(as_pdf_text(path).split())
    assert Counter(AMOUNT.findall(" ".join(word_texts(path)))) <= Counter(AMOUNT.findall(as_pdf_text(path)))
    lost = {word for word in told if word not in pages and word.isalpha() and len(word) < 9}
    assert lost == set()
