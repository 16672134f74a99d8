"""Find sentences that were split in two or merged into one."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Indel

from tracker.diff.similarity import Profiles

_WHOLE = 0.6
_SHARE = 0.5
_ENOUGH_WORDS = 2

Numbered = Sequence[tuple[int, str]]
Joint = tuple[tuple[int, ...], tuple[int, ...]]


def find_splits(
    matches: Sequence[Joint], a: Numbered, b: Numbered, profiles: Profiles
) -> list[Joint]:
    """Let matched sentences take in their unmatched neighbours where these hold part of them.

    A neighbour belongs to the match if at least half of its words continue the words in common.
    """
    words_a = {i: profiles.words(text) for i, text in a}
    words_b = {j: profiles.words(text) for j, text in b}
    free_a = words_a.keys() - {i for before, _ in matches for i in before}
    free_b = words_b.keys() - {j for _, after in matches for j in after}
    result = []
    for before, after in matches:
        if len(before) == 1:
            grown = _grow(words_a[before[0]], after, words_b, free_b)
        if grown == after and len(after) == 1:
            before = _grow(words_b[after[0]], before, words_a, free_a)
        result.append((before, grown))
    return result


def _grow(
    whole: str, parts: tuple[int, ...], words: dict[int, str], free: set[int]
) -> tuple[int, ...]:
    """Add neighbours to the parts as long as they make up more of the whole."""
    grew = True
    while grew:
        grew = False
        for neighbour, candidate in (
            (parts[-1] + 1, (*parts, parts[-1] + 1)),
            (parts[0] - 1, (parts[0] - 1, *parts)),
        ):
            if neighbour in free and _gains(whole, parts, neighbour, candidate, words):
                free.remove(neighbour)
                parts = candidate
                grew = True
    return parts


def _gains(
    whole: str,
    parts: tuple[int, ...],
    neighbour: int,
    candidate: tuple[int, ...],
    words: dict[int, str],
) -> bool:
    joined = "".join(words[number] for number in candidate)
    now = _common(whole, joined)
    gain = now - _common(whole, "".join(words[number] for number in parts))
    enough = max(_ENOUGH_WORDS, _SHARE * len(words[neighbour]))
    return gain >= enough and 2 * now >= _WHOLE * (len(whole) + len(joined))


def _common(one: str, other: str) -> int:
    """Count the words in common and in order."""
    return (len(one) + len(other) - Indel.distance(one, other)) // 2
