"""What every test gets: a home of its own, so that no test touches this person's settings or backups."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection

import pytest
from hypothesis import HealthCheck, settings

from cspdesk.store import database
from cspdesk.store.store import Store
from tests.builders import new_store

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("cspdesk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("cspdesk")


@pytest.fixture(scope="session", autouse=True)
def copied_shape(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Make a new file by copying an empty one: thousands of tests need one, and every migration runs to make it."""
    empty = tmp_path_factory.mktemp("shape") / "empty.cspdesk"
    make = database.create_database
    make(empty).close()

    def copied(path: Path) -> Connection:
        if path.exists() or not path.parent.is_dir():
            return make(path)  # which refuses
        try:
            shutil.copyfile(empty, path)
        except OSError:
            return make(path)
        return database._connect(path)  # open_database refuses a file without a partnership

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "create_database", copied)
        yield


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
