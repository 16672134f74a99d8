"""What WordPress and its plugins render anew without an edit: rules as data.

Conservative: `href`, `src`, `alt`, wording, punctuation and order always count, apart from the
parts of an address that a rule names. Attributes count at all only where a reader meets them
(`markup.facts`) or on custom elements, so most re-rendered ids and classes need no rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from tracker.errors import ConfigError
from tracker.text.noise_rules import DEFAULT_RULES, Rule

__all__ = ["DEFAULT_NOISE", "Noise", "Rule"]

_PARAMETERS = re.compile(r"\?([^#]*)")


@dataclass(frozen=True, slots=True)
class _Compiled:
    pattern: re.Pattern[str]
    replacement: str
    within: re.Pattern[str] | None
    where: re.Pattern[str] | None

    def applies(self, address: str, classes: str) -> bool:
        if self.where is not None and not self.where.search(address):
            return False
        return self.within is None or any(map(self.within.fullmatch, classes.split()))


@dataclass(frozen=True, slots=True, eq=False)
class Noise:
    """A set of noise rules, ready for use; two sets are equal only if they are the same object.

    Args:
        rules: in the order in which they apply.

    Raises:
        ConfigError: if a pattern is no regular expression.
    """

    rules: tuple[Rule, ...] = DEFAULT_RULES
    elements: re.Pattern[str] | None = field(init=False)
    _hints: tuple[str, ...] = field(init=False)
    _attributes: re.Pattern[str] | None = field(init=False)
    _parameters: tuple[_Compiled, ...] = field(init=False)
    _addresses: tuple[_Compiled, ...] = field(init=False)
    _texts: tuple[_Compiled, ...] = field(init=False)

    def __post_init__(self) -> None:
        compiled = [(rule.kind, _compile(rule)) for rule in self.rules]
        chosen = {
            kind: tuple(c for k, c in compiled if k == kind)
            for kind in ("attribute", "element", "parameter", "url", "text")
        }
        object.__setattr__(self, "elements", _element_pattern(chosen["element"]))
        object.__setattr__(self, "_hints", _hints(self.rules))
        object.__setattr__(self, "_attributes", _union(chosen["attribute"]))
        object.__setattr__(self, "_parameters", chosen["parameter"])
        object.__setattr__(self, "_addresses", chosen["url"])
        object.__setattr__(self, "_texts", chosen["text"])

    def extended(self, rules: Iterable[Rule]) -> Noise:
        """Make a set with more rules, for a site whose plugins need them."""
        return Noise(self.rules + tuple(rules))

    def is_noise(self, attribute: str) -> bool:
        """Say whether an attribute of this name never counts."""
        return self._attributes is not None and self._attributes.fullmatch(attribute) is not None

    def may_hold_elements(self, html: str) -> bool:
        """Say quickly whether `elements` can occur in serialised HTML."""
        return any(hint in html for hint in self._hints)

    def clean_url(self, url: str, classes: str = "") -> str:
        """Drop from a link target or a source what is rendered anew.

        Args:
            classes: the class attribute of the element that holds it.
        """
        if "?" in url:
            for rule in self._parameters:
                if rule.applies(url, classes):
                    url = _drop_parameters(url, rule.pattern)
        for rule in self._addresses:
            if rule.applies(url, classes):
                url = rule.pattern.sub(rule.replacement, url)
        return url

    def clean_words(self, text: str) -> str:
        """Replace in words what the rules of kind `text` name; there are none by default."""
        for rule in self._texts:
            text = rule.pattern.sub(rule.replacement, text)
        return text


def _compile(rule: Rule) -> _Compiled:
    try:
        return _Compiled(
            pattern=re.compile(rule.pattern),
            replacement=rule.replacement,
            within=re.compile(rule.within) if rule.within else None,
            where=re.compile(rule.where) if rule.where else None,
        )
    except re.error as error:
        raise ConfigError(
            f"The noise rule {rule.name!r} holds no valid regular expression: {error}."
        ) from error


def _hints(rules: Iterable[Rule]) -> tuple[str, ...]:
    """Collect the hints; a rule without any makes every class worth a look."""
    chosen = [rule.hint for rule in rules if rule.kind == "element"]
    return ('class="',) if () in chosen else tuple(hint for hints in chosen for hint in hints)


def _union(rules: tuple[_Compiled, ...]) -> re.Pattern[str] | None:
    if not rules:
        return None
    return re.compile("|".join(f"(?:{rule.pattern.pattern})" for rule in rules))


def _element_pattern(rules: tuple[_Compiled, ...]) -> re.Pattern[str] | None:
    union = _union(rules)
    if union is None:
        return None
    return re.compile(
        rf'<([a-z][^\s/>]*)(?:\s[^>]*)?\sclass="(?:[^">]*\s)?(?:{union.pattern})(?=[\s"])[^>]*>'
    )


def _drop_parameters(url: str, noise: re.Pattern[str]) -> str:
    def kept(match: re.Match[str]) -> str:
        parameters = [p for p in match[1].split("&") if p and not noise.fullmatch(p)]
        return "?" + "&".join(parameters) if parameters else ""

    return _PARAMETERS.sub(kept, url, count=1)


DEFAULT_NOISE = Noise()
"""The rules that hold for every site."""
