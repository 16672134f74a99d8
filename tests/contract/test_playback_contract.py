"""The playback keeps the contract, in every form of permalinks and in a subdirectory."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.contract.content import playback, subject_of
from tests.contract.contract import CHECKS, Subject
from tracker.playback import Site, serve

SITES = {
    "pretty": Site(),
    "index": Site(permalinks="index"),
    "plain": Site(permalinks="plain"),
    "subdirectory": Site(folder="/blog"),
}


@pytest.fixture(scope="module", params=sorted(SITES))
def subject(request: pytest.FixtureRequest) -> Iterator[Subject]:
    site = SITES[request.param]
    with serve(playback(site)) as server:
        yield subject_of(server.url, site)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__.removeprefix("check_"))
def test_contract(subject: Subject, check: Callable[[Subject], None]) -> None:
    check(subject)
