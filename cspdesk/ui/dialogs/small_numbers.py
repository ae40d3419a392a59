"""The box of the rule for small numbers: under which count of people readers are not told."""

from PySide6.QtWidgets import QWidget

from cspdesk.domain.audience import DisclosureRule
from cspdesk.ui.dialogs.form import FormDialog
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.fields import SteadyNumber

MOST = 100  # no published practice withholds counts as large as this
EXPLAINED = (
    "Counts of people from 1 up to this number, without it, are withheld from documents for these readers, with as "
    "much beside them as would let one be worked out. A nought is told, and 0 here tells every count."
)


class SmallNumbersDialog(FormDialog):
    """Shows and changes the rule, as one step."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Small numbers", self._save_rule, parent)
        self._session = session
        self._was = session.store.markings.rule()
        self.public, self.partner = _count(self._was.least_public), _count(self._was.least_partner)
        self.add_note(EXPLAINED)
        self.add("The p&ublic is told counts from", self.public)
        self.add("&Partners are told counts from", self.partner)
        self.save_button.setDisabled(session.read_only)
        for box in (self.public, self.partner):
            box.setReadOnly(session.read_only)

    def _save_rule(self) -> bool:
        rule = DisclosureRule(self._was.id, self.public.value(), self.partner.value())
        rules = self._session.store.markings.rules
        return rule == self._was or self._session.do("Changed the rule for small numbers", lambda: rules.save(rule))


def _count(least: int) -> SteadyNumber:
    box = SteadyNumber()
    box.setRange(0, MOST)
    box.setSpecialValueText("0 (every count)")
    box.setValue(least)
    return box


def open_small_numbers(session: Session, parent: QWidget | None = None) -> bool:
    """Show the rule for small numbers; return whether it was changed or left as it was with Save."""
    return SmallNumbersDialog(session, parent).ask()
