"""Read what is shown and yet is no words: images, embeds, the words of form controls."""

from __future__ import annotations

from tracker.text.clean import one_line
from tracker.text.lines import escape_inside
from tracker.text.markup import address, escape, shown_address
from tracker.text.noise import Noise

_IMAGE_ADDRESSES = ("src", "data-src", "data-lazy-src", "data-original")
_ADDRESSES = ("src", "data", "data-src", "data-lazy-src", "data-litespeed-src", "data-cmplz-src")
_KINDS = {"source": "media", "iframe": "embed", "frame": "embed"}
_EMOJI = frozenset({"emoji", "wp-smiley"})
_BUTTONS = frozenset({"submit", "button", "reset"})
_CONTROL_WORDS = ("placeholder", "alt", "aria-label")

Forms = tuple[str, str]
"""What is shown, and the comparison form."""


def emoji(found: dict[str, str]) -> str:
    """Give the character that an image stands for (wp-includes/formatting.php), else nothing."""
    return one_line(found.get("alt", "")) if _EMOJI & set(found.get("class", "").split()) else ""


def read_image(found: dict[str, str], fact: str, noise: Noise) -> Forms | None:
    """Read an image from its attributes; None if it has neither address nor words."""
    url = address(found, _IMAGE_ADDRESSES, noise)
    alt = one_line(found.get("alt", ""))
    if not url and not alt:
        return None
    return (
        f"![{escape_inside(alt)}]({shown_address(url)})",
        f'<img src="{escape(url)}" alt="{escape(alt)}"{fact}>',
    )


def read_embed(name: str, found: dict[str, str], noise: Noise) -> Forms | None:
    """Read an iframe, video, audio or object from its attributes; None without an address."""
    url = address(found, _ADDRESSES, noise)
    if not url:
        return None
    label = one_line(found.get("title", "") or found.get("aria-label", ""))
    kind = _KINDS.get(name, name)
    return (
        f"[{escape_inside(f'{kind}: {label}' if label else kind)}]({shown_address(url)})",
        f'<{name} src="{escape(url)}" title="{escape(label)}">',
    )


def control_words(found: dict[str, str]) -> tuple[str, ...]:
    """Give the words that a form control shows; hidden ones, which carry nonces, show none."""
    kind = found.get("type", "").lower()
    if kind == "hidden":
        return ()
    names = (*_CONTROL_WORDS, "value") if kind in _BUTTONS else _CONTROL_WORDS
    return tuple(words for name in names if (words := one_line(found.get(name, ""))))
