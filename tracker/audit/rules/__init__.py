"""The rules of policies: one small file each, found by being here.

A file holds one `RULE`; its name is that of the rule with `_` for `-`.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from tracker.audit.rule import EditRule, PostRule, Rule, SiteRule


@cache
def all_rules() -> dict[str, Rule]:
    """Import every rule: name -> rule, in the order of the alphabet."""
    found: dict[str, Rule] = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda one: one.name):
        rule = importlib.import_module(f"{__name__}.{module.name}").RULE
        assert isinstance(rule, EditRule | PostRule | SiteRule), module.name
        assert rule.name == module.name.replace("_", "-"), module.name
        found[rule.name] = rule
    return found
