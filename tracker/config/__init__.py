"""Configuration: `tracker.toml`, and the only reader of the environment.

Each name is imported when it is asked for: every command starts with this package.
"""

from importlib import import_module as _import_module
from typing import TYPE_CHECKING
from typing import Any as _Any

if TYPE_CHECKING:
    from tracker.config.checking import Checked, check_config
    from tracker.config.environment import forget_git_variables, wants_color
    from tracker.config.finding import FILE_NAME, find_config
    from tracker.config.http import USER_AGENT, http_settings, site_settings
    from tracker.config.loading import load_config
    from tracker.config.policies import policy_named
    from tracker.config.problems import ConfigProblems, Problem
    from tracker.config.values import Audit, Config, Site, site_for

__all__ = [
    "FILE_NAME",
    "USER_AGENT",
    "Audit",
    "Checked",
    "Config",
    "ConfigProblems",
    "Problem",
    "Site",
    "check_config",
    "find_config",
    "forget_git_variables",
    "http_settings",
    "load_config",
    "policy_named",
    "site_for",
    "site_settings",
    "wants_color",
]

_HOMES = {
    "Checked": "checking",
    "check_config": "checking",
    "forget_git_variables": "environment",
    "wants_color": "environment",
    "FILE_NAME": "finding",
    "find_config": "finding",
    "USER_AGENT": "http",
    "http_settings": "http",
    "site_settings": "http",
    "load_config": "loading",
    "policy_named": "policies",
    "ConfigProblems": "problems",
    "Problem": "problems",
    "Audit": "values",
    "Config": "values",
    "Site": "values",
    "site_for": "values",
}


def __getattr__(name: str) -> _Any:
    if name in _HOMES:
        return getattr(_import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
