"""What the Evidence tab reads, and how files come in and go out."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from cspdesk.domain.audience import Audience
from cspdesk.domain.evidence import Evidence, EvidenceKind
from cspdesk.domain.proof import untraced_sentence
from cspdesk.errors import UserError
from cspdesk.store.store import Store
from cspdesk.ui.models.evidence_files import (
    OpenedFiles,
    keep_new_file,
    pasted_paths,
    read_new_file,
    safe_name,
    title_of,
)
from cspdesk.ui.models.evidence_rows import file_type, payment_words, read_evidence, short_hash
from tests.ui.plan_record import PRIORITY, YEAR, make_record


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make_record(tmp_path / "plan.cspdesk") as made:
        yield made


def test_payments_without_proof_come_first_and_are_summed(store: Store) -> None:
    reading = read_evidence(store, PRIORITY, YEAR, Audience.RESTRICTED)
    assert [(r.id, r.proved) for r in reading.payments] == [("t-2", False), ("t-3", False), ("t-1", True)]
    assert untraced_sentence(reading.traced) == "£290.50 of £390.50 is not yet evidenced"
    assert payment_words(reading.payments[0].payment) == "02/05/2015 Payee 2 £250.50"
    assert reading.payments[2].line == "AD1 Pastors"


def test_proofs_say_what_they_prove(store: Store) -> None:
    reading = read_evidence(store, PRIORITY, YEAR, Audience.RESTRICTED)
    assert {r.id: (r.payments, r.actions) for r in reading.proofs} == {"e-file": (1, 0), "e-ref": (0, 1)}


def test_withheld_things_are_counted_and_stay_in_the_sum(store: Store) -> None:
    from dataclasses import replace

    with store.step("Marked"):
        payment = store.funding.transactions.get("t-2")
        store.funding.transactions.update(replace(payment, marking=Audience.RESTRICTED))
    reading = read_evidence(store, PRIORITY, YEAR, Audience.PUBLIC)
    assert [r.id for r in reading.payments] == ["t-3", "t-1"]
    assert (reading.withheld_payments, reading.withheld_pence, reading.withheld_proofs) == (1, 250_50, 2)
    assert reading.traced.paid == 390_50


def test_a_file_that_is_here_already_is_noticed_before_it_is_kept(store: Store, tmp_path: Path) -> None:
    copy = tmp_path / "copy of invoice.txt"
    copy.write_bytes(b"the invoice")
    assert [t.id for t in read_new_file(store, copy).twins] == ["e-file"]


def test_a_new_file_is_kept_under_its_name(store: Store, tmp_path: Path) -> None:
    scan = tmp_path / "receipt_4.pdf"
    scan.write_bytes(b"%PDF-")
    file = read_new_file(store, scan)
    with store.step("Kept"):
        kept = keep_new_file(store, file)
    assert file.twins == ()
    assert (kept.title, file_type(kept), kept.size_bytes, len(short_hash(kept))) == ("receipt 4", "PDF", 5, 8)
    assert store.evidence.bytes_of(kept.sha256 or "") == b"%PDF-"


@pytest.mark.parametrize(
    ("name", "media_type", "said"),
    [("a.pdf", "application/pdf", "PDF"), ("a.xyz", "application/octet-stream", "XYZ file"), ("a", "", "File")],
)
def test_a_kind_of_file_is_said_in_a_word(name: str, media_type: str, said: str) -> None:
    assert file_type(Evidence("x", "x", EvidenceKind.FILE, "", name, media_type)) == said
    assert file_type(Evidence("x", "x", EvidenceKind.REFERENCE, "Shelf", name, media_type)) == "Reference"


def test_an_opened_proof_is_a_private_read_only_copy_that_goes_away(store: Store) -> None:
    opened = OpenedFiles()
    path = opened.write(store, store.evidence.evidence.get("e-file"))
    assert path.read_bytes() == b"the invoice"
    assert path.name == "invoice_17.txt"
    assert not path.stat().st_mode & stat.S_IWRITE
    assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700
    assert opened.write(store, store.evidence.evidence.get("e-file")) == path
    opened.clear()
    assert not path.exists()


def test_a_program_and_a_reference_are_not_opened(store: Store) -> None:
    opened = OpenedFiles()
    program = Evidence("x", "x", EvidenceKind.FILE, "", "invoice.pdf.exe", "", "0" * 64)
    with pytest.raises(UserError, match="is a program"):
        opened.write(store, program)
    with pytest.raises(UserError, match="it lies at: Registry 12/4"):
        opened.write(store, store.evidence.evidence.get("e-ref"))


@pytest.mark.parametrize(
    ("name", "safe"),
    [("a/b\\c:d.pdf", "a_b_c_d.pdf"), ("..", "evidence"), ("x" * 200 + ".pdf", "x" * 116 + ".pdf"), ("a\nb", "a_b")],
)
def test_a_file_name_cannot_leave_its_folder(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_pasted_text_gives_the_files_it_names(tmp_path: Path) -> None:
    one = tmp_path / "a file.pdf"
    one.write_bytes(b"x")
    text = f'"{one}"\nfile://{one}\nnot a file\n{tmp_path}\n\0'
    assert pasted_paths(text) == (one, one)
    assert title_of("a_b  c.pdf") == "a b c"
    assert title_of(".pdf") == ".pdf"
