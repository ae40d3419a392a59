"""An audit sample can be drawn again, covers a tenth by number and by value, every line and the largest payments."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.funding import Transaction, TransactionKind
from cspdesk.domain.sampling import draw
from cspdesk.errors import UserError
from tests.builders import payment

LEDGERS = st.lists(
    st.tuples(st.integers(-(10**6), 10**7), st.sampled_from(("line-1", "line-2", None)), st.integers(0, 364)),
    max_size=60,
).map(
    lambda rows: [
        payment(f"p{n}", amount_pence=pence, line_id=line, occurred_on=date(2015, 4, 1) + timedelta(day))
        for n, (pence, line, day) in enumerate(rows)
    ]
)


@given(LEDGERS, st.integers(0, 10**6), st.integers(10, 100))
def test_a_sample_covers_what_it_must_and_is_drawn_again(
    entries: Sequence[Transaction], seed: int, percent: int
) -> None:
    drawn = draw(entries, seed, percent)
    assert draw(entries[::-1], seed, percent) == drawn
    assert len(set(drawn.ids)) == len(drawn.ids)
    if entries:
        assert drawn.percent_by_number >= percent
    sampled = [e for e in entries if e.id in drawn.ids]
    assert drawn.sampled_pence == sum(abs(e.amount_pence) for e in sampled)
    assert drawn.sampled_pence * 100 >= percent * drawn.pence
    assert {e.line_id for e in sampled} == {e.line_id for e in entries}
    for line in {e.line_id for e in entries}:
        largest = max(abs(e.amount_pence) for e in entries if e.line_id == line)
        assert any(abs(e.amount_pence) == largest for e in sampled if e.line_id == line)


def test_a_payment_longer_than_the_step_is_always_drawn() -> None:
    entries = [payment(f"p{n:03}", amount_pence=100, line_id="line-1") for n in range(100)]
    entries += [payment("big", amount_pence=5_000, line_id="line-1"), payment("huge", amount_pence=9_000)]
    assert all({"big", "huge"} <= set(draw(entries, seed).ids) for seed in range(50))


def test_another_seed_draws_another_sample() -> None:
    entries = [payment(f"p{n:03}", amount_pence=100 + n, line_id="line-1") for n in range(200)]
    assert len({draw(entries, seed).ids for seed in range(10)}) > 5
    assert all(20 <= len(draw(entries, seed).ids) <= 24 for seed in range(10))


def test_the_same_seed_draws_the_same_on_every_computer() -> None:
    entries = [payment(f"p{n:02}", amount_pence=1_000 * n, line_id="line-1") for n in range(30)]
    assert draw(entries, 7).ids == ("p16", "p23", "p29")


def test_only_what_was_paid_is_sampled() -> None:
    assert draw([payment(kind=TransactionKind.FORECAST)], 1).ids == ()
    assert draw([], 1).percent_by_value == 0


@pytest.mark.parametrize("percent", [9, 101])
def test_a_share_out_of_range_is_refused(percent: int) -> None:
    with pytest.raises(UserError, match=f"not {percent}%"):
        draw([], 1, percent)
