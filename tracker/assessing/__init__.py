"""`tracker assess`: verdicts on the edits of an archive, cached, and kept as git notes.

Imported when they are asked for: the rules bring much with them that a list of edits which were
assessed before does not need.
"""

from typing import TYPE_CHECKING

from tracker.lazy import names_of

if TYPE_CHECKING:
    from tracker.assessing.cached import Tell, silent
    from tracker.assessing.edits import AssessedEdit, assess_archive, iter_assessed
    from tracker.assessing.ready import iter_rows, ready_rows
    from tracker.assessing.setting import setting_of

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
    "tracker.assessing.edits": ("AssessedEdit", "assess_archive", "iter_assessed"),
    "tracker.assessing.setting": ("setting_of",),
}

__getattr__ = names_of(__name__, _HOMES)
