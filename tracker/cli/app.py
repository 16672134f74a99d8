"""The commands, found when they are asked for, and the one place where errors become words."""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections.abc import Iterable, Sequence
from types import FrameType
from typing import Any

import click
import click.shell_completion

from tracker import __version__
from tracker.config import forget_git_variables, wants_color
from tracker.errors import ConfigError, TrackerError

OK, DIFFERENT, USAGE, FAILED, INTERRUPTED = 0, 1, 2, 3, 130

COMMANDS = {
    "sync": "Bring the archive of a site up to date.",
    "watch": "Repeat sync, and print edits as they come.",
    "import": "Record REST answers that somebody kept.",
    "status": "Show what the archives hold.",
    "log": "List edits, one a line.",
    "show": "Show one edit in full.",
    "diff": "Compare two states of a post.",
    "blame": "Show which edit gave each sentence its words.",
    "report": "Sum up the edits of a period.",
    "export": "Write the edits for other programs.",
    "review": "Mark posts as read up to now.",
    "git-setup": "Let plain git show an archive well.",
    "verify": "Check that an archive is whole.",
    "assess": "Say what kind of edit each was, and whether readers were told.",
    "audit": "Sync, judge what is new against a policy, keep a record, tell people.",
    "forget": "Take a post out of an archive for good.",
    "init": "Write a commented tracker.toml.",
    "config": "Look at the configuration, tracker.toml.",
    "completion": "Print the script that completes commands in a shell.",
    "help": "Explain a topic, or a command.",
    "demo": "Play a small newsroom and record it.",
    "playback": "Serve recorded answers as a WordPress site.",
}


class Commands(click.Group):
    """Import a command only when it is used, so that each starts quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the names in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"tracker.cli.{cmd_name.replace('-', '_')}_command")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is meant, or say which names come near."""
        if args[0] in COMMANDS or args[0].startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        near = did_you_mean(args[0], COMMANDS)
        raise click.UsageError(f"No such command {args[0]!r}.{near}", ctx)

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """Complete the name of a command without importing anything."""
        found = [
            click.shell_completion.CompletionItem(name, help=text)
            for name, text in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return found or click.Command.shell_complete(self, ctx, incomplete)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a reader who has seen enough (`| head`) is no error.

        click itself would end the program with exit code 1, which means differences here.
        """
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return OK
        return result

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list for `--help` without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="tracker %(version)s")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Colour: on a terminal without NO_COLOR, or as said.",
)
@click.pass_context
def app(context: click.Context, color: str) -> None:
    """Record how the posts of a WordPress site change, as a git history that reads well.

    \b
    Examples:
      tracker demo
      tracker sync https://www.example.org
      tracker status

    Exit codes: 0 fine, 1 differences or findings, 2 wrong usage or configuration,
    3 the operation failed, 130 interrupted.
    """
    context.color = {"always": True, "never": False}.get(color, wants_color())


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Ask for the name that comes nearest to one which there is not; empty where none is near."""
    from tracker.config.problems import nearest  # only mistakes need it

    near = nearest(name, known)
    return f" Did you mean {near}?" if near else ""


def run(arguments: Sequence[str]) -> int:
    """Run one command and turn whatever ends it into an exit code."""
    forget_git_variables()
    signal.signal(signal.SIGTERM, _interrupt)
    if "_TRACKER_COMPLETE" in os.environ:
        importlib.import_module("tracker.cli.completing").install()
    try:
        result = app.main(args=list(arguments), prog_name="tracker", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        sys.stderr.write("interrupted; what was recorded is whole, the next run carries on\n")
        return INTERRUPTED
    except TrackerError as error:
        sys.stderr.write(f"tracker: {error}\n")
        return USAGE if isinstance(error, ConfigError) else FAILED
    except OSError as error:
        sys.stderr.write(f"tracker: {_said(error)}; nothing that was recorded is lost.\n")
        return FAILED
    except Exception as error:
        from tracker.cli.unforeseen import DEBUG, unforeseen

        if os.environ.get(DEBUG):
            raise
        sys.stderr.write(unforeseen(error))
        return FAILED
    return result if isinstance(result, int) else OK


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _said(error: OSError) -> str:
    return f"{error.filename}: {error.strerror}" if error.filename else str(error)
