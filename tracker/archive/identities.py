"""How git names a person who commits, and a blob."""

from __future__ import annotations

import hashlib
import re

from tracker.text.clean import one_line

COMMITTER = "tracker <tracker@tracker.invalid>"
_UNSAFE_IDENT = re.compile(r"[<>\x00-\x1f\x7f]")
_CRUD = " .,:;\"'\\"


def blob_id(data: bytes) -> str:
    """Compute the object id that git gives to a blob."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def identity(name: str, address: str) -> str:
    """Write `Name <address>` for git; `<`, `>`, newline and NUL would abort the import."""
    clean = " ".join(_UNSAFE_IDENT.sub(" ", one_line(name)).split())[:100]
    address = "".join(_UNSAFE_IDENT.sub("", one_line(address)).split())
    return f"{clean.strip(_CRUD) or 'unknown'} <{address}>"
