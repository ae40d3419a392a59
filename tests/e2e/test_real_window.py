"""Whole stories in a real window on a (virtual) screen: each driver beside this tells one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cspdesk.store.check import check_file

HERE = Path(__file__).parent
FIRST_DAY = ("1 start", "2 desk", "3 columns", "4 what will happen", "5 assign", "6 evidence", "7 preview", "8 history")

PAPERS = (
    "2 figures offered",
    "3 findings",
    "4 pages beside the words",
    "5 a recommendation",
    "6 a field marked",
    "7 viewed as the public",
    "8 a public paper",
    "9 a public paper again",
    "10 the register",
    "11 two papers compared",
    "12 sent to the clerk",
)

pytestmark = pytest.mark.skipif(
    sys.platform == "linux" and not os.environ.get("DISPLAY"), reason="no screen to show a window on"
)


def told(driver: str, pictures: tuple[str, ...], folder: Path, home: Path) -> None:
    """Let a driver tell its story, with these pictures; the file of the sample that it happened in stays sound."""
    variables = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    variables |= {"PYTHONPATH": str(HERE.parents[1]), "CSPDESK_HOME": str(home)}
    if sys.platform == "linux":
        variables["QT_QPA_PLATFORM"] = "xcb"
    done = subprocess.run(
        [sys.executable, str(HERE / driver), str(folder)],
        env=variables,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert all((folder / f"{name}.png").stat().st_size > 5_000 for name in pictures)
    (sample,) = (home / "data").glob("*.cspdesk")
    assert check_file(sample).problems == ()


def test_a_person_goes_from_first_start_to_a_document(tmp_path: Path, own_home: Path) -> None:
    told("drive.py", FIRST_DAY, tmp_path, own_home)
    assert list((own_home / "data" / "backups").rglob("*.cspdesk")), "no backup was made on closing"


def test_a_person_writes_a_paper_answers_scrutiny_and_undoes_it_all(tmp_path: Path, own_home: Path) -> None:
    told("papers.py", PAPERS, tmp_path, own_home)
