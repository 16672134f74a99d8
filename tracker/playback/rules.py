"""How the collections of WordPress differ: orders, defaults, errors."""

from __future__ import annotations

from dataclasses import dataclass, replace

POST_ORDERS = (
    "author",
    "date",
    "id",
    "include",
    "modified",
    "parent",
    "relevance",
    "slug",
    "include_slugs",
    "title",
)
TERM_ORDERS = (
    "id",
    "include",
    "name",
    "slug",
    "include_slugs",
    "term_group",
    "description",
    "count",
)
USER_ORDERS = ("id", "include", "name", "registered_date", "slug", "include_slugs", "email", "url")
COMMENT_ORDERS = ("date", "date_gmt", "id", "include", "post", "parent", "type")
REVISION_ORDERS = ("date", "id", "include", "relevance", "slug", "include_slugs", "title")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What one kind of collection accepts (`get_collection_params` of its controller).

    Args:
        orders: permitted values of `orderby`.
        orderby: its default.
        order: the default direction.
        page_error: code of the error for a page after the last; empty where such a page is empty.
        offset_error: code of the error for an offset after the last; empty where that is empty.
        forgets_total: whether nothing found behind an offset makes the total 0
            (`WP_Query::set_found_posts` gives up on an empty result).
    """

    orders: tuple[str, ...]
    orderby: str
    order: str
    page_error: str = ""
    offset_error: str = ""
    forgets_total: bool = False


POSTS = Rules(
    orders=POST_ORDERS,
    orderby="date",
    order="desc",
    page_error="rest_post_invalid_page_number",
    forgets_total=True,
)
PAGES = replace(POSTS, orders=(*POST_ORDERS, "menu_order"))
TERMS = Rules(orders=TERM_ORDERS, orderby="name", order="asc")
USERS = Rules(orders=USER_ORDERS, orderby="name", order="asc")
COMMENTS = Rules(orders=COMMENT_ORDERS, orderby="date_gmt", order="desc")
REVISIONS = Rules(
    orders=REVISION_ORDERS,
    orderby="date",
    order="desc",
    page_error="rest_revision_invalid_page_number",
    offset_error="rest_revision_invalid_offset_number",
)
