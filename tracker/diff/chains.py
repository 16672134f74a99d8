"""Choose what can stand together: the heaviest chain of pairs that do not cross."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import TypeVar

Link = TypeVar("Link", bound=tuple[int, int, float])


def heaviest_chain(links: Iterable[Link]) -> list[Link]:
    """Choose links `(i, j, weight)` that rise in both `i` and `j`, with the most weight in all.

    The heaviest increasing subsequence, in n log n for weights that are alike: `ends` and
    `weights` rise together, and `weights[k]` is the best weight of a chain that ends at `ends[k]`.
    Of chains of equal weight the result is always the same one. Weights are positive.
    """
    ends: list[int] = []
    weights: list[float] = []
    nodes: list[int] = []
    trail: list[tuple[Link, int]] = []
    for link in sorted(links, key=lambda link: (link[0], -link[1])):
        at = bisect_left(ends, link[1])
        weight = (weights[at - 1] if at else 0.0) + link[2]
        stop = at
        while stop < len(ends) and weights[stop] <= weight:
            stop += 1
        if stop == at < len(ends) and ends[at] == link[1]:
            continue
        trail.append((link, nodes[at - 1] if at else -1))
        ends[at:stop] = [link[1]]
        weights[at:stop] = [weight]
        nodes[at:stop] = [len(trail) - 1]
    return _walk_back(trail, nodes[-1] if nodes else -1)


def _walk_back(trail: list[tuple[Link, int]], node: int) -> list[Link]:
    chain: list[Link] = []
    while node >= 0:
        link, node = trail[node]
        chain.append(link)
    return chain[::-1]
