"""The figures of the record that a field of a return can name, and what each one is."""

from collections.abc import Mapping
from enum import StrEnum

from cspdesk.domain.records import dataclass


class FieldKind(StrEnum):
    """What a field of a return holds."""

    MONEY = "money"
    COUNT = "count"
    WORDS = "words"
    CHOICE = "choice"
    DATE = "date"
    TABLE = "table"
    RATING = "rating"


@dataclass(frozen=True, slots=True)
class Source:
    """A named figure: what kind of field shows it, and what it says."""

    kind: FieldKind
    says: str


def _of(kind: FieldKind, **named: str) -> dict[str, Source]:
    return {name: Source(kind, says) for name, says in named.items()}


SOURCES: Mapping[str, Source] = {
    **_of(
        FieldKind.MONEY,
        awarded="What was first awarded.",
        varied="What the funder added or took away by the period’s end.",
        award="Awarded, as varied by the period’s end.",
        original="The budget lines as first agreed.",
        revised="The budget lines after variations and virements decided by the period’s end.",
        received_period="Received from the funder in the period.",
        received="Received from the funder since the agreement began.",
        profile_period="What the profile agreed to spend in the period.",
        profile_year="What the profile agreed to spend in the year up to the period’s end.",
        actual_before="Spent since the agreement began, before the period.",
        actual_period="Spent in the period.",
        actual_year="Spent in the year up to the period’s end.",
        actual_to_date="Spent since the agreement began, up to the period’s end.",
        committed="Ordered in the year and not paid by the period’s end.",
        forecast="Expected in the year beyond what is spent and ordered.",
        outturn="What the year is heading for: spent, ordered and expected.",
        variance="Outturn less revised budget; above nought is over budget.",
        underspend_now="What the profile wanted spent by the period’s end and is not.",
        underspend_year_end="Revised budget less outturn; below nought is over budget.",
        underspend_return="Of the underspend: to be returned.",
        underspend_carry_forward="Of the underspend: to be carried forward with a plan.",
        underspend_re_profile="Of the underspend: to be re-profiled.",
        cash_held="Received less paid by the period’s end; below nought is paid in advance of the funder.",
        evidenced="Of what was spent in the year up to the period’s end: what is evidenced.",
        untraced="Of what was spent in the year up to the period’s end: what nothing proves yet.",
        ineligible="Spent since the agreement began and not eligible, so not claimed.",
        unassigned="Spent since the agreement began and on no budget line, so not claimed.",
        outside="Spent and dated outside the agreement, so not claimed.",
        unjudged="Spent since the agreement began and not judged yet, so not claimed.",
        eligible_to_date="Spent since the agreement began that may be claimed; refunds are off it.",
        claimed_before="Claimed in returns submitted before.",
        claim="Eligible spend to the period’s end less what was claimed before.",
        match_cash="Match in money given in the year up to the period’s end.",
        match_in_kind="Help in kind given in the year up to the period’s end, as valued.",
    ),
    **_of(
        FieldKind.COUNT,
        payments_period="Payments of the period.",
        payments_year="Payments of the year up to the period’s end.",
        payments_untraced="Payments of the year up to the period’s end that nothing proves yet.",
        actions="Actions that the agreement’s lines pay for.",
        milestones_due="Milestones not reached by the day now planned; none of a stopped action.",
    ),
    **_of(
        FieldKind.TABLE,
        by_line="Each budget line: revised, spent in the period and the year, ordered, outturn, variance.",
        by_quarter="Each quarter of the year up to the period’s end: profile, spent, spent less profile.",
        claim_basis="From what was spent to what is claimed.",
        claim_by_line="Each budget line: capital or revenue, VAT, spent to date, not claimed, eligible.",
        virements="Money moved between lines in the year, by the period’s end.",
        variations="What the funder changed by the period’s end.",
        underspends="What will be done with what is left, line by line.",
        instalments="What the funder paid, or will pay.",
        corrections="Closed quarters that changed: previously reported (or when closed), now, because.",
        ineligible_by_clause="What is not claimed, by the clause that rules it out.",
        milestones="Milestones due or reached in the period, or late at its end.",
        outputs="Outputs: target and actual of the period, and of the year up to its end.",
        match="What partners put in beside the grant.",
        audit="The newest audit sample of the year as known then, and what its checks found.",
    ),
    **_of(
        FieldKind.RATING,
        spend_rating="1 to 5 by how near the year’s outturn is to the revised budget.",
        delivery_rating="1 to 5 by how many of the linked actions are complete or on track.",
    ),
}
