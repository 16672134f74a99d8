"""What a site tells of itself: index, types, taxonomies."""

from __future__ import annotations

from tracker.model import Fields
from tracker.playback.links import curies
from tracker.playback.values import PostType, Site, Taxonomy

NAMESPACES = ["oembed/1.0", "wp/v2", "wp-site-health/v1", "wp-block-editor/v1"]

INTERNAL = (
    PostType(slug="nav_menu_item", rest_base="menu-items", name="Navigation Menu Items"),
    PostType(slug="wp_block", rest_base="blocks", name="Patterns"),
    PostType(slug="wp_template", rest_base="templates", name="Templates"),
    PostType(slug="wp_template_part", rest_base="template-parts", name="Template Parts"),
    PostType(slug="wp_navigation", rest_base="navigation", name="Navigation Menus"),
)
"""Types of WordPress itself: they stand among the others in `/wp/v2/types`, for everybody."""


def index(site: Site, base: str, root: str) -> Fields:
    """Describe the site (`WP_REST_Server::get_index`)."""
    own = site.url.rstrip("/") or f"{base}{site.folder}"
    bases = [one.rest_base for one in site.types] + [one.rest_base for one in site.taxonomies]
    names = [("", "/"), *((f"wp/v2/{one}", f"/wp/v2/{one}") for one in bases)]
    routes = {
        path: {
            "namespace": "wp/v2" if path != "/" else "",
            "methods": ["GET"],
            "_links": {"self": [{"href": f"{root}{tail}"}]},
        }
        for tail, path in names
    }
    return {
        "name": site.name,
        "description": site.description,
        "url": own,
        "home": own,
        "gmt_offset": site.gmt_offset,
        "timezone_string": site.timezone_string,
        "page_for_posts": 0,
        "page_on_front": 0,
        "show_on_front": "posts",
        "namespaces": NAMESPACES,
        "authentication": {
            "application-passwords": {
                "endpoints": {"authorization": f"{own}/wp-admin/authorize-application.php"}
            }
        },
        "routes": routes,
        "site_logo": 0,
        "site_icon": 0,
        "site_icon_url": "",
        "_links": {"help": [{"href": "https://developer.wordpress.org/rest-api/"}]},
    }


def post_type(kind: PostType, root: str) -> Fields:
    """Describe a post type (`WP_REST_Post_Types_Controller::prepare_item_for_response`)."""
    return {
        "description": "",
        "hierarchical": kind.hierarchical,
        "has_archive": False,
        "name": kind.name,
        "slug": kind.slug,
        "icon": kind.icon,
        "taxonomies": list(kind.taxonomies),
        "rest_base": kind.rest_base,
        "rest_namespace": "wp/v2",
        "_links": _about(f"{root}wp/v2/types", f"{root}wp/v2/{kind.rest_base}"),
    }


def taxonomy(one: Taxonomy, root: str) -> Fields:
    """Describe a taxonomy (`WP_REST_Taxonomies_Controller::prepare_item_for_response`)."""
    return {
        "name": one.name,
        "slug": one.slug,
        "description": "",
        "types": list(one.types),
        "hierarchical": one.hierarchical,
        "rest_base": one.rest_base,
        "rest_namespace": "wp/v2",
        "_links": _about(f"{root}wp/v2/taxonomies", f"{root}wp/v2/{one.rest_base}"),
    }


def _about(collection: str, content: str) -> Fields:
    return {
        "collection": [{"href": collection}],
        "wp:items": [{"href": content}],
        **curies(),
    }
