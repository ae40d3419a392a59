"""From the first start to the preview of a document, in a real window on a (virtual) screen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cspdesk.store.check import check_file

DRIVE = Path(__file__).with_name("drive.py")
STORY = ("1 start", "2 desk", "3 columns", "4 what will happen", "5 assign", "6 evidence", "7 preview", "8 history")


@pytest.mark.skipif(sys.platform == "linux" and not os.environ.get("DISPLAY"), reason="no screen to show a window on")
def test_a_person_goes_from_first_start_to_a_document(tmp_path: Path, own_home: Path) -> None:
    variables = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    variables |= {"PYTHONPATH": str(DRIVE.parents[2]), "CSPDESK_HOME": str(own_home)}
    if sys.platform == "linux":
        variables["QT_QPA_PLATFORM"] = "xcb"
    done = subprocess.run(
        [sys.executable, str(DRIVE), str(tmp_path)],
        env=variables,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert all((tmp_path / f"{name}.png").stat().st_size > 5_000 for name in STORY)
    (sample,) = (own_home / "data").glob("*.cspdesk")
    assert check_file(sample).problems == ()
    assert list((own_home / "data" / "backups").rglob("*.cspdesk")), "no backup was made on closing"
