"""Figures that sentences are bound to are the record's own, say what they rest on, and go to no reader they may not."""

from collections.abc import Iterator
from datetime import date

import pytest

from cspdesk.analysis.verdicts import verdict
from cspdesk.app.figures import Held, figures_of, held
from cspdesk.domain.audience import Audience, DisclosureRule, FieldMarking, Reason, may_see
from cspdesk.domain.bound_figures import BoundFigure, by_key, figures_seen
from cspdesk.domain.milestones import Output, OutputQuarter, OutputUnit
from cspdesk.domain.periods import FinancialYear
from cspdesk.store.store import Store
from cspdesk.store.year_lines import traced_of
from tests.builders import action, payment
from tests.store.sample_record import STANDS_AT, make_sample

YEAR = FinancialYear(2015)
TODAY = date(2016, 1, 31)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with make_sample(tmp_path_factory.mktemp("sample") / "sample.cspdesk") as made:
        yield made


@pytest.fixture(scope="module")
def everything(sample: Store) -> Held:
    return held(sample, YEAR, None, STANDS_AT)


def test_every_figure_has_either_a_text_or_the_reason_why_there_is_none(everything: Held):
    for figure in everything.figures.values():
        assert bool(figure.text) != bool(figure.forbidden), figure
        assert figure.label
        assert figure.source
        assert figure.group
        assert not set(figure.key) & set(" {}"), figure.key


def test_figures_come_in_groups(everything: Held):
    groups = [figure.group for figure in everything.figures.values()]
    changes = [one for one, before in zip(groups, [None, *groups], strict=False) if one != before]
    assert changes[0] == "Money"
    assert changes[-3:] == ["Results", "Reviews", "Scrutiny"]


def test_what_is_paid_in_all_is_the_ledger_to_the_penny(sample: Store, everything: Held):
    paid = traced_of(sample.funding.sums(YEAR))
    assert everything.figures["money.all.2015.paid"].value == paid.paid
    assert everything.figures["money.all.2015.untraced"].value == paid.untraced


def test_money_on_no_line_is_in_the_total_and_in_its_agreement(store: Store):
    with store.step("Paid"):
        store.funding.transactions.insert(payment(line_id=None), payment(line_id="line-1"))
    found = figures_of(store, YEAR, None, TODAY)
    assert found["money.all.2015.paid"].text == "£20"
    assert found["money.agreement.agreement.2015.paid"].text == "£20"
    assert found["money.priority.priority.2015.paid"].text == "£10"
    assert found["money.all.2015.paid"].period == "2015/16, to 31 January 2016"


def test_a_share_is_100_percent_only_when_all_of_it_is_evidenced(store: Store):
    with store.step("Paid"):
        store.funding.transactions.insert(payment(line_id="line-1"))
    share = figures_of(store, YEAR, None, TODAY)["money.all.2015.evidenced_share"]
    assert share.text == "0%"
    assert set(share.covers) == {"money.all.2015.evidenced", "money.all.2015.paid"}


def test_changes_are_those_of_the_verdict_and_none_where_it_gives_none(everything: Held):
    for series in everything.series:
        keys = [f"indicator.{series.indicator.id}.{name}" for name in ("since_baseline", "on_year")]
        own = [everything.figures[key] for key in keys]
        change = next((f for f in verdict(series).figures if f.name == "change"), None)
        if change is None:
            assert not any(figure.text for figure in own)
        else:
            assert change.value in [figure.value for figure in own]


def test_a_comparison_across_a_break_is_forbidden_and_says_why(sample: Store, everything: Held):
    found = sample.results.indicators.where("name = 'Recorded crime'")[0]
    change = everything.figures[f"indicator.{found.id}.since_baseline"]
    assert change.text == ""
    assert "back-dated" in change.forbidden
    assert change.value is None


def test_a_share_whose_counts_are_not_held_says_so(sample: Store, everything: Held):
    found = sample.results.indicators.where("name = 'Success of voluntary schemes for perpetrators'")[0]
    assert "not known" in everything.figures[f"indicator.{found.id}.latest"].caveat


def test_few_people_are_not_told_to_the_public(store: Store):
    with store.step("Counted"):
        store.plans.save(action("a"))
        store.plans.outputs.insert(Output("o", "a", "People housed", OutputUnit.PEOPLE, "people"))
        store.plans.quarters.insert(OutputQuarter("q", "o", date(2015, 4, 1), target=8, actual=3))
    found = figures_of(store, YEAR, "priority", TODAY)
    assert found["output.o.2015.actual"].text == "3 people"
    assert found["output.o.2015.actual"].marking_reason == Reason.SMALL_NUMBERS
    public = figures_seen(found, Audience.PUBLIC)
    assert "output.o.2015.actual" not in public
    assert "output.o.2015.share" not in public, "it would give the count away"
    assert "output.o.2015.target" in public


def test_a_marked_field_of_an_agreement_marks_its_figure(store: Store):
    with store.step("Marked"):
        store.markings.fields.insert(
            FieldMarking("m", "agreements", "agreement", "awarded_pence", Audience.PARTNER, "Commercial")
        )
    found = figures_of(store, YEAR, None, TODAY)["money.agreement.agreement.2015.awarded"]
    assert (found.marking, found.marking_reason) == (Audience.PARTNER, "Commercial")


def test_no_figure_of_a_marked_priority_reaches_the_public(store: Store):
    priority = store.partnership.all_priorities()[0]
    from dataclasses import replace

    with store.step("Marked"):
        store.partnership.priorities.update(replace(priority, marking=Audience.RESTRICTED))
    seen = figures_seen(figures_of(store, YEAR, None, TODAY), Audience.PUBLIC)
    assert not [key for key in seen if priority.id in key]


@pytest.mark.parametrize("audience", Audience)
def test_a_figure_is_seen_only_with_all_that_it_covers(audience: Audience):
    figures = by_key(
        (
            BoundFigure("a", "A", "1", "s", marking=Audience.PARTNER),
            BoundFigure("b", "B", "2", "s", covers=("a",)),
            BoundFigure("c", "C", "3", "s"),
        )
    )
    seen = figures_seen(figures, audience)
    assert ("b" in seen) == ("a" in seen) == may_see(audience, Audience.PARTNER)
    assert "c" in seen


def test_the_rule_for_small_numbers_is_the_records_own(store: Store):
    with store.step("Counted"):
        store.markings.rules.insert(DisclosureRule(least_public=0))
        store.plans.save(action("a"))
        store.plans.outputs.insert(Output("o", "a", "People housed", OutputUnit.PEOPLE, "people"))
        store.plans.quarters.insert(OutputQuarter("q", "o", date(2015, 4, 1), actual=3))
    assert "output.o.2015.actual" in figures_seen(figures_of(store, YEAR, "priority", TODAY), Audience.PUBLIC)
