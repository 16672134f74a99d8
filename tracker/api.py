"""The Python API: archives, edits and assessments for notebooks and other programs.

Everything here is also found as `tracker.Archive`, `tracker.iter_edits` and so on; docs/python.md
has examples.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from tracker.archive import repository
from tracker.archive.heldcache import read_held
from tracker.assessing import AssessedEdit, iter_assessed
from tracker.blaming import blame as blame_edits
from tracker.chronicle import RecordedState, iter_chronicles
from tracker.comparing import compare_states
from tracker.diff import ProseDiff, diff_text
from tracker.edits.assessment import assess as assess_edit
from tracker.edits.values import Assessment, Disclosure, Edit, EditKind, Setting, Severity, State
from tracker.errors import ConfigError
from tracker.listing import Wanted, editor_of, iter_wanted, read_known
from tracker.model import Fields, PostKey
from tracker.naming import find_post, find_state
from tracker.report.blame import BlamedSentence
from tracker.report.diff import DiffView
from tracker.reviewing import unread_commits

__all__ = [
    "Archive",
    "ArchivedEdit",
    "Assessment",
    "BlamedSentence",
    "DiffView",
    "Disclosure",
    "EditKind",
    "PostKey",
    "ProseDiff",
    "Severity",
    "State",
    "Wanted",
    "assess",
    "diff_text",
    "iter_edits",
]

Post = str | int | PostKey
"""How a post is named: text as in the terminal, an id, or a key."""

Moment = str | int
"""How a state is named: text as in the terminal, or its number, from 1, or from the end, -1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedEdit:
    """One edit of a post in an archive.

    Args:
        post: folder and id; `str(post)` is `posts/1286`.
        number: of `after` in the history of the post, from 1.
        commit: that recorded it.
        editor: who made it, where a revision tells; else empty.
        before: None for the first state of the post.
        after: text, title, fields and times after it.
        assessment: kind, severity, disclosure, reasons and more.
    """

    post: PostKey
    number: int
    commit: str
    editor: str
    before: State | None
    after: State
    assessment: Assessment

    @property
    def kind(self) -> EditKind:
        """What the edit did as a whole."""
        return self.assessment.kind

    @property
    def severity(self) -> Severity:
        """How much of what readers are told has changed."""
        return self.assessment.severity

    @property
    def disclosure(self) -> Disclosure:
        """What the public was told."""
        return self.assessment.disclosure

    @property
    def earliest(self) -> datetime | None:
        """The edit was not made before this moment; None where that is not known."""
        return self.assessment.span.earliest

    @property
    def latest(self) -> datetime | None:
        """The edit was made by this moment."""
        return self.assessment.span.latest

    @property
    def diff(self) -> ProseDiff:
        """Compare the texts, headlines included."""
        return diff_text(self.before.text if self.before is not None else "", self.after.text)


class Archive:
    """The archive of one site, opened for reading; a context manager.

    Args:
        path: the folder of the repository, such as `repos/www.example.org`.

    Raises:
        ArchiveError: where there is none.
    """

    def __init__(self, path: str | Path) -> None:
        self._stack = ExitStack()
        self._archive = self._stack.enter_context(repository.open_archive(Path(path)))

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close git's processes."""
        self._stack.close()

    @property
    def site(self) -> Fields:
        """What the archive knows of its site: `url`, `name`, `time_zone`, `language`."""
        return self._archive.site()

    def posts(self) -> tuple[PostKey, ...]:
        """List all posts that the archive has a state of."""
        return tuple(sorted(read_held(self._archive)))

    def find(self, text: Post) -> PostKey:
        """Find a post by id, slug, address, a part of its title, or a commit that tells of it.

        Raises:
            ConfigError: where none fits, or several do.
        """
        return text if isinstance(text, PostKey) else find_post(self._archive, str(text))

    def states(self, post: Post) -> tuple[State, ...]:
        """Read all states of a post, in order of time."""
        return tuple(one.state for one in self._recorded(self.find(post)))

    def state(self, post: Post, moment: Moment = "latest") -> State:
        """Read one state of a post.

        Args:
            post: as for `find`.
            moment: a commit, `r1287`, `#3`, `#-1`, a time, `first`, `latest`, `reviewed`; or a
                number: `3`, `-1`.

        Raises:
            ConfigError: where none fits.
        """
        return self._chosen(self._recorded(self.find(post)), moment).state

    def iter_edits(
        self, post: Post | None = None, wanted: Wanted | None = None
    ) -> Iterator[ArchivedEdit]:
        """Give the edits of one post or of all, post by post, oldest first.

        Args:
            post: as for `find`; None for all.
            wanted: which; without it all but touches.
        """
        keys = None if post is None else (self.find(post),)
        for edit in iter_wanted(self._archive, wanted or Wanted(), keys):
            yield _archived(edit)

    def diff(self, post: Post, before: Moment = "first", after: Moment = "latest") -> DiffView:
        """Compare two states of a post; moments are written as for `state`."""
        states = self._recorded(self.find(post))
        old, new = (self._chosen(states, moment) for moment in (before, after))
        return compare_states(old, new, read_known(self._archive))

    def blame(
        self, post: Post, moment: Moment = "latest", *, with_deleted: bool = False
    ) -> tuple[BlamedSentence, ...]:
        """Tell for each sentence of a post which edits brought it and gave it its words."""
        key = self.find(post)
        last = self._chosen(self._recorded(key), moment)
        ((_, edits),) = iter_assessed(self._archive, (key,))
        return blame_edits(edits[: last.number], with_deleted=with_deleted)

    def _recorded(self, key: PostKey) -> tuple[RecordedState, ...]:
        for _, states in iter_chronicles(self._archive, (key,)):
            return states
        raise ConfigError(f"The archive {self._archive.path.name} holds no state of {key}.")

    def _chosen(self, states: tuple[RecordedState, ...], moment: Moment) -> RecordedState:
        moment = f"#{moment}" if isinstance(moment, int) else moment
        unread = unread_commits(self._archive, states[0].key) if moment == "reviewed" else None
        return find_state(moment, states, now=datetime.now(UTC), unread=unread)


def iter_edits(
    path: str | Path, post: Post | None = None, wanted: Wanted | None = None
) -> Iterator[ArchivedEdit]:
    """Open an archive, and give its edits, post by post, oldest first.

    Args:
        path: the folder of the repository.
        post: as for `Archive.find`; None for all.
        wanted: which; without it all but touches.

    Raises:
        ArchiveError: where there is no archive.
        ConfigError: where no post fits, or several do.
    """
    with Archive(path) as archive:
        yield from archive.iter_edits(post, wanted)


def assess(
    before: str | State | None, after: str | State, *, language: str = "en", zone: str = ""
) -> Assessment:
    """Say what kind of edit led from one state to another; no archive is needed.

    Args:
        before: the state, or its text, one sentence a line under `# headline`; None for none.
        after: the same.
        language: BCP 47.
        zone: of the site, an IANA name.
    """
    edit = Edit(before=None if before is None else _state(before), after=_state(after))
    return assess_edit(edit, Setting(language=language, zone=zone))


def _state(value: str | State) -> State:
    if isinstance(value, State):
        return value
    first = value.partition("\n")[0]
    return State(text=value, title=first.removeprefix("# ") if first.startswith("# ") else "")


def _archived(edit: AssessedEdit) -> ArchivedEdit:
    return ArchivedEdit(
        post=edit.recorded.key,
        number=edit.recorded.number,
        commit=edit.recorded.place.commit,
        editor=editor_of(edit),
        before=edit.before.state if edit.before is not None else None,
        after=edit.recorded.state,
        assessment=edit.assessment,
    )
