"""Measure `tracker.diff` against `difflib` over the same words, in one run.

`scripts/bench diff` prints the ratios that must hold and the time that the worst shapes of text
take. With `--texts FILE`, a file of JSON Lines `{"before": ..., "after": ...}`, it also prints how
long real pairs of texts take.
"""

from __future__ import annotations

import argparse
import difflib
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import msgspec
from rapidfuzz.distance import Indel

from tests.diff.shapes import SHAPES
from tracker.diff import Opcode, SequenceMatcher, diff_text, marked
from tracker.diff.mapping import Alphabet

SENTENCE = 16
PARAGRAPH = 4
TURNS = 3
MOST_SECONDS = 1.0
MOST_MARKED = 1.05


Sentences = list[list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Two texts as sentences of words, and how many times faster than `difflib` we must be."""

    name: str
    a: Sentences
    b: Sentences
    prose: float
    flat: float


class Words:
    """Made-up words, some of them far more frequent than others, as in any language."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        letters = "etaoinshrdlcumwfgypbvk"
        self._known = [
            "".join(self._random.choices(letters, k=self._random.randint(2, 9)))
            for _ in range(8_000)
        ]
        self._weights = [1 / (rank + 3) for rank in range(len(self._known))]

    def text(self, count: int) -> list[str]:
        """Draw so many words."""
        return self._random.choices(self._known, self._weights, k=count)

    def edited(self, words: Sequence[str], share: float) -> list[str]:
        """Replace, delete or insert at a share of the places."""
        result = []
        for word in words:
            if self._random.random() >= share:
                result.append(word)
                continue
            choice = self._random.randrange(3)
            if choice != 1:
                result.extend(self.text(1))
            if choice == 2:
                result.append(word)
        return result

    def rewritten(self, sentences: Sentences) -> Sentences:
        """Reword two sentences of five, a quarter of their words; drop one of ten, add as many."""
        result = []
        for sentence in sentences:
            choice = self._random.random()
            if choice < 0.4:
                result.append(self.edited(sentence, 0.25) or sentence)
            elif choice >= 0.5:
                result.append(sentence)
            if self._random.random() < 0.1:
                result.append(self.text(SENTENCE))
        return result


def sentences_of(words: Sequence[str]) -> Sentences:
    """Cut words into sentences."""
    return [list(words[at : at + SENTENCE]) for at in range(0, len(words), SENTENCE)]


def cases() -> Iterator[Case]:
    """Make the cases; they are the same on every machine."""
    words = Words(7)
    thousand, many = sentences_of(words.text(1_000)), sentences_of(words.text(20_000))
    small = [list(sentence) for sentence in thousand]
    small[30][5] = "new"
    some = [words.edited(sentence, 0.0005) for sentence in many]
    repeated = ["tide"] * 4_000
    other = [*repeated[:1_990], "ebb", *repeated[2_000:]]
    part = many[:250]
    reverse = sentences_of([word for sentence in part for word in sentence][::-1])
    yield Case(name="small edit, 1,000 words", a=thousand, b=small, prose=5, flat=2)
    yield Case(name="small edits, 20,000 words", a=many, b=some, prose=300, flat=4)
    yield Case(name="rewrite, 20,000 words", a=many, b=words.rewritten(many), prose=50, flat=3)
    unrelated = sentences_of(words.text(20_000))
    yield Case(name="unrelated, 20,000 words", a=many, b=unrelated, prose=4, flat=4)
    yield Case(
        name="words repeated, 4,000",
        a=sentences_of(repeated),
        b=sentences_of(other),
        prose=500,
        flat=50,
    )
    yield Case(name="reversed, 4,000", a=part, b=reverse, prose=1, flat=1)


def page_of(sentences: Sentences) -> str:
    """Set sentences as `text.md`: one a line, paragraphs of about four."""
    parts: list[list[str]] = [[]]
    for sentence in sentences:
        parts[-1].append(" ".join(sentence) + ".")
        if len(sentence[0]) % PARAGRAPH == 0:
            parts.append([])
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def seconds(action: Callable[[], object], runs: int) -> float:
    """Take the best of some runs, in time of the processor: other programs do not count."""
    best = float("inf")
    for _ in range(runs):
        start = process_time()
        action()
        best = min(best, process_time() - start)
    return best


def in_turn(*actions: Callable[[], object]) -> list[float]:
    """Time actions one after the other, several times, so that all meet the same machine.

    The first is slow, and is run once in each turn; the others are run five times.
    """
    turns = [
        [seconds(action, 5 if number else 1) for number, action in enumerate(actions)]
        for _ in range(TURNS)
    ]
    return [min(times) for times in zip(*turns, strict=True)]


def measure(case: Case) -> bool:
    """Print one line; tell whether all targets are met."""
    before, after = page_of(case.a), page_of(case.b)
    a = [word for sentence in case.a for word in sentence]
    b = [word for sentence in case.b for word in sentence]
    theirs, prose, flat = in_turn(
        lambda: difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes(),
        lambda: diff_text(before, after),
        lambda: SequenceMatcher(None, a, b).get_opcodes(),
    )
    alphabet = Alphabet()
    least = Indel.distance(alphabet.encode(a), alphabet.encode(b))
    surplus = marked(Opcode(*each) for each in SequenceMatcher(None, a, b).get_opcodes()) / least
    good = (
        theirs / prose >= case.prose
        and theirs / flat >= case.flat
        and surplus <= MOST_MARKED
        and max(prose, flat) <= MOST_SECONDS
    )
    print(
        f"{case.name:28}{theirs * 1e3:10.1f}{prose * 1e3:9.2f}{flat * 1e3:9.2f}"
        f"{theirs / prose:9.0f}x (>= {case.prose:3.0f}){theirs / flat:7.1f}x (>= {case.flat:2.0f})"
        f"{surplus:8.3f}  {'ok' if good else 'MISSED'}",
        flush=True,
    )
    return good


def worst() -> bool:
    """Print the shapes that are hardest on a diff; tell whether none of 20,000 words takes long."""
    times = []
    for name, shape in SHAPES.items():
        before, after = shape(20_000, random.Random(1))
        times.append((seconds(lambda a=before, b=after: diff_text(a, b), 3), name))  # type: ignore[misc]
    times.sort(reverse=True)
    print(f"20,000 words in the worst shapes: {'ok' if times[0][0] <= MOST_SECONDS else 'MISSED'}")
    for best, name in times[:6]:
        print(f"{name:28}{best * 1e3:10.0f} ms of the processor")
    return times[0][0] <= MOST_SECONDS


def histogram(path: Path) -> None:
    """Print how long real pairs of texts take, in microseconds."""
    times = []
    for line in path.read_bytes().splitlines():
        pair = msgspec.json.decode(line)
        before, after = pair["before"], pair["after"]
        times.append(seconds(lambda a=before, b=after: diff_text(a, b), 3) * 1e6)  # type: ignore[misc]
    times.sort()
    for name, share in (("median", 0.5), ("90%", 0.9), ("99%", 0.99), ("worst", 1.0)):
        print(f"{name:>8}{times[min(int(len(times) * share), len(times) - 1)]:12.0f} us")
    print(f"{'pairs':>8}{len(times):12}")


def main(argv: Sequence[str] | None = None) -> int:
    """Run all cases; 0 if every target is met, else 1."""
    parser = argparse.ArgumentParser(prog="scripts/bench diff", description=__doc__)
    parser.add_argument("--texts", type=Path, help="JSON Lines of real pairs to measure")
    arguments = parser.parse_args(argv)
    print(f"{'':28}{'difflib':>10}{'prose':>9}{'flat':>9}   (ms)  prose / difflib", end="")
    print("   flat / difflib  marked")
    results = [measure(case) for case in cases()]
    results.append(worst())
    if arguments.texts:
        histogram(arguments.texts)
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
