"""Recorded observations: which answer was seen when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tracker.errors import MalformedDocument
from tracker.model import Fields, Skipped, utc_or_none
from tracker.recorded.entries import Entry, iter_entries
from tracker.recorded.source import iter_pieces

MAX_ENTRY = 64 * 1024 * 1024
"""The largest entry that is read, in bytes; the largest posts known are below 10 MiB."""

GONE = ("erased", "unpublished")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One recorded answer for one entry of a site.

    Args:
        observed: when it was read; None where neither the file nor the caller knows.
        item: the REST object; of an entry that was away at least its `id`, and its `type` if told.
        where: file and line, such as `answers.jsonl.xz:17`.
        gone: "erased" or "unpublished" where the site answered that it is not there, else empty.
    """

    observed: datetime | None
    item: Fields
    where: str
    gone: str = ""


def iter_recorded(
    path: Path, *, observed_at: datetime | None, max_entry: int = MAX_ENTRY
) -> Iterator[Recorded | Skipped]:
    """Read a file of recorded REST answers, one after the other, in bounded memory.

    The file holds one object, an array, or objects one after the other (JSON Lines): either REST
    objects or `{"observed_at": ..., "item": ...}`. An entry with `"gone": "erased"` or
    `"unpublished"`, or whose item is null, tells that the post (`id` and `type` beside it) was
    away. Plain, gzip or xz, told by the first bytes.

    Args:
        path: the file.
        observed_at: when entries were read that do not tell it themselves.
        max_entry: the largest permitted entry, in bytes.

    Raises:
        MalformedDocument: for a file that cannot be read at all. Damage inside is a `Skipped`,
            and what can be read around it is yielded.
    """
    pieces = iter_pieces(path)
    first = next(pieces, b"")
    if first.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = f"{path.name} is UTF-16; convert it to UTF-8."
        raise MalformedDocument(message, where=path.name)
    entries = iter_entries(_chain(first, pieces), limit=max_entry, name=path.name)
    last, count = 0, 0
    while True:
        try:
            entry = next(entries, None)
        except MalformedDocument as error:
            yield Skipped(post=error.where, reason=str(error))
            return
        if entry is None:
            return
        last, count = entry.line, (count + 1 if entry.line == last else 1)
        where = f"{path.name}:{entry.line}" + (f"#{count}" if count > 1 else "")
        yield _recorded(entry, where, observed_at)


def _chain(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _recorded(entry: Entry, where: str, observed_at: datetime | None) -> Recorded | Skipped:
    if entry.reason:
        return Skipped(post=where, reason=f"The entry cannot be read: {entry.reason}.")
    if not isinstance(entry.value, dict):
        return Skipped(post=where, reason="The entry is not an object.")
    outer: Fields = entry.value
    wrapped = "observed_at" in outer or ("item" in outer and "content" not in outer)
    item = outer.get("item") if wrapped else outer
    observed = observed_at
    if "observed_at" in outer:
        observed = utc_or_none(outer["observed_at"])
        if observed is None:
            return Skipped(post=where, reason="Its observed_at is not a time.")
    if item is None or (wrapped and outer.get("gone")):
        return _away(outer, item, where, observed)
    return _checked(Recorded(observed=observed, item=item, where=where))


def _away(outer: Fields, item: object, where: str, observed: datetime | None) -> Recorded | Skipped:
    gone = outer.get("gone") or "erased"
    if gone not in GONE:
        return Skipped(post=where, reason='Its "gone" is neither "erased" nor "unpublished".')
    known = item if isinstance(item, dict) and item else outer
    fields = {name: known[name] for name in ("id", "type") if name in known}
    return _checked(Recorded(observed=observed, item=fields, where=where, gone=gone))


def _checked(recorded: Recorded) -> Recorded | Skipped:
    item: object = recorded.item
    if not isinstance(item, dict):
        return Skipped(post=recorded.where, reason="Its item is not an object.")
    number = item.get("id")
    if isinstance(number, int) and not isinstance(number, bool) and number > 0:
        return recorded
    if isinstance(item.get("code"), str) and "message" in item:
        reason = f"It is an error answer of WordPress ({item['code'][:80]!r}), not a post."
        return Skipped(post=recorded.where, reason=reason)
    return Skipped(post=recorded.where, reason="It has no id.")
