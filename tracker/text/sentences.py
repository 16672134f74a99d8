"""Cut a paragraph into sentences, without a model: the same text gives the same cuts everywhere."""

from __future__ import annotations

import re
from itertools import pairwise

from sentencex import segment  # type: ignore[import-untyped]

_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")

_NO_END = re.compile(
    r"""(?:^|[\s(\[“‘"'])(?:
        (?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]         # a number or letter of a list, an initial
      | (?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Hon|Gov|Lt|Sen|Rep|Gen|Col|Sgt|Capt|Cmdr|Pres|Supt|Atty
        |Fr|St|Ste|Mt|Ft)\.
      | (?:No|Nos|Art|Sec|Secs|Fig|Figs|Ch|Vol|Ed|Eds|pp?|cf|vs?|al|approx|Approx
        |ca|incl|Bros|Dept|Div|Ext|ext)\.
      | (?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.
      | (?:e\.g|i\.e|E\.g|I\.e|viz|resp|z\.\s?B|d\.\s?h|u\.\s?a)\.
    )\s*\Z""",
    re.VERBOSE,
)
"""What ends in a full stop and yet never ends a sentence."""

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

_LOWER_START = re.compile(r"[\s)\]”’\"']*[a-zà-ÿ,;]")
"""A small letter begins no sentence in a script that has capitals."""

_STARTED = re.compile(r"[.!?…][)\]”’\"']*\s+\Z")
_BEGINS = re.compile(r"""[“‘"'(\[]?[A-ZÀ-ÞΑ-ΩА-Я]""")


def sentence_ends(language: str, text: str) -> list[int]:
    """Give the offsets in `text` at which a sentence ends, the last one excepted.

    Args:
        language: BCP 47, e.g. `en-US`; an unknown one is cut by the common rules.
        text: one line; white space after a sentence belongs to it.
    """
    if not _may_hold_an_end(text):
        return []
    pieces = [piece for piece in segment(_primary(language), text) if piece]
    if len(pieces) < 2 or "".join(pieces) != text:
        return []
    ends: list[int] = []
    start = offset = 0
    for piece, following in pairwise(pieces):
        offset += len(piece)
        if not _belong_together(text[start:offset], following):
            ends.append(offset)
            start = offset
    return ends


def _may_hold_an_end(text: str) -> bool:
    return not text.isascii() or ". " in text or "? " in text or "! " in text or '" ' in text


def _primary(language: str) -> str:
    primary = language.replace("_", "-").partition("-")[0].lower()
    return primary if _LANGUAGE.match(primary) else "en"


def _belong_together(sentence: str, following: str) -> bool:
    tail = sentence[-40:]
    if _NO_END.search(tail):
        return True
    if _MAYBE_END.search(tail):
        return _NO_START.match(following) is not None
    return _LOWER_START.match(following) is not None or not any(map(str.isalnum, sentence))
