"""Every key has an example that works, a place in the documents and in the file of `init`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from tests.config.writing import configured
from tracker.audit.specs import PolicySpec, RuleSpec, Scope, Suppression
from tracker.config import policy_named, schema
from tracker.config.examples import EXAMPLES
from tracker.config.inspecting import Inspector
from tracker.config.readers import READERS
from tracker.text.noise_rules import Kind, Rule

DOCS = Path(__file__).parents[2] / "docs" / "configuration.md"
TABLES: dict[str, type[msgspec.Struct]] = {
    "The top of the file": schema.ConfigSpec,
    "[audit]": schema.AuditSpec,
    "[audit.feed]": schema.FeedSpec,
    "[cadence]": schema.CadenceSpec,
    "[[sites]]": schema.SiteSpec,
    "Secrets": schema.SecretSpec,
    "[[noise]]": schema.NoiseSpec,
    "[[notes]]": schema.NoteSpec,
    "[policies.NAME]": PolicySpec,
    "[policies.NAME.rules.RULE]": RuleSpec,
    "[policies.NAME.rules.RULE.scope]": Scope,
    "[[policies.NAME.suppressions]]": Suppression,
    '[[notify]] with kind = "webhook"': schema.WebhookSpec,
    '[[notify]] with kind = "mail"': schema.MailSpec,
    '[[notify]] with kind = "apprise"': schema.AppriseSpec,
}
"""By their headings in the documents."""


def keys_of(table: type[msgspec.Struct]) -> list[str]:
    """Name the keys of a table; `kind` is one that msgspec does not list."""
    tag = table.__struct_config__.tag_field
    return [*table.__struct_fields__, *([tag] if tag else [])]


KEYS = [(table, key) for table in EXAMPLES for key in keys_of(table)]


def name_of(value: object) -> str:
    return value.__name__ if isinstance(value, type) else str(value)


def test_the_tables_are_all_there() -> None:
    assert set(TABLES.values()) == set(EXAMPLES)
    specs = {one for one in vars(schema).values() if isinstance(one, type)}
    structs = {one for one in specs if issubclass(one, msgspec.Struct)}
    assert structs <= set(EXAMPLES)
    assert {one for pair in READERS for one in pair[:1]} <= set(EXAMPLES)


@pytest.mark.parametrize(("table", "key"), KEYS, ids=name_of)
def test_each_key_has_an_example_that_works(table: type[msgspec.Struct], key: str) -> None:
    example = EXAMPLES[table][key]
    if " below it" in example:
        return
    written: dict[str, Any] = tomllib.loads(example)
    assert list(written) == [key]
    told = Inspector(lambda _: 0)
    told.look(written, table)
    needed = [problem.words for problem in told.problems if " needs `" not in problem.words]
    assert needed == []


def test_no_example_is_of_a_key_that_is_gone() -> None:
    for table, examples in EXAMPLES.items():
        assert set(examples) == set(keys_of(table)), table


def test_every_reader_is_of_a_key() -> None:
    for table, key in READERS:
        assert key in keys_of(table)


def test_noise_has_the_kinds_and_fields_of_its_rules() -> None:
    annotation = msgspec.structs.fields(schema.NoiseSpec)[1]
    assert get_args(annotation.type) == get_args(Kind)
    assert set(schema.NoiseSpec.__struct_fields__) == set(Rule.__dataclass_fields__)


def sections() -> dict[str, str]:
    """Cut the document at its headings."""
    parts = re.split(r"^#{2,3} (.+)\n", DOCS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {
        title.replace("`", ""): text for title, text in zip(parts[1::2], parts[2::2], strict=True)
    }


@pytest.mark.parametrize(("title", "table"), TABLES.items(), ids=name_of)
def test_every_key_is_explained_with_its_default(title: str, table: type[msgspec.Struct]) -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|$", sections()[title], re.MULTILINE)
    assert sorted(row[0] for row in rows) == sorted(keys_of(table))
    defaults = {field.name: field.default for field in msgspec.structs.fields(table)}
    for key, meaning, default in rows:
        assert len(meaning) > 10, key
        known = defaults.get(key, msgspec.NODEFAULT)
        if isinstance(known, str) and known:
            assert default == f'`"{known}"`', key
        elif isinstance(known, bool):
            assert default == f"`{str(known).lower()}`", key
        elif isinstance(known, int) and known:
            assert default == f"`{known}`", key
        elif known is msgspec.NODEFAULT and key in defaults:
            assert default in ("required", "none"), key


def names_in(value: Any) -> Iterator[str]:
    """Name all keys, at any depth."""
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from names_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from names_in(inner)


@pytest.mark.parametrize(("title", "table"), TABLES.items(), ids=name_of)
def test_every_key_has_an_example_in_its_section(title: str, table: type[msgspec.Struct]) -> None:
    blocks = re.findall(r"^```toml\n([\s\S]+?)^```$", sections()[title], re.MULTILINE)
    used = {name for block in blocks for name in names_in(tomllib.loads(block))}
    assert table is schema.ConfigSpec or set(keys_of(table)) <= used


def test_every_example_of_the_documents_is_a_configuration() -> None:
    blocks = re.findall(r"^```toml\n([\s\S]+?)^```$", DOCS.read_text("utf-8"), re.MULTILINE)
    assert len(blocks) > 8
    for block in blocks:
        data = tomllib.loads(block)
        table = PolicySpec if set(data) <= set(PolicySpec.__struct_fields__) else schema.ConfigSpec
        told = Inspector(lambda _: 0)
        told.look(data, table)
        assert told.problems == [], block


def test_every_policy_of_the_documents_can_be_used(tmp_path: Path) -> None:
    blocks = re.findall(r"^```toml\n([\s\S]+?)^```$", DOCS.read_text("utf-8"), re.MULTILINE)
    checked = [configured(tmp_path, block) for block in blocks if "[policies." in block]
    assert len(checked) > 3
    for config in checked:
        for name in config.policies:
            policy_named(config, name)
