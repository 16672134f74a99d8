"""A stream cut anywhere leaves whole commits; names and dates that git cannot take."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.faults.making import NAME, git, hour, import_entries, item, seen, small_history
from tracker.archive.identities import COMMITTER, blob_id, identity
from tracker.archive.repository import MAIN, SYNCS, open_archive
from tracker.archive.stream import ImportStream
from tracker.errors import ArchiveError
from tracker.recording import sitefiles


@pytest.fixture
def patch() -> Iterator[pytest.MonkeyPatch]:
    """A patch that can be undone without undoing the seal of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture
def recorded(tmp_path: Path, patch: pytest.MonkeyPatch) -> list[bytes]:
    """The streams of a small import, as git got them."""
    streams: list[bytes] = []
    flush = ImportStream._flush

    def kept(self: ImportStream) -> None:
        if not hasattr(kept, "last") or kept.last is not self:
            kept.last = self  # type: ignore[attr-defined]
            streams.append(b"")
        streams[-1] += b"".join(self._buffer)
        flush(self)

    patch.setattr(ImportStream, "_flush", kept)
    patch.setattr(sitefiles, "top_files", lambda *_, **__: {"site.json": b'{"format": 1}'})
    small = {"id": 1, "type": "post", "title": {"rendered": "Tide"}}
    entries = [seen(hour(n), {**small, "content": {"rendered": f"<p>{n}"}}) for n in range(2)]
    import_entries(tmp_path / "whole", *entries)
    patch.undo()
    return streams


def feed(path: Path, data: bytes) -> int:
    done = subprocess.run(
        ["git", "-C", str(path), "fast-import", "--quiet"],
        input=data,
        capture_output=True,
        timeout=30,
        check=False,
    )
    for report in (path / ".git").glob("fast_import_crash_*"):
        report.unlink()
    return done.returncode


def test_a_stream_cut_at_every_byte_leaves_only_whole_commits(
    recorded: list[bytes], tmp_path: Path
) -> None:
    """Nothing moves before `done`: not one byte less is enough."""
    whole = tmp_path / "whole" / NAME
    main, syncs = recorded
    assert len(main) < 2500
    refs_wanted = git(whole, "rev-parse", MAIN)

    def cut(end: int) -> None:
        path = tmp_path / f"cut-{end % 4}"
        status = feed(path, main[:end])
        # The last line feed is not needed: `done` is then read at the end of the file.
        if end < len(main) - 1:
            assert status != 0 or end == 0
            assert git(path, "for-each-ref") == "", f"something was kept of {main[:end]!r}"

    with ThreadPoolExecutor(4) as pool:
        for number in range(4):
            subprocess.run(["git", "init", "-q", tmp_path / f"cut-{number}"], check=True)
        lanes = [range(number, len(main) - 1, 4) for number in range(4)]
        list(pool.map(lambda lane: [cut(end) for end in lane], lanes))
    path = tmp_path / "cut-0"
    assert feed(path, main) == 0
    assert git(path, "rev-parse", MAIN) == refs_wanted
    assert feed(path, syncs) == 0
    assert git(path, "rev-parse", SYNCS) == git(whole, "rev-parse", SYNCS)
    assert git(path, "fsck", "--strict", "--no-dangling") == ""


def test_a_stream_that_is_left_writes_nothing(tmp_path: Path) -> None:
    import_entries(tmp_path / "repos", *small_history(1, 1))
    path = tmp_path / "repos" / NAME
    before = git(path, "for-each-ref")
    with open_archive(path) as archive:
        with ImportStream(archive.repo) as stream:
            blob = stream.blob(b"half")
            send(stream, blob, parent=archive.resolve(MAIN))
        assert not list(archive.git_dir.glob("fast_import_crash_*"))
    assert git(path, "for-each-ref") == before


def send(stream: ImportStream, blob: str, *, parent: str | None, **more: object) -> None:
    given = {"author": COMMITTER, "authored": 1, "committed": 1, "message": b"x\n", **more}
    stream.commit(
        MAIN,
        changes=(("x.txt", blob),),
        parents=(parent,) if parent else (),
        **given,  # type: ignore[arg-type]
    )


def test_a_branch_moved_meanwhile_is_never_thrown_back(tmp_path: Path) -> None:
    """A commit of the user's, made while a stream is under way, stays; the run says so."""
    import_entries(tmp_path / "repos", *small_history(1, 1))
    path = tmp_path / "repos" / NAME
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
    with open_archive(path) as archive, ImportStream(archive.repo) as stream:
        send(stream, stream.blob(b"x"), parent=archive.resolve(MAIN))
        git(path, *who, "commit", "-q", "--allow-empty", "-m", "Mine")
        mine = archive.resolve(MAIN)
        with pytest.raises(ArchiveError, match=r"\(warning: Not updating refs/heads/main"):
            stream.finish()
        assert archive.resolve(MAIN) == mine


def test_messages_are_counted_not_read(tmp_path: Path) -> None:
    """`data 0`, `done` or a second commit inside a message or a blob is content."""
    import_entries(tmp_path / "repos", *small_history(1, 1))
    path = tmp_path / "repos" / NAME
    evil = b"\ndata 0\n\ndone\ncommit refs/heads/evil\ncommitter x <x> 1 +0000\ndata 1\nx\n\0\xff"
    with open_archive(path) as archive, ImportStream(archive.repo) as stream:
        blob = stream.blob(evil)
        message = evil.replace(b"\0\xff", b"")
        send(stream, blob, parent=archive.resolve(MAIN), committed=2_000_000_000, message=message)
        stream.finish()
        assert archive.read_file(MAIN, "x.txt") == evil
    assert "evil" not in git(path, "for-each-ref")
    assert git(path, "log", "-1", "--format=%B").strip() == message.decode().strip()


@settings(max_examples=300)
@given(st.text(max_size=150), st.text(max_size=30))
def test_an_identity_is_one_line_with_one_address(name: str, address: str) -> None:
    made = identity(name, address)
    shown, _, rest = made.partition(" <")
    assert shown
    assert rest.endswith(">")
    assert not set("<>\n\0") & set(shown + rest[:-1])
    assert shown == shown.strip()
    made.encode()


NAMES = (
    "", " ", "<>", "Jane <Doe>", "a\nb", "a\0b", ".", "...", "\u2028", "Å \u202eß", "x" * 500,
    "\ud800", '"', "user\tname", "\x1b[31m", "Zoë O'Hara", "\x85", "\u200b",
)  # fmt: skip


def test_every_name_can_be_an_author(tmp_path: Path) -> None:
    import_entries(tmp_path / "repos", *small_history(1, 1))
    path = tmp_path / "repos" / NAME
    with open_archive(path) as archive, ImportStream(archive.repo) as stream:
        parent = archive.resolve(MAIN)
        for index, name in enumerate(NAMES):
            author = identity(name, f"user-{index}@harbour.example")
            blob = stream.blob(b"%d" % index)
            send(stream, blob, parent=parent, author=author, committed=2_000_000_000)
            parent = None
        stream.finish()
    told = git(path, "log", "-z", "--reverse", f"-{len(NAMES)}", "--format=%an%x01%ae")
    names = [entry.split("\x01") for entry in told.rstrip("\0").split("\0")]
    assert [address for _, address in names] == [
        f"user-{index}@harbour.example" for index in range(len(NAMES))
    ]
    assert names[0][0] == "unknown"
    assert names[3][0] == "Jane Doe"
    assert names[15][0] == "Zoë O'Hara"
    assert not any("\x1b" in name or "\u202e" in name for name, _ in names)
    assert git(path, "fsck", "--strict", "--no-dangling") == ""


def test_times_before_1970_stay_claims(tmp_path: Path) -> None:
    """fast-import takes such dates, and fsck then finds them wrong."""
    old = datetime(1955, 11, 5, 6, tzinfo=UTC)
    first = item(1, "First.", modified=old, date="1955-11-05T06:00:00", date_gmt=None)
    entries = [
        seen(hour(0), first),
        seen(hour(1), first | {"slug": "moved", "modified_gmt": "0000-00-00T00:00:00"}),
        seen(hour(2), first | {"slug": "again", "modified_gmt": "9999-12-31T23:59:59"}),
        seen(hour(3), first | {"slug": "once-more", "modified_gmt": None, "modified": None}),
    ]
    import_entries(tmp_path / "repos", *entries)
    path = tmp_path / "repos" / NAME
    assert git(path, "fsck", "--strict", "--no-dangling") == ""
    log = git(path, "log", "--reverse", "--format=%ad|%(trailers:key=Modified,valueonly)",
              "--date=format:%Y-%m-%d", "-z")  # fmt: skip
    told = [entry.strip().split("|") for entry in log.rstrip("\0").split("\0")][1:]
    assert told[0] == ["2026-03-02", "1955-11-05T06:00:00Z"]
    assert len(told) == 4
    assert all(date >= "1970" for date, _ in told)


@given(st.binary(max_size=300))
def test_a_blob_id_is_that_of_git(data: bytes) -> None:
    import hashlib

    head = f"blob {len(data)}".encode() + b"\0"
    assert blob_id(data) == hashlib.sha1(head + data, usedforsecurity=False).hexdigest()


def test_a_blob_id_is_what_git_says(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"one\r\ntwo\0")
    done = subprocess.run(
        ["git", "hash-object", "--no-filters", str(path)],
        capture_output=True, check=True, timeout=20,
    )  # fmt: skip
    assert done.stdout.decode().strip() == blob_id(b"one\r\ntwo\0")
