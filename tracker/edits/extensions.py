"""Rules that a user adds for one site: what is rendered anew there, how notes begin there.

They stand in `site.json`, so that every command, every clone and every repetition of an audit
judges the archive alike, whether or not the configuration they came from is at hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import msgspec

from tracker.edits.labels import Label
from tracker.errors import MalformedDocument
from tracker.model import Fields
from tracker.text import DEFAULT_NOISE, Noise, Rule

_NOISE, _NOTES = "noise", "notes"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extensions:
    """What a configuration adds to the built-in rules.

    Args:
        noise: what never makes an edit.
        notes: how notes begin.
    """

    noise: tuple[Rule, ...] = ()
    notes: tuple[Label, ...] = ()

    def put(self, site: Fields) -> Fields:
        """Give the fields of `site.json` with these rules instead of those that it has."""
        kept = {name: value for name, value in site.items() if name not in (_NOISE, _NOTES)}
        if self.noise:
            kept[_NOISE] = _plain(self.noise)
        if self.notes:
            kept[_NOTES] = _plain(self.notes)
        return kept


def noise_of(site: Fields) -> Noise:
    """Make the noise rules of an archive: the same object for the same rules.

    Args:
        site: the fields of its `site.json`.

    Raises:
        MalformedDocument: for rules that tracker has not written.
        ConfigError: for a pattern that is no regular expression.
    """
    added = site.get(_NOISE)
    return _noise(msgspec.json.encode(added)) if added else DEFAULT_NOISE


def labels_of(site: Fields) -> tuple[Label, ...]:
    """Read the labels of notes that an archive adds.

    Raises:
        MalformedDocument: for what tracker has not written.
    """
    added = site.get(_NOTES)
    return _labels(msgspec.json.encode(added)) if added else ()


def _plain(rules: tuple[Rule, ...] | tuple[Label, ...]) -> list[Fields]:
    """Give rules as JSON has them, so that they equal what is read back."""
    written: list[Fields] = msgspec.json.decode(msgspec.json.encode(rules))
    return written


@lru_cache(maxsize=64)
def _noise(written: bytes) -> Noise:
    return DEFAULT_NOISE.extended(_decoded(written, tuple[Rule, ...]))


@lru_cache(maxsize=64)
def _labels(written: bytes) -> tuple[Label, ...]:
    return _decoded(written, tuple[Label, ...])


def _decoded(written: bytes, kind: type[_T]) -> _T:
    try:
        return msgspec.json.decode(written, type=kind)
    except msgspec.MsgspecError as error:
        raise MalformedDocument(
            f"The rules for noise and notes in site.json are not those of tracker ({error}).",
            where="site.json",
        ) from error
