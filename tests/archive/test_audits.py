"""The branch `audits` as git has it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.running import git
from tests.faults.making import NAME, import_entries, small_history
from tracker.archive.audit_branch import changed_files, iter_branch, read_commit
from tracker.archive.audits import (
    FILES,
    OUTBOX,
    commit_moment,
    iter_audits,
    newest_audits,
    read_audit_files,
    write_audits,
)
from tracker.archive.borrowing import as_it_was
from tracker.archive.repository import MAIN, SYNCS, open_archive
from tracker.errors import ArchiveError

AT = datetime(2026, 3, 10, 12, tzinfo=UTC)
WHOLE = {name: f"{name}\n".encode() for name in FILES}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    import_entries(tmp_path / "repos", *small_history())
    return tmp_path / "repos" / NAME


def write(path: Path, run: str = "", at: datetime = AT, **files: bytes) -> str:
    """Write a commit: an audit where a run is named, else one of a delivery."""
    with open_archive(path) as archive:
        message = f"Audit: nothing new\n\nRun: {run}\n" if run else "Deliver x: to desk\n"
        found = files or WHOLE
        named = {name.replace("_", "."): data for name, data in found.items()}
        return write_audits(archive, named, parent=newest_audits(archive), message=message, at=at)


def test_audits_are_walked_back_and_deliveries_left_out(path: Path) -> None:
    first = write(path, "one")
    told = write(path, outbox_json=b"{}\n")
    second = write(path, "two")
    with open_archive(path) as archive:
        assert list(iter_audits(archive, second)) == [(second, told, "two"), (first, "", "one")]
        assert [run for _, _, run in iter_branch(archive, second)] == ["two", "", "one"]
        assert changed_files(archive, told, first) == {OUTBOX}
        assert changed_files(archive, first, "") == set(FILES)
        assert read_audit_files(archive, told) == {**WHOLE, OUTBOX: b"{}\n"}
        assert read_audit_files(archive, None) == {}


def test_a_commit_says_when_and_by_whom(path: Path) -> None:
    commit = write(path, "one")
    with open_archive(path) as archive:
        made = read_commit(archive, commit)
        assert commit_moment(archive, commit) == AT
    assert made.author == "tracker <tracker@tracker.invalid>"
    assert made.authored == made.committed == int(AT.timestamp())
    assert made.message == "Audit: nothing new\n\nRun: one\n"
    assert made.names == set(FILES)


def test_the_time_of_commits_never_goes_back(path: Path) -> None:
    write(path, "one")
    commit = write(path, "two", at=AT - timedelta(days=9))
    assert git(path, "log", "-1", "--format=%at %ct", commit).split() == [
        str(int((AT - timedelta(days=9)).timestamp())),
        str(int(AT.timestamp())),
    ]


def test_what_a_clone_knows_of_its_origin_counts_where_it_goes_further(
    path: Path, tmp_path: Path
) -> None:
    clone = tmp_path / "clone"
    write(path, "one")
    git(tmp_path, "clone", "--quiet", str(path), str(clone))
    with open_archive(clone) as archive:
        first = newest_audits(archive)
    assert first == git(path, "rev-parse", "audits").strip()
    own = write(clone, "two")
    assert git(clone, "rev-parse", f"{own}^").strip() == first
    with open_archive(clone) as archive:
        assert newest_audits(archive) == own
    git(path, "fetch", "--quiet", str(clone), "audits:audits")
    theirs = write(path, "three")
    git(clone, "fetch", "--quiet")
    with open_archive(clone) as archive:
        assert newest_audits(archive) == theirs
    mine = write(clone, "four")
    write(path, "five")
    git(clone, "fetch", "--quiet")
    with open_archive(clone) as archive:
        assert newest_audits(archive) == mine  # both went on: the one here counts


def test_a_branch_that_cannot_be_read(path: Path) -> None:
    with open_archive(path) as archive, pytest.raises(ArchiveError, match="cannot be read"):
        list(iter_audits(archive, "0" * 40))


def test_a_user_who_shows_signatures_always(path: Path) -> None:
    """`log.showSignature` puts lines of its own before what is asked for."""
    commit = write(path, "one")
    git(path, "config", "log.showSignature", "true")
    git(path, "config", "gpg.program", "false")
    with open_archive(path) as archive:
        assert [run for _, _, run in iter_audits(archive, commit)] == ["one"]
        assert read_commit(archive, commit).authored == int(AT.timestamp())


def test_an_archive_as_it_was(path: Path) -> None:
    first = git(path, "rev-list", "--max-parents=0", "main").split()[0]
    before = git(path, "for-each-ref")
    with open_archive(path) as archive, as_it_was(archive, main=first, syncs="") as then:
        assert then.resolve(MAIN) == first
        assert then.resolve(SYNCS) is None
        assert str(then.repo.git.for_each_ref("--format=%(refname)")) == MAIN
        place = then.path
        assert place.exists()
    assert not place.exists()
    assert git(path, "for-each-ref") == before
