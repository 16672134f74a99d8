"""Posts by their ids."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from tracker.archive.repository import MAIN, Archive
from tracker.assessing.ready import known_keys
from tracker.model import PostKey

_KEY = re.compile(r"((?:type\.)?[a-z0-9_-]{1,20})/(\d{1,18})\Z")
_ID_PARAMETERS = ("p", "page_id", "attachment_id")


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
    """Read an id, `posts/1286` or an address with `?p=1286` as folder and id.

    The folder is empty where the text does not tell it.
    """
    if re.fullmatch(r"\d{1,18}", text):
        return "", int(text)
    if match := _KEY.match(text):
        folder = match[1]
        return {"post": "posts", "page": "pages"}.get(folder, folder), int(match[2])
    if is_address(text):
        query = parse_qs(urlsplit(text).query)
        for name in _ID_PARAMETERS:
            if (value := query.get(name, [""])[0]).isdecimal():
                return "", int(value)
    return None


def is_address(text: str) -> bool:
    """Tell whether a text is an address of the web."""
    return text.startswith(("http://", "https://"))
