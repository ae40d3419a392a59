"""Open data by the command line: awards out and in, payments over £500; what is not public stays."""

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cspdesk.cli import main
from cspdesk.domain.audience import Audience
from cspdesk.domain.partnership import Organisation
from cspdesk.store.store import open_store
from tests.builders import agreement, new_store, payment


@pytest.fixture
def file(tmp_path: Path) -> Path:
    with new_store(tmp_path) as store, store.step("Recorded payments"):
        store.partnership.organisations.insert(Organisation("helpers", "Helpers together", voluntary=True))
        store.funding.transactions.insert(
            payment(payee="Lock Co", amount_pence=500_00),
            payment(payee="Lock Co", amount_pence=500_01),
            payment(payee="Lock Co", amount_pence=-600_00),
            payment(payee="helpers together", amount_pence=10_00),
            payment(payee="Secret place", amount_pence=900_00, marking=Audience.RESTRICTED),
        )
        secret = agreement(id="a-2", reference="HIDDEN", marking=Audience.PARTNER)
        store.funding.save_agreement(secret)
        return store.path


def test_payments_above_500_and_grants_to_voluntary_bodies_are_published(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "spending.csv"
    assert main(["export", "spending", "--from", str(file), "--year", "2015/16", "--out", str(out)]) == 0
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert sorted(row["Amount"] for row in rows) == ["-600.00", "10.00", "500.01"]
    assert [row["Kind"] for row in rows if row["Amount"] == "10.00"] == ["Grant to a voluntary body"]
    assert b"Secret" not in out.read_bytes()


@pytest.mark.parametrize("words", [("--out", "x.pdf"), ("--out", "x.csv", "--over", "-5")])
def test_spending_is_a_csv_above_an_amount(file: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture) -> None:
    assert main(["export", "spending", "--from", str(file), "--year", "2015/16", *words]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_only_public_confirmed_awards_are_published(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    out = tmp_path / "grants.json"
    assert main(["export", "grants", "--from", str(file), "--year", "2015/16", "--out", str(out), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["count"], said["total_pence"], said["withheld"]) == (1, 100_000, 1)
    assert b"HIDDEN" not in out.read_bytes()


def test_awards_to_the_partnership_become_agreements_once(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    source = tmp_path / "grants.json"
    assert main(["export", "grants", "--from", str(file), "--year", "2015/16", "--out", str(source)]) == 0
    package = json.loads(source.read_text(encoding="utf-8"))
    package["grants"].append(
        package["grants"][0] | {"id": "other", "recipientOrganization": [{"id": "x", "name": "X"}]}
    )
    source.write_text(json.dumps(package), encoding="utf-8")
    capsys.readouterr()
    command = ["import", "grants", str(source), "--into", str(file), "--json"]
    for asked, added in (
        ([], 0),
        (["--accept", "all", "--dry-run"], 0),
        (["--accept", "all"], 1),
        (["--accept", "all"], 0),
    ):
        assert main([*command, *asked]) == 0
        said = json.loads(capsys.readouterr().out)
        assert (said["rows"], said["others"], said["added"]) == (2, 1, added)
    with open_store(file, read_only=True) as store:
        made = next(a for a in store.funding.all_agreements() if a.reference.startswith("360G-"))
        assert made == replace(made, awarded_pence=100_000, starts_on=date(2015, 4, 1), ends_on=date(2016, 3, 31))


def test_an_award_that_a_file_gives_twice_is_offered_once_and_said(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    award = {
        "id": "360G-x", "title": "T", "description": "D", "currency": "GBP", "amountAwarded": 5,
        "awardDate": "2016-01-01", "recipientOrganization": [{"id": "t", "name": "Testshire Partnership"}],
        "fundingOrganization": [{"id": "f", "name": "Fund"}],
    }  # fmt: skip
    source = tmp_path / "twice.json"
    source.write_text(json.dumps({"grants": [award, award | {"title": "Again"}]}), encoding="utf-8")
    assert main(["import", "grants", str(source), "--into", str(file), "--accept", "all", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["added"], [o["title"] for o in told["offered"]]) == (1, ["T"])
    assert "more than once" in told["problems"][0]["reason"]


def test_an_award_that_is_not_offered_is_refused(file: Path, tmp_path: Path) -> None:
    source = tmp_path / "grants.csv"
    assert main(["export", "grants", "--from", str(file), "--year", "2015/16", "--out", str(source)]) == 0
    assert main(["import", "grants", str(source), "--into", str(file), "--accept", "nonsense"]) == 1
