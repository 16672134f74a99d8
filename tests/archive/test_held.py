"""What is held: a cache and no more, whatever was done to the repository."""

from __future__ import annotations

from pathlib import Path

import msgspec

from tests.faults.making import (
    NAME,
    check_whole,
    file_of,
    git,
    held_twice,
    hour,
    import_entries,
    item,
    key,
    opened,
    seen,
    small_history,
    user_commit,
    verbs,
)
from tracker.archive.heldcache import read_held
from tracker.archive.history import iter_commits
from tracker.archive.repository import MAIN, SYNCS, open_archive
from tracker.archive.syncs import iter_syncs, last_sync

GONE = {"item": None, "gone": "unpublished", "id": 1, "type": "post"}


def test_the_cache_says_what_the_repository_says(tmp_path: Path) -> None:
    """After every kind of step: new, edit, touch, protection, away, back, late, a site's change."""
    repos = tmp_path / "repos"
    path = repos / NAME
    protected = item(2, "", content={"rendered": "", "protected": True}, slug="two")
    steps = [
        small_history(8, 1),
        [seen(hour(5), item(1, "State 1.", modified=hour(5)))],
        [seen(hour(6), item(1, "State 1.", modified=hour(6)))],
        [seen(hour(7), protected)],
        [seen(hour(8), item(2, "Open again.", modified=hour(8)))],
        [{"observed_at": "2026-03-02T21:00:00Z", **GONE}],
        [{"observed_at": "2026-03-02T22:00:00Z", **GONE, "gone": "erased"}],
        [seen(hour(11), item(1, "Back.", modified=hour(11)))],
        [seen(hour(2), item(1, "Between.", modified=hour(2)))],
        [seen(hour(12), item(n, f"State 0 of post {n}.", comment_status="x", modified=hour(-1)))
         for n in range(1, 9)],
    ]  # fmt: skip
    for number, step in enumerate(steps):
        import_entries(repos, *step, at=100 + number)
        cached, read = held_twice(path)
        assert cached == read, f"after step {number}"
    wanted = ["First-seen", "Edit", "Touch", "Unpublish", "Remove", "Restore", "Edit"]
    assert verbs(path, 1) == wanted
    assert verbs(path, 2)[:3] == ["First-seen", "Protect", "Restore"]
    check_whole(path)


def test_a_damaged_or_foreign_cache_is_made_anew(tmp_path: Path) -> None:
    import_entries(tmp_path / "a", *small_history())
    import_entries(tmp_path / "b", *small_history(5, 3))
    with opened(tmp_path / "a") as archive, opened(tmp_path / "b") as other:
        cache = archive.state_dir / "held.msgpack"
        wanted = read_held(archive)
        whole = cache.read_bytes()
        foreign = (other.state_dir / "held.msgpack").read_bytes()
        for damage in (b"", b"\xff", whole[:-7], whole[: len(whole) // 2], foreign):
            cache.write_bytes(damage)
            assert read_held(archive) == wanted
            version, *refs = msgspec.msgpack.decode(cache.read_bytes())[:4]
            assert (version, *refs) == tuple(msgspec.msgpack.decode(whole)[:4]), "and repaired"


def test_a_cache_that_lags_is_brought_up_to_date(tmp_path: Path) -> None:
    repos = tmp_path / "repos"
    import_entries(repos, *small_history())
    with opened(repos) as archive:
        cache = archive.state_dir / "held.msgpack"
        old = cache.read_bytes()
    import_entries(repos, seen(hour(9), item(1, "Later.", modified=hour(9))))
    with opened(repos) as archive:
        new = read_held(archive)
        cache.write_bytes(old)
        assert read_held(archive) == new


def test_commits_of_the_user_are_passed_over(tmp_path: Path) -> None:
    """Even one that changes a post's files, or looks like one of tracker's."""
    repos = tmp_path / "repos"
    path = repos / NAME
    import_entries(repos, *small_history())
    before = held_twice(path)[1]
    file_of(path, 1).write_text("# Mine now\n", encoding="utf-8")
    user_commit(path)
    file_of(path, 2).write_text("# Forged\n", encoding="utf-8")
    user_commit(path, "Edit post 2: it\n\nPost: posts/2\nEvidence: observation\n"
                "Observed: 2099-01-01T00:00:00Z")  # fmt: skip
    after = held_twice(path)
    assert after[0] == after[1] == before
    with open_archive(path) as archive:
        newest = list(iter_commits(archive, MAIN))[:2]
        assert [commit.message for commit in newest] == [None, None]


def test_the_edit_after_a_commit_of_the_user_is_recorded_whole(tmp_path: Path) -> None:
    repos = tmp_path / "repos"
    path = repos / NAME
    import_entries(repos, *small_history(2, 1))
    file_of(path, 1).write_text("# Mine now\n", encoding="utf-8")
    mine = user_commit(path)
    outcome = import_entries(repos, seen(hour(9), item(1, "Edited.", modified=hour(9))))
    assert outcome.recorded == {"edit": 1}
    assert outcome.kept == ()
    assert "Edited." in file_of(path, 1).read_text(encoding="utf-8")
    assert git(path, "show", f"{mine}:posts/00/00/01/text.md") == "# Mine now\n"
    assert git(path, "merge-base", "--is-ancestor", mine, "main") == ""
    assert git(path, "status", "--porcelain") == ""
    check_whole(path)


def test_what_is_known_of_runs_can_be_read(tmp_path: Path) -> None:
    repos = tmp_path / "repos"
    import_entries(repos, *small_history(2, 1))
    import_entries(repos, seen(hour(9), item(1, "Edited.")), at=200)
    with opened(repos) as archive:
        records = list(iter_syncs(archive))
        assert [record.kind for record in records] == ["import", "import"]
        assert records[1].read == {"2026-03-02T21:00:00Z": {"posts": (1,)}}
        first = git(archive.path, "rev-list", SYNCS).split()[-1]
        assert list(iter_syncs(archive, since=first)) == records[1:]
        assert last_sync(archive) == records[1]
        assert last_sync(archive, kind="sync") is None
        assert read_held(archive)[key(1)].read == "2026-03-02T21:00:00Z"
        data = archive.read_file(SYNCS, "sync.json")
        assert data is not None
        assert msgspec.json.decode(data)["kind"] == "import"
