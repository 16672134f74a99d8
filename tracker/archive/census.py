"""What an archive holds, counted."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from tracker.archive.held import HeldPost
from tracker.archive.history import iter_commits
from tracker.archive.repository import MAIN, Archive
from tracker.holdings import Census, TypeCensus
from tracker.model import PostKey

STATE_VERBS = frozenset(
    {"First-seen", "Publish", "Edit", "Touch", "Protect", "Restore", "Backfill"}
)


def take_census(archive: Archive, held: dict[PostKey, HeldPost]) -> Census:
    """Count posts, states and commits by walking the history once."""
    kinds: Counter[str] = Counter()
    states: Counter[str] = Counter()
    revisions: Counter[str] = Counter()
    foreign = 0
    first: datetime | None = None
    last: datetime | None = None
    commits = iter_commits(archive, MAIN) if archive.resolve(MAIN) else iter(())
    for commit in commits:
        message = commit.message
        if message is None:
            foreign += 1
            continue
        kinds[message.verb.lower()] += 1
        if message.key is None or message.verb not in STATE_VERBS:
            continue
        states[message.key.folder] += 1
        revisions[message.key.folder] += "revision" in message.trailers.get("Evidence", "")
        moment = min(commit.authored, commit.committed)
        first = moment if first is None else min(first, moment)
        last = commit.committed if last is None else max(last, commit.committed)
    types = tuple(
        _type(folder, held, states[folder], revisions[folder])
        for folder in sorted({key.folder for key in held})
    )
    return Census(types=types, kinds=dict(kinds), first=first, last=last, foreign=foreign)


def _type(folder: str, held: dict[PostKey, HeldPost], states: int, revisions: int) -> TypeCensus:
    posts = [post for key, post in held.items() if key.folder == folder]
    return TypeCensus(
        folder=folder,
        posts=sum(not post.gone for post in posts),
        away=sum(bool(post.gone) for post in posts),
        states=states,
        revisions=revisions,
        activity=sum(post.count or 0 for post in posts),
    )


def size_of(archive: Archive) -> int:
    """Measure the objects of the repository, in bytes."""
    report = archive.repo.git.count_objects("-v")
    sizes = dict(line.split(": ") for line in report.splitlines() if ": " in line)
    return 1024 * (int(sizes.get("size", 0)) + int(sizes.get("size-pack", 0)))
