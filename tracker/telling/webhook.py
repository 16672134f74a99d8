"""One POST of JSON to an address that waits for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from datetime import datetime

import msgspec
import requests
from requests.adapters import HTTPAdapter

from tracker import __version__
from tracker.telling.address import place_of
from tracker.telling.failures import connection_failure, status_failure
from tracker.telling.settings import WebhookSettings
from tracker.telling.signing import signed_headers
from tracker.telling.values import Failure, Tellable
from tracker.wordpress.address import bypasses_proxy, origin_of


def body_of(message: Tellable) -> bytes:
    """Write the payload of a message as JSON, in ASCII; equal for each try."""
    # msgspec makes plain values of what it knows, json writes even lone surrogates.
    plain = msgspec.to_builtins(message.payload)
    return json.dumps(plain, sort_keys=True, separators=(",", ":")).encode("ascii")


class WebhookPost:
    """A message on its way to a webhook; each call is one try.

    What counts is the status: the body of the answer is not needed, and not read. Redirects are
    not followed: they would carry message, headers and signature to someone nobody named.

    It uses the adapter of requests below its `Session`, which would add cookies, credentials out
    of ~/.netrc and proxies out of the environment.
    """

    def __init__(
        self, settings: WebhookSettings, message: Tellable, *, now: Callable[[], datetime]
    ) -> None:
        self._settings = settings
        self._key = message.key
        self._body = body_of(message)
        self._now = now

    def __call__(self) -> Failure | None:
        """Send it once; None says that it arrived."""
        place = place_of(self._settings.url)
        try:
            status, headers = self._post()
        except (requests.RequestException, OSError) as error:
            return connection_failure(place, error)
        if 200 <= status < 300:
            return None
        if 300 <= status < 400:
            return Failure(
                words=f"{place} leads elsewhere ({status}), where tracker does not follow; "
                "configure the address that takes messages itself."
            )
        return status_failure(place, status, headers)

    def _post(self) -> tuple[int, dict[str, str]]:
        settings = self._settings
        headers = {
            "User-Agent": f"tracker/{__version__}",
            **settings.headers,
            "Content-Type": "application/json",
            **signed_headers(self._key, self._body, secret=settings.secret, moment=self._now()),
        }
        request = requests.Request("POST", settings.url, headers=headers, data=self._body)
        with closing(HTTPAdapter()) as adapter:
            response = adapter.send(
                request.prepare(),
                stream=True,
                timeout=(settings.timeout, settings.timeout),
                verify=str(settings.ca_bundle) if settings.ca_bundle else True,
                proxies=self._proxies(),
            )
            with response:
                names = {name.lower(): value for name, value in response.headers.items()}
                return response.status_code, names

    def _proxies(self) -> dict[str, str]:
        origin = origin_of(self._settings.url)
        if origin.is_loopback or bypasses_proxy(origin.host, self._settings.no_proxy):
            return {}
        return dict(self._settings.proxies)
