"""The sample partnership: faithful to the minutes, honest about what is not in them, the same every time."""

import csv
import hashlib
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from cspdesk.domain.audience import Audience
from cspdesk.domain.commitments import outstanding
from cspdesk.domain.evidence import EvidenceKind
from cspdesk.domain.funding import Certainty, Eligibility, TransactionKind
from cspdesk.domain.money import typed_pence
from cspdesk.domain.partnership import PriorityStatus
from cspdesk.domain.periods import FinancialYear, Quarter
from cspdesk.domain.positions import cash_held, positions, total, traced
from cspdesk.errors import UserError
from cspdesk.paths import resource
from cspdesk.store.check import check_file
from cspdesk.store.rows import Table
from cspdesk.store.sample import fill_with_sample
from cspdesk.store.sample_funding import read_awards
from cspdesk.store.sample_plans import FROM_MINUTES, NOT_FROM_MINUTES
from cspdesk.store.store import Store, create_store
from tests.store.sample_record import NAME, STANDS_AT, make_sample

PRIORITIES = (
    "Reducing re-offending",
    "Reducing the harm done by alcohol and drugs",
    "Domestic violence",
    "Community cohesion and anti-social behaviour",
    "Child sexual abuse",
)
NAMED_BY_MORE = ("action_indicators", "year_end_decisions")  # an action's id with a name or a year
YEARS = tuple(FinancialYear(y) for y in (2014, 2015, 2016))
MINUTES_FIGURES = (
    "5 May 2016",
    "26",
    "£496,017",
    "£75,000",
    "12",
    "40%",
    "50%",
    "5%",
    "18%",
    "10%",
    "15%",
    "30%",
    "4%",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with make_sample(tmp_path_factory.mktemp("sample") / "sample.cspdesk") as made:
        yield made


def tables(store: Store) -> tuple[Table, ...]:
    parts = (store.partnership, store.plans, store.funding, store.imports, store.evidence, store.documents)
    parts += (store.services, store.reviews)
    found = {t.name: t for part in parts for t in vars(part).values() if isinstance(t, Table)}
    return tuple(found.values())


def rows(store: Store) -> dict[str, tuple]:
    return {table.name: table.where() for table in tables(store)}


def commissioner_id(store: Store) -> str:
    return next(o.id for o in store.partnership.all_organisations() if o.name == "Police and Crime Commissioner")


# --- what the minutes say


def test_the_priorities_have_exactly_the_names_of_the_minutes_and_the_fifth_is_proposed(store: Store) -> None:
    found = store.partnership.all_priorities()
    assert tuple(p.name for p in found) == PRIORITIES
    assert [p.status for p in found] == [PriorityStatus.ACTIVE] * 4 + [PriorityStatus.PROPOSED]
    assert all(p.aim and p.why_chosen and p.lead_id for p in found)


def test_the_instalments_received_from_the_commissioner_are_what_the_minutes_give(store: Store) -> None:
    ours = [a for a in store.funding.all_agreements() if a.funder_id == commissioner_id(store)]
    received = [i for a in ours for i in store.funding.instalments_of(a.id) if i.received_on is not None]
    assert sum(i.amount_pence for i in received) == 496_017_00
    assert max(i.received_on for i in received if i.received_on) < date(2016, 3, 1)


def test_the_business_unit_costs_75000_a_year_and_serves_three_boards(store: Store) -> None:
    units = [a for a in store.funding.all_agreements() if "UNIT" in a.reference]
    assert [(a.starts_on.year, a.awarded_pence, a.illustrative) for a in units] == [
        (year, 75_000_00, False) for year in (2014, 2015, 2016)
    ]
    assert all(len(store.funding.lines_of(a.id)) == 3 for a in units)


def test_the_core_agreement_of_2015_16_is_called_what_others_look_for(store: Store) -> None:
    core = store.funding.agreement_called("PCC-2015-CORE")
    assert core is not None
    assert (core.starts_on, core.ends_on, core.certainty) == (date(2015, 4, 1), date(2016, 3, 31), Certainty.CONFIRMED)
    assert core.funder_id == commissioner_id(store)


def test_core_money_is_confirmed_for_2016_17_and_nothing_after(store: Store) -> None:
    certainty = {a.reference: a.certainty for a in store.funding.all_agreements()}
    assert certainty["PCC-2016-CORE"] is Certainty.CONFIRMED
    later = [a for a in store.funding.all_agreements() if a.starts_on > YEARS[-1].ends_on]
    assert later
    assert all(a.certainty is Certainty.INDICATIVE and a.confirmed_on is None for a in later)
    assert certainty["BRF-2016"] is Certainty.AT_RISK


def test_the_partnership_keeps_the_name_it_was_made_with(tmp_path: Path) -> None:
    with create_store(tmp_path / "x.cspdesk", "Ours", "Ann") as made:
        fill_with_sample(made)
        assert made.partnership.partnership().name == "Ours"


# --- what is not in the minutes says so


def test_every_amount_that_the_minutes_do_not_give_is_marked_illustrative(store: Store) -> None:
    funding = store.funding
    plain = [a.reference for a in funding.all_agreements() if not a.illustrative]
    assert plain == ["HC-2014-UNIT", "HC-2015-UNIT", "HC-2016-UNIT"]
    assert all(line.illustrative for line in funding.all_lines())
    assert all(t.illustrative for t in funding.transactions.where())
    assert all(e.illustrative for e in store.evidence.all_evidence())
    assert all("illustrative" in i.note.lower() for i in funding.instalments.where())
    assert all("illustrative" in v.reason and "illustrative" in v.approved_by for v in funding.all_virements())


def test_every_action_says_whether_it_is_from_the_minutes_and_that_its_dates_are_not(store: Store) -> None:
    actions = store.plans.actions.where()
    assert all(a.illustrative for a in actions)
    assert all(a.description.endswith((FROM_MINUTES, NOT_FROM_MINUTES)) for a in actions)
    assert sum(a.description.endswith(FROM_MINUTES) for a in actions) > 20


def test_a_sentence_with_a_figure_that_is_not_in_the_minutes_says_that_it_is_illustrative(store: Store) -> None:
    texts = [u.text for u in store.plans.updates.where()]
    texts += [a.rating_reason for a in store.plans.actions.where()]
    texts += [m.title for m in store.plans.milestones.where()] + [o.title for o in store.plans.outputs.where()]
    texts += [a.outside_control for a in store.plans.actions.where()]
    texts += [r.summary for r in store.reviews.reviews.where()] + [d.text for d in store.reviews.decisions.where()]
    texts += [y.reason for y in store.reviews.year_ends.where()]
    texts += [r.text for r in store.services.recommendations.where()]
    texts += [line.variance_reason for line in store.funding.all_lines()]
    texts += [o.note for o in store.partnership.all_organisations()]
    texts += [text for p in store.partnership.all_priorities() for text in (p.aim, p.why_chosen)]
    for text in texts:
        found = re.findall(r"5 May 2016|£?\d(?:[\d,]*\d)?%?", text)
        others = [f for f in found if f not in MINUTES_FIGURES and not re.fullmatch(r"20\d\d", f)]
        assert not others or "illustrative" in text.lower(), text


def test_nobody_in_the_sample_is_named_as_a_person(store: Store) -> None:
    titled = re.compile(r"^(?:(?:Mr|Mrs|Ms|Dr)\b.*|[A-Z][a-z'-]+ (?:[A-Z]\.? )?[A-Z][a-z'-]+)$")
    named = [p.name for p in store.partnership.all_people() if titled.match(p.name)]
    named += [p.email for p in store.partnership.all_people() if p.email]
    assert named == []
    assert titled.match("Joan Example")


def test_every_payee_is_a_body_of_the_partnership_an_invented_one_or_a_role(store: Store) -> None:
    ours = {o.name for o in store.partnership.all_organisations()}
    invented = re.compile(r"^(?:Sampleford|Mockbury|Fancyham|Quietwell|Pretend|Made-up) ")
    roles = re.compile(r"^(?:Landlord|Locksmith|Travel claims|Parking penalty)\b")
    others = {t.payee for t in store.funding.transactions.where()} - ours
    assert [payee for payee in others if not invented.match(payee) and not roles.match(payee)] == []


# --- the money adds up


def test_lines_sum_to_their_agreement_and_profiles_to_their_line(store: Store) -> None:
    for agreement in store.funding.all_agreements():
        lines = store.funding.lines_of(agreement.id)
        assert sum(line.original_pence for line in lines) == agreement.awarded_pence, agreement.reference
        profile = store.funding.profile_of(agreement.id)
        for line in lines:
            amounts = [p for p in profile if p.line_id == line.id]
            assert not amounts or sum(p.amount_pence for p in amounts) == line.original_pence, line.reference
            assert [Quarter.of(p.quarter_starts_on).number for p in amounts] in ([], [1, 2, 3, 4])


def test_virements_stay_within_their_agreement_and_sum_to_zero(store: Store) -> None:
    assert len(store.funding.all_virements()) >= 5
    for agreement in store.funding.all_agreements():
        lines, moved = store.funding.lines_of(agreement.id), store.funding.virements_of(agreement.id)
        assert {v.from_line_id for v in moved} | {v.to_line_id for v in moved} <= {line.id for line in lines}
        revised = total(positions(lines, moved, ()).values()).revised
        assert revised == agreement.awarded_pence


def test_a_finished_year_ends_near_its_budget_and_within_the_money_received(store: Store) -> None:
    for agreement in store.funding.all_agreements():
        if agreement.ends_on > STANDS_AT:
            continue
        paid = store.funding.transactions_of(agreement.id)
        lines = store.funding.lines_of(agreement.id)
        left = outstanding(paid, store.commitments.settlements_of(agreement.id))
        where = total(positions(lines, store.funding.virements_of(agreement.id), left).values())
        assert -0.08 * where.revised <= where.variance <= 0, agreement.reference
        assert cash_held(store.funding.instalments_of(agreement.id), paid) >= 0


def test_a_line_that_ends_over_its_budget_gives_a_reason(store: Store) -> None:
    over = 0
    for agreement in store.funding.all_agreements():
        lines = store.funding.lines_of(agreement.id)
        left = outstanding(store.funding.transactions_of(agreement.id), store.commitments.settlements_of(agreement.id))
        where = positions(lines, store.funding.virements_of(agreement.id), left)
        for line in lines:
            over += where[line.id].variance > 0
            assert where[line.id].variance <= 0 or line.variance_reason, f"{agreement.reference} {line.reference}"
    assert over > 0


def test_nothing_is_paid_after_the_day_the_record_stands_at_and_nothing_expected_before(store: Store) -> None:
    for entry in store.funding.transactions.where():
        if entry.kind is TransactionKind.ACTUAL:
            assert entry.occurred_on <= STANDS_AT
        elif entry.kind is TransactionKind.FORECAST:
            assert entry.occurred_on > STANDS_AT


def test_payments_lie_in_their_agreements_period_or_are_flagged(store: Store) -> None:
    periods = {a.id: (a.starts_on, a.ends_on) for a in store.funding.all_agreements()}
    flagged = [t for t in store.funding.transactions.where() if t.outside_period]
    assert len(flagged) == 1
    for entry in store.funding.transactions.where():
        first, last = periods[entry.agreement_id]
        assert (first <= entry.occurred_on <= last) is not entry.outside_period


# --- it is big enough to feel real


def test_it_is_big_enough_to_feel_real(store: Store) -> None:
    assert 38 <= store.plans.actions.count() <= 50
    assert 380 <= store.funding.transactions.count() <= 480
    assert all(store.plans.actions_in(year) for year in YEARS)
    assert {t.kind for t in store.funding.transactions.where()} == set(TransactionKind)


def test_most_payments_are_evidenced_and_some_are_not_yet(store: Store) -> None:
    found = traced(store.funding.transactions.where(), store.evidence.proved_transaction_ids())
    assert 0.80 < found.payments_evidenced / found.payments < 0.95
    assert found.untraced > 0
    core = store.funding.agreement_called("PCC-2015-CORE")
    assert core is not None
    assert traced(store.funding.transactions_of(core.id), store.evidence.proved_transaction_ids()).untraced > 0


def test_it_shows_what_needs_care(store: Store) -> None:
    entries = store.funding.transactions.where()
    assert sum(t.line_id is None for t in entries) >= 3
    assert sum(t.eligibility is Eligibility.INELIGIBLE for t in entries) >= 3
    assert any(t.amount_pence < 0 for t in entries)
    assert {t.marking for t in entries} == set(Audience)
    marked = [t for t in entries if t.marking is not Audience.PUBLIC]
    assert all(t.marking_reason for t in marked)
    assert "Safety of a place: the refuge" in {t.marking_reason for t in marked}


# --- evidence


def test_evidence_files_are_kept_byte_for_byte(store: Store) -> None:
    files = [e for e in store.evidence.all_evidence() if e.kind is EvidenceKind.FILE]
    shipped = {path.name: path.read_bytes() for path in resource("sample", "evidence").iterdir()}
    assert {e.file_name for e in files} == shipped.keys()
    assert len(files) <= 15
    for proof in files:
        content = shipped[proof.file_name]
        assert proof.sha256 == hashlib.sha256(content).hexdigest()
        assert store.evidence.bytes_of(proof.sha256) == content
        assert proof.size_bytes == len(content) < 20_000


def test_no_proof_is_left_unattached(store: Store) -> None:
    assert [e.title for e in store.evidence.unattached()] == []


def test_a_bundle_of_invoices_lists_the_documents_it_proves(store: Store) -> None:
    entries = {t.id: t for t in store.funding.transactions.where()}
    bundles = {e.id: e for e in store.evidence.all_evidence() if e.file_name.startswith("invoices-")}
    links = [link for link in store.evidence.transaction_links() if link.evidence_id in bundles]
    assert len(links) > 100
    for link in links:
        content = resource("sample", "evidence", bundles[link.evidence_id].file_name).read_bytes()
        assert f"({entries[link.transaction_id].reference})".encode() in content


def test_what_is_kept_from_readers_has_no_wider_proof(store: Store) -> None:
    trust = list(Audience)
    proofs = {e.id: e for e in store.evidence.all_evidence()}
    entries = {t.id: t for t in store.funding.transactions.where()}
    for link in store.evidence.transaction_links():
        marking = entries[link.transaction_id].marking
        assert trust.index(proofs[link.evidence_id].marking) >= trust.index(marking)


# --- the same every time, whole, quick


def test_the_sample_is_the_same_every_time(store: Store, tmp_path: Path) -> None:
    with make_sample(tmp_path / "again.cspdesk") as again:
        assert rows(again) == rows(store)
        steps = [(s.label, s.person, s.size) for s in again.journal.steps()]
    assert steps[:-1] == [(s.label, s.person, s.size) for s in store.journal.steps()][:-1]


def test_ids_are_uuids_that_sort_by_the_records_own_time(store: Store) -> None:
    entries = store.funding.transactions.where()
    assert [t.occurred_on for t in entries] == sorted(t.occurred_on for t in entries)
    assert [u.made_on for u in store.plans.updates.where()] == sorted(u.made_on for u in store.plans.updates.where())
    for table in tables(store):
        for record in table.where():
            parts = record.id.split(":")[: 1 if table.name in NAMED_BY_MORE else None]
            assert all(UUID(part).version == 7 for part in parts), table.name


def test_history_reads_as_the_work_of_a_few_people(store: Store) -> None:
    steps = [s for s in store.journal.steps() if not s.label.startswith("Began")]
    assert 25 <= len(steps) <= 50
    assert "Entered the 2015/16 action plans" in {s.label for s in steps}
    assert {s.person for s in steps} <= {p.name for p in store.partnership.all_people()}


def test_the_file_passes_its_check(store: Store) -> None:
    assert check_file(store.path).problems == ()


def test_the_sample_can_be_undone_to_the_empty_record_and_redone(tmp_path: Path) -> None:
    with make_sample(tmp_path / "undone.cspdesk") as made:
        full, count = rows(made), len(made.journal.steps()) - 1
        for _ in range(count):
            made.undo()
        assert [name for name, found in rows(made).items() if found] == ["partnerships"]
        for _ in range(count):
            made.redo()
        assert rows(made) == full


def test_the_sample_goes_only_into_a_new_file(store: Store) -> None:
    before = len(store.journal.steps())
    with pytest.raises(UserError, match="holds a record already"):
        fill_with_sample(store)
    assert len(store.journal.steps()) == before


def test_the_file_waits_for_the_disk_again_once_it_is_made(store: Store, tmp_path: Path) -> None:
    assert store._db.execute("pragma synchronous").fetchone() == (2,)
    with create_store(tmp_path / "x.cspdesk", NAME, "Ann") as made:
        with pytest.raises(ValueError, match="fails"), made.filling():
            raise ValueError("making it fails")
        assert made._db.execute("pragma synchronous").fetchone() == (2,)


# --- the readable files hold what the record holds


def test_every_row_of_the_readable_files_is_in_the_record(store: Store) -> None:
    with resource("sample", "transactions.csv").open(encoding="utf-8", newline="") as source:
        listed = list(csv.DictReader(source))
    kept = store.funding.transactions.where()
    assert sorted((r["date"], r["payee"], typed_pence(r["amount"])) for r in listed) == sorted(
        (t.occurred_on.isoformat(), t.payee, t.amount_pence) for t in kept
    )
    assert {a.agreement.reference for a in read_awards()} == {a.reference for a in store.funding.all_agreements()}
    plans = [tomllib.loads(path.read_text("utf-8")) for path in resource("sample").glob("actions-*.toml")]
    assert sum(len(p["action"]) for p in plans) == store.plans.actions.count()


def test_evidence_that_names_a_year_proves_payments_of_that_year_alone(store: Store) -> None:
    titles = {each.id: each.title for each in store.evidence.all_evidence()}
    paid = {each.id: each.occurred_on for each in store.funding.transactions.where()}
    named = [
        (label, paid[link.transaction_id])
        for link in store.evidence.of_transactions.where()
        for label in re.findall(r"20\d\d/\d\d", titles[link.evidence_id])
    ]
    assert named
    assert all(FinancialYear.of(day).label == label for label, day in named)
