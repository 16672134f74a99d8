"""Hold TOML against a struct and tell every mistake; msgspec tells the first, without its key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, get_args

import msgspec
from msgspec import inspect

from tracker.config.examples import EXAMPLES
from tracker.config.positions import Path
from tracker.config.problems import Problem, key_words, listed, nearest, table_words
from tracker.config.readers import READERS, is_secret_header
from tracker.config.schema import ChannelSpec, ConfigSpec, SecretSpec
from tracker.config.shapes import HOLDS, either, fits, wanted, what_it_is


class _Key(NamedTuple):
    """The key that a value belongs to, however deep in lists it lies."""

    table: type[msgspec.Struct]
    name: str


class Inspector:
    """Collects the mistakes of one file, and where each is: at a key, or a table that lacks one.

    Args:
        line: tells the line of a path.
    """

    def __init__(self, line: Callable[[Path], int]) -> None:
        self.problems: list[Problem] = []
        self.paths: list[Path] = []
        self._line = line

    def look(self, data: object, struct: type[msgspec.Struct]) -> None:
        """Hold a whole document against a struct."""
        node = inspect.type_info(struct)
        assert isinstance(node, inspect.StructType)
        self._look_at_table(data, node, ())

    def _look_at_table(self, value: Any, node: inspect.StructType, path: Path) -> None:
        known = {field.encode_name: field for field in node.fields}
        for name, inner in value.items():
            if name == node.tag_field:
                continue
            if name not in known:
                self._tell_unknown(node, [*known, *filter(None, [node.tag_field])], (*path, name))
                continue
            field = known[name]
            if inner == "" and field.default == "":
                continue
            self._look_at(inner, field.type, (*path, name), _Key(node.cls, name))
        for name, field in known.items():
            if field.required and name not in value:
                self._tell(path, f"{table_words(path)} needs `{name}`.", _Key(node.cls, name))

    def _look_at(self, value: object, node: inspect.Type, path: Path, key: _Key) -> None:
        node = self._chosen(value, node, path)
        if isinstance(node, inspect.StructType) and isinstance(value, dict):
            self._look_at_table(value, node, path)
        elif isinstance(node, inspect.DictType) and isinstance(value, dict):
            for name, inner in value.items():
                self._look_at_entry(inner, node.value_type, (*path, name), key)
        elif isinstance(node, inspect.VarTupleType) and isinstance(value, list):
            for number, inner in enumerate(value):
                self._look_at(inner, node.item_type, (*path, number), key)
        elif not isinstance(node, inspect.AnyType):
            self._look_at_leaf(value, node, path, key)

    def _look_at_entry(self, value: object, node: inspect.Type, path: Path, key: _Key) -> None:
        name = str(path[-1])
        if key.name == "headers" and isinstance(value, str) and is_secret_header(name):
            self._tell(path, f"the header {key_words(name)} {_NEVER_HERE}", key)
        else:
            self._look_at(value, node, path, key)

    def _chosen(self, value: object, node: inspect.Type, path: Path) -> inspect.Type:
        """Choose what of a union a value is meant to be; `Any` once a mistake is told."""
        if not isinstance(node, inspect.UnionType):
            return node
        structs = [one for one in node.types if isinstance(one, inspect.StructType)]
        if isinstance(value, dict) and structs:
            if len(structs) == 1:
                return structs[0]
            return self._tagged(value, structs, path)
        for one in node.types:
            if isinstance(one, HOLDS.get(type(value), ())):
                return one
        others = [one for one in node.types if not isinstance(one, inspect.NoneType)]
        return structs[0] if structs and len(structs) == len(others) else others[-1]

    def _tagged(
        self, value: dict[str, Any], structs: list[inspect.StructType], path: Path
    ) -> inspect.Type:
        kinds = {str(one.tag): one for one in structs}
        name = str(structs[0].tag_field)
        kind = value.get(name)
        if isinstance(kind, str) and kind in kinds:
            return kinds[kind]
        key = _Key(structs[0].cls, name)
        if name not in value:
            words = f"{table_words(path)} needs `{name}`, which is {either(kinds)}."
            self._tell(path, words, key)
        else:
            self._tell_not((*path, name), kind, inspect.LiteralType(tuple(kinds)), key)
        return inspect.AnyType()

    def _look_at_leaf(self, value: object, node: inspect.Type, path: Path, key: _Key) -> None:
        if isinstance(node, inspect.StructType) and node.cls is SecretSpec:
            self._tell(path, f"{_place(path, key)} {_NEVER_HERE}", key)
            return
        if not fits(value, node):
            self._tell_not(path, value, node, key)
            return
        reader = READERS.get(key)
        if reader is None or not isinstance(value, str):
            return
        try:
            reader(value)
        except ValueError as error:
            self._tell(path, f"{_place(path, key)} cannot be used: {error}.", key)

    def _tell_not(self, path: Path, value: object, node: inspect.Type, key: _Key) -> None:
        words, names = wanted(node)
        near = nearest(value, names) if isinstance(value, str) else ""
        meant = f'; did you mean "{near}"?' if near else "."
        said = what_it_is(value, node)
        self._tell(path, f"{_place(path, key)} has to be {words}, not {said}{meant}", key)

    def _tell_unknown(self, node: inspect.StructType, known: list[str], path: Path) -> None:
        name = str(path[-1])
        words = f"{table_words(path[:-1])} has no key `{key_words(name)}`"
        if others := [kind for kind in _kinds_beside(node) if name in kind.__struct_fields__]:
            kinds = either([str(kind.__struct_config__.tag) for kind in others])
            self._tell(path, f"{words}; it is for kind {kinds}.", None)
        elif name in ConfigSpec.__struct_fields__ and node.cls is not ConfigSpec:
            words += f"; `{name}` stands at the top of the file, above all tables."
            self._tell(path, words, _Key(ConfigSpec, name))
        elif near := nearest(name, known):
            self._tell(path, f"{words}; did you mean `{near}`?", _Key(node.cls, near))
        else:
            self._tell(path, f"{words}; there are {listed(known)}.", None)

    def _tell(self, path: Path, words: str, key: _Key | None) -> None:
        example = EXAMPLES.get(key.table, {}).get(key.name, "") if key else ""
        self.paths.append(path)
        self.problems.append(Problem(line=self._line(path), words=words, example=example))


_NEVER_HERE = (
    "is a secret, and never stands in this file, which git and other people see; say where it "
    "comes from: env, file, credential, netrc or keyring."
)


def _kinds_beside(node: inspect.StructType) -> list[type[msgspec.Struct]]:
    """Give the tables that differ from one in their kind."""
    kinds = get_args(ChannelSpec)
    return [kind for kind in kinds if kind is not node.cls] if node.cls in kinds else []


def _place(path: Path, key: _Key) -> str:
    """Name a key and its table: above the key, and above the places in a list."""
    while path and isinstance(path[-1], int):
        path = path[:-1]
    table = path[:-1]
    return f"`{key.name}` {'in' if table else 'at'} {table_words(table)}"
