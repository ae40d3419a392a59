"""Where the money goes: three columns, each of which is the whole to the penny, whatever was refunded."""

from hypothesis import given
from hypothesis import strategies as st

from cspdesk.charts.money import REFUNDS, where_it_goes
from cspdesk.charts.nested import ALL, NO_LINE, Nest, Part, label_of, share_of
from cspdesk.charts.spend import whole_pounds

names = st.sampled_from("ABCDEFGHIJKL")
parts = st.lists(
    st.builds(Part, st.tuples(names, names, names), st.integers(-50_000, 500_000), st.integers(1, 9)), max_size=60
)


def width(text: str) -> float:
    return float(len(text))


@given(parts)
def test_every_column_and_every_blocks_parts_sum_to_the_whole_to_the_penny(given_parts: list[Part]) -> None:
    chart = where_it_goes("Where", given_parts)
    total = sum(part.pence for part in given_parts)
    assert chart.total == total
    assert bool(chart.blocks) is (total > 0)
    for column in range(3) if chart.blocks else ():
        blocks = chart.of_column(column)
        assert all(block.pence > 0 for block in blocks)
        assert [block.start for block in blocks] == [0, *(block.end for block in blocks[:-1])]
        assert blocks[-1].end == total
    for place, block in enumerate(chart.blocks):
        inside = [each for each in chart.blocks if each.parent == place]
        assert (sum(each.pence for each in inside) == block.pence) is (block.column < 2)
        assert not inside or (inside[0].start, inside[-1].end) == (block.start, block.end)


def test_the_table_leaves_nothing_out_and_small_blocks_are_summed_up() -> None:
    given_parts = [Part(("One", "L-1 Line", f"Kind {n}"), n * 100_00, 1) for n in range(1, 31)]
    chart = where_it_goes("Where", given_parts)
    leaves = chart.of_column(2)
    assert [block.name for block in leaves] == [*(f"Kind {n}" for n in range(30, 24, -1)), "24 others"]
    assert len(chart.table.rows) == 30
    assert chart.table.rows[0] == ("One", "L-1 Line", "Kind 30", "£3,000.00", "6.5%", "1")


def test_what_was_refunded_is_taken_off_beside_it_and_said() -> None:
    chart = where_it_goes(
        "Where", [Part(("One", "L", "Hire"), 100_00, 2), Part(("One", "L", "Deposits"), -40_00, 1)]
    )  # fmt: skip
    assert [(block.name, block.pence) for block in chart.of_column(2)] == [("2 together", 60_00)]
    assert chart.notes == (REFUNDS,)
    assert chart.table.rows[1][3] == "−£40.00"


def test_nothing_paid_and_all_refunded_are_said_and_not_drawn() -> None:
    assert where_it_goes("Where", []).alt_text == "Nothing was paid yet."
    back = where_it_goes("Where", [Part(("One", "L", "Hire"), -1, 1)])
    assert back.blocks == ()
    assert back.alt_text.startswith("Refunds come to as much")


def test_a_block_says_its_names_pounds_share_and_payments() -> None:
    chart = where_it_goes("Where", [Part(("One", "L", "Hire"), 75_00, 1), Part(("Two", "M", "Staff"), 25_00, 3)])
    assert chart.says(2) == "One, L, Hire: £75.00, 75.0% of all; 1 payment"
    assert chart.says(3) == "Two: £25.00, 25.0% of all; 3 payments"


def test_what_was_paid_is_told_as_all_or_most_of_it_only_where_it_is() -> None:
    def said(*paid: tuple[str, str, int]) -> str:
        parts = [Part((priority, line, "Hire"), pounds * 100, 1) for priority, line, pounds in paid]
        return where_it_goes("Where", parts).alt_text

    assert said(("One", "L", 75), ("Two", "M", 25)) == (
        "£100.00 was paid in all. All of it: One £75.00, all of it L; Two £25.00, all of it M."
    )
    assert said(("One", "L", 60), ("One", "M", 40)) == (
        "£100.00 was paid in all. All of it was for One, £60.00 of it on L."
    )
    assert said(("One", "L", 50), ("One", "M", 50)).endswith(
        ". All of it was for One: £50.00 for each of 2 budget lines."
    )
    assert said(("One", "L", 50)).endswith(". All of it was for One: L.")
    assert said((ALL, "L", 50), (ALL, "M", 50)).endswith(" serves all priorities: £50.00 for each of 2 budget lines.")
    assert said((NO_LINE, "On no line", 50)).endswith(". All of it is not yet assigned to a line.")
    assert said(("Withheld", "L", 50)).endswith(". All of it was for priorities whose names are withheld.")
    assert said((ALL, "L", 50), (NO_LINE, "On no line", 9)).endswith(
        "All of it: what serves all priorities £50.00, all of it L; £9.00 on no budget line yet."
    )
    assert said((ALL, "L", 50), ("Withheld", "L", 9)).endswith(
        ", all of it L; priorities whose names are withheld £9.00."
    )
    assert "Most of it: A £30.00" in said(("A", "L", 30), ("B", "L", 20), ("C", "L", 20), ("D", "L", 30))
    assert "The largest parts of it: A" in said(*((name, "L", 10) for name in "ABCDEFG"))


def test_a_share_too_small_to_show_has_no_sign_and_any_other_a_minus() -> None:
    assert [share_of(pence, 1_000_00) for pence in (-1, -96_00, 50_00)] == ["0.0%", "−9.6%", "5.0%"]


@given(st.text("abc def", min_size=1, max_size=60), st.integers(4, 40), st.integers(0, 5))
def test_a_label_stays_within_its_block_and_ends_with_the_money(name: str, room: int, most: int) -> None:
    block = Nest(name.strip() or "x", 0, 0, 1_234_00, 1, None)
    lines = label_of(block, room, most, width, whole_pounds)
    assert len(lines) <= most
    assert all(width(line) <= room for line in lines)
    assert not lines or lines[-1].endswith("£1,234")
