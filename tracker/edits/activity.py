"""Public revision activity: what it bounds, and what it proves."""

from __future__ import annotations

from tracker.edits.values import Coverage
from tracker.model import Fields, revision_activity

Activity = tuple[int | None, int | None]


def is_known(activity: Activity) -> bool:
    """Tell whether the site keeps revisions of this post and says so."""
    return bool(activity[0])


def coverage(before: Fields | None, after: Fields | None, held: int) -> Coverage | None:
    """Compare the movement between two readings with the states held in between.

    Args:
        held: states after the first reading, the second one included, that make a revision.
    """
    old, new = revision_activity(before), revision_activity(after)
    if old[0] is None or new[0] is None:
        return None
    if old[0] == new[0]:
        # At the limit of a site the count stays, and only the newest id tells of a save.
        return Coverage(moved=0 if old[1] == new[1] else None, held=held)
    return Coverage(moved=new[0] - old[0], held=held)


def coverage_words(found: Coverage) -> str:
    """Say a coverage where it tells of something unseen; else nothing."""
    if found.moved is None and found.held == 0:
        return "the newest public revision is another, and no change was seen: at least one save"
    if found.moved is not None and found.moved > found.held:
        unseen = found.moved - found.held
        return (
            f"public revisions rose by {found.moved}, {found.held or 'no'} change"
            f"{'s' * (found.held != 1)} seen: at most {unseen} save{'s' * (unseen != 1)} unseen "
            f"(autosaves count, too)"
        )
    if found.moved is not None and found.moved < 0:
        return f"public revisions fell by {-found.moved}: revisions were deleted"
    return ""
