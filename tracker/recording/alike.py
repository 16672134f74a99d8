"""The same change of fields on many posts of one run is one change of the site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tracker.archive.held import HeldPost
from tracker.archive.stream import Change
from tracker.recording.steps import Step

SHARE = 0.2
LEAST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class AlikeStep:
    """A step that is one of many alike, perhaps; its blobs are sent."""

    step: Step
    changes: tuple[Change, ...]
    held: HeldPost


class Alike:
    """Keep steps that change fields alone until it is known how many posts share each change."""

    def __init__(self) -> None:
        self._groups: dict[frozenset[str], list[AlikeStep]] = {}

    def add(self, step: Step, changes: tuple[Change, ...], held: HeldPost) -> None:
        """Keep one step; `held` is what is held of its post once it is recorded."""
        one = AlikeStep(step=replace(step, files={}, fields=None), changes=changes, held=held)
        self._groups.setdefault(step.signature or frozenset(), []).append(one)

    def groups(self, posts_read: int) -> Iterator[tuple[frozenset[str] | None, list[AlikeStep]]]:
        """Iterate over the changes of the site; last, with None, what are edits of single posts.

        A change is the site's when more than a fifth of the posts read in this run share it.
        """
        single: list[AlikeStep] = []
        for signature in sorted(self._groups, key=sorted):
            group = self._groups[signature]
            if len(group) >= LEAST and len(group) > SHARE * posts_read:
                yield signature, group
            else:
                single += [one for one in group if one.step.verb]
        yield None, single


def site_wide_facts(
    signature: frozenset[str], group: list[AlikeStep]
) -> tuple[str, tuple[str, ...]]:
    """Say a change of the site: a title, and the facts."""
    changes = sorted(signature)
    title = f"{', '.join(change.split(':')[0] for change in changes)} on {len(group)} posts"
    posts = ", ".join(str(one.step.key) for one in group[:20])
    more = f" and {len(group) - 20} more" if len(group) > 20 else ""
    return title, (*changes, f"posts: {posts}{more}")
