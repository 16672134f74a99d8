"""Verdicts as text: `render_assessment` and `parse_verdict`, for notes that plain git shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from tracker.edits.values import Assessment, Disclosure, EditKind, Lag, Severity
from tracker.errors import MalformedDocument
from tracker.text import one_line

_LONGEST = 400
_NEVER = "never so far"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a rendered assessment says.

    Args:
        kind, severity, disclosure: the verdicts.
        disclosed_by: name of the later edit (a commit), empty where there is none.
        reverts_to: the same of the state that came back.
        lag: in words; empty where none applies.
        rules: version of the rules.
        reasons: in words, contradictions included.
    """

    kind: EditKind
    severity: Severity
    disclosure: Disclosure
    disclosed_by: str = ""
    reverts_to: str = ""
    lag: str = ""
    rules: int
    reasons: tuple[str, ...] = ()


def verdict_of(assessment: Assessment, names: Sequence[str] = ()) -> Verdict:
    """Take what is shown out of an assessment.

    Args:
        names: what to call the states of the history by their index (ids of commits); without
            them they are counted from 1.
    """
    reasons = (
        *assessment.reasons,
        *(f"contradiction: {words}" for words in assessment.contradictions),
    )
    return Verdict(
        kind=assessment.kind,
        severity=assessment.severity,
        disclosure=assessment.disclosure,
        disclosed_by=_name(assessment.disclosed_by, names),
        reverts_to=_name(assessment.reverts_to, names),
        lag=_lag_words(assessment),
        rules=assessment.rules,
        reasons=tuple(line for reason in reasons if (line := one_line(reason)[:_LONGEST].rstrip())),
    )


def render_assessment(assessment: Assessment, names: Sequence[str] = ()) -> str:
    """Write an assessment as lines `Kind: ...`, then the reasons, indented by two spaces.

    Args:
        names: as for `verdict_of`.
    """
    return render_verdict(verdict_of(assessment, names))


def render_verdict(verdict: Verdict) -> str:
    """Write a verdict; a reason can contain anything and never forges a line."""
    lines = [
        f"Kind: {verdict.kind}",
        f"Severity: {verdict.severity}",
        f"Disclosure: {verdict.disclosure}",
    ]
    for name, value in (
        ("Disclosed-By", verdict.disclosed_by),
        ("Reverts-To", verdict.reverts_to),
        ("Lag", verdict.lag),
    ):
        lines += [f"{name}: {value}"] if value else []
    lines.append(f"Rules: {verdict.rules}")
    if verdict.reasons:
        lines += ["", *(f"  {reason}" for reason in verdict.reasons)]
    return "\n".join(lines) + "\n"


def parse_verdict(text: str) -> Verdict:
    """Read a rendered verdict: the inverse of `render_verdict`.

    Raises:
        MalformedDocument: for anything else.
    """
    found: dict[str, str] = {}
    reasons = []
    for line in text.split("\n"):
        name, colon, value = line.partition(": ")
        if line.startswith("  "):
            reasons.append(line[2:])
        elif colon:
            found[name] = value
    try:
        return Verdict(
            kind=EditKind(found["Kind"]),
            severity=Severity(found["Severity"]),
            disclosure=Disclosure(found["Disclosure"]),
            disclosed_by=found.get("Disclosed-By", ""),
            reverts_to=found.get("Reverts-To", ""),
            lag=found.get("Lag", ""),
            rules=int(found["Rules"]),
            reasons=tuple(reasons),
        )
    except (KeyError, ValueError) as error:
        raise MalformedDocument(
            "A note under refs/notes/tracker is not a verdict of tracker; "
            "`tracker assess --all` writes it anew.",
            where="refs/notes/tracker",
        ) from error


def _name(place: int | None, names: Sequence[str]) -> str:
    if place is None:
        return ""
    return names[place] if place < len(names) else f"state {place + 1}"


def _lag_words(assessment: Assessment) -> str:
    if assessment.lag is not None:
        return lag_words(assessment.lag)
    wanting = (Disclosure.SILENT, Disclosure.PARTLY, Disclosure.MASKED)
    if assessment.severity is Severity.SUBSTANCE and assessment.disclosure in wanting:
        return _NEVER
    return ""


def lag_words(lag: Lag) -> str:
    """Write how long it took: `at once`, `2 h to 3 days`, `at least 5 h`."""
    if lag.most == timedelta():
        return "at once"
    if lag.most is None:
        return f"at least {_duration(lag.least)}"
    if lag.least == lag.most:
        return _duration(lag.least)
    if not lag.least:
        return f"at most {_duration(lag.most)}"
    return f"{_duration(lag.least)} to {_duration(lag.most)}"


def _duration(length: timedelta) -> str:
    minutes = int(length.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} days"
