"""States that become known later: beside the history, and never in its way."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.making import (
    NAME,
    check_whole,
    commits,
    file_of,
    git,
    hour,
    import_entries,
    item,
    seen,
    small_history,
)

LATE = seen(hour(2), item(1, "Known later.", modified=hour(2)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two posts, each seen at 0 and at 5."""
    repos = tmp_path / "repos"
    for at, words in ((0, "First"), (5, "Second")):
        entries = [seen(hour(at), item(n, f"{words} of {n}.", modified=hour(at))) for n in (1, 2)]
        import_entries(repos, *entries, at=100 + at)
    return repos / NAME


def test_the_first_parents_are_what_was_observed(path: Path) -> None:
    before = git(path, "log", "--first-parent", "--format=%H", "main")
    outcome = import_entries(path.parent, LATE, at=200)
    assert outcome.recorded == {"backfill": 1}
    after = git(path, "log", "--first-parent", "--format=%H", "main")
    merge, _, rest = after.partition("\n")
    assert rest == before
    assert git(path, "rev-parse", f"{merge}^{{tree}}") == git(path, "rev-parse", "main~^{tree}")
    assert git(path, "diff", "--stat", "main~", "main") == ""
    assert git(path, "status", "--porcelain") == ""
    check_whole(path)


def test_plain_git_stays_true(path: Path) -> None:
    """`git log -p` of a file, `git blame` and `git log --since`."""
    text = "posts/00/00/01/text.md"
    log = git(path, "log", "-p", "--format=%s", "--", text)
    blame = git(path, "blame", "-s", "--porcelain", text)
    since = git(path, "log", "--format=%s", f"--since={hour(4).isoformat()}", "--", text)
    import_entries(path.parent, LATE, at=200)
    assert git(path, "log", "-p", "--format=%s", "--", text) == log
    assert git(path, "blame", "-s", "--porcelain", text) == blame
    assert git(path, "log", "--format=%s", f"--since={hour(4).isoformat()}", "--", text) == since
    full = git(path, "log", "--full-history", "--diff-merges=off", "-p", "--", text)
    assert "Known later." in full


def test_the_added_state_says_what_it_is(path: Path) -> None:
    import_entries(path.parent, LATE, at=200)
    (late,) = [
        one for one in commits(path)
        if one.message and one.message.verb == "Backfill" and one.message.key
    ]  # fmt: skip
    assert late.message is not None
    assert late.message.trailers["Observed"] == "2026-03-02T14:00:00Z"
    assert late.message.trailers["Import"] == "answers.jsonl"
    root = git(path, "rev-list", "--max-parents=0", "main").strip()
    assert late.parents == (root,)
    assert "Known later." in git(path, "show", f"{late.id}:posts/00/00/01/text.md")


def test_what_is_between_two_equal_states_adds_nothing(path: Path) -> None:
    """Read at 2 as it was at 0, or as it was at 5: nothing new is known."""
    for words in ("First of 1.", "Second of 1."):
        modified = hour(0) if "First" in words else hour(5)
        entry = seen(hour(2), item(1, words, modified=modified))
        assert import_entries(path.parent, entry, at=200).recorded == {}


def test_again_and_again(path: Path) -> None:
    """The same once more adds nothing; more of it stands beside the first line."""
    import_entries(path.parent, LATE, at=200)
    tip = git(path, "rev-parse", "main")
    assert import_entries(path.parent, LATE, at=201).recorded == {}
    assert git(path, "rev-parse", "main") == tip
    more = [
        seen(hour(3), item(1, "Known later still.", modified=hour(3))),
        seen(hour(3), item(2, "And of another.", modified=hour(3))),
    ]
    assert import_entries(path.parent, *more, at=202).recorded == {"backfill": 2}
    assert import_entries(path.parent, *more, LATE, at=203).recorded == {}
    assert len(git(path, "rev-list", "--merges", "main").split()) == 2
    assert git(path, "status", "--porcelain") == ""
    check_whole(path)


def test_an_edit_after_it_is_compared_with_what_was_observed(path: Path) -> None:
    import_entries(path.parent, LATE, at=200)
    edit = seen(hour(9), item(1, "Third of 1.", modified=hour(9)))
    assert import_entries(path.parent, edit, at=201).recorded == {"edit": 1}
    shown = git(path, "show", "--format=%B", "main", "--", "*/text.md")
    assert "-Second of 1." in shown
    assert "+Third of 1." in shown
    assert "Last-Observed: 2026-03-02T17:00:00Z" in shown
    check_whole(path)


def test_older_than_all_that_is_held(path: Path) -> None:
    """Before the first observation: the first commit of a post stays the first on main."""
    entry = seen(hour(-48), item(1, "Long ago.", modified=hour(-48)))
    assert import_entries(path.parent, entry, at=200).recorded == {"backfill": 1}
    assert "Second of 1." in file_of(path, 1).read_text(encoding="utf-8")
    check_whole(path)


def test_a_new_post_among_older_answers_is_met_on_main(path: Path) -> None:
    entries = [LATE, *small_history(3, 1)[2:]]
    recorded = import_entries(path.parent, *entries, at=200).recorded
    assert recorded == {"backfill": 1, "first-seen": 1}
    dates = git(path, "log", "--first-parent", "--format=%ct", "main").split()
    assert dates == sorted(dates, reverse=True)
    check_whole(path)
