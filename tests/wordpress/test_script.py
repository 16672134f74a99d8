"""`scripts/wordpress` puts a site up, tells how to use it, and takes down what it started."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.wordpress.template import Template

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def cache(wordpress_template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of its own that shares what is prepared, but no running sites."""
    cache = tmp_path / "tracker" / "wordpress"
    cache.mkdir(parents=True)
    for path in wordpress_template.core.parent.iterdir():
        if path.name != "sites":
            (cache / path.name).symlink_to(path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return cache


def _script(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", str(ROOT / "scripts" / "wordpress"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=dict(os.environ))


def test_up_tells_and_down_ends(wordpress_template: Template, cache: Path) -> None:
    version = wordpress_template.version
    done = _script("up", "--version", version, "--json", "--subdirectory", "blog", "--hours", "0.1")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    try:
        with urllib.request.urlopen(told["rest"]) as answer:
            assert json.load(answer)["url"] == told["url"]
        assert told["url"].endswith("/blog")
        port = told["url"].removesuffix("/blog").rpartition(":")[2]
        again = _script("up", "--version", version, "--port", port)
        assert (again.returncode, again.stdout) == (3, "")
        assert f"Port {port} cannot be used" in again.stderr
    finally:
        ended = _script("down")
    assert ended.stdout == f"{told['url']} is down\n"
    assert list((cache / "sites").iterdir()) == []
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(told["rest"])
