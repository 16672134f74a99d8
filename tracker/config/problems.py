"""What is wrong in a file of configuration, told so that it can be put right."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tracker.config import positions
from tracker.errors import ConfigError

_BARE = re.compile(r"[A-Za-z0-9_-]{1,60}")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One mistake.

    Args:
        line: where, from 1; 0 where it is not in one line.
        words: what is wrong, one sentence without secrets.
        example: how to write it; empty where that does not help.
        column: for what is no TOML; else 0.
    """

    line: int
    words: str
    example: str = ""
    column: int = 0

    def __str__(self) -> str:
        place = f"line {self.line}" if self.line else ""
        place += f", column {self.column}" if self.column else ""
        example = f" For example: {self.example}" if self.example else ""
        return f"{place}{': ' if place else ''}{self.words}{example}"


class ConfigProblems(ConfigError):
    """A file of configuration has mistakes, one or several.

    Args:
        path: the file.
        problems: at least one.
    """

    def __init__(self, path: Path, problems: Iterable[Problem]) -> None:
        self.path = path
        self.problems = tuple(sorted(set(problems)))
        if len(self.problems) == 1:
            said = f"{_shown(path)}, {self.problems[0]}"
        else:
            told = "".join(f"\n  {problem}" for problem in self.problems)
            said = f"{_shown(path)} has {len(self.problems)} mistakes:{told}"
        super().__init__(said)


def key_words(name: str) -> str:
    """Write a key as TOML has it, fit for a line of a message whatever is in it."""
    if _BARE.fullmatch(name):
        return name
    return json.dumps(name if len(name) <= 60 else f"{name[:57]}...")


def table_words(path: positions.Path) -> str:
    """Write the name of a table: `[audit]`, `[[sites]]`, `[policies.strict]`."""
    names = ".".join(key_words(part) for part in path if isinstance(part, str))
    if not names:
        return "the top of the file"
    return f"[[{names}]]" if isinstance(path[-1], int) else f"[{names}]"


def nearest(name: str, known: Iterable[str]) -> str:
    """Find the name that somebody can have meant; empty where none is near."""
    from difflib import get_close_matches  # only where something is wrong

    names, low = list(known), name.lower()
    for written in (low, low.replace("-", "_"), low.replace("_", "-")):
        if found := get_close_matches(written, names, n=1, cutoff=0.6):
            return found[0]
    return next((one for one in names if len(one) > 2 and low.startswith(one)), "")


def listed(names: Sequence[str]) -> str:
    """List names in a sentence: `a`, `b` and `c`."""
    quoted = [f"`{name}`" for name in names]
    return " and ".join(filter(None, (", ".join(quoted[:-1]), *quoted[-1:])))


def _shown(path: Path) -> str:
    words = str(path)
    return words if words.isprintable() else json.dumps(words)
