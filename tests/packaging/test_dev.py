"""The development commands: they start from nothing, say what they do, and stop in one plain sentence."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import console
import dev
import environment
import PySide6
import pytest
import sample
import system

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A checkout of its own with a small lock file, where the programs that would be run are only noted."""
    commands: list[list[str]] = []

    def noted(command: Sequence[str | Path], **_: object) -> None:
        words = [str(word) for word in command]
        commands.append(words)
        if "venv" in words:
            environment.python_path().parent.mkdir(parents=True)
            environment.python_path().symlink_to(sys.executable)

    for name, content in (("requirements.lock", "one==1 \\\n    --hash=sha256:00\n"), ("pyproject.toml", "")):
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "STAMP", tmp_path / ".venv" / "made-from.json")
    monkeypatch.setattr(environment, "LOCK", tmp_path / "requirements.lock")
    monkeypatch.setattr(environment, "PROJECT", tmp_path / "pyproject.toml")
    monkeypatch.setattr(environment, "must", noted)
    return commands


def test_the_environment_is_made_once_and_then_reused(made: list[list[str]]) -> None:
    environment.ready()
    first = len(made)
    environment.ready()
    assert first == 4, "make it, install the lock file, install the checkout, compile it"
    assert len(made) == first


def test_packages_are_installed_by_hash_and_into_the_environment_only(made: list[list[str]]) -> None:
    environment.ready()
    packages, checkout, compiled = made[1:]
    assert "--require-hashes" in packages
    assert "--no-index" in checkout, "the checkout brings nothing that the lock file does not name"
    assert {packages[0], checkout[0], compiled[0]} == {str(environment.python_path())}


def test_a_changed_lock_file_makes_the_environment_anew(made: list[list[str]]) -> None:
    environment.ready()
    made.clear()
    environment.LOCK.write_text("two==2\n", encoding="utf-8")
    environment.ready()
    assert "venv" in made[0]


def test_a_changed_project_file_reinstalls_the_checkout_alone(made: list[list[str]]) -> None:
    environment.ready()
    made.clear()
    environment.PROJECT.write_text("# changed", encoding="utf-8")
    environment.ready()
    assert ["--editable" in command for command in made] == [True, False], "installed, and compiled"


def test_a_half_made_environment_is_made_anew(made: list[list[str]]) -> None:
    (environment.VENV / "left over").mkdir(parents=True)
    environment.ready()
    assert "venv" in made[0]
    assert not (environment.VENV / "left over").exists()


def test_an_environment_whose_python_is_gone_is_made_anew(made: list[list[str]]) -> None:
    environment.ready()
    made.clear()
    environment.python_path().unlink()
    environment.ready()
    assert "venv" in made[0]


def test_a_stamp_that_cannot_be_read_makes_the_environment_anew(made: list[list[str]]) -> None:
    environment.ready()
    made.clear()
    environment.STAMP.write_text("{half", encoding="utf-8")
    environment.ready()
    assert "venv" in made[0]


def test_a_moved_checkout_makes_the_environment_anew(made: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    environment.ready()
    made.clear()
    moved = environment.ROOT / "moved"
    shutil.move(environment.VENV, moved)
    monkeypatch.setattr(environment, "VENV", moved)
    monkeypatch.setattr(environment, "STAMP", moved / "made-from.json")
    environment.ready()
    assert "venv" in made[0]


def test_an_old_python_is_told_so_in_one_sentence(tmp_path: Path) -> None:
    source = (ROOT / "packaging" / "dev.py").read_text(encoding="utf-8")
    old = "import sys\nsys.version_info = (3, 9, 2)\n" + source
    answer = subprocess.run([sys.executable, "-c", old], capture_output=True, text=True, cwd=tmp_path)
    assert (answer.returncode, answer.stderr) == (1, "cspdesk needs Python 3.11 or newer; this is 3.9.\n")


@pytest.mark.parametrize(("words", "code"), [([], 2), (["walk"], 2), (["--help"], 0)])
def test_a_command_that_is_not_known_shows_those_that_are(
    words: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(words) == code
    shown = "".join(capsys.readouterr())
    assert all(f"dev.py {name}" in shown for name in dev.COMMANDS)


def test_testing_stops_at_the_first_stage_that_fails_with_its_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[str] = []

    def fails_at_lint(command: Sequence[str | Path], **_: object) -> int:
        ran.append(" ".join(map(str, command[1:])))
        return 3 if "check" in command and "format" not in command else 0

    monkeypatch.setattr(dev, "_python_with_qt", lambda: Path("python"))
    monkeypatch.setattr(dev, "run", fails_at_lint)
    assert dev.main(["test"]) == 3
    assert len(ran) == 2
    assert "Stopped: lint failed" in capsys.readouterr().out


def test_testing_hands_more_words_to_pytest_and_prints_nothing_after_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def pytest_closes(command: Sequence[str | Path], **_: object) -> int:
        console.say("1 passed in 0.01s" if command[-2:] == ["-k", "money"] else "")
        return 0

    monkeypatch.setattr(dev, "_python_with_qt", lambda: Path("python"))
    monkeypatch.setattr(dev, "run", pytest_closes)
    monkeypatch.setenv("DISPLAY", "elsewhere:0")
    assert dev.main(["test", "-k", "money"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 passed in 0.01s"


def test_without_root_the_command_to_type_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(console.Stop) as stop:
        system.need_packages(["libegl1", "xvfb"], why="The window needs 2 things")
    assert str(stop.value).splitlines()[1].strip() == (
        "sudo apt-get install --yes --no-install-recommends libegl1 xvfb"
    )


def test_where_there_is_no_apt_the_missing_things_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(console.Stop, match=r"libegl1, xvfb, then run this again\.$"):
        system.need_packages(["libegl1", "xvfb"], why="The window needs 2 things")


@pytest.mark.parametrize("lists", [True, False])
def test_as_root_the_lists_are_fetched_only_when_missing(monkeypatch: pytest.MonkeyPatch, lists: bool) -> None:
    asked: list[str] = []

    def works(command: Sequence[str]) -> bool:
        asked.append(command[1])
        return True

    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system, "_lists_are_here", lambda: lists)
    monkeypatch.setattr(system, "_apt", works)
    system.need_packages(["libegl1"], why="The window needs 1 thing")
    assert asked == (["install"] if lists else ["update", "install"])


def test_stale_lists_are_fetched_before_a_second_try(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def fails_first(command: Sequence[str]) -> bool:
        asked.append(command[1])
        return len(asked) > 1

    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system, "_lists_are_here", lambda: True)
    monkeypatch.setattr(system, "_apt", fails_first)
    system.need_packages(["libegl1"], why="The window needs 1 thing")
    assert asked == ["install", "update", "install"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes Qt's libraries from its own packages")
class TestLinux:
    """What is true only where the system, not the wheel, brings Qt's libraries."""

    def test_every_library_that_qt_is_linked_with_has_a_package(self) -> None:
        qt = Path(PySide6.__file__).parent / "Qt"
        parts = [part for name in system.QT_PARTS for part in (qt / "lib" / name, qt / "plugins" / name)]
        linked = {name for part in parts if part.exists() for name in _linked_with(part)}
        assert "libEGL.so.1" in linked
        ours = {name for name in linked if name.startswith(("libQt6", "libicu"))}
        always = {"libc.so.6", "libm.so.6", "libgcc_s.so.1", "libresolv.so.2", "ld-linux-x86-64.so.2"}
        assert linked - ours - always <= system.PACKAGES.keys()

    def test_a_missing_library_is_found_missing(self) -> None:
        said = ["\tlibEGL.so.1 => not found", "\tlibz.so.1 => /lib/libz.so.1 (0x1)", "\tlinux-vdso.so.1 (0x2)"]
        assert list(system._not_found(said)) == ["libEGL.so.1"]

    def test_a_display_that_nobody_serves_is_no_screen(self) -> None:
        assert not system.has_screen({"DISPLAY": ":4071"})
        assert not system.has_screen({})

    def test_a_virtual_screen_is_there_while_wanted_and_gone_after(self, monkeypatch: pytest.MonkeyPatch) -> None:
        if not shutil.which("Xvfb"):
            pytest.skip("no Xvfb here")
        monkeypatch.delenv("DISPLAY", raising=False)
        with system.screen() as variables:
            assert system.has_screen(variables)
        assert not system.has_screen(variables)


def _linked_with(library: Path) -> list[str]:
    """Read the names of needed libraries from the file itself, so that one present by chance is not overlooked."""
    words = re.findall(rb"\0(lib[\w+.-]+\.so(?:\.\d+)*)(?=\0)", library.read_bytes())
    return [word.decode() for word in words if word.decode() != library.name]


def test_running_without_a_screen_makes_a_document_for_each_audience(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(sample, "DOCUMENTS", tmp_path)
    monkeypatch.setattr(sample, "must", lambda command, **_: asked.append([str(word) for word in command]))
    assert sample.make_documents(Path(sys.executable)) == 0
    assert "new" in asked[0]
    assert [command[command.index("--audience") + 1] for command in asked[1:4]] == ["public", "partner", "restricted"]
    assert capsys.readouterr().out.splitlines()[-1].endswith(str(tmp_path))


def test_running_with_a_screen_keeps_the_sample_as_it_was_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sample.cspdesk"
    file.write_text("changed by hand", encoding="utf-8")
    monkeypatch.setattr(sample, "FILE", file)
    monkeypatch.setattr(sample, "run", lambda *_, **__: 0)
    assert sample.open_window(Path(sys.executable)) == 0
    assert file.read_text(encoding="utf-8") == "changed by hand"
    assert str(file) in capsys.readouterr().out


def test_the_command_run_before_every_change_is_the_test_command() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    work = [line for line in lines if line and not line.startswith(("#", "set ", "cd "))]
    assert work == ['exec python3 packaging/dev.py test "$@"']
    assert os.access(ROOT / ".ci" / "run", os.X_OK) or sys.platform == "win32"
