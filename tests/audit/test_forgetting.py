"""A takedown reaches the audits: no word of the post stays, and nothing else is told again."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.audit.conftest import Played
from tests.audit.keeping import (
    HOUR,
    audit,
    check_holds,
    everything,
    ledger_of,
    records_of,
    told,
    verified,
)
from tests.audit.test_sites import one as audit_one
from tests.audit.test_sites import task
from tests.cli.running import Tracker, git
from tracker.archive.repository import open_archive
from tracker.audit.posting import post
from tracker.audit.pushing import push_sites
from tracker.forgetting import Forgotten, forget_post
from tracker.model import PostKey

FERRY = PostKey(folder="posts", id=101)
WORDS = (b"ferry landing", b"$6.9 million", b"ferry-landing")


def forget(path: Path, moment: object) -> Forgotten:
    with open_archive(path) as archive, archive.lock():
        return forget_post(archive, FERRY, now=lambda: moment)  # type: ignore[arg-type, return-value]


def test_not_a_word_stays(newsroom: Played) -> None:
    before = everything(newsroom.path)
    assert all(word in before for word in WORDS)
    assert any(one.post == str(FERRY) for kept in newsroom.audits for one in kept.record.new)
    done = forget(newsroom.path, newsroom.moments[-1] + HOUR)
    assert done.has_audits
    assert done.kept == ()
    after = everything(newsroom.path)
    assert [word for word in WORDS if word in after] == []
    assert git(newsroom.path, "for-each-ref", "refs/forgetting") == ""
    assert git(newsroom.path, "fsck", "--strict", "--no-dangling", "--no-progress") == ""


def test_what_was_found_of_other_posts_stays(newsroom: Played) -> None:
    def others(records: list) -> list:  # type: ignore[type-arg]
        return [
            [(one.id, one.words) for one in record.new if one.post != str(FERRY)]
            for record in records
        ]

    before = others(records_of(newsroom.path))
    assert sum(map(len, before)) >= 4
    forget(newsroom.path, newsroom.moments[-1] + HOUR)
    after = records_of(newsroom.path)
    assert others(after) == before
    assert not any(one.post == str(FERRY) for record in after for one in record.new)
    held = ledger_of(newsroom.path)
    assert held.record is not None
    assert held.record.open == len(held.open.findings)
    assert held.open.findings
    assert not any(one.post == str(FERRY) for one in held.open.findings)


def test_the_commits_that_are_named_are_there(newsroom: Played) -> None:
    forget(newsroom.path, newsroom.moments[-1] + HOUR)
    for record in records_of(newsroom.path):
        for name in filter(None, (record.base.main, record.audited.main)):
            git(newsroom.path, "merge-base", "--is-ancestor", name, "main")
        for one in record.new:
            git(newsroom.path, "merge-base", "--is-ancestor", one.commit, "main")
            assert one.commit[:12] in one.check or "git show" not in one.check


def test_the_audits_still_hold(newsroom: Played) -> None:
    forget(newsroom.path, newsroom.moments[-1] + HOUR)
    check_holds(newsroom.path)
    assert all(one.record.forgotten == (str(FERRY),) for one in verified(newsroom.path))


def test_verify_says_what_cannot_be_compared(newsroom: Played, tracker: Tracker) -> None:
    forget(newsroom.path, newsroom.moments[-1] + HOUR)
    done = tracker("audit", "verify", "--repos", newsroom.path.parent)
    assert (done.code, done.err) == (0, "")
    assert "posts/101 was taken out of it later" in done.out


@pytest.mark.parametrize("place", ["main", "main~3"])
def test_a_branch_of_drafts_goes_with_it(newsroom: Played, place: str) -> None:
    path = newsroom.path
    git(path, "branch", "drafts", place)
    me = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
    draft = git(path, *me, "commit-tree", "-p", "drafts", "-m", "A note", "drafts^{tree}").strip()
    git(path, "update-ref", "refs/heads/drafts", draft)
    assert forget(path, newsroom.moments[-1] + HOUR).kept == ()
    after = everything(path)
    assert [word for word in WORDS if word in after] == []
    assert git(path, "log", "-1", "--format=%s", "drafts").strip() == "A note"
    git(path, "merge-base", "--is-ancestor", "drafts~1", "main")


def test_a_branch_whose_newest_commit_is_of_the_post(newsroom: Played) -> None:
    path = newsroom.path
    last = git(path, "log", "-1", "--format=%H", "main", "--", "posts/00/01/101").strip()
    git(path, "branch", "drafts", last)
    assert forget(path, newsroom.moments[-1] + HOUR).kept == ()
    assert [word for word in WORDS if word in everything(path)] == []
    git(path, "merge-base", "--is-ancestor", "drafts", "main")


def test_the_messages_say_so(newsroom: Played) -> None:
    forget(newsroom.path, newsroom.moments[-1] + HOUR)
    messages = git(newsroom.path, "log", "--format=%B%x00", "audits").split("\0")
    assert all("Written anew without posts/101" in one for one in messages if one.strip())


def test_what_the_pushes_said_is_kept(newsroom: Played) -> None:
    audited, at = audit_one(newsroom.path), newsroom.moments[-1] + HOUR
    for remote in ("/nowhere", str(newsroom.path)):
        wanted = task(newsroom.path, push=remote)
        push_sites([wanted], [audited], parallel=1, now=lambda: at)
    before = git(newsroom.path, "log", "-2", "--format=%s", "audits")
    assert before.splitlines() == ["Push: it works again", "Push: it failed"]
    forget(newsroom.path, at)
    assert git(newsroom.path, "log", "-2", "--format=%s", "audits") == before


def test_nothing_is_told_twice(newsroom: Played) -> None:
    forget(newsroom.path, newsroom.moments[-1] + HOUR)
    before = told(newsroom.path)
    later = audit(newsroom.path, newsroom.moments[-1] + 2 * HOUR)
    assert later.new == []
    assert later.record.resolved == ()
    assert told(newsroom.path) == before
    assert later.record.base.main != ""
    check_holds(newsroom.path)


def test_two_posts_one_after_the_other(newsroom: Played) -> None:
    forget(newsroom.path, newsroom.moments[-1] + HOUR)
    other = PostKey(folder="posts", id=102)
    with open_archive(newsroom.path) as archive, archive.lock():
        forget_post(archive, other, now=lambda: newsroom.moments[-1] + 2 * HOUR)
    assert records_of(newsroom.path)[-1].forgotten == ("posts/101", "posts/102")
    assert audit(newsroom.path, newsroom.moments[-1] + 3 * HOUR).new == []


def test_audits_before_the_post_keep_their_ids(newsroom: Played) -> None:
    """Only what looked at the post, or came after it, is written anew."""
    path = newsroom.path
    late = git(path, "log", "--reverse", "--format=%H %(trailers:key=Post,valueonly)", "main")
    first: dict[str, str] = {}
    for line in filter(None, late.splitlines()):
        commit, _, name = line.partition(" ")
        first.setdefault(name, commit)
    name, commit = list(first.items())[-1]
    before = [
        kept.commit
        for kept in newsroom.audits
        if commit not in git(path, "rev-list", kept.record.audited.main)
    ]
    assert before
    with open_archive(path) as archive, archive.lock():
        key = PostKey(folder=name.partition("/")[0], id=int(name.partition("/")[2]))
        forget_post(archive, key, now=lambda: newsroom.moments[-1] + HOUR)
    now = git(path, "log", "--reverse", "--format=%H", "audits").split()
    assert now[: len(before)] == before
    assert len(now) == len(newsroom.audits)
    assert not set(now) & {kept.commit for kept in newsroom.audits[len(before) :]}


def test_a_clone_forgets_what_it_knows_of_its_origin(newsroom: Played, tmp_path: Path) -> None:
    clone = tmp_path / "clones" / "copy"
    git(tmp_path, "clone", "--quiet", str(newsroom.path), str(clone))
    git(clone, "branch", "mine", "origin/main")
    done = forget(clone, newsroom.moments[-1] + HOUR)
    assert done.remotes == ("origin",)
    assert done.kept == ("refs/heads/mine",)
    assert git(clone, "for-each-ref", "refs/remotes") == ""
    git(clone, "branch", "-D", "mine")
    git(clone, "reflog", "expire", "--expire=now", "--all")
    git(clone, "gc", "--quiet", "--prune=now")
    after = everything(clone)
    assert [word for word in WORDS if word in after] == []
    assert records_of(clone)[-1].forgotten == (str(FERRY),)


def test_a_head_on_no_branch_is_named(newsroom: Played) -> None:
    git(newsroom.path, "checkout", "--quiet", "--detach", "main")
    assert forget(newsroom.path, newsroom.moments[-1] + HOUR).kept == ("HEAD",)


def test_a_message_that_waits_tells_nothing_of_it(newsroom: Played) -> None:
    at = newsroom.moments[-1] + HOUR
    git(newsroom.path, "update-ref", "-d", "refs/heads/audits")
    audit(newsroom.path, at, channels=("desk",), run="20260301T000000Z-aaaaaa")
    assert [one.run for one in ledger_of(newsroom.path).outbox.waiting]
    forget(newsroom.path, at)
    sent = []

    def send(message: object, names: Sequence[str]) -> dict[str, str]:
        sent.append(str(message))
        return dict.fromkeys(names, "")

    post((newsroom.path,), send=send, known=frozenset({"desk"}), now=lambda: at)
    assert len(sent) <= 1
    assert not any("ferry landing" in one.lower() for one in sent)


def test_a_run_with_nothing_else_to_tell_is_not_waited_for(newsroom: Played) -> None:
    """Of one post alone there was news: no empty message follows."""
    git(newsroom.path, "update-ref", "-d", "refs/heads/audits")
    at = newsroom.moments[-1] + HOUR
    first = git(newsroom.path, "log", "--format=%H", "-1", "--", "posts/00/01/101").strip()
    only = audit(newsroom.path, at, since=f"{first}", channels=("desk",))
    assert only.commit
    forget(newsroom.path, at)
    runs = {record.run for record in records_of(newsroom.path) if record.has_news}
    assert {one.run for one in ledger_of(newsroom.path).outbox.waiting} <= runs


def test_the_command_names_the_branch(newsroom: Played, tracker: Tracker) -> None:
    git(newsroom.path, "remote", "add", "origin", "https://example.org/archive.git")
    done = tracker("forget", "posts/101", "--repos", newsroom.path.parent, "--yes")
    assert done.code == 0, done.err
    assert "push --force origin main audits 'refs/tracker/*" in done.out


DIE = """
import os, signal, sys
from collections.abc import Sequence
from pathlib import Path
from datetime import datetime
import tracker.forgetting as forgetting
from tracker.archive.repository import open_archive
from tracker.model import PostKey
path, name, moment = Path(sys.argv[1]), sys.argv[2], datetime.fromisoformat(sys.argv[3])
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
setattr(forgetting, name, die)
with open_archive(path) as archive, archive.lock():
    forgetting.forget_post(archive, PostKey(folder="posts", id=101), now=lambda: moment)
"""


@pytest.mark.parametrize(
    "at", ["rewrite_without", "_bury", "audits_without", "move_refs", "clear_aside", "follow_main",
           "purge", "assess_archive"],
)  # fmt: skip
def test_killed_it_is_carried_on(newsroom: Played, at: str) -> None:
    """Before the branches move all is as it was; after it the same command finishes."""
    moment = newsroom.moments[-1] + HOUR
    before = git(newsroom.path, "for-each-ref", "refs/heads", "refs/tracker")
    died = subprocess.run(
        [sys.executable, "-c", DIE, str(newsroom.path), at, moment.isoformat()],
        env=os.environ.copy(), check=False,
    )  # fmt: skip
    assert died.returncode == -9
    if at in ("rewrite_without", "_bury", "audits_without", "move_refs"):
        assert git(newsroom.path, "for-each-ref", "refs/heads", "refs/tracker") == before
    forget(newsroom.path, moment)
    after = everything(newsroom.path)
    assert [word for word in WORDS if word in after] == []
    assert git(newsroom.path, "for-each-ref", "refs/forgetting") == ""
    assert git(newsroom.path, "status", "--porcelain") == ""
    check_holds(newsroom.path)
