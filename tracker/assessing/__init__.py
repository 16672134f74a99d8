"""`tracker assess`: verdicts on the edits of an archive, cached, and kept as git notes.

Imported when they are asked for: the rules bring much with them that a list of edits which were
assessed before does not need.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracker.assessing.cached import Tell, silent
    from tracker.assessing.edits import AssessedEdit, assess_archive, iter_assessed, setting_of
    from tracker.assessing.ready import iter_rows, ready_rows

__all__ = [
    "AssessedEdit",
    "Tell",
    "assess_archive",
    "iter_assessed",
    "iter_rows",
    "ready_rows",
    "setting_of",
    "silent",
]

_HOMES = {
    "tracker.assessing.cached": ("Tell", "silent"),
    "tracker.assessing.ready": ("iter_rows", "ready_rows"),
    "tracker.assessing.edits": (
        "AssessedEdit",
        "assess_archive",
        "iter_assessed",
        "setting_of",
    ),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'tracker.assessing' has no attribute {name!r}")
