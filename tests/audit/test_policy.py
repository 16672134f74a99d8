"""Policies: merged, checked, and the same again when they are read from a record."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.audit.keeping import policy
from tracker.audit.amounts import length_words, read_length, read_share
from tracker.audit.builtin import builtin_policies
from tracker.audit.policy import make_policy, policy_from
from tracker.audit.specs import PolicySpec, RuleSpec, Suppression
from tracker.errors import ConfigError
from tracker.findings import Level


@pytest.mark.parametrize("name", sorted(builtin_policies()))
def test_a_recorded_policy_is_the_policy(name: str) -> None:
    """By way of JSON, as it stands in a record: else every audit takes it for another one."""
    known = builtin_policies()
    made = make_policy(name, known[name], known)
    stored = json.loads(json.dumps(made.as_data()))
    assert stored == made.as_data()
    again = policy_from(name, stored)
    assert again.as_data() == made.as_data()
    assert again.uses == made.uses
    assert made.uses


def test_suppressions_and_lists_come_back_as_they_were() -> None:
    until = date(2026, 3, 12)
    spec = PolicySpec(
        rules={"term-added": RuleSpec(terms=("recall", "ferry")), "protected-now": RuleSpec()},
        suppressions=(Suppression(reason="known", until=until, post="posts/1"),),
    )
    made = make_policy("desk", spec, {})
    stored = json.loads(json.dumps(made.as_data()))
    assert stored == made.as_data()
    assert policy_from("desk", stored).spec == made.spec


def test_what_is_written_goes_over_what_is_extended() -> None:
    made = policy(
        extends="newsroom",
        rules={"silent-substance": {"severity": "info"}, "refresh-only": {"enabled": False}},
    )
    uses = {use.name: use for use in made.uses}
    assert uses["silent-substance"].level is Level.INFO
    assert "refresh-only" not in uses
    assert "headline-changed-after" in uses
    assert uses["headline-changed-after"].options.length("after") == read_length("6h")


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ({"silent-substence": {}}, "is none that tracker has"),
        ({"Silent Substance": {"rule": "silent-substance"}}, "not made of a-z"),
        ({"silent-substance": {"after": "6h"}}, "takes no `after`"),
        ({"no-sync-for": {"after": "six hours"}}, "write it as 90s"),
        ({"term-added": {}}, "needs `terms`"),
        ({"protected-now": {"scope": {"younger_than": "a week"}}}, "write it as 90s"),
    ],
)
def test_what_does_not_fit_is_said(rules: dict[str, object], words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        policy(rules=rules)


def test_policies_that_extend_each_other() -> None:
    known = {"a": PolicySpec(extends="b"), "b": PolicySpec(extends="a")}
    with pytest.raises(ConfigError, match="in a circle: a -> b -> a"):
        make_policy("a", known["a"], known)
    with pytest.raises(ConfigError, match="which is not known"):
        make_policy("a", PolicySpec(extends="c"), known)


def test_a_recorded_policy_of_another_version() -> None:
    with pytest.raises(ConfigError, match="not one that this tracker knows"):
        policy_from("desk", {"rules": {"protected-now": {"mood": "calm"}}})


@pytest.mark.parametrize("text", ["", "h", "6 hours", "-6h", "1.5h", "6h 3m", "9999999h"])
def test_lengths_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match="is not a length of time"):
        read_length(text)


@pytest.mark.parametrize("text", ["80", "101%", "%", "80 percent", "-1%"])
def test_shares_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match="is not a share"):
        read_share(text)


def test_amounts() -> None:
    assert [length_words(read_length(each)) for each in ("90s", "15m", "6 h", "30d", "2w")] == [
        "1 min", "15 min", "6 h", "30 days", "14 days",
    ]  # fmt: skip
    assert (read_share("80%"), read_share("0.5 %")) == (0.8, 0.005)
