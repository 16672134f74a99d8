"""Commits by the first digits of their ids, as git prints them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tracker.archive.history import Commit, iter_commits
from tracker.archive.places import iter_told
from tracker.archive.repository import MAIN, Archive
from tracker.errors import ConfigError
from tracker.model import PostKey
from tracker.text.clean import one_line

_COMMIT = re.compile(r"[0-9a-f]{4,64}\Z", re.IGNORECASE)
_SHOWN = 10


class EditCommit(NamedTuple):
    """A post, and the commit that recorded one of its states; empty where none is meant."""

    key: PostKey
    commit: str


def is_commit(text: str) -> bool:
    """Tell whether a text can be the beginning of a commit's id: four digits or more."""
    return _COMMIT.match(text) is not None


def find_commit(archive: Archive, text: str) -> EditCommit | None:
    """Find the edit that a commit recorded, and the post of which it tells.

    Args:
        archive: where.
        text: hexadecimal digits, the first ones of its id.

    Returns:
        None where the archive has no such commit.

    Raises:
        ConfigError: where several commits fit, or the one that does is no edit of one post.
    """
    commits = _commits(archive, text)
    if not commits:
        return None
    posts = {one.id: tuple(key for key, _ in iter_told(one)) for one in commits}
    edits = [one for one in commits if posts[one.id] and archive.is_ancestor(one.id, MAIN)]
    if len(edits) > 1:
        raise ConfigError(_ambiguous(text, edits))
    if not edits:
        raise ConfigError(
            f"The commit {_named(commits[0])} is no edit of a post; "
            f"`git -C {archive.path} show {commits[0].id[:12]}` shows it."
        )
    (commit,) = edits
    if len(keys := posts[commit.id]) > 1:
        names = ", ".join(str(key) for key in keys[:_SHOWN])
        more = f" and {len(keys) - _SHOWN} more" if len(keys) > _SHOWN else ""
        raise ConfigError(
            f"{text} tells of several posts: {names}{more}; name one of them "
            f"(`tracker show POST {text}`)."
        )
    return EditCommit(keys[0], commit.id)


def _commits(archive: Archive, text: str) -> Sequence[Commit]:
    """Read the commits that begin so; git leaves out objects of other kinds."""
    found = archive.repo.git.rev_parse(f"--disambiguate={text.lower()}").split()
    return tuple(iter_commits(archive, "--no-walk=unsorted", *found)) if found else ()


def _ambiguous(text: str, commits: Sequence[Commit]) -> str:
    shown = "\n".join(f"  {_named(one)}" for one in commits[:_SHOWN])
    more = f"\n  and {len(commits) - _SHOWN} more" if len(commits) > _SHOWN else ""
    return f"{text!r} fits {len(commits)} commits; write more of the one you mean:\n{shown}{more}"


def _named(commit: Commit) -> str:
    subject = commit.text.partition("\n")[0]
    return f"{commit.id[:12]} ({one_line(subject)})"
