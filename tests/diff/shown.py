"""Read back from each form of report what it shows, row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import NamedTuple

from tracker.diff.values import Change
from tracker.report.diff import DiffView, Row, RowKind, layout
from tracker.report.diff.segments import Mark, change_segments

_LABELS = {
    "~": re.compile(r"edited|split into|merged from|paragraph break"),
    "+": re.compile(r"added"),
    "-": re.compile(r"deleted"),
    "<": re.compile(r"moved (up|down) from here"),
    ">": re.compile(r"moved (up|down)"),
}
_OBVIOUS = re.compile(r"\A(?:edited|added|deleted)(?:; |\Z)")


class Shown(NamedTuple):
    """One changed row.

    Args:
        sign: `~` changed, `+` added, `-` deleted, `>` moved here, `<` moved away.
        notes: what is said of it besides.
        deleted: the deleted words.
        inserted: the inserted words.
    """

    sign: str
    notes: str
    deleted: tuple[str, ...] = ()
    inserted: tuple[str, ...] = ()


def in_the_value(view: DiffView) -> list[Shown]:
    """Tell what a report has to show."""
    return [
        _of(row, row.change)
        for row in sorted(layout(view.diff, view.context), key=lambda row: not row.headline)
        if row.change is not None
    ]


def _of(row: Row, change: Change) -> Shown:
    kind, way = change.kind.value, "up" if row.upwards else "down"
    if row.kind is RowKind.AWAY:
        return Shown("<", f"moved {way} from here")
    notes = {
        "moved": [f"moved {way}{' and edited' * bool(change.opcodes)}"],
        "split": [f"split into {len(change.after)} sentences"],
        "merged": [f"merged from {len(change.before)} sentences"],
        "divided": ["paragraph break added"],
        "joined": ["paragraph break removed"],
    }.get(kind, [])
    if kind in ("divided", "joined"):
        return Shown("~", notes[0])
    notes += ["typography only"] * change.typographic
    for link in change.links:
        name = f' "{link.text}"' if link.text else ""
        told = (
            f" added:{name} to {link.after}" if link.before is None
            else f" removed:{name} to {link.before}" if link.after is None
            else f" target changed:{name} from {link.before} to {link.after}"
        )  # fmt: skip
        notes.append(("image" if link.image else "link") + told)
    segments = change_segments(change)
    return Shown(
        {"added": "+", "deleted": "-", "moved": ">"}.get(kind, "~"),
        _squeezed("; ".join(notes)),
        _words(text for mark, text in segments if mark is Mark.DELETE),
        _words(text for mark, text in segments if mark is Mark.INSERT),
    )


def in_one_column(text: str) -> list[Shown]:
    """Read a report for a terminal that breaks no line."""
    found: list[Shown] = []
    for line in text.splitlines():
        gutter, words = line[:2].strip(), line[2:]
        if line.startswith("    ("):
            found[-1] = _noted(found[-1], line.strip()[1:-1])
        elif gutter:
            found.append(_signed(gutter, words, words))
    return found


def in_colors(text: str) -> list[Shown]:
    """Read a coloured report: its colours say what signs say elsewhere."""
    return in_one_column(re.sub(r"\x1b\[[0-9;]*m", "", with_signs(text)))


def with_signs(text: str) -> str:
    """Write what colours mark as signs do."""
    text = re.sub(r"\x1b\[31;9m(.*?)\x1b\[0m", r"[-\1-]", text)
    return re.sub(r"\x1b\[32;4m(.*?)\x1b\[0m", r"{+\1+}", text)


def in_two_columns(text: str) -> list[Shown]:
    """Read a report in two columns, far apart."""
    found: list[Shown] = []
    for line in text.replace("\u200e", "").splitlines()[2:]:
        match = re.fullmatch(r"(.*?) {40,}([|~+<>-])(?: (.*))?", line)
        assert match, line
        left, sign, right = match[1].strip(), match[2], match[3] or ""
        if sign != "|":
            found.append(_signed(sign, left, right, left or right))
        elif not left and right.startswith("("):
            found[-1] = _noted(found[-1], right[1:-1])
    return found


def in_markdown(text: str) -> list[Shown]:
    """Read a report in Markdown."""
    entry = re.compile(r'- (?:<span dir="ltr">)?(?:\*\*(.+?):\*\*|\*(.+?):?\*)(?:</span>)?( .*|)')
    found = []
    for line in text.splitlines():
        match = entry.fullmatch(line)
        if match is None or (match[2] or "").startswith("…"):
            continue
        label, words = unescaped(match[1] or match[2]), match[3]
        pieces = (re.findall(rf"<{tag}>(.*?)</{tag}>", words) for tag in ("del", "ins"))
        found.append(_labelled(label, *([unescaped(each) for each in one] for one in pieces)))
    return found


def unescaped(text: str) -> str:
    """Read Markdown in which marks have a backslash before them."""
    return re.sub(r"\\([^\w\s])", r"\1", text)


def in_html(text: str) -> list[Shown]:
    """Read a report in HTML."""
    parser = _Page()
    parser.feed(text)
    parser.close()
    return [_labelled(label, one, other) for label, one, other in parser.rows]


class _Page(HTMLParser):
    """Collects the rows that have a label, with the signs that their elements stand for."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, list[str], list[str]]] = []
        self._place = ""
        self._sign = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if re.fullmatch("h[2-6]", tag):
            self._sign = "#" * (int(tag[1]) - 1) + " "
        elif tag in ("p", "li", "summary"):
            self._sign = "- " if tag == "li" else ""
        if tag == "span" and dict(attrs).get("class") == "label":
            self.rows.append(("", [], []))
        if tag in ("span", "del", "ins"):
            self._place = tag

    def handle_endtag(self, tag: str) -> None:
        if tag in ("span", "del", "ins"):
            self._place = ""

    def handle_data(self, data: str) -> None:
        if self._place == "span":
            self.rows[-1] = (data.removesuffix(":"), *self.rows[-1][1:])
        elif self._place:
            _, deleted, inserted = self.rows[-1]
            (deleted if self._place == "del" else inserted).append(self._sign + data)
        if self._place != "span" and (data.strip() or self._place):
            self._sign = ""


def _signed(sign: str, left: str, right: str, said: str = "") -> Shown:
    """Read marks as signs, on either side; without any, a remark stands in their place."""
    deleted = _words(re.findall(r"\[-(.*?)-\](?!\()", left))
    inserted = _words(re.findall(r"\{\+(.*?)\+\}", right))
    remark = re.fullmatch(r"\((paragraph break \w+|moved \w+ from here)(?:: .*)?\)", said or left)
    return Shown(sign, remark[1] if remark else "", deleted, inserted)


def _noted(row: Shown, note: str) -> Shown:
    return row._replace(notes="; ".join(filter(None, (row.notes, _squeezed(note)))))


def _labelled(label: str, deleted: list[str], inserted: list[str]) -> Shown:
    sign = next(sign for sign, words in _LABELS.items() if words.match(label))
    notes = _squeezed(_OBVIOUS.sub("", label))
    return Shown(sign, notes, _words(deleted), _words(inserted))


def _words(parts: Iterable[str]) -> tuple[str, ...]:
    """Give texts with single spaces; a mark around white space alone is still a mark."""
    return tuple(_squeezed(part) or " " for part in parts)


def _squeezed(text: str) -> str:
    return " ".join(text.split())
