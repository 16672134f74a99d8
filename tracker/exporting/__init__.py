"""`tracker export`: the edits of an archive for other programs."""

from tracker.exporting.jsonl import export_jsonl
from tracker.exporting.patches import export_patches
from tracker.exporting.sqlite import export_sqlite

__all__ = ["export_jsonl", "export_patches", "export_sqlite"]
