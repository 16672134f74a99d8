"""What is known of the words of one comparison, worked out once for each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import accumulate, count, repeat
from operator import itemgetter

from tracker.diff.mapping import Alphabet
from tracker.diff.parts import Letters, Parts, Tokens, Words
from tracker.diff.tokens import tokenize

_MANY = 8
_BREAK = "\n"


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
        # Of each sentence that was learnt, its tokens as characters, and its first part in a row
        # of the parts of all.
        self._characters: dict[str, str] = {}
        self._starts: dict[str, int] = {}
        self._numbers: list[int] = []
        self._spaced: Tokens = ()
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
        for sentence in distinct:  # not all at once: what is cut off is soon let go
            self._numbers += itemgetter(*f"{sentence} {_BREAK}".split(" "))(known)
        del self._numbers[-1]
        texts = list(known)
        parts = Parts(texts, self._alphabet, self._words)
        self.letters.update(zip(texts, map(len, texts), strict=True))
        for at in parts.others:
            del self.letters[texts[at]]
        # Much is said of few parts: whatever is known of them is picked for all places at once.
        pick = itemgetter(*self._numbers)
        self._several = parts.tokens
        spaced = [" "] * (2 * len(self._numbers))
        spaced[::2] = pick(texts)
        self._spaced = tuple(spaced)
        space, end = self._alphabet[" "], self._alphabet[_BREAK]
        self.update(zip(distinct, "".join(pick(parts.words)).split(end), strict=True))
        characters = space.join(pick(parts.characters)).split(space + end + space)
        spaces = map(str.count, distinct, repeat(" "))
        starts = accumulate(map((2).__add__, spaces), initial=0)
        self._starts = dict(zip(distinct, starts, strict=False))
        self._characters = dict(zip(distinct, characters, strict=True))
        self._forget(parts.unclear - {known[_BREAK]})

    def _forget(self, unclear: set[int]) -> None:
        """Leave those sentences to `tokenize` in which a part depends on the others."""
        if unclear:
            for sentence, start in self._starts.items():
                stop = start + sentence.count(" ") + 1
                if not unclear.isdisjoint(self._numbers[start:stop]):
                    del self[sentence], self._characters[sentence]

    def cut(self, sentence: str) -> tuple[Tokens, str]:
        """Give the tokens of a sentence, as `tokenize` does, and one character for each."""
        characters = self._characters.get(sentence)
        if characters is None:
            tokens = self._tokenize(sentence)
            return tokens, self._alphabet.encode(tokens)
        start = self._starts[sentence]
        stop = start + sentence.count(" ") + 1
        last = self._several[self._numbers[stop - 1]]  # most often, a word and the full stop
        if last is None:
            tokens = self._spaced[2 * start : 2 * stop - 1]
        else:
            tokens = self._spaced[2 * start : 2 * stop - 2] + last
        if len(tokens) < len(characters):
            tokens = self._spread(start, stop)
        return tokens, characters

    def _spread(self, start: int, stop: int) -> Tokens:
        """Give the tokens of some parts, of which some are more than one, and the spaces."""
        tokens: list[str] = []
        for at in range(start, stop):
            tokens += self._several[self._numbers[at]] or self._spaced[2 * at : 2 * at + 1]
            tokens.append(" ")
        return tuple(tokens[:-1])

    def _tokenize(self, sentence: str) -> Tokens:
        known = self._tokens.get(sentence)
        if known is None:
            known = self._tokens[sentence] = tuple(tokenize(sentence))
        return known
