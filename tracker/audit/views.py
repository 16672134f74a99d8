"""What a rule gets to see: a site, a post with its history, an edit in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tracker.assessing import AssessedEdit
from tracker.edits.fields import term_fields
from tracker.edits.values import Assessment, EditKind, State
from tracker.findings import Inputs
from tracker.listing import Known, editor_of
from tracker.model import Fields, PostKey


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleSuppression:
    """A suppression whose time is over: what it names, its reason, its last day."""

    what: str
    reason: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSeen:
    """What an audit knows of a site as a whole.

    Args:
        name: of its archive.
        now: the time of the audit.
        known: names of users, terms and media.
        host: of the site, lower case; empty where it is not known.
        inputs: what the audit knows that git does not.
        last_sync: when the last sync ended that worked; None where there was none.
        failed: posts that it could not read -> reason.
        moved: by how many the public counts of revisions moved in the edits of this audit.
        seen: how many of these changes are held.
        stale: suppressions that have ended.
    """

    name: str
    now: datetime
    known: Known = field(default_factory=Known)
    host: str = ""
    inputs: Inputs = field(default_factory=Inputs)
    last_sync: datetime | None = None
    failed: Mapping[str, str] = field(default_factory=dict)
    moved: int = 0
    seen: int = 0
    stale: tuple[StaleSuppression, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PostSeen:
    """A post with its history, oldest first, never empty."""

    site: SiteSeen
    key: PostKey
    edits: tuple[AssessedEdit, ...]

    @property
    def latest(self) -> State:
        """Its newest state; of a post that is away, with the words that it had."""
        return self.edits[-1].recorded.state

    @property
    def title(self) -> str:
        """Its newest headline, one line."""
        named = (edit.recorded.state.title for edit in reversed(self.edits))
        return next((title for title in named if title), "")

    @property
    def fields(self) -> Fields:
        """The newest REST object that is known."""
        return self.fields_at(len(self.edits) - 1)

    def fields_at(self, index: int) -> Fields:
        """Give the REST object that was known at a state: a revision has none of its own."""
        states = (edit.recorded.state.fields for edit in reversed(self.edits[: index + 1]))
        return next((fields for fields in states if fields), {})

    @property
    def url(self) -> str:
        """Where readers find it."""
        link = self.fields.get("link")
        return link if isinstance(link, str) else ""

    @property
    def published(self) -> datetime | None:
        """The first publication date that the site claimed: a later one may be put forward."""
        dates = (edit.recorded.state.published for edit in self.edits)
        return next((date for date in dates if date is not None), None)

    def terms(self, index: int = -1) -> tuple[str, ...]:
        """Name its categories, tags and other terms, by name and by id."""
        fields = self.fields if index < 0 else self.fields_at(index)
        numbers = [n for name in term_fields(fields) for n in fields[name]]
        names = [self.site.known.term(number) for number in numbers]
        return (*map(str, numbers), *(name for name in names if name))

    def authors(self, index: int = -1) -> tuple[str, ...]:
        """Name its author, by name and by id."""
        fields = self.fields if index < 0 else self.fields_at(index)
        author = fields.get("author")
        return tuple(filter(None, (str(author or ""), self.site.known.user(author))))


@dataclass(frozen=True, slots=True, kw_only=True)
class EditSeen:
    """An edit in the history of its post: never the first state."""

    post: PostSeen
    index: int

    @property
    def edit(self) -> AssessedEdit:
        """The edit with its two states."""
        return self.post.edits[self.index]

    @property
    def site(self) -> SiteSeen:
        """The site."""
        return self.post.site

    @property
    def said(self) -> Assessment:
        """What is said of it."""
        return self.edit.assessment

    @property
    def before(self) -> State:
        """The state before it."""
        assert self.edit.before is not None, "a first state is no edit"
        return self.edit.before.state

    @property
    def after(self) -> State:
        """The state after it."""
        return self.edit.recorded.state

    @property
    def later(self) -> tuple[AssessedEdit, ...]:
        """The edits after it."""
        return self.post.edits[self.index + 1 :]

    @property
    def editor(self) -> str:
        """Who made it, where a revision tells; else empty."""
        return editor_of(self.edit)

    @property
    def moment(self) -> datetime | None:
        """The latest moment at which it can have happened."""
        return self.said.span.latest or self.after.moment

    @property
    def age(self) -> timedelta | None:
        """How long after the publication it happened, at most; None where that is not known."""
        if self.moment is None or self.post.published is None:
            return None
        return self.moment - self.post.published

    @property
    def is_edit_of_words(self) -> bool:
        """Whether a living post has other words than before."""
        return self.said.kind in (EditKind.TEXT, EditKind.NOTE, EditKind.REVERT)
