"""Every file that is given out is searched, before it is where it was asked for, for what its readers may not see.

What is withheld is dropped when figures are gathered. This is the second lock: it reads the finished file, in all it
holds, and knows nothing of how it was made.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType

from cspdesk.domain.audience import Audience
from cspdesk.domain.leaks import Hidden, HiddenNumber, found, given_away_already, numbers_found, said_in_papers
from cspdesk.errors import UserError
from cspdesk.paths import resource
from cspdesk.store.store import open_store

_SAYING = tuple(f"cspdesk.{layer}." for layer in ("domain", "analysis", "charts", "exchange", "reports", "app"))
_KINDS = {
    "actions": "an action",
    "action_updates": "an update of an action",
    "milestones": "a milestone",
    "outputs": "an output",
    "agreements": "an agreement",
    "budget_lines": "a budget line",
    "transactions": "a payment",
    "accruals": "a payment",
    "evidence": "an item of evidence",
    "priorities": "a priority",
    "commissioned_services": "a commissioned service",
    "case_reviews": "a case review",
    "case_recommendations": "a case review",
    "reviews": "a review of a plan",
    "review_decisions": "a review of a plan",
    "matches": "match funding",
    "indicators": "an indicator",
    "observations": "an indicator",
    "meetings": "a meeting",
    "questions": "a question of scrutiny",
    "recommendations": "a recommendation of scrutiny",
    "papers": "a paper",
    "paper_texts": "a text of a paper",
    "case_studies": "a case study",
    "beneficiaries": "a small number of people",
}


@contextmanager
def searched(out: Path, source: Path, audience: Audience) -> Iterator[Path]:
    """Give a path to write an export to; it comes to be at `out` only when nothing withheld is found in it.

    source is the partnership's file, which is only read, through a connection of its own: this may run beside the
    window. Raises UserError saying which kind of record was found, but not what; then no file is left, and what was at
    `out` before is still there.
    """
    if audience is Audience.RESTRICTED:
        yield out
        return
    beside = out.with_name(f".{out.stem}.unsearched{out.suffix}")
    try:
        yield beside
        if beside.exists():
            search(beside, source, audience, called=out.name)
            _put(beside, out)
    except UserError as error:
        raise UserError(str(error).replace(beside.name, out.name)) from error
    finally:
        beside.unlink(missing_ok=True)


def search(path: Path, source: Path, audience: Audience, *, called: str | None = None) -> None:
    """Search a finished file for everything that an audience may not see; called is the name it is to have.

    Raises UserError on one hit. The file is left as it is.
    """
    from cspdesk.reports.reading_back import texts_in

    name = called or path.name
    try:
        texts = [name, *list(texts_in(path))[1:]]
    except ValueError as error:
        raise UserError(f"{name} could not be searched for what is withheld, so it was not kept.") from error
    kinds = leaks(texts, source, audience)
    if kinds:
        raise UserError(
            f"{name} was not written. It would have shown what is withheld from {audience.value} readers: "
            f"{', '.join(kinds)}. If somebody typed it into a text or a title that these readers see, take it out "
            "there, or mark that text too; or call what is withheld by another name. Otherwise this is a fault in "
            "cspdesk: please report it."
        )


def leaks(texts: Iterable[str], source: Path, audience: Audience) -> tuple[str, ...]:
    """Return the kinds of withheld records that texts give away, in words; none when all is well.

    A withheld text that these readers may also see elsewhere in the record, or that cspdesk itself says in documents,
    gives nothing away; but see `given_away_already` of a name that somebody wrote into another text, and
    `said_in_papers` of what two papers say in the same words.
    """
    texts = tuple(texts)
    with open_store(source, read_only=True, thorough=False) as store, store.reading():
        hidden = frozenset(store.withheld.texts(audience))
        hits: frozenset[Hidden] = found(hidden, texts)
        if hits:
            hits -= given_away_already(hits, store.withheld.seen(audience))
            hits -= said_in_papers(hits, texts, store.withheld.written(audience))
        numbers: frozenset[HiddenNumber] = numbers_found(store.withheld.numbers(audience), texts)
    if hits:
        hits -= found(hits, _own_words())
    kinds = {hit.kind for hit in hits} | {hit.kind for hit in numbers}
    return tuple(sorted({_KINDS.get(kind, "a record") for kind in kinds}))


def _put(beside: Path, out: Path) -> None:
    try:
        os.replace(beside, out)
    except OSError as error:
        raise UserError(f"{out.name} could not be written ({error.strerror}). Choose another place.") from error


def _own_words() -> Iterator[str]:
    """Return every text that cspdesk says in documents of its own accord: its sentences and its templates."""
    for name, module in list(sys.modules.items()):
        if name.startswith(_SAYING):
            for value in vars(module).values():
                yield from _said(value)
    for folder in ("papers", "returns"):
        for path in sorted(resource(folder).glob("*.toml")):
            yield path.read_text(encoding="utf-8")


def _said(value: object, depth: int = 0) -> Iterator[str]:
    """Return the texts in a constant, and those that a function or the functions of a class are made with."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, CodeType):
        for each in value.co_consts:
            yield from _said(each, depth)
    elif isinstance(value, tuple | list | frozenset | dict) and depth < 6:
        for each in [*value, *value.values()] if isinstance(value, dict) else value:
            yield from _said(each, depth + 1)
    elif isinstance(value, type):
        for each in vars(value).values():
            yield from _said(getattr(each, "__code__", each if isinstance(each, str) else ""), depth)
    elif code := getattr(value, "__code__", None):
        yield from _said(code, depth)
