"""What is known of the words of one comparison, worked out once for each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain, count
from operator import itemgetter

from tracker.diff.mapping import Alphabet
from tracker.diff.parts import Letters, Parts, Tokens, Words
from tracker.diff.tokens import tokenize

_MANY = 8
_BREAK = "\n"
_STOP = ".\n"
"""Ends a sentence with a full stop, so that its last word is a part like all others."""


class Lexicon(dict[str, str]):
    """The tokens of one comparison, and the characters that stand for them.

    As a dictionary it gives the words of a sentence as one character each, whatever their letter
    case.
    """

    def __init__(self) -> None:
        super().__init__()
        self._alphabet = Alphabet()
        self._words = Words()
        self.letters = Letters()
        self._tokens: dict[str, Tokens] = {}
        # Of each sentence that was learnt, its tokens as characters, and the place of its first
        # part in a row of the parts of all.
        self._characters: dict[str, str] = {}
        self._starts: dict[str, int] = {}
        self._numbers: list[int] = []
        self._row: Tokens = ()
        self._several: list[Tokens | None] = []

    def __missing__(self, sentence: str) -> str:
        words = map(self._words.__getitem__, self._tokenize(sentence))
        self[sentence] = known = "".join(words)
        return known

    def learn(self, sentences: Iterable[str]) -> None:
        """Look at once, before anything else, at the words of the sentences that will be compared.

        Many sentences share most of their words, and each word needs a look only once.

        Args:
            sentences: texts without line breaks.
        """
        distinct = list(dict.fromkeys(sentences))
        if len(distinct) < _MANY:
            return
        known: defaultdict[str, int] = defaultdict(count().__next__)
        marks = {known[_BREAK], known[_STOP]}
        ends, numbers = [], self._numbers
        for sentence in distinct:  # not all at once: what is cut off is soon let go
            row = f"{sentence} {_BREAK}".replace(f". {_BREAK}", f" {_STOP}").split(" ")
            numbers += itemgetter(*row)(known)
            ends.append(len(numbers))
        parts = Parts(known, self._alphabet, self._words)
        self._several = parts.tokens if len(parts.others) > len(marks) else []
        self.letters = Letters(zip(known, map(len, known), strict=True))
        for text in parts.others:
            del self.letters[text]
        self._starts = dict(zip(distinct, chain((0,), ends), strict=False))
        self._place(distinct, list(known), parts)
        if self._several:
            self._forget(ends, marks, parts)
        else:
            numbers.clear()  # of no more use, and the collector need not look at it

    def _place(self, distinct: list[str], texts: list[str], parts: Parts) -> None:
        """Put what is known of the parts in the places where they stand.

        Much is said of few parts: all places are filled at once.
        """
        pick = itemgetter(*self._numbers)
        self._row = pick(texts)
        space, dot, end, stop = map(self._alphabet.__getitem__, (" ", ".", _BREAK, _STOP))
        words = "".join(pick(parts.words)).replace(stop, end)
        self.update(zip(distinct, words.split(end), strict=False))
        between = space + end + space
        characters = space.join(pick(parts.characters)) + space
        rows = characters.replace(space + stop + space, dot + between).split(between)
        self._characters = dict(zip(distinct, rows, strict=False))

    def _forget(self, ends: list[int], marks: set[int], parts: Parts) -> None:
        """Leave those sentences to `tokenize` in which a part depends on the others."""
        unclear, others, numbers = parts.unclear - marks, set(parts.others), self._numbers
        for (sentence, start), end in zip(self._starts.items(), ends, strict=True):
            last = self._row[end - 2]
            if not unclear.isdisjoint(numbers[start : end - 1]) or (
                last in others and sentence.endswith(".") and not self._stops_after(last)
            ):
                del self[sentence], self._characters[sentence]

    def _stops_after(self, part: str) -> bool:
        """Tell whether a full stop after a part, which is no plain word, is a token of its own."""
        return self._tokenize(part + ".") == (*self._tokenize(part), ".")

    def cut(self, sentence: str) -> tuple[Tokens, str]:
        """Give the tokens of a sentence, as `tokenize` does, and one character for each."""
        characters = self._characters.get(sentence)
        if characters is None:
            tokens = self._tokenize(sentence)
            return tokens, self._alphabet.encode(tokens)
        start, size = self._starts[sentence], len(characters)
        if self._several and size > 2 * sentence.count(" ") + 1 + sentence.endswith("."):
            return self._spread(start, sentence), characters
        spaced = [" "] * size
        spaced[::2] = self._row[start : start + (size + 1) // 2]
        if size % 2 == 0:
            spaced[-1] = "."
        return tuple(spaced), characters

    def _spread(self, start: int, sentence: str) -> Tokens:
        """Give the tokens of some parts, of which some are more than one, and the spaces."""
        tokens: list[str] = []
        for at in range(start, start + sentence.count(" ") + 1):
            tokens += self._several[self._numbers[at]] or self._row[at : at + 1]
            tokens.append(" ")
        if sentence.endswith("."):
            tokens[-1] = "."
            return tuple(tokens)
        return tuple(tokens[:-1])

    def _tokenize(self, sentence: str) -> Tokens:
        known = self._tokens.get(sentence)
        if known is None:
            known = self._tokens[sentence] = tuple(tokenize(sentence))
        return known
