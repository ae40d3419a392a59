"""The tables of a return tell no more of a period than was known or begun, and the same thing once."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from cspdesk.domain.audits import AuditItem, AuditSample, CheckResult
from cspdesk.domain.closing import PAID, RECEIVED, Correction
from cspdesk.domain.disclosure import MARK
from cspdesk.domain.funding import ProfileAmount
from cspdesk.domain.milestones import Milestone, Output, OutputQuarter, OutputUnit
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import ActionStatus, ActionUpdate
from cspdesk.domain.return_actions import as_it_stood
from cspdesk.domain.return_figures import fill
from cspdesk.domain.return_rows import one_by_one
from cspdesk.domain.return_table import TableValue
from cspdesk.domain.whole_action import CountedOutput, WholeAction
from tests.builders import action
from tests.return_records import eligible, record, shipped

YEAR = FinancialYear(2015)
PROFILE = tuple(ProfileAmount(q.label, "line-1", q.starts_on, 1_000) for q in YEAR.quarters)


def table(source: str, template: str, period: str, **given: Any) -> TableValue:
    """Return a shipped return's table of a source."""
    (value,) = (f.value for f in fill(record(template, period, **given)).fields if f.source == source)
    assert isinstance(value, TableValue)
    return value


def headings(value: TableValue) -> Sequence[str]:
    return [heading for heading, _ in value.columns]


def test_a_quarter_still_to_come_is_neither_spent_nor_counted() -> None:
    value = table("by_quarter", "year-end", "2015/16", profile=PROFILE, as_at=date(2015, 8, 1))
    assert [row[1:] for row in value.rows] == [
        (1_000, 1_000, 0), (1_000, 0, -1_000), (1_000, "none yet", "–"), (1_000, "none yet", "–"),
    ]  # fmt: skip
    assert value.total == ("Total of the quarters begun", 2_000, 1_000, -1_000)


def test_a_year_that_is_over_is_counted_whole_and_one_not_begun_not_at_all() -> None:
    over = table("by_quarter", "year-end", "2015/16", profile=PROFILE)
    assert over.total == ("Total", 4_000, 1_000, -3_000)
    ahead = table("by_quarter", "year-end", "2015/16", profile=PROFILE, as_at=date(2015, 3, 1), transactions=())
    assert ahead.total is None
    assert {row[2:] for row in ahead.rows} == {("none yet", "–")}


def test_without_a_profile_none_is_said_to_be_agreed() -> None:
    value = table("by_quarter", "year-end", "2015/16")
    assert value.rows[0][1:] == ("none agreed", 1_000, "–")
    assert value.total == ("Total", None, 1_000, None)


def test_words_in_a_column_of_money_are_told_as_words_to_other_programs() -> None:
    figures = fill(record("year-end", "2015/16"))
    kinds = {each.kind for each in one_by_one(figures) if each.field == "quarters" and each.column == "Profile"}
    assert kinds == {"words", "money"}  # of the quarters, and of the total
    assert all(not isinstance(each.value, str) for each in one_by_one(figures) if each.kind == "money")


def counted(*quarters: tuple[int | None, int | None], withheld: bool = False) -> tuple[WholeAction]:
    output = Output("o", "a", "Seen", OutputUnit.PEOPLE, "people")
    known = tuple(
        OutputQuarter(f"o{n}", "o", q.starts_on, target, actual)
        for n, (q, (target, actual)) in enumerate(zip(YEAR.quarters, quarters, strict=False))
    )
    return (WholeAction(action("a"), outputs=(CountedOutput(output, known, frozenset({YEAR} if withheld else ())),)),)


def test_a_year_is_told_once_and_a_quarter_beside_the_year_to_date() -> None:
    actions = counted((5, 4), (5, 6))
    quarter = table("outputs", "dual-rating", "2015/16-Q2", actions=actions)
    told = ["Target, period", "Actual, period", "Target, year to date", "Actual, year to date"]
    assert headings(quarter)[2:] == told
    assert quarter.rows[0][2:] == (5, 6, 10, 10)
    for day, said in ((date(2016, 5, 1), "Actual, year"), (date(2016, 3, 31), "Actual so far")):
        year = table("outputs", "year-end", "2015/16", actions=actions, as_at=day)
        assert headings(year)[2:] == ["Target, year", said]
        assert year.rows[0][2:] == (10, 10)
    assert "In the period" in headings(table("by_line", "pcc-quarterly", "2015/16-Q1"))
    lines = table("by_line", "year-end", "2015/16")
    assert headings(lines)[:3] == ["Budget line", "Revised", "In the year"]
    assert lines.rows[0][1:3] == (60_000, 1_000)


def test_a_count_of_too_few_is_marked_and_a_count_not_given_is_not() -> None:
    hidden = table("outputs", "dual-rating", "2015/16-Q1", actions=counted((5, None), withheld=True))
    assert hidden.rows[0][2:] == (5, MARK, 5, MARK)
    unknown = table("outputs", "dual-rating", "2015/16-Q1", actions=counted((5, None)))
    assert unknown.rows[0][2:] == (5, None, 5, None)
    assert not table("outputs", "dual-rating", "2015/16-Q1", actions=counted(withheld=True)).rows


@pytest.mark.parametrize(("period", "rows"), [("2015/16-Q1", 0), ("2015/16-Q2", 1), ("2015/16-Q4", 1)])
def test_a_sample_drawn_after_a_quarter_is_not_told_of_it(period: str, rows: int) -> None:
    sample = AuditSample("a", "agreement", YEAR, date(2015, 9, 1), "Auditor", 1, 10)
    item = AuditItem("i", "a", "one", CheckResult.BAD, date(2015, 9, 2), "Auditor", "Claimed twice")
    value = table("audit", "s151-claim", period, audit=(sample, (item,)))
    assert len(value.rows) == rows
    assert [value.total] == ([("Sampled, drawn on 1 September 2015", 1, 1_000)] if rows else [None])


def test_a_sample_of_the_whole_year_is_told_at_its_end() -> None:
    sample = AuditSample("a", "agreement", YEAR, date(2016, 4, 20), "Auditor", 1, 10)
    item = AuditItem("i", "a", "one", CheckResult.GOOD, date(2016, 4, 20), "Auditor", "")
    told = {period: table("audit", name, period, audit=(sample, (item,))).rows for name, period in (
        ("s151-claim", "2015/16-Q3"), ("s151-claim", "2015/16-Q4"), ("year-end", "2015/16"))}  # fmt: skip
    assert [len(rows) for rows in told.values()] == [0, 1, 1]


def test_what_was_stopped_later_was_not_stopped_yet() -> None:
    stopped = action("a", status=ActionStatus.STOPPED)
    said = ActionUpdate("u", "a", date(2016, 1, 20), "Stopped with the board's agreement.")
    whole = WholeAction(stopped, (Milestone("m", "a", "Half", date(2015, 8, 1), date(2015, 8, 1)),), last_update=said)
    days = (date(2015, 12, 31), date(2016, 1, 20), date(2016, 3, 31))
    found = [as_it_stood(whole, day).action.status for day in days]
    assert found == [ActionStatus.IN_PROGRESS, ActionStatus.STOPPED, ActionStatus.STOPPED]
    silent = WholeAction(stopped)  # nothing tells when, so nothing is said of it
    assert as_it_stood(silent, date(2015, 6, 30)).action.status is ActionStatus.STOPPED


def test_the_names_of_two_counts_of_milestones_tell_them_apart() -> None:
    late = Milestone("m", "a", "Half", date(2015, 6, 1), date(2015, 7, 9))
    figures = fill(record("dual-rating", actions=(WholeAction(action("a"), (late,)),)))
    assert figures.sums["milestones_due"] == 0
    assert [f.title for f in shipped("dual-rating").fields if f.source == "milestones_due"] == [
        "Milestones past the day now planned"
    ]
    (value,) = (f.value for f in figures.fields if f.source == "milestones")
    assert isinstance(value, TableValue)
    assert (headings(value)[-1], value.rows[0][-1]) == ("Days later than first agreed", 38)


def test_by_how_many_days_a_milestone_was_reached_late_is_told() -> None:
    planned = (date(2015, 6, 1), date(2015, 6, 1))
    steps = (
        Milestone("m", "a", "Late", *planned, actual_on=date(2015, 6, 20)),
        Milestone("n", "a", "In time", *planned, actual_on=date(2015, 5, 20)),
        Milestone("o", "a", "Agreed for the first day", *(date(2015, 4, 1),) * 2, actual_on=date(2015, 6, 30)),
    )
    of_q1 = table("milestones", "dual-rating", "2015/16-Q1", actions=(WholeAction(action("a"), steps),))
    assert [(row[1], row[-1]) for row in of_q1.rows] == [
        ("Late", 19), ("In time", None), ("Agreed for the first day", 90)
    ]  # fmt: skip
    assert not table("milestones", "dual-rating", "2015/16-Q2", actions=(WholeAction(action("a"), steps),)).rows


def test_a_payment_on_no_line_still_counts_in_a_year() -> None:
    value = table("by_line", "year-end", "2015/16", transactions=(eligible("loose", 5, line_id=None),))
    assert value.rows[-1][:3] == ("Not yet assigned to a line", 0, 5)


def test_what_changed_on_no_line_and_what_was_received_are_told_apart() -> None:
    found = (Correction(None, PAID, 1, 2, ()), Correction(None, RECEIVED, 1, 2, ()))
    value = table("corrections", "pcc-quarterly", "2015/16-Q1", corrections={YEAR.quarters[0]: found})
    assert [row[1:3] for row in value.rows] == [("Not yet assigned to a line", "Paid"), ("", "Received")]
