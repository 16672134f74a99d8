"""Web addresses as they stand in `tracker.toml`, and what is not to stand in them.

Errors are as those of `tracker.config.readers`, which never repeat what can be secret.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

_LOGIN = re.compile(r"://[^/?#]*@")


def read_url(text: str) -> str:
    """Take the address of a site; `tracker.wordpress.address` looks closer when it is used."""
    if has_login(text):
        raise ValueError("it holds a name or password; they belong in `user` and `password`")
    _hostname(text)
    return text.strip()


def read_webhook_url(text: str) -> str:
    """Take an address without a secret that is easily told."""
    if has_login(text):
        raise ValueError("it holds a name or password; take the whole address from a secret")
    if "://" not in text:
        raise ValueError("it is no web address")
    _hostname(text)
    return text


def read_web_address(text: str) -> str:
    """Take an address that is published."""
    if has_login(text):
        raise ValueError("it holds a name or password, and everybody could read them")
    if "://" not in text:
        raise ValueError("it is no web address")
    _hostname(text)
    return text.strip()


def has_login(text: str) -> bool:
    """Tell whether an address names a user, or a password."""
    return _LOGIN.search(text if "://" in text else f"https://{text}") is not None


def sends_openly(url: str) -> bool:
    """Tell whether anyone on the way can read what is sent to an address."""
    host = _hostname(url)
    if not url.strip().lower().startswith("http://") or host == "localhost":
        return False
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return True


def _hostname(text: str) -> str:
    whole = text.strip() if "://" in text else f"https://{text.strip()}"
    try:
        parts = urlsplit(whole)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fits = False
    if not fits or not whole.isprintable() or " " in whole:
        raise ValueError("it is no web address")
    return str(parts.hostname).lower()
