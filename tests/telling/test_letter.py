"""The mail that is written: nothing in a message can forge a header or a second mail."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.telling.messages import NOON, Letter
from tracker.findings import Level
from tracker.telling.letter import compose
from tracker.telling.settings import MailSettings


def settings(**changed: Any) -> MailSettings:
    fields: dict[str, Any] = {
        "name": "Desk",
        "host": "smtp.example.org",
        "sender": "Audits <audits@Example.org>",
        "to": ("jo@example.org", '"Müller, Ann" <ann@example.com>'),
    }
    return MailSettings(**(fields | changed))


def written(message: Letter, **changed: Any) -> tuple[bytes, EmailMessage]:
    raw = compose(message, settings(**changed), moment=NOON).as_bytes()
    read = message_from_bytes(raw, policy=policy.default)
    assert isinstance(read, EmailMessage)
    return raw, read


def body_of(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_a_mail_as_it_is_sent() -> None:
    raw, mail = written(Letter())
    head, _, _ = raw.partition(b"\r\n\r\n")
    lines = [line for line in head.decode("ascii").split("\r\n") if "boundary" not in line]
    assert lines == [
        "From: Audits <audits@Example.org>",
        "To: jo@example.org, =?utf-8?q?M=C3=BCller=2C?= Ann <ann@example.com>",
        "Subject: 2 findings at the Gazette",
        "Date: Sun, 01 Mar 2026 12:00:00 +0000",
        "Message-ID: <20260301T120000Z-1f3a9c@example.org>",
        "Auto-Submitted: auto-generated",
        "X-Auto-Response-Suppress: All",
        "List-Id: <desk.tracker.example.org>",
        "X-Tracker-Run: 20260301T120000Z-1f3a9c",
        "X-Tracker-Level: warning",
        "MIME-Version: 1.0",
        "Content-Type: multipart/alternative;",
    ]
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert body_of(mail, "plain").replace("\r\n", "\n") == Letter().text
    assert body_of(mail, "html").replace("\r\n", "\n") == Letter().html
    assert parsedate_to_datetime(str(mail["Date"])) == NOON


def test_a_mail_is_written_the_same_each_time_but_for_its_boundary() -> None:
    first, second = (compose(Letter(), settings(), moment=NOON) for _ in range(2))
    assert first.items()[:-1] == second.items()[:-1]


def test_text_without_html() -> None:
    _, mail = written(Letter(html=""))
    assert mail.get_content_type() == "text/plain"


@pytest.mark.parametrize(
    "subject",
    [
        "Bridge\r\nBcc: eve@example.net",
        "Bridge\nBcc: eve@example.net\n\nbody",
        "Bridge\rBcc: eve@example.net",
        "Bridge\x0b\x0c\x1c\x85\u2028Bcc: eve@example.net",
        "=?utf-8?q?Bridge=0ABcc:_eve@example.net?=",
    ],
)
def test_a_subject_can_forge_no_header(subject: str) -> None:
    raw, mail = written(Letter(subject=subject))
    assert mail["Bcc"] is None
    assert mail["Subject"]
    assert b"\nBcc:" not in raw.replace(b"\r", b"\n")


@pytest.mark.parametrize("key", ["a>\r\nBcc: eve@example.net", "a@b", "a b", "ä", "a..b", ""])
def test_a_key_can_forge_no_header(key: str) -> None:
    _, mail = written(Letter(key=key, run=key))
    assert mail["Bcc"] is None
    left, _, right = str(mail["Message-ID"]).strip("<>").partition("@")
    assert right == "example.org"
    assert left.isalnum()


def test_words_in_all_scripts_survive() -> None:
    words = "Brücke – 橋 – جسر – 🌉\n"
    subject = "Brücke, 橋: " + "sehr " * 20 + "lang"
    raw, mail = written(Letter(subject=subject, text=words, html=f"<p>{words}</p>"))
    assert raw.isascii()
    assert mail["Subject"] == subject
    assert body_of(mail, "plain").replace("\r\n", "\n") == words


def test_an_empty_subject_and_lone_surrogates() -> None:
    _, mail = written(Letter(subject="\x00\n", text="a\ud83db\x00c\n", html="<p>\ud83d</p>"))
    assert mail["Subject"] == "tracker"
    assert body_of(mail, "plain").replace("\r\n", "\n") == "a\ufffdbc\n"


@given(st.text(), st.text(), st.text(), st.text(), st.sampled_from(Level))
def test_whatever_the_words(subject: str, text: str, html: str, key: str, level: Level) -> None:
    message = Letter(subject=subject, text=text, html=html, key=key, level=level)
    raw, mail = written(message)
    assert raw.isascii()
    assert b"\0" not in raw
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    names = [name for name in mail if not name.startswith("Content-")]
    assert names[:10] == [
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted",
        "X-Auto-Response-Suppress", "List-Id", "X-Tracker-Run", "X-Tracker-Level",
    ]  # fmt: skip
    assert names[10:] == ["MIME-Version"]
