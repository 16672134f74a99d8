"""What stands between two spaces: nearly always a word that needs no other look at it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import filterfalse

from tracker.diff.mapping import Alphabet
from tracker.diff.tokens import stands_alone, tokenize

Tokens = tuple[str, ...]

_CLOSING = frozenset(".,;:!?")


class Letters(dict[str, int]):
    """The letters and digits of tokens; spaces and marks alone hold nothing together."""

    def __missing__(self, token: str) -> int:
        count = self[token] = len(token) if token[0].isalnum() else 0
        return count


class Words(dict[str, str]):
    """Give each word a character, whatever its letter case; marks and spaces give none."""

    def __init__(self) -> None:
        super().__init__()
        self.folded = Alphabet()

    def __missing__(self, token: str) -> str:
        word = token.casefold()
        character = self.folded[word] if any(map(str.isalnum, word)) else ""
        self[token] = character
        return character


class Parts:
    """What is known of different parts, where the rest of the sentence plays no part.

    Plain words are handled without a loop of our own.

    Args:
        known: all of them, with numbers that rise from 0.
        alphabet: gives tokens a character; empty, and filled here.
        words: gives words a character; empty, and filled here.
    """

    def __init__(self, known: Mapping[str, int], alphabet: Alphabet, words: Words) -> None:
        alphabet.learn(known)
        words.folded.update(alphabet)
        self.characters = list(alphabet.values())
        """The tokens of each part, as one character each."""
        self.words = self.characters.copy()
        """The words of each part, as one character each."""
        self.tokens: list[Tokens | None] = [None] * len(known)
        """The tokens of those parts that are more than one token."""
        self.others = list(_not_words(known))
        """Those parts that are not a plain word."""
        self.unclear: set[int] = set()
        """The numbers of those parts whose tokens depend on the rest of the sentence."""
        for text in filterfalse(str.islower, known):
            self.words[known[text]] = words.folded[text.lower()]
        for text in self.others:
            at = known[text]
            word, mark = text[:-1], text[-1:]
            if mark in _CLOSING and word.isalpha() and word.isascii():
                self.tokens[at] = word, mark
                self.characters[at] = alphabet[word] + alphabet[mark]
                self.words[at] = words.folded[word.lower()]
            elif stands_alone(text):
                tokens = tuple(tokenize(text))
                self.tokens[at] = tokens if len(tokens) > 1 else None
                self.characters[at] = alphabet.encode(tokens)
                self.words[at] = "".join(map(words.__getitem__, tokens))
            else:
                self.unclear.add(at)


def _not_words(texts: Iterable[str]) -> Iterable[str]:
    """Give those parts that are more, or less, than a plain word."""
    if "".join(texts).isascii():
        return filterfalse(str.isalpha, texts)
    return (text for text in texts if not (text.isalpha() and text.isascii()))
