"""Gathers what a paper says of results: verdicts with their charts, who benefited, value, what is not known."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cspdesk.analysis.findings import NotComputed
from cspdesk.analysis.value import break_even, cost_per_output
from cspdesk.analysis.verdict_notes import stale
from cspdesk.analysis.verdicts import VerdictKind
from cspdesk.charts.results import ResultChart
from cspdesk.charts.results_words import Written
from cspdesk.domain.audience import may_see
from cspdesk.domain.benefited import told_of
from cspdesk.domain.disclosure import ToldBreakdown
from cspdesk.domain.indicators import Indicator
from cspdesk.domain.money import pounds, short_pounds
from cspdesk.domain.plan_record import PlanRecord
from cspdesk.domain.positions import Position, Traced
from cspdesk.domain.proof import listed
from cspdesk.domain.series import Series
from cspdesk.domain.series_marking import series_seen
from cspdesk.reports.paper_priority_figures import OutputDone, ResultDone, Story, Value
from cspdesk.reports.paper_record import Judge, PaperRecord, PricedBy, PriorityRecord

FEWEST_DRAWN = 3  # figures; fewer make no chart worth the room


def results_of(record: PaperRecord, part: PriorityRecord, judge: Judge) -> tuple[ResultDone, ...]:
    """Return what each indicator says that the reader may see, in order."""
    shown = [s for s in part.series if series_seen(s, record.rule, record.audience)]
    return tuple(_result(series, part.others.get(series.indicator.id, ()), judge) for series in shown)


def _result(series: Series, others: Sequence[Series], judge: Judge) -> ResultDone:
    found, indicator = judge(series, others), series.indicator
    said = found.verdict
    return ResultDone(
        name=indicator.name,
        definition=indicator.definition,
        source=indicator.source,
        level=indicator.level.value,
        better=indicator.better.value,
        unit=indicator.unit,
        kind=said.kind,
        sentences=said.sentences,
        caveats=said.caveats,
        why=said.why,
        reach=said.reach,
        target=said.target,
        beside=said.beside,
        grade=said.grade,
        footing=said.footing,
        chart=_chart(found.chart, indicator),
        drawn=len(series.complete) >= FEWEST_DRAWN,
        stale=stale(series),
        next_due_on=indicator.next_due_on,
        illustrative=indicator.illustrative,
    )


def _chart(chart: ResultChart, indicator: Indicator) -> ResultChart:
    """Return a chart that knows of its indicator only how its values are written, and is called by its name alone."""
    bare = Indicator("", indicator.name, indicator.measure, indicator.better, indicator.frequency)
    shown = replace(bare, unit=indicator.unit, denominator=indicator.denominator, per=indicator.per)
    return replace(chart, title=indicator.name, written=Written(shown))


def benefited_of(record: PaperRecord, part: PriorityRecord) -> tuple[tuple[ToldBreakdown, ...], tuple[str, ...]]:
    """Return who benefited as the reader may be told it, and where the counts come from."""
    return told_of(part.beneficiaries, record.rule.least(record.audience), record.audience)


def stories_of(record: PaperRecord, part: PriorityRecord) -> tuple[Story, ...]:
    """Return the case studies that may be told to this reader: with consent, anonymised, and marked for them."""
    return tuple(
        Story(s.title, s.body, s.illustrative)
        for s in part.case_studies
        if s.may_be_told and may_see(record.audience, s.marking)
    )


def value_of(
    record: PaperRecord,
    part: PriorityRecord,
    shown: PlanRecord,
    money: Position,
    proof: Traced,
    outputs: Sequence[OutputDone],
    results: Sequence[ResultDone],
    benefited: Sequence[ToldBreakdown],
) -> Value:
    """Return what can be said of value for money: a ratio only where the record and the evidence allow one."""
    return Value(
        tuple(_economy(money, proof, over=record.as_at >= record.year.ends_on)),
        tuple(_efficiency(record, part, shown, outputs)),
        tuple(_effectiveness(results)),
        tuple(_equity(benefited, withheld=bool(part.beneficiaries))),
        tuple(_break_even(record.prices, money, results)),
        tuple(_spread(money)),
    )


def _economy(money: Position, proof: Traced, *, over: bool) -> Iterator[str]:
    if not money.outturn and not money.revised:
        yield "No money is recorded for this priority in the year."
        return
    side = "over" if money.variance > 0 else "under"
    heading = f"{short_pounds(abs(money.variance))} {side} it" if money.variance else "exactly on it"
    paid = f"{short_pounds(money.actual)} was paid of a budget of {short_pounds(money.revised)}"
    if money.outturn == money.actual:
        yield f"{paid}, {heading}; nothing more is ordered or expected."
    else:
        comes = "comes to" if over else "is heading for"
        yield f"{paid}; with what is ordered and expected the year {comes} {short_pounds(money.outturn)}, {heading}."
    if proof.untraced > 0:
        yield f"{pounds(proof.untraced)} of what was paid is not yet evidenced, so what it bought cannot be shown."


def _efficiency(
    record: PaperRecord, part: PriorityRecord, shown: PlanRecord, outputs: Sequence[OutputDone]
) -> Iterator[str]:
    """Give what one output cost where one line pays for one action with one output; otherwise say why not."""
    if not outputs:
        hidden = len(shown.actions) < len(part.plan.actions)
        yield f"No output{' that may be shown' if hidden else ''} is counted, so no cost of one can be given."
        return
    undivided = told = withheld = uncounted = False
    for line_id, (place, whole) in _alone(part, shown).items():
        ref = f"{part.priority.position}.{place:02d}"
        own = [o for o in outputs if o.action == ref]
        paid = _paid(record, line_id)
        if len(own) != 1 or paid <= 0:
            undivided = undivided or len(own) > 1
            continue
        (output,) = own
        if output.actual is None or output.uncounted:
            withheld, uncounted = withheld or output.withheld, uncounted or not output.withheld
            continue
        cost = cost_per_output(paid, output.actual, f"unit of “{output.title}”")
        says = cost.says if isinstance(cost, NotComputed) else f"{cost.says} {cost.does_not_show}"
        yield f"{whole}: {says}"
        told = True
    if withheld:
        yield "Where the count is withheld, no cost of one can be given."
    if uncounted:
        yield "What is not counted yet has no cost of one."
    if undivided or not (told or withheld or uncounted):
        yield "Where a line pays for several outputs or actions, its cost is not divided among them."


def _alone(part: PriorityRecord, shown: PlanRecord) -> dict[str, tuple[int, str]]:
    """Return the lines that pay for one action alone, whoever may see the others, with its place and title."""
    paid = Counter(line_id for whole in part.plan.actions for line_id in whole.line_ids)
    return {
        line_id: (place, whole.action.title)
        for place, whole in enumerate(shown.actions, start=1)
        for line_id in whole.line_ids
        if paid[line_id] == 1
    }


def _paid(record: PaperRecord, line_id: str) -> int:
    return sum(
        t.amount_pence
        for spend in record.spends
        if may_see(record.audience, spend.agreement.marking)
        for t in spend.transactions
        if t.line_id == line_id and t.kind.value == "actual" and t.occurred_on in record.year
    )


def _effectiveness(results: Sequence[ResultDone]) -> Iterator[str]:
    if not results:
        yield "No indicator shows what changed."
        return
    kinds: defaultdict[VerdictKind, list[str]] = defaultdict(list)
    for result in results:
        kinds[result.kind].append(result.name)
    for kind in VerdictKind:
        if kinds[kind]:
            yield f"{kind.value.capitalize()}: {', '.join(kinds[kind])}."
    best = max(results, key=lambda r: r.grade)
    yield (
        f"The strongest evidence is of grade {best.grade.value} of 4 ({best.grade.words}). "
        "Below grade 2 no cost of an outcome can be given, since nothing shows how many came of the money."
    )


def _equity(benefited: Sequence[ToldBreakdown], *, withheld: bool) -> Iterator[str]:
    if not benefited:
        unsaid = "withheld" if withheld else "not recorded"
        yield f"Who benefited is {unsaid}, so whether those in most need were reached cannot be told."
        return
    names = listed([b.name.lower() for b in benefited])
    yield (
        f"Those reached are counted by {names}. How many in each group were in need is not recorded, so whether each "
        "group had its share cannot be told."
    )
    if any(b.withholds for b in benefited):
        yield "Some counts are withheld."


def _break_even(prices: Sequence[PricedBy], money: Position, results: Sequence[ResultDone]) -> Iterator[str]:
    if money.actual <= 0:
        yield "Nothing was paid, so there is nothing to break even on."
        return
    found = False
    for priced in prices:
        for result in results:
            if any(words in result.name.casefold() for words in priced.words):
                made = break_even(money.actual, priced.cost)
                yield f"All that was paid {made.says[0].lower()}{made.says[1:]} {made.does_not_show}"
                found = True
                break
    if not found:
        yield "No published unit cost prices what these indicators count, so no break-even can be given."


def _spread(money: Position) -> Iterator[str]:
    """Give the range between what is surely spent and where spending is heading."""
    sure = money.actual + money.committed
    if money.outturn == money.actual:
        return
    if not money.forecast or not money.committed:
        more = "ordered" if money.committed else "expected"
        paid, all_ = short_pounds(money.actual), short_pounds(money.outturn)
        yield f"Spending lies between {paid} (paid) and {all_} (with what is {more})."
    else:
        yield (
            f"Spending lies between {short_pounds(money.actual)} (paid), {short_pounds(sure)} (with what is ordered) "
            f"and {short_pounds(money.outturn)} (with what is expected)."
        )
