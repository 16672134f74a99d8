"""Turn uv.lock into requirements with hashes, so that plain pip installs the locked versions."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Package = dict[str, Any]
Paths = frozenset[frozenset[str]]
"""Ways to reach a package: each is the set of markers that must all hold on the way."""

ALWAYS: Paths = frozenset({frozenset()})


def requirements(lock: Path, project: str, group: str = "dev") -> str:
    """Write what a project and a group of its development need, in pip's requirements format.

    Args:
        lock: a uv.lock whose packages come from an index, each in one version.
        project: the name of the project in it.
        group: the dependency group that is installed too.
    """
    packages = {package["name"]: package for package in tomllib.loads(lock.read_text())["package"]}
    root = packages[project]
    needed = [*root.get("dependencies", ()), *root.get("dev-dependencies", {}).get(group, ())]
    reached: dict[str, Paths] = {}
    waiting = [(edge, ALWAYS) for edge in needed]
    while waiting:
        edge, before = waiting.pop()
        marker = edge.get("marker")
        paths = frozenset(path | {marker} for path in before) if marker else before
        known = reached.get(edge["name"], frozenset())
        if (merged := _simplest(known | paths)) != known:
            reached[edge["name"]] = merged
            waiting += [(next_, merged) for next_ in _edges(packages[edge["name"]], edge)]
    lines = (_requirement(packages[name], paths) for name, paths in sorted(reached.items()))
    return "".join(lines)


def _simplest(paths: Paths) -> Paths:
    """Drop the ways that ask for more than another one."""
    return frozenset(path for path in paths if not any(other < path for other in paths))


def _edges(package: Package, edge: Package) -> Iterator[Package]:
    yield from package.get("dependencies", ())
    for extra in edge.get("extra", ()):
        yield from package.get("optional-dependencies", {}).get(extra, ())


def _requirement(package: Package, paths: Paths) -> str:
    files = [*package.get("wheels", ()), *([package["sdist"]] if "sdist" in package else [])]
    hashes = "".join(f" \\\n    --hash={file['hash']}" for file in files)
    marker = ""
    if paths != ALWAYS:
        ways = (" and ".join(f"({marker})" for marker in sorted(path)) for path in paths)
        marker = " ; " + " or ".join(f"({way})" for way in sorted(ways))
    return f"{package['name']}=={package['version']}{marker}{hashes}\n"
