"""A return filled in: each field with its value, frozen as data that a document, a workbook and the next return use."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from dataclasses import field as dataclass_field
from datetime import date
from typing import Any

from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.money import typed_pence
from cspdesk.domain.return_actions import Proposal, delivery_proposal, seen_actions, spend_proposal, withheld_actions
from cspdesk.domain.return_notes import noted
from cspdesk.domain.return_periods import ReturnPeriod
from cspdesk.domain.return_quarters import Quarters, quarters_of
from cspdesk.domain.return_record import ReturnRecord, Submitted
from cspdesk.domain.return_sources import FieldKind
from cspdesk.domain.return_sums import LineSums, Sums, sums_of
from cspdesk.domain.return_table import TableValue
from cspdesk.domain.return_tables import TABLES
from cspdesk.domain.return_templates import Field, signed_key
from cspdesk.domain.returns import Return
from cspdesk.errors import UserError

FORMAT = 1
EXPLAINED = "explained"  # a person's words for a difference from the last return that no correction explains


@dataclass(frozen=True, slots=True)
class RatingValue:
    """A rating of 1 to 5: proposed by the record with why, and stated by a person with a reason."""

    proposed: int | None
    because: str
    stated: int | None
    reason: str

    @property
    def lacks_reason(self) -> bool:
        """Whether it is stated otherwise than proposed, without saying why."""
        return self.stated is not None and self.stated != self.proposed and not self.reason.strip()


Value = int | str | TableValue | RatingValue | None


@dataclass(frozen=True, slots=True)
class FilledField:
    """One field with its value: pence or a count as int, words, a choice or a day as text, a table, a rating.

    None: not answered. faulty holds what a person typed where it is no amount, count or day.
    """

    key: str
    title: str
    kind: FieldKind
    source: str
    help: str
    value: Value
    faulty: str = ""


@dataclass(frozen=True, slots=True)
class FilledSection:
    """The fields under one heading."""

    title: str
    help: str
    fields: tuple[FilledField, ...]


@dataclass(frozen=True, slots=True)
class ReturnFigures:
    """The whole content of a return; sums are every named sum, whether a field shows it or not.

    claimed is None when the template claims nothing; quarters are empty in a return kept before they were.
    """

    template: str
    title: str
    declaration: str
    partnership: str
    funder: str
    recipient: str
    scheme: str
    agreement: str
    agreement_starts_on: date
    agreement_ends_on: date
    period: str
    due_on: date
    audience: Audience
    as_at: date
    version: str
    sections: tuple[FilledSection, ...]
    signatures: tuple[tuple[str, str], ...]
    explained: str
    sums: Mapping[str, int]
    lines: Mapping[str, Mapping[str, int]]
    claimed: int | None
    illustrative: bool
    quarters: Quarters = dataclass_field(default_factory=dict)

    @property
    def fields(self) -> tuple[FilledField, ...]:
        """Every field in order."""
        return tuple(field for section in self.sections for field in section.fields)

    @property
    def period_label(self) -> str:
        """The period as people write it."""
        return ReturnPeriod.parse(self.period).label


def fill(record: ReturnRecord) -> ReturnFigures:
    """Return the return as the record and its answers make it, for its reader.

    Raises UserError when the reader may not see the agreement at all.
    """
    agreement, template = record.agreement, record.template
    if not may_see(record.audience, agreement.marking):
        raise UserError(
            f"Agreement {agreement.reference} is marked {agreement.marking.value}, so no {record.audience.value} "
            "return can be made of it. Choose a wider audience, or change its marking."
        )
    sums = sums_of(record)
    actions = seen_actions(record)
    waited = (m for w in actions for m in w.milestones if m.actual_on is None and not w.is_dropped(m))
    late = sum(m.current_on <= record.period.ends_on for m in waited)
    counts = {
        "actions": len(actions),
        "milestones_due": late,
        "actions_withheld": withheld_actions(record),
        "quarters_closed": sum(q.ends_on <= record.period.ends_on for q in record.closed),
    }
    named = dict(sums.named) | counts
    proposals = {
        "spend_rating": spend_proposal(named["revised"], named["outturn"]),
        "delivery_rating": delivery_proposal(record, actions),
    }
    filler = _Filler(record, named, sums, proposals)
    return ReturnFigures(
        template=template.name,
        title=template.title,
        declaration=template.declaration,
        partnership=record.partnership.name,
        funder=record.funder.name,
        recipient=record.recipient.name if record.recipient else "",
        scheme=template.scheme or agreement.title,
        agreement=agreement.reference,
        agreement_starts_on=agreement.starts_on,
        agreement_ends_on=agreement.ends_on,
        period=str(record.period),
        due_on=record.period.due_on(template.due_days),
        audience=record.audience,
        as_at=record.as_at,
        version=record.version,
        sections=tuple(
            FilledSection(s.title, s.help, tuple(filler.filled(f) for f in s.fields)) for s in template.sections
        ),
        signatures=tuple(
            (role, record.answers.get(signed_key(place), "").strip()) for place, role in enumerate(template.signs)
        ),
        explained=record.answers.get(EXPLAINED, "").strip(),
        sums=named,
        lines={x.name: _line_sums(x) for x in sums.lines},
        claimed=named["claim"] if template.claims else None,
        illustrative=agreement.illustrative or any(t.illustrative for t in record.transactions),
        quarters=quarters_of(record, named["claim"] if template.claims else None),
    )


def _line_sums(line: LineSums) -> dict[str, int]:
    position = line.position
    return {
        "revised": position.revised,
        "actual_period": line.period,
        "actual_year": position.actual,
        "committed": position.committed,
        "forecast": position.forecast,
        "outturn": position.outturn,
        "variance": position.variance,
        "actual_to_date": line.to_date,
        "eligible_to_date": line.claimed_by_period_end,
    }


@dataclass(frozen=True, slots=True)
class _Filler:
    record: ReturnRecord
    named: Mapping[str, int]
    sums: Sums
    proposals: Mapping[str, Proposal]

    def filled(self, field: Field) -> FilledField:
        help_ = noted(field.help, field.source, self.record, self.named)
        made = FilledField(field.key, field.title, field.kind, field.source, help_, None)
        if field.kind is FieldKind.RATING:
            return self._rating(field, made)
        if field.kind is FieldKind.TABLE:
            return replace(made, value=TABLES[field.source](self.sums))
        if field.source:
            return replace(made, value=self.named[field.source])
        text = self.record.answers.get(field.key, "").strip()
        try:
            return replace(made, value=typed_value(field, text) if text else None)
        except UserError:
            return replace(made, faulty=text)

    def _rating(self, field: Field, made: FilledField) -> FilledField:
        proposal = self.proposals.get(field.source, Proposal(None, ""))
        answers = self.record.answers
        text, reason = answers.get(field.key, "").strip(), answers.get(field.reason_key, "").strip()
        try:
            stated, faulty = (int(str(typed_value(field, text))) if text else None), ""
        except UserError:
            stated, faulty = None, text
        return replace(made, value=RatingValue(proposal.rating, proposal.because, stated, reason), faulty=faulty)


def typed_value(field: Field, text: str) -> int | str:
    """Return what a person typed into a field as its value. Raises UserError when it is not of the field's kind."""
    match field.kind:
        case FieldKind.MONEY:
            return typed_pence(text)
        case FieldKind.COUNT | FieldKind.RATING:
            cleaned = text.strip().replace(",", "")
            if not cleaned.removeprefix("-").isdecimal():
                raise UserError(f"“{text}” is not a whole number.")
            return _in_range(field, int(cleaned))
        case FieldKind.DATE:
            try:
                return date.fromisoformat(text.strip()).isoformat()
            except ValueError:
                raise UserError(f"“{text}” is not a date like 2016-03-31.") from None
        case FieldKind.CHOICE:
            for choice in field.choices:
                if choice.casefold() == text.strip().casefold():
                    return choice
            raise UserError(f"“{text}” is not one of: {', '.join(field.choices)}.")
        case _:
            return text.strip()


def _in_range(field: Field, number: int) -> int:
    if field.kind is FieldKind.RATING and not 1 <= number <= 5:
        raise UserError(f"A rating is 1 to 5, not {number}.")
    return number


def figures_json(figures: ReturnFigures) -> str:
    """Return a return's figures as the record and the document keep them: days in ISO, money in whole pence."""
    data = {"document": "return", "format": FORMAT} | asdict(figures)
    return json.dumps(data, ensure_ascii=True, separators=(",", ":"), default=date.isoformat)


def figures_from_json(text: str) -> ReturnFigures:
    """Return the figures from what was kept. Raises UserError when they are of a newer cspdesk."""
    data = json.loads(text)
    data.pop("document")
    if data.pop("format") != FORMAT:
        raise UserError("This return was kept by a newer cspdesk. Open it with that.")
    for name in ("agreement_starts_on", "agreement_ends_on", "due_on", "as_at"):
        data[name] = date.fromisoformat(data[name])
    data["audience"] = Audience(data["audience"])
    data["sections"] = tuple(
        FilledSection(s["title"], s["help"], tuple(_field_from(f) for f in s["fields"])) for s in data["sections"]
    )
    data["quarters"] = {name: tuple(amounts) for name, amounts in data.get("quarters", {}).items()}
    data["signatures"] = tuple((role, name) for role, name in data["signatures"])
    return ReturnFigures(**data)


def _field_from(data: dict[str, Any]) -> FilledField:
    kind, value = FieldKind(data["kind"]), data["value"]
    if kind is FieldKind.TABLE:
        total = tuple(value["total"]) if value["total"] is not None else None
        columns = tuple((heading, what) for heading, what in value["columns"])
        value = TableValue(columns, tuple(tuple(row) for row in value["rows"]), total)
    elif kind is FieldKind.RATING:
        value = RatingValue(**value)
    return FilledField(**(data | {"kind": kind, "value": value}))


def submitted_from(kept: Return) -> Submitted | None:
    """Return what a kept return said when it was sent; None for a draft."""
    if kept.submitted_on is None:
        return None
    data = json.loads(kept.figures)
    period = ReturnPeriod.parse(kept.period)
    return Submitted(kept.id, kept.template, period, kept.submitted_on, data["sums"], data["claimed"])
