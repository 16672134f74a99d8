"""In which line of a TOML file each key stands: no TOML reader for Python tells."""

from __future__ import annotations

import re
import tomllib

Path = tuple[str | int, ...]
"""Names of tables and keys, and numbers in arrays, from the top."""

_SPACE = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})|' r"'''.*?'''(?:'{0,2})|"
    r'"(?:\\.|[^"\\\n])*"|' r"'[^'\n]*'",
    re.DOTALL,
)  # fmt: skip
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*'""")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_BARE = re.compile(r"[^,\]}#\n]+")


def key_lines(text: str) -> dict[Path, int]:
    """Find the line of every table, key and element.

    Args:
        text: TOML that `tomllib` takes, with lines that end in a line feed.

    Returns:
        Path -> number of the line where it first stands, from 1.
    """
    scanner = _Scanner(text)
    scanner.read_document()
    return scanner.lines


class _Scanner:
    """Reads what is known to be valid TOML, and keeps nothing but places."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self._text = text
        self._at = 0
        self._counted, self._line = 0, 1
        self._lengths: dict[Path, int] = {}
        """How many tables an array of tables has so far."""

    def read_document(self) -> None:
        table: Path = ()
        self._skip(_SPACE)
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                table = self._read_header()
            else:
                self._read_pair(table)
            self._skip(_SPACE)

    def _read_header(self) -> Path:
        line = self._line_here()
        double = self._text.startswith("[[", self._at)
        self._at += 1 + double
        names = self._read_names()
        self._at = self._text.index("]", self._at) + 1 + double
        path: Path = ()
        for name in names[:-1] if double else names:
            path = self._within((*path, name))
            self.lines.setdefault(path, line)
        if double:
            path = (*path, names[-1])
            self.lines.setdefault(path, line)
            self._lengths[path] = self._lengths.get(path, 0) + 1
            path = self._within(path)
            self.lines.setdefault(path, line)
        return path

    def _within(self, path: Path) -> Path:
        """Lead a name of an array of tables to its last table."""
        count = self._lengths.get(path)
        return path if count is None else (*path, count - 1)

    def _read_pair(self, table: Path) -> None:
        line = self._line_here()
        path = table
        for name in self._read_names():
            path = (*path, name)
            self.lines.setdefault(path, line)
        self._at = self._text.index("=", self._at) + 1
        self._skip(_SPACE)
        self._read_value(path)

    def _read_names(self) -> list[str]:
        names = []
        self._skip(_SPACE)
        while found := _KEY.match(self._text, self._at):
            self._at = found.end()
            quoted = found[0][0] in "\"'"
            names.append(tomllib.loads(f"x={found[0]}")["x"] if quoted else found[0])
            dot = _DOT.match(self._text, self._at)
            if dot is None:
                break
            self._at = dot.end()
        return names

    def _read_value(self, path: Path) -> None:
        first = self._text[self._at]
        if first == "[":
            self._read_array(path)
        elif first == "{":
            self._read_inline_table(path)
        else:
            self._skip(_STRING if first in "\"'" else _BARE)

    def _read_array(self, path: Path) -> None:
        self._at += 1
        number = 0
        while self._next() != "]":
            self.lines[(*path, number)] = self._line_here()
            self._read_value((*path, number))
            number += 1
        self._at += 1

    def _read_inline_table(self, path: Path) -> None:
        self._at += 1
        while self._next() != "}":
            self._read_pair(path)
        self._at += 1

    def _next(self) -> str:
        """Go to the next letter that is neither space nor a comma."""
        self._skip(_SPACE)
        if self._text[self._at] == ",":
            self._at += 1
            self._skip(_SPACE)
        return self._text[self._at]

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self._text, self._at)
        assert found is not None, "what tomllib has taken is TOML"
        self._at = found.end()

    def _line_here(self) -> int:
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line
