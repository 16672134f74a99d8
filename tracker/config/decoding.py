"""From TOML to values, and from every mistake on the way to its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from tracker.config.inspecting import Inspector
from tracker.config.positions import Path as KeyPath
from tracker.config.positions import key_lines
from tracker.config.problems import ConfigProblems, Problem
from tracker.config.pruning import is_beside, pruned, unpruned
from tracker.errors import ConfigError

Decoded = TypeVar("Decoded", bound=msgspec.Struct)

_LARGEST = 1 << 20
_ROUNDS = 8
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class Document:
    """A file of TOML, and where everything in it stands.

    Args:
        path: of the file, for messages.
        text: what it holds.

    Raises:
        ConfigProblems: for what is no TOML.
    """

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self._text = text.removeprefix("\ufeff").replace("\r\n", "\n")
        try:
            self.data: dict[str, Any] = tomllib.loads(self._text)
        except ValueError as error:  # a number of thousands of digits is no TOMLDecodeError
            raise ConfigProblems(path, [self._no_toml(str(error))]) from None
        except RecursionError:
            raise ConfigProblems(path, [Problem(line=0, words="it is nested too deep.")]) from None
        self._lines: dict[KeyPath, int] | None = None

    def line(self, path: KeyPath) -> int:
        """Find the line of a key, or of the nearest thing around it; 0 for the top."""
        if self._lines is None:
            self._lines = key_lines(self._text)
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 0)

    def decode_partly(self, into: type[Decoded]) -> Partial[Decoded]:
        """Make a value of what has no mistakes of form, and tell these.

        Raises:
            ConfigProblems: where nothing can be made of it.
        """
        inspector = Inspector(self.line)
        inspector.look(self.data, into)
        removed: set[KeyPath] = set()
        left, found = self.data, inspector.paths
        for _ in range(_ROUNDS):  # a table can lack what was taken out of it
            if not found:
                break
            removed |= {unpruned(path, removed) for path in found}
            left = pruned(self.data, removed)
            again = Inspector(lambda _: 0)
            again.look(left, into)
            found = again.paths
        try:
            value = msgspec.convert(left, into)
        except msgspec.ValidationError as error:
            unknown = [Problem(line=0, words=f"{error}.")]
            raise ConfigProblems(self.path, inspector.problems or unknown) from error
        return Partial(
            value=value,
            problems=tuple(inspector.problems),
            removed=frozenset(removed),
            find=self.line,
        )

    def _no_toml(self, said: str) -> Problem:
        found = _PLACE.search(said)
        hint = "; text stands in quotes" if said.startswith("Invalid value") else ""
        words = f"this is not TOML: {_PLACE.sub('', said)}{hint}."
        if found is None:
            return Problem(line=0, words=words)
        lines = self._text.split("\n")
        line = int(found[1] or len(lines))
        column = int(found[2] or len(lines[-1]) + 1)
        return Problem(line=line, column=column, words=words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial(Generic[Decoded]):
    """What could be made of a file.

    Args:
        value: without what has mistakes.
        problems: the mistakes.
        removed: where they are, and what was left out for them.
        find: tells the line of a path in the whole file.
    """

    value: Decoded
    problems: tuple[Problem, ...]
    removed: frozenset[KeyPath]
    find: Callable[[KeyPath], int]

    def line(self, path: KeyPath) -> int:
        """Find the line of a path of the value."""
        return self.find(unpruned(path, self.removed))

    def is_whole(self, path: KeyPath) -> bool:
        """Tell whether a mistake at a path of the value is one of the file, too."""
        return not is_beside(unpruned(path, self.removed), self.removed)


def read_document(path: Path) -> Document:
    """Read a file of TOML.

    Raises:
        ConfigError: where it cannot be read, or is no TOML in UTF-8.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}.") from error
    if len(content) > _LARGEST:
        raise ConfigError(f"{path} is larger than 1 MiB; this is no configuration.")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problem = Problem(line=line, words="this is not UTF-8; save the file in that encoding.")
        raise ConfigProblems(path, [problem]) from None
    return Document(path, text)
