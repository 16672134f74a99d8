"""An archive of the site of a test."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sync.running import Watch
from tests.wordpress.fetch import VERSIONS, Missing
from tests.wordpress.site import WordPressSite
from tests.wordpress.template import Template, prepare


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


@pytest.fixture(scope="session")
def both_templates() -> tuple[Template, ...]:
    """The newest and the oldest WordPress, for a test that needs both."""
    try:
        return tuple(prepare(version) for version in VERSIONS)
    except Missing as missing:
        if os.environ.get("TRACKER_REQUIRE_WORDPRESS") == "1":
            pytest.fail(str(missing), pytrace=False)
        pytest.skip(str(missing))
