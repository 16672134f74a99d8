"""What is known of the words of one comparison, worked out once for each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import accumulate, compress, count
from operator import itemgetter, not_
from typing import Any

from tracker.diff.mapping import Alphabet
from tracker.diff.tokens import stands_alone, tokenize

Tokens = tuple[str, ...]

_MANY = 8
_CLOSING = frozenset(".,;:!?")


class _Letters(dict[str, int]):
    """The letters and digits of tokens; spaces and marks alone hold nothing together."""

    def __missing__(self, token: str) -> int:
        count = self[token] = len(token) if token[0].isalnum() else 0
        return count


class _Words(dict[str, str]):
    """Give each word a character, whatever its letter case; marks and spaces give none."""

    def __init__(self) -> None:
        super().__init__()
        self.folded = Alphabet()

    def __missing__(self, token: str) -> str:
        word = token.casefold()
        character = self.folded[word] if any(map(str.isalnum, word)) else ""
        self[token] = character
        return character

    def encode(self, tokens: Iterable[str]) -> str:
        """Write the words among some tokens as one character each."""
        return "".join(map(self.__getitem__, tokens))


class Lexicon(dict[str, str]):
    """The tokens of one comparison, and the characters that stand for them.

    As a dictionary it gives the words of a sentence as one character each, whatever their letter
    case. What stands between two spaces is a part here: most sentences are known as a getter that
    picks the numbers of their parts out of a list of something that is known of each part.
    """

    def __init__(self) -> None:
        super().__init__()
        self._alphabet = Alphabet()
        self._letters = _Letters()
        self._words = _Words()
        self._tokens: dict[str, Tokens] = {}
        self._pickers: dict[str, itemgetter[Any]] = {}
        self._parts: list[str] = []
        self._characters: list[str] = []
        self._several: list[Tokens | None] = []

    def __missing__(self, sentence: str) -> str:
        words = self[sentence] = self._words.encode(self.tokens(sentence))
        return words

    @property
    def learned(self) -> bool:
        """Whether most words are known."""
        return bool(self._parts)

    def learn(self, sentences: Collection[str]) -> None:
        """Look at once, before anything else, at the words of the sentences that will be compared.

        Many sentences share most of their words, and each word needs a look only once.
        """
        if len(sentences) < _MANY:
            return
        numbers: defaultdict[str, int] = defaultdict(count().__next__)
        # A space comes first, because a getter of a single part would not give a tuple.
        pickers = {
            each: itemgetter(*itemgetter(" ", *each.split(" "))(numbers)) for each in sentences
        }
        self._parts = list(numbers)
        words, unknown = self._learn(self._parts)
        if any(unknown):
            pickers = {each: pick for each, pick in pickers.items() if not any(pick(unknown))}
        self._pickers = pickers
        self.update([(each, "".join(pick(words))) for each, pick in pickers.items()])

    def tokens(self, sentence: str) -> Tokens:
        """Cut a sentence, as `tokenize` does."""
        pick = self._pickers.get(sentence)
        if pick is not None:
            parts = pick(self._parts)
            tokens = [" "] * (2 * len(parts) - 1)
            tokens[::2] = parts
            # From the end, as what is put in moves all that comes after it.
            several = [(at, each) for at, each in enumerate(pick(self._several)) if each]
            for at, each in reversed(several):
                tokens[2 * at : 2 * at + 1] = each
            return tuple(tokens[2:])
        known = self._tokens.get(sentence)
        if known is None:
            known = self._tokens[sentence] = tuple(tokenize(sentence))
        return known

    def encode(self, sentence: str, tokens: Tokens) -> str:
        """Write the tokens of a sentence as one character each."""
        pick = self._pickers.get(sentence)
        if pick is None:
            return self._alphabet.encode(tokens)
        return self._alphabet[" "].join(pick(self._characters))[2:]

    def letter_sums(self, tokens: Tokens, start: int, stop: int) -> list[int]:
        """Count the letters of `tokens[start:stop]` before each of them, and of all."""
        return list(accumulate(map(self._letters.__getitem__, tokens[start:stop]), initial=0))

    def _learn(self, parts: list[str]) -> tuple[list[str], list[bool]]:
        """Cut what stands between two spaces, where the rest of the sentence plays no part.

        Nearly all are plain words, and those are handled without a loop of our own. Returns the
        words of each part, and which parts tell nothing without the rest of the sentence.
        """
        alphabet, letters, words = self._alphabet, self._letters, self._words
        alphabet.learn(parts)
        letters.update(zip(parts, map(len, parts), strict=True))
        words.folded.update(alphabet)
        characters = self._characters = list(alphabet.values())
        several = self._several = [None] * len(parts)
        result = characters.copy()
        for at in compress(count(), map(not_, map(str.islower, parts))):
            result[at] = words.folded[parts[at].casefold()]
        unknown = [False] * len(parts)
        for at in _not_words(parts):
            part = parts[at]
            del letters[part]
            word, mark = part[:-1], part[-1:]
            if mark in _CLOSING and word.isalpha() and word.isascii():
                several[at] = word, mark
                characters[at] = alphabet[word] + alphabet[mark]
                result[at] = words.folded[word.lower()]
            elif part == " " or stands_alone(part):
                tokens = tuple(tokenize(part))
                several[at] = tokens if len(tokens) > 1 else None
                characters[at] = alphabet.encode(tokens)
                result[at] = words.encode(tokens)
            else:
                unknown[at] = True
        return result, unknown


def _not_words(parts: Iterable[str]) -> Iterator[int]:
    """Give the numbers of those parts that are more, or less, than a plain word."""
    if "".join(parts).isascii():
        return compress(count(), map(not_, map(str.isalpha, parts)))
    return (at for at, part in enumerate(parts) if not (part.isalpha() and part.isascii()))
