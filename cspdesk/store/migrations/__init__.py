"""How the file came to have its shape: small named steps, each run in one transaction with the record that it ran.

Every module here adds its steps to one set, in the order of these imports. A step that adds or alters a user table
ends with `schema.make_journal_triggers`.
"""

from cspdesk.store.migrations import (
    m0001_the_record,
    m0002_plans_that_run,
    m0003_search,
    m0004_money_that_is_audited,
    m0005_results,
    m0006_plans_from_elsewhere,
    m0007_registrations,
    m0008_reviews_are_marked,
    m0009_papers_and_scrutiny,
    m0013_virements_are_marked,
    m0014_returns_asked_for,
    m0015_sums_in_order,
)
from cspdesk.store.migrations.running import migrations

__all__ = [
    "m0001_the_record",
    "m0002_plans_that_run",
    "m0003_search",
    "m0004_money_that_is_audited",
    "m0005_results",
    "m0006_plans_from_elsewhere",
    "m0007_registrations",
    "m0008_reviews_are_marked",
    "m0009_papers_and_scrutiny",
    "m0013_virements_are_marked",
    "m0014_returns_asked_for",
    "m0015_sums_in_order",
    "migrations",
]
