"""Parse content and write it as well-formed HTML without what no reader sees."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from tracker.text.clean import join_surrogates
from tracker.text.noise import Noise
from tracker.text.repair import bounded, with_opening_tags

_DROPPED = re.compile(
    r"<(?:!--(?:.*?-->|.*)"
    r"|s(cript|tyle)\b[^>]*>(?:.*?</s\1>|.*)"
    r"|no(embed|frames)\b[^>]*>(?:.*?</no\2>|.*)"
    r"|noscript\b[^>]*>[^<]*<img\b[^>]*>[^<]*</noscript>"
    r"|(iframe\b[^>]*>)(?:.*?</iframe>|.*))",
    re.DOTALL,
)
"""Scripts, styles, comments, images that stand in for lazy ones, and what is in an iframe."""

_TEMPLATE = re.compile(r"<(/?)template\b[^>]*>")


def serialised(content: str) -> str:
    """Parse content and write it as well-formed HTML, every element closed."""
    content = bounded(join_surrogates(content))
    html = LexborHTMLParser(content, is_fragment=True).html or ""
    if "<p></p>" in html or "<p" not in html:
        mended = with_opening_tags(content)
        if mended != content:
            html = LexborHTMLParser(bounded(mended), is_fragment=True).html or ""
    return html


def visible(html: str, noise: Noise) -> str:
    """Drop what no reader sees: scripts, styles, comments, templates, elements that are noise."""
    html = _DROPPED.sub(_kept, html)
    if "<template" in html:
        html = _without_templates(html)
    if noise.elements is not None and noise.may_hold_elements(html):
        html = _without_elements(html, noise.elements)
    return html


def _kept(match: re.Match[str]) -> str:
    return f"<{match[3]}</iframe>" if match[3] else ""


def _without_templates(html: str) -> str:
    kept: list[str] = []
    depth = position = 0
    for match in _TEMPLATE.finditer(html):
        if depth == 0:
            kept.append(html[position : match.start()])
        depth = max(0, depth + (-1 if match[1] else 1))
        position = match.end()
    if depth == 0:
        kept.append(html[position:])
    return "".join(kept)


def _without_elements(html: str, starts: re.Pattern[str]) -> str:
    """Drop the elements whose start tags match, with what is in them."""
    kept: list[str] = []
    position = 0
    while match := starts.search(html, position):
        kept.append(html[position : match.start()])
        position = _end_of_element(html, match[1], match.end())
    return "".join([*kept, html[position:]])


def _end_of_element(html: str, name: str, position: int) -> int:
    depth = 1
    for tag in re.compile(rf"<(/?){re.escape(name)}(?=[\s>])[^>]*>").finditer(html, position):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.end()
    return len(html)
