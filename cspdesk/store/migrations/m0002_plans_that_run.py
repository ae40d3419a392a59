"""Milestones, outputs, ratings, services, case reviews and reviews of a plan."""

from sqlite_utils import Database

from cspdesk.store import schema
from cspdesk.store.migrations.running import migrations, run

_ACTIONS = """
alter table actions add column kind text not null default 'project' check (
    kind = 'project' or kind = 'service' or kind = 'operation' or kind = 'task'
);
alter table actions add column recurrence text not null default 'once' check (
    recurrence = 'once' or recurrence = 'monthly' or recurrence = 'quarterly' or recurrence = 'yearly'
);
alter table actions add column outside_control text not null default '';
alter table actions add column baseline_due_on text check (
    baseline_due_on is null or date(baseline_due_on) is baseline_due_on
);
alter table actions add column forecast_rating text not null default 'cannot tell';
alter table actions add column forecast_reason text not null default '';
create table milestones (
    id text not null primary key,
    action_id text not null references actions (id),
    title text not null check (title <> ''),
    baseline_on text not null check (date(baseline_on) is baseline_on),
    current_on text not null check (date(current_on) is current_on),
    actual_on text check (actual_on is null or date(actual_on) is actual_on),
    percent integer check (percent is null or percent between 0 and 100),
    note text not null,
    illustrative integer not null check (illustrative in (0, 1))
) strict;
create index milestones_action on milestones (action_id, baseline_on);
create table outputs (
    id text not null primary key,
    action_id text not null references actions (id),
    title text not null check (title <> ''),
    counts text not null check (counts = 'people' or counts = 'contacts' or counts = 'things'),
    unit text not null,
    position integer not null,
    illustrative integer not null check (illustrative in (0, 1))
) strict;
create index outputs_action on outputs (action_id, position);
create table output_quarters (
    id text not null primary key,
    output_id text not null references outputs (id),
    quarter_starts_on text not null check (date(quarter_starts_on) is quarter_starts_on),
    target integer check (target is null or target >= 0),
    actual integer check (actual is null or actual >= 0),
    note text not null,
    unique (output_id, quarter_starts_on)
) strict;
create table action_dependencies (
    id text not null primary key,
    action_id text not null references actions (id),
    needs_id text not null references actions (id) check (needs_id <> action_id),
    unique (action_id, needs_id)
) strict;
create index action_dependencies_needs on action_dependencies (needs_id);
create table action_lines (
    id text not null primary key,
    action_id text not null references actions (id),
    line_id text not null references budget_lines (id),
    unique (action_id, line_id)
) strict;
create index action_lines_line on action_lines (line_id);
create table action_indicators (
    id text not null primary key,
    action_id text not null references actions (id),
    name text not null check (name <> ''),
    unique (action_id, name)
) strict;
"""

_SERVICES = """
create table commissioned_services (
    id text not null primary key,
    priority_id text not null references priorities (id),
    title text not null check (title <> ''),
    provider_id text references organisations (id),
    starts_on text not null check (date(starts_on) is starts_on),
    ends_on text not null check (date(ends_on) is ends_on and ends_on >= starts_on),
    extendable_to text check (extendable_to is null or extendable_to >= ends_on),
    notice_on text check (notice_on is null or date(notice_on) is notice_on),
    value_pence integer not null check (value_pence >= 0),
    action_id text references actions (id),
    line_id text references budget_lines (id),
    note text not null,
    marking text not null check (marking = 'public' or marking = 'partner' or marking = 'restricted'),
    marking_reason text not null,
    illustrative integer not null check (illustrative in (0, 1))
) strict;
create index commissioned_services_priority on commissioned_services (priority_id);
create table case_reviews (
    id text not null primary key,
    priority_id text not null references priorities (id),
    reference text not null unique check (reference <> ''),
    opened_on text not null check (date(opened_on) is opened_on),
    stage text not null,
    stage_due_on text check (stage_due_on is null or date(stage_due_on) is stage_due_on),
    published_on text check (published_on is null or date(published_on) is published_on),
    note text not null,
    marking text not null check (marking = 'public' or marking = 'partner' or marking = 'restricted'),
    marking_reason text not null,
    illustrative integer not null check (illustrative in (0, 1))
) strict;
create index case_reviews_priority on case_reviews (priority_id);
create table case_recommendations (
    id text not null primary key,
    review_id text not null references case_reviews (id),
    position integer not null,
    text text not null check (text <> ''),
    organisation_id text references organisations (id),
    due_on text check (due_on is null or date(due_on) is due_on),
    done_on text check (done_on is null or date(done_on) is done_on)
) strict;
create index case_recommendations_review on case_recommendations (review_id, position);
"""

_REVIEWS = """
create table rating_rules (
    id text not null primary key,
    milestone_at_risk_days integer not null check (milestone_at_risk_days >= 1),
    milestone_off_track_days integer not null check (milestone_off_track_days >= milestone_at_risk_days),
    due_off_track_days integer not null check (due_off_track_days >= 1),
    progress_at_risk_points integer not null check (progress_at_risk_points >= 1),
    progress_off_track_points integer not null check (progress_off_track_points >= progress_at_risk_points),
    update_stale_days integer not null check (update_stale_days >= 1),
    update_cannot_tell_days integer not null check (update_cannot_tell_days >= update_stale_days),
    priority_at_risk_percent integer not null check (priority_at_risk_percent between 1 and 100),
    priority_off_track_percent integer not null check (priority_off_track_percent between 1 and 100)
) strict;
create table reviews (
    id text not null primary key,
    priority_id text references priorities (id),
    year integer not null,
    held_on text not null check (date(held_on) is held_on),
    at_change integer not null,
    frozen text not null check (json_valid(frozen)),
    next_on text check (next_on is null or next_on > held_on),
    summary text not null
) strict;
create index reviews_held on reviews (held_on);
create table review_decisions (
    id text not null primary key,
    review_id text not null references reviews (id),
    position integer not null,
    text text not null check (text <> ''),
    owner_id text references people (id),
    due_on text check (due_on is null or date(due_on) is due_on),
    done_on text check (done_on is null or date(done_on) is done_on)
) strict;
create index review_decisions_review on review_decisions (review_id, position);
create table year_end_decisions (
    id text not null primary key,
    action_id text not null references actions (id),
    year integer not null,
    decision text not null check (decision = 'carried forward' or decision = 'closed'),
    reason text not null check (reason <> ''),
    decided_on text not null check (date(decided_on) is decided_on),
    due_before text not null check (date(due_before) is due_before),
    due_after text not null check (date(due_after) is due_after),
    unique (action_id, year)
) strict;
"""


@migrations(name="0002_plans_that_run")
def plans_that_run(db: Database) -> None:
    """Give actions milestones, outputs, dependencies and ratings; plans their services, case reviews and reviews."""
    for script in (_ACTIONS, _SERVICES, _REVIEWS):
        run(db, script)
    schema.make_journal_triggers(db)
