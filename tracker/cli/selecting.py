"""The archive and the post that a command is about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.archive.repository import Archive, open_archive
from tracker.cli.around import archive_around
from tracker.cli.options import Decorator, utc_now
from tracker.errors import ConfigError
from tracker.model import PostKey
from tracker.naming.keys import as_address, find_numbered
from tracker.overview import find_archive, find_archives

# What needs the texts of posts is imported where it is needed: a list starts without it.
if TYPE_CHECKING:
    from tracker.chronicle import RecordedState
    from tracker.naming.commits import EditCommit


class Verdict(click.Choice[str]):
    """One of the verdicts of a kind, written with dashes: `masked-or-derived`."""

    def __init__(self, verdicts: type[StrEnum]) -> None:
        self._verdicts = verdicts
        super().__init__([one.value.replace(" ", "-") for one in verdicts], case_sensitive=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Give the verdict itself."""
        if isinstance(value, self._verdicts):
            return value
        chosen = super().convert(str(value).replace(" ", "-"), param, ctx)
        return self._verdicts(chosen.replace("-", " "))


site: Decorator = click.option("--site", help="The archive, where there are several.")


@contextmanager
def chosen_archive(repos: Path, site: str | None, post: str | None = None) -> Iterator[Archive]:
    """Open the archive that is meant.

    Args:
        repos: the folder of the archives.
        site: name, host or path; None for the only one, for the one that the post's address
            names, or else for the one that the user stands in.
        post: what the user typed for a post.

    Raises:
        ConfigError: where none is meant, or several can be.
    """
    path = _of_several(repos, post) if site is None else None
    with open_archive(path or find_archive(repos, site)) as archive:
        yield archive


def _of_several(repos: Path, post: str | None) -> Path | None:
    """Choose one of several archives by the address of a post, or by where the user stands."""
    paths = find_archives(repos, None)
    if len(paths) == 1:
        return paths[0]
    if post is not None and (address := as_address(post)) is not None:
        from tracker.cli.addressed import archive_of_post

        if (path := archive_of_post(repos, paths, address)) is not None:
            return path
    around = archive_around(Path.cwd())
    return next((path for path in paths if path.resolve() == around), None)


def split_moment(words: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Divide `101#3`, or `101 3`, into the post and the moments."""
    post, mark, number = words[0].rpartition("#")
    if mark and post and "://" not in post and number.lstrip("-").isdecimal():
        return post, (f"#{number}", *words[1:])
    return words[0], words[1:]


def read_states(archive: Archive, key: PostKey) -> tuple[RecordedState, ...]:
    """Read the states of one post.

    Raises:
        ConfigError: where the history holds none.
    """
    from tracker.chronicle import iter_chronicles

    for _, states in iter_chronicles(archive, (key,)):
        if states:
            return states
    raise ConfigError(f"The archive {archive.path.name} holds no state of {key}.")


def choose_state(archive: Archive, text: str, states: tuple[RecordedState, ...]) -> RecordedState:
    """Find the state of a post that is meant."""
    from tracker.naming import find_state
    from tracker.reviewing import unread_commits

    unread = unread_commits(archive, states[0].key) if text == "reviewed" else None
    return find_state(text, states, now=utc_now(), unread=unread)


def choose_post(archive: Archive, text: str, *, surely: bool = False) -> PostKey:
    """Find the post that is meant; `surely`: only where the text can mean no other one."""
    if (key := find_numbered(archive, text)) is not None:
        return key
    from tracker.naming.posts import find_post

    return find_post(archive, text, surely=surely)


def choose_edit(archive: Archive, text: str) -> EditCommit:
    """Find the post that is meant, and the commit where the text is one."""
    from tracker.naming.posts import find_edit

    return find_edit(archive, text)


def since_of(
    archive: Archive, text: str | None, key: PostKey | None
) -> tuple[datetime | None, frozenset[str] | None]:
    """Read `--since`: a time, or the commits that came after the last review."""
    if text is None:
        return None, None
    if text != "reviewed":
        return _time(text), None
    from tracker.reviewing import unread_commits

    unread = unread_commits(archive, key)
    if unread is None:
        what, how = (str(key),) * 2 if key is not None else (archive.path.name, "--all")
        raise ConfigError(
            f"{what} was never reviewed; `tracker review {how}` marks it as read up to now."
        )
    return None, unread


def until_of(text: str | None) -> datetime | None:
    """Read `--until`; a day stands for its end."""
    return None if text is None else _time(text, end_of_day=True)


def _time(text: str, *, end_of_day: bool = False) -> datetime:
    from tracker.naming.moments import parse_time

    return parse_time(text, now=utc_now(), end_of_day=end_of_day)
