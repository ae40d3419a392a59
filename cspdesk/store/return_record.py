"""Everything a return is made from, read at one moment."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from cspdesk.domain.audience import Audience
from cspdesk.domain.audits import AuditItem, AuditSample
from cspdesk.domain.funding import Agreement
from cspdesk.domain.periods import FinancialYear, Quarter
from cspdesk.domain.return_figures import submitted_from
from cspdesk.domain.return_periods import ReturnPeriod
from cspdesk.domain.return_record import ReturnRecord
from cspdesk.domain.return_templates import Template
from cspdesk.domain.whole_action import WholeAction
from cspdesk.errors import UserError

if TYPE_CHECKING:
    from cspdesk.store.store import Store


def return_record(
    store: "Store",
    agreement: Agreement,
    template: Template,
    period: ReturnPeriod,
    as_at: date,
    audience: Audience,
    answers: Mapping[str, str] | None = None,
) -> ReturnRecord:
    """Return what a return is made from. answers: instead of those kept.

    Raises UserError when the period is not of the template's kind or lies outside the agreement.
    """
    _check_period(agreement, template, period)
    with store.reading(audience):
        agreement = store.funding.agreements.get(agreement.id)
        funding, returns = store.funding, store.returns
        kept = returns.return_for(agreement.id, template.name, str(period))
        sent = [s for each in returns.returns_of(agreement.id) if (s := submitted_from(each)) is not None]
        newest = next(iter(store.journal.steps(limit=1)), None)
        organisations = {o.id: o for o in store.partnership.all_organisations()}
        return ReturnRecord(
            template=template,
            period=period,
            partnership=store.partnership.partnership(),
            agreement=agreement,
            funder=organisations[agreement.funder_id],
            recipient=organisations.get(agreement.recipient_id or ""),
            audience=audience,
            as_at=as_at,
            version=f"step {newest.seq}" if newest else "empty",
            lines=funding.lines_of(agreement.id),
            transactions=funding.transactions_of(agreement.id),
            answers=answers if answers is not None else returns.answers_of(kept.id) if kept else {},
            profile=funding.profile_of(agreement.id),
            virements=funding.virements_of(agreement.id),
            variations=funding.variations_of(agreement.id),
            settlements=store.commitments.settlements_of(agreement.id),
            accruals=store.commitments.accruals_of(agreement.id),
            refunds=store.commitments.refunds_of(agreement.id),
            instalments=funding.instalments_of(agreement.id),
            matches=store.terms.matches_of(agreement.id),
            underspends=store.forecasts.underspends_of(agreement.id, period.year),
            clauses=store.terms.clauses_of(agreement.id),
            proved_ids=frozenset(link.transaction_id for link in store.evidence.transaction_links(agreement.id)),
            actions=_actions(store, agreement),
            rule=store.plans.rating_rule(),
            organisations=tuple(organisations.values()),
            audit=_audit(store, agreement, period.year),
            closed=frozenset(Quarter.of(c.quarter_starts_on) for c in returns.closed_of(agreement.id)),
            corrections=returns.all_corrections(agreement.id),
            submitted=tuple(s for s in sent if s.comes_before(period)),
            claimed_beside=tuple(s for s in sent if s.claims_beside(template.name, period)),
        )


def _check_period(agreement: Agreement, template: Template, period: ReturnPeriod) -> None:
    if period.kind is not template.period:
        example = "2015/16-Q2" if template.period.value == "quarter" else "2015/16"
        raise UserError(f"“{template.title}” is made for a {template.period.value}. Write it like {example}.")
    if period.ends_on < agreement.starts_on or period.starts_on > agreement.ends_on:
        raise UserError(f"{period.label} lies outside agreement {agreement.reference}. Choose one inside it.")


def _actions(store: "Store", agreement: Agreement) -> tuple[WholeAction, ...]:
    linked = store.plans.lines.where("line_id in (select id from budget_lines where agreement_id = ?)", agreement.id)
    ids = sorted({each.action_id for each in linked})
    return store.plans.whole(store.plans.actions.named(ids)) if ids else ()


def _audit(
    store: "Store", agreement: Agreement, year: FinancialYear
) -> tuple[AuditSample, tuple[AuditItem, ...]] | None:
    newest = next((s for s in store.audits.samples_of(agreement.id) if s.year == year), None)
    return None if newest is None else (newest, store.audits.items_of(newest.id))
