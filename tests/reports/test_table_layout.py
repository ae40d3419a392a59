"""How tables are laid out: figures stand unbroken."""

from hypothesis import example, given
from hypothesis import strategies as st

from cspdesk.domain.money import pounds
from cspdesk.reports.blocks import Column, Row, Table
from cspdesk.reports.evidence_tables import widest
from cspdesk.reports.fonts import Fonts
from cspdesk.reports.style import A4, A5
from cspdesk.reports.table_layout import TableLayout

amounts = st.lists(st.integers(-(10**9), 10**9).map(pounds), min_size=1, max_size=9)


@given(amounts)
@example(["£0.00"] * 2 + ["−£10,000.00"] * 2 + ["−£100,000.00"] + ["−£1,000,000.00"] * 4)  # their name is above them
def test_figures_and_headings_of_one_word_are_never_broken(texts: list[str]) -> None:
    columns = (Column("Line", weight=1), *(Column("Profile", "right", widest([text])) for text in texts))
    rows = tuple(Row(("One", *texts), kind) for kind in ("row", "total"))
    layout = TableLayout(Fonts(), Table(columns, rows, name="Amounts"), A4)
    assert [len(lines) for lines in layout.headings[1:]] == [1] * len(texts)  # nine millions leave names no room
    for laid in layout.laid():
        assert [c if isinstance(c, str) else next(filter(None, c)) for c in laid.cells[1:]] == texts


def test_figures_that_leave_no_room_for_their_names_stand_below_them():
    columns = (Column("Line", weight=1.6), *(Column(head, "right", fit="£1,234,567.00") for head in "ABCDEF"))
    rows = (Row(("Something with a rather long name", *["£1.00"] * 6)),)
    wide, narrow = (TableLayout(Fonts(), Table(columns, rows), sheet) for sheet in (A4, A5))
    assert isinstance(next(wide.laid()).cells[1], str)
    laid = next(narrow.laid())
    assert laid.cells[0] == ["Something with a rather long name"]
    assert [cell[0] for cell in laid.cells[1:]] == [""] * 6, "the first line is the name’s"
    assert narrow.kind.size >= 6.6


def test_a_group_that_goes_on_over_a_page_is_named_again_on_one_line():
    layout = TableLayout(Fonts(), Table((Column("Line", weight=1),), ()), A5)
    assert layout.group_again("Paid") == "Paid, continued"
    again = layout.group_again("A grant with a name that is longer than any page is wide, word after word " * 3)
    assert again.startswith("A grant with a name that is longer")
    assert again.endswith(" …, continued")
    assert len(layout.group_lines(again)) == 1


def test_a_long_group_named_again_goes_without_its_brackets_and_keeps_its_mark():
    layout = TableLayout(Fonts(), Table((Column("Line", weight=1),), ()), A5)
    whole = "PCC-2015-CORE Core grant (Police; confirmed) (illustrative)"
    assert layout.group_again(whole) == f"{whole}, continued"
    long = "PCC-2015-CORE Commissioner’s core grant 2015/16 (Police and Crime Commissioner; confirmed) (illustrative)"
    assert layout.group_again(long) == "PCC-2015-CORE Commissioner’s core grant 2015/16 (illustrative), continued"
    assert layout.group_again("Word " * 60 + "(illustrative)").endswith(" … (illustrative), continued")
