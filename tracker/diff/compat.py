"""The functions of `difflib`, working on our `SequenceMatcher`.

They are those of the running Python, executed once more in a namespace of their own: behaviour
and results follow its version, and the module `difflib` itself is not touched.
"""

from __future__ import annotations

import difflib
import importlib.util
from typing import TYPE_CHECKING, Any

from tracker.diff.sequences import SequenceMatcher

__all__ = [
    "IS_CHARACTER_JUNK",
    "IS_LINE_JUNK",
    "Differ",
    "HtmlDiff",
    "Match",
    "SequenceMatcher",
    "context_diff",
    "diff_bytes",
    "get_close_matches",
    "ndiff",
    "restore",
    "unified_diff",
]


def _second_copy() -> dict[str, Any]:
    """Execute the source of `difflib` again, with our matcher in place of its own."""
    spec = importlib.util.find_spec("difflib")
    get_code = getattr(spec.loader, "get_code", None) if spec else None
    code = get_code("difflib") if get_code else None
    if code is None:
        raise ImportError("the source of the standard module difflib cannot be read")
    # With our name its classes say that they live here, and can be pickled.
    namespace: dict[str, Any] = {"__name__": __name__}
    exec(code, namespace)
    namespace["SequenceMatcher"] = SequenceMatcher
    namespace["Match"] = difflib.Match
    return namespace


if TYPE_CHECKING:
    from difflib import (
        IS_CHARACTER_JUNK,
        IS_LINE_JUNK,
        Differ,
        HtmlDiff,
        Match,
        context_diff,
        diff_bytes,
        get_close_matches,
        ndiff,
        restore,
        unified_diff,
    )
else:
    _copy = _second_copy()
    Differ, HtmlDiff, Match = _copy["Differ"], _copy["HtmlDiff"], _copy["Match"]
    IS_CHARACTER_JUNK, IS_LINE_JUNK = _copy["IS_CHARACTER_JUNK"], _copy["IS_LINE_JUNK"]
    context_diff, unified_diff = _copy["context_diff"], _copy["unified_diff"]
    diff_bytes, get_close_matches = _copy["diff_bytes"], _copy["get_close_matches"]
    ndiff, restore = _copy["ndiff"], _copy["restore"]
    del _copy
