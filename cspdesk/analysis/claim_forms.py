"""The words of claims by what they mean, and how forms of them are made into patterns."""

import re
from functools import cache

# A name in braces stands for its words; a line that begins with blanks goes on from the one above.
_WORDS = r"""
harm: crim(e|es|inality|inals?)|offend(ing|ers?)|re-?offend(ing|ers?)|offences?|re-?convictions?|re-?arrests?
    |violence|violent \w+|woundings?|abuse|abusers?|perpetrators?|harms?|burglar(y|ies|s)|break-?ins?|thefts?
    |thie(f|ves)|shoplift(ing|ers?)|robber(y|ies|s)|assaults?|stabbings?|knife \w+|knives|weapons?|murders?
    |homicides?|killings?|anti-?social \w+|nuisance|disorder|trouble|troublemakers|vandal(s|ism)|graffiti
    |criminal damage|arsons?|fights?|fighting|brawls?|bullying|intimidation|harassment|stalking|exploitation
    |grooming|trafficking|dealing|dealers?|gangs?|drugs? (use|misuse|dealing|taking|litter)|needle litter
    |waiting (lists?|times?)|(drug|drink|alcohol)s?-related \w+|drunken(ness| \w+)|drinking|drinkers?
    |intoxication|overdoses?|addiction|relapses?|admissions?|ambulances?|call-?outs?|injur(y|ies)|casualties
    |deaths?|suicides?|homelessness|rough sleep(ing|ers?)|begging|hate( \w+)?|racism|prejudice|extremism
    |fear( of \w+)?|isolation|loneliness|anxiety|distress|trauma|victimi[sz]ation|arrests?|convictions?
    |entrants|complaints?|incidents?|tensions?|worr(y|ies)|public concern|noise|speeding|littering|fly-?tipping
    |hotspots?|custody|prison|the courts?
good: safety|confidence|trust|well-?being|recovery( rates?)?|sobriety|abstinence|resilience|self-?esteem
    |independence|stability|quality of life|cohesion|satisfaction|awareness|behaviour|conduct|attitudes?|habits
    |demand|need|pressure|calls|number|proportion|share|workloads?|caseloads?|referrals|reporting|performance
    |outcomes?|attendance
    |relationships|health|compliance|engagement|take-?up|rates?|levels?|numbers|trends?|direction|curve|picture
    |trajectory|tall(y|ies)|volume|frequency|severity
place: streets?|estates?|neighbourhoods?|communit(y|ies)|parks?|villages?|the (town|city|county|borough
    |district|village|area|square|precinct|parade|high street|hostel|market( (place|square))?)( cent(re|er))?
    |(town|city) cent(re|er)s?|market (place|square)|closing time|weekends|evenings|nights|homes
who: victims?|survivors?|offenders?|perpetrators?|clients?|service users?|drug users|users|residents?|locals
    |local people|people|wom[ae]n|men|girls?|boys?|children|child|famil(y|ies)|parents|mothers|fathers
    |young people|youths?|youngsters|teenagers|drinkers|patients|tenants|neighbours|shoppers|traders
    |shopkeepers|households?|participants|group members|those (who|we)|couples|carers|pupils|the public
    |everyone|everybody|burglars|thieves|dealers|criminals|members of the cohort|our cohort
less: ((melt(ed|ing|s)|fad(ed|es|ing)|ebb(ed|ing)|fallen|fell|d(ied|ying)|tail(ed|ing|s)|trail(ed|ing)|dr(ied
    |ying|y|ies)|peter(ed|ing)|fizzl(ed|ing)|creep(ing|s)|crept|taper(ed|ing)|thinn(ed|ing)|level(led|ling)
    |quieten(ed|ing)|calm(ed|ing)|settl(ed|ing)|slow(ed|ing)|c(ome|ame|omes|oming)|g(one|oes|oing)|went|cool(ed
    |ing)|driven|pushed|brought|kept|squeezed|trend(ed|ing))( all but| right| well| back)? (away|off|out|up
    |down(wards?)?)\b)|fall(en|s(?! (to|on|within|under|outside|due|between)\b)|ing)?(?! behind)
    |fell(?! (behind|through|ill|out|short)\b)|drop(ped|s|ping)( off)?(?! (out|in)\b)|declin(ed|es|ing)|decreas(ed
    |es
    |ing)|dwindl(ed|es|ing)|shr(a|u)nk|shrinking|reduced|lessen(ed|s|ing)|eas(ed|es|ing)|subsid(ed|es|ing)
    |wan(ed|es|ing)|ebb(ed|s|ing)|abat(ed|es|ing)|lifted|evaporated|vanish(ed|es|ing)|disappear(ed|s|ing)
    |quietened|calmed|slacken(ed|ing)|soften(ed|ing)|faded|slowed|halved|plummet(ed|ing)|tumbl(ed|ing)|slump(ed
    |ing)|plung(ed|ing)|collapsed|nosedived|dipped|reced(ed|ing)|retreat(ed|ing)|diminish(ed|es|ing)|narrowed
    |halted|ceased|stopped|ended|fallen silent|loosened|given way|curbed|curtailed|contained|stemmed|quelled
    |eradicated|eliminated|banished|consigned to history|confined to history|stamped out|wiped out|flattened
    |squeezed|tamed|defused
more: rose|ris(en|es|ing)|increas(ed|es|ing)|grew|gr(own|owing|ows)|climb(ed|s|ing)|soar(ed|s|ing)|surg(ed|es
    |ing)|spiral(led|ling|s)|mushroom(ed|ing)|balloon(ed|ing)|explod(ed|ing)|boom(ed|ing)|spik(ed|ing)|leapt
    |leaped|jumped|mount(ed|ing)|swell(ed|ing)|swollen|(sky)?rocket(ed|ing)|escalat(ed|ing)|accelerat(ed|ing)
    |recover(ed|ing)|bounced back|rallied|rebounded|strengthen(ed|ing)|deepen(ed|ing)|blossom(ed|ing)
    |flourish(ed|es|ing)|thriv(ed|es|ing)|improv(ed|es|ing)|progressed|worsen(ed|s|ing)|deteriorat(ed|es|ing)
    |doubled|trebled|multiplied|regained|restored|rebuilt|boosted|enhanced|transformed|changed|widened|peaked
    |stabili[sz](ed|es|ing)|plateaued|stalled|bottomed out|turned (the|a) corner
state: flat|static|stable|steady|level|constant|low(er)?|high(er)?|rarer?|commonplace|scarce|minimal|negligible
    |under control|out of control|in check|at bay|contained|quiet(er)?|calm(er)?|peaceful|safer?|cleaner|better
    |worse|heavier|lighter|healthier|happier|strong(er)?|weaker|smaller|fewer|kinder|closer|tidier|less \w+
    |more (confident|settled|stable|resilient|peaceful|tolerant|content|hopeful|trusting)|a thing of the past
    |history|yesterday[’']s problem|a rarity|a (distant )?memory|behind us|behind them|close to (zero|nil)
    |almost nil|a fraction of|a shadow of|no (worse|better|higher|lower|longer an?)|not an? (problem|issue
    |concern)|no longer an? (problem|issue|concern|worry)|improving|falling|rising|declining|growing|on (the
    |an?) (\w+ )?(wane|decline|rise|increase|retreat|run|mend|up|slide|path|trend|trajectory|course|way (down
    |up|out))|at (its|their|an?) (lowest|highest|all-time|record|best|worst)|at (an? )?(record|historic) (low
    |high)s?|at (an? )?(very |historically )?(low|high|lower|higher|record) levels?
    |(well |far |way |much )?(below|above) (where|what|the level)|(firmly |clearly |steadily )?(downwards?|upwards?)
    |(well |far |way )?(down|up)(?= (on|by|from|since|this))
slowly: ((now|carried on|plainly|all|also|again|already|almost|nearly|virtually|largely|since|still|ever
    |finally|just|simply|both|even|very|really|well|far|much|at last|all but|once more|a little|practically
    |largely|been|being|begun to|started to|extremely|quite|\w+ly)\s)*
has: (has|have|had|is|are|was|were|stands?|stood|held|holds|remains?|remained|stay(s|ed)|looks?|gets?|got
    |become|becomes|became|feels?|seems?)\s
within: (\s(here|locally|there))?(\s(in|at|on|of|among|against|across|from|for|by|with|within|about|around
    |behind|outside|over|under|towards|between|to) [^.,;:]{1,48}?)?
topic: {harm}|{good}|{place}
anybody: {harm}|{good}|{place}|{who}|lives
source: figures?|data|evidence|evaluations?|results?|statistics|numbers|stor(y|ies)|cases?|findings?|feedback
    |surveys?|research|this|that|these|which|analysis|trends?|records?|rise|increase|fall|drop|reduction
    |referrals|reports|charts?|numbers of \w+|people coming forward|reviews?|experience
works: works?|worked|working|effective\w*|success\w*|prevents?|prevented|steers?|turns?|turned|reduc\w+|helps?
    |helped|trusts?|confiden\w+|chang\w+|breaks?|our (approach|model|work|scheme|methods?)|mak\w+ a difference
    |early (help|intervention)|satisf\w+|publicity|saves?|protects?|know who to|right|keeps?|cuts?|deters?
    |typical
felt: (more|less) \w+|stronger|safer?|reassured|confident|supported|listened to|valued|empowered|proud|happier
    |better
    |happy|hopeful|secure|at ease|in control|delighted|satisfied|pleased|full of praise|optimistic
going: out of|off|away from|clear of|free (of|from)|safe|sober|clean|calm|quiet|at bay|in check|together
result: falls?|drops?|reductions?|rise|improvements?|change|declines?|figures|numbers|success|results?|calmer
    |quieter|safer|progress
moved: {less}|{more}
own: their|his|her|our|its
word: [\w’'-]+
"""

_LOOKS_ON = re.compile(r"\(\?[=!](?:[^()]|\([^()]*\))*\)$")  # a form that ends with what may follow it


def compiled(forms: str) -> re.Pattern[str]:
    """Return one pattern of several forms, a line each: words, with alternatives in brackets and names in braces.

    What a name stands for is above; a form begins and ends with a word. Case tells nothing apart.
    """
    return re.compile("|".join(_bounded(_named(line)) for line in _lines(forms)), re.IGNORECASE)


def _lines(text: str) -> list[str]:
    return [line for line in re.sub(r"\n +", "", text).splitlines() if line]


def _bounded(form: str) -> str:
    first = "" if form.startswith("(?<") else r"\b"
    last = "" if _LOOKS_ON.search(form) else r"\b"
    return f"{first}(?:{form}){last}"


def _named(form: str) -> str:
    plain = re.sub(r"\((?!\?)", "(?:", form)
    return re.sub(r"\{([a-z]+)\}", lambda found: f"(?:{_named(_words()[found[1]])})", plain)


@cache
def _words() -> dict[str, str]:
    return {name: words for name, _, words in (line.partition(": ") for line in _lines(_WORDS))}
