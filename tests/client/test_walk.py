"""The law of walking: what is there all the time is met exactly once, whatever comes and goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.errors import SiteUnavailable
from tracker.wordpress.answers import Answer
from tracker.wordpress.walk import PER_PAGE, Page, walk

NOW = datetime(2025, 3, 4, tzinfo=UTC)
Change = tuple[int, str, int]


class Collection:
    """A collection as WordPress lists it, changed before some of the requests.

    Args:
        ids: at the beginning.
        changes: before which request, `add` or `remove`, which id.
        hidden: ids that are counted but not shown.
        claimed: a total that is made up.
    """

    def __init__(
        self,
        ids: Iterable[int],
        *,
        changes: Iterable[Change] = (),
        hidden: Iterable[int] = (),
        claimed: str | None = None,
    ) -> None:
        self.ids = set(ids)
        self.changes = list(changes)
        self.hidden = set(hidden)
        self.claimed = claimed
        self.requests = 0

    def ask(self, offset: int) -> tuple[Answer, list[Any]]:
        for _, kind, number in [change for change in self.changes if change[0] == self.requests]:
            (self.ids.add if kind == "add" else self.ids.discard)(number)
        self.requests += 1
        window = sorted(self.ids)[offset : offset + PER_PAGE]
        total = str(len(self.ids)) if window else "0"
        answer = Answer(
            status=200,
            headers={"x-wp-total": total if self.claimed is None else self.claimed},
            body=b"",
            url="http://127.0.0.1/wp-json/wp/v2/posts",
            observed=NOW,
        )
        return answer, [{"id": number} for number in window if number not in self.hidden]


class Ahead:
    """Stands for a session: asks for some pages before the first is looked at."""

    def __init__(self, pages: int) -> None:
        self.pages = pages

    def fetch_all(self, calls: Iterable[Callable[[], Any]]) -> Iterator[Any]:
        waiting: list[Any] = []
        for call in calls:
            waiting.append(call())
            if len(waiting) > self.pages:
                yield waiting.pop(0)
        yield from waiting


def met(collection: Collection, *, pages: int = 0) -> list[int]:
    found: list[Page] = list(walk(Ahead(pages), collection.ask))  # type: ignore[arg-type]
    return [element["id"] for page in found for element in page.elements]


@pytest.mark.parametrize("size", [0, 1, 99, 100, 101, 199, 200, 1000])
def test_a_quiet_collection_is_met_whole(size: int) -> None:
    collection = Collection(range(1, size + 1))
    assert met(collection) == list(range(1, size + 1))
    assert collection.requests == max(1, -(-(size - 1) // 99))


@st.composite
def blocks(draw: st.DrawFn) -> list[Change]:
    """Draw changes that come in blocks, as when an editor tidies up."""
    request, kind = draw(st.integers(1, 8)), draw(st.sampled_from(["add", "remove"]))
    first, count = draw(st.integers(1, 700)), draw(st.integers(1, 150))
    return [(request, kind, number) for number in range(first, first + count)]


@settings(max_examples=150)
@given(
    begun=st.sets(st.integers(1, 700), min_size=150),
    changes=st.lists(blocks(), max_size=4),
    hidden=st.sets(st.integers(1, 700), max_size=40),
    pages=st.integers(0, 6),
)
def test_what_stays_is_met_exactly_once(
    begun: set[int], changes: list[list[Change]], hidden: set[int], pages: int
) -> None:
    flat = [change for block in changes for change in block]
    found = met(Collection(begun, changes=flat, hidden=hidden), pages=pages)
    touched = {number for _, _, number in flat}
    assert len(found) == len(set(found))
    assert begun - touched - hidden <= set(found)
    assert set(found) <= begun | touched


def test_a_short_page_is_not_the_last() -> None:
    hidden = set(range(50, 120))
    assert met(Collection(range(1, 401), hidden=hidden)) == [
        number for number in range(1, 401) if number not in hidden
    ]


@pytest.mark.parametrize("claimed", ["999999999", "", "-1", "9" * 40])
def test_a_total_that_lies_ends_nothing_early_and_is_not_believed(claimed: str) -> None:
    collection = Collection(range(1, 301), claimed=claimed)
    assert met(collection) == list(range(1, 301))
    assert collection.requests < 40


def test_a_list_that_never_rests_is_left() -> None:
    endless = Collection(range(100_000))
    ask = endless.ask

    def shifting(offset: int) -> tuple[Answer, list[Any]]:
        answer, elements = ask(offset)
        return answer, [{"id": element["id"] + endless.requests * 10**6} for element in elements]

    with pytest.raises(SiteUnavailable, match="changes faster than it can be read"):
        list(walk(Ahead(2), shifting))  # type: ignore[arg-type]
    assert endless.requests < 5000
