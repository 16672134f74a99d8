"""Channels of `tracker.toml` become settings, with their secrets read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.writing import configured
from tracker.config.channels import channels, iter_channels
from tracker.errors import ConfigError
from tracker.findings import Level
from tracker.telling.settings import AppriseSettings, MailSettings, WebhookSettings

CHANNELS = """
[[notify]]
kind = "webhook"
name = "desk"
url = { env = "HOOK" }
headers = { Authorization = { env = "WORD" }, X-Team = "desk" }
secret = { env = "WORD" }
at_least = "warning"
timeout = "5s"
[[notify]]
kind = "mail"
name = "editors"
host = "smtp.example.org"
security = "tls"
user = "audits@example.org"
password = { env = "WORD" }
sender = "Audits <audits@example.org>"
to = ["a@example.org", "b@example.org"]
at_least = "error"
[[notify]]
kind = "apprise"
name = "chat"
urls = ["ntfys://ntfy.example.org/topic", { env = "SERVICES" }]
"""
ENVIRONMENT = {
    "HOOK": "https://hooks.example.org/T0/hunter2",
    "WORD": "hunter2",
    "SERVICES": "# ours\nslack://hunter2/b\n\n  matrixs://hunter2@c/d  \n",
    "https_proxy": "http://proxy.example:1",
    "SSL_CERT_FILE": "/etc/ca.pem",
}


def test_channels_are_resolved(tmp_path: Path) -> None:
    found = channels(configured(tmp_path, CHANNELS), ENVIRONMENT)
    assert found == (
        WebhookSettings(
            name="desk",
            url="https://hooks.example.org/T0/hunter2",
            headers={"Authorization": "hunter2", "X-Team": "desk"},
            secret="hunter2",
            at_least=Level.WARNING,
            timeout=5.0,
            proxies={"https": "http://proxy.example:1"},
            ca_bundle=Path("/etc/ca.pem"),
        ),
        MailSettings(
            name="editors",
            host="smtp.example.org",
            port=465,
            security="tls",
            user="audits@example.org",
            password="hunter2",
            sender="Audits <audits@example.org>",
            to=("a@example.org", "b@example.org"),
            at_least=Level.ERROR,
            ca_bundle=Path("/etc/ca.pem"),
        ),
        AppriseSettings(
            name="chat",
            urls=("ntfys://ntfy.example.org/topic", "slack://hunter2/b", "matrixs://hunter2@c/d"),
        ),
    )
    assert "hunter2" not in repr(found)


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_the_port_follows_from_the_security(tmp_path: Path, security: str, port: int) -> None:
    text = (
        f'[[notify]]\nkind = "mail"\nname = "m"\nhost = "a.example"\nsecurity = "{security}"\n'
        'sender = "a@a.example"\nto = ["b@a.example"]\n'
    )
    (usual,) = channels(configured(tmp_path, text), {})
    (other,) = channels(configured(tmp_path, f"{text}port = 2525\n"), {})
    assert isinstance(usual, MailSettings)
    assert isinstance(other, MailSettings)
    assert (usual.port, other.port) == (port, 2525)


def test_netrc_gives_the_login_of_a_mail_server(tmp_path: Path) -> None:
    path = tmp_path / "netrc"
    path.write_text("machine smtp.example.org login jane password hunter2\n")
    path.chmod(0o600)
    text = (
        '[[notify]]\nkind = "mail"\nname = "m"\nhost = "SMTP.example.org"\n'
        'password = { netrc = true }\nsender = "a@a.example"\nto = ["b@a.example"]\n'
    )
    (mail,) = channels(configured(tmp_path, text), {"NETRC": str(path)})
    assert isinstance(mail, MailSettings)
    assert (mail.user, mail.password) == ("jane", "hunter2")


def test_a_broken_channel_breaks_no_other(tmp_path: Path) -> None:
    config = configured(tmp_path, CHANNELS)
    environment = {**ENVIRONMENT, "HOOK": ""}
    made = {spec.name: one for spec, one in iter_channels(config, environment)}
    assert str(made["desk"]) == (
        "The address of the channel desk, from the variable HOOK, is empty or not set."
    )
    assert isinstance(made["editors"], MailSettings)
    assert isinstance(made["chat"], AppriseSettings)
    with pytest.raises(ConfigError, match=r"^The address of the channel desk"):
        channels(config, environment)


def test_what_a_secret_holds_is_checked_and_not_shown(tmp_path: Path) -> None:
    config = configured(tmp_path, CHANNELS)
    for name, value in (("HOOK", "hunter2"), ("SERVICES", "hunter2"), ("WORD", "hunter2\nX: y")):
        with pytest.raises(ConfigError) as told:
            channels(config, {**ENVIRONMENT, name: value})
        assert "hunter2" not in str(told.value), name
