"""links-changed-to-other-domain: a link leads to another domain, under the same words."""

from __future__ import annotations

import pytest

from tests.audit.rules.building import Step, find, post, site
from tracker.audit.domains import is_under, registrable

NAME = "links-changed-to-other-domain"
HERE = site(host="www.news.example")
TEXT = "It stands in [the report]({0}), and in [the plan]({1})."


def linked(at: str, *targets: str) -> Step:
    """Let the two links of the text lead somewhere."""
    return Step(at=at, text=TEXT.format(*targets))


FIRST = linked("2024-05-02T08:10", "https://port.example/report", "https://port.example/plan")


def test_the_same_words_lead_elsewhere() -> None:
    step = linked("2024-05-02T10:00", "https://casino.example/x", "https://port.example/plan")
    (found,) = find(NAME, post(FIRST, step, of=HERE))
    assert found.words == (
        "has 1 link that now leads to casino.example and led to port.example: “the report”"
    )
    assert found.detail == "port.example -> casino.example"
    assert "“the report”: https://port.example/report -> https://casino.example/x" in found.evidence


def test_links_between_the_same_domains_are_one_finding() -> None:
    step = linked("2024-05-02T10:00", "https://casino.example/x", "https://a.casino.example/y")
    (found,) = find(NAME, post(FIRST, step, of=HERE))
    assert found.words.startswith("has 2 links that now lead to casino.example and led to port")


@pytest.mark.parametrize(
    "target",
    [
        "http://www.port.example/report",  # the same domain
        "https://docs.port.example/other",
        "https://news.example/report",  # the site itself
        "/report",
        "mailto:port@casino.example",
    ],
)
def test_the_same_domain_the_own_one_or_no_address_of_the_web(target: str) -> None:
    step = linked("2024-05-02T10:00", target, "https://port.example/plan")
    assert not find(NAME, post(FIRST, step, of=HERE))


def test_a_trusted_domain_is_none() -> None:
    step = linked("2024-05-02T10:00", "https://web.archive.org/x", "https://port.example/plan")
    assert find(NAME, post(FIRST, step, of=HERE))
    assert not find(NAME, post(FIRST, step, of=HERE), domains=("archive.org",))


def test_other_words_or_a_new_link_are_none() -> None:
    worded = Step(
        at="2024-05-02T10:00",
        text="It stands in [a paper](https://casino.example/x), and in "
        "[the plan](https://port.example/plan).",
    )
    assert not find(NAME, post(FIRST, worded, of=HERE))
    plain = Step(at="2024-05-02T08:10", text="It stands in the report.")
    new = Step(at="2024-05-02T10:00", text="It stands in [the report](https://casino.example/x).")
    assert not find(NAME, post(plain, new, of=HERE))


def test_no_link_there_any_more_resolves_it() -> None:
    step = linked("2024-05-02T10:00", "https://casino.example/x", "https://port.example/plan")
    back = linked("2024-05-02T12:00", "https://port.example/report", "https://port.example/plan")
    other = Step(at="2024-05-02T12:00", fields={"sticky": True})
    assert find(NAME, post(FIRST, step, other, of=HERE), 1)
    assert not find(NAME, post(FIRST, step, back, of=HERE), 1)
    assert not find(NAME, post(FIRST, step, back, step, of=HERE), 1)


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("a.b.port.example", "port.example"),
        ("news.port.co.uk", "port.co.uk"),
        ("co.uk", "co.uk"),
        ("www.t.co", "t.co"),
        ("127.0.0.1", "127.0.0.1"),
    ],
)
def test_the_domain_that_somebody_registered(host: str, domain: str) -> None:
    assert registrable(host) == domain


def test_a_host_stands_under_whole_names_only() -> None:
    assert is_under("a.port.example", "*.port.example")
    assert not is_under("import.example", "port.example")
    assert not is_under("port.example", "")
