"""Type into a real shell, and see what it makes of it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

HEAD, TAIL, END = "\u2997", "\u2998", "=end="
SHOW = f"printf '{HEAD}%s{TAIL}' \"$@\"; printf '%s\\n' {END}"
"""The program `words`, in sh: it shows what it was given."""
# fish wants to control its terminal, and `start_new_session` alone does not see to that.
TAKE_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""


def need(shell: str) -> str:
    """Find a shell; without it tests are skipped, and fail where all is required."""
    found = shutil.which(shell)
    if found is None:
        said = f"{shell} is missing: apt-get install --no-install-recommends {shell}"
        if os.environ.get("TRACKER_REQUIRE_WORDPRESS") == "1":
            pytest.fail(said)
        pytest.skip(said)
    return found


class Prompt:
    """A shell in a terminal."""

    def __init__(self, program: str, home: Path, environment: dict[str, str]) -> None:
        self.home = home
        self.shows_titles = Path(program).name != "bash"
        self._leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 200, 0, 0))
        self._shell = subprocess.Popen(
            [sys.executable, "-S", "-c", TAKE_TERMINAL, program, "-i"], env=environment, cwd=home,
            stdin=follower, stdout=follower, stderr=follower, start_new_session=True,
        )  # fmt: skip
        os.close(follower)

    def words(self, typed: str) -> list[str]:
        """Type, let the shell run the line with `words` before it, and tell what it was given."""
        return re.findall(f"{HEAD}(.*?){TAIL}", self.run(f"{typed}\x01words "))

    def run(self, typed: str) -> str:
        """Run a line with `words` in it, and tell what the terminal shows."""
        self.type(f"{typed}\r")
        return self.read_until(rf"{END}\r\n(?s:.*)ready> ")

    def type(self, typed: str) -> None:
        """Press keys."""
        os.write(self._leader, typed.encode())

    def read_until(self, *wanted: str, seconds: float = 120) -> str:
        """Read what the terminal shows until some patterns are in it."""
        seen, end = b"", time.monotonic() + seconds
        while not all(re.search(one.encode(), seen) for one in wanted):
            ready = select.select([self._leader], [], [], max(0, end - time.monotonic()))[0]
            more = self._read() if ready else b""
            assert more, f"{wanted} has not come: {seen.decode(errors='replace')!r}"
            seen += more
        return seen.decode(errors="replace")

    def _read(self) -> bytes:
        try:
            return os.read(self._leader, 65536)
        except OSError:  # Linux says so where nobody is left
            return b""

    def close(self) -> None:
        """End the shell."""
        self._shell.kill()
        self._shell.wait(timeout=10)
        os.close(self._leader)
