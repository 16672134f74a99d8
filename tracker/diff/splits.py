"""Find sentences that were split in two or merged into one."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Indel

from tracker.diff.similarity import Profiles

_WHOLE = 0.6
_SHARE = 0.5
_ENOUGH_WORDS = 2

Joint = tuple[tuple[int, ...], tuple[int, ...]]


def find_splits(
    matches: Sequence[Joint], a: Sequence[str], b: Sequence[str], profiles: Profiles
) -> list[Joint]:
    """Let matched sentences take in their unmatched neighbours where these hold part of them.

    A neighbour belongs to the match if at least half of its words continue the words in common.
    """
    free_a = set(range(len(a))) - {i for before, _ in matches for i in before}
    free_b = set(range(len(b))) - {j for _, after in matches for j in after}
    if not free_a and not free_b:
        return list(matches)
    result = []
    for before, after in matches:
        grown_before, grown_after = before, after
        if a[before[0]] != b[after[0]]:
            grown_after = _grow(profiles.words(a[before[0]]), after, b, free_b, profiles)
            if grown_after == after:
                grown_before = _grow(profiles.words(b[after[0]]), before, a, free_a, profiles)
        result.append((grown_before, grown_after))
    return result


def _grow(
    whole: str,
    parts: tuple[int, ...],
    sentences: Sequence[str],
    free: set[int],
    profiles: Profiles,
) -> tuple[int, ...]:
    """Add neighbours to the parts as long as they make up more of the whole."""
    grew = True
    while grew:
        grew = False
        for neighbour in (parts[-1] + 1, parts[0] - 1):
            candidate = tuple(sorted((*parts, neighbour)))
            if neighbour in free and _gains(
                whole,
                "".join(profiles.words(sentences[number]) for number in parts),
                "".join(profiles.words(sentences[number]) for number in candidate),
            ):
                free.remove(neighbour)
                parts = candidate
                grew = True
    return parts


def _gains(whole: str, without: str, joined: str) -> bool:
    """Tell whether a neighbour, given by what is joined with it, is a part of the whole."""
    now = _common(whole, joined)
    enough = max(_ENOUGH_WORDS, _SHARE * (len(joined) - len(without)))
    similar = 2 * now >= _WHOLE * (len(whole) + len(joined))
    return similar and now - _common(whole, without) >= enough


def _common(one: str, other: str) -> int:
    """Count the words in common and in order."""
    return (len(one) + len(other) - Indel.distance(one, other)) // 2
