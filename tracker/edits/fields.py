"""Which fields of a REST post make an edit, and how two observations differ in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tracker.edits.excerpt import is_manual
from tracker.model import Fields, is_protected
from tracker.text.clean import plain

SIMPLE_FIELDS = (
    "slug", "status", "date", "author", "featured_media", "parent", "menu_order", "template",
    "format", "sticky", "comment_status", "ping_status",
)  # fmt: skip
"""Compared as they are served, where both sides serve them."""

_MISSING = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One changed field, with the values as served (term ids as sorted tuples)."""

    name: str
    before: Any
    after: Any


def changed_fields(before: Fields, after: Fields, *, body: str) -> tuple[FieldChange, ...]:
    """List the changes that make an edit, between two observations of one post.

    A field that only one side serves came or went with a plugin or an upgrade and is none; so is
    an excerpt that WordPress made from the body.

    Args:
        before: the REST object before.
        after: the REST object after.
        body: the readable text after, to tell a manual excerpt from a generated one.
    """
    changes: list[FieldChange] = []
    changes += _rendered_title(before, after)
    changes += _excerpt(before, after, body)
    for name in SIMPLE_FIELDS:
        if before.get(name) != after.get(name):
            changes += _compare(name, _simple(before, name), _simple(after, name))
    if before.get("link") != after.get("link"):
        changes += _compare("link", _path(before.get("link")), _path(after.get("link")))
    for name in sorted(_term_names(before) | _term_names(after)):
        if before.get(name) != after.get(name):
            changes += _terms(name, before.get(name), after.get(name))
    changes += _compare("protected", is_protected(before), is_protected(after))
    changes += _meta(before.get("meta"), after.get("meta"))
    return tuple(changes)


def term_fields(fields: Fields) -> frozenset[str]:
    """Name the fields that hold term ids: categories, tags, and those of custom taxonomies.

    `_links["wp:term"]` gives one address a taxonomy, whose last part is its field
    (`WP_REST_Posts_Controller::prepare_links`).
    """
    return frozenset(name for name in _term_names(fields) if isinstance(fields.get(name), list))


def _term_names(fields: Fields) -> set[str]:
    names = {"categories", "tags"}
    links = fields.get("_links")
    terms = links.get("wp:term") if isinstance(links, dict) else None
    for link in terms if isinstance(terms, list) else ():
        href = link.get("href") if isinstance(link, dict) else None
        if isinstance(href, str):
            names.add(_rest_base(href))
    return names


def schema_changes(before: Fields, after: Fields) -> frozenset[str]:
    """Name the top-level fields that only one side has: `+class_list`, `-yoast_head`."""
    came = {f"+{name}" for name in after.keys() - before.keys()}
    return frozenset(came | {f"-{name}" for name in before.keys() - after.keys()})


def title_html(fields: Fields) -> str:
    """Take the title of a post or revision as HTML."""
    title = fields.get("title")
    rendered = title.get("rendered", title.get("raw")) if isinstance(title, dict) else title
    return rendered if isinstance(rendered, str) else ""


def title_of(fields: Fields) -> str:
    """Read the title of a post or revision as one clean line."""
    return plain(title_html(fields))


def _rest_base(href: str) -> str:
    path, _, query = href.partition("?")
    if "rest_route=" in query:
        path = query.partition("rest_route=")[2].partition("&")[0].replace("%2F", "/")
    return path.rstrip("/").rpartition("/")[2]


def _simple(fields: Fields, name: str) -> Any:
    """Take a plain field; of a template the file, wherever the plugin that has it lies."""
    value = fields.get(name, _MISSING)
    return value.rpartition("/")[2] if name == "template" and isinstance(value, str) else value


def _compare(name: str, before: Any, after: Any) -> list[FieldChange]:
    if before is _MISSING or after is _MISSING or before == after:
        return []
    if isinstance(before, str) is not isinstance(after, str) and not (
        before is None or after is None
    ):
        return []  # a name on one side and an id on the other: two channels, not an edit
    return [FieldChange(name=name, before=before, after=after)]


def _rendered_title(before: Fields, after: Fields) -> list[FieldChange]:
    if before.get("title") == after.get("title"):
        return []
    return _compare("title", title_of(before), title_of(after))


def _excerpt(before: Fields, after: Fields, body: str) -> list[FieldChange]:
    old, new = _rendered(before, "excerpt"), _rendered(after, "excerpt")
    if old is None or new is None or old == new:
        return []
    if is_protected(before) or is_protected(after):
        return []  # WordPress serves a protected excerpt as empty
    texts = plain(old), plain(new)
    if texts[0] == texts[1] or not is_manual(texts[1], body):
        return []
    return _compare("excerpt", *texts)


def _rendered(fields: Fields, name: str) -> str | None:
    part = fields.get(name)
    value = part.get("rendered") if isinstance(part, dict) else None
    return value if isinstance(value, str) else None


def _path(link: object) -> object:
    """Reduce a link to path and query: a site that moves to https has edited nothing."""
    if not isinstance(link, str):
        return _MISSING
    try:
        parts = urlsplit(link)
    except ValueError:
        return link
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _terms(name: str, before: object, after: object) -> list[FieldChange]:
    """Compare term lists as sets; a null is a term whose name the crawler did not find."""
    if not isinstance(before, list) or not isinstance(after, list):
        return []
    old, new = _as_set(before), _as_set(after)
    unknown_before, unknown_after = before.count(None), after.count(None)
    if unknown_before or unknown_after:
        gone, came = set(old) - set(new), set(new) - set(old)
        if len(gone) <= unknown_after and len(came) <= unknown_before:
            return []
    return _compare(name, old, new)


def _as_set(terms: list[object]) -> tuple[str, ...]:
    names = {str(term) for term in terms if term is not None}
    return tuple(sorted(names, key=_number_first))


def _number_first(text: str) -> tuple[int, int, str]:
    return (0, int(text), "") if text.isdecimal() else (1, 0, text)


def _meta(before: object, after: object) -> list[FieldChange]:
    if not isinstance(before, dict) or not isinstance(after, dict) or before == after:
        return []
    shared: Iterable[str] = sorted(before.keys() & after.keys())
    return [
        change for name in shared for change in _compare(f"meta.{name}", before[name], after[name])
    ]
