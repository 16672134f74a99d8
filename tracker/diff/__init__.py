"""Differences that people can read, found fast; usable without the rest of tracker."""

from tracker.diff.prose import diff_text
from tracker.diff.values import Change, Kind, LinkChange, ProseDiff, Sentence

__all__ = ["Change", "Kind", "LinkChange", "ProseDiff", "Sentence", "diff_text"]
