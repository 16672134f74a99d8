"""What is said with the cache is what would be said without it, byte for byte."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.running import Tracker, git
from tests.faults.making import Entry, hour, import_entries, item, key, opened, seen
from tracker.archive import verdictcache, verdictfile
from tracker.archive.verdictcache import VerdictCache
from tracker.assessing import assess_archive, iter_assessed, iter_rows
from tracker.assessing.cached import cache_path
from tracker.assessing.ready import is_ready
from tracker.edits.rows import EditRow
from tracker.listing import Wanted, list_edits

NAME = "harbour.example"
SHARED = "Also on this site: the winter timetable of the ferries."
SAID = "the same lines changed in other posts"
QUESTIONS = (
    ("log", "--touches"),
    ("log", "--json", "--touches"),
    ("log", "-n", "3"),
    ("log", "--reverse", "--since", "2026-03-02T12:30Z"),
    ("log", "--grep", "timetable", "--json"),
    ("log", "--author", "1", "--json"),
    ("log", "1", "--json"),
    ("log", "2", "--touches"),
    ("show", "1#-1"),
    ("report", "--json"),
    ("report", "--json", "--author", "1", "--since", "2026-03-02T12:30Z"),
)


def cache_of(repos: Path) -> Path:
    return repos / NAME / ".git" / "tracker" / "verdicts.sqlite"


def asked(tracker: Tracker, repos: Path) -> list[str]:
    """Ask everything; the time at which a report was made is left out."""
    found = []
    for question in QUESTIONS:
        done = tracker(*question, "--repos", repos)
        assert done.code == 0, done.err
        found.append(said(done.out.replace(str(repos), "")))
    return found


def said(text: str) -> str:
    """Leave out when a report was made, and how a list names an edit: number or commit."""
    if not text.startswith("{"):
        text = re.sub(r"^(#?\d+)(?:#\d+)?(?: +[0-9a-f]{8})? +", r"\1 ", text, flags=re.MULTILINE)
        text = re.sub(r" +", " ", text.replace(" commit ", " "))
    return "\n".join(line for line in text.splitlines() if '"made":' not in line)


def asked_without_cache(tracker: Tracker, repos: Path) -> list[str]:
    """Ask the same of a copy that has no cache; every question without what the last one left."""
    bare = repos.with_name("without")
    shutil.rmtree(bare, ignore_errors=True)
    shutil.copytree(repos, bare, symlinks=True)
    found = []
    for question in QUESTIONS:
        cache_of(bare).unlink(missing_ok=True)
        done = tracker(*question, "--repos", bare)
        assert done.code == 0, done.err
        found.append(said(done.out.replace(str(bare), "")))
    return found


def story(number: int, turn: int, *lines: str, moved: bool = True) -> Entry:
    """One state of a post: its own words, and lines that other posts may have, too."""
    words = "</p>\n<p>".join((f"Berth {number} was swept {turn} times.", *lines))
    return seen(hour(turn), item(number, words, modified=hour(turn - 1 if moved else 0)))


@pytest.fixture
def repos(tmp_path: Path) -> Path:
    """Make an archive of three posts, one of which was edited without moving its date."""
    repos = tmp_path / "repos"
    import_entries(repos, *(story(number, 0, moved=False) for number in (1, 2, 3)))
    lines = seen(hour(1), item(1, f"Berth 1 was swept 0 times.</p>\n<p>{SHARED}", modified=hour(0)))
    import_entries(repos, story(2, 1), lines)
    return repos


def is_said_to_share(repos: Path, number: int) -> bool:
    """Tell whether the newest edit of a post is said to have changed what others have, too."""
    with opened(repos) as archive:
        newest = list_edits(archive, Wanted(touches=True), (key(number),))[0]
    return any(SAID in reason for reason in newest.reasons)


def share(repos: Path) -> None:
    """Let the line that came in the first post come in another one."""
    words = f"Berth 3 was swept 0 times.</p>\n<p>{SHARED}"
    import_entries(repos, seen(hour(2), item(3, words, modified=hour(0))))


def test_a_second_answer_is_the_first(tracker: Tracker, repos: Path) -> None:
    first = asked(tracker, repos)
    assert asked(tracker, repos) == first == asked_without_cache(tracker, repos)
    assert len(set(first)) > 9


def test_nothing_but_the_cache_is_read_the_second_time(
    tracker: Tracker, repos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = tracker("report", "--json", "--repos", repos).out
    listed = tracker("log", "--json", "--repos", repos).out

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the history is read")

    for name in ("book.BlobReader", "advancing.iter_commits"):
        monkeypatch.setattr(f"tracker.assessing.{name}", refuse)
    assert tracker("log", "--json", "--repos", repos).out == listed
    made = '"made"'
    second = tracker("report", "--json", "--repos", repos).out
    assert [one for one in second.splitlines() if made not in one] == [
        one for one in first.splitlines() if made not in one
    ]


def test_what_is_new_is_read_and_nothing_else(
    tracker: Tracker, repos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(tracker, repos)
    import_entries(repos, story(2, 3))
    read: list[str] = []
    whole = verdictcache.VerdictCache.add_place

    def note(self: VerdictCache, number: int, place: int, told: bytes) -> None:
        read.append(str(number))
        whole(self, number, place, told)

    monkeypatch.setattr(verdictcache.VerdictCache, "add_place", note)
    after = asked(tracker, repos)
    assert len(read) == 1
    monkeypatch.undo()
    assert after == asked_without_cache(tracker, repos)


def test_a_line_that_others_get_later_changes_an_old_verdict(tracker: Tracker, repos: Path) -> None:
    assert not is_said_to_share(repos, 1)
    share(repos)
    assert is_said_to_share(repos, 1)
    assert asked(tracker, repos) == asked_without_cache(tracker, repos)


def test_its_note_follows(repos: Path) -> None:
    with opened(repos) as archive:
        assess_archive(archive, at=hour(5))
        share(repos)
        assert assess_archive(archive, (key(3),), at=hour(6)) == 2
    assert git(repos / NAME, "log", "--format=%N").count(SAID) == 2


def test_states_that_become_known_later(tracker: Tracker, repos: Path) -> None:
    import_entries(repos, story(1, 6), story(2, 7, SHARED))
    asked(tracker, repos)
    import_entries(repos, story(1, 4, SHARED), story(2, 5), story(3, 3))
    assert asked(tracker, repos) == asked_without_cache(tracker, repos)


def test_after_a_post_was_forgotten(tracker: Tracker, repos: Path) -> None:
    share(repos)
    asked(tracker, repos)
    done = tracker("forget", "3", "--repos", repos, "--yes")
    assert done.code == 0, done.err
    assert not is_said_to_share(repos, 1)  # no other post has its line any more
    assert asked(tracker, repos) == asked_without_cache(tracker, repos)


def test_a_history_that_was_rewritten(tracker: Tracker, repos: Path) -> None:
    share(repos)
    asked(tracker, repos)
    git(repos / NAME, "update-ref", "refs/heads/main", "main~1")
    assert not is_said_to_share(repos, 1)
    assert asked(tracker, repos) == asked_without_cache(tracker, repos)


def test_of_a_forgotten_post_no_word_is_left_by_a_killed_process(
    tracker: Tracker, repos: Path
) -> None:
    asked(tracker, repos)
    journal = cache_of(repos).with_name("verdicts.sqlite-journal")
    journal.write_bytes(b"Berth 3 was swept")  # as SQLite leaves it, with pages of the database
    tracker("forget", "3", "--repos", repos, "--yes")
    assert not journal.exists() or b"Berth 3" not in journal.read_bytes()


def test_verdicts_of_other_rules_do_not_count(tracker: Tracker, repos: Path) -> None:
    first = asked(tracker, repos)
    with contextlib.closing(sqlite3.connect(cache_of(repos))) as database:
        database.execute("update covered set made_by = '0.0.1 0', mark = 'other'")
        database.execute("update post set mark = 'other', assessments = x'90'")
        database.execute("update edit set kind = 'removal', title = x'3fff'")
        database.commit()
    assert asked(tracker, repos) == first


@pytest.mark.parametrize("damage", ["no database", "cut", "other tables", "garbage inside"])
def test_a_damaged_cache_is_made_anew(tracker: Tracker, repos: Path, damage: str) -> None:
    first = asked(tracker, repos)
    path = cache_of(repos)
    data = path.read_bytes()
    if damage == "no database":
        path.write_bytes(b"not a database")
    elif damage == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif damage == "garbage inside":
        path.write_bytes(data[:4096] + b"\x5a" * (len(data) - 4096))
    else:
        path.unlink()
        with contextlib.closing(sqlite3.connect(path)) as database:
            database.executescript("create table post (name text); create table more (a)")
    assert asked(tracker, repos) == first


@pytest.mark.parametrize("mode", ["immediate", "exclusive"])
def test_a_cache_that_another_process_holds(
    tracker: Tracker, repos: Path, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever cannot write to it, or not even read it, works with a copy, or without."""
    monkeypatch.setattr(verdictfile, "_PATIENCE", 0.01)
    asked(tracker, repos)
    share(repos)
    with contextlib.closing(sqlite3.connect(cache_of(repos), isolation_level=None)) as other:
        other.execute(f"begin {mode}")
        held = asked(tracker, repos)
    assert held == asked_without_cache(tracker, repos) == asked(tracker, repos)


def test_verdicts_are_wanted_while_another_process_writes(
    tracker: Tracker, repos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Judging reads of the cache what it knows of the lines, and must not need to write for it."""
    asked(tracker, repos)
    share(repos)
    expected = asked_without_cache(tracker, repos)
    asked(tracker, repos)
    with contextlib.closing(sqlite3.connect(cache_of(repos), isolation_level=None)) as other:
        other.execute("update post set mark = ''")
        other.execute("update covered set is_judged = 0")
        monkeypatch.setattr(verdictfile, "_PATIENCE", 0.01)
        other.execute("begin immediate")
        assert asked(tracker, repos) == expected


def test_a_reader_who_does_not_end(
    tracker: Tracker, repos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verdictfile, "_PATIENCE", 0.01)
    asked(tracker, repos)
    share(repos)
    with contextlib.closing(sqlite3.connect(cache_of(repos), isolation_level=None)) as other:
        other.execute("begin")
        other.execute("select count(*) from edit").fetchone()
        held = asked(tracker, repos)
    assert held == asked_without_cache(tracker, repos)


def run(*arguments: object, before: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", "import tracker.cli; tracker.cli.main()", *map(str, arguments)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=before
    )


def test_several_processes_at_once(tracker: Tracker, repos: Path) -> None:
    expected = asked_without_cache(tracker, repos)[1]
    cache_of(repos).unlink(missing_ok=True)
    processes = [run("log", "--json", "--touches", "--repos", repos) for _ in range(4)]
    for process in processes:
        out, err = process.communicate(timeout=120)
        assert (process.returncode, err) == (0, "")
        assert out.replace(str(repos), "").rstrip("\n") == expected
    with opened(repos) as archive, VerdictCache(cache_path(archive)) as cache:
        assert is_ready(archive, cache)


def test_a_disk_that_is_full(
    tracker: Tracker, repos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(tracker, repos)
    for number in range(4, 24):
        import_entries(repos, story(number, 0), story(number, 1, SHARED * number))
    whole = verdictfile._connect

    def connect(name: str) -> sqlite3.Connection:
        database = whole(name)
        if name:
            pages = database.execute("pragma page_count").fetchone()[0]
            database.execute(f"pragma max_page_count = {pages}")
        return database

    monkeypatch.setattr(verdictfile, "_connect", connect)
    before = cache_of(repos).read_bytes()
    full = tracker("report", "--json", "--repos", repos)
    assert full.code == 0, full.err
    assert cache_of(repos).read_bytes() == before
    monkeypatch.undo()
    roomy = tracker("report", "--json", "--repos", repos)
    made = '"made"'
    assert [one for one in full.out.splitlines() if made not in one] == [
        one for one in roomy.out.splitlines() if made not in one
    ]
    assert cache_of(repos).read_bytes() != before


DEADLY = """
import os, signal, sys
import tracker.cli
from tracker.archive.verdictcache import VerdictCache
name, left = sys.argv[1], int(sys.argv[2])
whole = getattr(VerdictCache, name)
def deadly(*arguments):
    global left
    left -= 1
    found = whole(*arguments)
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    return found
setattr(VerdictCache, name, deadly)
sys.argv[1:3] = []
tracker.cli.main()
"""


@pytest.mark.parametrize(("place", "call"), [("note_lines", 1), ("cover", 1), ("write", 2)])
def test_a_process_that_is_killed(tracker: Tracker, repos: Path, place: str, call: int) -> None:
    asked(tracker, repos)
    share(repos)
    command = [sys.executable, "-c", DEADLY, place, str(call), "log", "--json", "--repos", repos]
    done = subprocess.run(list(map(str, command)), capture_output=True, timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert asked(tracker, repos) == asked_without_cache(tracker, repos)


@contextlib.contextmanager
def read_only(path: Path) -> Iterator[None]:
    """Take away the rights to write."""
    every = (path, *path.rglob("*"))
    for one in every:
        one.chmod(0o555 if one.is_dir() else 0o444)
    try:
        yield
    finally:
        for one in every:
            one.chmod(0o755 if one.is_dir() else 0o644)


def without_override() -> None:
    """Give up the right of root to write what is not to be written (CAP_DAC_OVERRIDE)."""
    if os.getuid() == 0 and ctypes.CDLL(None).prctl(24, 1, 0, 0, 0):
        os._exit(77)


@pytest.mark.parametrize("cache", ["missing", "ready", "behind"])
def test_a_git_directory_that_cannot_be_written(tracker: Tracker, repos: Path, cache: str) -> None:
    if cache != "missing":
        asked(tracker, repos)
    if cache == "behind":
        share(repos)
    expected = asked_without_cache(tracker, repos)[1]
    if cache == "missing":
        shutil.rmtree(cache_of(repos).parent)
    before = cache_of(repos).read_bytes() if cache != "missing" else b""
    with read_only(repos / NAME):
        command = ("log", "--json", "--touches", "--repos", repos)
        process = run(*command, before=without_override)
        out, err = process.communicate(timeout=120)
    if process.returncode == 77:
        pytest.skip("root cannot give up its rights here")
    assert (process.returncode, err) == (0, "")
    assert out.replace(str(repos), "").rstrip("\n") == expected
    assert not cache_of(repos).exists() if cache == "missing" else True
    assert cache == "missing" or cache_of(repos).read_bytes() == before


def test_rows_are_what_is_said_of_the_edits(repos: Path) -> None:
    share(repos)
    with opened(repos) as archive:
        rows = [
            (row.key, row.number, row.commit, row.kind, row.disclosure, row.span, row.reasons)
            for row in iter_rows(archive)
        ]
        said = [
            (
                post, edit.recorded.number, edit.recorded.place.commit, edit.assessment.kind,
                edit.assessment.disclosure, edit.assessment.span, edit.assessment.reasons,
            )
            for post, edits in iter_assessed(archive)
            for edit in edits
        ]  # fmt: skip
    assert rows == said
    assert len(rows) == 6


def test_what_was_made_is_kept_for_whoever_stops_early(repos: Path) -> None:
    with opened(repos) as archive:
        found = iter_assessed(archive)
        assert next(found)[0] == key(1)
        assert isinstance(found, Generator)
        found.close()
        with VerdictCache(cache_path(archive)) as cache:
            assert cache.assessments(key(1)) is not None
            assert cache.assessments(key(2)) is None


STEPS = st.lists(
    st.tuples(
        st.integers(1, 3),  # the post
        st.integers(0, 9),  # the hour at which it was read: later ones can come first
        st.sets(st.integers(0, 2), max_size=2),  # the lines that it has then
        st.booleans(),  # whether its date moved
        st.booleans(),  # whether somebody looks at the edits afterwards
    ),
    min_size=2,
    max_size=7,
    unique_by=lambda step: step[:2],
)


@settings(max_examples=12)
@given(steps=STEPS)
def test_any_history_read_in_any_steps(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int, set[int], bool, bool]]
) -> None:
    repos = tmp_path_factory.mktemp("steps") / "repos"
    for number, turn, lines, moved, looked in steps:
        words = (f"Line {line} of the timetable that all posts show." for line in sorted(lines))
        import_entries(repos, story(number, turn, *words, moved=moved))
        if looked:
            rows_in(repos)
    warm = rows_in(repos)
    cache_of(repos).unlink()
    assert warm == rows_in(repos)


def rows_in(repos: Path) -> list[EditRow]:
    with opened(repos) as archive:
        return list(iter_rows(archive))


@pytest.mark.parametrize("packed", [False, True])
def test_the_tip_of_main_is_what_git_says(repos: Path, packed: bool) -> None:
    if packed:
        git(repos / NAME, "pack-refs", "--all")
    with opened(repos) as archive:
        assert archive.main_tip() == git(repos / NAME, "rev-parse", "main").strip()
    share(repos)
    with opened(repos) as archive:
        assert archive.main_tip() == git(repos / NAME, "rev-parse", "main").strip()
        git(repos / NAME, "update-ref", "-d", "refs/heads/main")
        assert archive.main_tip() is None


def test_what_is_printed_is_json(tracker: Tracker, repos: Path) -> None:
    edits = json.loads(tracker("log", "1", "--json", "--repos", repos).out)["edits"]
    assert [edit["number"] for edit in edits] == [2, 1]
    assert edits[0]["sentences"]["added"] == 1
