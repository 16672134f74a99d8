"""The policies that come with tracker, as TOML beside the code."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

import msgspec

from tracker.audit.specs import PolicySpec


@cache
def builtin_policies() -> dict[str, PolicySpec]:
    """Read the built-in policies: name -> policy."""
    folder = resources.files("tracker.audit") / "policies"
    found = {}
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".toml"):
            data = tomllib.loads(file.read_text(encoding="utf-8"))
            found[file.name.removesuffix(".toml")] = msgspec.convert(data, PolicySpec)
    return found
