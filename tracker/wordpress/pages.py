"""One page of posts: asked for, checked element by element."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tracker.errors import SiteError
from tracker.model import Skipped
from tracker.wordpress.address import Params
from tracker.wordpress.answers import Answer
from tracker.wordpress.included import is_of_content, read_included
from tracker.wordpress.readings import (
    GLIMPSE_FIELDS,
    Glimpse,
    Reading,
    read_full,
    read_glimpse,
)
from tracker.wordpress.rest import Rest
from tracker.wordpress.types import PostType
from tracker.wordpress.walk import PER_PAGE, Page, Unreadable, identity

FULL = (("context", "view"),)
LIGHT = (("context", "view"), ("_fields", GLIMPSE_FIELDS))
VANISHED = "it was listed and went away before it could be read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Some posts, read whole.

    Args:
        readings: the posts that could be read.
        skipped: what was listed and could not be used.
        missing: ids that were asked for and not answered; whether they are gone, `read_one`
            tells.
        total: number of posts of the type as the site counts them, None where it tells none.
    """

    readings: tuple[Reading, ...]
    skipped: tuple[Skipped, ...] = ()
    missing: tuple[int, ...] = ()
    total: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Some posts, listed lightly; see `Batch`."""

    glimpses: tuple[Glimpse, ...]
    skipped: tuple[Skipped, ...] = ()
    total: int | None = None


def ask_full_page(
    rest: Rest, kind: PostType, order: Params, offset: int
) -> tuple[Answer, list[Any]]:
    """Ask for a page of whole posts at an offset; a post that breaks it is `Unreadable`.

    Raises:
        SiteError: where the page cannot be read.
    """
    try:
        return ask_page(rest, kind, (*FULL, *order), offset)
    except SiteError as error:
        if not is_of_content(error):
            raise
    # One post may break the page: list it without the contents, then read by id.
    answer, listed = ask_page(rest, kind, (*LIGHT, *order), offset)
    glimpses = [read_glimpse(element, kind, answer.observed) for element in listed]
    ids = [one.key.id for one in glimpses if isinstance(one, Glimpse)]
    malformed = [
        element for element, one in zip(listed, glimpses, strict=True) if isinstance(one, Skipped)
    ]
    if not ids:
        return answer, malformed
    parts = read_included(rest, kind.path, ids, FULL)
    found = {identity(element): element for _, elements in parts for element in elements}
    oldest = min(part.observed for part, _ in parts)
    # In the order of the list, whose first element shows whether the pages join.
    elements = [found.get(number) or Unreadable(id=number, reason=VANISHED) for number in ids]
    return replace(answer, observed=oldest), [*elements, *malformed]


def ask_page(rest: Rest, kind: PostType, params: Params, offset: int) -> tuple[Answer, list[Any]]:
    """Ask for a page of posts at an offset.

    Raises:
        SiteError: where the page cannot be read.
    """
    paging = (("per_page", str(PER_PAGE)), ("offset", str(offset)))
    return rest.get_list(kind.path, (*params, *paging))


def as_listed(page: Page, kind: PostType) -> Listed:
    """Check the elements of a light page."""
    found = [read_glimpse(element, kind, page.answer.observed) for element in page.elements]
    return Listed(
        glimpses=tuple(one for one in found if isinstance(one, Glimpse)),
        skipped=tuple(one for one in found if isinstance(one, Skipped)),
        total=page.total,
    )


def as_batch(
    elements: Iterable[Any], kind: PostType, observed: datetime, *, total: int | None = None
) -> Batch:
    """Check the elements of a full page."""
    found = [
        Skipped(post=f"{kind.folder}/{element.id}", reason=element.reason)
        if isinstance(element, Unreadable)
        else read_full(element, kind, observed)
        for element in elements
    ]
    return Batch(
        readings=tuple(one for one in found if isinstance(one, Reading)),
        skipped=tuple(one for one in found if isinstance(one, Skipped)),
        total=total,
    )
