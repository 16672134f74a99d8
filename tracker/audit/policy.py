"""Policies, merged with what they extend, checked, and with all defaults filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from tracker.audit.amounts import read_length, read_share
from tracker.audit.rule import Options, Rule
from tracker.audit.rules import all_rules
from tracker.audit.specs import PolicySpec, RuleSpec, Scope
from tracker.errors import ConfigError
from tracker.findings import Level

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_THRESHOLDS = {"after": read_length, "below": read_share}


class RuleUse(msgspec.Struct, frozen=True, kw_only=True):
    """A rule as a policy uses it, with everything that it needs."""

    name: str
    rule: Rule
    level: Level
    scope: Scope
    options: Options


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """A whole policy, ready for use.

    Args:
        name: what the user calls it.
        spec: with all that it extends and all defaults filled in: what audits record.
        uses: the rules that are enabled, by name.
    """

    name: str
    spec: PolicySpec
    uses: tuple[RuleUse, ...]

    def as_data(self) -> dict[str, Any]:
        """Give the whole policy as plain data, from which `policy_from` makes it again."""
        # By way of JSON, so that it equals what is read from a record: `to_builtins` keeps tuples.
        data: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self.spec))
        return data


def make_policy(name: str, spec: PolicySpec, known: Mapping[str, PolicySpec]) -> Policy:
    """Merge a policy with what it extends, fill in the defaults, and check it.

    Args:
        name: what the user calls it.
        spec: as it is written.
        known: other policies by name, the built-in ones among them.

    Raises:
        ConfigError: for a name that is not known, a circle, or a threshold that does not fit.
    """
    merged = _merged(name, spec, known, ())
    uses = []
    full: dict[str, RuleSpec] = {}
    for rule_name, written in sorted(merged.rules.items()):
        use, whole = _use(name, rule_name, written)
        full[rule_name] = whole
        if whole.enabled:
            uses.append(use)
    whole_spec = PolicySpec(rules=full, suppressions=merged.suppressions)
    return Policy(name=name, spec=whole_spec, uses=tuple(uses))


def policy_from(name: str, data: Mapping[str, Any]) -> Policy:
    """Make the policy that an audit has recorded.

    Raises:
        ConfigError: where this version of tracker does not know it.
    """
    try:
        spec = msgspec.convert(data, PolicySpec)
    except msgspec.ValidationError as error:
        raise ConfigError(
            f"The policy that was recorded is not one that this tracker knows ({error}); the "
            "version that made the audit is named in it."
        ) from error
    return make_policy(name, spec, {})


def _merged(
    name: str, spec: PolicySpec, known: Mapping[str, PolicySpec], above: tuple[str, ...]
) -> PolicySpec:
    if not spec.extends:
        return spec
    if spec.extends in (*above, name):
        circle = " -> ".join((*above, name, spec.extends))
        raise ConfigError(f"The policies extend each other in a circle: {circle}.")
    if spec.extends not in known:
        raise ConfigError(
            f"The policy {name} extends {spec.extends}, which is not known; there are: "
            f"{', '.join(sorted(known))}."
        )
    base = _merged(spec.extends, known[spec.extends], known, (*above, name))
    rules = dict(base.rules)
    for rule_name, written in spec.rules.items():
        rules[rule_name] = _over(rules[rule_name], written) if rule_name in rules else written
    return PolicySpec(rules=rules, suppressions=(*base.suppressions, *spec.suppressions))


def _over(base: RuleSpec, written: RuleSpec) -> RuleSpec:
    said = {
        name: value
        for name in RuleSpec.__struct_fields__
        if _is_said(value := getattr(written, name))
    }
    return msgspec.structs.replace(base, **said)


def _is_said(value: object) -> bool:
    return value is not None and value != ""


def _use(policy: str, name: str, written: RuleSpec) -> tuple[RuleUse, RuleSpec]:
    """Fill in the defaults of one rule."""
    where = f"The rule {name} of the policy {policy}"
    if not _NAME.fullmatch(name):
        raise ConfigError(f"{where} has a name that is not made of a-z, 0-9 and hyphens.")
    rule = all_rules().get(written.rule or name)
    if rule is None:
        raise ConfigError(
            f"{where} is none that tracker has ({written.rule or name}); there are: "
            f"{', '.join(all_rules())}. A rule with another name says which it is: `rule = ...`."
        )
    options: dict[str, str | tuple[str, ...]] = {}
    for threshold in ("after", "below", "terms", "text", "names", "domains"):
        value = getattr(written, threshold)
        if threshold not in rule.takes:
            if value is not None:
                raise ConfigError(f"{where} takes no `{threshold}`.{_takes(rule)}")
            continue
        options[threshold] = rule.takes[threshold] if value is None else value
        _check(where, threshold, options[threshold], enabled=written.enabled is not False)
    scope = written.scope or Scope()
    for age in (scope.younger_than, scope.older_than):
        if age:
            _check(where, "after", age, enabled=True)
    level = written.severity or rule.level
    full = RuleSpec(
        rule=rule.name,
        enabled=written.enabled is not False,
        severity=level,
        scope=scope,
        **options,  # type: ignore[arg-type]
    )
    use = RuleUse(name=name, rule=rule, level=level, scope=scope, options=Options(options))
    return use, full


def _check(where: str, threshold: str, value: str | tuple[str, ...], *, enabled: bool) -> None:
    if not value and enabled and threshold not in ("names", "domains"):
        raise ConfigError(f"{where} needs `{threshold}`.")
    reader = _THRESHOLDS.get(threshold)
    if reader is not None and isinstance(value, str) and value:
        try:
            reader(value)
        except ValueError as error:
            raise ConfigError(f"{where}, `{threshold}`: {error}.") from error


def _takes(rule: Rule) -> str:
    return f" It takes: {', '.join(rule.takes)}." if rule.takes else ""
