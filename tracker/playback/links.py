"""`_links` of objects that were recorded without."""

from __future__ import annotations

from tracker.model import Fields
from tracker.playback.snapshot import Snapshot
from tracker.playback.values import Observation, PostType, Site, Taxonomy

READER = ["GET"]
EDITOR = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def post_links(
    one: Observation, kind: PostType, site: Site, root: str, now: Snapshot, *, editor: bool
) -> Fields:
    """Make the links of a post (`WP_REST_Posts_Controller::prepare_links`).

    Only what the recording tells: where it holds no revisions at all there is no
    `version-history`, since a count of zero would be a false claim.

    Args:
        editor: whether who asks may edit; it shows in `targetHints`.
    """
    own = f"{root}wp/v2/{kind.rest_base}/{one.id}"
    links: Fields = {
        "self": [{"href": own, "targetHints": {"allow": EDITOR if editor else READER}}],
        "collection": [{"href": f"{root}wp/v2/{kind.rest_base}"}],
        "about": [{"href": f"{root}wp/v2/types/{kind.slug}"}],
    }
    author = one.fields.get("author")
    if isinstance(author, int) and author:
        links["author"] = [{"embeddable": True, "href": f"{root}wp/v2/users/{author}"}]
    if "comment_status" in one.fields:
        href = _with(f"{root}wp/v2/comments", f"post={one.id}")
        links["replies"] = [{"embeddable": True, "href": href}]
    links |= _revision_links(one, own, now)
    links |= _other_links(one, kind, site, root)
    return links


def _revision_links(one: Observation, own: str, now: Snapshot) -> Fields:
    revisions = now.revisions.get(one.id, ())
    if not now.revisions:
        return {}
    links = {"version-history": [{"count": len(revisions), "href": f"{own}/revisions"}]}
    if revisions:
        newest = revisions[0].id
        href = f"{own}/revisions/{newest}"
        links["predecessor-version"] = [{"id": newest, "href": href}]
    return links


def _other_links(one: Observation, kind: PostType, site: Site, root: str) -> Fields:
    links: Fields = {}
    if kind.hierarchical and (parent := one.fields.get("parent")):
        href = f"{root}wp/v2/{kind.rest_base}/{parent}"
        links["up"] = [{"embeddable": True, "href": href}]
    if media := one.fields.get("featured_media"):
        href = f"{root}wp/v2/media/{media}"
        links["wp:featuredmedia"] = [{"embeddable": True, "href": href}]
    if kind.slug != "attachment":
        links["wp:attachment"] = [{"href": _with(f"{root}wp/v2/media", f"parent={one.id}")}]
    terms = [
        {
            "taxonomy": taxonomy.slug,
            "embeddable": True,
            "href": _with(f"{root}wp/v2/{taxonomy.rest_base}", f"post={one.id}"),
        }
        for taxonomy in site.taxonomies
        if taxonomy.slug in kind.taxonomies
    ]
    if terms:
        links["wp:term"] = terms
    return links | curies()


def curies() -> Fields:
    """Make the entry that explains `wp:` (`WP_REST_Response::get_curies`)."""
    return {"curies": [{"name": "wp", "href": "https://api.w.org/{rel}", "templated": True}]}


def term_links(one: Observation, taxonomy: Taxonomy, site: Site, root: str) -> Fields:
    """Make the links of a term (`WP_REST_Terms_Controller::prepare_links`)."""
    links = thing_links(taxonomy.rest_base, one.id, root)
    links["about"] = [{"href": f"{root}wp/v2/taxonomies/{taxonomy.slug}"}]
    if parent := one.fields.get("parent"):
        href = f"{root}wp/v2/{taxonomy.rest_base}/{parent}"
        links["up"] = [{"embeddable": True, "href": href}]
    links["wp:post_type"] = [
        {"href": _with(f"{root}wp/v2/{kind.rest_base}", f"{taxonomy.rest_base}={one.id}")}
        for kind in site.types
        if taxonomy.slug in kind.taxonomies
    ]
    return links | curies()


def thing_links(base: str, number: int, root: str) -> Fields:
    """Make the links of a user or comment."""
    collection = f"{root}wp/v2/{base}"
    return {"self": [{"href": f"{collection}/{number}"}], "collection": [{"href": collection}]}


def _with(url: str, query: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}{query}"
