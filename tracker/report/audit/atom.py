"""An Atom feed (RFC 4287) from its entries, with ids that never change (RFC 4151)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from feedgenerator import Atom1Feed  # type: ignore[import-untyped]

from tracker.report.audit.words import clean, cut, web_address

_TITLE = 200
_NOWHERE = "about:blank"
_YEAR = "2026"
"""Of the ids, which must not change: RFC 4151 wants a time, and any that is over will do."""
_DNS = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")


class Item(NamedTuple):
    """One entry: `summary` is plain text, `content` is HTML; `link` may be empty."""

    id: str
    title: str
    link: str
    moment: datetime
    summary: str
    content: str
    author: str
    categories: tuple[str, ...]


def render_feed(
    items: Iterable[Item],
    name: str,
    *,
    title: str,
    address: str,
    updated: datetime,
    sites: Iterable[str] = (),
) -> str:
    """Write a feed; it was updated when its newest entry was.

    Args:
        items: in the order in which they are shown.
        name: what kind of feed it is, for its id.
        title: of the feed.
        address: where it will be found; empty where that is not known.
        updated: when it was made: no entry counts as newer, and one that is empty has no other.
        sites: that it is about; they make its id where the address is not known.
    """
    items = tuple(items)
    newest = min(max((item.moment for item in items), default=updated), updated)
    link = web_address(address)  # not that of an entry: the feed stands for no page of a site
    feed = Atom1Feed(
        title=clean(title) or name,
        link=link or _NOWHERE,
        description=None,
        feed_url=link or None,
        feed_guid=_guid(name, link, sorted(set(sites))),
        author_name="tracker",
    )
    # Else it is now where there is no entry.
    feed.latest_post_date = lambda: newest
    for item in items:
        feed.add_item(
            title=cut(item.title, _TITLE),
            link=item.link or link or _NOWHERE,
            description=escape(item.summary),
            content=item.content,
            unique_id=item.id,
            author_name=item.author or None,
            pubdate=item.moment,
            updateddate=item.moment,
            categories=item.categories,
        )
    text: str = feed.writeString("utf-8")
    # The library wants an address; what has content needs none. Markup inside texts is escaped.
    return text.replace(f'<link href="{_NOWHERE}" rel="alternate"/>', "") + "\n"


def _guid(name: str, link: str, sites: Sequence[str]) -> str:
    """Make the id of a feed: two feeds must not have one, and it must not change."""
    if link:
        return tag(urlsplit(link).hostname or "", "feed", name, urlsplit(link).path.strip("/"))
    if len(sites) < 2:
        return tag("".join(sites), "feed", name)
    digest = hashlib.sha256("\n".join(sites).encode("utf-8", "surrogatepass")).hexdigest()
    return tag("", "feed", name, digest[:12])


def tag(site: str, *specific: str) -> str:
    """Make a `tag:` URI; its authority is the host that the name of a site begins with.

    Args:
        site: name of an archive; empty for none.
        specific: what follows the site, part by part.
    """
    host = site.partition("_")[0].lower()
    authority = host if _DNS.fullmatch(host) else "tracker.invalid"
    parts = (*((site,) if site else ()), *specific)
    return f"tag:{authority},{_YEAR}:tracker/{'/'.join(quote(clean(part)) for part in parts)}"
