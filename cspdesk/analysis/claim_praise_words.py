"""The words that praise: work that was a triumph, a place that has never been safer, results beyond all expectation."""

import re
from collections.abc import Iterator

_VERY = r"(?:very|truly|really|simply|absolutely|quite|so|such|most|just|clearly|also|now|again|undoubtedly)"
_STRONG = (
    r"(?:great|excellent|outstanding|remarkable|fantastic|brilliant|amazing|superb|exceptional|tremendous|impressive"
    r"|stunning|extraordinary|incredible|phenomenal|wonderful|magnificent|unprecedented|spectacular|unrivalled"
    r"|unparalleled|unmatched|unsurpassed|terrific|marvellous|exemplary|sterling)"
)
_BIG = (
    r"(?:huge|enormous|massive|big|real|significant|profound|major|lasting|dramatic|positive|vast|immense|clear"
    r"|substantial|measurable|tangible|genuine|resounding|complete|total|true|roaring|notable|unqualified|undoubted"
    r"|proven|runaway)"
)
_MUCH = (
    r"(?:hugely|massively|enormously|highly|extremely|incredibly|tremendously|immensely|remarkably|wildly|very|most)"
)
_WORK = (
    r"(?:schemes?|services?|programmes?|projects?|partnerships?|teams?|units?|models?|pilots?|helplines?|refuges?"
    r"|approach|initiatives?|operations?|campaigns?|results?|record|performance|year|outcomes?)"
)
_PLACE = r"(?:places?|count(?:y|ies)|areas?|towns?|cit(?:y|ies)|districts?|communit(?:y|ies)|streets)"
_OURS = (
    r"(?:streets?|homes|people|residents|county|city|town|villages|communit(?:y|ies)|families|children|young people"
    r"|women|victims|neighbourhoods?|everyone|everybody|everywhere|parks|estates?|cent(?:re|res)|lives)"
)
_IS = (
    r"(?:is|are|was|were|(?:has|have|had)(?: \w+ly)? been|proved|proved to be|has become|have become|became|feels?"
    r"|felt)"
)
_HAS = r"(?:made|makes|making|make|had|has|have|having|having had|had had)"
_ANY = r"[\w’'-]+"
_END = r"(?=\s*(?:[.,;!:)]|$|now\b|again\b|today\b|than\b|for\b|because\b|and\b|since\b|here\b))"

# Praise in plain words. What a clause hopes, plans, asks or denies does not count.
_PRAISE = re.compile(
    "|".join(
        (
            r"\btriumph(?:s|ant|antly)?\b",
            rf"\b(?:{_STRONG}|{_BIG}) (?:and {_ANY} )?(?:success(?:es)?|achievements?|accomplishments?)\b",
            rf"\b{_IS}(?: {_VERY})? (?:a|an|the) (?:{_ANY} )?success\b(?! (?:rate|measure|story|factor|criteri))",
            r"\b(?:has|have) worked (?:\w+ly )?well\b|\b(?:is|are)(?: in)? (?:itself|themselves) an? (?:achievement"
            r"|success|triumph)\b"
            r"|\b(?:huge|big|real|great|runaway) hit\b|\bcracked (?:the|it)\b|\bhit the mark\b"
            r"|\bwinning (?:combination|formula)\b"
            r"|\bproven track record\b|\bbeyond (?:question|doubt|dispute)\b|\bsmash(?:ed|es|ing)\b|\b(?:tackled"
            r"|addressed|dealt with|resolved|managed) successfully\b"
            r"|\bsuccessfully (?:tackled|addressed|resolved|reduced|managed|improved|changed)\b"
            r"|\bto everyone[’']s satisfaction\b|\bbenchmark for\b"
            r"|\bknocking to learn\b|\bwell received\b|\bsecret of our\b"
            r"|\bproven (?:way|method|approach|model)\b|\b(?:is|are|of) (?:an? )?(?:very |extremely )?high (?:standard"
            r"|quality)\b"
            r"|\b(?:is|are) good practice\b|\b(?:is|are) what works\b|\bachieved (?:its|their|our) (?:aims?|goals?"
            r"|objectives?|purpose)\b"
            r"|\b(?:does|did|doing) (?:exactly )?what (?:it|we|they) set out to\b|\bproving (?:its|their) worth\b"
            r"|\bgot it right\b"
            r"|\bdelivering for (?:our|the|local)\b|\bevery reason to be (?:pleased|proud)\b|\bbetter than (?:anyone"
            r"|anybody|we)\b"
            r"|\ba lifeline\b|\bhas to be seen to be believed\b|\balive and well\b|\bon time and in full\b",
            rf"(?<!\bthe )\b{_MUCH} (?:successful|effective|beneficial|valuable|impressive|positive)(?:ly)?\b",
            r"\bsuccess stor(?:y|ies)\b(?! (?:is|are) (?:printed|published|told|written|collected|shared|kept))",
            rf"\b(?!outstanding (?:work|results|outcomes)\b){_STRONG} (?:{_ANY} )?(?:results?|progress|work|job"
            r"|outcomes?"
            r"|service|performance|strides|improvements?|example|difference|impact|change|value)\b",
            r"\b(?:huge|enormous|massive|giant) (?:strides|leaps?|improvements?|progress)\b",
            rf"\b{_HAS} (?:{_VERY} )*(?:(?:a|an|such a) )?(?:{_VERY} )*(?:(?:{_STRONG}|{_BIG}) )?"
            r"(?:difference|impact)\b(?! (?:assessment|study|statement|between|in how|report|of \d))",
            rf"\b{_IS}(?: {_VERY})* (?:excellent|invaluable|perfect|unbeatable)\b",
            r"\b(?:remarkable|fantastic|brilliant|amazing|superb|exceptional|tremendous|impressive|stunning"
            r"|extraordinary"
            r"|incredible|phenomenal|wonderful|magnificent|spectacular|unrivalled|unparalleled|unmatched|unsurpassed"
            r"|terrific"
            r"|marvellous|exemplary|astonishing|astounding|sensational|inspirational|inspiring|heroic|heroes"
            r"|faultless"
            r"|flawless|transformational|transformative)\b(?! (?:number|amount|delay|weather|cost|payment|item|need"
            r"|rise"
            r"|increase|fall|circumstances?|general meeting|meeting|pressure|demand|claim|measure|reason|case))",
            r"\b(?:impact|difference|effect|change|benefits?|improvement|progress)\b(?:(?!between)[^.;,]){0,30}"
            rf"\b{_IS}(?: \w+ly| there| plain)? (?:{_BIG}|{_STRONG}|undeniable|considerable|visible|obvious|plain"
            r"|for all to see)\b",
            r"\b(?:world|first|top)[- ](?:class|leading|beating|rate|notch)\b|\bgame[- ]chang(?:er|ers|ing)\b"
            r"|\bground-?breaking\b|\blife-?changing\b|\bstate[- ]of[- ]the[- ]art\b|\bthe envy of\b"
            r"|\ba (?:shining )?beacon\b|\bshining example\b|\bgold standard\b|\ba model for (?:other|the rest"
            r"|all)\b",
            r"\b(?:brilliantly|superbly|magnificently|flawlessly|fantastically|outstandingly|wonderfully"
            r"|spectacularly"
            r"|tremendously|marvellously)\b|\b(?:worked|ran|went|goes|runs) perfectly\b",
            r"\b(?:speaks?|spoke) for (?:itself|themselves)\b|\bwins?(?:ning)? the (?:war|battle|fight)\b"
            r"|\b(?:has|have|is|are) (?:already )?(?:paid|paying) off\b|\bfrom strength to strength\b"
            r"|\bleaps and bounds\b|\bturned (?:the|a) (?:corner|tide)\b|\bmiracles?\b|\bwork(?:s|ed|ing) wonders\b"
            r"|\b(?:leads?|led|leading) the (?:way|field|country|nation|pack)\b|\babove and beyond\b"
            r"|\bbest in the business\b|\b(?:universal|widespread|high|much) (?:praise|acclaim)\b|\bplain to see\b"
            r"|\bfor all to see\b|\bnothing (?:left )?to fear\b|\b(?:did|done|got|doing) everything right\b"
            r"|\bprov(?:ed|en|es) (?:(?:its|their) (?:worth|value)|itself)\b",
            r"\b(?:sets?|setting) (?:the|a new) (?:standard|bar|benchmark)s? for (?:others|the rest|everyone"
            r"|the country)\b"
            r"|\ban? (?:model|example|exemplar) of (?:good|best|how)\b",
            r"\b(?:transformed|revolutioni[sz]ed)\b(?! (?:in)?to\b)",
            r"\b(?:more|better|further|faster) than (?:anyone|anybody|we|they|people|everyone)(?: had| have| ever)*"
            r" (?:thought possible|(?:dared )?(?:to )?hoped?|expected|imagined|dreamed)\b",
            r"\b(?:all|every one)(?: of)? (?:our|the|its) (?:goals|aims|ambitions|objectives|hopes) (?:was|were"
            r"|have been|are)"
            r" (?:achieved|met|reached|fulfilled|realised)\b|\bachieved (?:all|everything)(?: that)? we (?:set out"
            r"|wanted)\b",
            r"\b(?:better|best|great|safer?|happier|nicer|lovely) place to (?:live|work|be|visit|grow up"
            r"|bring up \w+)\b"
            r"|\bgreat (?:partnership|people|staff|shape|news|support|effort|team|place|example|step|leap)\b"
            r"|\b(?:job|work) well done\b|\b(?:paid|pays|paying) dividends\b|\bsea[- ]change\b|\bgood to great\b"
            r"|\b(?:real|clear|true|sure) winners?\b|\bsleep (?:soundly|safely|easy)\b|\bbest there (?:is|has)\b"
            r"|\b(?:is|are|was|were)(?: all| very| so)? (?:delighted|thrilled|overjoyed)\b",
            r"\b(?:this|that|it|the (?:year|pilot|work|record)) (?:proves?|proved|shows) that the (?:approach|model"
            r"|scheme|plan"
            r"|pilot) (?:is|was) right\b|\bexactly what (?:it|they|we) (?:was|were) (?:meant|supposed|asked"
            r"|set up) to\b",
            r"^\s*what an? (?:\w+ )?(?:year|success|result|achievement|difference|team|job)\b",
            r"\b(?:fears?|problems?|troubles?)\b[^.;,]{0,40}\b(?:is|are|has|have) (?:now )?(?:gone|vanished"
            r"|disappeared)\b",
            r"\b(?:exceed(?:ed|s|ing)?|surpass(?:ed|es|ing)?|beat|outdid|beyond) (?:all|every|any|even|our"
            r"|everyone[’']s)"
            r"(?: (?:our|the|of our))?(?: \w+est| best)? (?:expectations?|hopes?|dreams?)\b",
            r"\bbeyond (?:all )?(?:recognition|measure|compare|expectations?)\b|\b(?:like|as) never before\b",
            r"\b(?:chang|transform|turn|rebuil|sav)(?:ed|es|ing|t|ds)(?: (?:around|so|many|countless|young|the"
            r"|their|our"
            r"|of|hundreds|people[’']s|\w+[’']s?)){0,4} lives\b",
            rf"\blives (?:{_IS}|are being|were being)(?: \w+ly)? (?:transformed|changed|saved|turned (?:a)?round"
            r"|rebuilt)\b",
            rf"\b(?:better|stronger|safer|happier|closer|healthier|more {_ANY}) than (?:ever|it has ever"
            r"|they have ever)\b",
            r"\b(?:everything|things|life|matters|all) (?:is|are|was|were|has|have|got|gets?|became)(?: \w+){0,2}?"
            rf" (?:better|well|fine|perfect|great|good|safer|wonderful|rosy){_END}",
            r"\b(?:everyone|everybody|every (?:family|victim|child|person|client|resident|community|partner)"
            r"|all (?:the )?"
            r"(?:families|victims|children|clients|residents|communities|partners))(?: has| have)?(?: \w+ly)?"
            r" (?:benefit(?:s|ed)|gained|gains|is happy|are happy|is satisfied|are satisfied|is better off"
            r"|are better off"
            r"|loves|love|loved|is delighted|are delighted|is pleased|are pleased)\b",
            r"\b(?:on every (?:front|count|level|measure|score)|in every (?:way|respect)|across the board)\b",
            r"\b(?:the|our|this|these|all|most|all our|all the) problems? (?:is|are|was|were|has been|have been)"
            r"(?: now| all| finally| largely)? (?:solved|fixed|gone|beaten|behind us|a thing of the past|history)\b",
            rf"\b(?<!where )(?<!that )(?:{_OURS}) {_IS}(?: now| once)?(?: again)? safe{_END}",
            rf"\b(?:{_OURS}) {_IS}(?: {_VERY})* (?:stronger|happier|thriving|flourishing|transformed)\b",
            r"\b(?:safest|best|finest|strongest|most (?:effective|successful|innovative|improved"
            rf"|admired)) (?:{_ANY} )?"
            rf"(?:{_WORK}|{_PLACE})\b[^.;,]{{0,20}}\b(?:(?:in|of|across) (?:the |all (?:of )?)?(?:region|country"
            r"|county|force"
            r"|nation|England|Britain|UK|West Mercia|Europe|world|land|Midlands|its kind)|anywhere|ever)\b",
            rf"\b(?:best|finest|strongest|safest) {_WORK} (?:we|there) (?:have|has) (?:ever )?(?:\w+)?\b",
            r"\b(?:best|finest) (?:ever|of its kind)\b|\bbest practice (?:is|has become)\b",
        )
    ),
    re.IGNORECASE,
)
# Praise that is made with a denial: “could not have gone better”.
_BY_DENIAL = re.compile(
    "|".join(
        (
            r"\b(?:cannot|can[’']t|could not|couldn[’']t|hard to|impossible to|difficult to) (?:be )?"
            r"(?:overstated?|overestimated?|faulted?|bettered|doubted|improved upon|beaten|fault)\b",
            r"\b(?:could not|couldn[’']t|could hardly) (?:have|be|ask|wish)\b[^.;,]{0,30}\b(?:better|happier|prouder"
            r"|more"
            r" pleased|more successful|more effective)\b",
            r"\b(?:second to none|like no other|without equal|bar none|no equal)\b",
            r"\bnever(?: \w+)? been (?:so |as )?(?:stronger|strong|better|good|safer|safe|closer|close|happier"
            r"|healthier"
            r"|more (?:effective|successful|united|confident|popular|joined-up))\b",
            r"\bno other \w+\b[^.;]{0,40}\b(?:as much|as well|as good|better|so much|come close|comes close"
            r"|like (?:it|this))\b",
            r"\bnever (?:felt|looked|worked|run|ran|had) (?:an? |so |as |such an? )*(?:safe|better|well|good|strong"
            r"|united)r?\b"
            r"|\bnothing else (?:would|could) have\b|\b(?:nobody|no one) could (?:have )?ask(?:ed)? for more\b",
            r"\b(?:nobody|no one|none)(?: else)? (?:does|did|has done|could do|can do|do)\b[^.;]{0,20}\b(?:better"
            r"|as well|more)\b",
        )
    ),
    re.IGNORECASE,
)
# Words that only say how sure the writer is: they deny nothing.
_SURE = re.compile(
    r"\b(?:there (?:is|can be) )?no (?:doubt|question)\b|\bwithout (?:a |any )?(?:doubt|question)\b"
    r"|\bbeyond (?:any |all )?(?:doubt|question|dispute)\b|\bnot only\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)")
_THANKS = re.compile(r"\b(?:thank(?:s|ed)?(?! to)|grateful|gratitude|appreciat\w+)\b", re.IGNORECASE)
_OF_COUNTING = re.compile(
    r"\b(?:count(?:s|ed|ing)|record(?:ed|ing)|back-?dated|audit|definition|classification)\b", re.I
)


def plain_of(sentence: str) -> str:
    """Return a sentence without what was said by others and without words that only say how sure it is, as long."""
    bare = _QUOTED.sub(lambda found: " " * len(found[0]), sentence)
    return _SURE.sub(lambda found: " " * len(found[0]), bare)


def praised_in(sentence: str) -> Iterator[tuple[int, int]]:
    """Give where a sentence praises; nowhere if it thanks somebody, or tells what another way of counting did."""
    if _THANKS.search(sentence) or _OF_COUNTING.search(sentence):
        return
    for pattern in (_BY_DENIAL, _PRAISE):
        yield from (found.span() for found in pattern.finditer(sentence))
