"""`tracker sync` against real WordPress, end to end."""

import pytest

pytest.register_assert_rewrite("tests.sync.laws", "tests.sync.running")
