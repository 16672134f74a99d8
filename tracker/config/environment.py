"""What the environment says to every command; light, since each start reads it."""

from __future__ import annotations

import os
from collections.abc import Mapping, MutableMapping

_GIT_VARIABLES = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_CEILING_DIRECTORIES",
    "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT", "GIT_EXTERNAL_DIFF",
)  # fmt: skip


def forget_git_variables(environment: MutableMapping[str, str] = os.environ) -> None:
    """Drop what a surrounding git command (a hook, an alias) says of another repository."""
    for name in _GIT_VARIABLES:
        environment.pop(name, None)


def wants_color(environment: Mapping[str, str] = os.environ) -> bool | None:
    """Tell what the environment says of colour: False, or None for whether there is a terminal.

    False with `NO_COLOR` (https://no-color.org), and for a terminal that is dumb, or without a
    name, as git has it (`is_terminal_dumb`).
    """
    is_dumb = environment.get("TERM", "dumb") == "dumb"
    return False if is_dumb or environment.get("NO_COLOR") else None
