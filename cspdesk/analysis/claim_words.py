"""The words by which a sentence claims: that something moved, what made it move, of when, and how sure it is."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from cspdesk.analysis.claim_causes import leads_to
from cspdesk.domain.periods import MONTHS
from cspdesk.domain.records import dataclass

_RISE = (
    r"(?:rose|risen|rises|rise|rising|increas(?:e|es|ed|ing)|grew|grown|growth|growing|climb(?:ed|ing)|soar(?:ed|ing)"
    r"|surg(?:e|ed|ing)|jump(?:ed)?|spiked|(?:sky)?rocketed|shot up|swelled|escalat(?:ed|ing)|doubled|trebled|tripled"
    r"|quadrupled|higher|greater|record highs?|through the roof|spiral(?:led|ling)|mushroom(?:ed|ing)|balloon(?:ed|ing)"
    r"|explod(?:ed|ing)|boom(?:ed|ing)|leapt|on the (?:rise|increase)|out of control|(?:gone|going|went|c[oa]m(?:e"
    r"|ing)) up"
    r"|highest(?= (?:level|rate|figure|number|point|for|in|since|ever|on record)\b)"
    r"|up(?= by\b| from\b| in\b| on\b| since\b| [\d§£]| a | compared\b| again\b|\s*$|[.!,]))"
)
_FALL = (
    r"(?:fell|fallen|falls|fall|falling|decreas(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|drop(?:s|ped|ping)?|reduc(?:ed|es)"
    r"|reductions?|lower(?:ed)?|halved|shrank|shrunk|shrinking|fewer|lessened|cut|cuts|slashed|turned down"
    r"|plummet(?:ed|ing)|plunged|tumbled|collapsed|dwindl(?:ed|ing)|receded|eliminated|eradicated|wiped out|stamped out"
    r"|brought (?:back )?under control"
    r"|record lows?|tail(?:ed|ing) off|dr(?:ied|ying) up|eas(?:ed|ing)|dipp(?:ed|ing)|slacken(?:ed|ing)|slump(?:ed|ing)"
    r"|tumbling|waned|waning|on the (?:wane|decline|slide|retreat)|ebb(?:ed|ing)|subsid(?:ed|ing)|diminish(?:ed|ing)"
    r"|downwards?|(?:gone|going|went|c[oa]m(?:e|ing)) down|(?:all but )?(?:disappeared|vanished)|a thing of the past"
    r"|lowest(?= (?:level|rate|figure|number|point|for|in|since|ever|on record)\b)"
    r"|down(?= by\b| from\b| in\b| on\b| since\b| [\d§£]| a | compared\b| again\b|\s*$|[.!,]))"
)
_BETTER = (
    r"(?:improv(?:ed|es|ing|ements?)|safer(?!-| neighbourhoods? (?:teams?|polic|panel|partner)"
    r"| \w+ (?:plan|project|scheme|strategy|programme|fund|bid|award|meeting|group|team)s?\b)"
    r"|better(?! (?:report|record|count|known|underst|inform|shar|data|than nothing)))"
)
_WORSE = r"(?:(?<!or )worse|worsen(?:s|ed|ing)|deteriorat(?:ed|es|ing|ion))"
_STEADY = (
    r"(?:unchanged|stable|steady|(?:stayed|remained|is|are|was|were) the same|levelled off|plateaued"
    r"|stabili[sz]ed|static|(?:is|are|was|were|remain(?:s|ed)?|stay(?:s|ed)?) flat)"
)
_STATE = (
    r"(?:(?:is|are|was|were|remains?|remained|stays?|stayed) (?:very |quite |still )?"
    r"(?:low|high|rare|common|good|poor)|(?:does|do|doing|did) (?:very |quite )?(?:well|badly|poorly)"
    r"|(?:best|worst|safest|lowest|highest) (?:in|of) (?:the )?"
    r"(?:region|country|county|force|nation|england|west mercia))"
)
_MOVES = re.compile(
    rf"\b(?:(?P<rise>{_RISE})|(?P<fall>{_FALL})|(?P<better>{_BETTER})|(?P<worse>{_WORSE})"
    rf"|(?P<steady>{_STEADY})|(?P<state>{_STATE}))\b",
    re.IGNORECASE,
)
# A clause that hopes, asks, denies or plans makes no claim; a sentence that says that nobody can tell makes none.
_OPEN = re.compile(
    r"\b(?:whether|may|might|could|would|will|shall|should|aims?|aimed|aiming|hopes?|hoped|expect(?:s|ed)?|planned"
    r"|plans? to|intend(?:s|ed)?|seeks?|sought|if|unless|until|needs? to|wants?|wish(?:es)?|not|no|nor|never|neither"
    r"|without|nobody|none|asked|ask|risks? (?:that|is that)|(?:an?|the|main|key|biggest|some) risks? (?:is|are|was"
    r"|were|of (?:los|clos|delay)\w*)|fears? (?:that|of it)|feared|worry that|worried|designed|attempts?|try|tries"
    r"|cannot|promised?"
    r"|\w+n[’']t)\b",
    re.IGNORECASE,
)
_TO_DO = re.compile(
    r"(?<!\bcontinues )(?<!\bcontinue )(?<!\bcontinued )(?<!\bbegan )(?<!\bbegun )(?<!\bstarted )(?<!\bstarting )"
    r"\b(?:to|towards|of|for|on|in|at|by)\s+$",
    re.IGNORECASE,
)
# “set up in 2015” and “broken down by age” move nothing; “falls to the council” neither.
_PARTICLE = re.compile(
    r"\b(?:set|sets|setting|sign(?:ed|s)?|made|pick(?:ed|s)?|end(?:ed|s)?|open(?:ed|s)?|built|caught|took|taken"
    r"|start(?:ed|s)?"
    r"|follow(?:ed|s|ing)?|back(?:ed|s)?|summed|add(?:ed|s)?|broken|break(?:s|ing)?|laid|put|cut|wind|wound|slow(?:ed)?"
    r"|written|wrote|handed|stood|split)\s+$",
    re.IGNORECASE,
)
_FALLS_TO = re.compile(
    r"^falls?\b(?= (?:to|on|upon|within|under|outside|into|due|between|short)\b)"
    r"|^(?:fell|drops?|dropped)\b(?= (?:behind|through|ill|out|short|in on)\b)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"^(?:Safer|Better|Stronger) (?=[A-Z])")  # Safer Herefordshire is a name
_HARMS = re.compile(
    r"\b(?:crimes?|re-?offending|offending|offences?|violence|abuse|harm|burglar(?:y|ies)|theft|assaults?|anti-?social"
    r" behaviour|deaths?|killings?|drug use|drinking|exploitation|safer)\b",
    re.IGNORECASE,
)
_GERUND = re.compile(r"^(?:reducing|improving|increasing|cutting|lowering)$", re.IGNORECASE)
_UNTOLD = re.compile(
    r"\b(?:cannot|can[’']t|could not|not possible to)\s+(?:yet\s+)?(?:be\s+)?"
    r"(?:show|shown|tell|told|say|said|compared?|judged?|known)\b|\bnothing can be said\b"
    r"|\bno change (?:can be|is) given\b|\b(?:hard|too early|impossible) to (?:tell|say|judge)\b"
    r"|\b(?:does|do|did) not (?:show|tell|say|mean)\b|\bneither (?:show|tell|say)\b"
    r"|\bnot (?:known|comparable|compared|counted alike|yet (?:published|known|available))\b"
    r"|\bno (?:clear change|data|figures?)\b|\bunknown\b|\bchance alone\b|\bin different ways\b"
    r"|\bdata (?:end|reach|stop)\b"
    r"|\b(?:wrong|misleading|unfair|unwise|mistaken) to (?:say|claim|credit|conclude|read|infer|suggest)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:now|currently|today|recent(?:ly)?|at present|presently|these days|this year|last year|this month|latest"
    r"|is|are|has|have|continues?|keeps?)\b",
    re.IGNORECASE,
)
_MONTH = "|".join(MONTHS)
_TIMES = re.compile(
    rf"(?:(?P<month>{_MONTH})\s+)?(?<![\d/.,£])(?P<year>(?:19|20)\d\d)(?:[/–-](?P<second>\d\d(?:\d\d)?))?(?![\d%]"
    rf"|[.,]\d)"
)
_SINCE = re.compile(
    r"\b(?:since|from|after|compared with|against|than in|over)\s+(?:the )?(?:start of |early |late )?$", re.I
)


@dataclass(frozen=True, slots=True)
class Movement:
    """That a clause says something moved: from first to last of the sentence, up (1), down (-1) or not (0).

    judged: it says better or worse (1 and -1) and leaves the direction open.
    """

    first: int
    last: int
    direction: int
    judged: bool = False


@dataclass(frozen=True, slots=True)
class Spell:
    """A time that a sentence names: its days, and whether it says that since then."""

    starts_on: date
    ends_on: date
    since: bool


@lru_cache(maxsize=4096)
def movements(clause: str, at: int) -> tuple[Movement, ...]:
    """Return what a clause claims to have moved; what is hoped, asked or denied is no claim. at: its place."""
    return () if is_open(clause) else tuple(_movements(clause, at))


def _movements(clause: str, at: int) -> Iterator[Movement]:
    for found in _MOVES.finditer(clause):
        word = found[0]
        if _GERUND.match(word) and not re.search(r"\b(?:is|are|was|were|been|be)\s+$", clause[: found.start()], re.I):
            continue
        if _TO_DO.search(clause[: found.start()]) and found["steady"] is None and not _is_noun(clause, found):
            continue
        if word.casefold() in ("up", "down") and _PARTICLE.search(clause[: found.start()]):
            continue
        if _FALLS_TO.match(clause[found.start() :]) or _NAMED.match(clause[found.start() :]):
            continue
        kind = found.lastgroup or ""
        direction = {"rise": 1, "fall": -1, "better": 1, "worse": -1}.get(kind, 0)
        yield Movement(at + found.start(), at + found.end(), direction, judged=kind in ("better", "worse"))


def _is_noun(clause: str, found: re.Match[str]) -> bool:
    """Return whether the word is what was led to, as in “led to fewer crimes”, not what is to be done."""
    return leads_to(clause[: found.start()]) or found[0].casefold() in ("fewer", "lower", "higher")


def is_open(clause: str) -> bool:
    """Return whether a clause hopes, asks, plans or denies, so that it claims nothing."""
    return bool(_OPEN.search(clause))


def is_untold(sentence: str) -> bool:
    """Return whether a sentence says itself that something cannot be told."""
    return bool(_UNTOLD.search(sentence))


def is_of_now(clause: str) -> bool:
    """Return whether a clause speaks of how things stand."""
    return bool(_NOW.search(clause))


def is_of_harm(clause: str) -> bool:
    """Return whether a clause speaks of crime or harm by name, so that a change of it is a result."""
    return bool(_HARMS.search(clause))


@lru_cache(maxsize=4096)
def spells(clause: str) -> tuple[Spell, ...]:
    """Return the years, financial years and months that a clause names."""
    return tuple(_spells(clause))


def _spells(clause: str) -> Iterator[Spell]:
    for found in _TIMES.finditer(clause):
        year, since = int(found["year"]), bool(_SINCE.search(clause[: found.start()]))
        if found["month"]:
            month = MONTHS.index(found["month"]) + 1
            following = date(year + month // 12, month % 12 + 1, 1)
            yield Spell(date(year, month, 1), date.fromordinal(following.toordinal() - 1), since)
        elif found["second"]:
            yield Spell(date(year, 4, 1), date(year + 1, 3, 31), since)
        else:
            yield Spell(date(year, 1, 1), date(year, 12, 31), since)
