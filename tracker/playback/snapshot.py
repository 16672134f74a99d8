"""A site at one moment: what each observation in force says."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property

from tracker.model import Fields
from tracker.playback.values import Observation, Response

PUBLIC = ("publish", "inherit")


class History:
    """Observations, ready to be asked what was in force at a moment."""

    def __init__(self, observations: Iterable[Observation]) -> None:
        self._all = tuple(observations)
        self._of: dict[tuple[str, int], list[Observation]] = {}
        for one in sorted(self._all, key=lambda one: one.observed):
            self._of.setdefault((one.kind, one.id), []).append(one)
        self.moments = tuple(sorted({one.observed for many in self._of.values() for one in many}))

    def with_more(self, observations: Iterable[Observation]) -> History:
        """Add observations."""
        return History((*self._all, *observations))

    def at(self, moment: datetime) -> Snapshot:
        """Take the newest observation of each thing that is not after the moment."""
        held: dict[str, dict[int, Observation]] = {}
        for (kind, number), many in self._of.items():
            count = bisect_right(many, moment, key=lambda one: one.observed)
            if count:
                held.setdefault(kind, {})[number] = many[count - 1]
        return Snapshot(held)


class Snapshot:
    """What a site holds at one moment, by kind and id.

    What it holds never changes; `arranged` and `answers` remember what was worked out from it.
    """

    def __init__(self, held: dict[str, dict[int, Observation]]) -> None:
        self._held = held
        self._present: dict[str, tuple[Observation, ...]] = {}
        self.arranged: dict[tuple[object, ...], Sequence[Observation]] = {}
        self.answers: dict[tuple[object, ...], Response] = {}
        self.answer_bytes = 0

    def find(self, kind: str, number: int) -> Observation | None:
        """Find the observation in force of one thing, be it present or away."""
        return self._held.get(kind, {}).get(number)

    def present(self, kind: str) -> tuple[Observation, ...]:
        """List what is there of a kind, drafts included, by id."""
        if kind not in self._present:
            held = self._held.get(kind, {})
            self._present[kind] = tuple(
                held[number] for number in sorted(held) if not held[number].gone
            )
        return self._present[kind]

    @cached_property
    def revisions(self) -> dict[int, tuple[Observation, ...]]:
        """Revisions and autosaves by the id of their post, newest first as WordPress serves."""
        found: dict[int, list[Observation]] = {}
        for one in self.present("revision"):
            parent = one.fields.get("parent")
            if isinstance(parent, int):
                found.setdefault(parent, []).append(one)
        return {
            parent: tuple(sorted(many, key=_by_date_and_id, reverse=True))
            for parent, many in found.items()
        }

    @cached_property
    def authors(self) -> frozenset[object]:
        """Ids of the users who have published: only these are shown to everybody."""
        return frozenset(
            one.fields.get("author")
            for kind, held in self._held.items()
            if kind not in ("revision", "comment")
            for one in held.values()
            if is_public(one) and isinstance(one.fields.get("author"), int)
        )


def is_public(one: Observation) -> bool:
    """Tell whether everybody may read it; a recorded object without a status was public."""
    return not one.gone and one.fields.get("status", "publish") in PUBLIC


def _by_date_and_id(one: Observation) -> tuple[str, int]:
    return str(one.fields.get("date", "")), one.id


def is_autosave(fields: Fields) -> bool:
    """Tell an autosave by its slug (`wp_is_post_autosave`)."""
    return str(fields.get("slug", "")).endswith("-autosave-v1")
