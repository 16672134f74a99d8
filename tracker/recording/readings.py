"""What a run hands over to be recorded, in a form that the journal can keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from tracker.model import Fields, PostKey, utc_or_none
from tracker.packing import Unpacker


class Observation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One anonymous reading of a post.

    Args:
        observed: when, as `2025-07-22T19:14:55Z`.
        fields: the REST object (`context=view`).
        source: `raw` fields of the same moment (title, content, excerpt), where credentials allow.
        channel: the file it was imported from; empty for the site itself.
        comments: the number of comments, where it was asked for.
    """

    observed: str
    fields: Fields
    source: Fields | None = None
    channel: str = ""
    comments: int | None = None


class RevisionReading(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One revision as `context=edit` served it, and when it was fetched."""

    observed: str
    fields: Fields
    editor: str = ""


class PostReading(msgspec.Struct, frozen=True, kw_only=True, tag="post", omit_defaults=True):
    """All that a run read of one post.

    Args:
        folder, id: the post.
        observations: oldest first.
        revisions: those since publication that are not held yet.
        drafts: older revisions, where the user asked for them.
        listed_before: a complete listing before this run lacked the post.
    """

    folder: str
    id: int
    observations: tuple[Observation, ...] = ()
    revisions: tuple[RevisionReading, ...] = ()
    drafts: tuple[RevisionReading, ...] = ()
    listed_before: bool = False

    @property
    def key(self) -> PostKey:
        """The post."""
        return PostKey(folder=self.folder, id=self.id)


class StoredObservation(msgspec.Struct, frozen=True, array_like=True):
    """One observation as an import keeps it on disk; `gone` is empty for a live post."""

    observed: str
    fields: Fields
    channel: str
    gone: str


unpack_observation = Unpacker(StoredObservation)
"""Read an observation as it lies on disk."""


class StoredReading(msgspec.Struct, frozen=True, array_like=True):
    """All observations of one live post as they lie on disk, each as `tracker.packing` writes it.

    What lies there can be handed to another process without being read.
    """

    folder: str
    id: int
    observations: tuple[bytes, ...]

    @property
    def key(self) -> PostKey:
        """The post."""
        return PostKey(folder=self.folder, id=self.id)

    def each(self) -> Iterator[StoredObservation]:
        """Read what lies on disk, one after the other."""
        return map(unpack_observation, self.observations)

    def load(self) -> PostReading:
        """Read all that lies on disk."""
        return post_reading(self.key, self.each())


def post_reading(key: PostKey, stored: Iterable[StoredObservation]) -> PostReading:
    """Take what an import kept of a live post as a reading."""
    observations = tuple(
        Observation(observed=one.observed, fields=one.fields, channel=one.channel) for one in stored
    )
    return PostReading(folder=key.folder, id=key.id, observations=observations)


class GoneReading(msgspec.Struct, frozen=True, kw_only=True, tag="gone"):
    """A held post that the site no longer serves, and why: unpublished, erased, moved KEY."""

    folder: str
    id: int
    reason: str
    observed: str

    @property
    def key(self) -> PostKey:
        """The post."""
        return PostKey(folder=self.folder, id=self.id)


Reading = PostReading | GoneReading


def revision_time(fields: Fields) -> datetime | None:
    """Tell when a revision claims to be of (`modified_gmt`, else `date_gmt`)."""
    return utc_or_none(fields.get("modified_gmt")) or utc_or_none(fields.get("date_gmt"))
