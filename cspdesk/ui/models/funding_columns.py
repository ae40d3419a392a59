"""The columns of the Funding tab; what can be typed in place is saved as one step."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from cspdesk.domain.funding import BudgetLine, Certainty, Instalment, ProfileAmount
from cspdesk.domain.money import pounds, typed_pence
from cspdesk.domain.periods import FinancialYear, Quarter, long_date, short_date
from cspdesk.domain.positions import Position
from cspdesk.domain.proof import counted
from cspdesk.store.store import Store
from cspdesk.ui.icons import icon
from cspdesk.ui.models import funding_edits as edits
from cspdesk.ui.models.funding_assign import rule_words
from cspdesk.ui.models.funding_rows import AgreementRow, FundingLineRow, RuleRow
from cspdesk.ui.models.money_columns import money_or_dash
from cspdesk.ui.models.money_edits import typed_date
from cspdesk.ui.models.table import Choices, Column
from cspdesk.ui.session import Session

CERTAINTIES: Choices = tuple((each.value.capitalize(), each) for each in Certainty)
_CERTAINTY_COLOURS = {Certainty.CONFIRMED: "good", Certainty.AT_RISK: "danger"}

REVISED = "Revised"  # shown once a variation or a virement made it differ from the original


def agreement_columns(session: Session) -> tuple[Column[AgreementRow], ...]:
    """Return the columns of agreements."""

    def edit(row: AgreementRow, value: object) -> None:
        edits.save_agreement(session.store, replace(row.agreement, certainty=Certainty(str(value))))

    def confirm(row: AgreementRow, typed: object) -> None:
        text = str(typed).strip()
        edits.save_agreement(session.store, replace(row.agreement, confirmed_on=typed_date(text) if text else None))

    def money(title: str, figure: Callable[[AgreementRow], int], means: str) -> Column[AgreementRow]:
        return Column(
            title,
            lambda r: money_or_dash(figure(r)),
            sort=figure,
            align="right",
            tooltip=lambda r: f"{title}: {pounds(figure(r))}. {means}.",
            colour=lambda r: "danger" if figure(r) < 0 else None,
            strong=lambda r: figure(r) < 0,
            width=108,
        )

    return (
        Column("Reference", lambda r: r.agreement.reference, width=124),
        Column("Title", lambda r: r.agreement.title, width=270, stretch=True),
        Column("Funder", lambda r: r.funder, width=150),
        Column(
            "Period",
            period,
            sort=lambda r: r.agreement.starts_on,
            tooltip=spoken_period,
            spoken=spoken_period,
            width=128,
        ),
        Column(
            "Certainty",
            lambda r: r.agreement.certainty.value.capitalize(),
            edit=edit,
            choices=lambda _: CERTAINTIES,
            done="Changed how certain an agreement is",
            colour=lambda r: _CERTAINTY_COLOURS.get(r.agreement.certainty, "warning"),
            width=100,
        ),
        Column(
            "Confirmed",
            lambda r: short_date(r.agreement.confirmed_on) if r.agreement.confirmed_on else "–",
            sort=lambda r: r.agreement.confirmed_on or date.min,
            tooltip=lambda _: "When its certainty was last confirmed: type the day",
            edit=confirm,
            editing=lambda r: short_date(r.agreement.confirmed_on) if r.agreement.confirmed_on else "",
            done="Recorded when an agreement was last confirmed",
            width=96,
        ),
        money("Awarded", lambda r: r.award, "What the funder has agreed to pay, with its variations"),
        money("Not in lines", lambda r: r.not_assigned, "First awarded less what was first set aside in budget lines"),
        money("Spent", lambda r: r.spent, "Paid, in all years"),
        money("Left", lambda r: r.left, "Awarded less spent less committed"),
    )


def period(row: AgreementRow) -> str:
    """Return an agreement's period as short as it can be said: its financial years, its months, or its two days."""
    first, last = row.agreement.starts_on, row.agreement.ends_on
    years = FinancialYear.of(first), FinancialYear.of(last)
    if first == years[0].starts_on and last == years[1].ends_on:
        return years[0].label if years[0] == years[1] else f"{years[0]}–{years[1]}"
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        return f"{first:%m/%Y}–{last:%m/%Y}"
    return f"{short_date(first)}–{short_date(last)}"


def spoken_period(row: AgreementRow) -> str:
    """Return an agreement's period as it is read aloud."""
    return f"{long_date(row.agreement.starts_on)} to {long_date(row.agreement.ends_on)}"


def funding_line_columns(
    session: Session, year: FinancialYear, priorities: Callable[[], Choices]
) -> tuple[Column[FundingLineRow], ...]:
    """Return the columns of an agreement's lines: what, whose, where it stands, and its profile by quarter."""

    def edit(field: str) -> Callable[[FundingLineRow, object], None]:
        return lambda row, value: edits.save_line(session.store, line_with(row.line, field, value))

    def figure(title: str, of: Callable[[Position], int]) -> Column[FundingLineRow]:
        return Column(
            title,
            lambda r: money_or_dash(of(r.position)),
            sort=lambda r: of(r.position),
            align="right",
            colour=lambda r: "danger" if title == "Available" and of(r.position) < 0 else None,
            width=100,
        )

    return (
        Column(
            "Line",
            lambda r: r.line.reference,
            tooltip=lambda r: f"Amounts are {r.line.meant}",
            edit=edit("reference"),
            done="Changed a budget line",
            width=68,
        ),
        Column(
            "Title",
            lambda r: r.line.title,
            tooltip=lambda r: r.line.title,
            edit=edit("title"),
            done="Changed a budget line",
            width=190,
            stretch=True,
            least=150,
        ),
        Column(
            "Priority",
            lambda r: r.priority or "all",
            edit=edit("priority_id"),
            choices=lambda _: priorities(),
            done="Gave a budget line to a priority",
            width=120,
        ),
        Column(
            "Original",
            lambda r: pounds(r.line.original_pence),
            sort=lambda r: r.line.original_pence,
            align="right",
            edit=edit("original_pence"),
            done="Changed a budget line’s original amount",
            width=100,
        ),
        figure(REVISED, lambda p: p.revised),
        *(_quarter_column(session.store, quarter) for quarter in year.quarters),
        _year_column(year),
        figure("Available", lambda p: p.available),
    )


def line_totals(rows: Sequence[FundingLineRow]) -> tuple[str, ...]:
    """Return the cells of the row that sums the lines up, in the order of `funding_line_columns`."""
    figures = (
        sum(r.line.original_pence for r in rows),
        sum(r.position.revised for r in rows),
        *(sum(amount.amount_pence for r in rows if (amount := r.profile[q]) is not None) for q in range(4)),
        sum(r.profiled() for r in rows),
        sum(r.position.available for r in rows),
    )
    return ("All", f"{len(rows)} lines", "", *(money_or_dash(pence) for pence in figures))


def _year_column(year: FinancialYear) -> Column[FundingLineRow]:
    """Return the column of what the quarters come to; it stands out where that is not the line's amount."""

    def is_off(row: FundingLineRow) -> bool:
        return any(row.profile) and row.profiled() != row.for_the_year

    def says(row: FundingLineRow) -> str:
        if not any(row.profile):
            return f"No profile is agreed for {year.label}"
        gap = row.profiled() - row.for_the_year
        side = f"{pounds(abs(gap))} {'more' if gap > 0 else 'less'} than the line’s {pounds(row.for_the_year)}"
        return f"The quarters come to {pounds(row.profiled())}, {side if gap else 'the whole line'}"

    return Column(
        "Year",
        lambda r: money_or_dash(r.profiled()) if any(r.profile) else "",
        sort=lambda r: r.profiled(),
        align="right",
        tooltip=says,
        spoken=says,
        colour=lambda r: "warning" if is_off(r) else None,
        strong=is_off,
        decoration=lambda r: icon("triangle-alert", "warning") if is_off(r) else None,
        width=112,
    )


def line_with(line: BudgetLine, field: str, value: object) -> BudgetLine:
    """Return a line with one field as typed or chosen."""
    typed = typed_pence(str(value)) if field == "original_pence" else value
    return replace(line, **{field: typed})  # type: ignore[arg-type]


def _quarter_column(store: Store, quarter: Quarter) -> Column[FundingLineRow]:
    def known(row: FundingLineRow) -> ProfileAmount | None:
        return row.profile[quarter.number - 1]

    def text(row: FundingLineRow) -> str:
        amount = known(row)
        return "" if amount is None else pounds(amount.amount_pence)

    return Column(
        f"Q{quarter.number} {quarter.months}",
        text,
        sort=lambda r: amount.amount_pence if (amount := known(r)) else -1,
        align="right",
        tooltip=lambda r: f"Agreed to be spent in {quarter.label}: {text(r) or 'nothing agreed'}",
        edit=lambda row, value: edits.set_profile(store, row.id, quarter, known(row), value),
        done=f"Changed the profile of {quarter.label}",
        width=94,
    )


def instalment_columns(session: Session) -> tuple[Column[Instalment], ...]:
    """Return the columns of instalments."""

    def save(**values: Callable[[str], object]) -> Callable[[Instalment, object], None]:
        def edit(row: Instalment, typed: object) -> None:
            changed = {field: read(str(typed).strip()) for field, read in values.items()}
            edits.save_instalment(session.store, replace(row, **changed))  # type: ignore[arg-type]

        return edit

    done = "Changed an instalment"
    return (
        Column(
            "Due",
            lambda i: short_date(i.due_on),
            sort=lambda i: i.due_on,
            edit=save(due_on=typed_date),
            done=done,
            width=120,
        ),
        Column(
            "Amount",
            lambda i: pounds(i.amount_pence),
            sort=lambda i: i.amount_pence,
            align="right",
            edit=save(amount_pence=typed_pence),
            done=done,
            width=130,
        ),
        Column(
            "Received",
            lambda i: short_date(i.received_on) if i.received_on else received_words(i, session),
            sort=lambda i: (i.received_on is None, i.received_on or i.due_on),
            editing=lambda i: short_date(i.received_on) if i.received_on else "",
            edit=save(received_on=lambda text: typed_date(text) if text else None),
            colour=lambda i: "danger" if received_words(i, session) == "overdue" else None,
            done="Recorded money received",
            width=130,
        ),
        Column("Note", lambda i: i.note, edit=save(note=str), done=done, width=300, stretch=True),
    )


def received_words(instalment: Instalment, session: Session) -> str:
    """Say how an instalment stands that has not come in."""
    if instalment.received_on is not None:
        return "received"
    return "overdue" if instalment.due_on < session.today else "not yet"


def rule_columns() -> tuple[Column[RuleRow], ...]:
    """Return the columns of rules, in the order they are tried."""
    return (
        Column("Order", lambda r: str(r.rule.position), sort=lambda r: r.rule.position, align="right", width=70),
        Column("A payment whose", lambda r: rule_words(r.rule), width=320, stretch=True),
        Column("goes to", lambda r: r.line, width=260),
        Column("Takes now", lambda r: counted(r.waiting, "payment") if r.waiting else "–", width=120),
    )
