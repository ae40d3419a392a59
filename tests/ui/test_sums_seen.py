"""Looked at as an audience, no sum in the window holds what a document for that audience leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cspdesk.app.paper_made import PaperRequest
from cspdesk.app.paper_reading import paper_record
from cspdesk.app.papers import gathered
from cspdesk.domain.audience import Audience, FieldMarking
from cspdesk.domain.funding import Certainty
from cspdesk.domain.money import pounds
from cspdesk.domain.papers import PaperKind
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.positions import total
from cspdesk.reports.paper_money import money_of
from cspdesk.store.sample import fill_with_sample
from cspdesk.store.store import create_store
from cspdesk.store.year_lines import traced_total
from cspdesk.ui.models.desk_rows import read_desk
from cspdesk.ui.models.evidence_rows import read_evidence
from cspdesk.ui.models.funding_charts import spending_chart, sure_chart
from cspdesk.ui.models.funding_next_year import WITHHELD_NOTE, next_year_seen
from cspdesk.ui.models.reckoning import reckon
from cspdesk.ui.panels.next_year_page import NextYearPage
from cspdesk.ui.session import Session
from cspdesk.ui.settings import Settings
from cspdesk.ui.status import StatusLine
from cspdesk.ui.tabs.money import MoneyTab
from cspdesk.ui.widgets.side_panel import SidePanel

DAY = date(2016, 9, 30)
YEAR = FinancialYear(2016)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """The sample, with a grant and a priority withheld, and another grant withheld by the marking of its award."""
    with create_store(tmp_path / "s.cspdesk", "Testshire", "Ann") as store:
        fill_with_sample(store)
        pilot, business = (store.funding.agreement_called(name) for name in ("PCC-2016-PILOT", "BRF-2016"))
        assert pilot is not None
        assert business is not None
        hidden = next(p for p in store.partnership.all_priorities() if p.name.startswith("Child"))
        with store.step("Withheld them"):
            marked = {"marking": Audience.PARTNER, "marking_reason": "Commercial"}
            store.funding.agreements.update(replace(pilot, **marked))
            store.partnership.priorities.update(replace(hidden, **marked))
            store.markings.fields.insert(
                FieldMarking("m", "agreements", business.id, "awarded_pence", Audience.RESTRICTED, "Commercial")
            )
        made = Session(store, Settings(tmp_path / "settings.ini"), DAY)
        made.show_year(YEAR)
        yield made


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.PARTNER, Audience.RESTRICTED])
def test_the_money_of_each_priority_is_that_of_the_paper_for_the_same_readers(
    session: Session, qtbot: QtBot, audience: Audience
) -> None:
    record = paper_record(session.store, PaperRequest(PaperKind.COMMITTEE, YEAR.label, audience=audience.value), DAY)
    session.show_audience(audience)
    rows = read_desk(session.store, session.sums(), YEAR, audience, DAY).priorities
    assert len(rows) == {Audience.PUBLIC: 4}.get(audience, 5)
    for row in rows:
        tab = MoneyTab(session, row.id)
        qtbot.addWidget(tab)
        assert (tab._money.total, tab._money.traced) == (row.position, row.traced)
        assert read_evidence(session.store, row.id, YEAR, audience).traced == row.traced
        of_year = [line for line in tab._money.lines if line.runs]  # the paper has no payments on lines of other years
        stands = total(line.position for line in of_year), traced_total(line.traced for line in of_year)
        assert stands == money_of(record, row.priority), row.priority.name


def test_the_money_tab_says_how_many_agreements_are_withheld(session: Session, qtbot: QtBot) -> None:
    [abuse] = [p for p in session.store.partnership.all_priorities() if p.name == "Domestic violence"]
    session.show_audience(Audience.PUBLIC)
    tab = MoneyTab(session, abuse.id)
    qtbot.addWidget(tab)
    assert "1 agreement is withheld from the public version; nothing of it is counted here." in tab.more.text()
    assert not any("PILOT" in row.agreement.reference for row in tab._money.lines)


def test_next_years_money_is_that_of_the_bid_for_the_same_readers(session: Session, qtbot: QtBot) -> None:
    """No total holds what is withheld, so none is to be had by taking the rows off it."""
    session.show_year(FinancialYear(2015))
    request = PaperRequest(PaperKind.BID, "2015/16", audience="public")
    ahead = gathered(paper_record(session.store, request, DAY)).ahead
    assert ahead is not None
    everything = session.store.forecasts.next_year(YEAR)
    session.show_audience(Audience.PUBLIC)
    found, partial = next_year_seen(session.store, YEAR)
    assert partial
    assert ahead.partial
    for certainty in Certainty:
        assert found.total.money(certainty) == ahead.money(certainty)
    assert found.total.need_pence == ahead.need_pence
    assert found.total.money() < everything.total.money()
    page = NextYearPage(session, SidePanel())
    qtbot.addWidget(page)
    rows = page._model.records
    assert sum(r.prospect.money() for r in rows) == found.total.money()
    assert sum(r.prospect.this_year for r in rows) == found.total.this_year
    assert page.totals._texts[1] == pounds(found.total.this_year)
    assert WITHHELD_NOTE in page.notes.text()
    assert pounds(found.total.money(Certainty.CONFIRMED)) in {row[1] for row in sure_chart(session).table.rows}


def test_every_other_sum_leaves_out_what_the_agreements_that_are_withheld_paid(session: Session) -> None:
    store = session.store
    status, everything = StatusLine(session), spending_chart(session).total
    before = status.untraced.text()
    hidden = {a.id for a in store.funding.all_agreements() if a.reference in ("PCC-2016-PILOT", "BRF-2016")}
    every = store.funding.sums(YEAR)
    seen = [s for s in every if s.agreement_id not in hidden and s.kind.value == "actual"]
    paid = sum(s.amount_pence for s in seen)
    session.show_audience(Audience.PUBLIC)
    assert sum(s.amount_pence for s in session.sums() if s.kind.value == "actual") == paid
    assert status.untraced.text() != before
    assert spending_chart(session).total == everything - sum(
        s.amount_pence for s in every if s.agreement_id in hidden and s.kind.value == "actual"
    )
    reckoned = reckon(store.path, DAY, Audience.PUBLIC)
    assert reckoned.spent[YEAR] == paid
    assert not hidden & set(reckoned.trace.by_agreement)


def test_a_category_that_is_withheld_of_a_payment_is_not_where_the_money_goes(session: Session) -> None:
    store = session.store
    entry = next(
        t for a in store.funding.all_agreements(YEAR) for t in store.funding.transactions_of(a.id, YEAR)
        if t.kind.value == "actual" and a.reference == "PCC-2016-CORE" and t.line_id
    )  # fmt: skip
    with store.step("Marked"):
        store.funding.transactions.update(replace(entry, category="Hush money"))
        store.markings.fields.insert(
            FieldMarking("c", "transactions", entry.id, "category", Audience.RESTRICTED, "Commercial")
        )
    assert "Hush money" in repr(spending_chart(session))
    session.show_audience(Audience.PUBLIC)
    assert "Hush money" not in repr(spending_chart(session))
