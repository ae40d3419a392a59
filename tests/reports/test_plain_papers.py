"""What a councillor or an auditor would stumble over: ends of pages, words told twice, and what is not so."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cspdesk.charts.chart import DataTable
from cspdesk.domain.audience import NO_REASON, Audience, Reason, reason_said
from cspdesk.domain.papers import FundingLevel
from cspdesk.domain.plans import Rating
from cspdesk.domain.positions import Position, Traced
from cspdesk.reports import bid_parts
from cspdesk.reports.blocks import AttachedFiles, Block, Bullets, Column, Facts, Heading, Paragraph, Row, Table, Title
from cspdesk.reports.document import Furniture
from cspdesk.reports.evidence_proofs import Proofs
from cspdesk.reports.finish import Metadata
from cspdesk.reports.fonts import Fonts
from cspdesk.reports.forms import write_form
from cspdesk.reports.paper_figures import AnsweredQuestion, Tracked
from cspdesk.reports.paper_money_tables import money_table, outturn_said, request_table
from cspdesk.reports.paper_priority_figures import ActionDone, Asked, Decision, Step
from cspdesk.reports.paper_questions import questions_of, unknown_of
from cspdesk.reports.paper_scrutiny_tables import asked_table, tracker_table
from cspdesk.reports.paper_work_tables import steps_table
from cspdesk.reports.style import A5
from cspdesk.reports.table_layout import GAP, TableLayout
from tests.builders import reference
from tests.paper_records import gathered, paper
from tests.reports.reading import page_texts
from tests.return_records import record

DAY = date(2016, 9, 30)


def pages(path: Path, blocks: tuple[Block, ...]) -> list[str]:
    write_form(path, blocks, Metadata("T", "A", "S", DAY), Furniture("head", "PUBLIC", "foot"), attachments=())
    return page_texts(path)


def test_the_last_section_of_a_document_is_not_parted_for_a_line_or_two(tmp_path: Path):
    for filler in range(25, 45):
        closing = (
            Heading(1, "The end"),
            Paragraph("Withheld:"),
            Bullets(("one", "two", "three")),
            AttachedFiles("all."),
        )
        blocks = (Title("", "A paper", ""), *(Paragraph(f"Line {n}.") for n in range(filler)), *closing)
        *_, last = pages(tmp_path / "a.pdf", blocks)
        assert [word in last for word in ("The end", "three")] == [True, True], filler


def test_no_row_and_no_sum_of_a_table_stands_alone_on_its_last_page(tmp_path: Path):
    columns = (Column("What", weight=1), Column("Amount", "right", "£10.00"))
    for rows in range(30, 44):
        each = tuple(Row((f"Thing {n}", "£1.00")) for n in range(rows))
        for sums in ((), (Row(("Paid", "£9.00"), "subtotal"), Row(("Outturn", "£9.00"), "total"))):
            made = pages(tmp_path / "a.pdf", (Title("", "A paper", ""), Table(columns, (*each, *sums))))
            if len(made) > 1:
                assert made[-1].count("Thing") >= (1 if sums else 2), (rows, sums)


def test_the_note_under_a_table_is_not_parted_from_its_sum(tmp_path: Path):
    columns = (Column("What", weight=1), Column("Amount", "right", "£10.00"))
    table = Table(columns, (*(Row((f"Thing {n}", "£1.00")) for n in range(6)), Row(("Sum", "£6.00"), "total")))
    for filler in range(20, 45):
        for made in (table, replace(table, together=True)):
            lines = (Paragraph(f"Line {n}.") for n in range(filler))
            blocks = (
                Title("", "A paper", ""),
                *lines,
                Heading(2, "Things"),
                made,
                Paragraph("Source: a note.", "small"),
            )
            told = pages(tmp_path / "a.pdf", blocks)
            (noted,) = (text for text in told if "Source" in text)
            assert "Sum" in noted, filler
            assert "Thing 5" in noted, filler
            (headed,) = (text for text in told if "Things" in text)
            assert "Thing 0" in headed, filler


@pytest.mark.parametrize("kinds", [("total",), ("subtotal", "total")])
def test_two_notes_under_a_table_stay_with_its_sums(tmp_path: Path, kinds: tuple[str, ...]):
    columns = (Column("What", weight=1), Column("Amount", "right", "£10.00"))
    sums = tuple(Row((f"Sum {kind}", "£6.00"), kind) for kind in kinds)
    table = Table(columns, (*(Row((f"Thing {n}", "£1.00")) for n in range(6)), *sums))
    notes = Paragraph("First: a note.", "small"), Paragraph("Second: a note.", "small")
    for filler in range(20, 45):
        blocks = (Title("", "A paper", ""), *(Paragraph(f"Line {n}.") for n in range(filler)), table, *notes)
        (noted,) = (text for text in pages(tmp_path / "a.pdf", blocks) if "Second" in text)
        assert all(word in noted for word in ("Thing 5", "Sum total", "First")), filler


def test_the_head_of_a_page_is_cut_only_where_the_marking_needs_the_room(tmp_path: Path):
    long = "Application for continued funding · The year 2015/16 · Community cohesion and anti-social behaviour"
    for head, whole in ((long, True), (long * 2, False)):
        furniture = Furniture(head, "PARTNER · ILLUSTRATIVE", "foot")
        write_form(tmp_path / "a.pdf", (Title("", "A paper", ""),), Metadata("T", "A", "S", DAY), furniture)
        (text,) = page_texts(tmp_path / "a.pdf")
        assert (head in text, "…" in text) == (whole, not whole)


def test_the_last_fact_does_not_stand_on_a_page_alone(tmp_path: Path):
    facts = Facts(tuple((f"Name {n}", f"Fact {n}") for n in range(10)), "Facts")
    for filler in range(20, 45):
        blocks = (Title("", "A paper", ""), *(Paragraph(f"Line {n}.") for n in range(filler)), facts)
        (last,) = (text for text in pages(tmp_path / "a.pdf", blocks) if "Fact 9" in text)
        assert "Fact 8" in last, filler


def test_a_request_in_a_bid_for_several_priorities_says_for_which_it_is():
    asked = (Asked("Two", FundingLevel.FULL, 8_00, "It goes on."),)
    assert request_table(asked, several=True).rows[0].cells[0] == "Two"
    assert request_table(asked, several=False).rows[0].cells[0] == "Full"
    figures = replace(gathered(paper(record())), request=asked, ahead=None)
    (table,) = (b for b in bid_parts.request(figures) if isinstance(b, Table))
    assert table.rows[0].cells[0] == "Two"


def test_a_word_is_not_broken_where_another_column_has_room():
    columns = (Column("Section", weight=0.5), Column("Words", weight=3), Column("On", fit="00/00/0000"))
    layout = TableLayout(Fonts(), Table(columns, (Row(("Key considerations", "The words", "08/09/2016")),)), A5)
    assert layout.widths[0] - 2 * GAP >= layout._fonts.regular.width("considerations", layout.kind.size)
    assert sum(layout.widths) == pytest.approx(A5.width)


def test_a_number_of_things_is_not_told_a_second_time_as_its_count():
    rows = (("2014", "108", "108", ""), ("2015", "116", "116", ""))
    assert DataTable(("Period", "Value", "Count", "Note"), rows).told == (0, 1)
    assert DataTable(("Period", "Value", "Count"), (("2014", "25%", "108"),)).told == (0, 1, 2)


def test_columns_of_money_that_hold_noughts_alone_are_left_out_and_the_note_says_so():
    made = gathered(paper(record())).agreements
    line = replace(made[0].lines[0], position=Position(original=100, actual=90))
    table = money_table([replace(made[0], lines=(line,))], line.position)
    assert [c.heading for c in table.columns[1:]] == ["Budget", "Paid", "Outturn", "Variance"]
    assert "nothing more is ordered or expected" in outturn_said(line.position)
    ordered = replace(line, position=Position(original=100, actual=90, committed=5))
    table = money_table([replace(made[0], lines=(ordered,))], ordered.position)
    assert [c.heading for c in table.columns[1:]] == ["Budget", "Paid", "Ordered", "Outturn", "Variance"]
    assert "what is ordered" in outturn_said(ordered.position)


def test_a_milestone_is_reached_by_the_years_end_only_if_it_was():
    def said(**given: object) -> str:
        step = Step("1.01", "Held", date(2016, 2, 1), date(2016, 3, 31), **given)
        [row] = steps_table([step]).rows
        return row.cells[-1]

    assert said(reached_on=date(2016, 5, 1), late_days=0, by_year_end=False) == "not by then"
    assert said(reached_on=None, late_days=200, by_year_end=False) == "not by then"
    assert said(reached_on=None, late_days=0, by_year_end=True) == "planned"
    assert said(reached_on=date(2016, 3, 1), late_days=0, by_year_end=True) == "reached"


def test_a_response_and_the_day_of_the_meeting_are_not_said_twice():
    met = date(2016, 2, 3)
    tracked = Tracked("a", met, "A briefing", "Chair", "accepted", "Accepted. In May.", None, None, "", True)
    [row] = tracker_table([tracked]).rows
    assert "Accepted. In May." in row.cells
    [row] = tracker_table([replace(tracked, response="In May.")]).rows
    assert "Accepted. In May." in row.cells
    first, second = asked_table(
        [AnsweredQuestion("A", "What?", "This.", met, ""), AnsweredQuestion("A", "And?", "That.", DAY, "")], met
    ).rows
    assert (first.cells[1], second.cells[1]) == ("This.", "That. (30/09/2016)")


def test_what_was_decided_of_every_priority_is_told_once():
    figures = gathered(paper(record()))
    both, own = (Decision(date(2015, 10, 14), text, None, None) for text in ("Ask for numbers.", "Go on."))
    one, two = figures.priorities
    figures = replace(figures, priorities=(replace(one, decisions=(both,)), replace(two, decisions=(both, own))))
    told = list(bid_parts.learned(figures))
    assert [b.text for b in told if isinstance(b, Heading)] == ["All priorities", "Two"]
    assert [row.cells[1] for b in told if isinstance(b, Table) for row in b.rows] == ["Ask for numbers.", "Go on."]


def test_a_request_is_set_beside_the_spending_of_the_priorities_it_is_for():
    figures = gathered(paper(record()))
    one, two = (
        replace(p, money=Position(original=100_00, actual=pence))
        for p, pence in zip(figures.priorities, (90_00, 7_00), strict=True)
    )
    asked = Asked("Two", FundingLevel.FULL, 8_00, "It goes on.")
    told = bid_parts.request(replace(figures, priorities=(one, two), request=(asked,), ahead=None))
    said = " ".join(b.text for b in told if isinstance(b, Paragraph))
    assert "£7;" in said
    assert "£8." in said


def test_what_is_not_known_is_a_sentence_that_names_indicators_as_such():
    told = list(unknown_of((), (), (), Traced(100, 40, 2, 1)))
    assert told[-1] == "What £0.60 of the money paid bought: it is not yet evidenced."
    figures = gathered(paper(record()))
    assert all(said.endswith(".") for p in figures.priorities for said in p.unknown)


def test_proofs_are_withheld_for_a_reason_that_is_printed_or_none_is_claimed():
    proofs = Proofs(Audience.PUBLIC)
    hidden = {"marking": Audience.PARTNER}
    told = {"marking_reason": "Personal data: of Quillow"}
    proofs.numbers([reference(**hidden, **told), reference(**hidden), reference(marking=Audience.PUBLIC)])
    assert proofs.reasons == ((NO_REASON, 1), (Reason.PERSONAL.value, 1))
    assert reason_said("of Quillow") != NO_REASON == reason_said(" ")


def test_what_proves_a_withheld_payment_is_withheld_unless_it_proves_a_listed_one_too():
    proofs = Proofs(Audience.PUBLIC)
    hidden, both, alone = (reference(marking=m) for m in (Audience.PARTNER, Audience.PUBLIC, Audience.PUBLIC))
    proofs.withhold([hidden, both, alone], Reason.SAFETY.value)
    proofs.withhold([hidden, alone], Reason.SAFETY.value)
    proofs.numbers([both])
    assert [each.proves for each in proofs.listed()] == [1]
    assert proofs.withheld == 2
    assert proofs.reasons == ((NO_REASON, 1), (Reason.SAFETY.value, 1))


def test_a_milestone_is_asked_about_that_missed_the_year_unless_its_action_was_stopped():
    day, good = date(2016, 3, 1), Rating.COMPLETE
    rated = (good, "", good, "", False, good, "", good, "", False)
    action = ActionDone("1.01", "To do", "", day, day, day, "complete", False, False, *rated)
    step = Step("1.01", "A thing", date(2016, 3, 1), date(2016, 3, 1), None, 30, by_year_end=False)
    after = replace(step, reached_on=date(2016, 5, 2))

    def asked(status: str, *steps: Step) -> list[str]:
        of = (replace(action, status=status),)
        return list(questions_of("One", of, steps, (), (), Position(), Traced(0, 0, 0, 0), over=True))

    assert asked("complete", step) == [
        "1 milestone of One agreed for the year was not reached in it. What does that put off?"
    ]
    assert asked("complete", after, after) == [
        "2 milestones of One agreed for the year were reached only after it. Why?"
    ]
    assert asked("stopped", step, after) == []


def test_a_table_that_opens_a_page_apart_from_its_words_is_named_there(tmp_path: Path):
    columns = (Column("What", weight=1), Column("Amount", "right", "£10.00"))
    table = Table(columns, tuple(Row((f"Thing {n}", "£1.00")) for n in range(6)), name="At a glance", together=True)
    parted = set()
    for filler in range(24, 44):
        lines = tuple(Paragraph(f"Line {n}.") for n in range(filler))
        blocks = (Title("", "A paper", ""), *lines, Bullets(("Before it.",)), table)
        (held,) = (text for text in pages(tmp_path / "a.pdf", blocks) if "Thing 0" in text)
        alone = "Before it." not in held
        assert ("At a glance" in held) is alone, filler
        parted.add(alone)
        headed = (Title("", "A paper", ""), *lines, Heading(2, "Under a heading"), table)
        (held,) = (text for text in pages(tmp_path / "a.pdf", headed) if "Thing 0" in text)
        assert ("Under a heading" in held, "At a glance" in held) == (True, False), filler
    assert parted == {True, False}
