"""Which returns an agreement owes: what it asks for, from its first period on, and what was begun."""

from datetime import date

from cspdesk.domain.return_due import owed
from cspdesk.domain.returns import AskedReturn, Return
from tests.builders import agreement
from tests.return_records import shipped

TODAY = date(2015, 11, 1)
TEMPLATES = (shipped("pcc-quarterly"), shipped("s151-claim"))


def labels(*, kept: tuple[Return, ...] = (), asked: tuple[AskedReturn, ...] = ()) -> list[str]:
    found = owed(agreement(), TEMPLATES, kept, TODAY, asked)
    return [f"{each.template.name} {each.period}" for each in found]


def test_an_agreement_that_asks_for_nothing_owes_what_was_begun_alone() -> None:
    assert labels() == []
    begun = Return("r", "agreement", "s151-claim", "2015/16-Q2")
    assert labels(kept=(begun,)) == ["s151-claim 2015/16-Q1", "s151-claim 2015/16-Q2", "s151-claim 2015/16-Q3"]


def test_what_is_asked_for_is_owed_from_its_first_period_on_though_nobody_began_it() -> None:
    asked = AskedReturn("a", "agreement", "pcc-quarterly", "2015/16-Q2")
    assert labels(asked=(asked,)) == ["pcc-quarterly 2015/16-Q2", "pcc-quarterly 2015/16-Q3"]


def test_a_return_begun_before_the_first_period_asked_for_is_listed_too() -> None:
    asked = AskedReturn("a", "agreement", "pcc-quarterly", "2015/16-Q3")
    begun = Return("r", "agreement", "pcc-quarterly", "2015/16-Q1")
    assert labels(kept=(begun,), asked=(asked,)) == ["pcc-quarterly 2015/16-Q1", "pcc-quarterly 2015/16-Q3"]


def test_a_kind_of_return_that_is_there_no_more_is_not_owed() -> None:
    assert labels(asked=(AskedReturn("a", "agreement", "of-long-ago", "2015/16-Q1"),)) == []
