"""The built-in policies are read, accepted, and mean what they say."""

from __future__ import annotations

import pytest

from tracker.audit.builtin import builtin_policies
from tracker.audit.policy import Policy, make_policy, policy_from
from tracker.audit.rules import all_rules
from tracker.audit.specs import PolicySpec, RuleSpec
from tracker.errors import ConfigError
from tracker.findings import Level

NAMES = ("archive", "compliance", "newsroom")
ALWAYS = {"sync-failed", "notification-failed", "push-failed", "suppression-stale", "no-sync-for"}


def built(name: str) -> Policy:
    """Make a built-in policy."""
    return make_policy(name, builtin_policies()[name], builtin_policies())


def test_there_are_three() -> None:
    assert tuple(sorted(builtin_policies())) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_each_is_accepted_and_made_again_from_what_is_recorded(name: str) -> None:
    policy = built(name)
    assert policy.uses
    again = policy_from(name, policy.as_data())
    assert [(use.name, use.level, use.options) for use in again.uses] == [
        (use.name, use.level, use.options) for use in policy.uses
    ]


@pytest.mark.parametrize("name", NAMES)
def test_each_tells_when_the_audit_itself_does_not_work(name: str) -> None:
    assert {use.name for use in built(name).uses} >= ALWAYS


def test_what_each_is_for() -> None:
    newsroom, compliance, archive = (
        {use.name: use.level for use in built(name).uses}
        for name in ("newsroom", "compliance", "archive")
    )
    assert newsroom["silent-substance"] is Level.ERROR
    assert newsroom["refresh-only"] is Level.INFO
    unseen = {"masked-edit", "removed-without-note", "backdated", "note-removed", "protected-now"}
    assert all(compliance[name] is Level.ERROR for name in unseen)
    assert compliance.keys() >= {"revision-vanished", "edited-by-unknown", "coverage-below"}
    about_the_site = {name for name, level in archive.items() if level is Level.ERROR}
    assert about_the_site == {"sync-failed"}


def test_every_rule_stands_in_a_policy_unless_it_needs_what_only_users_know() -> None:
    used = {use.rule.name for name in NAMES for use in built(name).uses}
    needs = {name for name, rule in all_rules().items() if {"text", "terms"} & rule.takes.keys()}
    assert used == all_rules().keys() - needs


@pytest.mark.parametrize("rule", ["required-text-missing", "term-added", "term-removed"])
def test_such_a_rule_is_refused_without_it(rule: str) -> None:
    spec = PolicySpec(extends="compliance", rules={rule: RuleSpec()})
    with pytest.raises(ConfigError, match="needs `te"):
        make_policy("mine", spec, builtin_policies())


def test_the_example_in_compliance_is_accepted() -> None:
    spec = PolicySpec(
        extends="compliance",
        rules={
            "edited-by-unknown": RuleSpec(names=("Jane Doe",)),
            "disclaimer": RuleSpec(rule="required-text-missing", text="This is not advice."),
            "promises": RuleSpec(rule="term-added", terms=("guaranteed",)),
        },
    )
    policy = make_policy("strict", spec, builtin_policies())
    assert {"disclaimer", "promises"} <= {use.name for use in policy.uses}
