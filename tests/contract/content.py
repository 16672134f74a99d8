"""The content that the contract is checked on, as a playback and in a real WordPress."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.contract.contract import Subject
from tests.wordpress.site import WordPressSite
from tracker.playback import Login, Observation, Playback, Site, play
from tracker.playback.blocks import Story, paragraph
from tracker.playback.press import post, revision

FIRST = datetime(2026, 2, 1, 9, tzinfo=UTC)
COUNT = 11
LOGIN = Login(user="admin", password="abcd EFGH 1234", id=1)


def text(number: int) -> str:
    return f"<p>The lighthouse keeper counted {number} ships.</p>"


def fill(site: WordPressSite) -> Subject:
    """Write the content into a real site."""
    site.reset()
    site.sql("DELETE FROM {}posts")
    posts = tuple(
        site.add([_fields(number)], at=FIRST + timedelta(days=number))[0]
        for number in range(1, COUNT + 1)
    )
    draft = site.create(title="Not yet", content="Nothing to see.", status="draft")
    erased = site.create(title="Gone", content="Was here.")
    site.delete(erased, force=True)
    page = site.create("page", title="House rules", content="Be kind.")
    edited = posts[4]
    for number in range(3):
        site.edit(edited, post_content=text(100 + number), at=FIRST + timedelta(days=30 + number))
    site.autosave(edited, content=text(200))
    return Subject(
        url=site.url,
        rest=site.rest,
        user=site.user,
        password=site.password,
        posts=posts,
        edited=edited,
        draft=draft,
        erased=erased,
        page=page,
    )


def _fields(number: int) -> dict[str, Any]:
    return {"post_title": f"Report {number}", "post_content": text(number), "post_author": 1}


def playback(site: Site) -> Playback:
    """Write the content as observations."""
    later = FIRST + timedelta(days=60)
    stories = [_story(number) for number in range(1, COUNT + 1)]
    many = [post(one, later, observed=later, turn=1) for one in stories]
    many += [
        revision(stories[4], FIRST + timedelta(days=30 + n), number=300 + n, autosave=n == 3)
        for n in range(4)
    ]
    draft = post(_story(50), later, observed=later, turn=1)
    draft.fields["status"] = "draft"
    rules = Story(
        id=60,
        type="page",
        slug="house-rules",
        title="House rules",
        author=1,
        published="2026-01-01T00:00:00Z",
        blocks=(paragraph("Be kind."),),
    )
    erased = {"observed": later, "kind": "post", "id": 70, "fields": {}, "gone": "erased"}
    many += [draft, post(rules, later, observed=later, turn=1), Observation(**erased)]
    user = {"id": 1, "name": "The Keeper", "slug": "keeper", "description": ""}
    many.append(Observation(observed=FIRST, kind="user", id=1, fields=user))
    return play(many, moment=later, site=site, logins=(LOGIN,))


def _story(number: int) -> Story:
    return Story(
        id=number,
        slug=f"report-{number}",
        title=f"Report {number}",
        author=1,
        published=f"{FIRST + timedelta(days=number):%Y-%m-%dT%H:%M:%SZ}",
        blocks=(paragraph(f"The lighthouse keeper counted {number} ships."),),
    )


def subject_of(url: str, site: Site) -> Subject:
    """Describe a served `playback`."""
    tail = {"pretty": "wp-json/", "index": "index.php/wp-json/", "plain": "index.php?rest_route=/"}
    return Subject(
        url=url,
        rest=url + tail[site.permalinks],
        user=LOGIN.user,
        password=LOGIN.password,
        posts=tuple(range(1, COUNT + 1)),
        edited=5,
        draft=50,
        erased=70,
        page=60,
    )
