"""Text that a spreadsheet must not run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.exchange.csv_safe import RUNS, safe_cell, unguarded


@pytest.mark.parametrize(
    "text", ["=1+1", "+44 1432", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(1)", "-cmd|' /C calc'!A0"]
)
def test_text_that_would_run_is_guarded(text):
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize(
    "text", ["", "Total Gas & Power", "-250.00", "-£250.00", "250.00-", "(250.00)", "-", "O'Brien", "'tis"]
)
def test_numbers_and_plain_text_stay_as_they_are(text):
    assert safe_cell(text) == text


@given(st.text(alphabet=RUNS + "'a1"))
def test_the_guard_comes_off_again(text):
    assert unguarded(safe_cell(text)) == text
