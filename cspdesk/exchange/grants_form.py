"""How the 360Giving standard writes a grant: as JSON, and as the headings of a spreadsheet.

The standard: https://standard.threesixtygiving.org, version 1.4; dates are ISO, amounts are numbers in pounds.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from cspdesk.domain.grants import Grant, Party

VERSION = "1.4"
CURRENCY = "GBP"

# Heading of a spreadsheet, and the way to the value in JSON. What a program reads is told by these alone.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "Identifier": ("id",),
    "Title": ("title",),
    "Description": ("description",),
    "Currency": ("currency",),
    "Amount Awarded": ("amountAwarded",),
    "Award Date": ("awardDate",),
    "Planned Dates:Start Date": ("plannedDates", "startDate"),
    "Planned Dates:End Date": ("plannedDates", "endDate"),
    "Recipient Org:Identifier": ("recipientOrganization", "id"),
    "Recipient Org:Name": ("recipientOrganization", "name"),
    "Recipient Org:Charity Number": ("recipientOrganization", "charityNumber"),
    "Recipient Org:Company Number": ("recipientOrganization", "companyNumber"),
    "Funding Org:Identifier": ("fundingOrganization", "id"),
    "Funding Org:Name": ("fundingOrganization", "name"),
    "Grant Programme:Title": ("grantProgramme", "title"),
    "Beneficiary Location:Name": ("beneficiaryLocation", "name"),
    "Beneficiary Location:Geographic Code": ("beneficiaryLocation", "geoCode"),
    "Beneficiary Location:Geographic Code Type": ("beneficiaryLocation", "geoCodeType"),
}
CODE_TYPES = {"E06": "UA", "E07": "NMD", "E08": "MD", "E09": "LONB", "E10": "CTY", "W06": "UA"}


def as_json(grant: Grant) -> dict[str, Any]:
    """Return a grant as the standard's JSON; what is not known is left out."""
    made: dict[str, Any] = {
        "id": grant.id,
        "title": grant.title,
        "description": grant.description,
        "currency": CURRENCY,
        "amountAwarded": _pounds(grant.amount_pence),
        "awardDate": grant.awarded_on.isoformat(),
    }
    if grant.starts_on and grant.ends_on:
        made["plannedDates"] = [{"startDate": grant.starts_on.isoformat(), "endDate": grant.ends_on.isoformat()}]
    made["recipientOrganization"] = [_party(grant.recipient)]
    made["fundingOrganization"] = [_party(grant.funder)]
    if grant.programme:
        made["grantProgramme"] = [{"title": grant.programme}]
    if grant.place:
        made["beneficiaryLocation"] = [_location(grant)]
    return made


def as_row(grant: Grant) -> list[str | int | float]:
    """Return a grant as one row under the headings of COLUMNS."""
    whole = as_json(grant)
    return [_at(whole, path) for path in COLUMNS.values()]


def _at(value: Any, path: tuple[str, ...]) -> str | int | float:
    for step in path:
        value = value[0] if isinstance(value, list) else value
        value = value.get(step, "") if isinstance(value, dict) else ""
    return value if isinstance(value, str | int | float) else ""


def _party(party: Party) -> dict[str, str]:
    numbers = {"charityNumber": party.charity_number, "companyNumber": party.company_number}
    return {"id": party.id, "name": party.name} | {key: number for key, number in numbers.items() if number}


def _location(grant: Grant) -> dict[str, str]:
    made = {"name": grant.place}
    if kind := CODE_TYPES.get(grant.place_code[:3]):
        made |= {"geoCode": grant.place_code, "geoCodeType": kind}
    return made


def _pounds(pence: int) -> int | float:
    """Return whole pounds as an int, any other amount as the nearest number JSON can write; both read back exactly."""
    whole, rest = divmod(pence, 100)
    return float(Decimal(pence) / 100) if rest else whole
