"""An agreement's budget lines with what each is agreed to spend quarter by quarter, typed in place."""

from PySide6.QtWidgets import QAbstractItemView, QWidget

from cspdesk.domain.profiles import LineProfile, re_profiled
from cspdesk.errors import UserError
from cspdesk.ui.models import funding_edits as edits
from cspdesk.ui.models.funding_columns import REVISED, funding_line_columns, line_totals
from cspdesk.ui.models.funding_rows import FundingLineRow, paid_by_quarter, profile_words, read_lines
from cspdesk.ui.models.money_rows import line_name
from cspdesk.ui.models.table import Choices, Column
from cspdesk.ui.panels.agreement_panel import AgreementPanel
from cspdesk.ui.panels.agreement_section import AgreementSection
from cspdesk.ui.panels.transaction_table import TotalsRow
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.side_panel import SidePanel

EMPTY = "No budget lines yet: what is the money for? Add a line for each purpose."


class LinesSection(AgreementSection):
    """A grid of line by quarter with sums; what does not make the line's amount is said and coloured."""

    def __init__(self, session: Session, panel: SidePanel, parent: QWidget | None = None) -> None:
        super().__init__(session, panel, parent)
        self.forms = AgreementPanel(session, panel)
        self._year = session.year
        self._rows: tuple[FundingLineRow, ...] = ()
        self._make_table()
        self.rest_button = self.make_button("&Divide the rest anew", self.divide_rest, "sparkles")
        self.rest_button.setToolTip(
            "Profile of the selected line: quarters that are over at what was paid, the rest over the quarters left"
        )
        self.add_foot(self.rest_button, self.make_button("&Add a budget line", self.add))

    def reload(self) -> None:
        """Read the lines and their profile of the year."""
        if self._year != self._session.year:
            self._year = self._session.year
            self.lines.table.show_columns(self._columns())
        session = self._session
        self._rows = read_lines(session.store, self.row.agreement, session.year, session.sums())
        self.lines.table.show(self._rows)
        self.lines.setColumnHidden(
            next(place for place, column in enumerate(self.lines.table.columns) if column.title == REVISED),
            all(row.position.revised == row.line.original_pence for row in self._rows),
        )
        self.totals.setVisible(len(self._rows) > 1)
        self.totals.show_texts(line_totals(self._rows), lambda _: False)
        self._say()

    def add(self) -> None:
        """Begin a new line."""
        self.forms.edit_line(edits.new_line(self._session.store, self.row.id), is_new=True)

    def divide_rest(self) -> bool:
        """Give the selected line a profile that makes it whole again, as one step; return whether it was taken."""
        picked = self.lines.selected_records()
        row: FundingLineRow | None = picked[0] if picked else self.lines.current_record()
        session = self._session
        if row is None:
            session.show_error(UserError("Select the budget line whose rest is to be divided."))
            return False
        ended = sum(quarter.ends_on < session.today for quarter in session.year.quarters)
        spent = paid_by_quarter(row.id, session.sums(), session.year)

        def work() -> None:
            if ended == 4:
                raise UserError(f"{session.year.label} is over; there is no quarter left to divide the rest over.")
            session.store.terms.set_profile(row.id, session.year, re_profiled(_profile(row, session), spent, ended + 1))

        return session.do(f"Divided the rest of {line_name(row.line)} anew", work)

    def _make_table(self) -> None:
        self.lines = self.make_table(self._columns(), "Budget lines of an agreement", EMPTY, self._open)
        self.lines.setEditTriggers(self.lines.editTriggers() | QAbstractItemView.EditTrigger.AnyKeyPressed)
        self.lines.picked.connect(self._say)
        self.totals = TotalsRow(self.lines)
        self.column.insertWidget(0, self.lines, 1)
        self.column.insertWidget(1, self.totals)

    def _columns(self) -> tuple[Column[FundingLineRow], ...]:
        """The quarters' columns belong to a year, so another year has others."""
        return funding_line_columns(self._session, self._session.year, self._priorities)

    def _open(self, row: FundingLineRow) -> None:
        self.forms.edit_line(row.line)

    def _say(self) -> None:
        picked = self.lines.selected_records()
        text = _profile(picked[0], self._session).says if len(picked) == 1 else ""
        said = f"{picked[0].line.reference}: {text}" if text else profile_words(self._rows, self._session.year)
        self.note.setText(said)
        self.rest_button.setEnabled(bool(picked) and not self._session.read_only)

    def _priorities(self) -> Choices:
        return [("all", None), *((p.name, p.id) for p in self._session.store.partnership.all_priorities())]


def _profile(row: FundingLineRow, session: Session) -> LineProfile:
    quarters = tuple(None if amount is None else amount.amount_pence for amount in row.profile)
    return LineProfile(row.line, session.year, quarters, row.for_the_year)
