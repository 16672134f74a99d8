"""Tell an excerpt that a person wrote from one that WordPress made from the body."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+")
_COMPARED_WORDS = 12


def is_manual(excerpt: str, body: str) -> bool:
    """Tell whether an excerpt says something that the body does not begin with.

    `wp_trim_excerpt` takes the first 55 words of the body and adds a "more" text, which themes
    replace (https://developer.wordpress.org/reference/functions/wp_trim_excerpt/).

    Args:
        excerpt: its text, one line.
        body: the readable text of the post.
    """
    words = _WORD.findall(excerpt)[:_COMPARED_WORDS]
    if not words:
        return bool(body.strip())  # only a manual excerpt can be empty for a body that is not
    haystack = " ".join(_WORD.findall(body))
    return f" {' '.join(words)} " not in f" {haystack} " and not _is_short_tail(words, haystack)


def _is_short_tail(words: list[str], haystack: str) -> bool:
    """Allow for a "more" text after a body that is shorter than the words compared."""
    for length in range(len(words) - 1, 2, -1):
        if haystack.endswith(" ".join(words[:length])):
            return True
    return False
