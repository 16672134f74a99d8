"""Make texts alike that people take for the same when they look for one."""

from __future__ import annotations

import re
import unicodedata

# NFKC makes a space and a combining mark of the first one, and two marks of the others.
_FIRST = str.maketrans({"´": "'", "″": '"', "‶": '"'})
_MARKS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′‵ʼʹ‹›", "'"),
        **dict.fromkeys("“”„‟«»「」『』", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200e\u200f\u2060\ufeff", None),
        "×": "x",
        "⁄": "/",
    }
)
_DASHES = re.compile(r"-{2,}")
_SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """Write a text as it can be typed on a keyboard, in lower case.

    Quotation marks, dashes, an ellipsis, a multiplication sign and non-breaking spaces, which
    WordPress makes of what an author typed
    (https://developer.wordpress.org/reference/functions/wptexturize/), become plain ones again;
    runs of dashes and of white space become one; composed and decomposed letters are the same;
    what nobody sees goes.
    """
    if text.isascii():
        folded = text.lower()
    else:
        folded = unicodedata.normalize("NFC", text).translate(_FIRST)
        folded = unicodedata.normalize("NFKC", folded).casefold()
        folded = unicodedata.normalize("NFKC", folded).translate(_MARKS)
    if "--" in folded:
        folded = _DASHES.sub("-", folded)
    return _SPACES.sub(" ", folded)
