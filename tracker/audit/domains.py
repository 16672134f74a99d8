"""Who an address belongs to, as far as its name tells."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

_SECOND_LEVELS = frozenset({
    "ac", "co", "com", "edu", "gen", "go", "gob", "gov", "gouv", "govt", "gv", "info", "mil", "ne",
    "net", "nom", "or", "org", "sch",
})  # fmt: skip
"""Second levels under which countries register names: `co.uk`, `com.au`, `or.jp`."""


def host_of(address: str) -> str | None:
    """Take the host of a web address; empty for one within the site, None for any other."""
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme not in ("", "http", "https"):
        return None
    return host.rstrip(".").casefold()


def registrable(host: str) -> str:
    """Name the domain that somebody registered: `news.example.co.uk` -> `example.co.uk`.

    Without the list of public suffixes: two names, or three under the usual second levels of
    countries. Names on shared hosts (`a.github.io`, `b.github.io`) count as one.
    """
    host = host.casefold().rstrip(".")
    try:
        ip_address(host)
    except ValueError:
        names = host.split(".")
        is_deep = len(names) > 2 and len(names[-1]) == 2 and names[-2] in _SECOND_LEVELS
        return ".".join(names[-3:] if is_deep else names[-2:])
    return host


def is_under(host: str, domain: str) -> bool:
    """Tell whether a host is a domain or stands under it; `*.` before the domain is allowed."""
    wanted = domain.casefold().strip().removeprefix("*.").strip(".")
    return bool(wanted) and (host == wanted or host.endswith(f".{wanted}"))
