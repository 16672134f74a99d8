"""Credentials that come after anonymous tracking: what becomes known later."""

from __future__ import annotations

from datetime import timedelta

from tests.sync.running import NOON, Watch, trailer, verb_of
from tests.wordpress.site import WordPressSite
from tracker.model import stamp

WEEK = timedelta(days=7)


def test_credentials_after_a_year_of_anonymous_tracking(
    wordpress: WordPressSite, watch: Watch
) -> None:
    ada = wordpress.add_user("ada", "Ada Quill")
    post, other = wordpress.add(
        [
            {"post_title": "Dam", "post_content": "<p>Dry.</p>\n<p>It is old.</p>"},
            {"post_title": "Weir", "post_content": "Low."},
        ],
        at=NOON,
    )
    watch.sync(NOON + WEEK)
    words = ["damp", "wet", "soaked", "flooded", "drowned"]
    for number, word in enumerate(words):
        at = NOON + (8 * number + 8) * WEEK
        text = f"<p>{word.capitalize()}.</p>\n<p>It is old.</p>"
        wordpress.edit(post, by=ada, at=at, post_content=text)
        if number % 2:
            watch.sync(at + WEEK)
    last = NOON + 52 * WEEK
    assert watch.verbs(post) == ["First-seen", "Edit", "Edit"]

    def plain() -> tuple[str, ...]:
        file = f"posts/00/00/{post:02d}/text.md"
        return (
            watch.git("log", "-p", "--no-notes", "--", file),
            watch.git("blame", "-l", file),
            watch.git("log", "--format=%h %s", "--since=2025-06-01", "--", file),
            watch.git("log", "--first-parent", "--format=%H %s", "--until=2026-02-28"),
            watch.git("ls-tree", "-r", "main"),
        )

    before = plain()
    outcome = watch.sync(last, login=True)
    # What is new at the same time (the fifth edit was not observed yet) comes on main.
    assert watch.verbs(post) == ["First-seen", "Edit", "Edit", "Edit"]
    assert outcome.recorded["backfill"] == 4
    newest = watch.of(post)[-1]
    assert trailer(newest, "Evidence") == "revision, observation"
    now = plain()
    assert now[0].endswith(before[0])
    assert now[2].endswith(before[2])
    old = {line for line in before[1].splitlines() if "It is old" in line}
    assert old <= set(now[1].splitlines())

    late = [one for one in watch.of(post, everything=True) if verb_of(one) == "Backfill"]
    assert [trailer(one, "Modified") for one in late] == [
        stamp(NOON + (8 * number + 8) * WEEK) for number in range(4)
    ]
    assert {trailer(one, "Editor") for one in late} == {f"{ada} Ada Quill"}
    assert {trailer(one, "Observed") for one in late} == {stamp(last)}
    file = f"posts/00/00/{post:02d}/text.md"
    full = watch.git("log", "--full-history", "--no-merges", "--format=%s", "--", file)
    assert full.count("Backfill post") == 4
    assert "Backfill" not in watch.git("log", "--format=%s", "--", file)
    merges = watch.git("log", "--merges", "--format=%s", "main").splitlines()
    assert merges == ["Backfill: 4 states that became known later"]
    merge = watch.git("log", "--merges", "--format=%H", "main").strip()
    assert watch.git("diff", f"{merge}^1", merge) == ""

    again = watch.sync(last + WEEK, login=True)
    assert again.states == 0
    assert plain() == now
    wordpress.edit(post, by=ada, at=last + 2 * WEEK, post_content="<p>Dry again.</p>")
    watch.sync(last + 3 * WEEK, login=True)
    assert verb_of(watch.of(post)[-1]) == "Edit"
    assert watch.git("log", "--merges", "--format=%s", "main").splitlines() == merges
    assert watch.verbs(other) == ["First-seen"]


def test_nothing_new_but_the_past(wordpress: WordPressSite, watch: Watch) -> None:
    """Credentials that only tell of the past: the tree and the working tree do not move."""
    (post,) = wordpress.add([{"post_title": "Dam", "post_content": "Dry."}], at=NOON)
    for number in range(3):
        wordpress.edit(post, at=NOON + (number + 1) * WEEK, post_content=f"Wet {number}.")
    watch.sync(NOON + 5 * WEEK)
    tree = watch.git("rev-parse", "main^{tree}")
    outcome = watch.sync(NOON + 6 * WEEK, login=True)
    assert outcome.recorded["backfill"] == 3
    assert watch.git("rev-parse", "main^{tree}") == tree
    assert watch.verbs(post) == ["First-seen"]
    head = watch.git("rev-parse", "main")
    watch.sync(NOON + 7 * WEEK, login=True)
    assert watch.git("rev-parse", "main") == head
