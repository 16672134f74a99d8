"""What the environment says, and what it is not asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.config import USER_AGENT, forget_git_variables, http_settings, wants_color
from tracker.errors import ConfigError
from tracker.wordpress.settings import Credentials


def test_another_repository_is_forgotten() -> None:
    environment = {"GIT_DIR": "/x", "GIT_INDEX_FILE": "/y", "GIT_SSH_COMMAND": "ssh", "HOME": "/h"}
    forget_git_variables(environment)
    assert environment == {"GIT_SSH_COMMAND": "ssh", "HOME": "/h"}


def test_no_color_counts_unless_it_is_empty() -> None:
    assert wants_color({"NO_COLOR": "1", "TERM": "xterm"}) is False
    assert wants_color({"NO_COLOR": "", "TERM": "xterm"}) is None
    assert wants_color({"TERM": "xterm"}) is None
    assert wants_color({"TERM": "dumb"}) is False
    assert wants_color({}) is False


def test_proxies_and_certificates_come_from_the_standard_variables() -> None:
    settings = http_settings(
        user=None,
        connections=3,
        rate=2.0,
        environment={
            "HTTPS_PROXY": "http://big:1", "https_proxy": "http://small:1",
            "HTTP_PROXY": "http://plain:1", "no_proxy": "localhost",
            "SSL_CERT_FILE": "/ca.pem", "TRACKER_PASSWORD": "hunter2",
        },
    )  # fmt: skip
    assert settings.proxies == {"https": "http://small:1", "http": "http://plain:1"}
    assert (settings.no_proxy, settings.ca_bundle) == ("localhost", Path("/ca.pem"))
    assert (settings.user_agent, settings.connections, settings.rate) == (USER_AGENT, 3, 2.0)
    assert settings.credentials is None, "nobody is logged in whom the user has not named"


def test_a_web_client_sets_no_proxy() -> None:
    """See https://httpoxy.org."""
    environment = {"HTTP_PROXY": "http://evil:1", "REQUEST_METHOD": "GET"}
    settings = http_settings(user=None, connections=1, rate=None, environment=environment)
    assert settings.proxies == {}


def test_a_user_needs_a_password() -> None:
    environment = {"TRACKER_PASSWORD": "hunter2"}
    settings = http_settings(user="jane", connections=1, rate=None, environment=environment)
    assert settings.credentials == Credentials(user="jane", password="hunter2")
    assert "hunter2" not in repr(settings)
    with pytest.raises(ConfigError, match=r"TRACKER_PASSWORD"):
        http_settings(user="jane", connections=1, rate=None, environment={})


def test_names_that_are_not_there_are_told() -> None:
    import tracker.config

    assert "load_config" in dir(tracker.config)
    homes = tracker.config._HOMES.values()
    assert sorted(name for names in homes for name in names) == sorted(tracker.config.__all__)
    for name in tracker.config.__all__:
        assert getattr(tracker.config, name) is not None
    with pytest.raises(AttributeError, match=r"nothing_of_that_name"):
        tracker.config.nothing_of_that_name  # noqa: B018
