"""Lay out the blocks of a document: what contains what, as prefixes of lines."""

from __future__ import annotations

from dataclasses import dataclass

_DEEPEST = 12


@dataclass(slots=True, eq=False)
class Frame:
    """An element that gives its content a prefix or keeps it together.

    Args:
        first: the prefix of its first line, `rest` of every further one.
        indent: the prefixes of further lines of all elements down to this one.
        marker: of a list, what its entries begin with.
        used: whether the first line was written.
    """

    name: str
    first: str
    rest: str
    indent: str
    marker: str
    used: bool


_ENTRIES_FOLLOW = frozenset({"ul", "ol", "menu", "dir", "dl"})


class Layout:
    """Collects the lines of text.md and of the comparison form."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.canonical: list[str] = []
        self._frames: tuple[Frame, ...] = ()
        self._last: tuple[Frame, ...] | None = None
        self._last_kind = ""

    def enter(self, name: str, first: str = "", rest: str = "", marker: str = "") -> None:
        """Enter a containing element; below a depth nobody can read, prefixes stop growing."""
        frames = self._frames
        if len(frames) >= _DEEPEST:
            first = rest = ""
        indent = frames[-1].indent + rest if frames else rest
        self._frames = (*frames, Frame(name, first, rest, indent, marker, not first))

    def leave(self, name: str) -> None:
        """Leave the innermost element of this name; one that was never entered is ignored."""
        frames = self._frames
        for index in range(len(frames) - 1, -1, -1):
            if frames[index].name == name:
                self._frames = frames[:index]
                return

    def innermost(self, names: frozenset[str]) -> Frame | None:
        """Find the innermost open element of one of these names."""
        for frame in reversed(self._frames):
            if frame.name in names:
                return frame
        return None

    def add(self, kind: str, lines: tuple[str, ...], canonical: str) -> None:
        """Add one block.

        Args:
            kind: what it is, for the comparison form.
            lines: without prefixes; none for what counts and is not shown.
        """
        frames = self._frames
        if frames:
            self._add_inside(frames, kind, lines, canonical)
            return
        self.canonical.append(f"<{kind}>{canonical}")
        if lines:
            if self._last is not None:
                self.lines.append("")
            self._last, self._last_kind = frames, kind
            self.lines += lines

    def _add_inside(
        self, frames: tuple[Frame, ...], kind: str, lines: tuple[str, ...], canonical: str
    ) -> None:
        rest = first = frames[-1].indent
        starts_entry = not all(frame.used for frame in frames)
        if starts_entry:
            first = "".join(frame.rest if frame.used else frame.first for frame in frames)
        self.canonical.append(f"<{first}{kind}>{canonical}")
        if not lines:
            return
        self._separate(frames, kind, starts_entry=starts_entry)
        if starts_entry:
            for frame in frames:
                frame.used = True
        self.lines.append(first + lines[0])
        for line in lines[1:]:
            self.lines.append((rest + line) if line else rest.rstrip())

    def _separate(self, frames: tuple[Frame, ...], kind: str, *, starts_entry: bool) -> None:
        """Put a blank line before a block, unless it is the next entry of the same list."""
        last, last_kind = self._last, self._last_kind
        self._last, self._last_kind = frames, kind
        if last is None:
            return
        shared = 0
        for one, other in zip(frames, last, strict=False):
            if one is not other:
                break
            shared += 1
        common = frames[:shared]
        if starts_entry and any(frame.name in _ENTRIES_FOLLOW for frame in common):
            return
        if starts_entry and _are_entries(frames[shared:], last[shared:]):
            return
        if (
            kind == "caption"
            and last_kind != "table"
            and any(frame.name == "figure" for frame in common)
        ):
            return
        self.lines.append(common[-1].indent.rstrip() if common else "")


def _are_entries(frames: tuple[Frame, ...], last: tuple[Frame, ...]) -> bool:
    """Tell entries that have lost the list around them."""
    return bool(frames and last) and frames[0].name == last[0].name == "li"
