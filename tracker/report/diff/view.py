"""What a rendering of a diff is given."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.diff.values import ProseDiff


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field of a post that changed, in words.

    Args:
        name: what people call the field, such as "slug" or "categories".
        before: the old value, None where there was none.
        after: the new value, None where there is none.
    """

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffView:
    """A diff with all that is shown around it.

    Args:
        diff: the changes of the text.
        fields: the changes of other fields; they are shown before the body.
        before_label: what the old state is called, such as a time or a commit.
        after_label: what the new state is called.
        context: how many unchanged sentences are shown around a change; None for all.
        file: what the compared text is called in the folder of its post.
    """

    diff: ProseDiff
    fields: tuple[FieldChange, ...] = ()
    before_label: str = "before"
    after_label: str = "after"
    context: int | None = 1
    file: str = "text.md"
