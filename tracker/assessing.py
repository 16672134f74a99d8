"""`tracker assess`: verdicts on the edits of an archive, cached, and kept as git notes."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

import msgspec

from tracker.archive.notes import write_notes
from tracker.archive.repository import Archive
from tracker.archive.verdictcache import VerdictCache
from tracker.chronicle import RecordedState, iter_chronicles
from tracker.edits.chain import assess_history
from tracker.edits.comparing import changed_lines
from tracker.edits.values import RULES_VERSION, Assessment, Setting
from tracker.edits.verdicts import render_assessment
from tracker.model import PostKey
from tracker.text import DEFAULT_NOISE, TEXT_VERSION, Noise

_FORMAT = 1
_DECODER = msgspec.msgpack.Decoder(tuple[Assessment, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessedEdit:
    """One state of a post, the one before it, and what is said of the step between them.

    Args:
        before: None for the first state of the post.
    """

    recorded: RecordedState
    before: RecordedState | None
    assessment: Assessment


def setting_of(archive: Archive) -> Setting:
    """Make the setting of assessments from what an archive knows of its site."""
    site = archive.site()
    return Setting(
        language=str(site.get("language") or "en"), zone=str(site.get("time_zone") or "")
    )


def iter_assessed(
    archive: Archive, keys: Collection[PostKey] | None = None, *, noise: Noise = DEFAULT_NOISE
) -> Iterator[tuple[PostKey, tuple[AssessedEdit, ...]]]:
    """Assess the edits of some posts, or of all, post by post, oldest first.

    The `diff` of an assessment is left out: `diff_text` makes it of the two states.

    Lists of other posts are told by lines that came or went in several posts. Which lines did is
    kept in the cache; of posts that were never assessed here, nothing is known.

    Args:
        archive: where.
        keys: the posts; None for all.
        noise: what never makes an edit.
    """
    setting = setting_of(archive)
    with VerdictCache(archive.state_dir / "verdicts.sqlite") as cache:
        if keys is None:
            for key, states in iter_chronicles(archive, noise=noise):
                cache.note_lines(key, _line_hashes(states))
        for key, states in iter_chronicles(archive, keys, noise=noise):
            yield key, _assess(cache, key, states, setting)


def assess_archive(
    archive: Archive,
    keys: Collection[PostKey] | None = None,
    *,
    at: datetime,
    noise: Noise = DEFAULT_NOISE,
) -> int:
    """Assess posts, and write the verdicts as git notes; the first state of a post has none.

    Args:
        archive: locked by the caller.
        keys: the posts; None for all, and notes of commits that are no more go.
        at: now.
        noise: what never makes an edit.

    Returns:
        how many notes changed.
    """
    notes: dict[str, str] = {}
    for _, edits in iter_assessed(archive, keys, noise=noise):
        commits = [edit.recorded.place.commit[:12] for edit in edits]
        for edit in edits:
            if edit.before is not None and edit.recorded.place.is_of_post:
                notes[edit.recorded.place.commit] = render_assessment(edit.assessment, commits)
    return write_notes(archive, notes, at=at, all_of_them=keys is None)


def _assess(
    cache: VerdictCache, key: PostKey, states: tuple[RecordedState, ...], setting: Setting
) -> tuple[AssessedEdit, ...]:
    lines = _line_hashes(states)
    cache.note_lines(key, lines)
    shared = cache.shared(key, lines)
    fingerprint = _fingerprint(states, setting, shared)
    held = cache.read(key, fingerprint)
    if held is not None:
        assessments = _DECODER.decode(held)
    else:
        words = frozenset(lines[line] for line in shared)
        values = [one.state for one in states]
        # The diff holds both whole texts, and is quickly made anew.
        said = assess_history(values, setting, words)
        assessments = tuple(replace(one, diff=None) for one in said)
        cache.write(key, fingerprint, msgspec.msgpack.encode(assessments))
    before = (None, *states[:-1])
    return tuple(
        AssessedEdit(recorded=one, before=last, assessment=said)
        for one, last, said in zip(states, before, assessments, strict=True)
    )


def _line_hashes(states: tuple[RecordedState, ...]) -> dict[int, str]:
    """Hash the lines that came or went between the states of a post."""
    found: dict[int, str] = {}
    for before, after in pairwise(states):
        for line in changed_lines(before.state, after.state):
            digest = hashlib.blake2b(line.encode("utf-8", "surrogatepass"), digest_size=8)
            found[int.from_bytes(digest.digest(), "big", signed=True)] = line
    return found


def _fingerprint(
    states: tuple[RecordedState, ...], setting: Setting, shared: frozenset[int]
) -> bytes:
    """Name all that an assessment follows from: states, setting, rules, shared lines."""
    parts = [_FORMAT, RULES_VERSION, TEXT_VERSION, setting.language, setting.zone, sorted(shared)]
    parts += [one.place.commit for one in states]
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).digest()
