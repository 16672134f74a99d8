"""Names that were asked for and that nothing in the archives has: a slip of the pen, as a rule."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain

from tracker.archive.heldcache import read_held
from tracker.archive.repository import Archive
from tracker.assessing.ready import iter_rows
from tracker.edits.rows import EditRow
from tracker.listing.conditions import Wanted, is_wanted
from tracker.listing.known import Known, read_known

_NEAR, _FEW = 0.6, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names that an archive has, as far as they were asked for.

    Args:
        folders: of types.
        authors: of editors and of authors of posts.
        terms: of categories, tags and other terms that posts have.
        fields: that changed.
        author_met, category_met: whether any edit meets that condition.
    """

    folders: frozenset[str]
    authors: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    author_met: bool = False
    category_met: bool = False


def read_names(archive: Archive, wanted: Wanted) -> Names:
    """Read the names that an archive has; all its edits are looked at, if any are asked for.

    Args:
        archive: where.
        wanted: with the names that are asked for.
    """
    folders = frozenset(key.folder for key in read_held(archive))
    if not (wanted.author or wanted.category or wanted.fields):
        return Names(folders=folders)
    known, rows = read_known(archive), tuple(iter_rows(archive))
    by = Wanted(author=wanted.author, touches=True)
    within = Wanted(category=wanted.category, touches=True)
    return Names(
        folders=folders,
        authors=frozenset(chain.from_iterable(_authors(row, known) for row in rows)),
        terms=frozenset(chain.from_iterable(_terms(row, known) for row in rows)),
        fields=frozenset(chain.from_iterable(row.fields for row in rows)),
        author_met=any(is_wanted(row, by, known) for row in rows),
        category_met=any(is_wanted(row, within, known) for row in rows),
    )


def unknown_type(names: Sequence[Names], wanted: Wanted) -> str:
    """Say that no archive holds the type that was asked for; empty where one does, or none was."""
    held = frozenset(chain.from_iterable(one.folders for one in names))
    if not wanted.folder or wanted.folder in held or not held:
        return ""
    return f"nothing of the type {wanted.folder!r} is held, only {', '.join(sorted(held))}"


def unknown_names(names: Sequence[Names], wanted: Wanted) -> Iterator[str]:
    """Say which names nothing in the archives has, and which are the nearest.

    Args:
        names: what each archive has.
        wanted: with the names that are asked for.
    """
    if wanted.author and not any(one.author_met for one in names):
        words = f"no editor or author has {wanted.author!r} in the name"
        yield words + _nearest(wanted.author, chain.from_iterable(one.authors for one in names))
    if wanted.category and not any(one.category_met for one in names):
        words = f"no post has a category, tag or term {wanted.category!r}"
        yield words + _nearest(wanted.category, chain.from_iterable(one.terms for one in names))
    fields = frozenset(chain.from_iterable(one.fields for one in names))
    for field in sorted(wanted.fields - fields):
        yield f"no edit changes a field {field!r}" + _nearest(field, fields)


def _authors(row: EditRow, known: Known) -> Iterator[str]:
    author = row.facts.author
    for name in (row.editor, known.user(author), author):
        if isinstance(name, str) and name:
            yield name


def _terms(row: EditRow, known: Known) -> Iterator[str]:
    for term in chain.from_iterable(row.facts.terms.values()):
        if name := known.term(term) or (term if isinstance(term, str) else ""):
            yield name


def _nearest(sought: str, held: Iterable[str]) -> str:
    """Name those that look alike, else all if they are few."""
    names = sorted(frozenset(held))
    scored = sorted(((_likeness(sought, name), name) for name in names), reverse=True)
    near = [name for score, name in scored if score >= _NEAR][:3]
    if near:
        return f"; the nearest: {', '.join(near)}"
    return f"; known: {', '.join(names)}" if 0 < len(names) <= _FEW else _many(names)


def _many(names: Collection[str]) -> str:
    return f"; {len(names)} others are known" if names else "; none is known"


def _likeness(sought: str, name: str) -> float:
    """Compare with a name and with each of its words."""
    one = sought.casefold()
    return max(SequenceMatcher(None, one, each).ratio() for each in _parts(name.casefold()))


def _parts(name: str) -> tuple[str, ...]:
    return (name, *name.split())
