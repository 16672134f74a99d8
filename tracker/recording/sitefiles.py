"""The identity of a site and the names of its users, terms and media, as commits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from tracker.archive.documents import name_files, site_document, top_files
from tracker.archive.layout import MEDIA, TERMS, USERS, decode_json
from tracker.archive.messages import Message, compose, render_message
from tracker.archive.repository import MAIN, Archive
from tracker.archive.spooling import WaitingCommit
from tracker.archive.stream import Change
from tracker.model import Fields, stamp
from tracker.recording.states import Names
from tracker.text import TEXT_VERSION, plain

_WHOLE = 60
"""A title of so many characters is not cut in a subject."""

Send = Callable[[bytes], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteState:
    """What the files at the top of an archive say."""

    site: Fields
    users: Mapping[str, Fields]
    terms: Mapping[str, Fields]
    media: Mapping[str, Fields]

    @classmethod
    def begin(cls, *, url: str, rest_root: str | None) -> SiteState:
        """Make the state of a site of which nothing else is known."""
        site = site_document(
            url=url,
            rest_root=rest_root,
            name=None,
            time_zone=None,
            language=None,
            text_version=TEXT_VERSION,
        )
        return cls(site=site, users={}, terms={}, media={})

    def names(self) -> Names:
        """Give the names for messages."""
        return Names(users=self.users, terms=self.terms, media=self.media)

    def files(self) -> dict[str, bytes]:
        """Write them as files."""
        return name_files(self.site, dict(self.users), dict(self.terms), dict(self.media))


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFiles:
    """The state of the site before a run (None for a new archive) and after it."""

    archive_name: str
    before: SiteState | None
    after: SiteState

    def first_commit(self, send: Send, author: str, at: datetime) -> WaitingCommit:
        """Make the root of the history."""
        after = self.after
        files = top_files(
            after.site,
            dict(after.users),
            dict(after.terms),
            dict(after.media),
            archive_name=self.archive_name,
        )
        changes: list[Change] = [(name, send(data)) for name, data in files.items()]
        facts = (f"the history of {after.site['url']} begins",)
        message = _message(self.archive_name, facts, at)
        seconds = int(at.timestamp())
        return WaitingCommit(author, seconds, seconds, render_message(message), changes)

    def change(self, send: Send, at: datetime) -> tuple[Message, list[Change]] | None:
        """Say what names and what of the identity changed; None where nothing did."""
        if self.before is None:
            return None
        old, new = self.before.files(), self.after.files()
        changes: list[Change] = [
            (name, send(data)) for name, data in new.items() if old.get(name) != data
        ]
        if not changes:
            return None
        title, *more = self._facts()
        facts = (title, *more) if more or len(title) > _WHOLE else ()
        return _message(title, facts, at), changes

    def _facts(self) -> tuple[str, ...]:
        facts: list[str] = []
        assert self.before is not None
        for name in sorted({*self.before.site, *self.after.site}):
            old, new = self.before.site.get(name), self.after.site.get(name)
            if old != new:
                facts.append(f"{name.replace('_', ' ')}: {_shown(old)} -> {_shown(new)}")
        for word in ("users", "terms", "media"):
            facts += _name_facts(word, getattr(self.before, word), getattr(self.after, word))
        return tuple(facts) or ("names",)


def read_site_state(archive: Archive) -> SiteState | None:
    """Read the files at the top of an archive; None for a new one."""
    site = archive.site()
    if not site:
        return None
    users, terms, media = (_read(archive, name) for name in (USERS, TERMS, MEDIA))
    return SiteState(site=site, users=users, terms=terms, media=media)


def _read(archive: Archive, name: str) -> Fields:
    data = archive.read_file(MAIN, name)
    found = {} if data is None else decode_json(data, where=f"{archive.path}/{name}")
    return found if isinstance(found, dict) else {}


def _name_facts(word: str, before: Mapping[str, Fields], after: Mapping[str, Fields]) -> list[str]:
    new = [_name(after[number]) for number in after if number not in before]
    facts = [
        f"{word} {number}: {_name(before[number])} -> {_name(after[number])}"
        for number in after
        if number in before and before[number] != after[number]
    ]
    if new:
        shown = ", ".join(new[:10]) + (" and more" if len(new) > 10 else "")
        facts.append(f"new {word}: {shown}")
    return facts


def _shown(value: object) -> str:
    """Write a field of site.json; of rules that a user added, only their names."""
    if isinstance(value, list):
        return ", ".join(str(one.get("name") or one.get("pattern")) for one in value)
    return str(value or "unknown")


def _name(entry: Fields) -> str:
    return plain(str(entry.get("name") or entry.get("file") or "")) or "unnamed"


def _message(title: str, facts: tuple[str, ...], at: datetime) -> Message:
    return compose("Site", None, title, facts, {"Observed": stamp(at)})
