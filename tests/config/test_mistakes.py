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


SEVERAL = """\
[audit]
parallel = "8"

[[sites]]
name = "a"
url = 7

[[sites]]
name = "b"
url = "https://b.example"
user = "jane"
rate = "fast"

[[sites]]
name = "c"
url = "https://c.example"
user = "jane"

[[sites]]
name = "C"
url = "https://d.example"

[[noise]]
name = "ads"
pattern = "("
reason = "they rotate"
kind = "element"
before = "x"
after = "y"

[policies.p]
extends = "newsroom"
[policies.p.rules.coverage-below]
below = "180%"
[policies.p.rules.no-sync]
after = "12h"
[policies.p.rules.protected-now]
after = "3h"
[[policies.p.suppressions]]
reason = "known"
until = 2030-01-01
rule = "coverage-belo"

[policies.q]
extends = "newsrom"

[[notify]]
kind = "pigeon"
name = "loft"

[[notify]]
kind = "mail"
name = "desk"
host = "mail.example"
sender = "a@a.example"
to = []
"""


def test_mistakes_of_all_kinds_are_told_at_once() -> None:
    told = problems_of(SEVERAL)
    lines = SEVERAL.splitlines()
    said = [(lines[problem.line - 1], problem.words[:40]) for problem in told.problems]
    assert said == [
        ('parallel = "8"', "`parallel` in [audit] has to be a whole "),
        ("url = 7", "`url` in [[sites]] has to be text in quo"),
        ('rate = "fast"', "`rate` in [[sites]] cannot be used: 'fas"),
        ('user = "jane"', "`user` in [[sites]] needs a `password`."),
        ('name = "C"', "`name` in [[sites]] is that of another o"),
        ('pattern = "("', "`pattern` in [[noise]] cannot be used: i"),
        ('below = "180%"', "`below` in [policies.p.rules.coverage-be"),
        ("[policies.p.rules.no-sync]", "there is no rule `no-sync`; did you mean"),
        ('after = "3h"', "The rule protected-now of the policy p t"),
        ('extends = "newsrom"', "The policy q extends newsrom, which is n"),
        ('kind = "pigeon"', '`kind` in [[notify]] has to be "webhook"'),
        ("to = []", "`to` in [[notify]] is empty."),
    ]
    assert [problem.line for problem in told.problems][3] == 17, "the one whose keys are all right"


def test_a_mistake_makes_no_others() -> None:
    """What lacks because it was wrong is not told to be missing, nor what needs it."""
    text = (
        '[cadence]\nevery = "soon"\n[[sites]]\nurl = "a.example"\nat_least = "1m"\n'
        '[[sites]]\nurl = "b.example"\nuser = "jane"\npassword = "hunter2"\n'
        '[policies.base]\nextends = 7\n[policies.p]\nextends = "base"\n'
        '[policies.p.rules.nothing]\nafter = "1h"\n'
    )
    assert [problem.line for problem in problems_of(text).problems] == [2, 9, 11]


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
    partial = Document(Path("tracker.toml"), "").decode_partly(ConfigSpec)
    assert (partial.value, partial.problems) == (ConfigSpec(), ())
