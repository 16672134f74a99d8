"""Find sentences that were split in two or merged into one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

from tracker.diff.similarity import Profiles

_WHOLE = 0.6
_SHARE = 0.5
_ENOUGH_WORDS = 2

Range = tuple[int, int]


def find_splits(
    runs: Sequence[tuple[int, int, int, int, bool]],
    a: Sequence[str],
    b: Sequence[str],
    free_a: set[int],
    free_b: set[int],
    profiles: Profiles,
) -> Iterator[tuple[int, Range, Range]]:
    """Let matched sentences take in their unmatched neighbours where these hold part of them.

    A neighbour belongs to the match if at least half of its words continue the words in common.

    Args:
        runs: the matched sentences, `a[i1:i2]` and `b[j1:j2]`, and whether they are equal.
        a: all sentences of the one side.
        b: all sentences of the other side.
        free_a: the unmatched ones of `a`; what is taken in is removed.
        free_b: the unmatched ones of `b`, likewise.
        profiles: the sentences as words.

    Returns:
        the number of each run that grew, and its ranges of `a` and `b`.
    """
    for at, (i1, i2, j1, j2, same) in enumerate(runs):
        if same:
            continue
        # Most have no neighbour to take in.
        if j2 in free_b or j1 - 1 in free_b:
            after = _grow(a[i1], (j1, j2), b, free_b, profiles)
            if after != (j1, j2):
                yield at, (i1, i2), after
                continue
        if i2 in free_a or i1 - 1 in free_a:
            before = _grow(b[j1], (i1, i2), a, free_a, profiles)
            if before != (i1, i2):
                yield at, before, (j1, j2)


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
