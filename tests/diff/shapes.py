"""Texts that are hard on a diff, in any size."""

from __future__ import annotations

import random
from collections.abc import Callable

Pair = tuple[str, str]
Shape = Callable[[int, random.Random], Pair]


def _drawn(size: int, source: random.Random) -> list[str]:
    return ["".join(source.choices("aeioklmnrst", k=source.randint(2, 6))) for _ in range(size)]


def _lines(words: list[str], length: int) -> list[str]:
    return [" ".join(words[at : at + length]) for at in range(0, len(words), length)]


def shuffled(length: int) -> Shape:
    """Put so many words in a line and shuffle the lines."""

    def shape(size: int, source: random.Random) -> Pair:
        lines = _lines(_drawn(size, source), length)
        return "\n".join(lines), "\n".join(source.sample(lines, len(lines)))

    return shape


def reversed_lines(size: int, source: random.Random) -> Pair:
    """Read the lines backwards."""
    lines = _lines(_drawn(size, source), 4)
    return "\n".join(lines), "\n".join(reversed(lines))


def reworded_and_shuffled(size: int, source: random.Random) -> Pair:
    """Change a word of every line and shuffle the lines: all are moved, none is equal."""
    lines = _lines(_drawn(size, source), 8)
    others = [line.rpartition(" ")[0] + f" w{number}" for number, line in enumerate(lines)]
    return "\n".join(lines), "\n".join(source.sample(others, len(others)))


def alike(size: int, source: random.Random) -> Pair:
    """Make all lines nearly the same, and none equal."""
    texts = []
    for _ in range(2):
        base = _drawn(8, random.Random(1))
        lines = [[*base[:6], *_drawn(2, source)] for _ in range(size // 8)]
        texts.append("\n".join(" ".join(source.sample(line, 8)) for line in lines))
    return texts[0], texts[1]


def repeated(size: int, source: random.Random) -> Pair:
    """Say one short line over and over, with a few others in between."""
    lines = ["the tide comes in"] * (size // 4)
    others = [line if source.random() < 0.99 else "and it goes" for line in lines[: size // 5]]
    return "\n".join(lines), "\n".join(others)


def table(size: int, source: random.Random) -> Pair:
    """Sort the rows of a table by another column, and change a figure in each."""
    rows = [
        (word, source.randrange(10**5), source.randrange(100)) for word in _drawn(size // 3, source)
    ]
    return (
        "\n".join(f"| {word} | {one} | {two} % |" for word, one, two in rows),
        "\n".join(f"| {word} | {one} | {two}.5 % |" for word, one, two in sorted(rows)),
    )


def figures(size: int, source: random.Random) -> Pair:
    """Put one number in a line."""
    texts = ("\n".join(str(source.randrange(9_999)) for _ in range(size)) for _ in range(2))
    return next(texts), next(texts)


def one_line(size: int, source: random.Random) -> Pair:
    """Write no end of sentence at all, and shuffle the words."""
    words = _drawn(size, source)
    return " ".join(words), " ".join(source.sample(words, size))


def one_line_cut(size: int, source: random.Random) -> Pair:
    """Cut one giant line into words."""
    words = _drawn(size, source)
    return " ".join(words), "\n".join(words)


def inserted(size: int, source: random.Random) -> Pair:
    """Insert a word after each one, in one line."""
    words = _drawn(size, source)
    return " ".join(words), " and ".join(words)


def links(size: int, source: random.Random) -> Pair:
    """Make each word a link, all with other words and another target, in one line."""
    return (
        " ".join(f"[{word}](/{number})" for number, word in enumerate(_drawn(size, source))),
        " ".join(f"[{word}](/{-number})" for number, word in enumerate(_drawn(size, source))),
    )


def no_spaces(size: int, source: random.Random) -> Pair:
    """Write Chinese characters, in one line."""
    one, other = ("".join(source.choices("市長語漁港新設堤防", k=size)) for _ in range(2))
    return one, other


def nearly_an_address(size: int, source: random.Random) -> Pair:  # noqa: ARG001
    """Begin an e-mail address that never comes to its end."""
    return "a." * size + "@", "a." * (size - 1) + "@b"


def brackets(size: int, source: random.Random) -> Pair:  # noqa: ARG001
    """Open links that are never closed."""
    return "[a" * size + "](x", "[a" * size + "](y)"


SHAPES: dict[str, Shape] = {
    "shuffled, a word a line": shuffled(1),
    "shuffled, 3 words a line": shuffled(3),
    "shuffled, 16 words a line": shuffled(16),
    **{
        shape.__name__: shape
        for shape in (
            reversed_lines,
            reworded_and_shuffled,
            alike,
            repeated,
            table,
            figures,
            one_line,
            one_line_cut,
            inserted,
            links,
            no_spaces,
            nearly_an_address,
            brackets,
        )
    },
}
"""By name: what makes a pair of texts of about so many words."""
