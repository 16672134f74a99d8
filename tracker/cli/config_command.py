"""`tracker config`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import click
import msgspec

from tracker.audit.amounts import length_words
from tracker.cli import options
from tracker.cli.paging import columns
from tracker.cli.printing import print_json
from tracker.cli.wrapping import wrap
from tracker.config.checking import Checked, CheckedPolicy, CheckedSite, check_config
from tracker.config.finding import FILE_NAME
from tracker.config.loading import load_config
from tracker.config.problems import ConfigProblems, Problem
from tracker.errors import ConfigError
from tracker.findings import Level
from tracker.text import terminal_safe


@click.group("config")
def command() -> None:
    """Look at the configuration, tracker.toml."""


@command.command("check")
@options.config
@options.as_json
@click.pass_context
def check(context: click.Context, config: Path | None, as_json: bool) -> None:
    """Try the configuration: what it comes to, and every mistake with its line.

    Files, variables and keyrings of secrets are read, and not shown. Nothing is asked over the
    network. Exit code 2 says that something is wrong.

    \b
    Examples:
      tracker config check
      tracker config check --config /etc/tracker/tracker.toml
    """
    try:
        loaded = load_config(config, start=Path.cwd())
    except ConfigProblems as error:
        if not as_json:
            raise
        print_json({"path": str(error.path), "problems": [_problem(one) for one in error.problems]})
        context.exit(2)
    if loaded is None:
        raise ConfigError(
            f"There is no {FILE_NAME} in this folder or above it; `tracker init` writes one."
        )
    checked = check_config(loaded)
    if as_json:
        print_json(_json(checked))
    else:
        click.echo(terminal_safe("\n".join(_lines(checked))))
    context.exit(2 if checked.problems else 0)


def _lines(checked: Checked) -> Iterator[str]:
    config = checked.config
    yield f"configuration  {config.path}"
    yield f"archives       {config.repos}"
    for site in checked.sites:
        yield f"site           {site.name}: {_about(site)}"
    for policy in checked.policies:
        yield from _about_policy(policy)
    for channel in checked.channels:
        secrets = f", secrets from {' and '.join(channel.secrets)}" if channel.secrets else ""
        yield (
            f"channel        {channel.name}: {channel.kind}, from {channel.at_least} on{secrets}"
            f"{', CANNOT BE USED' if channel.error else ''}"
        )
        yield from (f"{' ' * 15}{words}" for words in channel.caveats)
    yield from (f"wrong          {problem}" for problem in checked.problems)
    yield "nothing is wrong" if not checked.problems else _count(len(checked.problems))


def _about(site: CheckedSite) -> str:
    every, least = (length_words(timedelta(seconds=n)) for n in (site.every, site.at_least))
    login = f", as {site.login}" if site.login else ""
    broken = ", CANNOT BE USED" if site.error else ""
    return f"{site.url}, policy {site.policy}, every {every} to {least}{login}{broken}"


def _about_policy(policy: CheckedPolicy) -> Iterator[str]:
    """Give its rules by level, the gravest first."""
    if policy.error:
        yield f"policy         {policy.name}: CANNOT BE USED"
        return
    number = policy.suppressions
    kept = f", {number} suppression{'s' * (number != 1)}" if number else ""
    yield f"policy         {policy.name}: {_rules(len(policy.rules))}{kept}"
    for level in reversed(Level):
        names = ", ".join(name for name, each in policy.rules.items() if each == level)
        if names:
            begin = f"{' ' * 15}{level.value}: "
            yield from wrap(names, columns(), " " * 17, begin)
    yield from (f"{' ' * 15}careful: {words}" for words in policy.caveats)


def _rules(number: int) -> str:
    return "1 rule" if number == 1 else f"{number or 'no'} rules"


def _count(number: int) -> str:
    return "1 thing is wrong" if number == 1 else f"{number} things are wrong"


def _json(checked: Checked) -> dict[str, object]:
    found = {
        key: [msgspec.to_builtins(one) for one in values]
        for key, values in (
            ("sites", checked.sites), ("policies", checked.policies), ("channels", checked.channels)
        )
    }  # fmt: skip
    problems = [{"line": None, "words": problem, "example": ""} for problem in checked.problems]
    paths = {"path": str(checked.config.path), "repos": str(checked.config.repos)}
    return {**paths, **found, "problems": problems}


def _problem(problem: Problem) -> dict[str, object]:
    line = problem.line or None
    return {"line": line, "words": problem.words, "example": problem.example}
