"""Every rule is tested, documented, and says what it says in one grammar."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tracker.audit.rule import CHECKS, EditRule, PostRule, Rule
from tracker.audit.rules import all_rules

ROOT = Path(__file__).parents[3]
HERE = Path(__file__).parent
SECTIONS = {
    part.partition("\n")[0]: part
    for part in (ROOT / "docs" / "audit-rules.md").read_text(encoding="utf-8").split("\n## ")[1:]
}
RULES = pytest.mark.parametrize("name", all_rules())
_SUBJECT = re.compile(r"(?:“A bridge”|news\.example) ")


def kind_of(rule: Rule) -> str:
    """Say what a rule is about, as CHECKS names it."""
    return (
        "edit" if isinstance(rule, EditRule) else "post" if isinstance(rule, PostRule) else "site"
    )


def example_of(name: str) -> str:
    """Give what the documentation says that a rule says, without its subject."""
    (line,) = re.findall(r"^> (.+)$", SECTIONS[name], re.MULTILINE)
    assert _SUBJECT.match(line), line
    return _SUBJECT.sub("", line, count=1)


def test_the_documentation_names_the_rules_that_there_are() -> None:
    assert SECTIONS.keys() == all_rules().keys()


@RULES
def test_a_rule_has_a_file_of_tests_that_hold_the_wording_of_the_documentation(name: str) -> None:
    path = HERE / f"test_{name.replace('-', '_')}.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    strings = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert example_of(name) in strings
    assert any(node.name.startswith("test_") for node in tree.body if hasattr(node, "name"))


@RULES
def test_words_follow_the_headline_as_a_predicate(name: str) -> None:
    words = example_of(name)
    assert re.match(r"(?:was|is|has|had|bears|lost|now|no longer|changed|claims|could) ", words)
    assert words.isprintable()


@RULES
def test_level_end_thresholds_and_check_are_documented_as_they_are(name: str) -> None:
    rule, section = all_rules()[name], SECTIONS[name]
    about = {"edit": "edits", "post": "posts", "site": "the site"}[kind_of(rule)]
    assert f"- Level: {rule.level}. About {about}." in section
    assert f"- Resolved: {rule.resolves or 'never'}" in section
    assert f"- Check: `{rule.check or CHECKS[kind_of(rule)]}`" in section
    for threshold, default in rule.takes.items():
        assert f'`{threshold} = "{default}"`' in section or (
            not default and f"`{threshold}" in section
        )


@RULES
def test_a_summary_is_one_sentence(name: str) -> None:
    assert re.fullmatch(r"[A-Z][^\n]+\.", all_rules()[name].summary)
    assert not all_rules()[name].resolves.endswith(".")
