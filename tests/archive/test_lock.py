"""One writer at a time, and none of a killed one's in the way."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.faults.making import NAME, hour, import_entries, item, opened, seen, small_history
from tracker.archive import lock
from tracker.archive.indexing import index_git
from tracker.archive.lock import lock_stream
from tracker.archive.repository import MAIN, open_archive
from tracker.archive.stream import ImportStream
from tracker.errors import ArchiveError

HOLDER = """
import sys, time
from pathlib import Path
from tracker.archive.repository import open_archive
with open_archive(Path(sys.argv[1])) as archive, archive.lock():
    print("held", flush=True)
    time.sleep(30)
"""


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    for bare in (False, True):
        repos = tmp_path / f"repos-{bare}"
        import_entries(repos, *small_history(1, 1), bare=bare)
        command = [sys.executable, "-c", HOLDER, str(repos / NAME)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            try:
                assert process.stdout.readline() == b"held\n"
                with pytest.raises(ArchiveError) as caught:
                    import_entries(repos, seen(hour(9), item(1, "Later.")))
            finally:
                process.kill()
        assert f"process {process.pid}) is writing to {repos / NAME};" in str(caught.value)
        outcome = import_entries(repos, seen(hour(9), item(1, "Later.")))
        assert outcome.recorded == {"edit": 1}, "a killed holder holds nothing"


def test_the_lock_is_free_after_an_error(tmp_path: Path) -> None:
    import_entries(tmp_path / "repos", *small_history(1, 1))
    with opened(tmp_path / "repos") as archive:
        with pytest.raises(RuntimeError), archive.lock():
            raise RuntimeError
        with archive.lock(), pytest.raises(ArchiveError, match=f"process {os.getpid()}"):
            archive.lock().__enter__()
        with archive.lock():
            pass


def test_readers_need_no_lock(tmp_path: Path) -> None:
    import_entries(tmp_path / "repos", *small_history(1, 1))
    path = tmp_path / "repos" / NAME
    with open_archive(path) as archive, archive.lock(), open_archive(path) as again:
        assert again.resolve(MAIN) is not None


def test_a_git_that_a_killed_tracker_left_is_waited_for(tmp_path: Path) -> None:
    """It may still have a whole stream to write, and moves the branch when it is done."""
    import_entries(tmp_path / "repos", *small_history(1, 1))
    with opened(tmp_path / "repos") as archive:
        stream = ImportStream(archive.repo)
        begun = time.monotonic()
        timer = threading.Timer(0.5, stream._abort)
        timer.start()
        with archive.lock():
            assert time.monotonic() - begun >= 0.4
        timer.join()


def test_a_git_that_goes_on_writing_files_is_waited_for(tmp_path: Path) -> None:
    import_entries(tmp_path / "repos", *small_history(1, 1))
    with opened(tmp_path / "repos") as archive:
        with index_git(archive) as index:
            command = ("checkout-index", "-f", "-u", "-z", "--stdin")
            writing = index(*command, istream=subprocess.PIPE, as_process=True)
        begun = time.monotonic()
        timer = threading.Timer(0.5, writing.proc.stdin.close)
        timer.start()
        with archive.lock():
            assert time.monotonic() - begun >= 0.4
            writing.wait()
        timer.join()


def test_waiting_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import_entries(tmp_path / "repos", *small_history(1, 1))
    monkeypatch.setattr(lock, "_PATIENCE", 0.1)
    with opened(tmp_path / "repos") as archive:
        with ImportStream(archive.repo), pytest.raises(ArchiveError, match="fast-import"):
            archive.lock().__enter__()
        with archive.lock():
            pass


def test_only_the_stream_inherits_its_lock(tmp_path: Path) -> None:
    """A `git gc` that goes on in the background must not keep the next run out."""
    handle = lock_stream(tmp_path, fcntl.LOCK_EX)
    assert handle is not None
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(20)"]) as process:
        assert lock_stream(tmp_path) is None
        os.close(handle)
        again = lock_stream(tmp_path)
        assert again is not None
        os.close(again)
        process.kill()
