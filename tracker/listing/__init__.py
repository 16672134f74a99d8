"""The edits of an archive as a list: newest first, filtered, without their texts."""

from typing import TYPE_CHECKING

from tracker.lazy import names_of

if TYPE_CHECKING:
    from tracker.assessing.cached import Tell, silent
    from tracker.listing.conditions import Wanted, is_judged_wanted, is_wanted
    from tracker.listing.edits import diff_of, editor_of, entry_of, iter_wanted
    from tracker.listing.known import Known, read_known
    from tracker.listing.lists import NEVER, iter_newest_edits, list_edits

__all__ = [
    "NEVER",
    "Known",
    "Tell",
    "Wanted",
    "diff_of",
    "editor_of",
    "entry_of",
    "is_judged_wanted",
    "is_wanted",
    "iter_newest_edits",
    "iter_wanted",
    "list_edits",
    "read_known",
    "silent",
]

_HOMES = {
    "tracker.assessing.cached": ("Tell", "silent"),
    "tracker.listing.conditions": ("Wanted", "is_judged_wanted", "is_wanted"),
    "tracker.listing.edits": ("diff_of", "editor_of", "entry_of", "iter_wanted"),
    "tracker.listing.known": ("Known", "read_known"),
    "tracker.listing.lists": ("NEVER", "iter_newest_edits", "list_edits"),
}

# A list that is ready needs neither the texts nor the rules, which some of these bring.
__getattr__ = names_of(__name__, _HOMES)
