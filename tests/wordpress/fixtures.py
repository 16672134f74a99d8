"""The fixtures `wordpress` and `make_wordpress`: real sites, of every version, in a moment."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.wordpress.fetch import VERSIONS, Missing
from tests.wordpress.site import WordPressSite, start_site
from tests.wordpress.template import Template, prepare

MakeWordPress = Callable[..., WordPressSite]
MARKED = frozenset({"wordpress", "make_wordpress", "wordpress_site", "wordpress_template"})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a real WordPress, so that `-m 'not wordpress'` leaves it out."""
    for item in items:
        if MARKED & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.wordpress)


@pytest.fixture(scope="session", params=VERSIONS, ids=lambda version: f"wp{version}")
def wordpress_template(request: pytest.FixtureRequest) -> Template:
    """What sites of one version start from; the first run on a machine downloads it."""
    try:
        return prepare(request.param)
    except Missing as missing:
        if os.environ.get("TRACKER_REQUIRE_WORDPRESS") == "1":
            pytest.fail(str(missing), pytrace=False)
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def wordpress_site(
    wordpress_template: Template, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[WordPressSite]:
    site = start_site(wordpress_template, tmp_path_factory.mktemp("wordpress"))
    yield site
    site.stop()


@pytest.fixture
def wordpress(wordpress_site: WordPressSite) -> WordPressSite:
    """An empty site with pretty permalinks; one server a worker, reset before each test."""
    wordpress_site.reset()
    return wordpress_site


@pytest.fixture
def make_wordpress(
    wordpress_template: Template, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MakeWordPress]:
    """Start fresh sites with the options of `tests.wordpress.launch.start`."""
    started: list[WordPressSite] = []

    def make(**options: Any) -> WordPressSite:
        site = start_site(wordpress_template, tmp_path_factory.mktemp("wordpress"), **options)
        started.append(site)
        return site

    yield make
    for site in started:
        site.stop()
