"""From `content.rendered` to text.md and to the comparison form, in one parse."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tracker.text.builder import Builder
from tracker.text.clean import plain
from tracker.text.noise import DEFAULT_NOISE, Noise
from tracker.text.parse import serialised, visible

TEXT_VERSION = 1
"""Version of the readable form, told by the `Text:` trailer of every commit."""

_CACHED_UP_TO = 16_384
_UNTITLED = "(no title)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The two forms of a post's content.

    Args:
        text: the whole text.md: title, blocks, one sentence a line; ends with a line feed.
        comparison: equal for two contents exactly if no edit lies between them; without the title.
    """

    text: str
    comparison: str


def read_document(
    content: str, *, title: str, language: str = "en", noise: Noise = DEFAULT_NOISE
) -> Document:
    """Read rendered content; any string can be read, however broken.

    Args:
        content: `content.rendered` as served.
        title: `title.rendered` as served, entities included.
        language: BCP 47; chooses how sentences are cut.
        noise: what never makes an edit.
    """
    read = _read_again if len(content) <= _CACHED_UP_TO else _read
    body, comparison = read(content, language, noise)
    heading = f"# {plain(title) or _UNTITLED}\n"
    return Document(text=f"{heading}\n{body}\n" if body else heading, comparison=comparison)


def _read(content: str, language: str, noise: Noise) -> tuple[str, str]:
    builder = Builder(language, noise)
    builder.read(visible(serialised(content), noise))
    return "\n".join(builder.layout.lines), "\n".join(builder.layout.canonical)


_read_again = lru_cache(maxsize=512)(_read)
"""Many observations of a post hold the same content; 512 of 16 kB are 25 MB at most."""
