"""Walking a collection that changes while it is listed.

Pages overlap by one element: `offset` moves on by 99 of 100. A page has to begin with an element
that is known already; where it does not, something before it was deleted meanwhile and what
follows has moved up, so the walk steps back. (Plain paging missed 3 of 36 posts when 3 were
deleted while they were listed.) A short page is not the last one: WordPress leaves out what the
asker may not see after it has counted (`WP_REST_Posts_Controller::get_items`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from tracker.errors import SiteError, SiteUnavailable
from tracker.wordpress.address import shown
from tracker.wordpress.answers import Answer
from tracker.wordpress.session import Session

PER_PAGE = 100
STEP = PER_PAGE - 1
STEP_BACK = PER_PAGE // 2
"""Half a page: so the page stepped back to reaches beyond the seam that did not fit."""
IDLE_PAGES = 3
"""Pages in a row without anything new after which a list ends, whatever its total claims."""

Ask = Callable[[int], tuple[Answer, list[Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """An element that is listed but that the site cannot serve whole.

    Args:
        id: of the post.
        reason: the end of a sentence.
    """

    id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a collection, without the elements of earlier pages.

    Args:
        answer: status, headers, time of observation.
        elements: as served.
        total: `X-WP-Total`, where it is told.
    """

    answer: Answer
    elements: tuple[Any, ...]
    total: int | None


def walk(session: Session, ask: Ask, *, ahead: bool = True) -> Iterator[Page]:
    """Yield the pages of a collection until its end, each element once.

    Args:
        session: its connections ask for pages ahead.
        ask: gives the page of `PER_PAGE` elements at an offset.
        ahead: ask for further pages before they are wanted; False where the caller hopes to
            stop early.

    Raises:
        SiteError: where a page cannot be read.
        SiteUnavailable: where the collection changes faster than it can be read.
    """
    position = _Position(ask=ask)
    yield position.take(*ask(0))
    offset = STEP
    while position.goes_on(offset):
        calls = position.calls(offset)
        for result in session.fetch_all(calls) if ahead else map(_run, calls):
            if isinstance(result, SiteError):
                raise result
            offset, answer, elements = result
            yield from position.join(offset, answer, elements)
            offset += STEP
            if position.idle >= IDLE_PAGES:
                return


def identity(element: Any) -> object:
    """Tell elements apart: by id, or whole where there is none."""
    if isinstance(element, Unreadable):
        return element.id
    number = element.get("id") if isinstance(element, dict) else None
    return number if type(number) is int else repr(element)


Asked = tuple[int, Answer, list[Any]]


def _run(call: Callable[[], Asked]) -> Asked:
    return call()


@dataclass(slots=True)
class _Position:
    """How far a walk has come; lives as long as the generator that walks."""

    ask: Ask
    seen: set[object] = field(default_factory=set)
    total: int | None = None
    idle: int = 0
    joined: int = 0
    steps_back: int = 0

    def goes_on(self, offset: int) -> bool:
        return self.idle < IDLE_PAGES and (self.total is None or offset + 1 < self.total)

    def calls(self, offset: int) -> Iterator[Callable[[], Asked]]:
        while self.goes_on(offset):
            yield partial(self._ask_at, offset)
            offset += STEP

    def take(self, answer: Answer, elements: list[Any]) -> Page:
        new = [element for element in elements if identity(element) not in self.seen]
        self.seen.update(map(identity, elements))
        # Beyond the end WordPress says 0 (`WP_Query::set_found_posts` does not count then).
        if elements or not self.seen:
            self.total = answer.total
        return Page(answer=answer, elements=tuple(new), total=self.total)

    def join(self, offset: int, answer: Answer, elements: list[Any]) -> Iterator[Page]:
        """Take a page, after whatever has to come before it."""
        before = len(self.seen)
        waiting = [(offset, answer, elements, 0)]
        while waiting:
            offset, answer, elements, tries = waiting.pop()
            if self._fits(offset, answer, elements, tries):
                yield self.take(answer, elements)
                continue
            self._count_step_back(answer)
            if tries % 2 == 0:
                lower = max(0, offset - STEP_BACK)
                waiting.append((offset, answer, elements, tries + 1))
                waiting.append((lower, *self.ask(lower), 0))
            else:
                # What comes before it is known now, and this page is older than that.
                waiting.append((offset, *self.ask(offset), tries + 1))
        self.joined += 1
        self.idle = 0 if len(self.seen) > before else self.idle + 1

    def _fits(self, offset: int, answer: Answer, elements: list[Any], tries: int) -> bool:
        if offset == 0 or (elements and identity(elements[0]) in self.seen):
            return True
        # Asked again right after the page before it, and nothing came or went: what lies
        # between the two is hidden from the asker, or this is beyond the end.
        return tries >= 2 and (not elements or answer.total == self.total)

    def _ask_at(self, offset: int) -> Asked:
        return offset, *self.ask(offset)

    def _count_step_back(self, answer: Answer) -> None:
        self.steps_back += 1
        if self.steps_back > 100 + self.joined:
            raise SiteUnavailable(
                f"The list at {shown(answer.url)} changes faster than it can be read; "
                "try again later.",
                url=answer.url,
                status=answer.status,
            )
