"""Noise rules: each drops what its example shows, is needed for it, and drops no more."""

from __future__ import annotations

import pytest

from tracker.errors import ConfigError
from tracker.text import DEFAULT_NOISE, Noise, Rule, read_document


@pytest.mark.parametrize("rule", DEFAULT_NOISE.rules, ids=lambda rule: rule.name)
def test_example_of_rule_is_no_edit(rule: Rule) -> None:
    before = read_document(rule.before, title="T")
    after = read_document(rule.after, title="T")
    assert before == after
    assert before.text != "# T\n"


@pytest.mark.parametrize("rule", DEFAULT_NOISE.rules, ids=lambda rule: rule.name)
def test_rule_is_needed_for_its_example(rule: Rule) -> None:
    others = Noise(tuple(one for one in DEFAULT_NOISE.rules if one is not rule))
    before = read_document(rule.before, title="T", noise=others)
    after = read_document(rule.after, title="T", noise=others)
    assert before.comparison != after.comparison


def test_names_of_rules_are_unique() -> None:
    names = [rule.name for rule in DEFAULT_NOISE.rules]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="https://example.org/list?page=2">x</a>',
         '<a href="https://example.org/list?page=3">x</a>'),
        ('<a href="/a?per_page=5">x</a>', '<a href="/a?per_page=6">x</a>'),
        ('<a href="/wp-json/wp/v2/posts?context=view">x</a>',
         '<a href="/wp-json/wp/v2/posts">x</a>'),
        (
            '<a class="wp-block-query-pagination-next" href="?query-3-page=2">x</a>',
            '<a class="wp-block-query-pagination-next" href="?query-3-page=3">x</a>',
        ),
        ('<a class="page-numbers" href="/news/page/2/">x</a>',
         '<a class="page-numbers" href="/news/page/3/">x</a>'),
        ('<a href="/file?ver=1">x</a>', '<a href="/file?ver=2">x</a>'),
        ('<a href="#part-2">x</a>', '<a href="#part-3">x</a>'),
        ('<a href="/a?_wpnonce=why">x</a>', '<a href="/a?_wpnonce=not">x</a>'),
        ('<p class="reviews">4 views</p>', '<p class="reviews">5 views</p>'),
        ('<img src="/a.jpg" alt="A">', '<img src="/a.jpg" alt="B">'),
        ('<img src="/a.jpg" alt="A">', '<img src="/b.jpg" alt="A">'),
        ('<site-alert data-message="Closed"></site-alert>',
         '<site-alert data-message="Open"></site-alert>'),
    ],
)  # fmt: skip
def test_what_people_made_counts(before: str, after: str) -> None:
    assert read_document(before, title="T") != read_document(after, title="T")
    one, two = read_document(before, title="T"), read_document(after, title="T")
    assert one.comparison != two.comparison


def test_echo_is_not_shown_either() -> None:
    html = (
        '<a class="wp-block-query-pagination-next"'
        ' href="/wp-json/wp/v2/pages?per_page=25&#038;query-11-page=2&#038;orderby=slug">Next</a>'
    )
    assert read_document(html, title="T").text == "# T\n\n[Next](?query-11-page=2)\n"


def test_rules_can_be_added() -> None:
    rule = Rule(
        name="reading-time",
        kind="text",
        pattern=r"\d+ min read",
        replacement="",
        reason="A plugin guesses it.",
        before="<p>Words. 3 min read</p>",
        after="<p>Words. 4 min read</p>",
    )
    noise = DEFAULT_NOISE.extended([rule])
    before = read_document(rule.before, title="T", noise=noise)
    assert before == read_document(rule.after, title="T", noise=noise)
    assert before.text == "# T\n\nWords.\n"


def test_elements_can_be_added() -> None:
    rule = Rule(
        name="ticker",
        kind="element",
        pattern="stock-ticker",
        reason="It moves all day.",
        before='<div class="a stock-ticker"><div>1</div></div><p>x</p>',
        after='<div class="stock-ticker b"><div>2</div><div>3</div></div><p>x</p>',
    )
    noise = DEFAULT_NOISE.extended([rule])
    assert read_document(rule.before, title="T", noise=noise).text == "# T\n\nx\n"
    assert read_document(rule.after, title="T", noise=noise).text == "# T\n\nx\n"


def test_bad_pattern_is_told_by_name() -> None:
    with pytest.raises(ConfigError, match="mine"):
        DEFAULT_NOISE.extended(
            [Rule(name="mine", kind="url", pattern="(", reason="", before="", after="")]
        )


def test_rerendered_block_markup_is_no_edit() -> None:
    before = (
        '<div class="wp-container-1 wp-elements-0a1b wp-block-group is-layout-flow">'
        '<figure data-wp-context=\'{"imageId":"66a1"}\' class="wp-lightbox-container">'
        '<img loading="lazy" srcset="/a-300.jpg 300w" src="/a.jpg" alt="Bridge"/></figure></div>'
    )
    after = (
        '<div class="wp-container-9 wp-block-group">'
        '<figure data-wp-context=\'{"imageId":"70b2"}\'>'
        '<img decoding="async" fetchpriority="high" sizes="auto" src="/a.jpg" alt="Bridge">'
        "</figure></div>"
    )
    assert read_document(before, title="T") == read_document(after, title="T")


def test_hidden_mail_address_is_the_same_under_every_key() -> None:
    def hidden(key: int) -> str:
        code = bytes([key, *(byte ^ key for byte in b"desk@example.org")]).hex()
        return (
            f'<p>Write to <a href="/cdn-cgi/l/email-protection#{code}"><span class="__cf_email__"'
            f' data-cfemail="{code}">[email&#160;protected]</span></a>.</p>'
        )

    one = read_document(hidden(0x42), title="T")
    assert one == read_document(hidden(0x17), title="T")
    assert one.text == "# T\n\nWrite to [desk@example.org](mailto:desk@example.org).\n"
