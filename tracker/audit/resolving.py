"""Say why what was open is open no more: by the site's own policy, or by one that is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tracker.audit.finding import is_unjudged
from tracker.audit.judging import Judged, subject_begin
from tracker.audit.policy import RuleUse
from tracker.audit.rule import SiteRule
from tracker.audit.standing import Standing
from tracker.findings import Finding

_NO_RULE = "the policy has no such rule any more"
_OTHER_RULE = "the policy has this rule with another scope or threshold now"
_NOT_OWN = "only another policy has this rule, and not the site's own"
_NOT_OWN_SO = "only another policy has this rule with such a scope or threshold"
_NO_POST = "the archive does not hold the post any more"
_JUDGED = "the rule could judge it"
_NO_MORE = "it is no more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an audit has asked.

    Args:
        judged: what was found.
        uses: the rules that were asked, by name.
        rules: of the whole policy as plain data, to compare them with those of other audits.
        standing: what the last audit by the site's own policy has left.
    """

    judged: Judged
    uses: Mapping[str, RuleUse]
    rules: Mapping[str, Any]
    standing: Standing


def why_resolved(finding: Finding, asked: Asked) -> str:
    """Say why a finding is no longer open; empty while it is, or while nobody looked again."""
    judged, standing = asked.judged, asked.standing
    is_aside = finding.id in standing.told
    use = _use(finding, asked)
    if use is None:
        return _NOT_OWN if is_aside and finding.rule not in standing.rules else _NO_RULE
    if finding.subject in judged.found:
        return ""
    if finding.post and finding.post not in judged.touched:
        return _NO_POST if judged.everything else ""
    if is_unjudged(finding):
        return _JUDGED
    before = standing.asked if is_aside else standing.rules
    if before.get(finding.rule) != asked.rules[finding.rule]:
        return _NOT_OWN_SO if is_aside else _OTHER_RULE
    return _ended(finding, use, judged)


def why_resolved_aside(finding: Finding, asked: Asked) -> str:
    """Say the same by a policy that is only asked for: by a rule as it was when it found it."""
    judged, standing = asked.judged, asked.standing
    use = _use(finding, asked)
    if use is None or finding.subject in judged.found:
        return ""
    if finding.post and finding.post not in judged.touched:
        return ""
    before = standing.asked if finding.reported > standing.at else standing.rules
    if before.get(finding.rule) != asked.rules[finding.rule]:
        return ""
    return _JUDGED if is_unjudged(finding) else _ended(finding, use, judged)


def _ended(finding: Finding, use: RuleUse, judged: Judged) -> str:
    """Say what ended a finding, with proof; else what its rule says that can."""
    return judged.ended.get(subject_begin(finding)) or use.rule.resolves or _NO_MORE


def _use(finding: Finding, asked: Asked) -> RuleUse | None:
    """Find the rule of a finding; None where the policy has none, or an unlike one of its name."""
    use = asked.uses.get(finding.rule)
    if use is None or isinstance(use.rule, SiteRule) is bool(finding.post):
        return None
    return use
