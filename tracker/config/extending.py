"""Noise and notes of a configuration, compiled and tried on their own examples."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tracker.config.schema import NoiseSpec, NoteSpec

if TYPE_CHECKING:
    from tracker.edits.labels import Label
    from tracker.text import Rule


def make_noise(specs: Iterable[NoiseSpec]) -> tuple[Rule, ...]:
    """Make the rules of `[[noise]]`."""
    return tuple(map(_rule, specs))


def make_labels(specs: Iterable[NoteSpec]) -> tuple[Label, ...]:
    """Make the labels of `[[notes]]`."""
    return tuple(map(_label, specs))


def fault_of_noise(spec: NoiseSpec) -> tuple[str, str]:
    """Try a rule: the key that is at fault, and why; both empty where none is.

    Of two examples, the rule has to make the renderings equal, and nothing else may have.
    """
    for key in ("pattern", "within", "where"):
        if fault := _fault_of_pattern(getattr(spec, key)):
            return key, fault
    if not spec.pattern:
        return "pattern", "it is empty, and would match everything"
    if spec.kind in ("url", "text") and (fault := _fault_of_replacement(spec)):
        return "replacement", fault
    if bool(spec.before) != bool(spec.after):
        return ("after" if spec.before else "before"), "of `before` and `after`, one is missing"
    return _fault_of_example(spec) if spec.before else ("", "")


def fault_of_note(spec: NoteSpec) -> tuple[str, str]:
    """Try a label: the key that is at fault, and why; both empty where none is."""
    from tracker.edits.notes import NoteRules, find_note

    bare = re.sub(r"\{(?:end|when|time)\}", "", spec.pattern)
    if not bare.strip():
        return "pattern", "it is empty, and would match everything"
    if fault := _fault_of_pattern(bare):
        return "pattern", fault
    label = _label(spec)
    try:
        rules = NoteRules(labels=(label,), language=label.language)
        found = find_note(spec.example, rules)
    except (re.error, ValueError, IndexError, AttributeError):
        return "pattern", "it is more than a pattern of a note can be; see docs/configuration.md"
    if found is None:
        return "example", "the pattern does not find it"
    return "", ""


def _rule(spec: NoiseSpec) -> Rule:
    from tracker.text import Rule

    return Rule(
        name=spec.name,
        kind=spec.kind,
        pattern=spec.pattern,
        reason=spec.reason,
        before=spec.before,
        after=spec.after,
        replacement=spec.replacement,
        within=spec.within,
        where=spec.where,
        hint=spec.hint,
    )


def _label(spec: NoteSpec) -> Label:
    from tracker.edits.labels import Label

    return Label(kind=spec.kind, language=spec.language, pattern=spec.pattern, example=spec.example)


def _fault_of_pattern(pattern: str) -> str:
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        return f"it is no regular expression: {error}"
    return ""


def _fault_of_replacement(spec: NoiseSpec) -> str:
    try:
        re.compile(f"(?:{spec.pattern})|").sub(spec.replacement, "")
    except (re.error, IndexError) as error:
        return f"it does not fit the pattern: {error}"
    return ""


def _fault_of_example(spec: NoiseSpec) -> tuple[str, str]:
    from tracker.text import DEFAULT_NOISE, read_document

    with_rule = DEFAULT_NOISE.extended((_rule(spec),))
    without, cleaned = (
        [
            read_document(each, title="", noise=noise).comparison
            for each in (spec.before, spec.after)
        ]
        for noise in (DEFAULT_NOISE, with_rule)
    )
    if without[0] == without[1]:
        return "after", "it differs from `before` in nothing that counts, so no rule is needed"
    if cleaned[0] != cleaned[1]:
        return "pattern", "with the rule, `before` and `after` still differ"
    return "", ""
