"""Find links and images whose target changed."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterable

from tracker.diff.mapping import encode_pair
from tracker.diff.matching import changed_ranges
from tracker.diff.values import LinkChange

_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)")

Link = tuple[str, str, str]


def link_changes(before: str, after: str) -> tuple[LinkChange, ...]:
    """Compare the links and images of two sentences, in their order."""
    old, new = _LINK.findall(before), _LINK.findall(after)
    if old == new:
        return ()
    changes = []
    for i1, i2, j1, j2 in changed_ranges(*encode_pair(old, new)):
        changes.extend(_pair_up(old[i1:i2], new[j1:j2]))
    return tuple(changes)


def _pair_up(old: list[Link], new: list[Link]) -> list[LinkChange]:
    """Pair links with the same words, then those with the same target, then what is left."""
    changes = []
    left = dict.fromkeys(range(len(old)))
    by_words, by_target = _places(link[:2] for link in old), _places(link[2] for link in old)
    for mark, text, target in new:
        at = _first(by_words.get((mark, text)), left)
        if at is None:
            at = _first(by_target.get(target), left)
        if at is None and len(left) == len(new) == 1 and old[next(iter(left))][0] == mark:
            at = next(iter(left))
        before = None
        if at is not None:
            before = old[at][2]
            del left[at]
        if before != target:
            changes.append(LinkChange(text=text, before=before, after=target, image=bool(mark)))
    for mark, text, target in (old[at] for at in left):
        changes.append(LinkChange(text=text, before=target, after=None, image=bool(mark)))
    return changes


def _places(keys: Iterable[Hashable]) -> dict[Hashable, list[int]]:
    """Tell where each key stands, the first place last."""
    places: dict[Hashable, list[int]] = {}
    for at, key in enumerate(keys):
        places.setdefault(key, []).append(at)
    for found in places.values():
        found.reverse()
    return places


def _first(places: list[int] | None, left: Collection[int]) -> int | None:
    """Give the first place that is left; those before it are dropped, so this takes linear time."""
    while places:
        if places[-1] in left:
            return places[-1]
        places.pop()
    return None
