"""A file from every shape the record ever had, opened for ever; what was in it is still there."""

import shutil
from pathlib import Path

import pytest

from cspdesk.store.check import check_file
from cspdesk.store.store import open_store

FOLDER = Path(__file__).resolve().parent.parent / "old_databases"
FILES = sorted(FOLDER.glob("*.cspdesk"))
FIRST = "0001_the_record.cspdesk"


def test_the_first_shape_is_kept() -> None:
    assert FIRST in {file.name for file in FILES}


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_a_file_of_every_shape_opens_passes_the_check_and_can_be_worked_in(file: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(file, tmp_path / file.name))
    with open_store(copy, "Bea", backup_folder=tmp_path / "copies") as opened:
        assert not opened.read_only
        undone = opened.undo()
        assert opened.redo().seq == undone.seq
    assert check_file(copy).problems == ()


def test_what_was_in_the_first_shape_is_still_there(tmp_path: Path) -> None:
    copy = Path(shutil.copy(FOLDER / FIRST, tmp_path / FIRST))
    with open_store(copy, "Bea", backup_folder=tmp_path / "copies") as opened:
        assert opened.partnership.partnership().name == "Herefordshire Community Safety Partnership"
        agreement = opened.funding.agreement_called("PCC-2015-CORE")
        assert agreement is not None
        assert agreement.awarded_pence == 233_517_00
        assert opened.funding.transactions.count() == 455
        assert opened.plans.actions.count() == 44
        proof = next(e for e in opened.evidence.all_evidence() if e.sha256)
        assert len(opened.evidence.bytes_of(proof.sha256 or "")) == proof.size_bytes
