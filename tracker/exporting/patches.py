"""Edits as patches of `text.md`, one a file."""

from __future__ import annotations

from pathlib import Path

from tracker.archive.layout import post_directory
from tracker.archive.repository import Archive
from tracker.assessing import iter_assessed
from tracker.errors import ConfigError
from tracker.exporting.records import Record, Tell, record_of
from tracker.listing import read_known
from tracker.report.diff import render_unified
from tracker.text import one_line


def export_patches(archive: Archive, folder: Path, *, tell: Tell) -> int:
    """Write one patch a file for every edit of a text; `git apply` reads them.

    Applied in the order of their names, the patches of a post make its text from nothing.

    Args:
        archive: where.
        folder: is made; must be empty.
        tell: called with the number of edits so far.

    Returns:
        how many patches there are.

    Raises:
        ConfigError: where the folder holds something.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise ConfigError(f"{folder} is not empty; name a new folder.")
    known = read_known(archive)
    done = written = 0
    for key, edits in iter_assessed(archive):
        for edit in edits:
            done += 1
            tell(done)
            text = patch_text(record_of(edit, known))
            if text:
                name = f"{key.folder}-{key.id}-{edit.recorded.number:04d}.patch"
                (folder / name).write_bytes(text.encode("utf-8", "replace"))
                written += 1
    return written


def patch_text(record: Record) -> str:
    """Write an edit as a patch below lines that say what it is; empty without another text."""
    edit, values = record.edit, record.values
    patch: str = render_unified(record.view, folder=post_directory(edit.recorded.key))
    if not patch:
        return ""
    if edit.before is None:
        first, _, rest = patch.partition("\n")
        assert first.startswith("--- a/")
        patch = f"--- /dev/null\n{rest}"
    head = [
        f"Commit: {values['commit']}",
        f"Subject: {one_line(str(values['title']))}",
        f"Post: {values['post']}",
        f"Earliest: {values['earliest'] or 'not known'}",
        f"Latest: {values['latest'] or 'not known'}",
        f"Kind: {values['kind']}",
        f"Severity: {values['severity']}",
        f"Disclosure: {values['disclosure']}",
    ]
    return "\n".join(head) + "\n\n" + patch
