"""Find links and images whose target changed."""

from __future__ import annotations

import re

from tracker.diff.mapping import encode_pair
from tracker.diff.matching import changed_ranges
from tracker.diff.values import LinkChange

_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)")


def link_changes(before: str, after: str) -> tuple[LinkChange, ...]:
    """Compare the links and images of two sentences, in their order."""
    if "](" not in before and "](" not in after:
        return ()
    old, new = _LINK.findall(before), _LINK.findall(after)
    if old == new:
        return ()
    changes = []
    for i1, i2, j1, j2 in changed_ranges(*encode_pair(old, new)):
        changes.extend(_pair_up(old[i1:i2], new[j1:j2]))
    return tuple(changes)


def _pair_up(old: list[tuple[str, str, str]], new: list[tuple[str, str, str]]) -> list[LinkChange]:
    """Pair links with the same words, then those with the same target, then what is left."""
    changes = []
    for mark, text, target in new:
        partner = next((link for link in old if link[:2] == (mark, text)), None)
        partner = partner or next((link for link in old if link[2] == target), None)
        if partner is None and len(old) == len(new) == 1 and old[0][0] == mark:
            partner = old[0]
        if partner is not None:
            old = [link for link in old if link is not partner]
        before = partner[2] if partner else None
        if before != target:
            changes.append(LinkChange(text=text, before=before, after=target, image=bool(mark)))
    for mark, text, target in old:
        changes.append(LinkChange(text=text, before=target, after=None, image=bool(mark)))
    return changes
