"""What `tracker watch` prints: edits on standard output, the rest on standard error."""

from __future__ import annotations

import json
import sys
import textwrap
from datetime import datetime

import click

from tracker.archive.history import Commit
from tracker.cli.paging import columns
from tracker.edits.verdicts import Verdict
from tracker.errors import TrackerError
from tracker.model import stamp
from tracker.report.commits import commit_lines
from tracker.report.outcomes import outcome_text
from tracker.text import terminal_safe
from tracker.watching import Round


class Printer:
    """Print rounds as they come; each line is flushed, so that a pipe sees it at once."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._begun = False

    def show(self, one: Round, *, now: datetime) -> None:
        """Print what a round brought."""
        if one.error is not None:
            self.complain(one.error)
        if one.outcome is not None and not self._begun:
            # What an archive begins with is summed up: it can be thousands of posts.
            self._begun = True
            _say(outcome_text(one.outcome))
        elif one.outcome is not None:
            for skipped in one.outcome.skipped:
                _say(f"{stamp(now)}  skipped {skipped.post}: {skipped.reason}")
        for commit in one.commits:
            self._edit(commit, one.verdicts.get(commit.id))

    def complain(self, error: TrackerError) -> None:
        """Say what failed; the watch goes on."""
        _say(f"tracker: {error}")

    def tell_next(self, moment: datetime) -> None:
        """Say on a terminal when the next sync is due."""
        if sys.stderr.isatty():
            _say(f"next sync at {moment:%H:%M} UTC")

    def _edit(self, commit: Commit, verdict: Verdict | None) -> None:
        if self._as_json:
            click.echo(json.dumps(_as_json(commit, verdict), ensure_ascii=False))
            return
        subject, *facts = commit_lines(commit.text, indent="")
        # The subject of a change of the site is its first fact.
        told = [fact.strip() for fact in facts if not subject.endswith(f": {fact.strip()}")]
        lines = [f"{stamp(commit.committed)}  {subject}", *map(_indented, told)]
        if verdict is not None:
            lines.append(f"    ({verdict.kind}, {verdict.severity}, {verdict.disclosure})")
        click.echo("\n".join(lines))


def _indented(fact: str) -> str:
    """Indent a fact; on a terminal it goes on below itself."""
    if not sys.stdout.isatty():
        return f"    {fact}"
    return textwrap.fill(
        fact, columns(), initial_indent=" " * 4, subsequent_indent=" " * 6, break_on_hyphens=False
    )


def _say(text: str) -> None:
    click.echo(terminal_safe(text), err=True)


def _as_json(commit: Commit, verdict: Verdict | None) -> dict[str, object]:
    message = commit.message
    assert message is not None, "a round holds tracker's own commits"
    return {
        "commit": commit.id,
        "observed": stamp(commit.committed),
        "verb": message.verb,
        "post": str(message.key) if message.key else None,
        "title": message.title,
        "facts": list(message.facts),
        "trailers": dict(message.trailers),
        "verdict": verdict
        and {
            "kind": verdict.kind,
            "severity": verdict.severity,
            "disclosure": verdict.disclosure,
        },
    }
