"""The diff driver: words as `tracker.diff` cuts them, hunk headers, never the user's settings."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import Tracker, git
from tracker.archive.driver import driver_config, word_pattern
from tracker.archive.repository import open_archive
from tracker.demonstrating import NAME

FERRY = "posts/00/01/101/text.md"
DRIVER = ("diff.tracker.xfuncname", "diff.tracker.wordRegex")


def word_diff(folder: Path, before: str, after: str, *, language: str, locale: str) -> str:
    """Let git compare two lines, word by word."""
    (folder / "before").write_text(before + "\n")
    (folder / "after").write_text(after + "\n")
    done = subprocess.run(
        ["git", "diff", "--no-index", "-U0", "--word-diff",
         f"--word-diff-regex={word_pattern(language)}", "before", "after"],
        cwd=folder, capture_output=True, env={"LC_ALL": locale, "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert done.returncode == 1, done.stderr.decode()
    return done.stdout.decode().splitlines()[-1]


@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])
@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("It cost $4.2 million.", "It cost $6.9 million.",
         "It cost [-$4.2 million-]{+$6.9 million+}."),
        ("At 1:51 p.m. today", "At 2:10 p.m. today", "At [-1:51 p.m.-]{+2:10 p.m.+} today"),
        ("On July 22, 2025, they", "On July 23, 2025, they",
         "On [-July 22, 2025-]{+July 23, 2025+}, they"),
        ("They don’t know", "They didn’t know", "They [-don’t-]{+didn’t+} know"),
        ("See [it](https://a.example/b)", "See [it](https://a.example/c)",
         "See [it[-](https://a.example/b)-]{+](https://a.example/c)+}"),
        ("Ask ann@a.example, now", "Ask bob@a.example, now",
         "Ask [-ann@a.example-]{+bob@a.example+}, now"),
        ("Die Straße bleibt", "Die Straßen bleibt", "Die [-Straße-]{+Straßen+} bleibt"),
        ("أعلنت إدارة", "أعلنت وزارة", "أعلنت [-إدارة-]{+وزارة+}"),
        ("10-12 men", "10-14 men", "10-[-12-]{+14+} men"),
        ("It is -3 % now", "It is -4 % now", "It is [--3 %-]{+-4 %+} now"),
        ("It is −3.5 now", "It is −4.5 now", "It is [-−3.5-]{+−4.5+} now"),
        ("At +5°C it", "At +6 °C it", "At [-+5°C-]{++6 °C+} it"),
        ("10-12 % of", "10-14 % of", "[-10-12 %-]{+10-14 %+} of"),
        ("vitamin B-12 is", "vitamin B-14 is", "vitamin B-[-12-]{+14+} is"),
        ("5 km away", "6 km away", "[-5 km-]{+6 km+} away"),
        ("5 m² of 5 monkeys", "6 m² of 6 monkeys", "[-5 m²-]{+6 m²+} of [-5-]{+6+} monkeys"),
        ("US$5bn here", "US$6bn here", "[-US$5bn-]{+US$6bn+} here"),
        ("on 4/20 we", "on 4/21 we", "on [-4/20-]{+4/21+} we"),
        ("all 1\u00a0200 men", "all 1\u00a0300 men", "all [-1\u00a0200-]{+1\u00a0300+} men"),
        ("a 👩‍👧 b", "a 👩‍👦 b", "a [-👩‍👧-]{+👩‍👦+} b"),
        ("a 👍🏽 b", "a 👍🏿 b", "a [-👍🏽-]{+👍🏿+} b"),
        ("a ❤️ b", "a ❤ b", "a [-❤️-]{+❤+} b"),
        ("a 🇩🇰 b", "a 🇩🇪 b", "a [-🇩🇰-]{+🇩🇪+} b"),
    ],
)  # fmt: skip
def test_words(tmp_path: Path, before: str, after: str, shown: str, locale: str) -> None:
    assert word_diff(tmp_path, before, after, language="en", locale=locale) == shown


def test_letters_of_scripts_without_spaces_are_words(tmp_path: Path) -> None:
    shown = word_diff(tmp_path, "市長は語る", "市長が語る", language="ja-JP", locale="C.UTF-8")
    assert shown == "市長[-は-]{+が+}語る"


def test_on_a_site_in_another_language_they_are_not(tmp_path: Path) -> None:
    """What docs/git.md says of it."""
    shown = word_diff(
        tmp_path, "市長は語る today", "市長が語る today", language="en", locale="C.UTF-8"
    )
    assert shown == "[-市長は語る-]{+市長が語る+} today"


def test_no_character_is_cut_in_the_plain_locale(tmp_path: Path) -> None:
    shown = word_diff(tmp_path, "市長は、語る", "市長が、語る", language="ja", locale="C")
    assert shown == "[-市長は、語る-]{+市長が、語る+}"


def test_an_archive_has_the_driver(played: Path) -> None:
    for name, value in driver_config("en-US").items():
        assert git(played / NAME, "config", "--local", name).rstrip("\n") == value


def test_hunk_headers_name_the_heading_or_the_post(repos: Path) -> None:
    path = repos / NAME
    words = (path / FERRY).read_text()
    changed = words.replace("6-3", "7-2").replace("40 seats", "50 seats")
    assert changed.count("7-2") == changed.count("50 seats") == 1
    (path / FERRY).write_text(changed)
    headers = [
        line.rpartition("@@ ")[2]
        for line in git(path, "diff", "-U0").splitlines()
        if line.startswith("@@")
    ]
    assert headers == ["# Council approves ferry landing at Harbor Street", "## The plan in short"]


def test_markup_stays_out_of_diffs_and_can_be_asked_for(played: Path) -> None:
    path = played / NAME
    edit = git(path, "log", "-1", "--format=%H", "--", FERRY).strip()
    assert "$6.9 million" in git(path, "show", "--format=", edit)
    assert "<p" not in git(path, "show", "--format=", edit)
    assert "<p" in git(path, "show", "--format=", "--text", edit, "--", "*/wp-content.html")


def test_a_fresh_clone_works_without_the_driver(played: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", str(played / NAME), "clone")
    clone = tmp_path / "clone"
    done = subprocess.run(
        ["git", "-C", str(clone), "log", "-p", "--word-diff", "--", "*/text.md"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stderr == ""
    assert "The landing will cost [-$4.2-]{+$6.9+} million" in done.stdout
    assert git(clone, "blame", FERRY).count("\n") == git(played / NAME, "blame", FERRY).count("\n")


def test_git_setup_gives_a_clone_the_settings_of_its_origin(
    tracker: Tracker, played: Path, tmp_path: Path
) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", str(played / NAME), "clone")
    done = tracker("git-setup", clone)
    assert done.code == 0, done.err
    assert "fetch origin 'refs/notes/tracker*:refs/notes/tracker*'" in done.out
    for name in DRIVER:
        assert git(clone, "config", name) == git(played / NAME, "config", name)
    again = tracker("git-setup", clone)
    assert "set now" not in again.out
    assert "was set" in again.out


def test_git_setup_leaves_what_the_user_chose(tracker: Tracker, repos: Path) -> None:
    git(repos / NAME, "config", "log.date", "relative")
    git(repos / NAME, "config", "diff.tracker.xfuncname", "older")
    done = tracker("git-setup", "--repos", repos)
    assert "left as you set it: relative" in done.out
    assert git(repos / NAME, "config", "log.date") == "relative\n"
    assert git(repos / NAME, "config", "diff.tracker.xfuncname") == "^(#{1,6} .*)$\n"


def test_printed_commands_do_the_same(tracker: Tracker, played: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", str(played / NAME), "clone")
    before = (clone / ".git" / "config").read_bytes()
    script = tracker("git-setup", clone, "--print").out
    assert (clone / ".git" / "config").read_bytes() == before
    subprocess.run(["sh", "-e"], input=script, text=True, cwd=clone, check=True)
    for name in DRIVER:
        assert git(clone, "config", name) == git(played / NAME, "config", name)


def test_the_users_own_configuration_is_left_alone(
    tracker: Tracker, repos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "gitconfig"
    config.write_text("[user]\n\tname = Mine\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    shutil.rmtree(repos / NAME / ".git" / "tracker")
    assert tracker("git-setup", "--repos", repos).code == 0
    assert config.read_text() == "[user]\n\tname = Mine\n"


def test_a_bare_archive_knows_which_files_have_the_driver(
    tracker: Tracker, played: Path, tmp_path: Path
) -> None:
    git(tmp_path, "clone", "-q", "--bare", str(played / NAME), "bare.git")
    bare = tmp_path / "bare.git"
    assert tracker("git-setup", bare).code == 0
    with open_archive(bare) as archive:
        edit = archive.repo.git.log("-1", "--format=%H", "main", "--", FERRY)
    shown = git(bare, "show", "--format=", "--word-diff", edit)
    assert "[-$4.2 million-]{+$6.9 million+}" in shown
    assert "<p" not in shown
