"""Variations, claim rules, orders paid in parts, match, shared costs, forecasts, audit samples, returns."""

from sqlite_utils import Database

from cspdesk.store import schema
from cspdesk.store.migrations.running import migrations, run

_AGREEMENTS = """
create table variations (
    id text not null primary key,
    agreement_id text not null references agreements (id),
    decided_on text not null check (date(decided_on) is decided_on),
    reason text not null check (reason <> ''),
    line_id text references budget_lines (id),
    amount_pence integer not null check (amount_pence = 0 or line_id is not null),
    ends_on text check (ends_on is null or date(ends_on) is ends_on),
    approved_by text not null,
    reference text not null
) strict;
create index variations_agreement on variations (agreement_id, decided_on);
create table claim_rules (
    id text not null primary key,
    agreement_id text not null references agreements (id),
    clause text not null check (clause <> ''),
    text text not null check (text <> ''),
    eligible integer not null check (eligible in (0, 1)),
    position integer not null
) strict;
create index claim_rules_agreement on claim_rules (agreement_id, position);
create table clause_uses (
    id text not null primary key,
    transaction_id text not null unique references transactions (id),
    rule_id text not null references claim_rules (id)
) strict;
create index clause_uses_rule on clause_uses (rule_id);
alter table budget_lines add column spend text not null default 'revenue' check (
    spend = 'revenue' or spend = 'capital'
);
alter table budget_lines add column vat_basis text not null default 'as paid' check (
    vat_basis = 'as paid' or vat_basis = 'net of VAT' or vat_basis = 'with VAT'
);
alter table evidence add column keep_until text check (keep_until is null or date(keep_until) is keep_until);
"""

_PAYMENTS = """
create table commitment_payments (
    id text not null primary key,
    commitment_id text not null references transactions (id),
    payment_id text not null references transactions (id),
    amount_pence integer not null check (amount_pence > 0),
    unique (commitment_id, payment_id)
) strict;
create index commitment_payments_payment on commitment_payments (payment_id);
create table accruals (
    id text not null primary key,
    transaction_id text not null unique references transactions (id),
    reason text not null check (reason <> ''),
    paid_on text check (paid_on is null or date(paid_on) is paid_on)
) strict;
create table refunds (
    id text not null primary key,
    refund_id text not null unique references transactions (id),
    payment_id text not null references transactions (id) check (payment_id <> refund_id)
) strict;
create index refunds_payment on refunds (payment_id);
create table matches (
    id text not null primary key,
    agreement_id text not null references agreements (id),
    kind text not null check (kind = 'cash' or kind = 'in kind'),
    given_on text not null check (date(given_on) is given_on),
    amount_pence integer not null check (amount_pence > 0),
    contributor_id text references organisations (id),
    line_id text references budget_lines (id),
    description text not null,
    basis text not null,
    marking text not null check (marking = 'public' or marking = 'partner' or marking = 'restricted'),
    marking_reason text not null,
    illustrative integer not null check (illustrative in (0, 1))
) strict;
create index matches_agreement on matches (agreement_id, given_on);
create table shared_costs (
    id text not null primary key,
    title text not null check (title <> ''),
    year integer not null,
    total_pence integer not null check (total_pence >= 0),
    key text not null check (key = 'equal' or key = 'percentage' or key = 'headcount'),
    note text not null,
    illustrative integer not null check (illustrative in (0, 1))
) strict;
create table cost_shares (
    id text not null primary key,
    cost_id text not null references shared_costs (id),
    position integer not null,
    bearer text not null check (bearer <> ''),
    weight integer not null check (weight >= 0),
    amount_pence integer not null,
    line_id text references budget_lines (id)
) strict;
create index cost_shares_cost on cost_shares (cost_id, position);
"""

_AHEAD = """
create table forecast_versions (
    id text not null primary key,
    agreement_id text not null references agreements (id),
    year integer not null,
    made_on text not null check (date(made_on) is made_on),
    title text not null check (title <> ''),
    note text not null
) strict;
create index forecast_versions_agreement on forecast_versions (agreement_id, year, made_on);
create table forecast_amounts (
    id text not null primary key,
    version_id text not null references forecast_versions (id),
    line_id text not null references budget_lines (id),
    quarter_starts_on text not null check (date(quarter_starts_on) is quarter_starts_on),
    actual_pence integer not null,
    committed_pence integer not null,
    forecast_pence integer not null,
    unique (version_id, line_id, quarter_starts_on)
) strict;
create table underspend_plans (
    id text not null primary key,
    line_id text not null references budget_lines (id),
    year integer not null,
    treatment text not null check (
        treatment = 'return' or treatment = 'carry forward' or treatment = 're-profile'
    ),
    amount_pence integer not null check (amount_pence > 0),
    plan text not null,
    unique (line_id, year, treatment)
) strict;
create table funding_needs (
    id text not null primary key,
    priority_id text references priorities (id),
    year integer not null,
    amount_pence integer not null check (amount_pence >= 0),
    note text not null,
    unique (priority_id, year)
) strict;
create table deflators (
    id text not null primary key,
    name text not null unique check (name <> ''),
    edition text not null,
    source text not null check (source <> ''),
    loaded_on text not null check (date(loaded_on) is loaded_on),
    levels text not null check (json_valid(levels))
) strict;
"""

_PROOF = """
create table audit_samples (
    id text not null primary key,
    agreement_id text not null references agreements (id),
    year integer not null,
    drawn_on text not null check (date(drawn_on) is drawn_on),
    drawn_by text not null,
    seed integer not null,
    percent integer not null check (percent between 1 and 100),
    note text not null
) strict;
create table audit_items (
    id text not null primary key,
    sample_id text not null references audit_samples (id),
    transaction_id text not null references transactions (id),
    result text not null check (
        result = 'not checked' or result = 'in order' or result = 'query' or result = 'not in order'
    ),
    checked_on text check (checked_on is null or date(checked_on) is checked_on),
    checked_by text not null,
    note text not null,
    unique (sample_id, transaction_id)
) strict;
create index audit_items_transaction on audit_items (transaction_id);
create table closed_periods (
    id text not null primary key,
    agreement_id text not null references agreements (id),
    quarter_starts_on text not null check (date(quarter_starts_on) is quarter_starts_on),
    closed_on text not null check (date(closed_on) is closed_on),
    closed_by text not null,
    at_change integer not null,
    figures text not null check (json_valid(figures)),
    unique (agreement_id, quarter_starts_on)
) strict;
create table returns (
    id text not null primary key,
    agreement_id text not null references agreements (id),
    template text not null check (template <> ''),
    period text not null check (period <> ''),
    state text not null check (state = 'draft' or state = 'submitted'),
    submitted_on text check (submitted_on is null or date(submitted_on) is submitted_on),
    submitted_by text not null,
    figures text not null check (json_valid(figures)),
    document_id text references documents (id),
    unique (agreement_id, template, period)
) strict;
create table return_answers (
    id text not null primary key,
    return_id text not null references returns (id),
    field text not null check (field <> ''),
    text text not null,
    unique (return_id, field)
) strict;
"""


@migrations(name="0004_money_that_is_audited")
def money_that_is_audited(db: Database) -> None:
    """Give money what a funder audits.

    What is rare about a payment stands in tables of its own: importing a hundred thousand ordinary ones costs no more.
    """
    for script in (_AGREEMENTS, _PAYMENTS, _AHEAD, _PROOF):
        run(db, script)
    schema.make_journal_triggers(db)
