"""Posts by their ids, and what is an address."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from tracker.archive.repository import MAIN, Archive
from tracker.assessing.ready import known_keys
from tracker.model import PostKey

_FOLDER = r"((?:type\.)?[a-z0-9_-]{1,20})"
_KEY = re.compile(rf"{_FOLDER}/(\d{{1,18}})/?\Z")
_PATH = re.compile(
    rf"(?:.*[/:])?{_FOLDER}/\d{{2,}}/\d{{2}}/(\d{{2,18}})(?:/[a-z-]+\.[a-z]+)?/?\Z", re.DOTALL
)
_ID_PARAMETERS = ("p", "page_id", "attachment_id")
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_PLACE = re.compile(r"(?:[\w-]+\.)+[\w-]+(?::\d{1,5})?[/?]\S*\Z|[\w-]+:\d{1,5}[/?]\S*\Z")


def find_numbered(archive: Archive, text: str) -> PostKey | None:
    """Find the one post that is named by its id; None where there is none, or several."""
    numbered = parse_key(text)
    if numbered is None:
        return None
    exact = [key for key in find_ids(archive, numbered[1]) if numbered[0] in ("", key.folder)]
    return exact[0] if len(exact) == 1 else None


def find_ids(archive: Archive, number: int) -> tuple[PostKey, ...]:
    """Find the posts that have an id, whatever their type; a post that changed it has two."""
    if known := known_keys(archive, number):
        return known
    from tracker.archive.layout import post_directory

    if archive.resolve(MAIN) is None:
        return ()
    git = archive.repo.git
    folders = [name for name in git.ls_tree("-d", "--name-only", MAIN).split("\n") if name]
    keys = {
        post_directory(key): key
        for key in (PostKey(folder=folder, id=number) for folder in folders)
    }
    if not keys:
        return ()
    found = git.ls_tree("-d", "--name-only", MAIN, "--", *keys).split("\n")
    return tuple(keys[path] for path in found if path in keys)


def parse_key(text: str) -> tuple[str, int] | None:
    """Read an id, `posts/1286`, a path in the archive or an address with `?p=1286`.

    Returns:
        folder and id; the folder is empty where the text does not tell it.
    """
    if re.fullmatch(r"\d{1,18}", text, re.ASCII):
        return "", int(text)
    if match := _KEY.match(text):
        folder = match[1]
        return {"post": "posts", "page": "pages"}.get(folder, folder), int(match[2])
    if (address := as_address(text)) is not None:
        query = parse_qs(urlsplit(address).query)
        for name in _ID_PARAMETERS:
            if (value := query.get(name, [""])[0]).isdecimal() and len(value) <= 18:
                return "", int(value)
    return _parse_path(text)


def as_address(text: str) -> str | None:
    """Give an address of the web in full: `example.org/2026/ferry` has `https://` before it.

    None for what is none. A text without `https://` can be another name as well.
    """
    is_place = _PLACE.match(text) and not _KEY.match(text) and _parse_path(text) is None
    address = text if _SCHEME.match(text) else f"https://{text}" if is_place else None
    try:
        urlsplit(address or "")
    except ValueError:  # such as `http://[::1`
        return None
    return address


def _parse_path(text: str) -> tuple[str, int] | None:
    """Read what git prints: `posts/00/12/1286/text.md`, also after `a/`, `HEAD:` or a folder."""
    match = None if _SCHEME.match(text) else _PATH.match(text)
    if match is None:
        return None
    from tracker.archive.layout import post_directory

    key = PostKey(folder=match[1], id=int(match[2]))
    return (key.folder, key.id) if post_directory(key) in text else None
