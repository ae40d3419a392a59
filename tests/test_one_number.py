"""An action of the sample has one number in every version of every plan, and no version's numbers have a gap."""

from collections.abc import Iterator

import pytest

from cspdesk.app.paper_made import PaperRequest
from cspdesk.app.paper_reading import paper_record
from cspdesk.app.papers import gathered
from cspdesk.app.plans import plan_record
from cspdesk.domain.audience import Audience
from cspdesk.domain.papers import PaperKind
from cspdesk.domain.plan_record import seen_by
from cspdesk.exchange.plan_book_form import references
from cspdesk.reports.plan_gather import gather
from cspdesk.store.store import Store
from tests.store.sample_record import STANDS_AT, make_sample

YEARS = ("2014/15", "2015/16", "2016/17")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with make_sample(tmp_path_factory.mktemp("sample") / "sample.cspdesk") as made:
        yield made


@pytest.mark.parametrize("year", YEARS)
def test_an_action_has_one_number_in_every_version(store: Store, year: str) -> None:
    hidden = 0
    for priority in store.partnership.all_priorities():
        known: dict[str, str] = {}
        for audience in reversed(Audience):
            record = plan_record(store, priority.name, year, STANDS_AT, audience)
            figures = gather(record, audience)
            refs = {line.title: line.ref for line in figures.lines}
            known = known or refs
            assert refs == {title: known[title] for title in refs}
            assert [int(ref.partition(".")[2]) for ref in refs.values()] == list(range(1, len(refs) + 1))
            shown, _ = seen_by(record, audience)
            assert list(references(shown.priority, shown.actions).values()) == list(refs.values())
            hidden += figures.withheld.actions
    assert hidden


@pytest.mark.parametrize("kind", PaperKind)
def test_papers_number_actions_as_their_plans_do(store: Store, kind: PaperKind) -> None:
    for audience in Audience:
        record = paper_record(store, PaperRequest(kind, "2015/16", audience=audience.value), STANDS_AT)
        for priority in gathered(record).priorities:
            plan = gather(plan_record(store, priority.name, "2015/16", STANDS_AT, audience), audience)
            assert [(a.ref, a.title) for a in priority.actions] == [(x.ref, x.title) for x in plan.lines]
