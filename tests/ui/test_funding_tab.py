"""The Funding tab as a person uses it: agreements, lines, profile, instalments, virements, rules."""

from collections.abc import Callable
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from cspdesk.domain.audience import Audience
from cspdesk.domain.funding import Certainty, Instalment
from cspdesk.domain.imports import AssignmentRule
from cspdesk.domain.periods import FinancialYear
from cspdesk.errors import UserError
from cspdesk.ui.models import funding_edits as edits
from cspdesk.ui.models.funding_columns import period
from cspdesk.ui.models.funding_rows import AgreementRow, agreement_words, read_agreements
from cspdesk.ui.session import Place, Session
from cspdesk.ui.tabs.funding import FundingTab
from tests.builders import agreement, payment, virement
from tests.ui.money_record import fill, fill_profile


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> FundingTab:
    """The tab, reloaded after every step as the window would."""
    fill(session.store)
    made = FundingTab(session)
    qtbot.addWidget(made)
    for signal in (session.changed, session.year_changed, session.audience_changed):
        signal.connect(made.reload)
    made.resize(1300, 700)
    made.show()
    return made


def test_an_agreement_shows_what_is_left_and_what_is_out_of_order(tab: FundingTab, session: Session) -> None:
    row = read_agreements(session.store, session.year)[0]
    assert (row.spent, row.committed, row.left, row.not_assigned) == (193_34, 20_00, 786_66, 0)
    assert agreement_words(row) == (
        "£193.34 of £1,000 spent, £20 committed, £786.66 left. 2 payments have no budget line yet."
    )


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2016, 4, 1), date(2017, 3, 31), "2016/17"),
        (date(2015, 4, 1), date(2018, 3, 31), "2015/16–2017/18"),
        (date(2015, 9, 1), date(2016, 2, 29), "09/2015–02/2016"),
        (date(2015, 9, 3), date(2016, 3, 31), "03/09/2015–31/03/2016"),
    ],
)
def test_a_period_is_said_as_short_as_it_can_be(first: date, last: date, said: str) -> None:
    held = agreement(starts_on=first, ends_on=last)
    assert period(AgreementRow("a", held, "", 0, 0, 0, 0)) == said


def test_lines_that_come_to_more_than_the_award_are_said_so(session: Session) -> None:
    fill(session.store)
    with session.store.step("Cut"):
        session.store.funding.save_agreement(agreement(awarded_pence=900_00))
    row = read_agreements(session.store, session.year)[0]
    assert "The lines come to £100 more than the award." in agreement_words(row)


def test_a_new_agreement_brings_its_funder_with_it_in_one_step(tab: FundingTab, session: Session) -> None:
    tab.add_button.click()
    form = tab.panel
    fields = {w.accessibleName(): w for w in form.findChildren(object) if hasattr(w, "accessibleName")}
    fields["Funder’s reference"].setText("B-2")
    fields["Funder"].setEditText("The Ministry")
    fields["Awarded"].setText("5000")
    assert form.save()
    made = session.store.funding.agreement_called("B-2")
    assert made is not None
    assert made.awarded_pence == 5000_00
    assert session.store.partnership.organisations.get(made.funder_id).name == "The Ministry"
    session.undo()
    assert session.store.funding.agreement_called("B-2") is None
    assert len(session.store.partnership.all_organisations()) == 1


def test_an_agreement_that_ends_before_it_starts_is_refused_beside_its_fields(
    tab: FundingTab, session: Session
) -> None:
    tab.detail.forms.edit_agreement(session.store.funding.agreements.get("agreement"))
    fields = {w.accessibleName(): w for w in tab.panel.findChildren(object) if hasattr(w, "accessibleName")}
    fields["Ends on"].setText("01/01/2014")
    assert not tab.panel.save()
    assert "ends before it starts" in tab.panel.problem.text()


def test_a_second_agreement_of_the_same_reference_is_refused(
    tab: FundingTab, session: Session, errors: list[Exception]
) -> None:
    assert not session.do("Added", lambda: edits.save_agreement(session.store, agreement(id="x", reference=" a-1 ")))
    assert "already an agreement A-1" in str(errors[0])


def test_how_certain_an_agreement_is_can_be_chosen_in_place(tab: FundingTab, session: Session) -> None:
    model = tab.table.table
    column = next(i for i, c in enumerate(model.columns) if c.title == "Certainty")
    assert model.setData(model.index(0, column), Certainty.AT_RISK)
    assert session.store.funding.agreements.get("agreement").certainty is Certainty.AT_RISK
    assert "£1,000 of it not confirmed" in tab.header.subtitle.text()


def test_a_virement_that_overdraws_says_what_the_line_has_left(tab: FundingTab, session: Session) -> None:
    part = tab.detail.part("changes")
    part.add()
    part.moves.amount.setText("451")
    part.moves.reason.setPlainText("More leaflets")
    assert "£450.00 available now" in part.moves.left.text()
    assert not tab.panel.save()
    assert tab.panel.problem.text() == "LINE-1 Locks has £450.00 left to move, not £451.00."
    assert session.store.funding.virements.count() == 0


def test_a_virement_moves_money_and_sums_to_nought(tab: FundingTab, session: Session) -> None:
    part = tab.detail.part("changes")
    part.add()
    part.moves.amount.setText("100")
    part.moves.reason.setPlainText("More leaflets")
    assert tab.panel.save()
    revised = {row.id: row.position.revised for row in tab.detail.part("lines").lines.table.records}
    assert revised == {"line-1": 500_00, "line-2": 500_00}


def test_a_virement_without_a_reason_is_refused(tab: FundingTab) -> None:
    part = tab.detail.part("changes")
    part.add()
    part.moves.amount.setText("1")
    assert not tab.panel.save()
    assert "reason" in tab.panel.problem.text()


def test_a_profile_is_typed_quarter_by_quarter_and_compared_with_the_lines(tab: FundingTab, session: Session) -> None:
    part = tab.detail.part("lines")
    model = part.lines.table
    for quarter, column in enumerate(i for i, c in enumerate(model.columns) if c.title.startswith("Q")):
        assert model.setData(model.index(0, column), str(100 * (quarter + 1)))
    amounts = session.store.funding.profile_of("agreement")
    assert [(p.quarter_starts_on, p.amount_pence) for p in amounts][-1] == (date(2016, 1, 1), 400_00)
    assert part.note.text() == "The profile of 2015/16 comes to £1,000, the same as the lines."
    fourth = next(i for i, c in enumerate(model.columns) if c.title.startswith("Q4"))
    assert model.setData(model.index(0, fourth), "")
    assert "£400 less than the lines’ £1,000" in part.note.text()


def test_an_instalment_past_its_day_is_overdue_until_it_is_received(tab: FundingTab, session: Session) -> None:
    session.do(
        "Due",
        lambda: edits.save_instalment(session.store, Instalment("i", "agreement", date(2015, 7, 1), 500_00)),
    )
    part = tab.detail.part("instalments")
    model = part.instalments.table
    assert model.data(model.index(0, 2)) == "overdue"
    assert model.setData(model.index(0, 2), "03/07/2015")
    assert session.store.funding.instalments.get("i").received_on == date(2015, 7, 3)
    assert part.note.text() == (
        "£500 of £500 received; £193.34 paid out; £306.66 held. Instalments come to £500 less than the award."
    )


def test_payments_are_found_by_payee_assigned_together_and_remembered(tab: FundingTab, session: Session) -> None:
    page = tab.detail.part("unassigned").page
    page.payee.setEditText("lock")
    page._apply()
    assert [entry.id for entry in page.chosen()] == ["t-6"]
    assert not page.assign_button.isEnabled()
    page.line.set_value(session.store.funding.lines.get("line-1"))
    page.remember.setChecked(True)
    assert page.assign_button.text() == "A&ssign 1 payment"
    page.assign_button.click()
    assert session.store.funding.transactions.get("t-6").line_id == "line-1"
    assert [(r.payee, r.line_id) for r in session.store.imports.rules_of("agreement")] == [("lock", "line-1")]
    session.undo()
    assert session.store.funding.transactions.get("t-6").line_id is None
    assert session.store.imports.rules_of("agreement") == ()


def test_rules_are_applied_to_what_waits_in_one_step_that_says_how_many(
    qtbot: QtBot, tab: FundingTab, session: Session
) -> None:
    session.do(
        "Added a rule",
        lambda: edits.save_rule(session.store, AssignmentRule("r", "agreement", 1, "line-2", category="venue")),
    )
    page = tab.detail.part("unassigned").page
    assert page.by_rules.text() == "Apply the rules to 1 payment"
    told: list[str] = []
    session.message.connect(told.append)
    page.by_rules.click()
    assert session.store.funding.transactions.get("t-5").line_id == "line-2"
    assert told[-1] == "1 payment was assigned by your rules. Ctrl+Z undoes it."
    session.undo()
    assert session.store.funding.transactions.get("t-5").line_id is None


def test_a_rule_that_asks_nothing_is_refused(session: Session) -> None:
    fill(session.store)
    with pytest.raises(UserError, match="word to look for"), session.store.step("Added"):
        edits.save_rule(session.store, AssignmentRule("r", "agreement", 1, "line-1", payee="  "))


def test_removing_a_line_leaves_its_payments_without_one(tab: FundingTab, session: Session) -> None:
    fill_profile(session.store)
    assert session.do("Removed", lambda: edits.remove_line(session.store, session.store.funding.lines.get("line-1")))
    assert session.store.funding.transactions.get("t-1").line_id is None
    assert session.store.funding.profile_of("agreement") == ()
    session.undo()
    assert session.store.funding.transactions.get("t-1").line_id == "line-1"


def test_a_line_that_virements_name_cannot_be_removed(session: Session) -> None:
    fill(session.store)
    with session.store.step("Moved"):
        session.store.funding.move(virement())
    with pytest.raises(UserError, match="1 virement names it"), session.store.step("Removed"):
        edits.remove_line(session.store, session.store.funding.lines.get("line-1"))


def test_an_agreement_with_money_cannot_be_removed_and_one_without_can(session: Session) -> None:
    fill(session.store)
    store = session.store
    with pytest.raises(UserError, match="6 transactions"), store.step("Removed"):
        edits.remove_agreement(store, store.funding.agreements.get("agreement"))
    with store.step("Emptied"):
        store.funding.remove_transactions([f"t-{n}" for n in range(1, 7)])
        edits.remove_agreement(store, store.funding.agreements.get("agreement"))
    assert store.funding.agreements.count() == 0


def test_removing_from_the_panel_asks_first(
    tab: FundingTab, session: Session, answer: Callable[[str | None], list[str]]
) -> None:
    from PySide6.QtWidgets import QPushButton

    tab.detail.forms.edit_line(session.store.funding.lines.get("line-2"))
    remove = next(b for b in tab.panel.findChildren(QPushButton) if b.text() == "Remove")
    assert answer(None) == []
    remove.click()
    assert session.store.funding.lines.find("line-2")
    answer("Remove")
    remove.click()
    assert session.store.funding.lines.find("line-2") is None
    assert tab.panel.isHidden()


def test_a_new_line_gets_a_reference_that_is_free(session: Session) -> None:
    fill(session.store)
    made = edits.new_line(session.store, "agreement")
    assert made.reference == "L3"
    with session.store.step("Added"):
        edits.save_line(session.store, made)
    assert edits.new_line(session.store, "agreement").reference == "L4"


def test_another_year_has_other_agreements_and_other_quarters(tab: FundingTab, session: Session) -> None:
    session.show_year(FinancialYear(2016))
    assert tab._empty.isVisible()
    with session.store.step("Next year"):
        session.store.funding.save_agreement(
            agreement(id="next", reference="A-2", starts_on=date(2016, 4, 1), ends_on=date(2017, 3, 31))
        )
    tab.reload()
    assert [row.agreement.reference for row in tab.table.table.records] == ["A-2"]


def test_an_agreement_the_audience_may_not_see_is_counted_not_shown(tab: FundingTab, session: Session) -> None:
    session.do("Marked", lambda: session.store.funding.save_agreement(agreement(marking=Audience.RESTRICTED)))
    session.show_audience(Audience.PUBLIC)
    assert tab.table.table.records == ()
    assert "1 agreement is withheld" in tab.header.subtitle.text()


def test_what_is_charged_is_counted_over_all_years(session: Session) -> None:
    fill(session.store)
    with session.store.step("Later"):
        session.store.funding.transactions.insert(payment("z", occurred_on=date(2019, 1, 1), amount_pence=1_00))
    assert read_agreements(session.store, session.year)[0].spent == 194_34


def test_the_desk_can_lead_to_payments_to_assign(tab: FundingTab, session: Session) -> None:
    tab.focus_record(Place("funding", section="unassigned", record_id="t-5"))
    assert tab.detail.nav.currentItem().text() == "To assign (2)"


def test_a_payment_to_assign_opens_whole_beside_the_list(tab: FundingTab, session: Session) -> None:
    part = tab.detail.part("unassigned")
    part.page.opened.emit(session.store.funding.transactions.get("t-5"))
    assert tab.panel.title.text() == "Payment: Hall Trust"
    part.payment_form.line.set_value(session.store.funding.lines.get("line-2"))
    assert tab.panel.save()
    assert session.store.funding.transactions.get("t-5").line_id == "line-2"


def test_payments_of_a_large_agreement_are_all_found(session: Session) -> None:
    fill(session.store)
    with session.store.step("Many"):
        session.store.funding.transactions.insert(*(payment() for _ in range(300)))
    row = read_agreements(session.store, session.year)[0]
    assert row.unassigned_payments == 302
