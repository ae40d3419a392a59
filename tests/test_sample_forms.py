"""Plan, return, bid and summary of the sample say the same figures as a PDF, a web page and a word-processor file."""

import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import pytest

from cspdesk.app.paper_made import PaperRequest
from cspdesk.app.paper_reading import paper_record
from cspdesk.app.papers import make_paper
from cspdesk.app.plans import PlanRequest, plan_record, write_plan
from cspdesk.app.returns import ReturnRequest, read_return, write_return
from cspdesk.domain.audience import Audience
from cspdesk.domain.documents import MEDIA_TYPES
from cspdesk.domain.papers import PaperKind
from cspdesk.store.store import Store
from tests.reports.outside import as_pdf_text, needs_word_processor
from tests.reports.reading import shown_text
from tests.store.sample_record import STANDS_AT, make_sample

YEAR, PRIORITY, AGREEMENT = "2015/16", "Domestic violence", "PCC-2015-CORE"
AMOUNT = re.compile(r"[−-]?£\d[\d,]*(?:\.\d+)?")
Rows = Counter[tuple[str, ...]]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with make_sample(tmp_path_factory.mktemp("sample") / "sample.cspdesk") as made:
        yield made


def plan_in(store: Store) -> Callable[[Path], object]:
    record = plan_record(store, PRIORITY, YEAR, STANDS_AT, Audience.PARTNER)
    return lambda path: write_plan(record, PlanRequest(PRIORITY, YEAR, "partner"), path, source=store.path)


def return_in(store: Store) -> Callable[[Path], object]:
    one = read_return(store, ReturnRequest("pcc-quarterly", AGREEMENT, "2015/16-Q4"), STANDS_AT)
    return lambda path: write_return(one, path, STANDS_AT, source=store.path, draft=True)


def bid_in(store: Store) -> Callable[[Path], object]:
    record = paper_record(store, PaperRequest(PaperKind.BID, YEAR, PRIORITY, "partner"), STANDS_AT)
    return lambda path: make_paper(record, path, STANDS_AT)


def summary_in(store: Store) -> Callable[[Path], object]:
    record = paper_record(store, PaperRequest(PaperKind.COMMITTEE, YEAR), STANDS_AT)
    return lambda path: make_paper(record, path, STANDS_AT)


class Page(HTMLParser):
    """The words of a web page, without those drawn, and the rows of its tables."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words = ""
        self.rows: list[list[str]] = []
        self._unread, self._in_cell = 0, False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unread += tag in ("style", "svg")
        self._in_cell = tag in ("td", "th") or (self._in_cell and tag != "tr")
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in ("style", "svg")
        self._in_cell = self._in_cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.words += f" {data}"
            if self._in_cell:
                self.rows[-1][-1] += data


def told_in_word(path: Path) -> tuple[str, Rows]:
    """Return the words of a word-processor file and the rows of its tables."""

    def text(element: object) -> str:
        return "".join(t.text or "" for t in element.iter() if t.tag.endswith("}t"))  # type: ignore[attr-defined]

    body = docx.Document(str(path)).element.body
    words = " ".join(text(p) for p in body.iter() if p.tag.endswith("}p"))
    rows = [tuple(text(cell) for cell in row if cell.tag.endswith("}tc")) for row in body.xpath(".//w:tr")]
    return words, Counter(rows)


@pytest.mark.parametrize("made_in", [plan_in, return_in, bid_in, summary_in])
def test_the_three_forms_of_what_the_sample_gives_out_say_the_same_figures(
    store: Store, tmp_path: Path, made_in: Callable[[Store], Callable[[Path], object]]
):
    make, paths = made_in(store), {ending: tmp_path / f"made{ending}" for ending in MEDIA_TYPES}
    for path in paths.values():
        make(path)
    page, (words, rows) = Page(paths[".html"].read_text(encoding="utf-8")), told_in_word(paths[".docx"])
    assert rows == Counter(map(tuple, page.rows))
    assert len(rows) > 5
    sums, printed = Counter(AMOUNT.findall(page.words)), Counter(AMOUNT.findall(shown_text(paths[".pdf"])))
    assert sums == Counter(AMOUNT.findall(words))
    assert sums <= printed
    assert all("." not in drawn for drawn in printed - sums)  # the scales and bars of charts, in whole pounds


def test_the_charts_of_results_in_a_word_processor_file_have_their_figures_below_them_in_a_table(
    store: Store, tmp_path: Path
):
    bid_in(store)(tmp_path / "bid.docx")
    tables = docx.Document(str(tmp_path / "bid.docx")).tables
    told = [t for t in tables if t._tbl.xpath("string(./w:tr[1]/w:tc[1])") == "Period"]
    assert len(told) > 1
    assert all(t._tbl.xpath("./w:tr[1]/w:trPr/w:tblHeader") for t in told)
    columns = [[cell.text for cell in column.cells] for t in told for column in t.columns]
    assert all(any(cells[1:]) for cells in columns)


@needs_word_processor
def test_a_word_processor_loses_no_row_of_a_bid_where_a_page_ends(store: Store, tmp_path: Path):
    """LibreOffice drops rows that have to stay whole when a page ends among them."""
    record = paper_record(store, PaperRequest(PaperKind.BID, YEAR, "Reducing re-offending", "partner"), STANDS_AT)
    path = make_paper(record, tmp_path / "bid.docx", STANDS_AT).path
    tables = docx.Document(str(path)).tables
    held = Counter(found for table in tables for row in table.rows for found in AMOUNT.findall(_in_row(row)))
    assert held <= Counter(AMOUNT.findall(as_pdf_text(path)))


def test_only_headings_of_tables_have_to_stay_whole(store: Store, tmp_path: Path):
    bid_in(store)(tmp_path / "bid.docx")
    with zipfile.ZipFile(tmp_path / "bid.docx") as packed:
        content = packed.read("word/document.xml").decode()
    assert content.count("<w:cantSplit/>") == content.count("<w:cantSplit/><w:tblHeader/>") > 0


def _in_row(row: Any) -> str:
    """Return the words of a row, those of a cell over several columns once."""
    return " ".join(cell.text for cell in {id(cell._tc): cell for cell in row.cells}.values())
