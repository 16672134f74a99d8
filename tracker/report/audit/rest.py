"""What a message or a table only counts: how many, of which rules, of when, and where they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tracker.findings import Finding
from tracker.report.audit.selection import Part
from tracker.report.audit.words import clean, levels_text
from tracker.report.outcomes import count_text

KEPT = "In the archive, `git show audits:report.md` has all."
_RULES = 5


def not_shown(part: Part, where: str = KEPT) -> str:
    """Count what is not told of a site, and say how to see it; empty where all is told.

    Args:
        part: what is told.
        where: a sentence that says where all of it is.
    """
    left = part.left_out
    others = ((left.reminded, "still open"), (left.resolved, "resolved"))
    counted = [levels_text(left), *(f"{count} {name}" for count, name in others if count)]
    words = ", ".join(filter(None, counted))
    if not words:
        return ""
    groups = groups_text(part.rest)
    return " ".join(filter(None, (f"Not shown here: {words}.", groups and f"{groups}.", where)))


def groups_text(findings: Sequence[Finding]) -> str:
    """Group findings: `By rule: silent-substance 780, backdated 2; 98 posts; 2019-02-03 to ...`."""
    if not findings:
        return ""
    posts = {each.post for each in findings if each.post}
    days = sorted(clean(each.moment)[:10] for each in findings if each.moment)
    parts = [f"By rule: {rules_text(findings)}"]
    parts += [count_text(len(posts), "post")] if posts else []
    parts += [days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"] if days else []
    return "; ".join(parts)


def rules_text(findings: Sequence[Finding]) -> str:
    """Count findings by rule, the most frequent first: `silent-substance 780, backdated 2`."""
    rules = Counter(clean(each.rule) for each in findings)
    ranked = sorted(rules.items(), key=lambda one: (-one[1], one[0]))
    shown = [f"{name} {count}" for name, count in ranked[:_RULES]]
    more = len(ranked) - len(shown)
    return ", ".join((*shown, *([f"{more} more rules"] if more else [])))
