"""The signs by which a line of `text.md` says what it is: a heading, an entry of a list."""

from __future__ import annotations

import re
from typing import NamedTuple

from tracker.report.diff.segments import Mark, Segment

_SIGN = re.compile(r"(?P<heading>#{1,6}) |(?P<depth> *)- |(?P<inside> +)")


class Sign(NamedTuple):
    """What a line is.

    Args:
        level: of a heading, 1 to 6; 0 for none.
        entry: whether an entry of a list begins.
        depth: columns before it.
        inside: whether it goes on with an entry.
    """

    level: int = 0
    entry: bool = False
    inside: bool = False
    depth: int = 0


PLAIN = Sign()


def take_sign(segments: tuple[Segment, ...]) -> tuple[Sign, tuple[Segment, ...]]:
    """Take the sign off a line that has it on both sides, or only one side.

    A sign that is itself what changed stays among the words: nothing else shows that.
    """
    first = segments[0] if segments else Segment(Mark.EQUAL, "")
    found = _SIGN.match(first.text)
    if found is None or (first.mark is not Mark.EQUAL and len(segments) > 1):
        return PLAIN, segments
    rest = first._replace(text=first.text[found.end() :])
    sign = Sign(
        level=len(found["heading"] or ""),
        entry=found["depth"] is not None,
        inside=found["inside"] is not None,
        depth=len(found["depth"] or ""),
    )
    return sign, (rest, *segments[1:]) if rest.text else segments[1:]
