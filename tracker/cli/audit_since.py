"""What `tracker audit --since` means: a time, or a commit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from tracker.archive.repository import open_archive
from tracker.audit.sites import SiteTask
from tracker.cli.options import utc_now
from tracker.errors import ConfigError
from tracker.naming import parse_time

_REVISION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/~^-]{0,200}")
"""A name of a commit that git cannot take for an option, a range or a path."""


def read_since(text: str | None) -> datetime | str | None:
    """Read `--since`: `last`, a time, or a commit as git names it (`3f2a91c`, `main~2`, a tag).

    Raises:
        ConfigError: for anything else.
    """
    if text is None or text == "last":
        return None
    try:
        return parse_time(text, now=utc_now())
    except ConfigError as error:
        if _REVISION.fullmatch(text):
            return text
        raise ConfigError(f"{error} A commit is named as git does: 3f2a91c, main~2.") from error


def check_since(since: datetime | str | None, tasks: Sequence[SiteTask]) -> None:
    """Refuse a commit that no archive has, before anything is done.

    Raises:
        ConfigError: where none has it.
    """
    paths = [task.path for task in tasks if task.path is not None and task.path.exists()]
    if not isinstance(since, str) or not paths:
        return
    for path in paths:
        with open_archive(path) as archive:
            if archive.resolve(since) is not None:
                return
    where = str(paths[0]) if len(paths) == 1 else f"any of {len(paths)} archives"
    raise ConfigError(
        f"{since} is no time (2026-03-01, 2026-03-01T12:00Z, 3 days ago), and no commit of {where}."
    )
