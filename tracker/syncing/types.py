"""Which posts of one type to read, and reading them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import nsmallest

from tracker.archive.held import FORGOTTEN, HeldPost
from tracker.model import PostKey, Skipped, utc_or_none
from tracker.syncing.options import SyncOptions
from tracker.wordpress.listing import (
    Batch,
    Listed,
    list_modified,
    list_newest,
    read_posts,
    sweep,
    sweep_lightly,
)
from tracker.wordpress.readings import Glimpse, Reading
from tracker.wordpress.rest import Rest
from tracker.wordpress.types import PostType

ROLLING = 100
OVERLAP = timedelta(hours=26)
"""Newest first goes by local time: a day and the largest jump of a clock is read again."""

_UNSEEN = 100
"""Posts that a site counts and shows to nobody (a plugin hides them) before that is reported."""

Take = Callable[[PostType, Iterable[Reading]], None]


@dataclass(slots=True)
class TypeRun:
    """One type in one run: what was seen of it.

    Args:
        kind: the type.
        total: how many posts the site says there are.
        seen: posts that were listed or read.
        missing: held posts that a complete listing, or a reading by id, lacked.
        complete: whether all posts of the type were listed.
        rolls: whether to read again the posts that were not read for longest.
    """

    rest: Rest
    kind: PostType
    held: dict[PostKey, HeldPost]
    take: Take
    total: int | None = None
    seen: set[PostKey] = field(default_factory=set)
    missing: set[PostKey] = field(default_factory=set)
    skipped: list[Skipped] = field(default_factory=list)
    complete: bool = False
    rolls: bool = True

    def run(self, options: SyncOptions, *, known: bool, listen_again: bool) -> None:
        """Read what has to be read.

        Args:
            options: the user's choices.
            known: a complete listing was made before.
            listen_again: something of the site changed (its time zone) that asks for a listing.
        """
        if options.posts:
            self._read(sorted(set(options.posts)))
            self.missing &= self.live()
        elif options.since is not None:
            listed = list_modified(self.rest, self.kind, until=options.since)
            self.total = listed.total
            self._read(one.key.id for one in listed.glimpses if _changed_since(one, options.since))
        elif options.full or not known:
            self._sweep()
        else:
            self._follow(listen_again=listen_again)

    def live(self) -> set[PostKey]:
        """List the posts of this type that are held and not away."""
        folder = self.kind.folder
        return {key for key, post in self.held.items() if key.folder == folder and not post.gone}

    def _forgotten(self) -> int:
        """Count the posts that were taken out of the archive: the site may count them still."""
        folder = self.kind.folder
        return sum(
            post.gone == FORGOTTEN for key, post in self.held.items() if key.folder == folder
        )

    def _sweep(self) -> None:
        for batch in sweep(self.rest, self.kind):
            self._take(batch)
        self._end_listing()

    def _follow(self, *, listen_again: bool) -> None:
        """Read what is new, what changed, and the posts that were not read for longest."""
        before = self.live()
        newest = list_newest(self.rest, self.kind)
        self._take(newest)
        if newest.total is not None and newest.total <= len(newest.readings) + len(newest.skipped):
            self._end_listing()
            return
        listed = list_modified(
            self.rest, self.kind, until=self._until(before), is_enough=self._is_unchanged
        )
        self.skipped += listed.skipped
        changed = [one.key for one in listed.glimpses if self._is_changed(one)]
        rolling = self._longest_unread(before - self.seen - set(changed)) if self.rolls else ()
        self._read(key.id for key in (*changed, *rolling))
        self.total = listed.total
        new = len(self.seen - before)
        surplus = (listed.total or 0) - (len(before) + new - len(self.missing))
        if listen_again or not 0 <= surplus <= self._forgotten():
            self._list_all()

    def _list_all(self) -> None:
        """List every id: something came or went that the shorter lists did not show."""
        glimpses: list[Glimpse] = []
        for page in sweep_lightly(self.rest, self.kind):
            glimpses += page.glimpses
            self.skipped += page.skipped
            self.total = page.total
        changed = [one.key.id for one in glimpses if self._is_changed(one)]
        self.seen.update(one.key for one in glimpses)
        self._read(changed)
        self._end_listing()

    def _end_listing(self) -> None:
        self.complete = True
        self.missing |= self.live() - self.seen - {_key(one) for one in self.skipped}
        if self.total is not None and self.total > 2 * len(self.seen) + _UNSEEN:
            self.skipped.append(
                Skipped(
                    post=self.kind.folder,
                    reason=f"the site counts {self.total} and lists only {len(self.seen)}; what "
                    "it does not list cannot be recorded",
                )
            )

    def _read(self, ids: Iterable[int]) -> None:
        wanted = list(ids)
        if not wanted:
            return
        for batch in read_posts(self.rest, self.kind, wanted):
            self.missing.update(
                key
                for number in batch.missing
                if (key := PostKey(folder=self.kind.folder, id=number)) in self.held
            )
            self._take(batch)

    def _take(self, batch: Batch) -> None:
        self.total = self.total if batch.total is None else batch.total
        self.skipped += batch.skipped
        self.seen.update(one.key for one in batch.readings)
        self.take(self.kind, batch.readings)

    def _until(self, live: set[PostKey]) -> datetime | None:
        newest = max(
            (time for key in live if (time := utc_or_none(self.held[key].modified)) is not None),
            default=None,
        )
        return None if newest is None else newest - OVERLAP

    def _is_unchanged(self, page: Listed) -> bool:
        """Tell whether a page shows that the rest is known: not one of its posts has changed.

        Many posts can be of the same hour. What an odd order of local times hides below such a
        page is found by the total, by the listing after a change of time zone, or by rolling.
        """
        return not any(self._is_changed(one) for one in page.glimpses)

    def _is_changed(self, glimpse: Glimpse) -> bool:
        post = self.held.get(glimpse.key)
        if post is None or post.gone:
            return post is None or post.gone != FORGOTTEN
        now = (glimpse.modified_gmt, glimpse.count, glimpse.predecessor)
        return now != (post.modified, post.count, post.predecessor)

    def _longest_unread(self, keys: set[PostKey]) -> Iterator[PostKey]:
        reads = ((self.held[key].read, key.id, key) for key in keys)
        return (key for _, _, key in nsmallest(ROLLING, reads))


def _changed_since(glimpse: Glimpse, since: datetime) -> bool:
    moment = utc_or_none(glimpse.modified_gmt)
    return moment is None or moment >= since


def _key(skipped: Skipped) -> PostKey | None:
    folder, _, number = skipped.post.rpartition("/")
    return PostKey(folder=folder, id=int(number)) if folder and number.isdecimal() else None
