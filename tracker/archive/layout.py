"""Where things lie in an archive (format 1), and how REST objects become files and come back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

import msgspec

from tracker.errors import MalformedDocument
from tracker.model import Fields, PostKey

FORMAT = 1

TEXT = "text.md"
CONTENT = "wp-content.html"
SOURCE = "wp-source.html"
POST = "wp-post.json"
REVISION = "wp-revision.json"
COMMENTS = "wp-comments.json"
GONE = "gone.json"

LIVE_FILES = (TEXT, CONTENT, SOURCE, POST, REVISION, COMMENTS)
POST_FILES = (*LIVE_FILES, GONE)

SITE, USERS, TERMS, MEDIA = "site.json", "users.json", "terms.json", "media.json"
README, ATTRIBUTES, IGNORE_REVS = "README.md", ".gitattributes", ".git-blame-ignore-revs"

_POST_PATH = re.compile(
    r"((?:type\.)?[a-z0-9_-]{1,20})/([0-9]{2,})/([0-9]{2})/([0-9]{2,})/([a-z-]+\.[a-z]+)\Z"
)


def post_directory(key: PostKey) -> str:
    """Name the folder of a post: `posts/00/12/1286`.

    Two levels keep the trees of a large archive small: with one, a commit at 20,000 files cost
    2.5 times one at 400.
    """
    return f"{key.folder}/{key.id // 10000:02d}/{key.id // 100 % 100:02d}/{key.id:02d}"


def parse_path(path: str) -> tuple[PostKey, str] | None:
    """Tell the post and the file name of a path; None for what is not a file of a post."""
    match = _POST_PATH.match(path)
    if match is None or match[5] not in POST_FILES:
        return None
    key = PostKey(folder=match[1], id=int(match[4]))
    return (key, match[5]) if path == f"{post_directory(key)}/{match[5]}" else None


def canonical_json(value: object) -> bytes:
    """Encode as canonical JSON: UTF-8, sorted keys, two-space indent, final newline."""
    return msgspec.json.format(msgspec.json.encode(value, order="sorted"), indent=2) + b"\n"


def decode_json(data: bytes, *, where: str) -> Any:
    """Decode JSON that is stored in an archive.

    Raises:
        MalformedDocument: where it is not JSON.
    """
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise MalformedDocument(f"{where} is not valid JSON: {error}.", where=where) from error


def split_content(fields: Fields, *names: str) -> tuple[Fields, dict[str, str]]:
    """Take the named parts (`rendered`, `raw`) out of `content`, leaving every other field.

    A password-protected post keeps its `content` whole: WordPress serves it as an empty string,
    and its files keep what was public before.
    """
    content = fields.get("content")
    if not isinstance(content, dict) or content.get("protected") is True:
        return fields, {}
    taken = {name: content[name] for name in names if isinstance(content.get(name), str)}
    rest = {name: value for name, value in content.items() if name not in taken}
    return {**fields, "content": rest}, taken


def post_files(fields: Fields, text: str) -> dict[str, bytes]:
    """Split a REST object (anonymous, `context=view`) into the files of an observation.

    Args:
        fields: the object as decoded; `content.rendered` becomes a file of its own, byte for byte.
        text: the readable form, already rendered.
    """
    rest, taken = split_content(fields, "rendered")
    files = {TEXT: encode(text), POST: canonical_json(rest)}
    if "rendered" in taken:
        files[CONTENT] = encode(taken["rendered"])
    return files


def revision_files(fields: Fields, text: str) -> dict[str, bytes]:
    """Split a revision (`context=edit`) into the files of a revision-only state."""
    rest, taken = split_content(fields, "rendered", "raw")
    files = {TEXT: encode(text), REVISION: canonical_json(rest)}
    if "rendered" in taken:
        files[CONTENT] = encode(taken["rendered"])
    if "raw" in taken:
        files[SOURCE] = encode(taken["raw"])
    return files


def rest_object(files: Mapping[str, bytes], *, where: str) -> Fields:
    """Rebuild the REST object of an observation from its files: the inverse of `post_files`.

    Raises:
        MalformedDocument: where wp-post.json is missing or not an object.
    """
    if POST not in files:
        raise MalformedDocument(f"{where} has no {POST}.", where=where)
    fields = decode_json(files[POST], where=f"{where}/{POST}")
    if not isinstance(fields, dict):
        raise MalformedDocument(f"{where}/{POST} is not an object.", where=where)
    content = fields.get("content")
    if not isinstance(content, dict) or content.get("protected") is True:
        return fields
    if CONTENT in files and "rendered" not in content:
        content["rendered"] = decode(files[CONTENT])
    return fields


def encode(text: str) -> bytes:
    """Encode as UTF-8; a lone surrogate, which UTF-8 cannot hold, survives as its code unit."""
    return text.encode("utf-8", "surrogatepass")


def decode(data: bytes) -> str:
    """Decode what `encode` made."""
    return data.decode("utf-8", "surrogatepass")


def parent_directories(path: str) -> tuple[str, ...]:
    """List the folders above a path, the nearest first, without the root."""
    return tuple(str(parent) for parent in PurePosixPath(path).parents if str(parent) != ".")
