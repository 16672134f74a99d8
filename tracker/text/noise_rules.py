"""The noise rules that hold for every WordPress site, each with its reason and an example."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["attribute", "element", "parameter", "url", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that is rendered anew without an edit.

    Args:
        kind: `attribute` drops attributes (of custom elements, where all others count) whose whole
            name matches; `element` drops elements with a class that matches as a whole;
            `parameter` drops query parameters that match as a whole, as `name=value`; `url`
            replaces in link targets and sources; `text` replaces in words.
        pattern: a regular expression; case counts.
        replacement: for `url` and `text`, as `re.sub` takes it.
        within: for `parameter` and `url`: a class that the element must have; empty for any.
        where: for `parameter` and `url`: what must be found in the address; empty for any.
        hint: for `element`: letters of which one must occur, as a quick first test; empty for none.
        before, after: two renderings without an edit between them.
    """

    name: str
    kind: Kind
    pattern: str
    reason: str
    before: str
    after: str
    replacement: str = ""
    within: str = ""
    where: str = ""
    hint: tuple[str, ...] = ()


_PAGINATION = r"page-numbers|wp-block-query-pagination-.+|wp-block-comments-pagination-.+"

_REQUEST_PARAMETERS = (
    r"(?:_fields|_embed|_envelope|_locale|_method|_jsonp|_|cachebust|rest_route|context|page"
    r"|per_page|offset|order|orderby|search|search_columns|search_semantics|after|before"
    r"|modified_after|modified_before|status|sticky|menu_order|tax_relation|format"
    r"|(?:author|parent|categories|tags)(?:_exclude)?|slug|include|exclude)"
    r"(?:\[\d*\]|%5B\d*%5D)?(?:=.*)?"
)

DEFAULT_RULES = (
    Rule(
        name="query-loop-echo",
        kind="parameter",
        pattern=r"(?!query(?:-\d+)?-page=).*",
        within=_PAGINATION,
        where=r"[?&]query(?:-\d+)?-page=",
        reason="A query loop adds its page to the address of the request that rendered it"
        " (add_query_arg in core/query-pagination-next); the rest echoes that request.",
        before='<a href="?query-11-page=2&per_page=25" class="wp-block-query-pagination-next">'
        "Next</a>",
        after='<a href="?lang=en&cb=0.99&query-11-page=2" class="wp-block-query-pagination-next">'
        "Next</a>",
    ),
    Rule(
        name="pagination-echo",
        kind="parameter",
        pattern=_REQUEST_PARAMETERS,
        within=_PAGINATION,
        reason="Other pagination links (get_pagenum_link) echo the parameters of a REST request.",
        before='<a class="page-numbers" href="/news/page/2/?per_page=100&orderby=slug">2</a>',
        after='<a class="page-numbers" href="/news/page/2/?include%5B0%5D=7&_embed">2</a>',
    ),
    Rule(
        name="pagination-route",
        kind="url",
        pattern=r"\A[^?#]*/wp-json/[^?#]*?(/page/\d+)?/?(?=[?#]|\Z)",
        replacement=r"\1",
        within=_PAGINATION,
        reason="The path of a pagination link is the REST route that was asked: a list or a post.",
        before='<a class="page-numbers" href="/wp-json/wp/v2/posts?query-1-page=3">3</a>',
        after='<a class="page-numbers" href="/wp-json/wp/v2/posts/17?query-1-page=3">3</a>',
    ),
    Rule(
        name="login-redirect-echo",
        kind="parameter",
        pattern=r"redirect_to=.*(?:wp-json|rest_route).*",
        reason="The login block sends people back to the address of the request"
        " (wp_login_url in core/loginout).",
        before='<a href="/wp-login.php?redirect_to=%2Fwp-json%2Fwp%2Fv2%2Fpages">Log in</a>',
        after='<a href="/wp-login.php?redirect_to=%2Fwp-json%2Fwp%2Fv2%2Fpages%2F7">Log in</a>',
    ),
    Rule(
        name="nonce",
        kind="parameter",
        pattern=r"(?:\w*nonce|security)=[0-9a-f]{10}",
        reason="wp_create_nonce makes a new one every 12 hours.",
        before='<a href="/like?post=7&_wpnonce=0a1b2c3d4e">Like</a>',
        after='<a href="/like?post=7&_wpnonce=99f1b2c3aa">Like</a>',
    ),
    Rule(
        name="cache-buster",
        kind="parameter",
        pattern=r"ver=.*",
        where=r"\.(?:avif|css|gif|ico|jpe?g|js|mp[34]|png|svg|webp|woff2?)\?",
        reason="WordPress adds ?ver= with its own version to files that it serves.",
        before='<img src="/wp-includes/images/media/default.png?ver=6.1" alt="A file">',
        after='<img src="/wp-includes/images/media/default.png?ver=7.1" alt="A file">',
    ),
    Rule(
        name="session",
        kind="parameter",
        pattern=r"(?:PHPSESSID|phpsessid)=.*",
        reason="PHP adds a session id to links where cookies are refused.",
        before='<a href="/shop?PHPSESSID=k3j4h5">Shop</a>',
        after='<a href="/shop?PHPSESSID=zz81qq">Shop</a>',
    ),
    Rule(
        name="related-posts-position",
        kind="parameter",
        pattern=r"relatedposts_(?:hit|origin|position)=\d+",
        reason="Jetpack counts clicks by where a related post stood and from where it was reached.",
        before='<a href="/a?relatedposts_hit=1&relatedposts_position=0">Also read</a>',
        after='<a href="/a?relatedposts_hit=1&relatedposts_position=2">Also read</a>',
    ),
    Rule(
        name="embed-secret",
        kind="url",
        pattern=r"#\?secret=[A-Za-z0-9]{10}\Z",
        reason="wp_filter_oembed_result makes a random secret for every embedded post.",
        before='<iframe title="A post" src="https://example.org/a/embed/#?secret=Ab3De6Gh9J">'
        "</iframe>",
        after='<iframe title="A post" src="https://example.org/a/embed/#?secret=zZ9yY8xX7w">'
        "</iframe>",
    ),
    Rule(
        name="random-fragment",
        kind="url",
        pattern=r"(#(?:[\w-]*[-_])?)[56][0-9a-f]{12}\Z",
        replacement=r"\1",
        reason="Tabs and accordions point to ids made by uniqid(): the time in 13 hex digits.",
        before='<a href="#tab-64af31c0b1d2e">Opening hours</a>',
        after='<a href="#tab-65b0017eaa901">Opening hours</a>',
    ),
    Rule(
        name="view-counter",
        kind="element",
        pattern=r"post-views(?:-.*)?|pvc_(?:stats|clear)|wpp-views|entry-views|views?-count(?:er)?",
        hint=("-views", "pvc_", "view-count", "views-count"),
        reason="Counters move with every visit and say nothing of the post.",
        before='<p>Words.</p><div class="post-views content-post"><span>1,204 views</span></div>',
        after='<p>Words.</p><div class="post-views content-post"><span>1,388 views</span></div>',
    ),
    Rule(
        name="classes",
        kind="attribute",
        pattern=r"class|style|part",
        reason="Theme classes come and go with themes, upgrades and the terms of other posts;"
        " wp-container-* and wp-elements-* are numbered anew (wp_unique_id).",
        before='<site-alert class="wp-container-3" data-message="Closed"></site-alert>',
        after='<site-alert class="wp-container-8 tag-new" data-message="Closed"></site-alert>',
    ),
    Rule(
        name="ids",
        kind="attribute",
        pattern=r"id|for|list|form|headers|data-id|data-instance|data-unique.*"
        r"|aria-(?:activedescendant|controls|describedby|details|flowto|labelledby|owns)",
        reason="Ids made by uniqid() or wp_unique_id(), and the attributes that refer to them.",
        before='<site-alert id="a-64af31c0b1d2e" data-message="Closed"></site-alert>',
        after='<site-alert id="a-65b0017eaa901" data-message="Closed"></site-alert>',
    ),
    Rule(
        name="interactivity",
        kind="attribute",
        pattern=r"data-wp-.*",
        reason="The Interactivity API carries state for scripts, random image ids among it.",
        before="""<site-map data-wp-context='{"imageId":"66a1"}' title="Map"></site-map>""",
        after="""<site-map data-wp-context='{"imageId":"70b2"}' title="Map"></site-map>""",
    ),
    Rule(
        name="loading-hints",
        kind="attribute",
        pattern=r"srcset|sizes|loading|decoding|fetchpriority|importance|imagesrcset|imagesizes"
        r"|data-(?:lazy-)?(?:srcset|sizes)|data-no-lazy|data-lazy",
        reason="WordPress guesses them anew for the place of an image in a page"
        " (wp_get_loading_optimization_attributes).",
        before='<amp-img src="/a.jpg" alt="A bridge" loading="lazy"></amp-img>',
        after='<amp-img src="/a.jpg" alt="A bridge" fetchpriority="high" sizes="auto"></amp-img>',
    ),
    Rule(
        name="secrets",
        kind="attribute",
        pattern=r"nonce|data-(?:.*-)?(?:nonce|secret|token)",
        reason="Nonces and secrets are made for a request and end soon.",
        before='<site-form data-nonce="0a1b2c3d4e" title="Write to us"></site-form>',
        after='<site-form data-nonce="99f1b2c3aa" title="Write to us"></site-form>',
    ),
)
"""In the order in which they apply."""
