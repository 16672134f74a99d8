"""What the types of a schema hold, in words for people."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping

from msgspec import inspect

HOLDS: Mapping[type, type[inspect.Type] | tuple[type[inspect.Type], ...]] = {
    str: (inspect.StrType, inspect.EnumType, inspect.LiteralType),
    bool: inspect.BoolType,
    int: inspect.IntType,
    list: inspect.VarTupleType,
    dict: inspect.DictType,
    datetime.date: inspect.DateType,
}


def fits(value: object, node: inspect.Type) -> bool:
    """Tell whether a value is what a key takes."""
    names = wanted(node)[1]
    if names:
        return isinstance(value, str) and value in names
    if isinstance(node, inspect.IntType):
        least, most = node.ge or 0, node.le or 0
        return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
    return isinstance(node, HOLDS.get(type(value), ()))


def wanted(node: inspect.Type) -> tuple[str, list[str]]:
    """Say what a value has to be, and which words it can be where these are all known."""
    if isinstance(node, inspect.EnumType | inspect.LiteralType):
        values = node.values if isinstance(node, inspect.LiteralType) else [*node.cls]
        names = [str(value) for value in values]
        return either(names), names
    if isinstance(node, inspect.IntType):
        return f"a whole number from {node.ge} to {node.le}", []
    if isinstance(node, inspect.VarTupleType):
        inner = node.item_type
        kinds = inner.types if isinstance(inner, inspect.UnionType) else (inner,)
        if all(isinstance(kind, inspect.StructType) for kind in kinds):
            return "a list of tables, each begun by a name in two brackets", []
    return next(words for kind, words in _WORDS if isinstance(node, kind)), []


_WORDS: tuple[tuple[type[inspect.Type], str], ...] = (
    (inspect.StrType, "text in quotes"),
    (inspect.BoolType, "true or false"),
    (inspect.DateType, "a date without quotes"),
    (inspect.VarTupleType, "a list in square brackets"),
    (inspect.StructType, "a table"),
    (inspect.DictType, "a table"),
)


def what_it_is(value: object, node: inspect.Type) -> str:
    """Say what a value is that does not fit.

    It is repeated only where words of a fixed choice or a number are wanted: else it can be a
    secret that stands in the wrong place.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)[:40] if isinstance(node, inspect.IntType) else "a number"
    if isinstance(value, str) and wanted(node)[1]:
        return json.dumps(value[:60])
    for kind, words in ((str, "text in quotes"), (list, "a list"), (dict, "a table")):
        if isinstance(value, kind):
            return words
    return "a date or a time"


def either(names: Iterable[str]) -> str:
    """List words of which one is wanted: "a", "b" or "c"."""
    quoted = [f'"{name}"' for name in names]
    return " or ".join(filter(None, (", ".join(quoted[:-1]), *quoted[-1:])))
