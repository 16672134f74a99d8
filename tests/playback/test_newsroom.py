"""The newsroom's day is what the demo says it is."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from tracker.playback import Observation, Playback, Request, iter_observations, play, run
from tracker.playback.newsroom import ACTS, LOGIN, OBSERVATIONS, SITE
from tracker.playback.writing import iter_lines

VOLATILE = re.compile(r"wp-(container|block-layout|elements)-[0-9a-f]+")


def public(playback: Playback, route: str) -> Any:
    path, _, query = route.partition("?")
    pairs = tuple(tuple(one.split("=", 1)) for one in query.split("&") if one)
    request = Request(path=f"/wp-json/wp/v2/{path}", query=pairs)  # type: ignore[arg-type]
    return json.loads(playback.respond(request).body)


def states(act: int) -> dict[int, dict[str, Any]]:
    """What everybody sees after an act, without the class names that are made up anew."""
    playback = play(OBSERVATIONS, moment=ACTS[act].moment, site=SITE)
    many = public(playback, "posts?per_page=100") + public(playback, "pages")
    for one in many:
        one["content"]["rendered"] = VOLATILE.sub("", one["content"]["rendered"])
        one["links"] = one.pop("_links").get("version-history")
    return {one["id"]: one for one in many}


def changed(act: int) -> dict[int, set[str]]:
    before, after = states(act - 1), states(act)
    return {
        number: {name for name, part in after[number].items() if part != before[number].get(name)}
        for number in set(before) & set(after)
        if before[number] != after[number]
    }


def test_each_act_changes_what_it_says() -> None:
    save = {"modified", "modified_gmt", "links"}
    excerpt = {"excerpt"}
    assert [changed(act) for act in range(1, len(ACTS))] == [
        {},
        {101: {"content", *save}},
        {104: {"content", *save}},
        {107: {"content", *save, *excerpt}},
        {103: {"title", "slug", "link", *save}},
        {102: {"content", *save}},
        {105: {"content", *save}},
        {101: {"links"}},
        {},
        {},
    ]


def test_posts_come_and_go() -> None:
    shown = [set(states(act)) for act in range(len(ACTS))]
    assert shown[1] - shown[0] == {107}
    assert shown[8] - shown[9] == {106}
    assert shown[10] - shown[9] == {106}
    playback = play(OBSERVATIONS, moment=ACTS[9].moment, site=SITE)
    assert public(playback, "posts/106")["code"] == "rest_forbidden"


def test_every_rendering_makes_up_other_class_names() -> None:
    texts = [
        one.fields["content"]["rendered"]
        for one in OBSERVATIONS
        if (one.kind, one.id) == ("post", 101)
    ]
    assert len(texts) == len(ACTS)
    assert len(set(texts)) == len(texts)


def test_names_and_pictures_are_there() -> None:
    playback = play(OBSERVATIONS, moment=ACTS[0].moment, site=SITE)
    for post in public(playback, "posts?per_page=100"):
        assert public(playback, f"users/{post['author']}")["name"]
        for category in post["categories"]:
            assert public(playback, f"categories/{category}")["name"]
        if post["featured_media"]:
            assert public(playback, f"media/{post['featured_media']}")["alt_text"]


def test_acts_are_in_order_and_described() -> None:
    moments = [act.moment for act in ACTS]
    assert moments == sorted(set(moments))
    assert all(act.description.endswith(".") for act in ACTS)
    assert LOGIN.id == 1


def test_a_recording_of_it_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "newsroom.jsonl"
    path.write_bytes(b"".join(iter_lines(OBSERVATIONS)))
    assert list(iter_observations([path])) == list(OBSERVATIONS)
    assert all(isinstance(one, Observation) for one in iter_observations([path]))
    with run([path], at=ACTS[3].moment, site=SITE) as running:
        assert running.skipped == ()
        shown = public(running.server.playback, "posts?per_page=100")
        assert shown == public(
            play(OBSERVATIONS, moment=ACTS[3].moment, site=SITE), "posts?per_page=100"
        )
