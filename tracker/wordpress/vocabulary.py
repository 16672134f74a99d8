"""Names for ids: users, terms, media; and how many comments a post has."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from tracker.errors import SiteError, SiteUnavailable
from tracker.model import Fields, is_id
from tracker.wordpress.included import Answered, read_included
from tracker.wordpress.rest import Rest
from tracker.wordpress.types import Taxonomy
from tracker.wordpress.walk import PER_PAGE

REFUSED = frozenset({401, 403, 404})
"""Security plugins hide users (and more) this way: names are then unknown, which is no error."""


def read_users(rest: Rest, ids: Iterable[int], *, credentials: bool = False) -> dict[int, Fields]:
    """Read `{"name", "slug"}` of users by id; users that the site hides are left out.

    The public is shown only users with published posts, which an editor need not have
    (`WP_REST_Users_Controller::get_items`: `has_published_posts`).

    Raises:
        SiteError: where the site does not answer.
    """
    return {
        number: {"name": _text(fields, "name"), "slug": _text(fields, "slug")}
        for number, fields in _named(
            rest, "wp/v2/users", ids, "id,name,slug", credentials=credentials
        ).items()
    }


def read_terms(rest: Rest, taxonomy: Taxonomy, ids: Iterable[int]) -> dict[int, Fields]:
    """Read `{"name", "slug"}` of the terms of a taxonomy by id; hidden ones are left out.

    Raises:
        SiteError: where the site does not answer.
    """
    return {
        number: {"name": _text(fields, "name"), "slug": _text(fields, "slug")}
        for number, fields in _named(rest, taxonomy.path, ids, "id,name,slug").items()
    }


def read_media(rest: Rest, ids: Iterable[int]) -> dict[int, Fields]:
    """Read `{"file", "alt"}` of media by id: the name of the file and its alternative text.

    Raises:
        SiteError: where the site does not answer.
    """
    return {
        number: {
            "file": urlsplit(_text(fields, "source_url")).path.rpartition("/")[2],
            "alt": _text(fields, "alt_text"),
        }
        for number, fields in _named(rest, "wp/v2/media", ids, "id,source_url,alt_text").items()
    }


def count_comments(rest: Rest, number: int) -> int | None:
    """Count the approved comments of a post, with one request; None where it is not told.

    REST gives no count in the post; `X-WP-Total` of its comments is one.

    Raises:
        SiteUnavailable: where the site does not answer.
    """
    params = (("post", str(number)), ("per_page", "1"), ("_fields", "id"))
    answer = rest.ask("wp/v2/comments", params)
    return answer.total if answer.is_fine else None


def _named(
    rest: Rest, path: str, ids: Iterable[int], fields: str, *, credentials: bool = False
) -> dict[int, Fields]:
    wanted = sorted({number for number in ids if number > 0})
    params = (("_fields", fields),)
    batches = (wanted[start : start + PER_PAGE] for start in range(0, len(wanted), PER_PAGE))
    calls = (
        partial(read_included, rest, path, batch, params, credentials=credentials)
        for batch in batches
    )
    found: dict[int, Fields] = {}
    for result in rest.session.fetch_all(calls):
        if isinstance(result, SiteError):
            if isinstance(result, SiteUnavailable) or result.status not in REFUSED:
                raise result
            continue
        found.update(_by_id(result))
    return found


def _by_id(answers: Iterable[Answered]) -> dict[int, Fields]:
    elements: list[Any] = [element for _, part in answers for element in part]
    return {
        element["id"]: element
        for element in elements
        if isinstance(element, dict) and is_id(element.get("id"))
    }


def _text(fields: Fields, name: str) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""
