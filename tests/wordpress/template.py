"""Prepare a WordPress once: core, installed database, compiled PHP; standard library only."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.wordpress.fetch import VERSIONS, Missing, fetch_core

PHP_FOLDER = Path(__file__).resolve().parent / "php"
DATABASE = "wordpress.sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """What every site of one version starts from.

    Args:
        version: 7.1 or 6.1.
        core: the files of WordPress, shared by all sites and never written to.
        database: the SQLite database right after the installation, without posts.
        compiled: PHP's cache of compiled files.
        user: the administrator.
        password: the administrator's application password.
    """

    version: str
    core: Path
    database: Path
    compiled: Path
    user: str
    password: str


def cache_folder() -> Path:
    """Name the folder that keeps downloads and templates: ${XDG_CACHE_HOME:-~/.cache}/tracker."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "tracker" / "wordpress"


def prepare(version: str, cache: Path | None = None) -> Template:
    """Return the template of a version, fetched and installed at the first call on a machine.

    Raises:
        Missing: where PHP, npm, apt or the network is missing; says how to get it.
    """
    if version not in VERSIONS:
        raise Missing(f"There is no WordPress {version} here; choose one of {', '.join(VERSIONS)}.")
    _check_php()
    cache = cache or cache_folder()
    cache.mkdir(parents=True, exist_ok=True)
    core = cache / f"core-{version}"
    folder = cache / f"template-{version}-{_recipe()}"
    compiled = cache / f"compiled-{version}"
    with _locked(cache / f"{version}.lock"):
        compiled.mkdir(exist_ok=True)
        if not core.exists():
            fetch_core(version, core)
        if not folder.exists():
            _install(core, folder, compiled)
    access = json.loads((folder / "access.json").read_text())
    return Template(
        version=version,
        core=core,
        database=folder / DATABASE,
        compiled=compiled,
        user=access["user"],
        password=access["password"],
    )


def php_command(compiled: Path) -> list[str]:
    """Start PHP with what the sites need: errors to the log and compiled files kept on disk."""
    settings = (
        "memory_limit=256M",
        "display_errors=0",
        "log_errors=1",
        "error_reporting=E_ALL & ~E_DEPRECATED & ~E_STRICT",
        "date.timezone=UTC",
        "opcache.enable_cli=1",
        "opcache.max_accelerated_files=20000",
        f"opcache.file_cache={compiled}",
        "opcache.file_cache_consistency_checks=0",
    )
    return ["php", *(part for setting in settings for part in ("-d", setting))]


def php_environment(core: Path, folder: Path, url: str) -> dict[str, str]:
    """Return the whole environment of a site's PHP: nothing of the caller's but PATH."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "TRACKER_WP_PHP": str(PHP_FOLDER),
        "TRACKER_WP_CORE": str(core),
        "TRACKER_WP_FOLDER": str(folder),
        "TRACKER_WP_URL": url,
    }


def _check_php() -> None:
    ways = "On Debian: apt-get install php-cli php-sqlite3."
    if shutil.which("php") is None:
        raise Missing(f"A real WordPress needs PHP, and php is missing. {ways}")
    done = subprocess.run(["php", "-m"], capture_output=True, text=True, check=False)
    if "pdo_sqlite" not in done.stdout.split():
        raise Missing(f"A real WordPress needs PHP with SQLite, and pdo_sqlite is missing. {ways}")


def _recipe() -> str:
    """Name what the installed database depends on, so that a changed recipe installs anew."""
    digest = hashlib.sha256()
    for path in (PHP_FOLDER / "config.php", PHP_FOLDER / "install.php", Path(__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _install(core: Path, folder: Path, compiled: Path) -> None:
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".install-") as scratch:
        made = Path(scratch) / "template"
        made.mkdir()
        done = subprocess.run(
            [*php_command(compiled), str(PHP_FOLDER / "install.php")],
            env=php_environment(core, made, "http://127.0.0.1"),
            capture_output=True,
            text=True,
            check=False,
        )
        try:
            json.loads(done.stdout)
        except ValueError as error:
            said = (done.stderr + done.stdout).strip()[-2000:]
            raise Missing(f"WordPress could not be installed: {said}") from error
        (made / "access.json").write_text(done.stdout)
        made.rename(folder)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Let one process prepare while the others (test workers) wait for it."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
