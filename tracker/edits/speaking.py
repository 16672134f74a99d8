"""Tell which language a text is written in: by its script, and among Latin ones by small words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain, repeat
from types import MappingProxyType

from tracker.edits.tongues import NO_TONGUE, TONGUES, UNSPACED, Tongue

_OTHER = re.compile(r"[\u0370-\u1cff\u2c00-\u2dff\u2e80-\U0003ffff]")
_SCRIPTS = MappingProxyType(
    {
        "kana": re.compile(r"[\u3041-\u309f\u30a1-\u30fa]"),
        "han": re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"),
        "arabic": re.compile(r"[\u0620-\u06ff]"),
        "hebrew": re.compile(r"[\u05d0-\u05ea]"),
        "cyrillic": re.compile(r"[\u0400-\u04ff]"),
        "latin": re.compile(r"[A-Za-z\u00c0-\u024f]"),
    }
)
_LANGUAGES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        # The first one is taken where the site's language is written otherwise.
        "arabic": ("ar", "fa", "ur", "ps", "ckb", "ug", "sd"),
        "hebrew": ("he", "yi"),
        "cyrillic": ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg"),
    }
)
_UKRAINIAN = re.compile(r"[іїєґІЇЄҐ]")
_NOT_LATIN = UNSPACED.union(*_LANGUAGES.values())
_WORD = re.compile(r"[^\W\d_]+")
_LOOKED_AT = 600
_LEAST = 2
_LEAST_OF_SENTENCE = 3
_SHARE = 8
"""One word in so many is a small word in any language."""
_IDEOGRAPH = 3
"""One says as much as so many letters."""
_KANA = 20
"""One ideograph in so many is kana in Japanese; a Chinese text can have one in a name."""


def language_of(texts: Iterable[str], site: str) -> str:
    """Tell the language of texts, as BCP 47 without region.

    Args:
        texts: of one post; their beginnings are looked at.
        site: the language of the site, BCP 47; it is kept where nothing speaks against it.
    """
    return _told(" ".join(text[:_LOOKED_AT] for text in texts), site, _LEAST)


def tongue_of(sentence: str, language: str) -> Tongue:
    """Give the words of the language that a sentence is in.

    Args:
        sentence: or both forms of it.
        language: that of its text; it needs more to overrule it than for a whole text.
    """
    return TONGUES.get(_told(sentence, language, _LEAST_OF_SENTENCE), NO_TONGUE)


def _told(sample: str, site: str, least: int) -> str:
    base = _base(site)
    script = _script(sample)
    if script in ("kana", "han"):
        if script == "kana" or base == "ja":
            return "ja"
        return "zh"
    if script in _LANGUAGES:
        return _of_script(script, base, sample)
    if script != "latin" or (base not in TONGUES and base != ""):
        return base
    return _latin(sample, "en" if base in _NOT_LATIN else base, least)


def _of_script(script: str, base: str, sample: str) -> str:
    languages = _LANGUAGES[script]
    if base in languages:
        return base
    return "uk" if script == "cyrillic" and _UKRAINIAN.search(sample) else languages[0]


def _script(sample: str) -> str:
    """Tell which script most of a text is in; "" where it has no letters."""
    if _OTHER.search(sample) is None:
        return "latin" if _SCRIPTS["latin"].search(sample) else ""
    counts = {name: len(script.findall(sample)) for name, script in _SCRIPTS.items()}
    ideographs = counts["kana"] + counts["han"]
    if ideographs * _IDEOGRAPH > max(counts[name] for name in ("latin", *_LANGUAGES)):
        return "kana" if counts["kana"] * _KANA >= ideographs else "han"
    return max(counts, key=counts.__getitem__) if any(counts.values()) else ""


def _latin(sample: str, site: str, least: int) -> str:
    """Tell by small words, number words and letters that few languages have.

    Another language than the site's must have so many, and more than twice as many.
    """
    words = _WORD.findall(sample.lower())
    hits = Counter(chain.from_iterable(map(_known().get, words, repeat(()))))
    if not sample.isascii():
        for language, tongue in TONGUES.items():
            if tongue.letters is not None:
                hits[language] += len(tongue.letters.findall(sample))
    if not hits:
        return site
    best = max(hits, key=lambda language: (hits[language], language == site))
    if hits[best] >= least and hits[best] > 2 * hits[site] and hits[best] * _SHARE >= len(words):
        return best
    return site


@cache
def _known() -> Mapping[str, tuple[str, ...]]:
    """Give the languages that each word is of."""
    found: dict[str, tuple[str, ...]] = {}
    for language, tongue in TONGUES.items():
        for word in {*tongue.common, *tongue.numbers, *tongue.negations} - tongue.doubtful:
            found[word] = (*found.get(word, ()), language)
    return found


def _base(language: str) -> str:
    return re.split(r"[-_]", language, maxsplit=1)[0].lower()
