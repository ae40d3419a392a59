"""The sample partnership: opened in a window, or, where there is no screen, printed as its documents."""

from __future__ import annotations

from pathlib import Path

from console import must, run, say
from environment import ROOT

NAME = "Herefordshire Community Safety Partnership (sample)"
FILE = ROOT / "build" / "sample" / "sample.cspdesk"
DOCUMENTS = ROOT / "build" / "sample-documents"
AUDIENCES = ("public", "partner", "restricted")
AGREEMENTS = (("PCC-2015-CORE", "2015/16"),)


def open_window(python: Path) -> int:
    """Open the sample; it is made once and then kept, so that changes to it stay."""
    if FILE.exists():
        say(f"Opening the sample as it was left: {FILE} (delete it to start afresh)")
    else:
        say(f"Making the sample: {FILE}")
        _make(python, FILE)
    return run([python, "-m", "cspdesk", FILE], cwd=ROOT)


def make_documents(python: Path) -> int:
    """Make a fresh sample and every document of it for every audience, and say where they are."""
    say("No screen here, so the sample's documents are made instead of opening a window")
    source = DOCUMENTS / FILE.name
    source.unlink(missing_ok=True)
    _make(python, source)
    for reference, year in AGREEMENTS:
        for audience in AUDIENCES:
            out = DOCUMENTS / f"{reference} {year.replace('/', '-')} {audience}.pdf"
            words: list[str | Path] = ["--agreement", reference, "--year", year, "--audience", audience, "--out", out]
            export = [python, "-m", "cspdesk", "export", "evidence", "--from", source, *words]
            must(export, cwd=ROOT, or_else=f"{out.name} was not made; see above.")
    say(f"The sample and its documents are in {DOCUMENTS}")
    return 0


def _make(python: Path, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    words = ["--name", NAME, "--sample"]
    must([python, "-m", "cspdesk", "new", file, *words], cwd=ROOT, or_else="The sample was not made; see above.")
