"""`tracker init` and `tracker config check`."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import Tracker
from tracker.config import load_config
from tracker.config.schema import ConfigSpec, SiteSpec
from tracker.config.template import template_text, write_new
from tracker.errors import ConfigError


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def uncommented(text: str) -> str:
    """Put every key into use."""
    return re.sub(r"^#(?=[^ \n])", "", text, flags=re.MULTILINE)


def test_a_new_file_is_a_configuration(tracker: Tracker, folder: Path) -> None:
    done = tracker("init")
    assert (done.code, done.err) == (0, "")
    assert done.out == "tracker.toml: written; edit it, then try it with `tracker config check`\n"
    path = folder / "tracker.toml"
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert os.listdir(folder) == ["tracker.toml"]
    config = load_config(None, start=folder)
    assert config is not None
    assert (config.path, config.sites) == (path, ())


def test_nothing_is_wrong_with_a_new_file(tracker: Tracker) -> None:
    assert tracker("init", "www.example.org").code == 0
    done = tracker("config", "check")
    assert done.out.splitlines()[-1] == "nothing is wrong"
    assert done.code == 0


def test_a_new_file_with_every_key_in_use_is_a_configuration(folder: Path) -> None:
    path = folder / "tracker.toml"
    path.write_text(uncommented(template_text(["https://www.example.org/"])), encoding="utf-8")
    config = load_config(path, start=folder)
    assert config is not None
    assert [site.url for site in config.sites] == [
        "https://www.example.org/", "https://news.example.net",
    ]  # fmt: skip
    assert [one.name for one in config.notify] == ["desk", "editors", "chat"]
    assert len(config.noise) == len(config.labels) == len(config.policies) == 1


def test_a_new_file_names_every_key() -> None:
    text = uncommented(template_text())
    for table in (ConfigSpec, SiteSpec):
        for key in table.__struct_fields__:
            assert re.search(rf"^(?:{key} =|\[+{key}\b)", text, re.MULTILINE), key


def test_the_explanations_are_no_keys() -> None:
    for line in template_text().splitlines():
        assert not line.startswith("#") or re.match(r"#(?: |$|\[|[a-z_]+ = )", line), line


def test_sites_are_written_into_a_new_file(tracker: Tracker, folder: Path) -> None:
    (folder / "etc").mkdir()
    done = tracker("init", "etc", "www.example.org", 'https://b.example/"]#/', "www.example.org")
    assert done.code == 0, done.err
    config = load_config(None, start=folder / "etc")
    assert config is not None
    assert [site.url for site in config.sites] == [
        "https://www.example.org/", "https://b.example/%22%5D",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "made"),
    [
        (["https://www.example.org"], "tracker.toml"),
        (["www.example.org"], "tracker.toml"),
        (["localhost:8080"], "tracker.toml"),
        (["other.toml"], "other.toml"),
        (["www.example.org.toml", "www.example.org"], "www.example.org.toml"),
        (["."], "tracker.toml"),
        (["news.d", "www.example.org"], "news.d/tracker.toml"),
    ],
)
def test_a_place_is_told_from_an_address(
    tracker: Tracker, folder: Path, words: list[str], made: str
) -> None:
    (folder / "news.d").mkdir()
    assert tracker("init", *words).code == 0
    assert (folder / made).is_file()


def test_nothing_is_replaced_unless_it_is_wanted(tracker: Tracker, folder: Path) -> None:
    path = folder / "tracker.toml"
    path.write_text("mine")
    done = tracker("init")
    assert (done.code, done.out) == (2, "")
    assert done.err == "tracker: There is tracker.toml already; --force replaces it.\n"
    assert path.read_text() == "mine"
    assert tracker("init", "--force").code == 0
    assert path.read_text() == template_text()
    assert os.listdir(folder) == ["tracker.toml"]


def test_not_even_a_broken_link_is_replaced(folder: Path) -> None:
    path = folder / "tracker.toml"
    path.symlink_to("nowhere")
    with pytest.raises(ConfigError, match=r"already"):
        write_new(path, "x", force=False)
    assert not (folder / "nowhere").exists()


def test_a_file_system_needs_no_links(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(made: str, path: Path) -> None:
        raise PermissionError(1, "Operation not permitted", made, None, str(path))

    monkeypatch.setattr("os.link", link)
    path = folder / "tracker.toml"
    write_new(path, "x", force=False)
    with pytest.raises(ConfigError, match=r"already"):
        write_new(path, "y", force=False)
    assert path.read_text() == "x"
    assert os.listdir(folder) == ["tracker.toml"]


def test_a_place_has_to_be_there(tracker: Tracker, folder: Path) -> None:
    done = tracker("init", "missing/tracker.toml")
    assert (done.code, done.err) == (2, "tracker: There is no folder missing; make it first.\n")
    (folder / "x.toml").mkdir()
    done = tracker("init", "--force", "x.toml")
    assert (done.code, done.err) == (2, "tracker: x.toml is a folder.\n")


def test_an_address_has_to_be_one(tracker: Tracker, folder: Path) -> None:
    done = tracker("init", "https://jane:hunter2@www.example.org")
    assert done.code == 2
    assert "hunter2" not in done.err
    assert os.listdir(folder) == []


GOOD = """
[[sites]]
url = "https://www.example.org"
[[sites]]
url = "https://news.example.net"
user = "jane"
password = { env = "NEWS_WORD" }
policy = "strict"
[policies.strict.rules.no-sync-for]
after = "3h"
[[policies.strict.suppressions]]
rule = "no-sync-for"
reason = "known"
until = 2030-12-31
[audit]
policy = "strict"
[[notify]]
kind = "webhook"
name = "desk"
url = { env = "DESK_HOOK" }
headers = { X-Token = { file = "token" } }
at_least = "error"
"""


@pytest.fixture
def good(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a configuration in which nothing is wrong."""
    monkeypatch.setenv("NEWS_WORD", "hunter2")
    monkeypatch.setenv("DESK_HOOK", "https://hooks.example.net/hunter2")
    (folder / "token").write_text("hunter2\n")
    (folder / "token").chmod(0o600)
    path = folder / "tracker.toml"
    path.write_text(GOOD)
    return path


def test_what_a_configuration_comes_to(tracker: Tracker, good: Path) -> None:
    done = tracker("config", "check")
    assert done.err == ""
    assert done.out.splitlines() == [
        f"configuration  {good}",
        f"archives       {good.parent}/repos",
        "site           www.example.org: https://www.example.org/, policy strict, "
        "every 15 min to 24 h",
        "site           news.example.net: https://news.example.net/, policy strict, "
        "every 15 min to 24 h, as jane, password from the variable NEWS_WORD",
        "policy         strict: 1 rule, 1 suppression",
        "               warning: no-sync-for",
        "channel        desk: webhook, from error on, secrets from the variable DESK_HOOK and the "
        "file token",
        "nothing is wrong",
    ]
    assert done.code == 0


def test_what_a_configuration_comes_to_as_json(tracker: Tracker, good: Path) -> None:
    done = tracker("config", "check", "--json")
    said = json.loads(done.out)
    assert done.code == 0
    assert said["path"] == str(good)
    assert said["problems"] == []
    assert said["sites"][1] == {
        "name": "news.example.net", "url": "https://news.example.net/", "policy": "strict",
        "every": 900, "at_least": 86400, "error": "",
        "login": "jane, password from the variable NEWS_WORD",
    }  # fmt: skip
    assert said["policies"] == [
        {"name": "strict", "rules": {"no-sync-for": "warning"}, "suppressions": 1, "caveats": [],
         "error": ""}
    ]  # fmt: skip
    assert said["channels"][0]["secrets"] == ["the variable DESK_HOOK", "the file token"]
    assert "hunter2" not in done.out


def test_everything_that_is_wrong_is_told(
    tracker: Tracker, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEWS_WORD")
    good.with_name("token").chmod(0o644)
    good.write_text(GOOD.replace("rules.no-sync-for", "rules.no-sink-for"))
    done = tracker("config", "check")
    assert done.code == 2
    wrong = [line.removeprefix("wrong          ") for line in done.out.splitlines()[6:]]
    assert wrong == [
        "The password of news.example.net, from the variable NEWS_WORD, is empty or not set.",
        f"{good}, line 9: there is no rule `no-sink-for`; did you mean `no-sync-for`? For "
        "example: [policies.strict.rules.no-sync-for]",
        f"The header X-Token of the channel desk cannot be read: other users can read "
        f"{good.with_name('token')} (mode 0644); `chmod 600` it, and if they may have read it, "
        "change the secret.",
        "3 things are wrong",
    ]
    assert done.out.count("CANNOT BE USED") == 3
    said = json.loads(tracker("config", "check", "--json").out)
    assert [problem["words"] for problem in said["problems"]] == wrong[:3]
    assert "hunter2" not in done.out


def test_mistakes_are_told_with_their_lines(tracker: Tracker, folder: Path) -> None:
    path = folder / "other.toml"
    path.write_text('[[sites]]\nurl = "a.example"\nrates = "4/s"\n')
    done = tracker("config", "check", "--config", path)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"tracker: {path}, line 3: [[sites]] has no key `rates`; did you mean `rate`? "
        'For example: rate = "4/s"\n'
    )
    done = tracker("config", "check", "--config", path, "--json")
    assert (done.code, done.err) == (2, "")
    assert json.loads(done.out) == {
        "path": str(path),
        "problems": [
            {
                "line": 3,
                "words": "[[sites]] has no key `rates`; did you mean `rate`?",
                "example": 'rate = "4/s"',
            }
        ],
    }


def test_without_a_configuration_there_is_nothing_to_check(tracker: Tracker) -> None:
    done = tracker("config", "check")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "tracker: There is no tracker.toml in this folder or above it; `tracker init` writes one.\n"
    )


@pytest.mark.parametrize("module", ["requests", "git", "msgspec", "tomllib", "tracker.audit"])
def test_commands_start_without_the_configuration(module: str) -> None:
    code = f"import sys, tracker.cli.app; sys.exit({module!r} in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


CAREFUL = """\
[audit]
policy = "p"
[[sites]]
name = "demo-newsroom"
url = "https://courier.example"
[policies.p]
extends = "newsroom"
[policies.p.rules.no-sync-for]
after = "12h"
scope = { sites = ["NEWSROOM", "demo-newsrom"] }
[policies.p.rules.protected-now]
scope = { categories = ["city hal", "City Hall", "3", "Sculpture"] }
[[policies.p.suppressions]]
reason = "holidays"
until = 2030-01-01
[[policies.p.suppressions]]
reason = "known"
until = 2030-01-01
site = "elsewhere.example"
"""


def test_what_fits_nothing_is_told(
    tracker: Tracker, repos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repos.parent)
    terms = json.loads((repos / "demo-newsroom" / "terms.json").read_text())
    assert "City Hall" in {term["name"] for term in terms.values()}
    Path("tracker.toml").write_text(CAREFUL)
    done = tracker("config", "check")
    assert done.code == 0, done
    assert re.findall(r"careful: (.*)", done.out) == [
        'No configured site is called "demo-newsrom", as in the rule no-sync-for; did you mean '
        "demo-newsroom?",
        'No archive has the category "city hal" of the rule protected-now; did you mean "City '
        'Hall"?',
        'No archive has the category "Sculpture" of the rule protected-now.',
        "The suppression until 2030-01-01 (holidays) names neither finding, rule, post nor site: "
        "nothing is told while it lasts.",
        'No configured site is called "elsewhere.example", as in a suppression (known).',
    ]
    shutil.rmtree(repos)
    assert "category" not in tracker("config", "check").out, "no archive, no terms"
    (policy, *_) = json.loads(tracker("config", "check", "--json").out)["policies"]
    assert len(policy["caveats"]) == 3


def test_channels_are_tried_without_sending_anything(
    tracker: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("tracker.toml").write_text(
        '[[notify]]\nkind = "webhook"\nname = "open"\nurl = "http://hooks.intranet/"\n\n'
        '[[notify]]\nkind = "apprise"\nname = "chat"\nurls = ["nonsense://x"]\n',
        encoding="utf-8",
    )
    done = tracker("config", "check")
    assert done.code == 2
    assert "Messages to the channel open travel without TLS" in done.out
    assert "chat: apprise, from info on, CANNOT BE USED" in done.out
    said = json.loads(tracker("config", "check", "--json").out)
    assert [len(one["caveats"]) for one in said["channels"]] == [1, 0]
