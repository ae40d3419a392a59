"""What a paper tells of money, plans and outputs in words alone, sentence by sentence, held against the record."""

import re
from collections.abc import Iterable, Iterator

from cspdesk.analysis.claim_findings import Claimed, ClaimFinding
from cspdesk.analysis.claim_owners import Held, Owner, names_somebody
from cspdesk.analysis.claim_record_rules import (
    OF_ONE_OUTPUT,
    OF_SCRUTINY,
    RULES,
    Asked,
    Fault,
    none_of,
    of_target,
    scrutiny_left,
)
from cspdesk.analysis.claim_told import TellsOf, tells_of
from cspdesk.analysis.claim_told_words import Told

_SCRUTINY = re.compile(r"\b(?:scrutiny|committee|members?|council(?:lors?)?)(?:[’']s?)?\b", re.IGNORECASE)


class RecordCheck:
    """Reads the sentences of a paper one after another; of whom one speaks, the next may go on to speak."""

    def __init__(self, held: Held) -> None:
        self._held = held
        self._section, self._before = "", ""
        self._last: Owner | None = None

    def findings(self, claimed: Claimed) -> Iterator[ClaimFinding]:
        """Give what a sentence tells that the record says otherwise."""
        masked, section = claimed.sentence.masked, claimed.section
        if section != self._section:
            self._section, self._before, self._last = section, "", None
        named = self._held.spoken_of(masked, (key for key, _ in claimed.sentence.keys))
        own = self._held.of_section(section)
        if own is not None:
            for told in tells_of(masked, own.year):
                fault = self._fault(told, claimed, named, own)
                if fault is not None:
                    yield claimed.found(fault.kind, told.first, told.last, fault.reason, fault.safe)
        self._last, self._before = named or self._last, masked

    def _fault(self, told: TellsOf, claimed: Claimed, named: Owner | None, own: Owner) -> Fault | None:
        if told.what in OF_ONE_OUTPUT:
            return self._of_output(told, claimed)
        if told.what in OF_SCRUTINY:
            asked = _SCRUTINY.sub("", told.whose)
            return scrutiny_left(self._held, told) if not names_somebody(asked) else None
        if told.what is Told.NONE_OF:
            return none_of(told, claimed)
        owners = self._whose(told, named, own)
        if not owners:
            return None
        faults = [RULES[told.what](Asked(self._held, owner, told)) for owner in owners]
        return faults[0] if all(faults) else None

    def _whose(self, told: TellsOf, named: Owner | None, own: Owner) -> tuple[Owner, ...]:
        """Return of whom it may be told: it is wrong only where it is so of none of them. Empty: of nobody known."""
        if names_somebody(told.whose):
            asked = self._held.named(told.whose)
            return (asked,) if asked is not None else ()
        if named is not None:
            return (named,)
        before = (self._last,) if self._last is not None else ()
        return before if told.its else (*before, own)

    def _of_output(self, told: TellsOf, claimed: Claimed) -> Fault | None:
        masked = claimed.sentence.masked
        named = self._held.outputs_named(masked)
        if not named and claimed.context.spoken_of(masked):
            return None  # an indicator has a target too
        if not named and " it" in f" {masked[: told.first].casefold()}":
            named = self._held.outputs_named(self._before)
        faults = [of_target(self._held, output, told.what) for output in named]
        return next(iter(faults)) if faults and all(faults) else None


def record_findings(held: Held, claimed: Iterable[Claimed]) -> Iterator[ClaimFinding]:
    """Give all of these of a whole paper."""
    check = RecordCheck(held)
    for each in claimed:
        yield from check.findings(each)
