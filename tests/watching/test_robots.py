"""robots.txt, as RFC 9309 reads it."""

from __future__ import annotations

import time

import pytest

from tracker.watching.robots import parse_robots

API = "/wp-json/wp/v2/posts"


@pytest.mark.parametrize(
    ("text", "permitted"),
    [
        ("", True),
        ("User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n", True),
        ("User-agent: *\nDisallow: /wp-json/\n", False),
        ("User-agent: *\nDisallow:\n", True),
        ("User-agent: *\nDisallow: /\n", False),
        ("user-agent: *\r\nDISALLOW: /wp-json # no programs\r\n", False),
        ("User-agent: otherbot\nDisallow: /\n", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Tracker/2.0\nDisallow: /private/\n", True),
        ("User-agent: *\n\nUser-agent: otherbot\nDisallow: /\n", False),
        ("User-agent: tracker\nDisallow: /a\nUser-agent: b\nDisallow: /\nUser-agent: tracker\n"
         "Disallow: /wp-json/\n", False),
        ("User-agent: *\nDisallow: /wp-json/\nAllow: /wp-json/wp/v2/\n", True),
        ("User-agent: *\nAllow: /wp-json/\nDisallow: /wp-json/\n", True),
        ("User-agent: *\nDisallow: /*/wp/v2/\n", False),
        ("User-agent: *\nDisallow: /*/v2$\n", True),
        ("User-agent: *\nDisallow: /*posts$\n", False),
        ("User-agent: *\nDisallow: /%77p-json/\n", False),
        ("\ufeffUser-agent: *\nDisallow: /wp-json/\n", False),
        ("Disallow: /\n", True),
        ("<html><body>Not found: /</body></html>", True),
    ],
)  # fmt: skip
def test_rules(text: str, permitted: bool) -> None:
    assert parse_robots(text).permits(API) is permitted


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("User-agent: *\nCrawl-delay: 10\n", 10.0),
        ("User-agent: *\nCrawl-delay: 0.5\nDisallow: /x\n", 0.5),
        ("User-agent: otherbot\nCrawl-delay: 10\n", None),
        ("User-agent: *\nCrawl-delay: soon\n", None),
        ("User-agent: *\nCrawl-delay: 1\n\nUser-agent: tracker\nCrawl-delay: 5\n", 5.0),
    ],
)
def test_crawl_delay(text: str, delay: float | None) -> None:
    assert parse_robots(text).crawl_delay == delay


def test_a_hostile_pattern_takes_no_time() -> None:
    robots = parse_robots("User-agent: *\nDisallow: /" + "*a" * 5000 + "$\n")
    begun = time.perf_counter()
    assert robots.permits("/" + "a" * 4000 + "b")
    assert time.perf_counter() - begun < 1
