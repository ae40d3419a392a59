"""A transaction's ties in its panel: orders paid in part or whole, refunds, accruals, clauses, and the trace."""

from collections.abc import Iterator
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from cspdesk.domain.agreements import ClaimRule
from cspdesk.domain.funding import Eligibility
from cspdesk.store.reconcile import chain_of
from cspdesk.ui.models.transaction_ties import open_orders, read_ties
from cspdesk.ui.panels.folding import FoldingPart
from cspdesk.ui.panels.trace_chain import TraceChain, steps_of
from cspdesk.ui.panels.transaction_panel import TransactionPanel
from cspdesk.ui.panels.transaction_ties import TiesPart
from cspdesk.ui.session import Place, Session
from cspdesk.ui.widgets.side_panel import SidePanel
from tests.builders import payment
from tests.ui.money_record import fill


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> Iterator[SidePanel]:
    """A side panel on the small record."""
    fill(session.store)
    made = SidePanel()
    qtbot.addWidget(made)
    yield made
    made.hide()


def _part(qtbot: QtBot, session: Session, id_: str) -> TiesPart:
    part = TiesPart(session, session.store.funding.transactions.get(id_), lambda _: None)
    qtbot.addWidget(part)
    return part


def test_an_order_is_paid_in_part_and_stays_committed_for_the_rest(
    qtbot: QtBot, panel: SidePanel, session: Session
) -> None:
    part = _part(qtbot, session, "t-4")
    part.amount.setText("12.50")
    assert part.pay()
    assert session.store.commitments.left_of("t-4") == 7_50
    assert part.amount.pence() == 7_50
    assert part.pay()
    assert read_ties(session.store, session.store.funding.transactions.get("t-4")).left == 0
    session.undo()
    assert session.store.commitments.left_of("t-4") == 7_50


def test_a_payment_settles_an_order_of_its_agreement(qtbot: QtBot, panel: SidePanel, session: Session) -> None:
    part = _part(qtbot, session, "t-3")
    assert [tie.id for tie in open_orders(session.store, session.store.funding.transactions.get("t-3"))] == ["t-4"]
    part.order.setCurrentIndex(1)
    assert part.settle()
    assert session.store.commitments.left_of("t-4") == 0


def test_settling_more_than_is_left_is_refused(
    qtbot: QtBot, panel: SidePanel, session: Session, errors: list[Exception]
) -> None:
    part = _part(qtbot, session, "t-3")
    part.order.setCurrentIndex(1)
    part.amount.setText("25")
    assert not part.settle()
    assert "£20.00 of the order" in str(errors[-1])


def test_a_refund_says_which_payment_it_gives_back(qtbot: QtBot, panel: SidePanel, session: Session) -> None:
    back = payment("back", amount_pence=-30_00, line_id="line-1", payee="Lock Co")
    session.do("Money came back", lambda: session.store.funding.transactions.insert(back))
    part = _part(qtbot, session, "back")
    part.payment.setCurrentIndex(1)
    assert part.link()
    of = read_ties(session.store, back).refund_of
    assert of is not None
    assert of.id in {"t-1", "t-2", "t-6"}


def test_a_new_payment_outside_the_agreement_is_refused_with_what_to_do(panel: SidePanel, session: Session) -> None:
    form = TransactionPanel(session, panel)
    form.edit(session.store.funding.transactions.get("t-1"), session.store.funding.lines_of("agreement"))
    form.day.setText("14/04/2016")
    assert not panel.save()
    assert "lies outside agreement A-1" in panel.problem.text()
    assert "“Accrued”" in panel.problem.text()
    form.day.setText("31/03/2016")
    form.accrual_reason.setPlainText("Work of March, invoiced in April")
    form.accrual_paid.setText("14/04/2016")
    assert panel.save()
    kept = session.store.commitments.accruals_of("agreement")[0]
    assert (kept.transaction_id, kept.paid_on) == ("t-1", date(2016, 4, 14))
    session.undo()
    assert session.store.commitments.accruals_of("agreement") == ()
    assert session.store.funding.transactions.get("t-1").occurred_on.year == 2015


def test_a_payment_is_judged_by_a_clause_that_says_whether_it_is_allowed(panel: SidePanel, session: Session) -> None:
    rule = ClaimRule("rule", "agreement", "5.1", "No hospitality", eligible=False)
    session.do("Added", lambda: session.store.terms.save_rule(rule))
    form = TransactionPanel(session, panel)
    form.edit(session.store.funding.transactions.get("t-1"), session.store.funding.lines_of("agreement"))
    form.clause.set_value(rule)
    assert form.eligibility.value() == Eligibility.INELIGIBLE
    assert panel.save()
    assert session.store.terms.clauses_of("agreement")["t-1"] == rule
    assert session.store.funding.transactions.get("t-1").eligibility is Eligibility.INELIGIBLE


def test_the_trace_names_each_step_and_says_where_it_breaks_off(
    qtbot: QtBot, panel: SidePanel, session: Session
) -> None:
    steps = {what: (words, place) for what, words, place in steps_of(chain_of(session.store, "t-1"), session)}
    assert steps["Funder"] == ("The Commissioner", None)
    assert steps["Priority"][1] == Place("priority", "priority", "money", "t-1", session.year)
    assert "Evidence" in steps
    assert chain_of(session.store, "t-1").gaps == ("No action says that LINE-1 pays for it.",)
    chain = TraceChain(session, "t-1")
    qtbot.addWidget(chain)
    told: list[object] = []
    session.go_to.connect(told.append)
    from PySide6.QtWidgets import QPushButton

    next(b for b in chain.findChildren(QPushButton) if b.accessibleName() == "Safer streets").click()
    assert told == [Place("priority", "priority", "money", "t-1", session.year)]


def test_while_the_file_is_only_read_ties_are_shown_and_not_changed(
    qtbot: QtBot, panel: SidePanel, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(session), "read_only", property(lambda _: True))
    part = _part(qtbot, session, "t-4")
    assert not hasattr(part, "amount")
    form = TransactionPanel(session, panel)
    form.edit(session.store.funding.transactions.get("t-1"), session.store.funding.lines_of("agreement"))
    folding = panel.findChildren(FoldingPart)
    assert [p.isEnabledTo(panel) for p in folding] == [True, True]
