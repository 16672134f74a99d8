"""What is left of a document without its mistakes, so that later checks have something to go on."""

from __future__ import annotations

from collections.abc import Collection
from itertools import count, islice
from typing import Any

from tracker.config.positions import Path


def pruned(value: Any, removed: Collection[Path], path: Path = ()) -> Any:
    """Copy a document without some of its values.

    Args:
        value: tables, lists and what is in them.
        removed: where the values stand that are left out.
        path: where `value` stands.
    """
    if isinstance(value, dict):
        pairs = ((name, inner, (*path, name)) for name, inner in value.items())
        return {name: pruned(inner, removed, at) for name, inner, at in pairs if at not in removed}
    if isinstance(value, list):
        places = ((inner, (*path, number)) for number, inner in enumerate(value))
        return [pruned(inner, removed, at) for inner, at in places if at not in removed]
    return value


def unpruned(path: Path, removed: Collection[Path]) -> Path:
    """Tell where in the whole document a value stands that is in the copy at a path."""
    found: Path = ()
    for part in path:
        if isinstance(part, int):
            kept = (number for number in count() if (*found, number) not in removed)
            found = (*found, next(islice(kept, part, None)))
        else:
            found = (*found, part)
    return found


def is_beside(path: Path, removed: Collection[Path]) -> bool:
    """Tell whether a mistake can follow from what was left out: the same table lacks something.

    Args:
        path: of the mistake, in the whole document.
        removed: see `pruned`.
    """
    unit = _unit(path)
    if path[-1:] == ("every",) and any(_unit(one) == ("cadence",) for one in removed):
        return True  # sites take from [cadence] what they do not say
    return any(_unit(one) == unit for one in removed)


def _unit(path: Path) -> Path:
    """Name the table of a path: `audit`, one of `sites`, one of `policies`."""
    is_one_of_many = len(path) > 1 and (isinstance(path[1], int) or path[0] == "policies")
    return path[:2] if is_one_of_many else path[:1]
