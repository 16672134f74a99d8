"""Results on standard output."""

from __future__ import annotations

import json

import click

from tracker.outcome import Outcome
from tracker.report.outcomes import outcome_text
from tracker.text import terminal_safe


def print_outcome(outcome: Outcome, *, as_json: bool) -> None:
    """Print what a sync or an import did."""
    if as_json:
        print_json(outcome.as_json())
    else:
        click.echo(terminal_safe(outcome_text(outcome)))


def print_json(value: object) -> None:
    """Print one JSON object; characters that are no text stay escaped."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))
