"""Tell how much two sentences have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat

from rapidfuzz.distance.Indel import normalized_similarity

from tracker.diff.lexicon import Lexicon

_FEW_WORDS = 4
_CLOSE_LETTERS = 0.7

_LONG = 4_000_000
"""So many pairs of words take longer to compare than the words to count."""


class Profiles:
    """The sentences of one comparison, cut into tokens and words once each.

    `words` gives the words of a sentence as one character each.
    """

    def __init__(self) -> None:
        self.lexicon = Lexicon()
        self.words = self.lexicon.__getitem__

    def similarity(self, one: str, other: str) -> float:
        """Give the share of words in common and in order: 0 for none, 1 for all.

        Of very short sentences, which have few words to agree on, the letters count too.
        """
        words = self.lexicon
        a, b = words[one], words[other]
        if len(a) > _FEW_WORDS < len(b):
            return normalized_similarity(a, b)
        by_letters = normalized_similarity(one, other)
        if not a or not b:
            return by_letters
        by_words = normalized_similarity(a, b)
        return max(by_words, by_letters) if by_letters >= _CLOSE_LETTERS else by_words

    def reaches(self, one: str, other: str, least: float) -> bool:
        """Tell whether the similarity is at least so much.

        Words in common in any order are an upper bound, which needs no square of a long sentence.
        """
        a, b = self.lexicon[one], self.lexicon[other]
        if len(a) * len(b) > _LONG:
            shared = (Counter(a) & Counter(b)).total()
            if 2 * (shared + 1) < least * (len(a) + len(b)):
                return False
        return self.similarity(one, other) >= least

    def similarities(self, ones: Iterable[str], others: Sequence[str]) -> Iterator[Iterable[float]]:
        """Do as `similarity` does, for each of some with each of others."""
        words = [self.lexicon[other] for other in others]
        long = min(map(len, words), default=0) > _FEW_WORDS
        for one in ones:
            a = self.lexicon[one]
            if long and len(a) > _FEW_WORDS:
                yield map(normalized_similarity, repeat(a), words)
            else:
                yield [self.similarity(one, other) for other in others]
