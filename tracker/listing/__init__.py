"""The edits of an archive as a list: newest first, filtered, without their texts."""

from tracker.listing.conditions import Wanted, is_judged_wanted, is_wanted
from tracker.listing.entries import diff_of, editor_of, entry_of, posts_of_commit
from tracker.listing.known import Known, read_known
from tracker.listing.lists import NEVER, Tell, iter_wanted, list_edits, silent

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
    "iter_wanted",
    "list_edits",
    "posts_of_commit",
    "read_known",
    "silent",
]
