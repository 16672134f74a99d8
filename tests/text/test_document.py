"""How rendered content reads in text.md."""

from __future__ import annotations

import time

import pytest

from tracker.text import read_document


def body(html: str, language: str = "en") -> str:
    text = read_document(html, title="T", language=language).text
    assert text.startswith("# T\n")
    assert text.endswith("\n")
    return text[len("# T\n\n") : -1]


def differ(before: str, after: str) -> bool:
    one, two = read_document(before, title="T"), read_document(after, title="T")
    return one.comparison != two.comparison


BLOCKS = {
    "title only": ("", ""),
    "sentences": ("<p>It rains. It pours.</p><p>Sun.</p>", "It rains.\nIt pours.\n\nSun."),
    "headings": ("<h2>Why &amp; how</h2><h4>So. It is</h4>", "## Why & how\n\n#### So. It is"),
    "link": ('<p>See <a href="/x?a=1&amp;b=2">the  list</a>.</p>', "See [the list](/x?a=1&b=2)."),
    "link with brackets": ('<a href="/a_(b) c">x</a>', "[x](/a_%28b%29%20c)"),
    "link stays in a line": ('<p><a href="/x">One. Two.</a> Go on.</p>', "[One. Two.](/x)\nGo on."),
    "space leaves the link": ('<p>a<a href="/x"> b </a>c</p>', "a [b](/x) c"),
    "image": ('<p><img src="/a.jpg" alt="A bridge"></p>', "![A bridge](/a.jpg)"),
    "image in a sentence": ('<p>a <img src="/a.jpg" alt=""> b</p>', "a\n![](/a.jpg)\nb"),
    "lazy image": ('<img src="data:image/gif;base64,R0" data-src="/a.jpg" alt="A">',
                   "![A](/a.jpg)"),
    "emoji image": ('<p>Hi <img class="emoji" alt="🎉" src="/e.svg"></p>', "Hi 🎉"),
    "caption": (
        '<figure><img src="/a.jpg" alt="A"><figcaption>Old bridge</figcaption></figure>',
        "![A](/a.jpg)\nOld bridge",
    ),
    "lists": (
        "<ul><li>One<li>Two. Three<ul><li>Deep</ul></ul><p>x</p><ol start=3><li>a<li>b</ol>",
        "- One\n- Two.\n  Three\n  - Deep\n\nx\n\n3. a\n3. b",
    ),
    "entry of two paragraphs": ("<ul><li><p>a</p><p>b</p></ul>", "- a\n\n  b"),
    "quote": ("<blockquote><p>A. Be it.</p><p>C</p></blockquote>", "> A. Be it.\n>\n> C"),
    "list in quote": ("<blockquote><ul><li>a<li>b</ul></blockquote>", "> - a\n> - b"),
    "table": (
        "<table><caption>Rain</caption><tr><th>Day<th>mm<tr><td>Mo<td>3|4<tr><td><td></table>",
        "Rain\n\n| Day | mm |\n| --- | --- |\n| Mo | 3\\|4 |",
    ),
    "code": ("<pre>if x:\n    y = '```'\n</pre>", "````\nif x:\n    y = '```'\n````"),
    "code in a line": ("<p>Run <code>a -b</code></p>", "Run `a -b`"),
    "breaks": ("<p>One<br>two<br><br>three</p>", "One\ntwo\n\nthree"),
    "rule": ("<p>a</p><hr><p>b</p>", "a\n\n---\n\nb"),
    "definitions": ("<dl><dt>Term<dd>Sense<dt>B<dd>C</dl>", "Term\n: Sense\n\nB\n: C"),
    "details": ("<details><summary>More</summary><p>Text</p></details>", "More\n\nText"),
    "iframe": ('<iframe src="//v/1" title="Tour"><p>no</p></iframe>', "[embed: Tour](//v/1)"),
    "media": ('<video src="/a.mp4"></video><audio src="/b.mp3"></audio>',
              "[video](/a.mp4)\n[audio](/b.mp3)"),
    "struck out": ("<p><s>5</s> <del>6</del> 7</p>", "~~5~~ ~~6~~ 7"),
    "raised": ("<p>10<sup>6</sup> m<sup>2</sup>, 1<sup>st</sup>, CO<sub>2</sub></p>",
               "10⁶ m², 1st, CO2"),
    "quoted": ("<p><q>So</q></p>", "“So”"),
    "scripts": ("<p>a</p><script>b</script><style>c</style><!-- d --><template>e</template>", "a"),
    "noscript": ('<img src="/a.jpg" alt="A"><noscript><img src="/a.jpg" alt="A"></noscript>',
                 "![A](/a.jpg)"),
    "custom words": (
        '<site-alert data-message="Closed &lt;b&gt;today&lt;/b&gt;. See'
        ' &lt;a href=&quot;/x&quot;&gt;why&lt;/a&gt;" title="Alert" data-n="3"></site-alert>'
        "<p>x</p>",
        "Closed today.\nSee [why](/x)\n\nAlert\n\nx",
    ),
    "icon link": ('<a href="/m" aria-label="Menu"><svg><path d="M0"></path></svg></a>',
                  "[Menu](/m)"),
    "field": ('<form><input placeholder="Name"><input type=hidden value=1>'
              "<input type=submit value=Send></form>", "Name Send"),
    "loose text": ("Loose <b>text</b><div>in a div</div>after", "Loose text\n\nin a div\n\nafter"),
    "card": ('<a href="/x"><h3>Head</h3><p>Words</p></a>', "### [Head](/x)\n\nWords"),
    "emphasis over blocks": ("<b><p>a</p><p>b</p></b>", "a\n\nb"),
    "odd spaces": ("<p>5\u202f000\u00a0€ \u200bnow</p>", "5 000 € now"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(BLOCKS))
def test_block(name: str) -> None:
    html, expected = BLOCKS[name]
    assert body(html) == expected


def test_long_data_addresses_are_told_apart_by_digest() -> None:
    one, two = (f'<img src="data:image/png;base64,{letter * 400}">' for letter in "AB")
    assert len(body(one)) < 80
    assert body(one) != body(two)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p># Not a heading</p>", "\\# Not a heading"),
        (
            "<p>- no entry<br>&gt; no quote<br>1. no step</p>",
            "\\- no entry\n\\> no quote\n1\\. no step",
        ),
        ("<p>| no | row |</p>", "\\| no | row |"),
        ("<p>```</p><p>---</p><p>===</p>", "\\`\\`\\`\n\n\\---\n\n\\==="),
        ("<p>[no](link) `no code` &lt;b&gt;</p>", "[no]\\(link) \\`no code\\` \\<b>"),
        ("<p>[no]<i>(link)</i></p>", "[no]\\(link)"),
        ("<p>\\# Already escaped</p>", "\\\\# Already escaped"),
        ("<p>a &lt; b, #tag, -5, 3.5, * </p>", "a < b, #tag, -5, 3.5, *"),
    ],
)
def test_words_cannot_forge_structure(html: str, expected: str) -> None:
    assert body(html) == expected


def test_title_is_decoded_and_one_line() -> None:
    assert read_document("", title="A &#038; B\n# c\x07 &#8217;").text == "# A & B # c ’\n"
    assert read_document("<p>x</p>", title="").text == "# (no title)\n\nx\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>a b</p>", "<p>a c</p>"),
        ("<p>a, b</p>", "<p>a b</p>"),
        ("<p>a</p><p>b</p>", "<p>b</p><p>a</p>"),
        ("<h2>a</h2>", "<h3>a</h3>"),
        ("<p># a</p>", "<h1>a</h1>"),
        ("<p>- a</p>", "<ul><li>a</ul>"),
        ("<p>a</p>", "<p><strong>a</strong></p>"),
        ("<p>a b</p>", "<p>a<br>b</p>"),
        ("<p>a</p>", "<p hidden>a</p>"),
        ("<p>a</p>", '<p style="display: none">a</p>'),
        ("<p>a</p>", '<p title="b">a</p>'),
        ('<a href="/x">a</a>', '<a href="/y">a</a>'),
        ('<a href="/x">a</a>', '<a rel="sponsored" href="/x">a</a>'),
        ('<img src="/a" alt="b">', '<img src="/a" alt="c">'),
        ("<p>10<sup>6</sup></p>", "<p>106</p>"),
        ("<pre>a  b</pre>", "<pre>a b</pre>"),
        ('<pre><a href="/x">a</a></pre>', '<pre><a href="/y">a</a></pre>'),
        ("<table><tr><td>a<td>b</table>", "<table><tr><td>a b</table>"),
        ('<iframe src="/a"></iframe>', '<iframe src="/b"></iframe>'),
    ],
)
def test_is_an_edit(before: str, after: str) -> None:
    assert differ(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>a</p>", '<div class="x"><p id="y" data-z="1">a</p></div>'),
        ("<p>a b</p>", "<p>a\n  b </p>\n"),
        ("<p>a b</p>", "<p>a&nbsp;b</p>"),
        ("<p><b>a</b></p>", "<p><strong>a</strong></p>"),
        ("<p>a<b> b</b></p>", "<p>a <b>b</b></p>"),
        ("<p>a<br><br>b</p>", "<p>a</p><p>b</p>"),
        ("<p>a</p>", "<p>a<br></p><p> </p><!-- c -->"),
        ("<p>’</p>", "<p>&#8217;</p>"),
        ('<a target="_blank" rel="noopener" href="/x">a</a>', '<a href="/x">a</a>'),
        ("<p>a</p><script>1</script>", "<p>a</p><script>2</script>"),
    ],
)
def test_is_no_edit(before: str, after: str) -> None:
    assert read_document(before, title="T") == read_document(after, title="T")


DAMAGED = (
    "\n\nThe mayor<\\a> spoke twice</a> on Monday, he said. He \u00a0left.</p>\n\n"
    "“We go on,” she</em> said.</p>\n\nWhat next</h2>\n\nFirst</li>\nSecond</li>\n</ul>\n\n"
    "Updated: 2:15 p.m.</em></p>\n"
)


def test_lost_opening_tags() -> None:
    assert body(DAMAGED.replace("<\\a>", "")) == (
        "The mayor spoke twice on Monday, he said.\nHe left.\n\n“We go on,” she said.\n\n"
        "## What next\n\n- First\n- Second\n\nUpdated: 2:15 p.m."
    )


def test_all_tags_lost() -> None:
    assert body("\n\nOne. Two\nmore.\n\nThree.\n") == "One.\nTwo more.\n\nThree."


def test_a_stray_end_in_whole_content_does_no_harm() -> None:
    assert body("<p>a</p></p><pre>x\n\ny</pre>") == "a\n\n```\nx\n\ny\n```"


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 10_000 + "deep",
        "<ul><li>" * 10_000 + "deep",
        "<blockquote>" * 10_000 + "deep",
        "<table><tr><td>" * 3_000 + "deep",
        "<span>" * 10_000 + "deep",
        "<b>" * 10_000 + "deep",
        "".join(f"<font x{n}><p>" for n in range(5_000)) + "deep",
        "<table>" + "".join(f"<b x{n}>" for n in range(300)) + "x<tr>" * 5_000 + "</table>deep",
        "<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">deep",
        "<p>deep " + "Words and more words. " * 50_000,
        "<p>deep" + "<a" * 100_000,
        "deep" + "</p>\n\n" * 50_000,
    ],
    ids=lambda html: html[:24],
)  # fmt: skip
def test_hostile_content_is_read_in_bounded_time(html: str) -> None:
    start = time.process_time()
    assert "deep" in body(html)
    assert time.process_time() - start < 5
