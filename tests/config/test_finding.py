"""`tracker.toml` is found upward, and not where somebody else can have put it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tracker.config.finding import find_config
from tracker.config.loading import load_config
from tracker.errors import ConfigError


def test_the_nearest_file_is_found(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b" / "c"
    deep.mkdir(parents=True)
    assert find_config(deep) is None
    (tmp_path / "tracker.toml").touch()
    assert find_config(deep) == tmp_path / "tracker.toml"
    (tmp_path / "a" / "b" / "tracker.toml").touch()
    assert find_config(deep) == tmp_path / "a" / "b" / "tracker.toml"
    (deep / "tracker.toml").mkdir()  # a folder of that name is none
    assert find_config(deep) == tmp_path / "a" / "b" / "tracker.toml"


def test_it_is_found_from_within_an_archive(tmp_path: Path) -> None:
    archive = tmp_path / "repos" / "a.example"
    (archive / ".git").mkdir(parents=True)
    (archive / "site.json").touch()
    (tmp_path / "tracker.toml").touch()
    assert find_config(archive) == tmp_path / "tracker.toml"


def test_a_file_that_came_with_an_archive_is_not_heeded(tmp_path: Path) -> None:
    (tmp_path / "site.json").touch()
    (tmp_path / "tracker.toml").touch()
    assert find_config(tmp_path) is None


def test_a_file_that_everybody_can_write_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tracker.toml"
    path.touch()
    path.chmod(0o666)
    with pytest.raises(ConfigError) as told:
        find_config(tmp_path)
    assert str(told.value) == (
        f"{path} can be written by everybody; `chmod o-w` it, or if you trust it, name it: "
        f"--config {path}."
    )
    assert load_config(path, start=tmp_path) is not None


def test_a_file_of_another_user_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "tracker.toml"
    path.touch()
    if os.geteuid() == 0:
        os.chown(path, 12345, -1)
    else:
        monkeypatch.setattr("os.geteuid", lambda: 12345)
    with pytest.raises(ConfigError, match=r"belongs to another user of this machine"):
        find_config(tmp_path)


def test_a_file_that_is_named_has_to_be_there(tmp_path: Path) -> None:
    path = tmp_path / "other.toml"
    with pytest.raises(ConfigError) as told:
        load_config(Path("other.toml"), start=tmp_path)
    assert str(told.value) == (
        f"There is no file {path}; `tracker init {path}` writes one to begin with."
    )


def test_without_a_file_there_is_no_configuration(tmp_path: Path) -> None:
    assert load_config(None, start=tmp_path) is None
