"""The words by which a sentence says what made something happen, that work works, or that money was worth it."""

import re

_CAUSES = re.compile(
    r"\b(?:led to|leads to|leading to|because of|thanks to|result(?:ed|s|ing) in|as a (?:direct )?result of"
    r"|as a consequence of|caused(?: by)?|causing|due to|owing to|brought about|attributable to|attributed to"
    r"|put down to|driven by|drove|contributed to|responsible for|made the difference|had an impact on"
    r"|helped (?:to )?(?:reduce|cut|lower|prevent|improve|bring down)|(?:has|have) worked|is working"
    r"|works(?! (?:with|from|at|in|on|for|to|alongside|as|under|out|through|across|by|between|closely|part|full"
    r"|directly"
    r"|jointly|one|nights|weekends)\b)"
    r"|pro(?:ved|ven)(?: to (?:work|reduce|cut|prevent|be effective)| effective)|made (?:\w+ ){1,5}safer"
    r"|(?:stopped|prevented|ended|solved|reduced|cut|lowered|brought down|averted) by(?! (?:\d|£|half\b"
    r"|an? (?:quarter|third|fifth|tenth)\b)))\b"
    r"|\bbecause (?=we\b|our\b|of\b)|\bwithout [^.,;:]{1,60} there would (?:have been|be)\b",
    re.IGNORECASE,
)
_ACTED = re.compile(
    r"\b(?:(?i:we|our [a-z]+(?: [a-z]+)?|the (?:[a-z-]+ )?(?:partnership|scheme|project|programme|service|operation"
    r"|pilot"
    r"|team|helpline|refuge|award|work|group|unit|funding|money|patrol|campaign|initiative|intervention|action"
    r"|pastors|alarm"
    r"|mentor|training|course|light|lighting|camera|warden|visit|officer|advis[eo]r)s?)|[Oo]peration [A-Z][a-z]+"
    r"|(?i:pilots?|schemes|street pastors|this (?:work|money|funding|scheme|project|service)|(?:[a-z]+ )?(?:alarms"
    r"|patrols"
    r"|watch|mentors|cameras|wardens|street lighting|triage|tagging)))"
    r"(?: has| have| had)?(?: also| already| really| successfully| clearly)? "
    r"(?:reduced|cut|lowered|prevented|improved|increased|halved|stopped|slashed|brought down|driven down|drove down"
    r"|ended|eliminated|eradicated|stamped out|wiped out|transformed|turned (?:a)?round|saved|protected|deterred"
    r"|(?:drives?|drove|driven|keeps?|kept)(?: [a-z-]+){1,3} (?:out|away|off|at bay|down))\b"
)
# That work works, said of the work alone.
_WORKED = re.compile(
    r"\b(?:schemes?|projects?|programmes?|services?|pilots?|helplines?|campaigns?|initiatives?|interventions?"
    r"|approach|model"
    r"|patrols?|courses?|treatment|work|action|operation \w+)"
    r"(?: (?:has|have))?(?: (?:really|clearly|certainly|also))? (?:works?|worked|(?:is|are|was|were) working)"
    r"(?=\s*(?:[.;,!:]|$)| (?:well|and)\b)"
    r"|(?<!how )(?<!where )(?<!when )(?<!as )\b(?:it|this) (?:really |clearly )?works(?=\s*(?:[.;,!]|$))"
    r"|\b(?:is|are|was|were|been|proved|highly|very) effective(?: (?:at|in) [a-z]+ing)?\b",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"\b(?:excellent|good|great|better|real) (?:deal|return|bargain)\b|\ba bargain\b|\bworth every penny\b"
    r"|\bworth (?:it|the money)\b"
    r"|\b(?:several|many) times over\b|\b(?:repaid|repays|repay) (?:it |them |us |itself )?(?:as handsomely|handsomely"
    r"|many|several|in full|the faith)\b"
    r"|\bbeen repaid\b|\boutweigh(?:s|ed)? (?:the|its|their|our|any) (?:cost|price|outlay|investment)\b|\bjustif(?:y"
    r"|ies|ied) (?:its|their|the) (?:cost|price|funding|expense)\b"
    r"|\bearn(?:s|ed)? (?:its|their) keep\b|\b(?:saves?|saved|spares?|spared|saving) (?:the |our )?(?:public purse|nhs"
    r"|health service|hospitals?|taxpayers?|council|police|state"
    r"|courts?|ambulance service|wards?)\b|\bsavings? (?:to|for) the\b|\bcosts? (?:far |much |a lot )?less (?:to"
    r"|than)\b|\bcheaper than\b"
    r"|\bcost-effective\b|\bsav(?:ing|ed) money\b|\bcheaper to\b|\btaken costs (?:away|off)\b|\bspent (?:well|wisely"
    r"|sensibly|efficiently)\b|\b(?:well|wisely) spent\b|\b(?:not"
    r"|never) a penny (?:was )?wasted\b|\bno waste\b"
    r"|\bgood use\b|\bcovered the cost\b|\b(?:each|every) (?:£1|pound) (?:we |put |invested|spent|given|in)\b"
    r"|\bat this price\b"
    r"|\bmoney(?:[’']s)? worth\b"
    r"|\bmoney (?:that )?(?:the|no) \w+ never ha(?:s|ve) to\b|"
    r"\b(?:excellent|good|great|outstanding|very good|real) value(?: for money)?\b|\b(?:paid|pays"
    r"|paying) for (?:itself|themselves)\b|\bcosts? (?:\w+ )?a fraction of\b"
    r"|\b(?:return|returns) on (?:the )?investment\b|\b(?:money|grant|funding) (?:was|is|has been) well spent\b"
    r"|\bmoney well spent\b",
    re.IGNORECASE,
)
# A reason in the counting is no work's effect, and neither is what follows from it.
_COUNTING = re.compile(
    r"\b(?:count(?:ed|ing)|record(?:s|ing)|(?:recorded|entered) (?:late|anew)"
    r"|back-?dated|audit|procedur\w+|definition|classification|boundar\w+|system|report(?:ing|ed))\b",
    re.IGNORECASE,
)
# Nor is what comes of drink, of the weather or of an empty post: as a reason, not as what was brought about.
_OTHER_REASONS = re.compile(
    r"\b(?:confidence|awareness|alcohol|drugs?|drink|age|illness|weather|snow|floods?|recruitment|sickness"
    r"|vacanc(?:y|ies)|inflation|prices?|leave|holidays?)\b",
    re.IGNORECASE,
)
_GIVES_REASON = re.compile(
    r"because|thanks to|due to|owing to|result of|consequence of|by$|attribut|put down to", re.IGNORECASE
)
_DENIED = re.compile(
    r"\b(?:not|never|cannot|\w+n[’']t|whether|nor|no claim|nothing|no evidence)\b[^,;]{0,30}$"
    r"|\bnot (?:claim|say|suggest)(?:ing|ed)?\b|\b(?:wrong|misleading|unfair|mistaken) to (?:say|claim|credit"
    r"|conclude|infer|suggest)\b",
    re.IGNORECASE,
)
_OUTCOMES = re.compile(
    r"\b(?:crimes?|re-?offend\w*|offend(?:ing|ers?)|offences?|violence|violent|abuse|harm|burglar\w+|thie(?:f|ves)"
    r"|criminals?|dealers?|gangs?|victims?|admissions?"
    r"|deaths?|anti-?social|behaviour|drug use|drinking|hate|arrests?|safety|safer|fear|referrals|reports"
    r"|homicides?|murders?|robber(?:y|ies)|thefts?|assaults?|stabbings?|exploitation|entrants|convictions?|prison"
    r"|custody"
    r"|pro(?:ved|ven)(?: to| effective))\b",
    re.IGNORECASE,
)
_COSTS = re.compile(
    r"\b(?:costs?|prices?|rents?|fees?|wages?|salar(?:y|ies)|spend(?:ing)?|spent|budgets?|paid|payments?"
    r"|underspends?|claims?|posts?|staff(?:ing)?|opening hours)"
    r"\b",
    re.IGNORECASE,
)


def leads_to(words: str) -> bool:
    """Return whether words say that something made happen what follows them."""
    return _CAUSES.search(words) is not None


def cause(sentence: str) -> tuple[int, int] | None:
    """Return where a sentence says that something made something else happen; None where it does not.

    A reason in the counting (an audit, another procedure) is no work's effect.
    """
    for pattern in (_CAUSES, _ACTED):
        for found in pattern.finditer(sentence):
            if pattern is _CAUSES and _is_of_counting(found[0], sentence[found.end() : found.end() + 60]):
                continue
            if _DENIED.search(sentence[: found.start()]):
                continue
            return found.start(), found.end()
    return None


def _is_of_counting(words: str, after: str) -> bool:
    """Return whether what a cause is said to be, or to have brought about, lies in the counting or is none of work."""
    near = re.split(r"[,;]", after)[0]
    if _COUNTING.search(near):
        return True
    return bool(_GIVES_REASON.search(words)) and bool(_OTHER_REASONS.search(near))


def efficacy(sentence: str) -> tuple[int, int] | None:
    """Return where a sentence says that some work works; None where it does not."""
    found = _WORKED.search(sentence)
    return None if found is None else found.span()


def value(sentence: str) -> tuple[int, int] | None:
    """Return where a sentence says that money was worth spending; None where it does not."""
    found = _VALUE.search(sentence)
    return None if found is None else found.span()


def is_deed(sentence: str) -> bool:
    """Return whether a sentence says what somebody did, not what came of it: we cut red tape."""
    return _CAUSES.search(sentence) is None and _ACTED.search(sentence) is not None


def is_of_outcomes(sentence: str) -> bool:
    """Return whether a sentence speaks of crime, harm or those it is done to."""
    return bool(_OUTCOMES.search(sentence))


def is_of_costs(sentence: str) -> bool:
    """Return whether a sentence speaks of what things cost, which has reasons of its own."""
    return bool(_COSTS.search(sentence))
