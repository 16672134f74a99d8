"""What stands in `tracker.toml` becomes values."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.config.writing import configured
from tracker.config import USER_AGENT, site_for, site_settings
from tracker.config.extending import make_labels
from tracker.config.schema import SecretSpec
from tracker.config.values import Audit, Site
from tracker.edits.labels import NoteKind
from tracker.edits.notes import find_note, note_rules
from tracker.errors import ConfigError
from tracker.findings import Level
from tracker.text import DEFAULT_NOISE
from tracker.watching import Cadence
from tracker.wordpress.settings import Credentials

SITES = """
[cadence]
every = "10m"
at_least = "12h"
[[sites]]
url = "https://www.example.org"
[[sites]]
url = "http://localhost:8080/blog/"
name = "blog"
types = ["posts"]
user = "jane"
password = { env = "WORD" }
rate = "30/min"
connections = 2
drafts = true
comments = true
rest_root = "http://localhost:8080/api/"
every = "1m"
policy = "policies/strict.toml"
push = "backup"
"""


def test_an_empty_file_has_the_defaults(tmp_path: Path) -> None:
    config = configured(tmp_path, "")
    assert config.path == tmp_path / "tracker.toml"
    assert config.repos == tmp_path / "repos"
    assert config.audit == Audit()
    assert (config.sites, config.noise, config.labels, config.notify) == ((), (), (), ())
    assert config.policies == {}


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    deep = tmp_path / "etc"
    deep.mkdir()
    config = configured(
        deep,
        """
        repos = "../archives"
        [audit]
        policy = "./mine.toml"
        fail_on = "error"
        timeout = "90s"
        feed = { findings = "feeds/f.xml" }
        metrics = "/var/lib/tracker.prom"
        push = "origin"
        """,
    )
    assert config.repos == tmp_path / "archives"
    assert config.audit == Audit(
        policy=str(deep / "mine.toml"),
        fail_on=Level.ERROR,
        timeout=timedelta(seconds=90),
        findings_feed=deep / "feeds" / "f.xml",
        metrics=Path("/var/lib/tracker.prom"),
        push="origin",
    )


def test_a_tilde_is_home_and_another_one_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/jane")
    assert configured(tmp_path, 'repos = "~/archives"').repos == Path("/home/jane/archives")
    assert configured(tmp_path, 'repos = "~nobody-at-all"').repos == tmp_path / "~nobody-at-all"


def test_a_site_takes_what_it_does_not_say_from_the_rest(tmp_path: Path) -> None:
    plain, blog = configured(
        tmp_path, '[audit]\npolicy = "archive"\npush = "origin"\n' + SITES
    ).sites
    usual = Cadence(every=timedelta(minutes=10), at_least=timedelta(hours=12))
    assert plain == Site(
        url="https://www.example.org",
        cadence=usual,
        policy="archive",
        push="origin",
        folder=tmp_path,
    )
    assert blog == Site(
        url="http://localhost:8080/blog/",
        name="blog",
        types=("posts",),
        user="jane",
        password=SecretSpec(env="WORD"),
        rate=0.5,
        connections=2,
        drafts=True,
        comments=True,
        rest_root="http://localhost:8080/api/",
        cadence=Cadence(every=timedelta(minutes=1), at_least=timedelta(hours=12)),
        policy=str(tmp_path / "policies" / "strict.toml"),
        push="backup",
        folder=tmp_path,
    )


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("www.example.org", "https://www.example.org"),
        ("https://WWW.example.org/", "https://www.example.org"),
        ("http://www.example.org", "https://www.example.org"),
        ("www.example.org/blog", None),
        ("example.org", None),
        ("blog", "http://localhost:8080/blog/"),
        ("localhost:8080/blog", "http://localhost:8080/blog/"),
        ("http://localhost:8080/blog", "http://localhost:8080/blog/"),
        ("http://localhost/blog", None),
        ("http://localhost:nonsense/blog", None),
        ("", None),
    ],
)
def test_a_site_is_found_by_what_a_user_types(
    tmp_path: Path, typed: str, found: str | None
) -> None:
    site = site_for(configured(tmp_path, SITES), typed)
    assert (site.url if site is not None else None) == found
    assert site_for(None, typed) is None


def test_labels_are_as_archives_are_called(tmp_path: Path) -> None:
    config = configured(
        tmp_path,
        '[[sites]]\nurl = "Example.org:8443/a/b"\n[[sites]]\nurl = "http://b.example:80"\n',
    )
    assert [site.label for site in config.sites] == ["example.org_8443_a_b", "b.example"]
    assert [site.host for site in config.sites] == ["example.org", "b.example"]


def test_the_manners_of_a_site(tmp_path: Path) -> None:
    plain, blog = configured(tmp_path, SITES).sites
    settings = site_settings(plain, {"HTTPS_PROXY": "http://proxy.example:1"})
    assert (settings.user_agent, settings.rate, settings.connections) == (USER_AGENT, None, 4)
    assert settings.credentials is None
    assert settings.proxies == {"https": "http://proxy.example:1"}
    settings = site_settings(blog, {"WORD": "abcd"})
    assert (settings.rate, settings.connections) == (0.5, 2)
    assert settings.credentials == Credentials(user="jane", password="abcd")


def test_a_password_that_is_missing_is_told_of_its_site_alone(tmp_path: Path) -> None:
    plain, blog = configured(tmp_path, SITES).sites
    assert site_settings(plain, {}).credentials is None
    with pytest.raises(ConfigError, match=r"^The password of blog, from the variable WORD, is em"):
        site_settings(blog, {})


def test_the_user_can_come_from_netrc(tmp_path: Path) -> None:
    path = tmp_path / "netrc"
    path.write_text("machine www.example.org login jane password abcd\n")
    path.chmod(0o600)
    text = '[[sites]]\nurl = "https://www.example.org:8443/x"\npassword = { netrc = true }\n'
    (site,) = configured(tmp_path, text).sites
    settings = site_settings(site, {"NETRC": str(path)})
    assert settings.credentials == Credentials(user="jane", password="abcd")


def test_noise_and_notes_are_used(tmp_path: Path) -> None:
    config = configured(
        tmp_path,
        """
        [[noise]]
        name = "visits"
        kind = "text"
        pattern = '\\d+ visits'
        replacement = "visits"
        reason = "Counted at every visit."
        before = "<p>3 visits</p>"
        after = "<p>4 visits</p>"
        [[notes]]
        kind = "correction"
        language = "en"
        pattern = 'put right{when}'
        example = "Put right: the hall has 120 seats."
        """,
    )
    assert DEFAULT_NOISE.extended(config.noise).clean_words("13 visits") == "visits"
    note = find_note("Put right: the pool opens at 9.", note_rules("en", config.labels))
    assert note is not None
    assert note.kind is NoteKind.CORRECTION
    assert make_labels(()) == ()
