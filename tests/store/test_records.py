"""What the stores answer: plans, money, evidence and documents, as they were put in."""

from datetime import date
from pathlib import Path

import pytest

from cspdesk.domain.audience import Audience
from cspdesk.domain.documents import Document
from cspdesk.domain.evidence import Evidence, EvidenceKind
from cspdesk.domain.funding import Instalment, ProfileAmount, TransactionKind
from cspdesk.domain.imports import AssignmentRule
from cspdesk.domain.partnership import Organisation, Person, Priority, PriorityStatus
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import ActionStatus, ActionUpdate
from cspdesk.errors import UserError
from cspdesk.store import evidence as evidence_module
from cspdesk.store.rows import AT_ONCE, _encoded
from cspdesk.store.store import Store
from tests.builders import action, agreement, line, payment, reference, virement

YEAR = FinancialYear(2015)


def test_organisations_and_people_come_by_name(store: Store) -> None:
    with store.step("Added partners"):
        store.partnership.organisations.insert(Organisation("z", "zebra"), Organisation("a", "Aardvark"))
        store.partnership.people.insert(Person("2", "Lead, violence", "z"), Person("1", "Analyst"))
    assert [o.name for o in store.partnership.all_organisations()] == ["Aardvark", "The Commissioner", "zebra"]
    assert [p.name for p in store.partnership.all_people()] == ["Analyst", "Lead, violence"]


@pytest.mark.parametrize("count", [0, 1, AT_ONCE - 1, AT_ONCE, 2 * AT_ONCE + 3])
def test_however_many_records_are_added_all_are_there_and_in_the_history_in_their_order(
    store: Store, count: int
) -> None:
    added = [Organisation(f"o{n:04}", f"Partner {n}") for n in range(count)]
    before = store.partnership.organisations.count()
    with store.step("Added partners"):
        store.partnership.organisations.insert(*added)
    assert store.partnership.organisations.where("id like 'o____'") == tuple(added)
    assert store.partnership.organisations.count() == before + count
    if count:
        changes = store.journal.changes(store.journal.steps(limit=1)[0])
        assert [change.row_id for change in changes] == [organisation.id for organisation in added]


def test_priorities_can_be_put_in_another_order_and_retired_ones_left_out(store: Store) -> None:
    with store.step("Added priorities"):
        store.partnership.priorities.insert(
            Priority("second", 2, "Second", status=PriorityStatus.RETIRED), Priority("third", 3, "Third")
        )
    with store.step("Reordered"):
        store.partnership.reorder(("third", "priority"))
    assert [p.id for p in store.partnership.all_priorities()] == ["third", "priority", "second"]
    assert [p.id for p in store.partnership.all_priorities(retired=False)] == ["third", "priority"]
    found = store.partnership.priority_named(" THIRD ")
    assert found is not None
    assert found.id == "third"


def test_actions_come_by_year_and_priority(store: Store) -> None:
    with store.step("Added actions"):
        store.plans.save(action("this"))
        store.plans.save(action("before", starts_on=date(2013, 4, 1), due_on=date(2014, 3, 31)))
        late = action(
            "late",
            starts_on=date(2013, 4, 1),
            due_on=date(2014, 3, 31),
            status=ActionStatus.COMPLETE,
            finished_on=date(2015, 5, 1),
        )
        store.plans.save(late)
    assert [a.id for a in store.plans.actions_in(YEAR)] == ["late", "this"]
    assert [a.id for a in store.plans.actions_in(YEAR, "priority")] == ["late", "this"]
    assert store.plans.actions_in(YEAR, "another") == ()
    assert [a.id for a in store.plans.open_actions()] == ["before", "this"]


def test_the_partners_of_an_action_are_exactly_those_given(store: Store) -> None:
    with store.step("Added"):
        store.partnership.organisations.insert(*(Organisation(o, o) for o in "abc"))
        store.plans.save(action("x"), ("a", "b"))
    with store.step("Changed partners"):
        store.plans.save(action("x"), ("b", "c"))
    assert set(store.plans.partner_ids("x")) == {"b", "c"}
    assert store.journal.steps(limit=1)[0].size == 2


def test_updates_come_newest_first(store: Store) -> None:
    with store.step("Reported"):
        store.plans.save(action("x"))
        store.plans.updates.insert(
            ActionUpdate("1", "x", date(2015, 5, 1), "Begun"), ActionUpdate("2", "x", date(2015, 6, 1), "Half")
        )
    assert [u.text for u in store.plans.updates_of("x")] == ["Half", "Begun"]


def test_an_action_goes_with_all_that_hangs_on_it_and_comes_back_with_it(store: Store) -> None:
    with store.step("Added"):
        store.partnership.organisations.insert(Organisation("o", "Partner"))
        store.plans.save(action("x"), ("o",))
        store.plans.updates.insert(ActionUpdate("1", "x", date(2015, 5, 1), "Begun"))
        store.evidence.evidence.insert(reference("e"))
        store.evidence.attach_to_action("e", "x")
    with store.step("Removed"):
        store.plans.remove("x")
    assert store.plans.actions.count() == store.plans.updates.count() == store.evidence.of_actions.count() == 0
    store.undo()
    assert store.plans.partner_ids("x") == ("o",)
    assert [e.id for e in store.evidence.for_action("x")] == ["e"]


def test_an_action_that_cannot_stand_is_not_kept(store: Store) -> None:
    with pytest.raises(UserError, match="due before it starts"), store.step("Added"):
        store.plans.save(action("x", due_on=date(2015, 1, 1)))
    assert store.plans.actions.count() == 0


def test_money_is_found_by_agreement_year_line_and_priority(store: Store) -> None:
    with store.step("Recorded"):
        store.funding.transactions.insert(
            payment("a", line_id="line-1"),
            payment("b", occurred_on=date(2014, 5, 5)),
            payment("c", kind=TransactionKind.FORECAST),
        )
    assert [t.id for t in store.funding.transactions_of("agreement", YEAR)] == ["a", "c"]
    assert [t.id for t in store.funding.transactions_of("agreement")] == ["b", "a", "c"]
    assert [t.id for t in store.funding.transactions_for("priority", YEAR)] == ["a"]
    assert [t.id for t in store.funding.unassigned("agreement")] == ["b", "c"]
    assert store.funding.all_agreements(FinancialYear(2019)) == ()
    assert [a.reference for a in store.funding.all_agreements(YEAR)] == ["A-1"]
    assert [line.id for line in store.funding.all_lines()] == ["line-1", "line-2"]


def test_sums_by_month_tell_what_is_proved(store: Store) -> None:
    with store.step("Recorded"):
        store.funding.transactions.insert(
            payment("a", line_id="line-1"), payment("b", line_id="line-1", amount_pence=500), payment("c")
        )
        store.evidence.evidence.insert(reference("e"), reference("f"))
        store.evidence.attach_to_transactions("e", ["a"])
        store.evidence.attach_to_transactions("f", ["a"])
    on_line = next(s for s in store.funding.sums(YEAR) if s.line_id == "line-1")
    assert (on_line.month, on_line.amount_pence, on_line.count) == ("2015-05", 1_500, 2)
    assert (on_line.proved_pence, on_line.proved_count) == (1_000, 1)
    assert len(store.funding.sums()) == 2
    assert store.funding.sums(FinancialYear(2019)) == ()


def test_profile_instalments_and_virements_belong_to_their_agreement(store: Store) -> None:
    with store.step("Added"):
        store.funding.profile_amounts.insert(ProfileAmount("q", "line-1", date(2015, 4, 1), 1_000))
        store.funding.instalments.insert(Instalment("i", "agreement", date(2015, 4, 30), 50_000))
        store.funding.move(virement(id="v"))
    assert [p.id for p in store.funding.profile_of("agreement")] == ["q"]
    assert [i.id for i in store.funding.instalments_of("agreement")] == ["i"]
    assert [v.id for v in store.funding.virements_of("agreement")] == ["v"]
    assert [v.id for v in store.funding.all_virements()] == ["v"]


def test_a_virement_that_overdraws_a_line_is_refused_counting_what_is_spent_and_moved(store: Store) -> None:
    with store.step("Spent"):
        store.funding.transactions.insert(payment(line_id="line-1", amount_pence=30_000))
        store.funding.move(virement(id="first", amount_pence=20_000))
    with pytest.raises(UserError, match="does not have that much left"), store.step("Moved"):
        store.funding.move(virement(id="second", amount_pence=10_001))
    with store.step("Changed the first"):
        store.funding.move(virement(id="first", amount_pence=30_000))
    assert [v.amount_pence for v in store.funding.all_virements()] == [30_000]


def test_money_stays_within_its_agreement(store: Store) -> None:
    with store.step("Set up"):
        store.funding.save_agreement(agreement(id="other", reference="B"))
        store.funding.lines.insert(line("line-b", agreement_id="other", original_pence=5_000))
        store.funding.transactions.insert(payment("one", line_id="line-1"))
    with pytest.raises(UserError, match="LINE-B is no budget line of agreement A-1"), store.step("Moved"):
        store.funding.move(virement(to_line_id="line-b"))
    with pytest.raises(UserError, match="belongs to another agreement"), store.step("Assigned"):
        store.funding.assign(["one"], "line-b")
    with pytest.raises(UserError, match="LINE-B is no budget line"), store.step("Recorded"):
        store.commitments.record(payment("two", line_id="line-b"))
    assert store.funding.transactions_of("agreement")[0].line_id == "line-1"
    assert store.funding.all_virements() == ()


def test_a_virement_stays_while_what_it_gave_has_been_moved_on(store: Store) -> None:
    first = virement(id="first", amount_pence=60_000)
    with store.step("Moved"):
        store.funding.move(first)
        store.funding.move(virement(from_line_id="line-2", to_line_id="line-1", amount_pence=99_000))
    with pytest.raises(UserError, match="LINE-2 would be left with −£590.00"), store.step("Removed"):
        store.funding.remove_virement(first)
    with pytest.raises(UserError, match="moved on since"), store.step("Changed"):
        store.funding.move(virement(id="first", amount_pence=1_000))
    assert store.funding.line_position("line-2").revised == 1_000


def test_the_same_reference_twice_is_refused(store: Store) -> None:
    with pytest.raises(Exception, match="UNIQUE"), store.step("Added"):
        store.funding.save_agreement(agreement(id="other"))


def test_the_same_bytes_are_kept_once_however_often_they_come(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "Invoice 17.pdf"
    file.write_bytes(b"%PDF invoice")
    with store.step("Added evidence"):
        first = store.evidence.file_evidence(file, Evidence("1", "Invoice", EvidenceKind.FILE))
        second = store.evidence.file_evidence(file, Evidence("2", "Invoice again", EvidenceKind.FILE))
        store.evidence.evidence.insert(first, second)
    assert first.sha256 == second.sha256
    assert (first.file_name, first.media_type, first.size_bytes) == ("Invoice 17.pdf", "application/pdf", 12)
    assert store.evidence.bytes_of(first.sha256 or "") == b"%PDF invoice"
    assert {e.id for e in store.evidence.with_same_bytes(first.sha256 or "")} == {"1", "2"}
    assert store._db.execute("select count(*) from file_contents").fetchone()[0] == 1
    with pytest.raises(KeyError):
        store.evidence.bytes_of("0" * 64)


def test_a_file_of_no_known_kind_is_kept_all_the_same(store: Store) -> None:
    with store.step("Added evidence"):
        kept = store.evidence.content_evidence(b"?", "odd.xyzzy", Evidence("1", "Odd", EvidenceKind.FILE))
    assert kept.media_type == "application/octet-stream"


def test_evidence_is_many_to_many_and_detached_without_being_lost(store: Store) -> None:
    with store.step("Attached"):
        store.plans.save(action("x"))
        store.funding.transactions.insert(payment("a"), payment("b"))
        store.evidence.evidence.insert(reference("e"), reference("f"))
        store.evidence.attach_to_transactions("e", ["a", "b"])
        store.evidence.attach_to_transactions("f", ["a"])
        store.evidence.attach_to_action("e", "x")
    assert {e.id for e in store.evidence.for_transaction("a")} == {"e", "f"}
    assert store.evidence.proved_transaction_ids() == {"a", "b"}
    assert len(store.evidence.transaction_links("agreement")) == len(store.evidence.transaction_links()) == 3
    with store.step("Attached again"):
        store.evidence.attach_to_transactions("e", ["a"])
    assert store.journal.steps(limit=1)[0].label == "Attached"
    with store.step("Detached"):
        store.evidence.detach_from_transaction("e", "a")
        store.evidence.detach_from_action("e", "x")
    assert {e.id for e in store.evidence.for_transaction("a")} == {"f"}
    assert store.evidence.for_action("x") == ()
    with store.step("Removed"):
        store.evidence.remove("f")
    assert [e.id for e in store.evidence.all_evidence()] == ["e"]
    assert store.evidence.proved_transaction_ids() == {"b"}


def test_what_cannot_be_evidence_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty, large = tmp_path / "empty.pdf", tmp_path / "large.pdf"
    empty.touch()
    large.write_bytes(b"12345")
    with pytest.raises(UserError, match="0 bytes prove nothing"):
        evidence_module.read_evidence_file(empty)
    with pytest.raises(UserError, match="not a file"):
        evidence_module.read_evidence_file(tmp_path)
    monkeypatch.setattr(evidence_module, "LARGEST_BYTES", 4)
    with pytest.raises(UserError, match="Record it as a reference"):
        evidence_module.read_evidence_file(large)
    monkeypatch.undo()

    def unreadable(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", unreadable)
    with pytest.raises(UserError, match="Permission denied"):
        evidence_module.read_evidence_file(large)


def test_layouts_and_rules_are_remembered(store: Store) -> None:
    with store.step("Remembered"):
        store.imports.remember_mapping("key", "ledger.csv", {"payee": "Who"})
        store.imports.rules.insert(
            AssignmentRule("b", "agreement", 2, "line-2", text="x"), AssignmentRule("a", "agreement", 1, "line-1", "y")
        )
    assert store.imports.remembered_mappings() == {"key": {"payee": "Who"}}
    assert [r.id for r in store.imports.rules_of("agreement")] == ["a", "b"]
    assert store.imports.imports_of("agreement") == ()


def test_documents_are_kept_with_their_bytes_newest_first(store: Store) -> None:
    with store.step("Produced"):
        sha256 = store.evidence.keep_bytes(b"%PDF")
        for id_ in ("1", "2"):
            store.documents.documents.insert(
                Document(id_, "evidence of spend", "Title", Audience.PUBLIC, date(2016, 4, 5), "Ann", sha256, 3, "{}")
            )
    assert [d.id for d in store.documents.all_documents()] == ["2", "1"]


def test_a_value_that_no_column_holds_is_our_fault() -> None:
    with pytest.raises(TypeError, match="float"):
        _encoded(1.5)
