"""What was produced: numbered, made again byte for byte, compared, sent, signed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cspdesk.app import register as register_module
from cspdesk.app.documents import EvidenceRequest, evidence_of_spend, register, spend_record
from cspdesk.app.paper_made import PaperRequest, Shape
from cspdesk.app.paper_reading import paper_record
from cspdesk.app.papers import kept_shape, make_paper, register_paper
from cspdesk.app.plans import PlanRequest, plan_record, register_plan, write_plan
from cspdesk.app.register import attach_signed, compare, make_again, record_sending, say_purpose
from cspdesk.app.return_sending import RETURN, submit
from cspdesk.app.returns import ReturnRequest, read_return
from cspdesk.domain.audience import Audience
from cspdesk.domain.documents import Document
from cspdesk.domain.papers import PaperKind
from cspdesk.domain.register import Changed, changed_figures
from cspdesk.errors import UserError
from cspdesk.store.sample import fill_with_sample
from cspdesk.store.store import Store, create_store
from tests.builders import payment

DAY = date(2016, 3, 31)


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Store]:
    """The sample partnership."""
    with create_store(tmp_path / "sample.cspdesk", "Sample") as store:
        fill_with_sample(store)
        yield store


@pytest.fixture
def small(store: Store) -> Store:
    """A record with a payment, of which papers are short."""
    with store.step("Paid"):
        store.funding.transactions.insert(payment(line_id="line-1"))
    return store


def produced(store: Store, folder: Path, ending: str = ".pdf") -> Document:
    record = spend_record(store, EvidenceRequest("A-1", "2015/16"), DAY)
    made = evidence_of_spend(record, folder / f"evidence{ending}", DAY, source=store.path)
    return register(store, record, made, "Evidence of spend A-1", DAY)


def test_versions_of_one_thing_are_numbered_in_order(store: Store, tmp_path: Path) -> None:
    assert [produced(store, tmp_path).version for _ in range(3)] == [1, 2, 3]
    record = plan_record(store, "Safer streets", "2015/16", DAY, Audience.PUBLIC)
    request = PlanRequest("Safer streets", "2015/16")
    made = write_plan(record, request, tmp_path / "plan.pdf", source=store.path)
    assert register_plan(store, record, Audience.PUBLIC, made, "Plan").version == 1


@pytest.mark.parametrize("ending", [".pdf", ".html", ".docx"])
def test_an_evidence_of_spend_is_made_again_byte_for_byte(store: Store, tmp_path: Path, ending: str) -> None:
    with store.step("Paid"):
        store.funding.transactions.insert(payment(), payment(marking=Audience.RESTRICTED))
    kept = produced(store, tmp_path, ending)
    assert kept.ending == ending
    content = store.evidence.bytes_of(kept.sha256)
    assert make_again(kept, content).same
    assert not make_again(replace(kept, made_on=date(2016, 4, 1)), content).same


def test_a_plan_is_made_again_byte_for_byte(sample: Store, tmp_path: Path) -> None:
    for priority in sample.partnership.all_priorities()[:2]:
        record = plan_record(sample, priority.name, "2015/16", DAY, Audience.PARTNER)
        request = PlanRequest(priority.name, "2015/16", "partner")
        made = write_plan(record, request, tmp_path / "plan.pdf", source=sample.path)
        kept = register_plan(sample, record, Audience.PARTNER, made, "Plan")
        assert make_again(kept, sample.evidence.bytes_of(kept.sha256)).same


@pytest.mark.parametrize(("kind", "shape"), [
    (PaperKind.COMMITTEE, Shape()),
    (PaperKind.COMMITTEE, Shape(one_page=True)),
    (PaperKind.COMMITTEE, Shape(booklet=True)),
    (PaperKind.COMMITTEE, Shape(one_page=True, draft=True)),
    (PaperKind.BID, Shape()),
    (PaperKind.BID, Shape(draft=True)),
])  # fmt: skip
def test_a_paper_is_made_again_byte_for_byte_in_the_shape_that_was_kept_with_it(
    small: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: PaperKind, shape: Shape
) -> None:
    record = paper_record(small, PaperRequest(kind, "2015/16"), DAY)
    made = make_paper(record, tmp_path / "paper.pdf", DAY, shape)
    kept = register_paper(small, record, made, "Paper", DAY)
    assert kept_shape(kept.figures) == shape
    content, tried = small.evidence.bytes_of(kept.sha256), []
    write = register_module._write
    monkeypatch.setattr(register_module, "_write", lambda *way: (tried.append(way[2]), write(*way)))
    assert make_again(kept, content).same
    assert tried == [shape]
    before = replace(kept, figures=made.figures_json)
    assert make_again(before, content).same
    assert compare(small, before, kept).changed == ()


@pytest.mark.parametrize("template", ["pcc-quarterly", "year-end"])
def test_a_return_is_made_again_byte_for_byte_from_what_was_frozen(sample: Store, template: str) -> None:
    period = "2015/16" if template == "year-end" else "2015/16-Q4"
    one = read_return(sample, ReturnRequest(template, "PCC-2015-CORE", period), DAY)
    submit(sample, replace(one, findings=()), DAY)
    (kept,) = [d for d in sample.documents.all_documents() if d.kind == RETURN]
    assert make_again(kept, sample.evidence.bytes_of(kept.sha256)).same
    assert not make_again(replace(kept, title="x", made_on=date(2016, 4, 2)), b"").same


def test_two_documents_are_compared_by_their_figures_and_the_steps_between(store: Store, tmp_path: Path) -> None:
    first = produced(store, tmp_path)
    with store.step("Recorded a payment of £25.00"):
        store.funding.transactions.insert(payment(amount_pence=2_500, line_id="line-1"))
    second = produced(store, tmp_path)
    found = compare(store, second, first)
    assert (found.before, found.after) == (first, second)
    assert Changed("Totals, actual", "£0.00", "£25.00") in found.changed
    assert [step.label for step in found.steps] == ["Recorded a payment of £25.00"]
    assert compare(store, first, first).changed == ()
    with pytest.raises(UserError, match="of one kind"):
        compare(store, first, replace(second, kind="return"))


def test_a_figure_is_named_by_what_it_stands_in() -> None:
    before = '{"lines":[{"name":"L1","paid_pence":100},{"name":"L2","paid_pence":5}],"title":"x"}'
    after = '{"lines":[{"name":"L2","paid_pence":7},{"name":"L1","paid_pence":100}],"title":"x"}'
    assert changed_figures(before, after) == (Changed("Lines, L2, paid", "£0.05", "£0.07"),)


def test_a_paper_s_figures_are_named_as_a_person_knows_them_and_money_stands_in_pounds() -> None:
    kept = (
        '{"figures":{"sections":[{"text":"%s was paid"}],"used":[{"label":"DV: paid","text":"%s"}],'
        '"priorities":[{"name":"DV","money":{"actual":%s},"traced":{"paid":%s,"payments":%s}}],'
        '"spends":[{"paid_by_quarter":[%s]}]}}'
    )
    before, after = (kept % (text, text, pence, pence, n, pence) for text, pence, n in (("£1", 100, 1), ("£2", 200, 2)))
    assert changed_figures(before, after) == (
        Changed("DV: paid", "£1", "£2"),
        Changed("DV, money, actual", "£1.00", "£2.00"),
        Changed("DV, traced, paid", "£1.00", "£2.00"),
        Changed("DV, traced, payments", "1", "2"),
        Changed("Payments, 1, paid by quarter, 1", "£1.00", "£2.00"),
    )


def test_of_sentences_only_those_that_are_others_differ_wherever_the_rest_moved_to() -> None:
    kept = '{"figures":{"used":[{"label":"x","text":"1"}],"priorities":[{"name":"DV","since":%s,"unknown":%s}]}}'
    before = kept % ('["First.", "£1 was paid.", "Last."]', '["Why."]')
    after = kept % ('["First.", "£2 was paid.", "One more.", "Last."]', "[]")
    assert changed_figures(before, after) == (
        Changed("DV, since, 2", "£1 was paid.", "£2 was paid."),
        Changed("DV, since, 3", "", "One more."),
        Changed("DV, unknown, 1", "Why.", ""),
    )


def test_what_it_is_for_who_got_it_and_its_signed_copy_are_kept_and_can_be_undone(store: Store, tmp_path: Path) -> None:
    kept = produced(store, tmp_path)
    say_purpose(store, kept, " For the March meeting ")
    signed = tmp_path / "signed.pdf"
    signed.write_bytes(b"%PDF-1.4 signed")
    attach_signed(store, store.documents.documents.get(kept.id), signed)
    sent = record_sending(store, kept, "The Commissioner", DAY, "E-mail")
    now = store.documents.documents.get(kept.id)
    assert now.purpose == "For the March meeting"
    assert store.evidence.bytes_of(now.signed_sha256 or "") == b"%PDF-1.4 signed"
    assert store.documents.all_sendings() == (sent,)
    with pytest.raises(UserError, match="to whom"):
        record_sending(store, kept, " ", DAY)
    for _ in range(3):
        store.undo()
    assert store.documents.documents.get(kept.id) == kept
    assert store.documents.all_sendings() == ()
