"""Tell how much two sentences have in common."""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz.distance import Indel

from tracker.diff.lexicon import Lexicon

_FEW_WORDS = 4
_CLOSE_LETTERS = 0.7


class Profiles:
    """The sentences of one comparison, cut into tokens and words once each.

    Args:
        sentences: those that are on one side only, which will be compared.
    """

    def __init__(self, sentences: Collection[str] = ()) -> None:
        self.lexicon = Lexicon(sentences)
        self._tokens: dict[str, tuple[str, ...]] = {}
        self._words: dict[str, str] = {}

    def tokens(self, sentence: str) -> tuple[str, ...]:
        """Cut a sentence into tokens."""
        known = self._tokens.get(sentence)
        if known is None:
            known = self._tokens[sentence] = self.lexicon.tokens(sentence)
        return known

    def words(self, sentence: str) -> str:
        """Encode the words of a sentence as one character each."""
        known = self._words.get(sentence)
        if known is None:
            known = self._words[sentence] = self.lexicon.words(sentence)
        return known

    def similarity(self, one: str, other: str) -> float:
        """Give the share of words in common and in order: 0 for none, 1 for all.

        Of very short sentences, which have few words to agree on, the letters count too.
        """
        a, b = self.words(one), self.words(other)
        if not a or not b:
            return 1.0 if one == other else float(Indel.normalized_similarity(one, other))
        by_words = float(Indel.normalized_similarity(a, b))
        if len(a) > _FEW_WORDS < len(b):
            return by_words
        by_letters = float(Indel.normalized_similarity(one, other))
        return max(by_words, by_letters) if by_letters >= _CLOSE_LETTERS else by_words
