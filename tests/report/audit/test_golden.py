"""Reports of audits are as they were read in review, and always the same."""

from __future__ import annotations

import pytest

from tests.report.audit.golden_cases import CASES, GOLDEN


@pytest.mark.parametrize("name", CASES)
def test_a_report_is_as_it_was(name: str) -> None:
    assert CASES[name]() == (GOLDEN / name).read_bytes().decode()
