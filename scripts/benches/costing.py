"""Run one command of tracker, or one function, in this process; write down what it cost."""

from __future__ import annotations

import importlib
import re
import resource
import sys
from pathlib import Path

import msgspec

from scripts.benches.processes import Cost
from tracker.cli.app import run


def peak_megabytes() -> float:
    """Tell the most memory that this program held.

    From the kernel's account of the program, where there is one: what `getrusage` says may be
    that of the process which started it.
    """
    status = Path("/proc/self/status")
    if status.exists() and (held := re.search(r"VmHWM:\s+(\d+) kB", status.read_text())):
        return int(held[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Run what follows the name of the file for the costs: `tracker` or a module, arguments."""
    told, program, *arguments = sys.argv[1:]
    does = run if program == "tracker" else importlib.import_module(program).run
    code: int = does(arguments)
    own, others = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    cost = Cost(
        cpu=own.ru_utime + own.ru_stime,
        git_cpu=others.ru_utime + others.ru_stime,
        peak=peak_megabytes(),
    )
    Path(told).write_bytes(msgspec.json.encode(cost))
    return code


if __name__ == "__main__":
    sys.exit(main())
