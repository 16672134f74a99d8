"""One day of a small newsroom: what the demo shows, and a recording for tests."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tracker.model import utc
from tracker.playback import stories
from tracker.playback.blocks import Story, note
from tracker.playback.press import media, post, revision, terms, users
from tracker.playback.values import Login, Observation, Site

SITE = Site(
    name="The Ellery Courier",
    description="News of Port Ellery since 1911",
    language="en-US",
    gmt_offset=-4,
    timezone_string="America/New_York",
)
LOGIN = Login(user="mara", password="demo demo demo demo demo demo", id=1)

READ_AFTER = timedelta(minutes=4)
"""How long after the writers' work a reader comes by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What happened between two readings.

    Args:
        moment: when the site is read again.
        description: what the writers did, one sentence.
        observations: everything that the site shows from then on, rendered anew.
        stories: that were written or changed, as they are then.
        taken_down: ids of stories that were taken offline.
    """

    moment: datetime
    description: str
    observations: tuple[Observation, ...]
    stories: tuple[Story, ...]
    taken_down: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    time: str
    description: str
    stories: tuple[Story, ...] = ()
    taken_down: tuple[int, ...] = ()
    autosaved: tuple[int, ...] = ()


_FERRY = stories.FERRY.with_words("$4.2 million", "$6.9 million")
_VOTE = stories.VOTE.in_order(0, 3, 4, 1, 2, 5, 6)
_BREAK = (
    stories.BREAK.with_words("About 900 homes are", "About 240 homes are still")
    .with_words("are closed for the day", "will open again on Friday")
    .with_block(note("Updated: 1:51 p.m."))
)
_FIRE = replace(
    stories.FIRE,
    title="Fire damages cannery warehouse, no one hurt",
    slug="fire-damages-cannery-warehouse",
)
_LIBRARY = stories.LIBRARY.with_words("in 1978", "in 1987").with_block(
    note(
        "Correction, May 14: An earlier version of this story misstated the year in which the "
        "library was built. It was 1987, not 1978."
    )
)
_FAIR = stories.FAIR.with_words("/permits/2025", "/permits/2026")
_PAVING = stories.PAVING.with_words(
    "was the only bidder", "was the lowest of three bidders"
).with_block(
    note(
        "Editor’s note: This story was taken offline for two hours while we checked the number "
        "of bidders. The first version said that there had been only one."
    )
)

_SCRIPT = (
    _Scene(
        time="2026-05-14T12:00:00Z",
        description="The morning edition: six stories and two pages.",
        stories=stories.MORNING,
    ),
    _Scene(
        time="2026-05-14T13:05:00Z",
        description="A story is published: a water main broke.",
        stories=(stories.BREAK,),
    ),
    _Scene(
        time="2026-05-14T14:32:00Z",
        description="The cost of the ferry landing changes. Nobody says so.",
        stories=(_FERRY,),
    ),
    _Scene(
        time="2026-05-14T15:40:00Z",
        description="In the guide to the vote, a section moves up.",
        stories=(_VOTE,),
    ),
    _Scene(
        time="2026-05-14T17:51:00Z",
        description="The water main story is updated, with a stamp.",
        stories=(_BREAK,),
    ),
    _Scene(
        time="2026-05-14T18:20:00Z",
        description="The fire gets another headline and another address.",
        stories=(_FIRE,),
    ),
    _Scene(
        time="2026-05-14T19:03:00Z",
        description="A year was wrong: the library story is corrected, with a note.",
        stories=(_LIBRARY,),
    ),
    _Scene(
        time="2026-05-14T19:41:00Z",
        description="A link in the permit story leads somewhere else.",
        stories=(_FAIR,),
    ),
    _Scene(
        time="2026-05-14T20:10:00Z",
        description="Somebody opens the ferry story in the editor and saves nothing.",
        autosaved=(101,),
    ),
    _Scene(
        time="2026-05-14T20:30:00Z",
        description="The paving story is taken offline.",
        taken_down=(106,),
    ),
    _Scene(
        time="2026-05-14T22:34:00Z",
        description="The paving story is back, changed, with an editor’s note.",
        stories=(_PAVING,),
    ),
)


def _play(script: tuple[_Scene, ...]) -> tuple[Act, ...]:
    """Work out what the site shows after each scene."""
    shown: dict[int, tuple[Story, datetime]] = {}
    acts = []
    next_revision = 901
    for turn, scene in enumerate(script):
        saved = utc(scene.time)
        moment = saved + READ_AFTER
        seen = [*users(moment), *terms(moment), *media(moment)] if turn == 0 else []
        for story in scene.stories:
            # What the first reader finds was saved when it was published.
            written = utc(story.published) if turn == 0 else saved
            shown[story.id] = (story, written)
            seen.append(revision(story, written, number=next_revision))
            next_revision += 1
        for number in scene.autosaved:
            seen.append(revision(shown[number][0], saved, number=next_revision, autosave=True))
            next_revision += 1
        for number in scene.taken_down:
            story, _ = shown.pop(number)
            away = Observation(
                observed=moment, kind=story.type, id=number, fields={}, gone="unpublished"
            )
            seen.append(away)
        seen += [post(story, when, observed=moment, turn=turn) for story, when in shown.values()]
        acts.append(
            Act(
                moment=moment,
                description=scene.description,
                observations=tuple(seen),
                stories=scene.stories,
                taken_down=scene.taken_down,
            )
        )
    return tuple(acts)


ACTS: tuple[Act, ...] = _play(_SCRIPT)

OBSERVATIONS: tuple[Observation, ...] = tuple(one for act in ACTS for one in act.observations)
