"""`tracker help`."""

from __future__ import annotations

from importlib.resources import files

import click

from tracker.cli.app import COMMANDS, app, did_you_mean
from tracker.cli.paging import columns, page
from tracker.cli.wrapping import fit
from tracker.errors import ConfigError
from tracker.text.clean import terminal_safe

TOPICS = {
    "moments": "how to name a site, a post and a moment",
    "archive": "what lies where in an archive",
    "times": "claimed, observed, and in between",
    "git": "an archive in plain git",
    "audits": "the record of audits: what lies there, how to read and verify it",
    "rules": "what audits find; `tracker help RULE` explains one",
    "politeness": "how a site is asked, and how often",
    "exit-codes": "what a script can rely on",
}


@click.command("help")
@click.argument("topic", required=False)
@click.pass_context
def command(context: click.Context, topic: str | None) -> None:
    """Explain a topic, a command or a rule of audits; without TOPIC, list them.

    \b
    Examples:
      tracker help git
      tracker help sync
      tracker help silent-substance
    """
    if topic is None:
        click.echo(fit(_list(), columns()))
    elif topic in TOPICS:
        page(_text(topic, columns()).split("\n"))
    elif topic in COMMANDS:
        found = app.get_command(context, topic)
        assert found is not None, "every command has a module"
        parent = context.parent
        with click.Context(found, info_name=topic, parent=parent) as of_command:
            click.echo(found.get_help(of_command))
    else:
        from tracker.cli.help_rules import rule_text, summaries

        if topic not in summaries():
            near = did_you_mean(topic, (*TOPICS, *COMMANDS, *summaries()))
            raise ConfigError(
                f"There is no topic {terminal_safe(topic)}; there are {', '.join(TOPICS)}, every "
                f"command, and every rule of audits.{near}"
            )
        click.echo(rule_text(topic, columns()))


def _text(topic: str, width: int) -> str:
    if topic == "rules":
        from tracker.cli.help_rules import rules_text  # few ask for it, and it imports every rule

        return rules_text(width)
    text = (files("tracker.cli") / "topics" / f"{topic}.txt").read_text(encoding="utf-8")
    return fit(text.rstrip("\n"), width)


def _list() -> str:
    width = max(map(len, TOPICS))
    topics = "\n".join(f"  {name.ljust(width)}  {what}" for name, what in TOPICS.items())
    return f"Topics:\n{topics}\n\nCommands: {', '.join(COMMANDS)}."
