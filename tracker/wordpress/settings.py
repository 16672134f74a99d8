"""How a site is asked: bounds, manners and, where given, credentials."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """A user's name and application password; the password shows in no repr.

    WordPress, Application Passwords:
    https://developer.wordpress.org/rest-api/using-the-rest-api/authentication/
    """

    user: str
    password: str = field(repr=False)

    @property
    def header(self) -> str:
        """The value of the `Authorization` header."""
        token = base64.b64encode(f"{self.user}:{self.password}".encode()).decode("ascii")
        return f"Basic {token}"


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpSettings:
    """Everything about HTTP that is a choice.

    Args:
        user_agent: an honest name with a contact.
        connections: requests under way at once.
        rate: requests a second; None means 4 for a site elsewhere and no limit on loopback.
            A page of 100 posts costs WordPress 0.2 to 1 s of one PHP worker, and small hosts
            have four or so: at 4 requests a second a sync is no more than a busy reader.
        timeout_connect: seconds until a connection stands.
        timeout_read: seconds without a byte.
        timeout_total: seconds for one whole answer, its status line and headers included, against
            a server that drips.
        max_bytes: size of one answer, unpacked.
        max_depth: nesting of JSON; WordPress itself stays below 12.
        max_redirects: hops of one request.
        tries: how often one request is sent before a transient failure is final.
        backoff: seconds before the second try; doubled for each further one.
        retry_after_max: seconds; a site that asks for a longer pause ends the run.
        proxies: by scheme, as requests has them.
        no_proxy: hosts reached without a proxy, in the form of `NO_PROXY`.
        ca_bundle: file or folder of certificates, None for the ones that come with requests.
        credentials: used only where a caller asks for it, see `Session.get`.
    """

    user_agent: str
    connections: int = 4
    rate: float | None = None
    timeout_connect: float = 10.0
    timeout_read: float = 30.0
    timeout_total: float = 120.0
    max_bytes: int = 64 * 1024 * 1024
    max_depth: int = 64
    max_redirects: int = 5
    tries: int = 4
    backoff: float = 1.0
    retry_after_max: float = 120.0
    proxies: Mapping[str, str] = field(default_factory=dict, repr=False)
    no_proxy: str = ""
    ca_bundle: Path | None = None
    credentials: Credentials | None = None

    def rate_for(self, *, loopback: bool) -> float | None:
        """Give the requests a second for a site, None for no limit."""
        if self.rate is not None:
            return self.rate
        return None if loopback else 4.0
