"""What a document keeps of its figures is read back as it was."""

from datetime import date
from decimal import Decimal

import pytest

from cspdesk.domain.audience import Audience
from cspdesk.domain.frozen_json import from_json, to_json
from cspdesk.domain.narrative import Bound, Passage, Words
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.positions import Position
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError


@dataclass(frozen=True, slots=True)
class Sheet:
    """One value of every sort that figures hold."""

    year: FinancialYear
    day: date | None
    audience: Audience
    position: Position
    size: Decimal
    share: float
    pair: tuple[int, str]
    passages: tuple[Passage, ...]
    spread: tuple[float, float] | None = None


SHEET = Sheet(FinancialYear(2015), date(2016, 5, 5), Audience.PARTNER, Position(original=12), Decimal("1.50"), 3.0,
              (1, "£"), (Passage("point", (Words("a", stressed=True), Bound("money.spent"))),))  # fmt: skip


def test_every_sort_of_value_comes_back_as_it_was() -> None:
    text = to_json(SHEET, document="sheet", form=1)
    assert text.isascii()
    assert from_json(Sheet, text, document="sheet", form=1) == SHEET


def test_what_was_kept_before_a_field_was_added_has_its_default() -> None:
    older = to_json(SHEET, document="sheet", form=1).replace(',"spread":null', "")
    assert from_json(Sheet, older, document="sheet", form=1) == SHEET


@pytest.mark.parametrize(("document", "form"), [("other", 1), ("sheet", 2)])
def test_what_is_of_another_document_or_version_is_refused(document: str, form: int) -> None:
    with pytest.raises(UserError):
        from_json(Sheet, to_json(SHEET, document="sheet", form=1), document=document, form=form)
