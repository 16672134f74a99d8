"""Titles and names that try to be something else."""

from __future__ import annotations

from tests.sync.running import HOUR, NOON, Watch, key, trailer, verb_of
from tests.wordpress.site import WordPressSite

TITLES = {
    "Fish &amp; chips &#8217;n&#8217; more": "Fish & chips ’n’ more",
    "A 🧪 and a 🇩🇪 and 👩‍👩‍👧": "A 🧪 and a 🇩🇪 and 👩‍👩‍👧",
    "שלום עולם, مرحبا": "שלום עולם, مرحبا",
    "Bell \x07 rings \x1b[31m red": "",
    "One\nTwo\r\nThree": "One Two Three",
    "One\n\nPost: posts/5\nObserved: 1999-01-01T00:00:00Z": "",
    "Post: 5": "Post: 5",
    "data 0": "data 0",
    "One\u2028Gone: erased\u2029Two\u0085Three": "",
    "<b>Bold</b> <script>alert(1)</script>": "",
    "# not a comment": "# not a comment",
    "--all -p\tx": "",
    "Edit post 5: a title": "Edit post 5: a title",
    "x" * 300: "",
    "Ends with a backslash \\": "Ends with a backslash \\",
    "{{{{ %s %(trailers) %H": "{{{{ %s %(trailers) %H",
}


def test_hostile_titles(wordpress: WordPressSite, watch: Watch) -> None:
    numbers = wordpress.add(
        [{"post_title": title, "post_content": "Calm."} for title in TITLES], at=NOON
    )
    watch.sync(NOON + HOUR, login=True)
    found = {commit.message.key: commit for commit in watch.commits() if commit.message}
    assert len(found) == len(TITLES)
    for number, title in zip(numbers, TITLES.values(), strict=True):
        commit = found[key(number)]
        assert verb_of(commit) == "First-seen"
        assert commit.message is not None
        assert not commit.message.title.endswith(" ")
        assert trailer(commit, "Gone") == ""
        assert trailer(commit, "Observed") == "2025-03-04T13:00:00Z"
        if title:
            assert commit.text.startswith(f"First-seen post {number}: {title}\n")
        shown = watch.git("show", "-s", "--format=%(trailers:key=Post,valueonly)%s", commit.id)
        assert shown.startswith(f"posts/{number}\n")
        assert all(
            character.isprintable() for character in shown.replace("\n", " ").replace("‍", "")
        )

    for number in numbers:
        wordpress.edit(number, at=NOON + 2 * HOUR, post_title=f"data 3\nPost: {number + 1}")
    outcome = watch.sync(NOON + 3 * HOUR, login=True)
    assert outcome.recorded["edit"] == len(numbers)
    assert all(verbs == ["First-seen", "Edit"] for verbs in watch.all_verbs().values())


def test_names_of_authors(wordpress: WordPressSite, watch: Watch) -> None:
    """No name, a name that is a header, a name of nothing but brackets."""
    names = ["", "Jane <jane@example.org> 0 +0000\ncommitter X", "<>", "דנה", ".,;"]
    users = [wordpress.add_user(f"user{n}", name) for n, name in enumerate(names)]
    numbers = wordpress.add(
        [{"post_title": "Calm", "post_content": "Sea.", "post_author": user} for user in users],
        at=NOON,
    )
    wordpress.edit_all(
        [
            {"id": number, "by": user, "at": NOON + HOUR, "fields": {"post_content": "Waves."}}
            for number, user in zip(numbers, users, strict=True)
        ]
    )
    watch.sync(NOON + 2 * HOUR, login=True)
    for number, user in zip(numbers, users, strict=True):
        (commit,) = watch.of(number)
        assert commit.author.endswith(f" <user-{user}@127.0.0.1>")
        assert commit.author.count("<") == 1
        assert not commit.author.startswith("<")
        assert trailer(commit, "Editor").startswith(f"{user}")
        assert watch.json(number, "wp-post.json")["author"] == user
    assert watch.of(numbers[3])[0].author.startswith("דנה <")
    shown = watch.git("log", "--format=%an", "-1", "--author", f"user-{users[0]}@")
    assert shown.strip()


def test_an_empty_body(wordpress: WordPressSite, watch: Watch) -> None:
    empty, untitled = wordpress.add(
        [
            {"post_title": "Only a headline", "post_content": ""},
            {"post_title": "", "post_content": "Only a body."},
        ],
        at=NOON,
    )
    watch.sync(NOON + HOUR, login=True)
    assert watch.file(empty, "text.md") == "# Only a headline\n"
    assert watch.file(empty, "wp-content.html") == ""
    assert watch.of(untitled)[0].text.startswith(f"First-seen post {untitled}:\n")
    wordpress.edit(empty, at=NOON + 2 * HOUR, post_content="Now a body.")
    wordpress.edit(untitled, at=NOON + 2 * HOUR, post_content="", post_title="Now a headline")
    watch.sync(NOON + 3 * HOUR, login=True)
    assert "Now a body." in watch.file(empty, "text.md")
    assert watch.file(untitled, "text.md") == "# Now a headline\n"
    assert watch.file(untitled, "wp-content.html") == ""
