"""What is read of a post, checked at the door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from tracker.model import Fields, PostKey, Skipped, is_id, revision_activity
from tracker.wordpress.types import PostType

GLIMPSE_FIELDS = "id,type,modified_gmt,_links.version-history,_links.predecessor-version"
"""WordPress 6.1 and 7.1 both filter into `_links` (`rest_filter_response_fields`)."""

RENDERED = ("title", "content", "excerpt", "guid")
TEXTS = ("date", "date_gmt", "modified", "modified_gmt", "slug", "status", "link", "template")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One post as the API served it, whole.

    Args:
        key: folder and id.
        observed: when this content was true at the site.
        fields: the REST object, untouched.
    """

    key: PostKey
    observed: datetime
    fields: Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Glimpse:
    """What a light listing tells of a post.

    Args:
        key: folder and id.
        modified_gmt: as served, None where there is none.
        count: number of revisions and autosaves, None where the type keeps none.
        predecessor: the newest revision's id.
        observed: when it was listed.
    """

    key: PostKey
    modified_gmt: str | None
    count: int | None
    predecessor: int | None
    observed: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """A post that is not shown.

    Args:
        key: folder and id.
        reason: `unpublished` (it is there, hidden), `erased` (this type has no such id),
            `unclear` (the answer does not tell; never a removal).
        observed: when it was asked for.
        status: the HTTP status.
        code: WordPress's error code, None for an answer that is none of WordPress's.
    """

    key: PostKey
    reason: Literal["unpublished", "erased", "unclear"]
    observed: datetime
    status: int
    code: str | None


def check_post(value: Any, kind: PostType) -> tuple[PostKey, Fields] | Skipped:
    """Check that an element of an answer is a post of the type that was asked for.

    Fields that a type or a plugin may leave out are checked only where they are.
    """
    if not isinstance(value, dict):
        return Skipped(post=kind.folder, reason="the site listed something that is no post")
    number = value.get("id")
    if not is_id(number):
        return Skipped(post=kind.folder, reason="the site listed a post without a usable id")
    key = PostKey(folder=kind.folder, id=number)
    if value.get("type") != kind.slug:
        return Skipped(post=str(key), reason=f"the site gives it a type other than {kind.slug}")
    wrong = _wrong_field(value)
    if wrong is not None:
        return Skipped(post=str(key), reason=f"its field {wrong} has an unknown form")
    return key, value


def read_full(value: Any, kind: PostType, observed: datetime) -> Reading | Skipped:
    """Make a reading of an element of a full answer."""
    checked = check_post(value, kind)
    if isinstance(checked, Skipped):
        return checked
    return Reading(key=checked[0], observed=observed, fields=checked[1])


def read_glimpse(value: Any, kind: PostType, observed: datetime) -> Glimpse | Skipped:
    """Make a glimpse of an element of a light (or full) answer."""
    checked = check_post(value, kind)
    if isinstance(checked, Skipped):
        return checked
    key, fields = checked
    count, predecessor = revision_activity(fields)
    return Glimpse(
        key=key,
        modified_gmt=fields.get("modified_gmt") or None,
        count=count,
        predecessor=predecessor,
        observed=observed,
    )


def _wrong_field(fields: Fields) -> str | None:
    for name in RENDERED:
        if name in fields and not _is_rendered(fields[name]):
            return name
    for name in TEXTS:
        if not isinstance(fields.get(name), str | None):
            return name
    return None


def _is_rendered(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("rendered"), str):
        return False
    return isinstance(value.get("protected", False), bool)
