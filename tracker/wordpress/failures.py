"""What goes wrong between a site and its reader, in words, and whether it may pass."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

import requests
import urllib3

from tracker.errors import SiteError, SiteUnavailable, TrackerError
from tracker.wordpress.address import origin_of, place_of, shown


class Transient(SiteUnavailable):
    """A failure that may pass: worth another try.

    Args:
        retry_after: seconds that the site asks for, or None.
    """

    def __init__(
        self,
        message: str,
        *,
        url: str,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message, url=url, status=status)
        self.retry_after = retry_after


class OutOfTime(TrackerError):
    """The time that a session was given is up.

    No `SiteError`: those of one post or page are noted, and the rest is read on.
    """


def final(error: Transient, tries: int) -> SiteUnavailable:
    """Say that a failure did not pass."""
    again = f" ({tries} tries)" if tries > 1 else ""
    return SiteUnavailable(
        f"{str(error).removesuffix('.')}{again}; nothing was taken from it, try again later.",
        url=error.url,
        status=error.status,
    )


def status_text(status: int) -> str:
    """Name a status: `502 Bad Gateway`."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Read the pause that an answer asks for, in seconds; it may be told as a date."""
    text = headers.get("retry-after")
    if text is None:
        return None
    try:
        return max(0.0, urllib3.Retry().parse_retry_after(text))
    except (urllib3.exceptions.InvalidHeader, OverflowError):
        return None


def failure_of(url: str, error: Exception) -> SiteError:
    """Say in one sentence what went wrong; the text of the third party is not repeated.

    (It can hold the password of a proxy.)
    """
    place = place_of(url)
    if isinstance(error, requests.exceptions.SSLError | urllib3.exceptions.SSLError):
        return SiteError(
            f"{place} shows no certificate that can be trusted; look at the certificate of the "
            "site, or name the certificates of your network with ca_bundle.",
            url=url,
        )
    if isinstance(error, requests.exceptions.ProxyError):
        return Transient(f"The proxy on the way to {place} does not work.", url=url)
    if _caused_by(error, urllib3.exceptions.NameResolutionError):
        host = origin_of(url).host
        return SiteUnavailable(
            f"There is no address for the host {shown(host)}; look for a slip in the name, "
            "or for a network that is down.",
            url=url,
        )
    if isinstance(error, requests.exceptions.Timeout | urllib3.exceptions.TimeoutError):
        return Transient(f"{place} did not answer in time.", url=url)
    if isinstance(error, urllib3.exceptions.DecodeError):
        return Transient(f"{place} sent damaged compressed data.", url=url)
    if _caused_by(error, ConnectionRefusedError):
        return Transient(f"{place} refuses connections; no web server answers there.", url=url)
    return Transient(f"{place} broke the connection off.", url=url)


def _caused_by(error: BaseException, kind: type[BaseException]) -> bool:
    """Look for a kind among the causes, which urllib3 keeps in `reason` and in the context."""
    todo: list[object] = [error]
    for _ in range(12):
        if not todo:
            return False
        here = todo.pop()
        if isinstance(here, kind):
            return True
        if isinstance(here, BaseException):
            todo += [here.__cause__, here.__context__, getattr(here, "reason", None), *here.args]
    return False
