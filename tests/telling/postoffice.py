"""A mail server on loopback that takes mails, or answers as a test says."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from tests.telling.messages import CERTIFICATES

OK = "250 OK"


@dataclass
class PostOffice:
    """What the server got, and how it answers.

    Args:
        data: answers to mails, in their order; then it takes them.
        recipients: address -> answers to it, in their order; then it takes it.
        senders: answers to `MAIL FROM`, in their order; then it takes it.
        passwords: user -> password.
    """

    host: str = "127.0.0.1"
    port: int = 0
    data: list[str] = field(default_factory=list)
    recipients: dict[str, list[str]] = field(default_factory=dict)
    senders: list[str] = field(default_factory=list)
    passwords: dict[str, str] = field(default_factory=dict)
    raw: list[bytes] = field(default_factory=list)
    envelopes: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    greeted: list[str] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)

    @property
    def mails(self) -> list[EmailMessage]:
        return [
            message
            for one in self.raw
            if isinstance(message := message_from_bytes(one, policy=policy.default), EmailMessage)
        ]

    async def handle_MAIL(
        self, _: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        told = self.senders.pop(0) if self.senders else OK
        if told == OK:
            self.greeted.append(session.host_name)
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return told

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        waiting = self.recipients.get(address)
        told = waiting.pop(0) if waiting else OK
        if told == OK:
            envelope.rcpt_tos.append(address)
        return told

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        told = self.data.pop(0) if self.data else OK
        self.raw.append(envelope.content)
        if told == OK:
            self.envelopes.append((envelope.mail_from, tuple(envelope.rcpt_tos)))
        return told

    def authenticate(
        self, _server: Any, _session: Any, _envelope: Any, mechanism: str, tokens: Any
    ) -> AuthResult:
        assert isinstance(tokens, LoginPassword)
        user, password = tokens.login.decode(), tokens.password.decode()
        self.logins.append(mechanism)
        return AuthResult(success=self.passwords.get(user) == password, handled=False)


@contextmanager
def post_office(office: PostOffice | None = None, *, tls: str = "none") -> Iterator[PostOffice]:
    """Run a mail server on a free port.

    Args:
        tls: `none`, `starttls` or `tls`.
    """
    office = office or PostOffice()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / "server.pem")
    options: dict[str, Any] = {"hostname": "post.test"}
    if tls == "starttls":
        options |= {"tls_context": context, "require_starttls": True}
    if office.passwords:
        options |= {"authenticator": office.authenticate, "auth_require_tls": tls == "starttls"}
        options |= {"auth_required": tls == "starttls"}
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(
        loop.create_server(
            lambda: SMTP(office, loop=loop, **options),
            "127.0.0.1",
            0,
            ssl=context if tls == "tls" else None,
        )
    )
    office.port = server.sockets[0].getsockname()[1]
    office.host = "127.0.0.1" if tls == "none" else "localhost"
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield office
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        _close(loop, server)


def _close(loop: asyncio.AbstractEventLoop, server: asyncio.Server) -> None:
    async def settle() -> None:
        tasks = asyncio.all_tasks(loop) - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    server.close()
    loop.run_until_complete(settle())
    loop.close()
