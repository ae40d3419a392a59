"""What the checkout holds, and what it must not say."""

from __future__ import annotations

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import dev
import pytest

ROOT = Path(__file__).resolve().parents[2]
TOP_LEVEL = {
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "cspdesk",
    "packaging",
    "pyproject.toml",
    "requirements.lock",
    "resources",
    "tests",
}

# Written in pieces, so that this file does not hold what it looks for.
MACHINE_PATHS = re.compile(r"(?<![\w./{}-])(?:/" + r"(?:home|root|Users|work|workspace|mnt|opt)/\w|[A-Z]:\\" + r"\w)")
REGISTRIES = re.compile(
    r"(?:pypi|pythonhosted|simple/|npmjs|artifactory|nexus)[\w.-]*\.(?:org|com|io|net)|index-" + "url"
)


@cache
def tracked() -> tuple[Path, ...]:
    """Return every file that git keeps."""
    answer = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if answer.returncode != 0:
        pytest.skip("this is not a git checkout")
    return tuple(path for name in answer.stdout.split("\0") if name and (path := ROOT / name).is_file())


def texts() -> list[tuple[str, str]]:
    """Return name and text of every tracked file that is text."""
    found = []
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content:
            found.append((path.relative_to(ROOT).as_posix(), content.decode("utf-8", errors="replace")))
    return found


def test_the_top_level_holds_only_what_design_names() -> None:
    top = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert {name for name in top if not name.startswith(".")} == TOP_LEVEL


@pytest.mark.parametrize("text", ["see /" + "home/ann/x", "'/" + "work/main'", r"C:" + "\\Users\\ann"])
def test_a_path_of_one_machine_is_recognised(text: str) -> None:
    assert MACHINE_PATHS.search(text)


@pytest.mark.parametrize("text", ["https://example.org/" + "home/x", "docs/" + "work/x", "{x}/" + "opt/y", "a/b"])
def test_an_address_or_a_relative_path_is_not_taken_for_one(text: str) -> None:
    assert not MACHINE_PATHS.search(text)


def test_no_text_holds_a_path_of_one_machine() -> None:
    assert [(name, hit.group()) for name, text in texts() for hit in MACHINE_PATHS.finditer(text)] == []


def test_no_text_holds_the_address_of_a_registry() -> None:
    ours = "tests/packaging/test_tree.py"
    found = [(name, hit.group()) for name, text in texts() for hit in REGISTRIES.finditer(text) if name != ours]
    # The resolver's own option that keeps addresses out has to be named to be used.
    assert [hit for hit in found if hit != ("packaging/environment.py", "index-url")] == []


def test_the_lock_file_names_each_package_with_its_hashes() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    named = [number for number, line in enumerate(lines) if "==" in line]
    assert len(named) > 30
    assert all(lines[number + 1].strip().startswith("--hash=sha256:") for number in named)


def test_the_lock_file_holds_every_package_that_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    locked = re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    assert {re.split(r"[<>=~;\[ ]", name)[0].lower() for name in asked} <= set(locked)


def test_every_package_that_the_project_asks_for_has_its_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    asked = [line for line in lines if re.match(r'\s+"[\w-]+>=[\d.]+",', line)]
    assert len(asked) > 15
    assert [line for line in asked if not re.search(r"# \w.{15,}", line)] == []


def test_the_readme_names_commands_that_exist_with_the_two_main_ones_first() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"^ {4}python3 packaging/dev\.py (\w+)", readme, re.MULTILINE)
    assert named[:2] == ["run", "test"]
    assert set(named) <= dev.COMMANDS.keys()
    listed = re.search(r"lists the commands: (.+?)\.", readme)
    assert listed is not None
    assert re.findall(r"`(\w+)`", listed.group(1)) == list(dev.COMMANDS)


def test_the_readme_shows_no_picture_that_is_not_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", readme)
    assert [picture for picture in pictures if not (ROOT / picture).is_file()] == []


def test_the_version_is_the_same_wherever_it_is_written() -> None:
    import cspdesk

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest is not None
    assert {project["project"]["version"], newest.group(1)} == {cspdesk.__version__}
