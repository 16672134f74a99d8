"""The states of posts as values, read from an archive: what assessments and reports begin with."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.archive.history import BlobReader
from tracker.archive.layout import CONTENT, POST, REVISION, SOURCE, TEXT, decode, decode_json
from tracker.archive.places import Place, read_places
from tracker.archive.repository import Archive
from tracker.edits.extensions import noise_of
from tracker.edits.fields import title_of
from tracker.edits.values import Evidence, State
from tracker.model import Fields, PostKey, utc_or_none
from tracker.text import read_document


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedState:
    """One state of a post in its archive.

    Args:
        key: the post.
        number: its place in the history of the post, the first is 1.
        place: commit, verb, trailers, files.
        state: the value that edits are made of.
    """

    key: PostKey
    number: int
    place: Place
    state: State


def iter_chronicles(
    archive: Archive, keys: Collection[PostKey] | None = None
) -> Iterator[tuple[PostKey, tuple[RecordedState, ...]]]:
    """Read the states of some posts, or of all, post by post; each in order of time.

    Args:
        archive: where.
        keys: the posts; None for all.
    """
    with BlobReader(archive) as blobs:
        reader = StateReader(archive, blobs)
        for post, places in sorted(read_places(archive, keys).items()):
            yield post, reader.states(post, places)


class StateReader:
    """Read the blobs of one post after another, each once.

    Args:
        archive: where.
        blobs: to read from; closed by the caller.
    """

    def __init__(self, archive: Archive, blobs: BlobReader) -> None:
        site = archive.site()
        self._blobs = blobs
        self._language = str(site.get("language") or "en")
        self._noise = noise_of(site)
        self._data: dict[str, bytes] = {}
        self._fields: dict[str, Fields] = {}
        self._comparisons: dict[str, str] = {}

    def states(
        self, key: PostKey, places: Sequence[Place], *, with_comparison: bool = True
    ) -> tuple[RecordedState, ...]:
        """Make the states of one post; what was read for the post before is forgotten.

        Args:
            key: the post.
            places: of its states.
            with_comparison: whether the comparison form is needed.
        """
        return tuple(self._iter_states(key, places, with_comparison))

    def _iter_states(
        self, key: PostKey, places: Sequence[Place], with_comparison: bool
    ) -> Iterator[RecordedState]:
        self._fields.clear()
        self._comparisons.clear()
        wanted = {
            place.held.files[name]: None
            for place in places
            for name in (TEXT, POST, REVISION)
            if name in place.held.files
        }
        self._data = dict(zip(wanted, self._blobs.read_all(wanted), strict=True))
        texts = ["", *(place.held.files.get(TEXT, "") for place in places), ""]
        for number, place in enumerate(places, 1):
            # Where the text differs, the comparison form has nothing to add.
            is_same = texts[number] in (texts[number - 1], texts[number + 1])
            state = self._state(key, place, with_comparison=with_comparison and is_same)
            yield RecordedState(key=key, number=number, place=place, state=state)

    def _state(self, key: PostKey, place: Place, *, with_comparison: bool) -> State:
        files, trailers = place.held.files, place.trailers
        evidence = Evidence(trailers.get("Evidence", "observation"))
        post = self._json(key, files, POST)
        titled = self._json(key, files, REVISION) if evidence is Evidence.REVISION else post
        revision = trailers.get("Revision", "")
        return State(
            text=decode(self._data[files[TEXT]]) if TEXT in files else "",
            title=title_of(titled or {}),
            fields=None if evidence is Evidence.REVISION else post,
            evidence=evidence,
            claimed=utc_or_none(trailers.get("Modified")),
            observed=utc_or_none(trailers.get("Observed")),
            last_observed=utc_or_none(trailers.get("Last-Observed")),
            away=place.held.gone,
            revision=int(revision) if revision.isdecimal() else None,
            comparison=self._comparison(files.get(CONTENT)) if with_comparison else "",
            source=files.get(SOURCE, ""),
        )

    def _json(self, key: PostKey, files: Mapping[str, str], name: str) -> Fields | None:
        blob = files.get(name)
        if blob is None:
            return None
        if blob not in self._fields:
            value: Any = decode_json(self._data[blob], where=f"{key}/{name}")
            self._fields[blob] = value if isinstance(value, dict) else {}
        return self._fields[blob]

    def _comparison(self, blob: str | None) -> str:
        """Make a digest of the comparison form of the content, which does not hold the title."""
        if blob is None:
            return ""
        if blob not in self._comparisons:
            content = decode(self._blobs.read(blob))
            document = read_document(content, title="", language=self._language, noise=self._noise)
            form = document.comparison.encode("utf-8", "surrogatepass")
            self._comparisons[blob] = hashlib.blake2b(form, digest_size=16).hexdigest()
        return self._comparisons[blob]
