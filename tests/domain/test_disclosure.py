"""Small numbers: what is withheld cannot be worked out from what is told, and no more is withheld than it takes."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from cspdesk.domain.disclosure import TOTAL, Sum, grid_sums, percent_told, told_breakdowns, withheld

Key = Hashable


def worked_out(counts: Mapping, sums: Sequence[Sum], hidden: frozenset, key: Key) -> tuple[float, float]:
    """Return the least and most a hidden count may be for a reader who knows all else and that noughts are told."""
    order = sorted(hidden, key=repr)
    equations, results = [], []
    for sum_ in sums:
        row, told = [0.0] * len(order), 0
        for part, sign in (*((p, 1) for p in sum_.parts), (sum_.total, -1)):
            if part in hidden:
                row[order.index(part)] += sign
            else:
                told += sign * counts[part]
        equations.append(row)
        results.append(-told)
    goal = [float(k == key) for k in order]
    ends = []
    for sign in (1, -1):
        found = linprog([sign * g for g in goal], A_eq=equations, b_eq=results, bounds=(1, None))
        ends.append(float("inf") if found.status == 3 else sign * found.fun)
    return ends[0], ends[1]


def grid(cells: Sequence[Sequence[int]]) -> tuple[dict[tuple[str, str], int], tuple[Sum, ...]]:
    """Return the counts of a table with its totals, and its sums."""
    rows, columns = [f"r{i}" for i in range(len(cells))], [f"c{j}" for j in range(len(cells[0]))]
    counts = {(r, c): cells[i][j] for i, r in enumerate(rows) for j, c in enumerate(columns)}
    counts |= {(r, TOTAL): sum(cells[i]) for i, r in enumerate(rows)}
    counts |= {(TOTAL, c): sum(line[j] for line in cells) for j, c in enumerate(columns)}
    counts[TOTAL, TOTAL] = sum(map(sum, cells))
    return counts, grid_sums(rows, columns)


def assert_safe_and_spare(counts: Mapping, sums: Sequence[Sum], least: int) -> None:
    """Try to work out what is withheld, then try to tell one count more."""
    hidden = withheld(counts, sums, least)
    small = {key for key, count in counts.items() if 0 < count < least}
    assert small <= hidden
    assert not any(counts[key] == 0 for key in hidden)

    def is_safe(choice: frozenset) -> bool:
        ranges = [worked_out(counts, sums, choice, key) for key in small]
        return all(high - low > max(least - 2, 1) - 0.5 for low, high in ranges)

    assert is_safe(hidden)
    for key in hidden:
        low, high = worked_out(counts, sums, hidden, key)
        assert high - low > 0.5, key
    for key in sorted(hidden - small, key=repr)[:4]:
        assert not is_safe(hidden - {key}), f"{key} could have been told"


cell = st.one_of(st.integers(0, 9), st.integers(0, 60))


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 5).flatmap(lambda n: st.lists(st.lists(cell, min_size=n, max_size=n), min_size=1, max_size=5)))
def test_no_small_count_of_a_table_with_totals_can_be_worked_out(cells):
    assert_safe_and_spare(*grid(cells), least=5)


@settings(max_examples=25, deadline=None)
@given(st.lists(cell, min_size=2, max_size=6), st.data())
def test_two_breakdowns_of_the_same_people_do_not_undo_each_other(ages, data):
    total = sum(ages)
    cuts = sorted(data.draw(st.lists(st.integers(0, total), min_size=1, max_size=4)))
    areas = [high - low for low, high in zip([0, *cuts], [*cuts, total], strict=True)]
    counts = {("age", i): n for i, n in enumerate(ages)} | {("area", i): n for i, n in enumerate(areas)}
    counts["all"] = total
    sums = [Sum("all", tuple(k for k in counts if k[0] == name)) for name in ("age", "area")]
    assert_safe_and_spare(counts, sums, least=5)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(cell, min_size=3, max_size=3), min_size=2, max_size=3), st.data())
def test_two_tables_that_share_their_row_totals_do_not_undo_each_other(cells, data):
    counts, sums = grid(cells)
    others = []
    for i, line in enumerate(cells):
        cut = data.draw(st.integers(0, sum(line)))
        parts = {(f"r{i}", "yes"): cut, (f"r{i}", "no"): sum(line) - cut}
        counts |= parts
        others.append(Sum((f"r{i}", TOTAL), tuple(parts)))
    for answer in ("yes", "no"):
        parts = tuple((f"r{i}", answer) for i in range(len(cells)))
        counts[TOTAL, answer] = sum(counts[part] for part in parts)
        others.append(Sum((TOTAL, answer), parts))
    others.append(Sum((TOTAL, TOTAL), ((TOTAL, "yes"), (TOTAL, "no"))))
    assert_safe_and_spare(counts, (*sums, *others), least=5)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.lists(cell, min_size=3, max_size=3), min_size=3, max_size=3), st.integers(2, 11))
def test_whatever_the_threshold_the_range_is_as_wide_as_the_mark_allows(cells, least):
    assert_safe_and_spare(*grid(cells), least=least)


def test_one_small_count_of_a_row_takes_the_next_smallest_with_it():
    [told] = told_breakdowns({"Age": {"Under 18": 3, "18 to 24": 12, "25 and over": 40}}, 5)
    assert told.parts == (("Under 18", None), ("18 to 24", None), ("25 and over", 40))
    assert told.total == 55
    assert told.withholds
    assert told.percent("Under 18") is None
    assert told.percent("25 and over") == pytest.approx(72.727, abs=0.001)


def test_a_total_that_would_show_that_each_part_is_one_person_is_withheld():
    [told] = told_breakdowns({"Area": dict.fromkeys("abcde", 1)}, 5)
    assert told.total is None


def test_noughts_are_told_and_a_table_without_small_counts_is_told_whole():
    [told] = told_breakdowns({"Sex": {"Female": 30, "Male": 0}}, 5)
    assert told.parts == (("Female", 30), ("Male", 0))
    assert not told.withholds


def test_nothing_is_withheld_from_readers_who_are_told_every_count():
    assert withheld({"a": 1, "b": 2, "all": 3}, [Sum("all", ("a", "b"))], 0) == frozenset()


def test_a_percentage_by_a_withheld_total_is_not_told():
    assert percent_told(10, None) is None
    assert percent_told(None, 10) is None
    assert percent_told(0, 0) is None
    assert percent_told(1, 4) == 25


def test_the_choice_is_the_same_every_time():
    counts, sums = grid([[1, 7, 30], [8, 2, 40], [9, 9, 9]])
    assert len({withheld(counts, sums, 5) for _ in range(3)}) == 1


def test_a_large_table_is_done_while_somebody_waits():
    counts, sums = grid([[(i * 7 + j * 13) % 23 for j in range(6)] for i in range(9)])
    started = perf_counter()
    hidden = withheld(counts, sums, 5)
    assert {key for key, count in counts.items() if 0 < count < 5} <= hidden
    assert perf_counter() - started < 10
