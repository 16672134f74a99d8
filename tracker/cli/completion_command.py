"""`tracker completion`."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

VARIABLE = "_TRACKER_COMPLETE"


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the script that lets a shell complete commands, options and files.

    \b
    bash 4.4 or newer, in ~/.bashrc:   eval "$(tracker completion bash)"
    zsh, in ~/.zshrc after compinit:   eval "$(tracker completion zsh)"
    fish:  tracker completion fish > ~/.config/fish/completions/tracker.fish
    """
    from tracker.cli.app import app

    completer = get_completion_class(shell)
    assert completer is not None, "click completes all three"
    # Not `source()`: for bash that runs the bash on the PATH to learn its version.
    made = completer(app, {}, "tracker", VARIABLE)
    click.echo(made.source_template % made.source_vars())
