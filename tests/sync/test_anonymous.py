"""Without credentials: what happened between two observations, and bounds on the rest."""

from __future__ import annotations

import json
from pathlib import Path

from tests.sync.running import HOUR, NOON, Watch, facts_of, trailer, verb_of
from tests.wordpress.site import WordPressSite
from tracker.model import stamp
from tracker.outcome import RevisionActivity


def test_one_commit_for_what_changed_between_two_observations(
    wordpress: WordPressSite, watch: Watch
) -> None:
    text = "<p>The bridge has two lanes.</p>\n<p>It opened in May.</p>"
    post, still = wordpress.add(
        [
            {"post_title": "Bridge", "post_content": text},
            {"post_title": "Still", "post_content": "Nothing moves here."},
        ],
        at=NOON,
    )
    for hours, lanes in ((1, "three"), (2, "four"), (3, "five")):
        wordpress.edit(post, at=NOON + hours * HOUR, post_content=text.replace("two", lanes))
    watch.sync(NOON + 4 * HOUR)
    for hours, lanes in ((5, "six"), (6, "seven")):
        wordpress.edit(post, at=NOON + hours * HOUR, post_content=text.replace("two", lanes))
    outcome = watch.sync(NOON + 7 * HOUR)

    first, edit = watch.of(post)
    assert verb_of(edit) == "Edit"
    assert trailer(edit, "Evidence") == "observation"
    assert trailer(edit, "Last-Observed") == stamp(NOON + 4 * HOUR)
    assert trailer(edit, "Observed") == stamp(NOON + 7 * HOUR)
    assert trailer(edit, "Modified") == stamp(NOON + 6 * HOUR)
    assert trailer(first, "Last-Observed") == trailer(edit, "Editor") == ""
    assert edit.author == "127.0.0.1 <site@127.0.0.1>" or edit.author.endswith("site@127.0.0.1>")
    assert edit.authored == NOON + 6 * HOUR
    assert "five -> seven" in facts_of(edit)
    moved = "revisions moved from 3 to 5 between two readings; one change seen"
    assert moved in facts_of(edit)
    assert outcome.revision_activity == (RevisionActivity(post=f"posts/{post}", count=2, seen=1),)
    assert not (watch.names(post) & {"wp-source.html", "wp-revision.json"})
    assert watch.verbs(still) == ["First-seen"]
    assert outcome.as_json()["revision_activity"] == [
        {"post": f"posts/{post}", "count": 2, "seen": 1}
    ]


def test_there_and_back_is_a_touch(wordpress: WordPressSite, watch: Watch) -> None:
    (post,) = wordpress.add([{"post_title": "Bridge", "post_content": "Two."}], at=NOON)
    wordpress.edit(post, at=NOON, post_content="Two lanes.")
    watch.sync(NOON + HOUR)
    wordpress.edit(post, at=NOON + 2 * HOUR, post_content="Nine lanes.")
    wordpress.edit(post, at=NOON + 2 * HOUR, post_content="Two lanes.")
    outcome = watch.sync(NOON + 3 * HOUR)
    touch = watch.of(post)[-1]
    assert verb_of(touch) == "Touch"
    assert "revisions moved from 1 to 3 between two readings; no change seen" in facts_of(touch)
    assert outcome.revision_activity == (RevisionActivity(post=f"posts/{post}", count=2, seen=0),)
    wordpress.autosave(post, content="Typing")
    watch.sync(NOON + 4 * HOUR)
    assert watch.verbs(post) == ["First-seen", "Touch", "Touch"]


def test_what_was_synced_can_be_imported_without_effect(
    wordpress: WordPressSite, watch: Watch, tmp_path: Path
) -> None:
    ids = wordpress.add(
        [{"post_title": f"Street {n}", "post_content": f"Lamp {n}."} for n in range(4)], at=NOON
    )
    page = wordpress.create("page", title="About", content="<p>Us.</p>")
    watch.sync(NOON + HOUR)
    seen = [(NOON + HOUR, wordpress.post(number)) for number in ids]
    wordpress.edit(ids[0], at=NOON + 2 * HOUR, post_content="Lamp out.")
    watch.sync(NOON + 3 * HOUR)
    seen.append((NOON + 3 * HOUR, wordpress.post(ids[0])))
    seen.append((NOON + 3 * HOUR, wordpress.post(page, "page")))
    before = watch.git("rev-parse", "main")
    path = tmp_path / "seen.jsonl"
    lines = [json.dumps({"observed_at": stamp(at), "item": item}) for at, item in seen]
    path.write_text("\n".join(lines))
    outcome = watch.import_file(path, NOON + 4 * HOUR)
    assert outcome.states == 0
    assert watch.git("rev-parse", "main") == before
    # Nor at another moment: nothing had changed then.
    between = [json.dumps({"observed_at": stamp(at + HOUR / 2), "item": item}) for at, item in seen]
    path.write_text("\n".join(between))
    assert watch.import_file(path, NOON + 5 * HOUR).states == 0
    assert watch.git("rev-parse", "main") == before


def test_some_posts_only(wordpress: WordPressSite, watch: Watch) -> None:
    """A run that looks at some posts says nothing of the others, nor of what it did not list."""
    old, new = (
        wordpress.add([{"post_title": "Bridge", "post_content": "Two."}], at=at)[0]
        for at in (NOON, NOON + 48 * HOUR)
    )
    watch.sync(NOON + 50 * HOUR, since=NOON + 24 * HOUR)
    assert (watch.verbs(old), watch.verbs(new)) == ([], ["First-seen"])
    watch.sync(NOON + 51 * HOUR, posts=(old,))
    wordpress.delete(new, force=True)
    watch.sync(NOON + 52 * HOUR, posts=(old,))
    assert (watch.verbs(old), watch.verbs(new)) == (["First-seen"], ["First-seen"])
    watch.sync(NOON + 53 * HOUR)
    assert watch.verbs(new) == ["First-seen", "Remove"]
