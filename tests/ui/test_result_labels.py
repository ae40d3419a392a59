"""Labels within a chart never lie over one another, nor beyond its edges."""

from hypothesis import given
from hypothesis import strategies as st

from cspdesk.ui.charts.labels import Wanted, place_labels

ROOM, GAP = 600.0, 5.0


def test_labels_that_are_far_apart_share_the_lowest_row():
    assert [p.row for p in place_labels([Wanted(10, 100), Wanted(300, 100)], ROOM, GAP)] == [0, 0]


def test_a_label_without_room_at_its_right_stands_at_its_left():
    (placed,) = place_labels([Wanted(580, 100)], ROOM, GAP)
    assert placed.left == 475


def test_a_label_over_what_it_names_stays_as_near_as_it_can():
    (placed,) = place_labels([Wanted(580, 100, over=True)], ROOM, GAP)
    assert placed.left == 500


@given(st.lists(st.builds(Wanted, st.floats(0, ROOM), st.floats(1, ROOM / 2 - GAP), st.booleans()), max_size=12))
def test_no_two_labels_meet_and_none_is_cut(wanted: list[Wanted]):
    placed = place_labels(wanted, ROOM, GAP)
    spans = [(p.row, p.left, p.left + w.wide) for p, w in zip(placed, wanted, strict=True)]
    assert all(left >= 0 and right <= ROOM + 1e-6 for _, left, right in spans)
    for n, (row, left, right) in enumerate(spans):
        for other, start, end in spans[:n]:
            assert row != other or right <= start or end <= left
