"""Papers that are written here, what scrutiny asked, markings of single fields, and where documents went."""

from sqlite_utils import Database

from cspdesk.store import schema
from cspdesk.store.migrations.running import migrations, run

_SCRUTINY = """
create table meetings (
    id text not null primary key,
    body text not null check (body <> ''),
    held_on text not null check (date(held_on) is held_on),
    title text not null,
    minutes text not null,
    note text not null,
    marking text not null check (marking = 'public' or marking = 'partner' or marking = 'restricted'),
    marking_reason text not null,
    illustrative integer not null check (illustrative in (0, 1))
) strict;
create index meetings_held on meetings (held_on);
create table questions (
    id text not null primary key,
    meeting_id text not null references meetings (id),
    position integer not null,
    text text not null check (text <> ''),
    asked_by text not null,
    priority_id text references priorities (id),
    asked_of text not null,
    due_on text check (due_on is null or date(due_on) is due_on),
    answer text not null,
    answered_on text check (answered_on is null or date(answered_on) is answered_on),
    answered_by text not null,
    what_happened text not null,
    marking text not null check (marking = 'public' or marking = 'partner' or marking = 'restricted'),
    marking_reason text not null,
    illustrative integer not null check (illustrative in (0, 1))
) strict;
create index questions_meeting on questions (meeting_id, position);
create table recommendations (
    id text not null primary key,
    meeting_id text not null references meetings (id),
    position integer not null,
    reference text not null,
    text text not null check (text <> ''),
    addressed_to text not null,
    priority_id text references priorities (id),
    owner_id text references people (id),
    decision text not null check (
        decision = '' or decision = 'accepted' or decision = 'accepted in part' or decision = 'not accepted'
    ),
    response text not null,
    responded_on text check (responded_on is null or date(responded_on) is responded_on),
    due_on text check (due_on is null or date(due_on) is due_on),
    done_on text check (done_on is null or date(done_on) is done_on),
    outcome text not null,
    marking text not null check (marking = 'public' or marking = 'partner' or marking = 'restricted'),
    marking_reason text not null,
    illustrative integer not null check (illustrative in (0, 1)),
    check (decision <> 'not accepted' or response <> '')
) strict;
create index recommendations_meeting on recommendations (meeting_id, position);
"""

_AUDIENCES = """
create table field_markings (
    id text not null primary key,
    table_name text not null check (table_name <> ''),
    record_id text not null check (record_id <> ''),
    field text not null check (field <> ''),
    marking text not null check (marking = 'public' or marking = 'partner' or marking = 'restricted'),
    marking_reason text not null,
    unique (record_id, table_name, field)
) strict;
create table publicity_periods (
    id text not null primary key,
    title text not null check (title <> ''),
    starts_on text not null check (date(starts_on) is starts_on),
    ends_on text not null check (date(ends_on) is ends_on and ends_on >= starts_on),
    source text not null,
    note text not null
) strict;
create table publicity_exports (
    id text not null primary key,
    period_id text not null references publicity_periods (id),
    document text not null check (document <> ''),
    went_on_by text not null check (went_on_by <> ''),
    went_on_on text not null check (date(went_on_on) is went_on_on),
    reason text not null check (reason <> '')
) strict;
create index publicity_exports_period on publicity_exports (period_id);
create table disclosure_rules (
    id text not null primary key,
    least_public integer not null check (least_public >= 0),
    least_partner integer not null check (least_partner >= 0)
) strict;
"""

_PAPERS = """
create table papers (
    id text not null primary key,
    kind text not null check (kind = 'bid' or kind = 'committee'),
    template text not null check (template <> ''),
    title text not null check (title <> ''),
    year integer not null,
    begun_on text not null check (date(begun_on) is begun_on),
    priority_id text references priorities (id),
    meeting_id text references meetings (id),
    marking text not null check (marking = 'public' or marking = 'partner' or marking = 'restricted'),
    marking_reason text not null
) strict;
create index papers_year on papers (year, kind);
create table paper_texts (
    id text not null primary key,
    paper_id text not null references papers (id),
    section text not null check (section <> ''),
    body text not null,
    marking text not null check (marking = 'public' or marking = 'partner' or marking = 'restricted'),
    marking_reason text not null,
    unique (paper_id, section)
) strict;
create table overrulings (
    id text not null primary key,
    paper_id text not null references papers (id),
    section text not null check (section <> ''),
    finding text not null check (finding <> ''),
    words text not null check (words <> ''),
    overruled_by text not null check (overruled_by <> ''),
    reason text not null check (reason <> ''),
    overruled_on text not null check (date(overruled_on) is overruled_on)
) strict;
create index overrulings_paper on overrulings (paper_id, section);
create table funding_options (
    id text not null primary key,
    paper_id text not null references papers (id),
    level text not null check (level = 'full' or level = 'reduced' or level = 'none'),
    amount_pence integer not null check (amount_pence >= 0),
    what_happens text not null,
    unique (paper_id, level)
) strict;
create table case_studies (
    id text not null primary key,
    priority_id text not null references priorities (id),
    year integer not null,
    title text not null check (title <> ''),
    body text not null,
    consented_on text check (consented_on is null or date(consented_on) is consented_on),
    consent_note text not null,
    anonymised integer not null check (anonymised in (0, 1)),
    marking text not null check (marking = 'public' or marking = 'partner' or marking = 'restricted'),
    marking_reason text not null,
    illustrative integer not null check (illustrative in (0, 1))
) strict;
create index case_studies_priority on case_studies (priority_id, year);
create table beneficiaries (
    id text not null primary key,
    priority_id text not null references priorities (id),
    year integer not null,
    breakdown text not null check (breakdown <> ''),
    part text not null check (part <> ''),
    people integer not null check (people >= 0),
    position integer not null,
    source text not null,
    marking text not null check (marking = 'public' or marking = 'partner' or marking = 'restricted'),
    marking_reason text not null,
    illustrative integer not null check (illustrative in (0, 1)),
    unique (priority_id, year, breakdown, part)
) strict;
"""

_DOCUMENTS = """
alter table documents add column version integer not null default 1 check (version >= 1);
alter table documents add column purpose text not null default '';
alter table documents add column media_type text not null default 'application/pdf';
alter table documents add column paper_id text references papers (id);
alter table documents add column signed_sha256 text references file_contents (sha256);
create table document_sendings (
    id text not null primary key,
    document_id text not null references documents (id),
    sent_to text not null check (sent_to <> ''),
    sent_on text not null check (date(sent_on) is sent_on),
    how text not null,
    note text not null
) strict;
create index document_sendings_document on document_sendings (document_id, sent_on);
"""


@migrations(name="0009_papers_and_scrutiny")
def papers_and_scrutiny(db: Database) -> None:
    """Give the record what papers are written from, and the memory of what scrutiny asked."""
    for script in (_SCRUTINY, _AUDIENCES, _PAPERS, _DOCUMENTS):
        run(db, script)
    schema.make_journal_triggers(db)
