"""Map tokens to characters, so that engines made for text can compare sequences of anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from itertools import chain

_SURROGATES = 0xD800
_SURROGATE_COUNT = 0x800
_END = 0x110000
LIMIT = _END - _SURROGATE_COUNT
"""How many tokens can be told apart: the code points that are not surrogates."""
_FIRST = 0x100
"""Where to begin: strings of one width are joined faster than of several."""
_TOO_MANY = f"cannot compare more than {LIMIT:,} distinct tokens"


class Alphabet(dict[Hashable, str]):
    """Give each distinct token a character, in the order of first appearance.

    Surrogates are left out: they cannot be encoded, and some engines pair them up.

    Raises:
        ValueError: for more than `LIMIT` distinct tokens, rather than a wrong result.
    """

    def __missing__(self, token: Hashable) -> str:
        code = len(self) + _FIRST
        if code >= LIMIT + _FIRST:
            raise ValueError(_TOO_MANY)
        if code >= _SURROGATES:
            code += _SURROGATE_COUNT
        character = self[token] = chr(code % _END)
        return character

    def learn(self, tokens: Collection[Hashable]) -> None:
        """Give characters to many different tokens at once, while none have one."""
        if self or len(tokens) > _SURROGATES - _FIRST:
            for token in tokens:
                self[token]
        else:
            self.update(zip(tokens, map(chr, range(_FIRST, _SURROGATES)), strict=False))

    def encode(self, tokens: Iterable[Hashable]) -> str:
        """Write tokens as one character each."""
        return "".join(map(self.__getitem__, tokens))


def encode_pair(a: Sequence[Hashable], b: Sequence[Hashable]) -> tuple[str, str]:
    """Write two sequences in one alphabet, as fast as it goes."""
    characters = map(chr, chain(range(_SURROGATES), range(_SURROGATES + _SURROGATE_COUNT, _END)))
    codes: defaultdict[Hashable, str] = defaultdict(characters.__next__)
    one, other = "".join(map(codes.__getitem__, a)), "".join(map(codes.__getitem__, b))
    if len(one) < len(a) or len(other) < len(b):  # no character was left
        raise ValueError(_TOO_MANY)
    return one, other
