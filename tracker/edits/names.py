"""Names by their capital letters; no model, and a rule of its own where there are no capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.edits.vocabulary import FUNCTION_WORDS, PARTICLES

_ENDS = frozenset('.!?:;•|"“„«”»‘(')
_HONORED = re.compile(r"([\u4e00-\u9fff]{1,4})(?=さん|氏|容疑者|被告|首相|大統領|市長|知事|議員)")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc・]{3,}")
_ARABIC_TITLED = re.compile(r"(?:الرئيس|الوزير|السيد|السيدة|الدكتور|مدينة)\s+([\u0621-\u064a]{3,})")
_INSIDE = re.compile(r"(?<=[^\W\dA-Z_][ \u00a0])[^\W\da-z_][^\W\d_]+")
_HEADINGS = re.compile(r"^#.*$", re.MULTILINE)
_TITLE_CASE = 0.6
_LONG = 4


def names_in(
    tokens: Sequence[str], language: str, known: frozenset[str] = frozenset()
) -> Iterator[str]:
    """Find the names of a sentence: capitalised words that are not so by their place alone.

    Args:
        tokens: of the sentence.
        language: in German every noun has a capital letter, so only sequences of two count there.
        known: words that stand capitalised inside other sentences of the text, so that one at the
            start of a sentence is known for a name.
    """
    if not any(token.isascii() for token in tokens if token.strip()) or language in ("ja", "ar"):
        yield from _without_capitals("".join(tokens))
        return
    title_case = is_title_case(tokens)
    for words, at_start in _runs(tokens):
        if title_case and not set(words) <= known:
            continue
        if at_start:
            words = _without_start(words, known)
        if language == "de" and len(words) == 1 and not _is_mixed(words[0]):
            continue  # at the start of a sentence, its article may have had the other capital
        if words:
            yield " ".join(words)


class KnownNames:
    """The names that two texts show inside their sentences; looked for only when asked."""

    def __init__(self, before: str, after: str) -> None:
        self._texts = before, after
        self._before: frozenset[str] | None = None
        self._both: frozenset[str] | None = None

    @property
    def before(self) -> frozenset[str]:
        """Those of the text as it was."""
        if self._before is None:
            self._before = capitalised_inside(self._texts[0])
        return self._before

    @property
    def both(self) -> frozenset[str]:
        """Those of either text."""
        if self._both is None:
            self._both = self.before | capitalised_inside(self._texts[1])
        return self._both


def capitalised_inside(text: str) -> frozenset[str]:
    """List the words that stand capitalised inside the sentences of a text, headings left out."""
    return frozenset(word for word in _INSIDE.findall(_HEADINGS.sub("", text)) if word[0].isupper())


def is_title_case(tokens: Sequence[str]) -> bool:
    """Tell whether a sentence is set As A Title or IN CAPITALS, so that capitals say nothing."""
    long = [token for token in tokens if len(token) >= _LONG and token[0].isalpha()]
    capitals = sum(token[0].isupper() for token in long)
    return len(long) >= _LONG and capitals > _TITLE_CASE * len(long)


def _runs(tokens: Sequence[str]) -> Iterator[tuple[list[str], bool]]:
    """Give runs of capitalised words, and whether each begins its sentence."""
    run: list[str] = []
    pending: list[str] = []
    fresh, at_start = True, True
    for token in tokens:
        if token.isspace() or token in ("[", "*", "_") or token.startswith("]("):
            continue
        if _is_capitalised(token):
            if not run:
                at_start = fresh
            run += [*pending, _bare(token)]
            pending, fresh = [], False
            continue
        if run and token in PARTICLES and not pending:
            pending.append(token)
            continue
        if run:
            yield run, at_start
        run, pending = [], []
        fresh = token in _ENDS or (fresh and not token[0].isalnum())
    if run:
        yield run, at_start


def _is_capitalised(token: str) -> bool:
    # A date is one token with spaces in it, and US$5 a sum.
    return token[0].isupper() and " " not in token and "$" not in token and token not in ("I", "A")


def _bare(token: str) -> str:
    """Leave a possessive out: `Smith’s` is Smith."""
    return re.sub(r"['’]s?$", "", token) or token


def _without_start(words: list[str], known: frozenset[str]) -> list[str]:
    first = words[0]
    if first.lower() in FUNCTION_WORDS:
        return words[1:]
    if len(words) == 1 and first not in known and not _is_mixed(first):
        return []
    return words


def _is_mixed(word: str) -> bool:
    """Tell an abbreviation or a spelling such as McKay from an ordinary capitalised word."""
    return any(map(str.isupper, word[1:]))


def _without_capitals(sentence: str) -> Iterator[str]:
    for pattern in (_HONORED, _ARABIC_TITLED):
        for match in pattern.finditer(sentence):
            yield match[1]
    for match in _KATAKANA.finditer(sentence):
        yield match[0]
