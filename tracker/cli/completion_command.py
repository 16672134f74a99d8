"""`tracker completion`."""

from __future__ import annotations

import click

from tracker.cli.completing import SHELLS, VARIABLE


@click.command("completion")
@click.argument("shell", type=click.Choice(tuple(SHELLS)))
def command(shell: str) -> None:
    """Print the script that lets a shell complete commands, options and values.

    Values are archives, posts (by id, folder or slug), moments, types and choices.

    \b
    Examples:
    bash 4.4 or newer, at the end of ~/.bashrc:
      eval "$(tracker completion bash)"
    zsh, at the end of ~/.zshrc (the first line if nothing there calls compinit):
      autoload -Uz compinit && compinit
      eval "$(tracker completion zsh)"
    fish, once:
      mkdir -p ~/.config/fish/completions
      tracker completion fish > ~/.config/fish/completions/tracker.fish
    """
    from tracker.cli.app import app

    click.echo(SHELLS[shell](app, {}, "tracker", VARIABLE).source(), nl=False)
