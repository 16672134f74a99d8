"""Find sentences that were split in two or merged into one."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Indel

from tracker.diff.similarity import Profiles

_WHOLE = 0.6
_SHARE = 0.5
_ENOUGH_WORDS = 2

Range = tuple[int, int]
Joint = tuple[Range, Range]


def find_splits(
    joints: Sequence[Joint],
    a: Sequence[str],
    b: Sequence[str],
    free_a: set[int],
    free_b: set[int],
    profiles: Profiles,
) -> list[Joint]:
    """Let matched sentences take in their unmatched neighbours where these hold part of them.

    A neighbour belongs to the match if at least half of its words continue the words in common.

    Args:
        joints: the matched sentences, as ranges of `a` and `b`.
        a: all sentences of the one side.
        b: all sentences of the other side.
        free_a: the unmatched ones of `a`; what is taken in is removed.
        free_b: the unmatched ones of `b`, likewise.
        profiles: the sentences as words.
    """
    result = []
    for joint in joints:
        before, after = joint
        # Most have no neighbour to take in.
        if after[1] in free_b or after[0] - 1 in free_b:
            after = _grow(a[before[0]], after, b, free_b, profiles)
        if after == joint[1] and (before[1] in free_a or before[0] - 1 in free_a):
            before = _grow(b[after[0]], before, a, free_a, profiles)
        result.append((before, after))
    return result


def _grow(
    whole: str, parts: Range, sentences: Sequence[str], free: set[int], profiles: Profiles
) -> Range:
    """Add neighbours to the parts as long as they make up more of the whole."""
    start, stop = parts
    words = profiles.words(whole)
    while stop in free or start - 1 in free:
        for neighbour, candidate in ((stop, (start, stop + 1)), (start - 1, (start - 1, stop))):
            if (
                neighbour in free
                and _may_gain(words, profiles.words(sentences[neighbour]))
                and _gains(
                    words,
                    "".join(map(profiles.words, sentences[start:stop])),
                    "".join(map(profiles.words, sentences[slice(*candidate)])),
                )
            ):
                free.remove(neighbour)
                start, stop = candidate
                break
        else:
            break
    return start, stop


def _may_gain(whole: str, neighbour: str) -> bool:
    """Tell whether a neighbour alone has enough of the whole: with others it cannot add more."""
    return _common(whole, neighbour) >= max(_ENOUGH_WORDS, _SHARE * len(neighbour))


def _gains(whole: str, without: str, joined: str) -> bool:
    """Tell whether a neighbour, given by what is joined with it, is a part of the whole."""
    now = _common(whole, joined)
    enough = max(_ENOUGH_WORDS, _SHARE * (len(joined) - len(without)))
    similar = 2 * now >= _WHOLE * (len(whole) + len(joined))
    return similar and now - _common(whole, without) >= enough


def _common(one: str, other: str) -> int:
    """Count the words in common and in order."""
    return (len(one) + len(other) - int(Indel.distance(one, other))) // 2
