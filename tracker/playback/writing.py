"""Observations as a recording: the inverse of reading them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from tracker.model import Fields, stamp
from tracker.playback.values import ALWAYS, Observation


def iter_lines(observations: Iterable[Observation]) -> Iterator[bytes]:
    """Write each observation as one line of JSON, as `tracker import` and `playback` read it."""
    for one in observations:
        line: Fields = {}
        if one.observed != ALWAYS:
            line["observed_at"] = stamp(one.observed)
        if one.gone:
            line |= {"item": None, "gone": one.gone, "id": one.id, "type": one.kind}
        else:
            line = {**line, "item": one.fields} if line else one.fields
        yield msgspec.json.encode(line) + b"\n"
