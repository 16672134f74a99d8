"""A playback of what a real WordPress serves at this moment."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import requests

from tracker.playback import Login, Observation, Playback, PostType, Site, Taxonomy, play

NOW = datetime(2026, 6, 1, tzinfo=UTC)
READABLE = ("post", "page", "attachment")


def record(rest: str, login: Login) -> tuple[Site, tuple[Observation, ...]]:
    """Read everything that a playback plays from a real site, with pretty permalinks.

    Posts are read as the public sees them; revisions, drafts and users as an administrator.
    """
    session = requests.Session()
    session.trust_env = False
    secret = (login.user, login.password)

    def read(path: str, *, as_admin: bool = False) -> Any:
        answer = session.get(rest + path, auth=secret if as_admin else None, timeout=20)
        answer.raise_for_status()
        return answer.json()

    index = read("")
    types = read("wp/v2/types")
    taxonomies = read("wp/v2/taxonomies")
    site = Site(
        **{name: index[name] for name in INDEX},
        types=tuple(_type(types[slug]) for slug in types if slug in READABLE),
        taxonomies=tuple(_taxonomy(one) for one in taxonomies.values() if one["slug"] in TERMS),
    )
    found = []
    for kind in site.types:
        for status in ("publish", "draft"):
            if status == "draft" and kind.slug == "attachment":
                continue
            path = f"wp/v2/{kind.rest_base}?per_page=100"
            path += "&status=draft" if status == "draft" else ""
            many = read(path, as_admin=status == "draft")
            found += [(kind.slug, fields) for fields in many]
            if kind.slug == "attachment":
                continue
            for post in many:
                path = f"wp/v2/{kind.rest_base}/{post['id']}/revisions?context=edit&per_page=100"
                found += [("revision", fields) for fields in read(path, as_admin=True)]
    everybody = {one["id"]: one for one in read("wp/v2/users?per_page=100", as_admin=True)}
    # Authors as everybody sees them: their `_links` differ for an administrator.
    everybody |= {one["id"]: one for one in read("wp/v2/users?per_page=100")}
    found += [("user", one) for one in everybody.values()]
    for taxonomy in site.taxonomies:
        path = f"wp/v2/{taxonomy.rest_base}?per_page=100"
        found += [(taxonomy.slug, fields) for fields in read(path)]
    found += [("comment", fields) for fields in read("wp/v2/comments?per_page=100")]
    return site, tuple(
        Observation(observed=NOW, kind=kind, id=fields["id"], fields=fields)
        for kind, fields in found
    )


INDEX = ("name", "description", "gmt_offset", "timezone_string")
TERMS = ("category", "post_tag")


def _type(one: dict[str, Any]) -> PostType:
    return PostType(
        slug=one["slug"],
        rest_base=one["rest_base"],
        name=one["name"],
        taxonomies=tuple(one["taxonomies"]),
        hierarchical=one["hierarchical"],
    )


def _taxonomy(one: dict[str, Any]) -> Taxonomy:
    return Taxonomy(
        slug=one["slug"],
        rest_base=one["rest_base"],
        name=one["name"],
        types=tuple(one["types"]),
        hierarchical=one["hierarchical"],
    )


def without_links(one: Observation) -> Observation:
    """Forget the `_links` of a post, so that the playback has to make them."""
    fields = {name: part for name, part in one.fields.items() if name != "_links"}
    return Observation(observed=one.observed, kind=one.kind, id=one.id, fields=fields)


def mirror(rest: str, login: Login, *, links: bool = True) -> Playback:
    """Make a playback that should answer as the site itself does.

    Args:
        links: whether `_links` are played as they were recorded, or made anew.
    """
    site, observations = record(rest, login)
    if not links:
        observations = tuple(map(without_links, observations))
    return play(observations, moment=NOW, site=site, logins=(login,))
