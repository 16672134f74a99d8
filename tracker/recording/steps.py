"""One commit to be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import msgspec

from tracker.model import Fields, PostKey

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Step(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """One commit to be: what it says and which files it writes (None deletes).

    Args:
        verb: of the subject; empty where nothing but fields of plugins came or went.
        files: name -> content of what is written; None deletes.
        blobs: name -> blob id, of at least the files that are written.
        observed: when it was read.
        claim: the time that WordPress claims, where it is usable.
        editor: name and address of the git author; None for the site itself.
        signature: the same for every post that underwent the very same change of fields alone.
    """

    key: PostKey
    verb: str
    title: str
    facts: tuple[str, ...]
    trailers: Mapping[str, str | None]
    observed: datetime
    claim: datetime | None
    files: Mapping[str, bytes | None]
    blobs: Mapping[str, str]
    editor: tuple[str, str] | None = None
    signature: frozenset[str] | None = None
    claim_moved: bool = True
    fields: Fields | None = None

    @property
    def authored(self) -> datetime:
        """The author date: the claimed time, if it moved; else the observed time.

        fast-import accepts dates before 1970, and then `git fsck` fails: the claim stays in the
        trailer alone.
        """
        if self.claim is None or not self.claim_moved or self.claim < EPOCH:
            return self.observed
        return self.claim

    @property
    def moment(self) -> datetime:
        """Its place in time: the claim where only a revision tells, else the observation."""
        if self.trailers.get("Evidence") == "revision" and self.claim is not None:
            return min(self.claim, self.observed)
        return self.observed
