"""Listing and reading the posts of one type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Literal

from tracker.errors import SiteError
from tracker.model import PostKey, Skipped, utc_or_none
from tracker.wordpress.answers import Answer
from tracker.wordpress.included import read_included
from tracker.wordpress.pages import (
    FULL,
    LIGHT,
    Batch,
    Listed,
    as_batch,
    as_listed,
    ask_full_page,
    ask_page,
)
from tracker.wordpress.readings import Away, Reading, read_full
from tracker.wordpress.rest import Rest
from tracker.wordpress.types import PostType
from tracker.wordpress.walk import PER_PAGE, identity, walk

__all__ = [
    "Batch",
    "Listed",
    "find_elsewhere",
    "list_modified",
    "list_newest",
    "read_one",
    "read_posts",
    "sweep",
    "sweep_lightly",
]

HIDDEN = frozenset({"draft", "pending", "private", "future", "trash", "auto-draft"})


def list_modified(
    rest: Rest,
    kind: PostType,
    *,
    until: datetime | None,
    is_enough: Callable[[Listed], bool] = lambda _: False,
) -> Listed:
    """List posts, newest modified first, lightly and with one request where that is enough.

    Args:
        rest: the API.
        kind: the type.
        until: a page that reaches below this `modified_gmt` is the last; None lists all.
        is_enough: tells of a page that it is the last, whatever it reaches.

    Raises:
        SiteError: where a page cannot be read.
    """
    order = (*LIGHT, ("orderby", "modified"), ("order", "desc"))
    parts: list[Listed] = []
    for page in walk(rest.session, partial(ask_page, rest, kind, order), ahead=until is None):
        parts.append(as_listed(page, kind))
        if until is not None and (_reaches(parts[-1], until) or is_enough(parts[-1])):
            break
    return Listed(
        glimpses=tuple(one for part in parts for one in part.glimpses),
        skipped=tuple(one for part in parts for one in part.skipped),
        total=parts[-1].total,
    )


def list_newest(rest: Rest, kind: PostType) -> Batch:
    """Read the 100 newest posts by date, whole, with one request.

    Raises:
        SiteError: where the page cannot be read.
    """
    order = (("orderby", "date"), ("order", "desc"))
    answer, elements = ask_full_page(rest, kind, order, 0)
    return as_batch(elements, kind, answer.observed, total=answer.total)


def sweep(rest: Rest, kind: PostType) -> Iterator[Batch]:
    """Read all posts of a type whole, by id, page by page over the connections.

    Posts that come, go or change meanwhile neither hide others nor show them twice.

    Raises:
        SiteError: where a page cannot be read.
    """
    order = (("orderby", "id"), ("order", "asc"))
    for page in walk(rest.session, partial(ask_full_page, rest, kind, order)):
        yield as_batch(page.elements, kind, page.answer.observed, total=page.total)


def sweep_lightly(rest: Rest, kind: PostType) -> Iterator[Listed]:
    """List all posts of a type, by id, like `sweep` without their content.

    Raises:
        SiteError: where a page cannot be read.
    """
    order = (*LIGHT, ("orderby", "id"), ("order", "asc"))
    for page in walk(rest.session, partial(ask_page, rest, kind, order)):
        yield as_listed(page, kind)


def read_posts(rest: Rest, kind: PostType, ids: Sequence[int]) -> Iterator[Batch]:
    """Read posts whole by id, 100 a request, over the connections.

    A post at which the site itself breaks is found by halving its batch, and skipped.

    Raises:
        SiteError: where a batch cannot be read, after the batches before it.
    """
    batches = [tuple(ids[start : start + PER_PAGE]) for start in range(0, len(ids), PER_PAGE)]
    calls = (partial(read_included, rest, kind.path, batch, FULL) for batch in batches)
    for batch, result in zip(batches, rest.session.fetch_all(calls), strict=True):
        if isinstance(result, SiteError):
            raise result
        readings: list[Reading] = []
        skipped: list[Skipped] = []
        for answer, elements in result:
            part = as_batch(elements, kind, answer.observed)
            readings += part.readings
            skipped += part.skipped
        told = {identity(element) for _, elements in result for element in elements}
        missing = tuple(number for number in batch if number not in told)
        yield Batch(readings=tuple(readings), skipped=tuple(skipped), missing=missing)


def read_one(rest: Rest, kind: PostType, number: int) -> Reading | Away | Skipped:
    """Read one post, or why it is not shown.

    Whether the site answers for other posts is for the caller to look at, before it believes
    `unpublished` or `erased`.

    Raises:
        SiteUnavailable: where the site does not answer.
    """
    answer = rest.ask(f"{kind.path}/{number}", FULL)
    key = PostKey(folder=kind.folder, id=number)
    if answer.is_fine:
        found = read_full(answer.value, kind, answer.observed)
        if isinstance(found, Skipped) or found.key != key:
            reason = found.reason if isinstance(found, Skipped) else f"the site shows {found.key}"
            return Skipped(post=str(key), reason=reason)
        if rest.login and found.fields.get("status") in HIDDEN:
            return _away(key, "unpublished", answer)
        return found
    code = answer.error.code if answer.error is not None else None
    if answer.status == 404 and code == "rest_post_invalid_id":
        return _away(key, "erased", answer)
    if answer.status in {401, 403} and code is not None:
        return _away(key, "unpublished", answer)
    return _away(key, "unclear", answer)


def find_elsewhere(
    rest: Rest, kinds: Iterable[PostType], number: int
) -> tuple[PostType, Reading | Away] | None:
    """Look for a post that its type does not have any more under the other types.

    Args:
        rest: the API.
        kinds: the types to look under.
        number: its id.

    Returns:
        the type that has it, shown or hidden; None where no type has it.

    Raises:
        SiteUnavailable: where the site does not answer.
    """
    for kind in kinds:
        found = read_one(rest, kind, number)
        if isinstance(found, Reading) or (
            isinstance(found, Away) and found.reason == "unpublished"
        ):
            return kind, found
    return None


def _reaches(listed: Listed, until: datetime) -> bool:
    if not listed.glimpses:
        return False
    moment = utc_or_none(listed.glimpses[-1].modified_gmt)
    return moment is None or moment < until


def _away(
    key: PostKey, reason: Literal["unpublished", "erased", "unclear"], answer: Answer
) -> Away:
    code = answer.error.code if answer.error is not None else None
    return Away(key=key, reason=reason, observed=answer.observed, status=answer.status, code=code)
