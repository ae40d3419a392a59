"""Next year: money by certainty, what falls away on 31 March, what is missing; by priority and in all."""

from collections.abc import Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.forecasts import FundingNeed
from cspdesk.domain.funding import Agreement, BudgetLine, Certainty, ProfileAmount
from cspdesk.domain.next_year import NextYear, next_year
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.positions import positions
from tests.builders import agreement, line

NEXT = FinancialYear(2016)
PRIORITIES = ("priority", "other", None)


def award(id_: str, first: int, last: int, certainty: Certainty = Certainty.CONFIRMED) -> Agreement:
    return agreement(
        id=id_,
        reference=id_.upper(),
        starts_on=date(first, 4, 1),
        ends_on=date(last, 3, 31),
        certainty=certainty,
        confirmed_on=date(first, 3, 1),
    )


def look(
    agreements: Sequence[Agreement],
    lines: Sequence[BudgetLine],
    needs: Sequence[FundingNeed] = (),
    profile: Sequence[ProfileAmount] = (),
) -> NextYear:
    return next_year(NEXT, agreements, lines, positions(lines, (), ()), profile, needs)


def test_money_stands_by_certainty_and_the_gap_is_what_is_not_confirmed() -> None:
    found = look(
        [award("a", 2016, 2017), award("b", 2016, 2017, Certainty.INDICATIVE), award("c", 2015, 2016)],
        [
            line("l1", agreement_id="a", original_pence=100),
            line("l2", agreement_id="b", original_pence=40),
            line("l3", agreement_id="c", original_pence=170),
        ],
        [FundingNeed("n", "priority", NEXT, 200)],
    )
    (one,) = found.prospects
    assert (one.money(), one.money(Certainty.CONFIRMED), one.money(Certainty.AT_RISK)) == (140, 100, 0)
    assert (one.gap, one.gap_if_all_comes) == (100, 60)
    assert (one.this_year, one.falls_away) == (170, 170)
    assert (found.gap, found.gap_if_all_comes) == (100, 60)
    assert found.falls_away_on == date(2016, 3, 31)
    assert [(s.reference, s.confirmed_on) for s in one.sources] == [("A", date(2016, 3, 1)), ("B", date(2016, 3, 1))]


def test_an_agreement_of_several_years_is_divided_by_its_profile_or_named() -> None:
    lines = [line("l1", agreement_id="long", original_pence=300)]
    profile = [
        ProfileAmount("p", "l1", FinancialYear(year).quarters[0].starts_on, pence)
        for year, pence in ((2015, 90), (2016, 210))
    ]
    divided = look([award("long", 2015, 2017)], lines, profile=profile)
    assert (divided.total.money(), divided.total.this_year, divided.total.falls_away) == (210, 90, 0)
    assert divided.undivided == ()
    unclear = look([award("long", 2015, 2017)], lines)
    assert [a.id for a in unclear.undivided] == ["long"]
    assert unclear.total.money() == 0


def test_a_priority_without_a_stated_need_has_no_gap_and_is_named() -> None:
    found = look([award("a", 2016, 2017)], [line("l1", agreement_id="a", original_pence=100)])
    assert [p.gap for p in found.prospects] == [None]
    assert found.without_need == found.prospects
    assert found.total.need_pence is None


@given(st.lists(st.tuples(st.sampled_from(PRIORITIES), st.integers(2014, 2017), st.sampled_from(Certainty),
                          st.integers(0, 10**8)), max_size=8),
       st.dictionaries(st.sampled_from(PRIORITIES), st.integers(0, 10**8)))  # fmt: skip
def test_the_priorities_sum_to_the_whole(
    money: list[tuple[str | None, int, Certainty, int]], needs: dict[str | None, int]
) -> None:
    agreements = [award(f"a{n}", first, first + 1, certainty) for n, (_, first, certainty, _) in enumerate(money)]
    lines = [
        line(f"l{n}", agreement_id=f"a{n}", original_pence=pence, priority_id=priority)
        for n, (priority, _, _, pence) in enumerate(money)
    ]
    found = look(agreements, lines, [FundingNeed(str(p), p, NEXT, pence) for p, pence in needs.items()])
    for certainty in Certainty:
        assert found.total.money(certainty) == sum(p.money(certainty) for p in found.prospects)
        assert found.total.money(certainty) == sum(p for _, y, c, p in money if y == 2016 and c is certainty)
    assert found.total.this_year == found.total.falls_away == sum(p for _, y, _, p in money if y == 2015)
    assert found.gap == sum(needs.values()) - sum(
        p.money(Certainty.CONFIRMED) for p in found.prospects if p.need_pence is not None
    )
    assert found.gap_if_all_comes == sum(needs.values()) - found.total.money()
