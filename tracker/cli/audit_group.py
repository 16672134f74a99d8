"""How `tracker audit` is typed, and how it is interrupted."""

from __future__ import annotations

import signal
from typing import Any

import click


class Audits(click.Group):
    """A group in which `run` need not be said: `tracker audit SITE` is `tracker audit run SITE`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `run` before what names no other command."""
        if not args or args[0] not in (*self.commands, "-h", "--help"):
            args = ["run", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; once it is interrupted, its end is not."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_IGN)
            raise

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Write the usage of `run`, which need not be said."""
        return ["[OPTIONS]", "[SITE]..."]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options of `run`, then the commands."""
        click.Command.format_options(self.commands["run"], ctx, formatter)
        self.format_commands(ctx, formatter)
