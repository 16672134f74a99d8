"""Configuration: `tracker.toml`, and the only reader of the environment.

Each name is imported when it is asked for: every command starts with this package.
"""

from typing import TYPE_CHECKING

from tracker.lazy import names_of

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
    "tracker.config.checking": ("Checked", "check_config"),
    "tracker.config.environment": ("forget_git_variables", "wants_color"),
    "tracker.config.finding": ("FILE_NAME", "find_config"),
    "tracker.config.http": ("USER_AGENT", "http_settings", "site_settings"),
    "tracker.config.loading": ("load_config",),
    "tracker.config.policies": ("policy_named",),
    "tracker.config.problems": ("ConfigProblems", "Problem"),
    "tracker.config.values": ("Audit", "Config", "Site", "site_for"),
}

__getattr__ = names_of(__name__, _HOMES)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
