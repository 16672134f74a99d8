"""Push an archive to another repository: history, notes, what is known of runs; never forced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from git.exc import GitCommandError

from tracker.archive.audits import AUDITS
from tracker.archive.bounded import in_words, run_bounded
from tracker.archive.complaints import reason_of
from tracker.archive.repository import MAIN, NOTES, Archive
from tracker.errors import ArchiveError

_PREFIXES = (MAIN, AUDITS, NOTES, "refs/tracker")
_FAILED = "!"
_UP_TO_DATE = "="
_USER_PART = re.compile(r"(?<=://)[^/@]*@")
_RESULT = re.compile(r"(?P<flag>[ +\-*!=])\t(?P<source>[^:\t]*):(?P<ref>[^\t]+)\t(?P<said>.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class PushedRef:
    """One ref of a push, by its full name; `moved` where the other side did not have it yet."""

    ref: str
    moved: bool


def push(archive: Archive, remote: str, *, timeout: timedelta) -> tuple[PushedRef, ...]:
    """Push main, audits, notes and what is known of runs; all of them or none.

    The branch `drafts` stays here. Nothing is forced: where the other side holds what is not
    here, it keeps it, and the push fails.

    Args:
        archive: opened by `open_archive`, which refuses shallow clones.
        remote: the name of a remote of the archive, an address or an absolute path.
        timeout: how long it may take.

    Raises:
        ArchiveError: where the other side refuses, cannot be reached, or does not end in time.
    """
    # Ids, so that what another run writes meanwhile goes whole, or not at all.
    wanted = "--format=%(objectname):%(refname)"
    refs = str(archive.repo.git.for_each_ref(wanted, *_PREFIXES)).split()
    if not refs:
        raise ArchiveError(f"{archive.path} holds nothing to push yet.", path=archive.path)
    try:
        said = run_bounded(
            archive.repo,
            "push", "--porcelain", "--atomic", "--no-force", "--no-follow-tags",
            "--recurse-submodules=no", "--", remote, *refs,
            timeout=timeout,
        )  # fmt: skip
    except TimeoutError:
        raise ArchiveError(
            f"The push to {shown_remote(remote)} did not end within {in_words(timeout)}, and was "
            "stopped; it is tried again next time.",
            path=archive.path,
        ) from None
    except GitCommandError as error:
        raise ArchiveError(_refusal(archive, remote, error), path=archive.path) from None
    return tuple(
        PushedRef(ref=found["ref"], moved=found["flag"] != _UP_TO_DATE) for found in _results(said)
    )


def _results(said: str) -> Iterator[re.Match[str]]:
    """Read `git push --porcelain`: flag, source:destination, what was done."""
    for line in said.splitlines():
        found = _RESULT.fullmatch(line)
        if found is not None:
            yield found


def _refusal(archive: Archive, remote: str, error: GitCommandError) -> str:
    """Say why a push failed, and what to do."""
    name = shown_remote(remote)
    output = str(error.stdout).removeprefix("\n  stdout: ").strip("' ")
    failed = {
        found["ref"].removeprefix("refs/heads/"): found["said"]
        for found in _results(output)
        if found["flag"] == _FAILED and "atomic push failed" not in found["said"]
    }
    told = " ".join(failed.values())
    refs = ", ".join(failed) or "anything"
    if "fetch first" in told or "non-fast-forward" in told or "stale info" in told:
        return (
            f"{name} did not take {refs}: it holds commits that {archive.path} does not, and "
            "nothing is ever forced. If another machine records this site there too, give each "
            "archive a repository of its own; after `tracker forget`, do what it said of remotes. "
            "Nothing was pushed."
        )
    if "branch is currently checked out" in told:
        return (
            f"{name} did not take {refs}: it has a working tree. Push to a bare repository "
            "(`git init --bare`). Nothing was pushed."
        )
    if failed:
        return f"{name} did not take {refs}: {told}. Nothing was pushed."
    return f"The push to {name} failed ({_USER_PART.sub('', reason_of(error))})."


def shown_remote(remote: str) -> str:
    """Name a remote without the user and the password that its address may hold."""
    return _USER_PART.sub("", remote)
