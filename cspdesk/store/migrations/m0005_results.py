"""Indicators, what was observed, what breaks a series, and what it is compared with."""

from sqlite_utils import Database

from cspdesk.store import schema
from cspdesk.store.migrations.running import migrations, run

_INDICATORS = """
create table indicators (
    id text not null primary key,
    name text not null check (name <> ''),
    measure text not null,
    better text not null,
    frequency text not null,
    priority_id text references priorities (id),
    code text not null,
    definition text not null,
    unit text not null,
    numerator text not null,
    denominator text not null,
    per integer not null check (per >= 1),
    level text not null,
    source text not null,
    source_link text not null,
    licence text not null,
    baseline_from text,
    baseline_to text check (baseline_to is null or baseline_to >= baseline_from),
    baseline_note text not null,
    target text,
    target_on text,
    target_tolerance text,
    next_due_on text,
    owner_id text references people (id),
    count_not_held integer not null check (count_not_held in (0, 1)),
    position integer not null,
    note text not null,
    marking text not null check (marking = 'public' or marking = 'partner' or marking = 'restricted'),
    marking_reason text not null,
    illustrative integer not null check (illustrative in (0, 1))
) strict;
create index indicators_priority on indicators (priority_id, position);
create unique index indicators_code on indicators (code, priority_id) where code <> '';
create table areas (
    id text not null primary key check (id <> ''),
    name text not null check (name <> ''),
    kind text not null
) strict;
create table populations (
    id text not null primary key,
    area_id text not null references areas (id),
    year integer not null,
    people integer not null check (people > 0),
    source text not null,
    unique (area_id, year)
) strict;
create table observations (
    id text not null primary key,
    indicator_id text not null references indicators (id),
    area_id text not null references areas (id),
    starts_on text not null check (length(starts_on) = 10),
    ends_on text not null check (length(ends_on) = 10 and ends_on >= starts_on),
    kind text not null,
    published_on text not null check (length(published_on) = 10),
    count integer,
    denominator text,
    value text,
    lower text,
    upper text,
    suppressed text not null,
    back_dated integer check (back_dated is null or back_dated >= 0),
    note text not null,
    unique (indicator_id, area_id, starts_on, ends_on, published_on)
) strict;
alter table action_indicators add column indicator_id text references indicators (id);
"""

_CAVEATS = """
create table breaks (
    id text not null primary key,
    indicator_id text not null references indicators (id),
    on_day text not null check (date(on_day) is on_day),
    kind text not null,
    effect text not null check (effect = 'none' or effect = 'caution' or effect = 'not comparable'),
    title text not null check (title <> ''),
    direction text not null,
    size text not null,
    source text not null,
    override_by text not null,
    override_reason text not null check ((override_reason = '') = (override_by = ''))
) strict;
create index breaks_indicator on breaks (indicator_id, on_day);
create table annotations (
    id text not null primary key,
    indicator_id text not null references indicators (id),
    starts_on text not null check (date(starts_on) is starts_on),
    text text not null check (text <> ''),
    ends_on text check (ends_on is null or ends_on >= starts_on)
) strict;
create index annotations_indicator on annotations (indicator_id, starts_on);
create table comparator_sets (
    id text not null primary key,
    name text not null check (name <> ''),
    source text not null,
    version text not null,
    dated_on text check (dated_on is null or date(dated_on) is dated_on)
) strict;
create table comparator_areas (
    id text not null primary key,
    set_id text not null references comparator_sets (id),
    area_id text not null references areas (id),
    unique (set_id, area_id)
) strict;
"""


@migrations(name="0005_results")
def results(db: Database) -> None:
    """Give the record its outcome measures, with every vintage of every value and what forbids comparing them."""
    for script in (_INDICATORS, _CAVEATS):
        run(db, script)
    schema.make_journal_triggers(db)
