"""Imports point down only, and every third-party package has one home."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

LAYERS = (
    ("tracker", "errors", "model", "outcome", "holdings", "findings", "lazy", "packing"),
    ("text",),
    ("diff",),
    ("edits",),
    ("report",),
    ("wordpress", "archive", "recorded"),
    ("recording", "playback"),
    ("observing", "verifying", "overview", "chronicle"),
    ("assessing",),
    ("naming", "reviewing", "listing"),
    ("newest", "comparing", "blaming"),
    ("exporting", "summing"),
    ("api",),
    ("syncing", "forgetting"),
    ("importing",),
    ("demonstrating", "watching"),
    ("telling",),
    ("audit",),
    ("config",),
    ("cli",),
    ("__main__",),
)
"""From the bottom; parts of one layer do not import each other, unless `BESIDE` says so."""

BESIDE = {("model", "errors"), ("outcome", "model"), ("outcome", "errors"), ("holdings", "model")}

HOMES = {
    "git": {"archive"},
    "requests": {"wordpress", "telling"},
    "urllib3": {"wordpress"},
    "requests_ratelimiter": {"wordpress"},
    "selectolax": {"text"},
    "sentencex": {"text"},
    "diff_match_patch": {"diff"},
    "rapidfuzz": {"diff"},
    "tabulate": {"report"},
    "wcwidth": {"report"},
    "jinja2": {"report"},
    "dateparser": {"edits"},
    "feedgenerator": {"report"},
    "apprise": {"telling"},
    "keyring": {"config"},
    "click": {"cli"},
    "rich": {"cli"},
}
EVERYWHERE = {"msgspec"}


def modules() -> dict[str, Path]:
    """Name every module of the package: dotted name -> file."""
    found = {}
    for path in sorted((ROOT / "tracker").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def imports_of(path: Path) -> Iterator[str]:
    """Name what a file imports, at its top, in functions and for type checkers alike."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            assert node.module is not None
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else node.module


def part_of(module: str) -> str:
    """Tell the part of the package that a module belongs to."""
    return module.split(".")[1] if "." in module else module


IMPORTS = {name: sorted(set(imports_of(path))) for name, path in MODULES.items()}
LEVEL = {part: level for level, parts in enumerate(LAYERS) for part in parts}


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_down(module: str) -> None:
    part = part_of(module)
    for imported in (name for name in IMPORTS[module] if name.split(".")[0] == "tracker"):
        other = part_of(imported)
        allowed = other == part or LEVEL[other] < LEVEL[part] or (part, other) in BESIDE
        assert allowed, f"{module} imports {imported}, which is not below it"


def test_every_part_has_a_layer() -> None:
    assert {part_of(module) for module in MODULES} <= set(LEVEL)


@pytest.mark.parametrize("module", MODULES)
def test_third_party_packages_stay_at_home(module: str) -> None:
    for imported in IMPORTS[module]:
        package = imported.split(".")[0]
        if package in sys.stdlib_module_names or package in {"tracker", *EVERYWHERE}:
            continue
        assert package in HOMES, f"{module} imports {package}, which has no home"
        assert part_of(module) in HOMES[package], f"{module} imports {package}"


def test_no_cycles() -> None:
    """No module needs itself, by whatever way round; a package counts as its `__init__`."""
    done: set[str] = set()
    path: list[str] = []

    def walk(module: str) -> None:
        if module in path:
            raise AssertionError(" -> ".join([*path[path.index(module) :], module]))
        if module in done:
            return
        path.append(module)
        for imported in IMPORTS[module]:
            if imported in MODULES and imported != module:
                walk(imported)
        path.pop()
        done.add(module)

    for module in MODULES:
        walk(module)


def test_only_config_and_the_command_line_read_the_environment() -> None:
    for module, path in MODULES.items():
        if part_of(module) in {"config", "cli"}:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                name = f"{node.value.id}.{node.attr}"
                assert name not in {"os.environ", "os.getenv", "os.chdir", "sys.exit"}, module
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "print", module
