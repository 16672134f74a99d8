"""What goes wrong on the way to a receiver, in words that hold no secret."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator, Mapping
from smtplib import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPResponseException,
    SMTPServerDisconnected,
)

from requests.exceptions import ConnectTimeout, ProxyError, SSLError, Timeout

from tracker.telling.values import Failure
from tracker.wordpress.failures import retry_after, status_text

PASSING = frozenset({408, 409, 425, 429})
"""What another try may cure besides 5xx; 409: an earlier try is still being worked on."""


def status_failure(place: str, status: int, headers: Mapping[str, str]) -> Failure:
    """Say that a web server did not take a message.

    Args:
        place: scheme and host.
        headers: of its answer, names in lower case.
    """
    words = f"{place} answered {status_text(status)}"
    if status >= 500 or status in PASSING:
        return Failure(words=f"{words}.", passing=True, pause=retry_after(headers) or 0.0)
    if status in (401, 403):
        return Failure(words=f"{words}; look at its address, headers and secret.")
    if status in (404, 410):
        return Failure(words=f"{words}; its address is no longer right.")
    return Failure(words=f"{words}.")


def connection_failure(place: str, error: Exception) -> Failure:
    """Say why no answer came; the text of the error is not repeated, it can hold an address."""
    causes = tuple(_causes(error))
    if _has(causes, SSLError, ssl.SSLError) and not _has(
        causes, ssl.SSLEOFError, ssl.SSLZeroReturnError
    ):
        return Failure(
            words=f"{place} shows no certificate that can be trusted, or does not speak TLS; look "
            "at its certificate, or name those of your network with ca_bundle."
        )
    if _has(causes, ProxyError):
        return Failure(words=f"The proxy on the way to {place} does not work.", passing=True)
    if _has(causes, socket.gaierror):
        return Failure(words=f"There is no address for the host of {place}.", passing=True)
    if _has(causes, ConnectTimeout):
        return Failure(words=f"No connection to {place} came about in time.", passing=True)
    if _has(causes, Timeout, TimeoutError):
        return Failure(words=f"{place} did not answer in time.", passing=True)
    if _has(causes, ConnectionRefusedError):
        return Failure(words=f"{place} refuses connections.", passing=True)
    return Failure(words=f"{place} broke the connection off.", passing=True)


def mail_failure(place: str, error: Exception) -> Failure:
    """Say why a mail server did not take a mail: 4xx may pass, 5xx does not (RFC 5321, 4.2.1).

    Its own words are not repeated: they can hold addresses of people.
    """
    if isinstance(error, SMTPAuthenticationError) and error.smtp_code >= 500:
        return Failure(words=f"{place} refuses the user or the password ({error.smtp_code}).")
    if isinstance(error, SMTPResponseException):
        # -1 stands for an answer that is none.
        passing = error.smtp_code < 500
        told = f"({error.smtp_code})" if error.smtp_code > 0 else "(an unreadable answer)"
        words = f"{place} did not take the mail {'for now ' if passing else ''}{told}."
        return Failure(words=words, passing=passing)
    if isinstance(error, SMTPNotSupportedError):
        return Failure(
            words=f"{place} does not offer what is needed (STARTTLS, or a log-in); nothing was "
            "sent. Look at security, port and user."
        )
    if isinstance(error, SMTPException) and not isinstance(error, SMTPServerDisconnected):
        # No way to log in that both sides know.
        return Failure(words=f"{place} could not be used ({type(error).__name__}).")
    return connection_failure(place, error)


def _has(causes: tuple[BaseException, ...], *kinds: type[BaseException]) -> bool:
    return any(isinstance(cause, kinds) for cause in causes)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Give an error and those behind it, which urllib3 keeps in `reason` and in `args`."""
    todo: list[object] = [error]
    for _ in range(16):
        if not todo:
            return
        here = todo.pop()
        if isinstance(here, BaseException):
            yield here
            todo += [here.__cause__, here.__context__, getattr(here, "reason", None), *here.args]
