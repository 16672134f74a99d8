"""Record how the posts of a WordPress site change."""

from importlib import import_module as _import_module
from typing import Any as _Any

__version__ = "0.1.0"

_API = (
    "Archive", "ArchivedEdit", "Assessment", "BlamedSentence", "DiffView", "Disclosure",
    "EditKind", "PostKey", "ProseDiff", "Severity", "State", "Wanted", "assess", "diff_text",
    "iter_edits",
)  # fmt: skip


def __getattr__(name: str) -> _Any:
    # The API needs all libraries, and `tracker --version` none of them.
    if name in _API:
        return getattr(_import_module("tracker.api"), name)
    raise AttributeError(f"module 'tracker' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_API})
