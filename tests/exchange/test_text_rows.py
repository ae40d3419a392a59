"""The short way through a CSV gives the rows and columns that `csv` gives, or steps aside."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.exchange import text_rows as under_test
from cspdesk.exchange.text_rows import columns_of, text_rows, widest

CELLS = st.text(alphabet="ab1 £.'-é,;\t\x0b\u2028\ufeff", max_size=4)
PLAIN = st.lists(st.lists(CELLS, max_size=4).map(",".join), max_size=12)
ANYTHING = st.text(alphabet='ab",\n\r ', max_size=40)


def by_csv(text):
    return list(csv.reader(io.StringIO(text, newline="")))


@given(PLAIN, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_lines_without_quotation_marks_are_divided_as_csv_divides_them(lines, end, ended):
    text = end.join(lines) + end * ended
    assert list(text_rows(text, ",") or []) == by_csv(text)


@given(ANYTHING)
def test_whatever_the_text_its_rows_are_those_of_csv_or_csv_is_asked(text):
    rows = text_rows(text, ",")
    assert rows is None or list(rows) == by_csv(text)


@given(ANYTHING, st.integers(0, 5), st.sampled_from([1, 2, 3]))
def test_columns_are_those_of_the_rows_wherever_they_begin(text, first, at_once):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(under_test, "AT_ONCE", at_once)
        rows = text_rows(text, ",")
        expected = by_csv(text)[first:]
        if rows is not None:
            assert widest(rows) == max(1, widest(by_csv(text)))
            assert list(rows[first:]) == expected
            wanted = range(widest(rows))
            assert columns_of(rows[first:], wanted) == columns_of(expected, wanted)


def test_rows_are_found_by_place_from_either_end():
    rows = text_rows('a,b\nc,"d,e"\n\nf\n' + "g,h\n" * 300, ",")
    assert (rows[1], rows[2], rows[3], rows[-1], len(rows)) == (["c", "d,e"], [], ["f"], ["g", "h"], 304)
    assert rows[::150] == [["a", "b"], ["g", "h"], ["g", "h"]]
    assert rows[3:][0] == ["f"]
    with pytest.raises(IndexError):
        rows[304]


@pytest.mark.parametrize(
    "text", ['a,"b\nc",d\n', 'a,"b', '"a","b"\n"c","d"\n', f"{'x' * 200_000},1\n"], ids=["over", "open", "all", "long"]
)
def test_what_needs_csv_is_left_to_csv(text):
    assert text_rows(text, ",") is None


def test_a_column_beyond_every_row_is_blank():
    rows = text_rows("a,b\nc\n", ",")
    assert rows.columns([1, 2], None) == {1: ["b", ""], 2: ["", ""]}
