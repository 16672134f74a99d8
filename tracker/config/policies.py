"""Find a policy by its name: in the configuration, built in, or a file of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from tracker.audit.builtin import builtin_policies
from tracker.audit.policy import Policy, make_policy
from tracker.audit.rules import all_rules
from tracker.audit.specs import PolicySpec, RuleSpec
from tracker.config.decoding import Partial, read_document
from tracker.config.examples import EXAMPLES
from tracker.config.positions import Path as KeyPath
from tracker.config.problems import ConfigProblems, Problem, key_words, nearest
from tracker.config.readers import is_plain_name, is_policy_file
from tracker.config.schema import ConfigSpec
from tracker.config.values import Config
from tracker.errors import ConfigError

_NAMES = "it has up to 100 letters, digits, dots, underscores and hyphens, no spaces"
_FIELD = re.compile(r"`(\w+)`")


def policy_named(config: Config | None, name_or_file: str) -> Policy:
    """Make a policy.

    Args:
        config: whose policies count beside the built-in ones; None for these alone.
        name_or_file: a name, or a file of TOML (a path, or anything that ends in `.toml`) that
            holds `extends`, `rules` and `suppressions` at its top.

    Raises:
        ConfigProblems: with the lines of all mistakes.
        ConfigError: where there is none of that name.
    """
    known = known_policies(config)
    if name_or_file in known:
        spec = known[name_or_file]
        if config is not None and name_or_file in config.policies:
            top: KeyPath = ("policies", name_or_file)
            problems = _problems_of(name_or_file, spec, known, _lines(config.path), top)
            if problems:
                raise ConfigProblems(config.path, problems)
        return make_policy(name_or_file, spec, known)
    if not is_policy_file(name_or_file):
        near = nearest(name_or_file, known)
        meant = f"; did you mean {near}?" if near else "."
        raise ConfigError(
            f"There is no policy {key_words(name_or_file)}{meant} There are "
            f"{', '.join(sorted(known))}, and files that end in .toml."
        )
    path = Path(name_or_file)
    partial = read_document(path).decode_partly(PolicySpec)
    sound = _sound(partial.value, partial.removed)
    more = _problems_of(path.stem, sound, known, partial.line, ()) if sound else []
    if problems := [*partial.problems, *more]:
        raise ConfigProblems(path, problems)
    return make_policy(path.stem, partial.value, known)


def check_policies(partial: Partial[ConfigSpec]) -> Iterator[Problem]:
    """Tell what is wrong with the policies of a file, beside mistakes of form.

    Args:
        partial: what could be made of it. Rules that have mistakes of form are left alone.
    """
    own: dict[str, PolicySpec] = {}
    for name in partial.value.policies.keys() - builtin_policies().keys():
        removed = {one[2:] for one in partial.removed if one[:2] == ("policies", name)}
        sound = _sound(partial.value.policies[name], removed)
        if sound is None:
            return  # what others extend can be missing
        own[name] = sound
    if any(one[0] == "policies" and len(one) < 3 for one in partial.removed):
        return
    known = {**builtin_policies(), **own}
    for name, spec in own.items():
        yield from _problems_of(name, spec, known, partial.line, ("policies", name))


def _sound(spec: PolicySpec, removed: Collection[KeyPath]) -> PolicySpec | None:
    """Leave out rules that have mistakes of form; None where all can be wrong for one.

    Suppressions can be about such rules.
    """
    if any(len(one) < 2 for one in removed):
        return None
    broken = {one[1] for one in removed if one[0] == "rules"}
    return msgspec.structs.replace(
        spec,
        rules={name: written for name, written in spec.rules.items() if name not in broken},
        suppressions=() if broken else spec.suppressions,
    )


def known_policies(config: Config | None) -> Mapping[str, PolicySpec]:
    """Give all policies that have a name, as they are written."""
    return {**builtin_policies(), **(config.policies if config is not None else {})}


def _lines(path: Path) -> Callable[[KeyPath], int]:
    try:
        return read_document(path).line
    except ConfigError:  # it was changed since it was read
        return lambda _: 0


def _problems_of(
    name: str,
    spec: PolicySpec,
    known: Mapping[str, PolicySpec],
    line: Callable[[KeyPath], int],
    top: KeyPath,
) -> list[Problem]:
    """Try what it extends, then each rule by itself, so that each mistake has its line."""
    try:
        extended = make_policy(name, PolicySpec(extends=spec.extends), known)
    except ConfigError as error:
        near = nearest(spec.extends, known) if spec.extends not in known else ""
        words = f"{error} Did you mean {near}?" if near else str(error)
        where = (*top, "extends") if spec.extends not in known else top
        example = EXAMPLES[PolicySpec]["extends"]
        return [Problem(line=line(where), words=words, example=example)]
    problems = []
    for rule, written in spec.rules.items():
        if not is_plain_name(rule):
            words = f"`{key_words(rule)}` cannot be the name of a rule: {_NAMES}."
            problems.append(Problem(line=line((*top, "rules", rule)), words=words))
            continue
        try:
            make_policy(name, PolicySpec(extends=spec.extends, rules={rule: written}), known)
        except ConfigError as error:
            problems.append(_problem(error, rule, written, line, (*top, "rules", rule)))
    if not problems:  # else a rule that is misspelt would be told twice
        names = (*(use.name for use in extended.uses), *spec.rules, *all_rules())
        problems += _unknown_suppressions(spec, names, line, top)
    return problems


def _unknown_suppressions(
    spec: PolicySpec, names: Sequence[str], line: Callable[[KeyPath], int], top: KeyPath
) -> Iterator[Problem]:
    """Tell suppressions of rules that there are not: they would keep nothing quiet."""
    for number, one in enumerate(spec.suppressions):
        if one.rule and one.rule not in names:
            near = nearest(one.rule, names)
            meant = f"; did you mean `{near}`?" if near else ", nothing is suppressed."
            words = f"there is no rule `{key_words(one.rule)}`{meant}"
            example = f'rule = "{near or names[0]}"'
            where = line((*top, "suppressions", number, "rule"))
            yield Problem(line=where, words=words, example=example)


def _problem(
    error: ConfigError,
    rule: str,
    written: RuleSpec,
    line: Callable[[KeyPath], int],
    path: KeyPath,
) -> Problem:
    asked = written.rule or rule
    if asked not in all_rules():
        near = nearest(asked, all_rules())
        where = (*path, "rule") if written.rule else path
        meant = f"did you mean `{near}`?" if near else f"there are {', '.join(all_rules())}."
        words = f"there is no rule `{key_words(asked)}`; {meant}"
        table = ".".join(str(part) for part in path[:-1])
        example = EXAMPLES[RuleSpec]["rule"]
        if near:
            example = f'rule = "{near}"' if written.rule else f"[{table}.{near}]"
        return Problem(line=line(where), words=words, example=example)
    named = _FIELD.search(str(error))
    key = named[1] if named else ""
    # What the rule does not take is no example of what it takes.
    is_threshold = any(key in rule.takes for rule in all_rules().values())
    is_taken = key in all_rules()[asked].takes or not is_threshold
    example = EXAMPLES[RuleSpec].get(key, "") if is_taken else ""
    return Problem(line=line((*path, key)), words=str(error), example=example)
