"""`tracker forget`: take a post out of a history for good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tracker.archive.held import FORGOTTEN, read_held
from tracker.archive.layout import GONE, canonical_json, post_directory
from tracker.archive.messages import compose, render_message
from tracker.archive.purging import purge
from tracker.archive.repository import DRAFTS, MAIN, Archive
from tracker.archive.rewriting import rewrite_without
from tracker.archive.stream import COMMITTER, ImportStream
from tracker.archive.worktree import follow_main, note_departure
from tracker.assessing import assess_archive
from tracker.errors import ConfigError
from tracker.model import PostKey, stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What went.

    Args:
        commits: how many commits told of the post.
        remotes: names of the remotes that may still have it.
    """

    post: PostKey
    commits: int
    remotes: tuple[str, ...]


def forget_post(archive: Archive, key: PostKey, *, now: Callable[[], datetime]) -> Forgotten:
    """Rewrite the history without a post, and leave a tombstone that says only that it is gone.

    Every commit after the first one of the post gets another id. No later sync or import records
    the post again.

    Args:
        archive: locked by the caller.
        key: the post.
        now: the clock.

    Raises:
        ConfigError: where the archive does not hold the post.
        ArchiveError: where git refuses.
    """
    held = read_held(archive)
    if key not in held or held[key].gone == FORGOTTEN:
        raise ConfigError(f"The archive {archive.path.name} does not hold {key}.")
    note_departure(archive)
    refs = [ref for ref in (MAIN, DRAFTS) if archive.resolve(ref) is not None]
    commits = rewrite_without(archive, key, refs)
    _bury(archive, key, now())
    follow_main(archive)
    purge(archive)
    assess_archive(archive, at=now())
    return Forgotten(post=key, commits=commits, remotes=archive.remotes())


def _bury(archive: Archive, key: PostKey, at: datetime) -> None:
    """Commit the tombstone: the id and the time, and not a word of the post."""
    document = {"reason": FORGOTTEN, "observed": stamp(at)}
    trailers = {"Evidence": "observation", "Observed": stamp(at), "Gone": FORGOTTEN}
    message = compose("Remove", key, "(forgotten)", ("taken out of this archive",), trailers)
    seconds = int(at.timestamp())
    tip = archive.resolve(MAIN)
    with ImportStream(archive.repo) as stream:
        blob = stream.blob(canonical_json(document))
        stream.commit(
            MAIN,
            author=COMMITTER,
            authored=seconds,
            committed=seconds,
            message=render_message(message).encode(),
            changes=((f"{post_directory(key)}/{GONE}", blob),),
            parents=(tip,) if tip else (),
        )
        stream.finish()
