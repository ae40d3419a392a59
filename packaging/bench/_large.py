"""The large sample of the design, made once for a run of the benchmarks."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path


@cache
def large_file() -> Path:
    """Return a file with 10 years, 5 priorities, 1,000 actions and 100,000 transactions; it goes with the process."""
    from cspdesk.store.large_sample import fill_with_large_sample
    from cspdesk.store.store import create_store

    folder = Path(tempfile.mkdtemp(prefix="cspdesk-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with create_store(folder / "large.cspdesk", "Large sample", "Bench") as store:
        fill_with_large_sample(store)
    return store.path


def copy_of_large_file(folder: Path) -> Path:
    """Return a copy that a benchmark may write to."""
    return Path(shutil.copy(large_file(), folder / "large.cspdesk"))
