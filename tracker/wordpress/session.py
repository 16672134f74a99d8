"""A polite, suspicious HTTP session with one site."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self, TypeVar

from tracker.errors import SiteError, SiteForbidden, SiteUnavailable
from tracker.wordpress.address import Params, shown, with_params
from tracker.wordpress.answers import Answer, BadJson, TooDeep, decode_json
from tracker.wordpress.border import Border
from tracker.wordpress.failures import Transient, final
from tracker.wordpress.parallel import fetch_in_order
from tracker.wordpress.settings import HttpSettings
from tracker.wordpress.transport import Received, Transport

Result = TypeVar("Result")
REDIRECTS = frozenset({301, 302, 303, 307, 308})
AGE_MAX = timedelta(days=30)


class Session:
    """Asks one site: within its origin, bounded, patient with what passes; safe in threads.

    Args:
        settings: bounds and manners.
        site: the address that the user typed (`parse_address`).
        rest_root: a REST root that the user named; the only way to a second origin.
        now: aware wall-clock time.
        clock: monotonic seconds.
        sleep: waits for some seconds.
        until: when no request may begin or last any more, by `clock`; None for no end.
    """

    def __init__(
        self,
        settings: HttpSettings,
        *,
        site: str,
        rest_root: str | None = None,
        now: Callable[[], datetime],
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        until: float | None = None,
    ) -> None:
        self.settings = settings
        self._border = Border(site, rest_root)
        self._now = now
        self._sleep = sleep
        self.rate = settings.rate_for(loopback=self._border.home.is_loopback)
        """Requests a second; None without a limit."""
        self._transport = Transport(settings, rate=self.rate, clock=clock, until=until)
        self._count = 0
        self._counting = threading.Lock()
        self._pausing = threading.Lock()
        self._pauses = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the pooled connections."""
        self._transport.close()

    @property
    def requests(self) -> int:
        """The number of requests sent, redirects and further tries included."""
        return self._count

    def permits(self, url: str) -> bool:
        """Tell whether an address lies within the site (or the named REST root)."""
        return self._border.permits(url)

    def check_credentials_may_go(self, url: str) -> None:
        """Refuse, before anything is sent, a site that the password cannot safely travel to.

        Raises:
            SiteForbidden: for plain HTTP to a host that is not loopback.
        """
        if self.settings.credentials is not None:
            self._border.check(url, credentials=True)

    def fetch_all(self, calls: Iterable[Callable[[], Result]]) -> Iterator[Result | SiteError]:
        """Run calls over the connections and yield results in order; see `fetch_in_order`."""
        return fetch_in_order(calls, connections=self.settings.connections)

    def get(
        self,
        url: str,
        params: Params = (),
        *,
        json: bool = True,
        credentials: bool = False,
        tries: int | None = None,
    ) -> Answer:
        """Ask, following redirects and trying again after what passes.

        Args:
            url: absolute, within the site.
            params: added to the query of the address.
            json: decode the body; a 2xx answer that is no JSON counts as a passing failure
                (a PHP warning, a maintenance page, a cut-off answer).
            credentials: send the user's name and password.
            tries: fewer tries than the settings say.

        Returns:
            an answer of any status below 500 but 429.

        Raises:
            SiteUnavailable: when the last try failed too.
            SiteForbidden: when credentials would travel in the clear or to another host.
            SiteError: for what cannot be cured (size, nesting, certificate, redirects).
            OutOfTime: where `until` has come.
        """
        full = with_params(url, params)
        limit = tries or self.settings.tries
        for attempt in range(1, limit + 1):
            pauses = self._pauses
            try:
                return self._attempt(full, json=json, credentials=credentials)
            except Transient as error:
                if attempt == limit:
                    raise final(error, limit) from error
                self._wait(error, attempt, pauses)
        raise AssertionError("a session tries at least once")

    def _wait(self, error: Transient, attempt: int, pauses: int) -> None:
        if error.retry_after is None:
            self._sleep(self.settings.backoff * 2 ** (attempt - 1))
            return
        if error.retry_after > self.settings.retry_after_max:
            raise SiteUnavailable(
                f"{error} It asks for a pause of {error.retry_after:.0f} s; try again later.",
                url=error.url,
                status=error.status,
            ) from error
        with self._pausing:
            # Whoever holds the lock pauses for all: the other threads wait at the door of
            # `_attempt`, and those refused in the same moment find the pause already made.
            if self._pauses == pauses:
                self._sleep(error.retry_after)
                self._pauses += 1

    def _attempt(self, url: str, *, json: bool, credentials: bool) -> Answer:
        with self._pausing:
            pass
        for _ in range(self.settings.max_redirects + 1):
            self._border.check(url, credentials=credentials)
            received = self._send(url, json=json, credentials=credentials)
            target = received.headers.get("location")
            if received.status not in REDIRECTS or target is None:
                return self._answer(url, received, json=json)
            url = self._border.follow(url, target)
        raise SiteError(
            f"{shown(url)} redirects more than {self.settings.max_redirects} times; "
            "look at the redirects of the site.",
            url=url,
        )

    def _send(self, url: str, *, json: bool, credentials: bool) -> Received:
        headers = {
            "User-Agent": self.settings.user_agent,
            "Accept": "application/json" if json else "text/html,application/xhtml+xml",
            "Accept-Encoding": "gzip",
        }
        if credentials:
            if self.settings.credentials is None:
                raise SiteForbidden(
                    f"There are no credentials for {shown(url)}; give them with --user and "
                    "TRACKER_PASSWORD.",
                    url=url,
                )
            headers["Authorization"] = self.settings.credentials.header
        with self._counting:
            self._count += 1
        return self._transport.send(url, headers)

    def _answer(self, url: str, received: Received, *, json: bool) -> Answer:
        value, body = None, received.body
        if json:
            try:
                value = decode_json(body, max_depth=self.settings.max_depth)
                body = b""
            except TooDeep as error:
                raise SiteError(
                    f"{shown(url)} answered with {error}; it was not read.",
                    url=url,
                    status=received.status,
                ) from error
            except BadJson as error:
                if 200 <= received.status < 300:
                    raise Transient(
                        f"{shown(url)} answered with {error}.", url=url, status=received.status
                    ) from error
        return Answer(
            status=received.status,
            headers=received.headers,
            body=body,
            url=url,
            observed=self._observed(received.headers),
            value=value,
        )

    def _observed(self, headers: Mapping[str, str]) -> datetime:
        received = self._now().replace(microsecond=0)
        text = headers.get("age", "").strip()
        if not (text.isascii() and text.isdigit() and len(text) < 9):
            return received
        return received - min(timedelta(seconds=int(text)), AGE_MAX)
