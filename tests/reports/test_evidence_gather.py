from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cspdesk.domain.audience import Audience
from cspdesk.domain.funding import Eligibility, Instalment, TransactionKind
from cspdesk.errors import UserError
from cspdesk.reports.blocks import Heading, KeyFigures, Paragraph, Table
from cspdesk.reports.evidence import gather
from cspdesk.reports.evidence_compose import compose
from cspdesk.reports.evidence_figures import Withheld
from cspdesk.reports.evidence_tables import NOTHING_ATTACHED, SOME_PROVED, entries_table
from cspdesk.reports.evidence_words import counted, evidenced_sentence, gaps, summary_sentences
from tests.reports.records import record


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 80), st.integers(0, 9999), st.sampled_from(Audience), st.integers(0, 5))
def test_what_is_listed_and_what_is_withheld_add_up_to_what_stands(
    size: int, seed: int, audience: Audience, lines: int
):
    source = record(size, seed=seed, audience=audience, lines=lines)
    figures = gather(source)
    for line in figures.lines:
        for kind, stands in zip(
            TransactionKind, (line.position.actual, line.position.committed, line.position.forecast), strict=True
        ):
            listed = sum(e.amount_pence for e in line.entries if e.kind is kind)
            assert listed + sum(w.amount_pence for w in line.withheld if w.kind is kind) == stands
    assert figures.total.outturn == sum(t.amount_pence for t in source.transactions)
    assert sum(figures.paid_by_quarter) == figures.total.actual == figures.traced.paid
    assert figures.total.revised == figures.total.original
    assert figures.transaction_count + figures.withheld.count == size


def test_evidence_is_numbered_in_the_order_in_which_it_is_met():
    met = [number for line in gather(record(60)).lines for entry in line.entries for number in entry.evidence]
    first = list(dict.fromkeys(met))
    assert first == [f"E{n}" for n in range(1, len(first) + 1)]


def test_what_lies_outside_the_year_is_left_out_and_counted():
    source = record(10)
    early = replace(source.transactions[0], occurred_on=date(2015, 3, 31))
    figures = gather(replace(source, transactions=(early, *source.transactions[1:])))
    assert figures.other_years.count == 1
    assert figures.other_years.amount_pence == early.amount_pence
    assert any("dated outside 2015/16" in gap for gap in gaps(figures))


def test_one_priority_has_its_own_lines_only_and_says_so():
    figures = gather(replace(record(60), priority_id="p1"))
    assert [line.title for line in figures.lines] == ["Alcohol and drugs"]
    assert figures.other_priorities.count + figures.lines[0].count == 60
    assert "one priority of it: Alcohol and drugs" in summary_sentences(figures)[0]


def test_an_agreement_that_the_reader_may_not_see_makes_no_document():
    source = record(1)
    hidden = replace(source, agreement=replace(source.agreement, marking=Audience.RESTRICTED))
    with pytest.raises(UserError, match="marked restricted"):
        gather(hidden)


def test_a_priority_that_the_reader_may_not_see_is_not_named():
    source = record(4)
    kept = tuple(replace(p, marking=Audience.PARTNER) for p in source.priorities)
    assert {line.priority for line in gather(replace(source, priorities=kept)).lines if line.assigned} == {"Withheld"}
    with pytest.raises(UserError, match="marked partner"):
        gather(replace(source, priorities=kept, priority_id="p1"))


def test_a_priority_of_another_partnership_is_refused():
    with pytest.raises(UserError, match="not in this partnership"):
        gather(replace(record(1), priority_id="nobody"))


@pytest.mark.parametrize(
    ("payments", "proved", "said"),
    [
        (0, 0, "Nothing has been paid, so there is nothing to evidence yet."),
        (1, 0, "£10.00 of £10.00 is not yet evidenced: 1 of 1 payment has nothing attached."),
        (1, 1, "The one payment, £10.00 in all, is evidenced."),
        (3, 1, "£20.00 of £30.00 is not yet evidenced: 2 of 3 payments have nothing attached."),
        (3, 3, "Every one of the 3 payments, £30.00 in all, is evidenced."),
    ],
)
def test_the_sentence_on_evidence_is_true_for_none_one_and_many(payments: int, proved: int, said: str):
    source = record(30)
    paid = tuple(
        replace(t, kind=TransactionKind.ACTUAL, amount_pence=1000, marking=Audience.PUBLIC)
        for t in source.transactions[:payments]
    )
    links = tuple(replace(source.links[0], id=f"k{n}", transaction_id=t.id) for n, t in enumerate(paid[:proved]))
    assert evidenced_sentence(gather(replace(source, transactions=paid, links=links))) == said


def test_numbers_and_nouns_agree():
    assert [counted(n, "payment") for n in (0, 1, 1200)] == ["no payments", "1 payment", "1,200 payments"]


@pytest.mark.parametrize(
    ("received", "said"),
    [
        (0, None),
        (1000, "£10.00 has been received from Police and Crime Commissioner for West Mercia under this agreement, "
               "and all of it has been paid out."),
        (1500, "£5.00 of it has not been paid out."),
        (400, "£6.00 more than that has been paid out."),
    ],
)  # fmt: skip
def test_what_was_received_is_set_against_what_was_paid(received: int, said: str | None):
    source = record(1)
    paid = replace(source.transactions[0], kind=TransactionKind.ACTUAL, amount_pence=1000)
    came = Instalment("i", "a1", date(2015, 4, 1), received, received_on=date(2015, 4, 2))
    late = replace(came, id="j", received_on=None)
    figures = gather(replace(source, transactions=(paid,), instalments=(came, late)))
    last = summary_sentences(figures)[-1]
    assert last.endswith(said) if said else "received" not in last


def test_an_agreement_of_several_years_says_which_figures_are_whole():
    source = record(2)
    longer = replace(source, agreement=replace(source.agreement, ends_on=date(2018, 3, 31)))
    assert any("runs beyond this financial year" in gap for gap in gaps(gather(longer)))


def test_an_award_that_the_lines_do_not_come_to_is_a_gap():
    source = record(2)
    larger = replace(source, agreement=replace(source.agreement, awarded_pence=source.agreement.awarded_pence + 500))
    assert any("£5.00 less than the award" in gap for gap in gaps(gather(larger)))


@pytest.mark.parametrize(
    ("amounts", "said"),
    [((1000, 1000), "in 2 payments"), ((1000, -100), "1 of them a refund or credit"), ((-5, -6), "2 of them refunds")],
)
def test_refunds_are_counted_among_the_payments(amounts: tuple[int, int], said: str):
    source = record(2)
    entries = tuple(
        replace(t, kind=TransactionKind.ACTUAL, amount_pence=pence, marking=Audience.PUBLIC)
        for t, pence in zip(source.transactions, amounts, strict=True)
    )
    assert said in summary_sentences(gather(replace(source, transactions=entries)))[1]


def test_lines_over_budget_are_named():
    source = record(6)
    dear = replace(source, lines=tuple(replace(line, original_pence=0) for line in source.lines), virements=())
    assert any("are over their revised budgets; the largest is" in said for said in summary_sentences(gather(dear)))
    one = replace(source.transactions[0], amount_pence=10**9, line_id="line2")
    over = summary_sentences(gather(replace(source, transactions=(one,))))
    assert any(said.startswith("One budget line is over its revised budget: Domestic violence") for said in over)


def test_a_transaction_on_a_line_of_another_agreement_stands_under_no_line():
    source = record(1)
    astray = replace(source.transactions[0], line_id="elsewhere")
    figures = gather(replace(source, transactions=(astray,)))
    assert [line.assigned for line in figures.lines][-1] is False
    assert figures.total.outturn == astray.amount_pence


def test_why_money_was_moved_is_withheld_by_its_marking_and_the_budgets_still_add_up():
    source = record(40)
    secret = "Moved to Refuge Lane"
    hidden = tuple(
        replace(
            v,
            reason=secret,
            approved_by=secret,
            marking=Audience.PARTNER,
            marking_reason=f"Safety of a place: {secret}",
        )
        for v in source.virements
    )
    assert hidden
    open_to_all = gather(source)
    public = gather(replace(source, virements=hidden, audience=Audience.PUBLIC))
    assert secret not in repr(public)
    assert {(m.reason, m.approved_by) for m in public.moved} == {("Withheld: safety of a place", "Withheld")}
    assert [m.amount_pence for m in public.moved] == [m.amount_pence for m in open_to_all.moved]
    assert public.total == open_to_all.total
    assert secret in repr(gather(replace(source, virements=hidden, audience=Audience.PARTNER)))


def test_a_year_that_has_not_begun_is_said_to_lie_ahead_and_wants_no_reasons():
    made = record(0)
    ahead = replace(made, as_at=date(2015, 3, 31))
    figures = gather(ahead)
    said = [b.text for b in compose(figures, date(2015, 3, 31)) if isinstance(b, Paragraph)]
    summary = " ".join(summary_sentences(figures))
    assert "2015/16 has not begun, so nothing is paid in it yet." in summary
    assert "come to £0.00" not in summary
    assert not any("No reason has been given" in gap for gap in gaps(figures))
    assert "2015/16 has not begun, so nothing is paid in it yet, and there is nothing to declare." in said
    assert not any("I declare" in text for text in said)
    begun = gather(made)
    assert "Nothing was paid in 2015/16." in summary_sentences(begun)
    assert any("No reason has been given" in gap for gap in gaps(begun))
    assert any(isinstance(b, Paragraph) and "I declare" in b.text for b in compose(begun, date(2016, 4, 20)))


def test_the_numbers_of_proofs_are_in_order():
    figures = gather(record(60))
    entry = next(e for line in figures.lines for e in line.entries if e.kind is TransactionKind.ACTUAL)
    line = next(line for line in figures.lines if entry in line.entries)
    several = replace(entry, evidence=("E32", "E1", "E10", "E9"))
    table = entries_table(replace(line, entries=(several,), withheld=()))
    assert [row.cells[4] for row in table.rows if row.kind == "row"] == ["E1, E9, E10, E32"]


def test_how_many_withheld_payments_are_evidenced_is_said_in_words():
    figures = gather(record(20))
    kept = Withheld(TransactionKind.ACTUAL, "Personal data", 10, 100, 8, 80)
    line = replace(figures.lines[0], entries=(), withheld=(kept,))
    for held, said, cell in (
        (kept, True, "8 of 10"),
        (replace(kept, evidenced=10), True, "10 of 10"),
        (replace(kept, evidenced=0), False, "none yet"),
    ):
        assert any(cell in row.cells for row in entries_table(replace(line, withheld=(held,))).rows)
        told = compose(replace(figures, lines=(replace(line, withheld=(held,)),)), date(2016, 4, 20))
        assert any(isinstance(b, Paragraph) and SOME_PROVED in b.text for b in told) is said


def test_a_table_of_payments_without_proof_is_named_as_its_heading_is():
    blocks = compose(gather(record(60)), date(2016, 4, 20))
    (place,) = (n for n, b in enumerate(blocks) if isinstance(b, Heading) and b.text == NOTHING_ATTACHED)
    (table,) = (b for b in blocks[place : place + 3] if isinstance(b, Table))
    assert table.name == NOTHING_ATTACHED


def test_what_is_not_checked_is_told_of_the_transactions_shown_where_others_are_withheld():
    source = record(40)
    hidden = replace(source.transactions[0], marking=Audience.RESTRICTED)
    source = replace(
        source, transactions=(hidden, *(replace(t, marking=Audience.PUBLIC) for t in source.transactions[1:]))
    )
    for audience, here in ((Audience.PUBLIC, True), (Audience.RESTRICTED, False)):
        (gap,) = (g for g in gaps(gather(replace(source, audience=audience))) if "not yet checked" in g)
        assert (" shown here are not yet checked" in gap) is here


def test_what_is_only_expected_is_not_said_to_be_unchecked():
    def unchecked(kind: TransactionKind) -> bool:
        source = record(10)
        source = replace(
            source,
            transactions=tuple(
                replace(t, kind=kind, eligibility=Eligibility.UNCHECKED, marking=Audience.PUBLIC)
                for t in source.transactions
            ),
        )
        return any("not yet checked" in gap for gap in gaps(gather(source)))

    assert [unchecked(kind) for kind in TransactionKind] == [
        kind is not TransactionKind.FORECAST for kind in TransactionKind
    ]


@pytest.mark.parametrize("pence", [0, -5_00])
def test_refunds_that_outweigh_what_was_paid_without_proof_leave_a_number_of_payments(pence: int):
    figures = gather(record(40))
    proof = replace(figures.traced, evidenced=figures.traced.paid - pence)
    said = evidenced_sentence(replace(figures, traced=proof))
    assert said.startswith(
        f"{proof.missing} of {proof.payments} payments have nothing attached; with refunds taken off"
    )
    (tiles,) = (b for b in compose(replace(figures, traced=proof), date(2016, 6, 1)) if isinstance(b, KeyFigures))
    assert (f"{proof.missing} of {proof.payments}", "payments and refunds not yet evidenced") in tiles.figures
