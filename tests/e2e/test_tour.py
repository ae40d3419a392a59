"""The tour of the whole window: a picture of every place, light, dark and at 125%, and not one box that tells a fault.

Some 200 pictures a theme: only when asked for, with `-m every`. CSPDESK_KEEP=FOLDER keeps them, to be looked at.
"""

import faulthandler
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cspdesk.app.files import new_file
from cspdesk.store.check import check_file
from cspdesk.store.store import open_store
from cspdesk.ui.panels.charts_page import TITLES
from cspdesk.ui.panels.funding_pages import PAGES
from cspdesk.ui.tabs.priority import SECTIONS
from tests.e2e.tour import TELLS, dialogs

TOUR = Path(__file__).with_name("tour.py")
LONG_S = 600
RECORDS = (
    "Desk - What needs somebody",
    "Desk - Where each priority stands",
    "Domestic violence - Plan - Actions of a priority",
    "Domestic violence - Services and cases - Case reviews",
    "Domestic violence - Reviews - Reviews",
    "Domestic violence - Money - Transactions - Transactions of a priority",
    "Domestic violence - Results - one indicator",
    "Domestic violence - Evidence - Evidence",
    "Funding - Agreements - Lines & profile - Budget lines of an agreement",
    "Scrutiny - Recommendations",
    "Scrutiny - Meetings",
    "Documents - Being written - Papers being written",
    "History - Steps",
)

pytestmark = [
    pytest.mark.every,
    pytest.mark.skipif(sys.platform == "linux" and not os.environ.get("DISPLAY"), reason="no screen for a window"),
]


def places(sample: Path) -> set[str]:
    """Return what there must be a picture of, from what builds the tabs, the sections, the looks and the menus."""
    with open_store(sample, read_only=True) as store:
        priorities = store.partnership.all_priorities()
    names = [f"{p.name} (proposed)" if p.status.value == "proposed" else p.name for p in priorities]
    sections = [title for key, title in SECTIONS if key != "money"]
    return {
        *("Desk", "Scrutiny", "History", "Documents - Produced", "Documents - Being written", *RECORDS),
        *(f"{name} - {section}" for name in names for section in sections),
        *(f"{name} - Money - {part}" for name in names for part in ("Transactions", "Budget lines")),
        *(f"Funding - {look.title}" for look in PAGES if look.key not in ("charts", "proof")),
        *(f"Funding - Proof - By {what}" for what in ("agreement", "priority", "line")),
        *(f"Funding - Charts - {title}" for title in TITLES),
        *(f"Menu {menu}" for menu in ("File", "Edit", "View", "Help")),
        *(spec.plain for spec in dialogs()),
    }


@pytest.mark.parametrize(("theme", "steps"), [("light", 0), ("dark", 0), ("light", 2)], ids=["light", "dark", "125%"])
def test_every_place_is_seen_and_no_fault_is_told(theme: str, steps: int, tmp_path: Path, own_home: Path) -> None:
    faulthandler.cancel_dump_traceback_later()  # it is no hang: the tour has a limit of its own
    sample, folder = tmp_path / "Sample.cspdesk", tmp_path / "pictures"
    new_file(sample, None, sample=True)
    variables = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    variables |= {"PYTHONPATH": str(TOUR.parents[2]), "CSPDESK_HOME": str(own_home)}
    if sys.platform == "linux":
        variables["QT_QPA_PLATFORM"] = "xcb"
    command = [sys.executable, str(TOUR), str(sample), str(folder), theme, f"--zoom={steps}"]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=LONG_S, check=False)
    if keep := os.environ.get("CSPDESK_KEEP"):
        shutil.copytree(folder, Path(keep) / f"tour-{steps}", dirs_exist_ok=True)
    assert done.returncode == 0, done.stderr
    pictures = {without_counts(path.stem): path for path in (folder / theme).glob("*.png")}
    assert places(sample) - set(pictures) == set()
    assert all(path.stat().st_size > 5_000 for path in pictures.values())
    assert check_file(sample).problems == ()
    assert not list(own_home.rglob("cspdesk.log")), "a fault was written to the log"


def without_counts(name: str) -> str:
    """Return the name of a picture without how many records its tabs say they hold."""
    return re.sub(r" \(\d+\)", "", name)


def test_only_what_is_told_on_purpose_may_be_a_box() -> None:
    assert set(TELLS) <= {spec.slot for spec in dialogs()}
