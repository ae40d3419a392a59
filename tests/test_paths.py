"""Where things are, in a checkout and for a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from cspdesk import paths


def test_a_resource_is_found_in_the_checkout() -> None:
    assert paths.resource("icc", "sRGB.icc").is_file()


def test_a_resource_is_found_inside_an_installed_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = tmp_path / "cspdesk"
    (installed / "resources").mkdir(parents=True)
    (installed / "resources" / "note.txt").touch()
    monkeypatch.setattr(paths, "_PACKAGE", installed)
    assert paths.resource("note.txt") == installed / "resources" / "note.txt"


def test_a_resource_that_is_missing_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"resources/fonts/none\.ttf"):
        paths.resource("fonts", "none.ttf")


def test_one_variable_moves_everything_a_person_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path))
    places = [paths.data_dir(), paths.settings_dir(), paths.backup_dir(), paths.log_file().parent]
    assert all(place.is_dir() and place.is_relative_to(tmp_path) for place in places)
    assert len(set(places)) == 4


def test_the_folders_do_not_follow_a_person_to_other_computers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(paths.HOME_VARIABLE, raising=False)
    assert not paths._dirs().roaming
