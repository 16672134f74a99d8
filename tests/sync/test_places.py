"""Where a site lies, and what keeps a sync from beginning."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.client.web import Asked, Web, serve
from tests.sync.running import HOUR, NOON, Watch
from tests.wordpress.site import WordPressSite
from tracker.errors import ConfigError, SiteError, SiteForbidden
from tracker.wordpress.settings import Credentials
from tracker.wordpress.transport import Transport

WHO = Credentials(user="admin", password="abcd efgh ijkl")
RUN = "from tracker.cli import main; main()"


@pytest.mark.parametrize(
    "options",
    [{"permalinks": "plain"}, {"permalinks": "index"}, {"subdirectory": "blog"}],
    ids=["plain", "index", "subdirectory"],
)
def test_every_kind_of_address(
    make_wordpress: Callable[..., WordPressSite],
    make_watch: Callable[..., Watch],
    options: dict[str, str],
) -> None:
    site = make_wordpress(**options)
    watch = make_watch(site)
    posts = [{"post_title": f"Lock {n}", "post_content": "Water."} for n in range(3)]
    numbers = site.add(posts, at=NOON)
    page = site.add([{"post_title": "About", "post_type": "page"}], at=NOON)[0]
    link = site.post(numbers[0])["link"]
    watch.sync(NOON + HOUR, login=True, url=link)
    assert len(watch.all_verbs()) == 4
    name = f"127.0.0.1_{site.server.port}"
    assert watch.path.name == (f"{name}_blog" if options.get("subdirectory") else name)
    assert json.loads((watch.path / "site.json").read_text())["rest_root"] == site.rest
    site.edit(numbers[0], at=NOON + 2 * HOUR, post_content="More water.")
    site.delete(numbers[1], force=True)
    outcome = watch.sync(NOON + 3 * HOUR, login=True)
    assert watch.verbs(numbers[0]) == ["First-seen", "Edit"]
    assert watch.verbs(numbers[1]) == ["First-seen", "Remove"]
    assert watch.verbs(page, "pages") == ["First-seen"]
    assert not outcome.skipped
    assert watch.sync(NOON + 4 * HOUR, url=link).states == 0


@pytest.mark.parametrize("status", [401, 403])
def test_rest_switched_off(wordpress: WordPressSite, watch: Watch, status: int) -> None:
    (post,) = wordpress.add([{"post_title": "Lock", "post_content": "Water."}], at=NOON)
    wordpress.switch(rest_status=status)
    with pytest.raises(SiteForbidden, match="switched its REST API off"):
        watch.sync(NOON + HOUR)
    assert not watch.repos.exists()
    wordpress.switch(rest_status=None)
    watch.sync(NOON + HOUR)
    refs = watch.git("for-each-ref")
    wordpress.switch(rest_status=status)
    with pytest.raises(SiteForbidden):
        watch.sync(NOON + 2 * HOUR)
    assert watch.git("for-each-ref") == refs
    wordpress.switch(rest_status=None)
    watch.sync(NOON + 3 * HOUR)
    assert watch.verbs(post) == ["First-seen"]


@pytest.mark.parametrize("login", [False, True], ids=["wrong password", "dropped header"])
def test_a_login_that_does_not_work(wordpress: WordPressSite, watch: Watch, login: bool) -> None:
    wordpress.add([{"post_title": "Lock", "post_content": "Water."}], at=NOON)
    wordpress.switch(drop_authorization=login)
    with pytest.raises(SiteForbidden, match="password") as caught:
        watch.sync(NOON + HOUR, login=login, credentials=WHO)
    assert WHO.password not in str(caught.value)
    assert wordpress.password not in str(caught.value)
    assert not watch.repos.exists()
    watch.sync(NOON + 2 * HOUR)
    refs = watch.git("for-each-ref")
    with pytest.raises(SiteForbidden):
        watch.sync(NOON + 3 * HOUR, login=login, credentials=WHO)
    assert watch.git("for-each-ref") == refs


def test_netrc_does_not_log_in(
    wordpress: WordPressSite, watch: Watch, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / ".netrc"
    netrc.write_text(
        f"machine 127.0.0.1\n login {wordpress.user}\n password {wordpress.password}\n"
    )
    netrc.chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(netrc))
    sent: list[str] = []
    send = Transport.send

    def listen(self: Transport, url: str, headers: dict[str, str]) -> object:
        answer = send(self, url, headers)
        sent.extend(name.lower() for name in headers)
        return answer

    monkeypatch.setattr(Transport, "send", listen)
    wordpress.add([{"post_title": "Lock", "post_content": "Water."}], at=NOON)
    outcome = watch.sync(NOON + HOUR)
    assert outcome.states == 1
    assert "user-agent" in sent
    assert "authorization" not in sent


@pytest.fixture
def web() -> Iterator[Web]:
    """A server without WordPress."""
    with serve(lambda asked: asked.send(200, b"<html><body>Shop</body></html>")) as web:
        yield web


@pytest.fixture
def nowhere(tmp_path: Path) -> Watch:
    """An archive to be, of no WordPress: the test tells the address."""
    return Watch(site=None, repos=tmp_path / "repos")  # type: ignore[arg-type]


def test_not_wordpress_at_all(web: Web, tmp_path: Path, nowhere: Watch) -> None:
    """The command says so in a sentence and ends with 3; nothing is made."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, "sync", web.url, "--repos", str(tmp_path / "repos")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    assert "WordPress" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not nowhere.repos.exists()
    with pytest.raises(SiteError, match="WordPress"):
        nowhere.sync(NOON, url=web.url)


def test_no_credentials_over_plain_http(nowhere: Watch) -> None:
    """Refused before anything at all is sent: the network guard of the tests would tell."""
    with pytest.raises(SiteForbidden, match="https"):
        nowhere.sync(NOON, url="http://news.example/", credentials=WHO)
    assert not nowhere.repos.exists()


def test_no_credentials_follow_a_redirect_to_another_host(web: Web, nowhere: Watch) -> None:
    with serve(lambda asked: asked.json({"id": 1, "name": "Eve"})) as other:

        def answer(asked: Asked) -> None:
            if asked.path == "/":
                asked.send(200, b"<html>", Link=f'<{web.url}wp-json/>; rel="https://api.w.org/"')
            elif asked.path == "/wp-json/":
                asked.json({"name": "N", "namespaces": ["wp/v2"], "url": web.url, "routes": {}})
            else:
                asked.send(302, b"", Location=f"{other.url}{asked.path}")

        web.answer = answer
        with pytest.raises(SiteError, match="redirect"):
            nowhere.sync(NOON, url=web.url, credentials=WHO)
        assert [asked.path for asked in web.asked if "authorization" in asked.headers] == [
            "/wp-json/wp/v2/users/me"
        ]
        assert not other.asked
    assert not nowhere.repos.exists()


def test_a_root_on_another_host_has_to_be_named(
    wordpress: WordPressSite, web: Web, watch: Watch
) -> None:
    """Else one site could write into the archive of another."""
    wordpress.add([{"post_title": "Lock", "post_content": "Water."}], at=NOON)
    web.answer = lambda asked: asked.send(
        200, b"<html>", Link=f'<{wordpress.rest}>; rel="https://api.w.org/"'
    )
    with pytest.raises((ConfigError, SiteError), match="--rest-root"):
        watch.sync(NOON + HOUR, url=web.url)
    assert not watch.repos.exists()
    watch.sync(NOON + HOUR, url=web.url, rest_root=wordpress.rest)
    assert watch.path.name == web.url.removeprefix("http://").strip("/").replace(":", "_")
    assert json.loads((watch.path / "site.json").read_text())["rest_root"] == wordpress.rest
