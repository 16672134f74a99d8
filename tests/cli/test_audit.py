"""`tracker audit` and `tracker audit verify`, as users call them."""

from __future__ import annotations

import json
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.cli.running import Tracker, git
from tracker.archive.repository import open_archive
from tracker.errors import SiteUnavailable
from tracker.playback import Fault, FaultKind, PlaybackServer, play, serve
from tracker.playback.newsroom import ACTS, OBSERVATIONS, SITE
from tracker.syncing import SyncOptions

AUDIT = ("audit", "--format", "json")


@pytest.fixture
def newsroom() -> Iterator[PlaybackServer]:
    """The newsroom, in the morning."""
    with serve(play(OBSERVATIONS, moment=ACTS[0].moment, site=SITE)) as server:
        yield server


@pytest.fixture
def configure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Write a `tracker.toml` in the folder that the test then works in."""
    monkeypatch.chdir(tmp_path)

    def write(*sites: tuple[str, str], more: str = "") -> Path:
        parts = [more, *(f'[[sites]]\nname = "{name}"\nurl = "{url}"\n' for name, url in sites)]
        path = tmp_path / "tracker.toml"
        path.write_text("\n".join(parts), encoding="utf-8")
        return path

    return write


@contextmanager
def receiver(*codes: int) -> Iterator[tuple[str, list[tuple[str, Any]]]]:
    """Take messages, and answer the first ones as said, all others with 204."""
    got: list[tuple[str, Any]] = []
    answers = list(codes)

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append((self.headers["Idempotency-Key"], json.loads(body)))
            self.send_response(answers.pop(0) if answers else 204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Hook)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", got
    finally:
        server.shutdown()
        server.server_close()


def told(tracker: Tracker, *arguments: str, code: int = 0) -> Any:
    """Call a command that prints JSON."""
    done = tracker(*arguments)
    assert done.code == code, done
    return json.loads(done.out)


def rules(document: Any) -> list[str]:
    """Name the rules of what is new."""
    return [one["rule"] for site in document["sites"] for one in site["record"]["new"]]


def test_findings_are_told_once(
    tracker: Tracker, newsroom: PlaybackServer, configure: Callable[..., Path]
) -> None:
    configure(("courier", newsroom.url))
    assert rules(told(tracker, *AUDIT)) == []
    newsroom.at(ACTS[2].moment)
    found = told(tracker, *AUDIT, code=1)
    assert "silent-substance" in rules(found)
    assert rules(told(tracker, *AUDIT)) == []
    verified = told(tracker, "audit", "verify", "courier", "--all", "--json")
    assert verified["holds"]
    assert len(verified["audits"]) == 3


def test_what_is_not_grave_enough_does_not_fail(
    tracker: Tracker, newsroom: PlaybackServer, configure: Callable[..., Path]
) -> None:
    configure(("courier", newsroom.url), more='[audit]\nfail_on = "error"\n')
    told(tracker, *AUDIT)
    newsroom.at(ACTS[3].moment)  # the silent change came before it
    assert told(tracker, *AUDIT, "--policy", "archive") is not None
    newsroom.at(ACTS[5].moment)
    told(tracker, *AUDIT, code=1)


@pytest.mark.usefixtures("hasty")
def test_a_site_that_was_never_reached_is_told_of_once_a_day(
    tracker: Tracker, newsroom: PlaybackServer, configure: Callable[..., Path], tmp_path: Path
) -> None:
    with receiver() as (hook, got):
        channel = f'[[notify]]\nkind = "webhook"\nname = "hook"\nurl = "{hook}"\n'
        configure(("courier", newsroom.url), ("dead", "http://127.0.0.1:9/"), more=channel)
        for _ in range(2):
            document = told(tracker, *AUDIT, code=3)
            statuses = {one["site"]: one["status"] for one in document["sites"]}
            assert statuses == {"courier": "audited", "dead": "unreachable"}
    assert len(got) == 1
    assert "dead" in got[0][1]["subject"]
    assert (tmp_path / "repos" / ".tracker-audit.json").exists()


@pytest.mark.usefixtures("hasty")
def test_a_site_that_answers_at_last_is_told_of_and_may_fail_again(
    tracker: Tracker, configure: Callable[..., Path], tmp_path: Path
) -> None:
    """It calls itself otherwise than the configuration does: with a slash at the end."""

    def audit(code: int) -> list[str]:
        told(tracker, *AUDIT, code=code)
        return [body["subject"] for _, body in got]

    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with receiver() as (hook, got):
        channel = f'[[notify]]\nkind = "webhook"\nname = "hook"\nurl = "{hook}"\n'
        channel += 'at_least = "error"\n'
        configure(("courier", f"http://127.0.0.1:{port}"), more=channel)
        assert len(audit(3)) == 1
        assert len(audit(3)) == 1, "once a day"
        played = play(OBSERVATIONS, moment=ACTS[0].moment, site=SITE)
        with serve(played, port=port):
            assert "1 resolved" in audit(0)[1]
            assert len(audit(0)) == 2
        assert (tmp_path / "repos" / ".tracker-audit.json").read_text().strip() == "{}"
        assert "1 error" in audit(3)[2]


@pytest.mark.usefixtures("hasty")
def test_where_nothing_can_be_noted_people_are_told_all_the_same(
    tracker: Tracker, newsroom: PlaybackServer, configure: Callable[..., Path], tmp_path: Path
) -> None:
    (tmp_path / "repos" / ".tracker-audit.json" / "in the way").mkdir(parents=True)
    with receiver() as (hook, got):
        channel = f'[[notify]]\nkind = "webhook"\nname = "hook"\nurl = "{hook}"\n'
        configure(("gone", "http://127.0.0.1:9"), ("courier", newsroom.url), more=channel)
        done = tracker(*AUDIT)
    assert done.code == 3
    assert {one["status"] for one in json.loads(done.out)["sites"]} == {"audited", "unreachable"}
    assert "people will be told again" in done.err
    assert [body["level"] for _, body in got] == ["error"]
    assert [path.name for path in (tmp_path / "repos").iterdir() if path.is_file()] == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_report_that_cannot_be_written_is_told_in_a_line(
    tracker: Tracker, newsroom: PlaybackServer, configure: Callable[..., Path]
) -> None:
    configure(("courier", newsroom.url))
    tracker("audit")
    newsroom.at(ACTS[2].moment)
    done = tracker("audit", "--output", "/dev/full")
    assert done.code == 3
    assert "/dev/full cannot be written (No space left on device). 1 error, " in done.err


def test_a_message_that_failed_is_a_finding_and_is_sent_again_with_its_key(
    tracker: Tracker, newsroom: PlaybackServer, configure: Callable[..., Path]
) -> None:
    with receiver(410) as (hook, got):
        channel = f'[[notify]]\nkind = "webhook"\nname = "hook"\nurl = "{hook}"\n'
        configure(("courier", newsroom.url), more=channel)
        told(tracker, *AUDIT)
        newsroom.at(ACTS[2].moment)
        first = told(tracker, *AUDIT, code=1)
        assert "410" in first["undelivered"]["hook"]
        second = told(tracker, *AUDIT, code=1)
        assert rules(second) == ["notification-failed"]
        third = told(tracker, *AUDIT)
        resolved = [one["finding"]["rule"] for one in third["sites"][0]["record"]["resolved"]]
        assert resolved == ["notification-failed"]
    assert len(got) == 4, "the failed one, it again, the finding about it, and that it is over"
    again = [body for key, body in got if key == got[0][0]]
    assert len(again) == 2
    assert again[0] == again[1]
    assert len({key for key, _ in got}) == 3


def test_a_channel_whose_secret_cannot_be_read_keeps_no_audit_back(
    tracker: Tracker, newsroom: PlaybackServer, configure: Callable[..., Path]
) -> None:
    channel = '[[notify]]\nkind = "webhook"\nname = "hook"\nurl = { env = "NOWHERE" }\n'
    configure(("courier", newsroom.url), more=channel)
    told(tracker, *AUDIT)
    newsroom.at(ACTS[2].moment)
    assert "NOWHERE" in told(tracker, *AUDIT, code=1)["undelivered"]["hook"]


def test_a_site_whose_secret_cannot_be_read_delays_no_other(
    tracker: Tracker, newsroom: PlaybackServer, configure: Callable[..., Path], tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("pass word\n", encoding="utf-8")
    secret.chmod(0o644)
    more = f'[[sites]]\nname = "open"\nurl = "{newsroom.url}"\nuser = "m"\n'
    more += 'password = { file = "secret" }\n'
    configure(("courier", newsroom.url + "/x"), more=more)
    document = told(tracker, *AUDIT, code=3)
    by_name = {one["site"]: one for one in document["sites"]}
    assert not os.access(tmp_path / "repos" / "open", os.F_OK)
    assert "chmod" in by_name["open"]["error"]
    assert "pass word" not in json.dumps(document)


def test_without_a_configuration_all_archives_are_audited(
    tracker: Tracker, repos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repos.parent)
    document = told(tracker, *AUDIT, "--no-sync", code=1)
    assert [one["site"] for one in document["sites"]] == ["demo-newsroom"]
    assert rules(document).count("silent-substance") == 4


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda path: (path / "HEAD").write_text("garbage\n"), "(HEAD cannot be read)"),
        (lambda path: shutil.rmtree(path / "objects"), "(there is no folder objects)"),
    ],
)
def test_one_damaged_archive_keeps_no_other_back(
    tracker: Tracker,
    repos: Path,
    monkeypatch: pytest.MonkeyPatch,
    damage: Callable[[Path], object],
    words: str,
) -> None:
    monkeypatch.chdir(repos.parent)
    shutil.copytree(repos / "demo-newsroom", repos / "two", symlinks=True)
    damage(repos / "two" / ".git")
    good, bad = told(tracker, *AUDIT, "--no-sync", code=3)["sites"]
    assert (good["status"], bad["status"], bad["site"]) == ("audited", "failed", "two")
    assert "is no git repository any more " + words in bad["error"]
    assert tracker("audit", "--no-sync", "two").code == 3


@pytest.mark.parametrize("count", [1, 2])
def test_of_many_sites_none_has_helpers(
    tracker: Tracker,
    configure: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    count: int,
) -> None:
    asked: list[int | None] = []

    def listen(options: SyncOptions, *_: object, **__: object) -> None:
        asked.append(options.workers)
        raise SiteUnavailable("It does not answer.", url=options.url)

    monkeypatch.setattr("tracker.cli.auditing.sync_site", listen)
    configure(*((f"s{number}", "http://127.0.0.1:9/") for number in range(count)))
    assert tracker("audit").code == 3
    assert asked == ([None] if count == 1 else [0, 0])


def test_a_look_back_keeps_nothing(tracker: Tracker, repos: Path) -> None:
    here = ("--repos", str(repos), "--no-sync")
    first = told(tracker, *AUDIT, *here, code=1)
    again = told(tracker, *AUDIT, *here, "--since", "2026-05-14T18:00:00Z", code=1)
    assert 0 < len(rules(again)) < len(rules(first))
    assert again["sites"][0].get("commit", "") == ""
    verified = told(tracker, "audit", "verify", "--all", "--json", "--repos", str(repos))
    assert len(verified["audits"]) == 1


def test_a_look_back_needs_no_lock(tracker: Tracker, repos: Path) -> None:
    here = ("--repos", str(repos), "--no-sync")
    told(tracker, *AUDIT, *here, code=1)
    with open_archive(repos / "demo-newsroom") as archive, archive.lock():
        again = told(tracker, *AUDIT, *here, "--since", "2026-05-14T18:00:00Z", code=1)
        busy = told(tracker, *AUDIT, *here, code=3)
    assert again["sites"][0]["status"] == "audited"
    assert busy["sites"][0]["status"] == "busy"


@pytest.mark.parametrize("name", ["main~3", "HEAD~3", "a-tag", "refs/tags/a-tag"])
def test_a_look_back_takes_what_git_takes_for_a_commit(
    tracker: Tracker, repos: Path, name: str
) -> None:
    path = repos / "demo-newsroom"
    git(path, "tag", "a-tag", "main~3")
    here = ("--repos", str(repos), "--no-sync")
    told(tracker, *AUDIT, *here, code=1)
    (site,) = told(tracker, *AUDIT, *here, "--since", name, code=1)["sites"]
    assert site["record"]["base"]["main"] == git(path, "rev-parse", "main~3").strip()


def test_a_policy_on_the_command_line_is_a_question(
    tracker: Tracker, repos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repos.parent)
    here = (*AUDIT, "--no-sync")
    first = told(tracker, *here, code=1)["sites"][0]["record"]
    (tmp_path / "one.toml").write_text("[rules.protected-now]\n")
    asked = told(tracker, *here, "--policy", str(tmp_path / "one.toml"))["sites"][0]["record"]
    assert (asked["new"], asked["resolved"], asked["aside"]) == ([], [], 1)
    assert asked["open"] == first["open"] > 0
    named = told(tracker, *here, "--policy", "newsroom")["sites"][0]["record"]
    assert (named["new"], named["resolved"], named["aside"]) == ([], [], 0)
    tracker_toml = f'repos = "{repos}"\n[audit]\npolicy = "{tmp_path}/one.toml"\n'
    (repos.parent / "tracker.toml").write_text(tracker_toml)
    ruled = told(tracker, *here)["sites"][0]["record"]
    assert ruled["aside"] == 0
    assert {one["reason"] for one in ruled["resolved"]} == {"the policy has no such rule any more"}
    assert len(ruled["resolved"]) == first["open"]
    assert told(tracker, "audit", "verify", "--all", "--json")["holds"]


def test_a_question_is_asked_even_where_the_own_policy_is_broken(
    tracker: Tracker, repos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repos.parent)
    Path("tracker.toml").write_text(f'repos = "{repos}"\n[audit]\npolicy = "gone.toml"\n')
    assert tracker("audit", "--no-sync").code == 2
    asked = told(tracker, *AUDIT, "--no-sync", "--policy", "newsroom", code=1)
    assert asked["sites"][0]["record"]["aside"] == 1


def test_an_address_is_judged_by_the_policy_of_the_configuration(
    tracker: Tracker, newsroom: PlaybackServer, configure: Callable[..., Path]
) -> None:
    configure(more='[audit]\npolicy = "archive"\n')
    for _ in range(2):  # as an address, then as an archive
        record = told(tracker, *AUDIT, newsroom.url)["sites"][0]["record"]
        assert (record["policy_name"], record["aside"]) == ("archive", 0)


def test_a_first_audit_can_begin_later(tracker: Tracker, repos: Path) -> None:
    here = ("--repos", str(repos), "--no-sync")
    first = told(tracker, *AUDIT, *here, "--since", "2026-05-14T22:00:00Z", code=1)
    assert {one["post"] for one in first["sites"][0]["record"]["new"] if one["post"]} == {
        "posts/106"
    }
    assert rules(told(tracker, *AUDIT, *here)) == []


def test_files_beside_the_archives(
    tracker: Tracker, newsroom: PlaybackServer, configure: Callable[..., Path], tmp_path: Path
) -> None:
    files = 'findings = "f/f.xml", edits = "f/e.xml", address = "https://watch.example/f/"'
    more = f'[audit]\nmetrics = "m/t.prom"\nfeed = {{ {files} }}\n'
    configure(("courier", newsroom.url), more=more)
    told(tracker, *AUDIT)
    newsroom.at(ACTS[2].moment)
    assert tracker("audit", "--format", "html", "--output", "report.html").code == 1
    assert "Council approves" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Council approves" in (tmp_path / "f" / "f.xml").read_text(encoding="utf-8")
    edits = (tmp_path / "f" / "e.xml").read_text(encoding="utf-8")
    assert "Council approves" in edits
    assert 'href="https://watch.example/f/e.xml" rel="self"' in edits
    assert "<id>tag:watch.example,2026:tracker/watch.example/feed/edits/f/e.xml</id>" in edits
    assert "Water main" not in edits, "it was met for the first time, and not edited"
    assert "tracker_audit_last_success" in (tmp_path / "m" / "t.prom").read_text(encoding="utf-8")
    assert sorted(path.name for path in (tmp_path / "f").iterdir()) == ["e.xml", "f.xml"]


def test_a_run_of_one_site_keeps_the_others_in_the_files(
    tracker: Tracker, repos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repos.parent)
    (repos / "demo-newsroom").rename(repos / "one")
    shutil.copytree(repos / "one", repos / "two", symlinks=True)
    names = ("one", "two", "never-reached")
    sites = "".join(f'[[sites]]\nname = "{n}"\nurl = "https://{n}.example"\n' for n in names)
    files = 'metrics = "t.prom"\nfeed = { findings = "f.xml" }'
    Path("tracker.toml").write_text(f"[audit]\n{files}\n{sites}")
    told(tracker, *AUDIT, "--no-sync", code=3)
    numbers, feed = Path("t.prom").read_text(), Path("f.xml").read_text()
    assert 'findings_open{site="two"}' in numbers
    assert told(tracker, *AUDIT, "--no-sync", "one")["summary"]["sites"] == 1
    again = Path("t.prom").read_text()
    for name in names[1:]:
        assert _without_time(again, name) == _without_time(numbers, name) != []
    assert 'could_not_audit{site="never-reached"} 1' in again
    assert 'findings_new{site="one",level="error"} 0' in again
    assert ">two<" in Path("f.xml").read_text()
    assert Path("f.xml").read_text().count("<entry>") == feed.count("<entry>")


def _without_time(numbers: str, site: str) -> list[str]:
    lines = (line for line in numbers.splitlines() if f'site="{site}"' in line)
    return [line for line in lines if "lag_seconds" not in line]


@pytest.mark.parametrize(
    "asked", [("--since", "2026-01-01"), ("--policy", "archive")], ids=["look-back", "question"]
)
def test_what_is_only_asked_is_not_in_the_files(
    tracker: Tracker, repos: Path, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, ...]
) -> None:
    monkeypatch.chdir(repos.parent)
    Path("tracker.toml").write_text(
        '[audit]\nmetrics = "t.prom"\nfeed = { findings = "f.xml", edits = "e.xml" }\n'
    )
    told(tracker, *AUDIT, "--no-sync", code=1)
    told(tracker, *AUDIT, "--no-sync")
    files = [Path(name) for name in ("t.prom", "f.xml", "e.xml")]
    before = [path.read_bytes() for path in files]
    assert b'findings_new{site="demo-newsroom",level="error"} 0' in before[0]
    tracker(*AUDIT, "--no-sync", *asked)
    assert [path.read_bytes() for path in files] == before


@pytest.mark.usefixtures("hasty")
def test_a_broken_site_stays_broken_in_the_numbers_while_it_is_not_due(
    tracker: Tracker, newsroom: PlaybackServer, configure: Callable[..., Path], tmp_path: Path
) -> None:
    def numbers() -> dict[str, str]:
        lines = (tmp_path / "t.prom").read_text(encoding="utf-8").splitlines()
        return dict(line.removeprefix("tracker_audit_").rsplit(" ", 1) for line in lines)

    more = '[audit]\nmetrics = "t.prom"\n[cadence]\nevery = "1h"\n'
    configure(("courier", newsroom.url), more=more)
    told(tracker, *AUDIT)
    assert numbers()['could_not_audit{site="courier"}'] == "0"
    newsroom.faults.put(Fault(kind=FaultKind.SERVER_ERROR))
    told(tracker, *AUDIT, code=3)
    (tmp_path / "t.prom").unlink()
    assert told(tracker, *AUDIT, "--due")["sites"][0]["status"] == "not due"
    assert numbers()['could_not_audit{site="courier"}'] == "1"
    assert numbers()['findings_open{site="courier"}'] == "1"
    newsroom.faults.clear()
    told(tracker, *AUDIT)
    told(tracker, *AUDIT, "--due")
    assert numbers()['could_not_audit{site="courier"}'] == "0"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--policy", "newsroon"), "newsroom"),
        (("--since", "yesterdayish"), "yesterdayish is no time (2026-03-01"),
        (("--since", "main~9999"), "and no commit of"),
        (("--since", "--all"), "A commit is named as git does"),
        (("--config", "nothing.toml"), "nothing.toml"),
        (("--output", "no/such/folder/report.txt"), "no/such/folder"),
        (("elsewhere",), "elsewhere"),
    ],
)
def test_mistakes_are_told(
    tracker: Tracker,
    repos: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    words: str,
) -> None:
    monkeypatch.chdir(repos.parent)
    done = tracker("audit", "--no-sync", *arguments)
    assert done.code == 2
    assert words in done.err
    assert git(repos / "demo-newsroom", "branch", "--list", "audits") == "", "nothing was done"
