"""The parts of an agreement in the window: each change one step that can be undone, each refusal where it arises."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from cspdesk.domain.agreements import ClaimRule
from cspdesk.domain.audience import Audience
from cspdesk.domain.audits import CheckResult
from cspdesk.domain.forecasts import Treatment
from cspdesk.domain.funding import Instalment
from cspdesk.domain.periods import Quarter
from cspdesk.domain.returns import Return, ReturnState
from cspdesk.ui.session import Place, Session
from cspdesk.ui.tabs.funding import FundingTab
from cspdesk.ui.widgets.fields import ChoiceBox
from tests.builders import payment, virement
from tests.ui.money_record import YEAR, fill, fill_profile


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


def test_a_variation_raises_the_award_and_its_line(tab: FundingTab, session: Session) -> None:
    part = tab.detail.part("changes")
    part.vary()
    part.variations.amount.setText("250")
    assert part.variations.after.text() == "The line may spend £600.00 now, £850.00 after."
    part.variations.reason.setPlainText("More for locks")
    assert tab.panel.save()
    assert "raised by £250 since: now £1,250" in part.note.text()
    assert session.store.funding.line_position("line-1").revised == 850_00
    session.undo()
    assert session.store.funding.line_position("line-1").revised == 600_00


def test_a_variation_that_takes_more_than_the_line_holds_is_refused_in_the_form(tab: FundingTab) -> None:
    part = tab.detail.part("changes")
    part.vary()
    part.variations.amount.setText("-601")
    part.variations.reason.setPlainText("Cut")
    assert not tab.panel.save()
    assert "its revised amount is £600.00" in tab.panel.problem.text()


def test_changes_are_one_list_by_date(tab: FundingTab, session: Session) -> None:
    part = tab.detail.part("changes")
    session.do("Moved", lambda: session.store.funding.move(virement()))
    assert [row.what for row in part.changes.table.records] == ["Virement"]
    assert not part.changes.table.records[0].is_variation


def test_who_may_see_why_money_was_moved_is_marked_and_others_are_shown_the_money_alone(
    tab: FundingTab, session: Session, errors: list[Exception]
) -> None:
    part = tab.detail.part("changes")
    part.add()
    part.moves.amount.setText("10")
    part.moves.reason.setPlainText("The refuge moved")
    part.moves.marking.marking.set_value(Audience.RESTRICTED)
    part.moves.marking.reason_field.setText("Safety of a place: the refuge")
    assert tab.panel.save()
    assert part.changes.table.records[0].record.reason == "The refuge moved"
    session.show_audience(Audience.PUBLIC)
    (row,) = part.changes.table.records
    assert (row.amount, row.record.reason) == ("£10.00", "Withheld: safety of a place")
    assert "refuge" not in repr(row)
    part.changes.opened.emit(row)
    assert "View as restricted first" in str(errors[-1])
    session.show_audience(Audience.RESTRICTED)
    assert session.store.funding.all_virements()[0].reason == "The refuge moved"


def test_a_negative_profile_is_refused_and_nothing_is_kept(
    tab: FundingTab, session: Session, errors: list[Exception]
) -> None:
    model = tab.detail.part("lines").lines.table
    column = next(i for i, c in enumerate(model.columns) if c.title.startswith("Q1"))
    assert not model.setData(model.index(0, column), "-5")
    assert "cannot be negative" in str(errors[-1])
    assert session.store.funding.profile_of("agreement") == ()


def test_quarters_that_do_not_make_the_line_stand_out_in_words(tab: FundingTab, session: Session) -> None:
    fill_profile(session.store)
    tab.reload()
    part = tab.detail.part("lines")
    year = next(c for c in part.lines.table.columns if c.title == "Year")
    whole = part.lines.table.records[0]
    assert year.colour is not None
    assert year.colour(whole) is None
    session.do("Moved", lambda: session.store.funding.move(virement(amount_pence=100_00)))
    assert year.colour(part.lines.table.records[0]) == "warning"
    assert year.tooltip is not None
    assert "£100.00 more than the line’s £500.00" in year.tooltip(part.lines.table.records[0])


def test_the_rest_of_a_line_is_divided_over_the_quarters_left_in_one_step(tab: FundingTab, session: Session) -> None:
    fill_profile(session.store)
    tab.reload()
    part = tab.detail.part("lines")
    part.lines.select_key("line-1")
    assert part.divide_rest()  # on 14 September only the first quarter is over, in which £150 was paid
    amounts = [p.amount_pence for p in session.store.funding.profile_of("agreement")]
    assert amounts == [150_00, 150_00, 150_00, 150_00]
    session.do("Moved", lambda: session.store.funding.move(virement(amount_pence=90_00)))
    part.lines.select_key("line-1")
    assert part.divide_rest()
    assert [p.amount_pence for p in session.store.funding.profile_of("agreement")] == [150_00, 120_00, 120_00, 120_00]


def test_an_instalment_before_the_agreement_is_refused(tab: FundingTab, errors: list[Exception]) -> None:
    part = tab.detail.part("instalments")
    part.forms.edit_instalment(Instalment("i", "agreement", date(2014, 1, 1), 10_00), is_new=True)
    assert not tab.panel.save()
    assert "comes before agreement A-1 starts" in str(errors[-1])


def test_instalments_are_received_today_together(tab: FundingTab, session: Session) -> None:
    part = tab.detail.part("instalments")
    session.do(
        "Due", lambda: session.store.terms.save_instalment(Instalment("i", "agreement", date(2015, 6, 1), 10_00))
    )
    part.instalments.select_key("i")
    assert part.receive()
    assert session.store.funding.instalments.get("i").received_on == session.today


def test_buttons_stay_at_the_right_where_nothing_is_said(tab: FundingTab) -> None:
    part = tab.detail.part("terms")
    assert part.note.isHidden()
    part.column.invalidate()
    part.column.activate()
    add = next(b for b in part.findChildren(QPushButton) if "Add a clause" in b.text().replace("&", ""))
    assert add.width() < part.width() // 2
    assert add.mapTo(part, add.rect().topRight()).x() > part.width() - 40


def test_clauses_say_how_many_payments_they_judged(tab: FundingTab, session: Session) -> None:
    part = tab.detail.part("terms")
    part.add()
    part.form.clause.setText("4.1")
    part.form.text.setPlainText("Locks may be claimed")
    assert tab.panel.save()
    rule = session.store.terms.rules_of("agreement")[0]
    from cspdesk.domain.funding import Eligibility

    session.do("Judged", lambda: session.store.terms.judge(["t-1", "t-2"], Eligibility.ELIGIBLE, rule.id))
    assert part.clauses.table.records[0].uses == 2
    part.confirm()
    assert part.certainty.text() == "Confirmed, last confirmed on 14 September 2015."


def test_help_in_kind_needs_the_basis_of_its_worth_and_stays_out_of_the_sums(tab: FundingTab, session: Session) -> None:
    from cspdesk.domain.match import MatchKind

    part = tab.detail.part("match")
    part.add()
    part.form.kind.set_value(MatchKind.IN_KIND)
    part.form.amount.setText("80")
    assert not tab.panel.save()
    assert "basis" in tab.panel.problem.text()
    part.form.basis.setPlainText("8 hours at £10")
    assert tab.panel.save()
    assert part.note.text().startswith("£80 in kind put in beside the grant")
    assert session.store.funding.line_position("line-1").actual == 150_00


def test_a_forecast_is_typed_by_line_and_quarter(tab: FundingTab, session: Session, errors: list[Exception]) -> None:
    part = tab.detail.part("forecast")
    model = part._grid.table
    column = next(i for i, c in enumerate(model.columns) if c.title == "Q3 more")
    assert model.setData(model.index(0, column), "90")
    assert model.records[0].quarters[2].forecast == 90_00
    assert model.setData(model.index(0, column), "60")
    assert session.store.funding.line_position("line-1").forecast == 60_00
    assert not model.setData(model.index(0, column), "-1")
    assert "nought or above" in str(errors[-1])
    assert model.setData(model.index(0, column), "")
    assert session.store.funding.line_position("line-1").forecast == 0


def test_a_kept_forecast_is_held_against_what_came(tab: FundingTab, session: Session) -> None:
    part = tab.detail.part("forecast")
    column = next(i for i, c in enumerate(part._grid.table.columns) if c.title == "Q2 more")
    part._grid.table.setData(part._grid.table.index(0, column), "90")
    part.keep()
    assert part.keeping.title.text() == "After quarter 1"
    assert tab.panel.save()
    paid = payment("t-7", amount_pence=40_00, line_id="line-1", occurred_on=date(2015, 8, 1))
    session.do("Paid", lambda: session.store.funding.transactions.insert(paid))
    part.quarter.set_value(2)
    row = part._compared.table.records[0]
    assert (row.quarter_then.outturn, row.quarter_now.actual, row.missed) == (90_00, 40_00, -50_00)


def test_what_will_be_left_says_what_will_be_done_with_it(tab: FundingTab, session: Session) -> None:
    part = tab.detail.part("forecast")
    part._turn(2)
    assert "£800 will be left with no plan" in part.note.text()
    part.plans.edit(part._left.table.records[0])
    assert part.plans.amount.pence() == 450_00
    part.plans.treatment.set_value(Treatment.RETURN)
    assert tab.panel.save()
    assert "£350 will be left with no plan" in part.note.text()


def test_a_closed_quarter_tells_a_later_change_as_a_correction(tab: FundingTab, session: Session) -> None:
    part = tab.detail.part("closed")
    part.quarters.select_key("Q1 2015/16")
    assert part.close_quarter()
    assert part.heading.text() == "Q1 2015/16 stands as it was closed; it was not reported yet."
    (version,) = session.store.forecasts.versions_of("agreement", YEAR)
    assert version.title == "At the close of Q1 2015/16"
    assert session.store.forecasts.amounts_of(version.id)
    session.undo()
    assert session.store.forecasts.versions_of("agreement", YEAR) == ()
    session.redo()
    late = payment("t-8", amount_pence=5_00, line_id="line-1")
    session.do("Found a payment", lambda: session.store.funding.transactions.insert(late))
    row = part.corrections.table.records[0]
    assert (row.correction.before, row.correction.now, row.correction.because) == (150_00, 155_00, "Found a payment")
    part._open(row)
    assert tab.panel.title.text().startswith("Payment")
    assert part.again_button.isVisibleTo(part)
    assert part.close_again()
    assert part.corrections.table.records == ()


def test_a_reported_quarter_is_not_closed_again_by_hand_for_its_correction_must_be_told(
    tab: FundingTab, session: Session, errors: list[Exception]
) -> None:
    part = tab.detail.part("closed")
    part.quarters.select_key("Q1 2015/16")
    assert part.close_quarter()
    sent = Return("r", "agreement", "pcc-quarterly", "2015/16-Q1", ReturnState.SUBMITTED, session.today)
    session.do("Sent", lambda: session.store.returns.returns.insert(sent))
    late = payment("t-8", amount_pence=5_00, line_id="line-1")
    session.do("Found a payment", lambda: session.store.funding.transactions.insert(late))
    assert part.heading.text() == "Q1 2015/16 is no longer what was reported; the next return tells what changed:"
    assert not part.again_button.isVisibleTo(part)
    assert not part.close_again()
    assert "its corrections must be told" in str(errors[-1])
    assert part.corrections.table.records[0].correction.says == (
        "paid: previously reported £150.00, now £155.00, because: Found a payment."
    )


def test_a_quarter_that_is_not_over_cannot_be_closed(tab: FundingTab, errors: list[Exception]) -> None:
    part = tab.detail.part("closed")
    part.quarters.select_key(Quarter(YEAR, 4).label)
    assert not part.close_quarter()
    assert "Close it after that day" in str(errors[-1])


def test_a_sample_is_drawn_checked_and_written_out(
    tab: FundingTab, session: Session, errors: list[Exception], tmp_path: Path
) -> None:
    part = tab.detail.part("audit")
    part.add()
    part.form.seed.setText("seven")
    assert not tab.panel.save()
    part.form.seed.setText("7")
    assert tab.panel.save()
    assert "The same seed draws the same payments today." in part.note.text()
    model = part.items.table
    found = next(i for i, c in enumerate(model.columns) if c.title == "Found")
    assert not model.setData(model.index(0, found), CheckResult.BAD)
    assert "needs a note" in str(errors[-1])
    assert model.setData(model.index(0, found), CheckResult.GOOD)
    assert model.records[0].item.checked_by == "Ann Officer"
    assert part.export(tmp_path / "sample.csv")
    text = (tmp_path / "sample.csv").read_text(encoding="utf-8-sig")
    assert "Seed,7" in text
    assert "in order,2015-09-14,Ann Officer" in text


def test_a_place_leads_to_a_clause_of_its_agreement(tab: FundingTab, session: Session) -> None:
    rule = ClaimRule("rule", "agreement", "4.1", "Locks", eligible=True)
    session.do("Added", lambda: session.store.terms.save_rule(rule))
    tab.focus_record(Place("funding", None, "terms", "rule"))
    assert tab.detail.shown == "terms"
    assert tab.detail.part("terms").clauses.current_record().id == "rule"


def test_parts_are_built_when_they_are_first_shown(tab: FundingTab) -> None:
    assert set(tab.detail._built) == {"lines"}
    tab.detail.show_section("match")
    assert set(tab.detail._built) == {"lines", "match"}


def test_a_sampled_payment_the_audience_may_not_see_is_counted_not_shown(tab: FundingTab, session: Session) -> None:
    from cspdesk.domain.audience import Audience
    from cspdesk.domain.audits import AuditSample

    sample = AuditSample("sample", "agreement", YEAR, session.today, "Ann Officer", seed=7, percent=100)
    session.do("Drew", lambda: session.store.audits.draw(sample))
    session.show_audience(Audience.PUBLIC)
    part = tab.detail.part("audit")
    assert "t-2" not in {row.entry.id for row in part.items.table.records}
    assert part.note.text().endswith("1 withheld from this version.")


def test_a_line_says_whether_it_is_capital_and_how_its_vat_is_meant(tab: FundingTab, session: Session) -> None:
    from cspdesk.domain.funding import Spend, VatBasis

    tab.detail.part("lines")._open(tab.detail.part("lines").lines.table.records[0])
    boxes = {w.accessibleName(): w for w in tab.panel.findChildren(ChoiceBox)}
    meant = boxes["Amounts are meant"]
    assert [meant.itemText(n) for n in range(meant.count())] == ["As paid", "Net of VAT", "With VAT"]
    boxes["Kind of spend"].set_value(Spend.CAPITAL)
    boxes["Amounts are meant"].set_value(VatBasis.NET)
    assert tab.panel.save()
    kept = session.store.funding.lines.get("line-1")
    assert (kept.spend, kept.vat_basis) == (Spend.CAPITAL, VatBasis.NET)


def test_a_line_cannot_be_set_below_what_it_has_given_to_others(
    tab: FundingTab, session: Session, errors: list[Exception]
) -> None:
    session.do("Moved", lambda: session.store.funding.move(virement(amount_pence=300_00)))
    model = tab.detail.part("lines").lines.table
    original = next(i for i, c in enumerate(model.columns) if c.title == "Original")
    assert not model.setData(model.index(0, original), "299")
    assert "£299.00 is £1.00 less than was moved from it" in str(errors[-1])
    assert model.setData(model.index(0, original), "300")
    assert session.store.funding.line_position("line-1").revised == 0


def test_a_form_after_that_of_a_sample_is_saved_not_drawn(tab: FundingTab, session: Session) -> None:
    tab.detail.part("audit").add()
    assert tab.panel.save_button.text() == "&Draw"
    tab.detail.forms.edit_line(session.store.funding.lines.get("line-1"))
    assert tab.panel.save_button.text() == "&Save"
