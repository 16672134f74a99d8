"""Read the tags of serialised HTML: attributes, words in them, addresses, what counts.

Lexbor's serialiser writes every attribute as ` name="value"` and escapes `<`, `>`, `"`, `&` and
the non-breaking space in it, so a tag ends at its first `>`
(https://html.spec.whatwg.org/multipage/parsing.html#serialising-html-fragments).
"""

from __future__ import annotations

import re
from hashlib import blake2b

from tracker.text.clean import one_line, plain, without_unseen
from tracker.text.noise import Noise

_ATTRIBUTE = re.compile(r'\s(=?[^\s=>]+)="([^"]*)"')
_FACTS = re.compile(r'\s(?:hidden="|style="|title="|aria-label="|rel="[^"]*(?:no|spon|ugc))')
_START = re.compile(r"<([a-zA-Z][^\s/>]*)(\s[^>]*)>")
_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_URL_SPACE = re.compile(r"[\s()<>]")
_WORDS = re.compile(r"\w\w+\W+\w\w")
_EMAIL = re.compile(r"(?:[0-9a-f]{2}){4,}\Z")
_PROTECTED = "/cdn-cgi/l/email-protection#"
_PAID = frozenset({"nofollow", "sponsored", "ugc"})
_NAMED_WORDS = frozenset({"data-message", "title", "alt", "aria-label", "placeholder", "label"})
_LONG_DATA = 120


def unescape(text: str) -> str:
    """Decode what the serialiser escapes, and nothing else."""
    if "&" not in text:
        return text
    text = text.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">")
    return text.replace("&quot;", '"').replace("&amp;", "&")


def escape(text: str) -> str:
    """Encode a value for the comparison form."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def attributes(tag: str) -> dict[str, str]:
    """Read the attributes of a serialised start tag, in order, values decoded."""
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


def _may_hold_facts(html: str) -> bool:
    """Say quickly whether the tags of a block can have attributes that `facts` finds."""
    return (
        ' title="' in html or ' aria-label="' in html or ' style="' in html or ' hidden="' in html
    )


def facts(tag: str) -> str:
    """Give what counts of any element's attributes, as part of the comparison form.

    That is hiding, words (`title`, `aria-label`) and the link relations that tell readers of paid
    or unvouched links; empty for most tags.
    """
    if not _FACTS.search(tag):
        return ""
    found = attributes(tag)
    parts = [
        f' {name}="{escape(one_line(found[name]))}"'
        for name in ("title", "aria-label")
        if one_line(found.get(name, ""))
    ]
    if "hidden" in found or _HIDING.search(found.get("style", "")):
        parts.append(" hidden")
    relations = sorted(_PAID.intersection(found.get("rel", "").lower().split()))
    if relations:
        parts.append(f' rel="{" ".join(relations)}"')
    return "".join(parts)


def all_facts(html: str) -> str:
    """Give the facts of every start tag in serialised HTML, each with its element."""
    if not _may_hold_facts(html):
        return ""
    found = [(tag[1], facts(tag[2])) for tag in _START.finditer(html)]
    return "".join(f"<{name}{fact}>" for name, fact in found if fact)


def address(found: dict[str, str], names: tuple[str, ...], noise: Noise) -> str:
    """Choose the address of an element: the first of `names` that is no placeholder.

    Lazy loading moves the real one to `data-src` and the like, and puts a `data:` image or
    `about:blank` in its place.
    """
    candidates = [without_unseen(found[name]).strip() for name in names if found.get(name)]
    real = [one for one in candidates if not one.startswith(("data:", "about:"))]
    url = (real or candidates or [""])[0]
    if _PROTECTED in url:
        url = "mailto:" + unprotected(url.partition(_PROTECTED)[2])
    return noise.clean_url(url, found.get("class", ""))


def shown_address(url: str) -> str:
    """Write an address so that it ends where `)` ends it; long `data:` ones by their digest."""
    if url.startswith("data:") and len(url) > _LONG_DATA:
        kind = url[5:].partition(",")[0].partition(";")[0]
        digest = blake2b(url.encode(), digest_size=8).hexdigest()
        url = f"data:{kind};blake2b-{digest}"
    return _URL_SPACE.sub(lambda match: "".join(f"%{b:02X}" for b in match[0].encode()), url)


def unprotected(code: str) -> str:
    """Decode a mail address that Cloudflare hid: each rendering XORs it with another first byte.

    Source: https://developers.cloudflare.com/waf/tools/scrape-shield/email-address-obfuscation/
    """
    if not _EMAIL.match(code):
        return code
    key, *rest = bytes.fromhex(code)
    return one_line(bytes(byte ^ key for byte in rest).decode("utf-8", "replace"))


def custom_words(found: dict[str, str], noise: Noise) -> tuple[str, ...]:
    """Give the attribute values of a custom element that are words, in order, as HTML."""
    return tuple(
        value
        for name, value in found.items()
        if not noise.is_noise(name)
        and (name in _NAMED_WORDS or _is_wordy(name, value))
        and plain(value)
    )


def _is_wordy(name: str, value: str) -> bool:
    return (
        name.startswith("data-")
        and _WORDS.search(value) is not None
        and " " in value
        and value[0] not in "{["
    )


def counted(found: dict[str, str], noise: Noise) -> str:
    """Write those attributes of a custom element that are no noise, for the comparison form."""
    return "".join(
        f' {name}="{escape(noise.clean_url(one_line(value)))}"'
        for name, value in sorted(found.items())
        if not noise.is_noise(name)
    )
