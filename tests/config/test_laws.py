"""Whatever stands in a file, it is a configuration or its mistakes are told, each in its line."""

from __future__ import annotations

import datetime
import tomllib
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.test_config_commands import uncommented
from tracker.config.decoding import Document
from tracker.config.inspecting import Inspector
from tracker.config.loading import make_config
from tracker.config.problems import ConfigProblems, Problem
from tracker.config.readers import READERS
from tracker.config.schema import ConfigSpec
from tracker.config.template import template_text
from tracker.errors import ConfigError

ODD = st.recursive(
    st.one_of(
        st.sampled_from(["", "x", "error", "webhook", "mail", "update", "element", "8", "\x1b[0m"]),
        st.text(max_size=4),
        st.integers(-2, 70_000),
        st.booleans(),
        st.floats(),
        st.just(datetime.date(2030, 1, 1)),
        st.just(datetime.datetime(2030, 1, 1)),
        st.just(datetime.time(12)),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2),
        st.dictionaries(st.sampled_from(["env", "netrc", "kind", "name", "x"]), inner, max_size=2),
    ),
    max_leaves=4,
)


def places(value: Any) -> list[tuple[Any, Any]]:
    """List all containers with a key or a number in them."""
    found: list[tuple[Any, Any]] = []
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in list(inner):
        found.append((value, key))
        if isinstance(each, dict | list):
            found += places(each)
    return found


def spoiled(data: st.DataObject) -> dict[str, Any]:
    """Put odd values into the template."""
    whole = tomllib.loads(uncommented(template_text()))
    for _ in range(data.draw(st.integers(1, 3))):
        container, key = data.draw(st.sampled_from(places(whole)))
        if isinstance(container, dict) and data.draw(st.booleans()):
            key = data.draw(st.sampled_from([key, "x", "kind", "name", "repos"]))
        container[key] = data.draw(ODD)
    return whole


@given(st.data())
def test_a_mistake_of_form_breaks_no_later_check(data: st.DataObject) -> None:
    document = Document(Path("tracker.toml"), "")
    document.data = spoiled(data)
    inspector = Inspector(document.line)
    inspector.look(document.data, ConfigSpec)
    told: tuple[Problem, ...] = ()
    try:
        make_config(document)
    except ConfigProblems as error:
        told = error.problems
    assert set(told) >= set(inspector.problems)


@given(st.data())
def test_mistakes_are_told_exactly_where_msgspec_finds_one(data: st.DataObject) -> None:
    whole = spoiled(data)
    lines: list[Any] = []

    def line(path: Any) -> int:
        lines.append(path)
        return len(lines)

    inspector = Inspector(line)
    inspector.look(whole, ConfigSpec)
    try:
        msgspec.convert(whole, ConfigSpec)
    except msgspec.ValidationError:
        assert inspector.problems
    else:
        told = [problem.words for problem in inspector.problems]
        assert all(" cannot be used: " in words or "is a secret" in words for words in told)
    for problem in inspector.problems:
        assert str(problem).isprintable()


@given(st.text(max_size=12), st.sampled_from(sorted(READERS, key=str)))
def test_readers_take_a_text_or_say_why_not(text: str, key: tuple[type, str]) -> None:
    said = ""
    try:
        READERS[key](text)
    except ValueError as error:
        said = str(error)
    assert not said.endswith(".")


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    said = "tracker.toml"
    try:
        make_config(Document(Path("tracker.toml"), text))
    except ConfigError as error:
        said = str(error)
    assert said.startswith("tracker.toml")
