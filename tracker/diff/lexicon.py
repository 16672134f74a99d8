"""What is known of the words of one comparison, worked out once for each of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import accumulate, chain, repeat

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
        self._folded = Alphabet()

    def __missing__(self, token: str) -> str:
        word = token.casefold()
        character = self._folded[word] if any(map(str.isalnum, word)) else ""
        self[token] = character
        return character

    def learn(self, tokens: Collection[str]) -> None:
        """Give a character to each of some plain words."""
        folded = list(map(str.casefold, tokens))
        self._folded.learn(folded)
        self.update(zip(tokens, map(self._folded.__getitem__, folded), strict=True))

    def encode(self, tokens: Iterable[str]) -> str:
        """Write the words among some tokens as one character each."""
        return "".join(map(self.__getitem__, tokens))


class Lexicon:
    """The tokens of one comparison, and the characters that stand for them."""

    def __init__(self) -> None:
        self._alphabet = Alphabet()
        self._letters = _Letters()
        self._words = _Words()
        self._parts: dict[str, Tokens] = {}
        self._part_words: dict[str, str] = {}
        self._tokens: dict[str, Tokens] = {}
        self._cut: dict[str, list[str]] = {}

    @property
    def learned(self) -> bool:
        """Whether most words are known."""
        return bool(self._cut)

    def learn(self, sentences: Collection[str]) -> None:
        """Look at once, before anything else, at the words of the sentences that will be compared.

        Many sentences share most of their words, and each word needs a look only once.
        """
        if len(sentences) >= _MANY:
            self._cut = {sentence: sentence.split(" ") for sentence in sentences}
            self._learn(dict.fromkeys(chain.from_iterable(self._cut.values())))

    def encode(self, tokens: Tokens) -> str:
        """Write tokens as one character each."""
        return self._alphabet.encode(tokens)

    def tokens(self, sentence: str) -> Tokens:
        """Cut a sentence, as `tokenize` does, once."""
        known = self._tokens.get(sentence)
        if known is None:
            try:
                parts = map(self._parts.__getitem__, self._cut[sentence])
                known = tuple(chain.from_iterable(parts))[:-1]
            except KeyError:
                known = tuple(tokenize(sentence))
            self._tokens[sentence] = known
        return known

    def words(self, sentence: str) -> str:
        """Encode the words of a sentence as one character each, whatever their letter case."""
        try:
            return "".join(map(self._part_words.__getitem__, self._cut[sentence]))
        except KeyError:
            return self._words.encode(self.tokens(sentence))

    def letter_sums(self, tokens: Tokens, start: int, stop: int) -> list[int]:
        """Count the letters of `tokens[start:stop]` before each of them, and of all."""
        return list(accumulate(map(self._letters.__getitem__, tokens[start:stop]), initial=0))

    def _learn(self, parts: Collection[str]) -> None:
        """Cut what stands between two spaces, where the rest of the sentence plays no part.

        Nearly all are plain words, and those are handled without a loop of our own.
        """
        plain = [part for part in parts if part.isascii() and part.isalpha()]
        self._parts.update(zip(plain, zip(plain, repeat(" ")), strict=True))
        self._letters.update(zip(plain, map(len, plain), strict=True))
        self._words.learn(plain)
        self._part_words.update(self._words)
        for part in parts:
            if part not in self._parts and stands_alone(part):
                word, mark = part[:-1], part[-1]
                if mark in _CLOSING and word.isascii() and word.isalpha():
                    self._parts[part] = word, mark, " "
                    self._part_words[part] = self._words[word]
                else:
                    tokens = tokenize(part)
                    self._parts[part] = *tokens, " "
                    self._part_words[part] = self._words.encode(tokens)
        self._alphabet.learn(chain.from_iterable(self._parts.values()))
