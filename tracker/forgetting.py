"""`tracker forget`: take a post out of a history for good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tracker.archive.aside import ASIDE, clear_aside, has_loose_head, move_refs, refs_holding
from tracker.archive.audits import AUDITS, newest_audits
from tracker.archive.cleansing import audits_without
from tracker.archive.held import FORGOTTEN
from tracker.archive.heldcache import read_held
from tracker.archive.identities import COMMITTER
from tracker.archive.layout import GONE, canonical_json, post_directory
from tracker.archive.messages import compose, render_message
from tracker.archive.purging import purge
from tracker.archive.repository import DRAFTS, MAIN, Archive
from tracker.archive.rewriting import rewrite_without
from tracker.archive.stream import ImportStream
from tracker.archive.worktree import follow_main, note_departure
from tracker.assessing import assess_archive
from tracker.errors import ConfigError
from tracker.model import PostKey, stamp

_NOTE = "forgetting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What went.

    Args:
        commits: how many commits told of the post.
        remotes: names of the remotes that may still have it.
        kept: refs of the user's own that still hold it (branches, tags, the stash); a HEAD that
            is on no branch is named `HEAD`.
        has_audits: whether the branch `audits` is another one now.
    """

    post: PostKey
    commits: int
    remotes: tuple[str, ...]
    kept: tuple[str, ...] = ()
    has_audits: bool = False


def forget_post(archive: Archive, key: PostKey, *, now: Callable[[], datetime]) -> Forgotten:
    """Rewrite the history without a post, and leave a tombstone that says only that it is gone.

    Every commit after the first one of the post gets another id; so do the audits that looked at
    one, and what they found of the post goes. Where the remotes are known to be is dropped: they
    may still have it. No later sync or import records the post again. A run that dies leaves all
    as it was, or is carried on by the same command.

    Args:
        archive: locked by the caller.
        key: the post.
        now: the clock.

    Raises:
        ConfigError: where the archive does not hold the post.
        ArchiveError: where git refuses.
    """
    held = read_held(archive)
    note = archive.state_dir / _NOTE
    is_gone = key in held and held[key].gone == FORGOTTEN
    if key not in held or (is_gone and not _is_noted(note, key)):
        raise ConfigError(f"The archive {archive.path.name} does not hold {key}.")
    forgotten = Forgotten(post=key, commits=0, remotes=archive.remotes())
    if not is_gone:
        note_departure(archive)
        note.write_text(f"{key}\n", encoding="ascii")
        forgotten = _rewrite(archive, key, now())
    clear_aside(archive)
    follow_main(archive)
    purge(archive)
    assess_archive(archive, at=now())
    note.unlink(missing_ok=True)
    return forgotten


def _is_noted(note: Path, key: PostKey) -> bool:
    """Tell whether a run died after it had moved the branches, and before all was purged."""
    return note.exists() and note.read_text(encoding="ascii").strip() == str(key)


def _rewrite(archive: Archive, key: PostKey, at: datetime) -> Forgotten:
    """Write all branches anew beside the old ones, and then put them in their place at once."""
    branches = [ref for ref in (MAIN, DRAFTS) if archive.resolve(ref) is not None]
    rewritten = rewrite_without(archive, key, branches)
    spoiled = list(rewritten.dropped)
    moved = {ref: rewritten.commits[archive.resolve(ref) or ""] for ref in branches}
    moved[MAIN] = _bury(archive, key, at, parent=moved[MAIN])
    audits = newest_audits(archive)
    if audits is not None:
        cleansed = audits_without(archive, key, audits, rewritten.commits)
        moved[AUDITS] = cleansed.tip
        spoiled += [cleansed.changed] if cleansed.changed else []
    holding = [ref for ref in refs_holding(archive, spoiled) if ref not in moved]
    for ref in holding:
        if ref.startswith("refs/remotes/"):
            moved[ref] = ""
    kept = tuple(ref for ref in holding if ref not in moved)
    if has_loose_head(archive, spoiled):
        kept = ("HEAD", *kept)
    move_refs(archive, moved)
    return Forgotten(
        post=key,
        commits=len(rewritten.dropped),
        remotes=archive.remotes(),
        kept=kept,
        has_audits=audits is not None and moved[AUDITS] != audits,
    )


def _bury(archive: Archive, key: PostKey, at: datetime, *, parent: str) -> str:
    """Commit the tombstone: the id and the time, and not a word of the post."""
    document = {"reason": FORGOTTEN, "observed": stamp(at)}
    trailers = {"Evidence": "observation", "Observed": stamp(at), "Gone": FORGOTTEN}
    message = compose("Remove", key, "(forgotten)", ("taken out of this archive",), trailers)
    seconds = int(at.timestamp())
    with ImportStream(archive.repo) as stream:
        blob = stream.blob(canonical_json(document))
        stream.commit(
            f"{ASIDE}/buried",
            author=COMMITTER,
            authored=seconds,
            committed=seconds,
            message=render_message(message).encode(),
            changes=((f"{post_directory(key)}/{GONE}", blob),),
            parents=(parent,) if parent else (),
        )
        stream.finish()
    buried = archive.resolve(f"{ASIDE}/buried")
    assert buried is not None, "git has just written it"
    return buried
