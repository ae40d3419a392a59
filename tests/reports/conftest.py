from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cspdesk.reports.evidence import RenderedDocument, SpendRecord, gather, render

MADE_ON = date(2016, 4, 20)
Making = Callable[[SpendRecord], tuple[Path, RenderedDocument]]


@pytest.fixture
def make(tmp_path: Path) -> Making:
    """Make a document of a record and give its path."""

    def made(source: SpendRecord) -> tuple[Path, RenderedDocument]:
        path = tmp_path / "evidence.pdf"
        return path, render(gather(source), path, made_on=MADE_ON)

    return made
