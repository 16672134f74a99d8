"""Secrets are read from where nobody else can read them, and are never shown."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import keyring
import keyring.errors
import pytest
from keyring.backend import KeyringBackend

from tracker.config.schema import SecretSpec
from tracker.config.secrets import Secret, Wanted, read_secret, source_words
from tracker.errors import ConfigError

WORD = "hunter2 abcd"
JANE = Wanted(what="the password of a.example", user="jane", host="a.example")


@dataclass(frozen=True)
class Reader:
    """Read secrets beside a configuration in a folder."""

    folder: Path

    def __call__(self, wanted: Wanted = JANE, /, **source: str | bool) -> Secret:
        environment = {
            "HOME": str(self.folder / "home"),
            "CREDENTIALS_DIRECTORY": str(self.folder / "credentials"),
            "WORD": WORD,
            "EMPTY": "",
            "LINES": "one\ntwo",
        }
        spec = SecretSpec(**source)  # type: ignore[arg-type]
        return read_secret(spec, wanted, folder=self.folder, environment=environment)

    def refused(self, wanted: Wanted = JANE, /, **source: str | bool) -> str:
        """Give what is said where a secret cannot be read, without the folder."""
        with pytest.raises(ConfigError) as told:
            self(wanted, **source)
        assert WORD not in str(told.value)
        assert told.value.__cause__ is None
        return str(told.value).replace(f"{self.folder}/", "")


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    return Reader(tmp_path)


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, str, int], Path]:
    """Write a file with a mode."""

    def write(name: str, text: str, mode: int = 0o600) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        path.chmod(mode)
        return path

    return write


Put = Callable[..., Path]


def test_a_secret_shows_in_no_repr() -> None:
    assert "hunter2" not in repr(Secret(value=WORD))


def test_a_variable_is_read(read: Reader) -> None:
    assert read(env="WORD") == Secret(value=WORD, user="jane")


@pytest.mark.parametrize("name", ["EMPTY", "NOBODY_SETS_THIS"])
def test_a_variable_that_says_nothing_is_refused(read: Reader, name: str) -> None:
    assert read.refused(env=name) == (
        f"The password of a.example, from the variable {name}, is empty or not set."
    )


def test_line_breaks_are_refused_where_one_line_is_wanted(read: Reader) -> None:
    assert read.refused(env="LINES") == (
        "The password of a.example, from the variable LINES, holds line breaks or other control "
        "characters."
    )
    several = Wanted(what="the addresses", several=True)
    assert read(several, env="LINES").value == "one\ntwo"


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_file_of_its_owner_is_read(read: Reader, put: Put, end: str, mode: int) -> None:
    put("secrets/jane", WORD + end, mode)
    assert read(file="secrets/jane").value == WORD


def test_a_file_at_home_is_read(read: Reader, put: Put) -> None:
    put("home/word", WORD)
    assert read(file="~/word").value == WORD


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o440])
def test_a_file_that_others_can_read_is_refused(read: Reader, put: Put, mode: int) -> None:
    put("jane", WORD, mode)
    assert read.refused(file="jane") == (
        f"The password of a.example cannot be read: other users can read jane (mode {mode:04o}); "
        "`chmod 600` it, and if they may have read it, change the secret."
    )


def test_the_mode_of_a_link_does_not_count(read: Reader, put: Put, tmp_path: Path) -> None:
    put("open", WORD, 0o644)
    put("closed", WORD, 0o600)
    (tmp_path / "to-open").symlink_to("open")
    (tmp_path / "to-closed").symlink_to("closed")
    assert "other users can read open (mode 0644)" in read.refused(file="to-open")
    assert read(file="to-closed").value == WORD


def test_a_missing_file_is_told(read: Reader) -> None:
    assert read.refused(file="jane") == (
        "The password of a.example cannot be read: jane: No such file or directory."
    )


@contextmanager
def nobody() -> Iterator[None]:
    """Be nobody for a while where tests run as root, who can read everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_that_cannot_be_read_is_told(read: Reader, put: Put) -> None:
    put("jane", WORD, 0o000)
    with nobody():
        said = read.refused(file="jane")
    assert said == "The password of a.example cannot be read: jane: Permission denied."


def test_neither_a_folder_nor_a_pipe_is_read(read: Reader, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir(mode=0o700)
    os.mkfifo(tmp_path / "pipe", 0o600)
    for name in ("folder", "pipe"):
        assert read.refused(file=name).endswith(f"{name} is no ordinary file.")


def test_a_file_has_to_be_small_text(read: Reader, put: Put, tmp_path: Path) -> None:
    put("large", "x" * 70_000)
    put("binary", "")
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    put("empty", "\n")
    assert read.refused(file="large").endswith("large is too large for a secret.")
    assert read.refused(file="binary").endswith("binary is no text in UTF-8.")
    assert read.refused(file="empty").endswith("from the file empty, is empty or not set.")


@pytest.mark.parametrize("mode", [0o400, 0o440, 0o600])
def test_a_credential_of_systemd_is_read(read: Reader, put: Put, mode: int) -> None:
    path = put("credentials/jane", WORD, mode)
    assert read(credential="jane").value == WORD
    assert read(file=str(path)).value == WORD


@pytest.mark.parametrize("mode", [0o444, 0o460])
def test_a_credential_that_others_can_read_is_refused(read: Reader, put: Put, mode: int) -> None:
    put("credentials/jane", WORD, mode)
    assert f"(mode {mode:04o})" in read.refused(credential="jane")


def test_without_systemd_a_credential_is_explained(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"LoadCredential=jane:/path/of/the/file"):
        read_secret(SecretSpec(credential="jane"), JANE, folder=tmp_path, environment={})


NETRC = f'machine a.example login jane password "{WORD}"\ndefault login x password y\n'


def test_netrc_gives_user_and_password_of_a_host(read: Reader, put: Put) -> None:
    put("home/.netrc", NETRC)
    nobody = Wanted(what="the password", host="a.example")
    assert read(netrc=True) == read(nobody, netrc=True) == Secret(value=WORD, user="jane")


def test_netrc_tells_its_password_to_no_other_host_and_user(read: Reader, put: Put) -> None:
    put("home/.netrc", NETRC)
    other = Wanted(what="the password", host="b.example")
    assert read.refused(other, netrc=True) == (
        "The password cannot be read: home/.netrc has none for the host b.example."
    )
    jim = Wanted(what="the password", host="a.example", user="jim")
    assert "for the host a.example and the user jim." in read.refused(jim, netrc=True)


def test_netrc_is_refused_where_others_can_read_it(read: Reader, put: Put) -> None:
    put("home/.netrc", NETRC, 0o644)
    assert "other users can read home/.netrc (mode 0644)" in read.refused(netrc=True)


def test_a_netrc_that_is_none_is_told_without_its_words(read: Reader, put: Put) -> None:
    put("home/.netrc", f"machine a.example login jane\npassword x hunter2 {WORD}\n")
    said = read.refused(netrc=True)
    assert said.endswith("home/.netrc, line 2, is not as netrc has it.")
    assert "hunter2" not in said


def test_a_missing_netrc_is_told(read: Reader) -> None:
    assert read.refused(netrc=True).endswith("home/.netrc: No such file or directory.")


def test_the_variable_of_netrc_is_heeded(put: Put, tmp_path: Path) -> None:
    path = put("elsewhere", NETRC)
    spec, environment = SecretSpec(netrc=True), {"NETRC": str(path)}
    assert read_secret(spec, JANE, folder=tmp_path, environment=environment).value == WORD


class Fake(KeyringBackend):
    """A keyring that holds one password, or fails."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        if service == "locked":
            raise keyring.errors.KeyringLocked(WORD)
        return WORD if (service, username) == ("tracker", "jane") else None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def delete_password(self, service: str, username: str) -> None:
        raise NotImplementedError


@pytest.fixture
def fake_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keyring.core._keyring_backend", Fake())


@pytest.mark.usefixtures("fake_keyring")
def test_a_keyring_is_read(read: Reader) -> None:
    assert read(keyring="tracker").value == WORD
    desk = Wanted(what="the secret", account="desk")
    assert read(desk, keyring="tracker", user="jane").value == WORD
    assert read.refused(desk, keyring="tracker") == (
        "The secret cannot be read: the keyring has none; `keyring set tracker desk` asks for it."
    )
    assert read.refused(keyring="locked") == (
        "The password of a.example cannot be read: the keyring says KeyringLocked."
    )


def test_without_the_package_the_keyring_is_explained(
    read: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert read.refused(keyring="tracker") == (
        "The password of a.example cannot be read: the keyring needs one more package; "
        "pip install 'tracker[keyring]'."
    )


def test_each_source_has_words() -> None:
    specs = (
        SecretSpec(env="A"), SecretSpec(file="b"), SecretSpec(credential="c"),
        SecretSpec(netrc=True), SecretSpec(keyring="d"),
    )  # fmt: skip
    assert [source_words(spec) for spec in specs] == [
        "the variable A", "the file b", "the credential c", "netrc", "the keyring (d)",
    ]  # fmt: skip
