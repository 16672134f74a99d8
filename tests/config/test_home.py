"""The folder of the archives, for commands that read nothing else of the configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.config.home import home_of_archives
from tracker.config.problems import ConfigProblems


def test_without_a_configuration_it_is_repos_here(tmp_path: Path) -> None:
    assert home_of_archives(tmp_path) == Path("repos")


def test_it_is_found_upward_and_relative_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "tracker.toml").write_text('repos = "../archives"\n', encoding="utf-8")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert home_of_archives(below) == tmp_path.parent / "archives"


def test_a_file_that_says_nothing_of_it_means_repos_beside_it(tmp_path: Path) -> None:
    (tmp_path / "tracker.toml").write_text("[audit]\nparallel = 2\n", encoding="utf-8")
    assert home_of_archives(tmp_path) == Path("repos")
    (tmp_path / "below").mkdir()
    assert home_of_archives(tmp_path / "below") == tmp_path / "repos"


@pytest.mark.parametrize("text", ["repos = [\n", "repos = 5\n"])
def test_what_cannot_be_understood_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "tracker.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigProblems, match=r"tracker\.toml"):
        home_of_archives(tmp_path)
