"""The first shape of the file: partnership, plans, money and evidence, with the journal."""

from sqlite_utils import Database

from cspdesk.store import schema
from cspdesk.store.migrations.running import migrations, run

# Values are compared one by one: for a list of three or more SQLite builds a table of them anew for every row.
_JOURNAL = """
create table steps (
    seq integer primary key autoincrement,
    id text not null unique,
    label text not null,
    person text not null,
    at text not null,
    kind text not null check (kind = 'do' or kind = 'undo' or kind = 'redo' or kind = 'outside'),
    of_step integer references steps (seq),
    first_change integer not null,
    last_change integer not null
) strict;
create index steps_of_step on steps (of_step) where of_step is not null;
create table changes (
    id integer primary key,
    step integer,
    tbl text not null,
    row_id text not null,
    before text,
    after text
) strict;
create index changes_row on changes (row_id) where before is not null;
create table open_step (only_row integer primary key check (only_row = 1), step integer) strict;
insert into open_step values (1, null);
"""

_PARTNERSHIP = """
create table partnerships (
    id text not null primary key,
    name text not null check (name <> ''),
    area text not null,
    area_code text not null,
    note text not null
) strict;
create table organisations (
    id text not null primary key,
    name text not null check (name <> ''),
    role text not null,
    note text not null
) strict;
create table people (
    id text not null primary key,
    name text not null check (name <> ''),
    organisation_id text references organisations (id),
    post text not null,
    email text not null
) strict;
create table priorities (
    id text not null primary key,
    position integer not null,
    name text not null check (name <> ''),
    aim text not null,
    why_chosen text not null,
    lead_id text references people (id),
    status text not null check (status = 'proposed' or status = 'active' or status = 'retired'),
    marking text not null check (marking = 'public' or marking = 'partner' or marking = 'restricted'),
    marking_reason text not null
) strict;
"""

_PLANS = """
create table actions (
    id text not null primary key,
    priority_id text not null references priorities (id),
    title text not null check (title <> ''),
    starts_on text not null check (date(starts_on) is starts_on),
    due_on text not null check (date(due_on) is due_on and due_on >= starts_on),
    description text not null,
    lead_id text references people (id),
    status text not null,
    percent integer not null check (percent between 0 and 100),
    finished_on text,
    stated_rating text not null,
    rating_reason text not null,
    marking text not null check (marking = 'public' or marking = 'partner' or marking = 'restricted'),
    marking_reason text not null,
    illustrative integer not null check (illustrative in (0, 1))
) strict;
create index actions_priority on actions (priority_id, due_on);
create table action_partners (
    id text not null primary key,
    action_id text not null references actions (id),
    organisation_id text not null references organisations (id),
    unique (action_id, organisation_id)
) strict;
create table action_updates (
    id text not null primary key,
    action_id text not null references actions (id),
    made_on text not null check (date(made_on) is made_on),
    text text not null check (text <> ''),
    person_id text references people (id)
) strict;
create index action_updates_action on action_updates (action_id, made_on);
"""

_FUNDING = """
create table agreements (
    id text not null primary key,
    funder_id text not null references organisations (id),
    reference text not null unique check (reference <> ''),
    title text not null,
    starts_on text not null check (date(starts_on) is starts_on),
    ends_on text not null check (date(ends_on) is ends_on and ends_on >= starts_on),
    awarded_pence integer not null check (awarded_pence >= 0),
    recipient_id text references organisations (id),
    certainty text not null check (
        certainty = 'requested' or certainty = 'indicative' or certainty = 'confirmed' or certainty = 'at risk'
    ),
    confirmed_on text,
    conditions text not null,
    note text not null,
    marking text not null check (marking = 'public' or marking = 'partner' or marking = 'restricted'),
    marking_reason text not null,
    illustrative integer not null check (illustrative in (0, 1))
) strict;
create table instalments (
    id text not null primary key,
    agreement_id text not null references agreements (id),
    due_on text not null check (date(due_on) is due_on),
    amount_pence integer not null,
    received_on text,
    note text not null
) strict;
create index instalments_agreement on instalments (agreement_id);
create table budget_lines (
    id text not null primary key,
    agreement_id text not null references agreements (id),
    reference text not null check (reference <> ''),
    title text not null,
    original_pence integer not null check (original_pence >= 0),
    priority_id text references priorities (id),
    position integer not null,
    variance_reason text not null,
    illustrative integer not null check (illustrative in (0, 1)),
    unique (agreement_id, reference)
) strict;
create table profile_amounts (
    id text not null primary key,
    line_id text not null references budget_lines (id),
    quarter_starts_on text not null check (date(quarter_starts_on) is quarter_starts_on),
    amount_pence integer not null check (amount_pence >= 0),
    unique (line_id, quarter_starts_on)
) strict;
create table virements (
    id text not null primary key,
    agreement_id text not null references agreements (id),
    from_line_id text not null references budget_lines (id),
    to_line_id text not null references budget_lines (id) check (to_line_id <> from_line_id),
    amount_pence integer not null check (amount_pence > 0),
    decided_on text not null check (date(decided_on) is decided_on),
    reason text not null check (reason <> ''),
    approved_by text not null
) strict;
create index virements_agreement on virements (agreement_id);
create table ledger_imports (
    id text not null primary key,
    agreement_id text not null references agreements (id),
    source_name text not null,
    source_sha256 text not null,
    sheet text not null,
    imported_at text not null,
    added integer not null,
    duplicates integer not null,
    changed integer not null,
    rejected integer not null,
    skipped integer not null,
    total_pence integer not null
) strict;
create index ledger_imports_agreement on ledger_imports (agreement_id);
create table ledger_layouts (
    id text not null primary key,
    title text not null,
    mapping text not null check (json_valid(mapping))
) strict;
create table assignment_rules (
    id text not null primary key,
    agreement_id text not null references agreements (id),
    position integer not null,
    line_id text not null references budget_lines (id),
    payee text not null,
    category text not null,
    text text not null,
    check (payee <> '' or category <> '' or text <> '')
) strict;
create table transactions (
    id text not null primary key,
    agreement_id text not null references agreements (id),
    kind text not null check (kind = 'actual' or kind = 'commitment' or kind = 'forecast'),
    occurred_on text not null check (length(occurred_on) = 10),
    payee text not null,
    amount_pence integer not null,
    line_id text references budget_lines (id),
    description text not null,
    reference text not null,
    category text not null,
    vat_pence integer,
    eligibility text not null check (
        eligibility = 'eligible' or eligibility = 'ineligible' or eligibility = 'not checked'
    ),
    outside_period integer not null check (outside_period in (0, 1)),
    import_id text references ledger_imports (id),
    source_row integer,
    note text not null,
    marking text not null check (marking = 'public' or marking = 'partner' or marking = 'restricted'),
    marking_reason text not null,
    illustrative integer not null check (illustrative in (0, 1))
) strict;
create index transactions_date on transactions (occurred_on);
create index transactions_line on transactions (line_id, occurred_on) where line_id is not null;
"""

_EVIDENCE = """
create table file_contents (
    sha256 text not null primary key check (length(sha256) = 64),
    bytes blob not null
) strict;
create trigger file_contents_never_change before update on file_contents begin
    select raise(abort, 'evidence files never change');
end;
create table evidence (
    id text not null primary key,
    title text not null check (title <> ''),
    kind text not null check (kind in ('file', 'reference')),
    reference text not null,
    file_name text not null,
    media_type text not null,
    sha256 text references file_contents (sha256),
    size_bytes integer not null check (size_bytes >= 0),
    dated_on text,
    source text not null,
    proves text not null,
    personal_data integer not null check (personal_data in (0, 1)),
    marking text not null check (marking = 'public' or marking = 'partner' or marking = 'restricted'),
    marking_reason text not null,
    illustrative integer not null check (illustrative in (0, 1)),
    check ((kind = 'file') = (sha256 is not null)),
    check (kind = 'file' or reference <> '')
) strict;
create index evidence_sha256 on evidence (sha256) where sha256 is not null;
create table transaction_evidence (
    id text not null primary key,
    evidence_id text not null references evidence (id),
    transaction_id text not null references transactions (id),
    unique (transaction_id, evidence_id)
) strict;
create index transaction_evidence_evidence on transaction_evidence (evidence_id);
create table action_evidence (
    id text not null primary key,
    evidence_id text not null references evidence (id),
    action_id text not null references actions (id),
    unique (action_id, evidence_id)
) strict;
create index action_evidence_evidence on action_evidence (evidence_id);
create table documents (
    id text not null primary key,
    kind text not null,
    title text not null,
    audience text not null check (audience = 'public' or audience = 'partner' or audience = 'restricted'),
    made_on text not null check (date(made_on) is made_on),
    made_by text not null,
    sha256 text not null references file_contents (sha256),
    pages integer not null,
    figures text not null check (json_valid(figures)),
    agreement_id text references agreements (id),
    year integer,
    priority_id text references priorities (id),
    note text not null
) strict;
"""


@migrations(name="0001_the_record")
def the_record(db: Database) -> None:
    """Partnership, plans, money and evidence, with the journal that records every change to them."""
    for script in (_JOURNAL, _PARTNERSHIP, _PLANS, _FUNDING, _EVIDENCE):
        run(db, script)
    schema.make_outside_trigger(db)
    schema.make_journal_triggers(db)
