"""A diff as unified diff of the lines of `text.md`: what `patch` and `git apply` read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.diff.opcodes import Hunk, Opcode, tile
from tracker.diff.values import Kind, ProseDiff
from tracker.report.diff.view import DiffView

_BREAKS = (Kind.DIVIDED, Kind.JOINED)
_IN_PLACE = (Kind.EDITED, Kind.SPLIT, Kind.MERGED)


def render_unified(view: DiffView, *, folder: str = "", context: int = 3) -> str:
    """Show a diff as a unified diff of lines.

    The lines that it removes and adds are those of the changes, not those of another comparison.
    Fields have no place in it.

    Args:
        view: the diff.
        folder: where the compared file lies, such as `posts/00/12/1286`.
        context: how many unchanged lines are shown around a change.
    """
    a, b = _lines(view.diff.before), _lines(view.diff.after)
    opcodes = line_opcodes(view.diff)
    name = f"{folder}/{view.file}" if folder else view.file
    parts = [f"--- a/{name}\t{view.before_label}\n", f"+++ b/{name}\t{view.after_label}\n"]
    for group in _groups(opcodes, context):
        parts.extend(_hunk(group, a, b))
    return "".join(parts) if len(parts) > 2 else ""


def line_opcodes(diff: ProseDiff) -> tuple[Opcode, ...]:
    """Give the changes as opcodes over lines that tile both texts."""
    a, b = _lines(diff.before), _lines(diff.after)
    hunks: list[Hunk] = []
    i = j = 0
    for i1, i2, j1, j2 in (*_pairs(diff, a, b), Hunk(len(a), len(a), len(b), len(b))):
        hunks.extend(_gap(a, b, Hunk(i, i1, j, j1)))
        if a[i1:i2] != b[j1:j2]:
            hunks.append(Hunk(i1, i2, j1, j2))
        i, j = i2, j2
    return tile(hunks, len(a), len(b))


def _pairs(diff: ProseDiff, a: Sequence[str], b: Sequence[str]) -> list[Hunk]:
    """List the lines that belong together, changed or not, and kept their place."""
    sentences = [change for change in diff.changes if change.kind not in _BREAKS]
    old = {sentence.line for change in sentences for sentence in change.before}
    new = {sentence.line for change in sentences for sentence in change.after}
    kept_a = [i for i, line in enumerate(a) if line != "\n" and i not in old]
    kept_b = [j for j, line in enumerate(b) if line != "\n" and j not in new]
    pairs = [Hunk(i, i + 1, j, j + 1) for i, j in zip(kept_a, kept_b, strict=True)]
    pairs.extend(
        Hunk(
            change.before[0].line,
            change.before[-1].line + 1,
            change.after[0].line,
            change.after[-1].line + 1,
        )
        for change in sentences
        if change.kind in _IN_PLACE
    )
    return sorted(pairs)


def _gap(a: Sequence[str], b: Sequence[str], gap: Hunk) -> Iterator[Hunk]:
    """Trim the empty lines that both sides have at the ends of a gap."""
    i1, i2, j1, j2 = gap
    while i1 < i2 and j1 < j2 and a[i1] == b[j1]:
        i1, j1 = i1 + 1, j1 + 1
    while i1 < i2 and j1 < j2 and a[i2 - 1] == b[j2 - 1]:
        i2, j2 = i2 - 1, j2 - 1
    if i1 < i2 or j1 < j2:
        yield Hunk(i1, i2, j1, j2)


def _lines(text: str) -> list[str]:
    """Cut a text after each `\\n`, and nowhere else: git knows no other end of a line."""
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines


def _groups(opcodes: Sequence[Opcode], context: int) -> Iterator[list[Opcode]]:
    """Group changes that are close to each other, with the lines around them."""
    group: list[Opcode] = []
    for opcode in opcodes:
        tag, i1, i2, j1, j2 = opcode
        if tag != "equal":
            group.append(opcode)
            continue
        if group:
            first = min(context, i2 - i1)
            if i2 - i1 <= 2 * context and opcode is not opcodes[-1]:
                group.append(opcode)
                continue
            yield [*group, Opcode("equal", i1, i1 + first, j1, j1 + first)]
        lead = min(context, i2 - i1)
        group = [Opcode("equal", i2 - lead, i2, j2 - lead, j2)]
    if any(opcode.tag != "equal" for opcode in group):
        yield group


def _hunk(group: Sequence[Opcode], a: Sequence[str], b: Sequence[str]) -> Iterator[str]:
    old = _range(group[0].i1, group[-1].i2)
    new = _range(group[0].j1, group[-1].j2)
    yield f"@@ -{old} +{new} @@\n"
    for tag, i1, i2, j1, j2 in group:
        if tag == "equal":
            yield from (_signed(" ", line) for line in a[i1:i2])
        else:
            yield from (_signed("-", line) for line in a[i1:i2])
            yield from (_signed("+", line) for line in b[j1:j2])


def _signed(sign: str, line: str) -> str:
    end = "" if line.endswith("\n") else "\n\\ No newline at end of file\n"
    return f"{sign}{line}{end}"


def _range(start: int, stop: int) -> str:
    """Write a range as POSIX says: an empty one stands after the line before it."""
    if stop - start == 1:
        return str(start + 1)
    return f"{start + 1 if stop > start else start},{stop - start}"
