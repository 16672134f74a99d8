"""Write paragraphs piece by piece: words, marks around them, and the canonical form beside."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.text.lines import Mark, Part, escape_inside, lay_out

_RAISED = str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")
_RAISABLE = frozenset("0123456789+-=()")
_MOST_CARRIED = 8


@dataclass(slots=True, kw_only=True)
class Span:
    """An element around words; it is written only once there is something in it.

    Args:
        canonical: its tags in the comparison form.
        shown: its marks in the text.
        source: what opens it again after the end of a block; empty for what need not be.
        address, label: of a link: where it points and what it is called if it holds no words.
        start: the offset in the plain text where it was opened.
    """

    name: str
    canonical: tuple[str, str] = ("", "")
    shown: tuple[str, str] = ("", "")
    source: str = ""
    address: str = ""
    label: str = ""
    start: int = -1


class Paragraphs:
    """Collects the paragraphs of one run of inline markup."""

    def __init__(self, language: str) -> None:
        self.spans: list[Span] = []
        self.parts: list[Part] = []
        self.breaks = 0
        self._language = language
        self._opened = 0
        self._space = False
        self._line = False
        self._begin()

    def _begin(self) -> None:
        self._plain: list[str] = []
        self._size = 0
        self._marks: list[Mark] = []
        self._whole: list[tuple[int, int]] = []
        self._canonical: list[str] = []

    def words(self, text: str) -> None:
        """Add words of the site; white space is one space, at edges it belongs to no span."""
        words = " ".join(text.split())
        if not words:
            self._space = self._space or bool(text)
            return
        self._space = self._space or text[0].isspace()
        self._prepare()
        self._canonical.append(_escaped(words))
        if self.spans and self.spans[-1].name == "sup" and _RAISABLE.issuperset(words):
            words = words.translate(_RAISED)
        shown = escape_inside(words)
        if shown[0] == "(" and self._plain and self._plain[-1].endswith("]"):
            shown = "\\" + shown
        self._add(shown)
        self._space = text[-1].isspace()

    def _add(self, plain: str) -> None:
        self._plain.append(plain)
        self._size += len(plain)

    def object(self, shown: str, canonical: str, *, own_line: bool) -> None:
        """Add what is no words (an image, an embed), on a line of its own if not in a link."""
        own_line = own_line and not any(span.address for span in self.spans)
        self._line = self._line or own_line
        self._prepare()
        self._canonical.append(canonical)
        if shown:
            self._marks.append((self._size, shown, True))
        self._line = own_line

    def unseen(self, canonical: str) -> None:
        """Add what counts and is not shown."""
        self._canonical.append(canonical)

    def _prepare(self) -> None:
        if self.breaks > 1:
            self.divide()
        elif self._size or self._marks:
            if self.breaks or self._line:
                inside = any(span.address for span in self.spans[: self._opened])
                self._add(" " if inside else "\n")
                self._canonical.append("<br>" if self.breaks else " ")
            elif self._space:
                self._add(" ")
                self._canonical.append(" ")
        self.breaks, self._space, self._line = 0, False, False
        for span in self.spans[self._opened :]:
            span.start = self._size
            self._canonical.append(span.canonical[0])
            if span.shown[0]:
                self._marks.append((self._size, span.shown[0], True))
        self._opened = len(self.spans)

    def open(self, span: Span) -> None:
        """Begin an element."""
        self.spans.append(span)

    def close(self, name: str) -> None:
        """End the innermost element of this name and what is open in it; stray ends are ignored."""
        for index in range(len(self.spans) - 1, -1, -1):
            if self.spans[index].name == name:
                self._close_to(index)
                del self.spans[index:]
                return

    def _close_to(self, index: int) -> None:
        for span in reversed(self.spans[index : self._opened]):
            self._canonical.append(span.canonical[1])
            if span.shown[1]:
                self._marks.append((self._size, span.shown[1], False))
            if span.address:
                self._whole.append((span.start, self._size))
                span.source = "<a>"
        self._opened = min(self._opened, index)

    def divide(self) -> None:
        """End a paragraph; elements still open begin again in the next one."""
        self._close_to(0)
        canonical = "".join(self._canonical)
        if canonical:
            plain = "".join(self._plain)
            lines, flat = lay_out(plain, self._marks, self._whole, self._language)
            self.parts.append(Part(lines, flat, canonical))
        self._begin()
        self.breaks, self._space, self._line = 0, False, False

    def finish(self) -> str:
        """End the last paragraph; give the start tags that are still open."""
        self.divide()
        return "".join([span.source for span in self.spans if span.source][-_MOST_CARRIED:])


def plain_parts(text: str, language: str) -> tuple[Part, ...]:
    """Write words without any markup: what `Paragraphs` makes of them, on a shorter way."""
    words = " ".join(text.split())
    if not words:
        return ()
    lines, flat = lay_out(escape_inside(words), (), (), language)
    return (Part(lines, flat, _escaped(words)),)


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")
