"""Opcodes as in `difflib`: how a range of `a` becomes a range of `b`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, TypeVar

Tag = Literal["equal", "replace", "delete", "insert"]
Token = TypeVar("Token")


class Opcode(NamedTuple):
    """One step from `a` to `b`; compares equal to the plain tuple that `difflib` gives."""

    tag: Tag
    i1: int
    i2: int
    j1: int
    j2: int


class Hunk(NamedTuple):
    """A changed range: `a[i1:i2]` became `b[j1:j2]`; one of the two can be empty."""

    i1: int
    i2: int
    j1: int
    j2: int


made = tuple.__new__
"""Makes a named tuple as its own `_make` does, without the function around it."""


def tile(hunks: Iterable[tuple[int, int, int, int]], len_a: int, len_b: int) -> tuple[Opcode, ...]:
    """Write hunks, in order, as opcodes that cover both sides without gaps."""
    opcodes = []
    i = j = 0
    for i1, i2, j1, j2 in hunks:
        if i < i1:
            opcodes.append(made(Opcode, ("equal", i, i1, j, j1)))
        tag: Tag = "insert" if i1 == i2 else "delete" if j1 == j2 else "replace"
        opcodes.append(made(Opcode, (tag, i1, i2, j1, j2)))
        i, j = i2, j2
    if i < len_a or j < len_b:
        opcodes.append(made(Opcode, ("equal", i, len_a, j, len_b)))
    return tuple(opcodes)


def apply_opcodes(opcodes: Iterable[Opcode], a: Sequence[Token], b: Sequence[Token]) -> list[Token]:
    """Make `b` from `a`: the equal ranges come from `a`, all others from `b`."""
    result: list[Token] = []
    for tag, i1, i2, j1, j2 in opcodes:
        result.extend(a[i1:i2] if tag == "equal" else b[j1:j2])
    return result


def marked(opcodes: Iterable[Opcode]) -> int:
    """Count the tokens that opcodes mark as changed, on both sides together."""
    return sum((i2 - i1) + (j2 - j1) for tag, i1, i2, j1, j2 in opcodes if tag != "equal")
