"""A policy that is only asked for (`--policy`) is a question: the site's own rules stay."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.audit.keeping import (
    HOUR,
    NOW,
    Kept,
    audit,
    check_holds,
    ledger_of,
    more,
    policy,
    records_of,
    story,
    tamper,
    told,
    verified,
    watch,
)
from tests.cli.running import git
from tracker.audit.policy import Policy
from tracker.findings import Inputs

DAY = timedelta(days=1)


def ask(path: Path, at: object, by: Policy, **more: object) -> Kept:
    return audit(path, at, by=by, own=False, **more)  # type: ignore[arg-type]


def test_what_was_not_asked_stays_open(harbour: Path) -> None:
    first = audit(harbour, NOW, by=watch())
    asked = ask(harbour, NOW + HOUR, policy(rules={"protected-now": {}}))
    assert asked.commit, "it is kept"
    assert (asked.new, asked.record.resolved, asked.record.reminded) == ([], (), ())
    assert (asked.record.open, asked.record.aside) == (1, 1)
    assert ledger_of(harbour).open.findings == first.record.new
    after = audit(harbour, NOW + 2 * HOUR, by=watch())
    assert (after.new, after.record.resolved, after.record.open) == ([], (), 1)
    assert after.record.aside == 0
    check_holds(harbour)


def test_what_came_meanwhile_is_judged_by_the_own_rules_as_well(harbour: Path) -> None:
    """A question takes no edit away from the rules of the site."""
    begun = audit(harbour, NOW, by=watch())
    more(harbour, story(2, 640, 8))
    pages = policy(rules={"protected-now": {}})
    for hours in (1, 2):
        assert ask(harbour, NOW + hours * HOUR, pages).new == []
    assert [one.aside for one in records_of(harbour)] == [0, 1, 2]
    later = audit(harbour, NOW + 3 * HOUR, by=watch())
    assert later.rules == ["silent-substance"]
    assert later.record.new[0].post == "posts/2"
    assert later.record.base == begun.record.audited
    assert audit(harbour, NOW + 4 * HOUR, by=watch()).new == []
    check_holds(harbour)


def test_what_a_question_has_told_is_not_told_again(harbour: Path) -> None:
    audit(harbour, NOW, by=watch())
    more(harbour, story(2, 640, 8))
    terms = {"terms": ["640"]}
    both = policy(rules={"silent-substance": {}, "term-added": terms})
    asked = ask(harbour, NOW + HOUR, both)
    assert asked.rules == ["silent-substance", "term-added"]
    own = policy(rules={"silent-substance": {}, "protected-now": {}, "term-added": terms})
    later = audit(harbour, NOW + 2 * HOUR, by=own)
    assert (later.new, later.record.resolved, later.record.open) == ([], (), 2)
    assert set(told(harbour).values()) == {1}
    check_holds(harbour)


def test_what_only_a_question_found_ends_with_the_next_audit(harbour: Path) -> None:
    own = policy(rules={"protected-now": {}, "required-text-missing": {"text": "harbour"}})
    audit(harbour, NOW, by=own)
    more(harbour, story(2, 640, 8))
    asked = policy(rules={"silent-substance": {}, "required-text-missing": {"text": "Ask!"}})
    found = ask(harbour, NOW + HOUR, asked)
    assert set(found.rules) == {"required-text-missing", "silent-substance"}
    again = ask(harbour, NOW + 2 * HOUR, asked)
    assert (again.new, again.record.resolved, again.record.open) == ([], (), 3)
    after = audit(harbour, NOW + 3 * HOUR, by=own)
    assert {one.finding.rule: one.reason for one in after.record.resolved} == {
        "silent-substance": "only another policy has this rule, and not the site's own",
        "required-text-missing": "only another policy has this rule with such a scope or threshold",
    }
    assert (after.new, after.record.open) == ([], 0)
    check_holds(harbour)


def test_a_question_with_another_threshold_resolves_nothing(harbour: Path) -> None:
    own = policy(rules={"required-text-missing": {"text": "Not advice."}})
    assert len(audit(harbour, NOW, by=own).new) == 2
    other = policy(rules={"required-text-missing": {"text": "harbour"}})
    asked = ask(harbour, NOW + HOUR, other)
    assert (asked.record.resolved, asked.record.open) == ((), 2)
    after = audit(harbour, NOW + 2 * HOUR, by=own)
    assert (after.new, after.record.resolved, after.record.open) == ([], (), 2)
    check_holds(harbour)


def test_a_question_with_the_same_rule_resolves(harbour: Path) -> None:
    audit(harbour, NOW, by=watch())
    more(harbour, story(1, 4200, 9))
    asked = ask(harbour, NOW + HOUR, policy(rules={"silent-substance": {}}))
    (resolved,) = asked.record.resolved
    back = git(harbour, "log", "-1", "--format=%h", "--abbrev=12", "main").strip()
    assert resolved.reason == f"it was taken back (git show {back})"
    assert audit(harbour, NOW + 2 * HOUR, by=watch()).record.resolved == ()
    check_holds(harbour)


def test_the_same_question_again_and_again(harbour: Path) -> None:
    """Where nobody ever audits otherwise, it finds and resolves as the own policy would."""
    for hours, posts in enumerate(([], [story(2, 640, 8)], [story(2, 310, 9)], [])):
        if posts:
            more(harbour, *posts)
        ask(harbour, NOW + hours * HOUR, watch())
    records = records_of(harbour)
    assert [len(one.new) for one in records[:2]] == [1, 1]
    assert [one.finding.post for one in records[2].resolved] == ["posts/2"]
    assert [(len(one.new), one.resolved) for one in records[3:]] == [(0, ())]
    assert set(told(harbour).values()) == {1}
    first_own = audit(harbour, NOW + 4 * HOUR, by=watch())
    assert first_own.new == []
    assert first_own.record.base == records[0].base
    check_holds(harbour)


def test_reminders_and_suppressions_are_left_alone(harbour: Path) -> None:
    broken = Inputs(sync="The site answered 500.")
    quiet = {"reason": "known", "until": "2026-03-30", "rule": "silent-substance"}
    own = policy(rules={"silent-substance": {}, "sync-failed": {}}, suppressions=[quiet])
    audit(harbour, NOW, by=own, inputs=broken)
    before = ledger_of(harbour).open
    assert (len(before.findings), len(before.suppressed)) == (1, 1)
    ask(harbour, NOW + 2 * DAY, policy(rules={"protected-now": {}}), inputs=broken)
    assert ledger_of(harbour).open == before
    after = audit(harbour, NOW + 2 * DAY + HOUR, by=own, inputs=broken)
    assert [one.rule for one in after.record.reminded] == ["sync-failed"]
    assert (after.new, after.record.resolved, after.record.suppressed) == ([], (), ())
    check_holds(harbour)


def test_a_question_suppresses_nothing_that_is_open(harbour: Path) -> None:
    audit(harbour, NOW, by=watch())
    quiet = {"reason": "known", "until": "2026-03-30", "rule": "silent-substance"}
    asked = ask(harbour, NOW + HOUR, watch(suppressions=[quiet]))
    assert (asked.record.suppressed, asked.record.open) == ((), 1)
    after = audit(harbour, NOW + 2 * HOUR, by=watch())
    assert (after.record.reminded, after.record.open) == ((), 1)


def test_a_look_back_after_a_question_shows_all(harbour: Path) -> None:
    first = audit(harbour, NOW, by=watch())
    ask(harbour, NOW + HOUR, policy(rules={"silent-substance": {}}))
    look = audit(harbour, NOW + 2 * HOUR, by=watch(), since=NOW - 300 * DAY)
    assert look.new == first.new
    assert look.commit == ""


def test_audits_of_an_older_version_hold(harbour: Path) -> None:
    """It resolved what a policy that was only asked for did not have; its records say so."""
    audit(harbour, NOW, by=watch())
    audit(harbour, NOW + HOUR, by=policy(rules={"protected-now": {}}))  # as it was judged then
    assert "aside" not in git(harbour, "show", "audits:audit.json")
    ask(harbour, NOW + 2 * HOUR, watch())
    assert [one.aside for one in records_of(harbour)] == [0, 0, 1]
    check_holds(harbour)


def test_a_forged_number_of_questions_is_noticed(harbour: Path) -> None:
    audit(harbour, NOW, by=watch())
    ask(harbour, NOW + HOUR, policy(rules={"protected-now": {}}))
    tamper(harbour, lambda text: text.replace('"aside": 1', '"aside": -7'))
    (newest, _) = verified(harbour)
    assert "aside: -7 recorded, 1 found" in newest.differences
    tamper(harbour, lambda text: text.replace('"aside": -7', '"aside": 0'))
    (newest, _) = verified(harbour)
    assert not newest.holds
