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

_UNFINISHED = re.compile(r"[\w#,;:(\[–—-]\s*\Z")
"""What ends no sentence, whatever follows."""

_OPENING = re.compile(r"(?<=\s)[“‘«„¿¡(\[]+\s*\Z")
_INNER = re.compile(r"""(?<=[a-zß-öø-ÿ0-9]{2}[.!?])[”’"')]*\s+(?=[“‘«("']?[A-ZÀ-ÖØ-Þ])""")
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
    ends: list[int] = []
    start = offset = 0
    for piece, following in zip_longest(pieces, pieces[1:], fillvalue=""):
        if primary in _INNER_LANGUAGES:
            for inner in _INNER.finditer(piece):
                end = offset + inner.end()
                if not _belong_together(text[start:end], text[end : end + 40], primary):
                    ends.append(end)
                    start = end
        offset += len(piece)
        if following and not _belong_together(text[start:offset], following, primary):
            opening = _OPENING.search(text, start, offset)
            end = opening.start() if opening else offset
            ends.append(end)
            start = end
    return ends


def _may_hold_an_end(text: str) -> bool:
    return ". " in text or "? " in text or "! " in text or '" ' in text or ") " in text


def _primary(language: str) -> str:
    primary = language.replace("_", "-").partition("-")[0].lower()
    return primary if _LANGUAGE.match(primary) else "en"


def _belong_together(sentence: str, following: str, primary: str) -> bool:
    tail = sentence[-40:]
    if tail[-1:] == "." or _UNFINISHED.search(tail) or _CONTINUES.match(following):
        return True
    if _NO_END.search(tail) or _LIST_NUMBER.match(sentence):
        return True
    if primary not in _INNER_LANGUAGES and _ORDINAL.search(tail):
        return True
    if _MAYBE_END.search(tail):
        return _NO_START.match(following) is not None
    return not any(map(str.isalnum, sentence))
