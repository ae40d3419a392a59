"""Every export is searched for what its readers may not see: planted secrets are found, common words are not."""

import json
import random
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cspdesk.app.documents import EvidenceRequest, export_evidence
from cspdesk.app.leaks import leaks, search, searched
from cspdesk.charts.chart import Axis, Chart, DataTable, Series
from cspdesk.cli import main
from cspdesk.domain.audience import Audience, FieldMarking
from cspdesk.domain.disclosure import WITHHELD_PART
from cspdesk.domain.leaks import Hidden, HiddenNumber, found, numbers_found
from cspdesk.domain.papers import Beneficiary, Paper, PaperKind, PaperText
from cspdesk.domain.periods import FinancialYear
from cspdesk.errors import UserError
from cspdesk.reports import evidence_purposes
from cspdesk.reports.blocks import (
    AttachedFiles,
    Block,
    ChartBlock,
    Column,
    Facts,
    Heading,
    Paragraph,
    Row,
    Table,
    Title,
)
from cspdesk.reports.document import Furniture
from cspdesk.reports.finish import Attachment, Metadata
from cspdesk.reports.forms import FORMS, write_form
from cspdesk.reports.reading_back import texts_in
from cspdesk.store.store import Store
from tests.builders import payment
from tests.indicator_builders import HEREFORDSHIRE, indicator, observed
from tests.store.sample_record import STANDS_AT, make_sample

COLUMNS = (Column("Name", fit="row0000"), Column("Words", weight=1), Column("Amount", "right", "£1,000.00"))
CHART = Chart(
    "Title",
    Axis("Quarter", categories=("Q1", "Q2")),
    Axis("Pounds"),
    (Series("Paid", "bar", ((0, 100), (1, 250))),),
    "What it shows.",
    DataTable(("Quarter", "Paid"), (("Q1", "£1.00"), ("Q2", "£2.50"))),
)
DAY = date(2016, 3, 31)
SECRET = "Number 7, Quillow Terrace"


# --- what is found


@pytest.mark.parametrize("said", [
    "at Number 7, Quillow Terrace.", "NUMBER 7 QUILLOW TERRACE", "number-7-quillow-terrace.pdf",
    "Number\n7 Quillow Terrace", "Nu\u00admber 7,\u200b Quillow Terrace",
])  # fmt: skip
def test_a_secret_is_found_however_it_is_written_unless_it_is_parted(said: str) -> None:
    hit = found([Hidden("evidence", SECRET)], [said])
    assert bool(hit) is ("\n" not in said)


def test_a_long_secret_is_found_though_it_is_cut_short() -> None:
    long = "the family moved in March to the flat above the chemist beside the station in Ledbury"
    cut = f"… {' '.join(long.split()[3:12])}…"
    assert found([Hidden("actions", long)], [cut])
    assert not found([Hidden("actions", long)], ["the family moved in March"])


@pytest.mark.parametrize("common", ["", "7", "12/05/2016", "2015/16", "no", "£1.50", "100000"])
def test_what_stands_everywhere_is_not_looked_for(common: str) -> None:
    assert not found([Hidden("transactions", common)], [f"x {common} y 12/05/2016 2015/16 £1.50 100000"])


def test_a_hidden_number_is_found_beside_what_it_counts_and_nowhere_else() -> None:
    three = HiddenNumber("beneficiaries", "18 to 24", 3)
    assert numbers_found([three], ["18 to 24\t3\t12%\n25 to 34\t9"])
    assert numbers_found([three], ["18 to 24\n3\n25 to 34\n9"])
    assert numbers_found([three], ["Of those aged 18 to 24, 3 were seen."])
    for safe in ("18 to 24\t[c]\n25 to 34\t3", "18 to 24\t13\t3%\t£3.00\t3.5", "25 to 34\t3", "18 to 24\t30"):
        assert not numbers_found([three], [safe]), safe


@pytest.mark.parametrize("row", [
    "05/05/2015\tSafe House Ltd\tRent\t£1,250.00", "Safe House Ltd was paid −£1,250.",
    "payee Safe House Ltd\tamount_pence 125000", "Safe House Ltd\tRent\t1250.00", "Safe House Ltd\n£1,250.00",
])  # fmt: skip
def test_a_hidden_amount_is_found_beside_its_payee_however_it_is_written(row: str) -> None:
    hidden = HiddenNumber("transactions", "Safe House Ltd", 125_000, ("1,250.00", "1250.00", "£1,250", "125000"))
    assert numbers_found([hidden], [row])
    for safe in ("Other Ltd\t£1,250.00", "Safe House Ltd\t£1,250.50\t£11,250.00", "Safe House Ltd\nSum\t£1,250.00"):
        assert not numbers_found([hidden], [safe]), safe


# --- where it is found


def blocks(secret: str, place: str) -> tuple[Block, ...]:
    """Return a document with a secret in one place, and nothing to hide in the others."""

    def here(name: str) -> str:
        return secret if place == name else f"Plain {name}"

    drawn = replace(CHART, title=here("chart title"), alt_text=here("chart words"), notes=(here("chart note"),))
    return (
        Title(here("over"), here("title"), here("under")),
        Heading(1, here("heading")),
        Paragraph(here("paragraph")),
        Paragraph("Some words to fill a line, then more. " * 3 + here("wrapped")),
        Facts(((here("fact name"), here("fact")),), here("summary")),
        Table(COLUMNS, (Row((here("group"),), "group"), Row((here("cell"), "x", "£1.00"))), caption=here("caption")),
        ChartBlock(drawn),
        AttachedFiles(here("files")),
    )


BLOCKS = ("over", "title", "under", "heading", "paragraph", "wrapped", "fact name", "fact", "group", "cell", "caption",
          "chart title", "chart words", "chart note")  # fmt: skip
ABOUT = ("metadata title", "author", "subject", "head", "marking", "foot")
CARRIED = ("files", "attached name", "attached words", "attached csv", "attached json")


def written(path: Path, secret: str, place: str) -> Path:
    def here(name: str) -> str:
        return secret if place == name else f"Plain {name}"

    figures = json.dumps({"a": [here("attached json"), 1]}).encode()
    attached = (
        Attachment(
            here("attached name"), "text/csv", here("attached words"), f'a,"{here("attached csv")}",b\r\n'.encode()
        ),
        Attachment("figures.json", "application/json", "Figures", figures),
    )
    about = Metadata(here("metadata title"), here("author"), here("subject"), DAY)
    write_form(path, blocks(secret, place), about, Furniture(here("head"), here("marking"), here("foot")),
               attachments=attached)  # fmt: skip
    return path


@pytest.mark.parametrize("ending", FORMS)
def test_a_secret_is_found_wherever_in_a_document_it_stands(tmp_path: Path, ending: str) -> None:
    rng = random.Random(3)
    for place in BLOCKS + ABOUT + (CARRIED if ending != ".docx" else ()):
        secret = f"Zé {rng.randrange(10**6)} Quillow {rng.choice(('Ωmega', 'ζeta', 'Terrace'))} (no. 7)"
        path = written(tmp_path / f"paper{ending}", secret, place)
        assert found([Hidden("x", secret)], texts_in(path)), (place, secret)


@pytest.mark.parametrize("ending", FORMS)
def test_a_document_without_the_secret_is_let_pass(tmp_path: Path, ending: str) -> None:
    path = written(tmp_path / f"paper{ending}", SECRET, "nowhere")
    assert not found([Hidden("x", SECRET), Hidden("x", "Plain heading nobody wrote")], texts_in(path))


def test_the_name_of_the_file_is_searched(tmp_path: Path) -> None:
    path = written(tmp_path / "number-7-quillow-terrace.pdf", "nothing", "nowhere")
    assert found([Hidden("x", SECRET)], texts_in(path))


def test_every_part_of_a_workbook_is_searched(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    parts = {
        "xl/sharedStrings.xml": "<sst><si><t>Number 7, </t><r><t>Quillow Terrace</t></r></si></sst>",
        "xl/worksheets/sheet1.xml": (
            '<sheetData><row><c t="inlineStr"><is><t>Locks</t></is></c><c t="inlineStr"><is><t>Number 7, '
            "Quillow Terrace</t></is></c><c><v>42125</v></c></row></sheetData>"
        ),
    }
    for name, text in parts.items():
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, text)
        assert found([Hidden("x", SECRET)], texts_in(path)), name


@settings(max_examples=12)
@given(st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=6, max_size=60))
def test_any_words_are_found_in_every_form(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    secret = f"Quillow {text} terrace"
    folder = tmp_path_factory.mktemp("any")
    for ending in (".html", ".docx"):
        path = written(folder / f"a{ending}", secret, "paragraph")
        assert found([Hidden("x", secret)], texts_in(path))


# --- what an export does about it


@pytest.fixture
def record(store: Store) -> Store:
    """A record with one payment that the public may see, and one that it may not."""
    with store.step("Recorded payments"):
        store.funding.transactions.insert(
            payment("t1", payee="Ledbury Locks", description="Household alarms"),
            payment("t2", payee="Quillow Lettings", description="Household alarms", marking=Audience.RESTRICTED,
                        marking_reason="Safety of a place: Quillow Terrace is a refuge", amount_pence=4_200),
        )  # fmt: skip
    return store


def test_a_hit_fails_the_export_and_leaves_what_was_there(record: Store, tmp_path: Path) -> None:
    out = tmp_path / "spending.csv"
    out.write_text("as it was", encoding="utf-8")
    with (
        pytest.raises(UserError, match=r"spending\.csv was not written.*public readers: a payment") as caught,
        searched(out, record.path, Audience.PUBLIC) as path,
    ):
        path.write_text("Date,Payee\n2016-01-01,Quillow Lettings\n", encoding="utf-8")
    assert "Quillow" not in str(caught.value)
    assert out.read_text(encoding="utf-8") == "as it was"
    assert not list(tmp_path.glob("*unsearched*"))


def test_what_readers_may_see_elsewhere_gives_nothing_away(record: Store) -> None:
    assert leaks(["Household alarms"], record.path, Audience.PUBLIC) == ()


@pytest.mark.parametrize(("name", "says", "shown"), [
    ("Operation Swallow", "Radios for Operation Swallow", False),
    ("Operation Swallow", "Operation Swallow", True),
    ("Rooms behind the chapel", "Rent, rooms behind the chapel", False),
    ("Household alarms", "Household alarms, fitted", True),
])  # fmt: skip
def test_a_name_written_into_another_text_that_readers_see_is_no_excuse(
    record: Store, name: str, says: str, shown: bool
) -> None:
    """Only where something else that they may see is called so too do they know it already."""
    with record.step("Recorded one of them for few"):
        record.funding.transactions.insert(
            payment("t3", payee=name, description="What it was for", marking=Audience.RESTRICTED),
            payment("t4", payee="Ledbury Locks", description=says),
        )
    assert (leaks([f"Ledbury Locks\t{says}"], record.path, Audience.PUBLIC) == ()) is shown


def test_what_cspdesk_says_itself_gives_nothing_away(record: Store) -> None:
    with record.step("Named a proof as documents are named"):
        record.funding.transactions.insert(
            payment("t3", payee="Evidence index", description="What was asked for", marking=Audience.RESTRICTED)
        )
    import cspdesk.reports.evidence_compose  # noqa: F401 -- says it

    assert leaks(["Evidence index\nWhat was asked for"], record.path, Audience.PUBLIC) == ()


def test_a_marking_of_one_field_is_searched_for(record: Store) -> None:
    with record.step("Marked a field"):
        record.markings.fields.insert(FieldMarking("m", "transactions", "t1", "payee", Audience.PARTNER, "Commercial"))
    assert leaks(["Ledbury Locks"], record.path, Audience.PUBLIC) == ("a payment",)
    assert leaks(["Ledbury Locks"], record.path, Audience.PARTNER) == ()


def test_a_reason_in_a_persons_own_words_is_searched_for(record: Store) -> None:
    assert leaks(["Safety of a place"], record.path, Audience.PUBLIC) == ()
    assert leaks(["Quillow Terrace is a refuge"], record.path, Audience.PUBLIC) == ("a payment",)


def test_what_was_written_into_a_public_text_is_no_excuse(record: Store, tmp_path: Path) -> None:
    path = tmp_path / "paper.html"
    written(path, "The landlord is Quillow Lettings.", "paragraph")
    with pytest.raises(UserError, match="a payment"):
        search(path, record.path, Audience.PUBLIC)
    search(path, record.path, Audience.RESTRICTED)


@pytest.mark.parametrize(("marked", "printed", "told"), [
    ("paper", "10 of 10, 3 of them by the day first agreed; the others came later", ()),
    ("paper", "by the day first agreed; the others came later, as nobody could be found", ("a text of a paper",)),
    ("text", "10 of 10, 3 of them by the day first agreed; the others came later", ("a text of a paper",)),
    ("field", "10 of 10, 3 of them by the day first agreed; the others came later", ("a text of a paper",)),
])  # fmt: skip
def test_what_two_papers_say_in_the_same_words_gives_nothing_of_the_one_kept_back_away(
    record: Store, marked: str, printed: str, told: tuple[str, ...]
) -> None:
    """Unless the words were marked for their own sake."""
    says = "@{a.b}, 3 of them by the day first agreed; the others came later"
    few = {"marking": Audience.RESTRICTED, "marking_reason": "Commercial"}
    day = date(2016, 9, 30)
    bid = Paper("b", PaperKind.BID, "commissioner-bid", "A bid", FinancialYear(2015), day)
    paper = Paper("c", PaperKind.COMMITTEE, "council-paper", "A paper", FinancialYear(2015), day)
    open_text = PaperText("c1", "c", "done", f"{says}.")
    text = PaperText("b1", "b", "done", f"{says}, as nobody could be found for it before the end.")
    with record.step("Wrote two papers"):
        record.papers.papers.insert(replace(bid, **few) if marked == "paper" else bid, paper)
        record.papers.texts.insert(replace(text, **few) if marked == "text" else text, open_text)
        if marked == "field":
            record.markings.fields.insert(
                FieldMarking("m", "paper_texts", "b1", "body", Audience.RESTRICTED, "Commercial")
            )
    assert leaks([printed], record.path, Audience.PUBLIC) == told


@pytest.mark.parametrize(("kind", "words"), [
    (PaperKind.BID, ("committee", "--year", "2015/16")),
    (PaperKind.COMMITTEE, ("bid", "--priority", "all", "--year", "2015/16")),
])  # fmt: skip
def test_a_paper_kept_for_partners_keeps_no_other_from_the_public(
    tmp_path: Path, kind: PaperKind, words: tuple[str, ...]
) -> None:
    with make_sample(tmp_path / "sample.cspdesk") as store, store.step("Kept a paper for partners"):
        for paper in store.papers.papers.where("kind = ?", kind.value):
            store.papers.papers.update(replace(paper, marking=Audience.PARTNER, marking_reason="Commercial"))
    made = ("--from", str(store.path), "--audience", "public", "--out", str(tmp_path / "x.pdf"))
    assert main(["export", *words, *made, "--date", STANDS_AT.isoformat()]) == 0


def test_what_a_break_is_called_is_no_name_of_its_indicator(tmp_path: Path) -> None:
    """Records were back-dated for several indicators: one of them kept back keeps no bid from the public."""
    with make_sample(tmp_path / "sample.cspdesk") as store, store.step("Kept an indicator for partners"):
        (crime,) = store.results.indicators.where("name = ?", "Recorded crime")
        few = {"marking": Audience.PARTNER, "marking_reason": "Commercial"}
        store.results.indicators.update(replace(crime, **few))
    made = ("--from", str(store.path), "--audience", "public", "--out", str(tmp_path / "x.pdf"))
    words = ("bid", "--priority", "all", "--year", "2015/16", "--date", STANDS_AT.isoformat())
    assert main(["export", *words, *made]) == 0


def test_a_suppressed_number_beside_its_name_is_found(record: Store) -> None:
    year = FinancialYear(2015)
    priority = record.partnership.all_priorities()[0].id
    people = {"Under 18": 3, "18 to 24": 14, "25 to 34": 20, "35 and over": 9}
    with record.step("Counted people"):
        record.papers.beneficiaries.insert(
            *(
                Beneficiary(f"b{n}", priority, year, "Age", part, count, n)
                for n, (part, count) in enumerate(people.items())
            )
        )
    assert leaks(["Under 18\t3"], record.path, Audience.PUBLIC) == ("a small number of people",)
    assert leaks(["Under 18\t[c]\n25 to 34\t20"], record.path, Audience.PUBLIC) == ()
    assert leaks(["Under 18\t3"], record.path, Audience.PARTNER) == ()


def test_a_number_of_withheld_payments_is_not_taken_for_as_many_withheld_people(record: Store) -> None:
    """The one stands beside “Payments withheld” in a table of money, the other beside words of its own."""
    priority = record.partnership.all_priorities()[0].id
    hidden = Beneficiary("b1", priority, FinancialYear(2015), "Age", "18 to 24", 3, marking=Audience.RESTRICTED)
    with record.step("Counted people"):
        record.papers.beneficiaries.insert(hidden, replace(hidden, id="b2", part="Over", marking=Audience.PUBLIC))
    money = f"Locks\t{evidence_purposes.WITHHELD}\t£42.00\t4.4%\t3"
    assert leaks([money], record.path, Audience.PUBLIC) == ()
    assert leaks([f"{WITHHELD_PART}\t3"], record.path, Audience.PUBLIC) == ("a small number of people",)


def test_an_evidence_of_spend_is_let_pass_in_every_form(record: Store, tmp_path: Path) -> None:
    agreement = record.funding.all_agreements()[0].reference
    record.close()
    for ending in FORMS:
        made = export_evidence(record.path, EvidenceRequest(agreement, "2015/16"), tmp_path / f"evidence{ending}", DAY)
        assert made.path.exists()


def test_the_amount_of_a_withheld_payment_is_looked_for_beside_a_payee_that_readers_know(store: Store) -> None:
    with store.step("Paid"):
        store.funding.transactions.insert(
            payment("seen", payee="Safe House Ltd", amount_pence=30_000, vat_pence=5_000, reference="R-1"),
            payment("hid", payee="Safe House Ltd", amount_pence=125_000, reference="R-2", marking=Audience.RESTRICTED),
            payment("same", payee="Safe House Ltd", amount_pence=30_000, reference="R-3", marking=Audience.RESTRICTED),
        )
    shown = ["Safe House Ltd\t£300.00\t£50.00", "Withheld: personal data\t£1,250.00"]
    assert leaks(shown, store.path, Audience.PUBLIC) == ()
    assert leaks(["Safe House Ltd\t£1,250.00"], store.path, Audience.PUBLIC) == ("a payment",)
    assert leaks(["Safe House Ltd\t£1,250.00"], store.path, Audience.RESTRICTED) == ()


def test_the_value_of_a_withheld_indicator_is_looked_for_beside_its_name(store: Store) -> None:
    with store.step("Measured"):
        store.results.areas.insert(HEREFORDSHIRE)
        for marking, value in ((Audience.PUBLIC, "25.8"), (Audience.RESTRICTED, "31.4")):
            one = indicator(id=marking.value, name="Repeat referrals", marking=marking)
            store.results.indicators.insert(one)
            store.results.observations.insert(*observed(one, "2015", values=[value]))
    assert leaks(["Repeat referrals\t2015/16\t25.8%"], store.path, Audience.PUBLIC) == ()
    assert leaks(["Repeat referrals\t2015/16\t31.4%"], store.path, Audience.PUBLIC) == ("an indicator",)
