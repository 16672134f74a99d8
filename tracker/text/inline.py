"""Read what stands inside one block: words, links, images, embeds, emphasis."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tracker.text.clean import one_line, plain, without_unseen
from tracker.text.lines import Part
from tracker.text.markup import (
    address,
    attributes,
    counted,
    custom_words,
    escape,
    facts,
    shown_address,
    unescape,
    unprotected,
)
from tracker.text.noise import Noise
from tracker.text.objects import control_words, emoji, read_embed, read_image
from tracker.text.paragraph import Paragraphs, Span, plain_parts
from tracker.text.parse import serialised, visible

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)([^>]*)>|<[!?][^>]*>")
_EMPHASIS = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "dfn": "em",
    "var": "em", "u": "u", "code": "code", "kbd": "code", "samp": "code", "tt": "code", "s": "s",
    "strike": "s", "del": "s", "ins": "ins", "mark": "mark", "sub": "sub", "sup": "sup", "q": "q",
    "rt": "rt", "small": "small", "big": "big",
}  # fmt: skip
_SHOWN = {"code": ("`", "`"), "s": ("~~", "~~"), "q": ("“", "”"), "rt": ("(", ")")}
_VOID = frozenset({"wbr", "link", "meta", "base", "param", "area", "track", "bgsound", "keygen"})
_MEDIA = frozenset({"iframe", "video", "audio", "object", "embed", "source", "frame"})
_LINK_SOURCE = ("href", "title", "aria-label", "rel", "class")
_CONTROLS = frozenset({"input", "textarea", "select", "button"})
_DIVIDING = frozenset(
    ("p", "div", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "tr")
)
_CACHED_UP_TO = 16_384


@dataclass(frozen=True, slots=True)
class Inline:
    """What one run of inline markup says.

    Args:
        parts: its paragraphs; more than one where empty lines or custom elements divide it.
        carried: the start tags still open at its end, to be put before the next run.
    """

    parts: tuple[Part, ...]
    carried: str


def read_inline(html: str, language: str, noise: Noise) -> Inline:
    """Read serialised HTML without block tags; remembers short runs, since most come again."""
    if len(html) > _CACHED_UP_TO:
        return _read(html, language, noise)
    return _read_again(html, language, noise)


def _read(html: str, language: str, noise: Noise) -> Inline:
    if "<" not in html:
        return Inline(plain_parts(_words(html, noise), language), "")
    reader = _Reader(language, noise)
    reader.feed(html)
    carried = reader.out.finish()
    return Inline(tuple(reader.out.parts), carried)


_read_again = lru_cache(maxsize=16_384)(_read)


def _words(html: str, noise: Noise) -> str:
    return noise.clean_words(without_unseen(unescape(html)))


class _Reader:
    """Turns the tags and words of one run into paragraphs."""

    def __init__(self, language: str, noise: Noise) -> None:
        self.noise = noise
        self.out = Paragraphs(language)
        self.hidden_words = ""
        self.in_attribute = False

    def feed(self, html: str) -> None:
        position = 0
        for match in _TAG.finditer(html):
            if match.start() > position:
                self.words(html[position : match.start()])
            position = match.end()
            slash, name, rest = match.groups("")
            if self.in_attribute and name in _DIVIDING:
                self.out.divide()
            elif slash:
                self.end(name)
            elif name:
                self.start(name, rest)
        if position < len(html):
            self.words(html[position:])

    def words(self, html: str) -> None:
        if not self.hidden_words:
            self.out.words(_words(html, self.noise))

    def start(self, name: str, rest: str) -> None:
        if name == "br":
            self.out.breaks += 1
        elif name == "a":
            self._link(attributes(rest), facts(rest))
        elif name == "img":
            self._image(attributes(rest), facts(rest) if rest else "")
        elif name in _MEDIA:
            self._embed(name, attributes(rest))
        elif name in _CONTROLS:
            self._control(name, attributes(rest))
        elif "-" in name:
            self._custom(name, attributes(rest))
        elif name not in _VOID:
            self._span(name, facts(rest) if rest else "")
            if "data-cfemail" in rest:
                self._protected(name, attributes(rest))

    def end(self, name: str) -> None:
        if name == self.hidden_words:
            self.hidden_words = ""
        top = self.out.spans[-1] if self.out.spans else None
        if name == "a" and top is not None and top.address and top.start < 0:
            self._link_without_words(top)
        self.out.close(name)

    def _span(self, name: str, fact: str) -> None:
        tag = _EMPHASIS.get(name, "span" if fact else "")
        if not tag:
            self.out.open(Span(name=name))
            return
        self.out.open(
            Span(
                name=name,
                canonical=(f"<{tag}{fact}>", f"</{tag}>"),
                shown=_SHOWN.get(tag, ("", "")),
                source=f"<{name}>",
            )
        )

    def _link(self, found: dict[str, str], fact: str) -> None:
        url = address(found, ("href",), self.noise)
        if "data-cfemail" in found:
            url = "mailto:" + unprotected(found["data-cfemail"])
        if not url:
            self._span("a", fact)
            return
        source = "".join(
            f' {name}="{escape(value).replace(">", "&gt;")}"'
            for name, value in found.items()
            if name in _LINK_SOURCE
        )
        label = one_line(found.get("aria-label", "") or found.get("title", ""))
        self.out.open(
            Span(
                name="a",
                canonical=(f'<a href="{escape(url)}"{fact}>', "</a>"),
                shown=("[", f"]({shown_address(url)})"),
                source=f"<a{source}>",
                address=url,
                label=label,
            )
        )
        if "data-cfemail" in found:
            self._protected("a", found)

    def _link_without_words(self, link: Span) -> None:
        """Show an empty link (an icon) by its label; without one it only counts."""
        if link.label:
            self.out.words(link.label)
        else:
            self.out.unseen("".join(link.canonical))

    def _image(self, found: dict[str, str], fact: str) -> None:
        words = emoji(found)
        image = None if words else read_image(found, fact, self.noise)
        if words:
            self.out.words(words)
        elif image is not None:
            self.out.object(*image, own_line=True)

    def _embed(self, name: str, found: dict[str, str]) -> None:
        embed = read_embed(name, found, self.noise)
        if embed is not None:
            self.out.object(*embed, own_line=True)

    def _control(self, name: str, found: dict[str, str]) -> None:
        for words in control_words(found):
            self.out.words(f" {words} ")
        if name != "input":
            self.out.open(Span(name=name))

    def _custom(self, name: str, found: dict[str, str]) -> None:
        words = custom_words(found, self.noise)
        canonical = f"<{name}{counted(found, self.noise)}>"
        if words:
            self.out.divide()
            self.out.unseen(canonical)
        for value in words:
            self._attribute_words(value)
            self.out.divide()
        if not words and len(canonical) > len(name) + 2:
            self.out.unseen(canonical)
        self.out.open(Span(name=name))

    def _attribute_words(self, value: str) -> None:
        """Read words in an attribute; they may hold links, but no further elements with words."""
        if "<" not in value or self.in_attribute:
            self.out.words(plain(value))
            return
        self.in_attribute = True
        self.feed(visible(serialised(value), self.noise))
        self.in_attribute = False

    def _protected(self, name: str, found: dict[str, str]) -> None:
        self.out.words(unprotected(found["data-cfemail"]))
        self.hidden_words = name
