"""Reading posts by id; one at which the site itself breaks must not hide the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tracker.errors import SiteError, SiteForbidden
from tracker.wordpress.address import Params
from tracker.wordpress.answers import Answer
from tracker.wordpress.rest import Rest
from tracker.wordpress.walk import PER_PAGE, Unreadable

FAILURES_MAX = 8
"""Halvings without one success after which the site, not a post, is what is broken."""

Answered = tuple[Answer, list[Any]]


def read_included(
    rest: Rest, path: str, ids: Sequence[int], params: Params, *, credentials: bool = False
) -> list[Answered]:
    """Read up to 100 elements by id; a whole answer, or the answers of its halves.

    Where a plugin dies of one post, or its JSON is damaged or too large, the batch is halved
    until the post is alone; it is listed as `Unreadable`.

    Raises:
        SiteError: where the site answers none of the parts, or does not answer at all.
    """
    try:
        return [_ask(rest, path, ids, params, credentials=credentials)]
    except SiteError as error:
        if not is_of_content(error) or len(ids) < 2:
            raise
        original = error
    found: list[Answered] = []
    broken: list[Unreadable] = []
    failures = 0
    todo = _halves(ids)
    while todo:
        part = todo.pop()
        try:
            found.append(_ask(rest, path, part, params, credentials=credentials, tries=1))
        except SiteError as error:
            failures += 1
            if not is_of_content(error) or (failures >= FAILURES_MAX and not found):
                raise original from error
            if len(part) > 1:
                todo += _halves(part)
            else:
                broken.append(Unreadable(id=part[0], reason=str(error)))
    if not found:
        raise original
    answer, elements = found[0]
    found[0] = (answer, [*elements, *broken])
    return found


def is_of_content(error: SiteError) -> bool:
    """Tell whether a failure may be due to one post: a fatal error, damaged JSON, too large.

    (502, 503, 504 and a missing answer are due to the server.)
    """
    return error.status in {200, 500} and not isinstance(error, SiteForbidden)


def _ask(
    rest: Rest,
    path: str,
    ids: Sequence[int],
    params: Params,
    *,
    credentials: bool,
    tries: int | None = None,
) -> Answered:
    include = ("include", ",".join(map(str, ids)))
    paging = (("orderby", "include"), ("per_page", str(PER_PAGE)))
    query = (*params, include, *paging)
    return rest.get_list(path, query, credentials=credentials, tries=tries)


def _halves(ids: Sequence[int]) -> list[Sequence[int]]:
    middle = len(ids) // 2
    return [ids[middle:], ids[:middle]]
