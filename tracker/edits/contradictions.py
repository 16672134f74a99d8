"""Find evidence that does not agree: revisions that vanished, were backdated, were never served."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tracker.edits.facts import body_of
from tracker.edits.values import Evidence, State
from tracker.model import revision_activity, stamp

CACHED = timedelta(hours=1)
"""How long a page cache may serve what was there before."""


class ContradictionKind(StrEnum):
    """What does not agree."""

    BACKDATED = "backdated"
    """A revision claims a time at which the newest public one was older than it."""
    DIFFERS = "differs"
    """A revision is not what the public was served."""
    VANISHED = "vanished"
    """More revisions are held than the site counts."""
    DISORDER = "disorder"
    """A state was read before one that stands earlier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Evidence that does not agree, and what is to be said of it."""

    kind: ContradictionKind
    words: str


def contradictions(states: Sequence[State]) -> Iterator[tuple[int, str]]:
    """Give the index of a state and a sentence for each contradiction that it shows."""
    for place in range(len(states)):
        for found in contradictions_at(place, states):
            yield place, found.words


def contradictions_at(place: int, states: Sequence[State]) -> Iterator[Contradiction]:
    """Give the contradictions that one state shows.

    Args:
        place: index of the state.
        states: the whole history, in its order.
    """
    state = states[place]
    if state.evidence is Evidence.REVISION:
        yield from _of_revision(place, state, states)
    else:
        yield from _of_observation(place, state, states)


def _of_revision(place: int, state: State, states: Sequence[State]) -> Iterator[Contradiction]:
    """Check a revision against what was read at and after the time that it claims."""
    if state.claimed is None:
        return
    following = _next_claim(place, states)
    for seen in states:
        if seen.evidence is Evidence.REVISION or seen.away or seen.observed is None:
            continue
        if seen.observed <= state.claimed + CACHED:
            continue
        newest = revision_activity(seen.fields)[1]
        if newest is not None and state.revision is not None and newest < state.revision:
            yield Contradiction(
                kind=ContradictionKind.BACKDATED,
                words=f"revision {state.revision} claims {stamp(state.claimed)}, but at "
                f"{stamp(seen.observed)} the newest public revision was still {newest}: "
                "it was backdated, or made by an import",
            )
            return
        if following is not None and seen.observed >= following:
            return
        if body_of(seen.text) != body_of(state.text) and seen.claimed == state.claimed:
            yield Contradiction(
                kind=ContradictionKind.DIFFERS,
                words=f"revision {state.revision} of {stamp(state.claimed)} differs from what the "
                f"public was served at {stamp(seen.observed)}",
            )
            return


def _next_claim(place: int, states: Sequence[State]) -> datetime | None:
    later = [
        each.claimed for each in states[place + 1 :] if each.claimed is not None and each.revision
    ]
    return min(later, default=None)


def _of_observation(place: int, state: State, states: Sequence[State]) -> Iterator[Contradiction]:
    """Check the public count of revisions against the revisions held."""
    count = revision_activity(state.fields)[0]
    if count is None or state.away:
        return
    held = {each.revision for each in states[: place + 1] if each.revision is not None}
    if len(held) > count and (place == 0 or _count_before(place, states) != count):
        yield Contradiction(
            kind=ContradictionKind.VANISHED,
            words=f"{len(held)} revisions are held, and the site counts {count}: "
            "some were deleted there (or kept to a limit)",
        )
    past = [
        each
        for each in states[:place]
        if each.observed and state.observed and each.observed > state.observed
    ]
    if past:
        yield Contradiction(
            kind=ContradictionKind.DISORDER,
            words="it was read before a state that stands earlier in the history",
        )


def _count_before(place: int, states: Sequence[State]) -> int | None:
    earlier = [each for each in states[:place] if each.evidence is not Evidence.REVISION]
    return revision_activity(earlier[-1].fields)[0] if earlier else None
