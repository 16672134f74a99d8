"""`tracker show`: one edit in full."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from tracker.edits.values import Assessment, Coverage, Evidence, Span, State
from tracker.edits.verdicts import lag_words
from tracker.model import PostKey, stamp
from tracker.report.columns import duration_text, headline_text
from tracker.report.diff import DiffView, render_json, render_terminal
from tracker.report.diff.cells import Run, clean, wrap
from tracker.report.diff.segments import Mark
from tracker.report.sizes import size_of, size_text

_LABEL = 13
_EVIDENCE = {
    Evidence.REVISION: "a revision that WordPress kept",
    Evidence.OBSERVATION: "read by an observation",
    Evidence.BOTH: "a revision that WordPress kept, and an observation",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEdit:
    """One edit with all that is known of it.

    Args:
        key: the post.
        number: of its `after` in the history of the post, from 1.
        count: how many states the history has.
        commit: that recorded it.
        channel: the file that it came from, where it was not read from the site.
        editor: who made it, where a revision tells.
        before, after: None before the first state.
        link: address of the post.
        assessment: what is said of it.
        names: what to call the states of the history: `#1 c8bbafa3`.
        view: the diff, the changed fields with it.
    """

    key: PostKey
    number: int
    count: int
    commit: str
    channel: str
    editor: str
    before: State | None
    after: State
    link: str
    assessment: Assessment
    names: tuple[str, ...]
    view: DiffView


def show_text(shown: ShownEdit, *, width: int, color: bool) -> str:
    """Write an edit for the terminal: what, when, verdicts and why, then the diff."""
    head = f"{shown.key} #{shown.number}  {headline_text(clean(shown.after.title))}"
    lines = [*_wrapped(head, width, "", bold=color)]
    if shown.link:
        lines += _wrapped(shown.link, width, "")
    lines.append("")
    for label, words in _facts(shown):
        first, *rest = _wrapped(words, width - _LABEL, "")
        name = f"\x1b[2m{label:<{_LABEL}}\x1b[0m" if color else f"{label:<{_LABEL}}"
        lines.append(f"{name}{first}")
        lines += [" " * _LABEL + line for line in rest]
    if reasons := (*shown.assessment.reasons, *shown.assessment.contradictions):
        lines += ["", "why"]
        for reason in reasons:
            first, *rest = _wrapped(reason, width - 4, "")
            lines += [f"  - {first}", *(f"    {line}" for line in rest)]
    if diff := render_terminal(shown.view, width=width, color=color):
        lines += ["", diff.rstrip("\n")]
    return "\n".join(lines) + "\n"


def show_json(shown: ShownEdit) -> dict[str, Any]:
    """Give an edit for `--json`; `diff` is as docs/diff.md says."""
    said, after = shown.assessment, shown.after
    return {
        "post": str(shown.key),
        "number": shown.number,
        "commit": shown.commit,
        "title": after.title,
        "link": shown.link or None,
        "evidence": after.evidence.value,
        "revision": after.revision,
        "import": shown.channel or None,
        "editor": shown.editor or None,
        "claimed": _stamp(after.claimed),
        "observed": _stamp(after.observed),
        "last_observed": _stamp(after.last_observed),
        "earliest": _stamp(said.span.earliest),
        "latest": _stamp(said.span.latest),
        "kind": said.kind.value,
        "severity": said.severity.value,
        "disclosure": said.disclosure.value,
        "disclosed_by": said.disclosed_by + 1 if said.disclosed_by is not None else None,
        "reverts_to": said.reverts_to + 1 if said.reverts_to is not None else None,
        "notes": [each.after.text for each in said.notes if each.tells and each.after],
        "reasons": list(said.reasons),
        "contradictions": list(said.contradictions),
        "rules": said.rules,
        "diff": msgspec.json.decode(render_json(shown.view)),
    }


def _facts(shown: ShownEdit) -> Iterator[tuple[str, str]]:
    said, after = shown.assessment, shown.after
    yield "edit", f"{said.kind}, {_severity(said)}, {said.disclosure}"
    if size := size_text(size_of(shown.view.diff)):
        yield "size", size
    yield "when", when_words(said.span)
    if after.claimed is not None:
        moved = shown.before is not None and shown.before.claimed != after.claimed
        note = "" if moved or shown.before is None else ", as before this edit"
        yield "claimed", f"{_minute(after.claimed)} (what the site says it was modified){note}"
    yield "by", shown.editor or "not known: no revision tells"
    yield "known from", _source(shown)
    if said.disclosed_by is not None:
        lag = f", after {lag_words(said.lag)}" if said.lag is not None else ""
        yield "later note", f"in {shown.names[said.disclosed_by]}{lag}"
    if said.reverts_to is not None:
        yield "back to", shown.names[said.reverts_to]
    if said.coverage is not None:
        yield "revisions", _coverage(said.coverage)
    if after.away:
        yield "public", f"no: {after.away}"
    yield "state", f"{shown.number} of {shown.count}, commit {shown.commit}"


def when_words(span: Span) -> str:
    """Say when an edit happened, as exactly as it is known."""
    earliest, latest = span.earliest, span.latest
    if latest is None:
        return "not known" if earliest is None else f"after {_minute(earliest)}"
    if earliest is None:
        return f"until {_minute(latest)}"
    if earliest >= latest:
        return _minute(latest)
    length = duration_text(latest - earliest)
    return f"between {_minute(earliest)} and {_minute(latest)} ({length})"


def _severity(said: Assessment) -> str:
    return f"severity {said.severity}"


def _coverage(found: Coverage) -> str:
    held = f"{found.held or 'no'} state{'s' * (found.held != 1)} held"
    if found.moved is None:
        return f"the newest public revision is another one; {held}"
    if found.moved <= 0:
        fell = f"fell by {-found.moved}: revisions were deleted" if found.moved else "did not move"
        return f"public count {fell}; {held}"
    if found.held <= found.moved:
        held = f"{found.held or 'none'} of these {'are' if found.held > 1 else 'is'} held"
    return f"public count rose by {found.moved}; {held} (autosaves count too)"


def _source(shown: ShownEdit) -> str:
    words = _EVIDENCE[shown.after.evidence]
    if shown.after.revision is not None:
        words += f" (r{shown.after.revision})"
    if shown.after.observed is not None:
        words += f", {_minute(shown.after.observed)}"
    return words + (f", imported from {shown.channel}" if shown.channel else "")


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _stamp(moment: datetime | None) -> str | None:
    return stamp(moment) if moment is not None else None


def _wrapped(text: str, width: int, indent: str, *, bold: bool = False) -> list[str]:
    lines = wrap((Run(Mark.EQUAL, clean(text)),), max(width - len(indent), 20))
    words = ["".join(run.text for run in line).rstrip() for line in lines]
    return [f"{indent}\x1b[1m{line}\x1b[0m" if bold else f"{indent}{line}" for line in words]
