"""The forms in which a sentence gives credit, tells what would have been, foretells, proves or ranks.

A form a line, as `compiled` reads them; a line that begins with blanks goes on from the one above.
"""

# The credit for a result, given to work.
CREDIT = r"""
meant (that )?({word} ){0,2}?({harm}|lives)|came about through|l(ies|ay) behind|made (the|all the) difference
    |what (has )?(turned|kept|changed|stopped
    |saved) {word}
help(s|ed|ing)? ({word} ){0,2}?{who} (to )?(stop|stay|quit|recover|avoid|turn|change|escape|break)
(prevented|averted|stopped|headed off) (the|an?) (\w+ )?(rise|increase|spread|repeat|surge)|encouraged more {who}
(stopped|kept|prevented|saved) (them|him|her) from|{who} (are|is) \w+ing (more|less)\b[^.;,]{0,40} because
(is|are|was|were|been) (the|a) (\w+ )?(reasons?|driver|driving force|secret|key)( (why|that|for|behind|of
    |to))? ({word} ){0,6}?{anybody}
credit for
claims? (the |some )?credit
takes? (the )?credit
credited (to|with)
deserves? (the |much )?(credit|praise)
(behind|underlying|explaining) (the|this|that|these) ({word} ){0,3}?{result}
fruits? of
be(ar|ars|aring|en|ore) (\w+ )?fruit
bore fruit
dividends?(?= of)
the dividend
testament to
tribute to
is a credit to
owes? (much|its|their|a lot|everything)
(is|was|were|are) (largely |mainly |all |mostly |simply |purely |just |merely |entirely |chiefly )?down to
brought about(?! by)
put(s|ting)? (that|this|it) down to
explains? (the|this|that) (\w+ )?(fall|drop|rise|improvement|increase|reduction)
bears? witness to
reward(ed)? (with|for)
(product|result|outcome|consequence|effect) of (our|the|this|years|months|patient|hard|good|close|joint)
on the back of
courtesy of
by virtue of
stems? from
stemmed from
flows? from
explained by
in no small (part|measure)
(and|,) as a result
hand in hand with
(it is|it was|be|surely|hardly|is|was) (\w+ )?(no|not an?|not by|hardly an?|hardly) (accident|coincidence
    |chance|fluke)
because (they|people|victims|survivors|women|residents|users) (\w+ )?(trust|know|feel|believe|respect)
is why
led directly to
(has|have) meant that
tipped the balance
the making of
feeling the benefit
(is|was) what (has )?(made|makes|keeps|kept|turned|saved)
got rid of
rid the
people believe in us
(clear|direct|strong|obvious|proven|undeniable) (link|connection|correlation|relationship) between
linked directly
(did|does|do|done) the trick
turn(s|ed)? the figures
(br(eak|eaks|oken|oke|eaking) the (cycle|link|chain|back))
nip(s|ped|ping)? [^.;,]{1,40} in the bud
in (its|their) tracks
tak(en|es|ing|e) the (sting|heat|edge) out of
took the (sting|heat|edge) out of
deal(t|s)? an? (\w+ )?blow
made an? (\w+ )?dent
dent has been made
put(s|ting)? (a stop|an end|paid) to
unlocked? an? new
gone a long way
turned? [^.;,]{1,30} (round|around|into)
nothing has done more
(keeps?|kept|keeping) ({word} ){0,4}?{anybody}( {word}){0,3}? (out of|off|away from|calm|safe|quiet|at bay
    |in check|down|low|together|clean|sober)
(lowered|reduced|cut|lowers|reduces|cuts) the (risks?|chances?|likelihood|number|rate|level|amount) of
(stopped|stops|kept|keeps|prevented|prevents|saved|saves) ({word} ){0,4}?{who} from
(tak(en|es|ing|e)|took) (\w+ )?(the )?(pressure|strain|weight|burden|load) off
(eased?|eases|relieved?|lightened|lifted) (the )?(pressure|burden|load|strain) (on|from)
(gets?|getting|got|takes?|took) ({word} ){0,2}?({harm}|{who}) (off|out of)
(?<!\bto )(?<!\bto help )\b(prevents|prevented|stops|reduces|cuts|deters|deterred|curbs|curbed|lowers|lowered
    |saves|spares|spared|protects|rescues|steers|diverts|defuses|calms|tackles|drives down|brings down
    |brought down|halts|halted|stamps out|dampens|heals?|rehabilitates|reforms)( {word}){0,3}? ({harm}|{who}
    |lives)
(brought about|produced|delivered|achieved|yielded|generated|secured|sparked
    |prompted) (an? |the )?(\w+ )?(change|improvement|reduction|turnaround|results?|fall|drop|difference)s?
(changed|changes|altered|transforms?|reshaped) (how|the way)( {word}){0,2} ({who}|they|he|she)
(has|have|had)? ?ma(de|kes|king) (the |our |these |this )?({word} ){1,3}(an? )?(\w+ )?(safer|calmer|quieter
    |hostile|happier|stronger|kinder|cleaner)
(helps?|helped|helping) ({word} ){0,2}({who} )?(into|to)( lasting| sustained| full)? (recovery|sobriety|safety
    |independence)
(bring(s|ing)?|drive(s|n)?|driving) down ({word} ){0,2}{harm}
(with|through|because) (the |our )?({word} ){1,5}in place
(with our help|through peer support)
(increase|rise|drop|fall|reduction|change|surge|count|more reports?|figures?
    |numbers?)\b[^.;]{0,50}\b(simply |merely |just |only |clearly )?(reflects?|shows? that people|means? that our
    |rose only because|only because)
({harm}|{good})\b[^.;]{0,40}\b{moved}\b[^.;,]{0,30} (because|now that)
now that (we|our|the|officers|patrols|wardens)
({harm}|incidents|reports|calls)\b[^.;]{0,30}\b(rose|fell|went up|went down|increased
    |dropped) (only |simply |purely |just )?(because|thanks|due)
"""
# What would have been without the work.
WOULD_HAVE = r"""
would (\w+ )?have\b[^.;]{0,60}\bhad (we|it|they|the \w+) not|(all|only) [^.;]{1,40}\bstands between
would (\w+ )?have\b[^.;]{0,60}\b(without us|if\b[^.;]{0,60}(\bnot\b|n[’']t\b))
(without|but for|were it not for|if it ((were|was|had) not|weren[’']t|wasn[’']t|hadn[’']t)( been)? for
    |if not for|in the absence of)\b[^.;]{0,120}?\bwould
had (it not been for|(the|this|our|we|they|it|he|she)\b[^.;]{0,50}? not)\b[^.;]{0,120}?\bwould
if (the|this|our|we|they|it) [^.;,]{0,50}?(had not|hadn[’']t|were not|did not exist)\b[^.;]{0,120}?\bwould
would otherwise (have|be)
take away (our|the|this) [^.;]{3,80} would
is all that has stood between
would (\w+ )?(be|have)\b[^.;]{0,60}\b(were it not for|but for|without (the|our|this)|if it (were|was) not for)
were (the|this|our|it) [^.;,]{1,40} to (close|end|stop|go|fold)\b[^.;]{0,80} would
"""
# What is to come, told as certain.
FORETOLD = r"""
(will|[’']ll|(is|are) going to|(is|are) (set|bound|certain|sure|guaranteed|poised|likely|on course) to
    |looks? set to|shall)\b( (\w+ly|soon|also|again|then|surely|not|all but))? (carry on|fall|drop|decline
    |continue|rise|increase|soar|climb|grow|worsen|improve|disappear|vanish|halve|double|cause|cost|suffer|die
    |spiral|collapse|last|outlast|outlive|re-?offend|offend|commit|be (arrested|convicted|down|up|free|safer?
    |lower|higher|fewer|less|more|halved|eliminated|reduced|cut|dead)|lose (their|lives)|see (the|an?|more
    |fewer)|go (straight )?(back )?(up|down|back|on (falling|rising|improving))|return to|come down|reach|save
    |prevent|escalate
    |reduce|bring {word} (up|down)|make ({word} ){1,3}(safer|better|worse)|lower|settle|stay|keep (falling|rising
    |improving|dropping|going)|end in|lead to|mean (more|fewer))
"""
# That something goes on, as if it were known to be so now.
PRESUMED = r"""
continu\w* (its|their|this|the|to)( \w+)? (decline|fall|rise|improve\w*|growth|drop|climb|reduc\w+)
(are|is) permanent
outlast the (grant|funding|money)
(able|ready) to police itself
changed for good
job done
if (current|present|this) (progress|trend|improvement)s? (is|are|continues?|holds?)
"""
# That something proves that work works.
PROVED = r"""
(plain|clear|obvious) from the (figures|data|record|numbers|evidence|results)|(had|has|having) (the|a) (\w+ )?effect
{source}\b[^.;,]{0,60}?\b(proves?|proved|confirms?|confirmed|vindicates?|vindicated|validates?|bears? out
    |bore out|testif(y|ies)|leaves? (us in |no )?(no )?doubt|attests?|speaks? volumes|is proof|are proof)
{source}\b[^.;,]{0,60}?\b(clearly |plainly |simply )?(demonstrates?|demonstrated|shows?|showed|illustrates?
    |indicates?|means?|suggests?)( clearly| plainly)? (that |how )({word} ){0,8}?{works}
(has|have|had) been (proved|proven|confirmed|shown)( beyond\b| to work| to be effective|(?=\s*[.;,]))
(clear|strong|ample|compelling|conclusive|hard|solid) (evidence|proof) (that|of|for)
proven track record
beyond (question|doubt|dispute)
tells (you|us|its own)
(is|are) typical of the
like \w+, (the|most|many|all) \w+ (we|who)
(was|is) all it took
"""
# How a place stands among others or in time.
RANKED = r"""
ahead of (most|other|similar|neighbouring)|better (on|at|with) {word} than (our|other|most|any)
compared (with|to) (our neighbours|other|similar|neighbouring|the rest)|(do|does|did|doing) better than
no other ({word} ){1,6}?as (many|much|well)
(one|some|among) (of )?the (safest|best|lowest|quietest|calmest|cheapest|most \w+)
(well |far |just |slightly |comfortably )?(below|above|under|over|better than|lower than|worse than|higher than
    |ahead of|on a par with|in line with|close to) the (national|regional|county|force|english|uk
    |london)( \w+)? ?(average|rate|figure|level|norm|mean|median)s?
(below|above|under|over) average
outperform\w*
buck(s|ed|ing) the (national )?trend
compares? (\w+ )?(favourably|well|unfavourably|badly)
(few|no) (other )?(partnerships?|areas?|counties|places?|districts?|forces|boroughs?)( \w+){0,4} (can|could
    |match|matches|come close|do as|has|have)
than (in )?(any(where| other| similar)?|most|other|similar|neighbouring|comparable|almost any)( \w+)? ?(else
    |towns?|areas?|forces|partnerships?|counties|places?|districts?|boroughs?|schemes?)?(?=\s*([.;,]|$|in\b
    |like\b|of\b))
(similar|neighbouring|other) (forces|areas|partnerships|counties|towns|boroughs|districts) (would|can only
    |could only|envy|have not|look)
sets? the pace
no other [^.;]{1,50}\bas \w+ as
the only [^.;]{1,30} in the (region|country|county|force)
than their peers
the gap (between|in|with)\b[^.;]{0,60}\b(narrowed|closed|widened|shrunk|closing|narrowing|grown)
for (a generation|a decade|(many |several |ten |five |fifteen |twenty )?years|the first time (in
    |since))(?=\s*[.;,]|$)
in (living memory|(over |more than )?(a decade|a generation|(five|ten|fifteen|twenty|thirty) years))
(all-time|record|historic) (high|low)s?
at record (low|high)s
lowest ebb
(is|are|was|has become|have become)( \w+)? an? (much |far |very )?(calmer|safer|quieter|better|different
    |changed|happier|friendlier) (places?|towns?|cit(y|ies)|county|borough|district|villages?|areas?
    |proposition|people|streets?)
than ever( before)?
(is|are) (today|now) an? (ordinary|normal|quiet|pleasant|thriving)
than (it did|they used to|it used to|they did|it was|they were|ever|before)
of what (it|they) (was|were)
"""
