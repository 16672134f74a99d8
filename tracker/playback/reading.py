"""Observations from files of recorded answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tracker.model import TYPE_PATTERN, Fields, Skipped
from tracker.playback.values import ALWAYS, Observation
from tracker.recorded import Recorded, iter_recorded

_REVISION_SLUG = re.compile(r"\d+-(revision|autosave)-v\d+\Z")


def kind_of(fields: Fields) -> str:
    """Tell from its fields what a recorded REST object is; empty where nothing tells it."""
    if "author_name" in fields and "post" in fields:
        return "comment"
    if isinstance(kind := fields.get("type"), str) and TYPE_PATTERN.match(kind):
        return kind
    if isinstance(taxonomy := fields.get("taxonomy"), str):
        return taxonomy
    if _REVISION_SLUG.match(str(fields.get("slug", ""))) and "parent" in fields:
        return "revision"
    return "user" if "name" in fields and "slug" in fields else ""


def observation_of(recorded: Recorded) -> Observation | Skipped:
    """Turn a recorded answer into an observation."""
    kind = kind_of(recorded.item)
    if not kind:
        return Skipped(post=recorded.where, reason="Nothing tells what it is.")
    return Observation(
        observed=recorded.observed or ALWAYS,
        kind=kind,
        id=recorded.item["id"],
        fields={} if recorded.gone else recorded.item,
        gone=recorded.gone,
    )


def iter_observations(paths: Iterable[Path]) -> Iterator[Observation | Skipped]:
    """Read files of recorded answers; an answer without a time holds from the beginning.

    Raises:
        MalformedDocument: for a file that cannot be read at all.
    """
    for path in paths:
        for one in iter_recorded(path, observed_at=None):
            yield one if isinstance(one, Skipped) else observation_of(one)
