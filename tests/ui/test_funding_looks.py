"""The looks at all of the funding: reconcile, next year, shared costs, proof, charts."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cspdesk.domain.audience import Audience
from cspdesk.domain.funding import Certainty
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.reconcile import DifferenceKind
from cspdesk.domain.shared_costs import ShareKey
from cspdesk.paths import resource
from cspdesk.ui.models.reckoning import reckoning_of
from cspdesk.ui.session import Place, Session
from cspdesk.ui.tabs.funding import FundingTab
from tests.builders import agreement, line
from tests.ui.money_record import fill


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


def _reckoned(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: reckoning_of(session).now() is not None, timeout=5000)


def test_differences_stand_beside_the_payments_that_make_them(qtbot: QtBot, tab: FundingTab, session: Session) -> None:
    tab.show_page("reconcile_all")
    view = tab.look("reconcile_all").view
    _reckoned(qtbot, session)
    year = view.years.table.records[0].figures
    assert (year.opening, year.received, year.paid, year.closing) == (0, 0, 193_34, -193_34)
    kinds = {row.difference.kind: row for row in view.differences.table.records}
    view.differences.select_key(kinds[DifferenceKind.UNASSIGNED].id)
    assert [row.id for row in view.made_by.table.records] == ["t-5", "t-6"]
    view._open(view.made_by.table.records[0])
    assert tab.panel.title.text() == "Payment: Hall Trust"


def test_a_change_is_added_up_anew(qtbot: QtBot, tab: FundingTab, session: Session) -> None:
    tab.show_page("reconcile_all")
    view = tab.look("reconcile_all").view
    _reckoned(qtbot, session)
    session.do("Assigned", lambda: session.store.funding.assign(["t-5", "t-6"], "line-1"))
    _reckoned(qtbot, session)
    kinds = {row.difference.kind for row in view.differences.table.records}
    assert DifferenceKind.UNASSIGNED not in kinds


def test_an_agreement_that_is_withheld_is_not_reconciled_in_sight(
    qtbot: QtBot, tab: FundingTab, session: Session
) -> None:
    session.do("Marked", lambda: session.store.funding.save_agreement(agreement(marking=Audience.RESTRICTED)))
    session.show_audience(Audience.PUBLIC)
    tab.show_page("reconcile_all")
    look = tab.look("reconcile_all")
    _reckoned(qtbot, session)
    assert look.view.years.table.records == ()
    assert look.withheld.text() == "1 agreement is withheld from this version."


def test_what_is_needed_next_year_is_typed_and_the_gap_follows(tab: FundingTab, session: Session) -> None:
    def enter() -> None:
        session.store.funding.save_agreement(
            agreement(
                id="next",
                reference="A-2",
                starts_on=date(2016, 4, 1),
                ends_on=date(2017, 3, 31),
                certainty=Certainty.INDICATIVE,
            )
        )
        session.store.funding.lines.insert(line("line-3", agreement_id="next", original_pence=1000_00))

    session.do("Looked ahead", enter)
    tab.show_page("next_year")
    look = tab.look("next_year")
    assert look.said.text() == (
        "£0 is confirmed for 2016/17, and £1,000 more is hoped for. "
        "£1,000 of this year’s money falls away on 31 March 2016."
    )
    model = look.prospects.table
    needed = next(i for i, c in enumerate(model.columns) if c.title == "Needed")
    assert model.setData(model.index(0, needed), "1,200")
    row = model.records[0].prospect
    assert (row.gap, row.gap_if_all_comes) == (1200_00, 200_00)
    assert "£1,200 is missing." in look.said.text()
    session.undo()
    assert model.records[0].prospect.need_pence is None


def test_shares_are_shown_to_the_penny_as_they_are_typed(tab: FundingTab, session: Session) -> None:
    tab.show_page("shared")
    look = tab.look("shared")
    look.add()
    form = look.form
    form.title.setText("Analyst")
    form.total.setText("100")
    form.bearers.add()
    for bearer, name in zip(form.bearers._bearers, ("Us", "Adults", "Children"), strict=True):
        bearer.name.setText(name)
    assert [b.amount.text() for b in form.bearers._bearers] == ["£33.34", "£33.33", "£33.33"]
    form.key.set_value(ShareKey.PERCENTAGE)
    for bearer, weight in zip(form.bearers._bearers, ("50", "25", "24"), strict=True):
        bearer.weight.setText(weight)
    assert "the percentages make 99, not 100" in form.bearers.sum.text()
    assert not tab.panel.save()
    assert "not 100" in tab.panel.problem.text()
    form.bearers._bearers[2].weight.setText("25")
    assert tab.panel.save()
    cost = session.store.shared_costs.costs_of(session.year)[0]
    assert [s.amount_pence for s in session.store.shared_costs.shares_of(cost.id)] == [50_00, 25_00, 25_00]


def test_a_changed_key_apportions_all_shares_in_one_step(tab: FundingTab, session: Session) -> None:
    test_shares_are_shown_to_the_penny_as_they_are_typed(tab, session)
    look = tab.look("shared")
    look._open_picked()
    look.form.key.set_value(ShareKey.EQUAL)
    assert tab.panel.save()
    cost = session.store.shared_costs.costs_of(session.year)[0]
    assert [s.amount_pence for s in session.store.shared_costs.shares_of(cost.id)] == [33_34, 33_33, 33_33]
    session.undo()
    assert [s.amount_pence for s in session.store.shared_costs.shares_of(cost.id)] == [50_00, 25_00, 25_00]


def test_what_is_not_evidenced_sums_to_the_same_each_way(qtbot: QtBot, tab: FundingTab, session: Session) -> None:
    tab.show_page("proof")
    look = tab.look("proof")
    _reckoned(qtbot, session)
    said = set()
    for way in range(3):
        look.turn(way)
        said.add(look.said.text())
    assert said == {"£93.34 of £193.34 paid in all years is not evidenced: 4 payments."}
    told: list[object] = []
    session.go_to.connect(told.append)
    look.turn(1)
    look._go(look.traced.table.records[look.traced.table.row_of("priority") or 0])
    assert told == [Place("priority", "priority", "evidence")]


def test_what_is_due_for_disposal_is_listed_and_never_deleted(qtbot: QtBot, tab: FundingTab, session: Session) -> None:
    from dataclasses import replace

    proof = session.store.evidence.evidence.get("proof")
    session.do("Dated", lambda: session.store.evidence.evidence.save(replace(proof, keep_until=date(2015, 9, 1))))
    tab.show_page("proof")
    look = tab.look("proof")
    _reckoned(qtbot, session)
    look.turn(3)
    assert [k.evidence.id for k in look.kept.table.records] == ["proof"]
    assert look.said.text() == "1 proof need no longer be kept. cspdesk deletes nothing by itself."
    assert session.store.evidence.evidence.find("proof") is not None


def test_every_chart_has_words_and_figures(tab: FundingTab, session: Session) -> None:
    tab.show_page("charts")
    look = tab.look("charts")
    for which in range(4):
        look.turn(which)
        assert look._shown is not None
        assert look._shown.alt_text
        assert look._shown.table.rows
    look.turn(1)
    assert "£180.00" in look._shown.alt_text
    assert look._shown.table.headings[:3] == ("Priority", "Budget line", "What for")
    assert "LINE-1 Locks" in [block.name for block in look._shown.of_column(1)]


def test_why_there_is_no_chart_is_said_at_the_top_and_no_higher_than_its_words(session: Session, qtbot: QtBot) -> None:
    empty = FundingTab(session)
    qtbot.addWidget(empty)
    empty.resize(1300, 700)
    empty.show()
    look = empty.look("charts")
    look.turn(3)
    assert look.problem.isVisible()
    QApplication.processEvents()  # until all is laid out
    assert look.problem.height() < 80


def test_a_chart_is_written_as_svg_and_png_and_copied(qtbot: QtBot, tab: FundingTab, tmp_path: Path) -> None:
    tab.show_page("charts")
    look = tab.look("charts")
    qtbot.waitUntil(lambda: look.chart.is_drawn, timeout=5000)
    assert look.write(tmp_path / "chart.svg")
    assert look.write(tmp_path / "chart.png")
    text = (tmp_path / "chart.svg").read_text(encoding="utf-8")
    assert "<desc>Up to and including Q2 2015/16" in text
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")
    look.copy()


def test_years_are_compared_at_constant_prices_with_series_and_base_named(
    qtbot: QtBot, tab: FundingTab, session: Session
) -> None:
    session.do("Earlier", lambda: session.store.funding.save_agreement(
        agreement(id="old", reference="A-0", starts_on=date(2014, 4, 1), ends_on=date(2015, 3, 31))
    ))  # fmt: skip
    tab.show_page("charts")
    look = tab.look("charts")
    look.turn(4)
    _reckoned(qtbot, session)
    assert look._shown is not None
    assert look._shown.notes[0].startswith("2015/16 prices, GDP deflator at market prices, December 2025, HM Treasury.")
    assert look._shown.notes[1] == "2015/16 is not over: it is what was paid up to 14 September 2015."
    assert look._shown.alt_text.endswith(look._shown.notes[1])
    look.prices.later.set_value(FinancialYear(2014))
    assert look.problem.text() == "Choose two different years to compare."
    path = shutil.copy(resource("reference", "gdp-deflator.csv"), session.store.path.parent / "own.csv")
    look.prices.later.set_value(FinancialYear(2015))
    assert look.prices.load(Path(path), "Our series", "2026", "Us")
    _reckoned(qtbot, session)
    assert "Our series, 2026, Us" in look._shown.notes[0]


def test_a_priority_that_is_withheld_is_not_named_in_the_chart(tab: FundingTab, session: Session) -> None:
    kept = session.store.partnership.priorities
    hidden = replace(kept.get("priority"), marking=Audience.RESTRICTED)
    session.do("Marked", lambda: kept.save(hidden))
    session.show_audience(Audience.PUBLIC)
    tab.show_page("charts")
    look = tab.look("charts")
    look.turn(1)
    rows = look._shown.table.rows
    assert {row[0] for row in rows} == {"Withheld from this version", "No line"}
    assert {row[1] for row in rows} == {"Withheld from this version", "Not yet assigned to a line"}


def test_what_a_withheld_payment_was_for_is_not_told_but_its_sum_is(tab: FundingTab, session: Session) -> None:
    kept = session.store.funding.transactions
    hidden = [
        replace(each, category="Named refuge", marking=Audience.RESTRICTED) for each in kept.where("line_id = 'line-1'")
    ]
    session.do("Marked", lambda: [kept.save(each) for each in hidden])
    tab.show_page("charts")
    look = tab.look("charts")
    look.turn(1)
    total = look._shown.total
    assert "Named refuge" in str(look._shown)
    session.show_audience(Audience.PUBLIC)
    look.reload()
    assert "Named refuge" not in str(look._shown)
    assert look._shown.total == total
