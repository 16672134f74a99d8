"""The rules of audits in words, made from the rules themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from tracker.audit.builtin import builtin_policies
from tracker.audit.rule import CHECKS, EditRule, PostRule, Rule, SiteRule
from tracker.audit.rules import all_rules
from tracker.cli.wrapping import WIDEST, wrap

NEEDED = ("text", "terms")
"""Thresholds without a default; an empty list of the others means something."""


def rules_text(width: int) -> str:
    """List all rules: name, level, what each finds, its thresholds, what resolves it.

    Args:
        width: in columns, at which lines are wrapped.
    """
    width = min(width, WIDEST)
    lines = ["THE RULES OF AUDITS", ""]
    lines += wrap(
        "A policy in tracker.toml names rules, and can give them other levels and thresholds. Each "
        "finding is told once, and once more when it is resolved. docs/audit-rules.md says what "
        "each leaves alone.",
        width,
    )
    for rule in all_rules().values():
        lines += ["", *_entry(rule, width)]
    return "\n".join(lines)


def rule_text(name: str, width: int) -> str:
    """Explain one rule: as in the list, and besides how to check it, and who has it."""
    width = min(width, WIDEST)
    rule = all_rules()[name]
    policies = ", ".join(
        policy for policy, spec in builtin_policies().items() if name in spec.rules
    )
    return "\n".join(
        [
            *_entry(rule, width),
            *wrap(f"policies: {policies or 'none that is built in'}", width, "  "),
            f"  check: {rule.check or CHECKS[_about(rule)]}",
        ]
    )


def summaries() -> Mapping[str, str]:
    """Give a line for each rule."""
    return {name: rule.summary for name, rule in all_rules().items()}


def _entry(rule: Rule, width: int) -> Iterator[str]:
    yield f"{rule.name}  ({rule.level.value}, about {_THINGS[_about(rule)]})"
    yield from wrap(rule.summary, width, "  ")
    for name, value in rule.takes.items():
        yield f"  takes: {_threshold(name, value)}"
    never = "at every audit in which it is so" if isinstance(rule, SiteRule) else "once"
    resolved = f"resolved: {rule.resolves or f'never; it is told {never}'}"
    yield from wrap(resolved, width, "  ")
    if rule.again:
        yield f"  told again every {rule.again} while it is open"


_THINGS = {"edit": "edits", "post": "posts as they are", "site": "the site"}


def _about(rule: Rule) -> str:
    if isinstance(rule, EditRule):
        return "edit"
    return "post" if isinstance(rule, PostRule) else "site"


def _threshold(name: str, value: str | tuple[str, ...]) -> str:
    if not value and name in NEEDED:
        return f"{name}, which the policy has to give"
    return f"{name} = {json.dumps(value)}"
