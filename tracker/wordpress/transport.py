"""One request and its answer, bounded in size and time; failures as errors of ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import requests
import urllib3

from tracker.errors import SiteError
from tracker.wordpress.address import bypasses_proxy, origin_of, place_of, shown
from tracker.wordpress.bounded import Begin, BoundedAdapter, Left
from tracker.wordpress.failures import OutOfTime, Transient, failure_of, retry_after, status_text
from tracker.wordpress.settings import HttpSettings

CHUNK = 64 * 1024
BUSY = frozenset({429, 503})


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
        until: when no request may begin or last any more, by the same clock; None for no end.
    """

    def __init__(
        self,
        settings: HttpSettings,
        *,
        rate: float | None,
        clock: Callable[[], float],
        until: float | None = None,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._until = until
        # Answers that nobody waits for any more still hold a connection for a moment.
        size = 2 * settings.connections
        self._adapter = _adapter(self._begin, rate, size)

    def send(self, url: str, headers: Mapping[str, str]) -> Received:
        """Send one GET and read its whole answer.

        Raises:
            Transient: for what another try may cure (5xx and 429 too).
            SiteError: for an answer that is too large, or a certificate that does not hold.
            OutOfTime: where `until` has come.
        """
        begun = self._clock()
        left = self._left(url)
        request = requests.Request("GET", url, headers=dict(headers)).prepare()
        try:
            response = self._adapter.send(
                request,
                stream=True,
                timeout=(
                    min(self._settings.timeout_connect, left),
                    min(self._settings.timeout_read, left),
                ),
                verify=str(self._settings.ca_bundle) if self._settings.ca_bundle else True,
                proxies=self._proxies(url),
            )
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise self._failure(url, error, begun) from error
        try:
            body = self._read(url, response, begun)
        finally:
            response.close()
        names = {name.lower(): value for name, value in response.headers.items()}
        status = response.status_code
        if status == 429 or status >= 500:
            raise Transient(
                f"{place_of(url)} answered {status_text(status)}.",
                url=url,
                status=status,
                retry_after=retry_after(names) if status in BUSY else None,
            )
        return Received(status=status, headers=names, body=body)

    def close(self) -> None:
        """Close the pooled connections."""
        self._adapter.close()

    def _proxies(self, url: str) -> dict[str, str]:
        origin = origin_of(url)
        if origin.is_loopback or bypasses_proxy(origin.host, self._settings.no_proxy):
            return {}
        return dict(self._settings.proxies)

    def _begin(self) -> Left:
        """Begin the time of one answer."""
        until = self._clock() + self._settings.timeout_total
        if self._until is not None:
            until = min(until, self._until)
        return lambda: until - self._clock()

    def _left(self, url: str) -> float:
        """Tell how many seconds are left for all requests."""
        if self._until is None:
            return self._settings.timeout_total
        left = self._until - self._clock()
        if left <= 0:
            raise OutOfTime(f"There is no time left to ask for {shown(url)}.")
        return left

    def _failure(self, url: str, error: Exception, begun: float) -> Exception:
        """Say what ended an exchange."""
        self._left(url)
        patience = self._settings.timeout_total
        failure = failure_of(url, error)
        if isinstance(failure, Transient) and self._clock() - begun >= patience:
            return Transient(
                f"{place_of(url)} took more than {patience:g} s for one answer.", url=url
            )
        return failure

    def _read(self, url: str, response: requests.Response, begun: float) -> bytes:
        limit = self._settings.max_bytes
        chunks: list[bytes] = []
        size = 0
        while True:
            try:
                # `read1` returns with what is there, so that the size is looked at soon.
                chunk = response.raw.read1(CHUNK, decode_content=True)
            except (urllib3.exceptions.HTTPError, OSError) as error:
                raise self._failure(url, error, begun) from error
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


def _adapter(begin: Begin, rate: float | None, size: int) -> BoundedAdapter:
    if rate is None:
        return BoundedAdapter(begin, pool_maxsize=size)
    from tracker.wordpress.limited import LimitedAdapter  # a twentieth of a sync without changes

    return LimitedAdapter(begin=begin, per_second=rate, limit_statuses=(), pool_maxsize=size)
