"""Run a command within the filters of the unit, without systemd: `confined.py UNIT COMMAND...`.

What systemd builds from `SystemCallFilter=`, `MemoryDenyWriteExecute=` and
`RestrictAddressFamilies=` (systemd.exec(5)) is built here with libseccomp, and inherited by all
that the command starts.
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import subprocess
import sys
from pathlib import Path

_ALLOW = 0x7FFF0000
_DENY = 0x00050000 | errno.EPERM
_EQUAL, _GREATER, _MASKED = 4, 6, 7
_WRITE, _EXEC, _SHM_EXEC = 2, 4, 0o100000
_FAMILIES = {"AF_UNIX": 1, "AF_INET": 2, "AF_INET6": 10}
_LAST_FAMILY = 64


class _Compare(ctypes.Structure):
    _fields_ = (
        ("argument", ctypes.c_uint),
        ("op", ctypes.c_int),
        ("a", ctypes.c_uint64),
        ("b", ctypes.c_uint64),
    )


class Filter:
    """A filter of system calls."""

    def __init__(self, default: int) -> None:
        self._library = ctypes.CDLL("libseccomp.so.2")
        self._library.seccomp_init.restype = ctypes.c_void_p
        self._context = ctypes.c_void_p(self._library.seccomp_init(ctypes.c_uint32(default)))

    def add(self, action: int, name: str, *compare: _Compare) -> None:
        """Add a rule; calls that this architecture does not have are left out, as by systemd."""
        number = self._library.seccomp_syscall_resolve_name(name.encode())
        if number < 0:
            return
        rules = (_Compare * len(compare))(*compare)
        add = self._library.seccomp_rule_add_array
        failed = add(self._context, ctypes.c_uint32(action), number, len(compare), rules)
        if failed:
            raise OSError(-failed, name)

    def load(self) -> None:
        """Put it in force; it also sets that no new privileges can be had."""
        if failed := self._library.seccomp_load(self._context):
            raise OSError(-failed, "seccomp_load")


def calls_of(name: str) -> set[str]:
    """Name the system calls of a set such as @system-service."""
    if not name.startswith("@"):
        return {name}
    said = subprocess.run(
        ["systemd-analyze", "syscall-filter", name], check=True, capture_output=True, text=True
    ).stdout
    found: set[str] = set()
    for line in said.splitlines()[1:]:
        if (word := line.strip()) and not word.startswith("#"):
            found |= calls_of(word)
    return found


def allowed(unit: str) -> set[str]:
    """Name the calls that the unit leaves."""
    found: set[str] = set()
    for line in re.findall(r"^SystemCallFilter=(.*)$", unit, re.MULTILINE):
        for word in line.lstrip("~").split():
            found = found - calls_of(word) if line.startswith("~") else found | calls_of(word)
    return found


def confine(unit: str) -> None:
    """Put the filters of a unit in force for this process; the last one can add no more."""
    names = allowed(unit)
    strict = Filter(_ALLOW)
    if "\nMemoryDenyWriteExecute=yes\n" in unit:
        both = _WRITE | _EXEC
        strict.add(_DENY, "mmap", _Compare(2, _MASKED, both, both))
        for name in ("mprotect", "pkey_mprotect"):
            strict.add(_DENY, name, _Compare(2, _MASKED, _EXEC, _EXEC))
        strict.add(_DENY, "shmat", _Compare(2, _MASKED, _SHM_EXEC, _SHM_EXEC))
    said = re.findall(r"^RestrictAddressFamilies=(.*)$", unit, re.MULTILINE)
    families = {_FAMILIES[name] for line in said for name in line.split()}
    for family in set(range(_LAST_FAMILY)) - families:
        strict.add(_DENY, "socket", _Compare(0, _EQUAL, family, 0))
    strict.add(_DENY, "socket", _Compare(0, _GREATER, _LAST_FAMILY - 1, 0))
    strict.load()
    listed = Filter(_DENY)
    for name in sorted(names):
        listed.add(_ALLOW, name)
    listed.load()


if __name__ == "__main__":
    confine(Path(sys.argv[1]).read_text(encoding="utf-8"))
    os.execvp(sys.argv[2], sys.argv[2:])
