"""A return on paper: accessible and lasting, a draft on every page, the same bytes for the same day."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import page
import pytest

from cspdesk.domain.audience import Audience
from cspdesk.domain.closing import PAID, Cause, Correction
from cspdesk.domain.funding import Certainty, ProfileAmount
from cspdesk.domain.match import Match, MatchKind
from cspdesk.domain.milestones import Output, OutputQuarter, OutputUnit
from cspdesk.domain.periods import FinancialYear, Quarter
from cspdesk.domain.plans import ActionStatus
from cspdesk.domain.return_check import check
from cspdesk.domain.return_figures import fill
from cspdesk.domain.return_periods import ReturnPeriod
from cspdesk.domain.return_record import ReturnRecord
from cspdesk.domain.return_table import TableValue
from cspdesk.domain.whole_action import CountedOutput, WholeAction
from cspdesk.reports.blocks import Table
from cspdesk.reports.return_compose import table_block
from cspdesk.reports.return_document import render
from tests.builders import action, agreement, virement
from tests.reports.reading import attachment, everything_in, page_texts
from tests.return_records import TEMPLATES, eligible, record, shipped

MADE = date(2016, 5, 1)
ODD = "A <b>bold</b> & “quoted” claim – €5, 😀, \uffff and عربي"


def write(path: Path, name: str, *, draft: bool, words: str = "Two rooms were opened.") -> Path:
    made = record(name, "2015/16" if name == "year-end" else "2015/16-Q1")
    made = record(
        name,
        str(made.period),
        transactions=(eligible("one", 12_345), eligible("two", 5, line_id=None)),
        answers={f.key: words for f in made.template.fields if f.kind.value == "words"},
    )
    figures = fill(made)
    render(figures, path, made_on=MADE, findings=check(made, figures), draft=draft)
    return path


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("draft", [True, False])
def test_a_return_is_accessible_and_lasting(tmp_path: Path, name: str, draft: bool) -> None:
    path = write(tmp_path / "return.pdf", name, draft=draft, words=ODD)
    checked = [page.validate_pdf(path, profile=profile) for profile in ("ua1", "3a")]
    assert [failure.message for result in checked for failure in result.failures] == []


@pytest.mark.parametrize("draft", [True, False])
def test_a_draft_says_so_on_every_page_and_nothing_else_does(tmp_path: Path, draft: bool) -> None:
    pages = page_texts(write(tmp_path / "return.pdf", "pcc-quarterly", draft=draft))
    assert len(pages) > 1
    assert [("DRAFT – not for submission" in text) for text in pages] == [draft] * len(pages)


def test_a_draft_lists_what_stands_against_sending(tmp_path: Path) -> None:
    text = " ".join(page_texts(write(tmp_path / "return.pdf", "pcc-quarterly", draft=True)))
    assert "What must be put right before it is sent" in text
    assert "1 payment of £0.05 is on no budget line." in " ".join(text.split())


def test_payments_are_sized_together_and_amounts_beside_numbers_are_headed_so(tmp_path: Path) -> None:
    loose = (eligible("one", 3, line_id=None), eligible("two", 4, line_id=None))
    found = check(of := record("s151-claim", transactions=loose), fill(of))
    assert "2 payments of £0.07 in all are on no budget line. Put them on one." in [each.says for each in found]
    found = check(of := record("s151-claim", transactions=loose[:1]), fill(of))
    assert "1 payment of £0.03 is on no budget line. Put it on one." in [each.says for each in found]
    text = " ".join(" ".join(page_texts(write(tmp_path / "a.pdf", "s151-claim", draft=False))).split())
    assert "Figure Amount or number Spent this year and not yet evidenced" in text


@pytest.mark.parametrize("audience", [Audience.PARTNER, Audience.RESTRICTED])
def test_actions_that_are_withheld_are_said_not_to_be_counted(tmp_path: Path, audience: Audience) -> None:
    hidden = WholeAction(action("b", title="Secret", marking=Audience.RESTRICTED))
    of = record("dual-rating", actions=(WholeAction(action("a")), hidden), audience=audience)
    render(fill(of), tmp_path / "a.pdf", made_on=MADE)
    text = " ".join(" ".join(page_texts(tmp_path / "a.pdf")).split())
    kept = audience is Audience.PARTNER
    assert ("1 action withheld from this version is not counted." in text) is kept
    assert ("1 action begun that this money pays for is withheld from this partner version, with its" in text) is kept
    note = " Without 1 action withheld from this version." if kept else ""
    assert f"Actions begun that this money pays for {1 if kept else 2}{note} Milestones past" in text


def test_outputs_tell_people_from_contacts_and_things_by_their_name_alone() -> None:
    def counted(title: str, unit: OutputUnit) -> CountedOutput:
        return CountedOutput(
            Output(title, "a", title, unit, "x"), (OutputQuarter(title, title, date(2015, 4, 1), 5, 4),)
        )

    units = (("Seen", OutputUnit.PEOPLE), ("Called", OutputUnit.CONTACTS), ("Alarms fitted", OutputUnit.THINGS))
    whole = WholeAction(action("a"), outputs=tuple(counted(*each) for each in units))
    (table,) = [f.value for f in fill(record("dual-rating", actions=(whole,))).fields if f.source == "outputs"]
    assert isinstance(table, TableValue)
    assert [row[1] for row in table.rows] == ["Seen (people)", "Called (contacts)", "Alarms fitted"]


def test_the_same_day_gives_the_same_bytes_and_another_does_not(tmp_path: Path) -> None:
    first = write(tmp_path / "a.pdf", "dual-rating", draft=False).read_bytes()
    assert write(tmp_path / "b.pdf", "dual-rating", draft=False).read_bytes() == first
    assert write(tmp_path / "c.pdf", "dual-rating", draft=True).read_bytes() != first


def test_a_return_carries_its_figures(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", "s151-claim", draft=False)
    assert b"123.45" in attachment(path, "figures.csv")
    assert b'"actual_to_date":12350' in attachment(path, "figures.json")


def test_its_charts_say_how_spend_and_claims_stand_with_every_figure_in_a_table(tmp_path: Path) -> None:
    text = " ".join(" ".join(page_texts(write(tmp_path / "a.pdf", "s151-claim", draft=False))).split())
    assert "Spend against profile" in text
    assert "Up to and including Q1 2015/16 (Apr–Jun), £123.50 had been paid" in text
    assert "Of an award of £1,000.00: £123.50 spent, £0.00 received, £123.45 claimed." in text
    assert "How the claims stand" not in " ".join(page_texts(write(tmp_path / "b.pdf", "dual-rating", draft=False)))


def test_a_return_kept_before_it_had_charts_is_made_without_them(tmp_path: Path) -> None:
    figures = replace(fill(record("s151-claim")), quarters={})
    render(figures, tmp_path / "a.pdf", made_on=MADE)
    assert "Spend against profile" not in " ".join(page_texts(tmp_path / "a.pdf"))


def test_what_a_reader_may_not_see_is_nowhere_in_the_document(tmp_path: Path) -> None:
    secret, reason = "Safehouse-Refuge-Lane", "Moved-to-Refuge-Lane"
    hidden = eligible("hidden", 900, payee=secret, description=secret, marking=Audience.RESTRICTED)
    shown = record(
        "pcc-quarterly",
        transactions=(eligible("one", 1_000), hidden),
        actions=(WholeAction(action("a", title=secret, marking=Audience.RESTRICTED)),),
        matches=(Match("m", "agreement", MatchKind.CASH, date(2015, 5, 1), 100, description=secret,
                       marking=Audience.RESTRICTED),),
        virements=(
            virement(decided_on=date(2015, 5, 1), reason=reason, marking=Audience.RESTRICTED, marking_reason=reason),
        ),
        corrections={
            Quarter(FinancialYear(2015), 1): (
                Correction("line-1", PAID, 800, 1_900, (Cause("transactions", "hidden", 900, (reason,)),)),
            )
        },
    )  # fmt: skip
    for audience, held in ((Audience.PARTNER, False), (Audience.RESTRICTED, True)):
        for name in ("pcc-quarterly", "s151-claim"):
            figures = fill(replace(shown, audience=audience, template=shipped(name)))
            path = tmp_path / f"{audience.value}-{name}.pdf"
            render(figures, path, made_on=MADE, findings=check(shown, figures) if name == "pcc-quarterly" else ())
            inside = everything_in(path)
            assert (reason.encode() in inside) is held
            assert (secret.encode() in inside) is (held and name == "s151-claim")  # the template with the match
            assert figures.sums["actual_period"] == 1_900


@pytest.mark.parametrize("draft", [True, False])
def test_a_drafts_figures_say_so_too(tmp_path: Path, draft: bool) -> None:
    path = write(tmp_path / "return.pdf", "s151-claim", draft=draft)
    assert ("DRAFT" in attachment(path, "figures.csv").decode()) is draft


def said(path: Path, of: ReturnRecord, *, draft: bool = False) -> str:
    """Return what a return's document says, in one line."""
    figures = fill(of)
    render(figures, path, made_on=MADE, findings=check(of, figures), draft=draft)
    return " ".join(" ".join(page_texts(path)).split())


def test_it_says_of_what_day_its_figures_are(tmp_path: Path) -> None:
    over = said(tmp_path / "a.pdf", record("dual-rating"))
    assert "as they stood at the period’s end: spent by" in over
    assert "Expected and outturn are as known on 1 May 2016." in over
    running = said(tmp_path / "b.pdf", record("dual-rating", as_at=date(2015, 6, 30)))
    assert "as they stood on 30 June 2015: spent by" in running
    assert "as known on" not in running


def test_of_a_year_not_over_nothing_is_said_as_of_the_past(tmp_path: Path) -> None:
    of = record("year-end", "2015/16", as_at=date(2015, 9, 30), closed=frozenset())
    running = said(tmp_path / "a.pdf", of)
    ahead = said(tmp_path / "c.pdf", replace(of, as_at=date(2015, 3, 31)))
    assert "£990.00 Expected; the year has not begun. Below nought" in ahead
    assert "No quarter is closed yet, so no change is followed." in running
    assert "No audit sample is drawn yet." in running
    assert "Left at the year's end £990.00 Expected; the year is not over. Below nought is over budget." in running
    over = said(tmp_path / "b.pdf", replace(of, as_at=MADE, closed=frozenset(of.period.quarters[:1])))
    assert "No figure of a closed quarter has changed." in over
    assert "No audit sample had been drawn by 1 May 2016." in over
    assert "Left at the year's end £990.00 Below nought is over budget." in over


def test_a_return_kept_before_closed_quarters_were_counted_says_what_it_said(tmp_path: Path) -> None:
    figures = fill(record("year-end", "2015/16"))
    kept = replace(figures, sums={name: sum_ for name, sum_ in figures.sums.items() if name != "quarters_closed"})
    render(kept, tmp_path / "a.pdf", made_on=MADE)
    text = " ".join(" ".join(page_texts(tmp_path / "a.pdf")).split())
    assert "No figure of a closed quarter has changed." in text


@pytest.mark.parametrize(
    ("certainty", "note"),
    [(Certainty.INDICATIVE, " Indicative, not confirmed."), (Certainty.CONFIRMED, "")],
)
def test_an_award_that_is_not_confirmed_says_so(tmp_path: Path, certainty: Certainty, note: str) -> None:
    of = record("year-end", "2015/16", agreement=agreement(certainty=certainty))
    assert f"First awarded £1,000.00{note} Varied by the funder £0.00 Award £1,000.00{note} Received" in said(
        tmp_path / "a.pdf", of
    )


def test_short_answers_of_a_section_stand_in_one_table(tmp_path: Path) -> None:
    text = said(tmp_path / "a.pdf", record("year-end", "2015/16", answers={"decision": "Amend", "asked": "250"}))
    assert (
        "Question Answer This work should Amend Decided by the partnership on Not answered "
        "Asked for next year £250.00 Why, and if it is amended: how Not answered" in text
    )


def test_the_heading_of_an_amount_takes_two_lines_at_the_most() -> None:
    (field,) = [f for f in fill(record("year-end", "2015/16")).fields if f.source == "by_quarter"]
    table = table_block(field, TableValue((("Quarter", "words"), ("Spent less profile", "money")), (("Q1", 5),)), "")
    assert isinstance(table, Table)
    assert table.columns[1].fit == "Spent less"


def test_a_draft_claims_nothing_yet(tmp_path: Path) -> None:
    of = record("s151-claim", "2015/16-Q2")
    draft, sent = (said(tmp_path / f"{draft}.pdf", of, draft=draft) for draft in (True, False))
    assert "£0.00 received, £10.00 to be claimed now." in draft
    assert "£0.00 received, £10.00 claimed." in sent
    assert "Spent Received To be claimed now Received less spent" in draft
    assert "Spent Received Claimed Received less spent" in sent


def test_a_figure_not_given_yet_is_told_from_one_that_is_withheld(tmp_path: Path) -> None:
    def counted(name: str, withheld: bool) -> CountedOutput:
        quarter = OutputQuarter(name, name, date(2015, 4, 1), 5, None)
        year = frozenset({FinancialYear(2015)} if withheld else ())
        return CountedOutput(Output(name, "a", name, OutputUnit.CONTACTS, "x"), (quarter,), year)

    whole = WholeAction(action("a"), outputs=(counted("Met", True), counted("Called", False)))
    text = said(tmp_path / "a.pdf", record("dual-rating", actions=(whole,)))
    assert "Met (withheld: too few people) 5 [c] 5 [c]" in text
    assert "Called (contacts) 5 – 5 –" in text


def test_of_a_stopped_action_a_return_says_so_where_nothing_was_counted(tmp_path: Path) -> None:
    days = (date(2015, 4, 1), date(2015, 7, 1))
    quarters = tuple(OutputQuarter(str(n), "o", day, 5, 3 if n == 0 else None) for n, day in enumerate(days))
    seen = CountedOutput(Output("o", "a", "Met", OutputUnit.THINGS, "x"), quarters)
    ended = action("a", status=ActionStatus.STOPPED, finished_on=date(2015, 8, 1))
    of = record("dual-rating", "2015/16-Q2", actions=(WholeAction(ended, outputs=(seen,)),))
    text = said(tmp_path / "a.pdf", of)
    assert "Met 5 stopped 10 3" in text
    assert "0 of 1 action that had begun was complete or on track (1 stopped, so not rated)." in text
    running = said(tmp_path / "b.pdf", replace(of, period=ReturnPeriod.parse("2015/16-Q1")))
    assert "Met 5 3 5 3" in running
    assert "stopped" not in running


def test_a_proposed_rating_says_what_it_does_not_count(tmp_path: Path) -> None:
    hidden = WholeAction(action("b", title="Secret", marking=Audience.RESTRICTED))
    of = record("dual-rating", actions=(WholeAction(action("a")), hidden))
    proposed = "1 is proposed"
    assert f"{proposed}, not counting 1 action withheld from this version." in said(tmp_path / "a.pdf", of, draft=True)
    whole = said(tmp_path / "b.pdf", replace(of, audience=Audience.RESTRICTED), draft=True)
    assert f"{proposed}." in whole


@pytest.mark.parametrize("agreed", [True, False])
def test_a_sum_of_a_profile_that_was_not_agreed_is_no_nought(tmp_path: Path, agreed: bool) -> None:
    profile = (ProfileAmount("p", "line-1", date(2015, 4, 1), 0),) if agreed else ()
    text = said(tmp_path / "a.pdf", record("dual-rating", profile=profile))
    assert ("Profile to date none agreed" in text) is not agreed
    assert ("Profile not spent yet –" in text) is not agreed
    assert ("Profile to date £0.00" in text) is agreed
