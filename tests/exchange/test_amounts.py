"""Amounts as ledgers write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.exchange import amounts
from cspdesk.exchange.amounts import Unreadable, amount_pence, amounts_pence


@pytest.mark.parametrize(
    ("cell", "pence"),
    [
        ("£1,234.50", 123450),
        ("1,234.50", 123450),
        ("(250.00)", -25000),
        ("(£1,250.00)", -125000),
        ("250.00-", -25000),
        ("-£250", -25000),
        ("£-250", -25000),
        ("- 250.00", -25000),
        ("\u2212250.00", -25000),
        ("\u2013250.00", -25000),
        ("1234.5", 123450),
        ("500", 50000),
        ("500.", 50000),
        (".50", 50),
        ("-0.50", -50),
        ("250.00 CR", -25000),
        ("250.00DR", 25000),
        ("\xa01,234.50 ", 123450),
        ("1 234.50", 123450),
        ("1\u202f234.50", 123450),
        ("Â£12.00", 1200),
        ("GBP 12.00", 1200),
        ("'500", 50000),
        ("+12.00", 1200),
        ("-", 0),
        (" £ - ", 0),
        ("0", 0),
        ("12.3400", 1234),
        ("1234.500", 123450),
        ("£(1,234.50)", -123450),
        ("CR 1,234.50", -123450),
        ("£1,234.50 CR", -123450),
        ("1,234.50-", -123450),
        ("1\u2009234.50", 123450),
        ("1234.5600000000001", 123456),
        (1234.56, 123456),
        (0.1 + 0.2, 30),
        (-12.0, -1200),
        (500, 50000),
    ],
)
def test_an_amount_is_read_to_the_penny(cell, pence):
    assert amount_pence(cell) == pence


@pytest.mark.parametrize("cell", ["", "  ", "\xa0", None])
def test_a_blank_is_not_zero(cell):
    assert amount_pence(cell) is None


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("1 234,50", "ambiguous"),
        ("1.234,50", "ambiguous"),
        ("12,34", "ambiguous"),
        ("1.234", "more than two decimals"),
        ("33.333", "more than two decimals"),
        (33.333, "more than two decimals"),
        ("12.3456", "more than two decimals"),
        ("1,23,456.00", "not an amount"),
        ("1.5E+03", "scientific"),
        ("€500.00", "another currency"),
        ("$500.00", "another currency"),
        ("500 EUR", "another currency"),
        ("(-250.00)", "two signs"),
        ("-250.00 CR", "two signs"),
        ("#REF!", "#REF!"),
        ("#N/A", "#N/A"),
        ("=100+20", "formula"),
        ("abc", "not an amount"),
        ("£", "not an amount"),
        ("99999999999999", "too large"),
        (float("inf"), "too large"),
        (float("nan"), "too large"),
        (True, "not an amount"),
        ("\ufffd250.00", "not an amount"),
    ],
)
def test_an_amount_that_could_be_wrong_is_refused_with_a_reason(cell, reason):
    with pytest.raises(Unreadable, match=reason.replace("#", r"\#")):
        amount_pence(cell)


@pytest.mark.parametrize(
    ("cell", "pence"), [("1 234,50", 123450), ("1.234,50", 123450), ("12,34", 1234), ("500", 50000)]
)
def test_decimal_commas_are_read_when_told(cell, pence):
    assert amount_pence(cell, ",") == pence


def test_a_decimal_point_is_refused_when_commas_were_promised():
    with pytest.raises(Unreadable):
        amount_pence("1234.50", ",")


AS_WRITTEN = st.one_of(
    st.from_regex(r"\A-?£?-?[0-9]{1,3}(,[0-9]{3}){0,3}(\.[0-9]{0,3})?\Z"),
    st.integers(-(10**12), 10**12).map(lambda pence: f"{pence / 100:.2f}"),
    st.sampled_from(["", " 1.00", "(2.50)", "1.00\n2.00", "٣.٠٠", 12.5, None]),
)


@given(st.lists(AS_WRITTEN, max_size=6), st.sampled_from([1, 3]))
def test_many_amounts_at_a_time_are_what_each_is_alone(cells, at_once):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(amounts, "AT_ONCE", at_once)
        try:
            alone = [amount_pence(cell) for cell in cells]
        except Unreadable:
            with pytest.raises(Unreadable):
                amounts_pence(cells)
        else:
            assert amounts_pence(cells) == alone
