"""What cannot work, or would give a secret away, cannot be configured."""

from __future__ import annotations

from typing import Any

import pytest

from tests.telling.messages import NOON
from tracker.errors import ConfigError
from tracker.telling.checking import caveats, check_channels
from tracker.telling.settings import AppriseSettings, MailSettings, WebhookSettings
from tracker.telling.signing import signed_headers, token_of


def webhook(url: str = "https://hooks.example.org/T0KEN", **changed: Any) -> WebhookSettings:
    return WebhookSettings(**{"name": "desk", "url": url, **changed})


def mail(**changed: Any) -> MailSettings:
    fields: dict[str, Any] = {
        "name": "letters", "host": "smtp.example.org", "sender": "a@example.org",
        "to": ("jo@example.org",),
    }  # fmt: skip
    return MailSettings(**(fields | changed))


def test_no_repr_shows_a_secret() -> None:
    shown = repr((
        webhook(
            secret="s3cret", headers={"X-Key": "s3cret"}, proxies={"https": "http://u:s3cret@p"}
        ),
        mail(user="jo", password="s3cret"),
        AppriseSettings(name="chat", urls=("json://s3cret",)),
    ))  # fmt: skip
    assert "s3cret" not in shown
    assert "T0KEN" not in shown


@pytest.mark.parametrize(
    "changed",
    [
        {"url": "ftp://hooks.example.org/T0KEN"},
        {"url": "https:///T0KEN"},
        {"url": "https://hooks.example.org:port/T0KEN"},
        {"url": "T0KEN"},
        {"headers": {"X-Key": "T0KEN\r\nX-Other: 1"}},
        {"headers": {"X Key\n": "T0KEN"}},
        {"headers": {"idempotency-KEY": "1"}},
        {"headers": {"X-Tracker-Signature": "1"}},
        {"timeout": 0},
        {"timeout": float("nan")},
        {"name": "two words"},
        {"name": "a\nb"},
        {"name": ""},
    ],
)
def test_a_webhook_that_cannot_work(changed: dict[str, Any]) -> None:
    with pytest.raises(ConfigError) as caught:
        webhook(**changed)
    assert "T0KEN" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


@pytest.mark.parametrize(
    "changed",
    [
        {"secret": "s3cret"},
        {"headers": {"X-Team": "desk"}},
        {"url": "http://jo:s3cret@hooks.example.org/T0KEN"},
    ],
)
def test_a_webhook_shows_no_secret_on_the_way(changed: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match="use https") as caught:
        webhook(**({"url": "http://hooks.example.org/T0KEN"} | changed))
    assert "T0KEN" not in str(caught.value)
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/", "http://[::1]/", "http://localhost/", "https://example.org/"]
)
def test_where_a_secret_is_safe(url: str) -> None:
    webhook(url, secret="s3cret", headers={"X-Team": "desk"})


@pytest.mark.parametrize(
    "changed",
    [
        {"host": ""},
        {"host": "smtp.example.org\r\n"},
        {"port": 0},
        {"port": 70000},
        {"security": "ssl"},
        {"user": "jo"},
        {"password": "s3cret"},
        {"to": ()},
        {"to": ("jo@example.org, ann@example.org",)},
        {"to": ("jo@example.org\r\nBcc: eve@example.net",)},
        {"to": ("jo",)},
        {"sender": "Evil\r\nBcc: eve@example.net <a@example.org>"},
        {"sender": "=?utf-8?q?=0ABcc:_eve?= <a@example.org>"},
        {"sender": "a..b@example.org"},
        {"sender": "a@example..org"},
        {"timeout": -1},
    ],
)
def test_a_mail_channel_that_cannot_work(changed: dict[str, Any]) -> None:
    with pytest.raises(ConfigError) as caught:
        mail(**changed)
    assert "s3cret" not in str(caught.value)


def test_a_password_needs_tls_unless_the_server_is_this_machine() -> None:
    login = {"user": "jo", "password": "s3cret", "security": "none"}
    with pytest.raises(ConfigError, match="set security to starttls or tls"):
        mail(**login)
    for host in ("localhost", "127.0.0.1", "::1", "LOCALHOST"):
        mail(**login, host=host)
    mail(security="none")


@pytest.mark.parametrize("urls", [(), ("T0KEN",)])
def test_services_that_cannot_work(urls: tuple[str, ...]) -> None:
    with pytest.raises(ConfigError) as caught:
        AppriseSettings(name="chat", urls=urls)
    assert "T0KEN" not in str(caught.value)


def test_two_channels_of_one_name() -> None:
    check_channels([webhook(), mail()])
    with pytest.raises(ConfigError, match="Two channels are called desk"):
        check_channels([webhook(), mail(name="desk")])


def test_what_others_can_read_is_said() -> None:
    safe = (webhook(), mail(), mail(security="none", host="localhost"), webhook("http://[::1]/"))
    assert caveats(safe) == ()
    assert caveats((webhook("http://hooks.intranet/"), mail(security="none"))) == (
        "Messages to the channel desk travel without TLS; others can read them.",
        "Messages to the channel letters travel without TLS; others can read them.",
    )


def test_a_signature_worked_out_by_hand() -> None:
    """With `printf 'key-1.1772366400.{}' | openssl dgst -sha256 -hmac s3cret`."""
    assert signed_headers("key-1", b"{}", secret="s3cret", moment=NOON) == {
        "Idempotency-Key": '"key-1"',
        "X-Tracker-Timestamp": "1772366400",
        "X-Tracker-Signature": (
            "sha256=62ad035185a2fba5d756026d76299cbdaff731642e890062744724ff5f05485d"
        ),
    }


def test_keys_that_differ_stay_different() -> None:
    keys = ("a", "a b", "a\nb", "a..b", "ä", "\ud83d", "x" * 65, "x" * 66, "")
    assert len({token_of(key) for key in keys}) == len(keys)
    assert token_of("20260301T120000Z-1f3a9c") == "20260301T120000Z-1f3a9c"
