"""What only a user of the site may read: revisions and raw text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from tracker.errors import SiteError
from tracker.model import Fields, PostKey, Skipped, is_id
from tracker.wordpress.answers import Answer
from tracker.wordpress.included import read_included
from tracker.wordpress.rest import Rest, failure
from tracker.wordpress.types import PostType
from tracker.wordpress.walk import PER_PAGE, Unreadable, walk

RAW_FIELDS = "id,type,status,modified_gmt,title.raw,content.raw,content.protected,excerpt.raw"
BEYOND_THE_END = frozenset({"rest_revision_invalid_offset_number"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Revisions:
    """What WordPress kept of one post.

    Args:
        key: the post.
        revisions: REST objects in `context=edit` (with `raw`), as listed: newest date first.
            Their ids are not in the order of time, and an author can be 0.
        autosaves: the same; one a user, overwritten in place, so never a state of the post.
        skipped: what was listed and could not be used.
        observed: when the first page was read.
    """

    key: PostKey
    revisions: tuple[Fields, ...]
    autosaves: tuple[Fields, ...]
    skipped: tuple[Skipped, ...]
    observed: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """The source of one published post, as its editor sees it.

    Args:
        key: the post.
        observed: when it was read.
        modified_gmt: as served with it; an observation with another one is another state.
        title: raw.
        content: raw, block markup included.
        excerpt: raw; empty where none was written by hand.
    """

    key: PostKey
    observed: datetime
    modified_gmt: str | None
    title: str
    content: str
    excerpt: str


def read_revisions(rest: Rest, kind: PostType, number: int) -> Revisions:
    """Read all revisions of a post, 100 a request, with credentials.

    The text of a password-protected post is in its revisions in the clear; whether they may be
    kept is for the caller to decide (`content.protected` of the post tells).

    Raises:
        SiteForbidden: where the user may not edit this post.
        SiteError: where the type keeps no revisions, or the post is gone.
    """
    key = PostKey(folder=kind.folder, id=number)
    ask = partial(_page, rest, f"{kind.path}/{number}/revisions")
    revisions: list[Fields] = []
    autosaves: list[Fields] = []
    skipped: list[Skipped] = []
    observed = None
    # One page holds most histories; asking ahead would cost a request a post.
    for page in walk(rest.session, ask, ahead=False):
        observed = observed or page.answer.observed
        for element in page.elements:
            if not _is_revision(element, number):
                skipped.append(Skipped(post=str(key), reason="a revision has an unknown form"))
            elif is_autosave(element):
                autosaves.append(element)
            else:
                revisions.append(element)
    assert observed is not None
    return Revisions(
        key=key,
        revisions=tuple(revisions),
        autosaves=tuple(autosaves),
        skipped=tuple(skipped),
        observed=observed,
    )


def is_autosave(revision: Fields) -> bool:
    """Tell an autosave, which WordPress lists among the revisions, by its name.

    `wp_is_post_autosave`: the slug is `<id of the post>-autosave-v1`.
    """
    return revision.get("slug") == f"{revision.get('parent')}-autosave-v1"


def read_raw(
    rest: Rest, kind: PostType, ids: Sequence[int]
) -> Iterator[tuple[tuple[Raw, ...], tuple[Skipped, ...]]]:
    """Read the source of published posts, 100 a request, with credentials.

    Protected posts, and posts that are not published, are left out: what they hold is not for
    the public. `password` is never asked for.

    Raises:
        SiteForbidden: where the user may not edit posts of this type.
        SiteError: where a batch cannot be read.
    """
    batches = [tuple(ids[start : start + PER_PAGE]) for start in range(0, len(ids), PER_PAGE)]
    params = (("context", "edit"), ("_fields", RAW_FIELDS))
    calls = (
        partial(read_included, rest, kind.path, batch, params, credentials=True)
        for batch in batches
    )
    for result in rest.session.fetch_all(calls):
        if isinstance(result, SiteError):
            raise result
        found = [
            raw
            for answer, elements in result
            for element in elements
            if (raw := _raw(element, kind, answer.observed)) is not None
        ]
        yield (
            tuple(one for one in found if isinstance(one, Raw)),
            tuple(one for one in found if isinstance(one, Skipped)),
        )


def _page(rest: Rest, path: str, offset: int) -> tuple[Answer, list[Any]]:
    params = (("context", "edit"), ("per_page", str(PER_PAGE)), ("offset", str(offset)))
    answer = rest.ask(path, params if offset else params[:2], credentials=True)
    code = answer.error.code if answer.error is not None else None
    if code in BEYOND_THE_END:
        # Revisions were deleted while they were listed; an empty page sends the walk back.
        return answer, []
    if not answer.is_fine or not isinstance(answer.value, list):
        raise failure(answer)
    return answer, answer.value


def _is_revision(element: Any, parent: int) -> bool:
    if not isinstance(element, dict) or not is_id(element.get("id")):
        return False
    if element.get("parent") != parent or not isinstance(element.get("slug"), str | None):
        return False
    return all(isinstance(_inner(element, name), str) for name in ("title", "content", "excerpt"))


def _raw(element: Any, kind: PostType, observed: datetime) -> Raw | Skipped | None:
    if isinstance(element, Unreadable):
        return Skipped(post=f"{kind.folder}/{element.id}", reason=element.reason)
    if not isinstance(element, dict) or not is_id(element.get("id")):
        return Skipped(post=kind.folder, reason="the site listed something that is no post")
    key = PostKey(folder=kind.folder, id=element["id"])
    content = element.get("content")
    if not isinstance(content, dict) or content.get("protected") is not False:
        return None
    if element.get("status") != "publish" or element.get("type") != kind.slug:
        return None
    title, text, excerpt = (_inner(element, name) for name in ("title", "content", "excerpt"))
    if text is None:
        return Skipped(post=str(key), reason="its source was not shown to this user")
    modified = element.get("modified_gmt")
    return Raw(
        key=key,
        observed=observed,
        modified_gmt=modified if isinstance(modified, str) else None,
        title=title or "",
        content=text,
        excerpt=excerpt or "",
    )


def _inner(element: Fields, name: str) -> str | None:
    value = element.get(name, {"raw": ""})
    raw = value.get("raw") if isinstance(value, dict) else None
    return raw if isinstance(raw, str) else None
