"""Every kind of mistake is told with its line, the nearest right name and an example.

`mistakes.txt` holds them: a title, the file, and what is said of it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tracker.config.decoding import Document, read_document
from tracker.config.loading import make_config
from tracker.config.problems import ConfigProblems
from tracker.config.schema import ConfigSpec
from tracker.errors import ConfigError

WRITTEN = (Path(__file__).parent / "mistakes.txt").read_text(encoding="utf-8")
MISTAKES = re.findall(r"^=== (.+)\n([\s\S]+?)^--- (.+)\n", WRITTEN, re.MULTILINE)


def problems_of(text: str) -> ConfigProblems:
    """Read a file that has mistakes."""
    with pytest.raises(ConfigProblems) as told:
        make_config(Document(Path("tracker.toml"), text))
    return told.value


@pytest.mark.parametrize(("text", "said"), [one[1:] for one in MISTAKES], ids=lambda _: "")
def test_a_mistake_is_told(text: str, said: str) -> None:
    told = str(problems_of(text))
    assert told == f"tracker.toml, {said}"
    assert told.isprintable()
    assert "hunter2" not in told


def test_the_mistakes_are_all_read() -> None:
    assert len(MISTAKES) == WRITTEN.count("\n--- ") > 60


def test_all_mistakes_are_told_at_once() -> None:
    told = problems_of('[audit]\nsing = true\n[[sites]]\nname = "a b"\nconnections = 99\n')
    assert str(told).splitlines() == [
        "tracker.toml has 4 mistakes:",
        "  line 2: [audit] has no key `sing`; did you mean `sign`? For example: sign = true",
        '  line 3: [[sites]] needs `url`. For example: url = "https://www.example.org"',
        "  line 4: `name` in [[sites]] cannot be used: an archive's name has 1 to 100 letters, "
        "digits, dots, underscores and hyphens, and begins with a letter or a digit. For example: "
        'name = "www.example.org"',
        "  line 5: `connections` in [[sites]] has to be a whole number from 1 to 16, not 99. For "
        "example: connections = 4",
    ]
    assert [problem.line for problem in told.problems] == [2, 3, 4, 5]


def test_lines_are_right_with_the_line_ends_of_windows() -> None:
    told = problems_of('\ufeffrepos = "x"\r\n\r\n[audit]\r\nsing = true\r\n')
    assert told.problems[0].line == 4


def test_nesting_without_end_is_told() -> None:
    text = "repos = " + "[" * 100_000
    assert "nested too deep" in str(problems_of(text))


def test_a_number_without_end_is_told() -> None:
    assert "this is not TOML" in str(problems_of(f"repos = {'9' * 5000}"))


def test_what_is_no_text_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "tracker.toml"
    path.write_bytes(b'# ok\nrepos = "\xff"\n')
    with pytest.raises(ConfigError) as told:
        read_document(path)
    assert str(told.value) == (
        f"{path}, line 2: this is not UTF-8; save the file in that encoding."
    )


def test_a_huge_file_is_no_configuration(tmp_path: Path) -> None:
    path = tmp_path / "tracker.toml"
    path.write_bytes(b"#" * (1 << 20) + b"\n")
    with pytest.raises(ConfigError, match=r"is larger than 1 MiB"):
        read_document(path)


def test_a_folder_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"cannot be read: Is a directory"):
        read_document(tmp_path)


def test_an_empty_file_is_a_configuration() -> None:
    assert Document(Path("tracker.toml"), "").decode(ConfigSpec) == ConfigSpec()
