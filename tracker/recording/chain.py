"""Put the revisions and observations of one post in order, and compare each with the one before.

Observations stand by the time they were read, always. A revision-only state stands among them by
its claim, before the first observation read after it. What is older than the newest recorded
observation became known later, and goes to a side line (`backfill`).
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tracker.archive.held import HeldPost
from tracker.archive.layout import TEXT
from tracker.model import PostKey, stamp
from tracker.recording.observing import observe
from tracker.recording.readings import Observation, PostReading, RevisionReading, revision_time
from tracker.recording.revising import revise
from tracker.recording.states import Context, Known
from tracker.recording.steps import Step
from tracker.recording.timeline import Surroundings


class Chain(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What is recorded of one post.

    Args:
        main: commits on main, in order.
        backfill: states that became known later, in order.
        drafts: states from before the publication.
        readings: when its content was read, as stamps.
        newest: the newest state on main; None as well where it was left out on the way here.
    """

    main: tuple[Step, ...]
    backfill: tuple[Step, ...]
    drafts: tuple[Step, ...]
    readings: tuple[str, ...]
    newest: Known | None = None


def chain_post(
    reading: PostReading,
    held: HeldPost | None,
    before: Known | None,
    context: Context,
    timelines: Surroundings,
) -> Chain:
    """Order and compare all that a run read of one post."""
    boundary = held.observed if held else ""
    known = set(held.revisions) if held else set()
    revisions = sorted((r for r in reading.revisions if r.fields["id"] not in known), key=claim_of)
    newer = [
        o
        for o in reading.observations
        if o.observed > boundary
        or (o.observed == boundary and _is_next(reading.key, before, o, context, timelines))
    ]
    older = [o for o in reading.observations if o not in newer]
    newest = newer[-1] if newer else None
    equal = _equal_revision(newest, revisions)
    main, equal, last = _main_line(reading, before, newer, revisions, equal, boundary, context)
    late = [r for r in revisions if claim_of(r)[0] <= boundary and r is not equal]
    backfill = [*_late_observations(reading.key, older, context, timelines)]
    backfill += _revise_all(reading.key, late, context, verb="Backfill")
    unknown = [r for r in reading.drafts if r.fields["id"] not in known]
    drafts = _revise_all(reading.key, sorted(unknown, key=claim_of), context)
    return Chain(
        main=main,
        backfill=tuple(backfill),
        drafts=tuple(drafts),
        readings=tuple(o.observed for o in reading.observations),
        newest=last,
    )


def claim_of(reading: RevisionReading) -> tuple[str, int]:
    """Order revisions: by their claim, never later than they were read; then by id."""
    claim = revision_time(reading.fields)
    moment = reading.observed if claim is None else min(stamp(claim), reading.observed)
    return moment, int(reading.fields["id"])


def is_same_text(revision: RevisionReading, source: dict[str, object] | None) -> bool:
    """Tell whether raw title, content and excerpt agree after white space is normalised."""
    if source is None:
        return False
    return all(
        _raw(revision.fields, name) == _raw(source, name)
        for name in ("title", "content", "excerpt")
    )


def _raw(fields: dict[str, object], name: str) -> str:
    part = fields.get(name)
    value = part.get("raw") if isinstance(part, dict) else None
    return " ".join(value.split()) if isinstance(value, str) else ""


def _equal_revision(
    observation: Observation | None, revisions: list[RevisionReading]
) -> RevisionReading | None:
    """Find the newest revision, if it is the state that was observed."""
    if observation is None or not revisions:
        return None
    return revisions[-1] if is_same_text(revisions[-1], observation.source) else None


def _main_line(
    reading: PostReading,
    before: Known | None,
    observations: list[Observation],
    revisions: list[RevisionReading],
    equal: RevisionReading | None,
    boundary: str,
    context: Context,
) -> tuple[tuple[Step, ...], RevisionReading | None, Known | None]:
    """Walk along main; the revision that equals the newest observation shares its commit."""
    waiting = [r for r in revisions if claim_of(r)[0] > boundary and r is not equal]
    steps: list[Step] = []
    used: RevisionReading | None = None
    for observation in observations:
        is_last = observation is observations[-1]
        passed = [r for r in waiting if is_last or claim_of(r)[0] <= observation.observed]
        waiting = [r for r in waiting if r not in passed]
        for revision in passed:
            step, before = revise(reading.key, before, revision, context)
            steps.append(step)
        shared = equal if is_last else None
        if shared is not None and claim_of(shared)[0] <= boundary:
            probe, _ = observe(reading.key, before, observation, context)
            # Older than what was read last: it tells who made this edit only if the text is new.
            shared = shared if probe is not None and probe.verb and TEXT in probe.files else None
        seen, before = observe(
            reading.key,
            before,
            observation,
            context,
            published=reading.listed_before,
            revision=shared,
            revisions_seen=len(passed),
        )
        used = shared
        if seen is not None:
            steps.append(seen)
    for revision in waiting:  # no observation in this reading
        step, before = revise(reading.key, before, revision, context)
        steps.append(step)
    return tuple(steps), used, before


def _revise_all(
    key: PostKey, revisions: Iterable[RevisionReading], context: Context, *, verb: str = ""
) -> list[Step]:
    steps: list[Step] = []
    before: Known | None = None
    for revision in revisions:
        step, before = revise(key, before, revision, context, verb=verb)
        steps.append(step)
    return steps


def _is_next(
    key: PostKey,
    before: Known | None,
    observation: Observation,
    context: Context,
    timelines: Surroundings,
) -> bool:
    """Tell whether what was read in the second of the newest state is a state after it."""
    if _is_same(key, before, observation, context):
        return False
    _, near = timelines.around(key, observation.observed, context)
    return not any(_is_same(key, known, observation, context) for known in near)


def _is_same(key: PostKey, known: Known | None, observation: Observation, context: Context) -> bool:
    step, _ = observe(key, known, observation, context)
    return step is None or not step.verb


def _late_observations(
    key: PostKey, observations: list[Observation], context: Context, timelines: Surroundings
) -> list[Step]:
    """Keep what differs from the states held before, at and after its moment."""
    steps: list[Step] = []
    last: tuple[str, Known] | None = None
    for observation in observations:
        before, near = timelines.around(key, observation.observed, context)
        if any(_is_same(key, known, observation, context) for known in near):
            continue
        if last is not None and (before is None or before.read <= last[0]):
            before = last[1]
        step, known = observe(key, before, observation, context)
        if step is None or not step.verb:
            continue
        steps.append(step)
        last = (observation.observed, known)
    return steps
