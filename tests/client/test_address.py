"""Addresses are read with suspicion, and name folders safely."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import ConfigError
from tracker.wordpress.address import (
    archive_name,
    bypasses_proxy,
    origin_of,
    parse_address,
    place_of,
    shown,
)
from tracker.wordpress.failures import failure_of


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("example.org", "https://example.org/"),
        (" https://www.example.org/a/b?c=d#e ", "https://www.example.org/a/b?c=d"),
        ("http://Example.ORG", "http://example.org/"),
        ("127.0.0.1:8080/blog", "http://127.0.0.1:8080/blog"),
        ("localhost", "http://localhost/"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
    ],
)
def test_what_is_typed_becomes_an_address(typed: str, address: str) -> None:
    assert parse_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    ["", "ftp://example.org/", "https://", "http://[::1", "file:///etc/passwd", "https://x:y/"],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(ConfigError, match="not a web address"):
        parse_address(typed)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(ConfigError) as caught:
        parse_address("https://ada:secret@example.org/")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("typed", "path", "name"),
    [
        ("https://www.example.org/2025/post/", "/", "www.example.org"),
        ("https://example.org/blog/post/", "/blog/", "example.org_blog"),
        ("http://example.org:80/", "", "example.org"),
        ("http://127.0.0.1:8080/", "/", "127.0.0.1_8080"),
        ("https://example.org/", "/a/b/", "example.org_a_b"),
        ("http://[::1]:81/", "/", "0000-0000-0000-0000-0000-0000-0000-0001_81"),
    ],
)
def test_archives_are_named_after_what_was_typed(typed: str, path: str, name: str) -> None:
    assert archive_name(typed, path).startswith(name)
    assert archive_name(typed, path)[len(name) :] in {"", *re.findall(r"-[0-9a-f]{8}\Z", name)}


@given(st.text(min_size=1, max_size=200))
def test_no_path_leaves_the_folder(path: str) -> None:
    assert re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,120}", archive_name("https://example.org/", path))


def test_names_that_lose_characters_do_not_meet() -> None:
    names = {archive_name("https://example.org/", path) for path in ("/Ä/", "/Ö/", "/A/", "/a/")}
    assert len(names) == 4


@pytest.mark.parametrize(
    ("url", "loopback"),
    [
        ("http://127.0.0.1/", True),
        ("http://127.8.9.1:99/", True),
        ("http://[::1]/", True),
        ("http://localhost/", True),
        ("http://localhost.example.org/", False),
        ("http://127.0.0.1.example.org/", False),
        ("http://10.0.0.1/", False),
        ("http://0x7f.1/", False),
    ],
)
def test_loopback_is_this_machine_only(url: str, loopback: bool) -> None:
    assert origin_of(url).is_loopback is loopback


@pytest.mark.parametrize(
    ("here", "there", "leads"),
    [
        ("http://example.org/", "https://example.org/", True),
        ("https://example.org/", "http://example.org/", False),
        ("http://example.org/", "https://example.org:8443/", False),
        ("http://example.org:8080/", "https://example.org:8080/", True),
        ("https://example.org/", "https://www.example.org/", False),
        ("https://example.org/", "https://example.org:443/x", True),
        ("https://example.org/", "https://example.org./x", True),
    ],
)
def test_where_an_answer_may_lead(here: str, there: str, leads: bool) -> None:
    assert origin_of(here).leads_to(origin_of(there)) is leads


@pytest.mark.parametrize(
    ("host", "no_proxy", "bypasses"),
    [
        ("example.org", "", False),
        ("example.org", "other.org, example.org", True),
        ("www.example.org", ".example.org", True),
        ("badexample.org", "example.org", False),
        ("10.1.2.3", "10.0.0.0/8", True),
        ("example.org", "*", True),
        ("example.org", "example.org:443", True),
    ],
)
def test_which_hosts_need_no_proxy(host: str, no_proxy: str, bypasses: bool) -> None:
    assert bypasses_proxy(host, no_proxy) is bypasses


@given(st.text())
def test_what_is_shown_is_one_printable_line(text: str) -> None:
    line = shown(text)
    assert len(line) <= 200
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", line)


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("http://h/wp-json/?_fields=name,description&_locale=user", "http://h/wp-json/"),
        ("http://h/?rest_route=/wp/v2/posts&include=1,2", "http://h/?rest_route=/wp/v2/posts"),
        ("http://h/wp-json/wp/v2/posts", "http://h/wp-json/wp/v2/posts"),
    ],
)
def test_people_read_what_was_asked_without_its_parameters(url: str, place: str) -> None:
    assert place_of(url) == place
    assert str(failure_of(url, ConnectionRefusedError())) == (
        f"{place} refuses connections; no web server answers there."
    )
