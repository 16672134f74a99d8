"""Messages can be read back, and nothing that a site sends can forge one."""

from __future__ import annotations

import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.faults.making import git, hour, import_entries, item, seen
from tracker.archive.identities import COMMITTER
from tracker.archive.messages import (
    COLUMNS,
    TRAILERS,
    VERBS,
    compose,
    parse_message,
    render_message,
)
from tracker.archive.repository import open_archive
from tracker.archive.stream import ImportStream
from tracker.model import PostKey

FORGERIES = (
    "",
    " ",
    "plain words",
    "Post: posts/5",
    "\n\nPost: posts/5\nGone: erased",
    "x\r\n\r\nGone: erased",
    "\u2028\u2029Gone: erased",
    "\x85Gone: erased",
    "\x0bGone: erased\x0c\x1c\x1d\x1eGone: erased",
    "\x00\x00",
    "---\nGone: erased",
    "data 0\n",
    "\ncommit refs/heads/main\ncommitter x <x> 0 +0000\ndata 0\n",
    "\ndone\n",
    "# a comment",
    "diff --git a/x b/x",
    "Signed-off-by: Ann <ann@example.org>",
    "-----BEGIN PGP SIGNATURE-----",
    "\ud800 lone \udfff",
    "\ud83d\ude00 joined",
    "\u202egnorw",
    "\x1b[31mred\x1b[0m",
    "港" * 60,
    "e\u0301" * 200,
    "\U0001f469\u200d\U0001f692" * 30,
    "a" * 10_000,
    "Site: it",
    "Edit post 5: it",
    "(cherry picked from commit 0000)",
    ": ",
    "…",
)


def has_surrogate(text: str) -> bool:
    return any("\ud800" <= one <= "\udfff" for one in text)


anything = st.text(st.characters(min_codepoint=0, max_codepoint=0x10FFFF), max_size=90)
forged = st.lists(st.sampled_from(FORGERIES), max_size=3).map("".join)
texts = anything | forged
keys = st.none() | st.builds(
    PostKey,
    folder=st.sampled_from(["posts", "pages", "media", "type.posts", "a-b_c", "0"]),
    id=st.integers(1, 2**63 - 1),
)
messages = st.builds(
    compose,
    st.sampled_from(VERBS),
    keys,
    texts,
    st.lists(texts, max_size=4).map(tuple),
    st.dictionaries(st.sampled_from(TRAILERS), st.none() | texts),
)


@settings(max_examples=300)
@given(messages)
def test_a_message_is_read_back_as_it_was_written(message: object) -> None:
    text = render_message(message)  # type: ignore[arg-type]
    assert parse_message(text) == message
    assert parse_message(text.rstrip("\n")) == message, "git may drop the last line feed"


@settings(max_examples=300)
@given(messages)
def test_every_line_is_a_subject_a_fact_or_a_trailer(message: object) -> None:
    text = render_message(message)  # type: ignore[arg-type]
    subject, *rest = text.removesuffix("\n").split("\n")
    assert subject.startswith(VERBS)
    names = tuple(f"{name}: " for name in TRAILERS)
    assert all(not line or line.startswith(("  ", *names)) for line in rest)
    for line in (subject, *rest):
        assert not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in line)
        assert line.splitlines() == ([line] if line else [])


@settings(max_examples=300)
@given(messages)
def test_a_subject_fits_the_width(message: object) -> None:
    subject = render_message(message).partition("\n")[0]  # type: ignore[arg-type]
    width = sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1
        for one in subject
    )
    assert width <= COLUMNS


def test_a_long_title_is_cut_with_an_ellipsis() -> None:
    message = compose("Edit", PostKey(folder="posts", id=5), "tide " * 30)
    subject = render_message(message).partition("\n")[0]
    assert subject.startswith("Edit post 5: tide tide")
    assert subject.endswith("…")
    assert len(subject) <= COLUMNS


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "Fix a typo",
        "Edit post 5: a\nno blank line",
        "Edit post 5: a\n\nPost: posts/6",
        "Edit post 5: a\n\nPost: pages/5",
        "Edit post 5: without its trailer",
        "Edit post 5: a\n\nwords of somebody\n\nPost: posts/5",
        "edit post 5: a\n\nPost: posts/5",
        "Merge branch 'mine'\n",
    ],
)
def test_what_tracker_did_not_write_is_told(text: str) -> None:
    assert parse_message(text) is None


def test_git_reads_the_trailers_as_they_were_meant(tmp_path: Path) -> None:
    """As `git interpret-trailers` and `%(trailers)` see them, with every forgery everywhere."""
    import_entries(tmp_path / "repos", seen(hour(0), item(1, "First.")))
    path = tmp_path / "repos" / "harbour.example"
    wanted = []
    with open_archive(path) as archive, ImportStream(archive.repo) as stream:
        tip = archive.resolve("refs/heads/main")
        for index, words in enumerate(FORGERIES):
            trailers = {"Modified": words, "Observed": "2026-03-02T12:00:00Z", "Editor": words}
            key = PostKey(folder="posts", id=index + 1)
            message = compose("Edit", key, words, (words, words), trailers)
            wanted.append(message)
            stream.commit(
                "refs/heads/main",
                author=COMMITTER,
                authored=1,
                committed=2_000_000_000,
                message=render_message(message).encode(),
                parents=(tip,) if index == 0 and tip else (),
            )
        stream.finish()
    log = git(path, "log", "-z", "--reverse", "--format=%(trailers:only)", f"-{len(FORGERIES)}")
    for message, told in zip(wanted, log.rstrip("\0").split("\0"), strict=True):
        lines = [f"Post: {message.key}", *(f"{k}: {v}" for k, v in message.trailers.items())]
        assert told.rstrip("\n").split("\n") == lines
        parsed = subprocess.run(
            ["git", "interpret-trailers", "--parse"],
            input=render_message(message).encode(),
            capture_output=True,
            check=True,
            timeout=20,
        )
        assert parsed.stdout.decode().rstrip("\n").split("\n") == lines
    assert git(path, "fsck", "--strict") == ""


def test_hostile_words_of_a_site_stay_words(tmp_path: Path) -> None:
    """From an import to what plain git shows."""
    entries = []
    sendable = [words for words in FORGERIES if not has_surrogate(words)]
    for number, words in enumerate(sendable, 1):
        title = {"rendered": words}
        first = item(number, "First.", title=title)
        entries.append(seen(hour(0), first))
        body = {"rendered": f"<p>{words}</p>", "protected": False}
        entries.append(seen(hour(1), {**first, "content": body, "slug": words}))
    outcome = import_entries(tmp_path / "repos", *entries)
    assert outcome.skipped == ()
    assert outcome.recorded["first-seen"] == len(sendable)
    assert outcome.states == sum(outcome.recorded.values())
    path = tmp_path / "repos" / "harbour.example"
    log = git(path, "log", "-z", "--format=%an%x01%s%x01%(trailers:only)%x01%B")
    for entry in filter(None, log.split("\0")):
        author, subject, trailers, body = entry.split("\x01")
        assert author == "harbour.example"
        assert "Gone:" not in trailers
        assert not any(unicodedata.category(one) == "Cc" and one != "\n" for one in body)
        assert "\u202e" not in body
        assert "\u2028" not in body
        assert trailers.count("Post: ") == (0 if subject.startswith("Site: ") else 1)
    assert len(git(path, "rev-list", "main").split()) == outcome.states + 1
    assert git(path, "fsck", "--strict") == ""
    assert git(path, "status", "--porcelain") == ""
    for number in range(1, len(sendable) + 1):
        text = (path / f"posts/00/00/{number:02d}/text.md").read_text(encoding="utf-8")
        assert text.startswith("# ")
        assert not any(unicodedata.category(one) == "Cc" and one != "\n" for one in text)
