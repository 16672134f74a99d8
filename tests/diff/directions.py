"""Which way the text of a page goes."""

from __future__ import annotations

import unicodedata
from html.parser import HTMLParser


def directions(page: str) -> list[tuple[str, str]]:
    """Find the direction of each text block of a page, as browsers do."""
    parser = _Directions()
    parser.feed(page)
    parser.close()
    return parser.found


class _Directions(HTMLParser):
    """Follows https://html.spec.whatwg.org/multipage/dom.html#auto-directionality."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._open: list[tuple[str, str | None, str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag not in ("meta", "br"):
            direction = "auto" if tag == "bdi" else told.get("dir")
            self._open.append((tag, direction, told.get("class") or "", []))

    def handle_data(self, data: str) -> None:
        for _, direction, _, words in reversed(self._open):
            words.append(data)
            if direction is not None:
                break

    def handle_endtag(self, tag: str) -> None:
        name, direction, _, words = self._open.pop()
        assert name == tag
        if direction == "auto":
            kinds = [unicodedata.bidirectional(each) for text in words for each in text]
            strong = [kind for kind in kinds if kind in ("L", "R", "AL")]
            self.found.append(
                ("rtl" if strong[:1] in (["R"], ["AL"]) else "ltr", "".join(words).strip())
            )
