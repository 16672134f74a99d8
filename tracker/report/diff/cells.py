"""Text in terminal columns: styled runs, their width, and wrapping."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from wcwidth import iter_graphemes

from tracker.diff.tokens import tokenize
from tracker.report.diff.segments import Mark
from tracker.report.widths import clean as clean
from tracker.report.widths import width_of as width_of


class Run(NamedTuple):
    """A piece of a line with one mark."""

    mark: Mark
    text: str


Line = tuple[Run, ...]


def wrap(runs: Iterable[Run], width: int) -> list[Line]:
    """Break runs into lines of at most so many columns, between words where possible."""
    lines: list[list[Run]] = [[]]
    room = width
    for atom in _fitting(_atoms(runs), width):
        needed = sum(width_of(run.text) for run in atom)
        if needed > room:
            lines.append([])
            room = width
            if atom[0].text.isspace():
                continue
        lines[-1].extend(atom)
        room -= needed
    return [_merged(line) for line in lines]


def _fitting(atoms: Iterable[list[Run]], width: int) -> Iterator[list[Run]]:
    """Cut what is wider than a line: where the marks change, else anywhere."""
    for atom in atoms:
        if sum(width_of(run.text) for run in atom) <= width:
            yield atom
            continue
        for mark, text in _merged(atom):
            if width_of(text) <= width:
                yield [Run(mark, text)]
            else:
                yield from ([Run(mark, each)] for each in iter_graphemes(text))


def _atoms(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """Cut runs into what a line break may not divide: words with the marks next to them.

    Between wide characters, in scripts without spaces, a line can break anywhere.
    """
    atom: list[Run] = []
    for mark, text in runs:
        for token in tokenize(text):
            if atom and (token[0].isspace() or atom[-1].text[-1].isspace() or _is_wide(token)):
                yield atom
                atom = []
            atom.append(Run(mark, token))
    if atom:
        yield atom


def _is_wide(token: str) -> bool:
    return token[0].isalpha() and width_of(token[0]) > 1


def _merged(line: list[Run]) -> Line:
    result: list[Run] = []
    for mark, text in line:
        if result and result[-1].mark is mark:
            result[-1] = Run(mark, result[-1].text + text)
        else:
            result.append(Run(mark, text))
    return tuple(result)
