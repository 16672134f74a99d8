"""States in memory: the newest held one, and the next one to compare it with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.archive.held import HeldPost
from tracker.archive.history import BlobReader
from tracker.archive.layout import COMMENTS, CONTENT, POST, REVISION, TEXT, decode, decode_json
from tracker.edits.fields import title_html, title_of
from tracker.model import Fields
from tracker.text import Document, Noise, read_document


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names by id, as users.json, terms.json and media.json hold them."""

    users: Mapping[str, Fields] = field(default_factory=dict)
    terms: Mapping[str, Fields] = field(default_factory=dict)
    media: Mapping[str, Fields] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What stays the same during a run: who is read, in which language, with which rules."""

    site_name: str
    language: str
    noise: Noise
    names: Names = field(default_factory=Names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One state to compare the next with.

    Args:
        document: its readable text and comparison form.
        fields: the REST object of the last observation; None while only revisions are known.
        title: one line.
        files: name -> blob id, of all files of the state.
        read: when its content was last read, as a stamp; empty for a revision.
        away: the reason, while the post is not public.
        comments: how many comments were counted last; None where they never were.
    """

    document: Document
    fields: Fields | None
    title: str
    files: Mapping[str, str]
    read: str = ""
    away: str = ""
    comments: int | None = None


def rendered(fields: Fields) -> str | None:
    """Take `content.rendered`; None where the post is protected or has no content."""
    content = fields.get("content")
    if not isinstance(content, dict) or content.get("protected") is True:
        return None
    value = content.get("rendered")
    return value if isinstance(value, str) else None


def load_files(held: HeldPost, blobs: BlobReader) -> tuple[Fields, str]:
    """Read what the readable form of a held post is made of.

    Returns:
        the fields that have its title (of the observation, else of the revision), and the content.
    """
    where = str(held.key)
    name = POST if POST in held.files else REVISION
    fields = decode_json(blobs.read(held.files[name]), where=where) if name in held.files else {}
    content = decode(blobs.read(held.files[CONTENT])) if CONTENT in held.files else ""
    return fields, content


def load_known(held: HeldPost, blobs: BlobReader, context: Context) -> Known:
    """Read the newest held state of a post from the repository."""
    titled, content = load_files(held, blobs)
    document = read_document(
        content, title=title_html(titled), language=context.language, noise=context.noise
    )
    text = decode(blobs.read(held.files[TEXT])) if TEXT in held.files else document.text
    return Known(
        document=Document(text=text, comparison=document.comparison),
        fields=titled if POST in held.files else None,
        title=title_of(titled),
        files=held.files,
        read=held.read,
        away=held.gone,
        comments=comments_in(blobs.read(held.files[COMMENTS])) if COMMENTS in held.files else None,
    )


def comments_in(data: bytes) -> int | None:
    """Read the number of comments from wp-comments.json."""
    count = decode_json(data, where=COMMENTS).get("count")
    return count if isinstance(count, int) else None
