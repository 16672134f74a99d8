"""CPython's own tests of difflib pass with our matcher, in every Python that can be found."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

EXPECTED_FAILURES = {
    # Pins the heuristic that popular elements are no matches: there for speed, and we are fast.
    "test_one_insert_homogenous_sequence",
    # One page of many comparisons; in it, two lines reach the similarity of 0.75 from which
    # `Differ` marks the letters inside them, because more of them is matched.
    "test_html_diff",
}


def other_pythons() -> dict[str, str]:
    """Find, on the path and behind pyenv's shims, one Python of each later minor version."""
    found = {}
    for minor in range(11, 20):
        name = f"python3.{minor}"
        command = shutil.which(name)
        if command is None or minor == sys.version_info.minor:
            continue
        behind = sorted(Path(command).parents[1].glob(f"versions/3.{minor}.*/bin/{name}"))
        for candidate in (*map(str, behind), command):
            check = [candidate, "-c", "import test.test_difflib"]
            if subprocess.run(check, capture_output=True, check=False).returncode == 0:
                found[name] = candidate
                break
    return found


def run_suite(python: str, folder: Path) -> dict[str, object]:
    # Only the packages that the diff needs; where rapidfuzz was not compiled for a Python, it
    # runs as the pure Python that it also contains.
    for package in ("rapidfuzz", "diff_match_patch"):
        spec = importlib.util.find_spec(package)
        assert spec is not None
        assert spec.submodule_search_locations is not None
        (folder / package).symlink_to(spec.submodule_search_locations[0])
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{folder}", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [python, "-m", "tests.diff.difflib_suite"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    result: dict[str, object] = json.loads(done.stdout)
    return result


def check(result: dict[str, object]) -> None:
    assert isinstance(result["run"], int)
    assert result["run"] >= 50
    failed = {str(name).split(" ")[0] for name in result["failed"]}  # type: ignore[attr-defined]
    assert failed == EXPECTED_FAILURES


def test_the_suite_passes_in_this_python(tmp_path: Path) -> None:
    pytest.importorskip("test.test_difflib", reason="this Python comes without its tests")
    check(run_suite(sys.executable, tmp_path))


@pytest.mark.parametrize("name", [f"python3.{minor}" for minor in range(11, 16)])
def test_the_suite_passes_in_other_pythons(name: str, tmp_path: Path) -> None:
    python = other_pythons().get(name)
    if python is None:
        pytest.skip(f"{name} is not here, or is this one, or comes without its tests")
    check(run_suite(python, tmp_path))
