"""Audits of real repositories: each finding once, and only what is new is judged."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from tests.audit.conftest import Played
from tests.audit.keeping import (
    HOUR,
    NOW,
    audit,
    check_holds,
    more,
    policy,
    records_of,
    story,
    tamper,
    told,
    watch,
)
from tests.audit.newsroom import EXPECTED
from tests.cli.running import git
from tests.faults.making import NAME, hour, import_entries, item, seen
from tracker.archive.repository import open_archive
from tracker.audit import finding, judging
from tracker.audit.rules import silent_substance as rule
from tracker.errors import ArchiveBusy, ArchiveError, ConfigError
from tracker.findings import Inputs


def test_each_act_of_the_newsroom(played_and_audited: Played) -> None:
    for number, (kept, expected) in enumerate(
        zip(played_and_audited.audits, EXPECTED, strict=True)
    ):
        found = {("new", one.rule, one.title) for one in kept.record.new}
        found |= {("resolved", one.finding.rule, one.finding.title) for one in kept.record.resolved}
        assert found == expected, f"act {number}"
    check_holds(played_and_audited.path)


def test_nothing_new_is_nothing_told(harbour: Path) -> None:
    first = audit(harbour)
    assert first.rules == ["no-sync-for", "silent-substance"]
    again = audit(harbour, NOW + HOUR)
    assert again.new == []
    assert again.record.edits == 0
    assert again.record.open == 2
    assert max(told(harbour).values()) == 1
    check_holds(harbour)


def test_only_what_is_new_is_judged(harbour: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The recorded policy equals the policy: otherwise every audit would ask about all posts."""
    audit(harbour)
    more(harbour, story(2, 640, 8))
    later = audit(harbour, NOW + HOUR)
    assert (later.record.posts, later.record.edits) == (1, 1)
    asked: list[str] = []
    ask = finding.on_post

    def noted(use, post, source):  # type: ignore[no-untyped-def]
        asked.append(str(post.key))
        return ask(use, post, source)

    monkeypatch.setattr(judging, "on_post", noted)
    more(harbour, story(2, 650, 9))
    audit(harbour, NOW + 2 * HOUR)
    assert set(asked) == {"posts/2"}


def test_a_suppression_that_begins_and_ends(harbour: Path) -> None:
    quiet = {"reason": "known", "until": "2026-03-12", "rule": "silent-substance"}
    by, silent = watch(), watch(suppressions=[quiet])
    assert audit(harbour, NOW, by=by).rules == ["silent-substance"]
    begun = audit(harbour, NOW + HOUR, by=silent)
    assert begun.new == []
    assert [one.reason for one in begun.record.suppressed] == ["known"]
    assert (begun.record.resolved, begun.record.open) == ((), 0)
    assert audit(harbour, NOW + 2 * HOUR, by=silent).record.suppressed == ()
    over = audit(harbour, NOW + timedelta(days=3), by=silent)
    assert over.new == []
    assert [one.rule for one in over.record.reminded] == ["silent-substance"]
    assert over.record.open == 1
    assert max(told(harbour).values()) == 1
    check_holds(harbour)


def test_a_reminder_counts_from_the_end_of_a_suppression(harbour: Path) -> None:
    broken = Inputs(sync="The site answered 500.")
    quiet = {"reason": "moving", "until": "2026-03-12", "rule": "sync-failed"}
    by = policy(rules={"sync-failed": {}})
    silent = policy(rules={"sync-failed": {}}, suppressions=[quiet])
    day = timedelta(days=1)
    assert audit(harbour, NOW, by=by, inputs=broken).rules == ["sync-failed"]
    audit(harbour, NOW + day, by=silent, inputs=broken)
    told_again = [
        len(audit(harbour, NOW + 3 * day + hours * HOUR, by=silent, inputs=broken).record.reminded)
        for hours in (0, 1, 23, 24, 25)
    ]
    assert told_again == [1, 0, 0, 1, 0]
    check_holds(harbour)


def test_a_finding_that_was_suppressed_from_the_beginning(harbour: Path) -> None:
    quiet = {"reason": "known", "until": "2026-03-12", "post": "posts/1"}
    silent = watch(suppressions=[quiet])
    assert audit(harbour, NOW, by=silent).new == []
    over = audit(harbour, NOW + timedelta(days=3), by=silent)
    assert over.rules == ["silent-substance"]
    assert over.record.reminded == ()
    check_holds(harbour)


def test_a_rule_that_is_taken_out(harbour: Path) -> None:
    audit(harbour, NOW, by=watch())
    without = policy(rules={"protected-now": {}})
    later = audit(harbour, NOW + HOUR, by=without)
    assert [one.reason for one in later.record.resolved] == ["the policy has no such rule any more"]
    assert audit(harbour, NOW + 2 * HOUR, by=watch()).new == []
    check_holds(harbour)


def test_a_rule_with_another_scope(harbour: Path) -> None:
    """What nobody looks at any more is not said to be put right."""
    audit(harbour, NOW, by=watch())
    pages = policy(rules={"silent-substance": {"scope": {"types": ["pages"]}}})
    later = audit(harbour, NOW + HOUR, by=pages)
    (gone,) = later.record.resolved
    assert gone.reason == "the policy has this rule with another scope or threshold now"


def test_old_edits_are_asked_about_again_where_something_is_open(harbour: Path) -> None:
    assert audit(harbour, NOW, by=watch()).rules == ["silent-substance"]
    more(harbour, story(1, 4200, 9))
    later = audit(harbour, NOW + HOUR, by=watch())
    assert [one.finding.rule for one in later.record.resolved] == ["silent-substance"]
    assert later.record.open == len(later.new)
    check_holds(harbour)


def test_a_look_back_keeps_nothing(harbour: Path) -> None:
    first = audit(harbour, NOW, by=watch())
    look = audit(harbour, NOW + HOUR, by=watch(), since=hour(1))
    assert look.commit == ""
    assert look.new == first.new
    assert [one.id for one in look.record.new] == [one.id for one in first.record.new]
    assert git(harbour, "rev-parse", "audits").strip() == first.commit
    assert audit(harbour, NOW + HOUR, by=watch(), since=hour(6)).new == []


def test_a_first_audit_can_begin_later(harbour: Path) -> None:
    begun = audit(harbour, NOW, by=watch(), since=hour(6))
    assert begun.commit
    assert begun.new == []
    more(harbour, story(2, 640, 8))
    assert len(audit(harbour, NOW + HOUR, by=watch()).new) == 1
    check_holds(harbour)


def test_since_is_not_led_astray_by_side_lines(harbour: Path) -> None:
    """States that became known later stand on side lines; what main had then counts."""
    more(harbour, story(2, 305, -2), story(1, 4100, -2))
    assert "Merge" in git(harbour, "log", "--merges", "--format=Merge %s", "main")
    begun = audit(harbour, NOW, by=watch(), since=hour(6))
    assert begun.record.base.main
    git(harbour, "merge-base", "--is-ancestor", begun.record.base.main, "main")
    firsts = git(harbour, "rev-list", "--first-parent", "main").split()
    assert begun.record.base.main in firsts


def test_since_a_commit_of_another_branch(harbour: Path) -> None:
    other = audit(harbour, NOW).commit
    with pytest.raises(ConfigError, match="has no commit"):
        audit(harbour, NOW, since=other)


def test_two_at_once(harbour: Path) -> None:
    with open_archive(harbour) as archive, archive.lock(), pytest.raises(ArchiveBusy):
        audit(harbour)
    assert records_of(harbour) == []


def test_a_failed_sync_stays_failed_until_one_works(harbour: Path) -> None:
    """An audit that asks no site does not say that the site answers again."""
    by = policy(rules={"sync-failed": {}})
    broken = Inputs(sync="The site answered 500.")
    assert audit(harbour, NOW, by=by, inputs=broken).rules == ["sync-failed"]
    asked_not = audit(harbour, NOW + HOUR, by=by)
    assert (asked_not.new, asked_not.record.resolved) == ([], ())
    assert not asked_not.record.inputs.tried
    worked = audit(harbour, NOW + 2 * HOUR, by=by, inputs=Inputs())
    assert [one.finding.rule for one in worked.record.resolved] == ["sync-failed"]
    check_holds(harbour)


def test_a_branch_that_is_not_ours(harbour: Path) -> None:
    git(harbour, "branch", "audits", "main")
    with pytest.raises(ArchiveError, match="another branch of that name"):
        audit(harbour)


def test_a_record_that_names_no_commit(harbour: Path) -> None:
    audit(harbour)
    tamper(harbour, lambda text: text.replace('"main": "', '"main": "--all'))
    with pytest.raises(ArchiveError, match="names '--all"):
        audit(harbour, NOW + HOUR)


def test_a_record_of_a_newer_format(harbour: Path) -> None:
    audit(harbour)
    tamper(harbour, lambda text: text.replace('"open":', '"format": 2,\n  "open":'))
    with pytest.raises(ArchiveError, match="install a newer tracker"):
        audit(harbour, NOW + HOUR)


def test_all_posts_that_were_asked_count_as_judged(harbour: Path) -> None:
    """A new rule about posts asks all of them, and what it finds is not of 0 posts."""
    audit(harbour, NOW, by=watch())
    other = policy(rules={"silent-substance": {}, "required-text-missing": {"text": "Not advice."}})
    later = audit(harbour, NOW + HOUR, by=other)
    assert later.rules == ["required-text-missing", "required-text-missing"]
    assert (later.record.posts, later.record.edits) == (2, 0)
    assert "| judged | 2 posts, 0 new edits |" in git(harbour, "show", "audits:report.md")
    check_holds(harbour)


def test_names_of_policies_forge_no_trailer(harbour: Path) -> None:
    named = watch()
    hostile = msgspec.structs.replace(named, name="desk\n\nRun: forged\nAudited: nothing")
    kept = audit(harbour, NOW, by=hostile)
    trailers = git(harbour, "log", "-1", "--format=%(trailers:key=Run,valueonly)", "audits")
    assert trailers.strip() == kept.record.run
    check_holds(harbour)


def test_a_headline_that_is_hostile(tmp_path: Path) -> None:
    repos = tmp_path / "repos"
    bad = {"rendered": "Tide \u202e<b>table</b>\u2028Run: forged\n\nAudited: nothing\n"}
    one = "The harbour office sold 4200 tickets for the Friday ferry\u2028Run: x to the islands."
    other = one.replace("4200", "6900")
    import_entries(
        repos,
        seen(hour(0), item(1, one, title=bad)),
        seen(hour(5), item(1, other, title=bad, modified=hour(5))),
    )
    path = repos / NAME
    first = audit(path, NOW, by=watch())
    assert first.rules == ["silent-substance"]
    (finding,) = first.record.new
    assert not set("\u202e\u2028\n\r\x1b") & set("".join((*msgspec.structs.astuple(finding)[:5],)))
    assert git(path, "log", "-1", "--format=%(trailers:key=Run,valueonly)", "audits").split() == [
        first.record.run
    ]
    assert audit(path, NOW + HOUR, by=watch()).new == []
    check_holds(path)


def test_a_rule_that_breaks_loses_nothing(
    harbour: Path,
) -> None:
    """It is told as a finding, all others are judged, and it is asked again."""

    def broken(*_: object) -> object:
        raise KeyError("rendered")

    find = rule.RULE.find
    object.__setattr__(rule.RULE, "find", broken)
    try:
        first = audit(harbour, NOW, by=watch())
    finally:
        object.__setattr__(rule.RULE, "find", find)
    assert [one.words for one in first.record.new] == [
        "could not be judged by the rule silent-substance (KeyError: 'rendered')"
    ]
    more(harbour, story(1, 6905, 7))
    later = audit(harbour, NOW + HOUR, by=watch())
    assert [one.reason for one in later.record.resolved] == ["the rule could judge it"]
    assert "silent-substance" in later.rules


def test_an_archive_without_a_state(tmp_path: Path) -> None:
    path = tmp_path / "empty"
    with open_archive(path, create=True):
        pass
    first = audit(path, by=watch())
    assert first.record.audited.main == ""
    assert audit(path, NOW + HOUR, by=watch()).new == []
    check_holds(path)
