"""The forms in which a sentence tells a result: something moved, people live otherwise, a thing never happens.

A form a line, as `compiled` reads them; a line that begins with blanks goes on from the one above.
"""

# Something moved, or stands somehow: harm, how people behave and feel, demand.
TOLD = r"""
(called|seen|needed|reported|attended|asked)\b[^.;,]{0,40} (less|more) often|going the right way
(nowhere near|not nearly) (the|as|such)|like (they|it) (did|used to)
(more|fewer) {who} (are|is|have|now)
keep(s|ing)? (on )?(rising|falling|growing|dropping|climbing|improving|going (up|down))|goes on (rising|falling)
(heading|moving|going) in the right direction|turn(ing)? the corner|year after year
no more {harm} than (before|elsewhere|anywhere)|(is|are) (just |simply )?being reported more
{harm}( {word}){0,3} (has|have) gone\b[^.;]{0,40} for good
(?<!\ba )(?<!\ban )(?<!\bany )\b{topic}{within}\s((has|have|had|is|are|was|were)\s)?{slowly}{moved}
{topic}{within}\s{has}{slowly}{state}(?![\w-])
(fewer|less|lower|reduced|falling|declining|dwindling|shrinking|rising|growing|soaring|mounting|greater
    |improved|better|calmer|quieter|safer|happier|healthier|kinder|stronger|milder|rarer)( {word}){0,2} ({harm}
    |{good}|{place}|{who})\b(?!-| (teams?|polic\w+|panels?|partnerships?|groups?|boards?|meetings?
    |plans?|projects?|schemes?))
{harm}\b[^.;]{0,40} \b(less|better|worse|more) (than|often)
(calmest|quietest|safest|happiest|lowest|best|most peaceful)( {word}){0,3} (in|for|on record|ever)
(drop|fall|rise|increase|reduction|decline|dip|surge|upturn|downturn|spike|jump|dent|improvement|turnaround
    |upsurge|slump|lull|let-up|respite) (in|from|of)( {word}){0,4} {harm}
(peak|worst|height|end|back) (in|of)( {word}){0,3} {harm} (is|has) (\w+ )?(behind|passed|over)
(tide|corner) (has|is|was)( now)? turn(ed|ing)
turned (the|a) (tide|corner)
{topic}{within} (went|has gone|have gone|is going|are going) (from \w+ to \w+|down|up)
spirall?ing
epidemic proportions
crisis point
breaking point
(rampant|rife|endemic)(?= (in|on|among)\b)
plagued by
blighted by
out of control
on top of the ({word} )?(problem|issue)
moved in the right direction
(seldom|rarely|hardly ever) (need|have|see|hear|come)\w*
(it|they|this) (has|have) (clearly |steadily |finally )?(turned round|turned around|turned the corner)
shaken off (its|their|the) reputation
hostile (place|environment) for
less of a (problem|worry)
(smaller|lesser|lower|bigger|greater) (worry|concern|problem|risk|threat|danger|chance)\b(?! (assess|regist))
{who} (are|is|were|have been) (\w+ )?(commit\w*|suffer\w*|attend\w*|report\w*|call\w*) (far |much )?(fewer|less
    |more)
{who}{within} commit (far |much )?(fewer|less)
"""
# How people live, feel and act, told of all of them.
LIVES = r"""
in a better place|(good|decent) night[’']s sleep|settled in well|given {who} (their|his|her) {word} back
    |got through to {who}
(lead|live|leading|living|led|lived) (\w+ )?(settled|stable|happy|healthy|full|independent|better|new
    |safer?) (\w+ )?li(fe|ves)
{who}( {word}){0,8}? (feeling|are happy|are satisfied|are pleased|are content|are delighted)( with| about
    |( \w+)? {felt})
{who}( {word}){0,8}? (rate|rated|value|valued) [^.;,]{1,40} (very |extremely |so )?highly
{who}( {word}){0,5}? (have|has) (largely |now )?(put [^.;,]{1,30} behind|moved on|found a better|come to rely)
(got|gets?|getting) people [a-z]+ing (less|more)
{who}( {word}){0,8}? (are|is) getting (well|better|sober|clean)
(changed|changing|changes|shifted|shifting) (\w+ )?(attitudes|behaviour|minds|habits)
{who}( {word}){0,8}? (are|is|were) (now |all |finally )?(safe|sober|clean|in recovery)\b(?! (from a|at))
(got|gets?|led|persuaded|convinced|enabled|inspired|moved|left|leaves?|leaving) ({word} ){0,2}?{who} (to \w+
    |(less|more) \w+|satisfied|better|happier|safer|calmer|stronger|with nowhere|changed)
(life|lives) (was |were |is |are |has been |have been )?(put )?back on track
got the message
sleeping through the night
(swapped|traded) \w+ [^.;,]{1,30} for
tend(s|ed)? to (stay|do|be) (well|better)
{who}( {word}){0,8}? (stay(s|ed)?|keep(s)?|kept|remain(s|ed)?|live(s|d)?) {going}(?! with)
(turn(ed|s|ing)?|changed) {own} (backs?|lives|ways?|life)
{who}( {word}){0,8}? (feel|feels|felt|are feeling|have felt) ({slowly}){felt}
sleep(s|ing)? (more|much|far|easier|better|soundly|safely|easy)
(re)?(gained|found|built|discovered|won|grown in) ({own} |back {own} |new )?(confidence|independence
    |self-?esteem|self-?respect|resilience|trust)
{who}( {word}){0,8}? (are|is|were|has become|have become) (now )?(far |much )?(less|more) (likely|able|willing
    |confident|anxious|afraid|settled|stable|isolated|hopeful|trusting|engaged|resilient)
{who}( {word}){0,8}? (have|has|had) (now |all but |also )?(stopped|given up|ceased|abandoned|overcome|learn(ed
    |t) to (live|cope|manage)|broken free|moved away from|turned away|deserted|left behind)
{who}( {word}){0,6}? are turning away
generation of {who}\b[^.;]{0,30}\bturn
{who}( {word}){0,6}? (overwhelmingly|warmly|strongly|unanimously|consistently) (back|support|welcome|praise
    |value|rate|trust|endorse|approve)\w*
{who}( {word}){0,4}? (rate|rated|praise|praised|trust|love|loved|swear by|welcomed?) (us|our|the (service|team
    |helpline|scheme|project|workers?|advocates?|police|council|new))
(tell|told) us (that )?(they|it|she|he) (now |all |really )?(feel|felt|sleep|are|is|have|has|would not)
(public|local|community) (confidence|support|concern|trust|mood|opinion) (in [^.;,]{1,40} )?(is|has|have|was)
(are|is|be) free from (fear|abuse|harm|violence)
liv(e|es|ing) (free|without|in less|in) fear
set \w+ free
(with|to have) (their|his|her) (attitudes?|behaviour|outlook|lives)\b[^.;]{0,25} changed
shame has given way
{who} (who|that) [^.;,]{3,60} (have been|has been|are|were|remain) (safe|sober|clean|free|well|settled)
{who}( {word}){0,6}? remain (stable|safe|settled|in recovery|well)
"""
# That something never happens, or no longer does.
NEVER = r"""
(has|have) not been (broken into|burgled|attacked|robbed|assaulted|arrested|a victim)
there (is|are) no longer (any )?{harm}|no {who}( {word}){0,4} has to (wait|go without|fear|worry)
(everyone|everybody|anyone|whoever|all those) (who )?(asked|called|came|applied|needed|rang
    |was referred)\b[^.;]{0,50} (got|received)
all( of)? the (young people|clients|women|victims|families|children)\b[^.;]{0,50} (were|have been) (found|housed
    |helped|made safe|given)
(not (a single|one|any)|no|nobody|no one|none)\b( {word}){0,9}? ((has|have|had|was|were|been|gone|went)\s)
    (\w+ )?(turned away|gone back|back|arrested|re-?arrested|left|drawn|harmed|hurt|returned|relapsed
    |lost|killed|missed|re-?offended|reconvicted|come back|a victim|a problem|waiting|unhelped|failed)
({who}|{harm})( {word}){0,5}? no longer\b(?! (collected|published|recorded|counted|available|needed|in force
    |meets?|qualif\w+|eligible|wants?|wish\w*|at the))
(never|hardly ever|rarely) (miss(es|ed)?|fail(s|ed)?|turn(s|ed)? (anyone|anybody|people) away|happens?
    |goes unanswered|re-?offend\w*)
{who}( {word}){0,14}? (do|does|did) not (re-?offend|offend|return|go back|come back|relapse|drink)
(is|are) not an? (problem|issue|concern)
(is|are) no longer an? (problem|issue|concern)
(without an? (single )?(serious |major )?|free (of|from) (all )?){harm}
{harm}\b[^.;,]{0,40}\b(consigned to|confined to|a thing of|a distant|extremely rare|unknown|unheard of
    |virtually nil)
there (has|have) been no ({word} ){0,2}{harm}
(have not|haven[’']t) lost (anybody|anyone|a single)
(are not|aren[’']t) happening
(?<!\bnot )\b(every|each) (young person|client|victim|woman|child|family|caller|person)[^.;,]{0,40} (was
    |has been|got|found|received) (found |given )?(a home|housed|safe|help)
found a (home|room|place) for every
"""
