"""The words that label a change, the same in every form of report."""

from __future__ import annotations

from tracker.diff.values import Change, Kind, LinkChange
from tracker.report.diff.rows import Row, RowKind

_PREVIEW = 60


def label(row: Row) -> str:
    """Say what happened to a row, such as "edited" or "moved up and edited"."""
    change = row.change
    if change is None:
        return ""
    if row.kind is RowKind.AWAY:
        return "moved up from here" if row.upwards else "moved down from here"
    if change.kind is Kind.MOVED:
        direction = "moved up" if row.upwards else "moved down"
        return f"{direction} and edited" if change.opcodes else direction
    if change.kind is Kind.SPLIT:
        return f"split into {len(change.after)} sentences"
    if change.kind is Kind.MERGED:
        return f"merged from {len(change.before)} sentences"
    return _LABELS.get(change.kind, change.kind.value)


_LABELS = {Kind.DIVIDED: "paragraph break added", Kind.JOINED: "paragraph break removed"}


def remarks(change: Change) -> tuple[str, ...]:
    """Say what the marked words alone do not make plain."""
    result = [_link_remark(link) for link in change.links]
    if change.typographic and change.kind not in (Kind.DIVIDED, Kind.JOINED):
        result.insert(0, "typography only")
    return tuple(result)


def _link_remark(link: LinkChange) -> str:
    thing = "image" if link.image else "link"
    name = f' "{link.text}"' if link.text else ""
    if link.before is None:
        return f"{thing} added:{name} to {link.after}"
    if link.after is None:
        return f"{thing} removed:{name} to {link.before}"
    return f"{thing} target changed:{name} from {link.before} to {link.after}"


def preview(change: Change) -> str:
    """Give the first words of what moved, enough to find it at its new place."""
    text = change.before[0].text
    if len(text) <= _PREVIEW:
        return text
    cut = text.rfind(" ", _PREVIEW // 2, _PREVIEW)
    return text[: cut if cut > 0 else _PREVIEW] + "…"


def fold_text(row: Row) -> str:
    """Say how much a fold hides."""
    return f"{len(row.folded)} sentences unchanged"
