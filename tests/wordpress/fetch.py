"""Fetch the WordPress cores and their SQLite plugins into a cache folder; standard library only.

The cores are GPL: they are downloaded by those who test and never become part of this project.
"""

from __future__ import annotations

import base64
import hashlib
import io
import os
import shutil
import subprocess
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

VERSIONS = ("7.1", "6.1")

STUDIO = "wp-studio@1.22.0"
STUDIO_INTEGRITY = (
    "sha512-boMtahkhgWDKKyNTBA1uTK5ghnAmxXhDY6KeQCO9FmcI"
    "3/o+YOSq8JwYW5ZYnxHCxH14Jf/mD6CJTBvTWl2Ytw=="
)
BUILDS = "@wp-playground/wordpress-builds@0.9.19"
BUILDS_INTEGRITY = (
    "sha512-dlqvh/MJDpE5W68vgPPKUjpip6zMuBh59L3D18ZX+pdw"
    "urC4q4ydrTww/3sTMV69BBcoH6kF93YtAtujNC5Mpw=="
)
PLUGIN = "wp-content/plugins/sqlite-database-integration"


class Missing(Exception):
    """A real WordPress cannot run here; the message says what is missing and how to get it."""


def fetch_core(version: str, target: Path) -> None:
    """Put WordPress with its SQLite plugin into a folder that does not exist yet.

    Raises:
        Missing: where a tool is not installed or a download fails.
    """
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".fetch-") as scratch:
        folder = Path(scratch)
        core = folder / "core"
        if version == "7.1":
            _fetch_studio(folder, core)
        else:
            _fetch_debian(folder, core)
        plugin = core / PLUGIN
        shutil.copyfile(plugin / "db.copy", core / "wp-content" / "db.php")
        (core / "wp-config.php").write_text(
            "<?php\nrequire getenv( 'TRACKER_WP_PHP' ) . '/config.php';\n"
        )
        core.rename(target)


def _fetch_studio(folder: Path, core: Path) -> None:
    with _npm_pack(STUDIO, STUDIO_INTEGRITY, folder) as archive:
        root = "package/dist/cli/wp-files/"
        places = {
            f"{root}latest/wordpress": core,
            f"{root}sqlite-database-integration": core / PLUGIN,
        }
        _extract(archive, places)


def _fetch_debian(folder: Path, core: Path) -> None:
    theme = "wp-content/themes/twentytwentythree"
    for package in ("wordpress", "wordpress-theme-twentytwentythree"):
        deb = _debian_package(package, folder)
        command = ["dpkg-deb", "--fsys-tarfile", str(deb)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as unpack:
            assert unpack.stdout is not None
            with tarfile.open(fileobj=unpack.stdout, mode="r|") as archive:
                places = {"usr/share/wordpress": core, f"var/lib/wordpress/{theme}": core / theme}
                _extract(archive, places)
    with _npm_pack(BUILDS, BUILDS_INTEGRITY, folder) as archive:
        name = "package/src/sqlite-database-integration/sqlite-database-integration.zip"
        _extract_zip(_member(archive, name), core / PLUGIN)


def _debian_package(package: str, folder: Path) -> Path:
    """Download a package of Debian 12; apt checks it against the signed list."""
    ways = (
        "WordPress 6.1 comes from the packages wordpress and wordpress-theme-twentytwentythree of "
        "Debian 12. Where apt is there, run apt-get update; elsewhere download both .deb files "
        "from packages.debian.org/bookworm into one folder, name it in TRACKER_WORDPRESS_DEBS, "
        "and install dpkg for dpkg-deb."
    )
    if shutil.which("dpkg-deb") is None:
        raise Missing(ways)
    given = os.environ.get("TRACKER_WORDPRESS_DEBS")
    if given is None:
        if shutil.which("apt-get") is None:
            raise Missing(ways)
        _run(["apt-get", "download", package], folder, ways)
    found = sorted(Path(given or folder).glob(f"{package}_6.1.*.deb"))
    if not found:
        raise Missing(ways)
    return found[-1]


@contextmanager
def _npm_pack(package: str, integrity: str, folder: Path) -> Iterator[tarfile.TarFile]:
    """Download a package with npm and open it once it is known to be the right one."""
    ways = f"WordPress for the tests comes from the npm package {package}"
    if shutil.which("npm") is None:
        raise Missing(f"{ways}, but npm is missing. On Debian: apt-get install npm.")
    target = folder / "npm"
    target.mkdir()
    command = ["npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", str(target)]
    _run([*command, package], folder, f"{ways}, which npm could not fetch.")
    (tarball,) = target.glob("*.tgz")
    with tarball.open("rb") as file:
        digest = hashlib.file_digest(file, "sha512").digest()
    if integrity != "sha512-" + base64.b64encode(digest).decode():
        raise Missing(f"{ways}, but what npm fetched is not the file that is known here.")
    with tarfile.open(tarball, mode="r|gz") as archive:
        yield archive


def _run(command: list[str], folder: Path, sentence: str) -> None:
    done = subprocess.run(
        command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        said = done.stderr.strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
        raise Missing(f"{sentence} ({command[0]}: {said[0]})")


def _extract(archive: tarfile.TarFile, places: dict[str, Path]) -> None:
    """Write the plain files below some folders of a streamed archive; links are left out."""
    for member in archive:
        path = PurePosixPath(member.name)
        for root, target in places.items():
            if member.isfile() and path.is_relative_to(root) and ".." not in path.parts:
                content = archive.extractfile(member)
                assert content is not None
                _write(target / path.relative_to(root), content)


def _member(archive: tarfile.TarFile, name: str) -> io.BytesIO:
    for member in archive:
        if member.name == name and (content := archive.extractfile(member)) is not None:
            return io.BytesIO(content.read())
    raise Missing(f"The package lacks {name}.")


def _extract_zip(content: IO[bytes], target: Path) -> None:
    with zipfile.ZipFile(content) as archive:
        for entry in archive.infolist():
            path = PurePosixPath(entry.filename)
            if not entry.is_dir() and ".." not in path.parts:
                with archive.open(entry) as file:
                    _write(target / PurePosixPath(*path.parts[1:]), file)


def _write(target: Path, content: IO[bytes]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        shutil.copyfileobj(content, file)
