"""The same change of fields on many posts of one run is one change of the site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from tracker.archive.held import HeldPost
from tracker.archive.messages import Message, compose
from tracker.archive.stream import Change
from tracker.model import PostKey, stamp
from tracker.recording.advance import reread
from tracker.recording.judging import COUNTED
from tracker.recording.outbox import Outbox
from tracker.recording.steps import Step
from tracker.text import TEXT_VERSION

SHARE = 0.2
LEAST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class AlikeStep:
    """A step that is one of many alike, perhaps; its blobs are sent."""

    step: Step
    changes: tuple[Change, ...]
    held: HeldPost


class Alike:
    """Keep steps that change fields alone until it is known how many posts share each change.

    Args:
        by_moment: for recorded answers: what a crawler read at one moment is one run of it.
    """

    def __init__(self, *, by_moment: bool) -> None:
        self._by_moment = by_moment
        self._groups: dict[tuple[str, frozenset[str]], list[AlikeStep]] = {}
        self._read: Counter[str] = Counter()

    def count(self, observed: str) -> None:
        """Count a post as read."""
        self._read[self._run(observed)] += 1

    def takes(self, step: Step) -> bool:
        """Tell whether a step may turn out to be a change of the site.

        In recorded answers a post has later states, compared already, when that is known; so
        fields that came or went are left to ride along with the next edit there.
        """
        return bool(step.signature) and (bool(step.verb) or not self._by_moment)

    def add(self, step: Step, changes: tuple[Change, ...], held: HeldPost) -> None:
        """Keep one step; `held` is what is held of its post once it is recorded."""
        one = AlikeStep(step=replace(step, files={}, fields=None), changes=changes, held=held)
        run = self._run(step.trailers["Observed"] or "")
        self._groups.setdefault((run, step.signature or frozenset()), []).append(one)

    def groups(self) -> Iterator[tuple[frozenset[str] | None, list[AlikeStep]]]:
        """Iterate over the changes of the site; last, with None, what are edits of single posts.

        A change is the site's when more than a fifth of the posts read in its run share it; and
        always when comments are counted for the first time.
        """
        single: list[AlikeStep] = []
        for run, signature in sorted(self._groups, key=lambda key: (key[0], sorted(key[1]))):
            group = self._groups[run, signature]
            is_shared = len(group) >= LEAST and len(group) > SHARE * self._read[run]
            if is_shared or signature == COUNTED:
                yield signature, group
            else:
                single += [one for one in group if one.step.verb]
        yield None, single

    def settle(self, outbox: Outbox, held: dict[PostKey, HeldPost]) -> None:
        """Make one `Site` commit of the same change on many posts, ordinary ones of the rest."""
        for signature, group in self.groups():
            if signature is None:
                for one in group:
                    outbox.wait(one.step, one.changes, outbox.main)
                continue
            message, at = site_wide(signature, group)
            changes = [change for one in group for change in one.changes]
            outbox.wait_site(message, changes, at)
            for one in group:
                newest = one.held if not one.step.verb else held[one.step.key]
                if newest.observed <= stamp(at):
                    newest = replace(newest, observed=stamp(at))
                held[one.step.key] = reread(newest, (stamp(at),))

    def _run(self, observed: str) -> str:
        return observed if self._by_moment else ""


def site_wide(signature: frozenset[str], group: list[AlikeStep]) -> tuple[Message, datetime]:
    """Say a change of the site: the message, and when it was observed last."""
    changes = sorted(signature)
    title = f"{', '.join(change.split(':')[0] for change in changes)} on {len(group)} posts"
    posts = ", ".join(str(one.step.key) for one in group[:20])
    more = f" and {len(group) - 20} more" if len(group) > 20 else ""
    observed = max(one.step.observed for one in group)
    trailers = {
        "Evidence": "observation",
        "Observed": stamp(observed),
        "Text": str(TEXT_VERSION),
    }
    facts = (*changes, f"posts: {posts}{more}")
    return compose("Site", None, title, facts, trailers), observed
