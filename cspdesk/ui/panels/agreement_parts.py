"""Which parts an agreement's detail has, in their order, how many records each holds, and how each is built."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.records import dataclass
from cspdesk.store.store import Store
from cspdesk.ui.models.funding_rows import AgreementRow
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.side_panel import SidePanel

if TYPE_CHECKING:
    from cspdesk.ui.panels.agreement_section import AgreementSection

Build = Callable[[Session, SidePanel], "AgreementSection"]


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its name for places and tests, its title, and what builds it when it is first shown."""

    key: str
    title: str
    build: Build


def counts_of(store: Store, row: AgreementRow, year: FinancialYear) -> Mapping[str, int]:
    """Return how many records each part holds, for those that are lists."""
    id_ = row.id
    with store.reading():
        return {
            "lines": len(store.funding.lines_of(id_)),
            "changes": len(store.funding.variations_of(id_)) + len(store.funding.virements_of(id_)),
            "instalments": len(store.funding.instalments_of(id_)),
            "terms": len(store.terms.rules_of(id_)),
            "match": len(store.terms.matches_of(id_)),
            "forecast": len(store.forecasts.versions_of(id_, year)),
            "closed": len(store.returns.closed_of(id_)),
            "returns": len(store.returns.returns_of(id_)),
            "audit": len(store.audits.samples_of(id_)),
            "unassigned": row.unassigned_payments,
            "rules": len(store.imports.rules_of(id_)),
        }


def _lines(session: Session, panel: SidePanel) -> "AgreementSection":
    from cspdesk.ui.panels.agreement_lines import LinesSection

    return LinesSection(session, panel)


def _changes(session: Session, panel: SidePanel) -> "AgreementSection":
    from cspdesk.ui.panels.agreement_changes import ChangesSection

    return ChangesSection(session, panel)


def _instalments(session: Session, panel: SidePanel) -> "AgreementSection":
    from cspdesk.ui.panels.agreement_instalments import InstalmentsSection

    return InstalmentsSection(session, panel)


def _terms(session: Session, panel: SidePanel) -> "AgreementSection":
    from cspdesk.ui.panels.agreement_terms import TermsSection

    return TermsSection(session, panel)


def _match(session: Session, panel: SidePanel) -> "AgreementSection":
    from cspdesk.ui.panels.agreement_terms import MatchSection

    return MatchSection(session, panel)


def _forecast(session: Session, panel: SidePanel) -> "AgreementSection":
    from cspdesk.ui.panels.agreement_forecast import ForecastSection

    return ForecastSection(session, panel)


def _reconcile(session: Session, panel: SidePanel) -> "AgreementSection":
    from cspdesk.ui.panels.agreement_reconcile import ReconcileSection

    return ReconcileSection(session, panel)


def _closed(session: Session, panel: SidePanel) -> "AgreementSection":
    from cspdesk.ui.panels.agreement_closed import ClosedSection

    return ClosedSection(session, panel)


def _audit(session: Session, panel: SidePanel) -> "AgreementSection":
    from cspdesk.ui.panels.agreement_audit import AuditSection

    return AuditSection(session, panel)


def _unassigned(session: Session, panel: SidePanel) -> "AgreementSection":
    from cspdesk.ui.panels.agreement_assign import AssignSection

    return AssignSection(session, panel)


def _rules(session: Session, panel: SidePanel) -> "AgreementSection":
    from cspdesk.ui.panels.agreement_assign import RulesSection

    return RulesSection(session, panel)


def _returns(session: Session, panel: SidePanel) -> "AgreementSection":
    from cspdesk.ui.panels.agreement_returns import ReturnsSection

    return ReturnsSection(session, panel)


PARTS = (
    Part("lines", "Lines & profile", _lines),
    Part("changes", "Changes", _changes),
    Part("instalments", "Instalments", _instalments),
    Part("terms", "Conditions & clauses", _terms),
    Part("match", "Match", _match),
    Part("forecast", "Forecast", _forecast),
    Part("unassigned", "To assign", _unassigned),
    Part("rules", "Import rules", _rules),
    Part("reconcile", "Reconcile", _reconcile),
    Part("closed", "Closed quarters", _closed),
    Part("returns", "Returns", _returns),
    Part("audit", "Audit samples", _audit),
)
KEYS = tuple(part.key for part in PARTS)
