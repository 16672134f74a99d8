"""Targets of links: whether two of them lead to the same thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from tracker.diff import LinkChange
from tracker.edits.values import AtomChange, AtomKind

_TELLING = 5
_TRACKING = re.compile(r"(?:^|&)(?:utm_\w+|fbclid|gclid|mc_[ce]id)=[^&]*")


def link_atoms(links: Sequence[LinkChange]) -> tuple[AtomChange, ...]:
    """List the links that now lead elsewhere; one that came or went on words that stay is none."""
    return tuple(
        AtomChange(kind=AtomKind.LINK, before=link.before, after=link.after)
        for link in links
        if not link.image
        and link.before is not None
        and link.after is not None
        and leads_elsewhere(link.before, link.after)
    )


def leads_elsewhere(before: str, after: str) -> bool:
    """Tell whether two addresses lead to different things.

    The same last part of the path on the same domain is the same thing, moved: a site that changed
    its permalinks or its folder of uploads has pointed nobody elsewhere.
    """
    one, other = _address(before), _address(after)
    if one == other:
        return False
    same_site = not one[0] or not other[0] or _domain(one[0]) == _domain(other[0])
    last_one, last_other = (path.rpartition("/")[2] for path in (one[1], other[1]))
    return not (
        same_site and last_one == last_other and len(last_one) >= _TELLING and one[2:] == other[2:]
    )


def _address(address: str) -> tuple[str, str, str, str]:
    """Take an address apart: host, path, query without tracking, fragment."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return "", address, "", ""
    query = _TRACKING.sub("", parts.query)
    host = parts.netloc.casefold().removeprefix("www.")
    place = parts.path if parts.scheme in ("", "http", "https") else f"{parts.scheme}:{parts.path}"
    return host, place.rstrip("/").casefold(), query, parts.fragment


def _domain(host: str) -> str:
    return ".".join(host.split(".")[-2:])
