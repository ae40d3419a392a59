"""Every document the sample can give: of each kind and for each reader, as the words that ask for it."""

import os
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

from cspdesk.cli import main
from cspdesk.domain.audience import Audience
from cspdesk.domain.grants import slug
from cspdesk.domain.periods import FinancialYear
from cspdesk.paths import resource
from tests.store.sample_record import STANDS_AT

YEAR, CORE = "2015/16", "PCC-2015-CORE"
QUARTERS = tuple(f"{YEAR}-Q{number}" for number in range(1, 5))
BIDS = ("commissioner-bid", "community-fund-bid")


@dataclass(frozen=True, slots=True)
class Asked:
    """A document asked for: words of the command line without record, day and place; of which record of the two."""

    words: tuple[str, ...]
    audience: Audience
    record: str = "sample"
    as_pdf_only: bool = False

    @property
    def name(self) -> str:
        """What its file is called, without an ending."""
        said = [slug(word.removeprefix("--")) for word in self.words if word not in _UNSAID]
        return "_".join([*said, *([] if self.record == "sample" else [self.record]), self.audience.value])

    def make(self, source: Path, folder: Path, ending: str) -> Path:
        """Make it as a person would from the command line; fail if it is refused."""
        out = folder / f"{self.name}{ending}"
        asked = [*self.words, "--from", str(source), "--audience", self.audience.value, "--out", str(out)]
        assert main(["export", *asked, "--date", STANDS_AT.isoformat()]) == 0
        return out


def every() -> list[Asked]:
    """Return every document of the sample, and some of one in which a secret is planted wherever one can be."""
    found = [Asked(words, audience) for words, audience in product(_words(), Audience) if _may_be(words, audience)]
    found += [Asked(_booklet(*more), audience, as_pdf_only=True) for more, audience in product(((), _DRAFT), Audience)]
    found += [Asked(words[:-1], Audience.PARTNER) for words in SENT]
    found += [Asked(words, audience, "marked") for words, audience in product(_words_of_marked(), Audience)]
    return found


def keep(made: Path, form: str) -> None:
    """Keep a copy of what was made where CSPDESK_KEEP says, by its form, so that its pages can be looked at."""
    if place := os.environ.get("CSPDESK_KEEP"):
        folder = Path(place) / form
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(made, folder)


def _may_be(words: tuple[str, ...], audience: Audience) -> bool:
    return audience is Audience.PARTNER or words not in SENT


def _words() -> Iterator[tuple[str, ...]]:
    priorities = [each["name"] for each in _shipped("partnership")["priority"]]
    agreements = _shipped("agreements")["agreement"]
    for agreement in agreements:
        yield _of_agreement("evidence", agreement["reference"], "--year", _year(agreement["starts_on"]))
        yield _return("year-end", agreement["reference"], _year(agreement["starts_on"]))
    for template, quarter in product(("dual-rating", "pcc-quarterly", "s151-claim"), QUARTERS):
        yield _return(template, CORE, quarter)
    for year, priority in product(sorted({_year(each["starts_on"]) for each in agreements}), priorities):
        yield "plan", "--priority", priority, "--year", year
    for template, priority in product(BIDS, ("all", *priorities)):
        yield "bid", "--priority", priority, "--template", template, "--year", YEAR
    yield "bid", "--priority", "all", "--year", YEAR, "--draft"
    yield "committee", "--year", YEAR
    yield "committee", "--year", YEAR, "--draft"
    yield "committee", "--year", "2016/17"
    yield "committee", "--year", YEAR, "--one-page"
    for priority in priorities:
        yield "committee", "--year", YEAR, "--one-page", "--priority", priority


def _words_of_marked() -> Iterator[tuple[str, ...]]:
    yield _of_agreement("evidence", CORE, "--year", YEAR)
    yield _return("pcc-quarterly", CORE, QUARTERS[3])
    yield from (("bid", "--priority", "all", "--template", template, "--year", YEAR) for template in BIDS)
    yield "committee", "--year", YEAR
    yield "committee", "--year", YEAR, "--one-page"


def _booklet(*more: str) -> tuple[str, ...]:
    return "committee", "--year", YEAR, "--booklet", *more


def _of_agreement(kind: str, reference: str, *more: str) -> tuple[str, ...]:
    return kind, "--agreement", reference, *more


def _return(template: str, reference: str, period: str) -> tuple[str, ...]:
    return _of_agreement("return", reference, "--template", template, "--period", period, "--draft")


def _year(day: date) -> str:
    return FinancialYear.of(day).label


def _shipped(name: str) -> dict[str, Any]:
    return tomllib.loads(resource("sample", f"{name}.toml").read_text(encoding="utf-8"))


SENT = [_return("pcc-quarterly", CORE, quarter) for quarter in QUARTERS[:3]]  # in their partner version and no other
_DRAFT = ("--draft",)
_UNSAID = frozenset(("--agreement", "--template", "--period", "--priority", "--year"))
