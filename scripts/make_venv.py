"""Make .venv with the locked versions: by uv, else by pip; what `scripts/setup` runs."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
from pathlib import Path

from locked import requirements

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "setup-stamp"

PIP_WHEEL = "pip-25.3-py3-none-any.whl"
PIP_SHA256 = "9655943313a94722b7774661c21049070f6bbb0a1516bf02f7c8d5d9201514cd"
INDEX = "https://pypi.org/simple"


class SetupError(Exception):
    """A sentence that says what failed and what to do."""


def main() -> int:
    stamp = _stamp()
    if _is_current(stamp):
        return 0
    print("setup: making .venv (once; a minute or so)", file=sys.stderr)
    try:
        if not _sync_with_uv():
            _make_with_pip()
    except (SetupError, OSError) as error:
        print(f"setup: {error}", file=sys.stderr)
        return 3
    STAMP.write_text(stamp)
    return 0


def _stamp() -> str:
    digest = hashlib.sha256(str(ROOT).encode())
    for name in ("uv.lock", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def _is_current(stamp: str) -> bool:
    try:
        return STAMP.read_text() == stamp and PYTHON.resolve(strict=True).exists()
    except OSError:
        return False


def _sync_with_uv() -> bool:
    """Install with uv; return whether it could (an old uv cannot read a newer lock)."""
    if shutil.which("uv") is None or _run(["uv", "--version"], quiet=True) != 0:
        return False
    return _run(["uv", "sync", "--quiet", "--locked", "--python", sys.executable]) == 0


def _make_with_pip() -> None:
    if _run([str(PYTHON), "-m", "pip", "--version"], quiet=True) != 0:
        _make_venv()
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "requirements.txt"
        wanted.write_text(requirements(ROOT / "uv.lock", "tracker"))
        failed = _run([*pip, "--require-hashes", "-r", str(wanted)])
    if failed or _run([*pip, "--no-deps", "--editable", str(ROOT)]):
        raise SetupError(
            "pip could not install what uv.lock lists, see above. It needs a package index: "
            "PyPI, or the one that PIP_INDEX_URL or pip's configuration names."
        )


def _make_venv() -> None:
    """Make .venv with pip in it, also where Debian's python3-venv is not installed."""
    venv = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if importlib.util.find_spec("ensurepip") and _run(venv, quiet=True) == 0:
        return
    if _run([*venv, "--without-pip"]) != 0:
        raise SetupError("Python cannot make a virtual environment here.")
    with tempfile.TemporaryDirectory() as folder:
        wheel = Path(folder) / PIP_WHEEL
        wheel.write_bytes(_fetch_pip())
        if _run([str(PYTHON), f"{wheel}/pip", "install", "--quiet", "--no-index", str(wheel)]):
            raise SetupError("pip could not be put into .venv, see above.")


def _fetch_pip() -> bytes:
    """Fetch pip itself: from the folders of PIP_FIND_LINKS, else from the index."""
    for place in os.environ.get("PIP_FIND_LINKS", "").split():
        wheel = Path(place.removeprefix("file://")) / PIP_WHEEL
        if wheel.is_file():
            return _checked(wheel.read_bytes())
    index = os.environ.get("PIP_INDEX_URL", INDEX).rstrip("/") + "/pip/"
    trust = ssl.create_default_context(cafile=os.environ.get("PIP_CERT"))
    try:
        with urllib.request.urlopen(index, timeout=60, context=trust) as answer:
            links = re.findall(r'href="([^"#]+)', answer.read().decode())
        (link,) = (link for link in links if link.rpartition("/")[2] == PIP_WHEEL)
        address = urllib.parse.urljoin(index, link)
        with urllib.request.urlopen(address, timeout=60, context=trust) as answer:
            return _checked(answer.read())
    except (OSError, ValueError) as error:
        raise SetupError(
            f"pip is missing and could not be fetched from the package index ({error}). "
            "On Debian: apt-get install python3-venv, or install uv."
        ) from error


def _checked(wheel: bytes) -> bytes:
    if hashlib.sha256(wheel).hexdigest() != PIP_SHA256:
        raise SetupError(f"{PIP_WHEEL} is not the file that is known here; nothing was installed.")
    return wheel


def _run(command: list[str], quiet: bool = False) -> int:
    output = subprocess.DEVNULL if quiet else None
    try:
        return subprocess.run(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False
        ).returncode
    except FileNotFoundError:
        return 127


if __name__ == "__main__":
    sys.exit(main())
