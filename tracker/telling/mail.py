"""One mail to some people, by way of their server."""

from __future__ import annotations

import base64
import smtplib
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime

from tracker.telling.failures import mail_failure
from tracker.telling.letter import compose
from tracker.telling.mailbox import mailbox
from tracker.telling.settings import MailSettings
from tracker.telling.values import Failure, Tellable


class MailSending:
    """A message on its way as a mail; each call is one try.

    Who has got it is not sent it again by a further try, and who is refused for good (5xx) is
    not asked again.
    """

    def __init__(
        self, settings: MailSettings, message: Tellable, *, now: Callable[[], datetime]
    ) -> None:
        self._settings = settings
        self._mail = compose(message, settings, moment=now()).as_bytes()
        self._waiting = tuple(dict.fromkeys(mailbox(one).addr_spec for one in settings.to))
        self._everyone = len(self._waiting)
        self._refused: dict[str, int] = {}

    def __call__(self) -> Failure | None:
        """Send it once; None says that everyone has got it."""
        settings = self._settings
        place = f"The mail server {settings.host}:{settings.port}"
        try:
            with connected(settings) as server:
                refused = self._send(server)
        except (smtplib.SMTPException, OSError) as error:
            return mail_failure(place, error)
        return self._outcome(place, refused)

    def _send(self, server: smtplib.SMTP) -> dict[str, int]:
        sender = mailbox(self._settings.sender).addr_spec
        try:
            told: Mapping[str, tuple[int, bytes]] = server.sendmail(
                sender, self._waiting, self._mail
            )
        except smtplib.SMTPRecipientsRefused as error:
            told = error.recipients
        return {address: code for address, (code, _) in told.items()}

    def _outcome(self, place: str, refused: Mapping[str, int]) -> Failure | None:
        later = {address: code for address, code in refused.items() if code < 500}
        if 421 in later.values():
            # The server hung up amid the recipients: nobody has got it yet.
            later = {address: refused.get(address, 421) for address in self._waiting}
        self._refused |= {one: code for one, code in refused.items() if code >= 500}
        self._waiting = tuple(one for one in later if one not in self._refused)
        missing = (*self._waiting, *self._refused)
        if not missing:
            return None
        codes = ", ".join(str(code) for code in sorted({*later.values(), *self._refused.values()}))
        whom = (
            "its recipient"
            if self._everyone == 1
            else f"{len(missing)} of {self._everyone} recipients"
        )
        return Failure(words=f"{place} refuses {whom} ({codes}).", passing=bool(self._waiting))


@contextmanager
def connected(settings: MailSettings) -> Iterator[smtplib.SMTP]:
    """Open a connection to a mail server, secured and logged in as the settings say.

    Leaving it never fails: what the server took before is taken.

    Raises:
        SMTPException, OSError: on entering.
    """
    server = _server(settings)
    try:
        if settings.security == "starttls":
            server.starttls(context=_context(settings))
        if settings.user:
            _log_in(server, settings)
        yield server
        with suppress(smtplib.SMTPException, OSError):
            server.quit()
    finally:
        server.close()


def _server(settings: MailSettings) -> smtplib.SMTP:
    # It greets as the sender's domain: the name of this machine would need a look-up, which can
    # take long, and is nobody's business.
    if settings.security == "tls":
        return smtplib.SMTP_SSL(
            settings.host,
            settings.port,
            local_hostname=settings.domain,
            timeout=settings.timeout,
            context=_context(settings),
        )
    return smtplib.SMTP(
        settings.host, settings.port, local_hostname=settings.domain, timeout=settings.timeout
    )


def _context(settings: MailSettings) -> ssl.SSLContext:
    bundle = settings.ca_bundle
    if bundle is None:
        return ssl.create_default_context()
    if bundle.is_dir():
        return ssl.create_default_context(capath=str(bundle))
    return ssl.create_default_context(cafile=str(bundle))


def _log_in(server: smtplib.SMTP, settings: MailSettings) -> None:
    if (settings.user + settings.password).isascii():
        server.login(settings.user, settings.password)
        return
    # smtplib encodes passwords as ASCII; PLAIN is UTF-8 (RFC 4616).
    server.ehlo_or_helo_if_needed()
    if "PLAIN" not in server.esmtp_features.get("auth", "").split():
        raise smtplib.SMTPNotSupportedError("AUTH PLAIN")
    words = f"\0{settings.user}\0{settings.password}".encode()
    code, _ = server.docmd("AUTH", "PLAIN " + base64.b64encode(words).decode("ascii"))
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, b"")
