"""Commits in short, for the terminal."""

from __future__ import annotations

from tracker.text.clean import one_line


def commit_lines(message: str, *, indent: str = "    ") -> list[str]:
    """Give the subject and the facts of a commit message, without its trailers.

    Args:
        message: the whole message.
        indent: before the subject; facts stand two columns further in.
    """
    first, *rest = message.split("\n")
    facts = [line.strip() for line in rest if line.startswith("  ") and line.strip()]
    return [f"{indent}{one_line(first)}", *(f"{indent}  {one_line(fact)}" for fact in facts)]
