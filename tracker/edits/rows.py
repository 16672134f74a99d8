"""One edit as a row of a table: what lists and reports need of it, and nothing that is long.

A row is written once, when its edit is assessed, and read quickly ever after: without the texts,
without the rules, and without the libraries that those bring.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from tracker.edits.kinds import Disclosure, EditKind, Evidence, Lag, Severity, Span
from tracker.model import PostKey

_KINDS = {one.value: one for one in EditKind}
_SEVERITIES = {one.value: one for one in Severity}
_DISCLOSURES = {one.value: one for one in Disclosure}
_EVIDENCE = {one.value: one for one in Evidence}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_END = b"\xff"
"""Ends a text: no byte of UTF-8, so no text can hold it."""

NO_TIME = -(1 << 62)
"""Stands for a time that is not known, before all others."""

COLUMNS = (
    "folder", "id", "number", "moment", "commit_id", "is_of_post", "has_fields", "earliest",
    "kind", "severity", "disclosure", "disclosed_by", "lag_least", "lag_most", "moved", "held",
    "corrects", "evidence", "claimed", "published", "size", "title", "editor", "fields",
    "reasons", "facts",
)  # fmt: skip
"""What `to_columns` gives, in this order; `moment` is the end of the span."""


class Facts(NamedTuple):
    """What the REST object of a state says of its author, terms and address."""

    author: Any = None
    terms: dict[str, list[Any]] = {}  # noqa: RUF012 - nothing changes it
    link: str = ""


@dataclass(frozen=True, slots=True)
class EditRow:
    """One edit, as lists and reports need it.

    Args:
        key: the post.
        number: of its `after` in the history of the post, from 1.
        commit: that recorded it.
        is_of_post: whether the commit tells of this post alone.
        has_fields: whether `facts` are of this state; else they are of the one before it.
        span, kind, severity, disclosure, disclosed_by, lag, reasons: as in an assessment.
        moved, held: revision activity, both None where it is not public.
        corrects: whether it brought a correction, clarification or retraction.
        evidence, claimed, published, title: as in a state.
        size: sentences edited, added, deleted, moved; words that came and that went.
        editor: who made it, where a revision tells; else empty.
        fields: names of changed fields.
        packed: facts, packed.
    """

    key: PostKey
    number: int
    commit: str
    is_of_post: bool
    has_fields: bool
    span: Span
    kind: EditKind
    severity: Severity
    disclosure: Disclosure
    disclosed_by: int | None
    lag: Lag | None
    moved: int | None
    held: int | None
    corrects: bool
    evidence: Evidence
    claimed: datetime | None
    published: datetime | None
    size: tuple[int, ...]
    title: str
    editor: str
    fields: tuple[str, ...]
    reasons: tuple[str, ...]
    packed: bytes

    @property
    def facts(self) -> Facts:
        """What was known of author, terms and address; of the state before where need be."""
        return Facts(*_unpacker()(self.packed)) if self.packed else Facts()


@cache
def _unpacker() -> Callable[[bytes], list[Any]]:
    from tracker.packing import Unpacker  # a list that asks for no facts starts without it

    return Unpacker(list[Any])


def pack_facts(facts: Facts) -> bytes:
    """Pack facts for a row."""
    from tracker.packing import pack

    return pack(tuple(facts))


def to_columns(row: EditRow) -> tuple[Any, ...]:
    """Make the columns of a row."""
    lag = row.lag
    return (
        row.key.folder, row.key.id, row.number, _seconds(row.span.latest), row.commit,
        row.is_of_post, row.has_fields, _seconds(row.span.earliest), row.kind.value,
        row.severity.value, row.disclosure.value, row.disclosed_by,
        None if lag is None else lag.least // _SECOND,
        None if lag is None or lag.most is None else lag.most // _SECOND,
        row.moved, row.held, row.corrects, row.evidence.value, _seconds(row.claimed),
        _seconds(row.published), " ".join(map(str, row.size)) if any(row.size) else "",
        _encoded((row.title,)), _encoded((row.editor,)), _encoded(row.fields),
        _encoded(row.reasons), row.packed,
    )  # fmt: skip


def from_columns(columns: Sequence[Any]) -> EditRow:
    """Make a row of its columns: the inverse of `to_columns`."""
    (
        folder, post, number, latest, commit, is_of_post, has_fields, earliest, kind, severity,
        disclosure, disclosed_by, least, most, moved, held, corrects, evidence, claimed,
        published, size, title, editor, fields, reasons, packed,
    ) = columns  # fmt: skip
    return EditRow(
        PostKey(folder=folder, id=post), number, commit, bool(is_of_post), bool(has_fields),
        Span(earliest=_time(earliest), latest=_time(latest)), _KINDS[kind], _SEVERITIES[severity],
        _DISCLOSURES[disclosure], disclosed_by,
        None if least is None else Lag(
            least=least * _SECOND, most=None if most is None else most * _SECOND
        ),
        moved, held, bool(corrects), _EVIDENCE[evidence], _time(claimed), _time(published),
        tuple(map(int, size.split())) if size else (0,) * 6,
        title[:-1].decode("utf-8", "surrogatepass"), editor[:-1].decode("utf-8", "surrogatepass"),
        _decoded(fields), _decoded(reasons), packed,
    )  # fmt: skip


def _seconds(moment: datetime | None) -> int:
    return NO_TIME if moment is None else (moment - _EPOCH) // _SECOND


def _time(seconds: int) -> datetime | None:
    return None if seconds == NO_TIME else _EPOCH + timedelta(0, seconds)


def _encoded(texts: Iterable[str]) -> bytes:
    """Join texts, each with an end; a lone surrogate, which SQLite refuses in text, survives."""
    return b"".join(text.encode("utf-8", "surrogatepass") + _END for text in texts)


def _decoded(data: bytes) -> tuple[str, ...]:
    if not data:
        return ()
    return tuple(one.decode("utf-8", "surrogatepass") for one in data.split(_END)[:-1])
