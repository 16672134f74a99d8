"""Names for the ids in posts: read once, when an id is met that has none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tracker.edits.fields import term_fields
from tracker.errors import SiteError
from tracker.model import Fields, is_id
from tracker.recording.states import Names
from tracker.wordpress.rest import Rest
from tracker.wordpress.types import Taxonomy, read_taxonomies
from tracker.wordpress.vocabulary import read_media, read_terms, read_users

_REFRESHED = 100


@dataclass(slots=True)
class Naming:
    """The names known so far; grows during a run.

    Args:
        rest: the site.
        users, terms, media: by id, as the archive keeps them.
        wanted: ids met in posts that have no name yet, by kind (`users`, `editors`, `media`, or
            the field of a taxonomy).
        refused: kinds that the site does not tell names of; they are not asked for again.
    """

    rest: Rest
    users: dict[str, Fields]
    terms: dict[str, Fields]
    media: dict[str, Fields]
    wanted: dict[str, set[int]] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    _taxonomies: tuple[Taxonomy, ...] | None = None

    def names(self) -> Names:
        """Give the names for messages."""
        return Names(users=self.users, terms=self.terms, media=self.media)

    def meet(self, fields: Fields) -> None:
        """Note the ids of a post that have no name yet."""
        self._want("users", [fields.get("author")], self.users)
        self._want("media", [fields.get("featured_media")], self.media)
        for name in term_fields(fields):
            self._want(name, fields[name], self.terms)

    def meet_editor(self, number: object) -> None:
        """Note the editor of a revision, of whom the public need not know."""
        self._want("editors", [number], self.users)

    def read_wanted(self) -> None:
        """Ask for the names of all ids met since the last time.

        Raises:
            SiteError: where the site does not answer; a site that refuses leaves ids without.
        """
        wanted, self.wanted = self.wanted, {}
        for kind, ids in sorted(wanted.items()):
            if kind in self.refused:
                continue
            if kind in ("users", "editors"):
                found = read_users(self.rest, ids, credentials=kind == "editors")
                self._keep(kind, self.users, found, ids)
            elif kind == "media":
                self._keep(kind, self.media, read_media(self.rest, ids), ids)
            else:
                self._read_terms(kind, ids)

    def refresh(self, turn: int) -> None:
        """Ask again for some known names, another kind and other ids at every turn: one request."""
        kinds = ["users", *sorted({str(term["taxonomy"]) for term in self.terms.values()})]
        kind = kinds[turn % len(kinds)]
        if kind == "users":
            known = self.users
        else:
            known = {key: term for key, term in self.terms.items() if term["taxonomy"] == kind}
        numbers = sorted(map(int, known))
        if not numbers:
            return
        start = (turn // len(kinds) * _REFRESHED) % len(numbers)
        some = numbers[start : start + _REFRESHED]
        if kind == "users":
            self._update(self.users, read_users(self.rest, some))
            return
        path = str(known[str(some[0])].get("path") or "")
        taxonomy = Taxonomy(slug=kind, name=kind, field=kind, path=path)
        for number, name in read_terms(self.rest, taxonomy, some).items():
            self.terms[str(number)] = {**self.terms[str(number)], **name}

    def _want(self, kind: str, ids: Iterable[object], known: dict[str, Fields]) -> None:
        for number in ids:
            if is_id(number) and str(number) not in known:
                self.wanted.setdefault(kind, set()).add(number)

    def _read_terms(self, name: str, ids: set[int]) -> None:
        if self._taxonomies is None:
            try:
                self._taxonomies = read_taxonomies(self.rest)
            except SiteError as error:
                if error.status is None or error.status >= 500:
                    raise
                self._taxonomies = ()
        taxonomy = next((one for one in self._taxonomies if one.field == name), None)
        if taxonomy is None:
            self.refused.add(name)
            return
        found = {
            number: {**term, "taxonomy": taxonomy.slug, "path": taxonomy.path}
            for number, term in read_terms(self.rest, taxonomy, ids).items()
        }
        self._keep(name, self.terms, found, ids)

    def _keep(
        self, kind: str, known: dict[str, Fields], found: dict[int, Fields], asked: set[int]
    ) -> None:
        if asked and not found:
            self.refused.add(kind)
        self._update(known, found)

    @staticmethod
    def _update(known: dict[str, Fields], found: dict[int, Fields]) -> None:
        known.update({str(number): name for number, name in found.items()})
