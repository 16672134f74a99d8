"""Services that apprise knows; it is imported only where a channel needs it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from tracker.errors import ConfigError
from tracker.findings import Level
from tracker.telling.failures import PASSING
from tracker.telling.settings import AppriseSettings
from tracker.telling.values import Failure, Tellable
from tracker.text.clean import join_surrogates, one_line

_STATUS = re.compile(r"error=(\d{3})\b")
_KINDS = {Level.INFO: "info", Level.WARNING: "warning", Level.ERROR: "failure"}


class AppriseSending:
    """A message on its way to some services; each call is one try with those that lack it.

    Apprise says that a service did not take a message, and hardly why: so each failure is tried
    again, unless its log tells a status that stays.

    Raises:
        ConfigError: where apprise is missing, or does not know an address.
    """

    def __init__(self, settings: AppriseSettings, message: Tellable) -> None:
        # Whoever only checks channels does without the reports.
        from tracker.report.audit.calming import calm, calm_text

        self._waiting = services_of(settings)
        self._lost: tuple[str, ...] = ()
        # Chats act upon what a headline says: what calls people, and markup, is broken.
        self._title = calm(one_line(message.subject))
        self._body = calm_text(join_surrogates(message.text))
        self._kind = _KINDS[message.level]

    def __call__(self) -> Failure | None:
        """Send it once; None says that all services have got it."""
        waiting = []
        for scheme, client in self._waiting:
            # Its own text conversion leaves plain text alone, or escapes it for HTML.
            result = client.notify(
                body=self._body, title=self._title, notify_type=self._kind, body_format="text"
            )
            if result:
                continue
            status = _status_of(result)
            told = f"{scheme}://{f' ({status})' if status else ''}"
            if status is not None and 300 <= status < 500 and status not in PASSING:
                self._lost += (told,)
            else:
                waiting.append((scheme, client, told))
        self._waiting = tuple((scheme, client) for scheme, client, _ in waiting)
        missing = (*self._lost, *(told for _, _, told in waiting))
        if not missing:
            return None
        return Failure(
            words=f"Not taken by {', '.join(missing)}; look at the address of the service.",
            passing=bool(waiting),
        )


def services_of(settings: AppriseSettings) -> tuple[tuple[str, Any], ...]:
    """Make ready each service: its scheme, and an `apprise.Apprise` for it alone.

    Raises:
        ConfigError: where apprise is missing, or does not know an address.
    """
    apprise = _apprise(settings.name)
    asset = apprise.AppriseAsset(app_id="tracker", async_mode=False)
    # Attributes rather than arguments: apprise 1.9 does not know all of them.
    asset.http_redirects = False
    asset.image_url_mask = asset.image_url_logo = ""  # pictures from GitHub, loaded by readers
    services = []
    for position, url in enumerate(settings.urls, start=1):
        scheme = one_line(url.partition("://")[0])[:20]
        service = apprise.Apprise.instantiate(url, asset=asset)
        if service is None:
            raise ConfigError(
                f"Address {position} of the channel {settings.name}, {scheme}://..., is none that "
                "apprise knows; see https://github.com/caronc/apprise/wiki."
            )
        if "overflow=" not in url:
            # A long message comes in parts; by default services refuse it, or cut it off.
            service.overflow_mode = apprise.OverflowMode.SPLIT
        client = apprise.Apprise(asset=asset)
        client.add(service)
        services.append((scheme, client))
    return tuple(services)


def _apprise(name: str) -> Any:
    try:
        return import_module("apprise")
    except ImportError as error:
        raise ConfigError(
            f"The channel {name} needs apprise, which is not installed: "
            "pip install tracker[notify]."
        ) from error


def _status_of(result: object) -> int | None:
    """Read the status out of what apprise 2 has logged; its words can hold secrets."""
    logs = getattr(result, "logs", None)
    entries: Iterable[Any] = logs() if callable(logs) else ()
    found = [match for entry in entries if (match := _STATUS.search(str(entry.message)))]
    return int(found[-1][1]) if found else None
