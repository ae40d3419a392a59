import re
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.reports.fonts import Fonts
from cspdesk.reports.writing import REPLACED, visual_order, wrap

FONTS = Fonts()


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=200), st.floats(20, 300))
def test_a_broken_text_loses_nothing_and_stays_within_its_width(text: str, width: float):
    measure = partial(FONTS.regular.width, size=8)
    ready = FONTS.ready(text)
    lines = wrap(ready, width, measure)
    assert "".join(lines).replace(" ", "") == ready.replace(" ", "")
    assert all(measure(line.rstrip()) <= width + 0.01 or len(line.strip()) == 1 for line in lines)


@given(st.text(max_size=60))
def test_any_text_at_all_can_be_shown(text: str):
    ready = FONTS.ready(text)
    assert "\n" not in ready
    assert FONTS.regular.show(ready, 8).encode("latin-1")


@pytest.mark.parametrize("hostile", ["\x00", "\ud800", "👍🏽", "\u202e", "漢字", "\x1b"])
def test_what_cannot_be_shown_leaves_a_visible_mark(hostile: str):
    assert FONTS.ready(f"a{hostile}b") == f"a{REPLACED}b"


@pytest.mark.parametrize("kept", ["<b>&amp;</b>", "é ñ Ż", "Ελλάδα", "Москва", "−£250.00 – ≤", "שלום"])
def test_what_can_be_shown_is_shown(kept: str):
    assert FONTS.ready(kept) == kept


def test_hebrew_stands_from_right_to_left():
    assert visual_order("שלום") == "םולש"


def test_arabic_letters_join():
    assert FONTS.ready("سلام") != "سلام"
    assert REPLACED not in FONTS.ready("سلام")


def test_a_minus_is_as_wide_as_a_digit_so_that_columns_of_figures_stay_straight():
    assert FONTS.regular.width("−", 10) == FONTS.regular.width("7", 10)


def test_a_bold_minus_is_thicker_and_what_follows_it_is_not():
    shown = FONTS.bold.show("a −£2 −−∑", 10)
    sizes = re.findall(r"([\d.]+) Tf", shown)
    assert sizes == ["16", "10", "16", "16", "10", "10"]
    assert shown.count("100 Tz 0 Ts") == 3
    assert " Tz" not in FONTS.regular.show("−£2", 10)
