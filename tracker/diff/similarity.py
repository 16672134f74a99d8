"""Tell how much two sentences have in common."""

from __future__ import annotations

import re

from rapidfuzz.distance import Indel

from tracker.diff.mapping import Alphabet
from tracker.diff.tokens import tokenize

_FEW_WORDS = 4
_CLOSE_LETTERS = 0.7
_HAS_WORD = re.compile(r"\w")


class Profiles:
    """The sentences of one comparison as strings of one character a word, each made once."""

    def __init__(self) -> None:
        self._alphabet = Alphabet()
        self._words: dict[str, str] = {}

    def words(self, sentence: str) -> str:
        """Encode the words of a sentence: letter case and marks do not count."""
        known = self._words.get(sentence)
        if known is None:
            words = [token.casefold() for token in tokenize(sentence) if _HAS_WORD.search(token)]
            known = self._words[sentence] = self._alphabet.encode(words)
        return known

    def similarity(self, one: str, other: str) -> float:
        """Give the share of words in common and in order: 0 for none, 1 for all.

        Of very short sentences, which have few words to agree on, the letters count too.
        """
        a, b = self.words(one), self.words(other)
        if not a or not b:
            return 1.0 if one == other else Indel.normalized_similarity(one, other)
        by_words = Indel.normalized_similarity(a, b)
        if min(len(a), len(b)) > _FEW_WORDS:
            return by_words
        by_letters = Indel.normalized_similarity(one, other)
        return max(by_words, by_letters) if by_letters >= _CLOSE_LETTERS else by_words
