"""Say nothing twice: what each finding of a site has to tell beside its words and the others."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

import msgspec

from tracker.findings import Finding, SiteAudit, gravest_first
from tracker.report.audit.excerpt import Row, is_cut, rows_of
from tracker.report.audit.words import clean, trouble
from tracker.report.diff.segments import Mark

SAME_EDIT = "the same edit"
"""What stands for the headline of a finding about an edit that was just shown."""

_SAYS_SO = {"no note seen": "no note tells it"}
"""Evidence -> words of a finding that say the same."""
_SIGNS_OF_MOVES = ("> ", "< ")
_COMPARED = 80
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")
"""A link or picture of text.md, of which sentences in evidence have only the words."""


class Telling(NamedTuple):
    """A finding without what was said before it, and whether it follows one about its edit."""

    finding: Finding
    follows: bool = False


class _Shown(NamedTuple):
    """What readers have seen of an edit: evidence, and the text around and in its changes."""

    evidence: frozenset[str]
    texts: tuple[str, ...]
    is_cut: bool


def tell_once(
    findings: Sequence[Finding], excerpted: Container[str] | None = None
) -> Iterator[Telling]:
    """Give findings of one site, the gravest first, those about one edit one after the other.

    The change of an edit is shown once, and evidence only where neither the words of its finding
    nor the change say it.

    Args:
        findings: in any order.
        excerpted: ids of those whose change is shown; None for all.
    """
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in gravest_first(list(findings)):
        is_edit = finding.post and finding.commit and finding.excerpt
        key = (finding.post, finding.commit, finding.excerpt) if is_edit else (id(finding),)
        groups.setdefault(key, []).append(finding)
    for first, *others in groups.values():
        is_shown = excerpted is None or first.id in excerpted
        alone = told_alone(first) if is_shown else _without_excerpt(first)
        yield Telling(alone)
        shown = _Shown(frozenset(first.evidence), *_texts(alone))
        yield from (Telling(_told(one, shown, excerpt=()), follows=True) for one in others)


def told_alone(finding: Finding) -> Finding:
    """Leave out what a finding says twice, where it stands by itself."""
    shown = _Shown(frozenset(), *_texts(finding))
    rows = rows_of(finding.excerpt)
    return _told(finding, shown, excerpt=finding.excerpt if any(map(_is_change, rows)) else ())


def untold_trouble(site: SiteAudit) -> str:
    """Tell why a site could not be audited; empty where it could, or where a finding says it."""
    reason = trouble(site)
    told = () if site.record is None else (*site.record.new, *site.record.reminded)
    begin = reason[:_COMPARED].rstrip(". ")
    is_told = any(begin in clean(each.words) for each in told if not each.post)
    return "" if is_told else reason


def _without_excerpt(finding: Finding) -> Finding:
    return _told(finding, _Shown(frozenset(), (), is_cut=False), excerpt=())


def _told(finding: Finding, shown: _Shown, *, excerpt: tuple[str, ...]) -> Finding:
    left = tuple(each for each in finding.evidence if not _is_said(each, finding.words, shown))
    return msgspec.structs.replace(finding, evidence=left, excerpt=excerpt)


def _is_said(evidence: str, words: str, shown: _Shown) -> bool:
    sentence, words = clean(evidence), clean(words)
    if evidence in shown.evidence or sentence in words:
        return True
    if sentence in _SAYS_SO and _SAYS_SO[sentence] in words:
        return True
    return bool(shown.texts) and _is_shown(sentence, shown)


def _is_shown(sentence: str, shown: _Shown) -> bool:
    """Tell whether a change bears what `headline: old -> new` or `number 1 -> 2` says."""
    label, colon, words = sentence.partition(": ")
    if not colon:
        label, _, words = sentence.partition(" ")
        if " -> " not in words:
            return False
    if shown.is_cut and label[:1].isdigit():
        return False  # it counts what is not all there
    sides = [side.strip("“”… ") for side in words.split(" -> ")]
    return any(sides) and all(any(side in text for text in shown.texts) for side in sides)


def _texts(finding: Finding) -> tuple[tuple[str, ...], bool]:
    """Give the text before and after the change that an excerpt shows, and whether it was cut."""
    rows = rows_of(finding.excerpt)
    if not rows:
        return (), False
    sides = (Mark.INSERT, Mark.DELETE)
    texts = [" ".join(_text(row, without) for row in rows) for without in sides]
    read = [_LINK.sub(r"\1", text) for text in texts]
    return (*texts, *read), is_cut(finding.excerpt)


def _text(row: Row, without: Mark) -> str:
    return "".join(words for mark, words in row if mark is not without)


def _is_change(row: Row) -> bool:
    is_marked = any(mark is not Mark.EQUAL for mark, _ in row)
    return is_marked or row[0].text.startswith(_SIGNS_OF_MOVES)
