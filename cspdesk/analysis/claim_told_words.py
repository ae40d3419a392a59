"""The ways in which a sentence tells of money, plans and outputs in words alone, as patterns over its masked words."""

import re
from enum import StrEnum
from functools import cache
from itertools import count


class Told(StrEnum):
    """What is told."""

    SPENT = "spent in full"
    IN_TIME = "spent in time"
    NOT_UNDER = "no underspend"
    WITHIN = "within budget"
    EACH_WITHIN = "each within budget"
    OVER = "overspent"
    UNDER = "underspent"
    EVIDENCED = "all evidenced"
    RECEIVED = "all received"
    COMMITTED = "all committed"
    ACTIONS = "all actions done"
    NONE_LATE = "nothing late"
    MILESTONES = "all milestones reached"
    MILESTONES_IN_TIME = "all milestones in time"
    PLAN = "the plan delivered"
    ON_TRACK = "on track"
    NO_CONCERN = "no concerns"
    OUTPUTS = "all outputs delivered"
    OUTPUTS_OVER = "all targets exceeded"
    TARGET = "its target met"
    TARGET_OVER = "its target exceeded"
    TARGET_MISSED = "its target missed"
    ANSWERED = "all recommendations done"
    QUESTIONS = "all questions answered"
    NONE_OF = "none of an indicator"


_W = r"[\w’'/&§-]+"
_MOD = rf"(?P<mod>(?:{_W} ){{0,4}}?)"
_OF = r"(?:for|of|from|in|under|towards|within|on|at|given|awarded|set aside|agreed|promised|planned|due|by)"
_GAP = (
    rf"(?P<gap>(?: {_OF}(?: {_W}){{1,6}}?)?)(?: (?:that )?(?:we|it|they|the partnership)(?: had)?"
    r" (?:promised|planned|agreed|set out|committed to))?"
)
_ITS = r"(?P<its>(?:its|their|his|her)\b)?"
_DET = (
    rf"(?:(?:all|the whole|the entire|every (?:penny|pound))(?: of)?(?: the| our| this| {_ITS})? "
    rf"|(?:the|our|this|that) )"
)
_WHOLE = rf"(?:(?:all|the whole|the entire|every (?:penny|pound))(?: of)?(?: the| our| this| {_ITS})? )"
_MONEY = r"(?:grants?|money|monies|funding|funds?|budgets?|awards?|allocations?)"
_IS = (
    r" (?:is|was|are|were|(?:has|have|had)(?: now| all| already| also)* been)"
    r"(?: now| all| already| also| again| therefore| in the end)*"
)
_EVERY = rf"(?:all|every|each)(?: one)?(?: of)?(?: the| our| these| this year[’']s| {_ITS})? "
_SUBJECT = r"(?P<whose>(?:^|(?<=[,;:] )|(?<= but ))[\w’'/&§-]+(?: [\w’'/&§-]+){0,9}?)"
_IN_TIME = (
    r" (?:on time|in time|within the year|in the year|by (?:the )?(?:end of the (?:financial )?year|year[ -]end)"
    r"|by the (?:deadline|end date)|within the (?:grant|funding) period|by 31 March(?: \d{4})?)"
)
_ON_DAY = (
    r" (?:on time|in time|on schedule|to schedule|as planned|when planned|by the (?:days?"
    r"|dates?)(?: first)? agreed)"
)
_DONE = r"(?:signed off(?: as \w+)?|complete[d]?|done|finished|delivered|carried out|implemented|closed)"
_REACHED = r"(?:met|reached|achieved|hit|passed|completed|delivered)"
_NO = r"(?:no|not one|none of the|none of our|without an?y?|nil|zero)"
_PATTERNS: tuple[tuple[Told, str], ...] = (
    (Told.IN_TIME, rf"\b{_DET}{_MOD}{_MONEY}{_GAP}{_IS} (?:fully |all )?spent{_IN_TIME}"),
    (Told.IN_TIME, rf"\bspent {_DET}{_MOD}{_MONEY}{_GAP}{_IN_TIME}"),
    (
        Told.SPENT,
        rf"\b{_DET}{_MOD}{_MONEY}{_GAP}{_IS} (?:(?:fully|wholly|entirely|completely|all) (?:spent|used)"
        r"|(?:spent|used|paid out) (?:in full|up\b|fully|to the (?:last )?penny)|exhausted)",
    ),
    (Told.SPENT, rf"\b{_WHOLE}{_MOD}{_MONEY}{_GAP}{_IS} (?:spent|used|paid out)"),
    (Told.SPENT, rf"{_SUBJECT}{_IS} (?:(?:fully|wholly|entirely) spent|spent in full)"),
    (Told.SPENT, rf"\bevery (?:penny|pound){_GAP}{_IS} (?:spent|used)"),
    (
        Told.SPENT,
        rf"\b(?:spent|used) (?:{_WHOLE}{_MOD}{_MONEY}|(?:the|our) {_MOD}{_MONEY} in full"
        rf"|every (?:penny|pound))",
    ),
    (Told.NOT_UNDER, rf"\b{_NO} (?:overall )?under-?spen(?:ds?|t|ding)\b"),
    (
        Told.SPENT,
        r"\b(?:there (?:was|is) )?nothing (?:(?:was|is|has been) )?(?:left(?: over)?|unspent|underspent)"
        r"|\bnothing remain(?:s|ed) unspent|\bnot an? (?:single )?(?:penny|pound)(?: (?:is|was|has been))?"
        r" (?:left(?: over| unspent)?|unspent|unused)",
    ),
    (Told.SPENT, rf"\bno {_MOD}{_MONEY}{_GAP}(?: was| is| were| are)? (?:left(?: over)?|unspent|unused)"),
    (
        Told.EACH_WITHIN,
        r"\b(?:every|each|all(?: of)?(?: the| our)?) (?:budget )?(?P<each>lines?|priorit(?:y|ies)"
        r"|agreements?|grants?)"
        r" (?:was |were |has been |have been |is |are )?(?:stayed |kept |remained |came in "
        r"|ended )?(?:with)?in (?:its |their )?budgets?"
        r"|\bwithin budgets? (?:on|in|for) (?:every|each|all)(?: the| our)? (?:budget )?(?P<each2>lines?"
        r"|priorit(?:y|ies))",
    ),
    (
        Told.WITHIN,
        rf"{_SUBJECT} (?:has |have )?(?:stayed|kept|remained|was|were|is|are|came in|ended"
        rf"|finished|delivered|spent)(?: well| just)? within (?:the |our |its |their )?(?:agreed |overall )?budgets?",
    ),
    (
        Told.WITHIN,
        rf"\b{_NO} (?:overall )?over-?spen(?:ds?|ding)\b|\b(?:did not|didn[’']t|not"
        rf"|never) over-?spen[dt]\b",
    ),
    (
        Told.WITHIN,
        rf"{_SUBJECT} (?:was|were|is|are|came in|ended|finished)(?: well| just)? (?:under"
        rf"|below|on) budget\b",
    ),
    (Told.OVER, rf"{_SUBJECT}(?: have| has| was)? over-?spent|\bthere (?:was|is) an (?:overall )?over-?spend\b"),
    (Told.UNDER, rf"{_SUBJECT}(?: have| has| was)? under-?spent|\bthere (?:was|is) an (?:overall )?under-?spend\b"),
    (
        Told.EVIDENCED,
        rf"\b(?:{_EVERY}{_MOD}(?:payments?|spend(?:ing)?|expenditure|transactions?|costs?|money)"
        rf"|every (?:penny|pound)"
        rf"|{_DET}{_MOD}(?:spend(?:ing)?|expenditure)){_GAP}(?:{_IS}(?: fully| properly)?"
        r" (?:evidenced|proved|proven|receipted|invoiced|documented|accounted for|(?:backed|supported) by \w+)"
        r"|(?: \w+ spent)? (?:has|have) (?:proof|evidence|an? (?:receipt|invoice))| can be (?:accounted for|backed up"
        r"|proved|evidenced))",
    ),
    (
        Told.EVIDENCED,
        rf"\b(?:proof|evidence|receipts?|invoices?)(?: {_W}){{0,4}} (?:for|behind) (?:the lot|everything"
        rf"|{_EVERY}(?:{_W} )?(?:payments?|money|spend\w*"
        rf"|expenditure|costs?|pound|penny)|{_WHOLE}{_MOD}{_MONEY}|all that (?:was|we) (?:spent|paid))"
        rf"|\b{_EVERY}(?:invoices?|payments?|items?){_GAP}{_IS} (?:matched|traced|tied|backed|linked) (?:to|by|with)\b"
        r"|\b(?:full|complete) (?:evidence|proof)(?: (?:is|was|are))? (?:held|kept|on file)"
        r"|\bbalances? to the (?:last )?penny",
    ),
    (
        Told.EVIDENCED,
        r"\b(?:spending|expenditure|spend)(?: is| was| has been)? (?:fully|wholly"
        r"|entirely) evidenced",
    ),
    (Told.RECEIVED, rf"\b{_DET}{_MOD}{_MONEY}{_GAP}{_IS} (?:received in full|fully received|paid to us in full)"),
    (Told.RECEIVED, rf"\b{_WHOLE}{_MOD}{_MONEY}{_GAP}{_IS} received"),
    (Told.RECEIVED, rf"\breceived (?:{_WHOLE}{_MOD}{_MONEY}|(?:the|our) {_MOD}{_MONEY} in full)"),
    (
        Told.COMMITTED,
        rf"\b{_DET}{_MOD}{_MONEY}{_GAP}{_IS} (?:(?:fully|wholly) (?:committed|allocated)"
        rf"|(?:committed|allocated) in full)",
    ),
    (Told.COMMITTED, rf"\b{_WHOLE}{_MOD}{_MONEY}{_GAP}{_IS} (?:committed|allocated)"),
    (Told.ACTIONS, rf"\b{_EVERY}{_MOD}actions?{_GAP}{_IS} {_DONE}"),
    (Told.ACTIONS, rf"\b(?:completed|finished|delivered|carried out|implemented) {_EVERY}{_MOD}actions?"),
    (
        Told.ACTIONS,
        rf"\b{_NO} {_MOD}actions?{_GAP} (?:is|are|was|were) (?:outstanding|unfinished"
        rf"|incomplete|open|left)",
    ),
    (
        Told.NONE_LATE,
        r"\bnone(?: of (?:them|these|those|which))? (?:is|are|was|were) (?:late|overdue|delayed|behind(?: schedule)?)",
    ),
    (
        Told.NONE_LATE,
        rf"\b(?:{_NO} {_MOD}actions?{_GAP}|nothing(?: in (?:the|our) (?:{_W} )?plan)?) (?:is|are|was|were) (?:late"
        rf"|overdue"
        rf"|delayed|behind(?: schedule)?)",
    ),
    (
        Told.NONE_LATE,
        rf"\bnothing(?: in (?:the|our) (?:{_W} )?(?:plan|programme))?(?: has| was)? slipped|\b(?:project|programme"
        rf"|plan|everything"
        rf"|work){_IS} (?:completed|delivered|finished|done)"
        r" (?:on (?:time|schedule)|to (?:time|schedule))",
    ),
    (
        Told.NONE_LATE,
        r"\bthere (?:is|was|were|are|has been|have been) no (?:delays?|slippage)|\b(?:ran"
        r"|delivered|completed|done|finished)"
        r" without (?:any )?(?:delays?|slippage)",
    ),
    (Told.MILESTONES_IN_TIME, rf"\b{_EVERY}{_MOD}milestones?{_GAP}{_IS} {_REACHED}{_ON_DAY}"),
    (Told.MILESTONES_IN_TIME, rf"\b{_REACHED} {_EVERY}{_MOD}milestones?{_ON_DAY}"),
    (
        Told.MILESTONES_IN_TIME,
        rf"\b{_NO} {_MOD}milestones?{_GAP} (?:(?:is|are|was|were|came|has been"
        rf"|have been) (?:late|delayed|overdue)|(?:has |have )?slipped)",
    ),
    (Told.MILESTONES, rf"\b{_EVERY}{_MOD}milestones?{_GAP}{_IS} {_REACHED}"),
    (Told.MILESTONES, rf"\b{_REACHED} {_EVERY}{_MOD}milestones?"),
    (
        Told.MILESTONES,
        rf"\b{_NO} {_MOD}milestones?{_GAP} (?:is|are|was|were) (?:missed|outstanding"
        rf"|left)|\bmissed no milestones?",
    ),
    (
        Told.PLAN,
        rf"\b(?:the|our) (?:whole |full |entire )?(?:action )?plan{_GAP}{_IS} (?:(?:fully "
        rf"|completely )(?:delivered|carried out|implemented)"
        r"|(?:delivered|carried out|implemented) in full|complete(?=\s*(?:[.,;]|$)))",
    ),
    (
        Told.PLAN,
        r"\b(?:did|done|delivered) everything (?:that )?(?:we (?:said|promised|planned)|the grant|the funder"
        r"|the agreement|was asked)|"
        r"\b(?:everything|all)(?: that)? (?:we|it|the plan"
        r"|the partnership)(?: had)? (?:promised|planned|agreed)(?: to do)?"
        rf"{_IS} {_DONE}|\b(?:delivered|did) (?:everything|all)(?: that)? (?:we|it"
        rf"|the plan)(?: had)? (?:promised|planned|agreed)",
    ),
    (
        Told.ON_TRACK,
        rf"{_SUBJECT} (?:is|are|was|were|remains?|remained|stays?|stayed|has been|have been)"
        r"(?: all| still| firmly| well| now| currently)* (?:on track|on schedule|on course|going to plan"
        r"|running to (?:time|plan))",
    ),
    (
        Told.NO_CONCERN,
        r"\bthere (?:are|were|is|have been) no (?:major |serious |real "
        r"|significant )?(?:concerns?|problems?|issues?|difficulties)"
        r"|\bno (?:concerns?|problems?|issues?) (?:to report|(?:were|was|have been|are) (?:identified"
        r"|reported|found|raised))",
    ),
    (
        Told.OUTPUTS_OVER,
        rf"\b{_EVERY}{_MOD}(?:outputs?|(?:output )?targets?){_GAP}{_IS} (?:exceeded"
        rf"|beaten|surpassed|passed)",
    ),
    (Told.OUTPUTS_OVER, rf"\b(?:exceeded|beat|surpassed) {_EVERY}{_MOD}(?:outputs?|targets?)"),
    (
        Told.OUTPUTS,
        rf"\b{_EVERY}{_MOD}(?:outputs?|(?:output )?targets?){_GAP}{_IS} (?:delivered|met"
        rf"|achieved|reached|hit|produced|completed?)",
    ),
    (Told.OUTPUTS, rf"\b(?:delivered|met|achieved|reached|hit|produced) {_EVERY}{_MOD}(?:outputs?|targets?)"),
    (
        Told.OUTPUTS,
        rf"\b{_NO} {_MOD}(?:outputs?|targets?){_GAP} (?:(?:is|are|was|were) missed"
        rf"|fell short)|\bmissed no targets?",
    ),
    (
        Told.OUTPUTS_OVER,
        r"\b(?:we|the partnership)(?: have| has)? (?:exceeded|beat|beaten"
        r"|surpassed) (?:the|our|its) (?:output )?targets",
    ),
    (
        Told.OUTPUTS,
        r"\b(?:we|the partnership)(?: have| has)? (?:met|hit|reached|achieved) (?:the|our"
        r"|its) (?:output )?targets",
    ),
    (
        Told.TARGET_OVER,
        r"\b(?:exceeded|beat|surpassed|overshot|topped|(?:was|were|is|are|ended"
        r"|finished) (?:well )?(?:above|ahead of|over)) (?:its|the|their|our|this) (?:year[’']s |annual )?targets?",
    ),
    (Told.TARGET, r"\b(?:met|hit|reached|achieved) (?:its|the|their|our|this) (?:year[’']s |annual )?targets?"),
    (
        Told.TARGET_MISSED,
        r"\b(?:missed|fell short of|did not (?:meet|reach)|(?:was|were|is|are|ended"
        r"|finished) (?:well )?(?:below|under|short of)) (?:its|the|their|our|this) (?:year[’']s |annual )?targets?",
    ),
    (
        Told.NONE_OF,
        r"(?:\bthere (?:was|were|has been|have been) no|^\s*no) (?P<whose>[\w’' -]{3,60}?)"
        r"(?:(?: was| were| have been| has been) (?:received|recorded|reported|made|seen"
        r"|committed))?(?=\s*(?:[.,;]|$))",
    ),
    (
        Told.ANSWERED,
        rf"\b{_EVERY}(?:of )?(?:the )?(?:committee[’']s "
        rf"|scrutiny[’']s )?recommendations?{_GAP}{_IS} (?:{_DONE}|acted (?:up)?on|met|answered)",
    ),
    (Told.ANSWERED, rf"\b{_NO} recommendations?{_GAP} (?:is|are|was|were|remains?) (?:open|outstanding)"),
    (
        Told.QUESTIONS,
        rf"\b{_EVERY}(?:of )?(?:the )?(?:(?:committee|members?"
        rf"|scrutiny)[’']s? )?questions?(?: (?:of|from|asked by|by|that) [\w ]+?)?{_IS} answered",
    ),
)


@cache
def patterns() -> tuple[tuple[Told, re.Pattern[str]], ...]:
    """Return the patterns, put together when the first text is checked: there are many."""
    return tuple((what, re.compile(_numbered(pattern), re.IGNORECASE)) for what, pattern in _PATTERNS)


def _numbered(pattern: str) -> str:
    """Return a pattern with its named groups told apart, for a piece may stand in it twice: mod1, mod2."""
    place = count(1)
    return re.sub(r"\(\?P<(\w+)>", lambda found: f"(?P<{found[1]}{next(place)}>", pattern)
