"""An archive of the site of a test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sync.running import Watch
from tests.wordpress.site import WordPressSite


@pytest.fixture
def watch(wordpress: WordPressSite, tmp_path: Path) -> Watch:
    """An archive to be, of the site `wordpress`, in an empty folder."""
    return Watch(site=wordpress, repos=tmp_path / "repos")


@pytest.fixture
def make_watch(tmp_path: Path) -> Callable[..., Watch]:
    """Make archives of other sites, or several of one: `make_watch(site, "anonymous")`."""

    def make(site: WordPressSite, name: str = "repos") -> Watch:
        return Watch(site=site, repos=tmp_path / name)

    return make
