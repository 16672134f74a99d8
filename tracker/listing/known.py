"""The names that an archive has for users, terms and media."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.archive.repository import Archive
from tracker.model import Fields
from tracker.recording.sitefiles import read_site_state
from tracker.recording.states import Names
from tracker.text.clean import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The names that an archive has for users, terms and media."""

    names: Names = field(default_factory=Names)

    def user(self, number: object) -> str:
        """Name a user; empty where the archive does not know."""
        return _name(self.names.users, number)

    def term(self, number: object) -> str:
        """Name a term; empty where the archive does not know."""
        return _name(self.names.terms, number)


def read_known(archive: Archive) -> Known:
    """Read the names that an archive has."""
    site = read_site_state(archive)
    return Known(names=site.names() if site is not None else Names())


def _name(known: Mapping[str, Fields], key: object) -> str:
    return plain(str(known.get(str(key), {}).get("name") or ""))
