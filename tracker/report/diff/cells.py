"""Text in terminal columns: styled runs, their width, and wrapping."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tracker.diff.tokens import tokenize
from tracker.report.diff.segments import Mark
from tracker.report.widths import clean as clean
from tracker.report.widths import width_of as width_of


class Run(NamedTuple):
    """A piece of a line with one mark."""

    mark: Mark
    text: str


Line = tuple[Run, ...]


class _Atom(NamedTuple):
    """What a line break may not divide.

    Args:
        runs: its text.
        is_gap: whether it is white space that a break can stand for.
    """

    runs: list[Run]
    is_gap: bool = False


def wrap(runs: Iterable[Run], width: int, *, signs: int = 0) -> list[Line]:
    """Break runs into lines of at most so many columns, between words where possible.

    White space at a break is left out, except where nothing else was deleted or inserted.

    Args:
        runs: the text.
        width: columns of a line.
        signs: columns that each deleted or inserted run of a line takes beyond its text.
    """
    lines: list[list[_Atom]] = [[]]
    room = width
    for atom in _fitting(_atoms(runs), width, signs):
        line = lines[-1]
        needed = columns_of(atom.runs, signs, line[-1].runs[-1].mark if line else Mark.EQUAL)
        if needed > room:
            while line and line[-1].is_gap:
                line.pop()
            lines.append([])
            room = width
            if atom.is_gap:
                continue
            needed = columns_of(atom.runs, signs)
        lines[-1].append(atom)
        room -= needed
    return [_merged(run for atom in line for run in atom.runs) for line in lines]


def columns_of(runs: Iterable[Run], signs: int, mark: Mark = Mark.EQUAL) -> int:
    """Count the columns of runs that follow text of a mark.

    Args:
        runs: the text.
        signs: columns that a deleted or inserted run takes beyond its text.
        mark: of the run before them; one that goes on has its signs already.
    """
    columns = 0
    for run in runs:
        columns += width_of(run.text)
        if run.mark is not Mark.EQUAL and run.mark is not mark:
            columns += signs
        mark = run.mark
    return columns


def _fitting(atoms: Iterable[_Atom], width: int, signs: int) -> Iterator[_Atom]:
    """Cut what is wider than a line: where the marks change, else anywhere."""
    for atom in atoms:
        if columns_of(atom.runs, signs) <= width:
            yield atom
            continue
        for run in _merged(atom.runs):
            if columns_of([run], signs) <= width:
                yield _Atom([run], run.text.isspace())
            else:
                from wcwidth import iter_graphemes  # takes long to load, and is hardly ever needed

                for each in iter_graphemes(run.text):
                    yield _Atom([Run(run.mark, each)], each.isspace())


def _atoms(runs: Iterable[Run]) -> Iterator[_Atom]:
    """Cut runs into what a line break may not divide: words with the marks next to them.

    Between wide characters, in scripts without spaces, a line can break anywhere.
    """
    atom: list[Run] = []
    for mark, text in runs:
        is_shown = mark is not Mark.EQUAL and text.isspace()
        for token in tokenize(text):
            if token[0].isspace():
                if atom:
                    yield _Atom(atom)
                    atom = []
                yield _Atom([Run(mark, token)], not is_shown)
                continue
            if atom and _is_wide(token):
                yield _Atom(atom)
                atom = []
            atom.append(Run(mark, token))
    if atom:
        yield _Atom(atom)


def _is_wide(token: str) -> bool:
    return token[0].isalpha() and width_of(token[0]) > 1


def _merged(runs: Iterable[Run]) -> Line:
    result: list[Run] = []
    for mark, text in runs:
        if result and result[-1].mark is mark:
            result[-1] = Run(mark, result[-1].text + text)
        else:
            result.append(Run(mark, text))
    return tuple(result)
