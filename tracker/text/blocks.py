"""Lay out the blocks of a document: what contains what, as prefixes of lines."""

from __future__ import annotations

from dataclasses import dataclass, field

_DEEPEST = 12


@dataclass(slots=True, eq=False)
class Frame:
    """An element that gives its content a prefix or keeps it together.

    Args:
        first: the prefix of its first line, `rest` of every further one.
        marker: of a list, what its entries begin with.
        used: whether the first line was written.
    """

    name: str
    first: str = ""
    rest: str = ""
    marker: str = ""
    used: bool = False


@dataclass(slots=True)
class Layout:
    """Collects the lines of text.md and of the comparison form."""

    frames: list[Frame] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    canonical: list[str] = field(default_factory=list)
    _last: tuple[Frame, ...] | None = None
    _last_kind: str = ""

    def enter(self, name: str, first: str = "", rest: str = "", marker: str = "") -> None:
        """Enter a containing element; below a depth nobody can read, prefixes stop growing."""
        if len(self.frames) >= _DEEPEST:
            first = rest = ""
        self.frames.append(Frame(name, first, rest, marker))

    def leave(self, name: str) -> None:
        """Leave the innermost element of this name; one that was never entered is ignored."""
        for index in range(len(self.frames) - 1, -1, -1):
            if self.frames[index].name == name:
                del self.frames[index:]
                return

    def innermost(self, names: frozenset[str]) -> Frame | None:
        """Find the innermost open element of one of these names."""
        for frame in reversed(self.frames):
            if frame.name in names:
                return frame
        return None

    def add(self, kind: str, lines: tuple[str, ...], canonical: str) -> None:
        """Add one block.

        Args:
            kind: what it is, for the comparison form.
            lines: without prefixes; none for what counts and is not shown.
        """
        if not self.frames:
            self.canonical.append(f"<{kind}>{canonical}")
            if lines:
                self._separate((), kind, starts_entry=False)
                self.lines += lines
            return
        starts_entry = any(frame.first and not frame.used for frame in self.frames)
        first = "".join(frame.rest if frame.used else frame.first for frame in self.frames)
        rest = "".join(frame.rest for frame in self.frames)
        self.canonical.append(f"<{first}{kind}>{canonical}")
        if not lines:
            return
        self._separate(tuple(self.frames), kind, starts_entry=starts_entry)
        for frame in self.frames:
            frame.used = True
        self.lines.append((first + lines[0]).rstrip())
        self.lines += [(rest + line).rstrip() for line in lines[1:]]

    def _separate(self, frames: tuple[Frame, ...], kind: str, *, starts_entry: bool) -> None:
        """Put a blank line before a block, unless it is the next entry of the same list."""
        last, last_kind = self._last, self._last_kind
        self._last, self._last_kind = frames, kind
        if last is None:
            return
        if not frames or not last:
            self.lines.append("")
            return
        common = 0
        for one, other in zip(frames, last, strict=False):
            if one is not other:
                break
            common += 1
        shared = frames[:common]
        names = {frame.name for frame in shared}
        if starts_entry and names & {"ul", "ol", "dl"}:
            return
        if kind == "caption" and "figure" in names and last_kind != "table":
            return
        self.lines.append("".join(frame.rest for frame in shared).rstrip())
