"""When two ledger lines are the same payment."""

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.ledgers import Known, LedgerLine, Problem, reconcile

DAY = date(2015, 5, 5)


def line(pence=10000, *, payee="Lock Co", description="", reference="", category="", day=DAY, row=2):
    return LedgerLine(row, day, payee, description, reference, category, pence, None, None)


def known(lines):
    return [Known(f"id{i}", *each[1:7]) for i, each in enumerate(lines)]


lines_of_all_kinds = st.lists(
    st.builds(
        line,
        st.integers(-3, 3).map(lambda pounds: pounds * 100),
        payee=st.sampled_from(["Lock Co", "LOCK  CO", "Street Pastors"]),
        description=st.sampled_from(["", "Locks", "Doors"]),
        reference=st.sampled_from(["", "R1", "R2"]),
        category=st.sampled_from(["", "Grants"]),
        day=st.sampled_from([DAY, date(2015, 5, 6)]),
    ),
    max_size=12,
)


def words(lines):
    return Counter(each[1:] for each in lines)


def shape(plan):
    return (
        plan.added_pence,
        plan.duplicate_pence,
        plan.changed_pence,
        Counter(each.amount_pence for each in plan.added),
        Counter((each.amount_pence, before.amount_pence) for each, before in plan.changed),
    )


@given(lines_of_all_kinds)
def test_importing_a_file_twice_adds_nothing(lines):
    plan = reconcile(lines, known(lines))
    assert not plan.added
    assert not plan.changed
    assert len(plan.duplicates) == len(lines)
    assert sorted(held for _, held in plan.duplicates) == sorted(each.id for each in known(lines))


@given(lines_of_all_kinds, lines_of_all_kinds)
def test_a_longer_file_adds_only_what_is_new(first, later):
    plan = reconcile([*first, *later], known(first))
    assert words(plan.added) == words(later)
    assert not plan.changed


@given(lines_of_all_kinds, lines_of_all_kinds, st.randoms(use_true_random=False))
def test_the_order_of_rows_decides_nothing(lines, before, random):
    shuffled, records = list(lines), known(before)
    random.shuffle(shuffled)
    plan = reconcile(lines, records)
    random.shuffle(records)
    assert shape(reconcile(shuffled, records)) == shape(plan)


@given(lines_of_all_kinds, lines_of_all_kinds, st.lists(st.integers(-500, 500), max_size=4))
def test_the_file_adds_up_to_the_penny(lines, before, refused):
    problems = [Problem(9, "", "no date", "rejected", pence) for pence in refused]
    problems.append(Problem(10, "", "a total", "skipped", 12345))
    plan = reconcile(lines, known(before), problems)
    assert plan.total_pence == sum(each.amount_pence for each in lines) + sum(refused)
    assert plan.total_pence == plan.added_pence + plan.duplicate_pence + plan.changed_pence + plan.rejected_pence
    taken = [*plan.added, *(each for each, _ in plan.duplicates), *(each for each, _ in plan.changed)]
    assert words(taken) == words(lines)


@given(lines_of_all_kinds, lines_of_all_kinds)
def test_no_record_is_matched_twice(lines, before):
    plan = reconcile(lines, known(before))
    held = [each for _, each in plan.duplicates] + [each.id for _, each in plan.changed]
    assert len(held) == len(set(held))


def test_two_identical_lines_in_one_file_are_both_kept():
    assert len(reconcile([line(), line(row=3)], []).added) == 2


def test_a_third_identical_line_is_added_to_two():
    plan = reconcile([line(), line(), line()], known([line(), line()]))
    assert (len(plan.added), len(plan.duplicates)) == (1, 2)


def test_a_line_whose_amount_changed_is_changed_not_added():
    plan = reconcile([line(12000, reference="R1")], known([line(10000, reference="R1")]))
    assert not plan.added
    assert [(now.amount_pence, before.amount_pence) for now, before in plan.changed] == [(12000, 10000)]


def test_a_changed_amount_is_seen_without_a_reference():
    others = [line(500, payee="Street Pastors"), line(700, payee="Addiction Service")]
    plan = reconcile([line(12000), *others], known([line(10000), *others]))
    assert [(now.amount_pence, before.amount_pence) for now, before in plan.changed] == [(12000, 10000)]


def test_another_departments_ledger_of_the_same_day_changes_nothing():
    housing = [line(10000, payee="Phone Co"), line(500, payee="A"), line(600, payee="B"), line(700, payee="C")]
    leisure = [line(12000, payee="Phone Co"), line(800, payee="D")]
    plan = reconcile(leisure, known(housing))
    assert not plan.changed
    assert words(plan.added) == words(leisure)


def test_a_refund_is_never_a_changed_payment():
    plan = reconcile([line(-10000, reference="R1")], known([line(10000, reference="R1")]))
    assert len(plan.added) == 1
    assert not plan.changed


def test_the_line_alike_in_words_is_the_one_that_changed():
    before = [line(100, reference="R1", category="Locks"), line(300, reference="R1", category="Doors")]
    plan = reconcile([line(290, reference="R1", category="Locks")], known(before))
    assert plan.changed[0][1].category == "Locks"


def test_a_payment_typed_in_by_hand_is_met_by_its_ledger_line():
    plan = reconcile([line(reference="R1", description="Locks")], known([line()]))
    assert len(plan.duplicates) == 1


def test_two_references_are_two_payments():
    plan = reconcile([line(reference="R1")], known([line(reference="R2")]))
    assert len(plan.added) == 1


def test_case_and_white_space_do_not_make_a_payment_new():
    plan = reconcile([line(payee="LOCK  CO ", reference="r1")], known([line(payee="Lock Co", reference="R1")]))
    assert len(plan.duplicates) == 1


def test_what_the_record_alone_holds_is_left_alone():
    plan = reconcile([line()], known([line(), line(reference="R9")]))
    assert (len(plan.added), len(plan.duplicates), len(plan.changed)) == (0, 1, 0)
