"""The REST objects of the newsroom."""

from __future__ import annotations

import html
import re
import unicodedata
from datetime import datetime
from zoneinfo import ZoneInfo

from tracker.model import Fields, stamp, utc
from tracker.playback.blocks import Story, rendered, stored
from tracker.playback.values import Observation

ORIGIN = "https://ellerycourier.example"
ZONE = ZoneInfo("America/New_York")

USERS = {1: "Mara Lindqvist", 2: "Tomás Okafor", 3: "June Abernathy"}
CATEGORIES = {3: "City Hall", 4: "Schools & Libraries", 5: "Business"}
TAGS = {11: "ferry", 12: "school budget", 13: "library", 14: "water"}
PICTURES = {
    51: ("harbor-street-landing.jpg", "Drawing of a glass waiting room beside two berths"),
    52: ("chestnut-street.jpg", "Water runs over a closed street"),
}


def local(moment: datetime) -> str:
    """Write a time as WordPress does in `date`: of the site's zone, without offset."""
    return moment.astimezone(ZONE).replace(tzinfo=None).isoformat(timespec="seconds")


def gmt(moment: datetime) -> str:
    """Write a time as WordPress does in `date_gmt`: without the Z."""
    return stamp(moment).removesuffix("Z")


def post(story: Story, modified: datetime, *, observed: datetime, turn: int) -> Observation:
    """Show a story as `context=view` does.

    Args:
        turn: which rendering it is; see `blocks.rendered`.
    """
    published = utc(story.published)
    fields: Fields = {
        "id": story.id,
        "date": local(published),
        "date_gmt": gmt(published),
        "guid": {"rendered": f"{ORIGIN}/?{_query_name(story)}={story.id}"},
        "modified": local(modified),
        "modified_gmt": gmt(modified),
        "slug": story.slug,
        "status": "publish",
        "type": story.type,
        "link": _link(story, published),
        "title": {"rendered": html.escape(story.title, quote=False)},
        "content": {"rendered": rendered(story, turn=turn), "protected": False},
        "excerpt": {"rendered": _excerpt(story), "protected": False},
        "author": story.author,
        "featured_media": story.featured_media,
        "comment_status": "closed",
        "ping_status": "closed",
        "template": "",
        "meta": {"footnotes": ""},
    }
    if story.type == "page":
        fields |= {"parent": 0, "menu_order": 0}
    else:
        fields |= {"sticky": False, "format": "standard"}
        fields |= {"categories": list(story.categories), "tags": list(story.tags)}
    return Observation(observed=observed, kind=story.type, id=story.id, fields=fields)


def _query_name(story: Story) -> str:
    return "page_id" if story.type == "page" else "p"


def _link(story: Story, published: datetime) -> str:
    if story.type == "page":
        return f"{ORIGIN}/{story.slug}/"
    return f"{ORIGIN}/{published.astimezone(ZONE):%Y/%m/%d}/{story.slug}/"


def _excerpt(story: Story) -> str:
    words = re.sub(r"<[^>]+>", "", story.blocks[0].html).split()
    text = " ".join(words[:55]) + (" [&hellip;]" if len(words) > 55 else "")
    return f"<p>{text}</p>\n"


def revision(story: Story, saved: datetime, *, number: int, autosave: bool = False) -> Observation:
    """Keep what was saved, as `context=edit` shows it."""
    kind = "autosave" if autosave else "revision"
    text = stored(story)
    shown = {"raw": text, "rendered": rendered(story, turn=number)}
    fields: Fields = {
        "id": number,
        "parent": story.id,
        "author": story.author,
        "date": local(saved),
        "date_gmt": gmt(saved),
        "modified": local(saved),
        "modified_gmt": gmt(saved),
        "slug": f"{story.id}-{kind}-v1",
        "guid": {"rendered": f"{ORIGIN}/?p={number}", "raw": f"{ORIGIN}/?p={number}"},
        "title": {"raw": story.title, "rendered": html.escape(story.title, quote=False)},
        "content": shown,
        "excerpt": {"raw": "", "rendered": ""},
        "meta": {"footnotes": ""},
    }
    return Observation(observed=saved, kind="revision", id=number, fields=fields)


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"\W+", "-", plain.lower())


def users(observed: datetime) -> tuple[Observation, ...]:
    """Show who writes."""
    return tuple(
        Observation(
            observed=observed,
            kind="user",
            id=number,
            fields={
                "id": number,
                "name": name,
                "url": "",
                "description": "",
                "link": f"{ORIGIN}/author/{_slug(name.split()[0])}/",
                "slug": _slug(name.split()[0]),
                "avatar_urls": {},
            },
        )
        for number, name in USERS.items()
    )


def terms(observed: datetime) -> tuple[Observation, ...]:
    """Show categories and tags."""
    found = []
    for taxonomy, names in (("category", CATEGORIES), ("post_tag", TAGS)):
        for number, name in names.items():
            slug = _slug(name)
            fields: Fields = {
                "id": number,
                "count": 1,
                "description": "",
                "link": f"{ORIGIN}/{'category' if taxonomy == 'category' else 'tag'}/{slug}/",
                "name": html.escape(name, quote=False),
                "slug": slug,
                "taxonomy": taxonomy,
                "meta": [],
            }
            if taxonomy == "category":
                fields["parent"] = 0
            found.append(Observation(observed=observed, kind=taxonomy, id=number, fields=fields))
    return tuple(found)


def media(observed: datetime) -> tuple[Observation, ...]:
    """Show the pictures."""
    found = []
    for number, (name, words) in PICTURES.items():
        address = f"{ORIGIN}/wp-content/uploads/2026/05/{name}"
        fields: Fields = {
            "id": number,
            "date": "2026-05-14T05:00:00",
            "date_gmt": "2026-05-14T09:00:00",
            "guid": {"rendered": address},
            "modified": "2026-05-14T05:00:00",
            "modified_gmt": "2026-05-14T09:00:00",
            "slug": name.removesuffix(".jpg"),
            "status": "inherit",
            "type": "attachment",
            "link": f"{ORIGIN}/{name.removesuffix('.jpg')}/",
            "title": {"rendered": name.removesuffix(".jpg")},
            "author": 1,
            "featured_media": 0,
            "comment_status": "closed",
            "ping_status": "closed",
            "template": "",
            "meta": [],
            "description": {"rendered": ""},
            "caption": {"rendered": ""},
            "alt_text": words,
            "media_type": "image",
            "mime_type": "image/jpeg",
            "media_details": {"width": 1600, "height": 900, "file": f"2026/05/{name}", "sizes": {}},
            "post": None,
            "source_url": address,
        }
        found.append(Observation(observed=observed, kind="attachment", id=number, fields=fields))
    return tuple(found)
