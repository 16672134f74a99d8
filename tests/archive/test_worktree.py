"""The working tree follows `main`; what the user did there stays the user's."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.making import (
    NAME,
    check_whole,
    file_of,
    git,
    hour,
    import_entries,
    item,
    opened,
    seen,
    shown,
    small_history,
    user_commit,
)
from tracker.archive import indexing, worktree
from tracker.archive.layout import POST
from tracker.archive.repository import MAIN
from tracker.archive.worktree import follow_main, note_departure
from tracker.errors import ArchiveError
from tracker.outcome import Outcome

TEXT = "posts/00/00/01/text.md"


@pytest.fixture
def patch() -> Iterator[pytest.MonkeyPatch]:
    """A patch that can be undone without undoing the seal of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture
def repos(tmp_path: Path) -> Path:
    import_entries(tmp_path / "repos", *small_history(3, 1))
    return tmp_path / "repos"


@pytest.fixture
def path(repos: Path) -> Path:
    return repos / NAME


def edit(repos: Path, at: float, *numbers: int) -> Outcome:
    """An edit of some posts at an hour; `Edited at {at}.` is then their text."""
    entries = [
        seen(hour(at), item(number, f"Edited at {at}.", modified=hour(at)))
        for number in numbers or (1,)
    ]
    return import_entries(repos, *entries, at=100 + at)


def status(path: Path) -> str:
    return git(path, "status", "--porcelain", "--ignored", "-uall")


def check_recorded(path: Path, number: int = 1, *, at: float) -> None:
    """The edit is in a commit of tracker's, whatever the user committed after it."""
    log = git(path, "log", "--format=%H", "--grep", f"^Edit post {number}:", "main", "--", TEXT)
    newest = log.split()[0]
    assert f"Edited at {at}." in shown(path, number, at=newest)
    check_whole(path)


def test_without_local_work_the_tree_is_that_of_main(repos: Path, path: Path) -> None:
    assert edit(repos, 5, 1, 2).kept == ()
    assert status(path) == ""
    assert "Edited at 5." in file_of(path, 2).read_text(encoding="utf-8")


def test_a_changed_file_stays_changed(repos: Path, path: Path) -> None:
    file_of(path, 1).write_text("# Mine\n", encoding="utf-8")
    outcome = edit(repos, 5, 1, 2)
    assert outcome.kept == (TEXT,)
    assert file_of(path, 1).read_text(encoding="utf-8") == "# Mine\n"
    assert status(path) == f" M {TEXT}\n", "an ordinary change that is not staged"
    assert "Edited at 5." in file_of(path, 2).read_text(encoding="utf-8")
    mine = user_commit(path)
    assert git(path, "show", "--name-only", "--format=", mine) == f"{TEXT}\n"
    check_recorded(path, at=5)
    assert edit(repos, 6).kept == ()
    assert "Edited at 6." in file_of(path, 1).read_text(encoding="utf-8")
    assert git(path, "show", f"{mine}:{TEXT}") == "# Mine\n"
    check_recorded(path, at=6)


def test_a_change_elsewhere_is_left_alone(repos: Path, path: Path) -> None:
    (path / "README.md").write_text("My words\n", encoding="utf-8")
    (path / "notes.txt").write_text("My notes\n", encoding="utf-8")
    assert edit(repos, 5).kept == ()
    assert status(path) == " M README.md\n?? notes.txt\n"
    user_commit(path)
    check_recorded(path, at=5)
    assert "Edited at 5." in shown(path, 1)


def test_a_staged_change_stays_in_the_file(repos: Path, path: Path) -> None:
    file_of(path, 1).write_text("# Staged\n", encoding="utf-8")
    (path / "new.txt").write_text("New\n", encoding="utf-8")
    git(path, "add", "-A")
    assert edit(repos, 5, 1, 2).kept == (TEXT,)
    assert file_of(path, 1).read_text(encoding="utf-8") == "# Staged\n"
    assert (path / "new.txt").read_text(encoding="utf-8") == "New\n"
    user_commit(path)
    assert shown(path, 1) == "# Staged\n"
    assert "Edited at 5." in shown(path, 2)
    check_recorded(path, at=5)


def test_a_deletion_stays_a_deletion(repos: Path, path: Path) -> None:
    file_of(path, 1).unlink()
    git(path, "rm", "-q", "posts/00/00/02/text.md")
    outcome = edit(repos, 5, 1, 2, 3)
    assert outcome.kept == (TEXT, "posts/00/00/02/text.md")
    assert not file_of(path, 1).exists()
    assert not file_of(path, 2).exists()
    user_commit(path)
    assert "Edited at 5." in shown(path, 3)
    check_recorded(path, at=5)
    edit(repos, 6, 1, 2, 3)
    assert "Edited at 6." in shown(path, 1)
    assert status(path) == ""


@pytest.mark.parametrize("ignored", [False, True])
def test_an_untracked_file_in_the_way_is_kept(repos: Path, path: Path, ignored: bool) -> None:
    """`git read-tree -m -u` would overwrite an ignored one without a word."""
    if ignored:
        (path / ".git" / "info" / "exclude").write_text("*\n", encoding="utf-8")
    mine = file_of(path, 4)
    mine.parent.mkdir(parents=True)
    mine.write_text("# Mine\n", encoding="utf-8")
    outcome = edit(repos, 5, 1, 4)
    assert outcome.kept == ("posts/00/00/04/text.md",)
    assert mine.read_text(encoding="utf-8") == "# Mine\n"
    assert file_of(path, 4, POST).exists()
    assert status(path) == " M posts/00/00/04/text.md\n"
    commit = user_commit(path)
    assert "Edited at 5." in shown(path, 4, at=f"{commit}~")
    check_recorded(path, at=5)


def test_a_file_where_a_folder_has_to_be(repos: Path, path: Path) -> None:
    (path / "posts/00/00/04").write_text("mine", encoding="utf-8")
    outcome = edit(repos, 5, 1, 4)
    assert set(outcome.kept) == {
        f"posts/00/00/04/{name}" for name in ("text.md", "wp-content.html", "wp-post.json")
    }
    assert (path / "posts/00/00/04").read_text(encoding="utf-8") == "mine"
    assert "Edited at 5." in file_of(path, 1).read_text(encoding="utf-8")
    user_commit(path)
    check_recorded(path, at=5)
    (path / "posts/00/00/04").unlink()
    edit(repos, 6, 4)
    assert "Edited at 6." in file_of(path, 4).read_text(encoding="utf-8")


def test_a_folder_where_a_file_has_to_be(repos: Path, path: Path) -> None:
    (file_of(path, 4) / "mine").mkdir(parents=True)
    (file_of(path, 4) / "mine" / "a").write_text("mine", encoding="utf-8")
    outcome = edit(repos, 5, 1, 4)
    assert outcome.kept == ("posts/00/00/04/text.md",)
    assert (file_of(path, 4) / "mine" / "a").read_text(encoding="utf-8") == "mine"
    user_commit(path)
    check_recorded(path, at=5)


def test_links_are_not_followed(repos: Path, path: Path, tmp_path: Path) -> None:
    """Nothing is written or removed outside of the archive."""
    outside = tmp_path / "outside"
    (outside / "05").mkdir(parents=True)
    target = outside / "target"
    target.write_text("mine", encoding="utf-8")
    (outside / "05" / "text.md").write_text("mine", encoding="utf-8")
    file_of(path, 1).unlink()
    file_of(path, 1).symlink_to(target)
    (path / "posts/00/00/05").symlink_to(outside / "05")
    (path / "pages").symlink_to(outside)
    page = item(5, "A page.", type="page")
    kept = import_entries(repos, seen(hour(5), page), at=110).kept
    assert len(kept) == 3
    assert TEXT in edit(repos, 6, 1, 5).kept
    gone = {"item": None, "gone": "erased", "type": "post"}
    entries = [{"observed_at": "2026-03-03T02:00:00Z", **gone, "id": number} for number in (1, 5)]
    import_entries(repos, *entries, at=120)
    assert target.read_text(encoding="utf-8") == "mine"
    assert sorted(os.listdir(outside)) == ["05", "target"]
    assert os.listdir(outside / "05") == ["text.md"]
    assert (outside / "05" / "text.md").read_text(encoding="utf-8") == "mine"
    assert file_of(path, 1).is_symlink()


def test_a_removed_post_leaves_what_the_user_put_there(repos: Path, path: Path) -> None:
    mine = file_of(path, 1, "mine.txt")
    mine.write_text("mine", encoding="utf-8")
    file_of(path, 2).write_text("# Mine\n", encoding="utf-8")
    gone = {"observed_at": "2026-03-03T02:00:00Z", "item": None, "gone": "erased", "type": "post"}
    entries = [{**gone, "id": number} for number in (1, 2, 3)]
    outcome = import_entries(repos, *entries)
    assert outcome.recorded == {"remove": 3}
    assert mine.read_text(encoding="utf-8") == "mine"
    assert outcome.kept == ("posts/00/00/02/text.md",)
    assert file_of(path, 2).read_text(encoding="utf-8") == "# Mine\n"
    assert sorted(os.listdir(file_of(path, 1).parent)) == ["gone.json", "mine.txt"]
    assert os.listdir(file_of(path, 3).parent) == ["gone.json"]
    check_whole(path)


def test_another_branch_is_not_touched(repos: Path, path: Path) -> None:
    git(path, "checkout", "-q", "-b", "mine")
    file_of(path, 1).write_text("# Mine\n", encoding="utf-8")
    tip = user_commit(path)
    file_of(path, 2).write_text("# Not committed\n", encoding="utf-8")
    before = status(path)
    assert edit(repos, 5, 1, 2, 4).kept == ()
    assert status(path) == before
    assert git(path, "rev-parse", "HEAD").strip() == tip
    assert file_of(path, 1).read_text(encoding="utf-8") == "# Mine\n"
    assert not file_of(path, 4).exists()
    git(path, "checkout", "-q", "--", ".")
    git(path, "checkout", "-q", "main")
    assert status(path) == ""
    assert "Edited at 5." in file_of(path, 4).read_text(encoding="utf-8")
    assert edit(repos, 6, 1).kept == ()
    check_recorded(path, at=6)


def test_a_detached_head_is_not_touched(repos: Path, path: Path) -> None:
    git(path, "checkout", "-q", "--detach")
    tip = git(path, "rev-parse", "HEAD")
    edit(repos, 5, 1)
    assert git(path, "rev-parse", "HEAD") == tip
    assert status(path) == ""
    assert "State 0" in file_of(path, 1).read_text(encoding="utf-8")
    git(path, "checkout", "-q", "main")
    assert status(path) == ""
    check_recorded(path, at=5)


def test_commits_of_the_user_are_built_upon(repos: Path, path: Path) -> None:
    (path / "notes.txt").write_text("Mine\n", encoding="utf-8")
    git(path, "add", "notes.txt")
    mine = user_commit(path)
    assert edit(repos, 5, 1).kept == ()
    assert git(path, "rev-parse", "main~").strip() == mine
    assert status(path) == ""
    assert (path / "notes.txt").exists()
    check_recorded(path, at=5)


@pytest.mark.parametrize("what", ["merge", "revert", "cherry-pick"])
def test_half_a_merge_is_not_built_upon(repos: Path, path: Path, what: str) -> None:
    """Committed later, its index would take back what is recorded in between."""
    edit(repos, 5, 1)
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
    git(path, "checkout", "-q", "-b", "mine", "main~")
    file_of(path, 1).write_text("# Mine\n", encoding="utf-8")
    user_commit(path)
    git(path, "checkout", "-q", "main")
    edit(repos, 6, 1)
    commands = {
        "merge": ("merge", "mine"),
        "revert": ("revert", "--no-edit", "main~"),
        "cherry-pick": ("cherry-pick", "mine"),
    }
    git(path, *who, *commands[what], status=1)
    before = git(path, "rev-parse", "main"), status(path)
    with pytest.raises(ArchiveError, match=f"A {what} on the branch main .* is not finished"):
        edit(repos, 7, 1)
    assert (git(path, "rev-parse", "main"), status(path)) == before
    git(path, what, "--abort")
    assert edit(repos, 7, 1).kept == ()
    check_recorded(path, at=7)


def test_a_bare_archive_has_no_tree_to_follow(tmp_path: Path) -> None:
    import_entries(tmp_path / "bare", *small_history(2, 2), bare=True)
    path = tmp_path / "bare" / NAME
    assert sorted(os.listdir(path)) == sorted(
        {"HEAD", "branches", "config", "description", "hooks", "info", "objects", "refs", "tracker"}
        & set(os.listdir(path))
    ) + [name for name in ("packed-refs",) if (path / name).exists()]
    check_whole(path)


class Killed(BaseException):
    """The end of the process, as far as the code that runs can tell."""


def at_call(patch: pytest.MonkeyPatch, target: object, name: str, *, after: bool) -> None:
    """Be killed right before, or right after, a step."""
    step: Callable[..., object] = getattr(target, name)

    def killed(*args: object, **kwargs: object) -> object:
        if after:
            step(*args, **kwargs)
        raise Killed

    patch.setattr(target, name, killed)


STEPS = [
    ("_users", False),
    ("_users", True),
    ("_write_out", False),
    ("_write_out", True),
    ("_remove", False),
    ("_remove", True),
]


@pytest.mark.parametrize("work", [False, True])
@pytest.mark.parametrize(("step", "after"), STEPS)
def test_killed_between_two_steps_the_next_run_mends(
    repos: Path, path: Path, patch: pytest.MonkeyPatch, step: str, after: bool, work: bool
) -> None:
    if work:
        file_of(path, 3).write_text("# Mine\n", encoding="utf-8")
        file_of(path, 4).parent.mkdir(parents=True)
        file_of(path, 4).write_text("# Mine\n", encoding="utf-8")
    at_call(patch, worktree, step, after=after)
    gone = {"observed_at": "2026-03-02T17:00:00Z", "item": None, "gone": "erased", "type": "post"}
    with pytest.raises(Killed):
        import_entries(
            repos,
            *(seen(hour(5), item(n, "Edited at 5.", modified=hour(5))) for n in (1, 3, 4)),
            {**gone, "id": 2},
        )
    patch.undo()
    outcome = edit(repos, 6, 1)
    assert "Edited at 6." in file_of(path, 1).read_text(encoding="utf-8")
    assert os.listdir(file_of(path, 2).parent) == ["gone.json"]
    check_whole(path)
    if not work:
        assert outcome.kept == ()
        assert status(path) == ""
        assert "Edited at 5." in file_of(path, 4).read_text(encoding="utf-8")
        return
    assert file_of(path, 3).read_text(encoding="utf-8") == "# Mine\n"
    assert file_of(path, 4).read_text(encoding="utf-8") == "# Mine\n"
    assert status(path) == " M posts/00/00/03/text.md\n M posts/00/00/04/text.md\n"


def test_killed_after_some_files_the_next_run_mends(repos: Path, path: Path) -> None:
    """Of the files of a new commit only some are written, and one is cut short."""
    with opened(repos) as archive:
        note_departure(archive)
    who = ("-c", "user.name=tracker", "-c", "user.email=tracker@tracker.invalid")
    old = file_of(path, 1).read_bytes()
    file_of(path, 1).write_text("# New\n", encoding="utf-8")
    file_of(path, 2).write_text("# New\n", encoding="utf-8")
    git(path, *who, "commit", "-q", "-a", "-m", "Site: it")
    git(path, "read-tree", "HEAD~")
    file_of(path, 1).write_bytes(old)
    with opened(repos) as archive:
        assert follow_main(archive) == ()
    assert status(path) == ""
    assert file_of(path, 1).read_text(encoding="utf-8") == "# New\n"


def test_a_file_that_git_removed_and_could_not_write_comes_back(
    repos: Path, path: Path, patch: pytest.MonkeyPatch
) -> None:
    """The disk was full between the two; a file that the user removed stays removed."""
    file_of(path, 3).unlink()

    def full(_: object, paths: list[str]) -> None:
        for name in paths:
            (path / name).unlink(missing_ok=True)
        raise OSError(28, "No space left on device")

    patch.setattr(worktree, "_write_out", full)
    for _ in range(2):
        with pytest.raises(ArchiveError, match="No space left on device"):
            edit(repos, 5, 1, 2, 3)
    patch.undo()
    edit(repos, 6, 2)
    assert status(path) == " D posts/00/00/03/text.md\n"
    assert "Edited at 5." in file_of(path, 1).read_text(encoding="utf-8")
    assert not (path / ".git" / "tracker" / "writing").exists()
    file_of(path, 1).unlink()
    assert edit(repos, 7, 1).kept == (TEXT,), "nothing is remembered of it"


def test_a_note_of_departure_is_whole_or_absent(repos: Path, patch: pytest.MonkeyPatch) -> None:
    with opened(repos) as archive:
        at_call(patch, Path, "replace", after=False)
        with pytest.raises(Killed):
            note_departure(archive)
        patch.undo()
        assert not (archive.state_dir / "following").exists()
        note_departure(archive)
        tip = archive.resolve(MAIN)
        assert (archive.state_dir / "following").read_text(encoding="ascii") == tip
        assert follow_main(archive) == ()


def test_while_the_user_runs_git_the_tree_waits(
    repos: Path, path: Path, patch: pytest.MonkeyPatch
) -> None:
    """What is read is recorded all the same, and the next run brings the files."""
    patch.setattr(indexing, "_PATIENCE", 0.1)
    (path / ".git" / "index.lock").touch()
    with pytest.raises(ArchiveError, match=r"^Everything is recorded, but the files ") as caught:
        edit(repos, 5, 1)
    assert f"{path}/.git/index.lock is there" in str(caught.value)
    assert "delete that file" in str(caught.value)
    assert "Edited at 5." in shown(path, 1)
    (path / ".git" / "index.lock").unlink()
    edit(repos, 6, 2)
    assert "Edited at 5." in file_of(path, 1).read_text(encoding="utf-8")
    assert status(path) == ""


def test_a_git_of_the_user_that_ends_is_waited_for(repos: Path, path: Path) -> None:
    (path / ".git" / "index.lock").touch()
    timer = threading.Timer(0.3, (path / ".git" / "index.lock").unlink)
    timer.start()
    edit(repos, 5, 1)
    timer.join()
    assert "Edited at 5." in file_of(path, 1).read_text(encoding="utf-8")
    assert status(path) == ""


def test_settings_of_the_user_change_no_byte(repos: Path, path: Path, tmp_path: Path) -> None:
    """Line ends, smudge filters and file modes of a user's configuration."""
    config = tmp_path / "gitconfig"
    config.write_text(
        "[core]\n\tautocrlf = true\n\teol = crlf\n\tignorecase = true\n"
        "[diff]\n\tnoprefix = true\n[log]\n\tshowSignature = true\n\tdecorate = full\n"
        "[i18n]\n\tlogOutputEncoding = latin1\n[color]\n\tui = always\n",
        encoding="utf-8",
    )
    os.environ["GIT_CONFIG_GLOBAL"] = str(config)
    try:
        body = {"rendered": "<p>One\r\ntwo</p>\r\n", "protected": False}
        title = {"rendered": "Küste 港"}
        changed = item(1, "", content=body, title=title, modified=hour(5))
        import_entries(repos, seen(hour(5), changed))
        assert file_of(path, 1, "wp-content.html").read_bytes() == b"<p>One\r\ntwo</p>\r\n"
        check_whole(path)
    finally:
        os.environ["GIT_CONFIG_GLOBAL"] = os.devnull
    assert git(path, "log", "-1", "--format=%s") == "Edit post 1: Küste 港\n"
    done = subprocess.run(["git", "-C", str(path), "diff", "--quiet"], timeout=20, check=False)
    assert done.returncode == 0
