"""Sites that never end an answer, and syncs that nothing can end: a run waits for none of them."""

from __future__ import annotations

import json
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.audit.keeping import NOW
from tests.audit.test_sites import one, task
from tests.cli.running import Tracker, git
from tests.cli.test_audit import receiver
from tests.terminal.test_terminal import in_terminal
from tracker.archive.repository import open_archive
from tracker.audit.auditing import audit_archive
from tracker.audit.many import run_sites
from tracker.audit.patience import Patience
from tracker.errors import SiteUnavailable
from tracker.findings import SiteStatus
from tracker.outcome import Outcome


@contextmanager
def badly(speak: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that takes every connection and a request, and then speaks as a test says."""
    over = threading.Event()

    def talk(one: socket.socket) -> None:
        with one, suppress(OSError):
            one.recv(4096)
            while not over.wait(0.05):
                speak(one)

    def take() -> None:
        with suppress(OSError):
            while True:
                one, _ = listener.accept()
                threading.Thread(target=talk, args=(one,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=take, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        finally:
            over.set()


HEADERS = b"HTTP/1.1 200 OK\r\nX-A: "
BODY = b"HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n"


def dripping(begin: bytes) -> Callable[[socket.socket], None]:
    begun: set[int] = set()

    def speak(one: socket.socket) -> None:
        one.sendall(b"a" if id(one) in begun else begin)
        begun.add(id(one))

    return speak


SPEECHES = {
    "drips headers": lambda: dripping(HEADERS),
    "drips a body": lambda: dripping(BODY),
    "is silent": lambda: lambda _: None,
}


@pytest.mark.parametrize("speech", SPEECHES.values(), ids=SPEECHES.keys())
def test_a_server_that_drips_or_is_silent_delays_no_other(
    harbour: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tracker: Tracker,
    speech: Callable[[], Callable[[socket.socket], None]],
) -> None:
    """People are told of what another site has, once the time of the slow one is up."""
    monkeypatch.chdir(tmp_path)
    with badly(speech()) as url, receiver() as (hook, got):
        write_config(tmp_path, url, harbour.name, hook)
        begun = time.monotonic()
        done = tracker("audit", "--format", "json")
        assert time.monotonic() - begun < 12
    sites = {one["site"]: one for one in json.loads(done.out)["sites"]}
    assert done.code == 3
    assert sites["slow"]["status"] == "unreachable"
    assert "took longer than 1 s" in sites["slow"]["error"]
    assert [one["rule"] for one in sites[harbour.name]["record"]["new"]].count("sync-failed") == 1
    assert {one["site"] for _, body in got for one in body["sites"]} == {"slow", harbour.name}


def write_config(folder: Path, slow: str, name: str, hook: str) -> None:
    """A slow site, and one of which an archive is held that is down."""
    sites = "".join(
        f'[[sites]]\nname = "{name}"\nurl = "{url}"\n'
        for name, url in (("slow", slow), (name, "http://127.0.0.1:9/"))
    )
    channel = f'[[notify]]\nkind = "webhook"\nname = "hook"\nurl = "{hook}"\n'
    (folder / "tracker.toml").write_text(f'[audit]\ntimeout = "1s"\n{sites}{channel}')


def test_a_sync_that_hangs_is_left_behind(harbour: Path, tmp_path: Path) -> None:
    """It holds its archive, takes no other's place, and writes no audit when it comes back."""
    gate, back = threading.Event(), threading.Event()
    others = [tmp_path / str(number) / harbour.name for number in range(2)]
    for path in others:
        shutil.copytree(harbour, path, symlinks=True)

    def hanging(_: Patience) -> Outcome:
        with open_archive(harbour) as archive, archive.lock():
            assert gate.wait(30)
        back.set()
        raise SiteUnavailable("It does not answer.", url="http://harbour.example/")

    short = timedelta(seconds=0.2)
    tasks = [task(harbour, hanging, timeout=short, grace=short), *map(task, others)]
    before = {thread.ident for thread in threading.enumerate()}
    found, *good = run_sites(tasks, parallel=1, now=lambda: NOW)
    assert (found.status, found.record, found.could_audit) == (SiteStatus.UNREACHABLE, None, False)
    assert "hangs" in found.error
    assert [one.status for one in good] == [SiteStatus.AUDITED] * 2
    assert one(harbour).status is SiteStatus.BUSY
    gate.set()
    assert back.wait(30)
    for thread in threading.enumerate():
        if thread.ident not in before:
            thread.join(30)
    assert git(harbour, "for-each-ref", "refs/heads/audits") == ""
    assert one(harbour).status is SiteStatus.AUDITED


def test_judging_is_waited_for(harbour: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It begins only while the run waits, and then the run waits for it."""

    def slowly(*args: Any) -> Any:
        time.sleep(0.8)
        return audit_archive(*args)

    monkeypatch.setattr("tracker.audit.sites.audit_archive", slowly)
    short = timedelta(seconds=0.1)
    (found,) = run_sites([task(harbour, timeout=short, grace=short)], parallel=1, now=lambda: NOW)
    assert found.status is SiteStatus.AUDITED


def test_a_terminal_shows_what_one_site_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with badly(SPEECHES["is silent"]()) as url:
        site = f'[[sites]]\nname = "slow"\nurl = "{url}"\n'
        (tmp_path / "tracker.toml").write_text(f'[audit]\ntimeout = "2s"\n{site}')
        code, shown = in_terminal("audit")
    assert code == 3
    assert "finding the REST API" in shown


def test_the_steps_of_a_site_are_shown(harbour: Path) -> None:
    steps: list[str] = []

    def sync(patience: Patience) -> Outcome:
        patience.progress("posts", 3, None)
        raise SiteUnavailable("It does not answer.", url="http://harbour.example/")

    run_sites(
        [task(harbour, sync)], parallel=1, now=lambda: NOW, show=lambda *step: steps.append(step[0])
    )
    assert steps == ["posts", "judging"]
