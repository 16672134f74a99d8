"""A mail server that takes mails, puts them off, or refuses."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.telling.messages import AUTHORITY, Clock, Letter
from tests.telling.postoffice import OK, PostOffice, post_office
from tracker.telling.deliver import deliver
from tracker.telling.settings import MailSettings
from tracker.telling.values import Delivery, DeliveryStatus

MESSAGE_ID = "<20260301T120000Z-1f3a9c@example.org>"
DELIVERED = Delivery(channel="desk", status=DeliveryStatus.DELIVERED, tries=1)


def sent(
    host: str, port: int, clock: Clock | None = None, *, to: tuple[str, ...] = (), **settings: Any
) -> Delivery:
    clock = clock or Clock()
    fields: dict[str, Any] = {"security": "none", "timeout": 5.0, **settings}
    channel = MailSettings(
        name="desk",
        host=host,
        port=port,
        sender="Audits <audits@example.org>",
        to=to or ("jo@example.org",),
        **fields,
    )
    (delivery,) = deliver(Letter(), [channel], sleep=clock.sleep, now=clock.now)
    return delivery


def test_a_mail_arrives() -> None:
    with post_office() as office:
        delivery = sent(office.host, office.port, to=("Jo <jo@example.org>", "ann@example.com"))
    assert delivery == DELIVERED
    assert office.envelopes == [("audits@example.org", ("jo@example.org", "ann@example.com"))]
    assert office.greeted == ["example.org"]
    (mail,) = office.mails
    assert mail["Message-ID"] == MESSAGE_ID
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["To"] == "Jo <jo@example.org>, ann@example.com"


def test_greylisting_passes() -> None:
    clock = Clock()
    with post_office(PostOffice(recipients={"jo@example.org": ["451 4.7.1 Greylisted"]})) as office:
        delivery = sent(office.host, office.port, clock)
    assert delivery.status is DeliveryStatus.DELIVERED
    assert delivery.tries == 2
    assert clock.slept == [2.0]
    assert len(office.mails) == 1


def test_a_mail_that_is_put_off_comes_again_as_the_same_mail() -> None:
    with post_office(PostOffice(data=["451 Try later", "452 Disk full"])) as office:
        delivery = sent(office.host, office.port)
    assert delivery.tries == 3
    assert len(set(office.raw)) == 1
    assert [mail["Message-ID"] for mail in office.mails] == [MESSAGE_ID] * 3
    assert len(office.envelopes) == 1


def test_a_mail_that_is_always_put_off() -> None:
    with post_office(PostOffice(data=["451 Try later"] * 3)) as office:
        delivery = sent(office.host, office.port)
    place = f"The mail server 127.0.0.1:{office.port}"
    assert delivery.reason == f"{place} did not take the mail for now (451) (3 tries)."


@pytest.mark.parametrize(
    ("office", "code"),
    [
        (PostOffice(data=["554 No"]), 554),
        (PostOffice(senders=["530 Log in first"]), 530),
        (PostOffice(senders=["550 jo@example.org may not"]), 550),
    ],
)
def test_a_refusal_is_final(office: PostOffice, code: int) -> None:
    with post_office(office):
        delivery = sent(office.host, office.port)
    place = f"The mail server 127.0.0.1:{office.port}"
    assert delivery.reason == f"{place} did not take the mail ({code})."
    assert delivery.tries == 1


def test_an_unknown_recipient_is_refused_without_the_address() -> None:
    with post_office(PostOffice(recipients={"jo@example.org": ["550 No jo here"] * 3})) as office:
        delivery = sent(office.host, office.port)
    place = f"The mail server 127.0.0.1:{office.port}"
    assert delivery.reason == f"{place} refuses its recipient (550)."
    assert delivery.tries == 1
    assert office.raw == []


def test_who_has_got_it_is_not_sent_it_twice() -> None:
    office = PostOffice(recipients={"b@example.org": ["451 Later"], "c@example.org": ["550 No"]})
    with post_office(office):
        delivery = sent(
            office.host, office.port, to=("a@example.org", "b@example.org", "c@example.org")
        )
    assert [to for _, to in office.envelopes] == [("a@example.org",), ("b@example.org",)]
    place = f"The mail server 127.0.0.1:{office.port}"
    assert delivery.reason == f"{place} refuses 1 of 3 recipients (550) (2 tries)."


def test_a_server_that_hangs_up_amid_the_recipients_has_sent_nothing() -> None:
    office = PostOffice(
        recipients={"b@example.org": ["550 No"], "c@example.org": ["421 Closing", OK]}
    )
    with post_office(office):
        delivery = sent(
            office.host, office.port, to=("a@example.org", "b@example.org", "c@example.org")
        )
    assert [to for _, to in office.envelopes] == [("a@example.org", "c@example.org")]
    assert delivery.status is DeliveryStatus.FAILED
    assert "refuses 1 of 3 recipients (550)" in delivery.reason


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_secured_server_and_a_password(security: str) -> None:
    with post_office(PostOffice(passwords={"jo": "pässword"}), tls=security) as office:
        delivery = sent(
            office.host,
            office.port,
            security=security,
            user="jo",
            password="pässword",
            ca_bundle=AUTHORITY,
        )
    assert delivery == DELIVERED
    assert len(office.envelopes) == 1


def test_a_password_on_this_machine() -> None:
    with post_office(PostOffice(passwords={"jo": "word"})) as office:
        assert sent(office.host, office.port, user="jo", password="word") == DELIVERED
    assert office.logins


@pytest.mark.parametrize("password", ["wrong", "fälsch"])
def test_a_wrong_password_is_final(password: str) -> None:
    with post_office(PostOffice(passwords={"jo": "word"})) as office:
        delivery = sent(office.host, office.port, user="jo", password=password)
    place = f"The mail server 127.0.0.1:{office.port}"
    assert delivery.reason == f"{place} refuses the user or the password (535)."
    assert delivery.tries == 1


def test_nothing_is_sent_where_starttls_is_wanted_and_not_offered() -> None:
    with post_office() as office:
        delivery = sent(office.host, office.port, security="starttls")
    assert "does not offer what is needed (STARTTLS" in delivery.reason
    assert delivery.tries == 1
    assert office.greeted == []


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_certificate_that_does_not_hold(security: str, host: str) -> None:
    """Signed by nobody known; or by somebody known, for another name."""
    bundle = None if host == "localhost" else AUTHORITY
    with post_office(PostOffice(passwords={"jo": "word"}), tls=security) as office:
        delivery = sent(
            host, office.port, security=security, user="jo", password="word", ca_bundle=bundle
        )
    assert "shows no certificate that can be trusted" in delivery.reason
    assert delivery.tries == 1
    assert office.logins == []


def test_tls_is_wanted_from_a_server_that_speaks_none() -> None:
    with post_office() as office:
        delivery = sent(office.host, office.port, security="tls", timeout=1.0)
    assert delivery.status is DeliveryStatus.FAILED
    assert "does not speak TLS" in delivery.reason


@contextmanager
def odd_server(*words: bytes, stall: bool = False) -> Iterator[int]:
    """Greet with some bytes, then hang up, or keep still."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)

        def serve() -> None:
            while not over.is_set():
                try:
                    connection, _ = server.accept()
                except OSError:
                    continue
                with connection:
                    for word in words:
                        connection.sendall(word)
                    if stall:
                        over.wait(10)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            over.set()
            thread.join(5)


def test_a_server_that_stalls() -> None:
    with odd_server(stall=True) as port:
        delivery = sent("127.0.0.1", port, timeout=0.2)
    assert delivery.reason.endswith("did not answer in time (3 tries).")


def test_a_server_that_hangs_up() -> None:
    with odd_server() as port:
        delivery = sent("127.0.0.1", port)
    assert delivery.reason.endswith("broke the connection off (3 tries).")


def test_a_server_that_is_full() -> None:
    with odd_server(b"421 Too many connections\r\n") as port:
        delivery = sent("127.0.0.1", port)
    assert delivery.reason.endswith("did not take the mail for now (421) (3 tries).")


def test_a_server_that_is_none() -> None:
    with odd_server(b"HTTP/1.1 400 Bad Request\r\n") as port:
        delivery = sent("127.0.0.1", port)
    assert delivery.status is DeliveryStatus.FAILED
    assert "(an unreadable answer)" in delivery.reason


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    delivery = sent("127.0.0.1", port)
    assert delivery.reason.endswith("refuses connections (3 tries).")


def test_a_farewell_that_fails_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    async def rude(*_: object) -> str:
        return "500 Stay"

    with post_office() as office:
        monkeypatch.setattr(office, "handle_QUIT", rude, raising=False)
        assert sent(office.host, office.port) == DELIVERED
    assert len(office.envelopes) == 1
