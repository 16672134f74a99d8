"""Policies are found by name, in the configuration or in files of their own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.config.writing import configured
from tracker.audit.builtin import builtin_policies
from tracker.audit.specs import PolicySpec, RuleSpec
from tracker.config import policy_named
from tracker.config.policies import known_policies
from tracker.errors import ConfigError
from tracker.findings import Level

STRICT = """
[policies.base.rules.no-sync-for]
after = "12h"
[policies.strict]
extends = "base"
[policies.strict.rules.protected-now]
severity = "error"
"""


def said_of(tmp_path: Path, text: str, name: str) -> str:
    """Give what is said of a policy that cannot be used."""
    config = configured(tmp_path, text)
    with pytest.raises(ConfigError) as told:
        policy_named(config, name)
    return str(told.value).replace(f"{tmp_path}/", "")


def test_a_policy_of_the_configuration(tmp_path: Path) -> None:
    policy = policy_named(configured(tmp_path, STRICT), "strict")
    assert policy.name == "strict"
    assert [use.name for use in policy.uses] == ["no-sync-for", "protected-now"]
    assert [use.level for use in policy.uses][1] is Level.ERROR
    assert policy.uses[0].options.text("after") == "12h"


def test_built_in_policies_need_no_configuration() -> None:
    assert known_policies(None) == builtin_policies()
    with pytest.raises(ConfigError) as told:
        policy_named(None, "newsrom")
    assert str(told.value) == (
        "There is no policy newsrom; did you mean newsroom? There are "
        f"{', '.join(sorted(builtin_policies()))}, and files that end in .toml."
    )


def test_a_file_is_a_policy(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('extends = "strict"\n[rules.no-sync-for]\nafter = "1h"\n')
    policy = policy_named(configured(tmp_path, STRICT), str(path))
    assert policy.name == "mine"
    assert policy.uses[0].options.text("after") == "1h"
    assert policy.uses[1].level is Level.ERROR


def test_mistakes_in_a_file_have_lines(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[rules.no-sync-for]\nafer = "1h"\n')
    with pytest.raises(ConfigError) as told:
        policy_named(None, str(path))
    assert str(told.value) == (
        f"{path}, line 2: [rules.no-sync-for] has no key `afer`; did you mean `after`? "
        'For example: after = "48h"'
    )
    path.write_text('[rules.no-sync-fro]\nafter = "1h"\n')
    with pytest.raises(ConfigError) as told:
        policy_named(None, str(path))
    assert str(told.value) == (
        f"{path}, line 1: there is no rule `no-sync-fro`; did you mean `no-sync-for`? "
        "For example: [rules.no-sync-for]"
    )


def test_all_mistakes_in_a_file_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[rules.no-sync-for]\nafer = "1h"\n[rules.protected-now]\nafter = "1h"\n')
    with pytest.raises(ConfigError) as told:
        policy_named(None, str(path))
    assert re.findall(r"^  line (\d)", str(told.value), re.MULTILINE) == ["2", "4"]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    with pytest.raises(ConfigError, match=r"mine\.toml cannot be read: No such file"):
        policy_named(None, str(path))


def test_every_rule_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    text = (
        '[policies.p.rules.protected-now]\nafter = "3h"\n'
        '[policies.p.rules.mine]\nrule = "no-sync"\n'
        '[policies.p.rules]\nno-sync-for = { severity = "info" }\n'
    )
    assert said_of(tmp_path, text, "p").splitlines() == [
        "tracker.toml has 2 mistakes:",
        "  line 2: The rule protected-now of the policy p takes no `after`.",
        "  line 4: there is no rule `no-sync`; did you mean `no-sync-for`? For example: "
        'rule = "no-sync-for"',
    ]


def test_a_suppression_of_no_rule_is_told(tmp_path: Path) -> None:
    text = (
        '[policies.p]\nextends = "newsroom"\n[[policies.p.suppressions]]\n'
        'reason = "known"\nuntil = 2030-01-01\nrule = "%s"\n'
    )
    assert said_of(tmp_path, text % "no-sync", "p") == (
        "tracker.toml, line 6: there is no rule `no-sync`; did you mean `no-sync-for`? For "
        'example: rule = "no-sync-for"'
    )
    own = '[policies.p.rules.mine]\nrule = "no-sync-for"\n'
    config = configured(tmp_path, text % "mine" + own)
    assert policy_named(config, "p").spec.suppressions[0].rule == "mine"


def test_what_a_policy_extends_has_to_be_there(tmp_path: Path) -> None:
    said = said_of(tmp_path, '\n[policies.p]\nextends = "newsrom"\n', "p")
    assert said.startswith("tracker.toml, line 3: The policy p extends newsrom, which is not known")
    assert said.endswith('Did you mean newsroom? For example: extends = "newsroom"')


def test_circles_are_told(tmp_path: Path) -> None:
    text = '[policies.a]\nextends = "b"\n[policies.b]\nextends = "a"\n'
    assert "extend each other in a circle: a -> b -> a." in said_of(tmp_path, text, "a")


@pytest.mark.parametrize("name", ["", "\x1b[31m", "a\nb", "../x", "nothing.toml/"])
def test_hostile_names_are_told_in_one_line(name: str) -> None:
    with pytest.raises(ConfigError) as told:
        policy_named(None, name)
    assert str(told.value).isprintable()


def test_the_names_of_rules_are_plain(tmp_path: Path) -> None:
    text = '[policies.p.rules."a\\u001b[31m b"]\nrule = "no-sync-for"\n'
    assert said_of(tmp_path, text, "p") == (
        'tracker.toml, line 1: `"a\\u001b[31m b"` cannot be the name of a rule: it has up to 100 '
        "letters, digits, dots, underscores and hyphens, no spaces."
    )


def test_the_file_may_have_changed_since(tmp_path: Path) -> None:
    config = configured(tmp_path, "[policies.p.rules.nonsense]\n")
    config.path.write_text("not toml")
    with pytest.raises(ConfigError, match=r"tracker\.toml, there is no rule `nonsense`"):
        policy_named(config, "p")
    assert config.policies == {"p": PolicySpec(rules={"nonsense": RuleSpec()})}
