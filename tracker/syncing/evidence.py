"""Revisions and raw text, where credentials allow: which to read, and reading them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from tracker.archive.held import HeldPost
from tracker.errors import SiteError
from tracker.model import Fields, PostKey, Skipped, is_protected, revision_activity, stamp
from tracker.recording.chain import is_same_text
from tracker.recording.readings import Observation, PostReading, RevisionReading
from tracker.syncing.naming import Naming
from tracker.syncing.public import claims_before, is_shut, saved_before, was_public
from tracker.wordpress.readings import Reading
from tracker.wordpress.rest import Rest
from tracker.wordpress.revisions import Raw, Revisions, read_raw, read_revisions
from tracker.wordpress.types import PostType


@dataclass(slots=True)
class Evidence:
    """Read what only an editor may read; counts what is not recorded.

    Args:
        rest: the site, with credentials in its session.
        naming: learns the names of editors.
        with_drafts: hand over revisions from before the publication, too.
        drafts, autosaves: how many were met.
        revised: post -> the revision activity at which its revisions were read.
        closed: folders whose revisions this user may not read; asked once.
        listed: when all posts of the type at hand were listed before; empty where they never were.
    """

    rest: Rest
    naming: Naming
    with_drafts: bool
    drafts: int = 0
    autosaves: int = 0
    revised: dict[str, tuple[int | None, int | None]] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)
    listed: str = ""

    def add(
        self, kind: PostType, readings: Sequence[Reading], held: dict[PostKey, HeldPost]
    ) -> Iterator[PostReading]:
        """Join readings with their revisions, for the posts whose revision activity moved."""
        moved = {one.key for one in readings if self._is_moved(one, held.get(one.key))}
        if not moved or kind.folder in self.closed:
            yield from (plain_reading(one) for one in readings)
            return
        raws = self._read_raw(kind, [key.id for key in moved])
        revised = sorted(one.key for one in readings if one.key in moved and _has_revisions(one))
        calls = (partial(read_revisions, self.rest, kind, key.id) for key in revised)
        found: dict[PostKey, Revisions] = {}
        for key, result in zip(revised, self.rest.session.fetch_all(calls), strict=True):
            if isinstance(result, SiteError):
                self._note_failure(kind, key, result)
                continue
            found[key] = result
        self._learn_editors(found.values())
        for one in readings:
            yield self._join(one, held.get(one.key), found.get(one.key), raws.get(one.key))

    def _is_moved(self, reading: Reading, held: HeldPost | None) -> bool:
        now = revision_activity(reading.fields)
        if now == (None, None) or is_protected(reading.fields):
            return False
        if now == (0, None):
            return held is None
        return held is None or held.revised != now or self.with_drafts

    def _read_raw(self, kind: PostType, ids: Sequence[int]) -> dict[PostKey, Raw]:
        try:
            return {raw.key: raw for raws, _ in read_raw(self.rest, kind, ids) for raw in raws}
        except SiteError as error:
            self._note_failure(kind, None, error)
            return {}

    def _note_failure(self, kind: PostType, key: PostKey | None, error: SiteError) -> None:
        """Report what could not be read; a type that keeps no revisions is none to report."""
        if error.status == 404:
            self.closed.add(kind.folder) if key is None else None
            return
        if error.status in {401, 403}:
            if kind.folder in self.closed:
                return
            self.closed.add(kind.folder)
        self.skipped.append(Skipped(post=str(key or kind.folder), reason=f"revisions: {error}"))

    def _learn_editors(self, found: Iterable[Revisions]) -> None:
        for revisions in found:
            for fields in revisions.revisions:
                self.naming.meet_editor(fields.get("author"))
        self.naming.read_wanted()

    def _join(
        self, reading: Reading, held: HeldPost | None, found: Revisions | None, raw: Raw | None
    ) -> PostReading:
        plain = plain_reading(reading, raw)
        if found is None:
            return plain
        self.autosaves += len(found.autosaves)
        self.skipped.extend(found.skipped)
        saved = saved_before(found, revision_activity(reading.fields))
        if raw is None or raw.modified_gmt == reading.fields.get("modified_gmt"):
            self.revised[str(reading.key)] = revision_activity(reading.fields)
        else:  # saved while it was read: its revisions are read again at the next sync
            saved = (one for one in saved if claims_before(one, reading.fields))
        public: list[RevisionReading] = []
        drafts: list[RevisionReading] = []
        known = set(held.revisions) if held else set()
        source = plain.observations[-1].source
        for fields in saved:
            one = self._revision(fields, found.observed)
            if was_public(fields, reading.fields, held, listed=self.listed) or (
                is_shut(held) and is_same_text(one, source)
            ):
                public.append(one)
            elif fields["id"] not in known:
                drafts.append(one)
        self.drafts += len(drafts)
        return PostReading(
            folder=plain.folder,
            id=plain.id,
            observations=plain.observations,
            revisions=tuple(public),
            drafts=tuple(drafts) if self.with_drafts else (),
        )

    def _revision(self, fields: Fields, observed: datetime) -> RevisionReading:
        name = self.naming.users.get(str(fields.get("author")), {}).get("name")
        return RevisionReading(observed=stamp(observed), fields=fields, editor=str(name or ""))


def _has_revisions(reading: Reading) -> bool:
    return revision_activity(reading.fields) != (0, None)


def plain_reading(reading: Reading, raw: Raw | None = None) -> PostReading:
    """Make what is recorded of an anonymous reading; raw text counts only for the same state."""
    source = None
    if raw is not None and raw.modified_gmt == reading.fields.get("modified_gmt"):
        source = {
            "title": {"raw": raw.title},
            "content": {"raw": raw.content},
            "excerpt": {"raw": raw.excerpt},
        }
    observation = Observation(
        observed=stamp(reading.observed), fields=reading.fields, source=source
    )
    return PostReading(folder=reading.key.folder, id=reading.key.id, observations=(observation,))
