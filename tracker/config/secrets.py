"""Read secrets where the configuration says; none is ever shown, not even in an error."""

from __future__ import annotations

import netrc
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tracker.config.schema import SecretSpec
from tracker.errors import ConfigError

_LARGEST = 65_536
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OTHERS_OF_CREDENTIAL = stat.S_IWGRP | stat.S_IXGRP | stat.S_IRWXO
"""systemd lets a service read its credentials by an ACL, whose mask shows as mode 0440."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A secret that was read, and the user that it is for, where the source tells."""

    value: str = field(repr=False)
    user: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a secret is wanted for.

    Args:
        what: for messages, such as `the password of www.example.org`.
        user: that it is for; empty where the source is to tell.
        host: for netrc.
        account: in the keyring, where the configuration names none.
        several: whether it may have several lines.
    """

    what: str
    user: str = ""
    host: str = ""
    account: str = ""
    several: bool = False

    @property
    def start(self) -> str:
        """What it is, at the start of a sentence."""
        return self.what[:1].upper() + self.what[1:]


def read_secret(
    spec: SecretSpec, wanted: Wanted, *, folder: Path, environment: Mapping[str, str]
) -> Secret:
    """Read a secret.

    Args:
        spec: where it is.
        wanted: what it is for.
        folder: of the configuration.
        environment: the variables; `CREDENTIALS_DIRECTORY`, `NETRC` and `HOME` among them.

    Raises:
        ConfigError: where it is missing, or others could read it; without the secret.
    """
    if spec.env:
        secret = Secret(value=environment.get(spec.env, ""), user=wanted.user)
    elif spec.file:
        path = folder / _at_home(spec.file, environment)
        secret = Secret(value=_read_file(path, wanted, environment), user=wanted.user)
    elif spec.credential:
        path = _credentials_folder(spec, wanted, environment) / spec.credential
        secret = Secret(value=_read_file(path, wanted, environment), user=wanted.user)
    elif spec.netrc:
        secret = _from_netrc(wanted, environment)
    else:
        secret = Secret(value=_from_keyring(spec, wanted), user=wanted.user)
    _check(secret.value, spec, wanted)
    return secret


def source_words(spec: SecretSpec) -> str:
    """Say where a secret comes from."""
    if spec.env:
        return f"the variable {spec.env}"
    if spec.file:
        return f"the file {spec.file}"
    if spec.credential:
        return f"the credential {spec.credential}"
    return "netrc" if spec.netrc else f"the keyring ({spec.keyring})"


def _check(value: str, spec: SecretSpec, wanted: Wanted) -> None:
    said = f"{wanted.start}, from {source_words(spec)},"
    if not value.strip():
        raise ConfigError(f"{said} is empty or not set.")
    lines = value.splitlines() if wanted.several else [value]
    if not all(line.isprintable() for line in lines):
        raise ConfigError(f"{said} holds line breaks or other control characters.")


def _read_file(path: Path, wanted: Wanted, environment: Mapping[str, str]) -> str:
    """Read a file whose mode lets nobody else read it; that of the file itself, not of a link."""
    said = f"{wanted.start} cannot be read"
    try:
        with open(_open_private(path, said, environment), encoding="utf-8") as file:
            text = file.read(_LARGEST + 1)
    except OSError as error:
        raise ConfigError(f"{said}: {path}: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{said}: {path} is no text in UTF-8.") from None
    if len(text) > _LARGEST:
        raise ConfigError(f"{said}: {path} is too large for a secret.")
    return text.rstrip("\n").removesuffix("\r") if not wanted.several else text


def _open_private(path: Path, said: str, environment: Mapping[str, str]) -> int:
    """Open a file that nobody else can read; what was looked at is what will be read."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise ConfigError(f"{said}: {path} is no ordinary file.")
        others = _OTHERS_OF_CREDENTIAL if _is_credential(path, environment) else _OTHERS
        if status.st_mode & others:
            mode = stat.S_IMODE(status.st_mode)
            raise ConfigError(
                f"{said}: other users can read {path.resolve()} (mode {mode:04o}); "
                "`chmod 600` it, and if they may have read it, change the secret."
            )
    except BaseException:
        os.close(handle)
        raise
    return handle


def _is_credential(path: Path, environment: Mapping[str, str]) -> bool:
    folder = environment.get("CREDENTIALS_DIRECTORY", "")
    return bool(folder) and path.resolve().parent == Path(folder).resolve()


def _credentials_folder(spec: SecretSpec, wanted: Wanted, environment: Mapping[str, str]) -> Path:
    folder = environment.get("CREDENTIALS_DIRECTORY", "")
    if not folder:
        raise ConfigError(
            f"{wanted.start} is the credential {spec.credential}, and systemd has "
            "handed over none: the unit needs "
            f"LoadCredential={spec.credential}:/path/of/the/file, and by hand "
            "CREDENTIALS_DIRECTORY names a folder with that file."
        )
    return Path(folder)


def _from_netrc(wanted: Wanted, environment: Mapping[str, str]) -> Secret:
    """Look for the host itself; a `default` entry would tell one password to every site."""
    path = Path(environment.get("NETRC") or _at_home("~/.netrc", environment))
    said = f"{wanted.start} cannot be read"
    try:
        handle = _open_private(path, said, environment)
        # A number opens what was looked at above; the annotation names paths alone.
        hosts = netrc.netrc(handle).hosts  # type: ignore[arg-type]
    except OSError as error:
        raise ConfigError(f"{said}: {path}: {error.strerror}.") from None
    except netrc.NetrcParseError as error:
        # Its own words repeat the piece that it could not read.
        raise ConfigError(f"{said}: {path}, line {error.lineno}, is not as netrc has it.") from None
    login, _, password = hosts.get(wanted.host, ("", None, None))
    if not password or wanted.user not in ("", login):
        user = f" and the user {wanted.user}" if wanted.user else ""
        raise ConfigError(f"{said}: {path} has none for the host {wanted.host}{user}.")
    if not login:
        raise ConfigError(f"{said}: {path} names no login for the host {wanted.host}.")
    return Secret(value=password, user=login)


def _from_keyring(spec: SecretSpec, wanted: Wanted) -> str:
    said = f"{wanted.start} cannot be read"
    try:
        import keyring
        import keyring.errors
    except ImportError:
        raise ConfigError(
            f"{said}: the keyring needs one more package; pip install 'tracker[keyring]'."
        ) from None
    account = spec.user or wanted.user or wanted.account
    try:
        found = keyring.get_password(spec.keyring, account)
    except (keyring.errors.KeyringError, OSError, RuntimeError) as error:
        raise ConfigError(f"{said}: the keyring says {type(error).__name__}.") from None
    if found is None:
        raise ConfigError(
            f"{said}: the keyring has none; `keyring set {spec.keyring} {account}` asks for it."
        )
    return found


def _at_home(name: str, environment: Mapping[str, str]) -> Path:
    home = environment.get("HOME", "")
    return Path(home) / name[2:] if name.startswith("~/") and home else Path(name)
