"""The data an evidence of spend carries with it: transactions as CSV and every figure as JSON."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from operator import attrgetter
from typing import Any

from cspdesk.domain.audience import Audience
from cspdesk.domain.funding import Certainty, Eligibility, TransactionKind
from cspdesk.domain.money import plain_pounds
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.positions import Position, Traced
from cspdesk.errors import UserError
from cspdesk.reports.evidence_figures import (
    Entry,
    EvidenceFigures,
    Header,
    LeftOut,
    LineFigures,
    Moved,
    Proof,
    Varied,
    Withheld,
)

FORMAT = 1
_COLUMNS = (
    "line",
    "line_title",
    "kind",
    "date",
    "payee",
    "description",
    "reference",
    "category",
    "amount_pence",
    "amount_pounds",
    "evidence",
    "evidence_withheld",
    "eligibility",
    "outside_period",
    "illustrative",
    "transactions",
    "paid_of_order_pence",
    "accrued",
    "id",
)


def transactions_csv(figures: EvidenceFigures) -> bytes:
    """Return every listed transaction as UTF-8 CSV, one row each.

    What is withheld stands as one row for each line, kind and reason, with its number and sum, so that the column
    of amounts sums to the document's total.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for line in figures.lines:
        writer.writerows([guarded(cell) for cell in row] for row in _csv_rows(line))
    return out.getvalue().encode("utf-8", "replace")


def guarded(text: str) -> str:
    """Return text that a spreadsheet will not run as a formula."""
    return f"'{text}" if text.lstrip().startswith(("=", "+", "-", "@", "\t", "\r")) and not _number(text) else text


def _number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal() and text.isascii()


def _csv_rows(line: LineFigures) -> Iterator[tuple[str, ...]]:
    for entry in line.entries:
        yield (
            line.reference,
            line.title,
            entry.kind.value,
            entry.occurred_on.isoformat(),
            entry.payee,
            entry.description,
            entry.reference,
            entry.category,
            str(entry.amount_pence),
            plain_pounds(entry.amount_pence),
            " ".join(entry.evidence),
            str(entry.withheld_evidence),
            entry.eligibility.value,
            "yes" if entry.outside_period else "no",
            "yes" if entry.illustrative else "no",
            "1",
            str(entry.settled_pence) if entry.settled_pence else "",
            entry.accrued,
            entry.id,
        )
    for each in line.withheld:
        said = f"withheld: {each.reason}"
        amounts = (str(each.amount_pence), plain_pounds(each.amount_pence))
        yield (line.reference, line.title, each.kind.value, "", said, "", "", "", *amounts, "", "", "", "", "",
               str(each.count), "", "", "")  # fmt: skip


def figures_json(figures: EvidenceFigures, made_on: date) -> str:
    """Return every figure as JSON: money as whole pence, and as pounds in text; figures_from_json reads it back."""
    standing = figures.total
    data = {
        "document": "evidence of spend",
        "format": FORMAT,
        "made_on": made_on.isoformat(),
        "totals": _position(standing) | {"transactions_listed": figures.transaction_count},
        "not_yet_evidenced": _money(figures.traced.untraced),
        **_plain(figures),
    }
    return json.dumps(data, ensure_ascii=True, separators=(",", ":"))


def figures_from_json(text: str) -> tuple[EvidenceFigures, date]:
    """Return the figures and the date of a document from what figures_json made of them.

    Raises UserError when they were kept by a newer version of this program.
    """
    data = json.loads(text)
    if data["format"] != FORMAT:
        raise UserError("The document's figures were kept by a newer version of cspdesk. Update cspdesk to use them.")
    header = data["header"]
    return EvidenceFigures(
        header=Header(
            **header
            | {
                "starts_on": date.fromisoformat(header["starts_on"]),
                "ends_on": date.fromisoformat(header["ends_on"]),
                "as_at": date.fromisoformat(header["as_at"]),
                "year": FinancialYear.parse(header["year"]),
                "audience": Audience(header["audience"]),
                "certainty": Certainty(header["certainty"]),
            }
        ),
        lines=tuple(_line_from(line) for line in data["lines"]),
        moved=tuple(Moved(**m | {"decided_on": date.fromisoformat(m["decided_on"])}) for m in data["moved"]),
        profile=None if data["profile"] is None else tuple(data["profile"]),
        paid_by_quarter=tuple(data["paid_by_quarter"]),
        committed_by_quarter=tuple(data["committed_by_quarter"]),
        forecast_by_quarter=tuple(data.get("forecast_by_quarter", (0, 0, 0, 0))),
        proofs=tuple(_proof_from(proof) for proof in data["proofs"]),
        withheld_proofs=data["withheld_proofs"],
        proof_reasons=tuple((reason, count) for reason, count in data.get("proof_reasons", ())),
        traced=Traced(**data["traced"]),
        other_years=LeftOut(**data["other_years"]),
        other_priorities=LeftOut(**data["other_priorities"]),
        received_pence=data["received_pence"],
        varied=tuple(_varied_from(each) for each in data.get("varied", ())),
        accrued=LeftOut(**data.get("accrued", {})),
    ), date.fromisoformat(data["made_on"])


def _line_from(line: dict[str, Any]) -> LineFigures:
    held = line["position"]
    pence = {field.name: held[field.name]["pence"] for field in fields(Position) if field.name in held}
    table = line["entries"] or {"columns": [], "rows": []}
    named = (dict(zip(table["columns"], row, strict=True)) for row in table["rows"])
    entries = tuple(
        Entry(
            **entry
            | {
                "kind": TransactionKind(entry["kind"]),
                "occurred_on": date.fromisoformat(entry["occurred_on"]),
                "evidence": tuple(entry["evidence"]),
                "eligibility": Eligibility(entry["eligibility"]),
            }
        )
        for entry in named
    )
    withheld = tuple(Withheld(**each | {"kind": TransactionKind(each["kind"])}) for each in line["withheld"])
    return LineFigures(**line | {"position": Position(**pence), "entries": entries, "withheld": withheld})


def _varied_from(varied: dict[str, Any]) -> Varied:
    ends = varied["ends_on"]
    decided = date.fromisoformat(varied["decided_on"])
    return Varied(**varied | {"decided_on": decided, "ends_on": None if ends is None else date.fromisoformat(ends)})


def _proof_from(proof: dict[str, Any]) -> Proof:
    dated = proof["dated_on"]
    return Proof(**proof | {"dated_on": None if dated is None else date.fromisoformat(dated)})


def _plain(value: Any) -> Any:
    """Return a figure as JSON can hold it."""
    if isinstance(value, Position):
        return _position(value)
    if isinstance(value, FinancialYear):
        return value.label
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        if value and isinstance(value[0], Entry):
            return _rows(value)
        return [_plain(each) for each in value]
    if hasattr(value, "__dataclass_fields__"):
        names = (n for n in value.__dataclass_fields__ if n != "meant" or value.meant)
        return {name: _plain(getattr(value, name)) for name in names}
    return value


def _rows(entries: tuple[Entry, ...]) -> dict[str, Any]:
    """Return transactions as named columns and rows, a third of the size of naming every value."""
    names = [field.name for field in fields(Entry)]
    values = attrgetter(*names)
    return {
        "columns": names,
        "rows": [[each.isoformat() if isinstance(each, date) else each for each in values(entry)] for entry in entries],
    }


def _position(position: Position) -> dict[str, Any]:
    names = (
        *(field.name for field in fields(Position)),
        *("revised", "available", "outturn", "variance"),
    )
    said = {name: getattr(position, name) for name in names}
    if not position.before:  # so that what was made before it was reckoned is made again as it was
        del said["before"]
    return {name: _money(pence) for name, pence in said.items()}


def _money(pence: int) -> dict[str, int | str]:
    return {"pence": pence, "pounds": plain_pounds(pence)}
