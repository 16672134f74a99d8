"""Let the parameters of the command that is being typed know what can stand there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

import click
from click.shell_completion import CompletionItem

from tracker.cli.app import COMMANDS, app
from tracker.cli.completing_names import BY_NAME, Found

_MOST = 200


class _Named(click.ParamType[Any]):
    """The values of a parameter, with names that fit; they are converted as before."""

    def __init__(self, inner: click.ParamType[Any], complete: Callable[..., Found]) -> None:
        self.name = inner.name
        self._inner = inner
        self._complete = complete

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Convert as before."""
        return self._inner.convert(value, param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[Any]]:
        """List what begins with the word."""
        found = self._complete(ctx, param, incomplete)
        fitting = ((value, said) for value, said in found if value.startswith(incomplete))
        # A set would lose the order.
        once = dict(islice(fitting, _MOST))
        if not once and isinstance(self._inner, click.Path):
            return self._inner.shell_complete(ctx, param, incomplete)
        return [CompletionItem(value, help=said or None) for value, said in once.items()]


def teach(arguments: Sequence[str]) -> None:
    """Let the parameters of the command that is being typed know their values.

    Only a process that answers a shell does this; `shell_complete` at each parameter would have
    every command load what completes.
    """
    name = next((word for word in arguments if word in COMMANDS), None)
    command = app.get_command(click.Context(app), name) if name else None
    if command is not None:
        _teach(command)


def _teach(command: click.Command) -> None:
    for parameter in command.params:
        complete = BY_NAME.get(str(parameter.name))
        if complete is not None and not isinstance(parameter.type, _Named):
            parameter.type = _Named(parameter.type, complete)
    if isinstance(command, click.Group):
        for one in command.commands.values():
            _teach(one)
