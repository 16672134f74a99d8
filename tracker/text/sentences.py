"""Cut a paragraph into sentences, without a model: the same text gives the same cuts everywhere."""

from __future__ import annotations

import re
from itertools import zip_longest

from sentencex import segment  # type: ignore[import-untyped]

_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")

_NO_END = re.compile(
    r"""(?:^|[\s(\[“‘"'])(?:
        (?:[A-Za-z]|[ivxIVX]{1,5})[.)]                  # the letter of a list, an initial
      | (?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Hon|Gov|Lt|Sen|Rep|Gen|Col|Sgt|Capt|Cmdr|Pres|Supt|Atty
        |Fr|St|Ste|Mt|Ft)\.
      | (?:No|Nos|Art|Sec|Secs|Fig|Figs|Ch|Vol|Ed|Eds|pp?|cf|vs?|al|approx|Approx
        |ca|incl|Bros|Dept|Div|Ext|ext|[Tt]it|subd
        |Regs?|Stat|Rev|Op|Cal|Ill|Pa|Calif)\.
      | (?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.
      | (?:e\.g|i\.e|E\.g|I\.e|viz|resp|z\.\s?B|d\.\s?h|u\.\s?a)\.
    )\s*\Z""",
    re.VERBOSE,
)
"""What ends in a full stop and yet never ends a sentence."""

_LIST_NUMBER = re.compile(r"\s*[(\[]?\d{1,3}[.)]\s*\Z")
_ORDINAL = re.compile(r"(?:^|\s)\d{1,2}\.\s*\Z")
"""As in German dates; no sentence ends so in languages that write `am 5. Mai`."""

_MAYBE_END = re.compile(
    r"""(?:^|[\s(\[“‘"'/-])(?:[ap]\.\s?m|(?:[A-Z]\.){1,4}[A-Z]|Inc|Corp|Ltd|Co|Cos|Ave|Blvd|Rd|Jr|Sr|etc)\.
        [)\]”’"']*\s*\Z""",
    re.VERBOSE,
)
"""What ends in a full stop and ends a sentence only if the next word looks like a beginning."""

_NO_START = re.compile(
    r"""\s*[(\[“‘"']?(?:
        [a-z0-9,;:&$–—-]
      | (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b | (?:January|February|March|April|May|June|July
      | August|September|October|November|December)\b
      | (?:[ECMP][SD]?T|UTC|GMT|Pacific|Eastern|Central|Mountain)\b
    )""",
    re.VERBOSE,
)
"""How no sentence begins that follows one of those."""

_CONTINUES = re.compile(r"""[\s)\]”’"'»]*[a-zß-öø-ÿ,;:&]|[)\]”’»]|["'](?:\s|\Z)""")
"""How no sentence begins: a small letter (where there are capitals), closing marks."""

_UNFINISHED = frozenset("_#,;:([–—-")
"""What ends no sentence, whatever follows; nor does a letter or a digit."""

_OPENING = re.compile(r"(?<=\s)[“‘«„¿¡(\[]+\s*\Z")
_OPENS = "“‘«„¿¡(["
_CLOSES = ")]”’\"'"
_TAIL = 40
_LONGEST = 12
"""Letters from the beginning of the longest match of `_NO_END` or `_MAYBE_END` to its stop."""

_LETTERS = 7
"""One more than the longest word in them has."""

_INNER = re.compile(r"""[.!?](?<=[a-zß-öø-ÿ0-9]{2}[.!?])[”’"')]*\s+(?=[“‘«("']?[A-ZÀ-ÖØ-Þ])""")
_INNER_LANGUAGES = frozenset({"en", "es", "fr", "it", "pt", "ca", "gl", "ro", "nl", "sv", "da"})
"""Where only names and beginnings have capitals, so that quoted speech can be cut as well."""


def sentence_ends(language: str, text: str) -> list[int]:
    """Give the offsets in `text` at which a sentence ends, the last one excepted.

    Args:
        language: BCP 47, e.g. `en-US`; an unknown one is cut by the common rules.
        text: one line; white space after a sentence belongs to it.
    """
    if text.isascii() and not _may_hold_an_end(text):
        return []
    primary = _primary(language)
    pieces = [piece for piece in segment(primary, text) if piece]
    if not pieces or "".join(pieces) != text:
        return []
    has_inner = primary in _INNER_LANGUAGES
    ends: list[int] = []
    start = offset = 0
    for piece, following in zip_longest(pieces, pieces[1:], fillvalue=""):
        if has_inner:
            for inner in _INNER.finditer(piece):
                end = offset + inner.end()
                if not _belong_together(text[start:end], text[end : end + 40], primary):
                    ends.append(end)
                    start = end
        offset += len(piece)
        if following and not _belong_together(text[start:offset], following, primary):
            end = _before_opening(text, start, offset)
            ends.append(end)
            start = end
    return ends


def _may_hold_an_end(text: str) -> bool:
    return ". " in text or "? " in text or "! " in text or '" ' in text or ") " in text


def _before_opening(text: str, start: int, end: int) -> int:
    """Leave the marks that open the next sentence to it."""
    last = text[start:end].rstrip()[-1:]
    opening = _OPENING.search(text, start, end) if last and last in _OPENS else None
    return opening.start() if opening else end


def _primary(language: str) -> str:
    primary = language.replace("_", "-").partition("-")[0].lower()
    return primary if _LANGUAGE.match(primary) else "en"


def _belong_together(sentence: str, following: str, primary: str) -> bool:
    tail = sentence[-_TAIL:]
    if tail[-1:] == ".":
        return True
    words = tail.rstrip()
    last = words[-1:]
    if last in _UNFINISHED or last.isalnum():
        return True
    # A capital, the most common beginning, is none of what continues.
    if not "A" <= following[:1] <= "Z" and _CONTINUES.match(following):
        return True
    if last == "." and len(words) > _LETTERS and words[-_LETTERS - 1 : -1].isalpha():
        return False  # a long word, and so no abbreviation
    if last in ".)" and _is_no_end(sentence, tail, len(words), primary):
        return True
    stop = words.rstrip(_CLOSES)
    if stop[-1:] == "." and _MAYBE_END.search(tail, max(0, len(stop) - _LONGEST)):
        return _NO_START.match(following) is not None
    return not any(map(str.isalnum, sentence))


def _is_no_end(sentence: str, tail: str, length: int, primary: str) -> bool:
    """Tell whether the last word, which ends at `length` of the tail, never ends a sentence."""
    if _NO_END.search(tail, max(0, length - _LONGEST)) or _LIST_NUMBER.match(sentence):
        return True
    return primary not in _INNER_LANGUAGES and _ORDINAL.search(tail) is not None
