"""What a bid asks for: the full amount, a reduced one and none, each with what happens then."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtWidgets import QGridLayout, QWidget

from cspdesk.domain.papers import FundingLevel, FundingOption
from cspdesk.errors import UserError
from cspdesk.ui.panels.growing import GrowingBox
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import MoneyEdit, on_edit
from cspdesk.ui.widgets.text import label

WORDS = {
    FundingLevel.FULL: ("Full", "What the whole amount pays for, and for how long"),
    FundingLevel.REDUCED: ("Reduced", "What would be done less of, and who would notice"),
    FundingLevel.NONE: ("None", "What ends and when; how it is brought to an end in good order"),
}


class PaperRequest(QWidget):
    """Three rows of an amount and words; `told` is called whenever one changes."""

    def __init__(self, options: Iterable[FundingOption], told: Callable[[], object], *, writable: bool) -> None:
        super().__init__()
        kept = {option.level: option for option in options}
        self._fields: dict[FundingLevel, tuple[MoneyEdit, GrowingBox]] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(SPACE)
        for column, words in enumerate(("Request", "Amount", "What happens then")):
            grid.addWidget(label(words, "caption"), 0, column)
        for row, (level, (name, hint)) in enumerate(WORDS.items(), start=1):
            option = kept.get(level)
            amount = MoneyEdit(option.amount_pence if option else None)
            amount.setAccessibleName(f"{name}: amount")
            amount.setMaximumWidth(SPACE * 16)
            happens = GrowingBox(option.what_happens if option else "", 2)
            happens.setAccessibleName(f"{name}: what happens then")
            happens.setPlaceholderText(hint)
            for column, widget in enumerate((label(name, "strong"), amount, happens)):
                grid.addWidget(widget, row, column)
            for field in (amount, happens):
                field.setEnabled(writable)
                on_edit(field, told)
            self._fields[level] = amount, happens
        grid.setColumnStretch(2, 1)

    def asked(self) -> dict[FundingLevel, tuple[int | None, str]]:
        """Return amount in pence and words by level. Raises UserError naming the row that is no amount."""
        found: dict[FundingLevel, tuple[int | None, str]] = {}
        for level, (amount, happens) in self._fields.items():
            try:
                found[level] = amount.pence(), happens.text()
            except UserError as error:
                raise UserError(f"{WORDS[level][0]}: {error}") from None
        return found

    def options(self, kept: Iterable[FundingOption], paper_id: str) -> tuple[FundingOption, ...]:
        """Return the request as it is written now; all of it as kept while one of the amounts is none."""
        known = {option.level: option for option in kept}
        if self.fault() is not None:
            return tuple(known.values())
        return tuple(
            replace(
                known.get(level) or FundingOption("", paper_id, level, 0),
                amount_pence=pence or 0,
                what_happens=words,
            )
            for level, (pence, words) in self.asked().items()
            if pence is not None or words
        )

    def fault(self) -> MoneyEdit | None:
        """Return the first field whose words are no amount."""
        for amount, _ in self._fields.values():
            try:
                amount.pence()
            except UserError:
                return amount
        return None
