import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import page
import pikepdf
import pytest

from cspdesk.domain.audience import Audience
from cspdesk.domain.money import pounds
from cspdesk.errors import Cancelled, UserError
from cspdesk.reports.evidence import SpendRecord, figures_from_json, gather, render
from cspdesk.reports.evidence_data import guarded
from tests.reports.conftest import MADE_ON, Making
from tests.reports.reading import attachment, everything_in, page_texts, shown_text
from tests.reports.records import record, with_text

HOSTILE = (
    "<b>A & B</b> <a href='x'>",
    "long description " * 300,
    "x" * 5000,
    "שלום עולם 123",
    "سلام عليكم ABC",
    "é ñ ü Ż Ελλάδα Москва",
    "👍🏽😀 family 👨‍👩‍👧",
    "\x00\x01\x07\x1b[0m\ttab\nnew\r",
    "\ud800 lone \udfff",
    "",
    "   ",
    "(((\\\\)",
    "\u202eevil\u202c",
    "%PDF-1.7 endstream endobj ]]> <?xpacket end='w'?>",
    "=HYPERLINK(1)",
    "漢字 \U0010ffff\ufffe",
)


def failures(path: Path) -> list[str]:
    return [
        f"{profile} {failure.rule_id} {failure.message}"
        for profile in ("ua1", "3a")
        for failure in page.validate_pdf(path, profile=profile).failures
    ]


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("size", [0, 1, 40, 400])
def test_a_document_is_accessible_and_lasting(make: Making, size: int, audience: Audience):
    assert failures(make(record(size, audience=audience))[0]) == []


def test_a_document_of_ten_thousand_transactions_is_accessible_and_lasting(make: Making):
    assert failures(make(record(10_000))[0]) == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_everywhere_breaks_nothing(make: Making, text: str):
    assert failures(make(with_text(record(3), text))[0]) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"virements": (), "profile": (), "evidence": (), "links": (), "priorities": (), "recipient": None},
        {"lines": (), "profile": (), "virements": ()},
        {"as_at": date(2015, 8, 3)},
        {"priority_id": "p1"},
    ],
)
def test_what_is_missing_from_the_record_is_missed_by_nobody(make: Making, changes: dict[str, object]):
    assert failures(make(replace(record(20), **changes))[0]) == []


def test_markup_in_a_name_is_shown_as_it_was_typed(make: Making):
    path, _ = make(with_text(record(3), "A <Ltd> & B"))
    assert shown_text(path).count("A <Ltd> & B") > 10


def test_a_description_longer_than_a_page_is_shown_whole(make: Making):
    source = record(3)
    words = " ".join(f"word{n}" for n in range(900))
    long = replace(source.transactions[0], description=words, marking=Audience.PUBLIC)
    shown = shown_text(make(replace(source, transactions=(long, *source.transactions[1:])))[0])
    assert all(f"word{n}" in shown for n in range(900))


def test_the_longest_documents_have_fewer_cells_and_the_same_words(make: Making, monkeypatch: pytest.MonkeyPatch):
    full = page_texts(make(record(60))[0])
    monkeypatch.setattr("cspdesk.reports.evidence_tables._MOST_OBJECTS", 0)
    path, _ = make(record(60))
    assert failures(path) == []
    words = set(" ".join(page_texts(path)).split())
    assert {word for word in " ".join(full).split() if word.startswith(("INV-", "E1", "West"))} <= words


def test_the_same_record_and_date_give_the_same_bytes(tmp_path: Path):
    figures = gather(record(50))
    first = render(figures, tmp_path / "a.pdf", made_on=MADE_ON)
    second = render(gather(record(50)), tmp_path / "b.pdf", made_on=MADE_ON)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert first == second
    assert render(figures, tmp_path / "c.pdf", made_on=date(2016, 4, 21)).sha256 != first.sha256


def test_a_document_can_be_made_again_from_its_own_figures(tmp_path: Path, make: Making):
    path, made = make(record(50, audience=Audience.PARTNER))
    figures, made_on = figures_from_json(attachment(path, "figures.json").decode())
    assert figures == gather(record(50, audience=Audience.PARTNER))
    again = render(figures, tmp_path / "again.pdf", made_on=made_on)
    assert (tmp_path / "again.pdf").read_bytes() == path.read_bytes()
    assert again.figures_json == made.figures_json


def test_figures_kept_by_a_newer_version_are_refused_in_words(make: Making):
    data = json.loads(make(record(1))[1].figures_json)
    with pytest.raises(UserError, match="newer version"):
        figures_from_json(json.dumps(data | {"format": 2}))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("audience", Audience)
def test_paper_csv_and_json_agree_to_the_penny(make: Making, seed: int, audience: Audience):
    source = record(30 + seed * 7, seed=seed, audience=audience)
    path, _ = make(source)
    outturn = sum(t.amount_pence for t in source.transactions)
    rows = list(csv.DictReader(attachment(path, "transactions.csv").decode().splitlines()))
    data = json.loads(attachment(path, "figures.json"))
    assert sum(int(row["amount_pence"]) for row in rows) == outturn == data["totals"]["outturn"]["pence"]
    assert sum(int(row["transactions"]) for row in rows) == len(source.transactions)
    shown = shown_text(path)
    for pence in (outturn, data["totals"]["actual"]["pence"], data["not_yet_evidenced"]["pence"]):
        assert pounds(pence) in shown
    for line in data["lines"]:
        assert pounds(line["position"]["outturn"]["pence"]) in shown


def secret_record() -> SpendRecord:
    """A record in which everything that the public may not see holds the word SECRET."""
    source = record(60, seed=7)
    hidden = {t.id for t in source.transactions[:20]}
    transactions = tuple(
        replace(
            t,
            id=f"SECRET-{t.id}",
            payee="SECRET payee",
            description="SECRET work",
            reference="SECRET-1",
            category="SECRET",
            note="SECRET note",
            import_id="SECRET",
            occurred_on=date(2015, 12, 25),
            marking=(Audience.RESTRICTED, Audience.PARTNER)[n % 2],
            marking_reason="Personal data: names a person",
        )
        if t.id in hidden
        else replace(t, note="SECRET note", marking=Audience.PUBLIC, occurred_on=date(2015, 6, 1))
        for n, t in enumerate(source.transactions)
    )
    evidence = tuple(
        replace(e, title="SECRET title", file_name="SECRET.pdf", reference="SECRET", source="SECRET", proves="SECRET",
                sha256="5ec3e7" * 10 + "5ec3", dated_on=date(2015, 12, 26), marking=Audience.PARTNER,
                marking_reason="SECRET")
        if n % 2
        else e
        for n, e in enumerate(source.evidence)
    )  # fmt: skip
    links = tuple(
        replace(k, transaction_id=f"SECRET-{k.transaction_id}" if k.transaction_id in hidden else k.transaction_id)
        for k in source.links
    )
    only_hidden = replace(source.evidence[0], id="only", title="SECRET on a withheld payment", marking=Audience.PUBLIC)
    link = replace(links[0], id="only", evidence_id="only", transaction_id=transactions[0].id)
    return replace(source, transactions=transactions, evidence=(*evidence, only_hidden), links=(*links, link))


def test_what_is_withheld_is_nowhere_in_the_file(make: Making):
    held = everything_in(make(secret_record())[0])
    for secret in ("SECRET", "5ec3e7", "25/12/2015", "2015-12-25", "26/12/2015", "2015-12-26"):
        for written in (secret.encode(), secret.encode("utf-16-be"), secret.encode("utf-16-be").hex().encode()):
            assert written not in held
    assert b"Personal data" in held
    assert b"names a person" not in held


def test_what_is_withheld_from_the_public_is_there_for_those_who_may_see_it(make: Making):
    held = everything_in(make(replace(secret_record(), audience=Audience.RESTRICTED))[0])
    assert b"SECRET payee" in held
    assert b"SECRET note" not in held


def test_the_attachments_are_associated_and_named_with_their_kind(make: Making):
    with pikepdf.open(make(record(5))[0]) as pdf:
        kinds = {str(f.UF): (str(f.AFRelationship), str(f.EF.F.Subtype)) for f in pdf.Root.AF}
    assert kinds == {"transactions.csv": ("/Data", "/text/csv"), "figures.json": ("/Data", "/application/json")}


def test_the_outline_and_the_contents_lead_to_every_section(make: Making):
    path, made = make(record(400))
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        links = [a for p in pdf.pages for a in p.obj.get("/Annots", [])]
        pages = {p.obj.objgen: n for n, p in enumerate(pdf.pages, 1)}
        goals = [pages[link.Dest[0].objgen] for link in links]
    assert titles[0] == "Summary"
    assert len(titles) == len(links) == 11
    assert goals == sorted(goals)
    assert f"Page {made.pages} of {made.pages}" in shown_text(path)


def test_heads_are_repeated_and_named_where_a_table_goes_on(make: Making):
    text = shown_text(make(record(400))[0])
    assert text.count("Running ") > text.count("L1 Reducing re-offending, continued") >= 1


def test_illustrative_figures_are_marked_wherever_they_stand(make: Making):
    source = record(3)
    marked = replace(source, transactions=tuple(replace(t, illustrative=True) for t in source.transactions))
    shown = shown_text(make(marked)[0])
    assert shown.count("(illustrative)") >= 3
    assert "PUBLIC · ILLUSTRATIVE FIGURES" in shown
    plain = replace(source, transactions=tuple(replace(t, illustrative=False) for t in source.transactions))
    assert "llustrative" not in shown_text(make(plain)[0])


def test_a_cancelled_document_leaves_what_was_there(tmp_path: Path):
    path = tmp_path / "evidence.pdf"
    path.write_bytes(b"the old one")

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        render(gather(record(2000)), path, made_on=MADE_ON, progress=stop)
    assert path.read_bytes() == b"the old one"
    assert list(tmp_path.iterdir()) == [path]


def test_progress_counts_up_to_the_transactions(tmp_path: Path):
    seen: list[tuple[int, int]] = []
    figures = gather(record(2000))
    render(figures, tmp_path / "e.pdf", made_on=MADE_ON, progress=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert all(0 < done <= total == figures.transaction_count for done, total in seen)


def test_a_folder_that_is_not_there_is_named_in_plain_words(tmp_path: Path):
    with pytest.raises(UserError, match="does not exist"):
        render(gather(record(1)), tmp_path / "nowhere" / "e.pdf", made_on=MADE_ON)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_named_in_plain_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    kept = Path.open
    monkeypatch.setattr(
        Path, "open", lambda self, *a, **k: kept(Path("/dev/full") if "part" in self.name else self, *a, **k)
    )
    with pytest.raises(UserError, match="no room left"):
        render(gather(record(1)), tmp_path / "e.pdf", made_on=MADE_ON)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["=1+1", "+1", "-cmd", "@x", " =1", "\t=1"])
def test_text_that_a_spreadsheet_would_run_is_guarded(text: str):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-250.00", "-25000", "12", "A = B", "", "£-1"])
def test_figures_and_plain_text_are_left_alone(text: str):
    assert guarded(text) == text


@pytest.mark.parametrize("size", range(5, 61, 5))
def test_no_heading_stands_alone_at_the_foot_of_a_page(make: Making, size: int):
    path, _ = make(record(size * 3, seed=size, lines=25))
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        headings = {item.title for section in outline.root for item in (section, *section.children)}
    for shown in page_texts(path):
        lines = [line.strip() for line in shown.split("Evidence of spend · PCC")[0].splitlines() if line.strip()]
        assert lines[-1] not in headings
        assert lines[-1] not in {"Running total", "Paid", "Committed", "Forecast"}
