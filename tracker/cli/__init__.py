"""The command line: `tracker`."""

from __future__ import annotations

import signal
import sys

from tracker import __version__
from tracker.cli.streams import ready_streams


def main() -> None:
    """Run the command line; `--version` does not wait for the libraries."""
    ready_streams()
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"tracker {__version__}\n")
        return
    from tracker.cli.app import INTERRUPTED, run

    code = run(sys.argv[1:])
    if code == INTERRUPTED:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C is the same wish
    sys.exit(code)
