"""One request and its answer, bounded in size and time; failures as errors of ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests_ratelimiter import LimiterAdapter

from tracker.errors import SiteError, SiteUnavailable
from tracker.wordpress.address import bypasses_proxy, origin_of, shown
from tracker.wordpress.settings import HttpSettings

CHUNK = 64 * 1024


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """An answer as it came over the wire, unpacked."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


class Transport:
    """Sends requests without cookies, netrc, environment or redirects; safe in threads.

    It uses the adapter of requests below its `Session`: what a `Session` would add (cookies,
    credentials out of ~/.netrc, proxies out of the environment) must not happen here.

    Args:
        settings: the bounds.
        rate: requests a second, None for no limit.
        clock: monotonic seconds.
    """

    def __init__(
        self, settings: HttpSettings, *, rate: float | None, clock: Callable[[], float]
    ) -> None:
        self._settings = settings
        self._clock = clock
        size = settings.connections
        self._adapter: HTTPAdapter = (
            HTTPAdapter(pool_maxsize=size)
            if rate is None
            else LimiterAdapter(per_second=rate, limit_statuses=(), pool_maxsize=size)
        )

    def send(self, url: str, headers: Mapping[str, str]) -> Received:
        """Send one GET and read its whole answer.

        Raises:
            Transient: for what another try may cure.
            SiteError: for an answer that is too large, or a certificate that does not hold.
        """
        begun = self._clock()
        request = requests.Request("GET", url, headers=dict(headers)).prepare()
        try:
            response = self._adapter.send(
                request,
                stream=True,
                timeout=(self._settings.timeout_connect, self._settings.timeout_read),
                verify=str(self._settings.ca_bundle) if self._settings.ca_bundle else True,
                proxies=self._proxies(url),
            )
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise _failure(url, error) from error
        try:
            body = self._read(url, response, begun)
        finally:
            response.close()
        names = {name.lower(): value for name, value in response.headers.items()}
        return Received(status=response.status_code, headers=names, body=body)

    def close(self) -> None:
        """Close the pooled connections."""
        self._adapter.close()

    def _proxies(self, url: str) -> dict[str, str]:
        origin = origin_of(url)
        if origin.is_loopback or bypasses_proxy(origin.host, self._settings.no_proxy):
            return {}
        return dict(self._settings.proxies)

    def _read(self, url: str, response: requests.Response, begun: float) -> bytes:
        limit, patience = self._settings.max_bytes, self._settings.timeout_total
        chunks: list[bytes] = []
        size = 0
        while True:
            try:
                # `read` would wait for a whole chunk, and a server that drips could hold it
                # for ever; `read1` returns with what is there, so that the clock is looked at.
                chunk = response.raw.read1(CHUNK, decode_content=True)
            except (urllib3.exceptions.HTTPError, OSError) as error:
                raise _failure(url, error) from error
            if not chunk:
                return b"".join(chunks)
            chunks.append(chunk)
            size += len(chunk)
            if size > limit:
                raise SiteError(
                    f"{shown(url)} sends more than {limit // 1024**2} MiB in one answer; "
                    "it was not read on.",
                    url=url,
                    status=response.status_code,
                )
            if self._clock() - begun > patience:
                raise Transient(
                    f"{shown(url)} took more than {patience:g} s for one answer.", url=url
                )


def _failure(url: str, error: Exception) -> SiteError:
    """Say in one sentence what went wrong; the text of the third party is not repeated.

    (It can hold the password of a proxy.)
    """
    place = shown(url)
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
