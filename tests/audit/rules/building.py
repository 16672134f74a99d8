"""Histories of a post for tests of rules: short to write, assessed by the real rules of edits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tracker.archive.held import HeldPost
from tracker.archive.places import Place
from tracker.assessing import AssessedEdit
from tracker.audit.rule import EditRule, Found, Options, PostRule, SiteRule
from tracker.audit.rules import all_rules
from tracker.audit.views import EditSeen, PostSeen, SiteSeen
from tracker.chronicle import RecordedState
from tracker.edits.chain import assess_history
from tracker.edits.notes import note_rules
from tracker.edits.values import Evidence, Setting, State
from tracker.listing import Known
from tracker.model import Fields, PostKey, stamp, utc
from tracker.recording.states import Names

PUBLISHED = "2024-05-02T08:00"
KEY = PostKey(folder="posts", id=7)
NOW = utc("2024-06-01T12:00")
KEPT = "kept"
HEADLINE = "A bridge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One state of the post; what is None is as in the state before it.

    Args:
        at: when it was read (UTC); of a revision alone, when it was read of it.
        text: the body; a blank line between paragraphs.
        title: the headline.
        modified: the claimed time of the last change; `KEPT` leaves it, None is 5 minutes before
            `at` (the publication for the first state).
        away: why it is not public.
        revision: id of a revision that equals it.
        only_revision: nothing else tells of it.
        editor: trailer, such as `1 Jane Doe`.
        activity: public count of revisions, and id of the newest.
        source: digest of the raw content.
        fields: other fields of the REST object.
    """

    at: str
    text: str | None = None
    title: str | None = None
    modified: str | None = None
    away: str = ""
    revision: int | None = None
    only_revision: bool = False
    editor: str = ""
    activity: tuple[int, int] | None = None
    source: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)


def site(**values: Any) -> SiteSeen:
    """Make a site; users are given as `users={"1": "Jane Doe"}`."""
    users = {number: {"name": name} for number, name in values.pop("users", {}).items()}
    base: dict[str, Any] = {"name": "news.example", "now": NOW}
    return SiteSeen(**base | {"known": Known(names=Names(users=users))} | values)


def post(*steps: Step, zone: str = "UTC", of: SiteSeen | None = None) -> PostSeen:
    """Make a post of its states, and let the edits between them be assessed."""
    states: list[State] = []
    fields: Fields = {}
    for step in steps:
        fields = _fields(step, fields, step.title or (states[-1].title if states else HEADLINE))
        states.append(_state(step, states[-1] if states else None, fields))
    setting = Setting(language="en", zone=zone, rules=note_rules("en"))
    recorded = [
        RecordedState(key=KEY, number=number, place=_place(step, state, number), state=state)
        for number, (step, state) in enumerate(zip(steps, states, strict=True), 1)
    ]
    edits = tuple(
        AssessedEdit(recorded=one, before=before, assessment=said)
        for one, before, said in zip(
            recorded, [None, *recorded[:-1]], assess_history(states, setting), strict=True
        )
    )
    return PostSeen(site=of or site(), key=KEY, edits=edits)


def find(name: str, seen: PostSeen | SiteSeen, index: int = -1, **options: Any) -> list[Found]:
    """Ask a rule, with its own thresholds where no others are given.

    Args:
        index: of the edit, for a rule about edits.
    """
    rule = all_rules()[name]
    chosen = Options({**rule.takes, **options})
    if isinstance(rule, EditRule):
        assert isinstance(seen, PostSeen)
        place = index % len(seen.edits)
        assert place > 0, "a first state is no edit"
        return list(rule.find(EditSeen(post=seen, index=place), chosen))
    if isinstance(rule, PostRule):
        assert isinstance(seen, PostSeen)
        return list(rule.find(seen, chosen))
    assert isinstance(rule, SiteRule)
    assert isinstance(seen, SiteSeen)
    return list(rule.find(seen, chosen))


def ended(name: str, seen: PostSeen, index: int = -1) -> str:
    """Ask a rule what ended its finding."""
    rule = all_rules()[name]
    assert isinstance(rule, EditRule | PostRule)
    assert rule.ended is not None
    if isinstance(rule, PostRule):
        return rule.ended(seen)
    return rule.ended(EditSeen(post=seen, index=index % len(seen.edits)))


def words(name: str, seen: PostSeen | SiteSeen, index: int = -1, **options: Any) -> str:
    """Ask a rule that has to find one thing, and give its words."""
    (found,) = find(name, seen, index, **options)
    return found.words


def _state(step: Step, before: State | None, fields: Fields) -> State:
    title = step.title or (before.title if before else HEADLINE)
    body = step.text
    if body is None:
        assert before is not None
        body = before.text.partition("\n\n")[2].removesuffix("\n")
    evidence = Evidence.OBSERVATION
    if step.revision is not None:
        evidence = Evidence.REVISION if step.only_revision else Evidence.BOTH
    observed = utc(step.at)
    claimed = observed - timedelta(minutes=5) if before is not None else utc(PUBLISHED)
    if step.modified == KEPT or (step.away and before is not None):
        claimed = before.claimed if before and before.claimed else claimed
    elif step.modified is not None:
        claimed = utc(step.modified)
    return State(
        text=f"# {title}\n\n{body}\n",
        title=title,
        fields=None if step.only_revision else fields,
        evidence=evidence,
        claimed=claimed,
        observed=observed,
        last_observed=before.observed if before is not None else None,
        away=step.away,
        revision=step.revision,
        source=step.source,
    )


def _fields(step: Step, before: Fields, title: str) -> Fields:
    """Make the REST object: a plain post, as it was served last, with what is told anew."""
    fields: Fields = {
        "id": 7, "date": PUBLISHED + ":00", "date_gmt": PUBLISHED + ":00", "slug": "a-bridge",
        "status": "publish", "link": "https://news.example/a-bridge/", "author": 1,
        "categories": [3], "tags": [], "content": {"protected": False},
    } | before  # fmt: skip
    if step.only_revision:
        return fields
    fields["title"] = {"rendered": title}
    if step.activity is not None:
        count, newest = step.activity
        fields["_links"] = {
            "version-history": [{"count": count}],
            "predecessor-version": [{"id": newest}],
        }
    return fields | dict(step.fields)


def _place(step: Step, state: State, number: int) -> Place:
    trailers = {"Evidence": str(state.evidence), "Observed": step.at}
    if step.editor:
        trailers["Editor"] = step.editor
    assert state.moment is not None
    return Place(
        moment=stamp(state.moment),
        commit=f"{number:040x}",
        verb="Remove" if step.away else "Edit",
        trailers=trailers,
        held=HeldPost(folder=KEY.folder, id=KEY.id, files={}, gone=step.away),
        is_of_post=True,
    )
