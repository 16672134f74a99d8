"""The line of every key is found, however a file is written."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tracker.config.positions import Path, key_lines

DOCUMENT = '''\
# [not.a.table]
title = "a # b" # c = 1
"quoted key".'and \\ this' = """
[no] = table
"\\"""" # still the same line
inline = { a = [1, { b = "}" }], 'c.d' = """x
y""" }

[one . "two.three"]
list = [ # [[sites]]
  "]",
  [
    1979-05-27 07:32:00, 2e3,
  ],
]
[[sites]]
url = 'a'
[sites.deep]
key = \'\'\'
[[sites]]\'\'\'
[[sites]]
url = "b"
[[sites.deep]]
x = 1
[[sites.deep]]
x.y = 2
'''


def test_each_key_has_its_line() -> None:
    lines = key_lines(DOCUMENT)
    for path, line in {
        ("title",): 2,
        ("quoted key",): 3,
        ("quoted key", "and \\ this"): 3,
        ("inline", "a", 1, "b"): 6,
        ("inline", "c.d"): 6,
        ("one", "two.three"): 9,
        ("one", "two.three", "list", 0): 11,
        ("one", "two.three", "list", 1): 12,
        ("one", "two.three", "list", 1, 1): 13,
        ("sites", 0): 16,
        ("sites", 0, "url"): 17,
        ("sites", 0, "deep", "key"): 19,
        ("sites", 1): 21,
        ("sites", 1, "deep", 1): 25,
        ("sites", 1, "deep", 1, "x", "y"): 26,
    }.items():
        assert lines[path] == line, path


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """Name every path of a decoded document."""
    if path:
        yield path
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from paths(inner, (*path, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from paths(inner, (*path, number))


def test_the_paths_are_those_of_the_reader() -> None:
    assert set(key_lines(DOCUMENT)) == set(paths(tomllib.loads(DOCUMENT)))


KEYS = st.one_of(st.from_regex(r"[A-Za-z0-9_-]{1,4}", fullmatch=True), st.text(max_size=4))
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x7f"), max_size=8)


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def values() -> st.SearchStrategy[str]:
    """Write values in all the ways that TOML has."""
    plain = st.one_of(
        st.integers().map(str),
        st.sampled_from(["true", "1.5e3", "1979-05-27", "1979-05-27 07:32:00Z", "'#]}'", "''"]),
        WORDS.map(quoted),
        WORDS.map(lambda text: f'"""\n{quoted(text)[1:-1]}"""'),
    )
    return st.recursive(
        plain,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3).map(lambda many: "[ # [x]\n" + ",\n".join(many) + "\n]"),
            st.dictionaries(KEYS.map(quoted), inner, max_size=3).map(
                lambda pairs: "{ " + ", ".join(f"{k} = {v}" for k, v in pairs.items()) + " }"
            ),
        ),
        max_leaves=6,
    )


# Drawing is what takes long, and how long is a matter of who else uses the machine.
@given(
    top=st.dictionaries(KEYS, values(), max_size=3),
    tables=st.lists(st.dictionaries(KEYS, values(), max_size=3), max_size=3),
)
def test_every_path_of_any_document_is_found(
    top: dict[str, str], tables: list[dict[str, str]]
) -> None:
    lines = [f"{quoted(name)} = {value}" for name, value in top.items() if name != "many"]
    for table in tables:
        lines += ["[[many]]  # x", *(f"{quoted(name)}={value}" for name, value in table.items())]
    text = "\n".join(lines)
    found = key_lines(text)
    assert set(found) == set(paths(tomllib.loads(text)))
    written = text.split("\n")
    for path, line in found.items():
        if len(path) == 1 and path[0] != "many":
            assert written[line - 1].startswith(quoted(str(path[0])))
