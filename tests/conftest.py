"""What every test gets: a home of its own, so that no test touches this person's settings or backups."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from cspdesk.store.store import Store
from tests.builders import new_store

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("cspdesk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("cspdesk")


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, log and backups of the test go into a folder of its own."""
    home = tmp_path / "home"
    monkeypatch.setenv("CSPDESK_HOME", str(home))
    return home


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new file with a funder, an agreement, two lines and a priority; see builders.new_store."""
    with new_store(tmp_path) as opened:
        yield opened
