"""Tell from a regular expression how the texts that it matches begin, to reject others fast."""

from __future__ import annotations

import re

LENGTH = 7
_CLASS = re.compile(r"\[\^?(?:\\.|[^\\\]])*\]")
_STOP = "\0"
_WILD = frozenset("dwSDWb")


def openings(pattern: str) -> frozenset[str]:
    """List the first letters, lower case, of whatever a pattern can match.

    `LENGTH` of them, or fewer where anything can follow; white space counts as one space.
    Understood are letters, escapes, classes,
    groups, look-around, alternatives and quantifiers, as labels use them.
    """
    found, _ = _alternatives(pattern, 0)
    return frozenset(each.rstrip(_STOP).lower() for each in found)


def _alternatives(pattern: str, at: int) -> tuple[set[str], int]:
    """Read up to the end of the group; give what it can begin with, and where it ends."""
    found: set[str] = set()
    current = {""}
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            found |= current
            current, at = {""}, at + 1
            continue
        item, at = _item(pattern, at)
        item, at = _quantified(item, pattern, at)
        current = {_joined(one, other) for one in current for other in item}
    return found | current, at


def _item(pattern: str, at: int) -> tuple[set[str], int]:
    """Read one letter, escape, class or group."""
    letter = pattern[at]
    if letter == "(":
        return _group(pattern, at)
    if letter == "[":
        return {_STOP}, _CLASS.match(pattern, at).end()  # type: ignore[union-attr]
    if letter == "\\":
        escaped = " " if pattern[at + 1] == "s" else pattern[at + 1]
        return ({_STOP} if escaped in _WILD else {escaped}), at + 2
    return ({_STOP} if letter in ".^$" else {letter}), at + 1


def _group(pattern: str, at: int) -> tuple[set[str], int]:
    if pattern.startswith("(?:", at):
        found, end = _alternatives(pattern, at + 3)
        return found, end + 1
    _, end = _alternatives(pattern, pattern.index("(", at) + 1 + 2 * (pattern[at + 1] == "?"))
    return {_STOP}, end + 1


def _quantified(item: set[str], pattern: str, at: int) -> tuple[set[str], int]:
    """Let an item be left out, or go on without an end, where a quantifier says so."""
    mark = pattern[at : at + 1]
    if mark == "{":
        item, at = item | {""}, pattern.index("}", at)
        mark = "*"
    if mark in ("?", "*", "+") and mark:
        repeated = item if mark == "?" or item == {" "} else {_endless(each) for each in item}
        at += 1 + (pattern[at + 1 : at + 2] == "?")
        return repeated | ({""} if mark != "+" else set()), at
    return item, at


def _endless(start: str) -> str:
    return start if start in ("", _STOP) else start + _STOP


def _joined(one: str, other: str) -> str:
    return one if one.endswith(_STOP) or len(one) >= LENGTH else (one + other)[:LENGTH]
