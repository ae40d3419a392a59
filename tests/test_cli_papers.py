"""Papers by the command line: valid in every version, the same bytes for the same record and day, honest when empty."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest

from cspdesk.app.files import new_file
from cspdesk.app.paper_made import PaperRequest
from cspdesk.app.paper_reading import paper_record
from cspdesk.app.paper_templates import own_folder
from cspdesk.app.papers import gathered, make_paper, register_paper, write_paper
from cspdesk.cli import main
from cspdesk.domain.papers import PaperKind
from cspdesk.reports.booklet import side_of
from cspdesk.reports.paper_document import figures_from_json
from cspdesk.store.store import open_store

DAY = "2016-04-20"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, made once."""
    path = tmp_path_factory.mktemp("sample") / "sample.cspdesk"
    new_file(path, None, sample=True)
    return path


def export(sample: Path, out: Path, *more: str) -> int:
    return main(["export", *more[:1], "--from", str(sample), "--year", "2015/16", "--out", str(out), "--date", DAY,
                 *more[1:]])  # fmt: skip


def failures(path: Path) -> list[str]:
    checked = (page.validate_pdf(path, profile=profile) for profile in ("ua1", "3a"))
    return [failure.message for result in checked for failure in result.failures]


@pytest.mark.parametrize("audience", ["public", "partner", "restricted"])
@pytest.mark.parametrize(
    "more",
    [
        ("bid", "--priority", "all"),
        ("bid", "--priority", "Domestic violence", "--template", "community-fund-bid", "--draft"),
        ("committee",),
        ("committee", "--one-page"),
        ("committee", "--booklet"),
    ],
    ids=["bid-all", "bid-draft", "committee", "one-page", "booklet"],
)
def test_every_paper_for_every_reader_is_accessible_and_lasting(
    sample: Path, tmp_path: Path, more: tuple[str, ...], audience: str
) -> None:
    out = tmp_path / "made.pdf"
    assert export(sample, out, *more, "--audience", audience) == 0
    assert failures(out) == []


def test_the_same_record_and_day_give_the_same_bytes(sample: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "one.pdf", tmp_path / "other.pdf"
    for out in (one, other):
        assert export(sample, out, "committee") == 0
    assert one.read_bytes() == other.read_bytes()


def test_a_paper_is_made_again_from_the_figures_that_were_kept(sample: Path, tmp_path: Path) -> None:
    with open_store(sample, read_only=True) as store:
        record = paper_record(store, PaperRequest(PaperKind.BID, "2015/16", "Domestic violence"), date(2016, 4, 20))
    made = make_paper(record, tmp_path / "first.pdf", date(2016, 4, 20))
    again = write_paper(figures_from_json(made.figures_json), tmp_path / "again.pdf", date(2016, 4, 20))
    assert again.sha256 == made.sha256
    assert made.path.read_bytes() == again.path.read_bytes()


def test_json_gives_figures_used_claims_what_is_withheld_and_what_is_missing(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(sample, tmp_path / "x.pdf", "bid", "--priority", "Reducing re-offending", "--json") == 0
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert {"used", "claims", "withheld", "missing", "money", "figures"} <= set(said)
    assert all(each["count"] > 0 and each["reason"] and each["what"] for each in said["withheld"])
    assert any(gap["asks"] for gap in said["missing"])


def test_a_paper_enters_the_register_as_one_step_that_can_be_undone(sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "copy.cspdesk"
    file.write_bytes(sample.read_bytes())
    with open_store(file) as store:
        day = date(2016, 4, 20)
        record = paper_record(store, PaperRequest(PaperKind.COMMITTEE, "2015/16"), day)
        made = make_paper(record, tmp_path / "x.pdf", day)
        kept = register_paper(store, record, made, "Committee summary 2015/16", day)
        assert store.evidence.bytes_of(kept.sha256) == made.path.read_bytes()
        figures = json.loads(store.documents.documents.get(kept.id).figures)
        assert figures.pop("shape") == {"one_page": False, "booklet": False, "draft": False}
        assert figures == json.loads(made.figures_json)
        store.undo()
        assert store.documents.documents.find(kept.id) is None


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("bid", "--priority", "Nobody’s"), "no priority"),
        (("bid", "--priority", "all", "--template", "poem"), "no bid template"),
        (("committee", "--priority", "Domestic violence"), "--one-page"),
    ],
)
def test_what_cannot_be_made_is_refused_in_words(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], said: str
) -> None:
    assert export(sample, tmp_path / "x.pdf", *more) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "x.pdf").exists()


def test_another_ending_than_pdf_is_refused(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export(sample, tmp_path / "x.txt", "committee") == 1
    assert "should end in .pdf" in capsys.readouterr().err


@pytest.mark.parametrize("year", ["2015/16", "2016/17"])
@pytest.mark.parametrize("audience", ["public", "restricted"])
def test_each_priority_of_the_sample_fits_on_one_page(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], year: str, audience: str
) -> None:
    out = tmp_path / "x.pdf"
    wanted = ["export", "committee", "--from", str(sample), "--year", year, "--out", str(out), "--date", "2016-09-30",
              "--audience", audience, "--json"]  # fmt: skip
    assert main([*wanted, "--one-page"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["pages"] == len(made["figures"]["priorities"])


def test_a_booklet_has_two_pages_on_each_side_in_the_order_for_folding(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "x.pdf"
    assert export(sample, out, "committee", "--booklet", "--json") == 0
    pages = json.loads(capsys.readouterr().out)["pages"]
    whole = -(-pages // 4) * 4
    with pikepdf.open(out) as pdf:
        assert len(pdf.pages) == whole // 2
        assert all(float(p.mediabox[2]) > float(p.mediabox[3]) for p in pdf.pages)
    for side in range(whole // 2):
        here = {index: right for index in range(whole) for at, right in [side_of(index, whole)] if at == side}
        assert sorted(here) == sorted((side, whole - 1 - side))
        assert sorted(here.values()) == [False, True]
    assert side_of(0, whole) == (0, True), "the cover is on the right of the outermost sheet"


def test_a_booklet_is_made_as_a_pdf_only(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export(sample, tmp_path / "x.html", "committee", "--booklet") == 1
    assert "should end in .pdf" in capsys.readouterr().err
    assert not (tmp_path / "x.html").exists()


def test_the_partnerships_own_unit_costs_price_what_its_indicators_count(sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "own.cspdesk"
    file.write_bytes(sample.read_bytes())
    own_folder(file).mkdir()
    costs = """
    edition = "1"
    source = "Ours"
    price_year = "2015/16"
    [[cost]]
    name = "A complaint"
    unit = "complaint"
    cost = 100
    words = ["noise complaints"]
    """
    (own_folder(file) / "unit-costs.toml").write_text(costs, encoding="utf-8")
    with open_store(file, read_only=True) as store:
        wanted = PaperRequest(PaperKind.BID, "2015/16", "Community cohesion and anti-social behaviour")
        (said,) = gathered(paper_record(store, wanted, date(2016, 9, 30))).priorities[0].value.break_even
    assert said.startswith("All that was paid would pay for itself if it prevented ")
    assert "complaints" in said
    assert "does not show that any were prevented" in said


def test_unit_costs_that_cannot_be_read_are_refused_in_words(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "own.cspdesk"
    file.write_bytes(sample.read_bytes())
    own_folder(file).mkdir()
    (own_folder(file) / "unit-costs.toml").write_text("cost = [", encoding="utf-8")
    assert export(file, tmp_path / "x.pdf", "committee") == 1
    assert "unit-costs.toml" in capsys.readouterr().err
