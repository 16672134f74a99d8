"""Addresses: what may be asked, what a folder is called, what may be shown."""

from __future__ import annotations

import hashlib
import ipaddress
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

import requests

from tracker.errors import ConfigError

Params = Sequence[tuple[str, str]]

DEFAULT_PORTS: Mapping[str, int] = {"http": 80, "https": 443}


class Origin(NamedTuple):
    """Scheme, host and port: what a browser calls an origin."""

    scheme: str
    host: str
    port: int

    @property
    def is_loopback(self) -> bool:
        """Tell whether the host is this machine (127.0.0.0/8, ::1, `localhost`)."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def is_private(self) -> bool:
        """Tell whether a password may travel to it: over HTTPS, or on this machine."""
        return self.scheme == "https" or self.is_loopback

    def leads_to(self, other: Origin) -> bool:
        """Tell whether an answer of this origin may lead to `other`: itself, or its HTTPS."""
        if self == other:
            return True
        upgraded = self.scheme == "http" and other.scheme == "https" and self.host == other.host
        return upgraded and (other.port == self.port or (self.port, other.port) == (80, 443))


def origin_of(url: str) -> Origin:
    """Read the origin of an absolute http or https address.

    Raises:
        ValueError: for anything else.
    """
    parts = urlsplit(url)
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise ValueError(f"not an http address: {shown(url)}")
    host = parts.hostname.lower().rstrip(".")
    return Origin(parts.scheme, host, parts.port or DEFAULT_PORTS[parts.scheme])


def parse_address(typed: str) -> str:
    """Make the address that a user typed absolute: `example.org` means `https://example.org/`.

    Raises:
        ConfigError: for what is no web address, or holds a name or password.
    """
    text = typed.strip()
    if "://" not in text:
        text = f"{'http' if _looks_local(text) else 'https'}://{text}"
    try:
        parts = urlsplit(text)
        origin_of(text)
        prepared = requests.PreparedRequest()
        prepared.prepare_url(text.partition("#")[0], None)
    except (ValueError, requests.RequestException) as error:
        raise ConfigError(
            f"{shown(typed)} is not a web address; give one like https://www.example.org/."
        ) from error
    if parts.username is not None or parts.password is not None:
        raise ConfigError(
            "The address of the site holds a name or password; leave them out, give the name "
            "with --user and the password in TRACKER_PASSWORD."
        )
    return str(prepared.url)


def _looks_local(text: str) -> bool:
    host = re.split(r"[/?]", text, maxsplit=1)[0]
    try:
        return origin_of(f"http://{host}/").is_loopback
    except ValueError:
        return False


def archive_name(typed: str, base_path: str) -> str:
    """Name the archive of a site: `www.example.org`, `example.org_blog`, `127.0.0.1_8080`.

    Args:
        typed: the address that the user typed (`parse_address`); never what the site says.
        base_path: the path under which WordPress lives, `/` or empty for the root.

    A name that had to lose characters ends in a piece of a hash, so that two sites never meet.
    """
    origin = origin_of(typed)
    host = origin.host
    if ":" in host:
        host = ipaddress.ip_address(host).exploded.replace(":", "-")
    port = "" if origin.port == DEFAULT_PORTS[origin.scheme] else f"_{origin.port}"
    path = "".join(f"_{part}" for part in base_path.split("/") if part)
    full = host + port + path
    safe = re.sub(r"[^a-z0-9._-]", "-", full.lower()).lstrip(".-")[:100]
    if safe == full:
        return safe
    return f"{safe}-{hashlib.sha256(full.encode()).hexdigest()[:8]}"


def bypasses_proxy(host: str, no_proxy: str) -> bool:
    """Tell whether a host is reached without the proxy.

    Args:
        host: the host of the address.
        no_proxy: the form of the `NO_PROXY` variable: names, `.suffixes`, addresses, networks,
            `*`, separated by commas.
    """
    for entry in filter(None, (part.strip().lower() for part in no_proxy.split(","))):
        name = entry.partition(":")[0].lstrip(".") if entry.count(":") == 1 else entry.lstrip(".")
        if entry == "*" or host == name or host.endswith(f".{name}"):
            return True
        try:
            if ipaddress.ip_address(host) in ipaddress.ip_network(name, strict=False):
                return True
        except ValueError:
            continue
    return False


def with_params(url: str, params: Params) -> str:
    """Add parameters to the query of an address."""
    # Commas stay: an `include` of 100 ids would double in length, and WordPress splits at them.
    query = urlencode(tuple(params), safe=",/")
    if not query:
        return url
    return f"{url}{'&' if urlsplit(url).query else '?'}{query}"


def place_of(url: str) -> str:
    """Name what was asked, for a message: without the parameters of the request.

    Where the route of the REST API is one of them (`/?rest_route=/wp/v2/posts`), it stays.
    """
    base, _, query = url.partition("?")
    route = next((each for each in query.split("&") if each.startswith("rest_route=")), "")
    return shown(f"{base}?{route}" if route else base)


def shown(text: str, limit: int = 200) -> str:
    """Make text of a site fit for one line of a message: no control or hidden characters."""
    clean = "".join(
        " " if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} else char
        for char in text[: limit * 2]
    )
    clean = " ".join(clean.split())
    return clean if len(clean) <= limit else clean[: limit - 3] + "..."
