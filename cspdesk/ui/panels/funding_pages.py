"""Which looks Funding has besides the agreements themselves, and how each is built when it is first shown."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from cspdesk.domain.records import dataclass
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.side_panel import SidePanel


class Look(Protocol):
    """What every look answers to, besides being a widget."""

    def reload(self) -> None:
        """Read the record anew."""

    def focus_record(self, record_id: str) -> bool:
        """Put the cursor on a record; return whether it is here."""
        ...


@dataclass(frozen=True, slots=True)
class FundingPage:
    """One look: its name for places and tests, its title, and what builds it."""

    key: str
    title: str
    build: Callable[[Session, SidePanel], QWidget]


def _reconcile(session: Session, panel: SidePanel) -> QWidget:
    from cspdesk.ui.panels.reconcile_page import ReconcilePage

    return ReconcilePage(session, panel)


def _next_year(session: Session, panel: SidePanel) -> QWidget:
    from cspdesk.ui.panels.next_year_page import NextYearPage

    return NextYearPage(session, panel)


def _shared(session: Session, panel: SidePanel) -> QWidget:
    from cspdesk.ui.panels.shared_page import SharedPage

    return SharedPage(session, panel)


def _proof(session: Session, panel: SidePanel) -> QWidget:
    from cspdesk.ui.panels.proof_page import ProofPage

    return ProofPage(session, panel)


def _charts(session: Session, panel: SidePanel) -> QWidget:
    from cspdesk.ui.panels.charts_page import ChartsPage

    return ChartsPage(session, panel)


PAGES = (
    FundingPage("reconcile_all", "Reconcile", _reconcile),
    FundingPage("next_year", "Next year", _next_year),
    FundingPage("shared", "Shared costs", _shared),
    FundingPage("proof", "Proof", _proof),
    FundingPage("charts", "Charts", _charts),
)
