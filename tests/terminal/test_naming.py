"""Posts and moments are found by what people type, and ambiguity is told."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.running import Tracker
from tracker.archive.repository import open_archive
from tracker.chronicle import RecordedState, iter_chronicles
from tracker.demonstrating import NAME
from tracker.errors import ConfigError
from tracker.model import PostKey
from tracker.naming import PostNames, find_post, find_state, parse_time, read_names, resolve_post
from tracker.naming.index import read_newest_names, with_names
from tracker.text import terminal_safe

NOW = datetime(2026, 5, 15, 12, tzinfo=UTC)
POSTS = (
    PostNames(
        folder="posts", id=5, slugs=("new-quay", "quay"), paths=("/2026/new-quay", "/2026/quay"),
        titles=("The new quay", "The quay"),
    ),
    PostNames(folder="posts", id=6, slugs=("quay",), paths=("/2026/quay-2",), titles=("Boats",)),
    PostNames(folder="pages", id=7, slugs=("café",), paths=("/café",), titles=("Boats and nets",)),
    PostNames(folder="pages", id=5, slugs=("five",), paths=("/five",), titles=("Five",)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("6", "posts/6"),
        ("posts/5", "posts/5"),
        ("page/5", "pages/5"),
        ("new-quay", "posts/5"),
        ("quay", "posts/6"),
        ("https://www.example.org/2026/quay/", "posts/5"),
        ("https://www.example.org/?p=6", "posts/6"),
        ("https://www.example.org/caf%C3%A9/", "pages/7"),
        ("/2026/quay-2", "posts/6"),
        ("caf%C3%A9", "pages/7"),
        ("THE NEW", "posts/5"),
        ("the quay", "posts/5"),
        ("boats", "posts/6"),
        ("nets", "pages/7"),
        ("QUAY", "posts/6"),
        ("cafe\u0301", "pages/7"),
        ("www.example.org/2026/quay/", "posts/5"),
        ("www.example.org/?p=6", "posts/6"),
        ("HTTPS://www.example.org/2026/quay-2", "posts/6"),
    ],
)
def test_a_post_is_found(text: str, post: str) -> None:
    assert str(resolve_post(text, POSTS, archive="x")) == post


@pytest.mark.parametrize(
    "text", ["http://[::1", "www.example.org/[::1", "#", "http://", "a" * 5000]
)
def test_what_looks_like_a_name_is_none(tracker: Tracker, played: Path, text: str) -> None:
    done = tracker("log", text, "--repos", played)
    assert (done.code, "holds no post" in done.err) == (2, True)
    done = tracker("log", "--site", text, "--repos", played)
    assert (done.code, "There is no archive" in done.err) == (2, True)


def test_ambiguity_lists_the_candidates() -> None:
    with pytest.raises(ConfigError, match="fits 2 posts") as told:
        resolve_post("5", POSTS, archive="x")
    assert "posts/5  The new quay" in str(told.value)
    assert "pages/5  Five" in str(told.value)


@given(st.text(max_size=30))
def test_any_text_finds_a_post_or_is_refused(text: str) -> None:
    known: list[object] = [post.key for post in POSTS]
    try:
        found: object = resolve_post(text, POSTS, archive="x")
    except ConfigError as error:
        found = str(error)
        known.append(terminal_safe(found))
    assert found in known


def test_names_of_older_states_do_not_become_the_newest() -> None:
    post = with_names(POSTS[0], {"slug": "old-quay", "title": "Old"}, is_older=True)
    assert post.slugs == ("new-quay", "quay", "old-quay")
    assert with_names(post, {"slug": "quay"}).slugs == ("quay", "new-quay", "old-quay")


def test_names_of_a_history(played: Path) -> None:
    with open_archive(played / NAME) as archive:
        names = {post.key: post for post in read_names(archive)}
        fire = names[PostKey(folder="posts", id=103)]
        assert fire.titles == (
            "Fire damages cannery warehouse, no one hurt",
            "Fire destroys cannery warehouse",
        )
        newest = {post.key: post for post in read_newest_names(archive)}
        assert newest.keys() == names.keys()
        assert newest[fire.key].titles == fire.titles[:1]
        for text in ("Fire destroys", "fire-destroys-cannery-warehouse", "no one hurt"):
            assert find_post(archive, text) == fire.key


def test_looking_for_a_name_leaves_no_words_behind(tracker: Tracker, repos: Path) -> None:
    for words in ("ferry landing", "zeppelin"):
        tracker("log", words, "--repos", repos)
    assert tracker("forget", "posts/101", "--yes", "--repos", repos).code == 0
    files = [file for file in (repos / NAME).rglob("*") if file.is_file()]
    assert not [file for file in files if b"ferry landing" in file.read_bytes()]


def test_an_id_needs_no_index(repos: Path) -> None:
    with open_archive(repos / NAME) as archive:
        (archive.state_dir / "names.msgpack").unlink(missing_ok=True)
        assert find_post(archive, "101") == PostKey(folder="posts", id=101)
        assert find_post(archive, "pages/12") == PostKey(folder="pages", id=12)
        with pytest.raises(ConfigError, match="holds no post '999'"):
            find_post(archive, "999")


@pytest.fixture(scope="module")
def states(played: Path) -> tuple[RecordedState, ...]:
    with open_archive(played / NAME) as archive:
        ((_, found),) = iter_chronicles(archive, (PostKey(folder="posts", id=101),))
    return found


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("first", 1), ("latest", 3), ("#2", 2), ("2", 2), ("#-1", 3), ("#-3", 1),
        ("2026-05-14", 3), ("2026-05-14T14:36Z", 2), ("2026-05-14T14:35Z", 1),
        ("2026-05-14T16:36+02:00", 2), ("yesterday", 3), ("20 hours ago", 2), ("12h", 3),
        ("reviewed", 2),
    ],
)  # fmt: skip
def test_a_moment_is_found(states: tuple[RecordedState, ...], text: str, number: int) -> None:
    unread = frozenset({states[2].place.commit})
    assert find_state(text, states, now=NOW, unread=unread).number == number


def test_a_commit_and_a_revision_are_found(states: tuple[RecordedState, ...]) -> None:
    for state in states:
        commit = state.place.commit
        assert find_state(commit[:7], states, now=NOW, unread=None) == state
    with pytest.raises(ConfigError, match="no state of revision 9"):
        find_state("r9", states, now=NOW, unread=None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("#4", "there is no #4"),
        ("0", "there is no #0"),
        ("2020-01-01", "is known since 2026-05-14"),
        ("abcdef0123", "No commit"),
        ("reviewed", "never reviewed"),
        ("soon\x1b[31m", "'soon.*' is no moment"),
        ("", "^'' is no moment"),
    ],
)
def test_a_moment_that_is_none_is_told(
    states: tuple[RecordedState, ...], text: str, said: str
) -> None:
    with pytest.raises(ConfigError, match=said) as told:
        find_state(text, states, now=NOW, unread=None)
    assert "\x1b" not in str(told.value)


@pytest.mark.parametrize("command", ["show", "blame", "diff"])
def test_an_empty_moment_is_quoted(tracker: Tracker, played: Path, command: str) -> None:
    done = tracker(command, "101", "", "--repos", played)
    assert done.code == 2
    assert done.err.startswith("tracker: '' is no moment; write ")


def test_a_day_is_its_beginning_or_its_end() -> None:
    assert parse_time("2026-05-14", now=NOW) == datetime(2026, 5, 14, tzinfo=UTC)
    assert parse_time("2026-05-14", now=NOW, end_of_day=True).hour == 23
    assert parse_time("2w", now=NOW) == datetime(2026, 5, 1, 12, tzinfo=UTC)
